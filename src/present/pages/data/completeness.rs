//! Which session has which kind of detail, and what is most worth adding.

use serde::Serialize;

use super::DataInputs;
use super::reconcile::product_sum;
use crate::domain::{Basis, Money, Session, SessionId};
use crate::present::format;
use crate::present::text::{Lang, data as text, fields};

/// Sessions shown in the completeness table.
pub const SHOWN: usize = 21;
/// A sum this close to the session's own total counts as complete.
const NEARLY: f64 = 0.9;
/// Talk of at least this share of a session counts as complete.
const TALKED: f64 = 0.5;

/// Which session has which detail.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Completeness {
    /// Title.
    pub title: String,
    /// `最近 21 场`.
    pub note: String,
    /// Tables or figures: the two ways to look.
    pub views: [String; 2],
    /// Whether figures are shown.
    pub by_field: bool,
    /// 有, 一部分, 推算, 没有: as many as there are kinds of cells.
    pub legend: Vec<String>,
    /// One a session, oldest first; only a few carry a label.
    pub columns: Vec<String>,
    /// Those sessions.
    pub sessions: Vec<SessionId>,
    /// One a kind of detail.
    pub rows: Vec<CompletenessRow>,
    /// `补齐最划算的一步`.
    pub step_title: String,
    /// What it would bring; empty when nothing is missing.
    pub step: String,
    /// One sentence.
    pub sentence: String,
    /// Instead of everything when there is no session.
    pub empty: String,
}

/// One kind of detail over the sessions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompletenessRow {
    /// Name.
    pub label: String,
    /// One a session.
    pub cells: Vec<Fill>,
    /// What is read out and shown on hover, one a session.
    pub hovers: Vec<String>,
}

/// How much of a detail a session has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fill {
    /// All that can be expected.
    Full,
    /// Less than the session's own totals say.
    Part,
    /// Worked out from rows of another table.
    Estimated,
    /// Nothing.
    None,
}

/// A kind of detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The session's own totals.
    Totals,
    /// Time curve.
    Minutes,
    /// Channels.
    Channels,
    /// Products.
    Products,
    /// Talk segments.
    Segments,
    /// Orders.
    Orders,
    /// Comments.
    Comments,
    /// Viewer actions.
    Events,
}

impl Detail {
    /// All, from the most basic.
    pub const ALL: [Self; 8] = [
        Self::Totals,
        Self::Minutes,
        Self::Channels,
        Self::Products,
        Self::Segments,
        Self::Orders,
        Self::Comments,
        Self::Events,
    ];
    /// What is worth adding, most useful first.
    const BY_WORTH: [Self; 8] = [
        Self::Totals,
        Self::Products,
        Self::Orders,
        Self::Segments,
        Self::Minutes,
        Self::Channels,
        Self::Events,
        Self::Comments,
    ];
}

pub(super) fn completeness(inputs: &DataInputs<'_>, lang: Lang) -> Completeness {
    let sessions = &inputs.snapshot.sessions;
    let shown = &sessions[sessions.len().saturating_sub(SHOWN)..];
    let mut page = Completeness {
        title: text::completeness_title(lang),
        note: text::last_sessions(shown.len(), lang),
        legend: text::legend(lang).to_vec(),
        views: fields::views(lang),
        step_title: text::step_title(lang),
        ..Completeness::default()
    };
    if shown.is_empty() {
        page.empty = text::nothing_to_check(lang);
        page.note = String::new();
        return page;
    }
    page.sessions = shown.iter().map(|session| session.id).collect();
    page.columns = shown.iter().map(|session| format::month_day(&session.start)).collect();
    for detail in Detail::ALL {
        let cells: Vec<(Fill, String)> =
            shown.iter().map(|session| fill(inputs, session, detail)).collect();
        let label = text::detail(detail, lang);
        page.rows.push(CompletenessRow {
            hovers: shown
                .iter()
                .zip(&cells)
                .map(|(session, (fill, why))| {
                    let day = format::day(&session.start, lang);
                    text::cell(&day, &label, *fill, why, lang)
                })
                .collect(),
            cells: cells.into_iter().map(|(fill, _)| fill).collect(),
            label,
        });
    }
    let missing = |detail: Detail| {
        let at = Detail::ALL.iter().position(|known| *known == detail).unwrap_or_default();
        page.rows[at].cells.iter().filter(|cell| **cell != Fill::Full).count()
    };
    let worst = Detail::BY_WORTH
        .into_iter()
        .map(|detail| (detail, missing(detail)))
        .filter(|(_, count)| *count > 0)
        // Of equals the more useful one: the iterator's first.
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    if let Some((detail, count)) = worst {
        page.step = text::step(detail, count, lang);
    }
    let gaps: Vec<(Detail, usize)> = Detail::ALL
        .into_iter()
        .map(|detail| (detail, missing(detail)))
        .filter(|(_, count)| *count > 0)
        .collect();
    page.sentence = text::gaps(&gaps, shown.len(), lang);
    page
}

