//! Every metric of a session, a product in a session or a channel, recomputed from its counts.
//! Ratios and people are never added up; a reported ratio is kept beside the recomputed one.

use super::{MetricKey, MetricValue, Way};
use crate::domain::{
    Basis, Channel, ChannelFacts, ChannelGroup, Money, Reported, Session, SessionFacts,
    SessionProduct, SessionProductFacts, with_exposure,
};

/// Every metric that facts of a session give, in the order of the dictionary. Margins are not
/// here: they need costs (`super::session_margin`).
pub fn session_metrics(session: &Session, channels: &[Channel]) -> Vec<MetricValue> {
    MetricKey::ALL
        .iter()
        .filter(|key| !matches!(key, MetricKey::Margin | MetricKey::MarginPerTalkMinute))
        .map(|key| session_metric(*key, session, channels))
        .collect()
}

/// One metric of a session.
pub fn session_metric(key: MetricKey, session: &Session, channels: &[Channel]) -> MetricValue {
    let mut value = from_facts(key, &session.facts, channels);
    value.reported = reported(key, &session.reported);
    value
}

/// One metric from a session's facts and channels.
pub fn from_facts(key: MetricKey, f: &SessionFacts, channels: &[Channel]) -> MetricValue {
    use MetricKey as K;
    let number = |n: Option<i64>| n.map(|n| n as f64);
    let hours = f.exact_seconds().map(|s| s / 3600.0);
    match key {
        K::Gmv => MetricValue::money(key, f.gmv, Basis::Created),
        K::PaidAmount => MetricValue::money(key, f.paid_amount, Basis::Paid),
        K::NetGmv => net(f),
        K::PaidOrders => MetricValue::plain(key, number(f.orders)),
        K::Viewers => MetricValue::plain(key, number(f.viewers_uv)),
        K::EntryRate => MetricValue::share(key, f.viewers_uv, f.room_impr_uv),
        K::ProductImpressionRate => MetricValue::share(key, f.prod_impr_uv, f.viewers_uv),
        K::ClickRate => MetricValue::share(key, f.prod_click_uv, f.prod_impr_uv),
        K::ClickRatePv => MetricValue::share(key, f.prod_click_pv, f.prod_impr_pv),
        K::OrderRate => MetricValue::share(key, f.buyers, f.prod_click_uv),
        K::OrderRatePv => MetricValue::share(key, f.orders, f.prod_click_pv),
        K::ViewerConversion => MetricValue::share(key, f.buyers, f.viewers_uv),
        K::ViewerConversionPv => MetricValue::share(key, f.orders, f.views_pv),
        K::Gpm => MetricValue::per(key, f.amount(), number(f.views_pv), 1000.0),
        K::UvValue => MetricValue::per(key, f.amount(), number(f.viewers_uv), 1.0),
        K::PerHour => MetricValue::per(key, f.amount(), hours, 1.0),
        K::ViewersPerHour => MetricValue::quotient(key, number(f.viewers_uv), hours, 1.0),
        K::PerBuyer => MetricValue::per(key, f.amount(), number(f.buyers), 1.0),
        K::PerOrder => MetricValue::per(key, f.amount(), number(f.orders), 1.0),
        K::PerItem => MetricValue::per(key, f.amount(), number(f.items), 1.0),
        K::NewFollowers => MetricValue::plain(key, number(f.new_followers)),
        K::FollowRate => MetricValue::share(key, f.new_followers, f.viewers_uv),
        K::ClubRate => MetricValue::share(key, f.fan_club_joins, f.viewers_uv),
        K::InteractionRate => MetricValue::share(key, f.engaged_viewers, f.viewers_uv),
        K::RefundRateAmount => {
            let (amount, basis) = f.amount().unzip();
            MetricValue {
                basis,
                ..MetricValue::quotient(
                    key,
                    f.refund_amount.map(Money::major),
                    amount.map(Money::major),
                    1.0,
                )
            }
        }
        K::RefundRateOrders => MetricValue::share(key, f.refund_orders, f.orders),
        K::Roi => MetricValue::per(key, f.amount(), f.spend().map(Money::major), 1.0),
        K::NetRoi => {
            let net = net(f);
            MetricValue {
                basis: net.basis,
                way: net.way,
                ..MetricValue::quotient(key, net.value, f.spend().map(Money::major), 1.0)
            }
        }
        K::NaturalShare => natural_share(f, channels),
        K::NaturalToPaid => {
            MetricValue::quotient(key, number(f.natural_viewers_uv), number(f.paid_viewers_uv), 1.0)
        }
        K::AvgWatch => MetricValue::plain(key, f.avg_watch_s.map(|s| s.0)),
        K::Margin | K::MarginPerTalkMinute => MetricValue::plain(key, None),
    }
}

