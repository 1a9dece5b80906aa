//! Where a product stands: click rate against order rate; and what could be changed about it.

use serde::Serialize;

use super::board::{Board, ProductStats};
use super::rates::Shrunk;
use crate::domain::{ProductId, Role, Snapshot, quantile};

/// A corner of click rate × order rate against the shop's own rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Corner {
    /// 主推: people click and buy.
    Push,
    /// 补转化: people click and do not buy.
    FixConversion,
    /// 补曝光: few click, those who do buy.
    ShowMore,
    /// 淘汰观察: neither.
    Watch,
    /// 还说不清: few people, and the range reaches over the shop's rate.
    Unclear,
}

impl Corner {
    /// Every corner, in drawing order.
    pub const ALL: [Self; 5] =
        [Self::Push, Self::FixConversion, Self::ShowMore, Self::Watch, Self::Unclear];
}

/// A range that reaches more than this share of the shop's rate to each side and also over it is
/// too wide to say a side. A narrow range at the shop's rate is simply average.
const WIDE: f64 = 0.2;

/// Which side of the shop's rate an estimate is on; `None` when that cannot be said.
fn side(rate: Option<Shrunk>, mean: Option<f64>) -> Option<bool> {
    let (rate, mean) = (rate?, mean?);
    let half = (rate.interval.high - rate.interval.low) / 2.0;
    let unclear = rate.interval.contains(mean) && half > WIDE * mean;
    (!unclear).then_some(rate.estimate >= mean)
}

/// The corner of a product.
pub(super) fn corner(
    click: Option<Shrunk>,
    click_mean: Option<f64>,
    order: Option<Shrunk>,
    order_mean: Option<f64>,
) -> Corner {
    match (side(click, click_mean), side(order, order_mean)) {
        (Some(true), Some(true)) => Corner::Push,
        (Some(true), Some(false)) => Corner::FixConversion,
        (Some(false), Some(true)) => Corner::ShowMore,
        (Some(false), Some(false)) => Corner::Watch,
        _ => Corner::Unclear,
    }
}

/// What could be changed about a product.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Talk about it less: people click, few buy.
    TalkLess,
    /// Another cover or opening: those who click buy, few click.
    NewCover,
    /// Leave it out for two sessions.
    Pause,
    /// Give it the role.
    Role(Role),
}

/// An advice with the numbers of its reason.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Suggested {
    /// The product.
    pub product: ProductId,
    /// What.
    pub advice: Advice,
    /// Estimated click rate.
    pub click: Option<f64>,
    /// Estimated order rate.
    pub order: Option<f64>,
    /// The shop's click rate.
    pub click_mean: Option<f64>,
    /// The shop's order rate.
    pub order_mean: Option<f64>,
    /// Margin per talk minute.
    pub margin_per_minute: Option<f64>,
    /// Median of that over the board.
    pub margin_median: Option<f64>,
}

/// What could be changed, products with most money first; at most `limit`. One advice a product.
pub fn suggestions(snapshot: &Snapshot, board: &Board, limit: usize) -> Vec<Suggested> {
    let mut margins: Vec<f64> =
        board.products.iter().filter_map(|p| p.margin_per_minute.ok()).collect();
    margins.sort_by(f64::total_cmp);
    let margin_median = quantile(&margins, 0.5).filter(|_| margins.len() >= 4);
    let mut prices: Vec<f64> = board.products.iter().filter_map(|p| p.price).collect();
    prices.sort_by(f64::total_cmp);
    let price_median = quantile(&prices, 0.5).filter(|_| prices.len() >= 4);
    let amounts: Vec<f64> = board.products.iter().filter_map(|p| p.amount).collect();
    let even = amounts.iter().sum::<f64>() / amounts.len() as f64;
    board
        .products
        .iter()
        .filter_map(|stats| {
            let role = snapshot.product(stats.product).and_then(|p| p.role);
            let earns = stats.margin_per_minute.ok().zip(margin_median).map(|(own, m)| own >= m);
            // Without costs the money stands in: a product that brings its even share or more.
            let carries = earns.unwrap_or_else(|| stats.amount.is_some_and(|own| own >= even));
            let advice = advise(stats, role, earns, carries, price_median)?;
            Some(Suggested {
                product: stats.product,
                advice,
                click: stats.click.map(|r| r.estimate),
                order: stats.order.map(|r| r.estimate),
                click_mean: board.click_mean,
                order_mean: board.order_mean,
                margin_per_minute: stats.margin_per_minute.ok(),
                margin_median,
            })
        })
        .take(limit)
        .collect()
}

/// `earns`: margin per talk minute at the median or above, where it is known. `carries`: it earns,
/// or brings its share of the money; such a product keeps its time even when its rates are low.
fn advise(
    stats: &ProductStats,
    role: Option<Role>,
    earns: Option<bool>,
    carries: bool,
    price_median: Option<f64>,
) -> Option<Advice> {
    let cheap = stats.price.zip(price_median).map(|(own, m)| own < m);
    match stats.corner {
        Corner::Push if earns == Some(true) && role != Some(Role::Profit) => {
            Some(Advice::Role(Role::Profit))
        }
        Corner::Push if earns == Some(false) && cheap == Some(true) && role.is_none() => {
            Some(Advice::Role(Role::Traffic))
        }
        Corner::FixConversion if !carries => Some(Advice::TalkLess),
        Corner::ShowMore => Some(Advice::NewCover),
        Corner::Watch if !carries && role != Some(Role::Image) => Some(Advice::Pause),
        _ => None,
    }
}
