//! The split table of the Plan page.

use super::{SplitRow, SplitTable, TotalRow, View, missing, num};
use crate::domain::Role;
use crate::plan::{Explanation, Item, Limit, PlanProduct, Response};
use crate::present::format;
use crate::present::text::plan as text;

impl View<'_> {
    pub(super) fn table(&self) -> SplitTable {
        let rows: Vec<SplitRow> = self
            .order()
            .into_iter()
            .map(|at| self.row(&self.request.products[at], &self.result.items[at]))
            .collect();
        let scale =
            rows.iter().filter_map(|r| r.range.as_ref()).map(|r| r.high).fold(0.0, f64::max);
        let total = &self.result.total;
        let gain = &self.result.gain_over_equal;
        let range = self.range(&gain.interval).text;
        let minutes = f64::from(self.result.items.iter().map(|i| i.minutes).sum::<u32>());
        SplitTable {
            unit: self.unit.word(),
            has_last: self.request.products.iter().any(|p| p.last_share.is_some()),
            rows,
            total: TotalRow {
                label: self.lang.pick("合计", "Total").to_owned(),
                minutes: num(minutes, format::count(minutes)),
                value: self.figure(total.expected),
                range: self.range(&total.interval),
                gain: format!(
                    "{} {}",
                    self.lang.pick("比平均分", "vs equal split"),
                    text::gain(gain.value, gain.is_clear(), &range, &self.unit)
                ),
                gain_against: self.lang.pick("比平均分", "vs equal").to_owned(),
                gain_short: text::gain_short(gain.value, gain.is_clear(), &self.unit),
                gain_clear: gain.is_clear(),
            },
            scale,
            sentence: self.table_sentence(),
        }
    }

    pub(super) fn row(&self, product: &PlanProduct, item: &Item) -> SplitRow {
        let included = item.share > 0.0;
        let is_new = matches!(&product.response, Response::Learnt(seen) if seen.is_empty());
        let locked = product.lock_share.is_some();
        let why = self.result.detail.explanations.iter().find_map(|why| match why {
            Explanation::LeftOut { product_id, rate_needed: Some(rate), .. }
                if *product_id == item.product_id =>
            {
                Some(text::rate_needed(*rate, self.lang))
            }
            Explanation::Trial { product_id, share } if *product_id == item.product_id => {
                Some(text::trial(*share, self.lang))
            }
            _ => None,
        });
        let limit_text = match (item.limit, why) {
            (Limit::None, Some(why)) => why,
            (Limit::MinMinutes, Some(why)) if !included => why,
            // Nobody asked for this bound: it is where the product's own past ends.
            (Limit::MaxShare, _) if item.share + 1e-6 < product.max_share => {
                text::limit_seen(item.share, self.lang)
            }
            (limit, _) => {
                let bound = match limit {
                    Limit::MinShare => product.min_share,
                    Limit::MaxShare => product.max_share,
                    _ => item.share,
                };
                let minutes = match limit {
                    Limit::MinMinutes if included => product.min_minutes.max(1),
                    Limit::MaxMinutes => product.max_minutes.unwrap_or(item.minutes),
                    _ => item.minutes,
                };
                text::limit(limit, bound, minutes, self.lang)
            }
        };
        SplitRow {
            id: item.product_id.clone(),
            name: item.name.clone(),
            role: product.role.map_or("", Role::word).to_owned(),
            role_text: if is_new {
                self.lang.pick("新品", "new").to_owned()
            } else {
                product.role.map_or("", |role| text::role(role, self.lang)).to_owned()
            },
            locked,
            last: product.last_share.map_or_else(missing, Self::share),
            share: Self::share(item.share),
            explore: Self::share(item.explore_share),
            min: product.lock_share.unwrap_or(product.min_share),
            max: product.lock_share.unwrap_or(product.max_share),
            minutes: if included {
                // Half a minute is not none.
                let text =
                    if item.minutes == 0 { "<1".to_owned() } else { item.minutes.to_string() };
                num(f64::from(item.minutes), text)
            } else {
                missing()
            },
            orders: match item.expected_orders {
                Some(orders) if included => num(orders, format::fixed(orders, 1)),
                _ => missing(),
            },
            value: if included { self.figure(item.expected_value) } else { missing() },
            range: included.then(|| self.range(&item.value_interval)),
            per_percent: if included && !locked {
                self.figure(item.marginal_per_percent)
            } else {
                missing()
            },
            limit: item.limit,
            limit_text,
            binding: !matches!(item.limit, Limit::None | Limit::Lock),
            included,
        }
    }

    /// The level of what is free, and the most valuable limit.
    pub(super) fn table_sentence(&self) -> String {
        let explain = |why: &Explanation| text::explanation(why, &|id| self.name(id), &self.unit);
        let list = &self.result.detail.explanations;
        let level = list.iter().find(|why| matches!(why, Explanation::Level { .. }));
        let price = |why: &Explanation| match why {
            Explanation::Binding { per_percent, .. }
            | Explanation::CategoryBinding { per_percent, .. } => Some(*per_percent),
            _ => None,
        };
        let dearest = list
            .iter()
            .filter_map(|why| price(why).map(|p| (p, why)))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, why)| why);
        let gap = self.lang.pick("", " ");
        level.into_iter().chain(dearest).map(explain).collect::<Vec<_>>().join(gap)
    }
}
