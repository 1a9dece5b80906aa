//! The facts that exports carry, one record per grain, under their canonical names.
//!
//! Counts of people end in `_uv`, counts of times in `_pv`. Every field may be missing.
//! Ratios that an export reports are not here: they are kept apart, beside the recomputed ones.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Basis, Fraction, Money, Seconds, record};

record! {
    /// One session as one export tells it.
    SessionFacts in "session_facts" {
        /// The session's title.
        title: String,
        /// Who presented.
        host: String,
        /// Start.
        start_at: Timestamp,
        /// End; for a running session the moment of the export.
        end_at: Timestamp,
        /// Length as reported; the exact length is `end_at - start_at`.
        duration_s: Seconds,
        /// People shown the room's entry (直播间曝光人数).
        room_impr_uv: i64,
        /// Times the room's entry was shown (直播间曝光次数).
        room_impr_pv: i64,
        /// Viewers, people (直播间观看人数).
        viewers_uv: i64,
        /// Views, times (直播间观看次数).
        views_pv: i64,
        /// Incentivised views.
        incentive_views_pv: i64,
        /// People who interacted.
        engaged_viewers: i64,
        /// Viewers from natural channels.
        natural_viewers_uv: i64,
        /// Viewers from paid channels.
        paid_viewers_uv: i64,
        /// Highest number online at once.
        peak_online: i64,
        /// Mean number online.
        avg_online: f64,
        /// Mean watch time per viewer.
        avg_watch_s: Seconds,
        /// Mean watch time per view.
        avg_watch_per_view_s: Seconds,
        /// Comments.
        comments: i64,
        /// People who commented.
        comment_users: i64,
        /// Likes.
        likes: i64,
        /// Shares.
        shares: i64,
        /// New followers, unfollows not taken off.
        new_followers: i64,
        /// Unfollows.
        unfollows: i64,
        /// Fan club joins.
        fan_club_joins: i64,
        /// Share of viewers who followed before.
        fan_share: Fraction,
        /// Products shown.
        product_count: i64,
        /// People shown a product.
        prod_impr_uv: i64,
        /// Times a product was shown.
        prod_impr_pv: i64,
        /// People who clicked a product.
        prod_click_uv: i64,
        /// Clicks on products.
        prod_click_pv: i64,
        /// Items put into carts.
        cart_adds: i64,
        /// People who put something into the cart.
        cart_users: i64,
        /// Orders.
        orders: i64,
        /// Orders created, paid or not.
        orders_created: i64,
        /// SKU orders (one per product of an order).
        sku_orders: i64,
        /// Items sold.
        items: i64,
        /// Buyers, people.
        buyers: i64,
        /// GMV 成交金额 as reported.
        gmv: Money,
        /// 用户支付金额: paid by buyers.
        paid_amount: Money,
        /// 净成交金额: GMV less the refunds the platform subtracts.
        net_gmv: Money,
        /// Orders behind `net_gmv`.
        net_orders: i64,
        /// Refunded amount so far.
        refund_amount: Money,
        /// Refunded orders so far.
        refund_orders: i64,
        /// People refunded so far.
        refund_users: i64,
        /// Refunded within an hour of paying.
        refund_amount_1h: Money,
        /// Orders refunded within an hour.
        refund_orders_1h: i64,
        /// Ad spend of accounts bound to the shop. Never added to `ad_spend_targeted`.
        ad_spend_bound: Money,
        /// Ad spend that targets the shop; can be the same money as `ad_spend_bound`.
        ad_spend_targeted: Money,
        /// Ad spend where the export has one figure.
        ad_spend: Money,
        /// Commission paid to others.
        commission_cost: Money,
        /// Commission earned.
        commission_income: Money,
        /// Presale orders.
        presale_orders: i64,
        /// Presale amount in full.
        presale_amount: Money,
        /// Purchase group joins.
        purchase_group_joins: i64,
        /// Vouchers: amount paid with their help.
        voucher_paid_amount: Money,
        /// Vouchers: subsidy.
        voucher_subsidy: Money,
        /// Vouchers used.
        vouchers_used: i64,
    }
}

impl SessionFacts {
    /// No broadcast is believed to last longer than this, in seconds: two days.
    pub const LONGEST_SECONDS: f64 = 48.0 * 3600.0;

    /// The session's money and its basis: paid, else GMV.
    pub fn amount(&self) -> Option<(Money, Basis)> {
        amount(self.paid_amount, self.gmv)
    }