/// The amount a session counts by: paid, else GMV, under its own key.
pub fn amount_key(facts: &SessionFacts) -> MetricKey {
    match facts.amount() {
        Some((_, Basis::Paid)) => MetricKey::PaidAmount,
        _ => MetricKey::Gmv,
    }
}

/// Net of refunds: as reported, else less all refunds so far, else less those of the first hour.
fn net(f: &SessionFacts) -> MetricValue {
    let key = MetricKey::NetGmv;
    if f.net_gmv.is_some() {
        return MetricValue::money(key, f.net_gmv, Basis::Created).by(Way::NetAsReported);
    }
    let Some((amount, basis)) = f.gmv.map(|m| (m, Basis::Created)).or(f.amount()) else {
        return MetricValue::plain(key, None);
    };
    if let Some(refund) = f.refund_amount {
        return MetricValue::money(key, Some(amount - refund), basis).by(Way::NetOfAllRefunds);
    }
    match f.refund_amount_1h {
        Some(refund) => {
            MetricValue::money(key, Some(amount - refund), basis).by(Way::NetOfFirstHour)
        }
        None => MetricValue::plain(key, None),
    }
}

fn natural_share(f: &SessionFacts, channels: &[Channel]) -> MetricValue {
    let key = MetricKey::NaturalShare;
    if f.natural_viewers_uv.is_some() {
        return MetricValue::share(key, f.natural_viewers_uv, f.viewers_uv);
    }
    // Times may be added over channels, people may not.
    let mut sums = [None::<i64>; 2];
    for channel in channels {
        let Some(views) = channel.facts.views_pv else {
            continue;
        };
        let natural = usize::from(group(&channel.facts) == ChannelGroup::Natural);
        sums[natural] = Some(sums[natural].unwrap_or(0) + views);
    }
    let total = match (sums[0], sums[1]) {
        (None, None) => None,
        (other, natural) => Some(other.unwrap_or(0) + natural.unwrap_or(0)),
    };
    let natural = total.map(|_| sums[1].unwrap_or(0));
    MetricValue::share(key, natural, total).by(Way::ByTimes)
}

/// Natural, paid or unknown, as stored.
pub fn group(facts: &ChannelFacts) -> ChannelGroup {
    facts
        .channel_group
        .as_deref()
        .and_then(ChannelGroup::from_word)
        .unwrap_or(ChannelGroup::Unknown)
}

/// One metric of a product in a session. GPM is per 1,000 impressions of the product.
pub fn product_metric(key: MetricKey, row: &SessionProduct) -> MetricValue {
    let (facts, rebuilt) = with_exposure(row);
    let mut value = product_facts_metric(key, &facts);
    if rebuilt && key == MetricKey::ClickRate {
        // The range of the counts would claim more than is known: the rate is the platform's.
        value = MetricValue { interval: None, ..value }.by(Way::ExposureRebuilt);
    }
    value.reported = reported(key, &row.reported);
    value
}

