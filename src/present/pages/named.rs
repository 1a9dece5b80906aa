//! How sessions and products are called in lists and sentences.

use super::Choice;
use crate::domain::{ProductId, Session, SessionId, Snapshot};
use crate::present::format::{self, MISSING};
use crate::present::text::{Lang, metrics as names};

/// From when to when, and who: `11-21 周六 19:30–22:30 · 阿禾 · 抖音`.
pub fn session_line(snapshot: &Snapshot, session: &Session, platform: bool, lang: Lang) -> String {
    let end = session.facts.exact_seconds().map(|seconds| {
        let second = session.start.timestamp().as_second() + seconds as i64;
        jiff::Timestamp::from_second(second)
            .unwrap_or(session.start.timestamp())
            .to_zoned_datetime(session.start.time_zone().clone())
    });
    let mut parts = vec![format::span(&session.start, end.as_ref(), lang)];
    if let Some(host) = session.host.and_then(|id| snapshot.host(id)) {
        parts.push(host.name.clone());
    }
    if platform {
        parts.push(names::platform(session.platform, lang).to_owned());
    }
    parts.join(" · ")
}

/// Every session to choose among, the latest first; each tells its year where that is another one.
pub fn session_choices(
    snapshot: &Snapshot,
    chosen: Option<SessionId>,
    lang: Lang,
) -> Vec<Choice<SessionId>> {
    let mut sessions: Vec<&Session> = snapshot.sessions.iter().collect();
    sessions.sort_by_key(|s| std::cmp::Reverse((s.start.timestamp(), s.id)));
    let this_year = sessions.first().map_or(0, |s| s.start.year());
    sessions
        .into_iter()
        .map(|s| {
            let line = session_line(snapshot, s, true, lang);
            let text = format::in_year(line, s.start.year(), this_year, lang);
            Choice { id: s.id, text, selected: chosen == Some(s.id) }
        })
        .collect()
}

/// The name of a product; its id where it has none.
pub fn product_name(snapshot: &Snapshot, id: ProductId) -> String {
    snapshot.product(id).map_or_else(
        || MISSING.to_owned(),
        |p| {
            if p.name.trim().is_empty() {
                p.external_id.clone().unwrap_or_else(|| MISSING.to_owned())
            } else {
                p.name.clone()
            }
        },
    )
}