    /// Ad spend without counting the same money twice: the single figure, else what targets the
    /// shop, else what its bound accounts spent.
    pub fn spend(&self) -> Option<Money> {
        self.ad_spend.or(self.ad_spend_targeted).or(self.ad_spend_bound)
    }

    /// Exact length in seconds from start to end, else the reported length.
    pub fn exact_seconds(&self) -> Option<f64> {
        match (self.start_at, self.end_at) {
            (Some(start), Some(end)) if end > start => {
                Some((end.as_millisecond() - start.as_millisecond()) as f64 / 1000.0)
            }
            _ => self.duration_s.map(|s| s.0).filter(|s| *s > 0.0),
        }
    }
}

record! {
    /// One product in one session as one export tells it.
    SessionProductFacts in "session_products" {
        /// Price in the room.
        price: Money,
        /// Times it was presented.
        explain_count: i64,
        /// When it was first listed.
        listed_at: Timestamp,
        /// People shown it.
        impr_uv: i64,
        /// Times shown.
        impr_pv: i64,
        /// People who clicked it.
        click_uv: i64,
        /// Clicks.
        click_pv: i64,
        /// Items put into carts.
        cart_adds: i64,
        /// Orders.
        orders: i64,
        /// SKU orders.
        sku_orders: i64,
        /// Items sold.
        items: i64,
        /// Buyers, people.
        buyers: i64,
        /// GMV.
        gmv: Money,
        /// Paid.
        paid_amount: Money,
        /// Presale orders.
        presale_orders: i64,
        /// Presale amount.
        presale_amount: Money,
        /// Refunded amount.
        refund_amount: Money,
        /// Refunded orders.
        refund_orders: i64,
        /// People refunded.
        refund_users: i64,
        /// Refunded before shipping.
        refund_pre_amount: Money,
        /// Orders refunded before shipping.
        refund_pre_orders: i64,
        /// Refunded after shipping.
        refund_post_amount: Money,
        /// Orders refunded after shipping.
        refund_post_orders: i64,
        /// Stock at the time of the export.
        stock: i64,
    }
}

impl SessionProductFacts {
    /// The product's money in the session and its basis: paid, else GMV.
    pub fn amount(&self) -> Option<(Money, Basis)> {
        amount(self.paid_amount, self.gmv)
    }

    /// Orders, else SKU orders, else buyers: the best count of sales the export has.
    pub fn sales(&self) -> Option<i64> {
        self.orders.or(self.sku_orders).or(self.buyers)
    }
}

fn amount(paid: Option<Money>, gmv: Option<Money>) -> Option<(Money, Basis)> {
    paid.map(|m| (m, Basis::Paid)).or(gmv.map(|m| (m, Basis::Created)))
}

record! {
    /// One channel of one session.
    ChannelFacts in "channels" {
        /// The channel's name as exported.
        channel: String,
        /// `natural`, `paid` or `unknown`.
        channel_group: String,
        /// Views, times.
        views_pv: i64,
        /// Viewers, people; never added over channels.
        viewers_uv: i64,
        /// Mean watch time.
        avg_watch_s: Seconds,
        /// Orders.
        orders: i64,
        /// GMV.
        gmv: Money,
        /// Paid.
        paid_amount: Money,
        /// Ad spend.
        spend: Money,
        /// Impressions.
        impressions_pv: i64,
    }
}

impl ChannelFacts {
    /// The channel's money and its basis: paid, else GMV.
    pub fn amount(&self) -> Option<(Money, Basis)> {
        amount(self.paid_amount, self.gmv)
    }
}

record! {
    /// One point of a session's time curve.
    MinuteFacts in "minutes" {
        /// Start of the minute.
        at: Timestamp,
        /// People online.
        online: i64,
        /// People who came in.
        entered: i64,
        /// People who left.
        left_count: i64,
        /// Clicks on products, people.
        click_uv: i64,
        /// Orders.
        orders: i64,
        /// Buyers.
        buyers: i64,
        /// GMV.
        gmv: Money,
        /// Paid.
        paid_amount: Money,
        /// Comments.
        comments: i64,
        /// New followers.
        new_followers: i64,
        /// Fan club joins.
        fan_club_joins: i64,
        /// Ad spend.
        spend: Money,
    }
}

