//! How amounts of a plan are written: money in its currency, or orders.

use super::Lang;
use crate::domain::Currency;
use crate::plan::Objective;
use crate::present::format;

/// How amounts of a plan are written: money in its currency, or orders.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// What the plan makes large.
    pub objective: Objective,
    /// Currency of amounts.
    pub currency: Currency,
    /// Language.
    pub lang: Lang,
}

impl Unit {
    /// An amount with its unit: `¥44,600`, `223 单`.
    pub fn amount(&self, value: f64) -> String {
        match self.objective {
            Objective::Orders => {
                format!("{}{}", figure(value, self.lang), self.lang.pick(" 单", " orders"))
            }
            _ if value.abs() < 100.0 => {
                format::money_fixed(value, &self.currency, small_digits(value))
            }
            _ => format::money(value, &self.currency, self.lang),
        }
    }

    /// The same with + or −.
    pub fn signed(&self, value: f64) -> String {
        format::signed(self.amount(value))
    }

    /// Money of one order, whatever the plan counts: `¥59`, `¥49.50`.
    pub fn price(&self, value: f64) -> String {
        format::money_fixed(value, &self.currency, if value.fract() == 0.0 { 0 } else { 2 })
    }

    /// The unit alone, for a column head: `元`, `单`.
    pub fn word(&self) -> String {
        match (self.objective, self.lang) {
            (Objective::Orders, Lang::Zh) => "单".to_owned(),
            (Objective::Orders, Lang::En) => "orders".to_owned(),
            (_, Lang::Zh) if self.currency == Currency::cny() => "元".to_owned(),
            _ => self.currency.sign().to_owned(),
        }
    }
}

/// A figure without its unit; small ones keep decimals, so that 2.15 is not shown as 2.
pub fn figure(value: f64, lang: Lang) -> String {
    if value.abs() < 100.0 {
        format::fixed(value, small_digits(value))
    } else {
        format::compact(value, lang)
    }
}

fn small_digits(value: f64) -> usize {
    match value.abs() {
        x if x == 0.0 || (x >= 10.0 && (x - x.round()).abs() < 0.05) => 0,
        x if x >= 10.0 => 1,
        _ => 2,
    }
}
