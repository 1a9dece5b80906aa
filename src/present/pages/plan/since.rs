//! What changed since the last plan.

use serde::Serialize;

use crate::plan::{PlanRequest, Since};
use crate::present::text::plan::Unit;
use crate::present::text::{Lang, plan_since as text};

/// Products told of one by one.
const SHOWN: usize = 8;

/// What changed since the last plan, in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SinceView {
    /// Title: 和上次存的计划比.
    pub title: String,
    /// Which plan, and its total beside this one's.
    pub sentence: String,
    /// What changed for the session, one sentence each.
    pub causes: Vec<String>,
    /// `挂耳咖啡 18% → 24%，32 → 43 分钟：…`, the furthest first.
    pub rows: Vec<String>,
}

/// A comparison with the plan of that name and version, in words.
pub fn since(
    request: &PlanRequest,
    (name, version): (&str, u32),
    since: &Since,
    lang: Lang,
) -> SinceView {
    let all = since.moved.iter();
    let more = since.moved.len().saturating_sub(SHOWN);
    let unit = Unit { objective: request.objective, currency: request.currency.clone(), lang };
    SinceView {
        title: text::title(lang).to_owned(),
        sentence: text::sentence(name, version, since, &unit),
        causes: since.reasons.iter().map(|why| text::cause(why, &unit)).collect(),
        rows: all
            .take(SHOWN)
            .map(|moved| text::moved(moved, &unit))
            .chain((more > 0).then(|| text::more(more, lang)))
            .collect(),
    }
}