record! {
    /// One stretch of a session in which one product is presented.
    SegmentFacts in "segments" {
        /// Start.
        start_at: Timestamp,
        /// End.
        end_at: Timestamp,
        /// Mean number online.
        avg_online: f64,
        /// Change of viewers from start to end.
        viewer_change: i64,
        /// Clicks.
        clicks: i64,
        /// Orders.
        orders: i64,
        /// Items sold.
        items: i64,
        /// GMV.
        gmv: Money,
        /// Paid.
        paid_amount: Money,
    }
}

record! {
    /// One product of one order. Buyers only as a keyed hash.
    OrderFacts in "order_lines" {
        /// The order.
        order_id: String,
        /// The line; made from order, SKU and position where the export has none.
        line_id: String,
        /// SKU id where it is another id than the product's.
        sku_id: String,
        /// The seller's own code.
        sku_code: String,
        /// Variation.
        spec: String,
        /// Pieces.
        qty: i64,
        /// Price of one.
        unit_price: Money,
        /// The line's own paid amount; 0 when unpaid or closed.
        paid: Money,
        /// The whole order's amount where the export has only that.
        order_paid: Money,
        /// What the merchant receives.
        merchant_income: Money,
        /// Refunded.
        refund: Money,
        /// Status as exported.
        status: String,
        /// After-sale status as exported.
        after_sale: String,
        /// Created.
        created_at: Timestamp,
        /// Paid; missing when never paid.
        paid_at: Timestamp,
        /// Where it was ordered (直播, 短视频, 商品卡 …) as exported.
        carrier: String,
        /// `natural`, `paid` or `unknown` traffic.
        channel_group: String,
        /// Who sold it.
        author: String,
        /// Keyed hash of the buyer; missing when the export masks it.
        buyer_key: String,
        /// Province or state, as coarse as the job needs.
        region: String,
        /// When the refund was asked for, where a file tells.
        refund_at: Timestamp,
    }
}

record! {
    /// A product as a catalogue describes it.
    ProductFacts in "product_facts" {
        /// Category.
        category: String,
        /// Brand.
        brand: String,
        /// List price.
        price: Money,
        /// What one piece costs the merchant.
        unit_cost: Money,
        /// Pieces left.
        stock: i64,
        /// `goods`, `course` or `ad_share`.
        kind: String,
        /// `traffic`, `giveaway`, `profit` or `image`.
        role: String,
    }
}

record! {
    /// What is known of a viewer besides a keyed hash.
    ViewerFacts in "viewers" {
        /// Keyed hash of the viewer.
        viewer_key: String,
        /// Age band as exported.
        age_band: String,
        /// Gender as exported.
        gender: String,
        /// Region as exported.
        region: String,
        /// `none`, `fan` or `club`, else as exported.
        fan_level: String,
    }
}

record! {
    /// One comment.
    CommentFacts in "comments" {
        /// When.
        at: Timestamp,
        /// Seconds from the session's start where the export counts so.
        offset_s: Seconds,
        /// Keyed hash of the author.
        viewer_key: String,
        /// The text.
        text: String,
    }
}

record! {
    /// A viewer did something with a product.
    EventFacts in "events" {
        /// When.
        at: Timestamp,
        /// Keyed hash of the viewer.
        viewer_key: String,
        /// One of the action words.
        action: String,
        /// Strength: a rating, seconds watched, pieces.
        value: f64,
    }
}

record! {
    /// Income that is not an order: ad share, a course sold elsewhere.
    IncomeFacts in "income" {
        /// When.
        at: Timestamp,
        /// `goods`, `course` or `ad_share`.
        kind: String,
        /// How much.
        amount: Money,
    }
}

/// One feature of a visit: a number as it is, a text as a category, or missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FeatureValue {
    /// A finite number.
    Number(f64),
    /// A category.
    Text(String),
    /// Missing.
    Missing,
}

record! {
    /// One visit with an outcome; its feature columns are free and stored beside it.
    VisitFacts in "visits" {
        /// The row's own id, when the file has one.
        visit_id: String,
        /// When, when the file says.
        at: Timestamp,
        /// The outcome: 0 or 1, or a number.
        outcome: f64,
        /// The free columns as a JSON object, in file order of the header.
        features: String,
    }
}

impl VisitFacts {
    /// The free columns by name; empty when there are none or they cannot be read.
    pub fn feature_map(&self) -> BTreeMap<String, FeatureValue> {
        self.features
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    }
}
