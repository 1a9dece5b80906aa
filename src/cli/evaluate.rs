//! `evaluate`: a plan beside the session it became, and how plans did so far.

use std::collections::BTreeMap;

use serde_json::json;

use super::args_evaluate::EvaluateArgs;
use super::{Context, Outcome, WrongUsage, out};
use crate::domain::PlanId;
use crate::engine::{Engine, EngineError};
use crate::plan::{Group, Scope};
use crate::present::pages::evaluate::{ExposureTable, SlotTable};
use crate::present::pages::{EvaluatePage, evaluate as page};
use crate::present::text::{Lang, evaluate as text, evaluate_exposure};
use crate::store::{PlanRecord, StoreError};

/// The seed of the resamples behind ranges: the same data gives the same numbers.
const SEED: u64 = 42;

pub fn evaluate(context: &Context, args: &EvaluateArgs) -> anyhow::Result<Outcome> {
    let floors: Vec<(Group, Option<f64>)> = args
        .exposure_floor
        .iter()
        .map(|given| floor(given, context.lang))
        .collect::<anyhow::Result<_>>()?;
    let changes = args.session.is_some() || args.detach || !floors.is_empty();
    let mut engine = if changes { context.writer()? } else { context.reader()? };
    if let Some(name) = &args.plan {
        if let Some(session) = &args.session {
            let session = engine.find_session(Some(session))?;
            let plan = engine.plan_for(name, session)?;
            engine.attach_plan(plan, Some(session))?;
            out::error_line(&text::attached(name, true, context.lang));
        } else if args.detach {
            for plan in engine.plans()?.iter().filter(|plan| plan.name == *name) {
                engine.attach_plan(plan.id, None)?;
            }
            out::error_line(&text::attached(name, false, context.lang));
        }
    }
    for (group, share) in &floors {
        engine.set_exposure_floor(group, *share)?;
    }
    let mut plans = engine.scored_plans()?;
    let chosen = match &args.plan {
        None => None,
        Some(name) => Some(plan_called(plans.iter().map(|plan| &plan.record), name)?),
    };
    let what_if = match plans.iter().find(|plan| Some(plan.record.id) == chosen) {
        Some(plan) if args.what_if_split => {
            Some(engine.what_if_split(&context.job(SEED), &plan.record, &Scope::default())?)
        }
        _ => None,
    };
    // In words one plan is told of, as JSON all that are asked for.
    let shown = page::shown(&plans, chosen).map(|at| plans[at].record.id);
    let looked = if args.json { chosen } else { shown };
    for plan in plans.iter_mut().filter(|plan| looked.is_none_or(|id| id == plan.record.id)) {
        engine.look_into(plan)?;
    }
    if args.json {
        let scores: Vec<_> = plans
            .iter()
            .filter(|plan| chosen.is_none_or(|chosen| chosen == plan.record.id))
            .map(|plan| {
                json!({
                    "name": plan.record.name,
                    "version": plan.record.version,
                    "session": plan.record.session,
                    "objective": plan.objective,
                    "after_the_fact": plan.after_the_fact,
                    "score": plan.score,
                    "slots": plan.slots,
                    "exposure": plan.exposure,
                })
            })
            .collect();
        let floors: BTreeMap<String, f64> = engine
            .exposure_floors()?
            .into_iter()
            .map(|(group, share)| (group.to_string(), share))
            .collect();
        let scorecard = Engine::scorecard(&plans);
        let mut document = json!({
            "plans": scores,
            "scorecard": scorecard,
            "wider": Engine::wider_of(plans.iter()),
            "floors": floors,
        });
        match &what_if {
            Some(Ok(found)) => document["what_if_split"] = json!(found),
            Some(Err(why)) => document["what_if_split"] = json!({ "refused": why }),
            None => {}
        }
        out::json(&document)?;
        return Ok(Outcome::Done);
    }
    let snapshot = engine.snapshot()?;
    let wishes = engine.floor_wishes(&Scope::default())?;
    print(&page::evaluate(&snapshot, &plans, chosen, &wishes, context.lang));
    if let (Some(found), Some(name)) = (&what_if, &args.plan) {
        let split = page::split(name, found, context.lang);
        out::line(&split.sentence);
        for (label, value) in &split.facts {
            out::line(format!("  {label} {value}"));
        }
        if !split.assumes.is_empty() {
            out::line(format!("  {}", split.assumes));
        }
    }
    Ok(Outcome::Done)
}