fn product_facts_metric(key: MetricKey, f: &SessionProductFacts) -> MetricValue {
    use MetricKey as K;
    let number = |n: Option<i64>| n.map(|n| n as f64);
    match key {
        K::Gmv => MetricValue::money(key, f.gmv, Basis::Created),
        K::PaidAmount => MetricValue::money(key, f.paid_amount, Basis::Paid),
        K::PaidOrders => MetricValue::plain(key, number(f.orders)),
        K::ClickRate => MetricValue::share(key, f.click_uv, f.impr_uv),
        K::ClickRatePv => MetricValue::share(key, f.click_pv, f.impr_pv),
        K::OrderRate => MetricValue::share(key, f.buyers, f.click_uv),
        K::OrderRatePv => MetricValue::share(key, f.orders, f.click_pv),
        K::Gpm => {
            MetricValue::per(key, f.amount(), number(f.impr_pv), 1000.0).by(Way::PerImpression)
        }
        K::PerBuyer => MetricValue::per(key, f.amount(), number(f.buyers), 1.0),
        K::PerOrder => MetricValue::per(key, f.amount(), number(f.orders), 1.0),
        K::PerItem => MetricValue::per(key, f.amount(), number(f.items), 1.0),
        K::RefundRateOrders => MetricValue::share(key, f.refund_orders, f.orders),
        K::RefundRateAmount => {
            let (amount, basis) = f.amount().unzip();
            MetricValue {
                basis,
                ..MetricValue::quotient(
                    key,
                    f.refund_amount.map(Money::major),
                    amount.map(Money::major),
                    1.0,
                )
            }
        }
        _ => MetricValue::plain(key, None),
    }
}

/// One metric of a channel, or of channels whose times and money were added up.
pub fn channel_metric(key: MetricKey, f: &ChannelFacts) -> MetricValue {
    use MetricKey as K;
    let number = |n: Option<i64>| n.map(|n| n as f64);
    match key {
        K::Gmv => MetricValue::money(key, f.gmv, Basis::Created),
        K::PaidAmount => MetricValue::money(key, f.paid_amount, Basis::Paid),
        K::Gpm => MetricValue::per(key, f.amount(), number(f.views_pv), 1000.0),
        K::PerOrder => MetricValue::per(key, f.amount(), number(f.orders), 1.0),
        K::Roi => MetricValue::per(key, f.amount(), f.spend.map(Money::major), 1.0),
        K::ViewerConversionPv => MetricValue::share(key, f.orders, f.views_pv),
        K::PaidOrders => MetricValue::plain(key, number(f.orders)),
        K::Viewers => MetricValue::plain(key, number(f.viewers_uv)),
        _ => MetricValue::plain(key, None),
    }
}

/// The ratio an export reports for a metric, found by the metric's word or the platform's name.
fn reported(key: MetricKey, reported: &Reported) -> Option<f64> {
    let names: &[&str] = match key {
        MetricKey::EntryRate => &["直播间曝光-观看率(人数)", "曝光-观看率(人数)", "曝光-观看率"],
        MetricKey::ProductImpressionRate => &["观看-商品曝光率(人数)", "观看-商品曝光率"],
        MetricKey::ClickRate => &["商品曝光-点击率(人数)", "商品点击率(人数)", "ctr"],
        MetricKey::ClickRatePv => &["商品曝光-点击率(次数)", "商品点击率(次数)"],
        MetricKey::OrderRate => &["商品点击-成交率(人数)", "商品点击-成交转化率(人数)"],
        MetricKey::OrderRatePv => &["商品点击-成交率(次数)", "商品点击-成交转化率(次数)", "ctor"],
        MetricKey::ViewerConversion => &["观看-成交率(人数)", "直播间观看-成交率(人数)"],
        MetricKey::ViewerConversionPv => &["观看-成交率(次数)", "直播间观看-成交率(次数)"],
        MetricKey::Gpm => &["千次观看用户支付金额", "千次观看成交金额", "watch gpm"],
        MetricKey::UvValue => &["uv价值"],
        MetricKey::PerBuyer => &["客单价"],
        MetricKey::PerItem => &["件单价"],
        MetricKey::FollowRate => &["直播间观看-关注率(人数)", "关注率"],
        MetricKey::ClubRate => &["加团率"],
        MetricKey::InteractionRate => &["互动率"],
        MetricKey::RefundRateAmount => &["退款率"],
        MetricKey::Roi => &["整体支付roi", "roi"],
        MetricKey::NaturalShare => &["自然流量占比"],
        _ => &[],
    };
    reported
        .iter()
        .find(|(name, _)| {
            name == key.word()
                || names.iter().any(|n| {
                    *n == name.to_lowercase().replace(' ', "") || *n == name.to_lowercase()
                })
        })
        .map(|(_, value)| *value)
}
