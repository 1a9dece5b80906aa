//! Products: what sells? The page model; `build` makes it.

use serde::Serialize;

use super::{ChartHead, CommentsPage, Dot, Empty, Explain, Notice, Num, RangeText};
use crate::domain::{ProductId, Role};
use crate::metrics::Corner;

mod build;
mod detail;

pub use build::{ProductsExtras, products};

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ProductsPage {
    /// The page's question: 什么卖得动？
    pub question: String,
    /// What to show when no product has data; then the rest is empty.
    pub empty: Option<Empty>,
    /// Which account and money: `小满生活馆 · 成交金额 · CNY`.
    pub scope: String,
    /// Click rate × order rate.
    pub quadrant: Quadrant,
    /// All products.
    pub table: ProductTable,
    /// Products where something could be changed.
    pub suggestions: Vec<Suggestion>,
    /// `建议附理由，不证明因果`.
    pub suggestions_note: String,
    /// `4 个商品没填成本，算不出毛利。`; empty when all have one.
    pub cost_note: String,
    /// The chosen product.
    pub detail: Option<ProductDetail>,
    /// Things to know.
    pub notices: Vec<Notice>,
}

/// Click rate × order rate.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Quadrant {
    /// Title, units, sentence.
    pub head: ChartHead,
    /// The shop's click rate: the vertical line.
    pub x_line: Option<f64>,
    /// The shop's order rate: the horizontal line.
    pub y_line: Option<f64>,
    /// Name and hint of each corner.
    pub corners: Vec<CornerText>,
    /// One per product with both rates.
    pub points: Vec<QuadrantPoint>,
    /// Instead of points when no product has both rates: what is missing and what brings it.
    pub nothing: String,
    /// Legend of roles in use.
    pub legend: Vec<(Option<Role>, String)>,
}

/// Text of a corner.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CornerText {
    /// Which.
    pub corner: Corner,
    /// Name.
    pub name: String,
    /// Hint.
    pub hint: String,
}

/// One product in the quadrant, at its shrunken rates.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuadrantPoint {
    /// The product.
    pub product: ProductId,
    /// Name.
    pub name: String,
    /// Click rate, estimated.
    pub x: f64,
    /// Its range.
    pub x_range: RangeText,
    /// Order rate, estimated.
    pub y: f64,
    /// Its range.
    pub y_range: RangeText,
    /// Size, 0..1 of the largest amount.
    pub size: f64,
    /// Size by margin, 0..1 of the largest; `None` without a margin.
    pub margin_size: Option<f64>,
    /// Role, for colour and shape.
    pub role: Option<Role>,
    /// Corner.
    pub corner: Corner,
    /// Hollow with a cross when unclear.
    pub dot: Dot,
    /// Hover text.
    pub hover: String,
}

/// All products.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ProductTable {
    /// Title, scope, sentence.
    pub head: ChartHead,
    /// Column headers.
    pub columns: Vec<String>,
    /// By amount.
    pub rows: Vec<ProductRow>,
}

/// One product.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductRow {
    /// The product.
    pub product: ProductId,
    /// Name.
    pub name: String,
    /// Role, when set.
    pub role: Option<Role>,
    /// Its word, or 未定.
    pub role_text: String,
    /// Sessions it was shown in.
    pub sessions: usize,
    /// Amount.
    pub amount: Num,
    /// Orders.
    pub orders: Num,
    /// Click rate.
    pub click: RateCell,
    /// Order rate.
    pub order: RateCell,
    /// Amount per 1,000 impressions.
    pub gpm: Num,
    /// Margin.
    pub margin: Num,
    /// Margin per talk minute.
    pub margin_per_minute: Num,
    /// Why the margin is missing; else empty.
    pub margin_note: String,
    /// Corner.
    pub corner: Corner,
    /// Its word.
    pub corner_text: String,
    /// 口径 of amount, rates and margin.
    pub explain: Vec<Explain>,
}

/// A rate, raw and estimated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RateCell {
    /// Count above.
    pub count: Num,
    /// Count below.
    pub of: Num,
    /// `18.4`, in percent.
    pub raw: Num,
    /// `1,180/6,420 = 18.4`.
    pub fraction: String,
    /// Estimate shrunken towards the shop.
    pub estimate: Num,
    /// Its range.
    pub interval: Option<RangeText>,
    /// Solid when clear of the shop's rate, hollow when not, ghost when unknown.
    pub dot: Dot,
    /// `3/40 = 7.5% → 估计 4.9%（2.6–8.3%）`.
    pub text: String,
}

/// Something to change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// The product.
    pub product: ProductId,
    /// Name.
    pub name: String,
    /// What: `形象 → 少讲`.
    pub action: String,
    /// Why, with its numbers.
    pub reason: String,
    /// The role it suggests, if it is about a role.
    pub role: Option<Role>,
}

/// One product in detail.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductDetail {
    /// The product.
    pub product: ProductId,
    /// Name.
    pub name: String,
    /// Corner.
    pub corner: Corner,
    /// Its word.
    pub corner_text: String,
    /// `20:30–21:00 卖得最好 · 常和手冲壶一起买（31 单）`.
    pub line: String,
    /// Order rate per session with its limits.
    pub rates: RateHistory,
    /// Price per session.
    pub prices: PriceHistory,
    /// Best slots, best first.
    pub slots: Vec<SlotView>,
    /// Order rate by host, best first; empty when one host presents everything.
    pub hosts: Vec<HostView>,
    /// Title, unit and sentence of slots, hosts and what is bought together.
    pub when_head: ChartHead,
    /// Bought together, most often first.
    pub together: Vec<TogetherView>,
    /// Why nothing is listed; else empty.
    pub together_note: String,
    /// What was written while it was talked about; only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<CommentsPage>,
}

/// Order rate per session.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RateHistory {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// The product's own mean.
    pub centre: Option<f64>,
    /// One per session.
    pub points: Vec<RatePoint>,
}

/// One session's rate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatePoint {
    /// `11-21`.
    pub date: String,
    /// The rate.
    pub rate: Num,
    /// Lower two-sigma limit of ordinary swings.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
    /// Whether it lies outside.
    pub outside: bool,
}

/// Price per session.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PriceHistory {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// Date and price.
    pub points: Vec<(String, Num)>,
}

/// A half-hour of the day and what the product did there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SlotView {
    /// `20:30–21:00`.
    pub text: String,
    /// Talk minutes.
    pub minutes: Num,
    /// Orders per 1,000 viewer-minutes, estimated.
    pub rate: Num,
    /// Its range.
    pub interval: Option<RangeText>,
}

/// A host and how the product did there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HostView {
    /// Name.
    pub name: String,
    /// Sessions.
    pub sessions: Num,
    /// Order rate, estimated.
    pub rate: Num,
    /// Its range.
    pub interval: Option<RangeText>,
}

/// A product bought in the same orders.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TogetherView {
    /// The other product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// Orders with both.
    pub orders: Num,
    /// Of the orders with this product: support.
    pub share: Num,
}
