//! Data: what is in here and can I trust it? Tray, completeness, reconciliation, history.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::tray::{Tray, TrayView};
use super::{Num, PageContext, tray};
use crate::domain::{Basis, Currency, ImportId, Money, Session, SessionId, Snapshot};
use crate::present::format;
use crate::present::text::{Lang, data as text};
use crate::store::{ImportRecord, SessionCounts};

mod files;

pub use files::{FileRow, Files};

/// Sessions shown in the completeness table.
pub const SHOWN: usize = 21;
/// A sum this close to the session's own total counts as complete.
const NEARLY: f64 = 0.9;
/// Sums agree when they differ by less than this share.
const TOLERANCE: f64 = 0.005;
/// Talk of at least this share of a session counts as complete.
const TALKED: f64 = 0.5;
/// Imports listed.
const HISTORY: usize = 50;

/// What the page is made from.
#[derive(Clone, Copy, Debug)]
pub struct DataInputs<'a> {
    /// The store.
    pub snapshot: &'a Snapshot,
    /// Every import, newest first.
    pub imports: &'a [ImportRecord],
    /// Detail of each session.
    pub counts: &'a BTreeMap<SessionId, SessionCounts>,
    /// What lies in the tray.
    pub tray: Option<&'a Tray>,
    /// The session whose sums are compared; `None`: the latest with an amount.
    pub session: Option<SessionId>,
    /// The zone in which the person lives: imports are dated in it.
    pub zone: &'a TimeZone,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DataPage {
    /// 这里有什么？能信吗？
    pub question: String,
    /// The tray; `None` when nothing lies in it.
    pub tray: Option<TrayView>,
    /// What to do while the tray is empty.
    pub invitation: Invitation,
    /// Completeness.
    pub completeness: Completeness,
    /// Sums against each other.
    pub reconcile: Reconcile,
    /// Imports.
    pub history: History,
    /// Their files.
    pub files: Files,
}

/// What stands in place of an empty tray.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Invitation {
    /// First line.
    pub title: String,
    /// What can come in.
    pub detail: String,
    /// The button.
    pub action: String,
}

/// Which session has which detail.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Completeness {
    /// Title.
    pub title: String,
    /// `最近 21 场`.
    pub note: String,
    /// 有, 一部分, 没有.
    pub legend: [String; 3],
    /// One a session, oldest first; only a few carry a label.
    pub columns: Vec<String>,
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
    /// Nothing.
    None,
}

/// The sums of one session against its total.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reconcile {
    /// Title.
    pub title: String,
    /// `11-21 · 元`.
    pub note: String,
    /// The total first.
    pub lines: Vec<ReconcileRow>,
    /// One sentence.
    pub sentence: String,
}

/// One sum.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReconcileRow {
    /// `8 个商品加起来`.
    pub label: String,
    /// The file it comes from.
    pub source: String,
    /// The sum.
    pub amount: Num,
    /// `基准`, `差 0`, `差 −214`; why there is none.
    pub difference: String,
    /// Whether it differs by more than rounding; `None` when nothing can be compared.
    pub agrees: Option<bool>,
}

/// Imports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct History {
    /// Title.
    pub title: String,
    /// Newest first.
    pub rows: Vec<HistoryRow>,
    /// Instead of rows when there are none.
    pub empty: String,
}

/// One import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HistoryRow {
    /// The import.
    pub import: ImportId,
    /// `今天 23:12`, `11-19 23:40`.
    pub when: String,
    /// `8 个文件 · 2,104 行`.
    pub what: String,
    /// File names, for hover.
    pub files: String,
    /// `撤销`, or that it was undone.
    pub action: String,
    /// Whether it can be taken back.
    pub standing: bool,
}

