//! The sums of one session against its own total.

use serde::Serialize;

use super::DataInputs;
use crate::domain::{Basis, Currency, Money, SessionId, Snapshot};
use crate::present::format;
use crate::present::pages::Num;
use crate::present::text::{Lang, data as text};

/// Sums agree when they differ by less than this share.
const TOLERANCE: f64 = 0.005;

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

pub(super) fn reconcile(inputs: &DataInputs<'_>, lang: Lang) -> Reconcile {
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

fn by_basis(paid: Option<Money>, gmv: Option<Money>, basis: Basis) -> Option<Money> {
    match basis {
        Basis::Paid => paid,
        Basis::Created => gmv,
    }
}

pub(super) fn product_sum(snapshot: &Snapshot, session: SessionId, basis: Basis) -> Option<Money> {
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
