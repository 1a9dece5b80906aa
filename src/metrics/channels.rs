//! Channels by group. Times and money are added, people never; a row that is itself a group's
//! total stands for the group, so that nothing is counted twice.

use super::dictionary::group;
use crate::domain::{Channel, ChannelFacts, ChannelGroup, Money};

/// Names under which platforms export a group's total beside its children.
const TOTALS: [&str; 8] =
    ["自然流量", "付费流量", "自然", "付费", "natural", "paid", "organic", "ads"];

/// One group and its channels.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelSum {
    /// The group.
    pub group: ChannelGroup,
    /// Times and money of the group; people stay empty unless the export gives the group's own.
    pub total: ChannelFacts,
    /// Its channels, most views first.
    pub channels: Vec<ChannelFacts>,
}

/// The channels of one session by group: natural, paid, unknown; empty groups left out.
pub fn channel_groups(channels: &[Channel]) -> Vec<ChannelSum> {
    [ChannelGroup::Natural, ChannelGroup::Paid, ChannelGroup::Unknown]
        .into_iter()
        .filter_map(|kind| {
            let rows: Vec<&ChannelFacts> =
                channels.iter().map(|c| &c.facts).filter(|f| group(f) == kind).collect();
            if rows.is_empty() {
                return None;
            }
            let own = rows.iter().find(|f| is_total(f)).copied();
            let mut children: Vec<ChannelFacts> = rows
                .iter()
                .filter(|f| own.is_none() || !is_total(f))
                .map(|f| (*f).clone())
                .collect();
            children.sort_by(|a, b| {
                b.views_pv.cmp(&a.views_pv).then_with(|| a.channel.cmp(&b.channel))
            });
            Some(ChannelSum {
                group: kind,
                total: own.cloned().unwrap_or_else(|| add(&children)),
                channels: children,
            })
        })
        .collect()
}

fn is_total(f: &ChannelFacts) -> bool {
    f.channel.as_deref().is_some_and(|name| TOTALS.contains(&name.trim().to_lowercase().as_str()))
}

fn add(rows: &[ChannelFacts]) -> ChannelFacts {
    fn count(rows: &[ChannelFacts], of: fn(&ChannelFacts) -> Option<i64>) -> Option<i64> {
        rows.iter().filter_map(of).reduce(|a, b| a + b)
    }
    fn money(rows: &[ChannelFacts], of: fn(&ChannelFacts) -> Option<Money>) -> Option<Money> {
        rows.iter().filter_map(of).reduce(|a, b| a + b)
    }
    ChannelFacts {
        views_pv: count(rows, |f| f.views_pv),
        orders: count(rows, |f| f.orders),
        impressions_pv: count(rows, |f| f.impressions_pv),
        gmv: money(rows, |f| f.gmv),
        paid_amount: money(rows, |f| f.paid_amount),
        spend: money(rows, |f| f.spend),
        ..ChannelFacts::default()
    }
}