/// `age:new=15%` as a group and a share; a share of nothing is none.
fn floor(given: &str, lang: Lang) -> anyhow::Result<(Group, Option<f64>)> {
    let read = || {
        // A category may hold a sign of its own.
        let (group, share) = given.rsplit_once('=')?;
        let group = Group::parse(group)?;
        let (text, part) = match share.trim().strip_suffix(['%', '％']) {
            Some(percent) => (percent, 100.0),
            None => (share.trim(), 1.0),
        };
        let share = text.trim().parse::<f64>().ok()? / part;
        (0.0..1.0).contains(&share).then_some((group, Some(share).filter(|share| *share > 0.0)))
    };
    read().ok_or_else(|| WrongUsage(evaluate_exposure::bad_floor(given, lang)).into())
}

/// The version that has a session, else the newest, of plans from the newest on.
pub(super) fn plan_called<'a>(
    plans: impl IntoIterator<Item = &'a PlanRecord>,
    name: &str,
) -> Result<PlanId, EngineError> {
    let named: Vec<&PlanRecord> = plans.into_iter().filter(|plan| plan.name == name).collect();
    named
        .iter()
        .find(|plan| plan.session.is_some())
        .or(named.first())
        .map(|plan| plan.id)
        .ok_or_else(|| StoreError::NotFound { what: "plan", id: name.to_owned() }.into())
}

fn print(page: &EvaluatePage) {
    if let Some(nothing) = &page.empty {
        out::line(&nothing.empty.title);
        out::line(format!("  {}", nothing.empty.detail));
        return;
    }
    out::line(&page.verdict);
    out::line(format!("  {}", page.detail));
    if !page.warning.is_empty() {
        out::line(format!("  ! {}", page.warning));
    }
    let heads: Vec<&str> = page.fact_columns.iter().map(String::as_str).collect();
    let facts: Vec<Vec<String>> = page
        .facts
        .iter()
        .map(|row| vec![row.label.clone(), row.planned.clone(), row.actual.clone()])
        .collect();
    if !facts.is_empty() {
        out::table(&heads, &[1, 2], &facts);
    }
    let heads: Vec<&str> = page.table.columns.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> = page
        .table
        .rows
        .iter()
        .map(|row| {
            vec![
                row.name.clone(),
                row.share.clone(),
                row.minutes.clone(),
                row.planned.text.clone(),
                row.range.as_ref().map_or_else(String::new, |range| range.text.clone()),
                row.actual.text.clone(),
                row.mark.clone(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        out::line(&page.table.title);
        out::table(&heads, &[1, 2, 3, 4, 5], &rows);
    }
    slots(&page.slots);
    exposure(&page.exposure);
    if !page.bridge.title.is_empty() {
        out::line(&page.bridge.title);
        for part in &page.bridge.parts {
            out::line(format!("  {} {}", part.label, part.amount.text));
        }
        let said = [&page.bridge.sentence, &page.bridge.empty];
        for words in said.into_iter().filter(|words| !words.is_empty()) {
            out::line(format!("  {words}"));
        }
    }
    out::line(&page.card.title);
    for (label, value) in &page.card.rows {
        out::line(format!("  {label} {value}"));
    }
    out::line(format!("  {}", page.card.sentence));
}

fn slots(table: &SlotTable) {
    if table.rows.is_empty() {
        return;
    }
    let heads: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| {
            vec![
                row.time.clone(),
                row.planned_product.clone(),
                row.on.clone(),
                row.online.text.clone(),
                row.orders.text.clone(),
                row.planned.text.clone(),
                row.range.as_ref().map_or_else(String::new, |range| range.text.clone()),
                row.actual.text.clone(),
                row.mark.clone(),
            ]
        })
        .collect();
    out::line(&table.title);
    out::table(&heads, &[3, 4, 5, 6, 7], &rows);
    for words in [&table.sentence.replace("**", ""), &table.empty] {
        if !words.is_empty() {
            out::line(format!("  {words}"));
        }
    }
}

fn exposure(table: &ExposureTable) {
    if table.title.is_empty() {
        return;
    }
    out::line(format!("{} · {}", table.title, table.note));
    let heads: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| {
            vec![
                row.by.clone(),
                row.label.clone(),
                row.offered.clone(),
                row.planned.clone(),
                row.seen.text.clone(),
                row.earned.text.clone(),
                row.floor.clone(),
                row.mark.clone(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        out::table(&heads, &[2, 3, 4, 5, 6], &rows);
    }
    out::line(format!("  {}", table.sentence));
}