/// How much of a detail a session has, and the figures behind it.
fn fill(inputs: &DataInputs<'_>, session: &Session, detail: Detail) -> (Fill, String) {
    let facts = &session.facts;
    let counts = inputs.counts.get(&session.id).copied().unwrap_or_default();
    let of = |have: f64, want: Option<f64>, enough: f64| {
        if have <= 0.0 {
            (Fill::None, String::new())
        } else {
            match want.filter(|want| *want > 0.0) {
                Some(want) if have < enough * want => {
                    (Fill::Part, format!("{} / {}", format::count(have), format::count(want)))
                }
                _ => (Fill::Full, String::new()),
            }
        }
    };
    let amount = facts.amount();
    let sum_of = |sum: Option<Money>, rows: usize| match (sum, amount) {
        _ if rows == 0 => (Fill::None, String::new()),
        (Some(sum), Some((total, _))) => of(sum.major(), Some(total.major()), NEARLY),
        _ => (Fill::Full, String::new()),
    };
    let minutes = facts.duration_s.map(|length| length.0 / 60.0);
    match detail {
        Detail::Totals => match (amount.is_some(), facts.viewers_uv.or(facts.views_pv).is_some()) {
            (true, true) => (Fill::Full, String::new()),
            (false, false) => (Fill::None, String::new()),
            _ => (Fill::Part, String::new()),
        },
        // Rebuilt from when people paid and wrote: how many were online is still missing.
        Detail::Minutes if counts.minutes == 0 && counts.paid_orders + counts.comments > 0 => {
            (Fill::Part, String::new())
        }
        Detail::Minutes => of(counts.minutes as f64, minutes, NEARLY),
        Detail::Channels => {
            let rows = inputs.snapshot.channels_of(session.id);
            let views: i64 = rows.iter().filter_map(|row| row.facts.views_pv).sum();
            match facts.views_pv {
                Some(total) if views > 0 => of(views as f64, Some(total as f64), NEARLY),
                _ => of(rows.len() as f64, None, NEARLY),
            }
        }
        Detail::Products => {
            let rows = inputs.snapshot.products_of(session.id);
            let sum = amount.and_then(|(_, basis)| product_sum(inputs.snapshot, session.id, basis));
            match sum_of(sum, rows.len()) {
                // Counted from orders: who was shown and clicked is still missing.
                (Fill::Full, why) if rows.iter().any(|row| row.derived) => (Fill::Part, why),
                known => known,
            }
        }
        Detail::Segments => {
            let talked: f64 = inputs
                .snapshot
                .segments_of(session.id)
                .iter()
                .filter_map(|row| Some((row.facts.start_at?, row.facts.end_at?)))
                .map(|(start, end)| end.duration_since(start).as_secs_f64() / 60.0)
                .sum();
            of(talked, minutes, TALKED)
        }
        Detail::Orders => {
            let paid = (amount.map(|(_, basis)| basis) == Some(Basis::Paid)).then_some(counts.paid);
            sum_of(paid, counts.order_lines as usize)
        }
        Detail::Comments => {
            of(counts.comments as f64, facts.comments.map(|count| count as f64), NEARLY)
        }
        Detail::Events => of(counts.events as f64, None, NEARLY),
    }
}
