//! The names of the metrics, each with its stable word, unit and direction.

use serde::{Deserialize, Serialize};

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident = $word:literal $unit:ident $sense:ident),* $(,)?) => {
        /// A metric of the dictionary.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum MetricKey {
            $($(#[$doc])* #[serde(rename = $word)] $name),*
        }

        impl MetricKey {
            /// Every metric, in the order of the dictionary.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable word used in JSON and on the command line.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// The metric a word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }

            /// What it is counted in.
            pub fn unit(self) -> Unit {
                match self { $(Self::$name => Unit::$unit),* }
            }

            /// Whether more is better.
            pub fn direction(self) -> Direction {
                match self { $(Self::$name => Direction::$sense),* }
            }
        }
    };
}

/// What a metric is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Money in major units of the account's currency.
    Money,
    /// People.
    People,
    /// A share of a whole.
    Share,
    /// Seconds.
    Seconds,
    /// Orders.
    Orders,
    /// How many times one number goes into another.
    Ratio,
}

/// Whether more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    Neutral,
}

keys! {
    /// 成交金额
    Gmv = "gmv" Money Up,
    /// 用户支付金额
    PaidAmount = "paid_amount" Money Up,
    /// 净成交金额
    NetGmv = "net_gmv" Money Up,
    /// 成交订单数: orders that were paid, as reported; never those that were only created.
    PaidOrders = "paid_orders" Orders Up,
    /// 观看人数
    Viewers = "viewers" People Up,
    /// 曝光-观看率: viewers / people shown the room.
    EntryRate = "entry_rate" Share Up,
    /// 观看-商品曝光率: people shown a product / viewers.
    ProductImpressionRate = "product_impression_rate" Share Up,
    /// 商品点击率 by people: people clicking / people shown.
    ClickRate = "click_rate" Share Up,
    /// 商品点击率 by times: clicks / times shown.
    ClickRatePv = "click_rate_pv" Share Up,
    /// 点击-成交率 by people: buyers / people clicking.
    OrderRate = "order_rate" Share Up,
    /// 点击-成交率 by times: orders / clicks.
    OrderRatePv = "order_rate_pv" Share Up,
    /// 观看-成交率: buyers / viewers.
    ViewerConversion = "viewer_conversion" Share Up,
    /// 观看-成交率 by times: orders / views.
    ViewerConversionPv = "viewer_conversion_pv" Share Up,
    /// 千次观看成交: amount / views × 1,000.
    Gpm = "gpm" Money Up,
    /// UV价值: amount / viewers.
    UvValue = "uv_value" Money Up,
    /// 单小时: amount / exact hours.
    PerHour = "per_hour" Money Up,
    /// 单小时观看人数: viewers / exact hours.
    ViewersPerHour = "viewers_per_hour" People Up,
    /// 客单价: amount / buyers.
    PerBuyer = "per_buyer" Money Up,
    /// 笔单价: amount / orders.
    PerOrder = "per_order" Money Up,
    /// 件单价: amount / items.
    PerItem = "per_item" Money Up,
    /// 新增粉丝数
    NewFollowers = "new_followers" People Up,
    /// 关注率: new fans / viewers.
    FollowRate = "follow_rate" Share Up,
    /// 加团率: fan club joins / viewers.
    ClubRate = "club_rate" Share Up,
    /// 互动率: interacting people / viewers.
    InteractionRate = "interaction_rate" Share Up,
    /// 退款率 by amount.
    RefundRateAmount = "refund_rate_amount" Share Down,
    /// 退款率 by orders.
    RefundRateOrders = "refund_rate_orders" Share Down,
    /// ROI: amount / advert spend.
    Roi = "roi" Ratio Up,
    /// 净ROI: net amount / advert spend.
    NetRoi = "net_roi" Ratio Up,
    /// 自然流量占比: natural viewers / viewers.
    NaturalShare = "natural_share" Share Neutral,
    /// 自然付费比: natural viewers / paid viewers. Proves no cause.
    NaturalToPaid = "natural_to_paid" Ratio Neutral,
    /// 毛利: needs costs.
    Margin = "margin" Money Up,
    /// 毛利/讲解分钟: needs costs and talk segments.
    MarginPerTalkMinute = "margin_per_talk_minute" Money Up,
    /// 人均观看时长 as reported.
    AvgWatch = "avg_watch" Seconds Up,
}
