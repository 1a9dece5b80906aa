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
    /// What is read out of a host to press for a slot, `{}` being the slot.
    pub gives: String,
    /// Who presented lately, the latest first.
    pub known: Vec<String>,
    /// Who presents.
    pub chosen: Vec<String>,
    /// The same as they are typed.
    pub typed: String,
    /// Least parts of the exposure, each of a host who presents.
    pub floors: Vec<HostFloor>,
    /// Heads of the table: host and product, minutes, share, against the product's rate, expected.
    pub columns: [String; 5],
    /// What the fourth column means.
    pub against_tip: String,
    /// Each host and the products below; empty with fewer than two.
    pub rows: Vec<HostRow>,
}

/// A least part of the exposure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HostFloor {
    /// Host.
    pub host: String,
    /// `小满 ≥ 60%`.
    pub text: String,
    /// What pressing it does.
    pub tip: String,
}

/// A host, or one of the host's products.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HostRow {
    /// Whether it is a host, with the products below.
    pub is_host: bool,
    /// Name.
    pub name: String,
    /// Of a host: the sessions it rests on.
    pub note: String,
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
            (Some(split), _) => {
                let unknown = split.hosts.iter().filter(|part| part.sessions == 0);
                let unknown: Vec<&str> = unknown.map(|part| part.host.as_str()).collect();
                let mut said = text::gain(split.gain, split.told, self.in_turns(), &self.unit);
                if !unknown.is_empty() {
                    said += &text::unknown(&unknown, lang);
                }
                said
            }
            (None, [one]) => {
                let seen = self.request.sessions_with(one);
                text::one(one, seen, seen == self.result.detail.sessions, lang)
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
            gives: text::gives(lang).to_owned(),
            known: known.collect(),
            chosen: self.request.hosts.clone(),
            typed: text::joined(&self.request.hosts, lang),
            columns: text::columns(&self.unit),
            against_tip: text::against_tip(lang).to_owned(),
            rows: parts.iter().flat_map(|part| self.part(part)).collect(),
            floors: self
                .request
                .host_floors
                .iter()
                .map(|(host, floor)| HostFloor {
                    host: host.clone(),
                    text: text::floor(host, *floor),
                    tip: text::let_go(lang).to_owned(),
                })
                .collect(),
        }
    }

    /// Neither floors nor a hand said who presents.
    fn in_turns(&self) -> bool {
        self.request.laid.is_empty() && self.request.host_floors.is_empty()
    }

    fn part(&self, part: &HostPart) -> Vec<HostRow> {
        let known = |factor: f64, range: Interval| (part.sessions > 0).then_some((factor, range));
        let host = self.host_row(
            (true, part.host.clone(), text::seen(part.sessions, self.lang)),
            (part.minutes, part.share, part.expected_value),
            known(part.factor, part.interval),
        );
        let on_air = part.products.iter().filter(|product| product.minutes > 0);
        let row = |product: &HostProduct| {
            self.host_row(
                (false, self.name(&product.product_id), String::new()),
                (product.minutes, product.share, product.expected_value),
                known(product.factor, product.interval),
            )
        };
        std::iter::once(host).chain(on_air.map(row)).collect()
    }

    fn host_row(
        &self,
        (is_host, name, note): (bool, String, String),
        (minutes, share, value): (u32, f64, f64),
        against: Option<(f64, Interval)>,
    ) -> HostRow {
        let part = |factor: f64| format::signed(format::percent_digits(factor - 1.0, 0));
        let ends = against.map(|(_, range)| format::ends(&part(range.low), &part(range.high)));
        HostRow {
            is_host,
            name,
            note: note.clone(),
            minutes: Num { raw: Some(f64::from(minutes)), text: minutes.to_string() },
            share: Self::share(share),
            against: Num::maybe(against.map(|(factor, _)| factor - 1.0), |more| part(1.0 + more)),
            against_range: text::range(ends.as_deref(), &note, self.lang),
            clear: against.is_some_and(|(_, range)| range.low > 1.0 || range.high < 1.0),
            value: Num { raw: Some(value), text: figures::figure(value, self.lang) },
        }
    }
}