/// Makes the page.
pub fn build(inputs: &DataInputs<'_>, context: &PageContext) -> DataPage {
    let lang = context.lang;
    DataPage {
        question: text::question(lang),
        tray: inputs.tray.map(|tray| tray::view(tray, lang)),
        invitation: text::invitation(lang),
        completeness: completeness(inputs, lang),
        reconcile: reconcile(inputs, lang),
        history: history(inputs, context),
        files: files::files(inputs, context),
    }
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

fn completeness(inputs: &DataInputs<'_>, lang: Lang) -> Completeness {
    let sessions = &inputs.snapshot.sessions;
    let shown = &sessions[sessions.len().saturating_sub(SHOWN)..];
    let mut page = Completeness {
        title: text::completeness_title(lang),
        note: text::last_sessions(shown.len(), lang),
        legend: text::legend(lang),
        step_title: text::step_title(lang),
        ..Completeness::default()
    };
    if shown.is_empty() {
        page.empty = text::nothing_to_check(lang);
        page.note = String::new();
        return page;
    }
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

fn by_basis(paid: Option<Money>, gmv: Option<Money>, basis: Basis) -> Option<Money> {
    match basis {
        Basis::Paid => paid,
        Basis::Created => gmv,
    }
}

fn product_sum(snapshot: &Snapshot, session: SessionId, basis: Basis) -> Option<Money> {
    sum(snapshot
        .products_of(session)
        .iter()
        .map(|row| by_basis(row.facts.paid_amount, row.facts.gmv, basis)))
}

fn channel_sum(snapshot: &Snapshot, session: SessionId, basis: Basis) -> Option<Money> {
    sum(snapshot
        .channels_of(session)
        .iter()
        .map(|row| by_basis(row.facts.paid_amount, row.facts.gmv, basis)))
}

/// The sum of what is there; nothing when nothing is.
fn sum(parts: impl Iterator<Item = Option<Money>>) -> Option<Money> {
    parts.flatten().fold(None, |sum, part| Some(sum.unwrap_or(Money::ZERO) + part))
}

fn reconcile(inputs: &DataInputs<'_>, lang: Lang) -> Reconcile {
    let mut page = Reconcile { title: text::reconcile_title(lang), ..Reconcile::default() };
    let snapshot = inputs.snapshot;
    let session = match inputs.session {
        Some(id) => snapshot.session(id),
        None => snapshot.sessions.iter().rev().find(|session| session.facts.amount().is_some()),
    };
    let Some((session, (total, basis))) =
        session.and_then(|session| Some((session, session.facts.amount()?)))
    else {
        page.sentence = text::nothing_to_reconcile(lang);
        return page;
    };
    page.note = text::reconcile_note(&session.start, &session.currency, basis, lang);
    let source = |origins: &[crate::domain::SourceCell]| {
        let first = origins.first().map(|origin| origin.source);
        let file = snapshot.sources.iter().find(|source| Some(source.id) == first);
        file.map(|source| source.name.clone()).unwrap_or_default()
    };
    page.lines.push(ReconcileRow {
        label: text::session_total(basis, lang),
        source: source(&session.origins),
        amount: money(total, &session.currency, lang),
        difference: text::base(lang),
        agrees: None,
    });
    let products = snapshot.products_of(session.id);
    let counts = inputs.counts.get(&session.id).copied().unwrap_or_default();
    let sums = [
        (
            text::product_sum(products.len(), lang),
            products.first().map(|row| source(&row.origins)).unwrap_or_default(),
            product_sum(snapshot, session.id, basis),
            products.len() as u64,
        ),
        (
            text::channel_sum(snapshot.channels_of(session.id).len(), lang),
            String::new(),
            channel_sum(snapshot, session.id, basis),
            snapshot.channels_of(session.id).len() as u64,
        ),
        (
            text::order_sum(counts.paid_orders, lang),
            String::new(),
            (basis == Basis::Paid && counts.order_lines > 0).then_some(counts.paid),
            counts.order_lines,
        ),
    ];
    let mut worst: Option<(String, Money)> = None;
    for (label, source, sum, rows) in sums {
        let (amount, difference, agrees) = match sum {
            Some(sum) => {
                let off = sum - total;
                let agrees = off.major().abs() <= TOLERANCE * total.major().abs() + 0.005;
                if !agrees && worst.as_ref().is_none_or(|(_, most)| off.0.abs() > most.0.abs()) {
                    worst = Some((label.clone(), off));
                }
                (money(sum, &session.currency, lang), text::off(off, lang), Some(agrees))
            }
            None => (
                Num { raw: None, text: format::MISSING.to_owned() },
                text::no_sum(rows > 0, lang),
                None,
            ),
        };
        page.lines.push(ReconcileRow { label, source, amount, difference, agrees });
    }
    let compared = page.lines.iter().any(|line| line.agrees.is_some());
    page.sentence = match worst {
        Some((label, off)) => text::off_by(&label, off, total, lang),
        None => text::all_agree(compared, lang),
    };
    page
}

fn money(amount: Money, currency: &Currency, lang: Lang) -> Num {
    Num { raw: Some(amount.major()), text: format::money(amount.major(), currency, lang) }
}

fn history(inputs: &DataInputs<'_>, context: &PageContext) -> History {
    let lang = context.lang;
    let today = context.now.to_zoned_datetime(inputs.zone.clone()).date();
    History {
        title: text::history_title(lang),
        empty: if inputs.imports.is_empty() { text::no_imports(lang) } else { String::new() },
        rows: inputs
            .imports
            .iter()
            .take(HISTORY)
            .map(|import| {
                let at = import.at.to_zoned_datetime(inputs.zone.clone());
                let rows: u64 = import.sources.iter().map(|source| source.rows_stored).sum();
                let names: Vec<String> = import
                    .sources
                    .iter()
                    .map(|source| match &source.inner_name {
                        Some(inner) => format!("{} › {inner}", source.name),
                        None => source.name.clone(),
                    })
                    .collect();
                let standing = import.undone_at.is_none();
                HistoryRow {
                    import: import.id,
                    when: text::when(&at, at.date() == today, lang),
                    what: text::import_line(import.sources.len(), rows, lang),
                    files: names.join("\n"),
                    action: text::undo(standing, lang),
                    standing,
                }
            })
            .collect(),
    }
}
