//! Which facts of a session a metric is made of: by them a number finds its way back to the rows
//! of the files that told it.

use super::MetricKey;

/// The facts a metric can be made of; those a session lacks are simply not there.
pub fn facts_of(key: MetricKey) -> &'static [&'static str] {
    use MetricKey as K;
    match key {
        K::Gmv => &["gmv"],
        K::PaidAmount => &["paid_amount"],
        K::NetGmv => &["net_gmv", "gmv", "refund_amount", "refund_amount_1h"],
        K::PaidOrders => &["orders"],
        K::Viewers => &["viewers_uv"],
        K::EntryRate => &["viewers_uv", "room_impr_uv"],
        K::ProductImpressionRate => &["prod_impr_uv", "viewers_uv"],
        K::ClickRate => &["prod_click_uv", "prod_impr_uv"],
        K::ClickRatePv => &["prod_click_pv", "prod_impr_pv"],
        K::OrderRate => &["buyers", "prod_click_uv"],
        K::OrderRatePv => &["orders", "prod_click_pv"],
        K::ViewerConversion => &["buyers", "viewers_uv"],
        K::ViewerConversionPv => &["orders", "views_pv"],
        K::Gpm => &["paid_amount", "gmv", "views_pv"],
        K::UvValue => &["paid_amount", "gmv", "viewers_uv"],
        K::PerHour => &["paid_amount", "gmv", "end_at", "duration_s"],
        K::ViewersPerHour => &["viewers_uv", "end_at", "duration_s"],
        K::PerBuyer => &["paid_amount", "gmv", "buyers"],
        K::PerOrder => &["paid_amount", "gmv", "orders"],
        K::PerItem => &["paid_amount", "gmv", "items"],
        K::NewFollowers => &["new_followers"],
        K::FollowRate => &["new_followers", "viewers_uv"],
        K::ClubRate => &["fan_club_joins", "viewers_uv"],
        K::InteractionRate => &["engaged_viewers", "viewers_uv"],
        K::RefundRateAmount => &["refund_amount", "paid_amount", "gmv"],
        K::RefundRateOrders => &["refund_orders", "orders"],
        K::Roi => &["paid_amount", "gmv", "ad_spend", "ad_spend_bound", "ad_spend_targeted"],
        K::NetRoi => {
            &["net_gmv", "gmv", "refund_amount", "ad_spend", "ad_spend_bound", "ad_spend_targeted"]
        }
        K::NaturalShare => &["natural_viewers_uv", "viewers_uv"],
        K::NaturalToPaid => &["natural_viewers_uv", "paid_viewers_uv"],
        K::AvgWatch => &["avg_watch_s"],
        // Made of products and talks.
        K::Margin | K::MarginPerTalkMinute => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Record, SessionFacts};

    #[test]
    fn every_fact_of_a_metric_is_one_of_a_session() {
        for key in MetricKey::ALL {
            for fact in facts_of(*key) {
                assert!(SessionFacts::index_of(fact).is_some(), "{key:?}: {fact}");
            }
        }
    }
}
