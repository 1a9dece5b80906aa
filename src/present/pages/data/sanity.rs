//! Numbers that contradict each other: the session, both numbers with their places, what to do.

use serde::Serialize;

use crate::domain::{SessionId, Snapshot};
use crate::metrics::{Broken, Quantity, Rule};
use crate::present::format;
use crate::present::pages::make::sources;
use crate::present::text::{Lang, sanity as text};

/// Broken laws listed on the page.
const LISTED: usize = 100;

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sanity {
    /// `2 处数字自相矛盾`.
    pub title: String,
    /// The newest session first.
    pub rows: Vec<BrokenRow>,
    /// Below the list, or instead of it.
    pub sentence: String,
}

/// One law that does not hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BrokenRow {
    /// The law.
    pub rule: Rule,
    /// Where.
    pub session: SessionId,
    /// `11-21 周六`.
    pub day: String,
    /// `成交人数多于点击人数`, with the product.
    pub what: String,
    /// `成交人数 402 人`.
    pub left: String,
    /// `点击人数 380 人`.
    pub right: String,
    /// `多 5.8%`.
    pub gap: String,
    /// What to do.
    pub todo: String,
    /// How far apart they may be, and the files, sheets and rows.
    pub evidence: Vec<String>,
}

/// The list of what was found.
pub fn sanity(snapshot: &Snapshot, broken: &[Broken], lang: Lang) -> Sanity {
    let sessions = snapshot.sessions.len();
    if sessions == 0 {
        return Sanity { sentence: text::nothing(lang), ..Sanity::default() };
    }
    let rows: Vec<BrokenRow> =
        broken.iter().take(LISTED).filter_map(|one| row(snapshot, one, lang)).collect();
    let rest = broken.len().saturating_sub(LISTED);
    Sanity {
        title: text::title(broken.len(), lang),
        sentence: match rest {
            0 => text::checked(sessions, lang),
            rest => text::more(rest, lang),
        },
        rows,
    }
}

/// One law that does not hold, in words; `None` where its session is gone.
pub fn row(snapshot: &Snapshot, broken: &Broken, lang: Lang) -> Option<BrokenRow> {
    let session = snapshot.session(broken.session)?;
    let zone = session.start.time_zone();
    let [left, right] = text::names(broken.rule, lang);
    let side = |name: &str, quantity: Quantity| {
        format!("{name} {}", text::quantity(quantity, &session.currency, zone, lang))
    };
    let product = broken.product.and_then(|id| snapshot.product(id));
    let mut what = text::what(broken.rule, lang).to_owned();
    for more in [
        product.map(|product| product.name.clone()).unwrap_or_default(),
        text::and_more(broken.rows, lang),
    ] {
        if !more.is_empty() {
            what = format!("{what} · {more}");
        }
    }
    let mut evidence = vec![text::allowed(broken, lang)];
    let rows = match broken.product {
        Some(id) => snapshot
            .products_of(session.id)
            .iter()
            .find(|row| row.product == id)
            .map_or(&session.origins, |row| &row.origins),
        None => &session.origins,
    };
    evidence.extend(sources(snapshot, rows, lang));
    if let Some(other) = broken.other.and_then(|id| snapshot.session(id)) {
        evidence.extend(sources(snapshot, &other.origins, lang));
    }
    Some(BrokenRow {
        rule: broken.rule,
        session: session.id,
        day: format::day(&session.start, lang),
        what,
        left: side(left, broken.left),
        right: side(right, broken.right),
        gap: text::gap(broken, lang),
        todo: text::todo(broken.rule, lang).to_owned(),
        evidence,
    })
}
