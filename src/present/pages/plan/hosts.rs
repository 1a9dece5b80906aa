//! Who presents: names to choose from, and the split host by host.

use serde::Serialize;

use super::View;
use crate::domain::Interval;
use crate::plan::{HostPart, HostProduct};
use crate::present::format;
use crate::present::pages::Num;
use crate::present::text::{plan as figures, plan_hosts as text};

/// Names offered: more would be a list of everybody who ever stood there.
const OFFERED: usize = 6;

/// Who presents, and what each does.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HostPanel {
    /// Title.
    pub title: String,
    /// What it comes to.
    pub sentence: String,
    /// What the tab is called.
    pub tab: String,
    /// What the field for names is called.
    pub field: String,
    /// What to write into it.
    pub hint: String,
    /// Who presented lately, the latest first.
    pub known: Vec<String>,
    /// Who presents.
    pub chosen: Vec<String>,
    /// The same as they are typed.
    pub typed: String,
    /// Heads of the table: host and product, minutes, share, against the product's rate, expected.
    pub columns: [String; 5],
    /// What the fourth column means.
    pub against_tip: String,
    /// Each host and the products below; empty with fewer than two.
    pub rows: Vec<HostRow>,
}

/// A host, or one of the host's products.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HostRow {
    /// Whether it is a host, with the products below.
    pub is_host: bool,
    /// Name.
    pub name: String,
    /// Minutes.
    pub minutes: Num,
    /// Share of the exposure.
    pub share: Num,
    /// How much better or worse it sells with this host: `+30%`.
    pub against: Num,
    /// Its 80% range, and of a host the sessions it rests on.
    pub against_range: String,
    /// Whether the range is clear of the product's own rate.
    pub clear: bool,
    /// Expected value.
    pub value: Num,
}

impl View<'_> {
    pub(super) fn hosts(&self) -> HostPanel {
        let lang = self.lang;
        let known = self.request.known_hosts().into_iter().take(OFFERED).map(str::to_owned);
        let split = self.result.detail.hosts.as_ref();
        let sentence = match (split, self.request.hosts.as_slice()) {
            (Some(split), _) => text::gain(split.gain, split.told, &self.unit),
            (None, [one]) => {
                let seen = self.request.past_hosts.values().filter(|host| *host == one).count();
                text::one(one, seen, lang)
            }
            (None, _) => text::none(lang).to_owned(),
        };
        let parts = split.map_or(&[][..], |split| &split.hosts);
        HostPanel {
            title: text::title(lang).to_owned(),
            sentence,
            tab: text::tab(lang).to_owned(),
            field: text::field(lang).to_owned(),
            hint: text::hint(lang).to_owned(),
            known: known.collect(),
            chosen: self.request.hosts.clone(),
            typed: text::joined(&self.request.hosts, lang),
            columns: text::columns(&self.unit),
            against_tip: text::against_tip(lang).to_owned(),
            rows: parts.iter().flat_map(|part| self.part(part)).collect(),
        }
    }

    fn part(&self, part: &HostPart) -> Vec<HostRow> {
        let host = self.host_row(
            (true, part.host.clone(), text::seen(part.sessions, self.lang)),
            (part.minutes, part.share, part.expected_value),
            (part.factor, part.interval),
        );
        let on_air = part.products.iter().filter(|product| product.minutes > 0);
        let row = |product: &HostProduct| {
            self.host_row(
                (false, self.name(&product.product_id), String::new()),
                (product.minutes, product.share, product.expected_value),
                (product.factor, product.interval),
            )
        };
        std::iter::once(host).chain(on_air.map(row)).collect()
    }

    fn host_row(
        &self,
        (is_host, name, note): (bool, String, String),
        (minutes, share, value): (u32, f64, f64),
        (factor, range): (f64, Interval),
    ) -> HostRow {
        let part = |factor: f64| format::signed(format::percent_digits(factor - 1.0, 0));
        let ends = format::ends(&part(range.low), &part(range.high));
        HostRow {
            is_host,
            name,
            minutes: Num { raw: Some(f64::from(minutes)), text: minutes.to_string() },
            share: Self::share(share),
            against: Num { raw: Some(factor - 1.0), text: part(factor) },
            against_range: text::range(&ends, &note, self.lang),
            clear: range.low > 1.0 || range.high < 1.0,
            value: Num { raw: Some(value), text: figures::figure(value, self.lang) },
        }
    }
}
