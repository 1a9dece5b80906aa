//! The `recommend` document of the command line.

use serde_json::{Value, json};

use crate::present::text::{Lang, recommend as text};
use crate::recommend::{Audience, RecommendReport};

/// The `recommend` document of the command line: stable keys, the reason as a sentence.
pub fn json(report: &RecommendReport, lang: Lang) -> Value {
    let items: Vec<Value> = report
        .items
        .iter()
        .map(|item| {
            json!({
                "product_id": item.product_id,
                "name": item.name,
                "score": item.score,
                "parts": item.parts,
                "reason": text::reason(&item.reason, lang),
                "exploration": item.exploration,
            })
        })
        .collect();
    let left_out: Vec<Value> = report
        .left_out
        .iter()
        .map(|out| json!({"product_id": out.product_id, "name": out.name, "reason": out.reason}))
        .collect();
    let notes: Vec<String> = report.notes.iter().map(|n| text::note(n, lang).1).collect();
    json!({
        "items": items,
        "audience": audience_word(&report.audience),
        "model": report.model,
        "personal_share": report.personal_share,
        "half_life_days": report.tuned.half_life_days,
        "left_out": left_out,
        "notes": notes,
    })
}

/// A stable word for an audience; a viewer's key stays inside.
fn audience_word(audience: &Audience) -> &'static str {
    match audience {
        Audience::Viewer(_) => "viewer",
        Audience::Segment(group) => group.word(),
        Audience::NextSession => "next_session",
    }
}
