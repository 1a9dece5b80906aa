//! `check`: whether the store is sound, and whether the numbers in it contradict each other.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::args::JsonArgs;
use super::{Context, Outcome, out};
use crate::domain::{Session, Snapshot, SourceCell};
use crate::metrics::{Broken, Quantity};
use crate::present::pages::data::broken_row;
use crate::present::text::{Lang, notices, sanity as text};

pub fn check(context: &Context, args: &JsonArgs) -> anyhow::Result<Outcome> {
    let mut engine = context.reader()?;
    let report = engine.check()?;
    // A damaged file may not even tell this.
    let foreign = match engine.is_foreign_key() {
        Err(_) if !report.ok => None,
        known => Some(known?),
    };
    let lang = context.lang;
    // The numbers of a damaged file prove nothing.
    let looked = if report.ok { Some((engine.snapshot()?, engine.sanity()?)) } else { None };
    if args.json {
        let mut value = json!(report);
        value["identity_key_matches"] = json!(foreign.map(|foreign| !foreign));
        value["sanity"] = looked.as_ref().map_or(Value::Null, |(snapshot, broken)| {
            broken.iter().filter_map(|one| broken_json(snapshot, one, lang)).collect()
        });
        out::json(&value)?;
    } else {
        out::line(notices::check(&report, foreign.unwrap_or_default(), lang));
        for finding in &report.findings {
            let said = notices::finding(finding.code, &finding.detail, lang);
            out::line(format!("  × {said}"));
        }
        if let Some((snapshot, broken)) = &looked {
            print_broken(snapshot, broken, lang);
        }
    }
    Ok(if report.ok { Outcome::Done } else { Outcome::Failed })
}

fn print_broken(snapshot: &Snapshot, broken: &[Broken], lang: Lang) {
    if snapshot.sessions.is_empty() {
        return;
    }
    if broken.is_empty() {
        out::line(format!(
            "{}{}{}",
            text::title(0, lang),
            lang.pick("。", ". "),
            text::checked(snapshot.sessions.len(), lang)
        ));
        return;
    }
    out::line(format!("{}{}", text::title(broken.len(), lang), lang.pick("：", ":")));
    for row in broken.iter().filter_map(|one| broken_row(snapshot, one, lang)) {
        let facts = format!("{} / {}", row.left, row.right);
        out::line(format!("  ! {}  {}  {facts}  {}", row.day, row.what, row.gap));
        out::line(format!("      {}", row.todo));
        for line in row.evidence.iter().skip(1) {
            out::line(format!("      {line}"));
        }
    }
}

fn broken_json(snapshot: &Snapshot, broken: &Broken, lang: Lang) -> Option<Value> {
    let session = snapshot.session(broken.session)?;
    let id =
        |session: &Session| session.external_id.clone().unwrap_or_else(|| session.id.0.to_string());
    let moment = |at: Timestamp| {
        let zone = session.start.time_zone();
        json!(at.display_with_offset(zone.to_offset(at)).to_string())
    };
    let side = |quantity: Quantity| match quantity {
        Quantity::At(at) => json!({ "unit": "at", "value": moment(at) }),
        Quantity::Amount(money) => json!({ "unit": "amount", "value": money.major() }),
        other => json!(other),
    };
    let product = broken.product.and_then(|id| snapshot.product(id));
    let other = broken.other.and_then(|id| snapshot.session(id));
    let origin = match broken.product {
        Some(product) => snapshot
            .products_of(session.id)
            .iter()
            .find(|row| row.product == product)
            .and_then(|row| row.origins.first()),
        None => session.origins.first(),
    };
    Some(json!({
        "rule": broken.rule,
        "session_id": id(session),
        "session_start": moment(session.start.timestamp()),
        "product_id": product.map(|p| p.external_id.clone().unwrap_or_else(|| p.id.0.to_string())),
        "other_session_id": other.map(id),
        "left": side(broken.left),
        "right": side(broken.right),
        "tolerance": broken.tolerance,
        "rows": broken.rows,
        "currency": session.currency.0,
        "source": source(snapshot, origin),
        "text": text::what(broken.rule, lang),
        "todo": text::todo(broken.rule, lang),
    }))
}

fn source(snapshot: &Snapshot, cell: Option<&SourceCell>) -> Value {
    cell.map_or(Value::Null, |cell| {
        let file = snapshot.sources.iter().find(|source| source.id == cell.source);
        json!({ "file": file.map(|file| &file.name), "sheet": cell.sheet, "row": cell.row })
    })
}
