//! `evaluate`: a plan beside the session it became, and how plans did so far.

use serde_json::json;

use super::args_evaluate::EvaluateArgs;
use super::{Context, Outcome, out};
use crate::domain::PlanId;
use crate::engine::{Engine, EngineError, ScoredPlan};
use crate::present::pages::evaluate::SlotTable;
use crate::present::pages::{EvaluatePage, evaluate as page};
use crate::present::text::evaluate as text;
use crate::store::StoreError;

pub fn evaluate(context: &Context, args: &EvaluateArgs) -> anyhow::Result<Outcome> {
    let changes = args.session.is_some() || args.detach;
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
    let mut plans = engine.scored_plans()?;
    let chosen = match &args.plan {
        None => None,
        Some(name) => Some(of_name(&plans, name)?),
    };
    // In words one plan is told of, as JSON all that are asked for.
    let shown = page::shown(&plans, chosen).map(|at| plans[at].record.id);
    let looked = if args.json { chosen } else { shown };
    for plan in plans.iter_mut().filter(|plan| looked.is_none_or(|id| id == plan.record.id)) {
        engine.review_slots(plan)?;
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
                })
            })
            .collect();
        out::json(&json!({ "plans": scores, "scorecard": Engine::scorecard(&plans) }))?;
        return Ok(Outcome::Done);
    }
    let snapshot = engine.snapshot()?;
    print(&page::evaluate(&snapshot, &plans, chosen, context.lang));
    Ok(Outcome::Done)
}

/// The version that has a session, else the newest.
fn of_name(plans: &[ScoredPlan], name: &str) -> Result<PlanId, EngineError> {
    let named = || plans.iter().filter(|plan| plan.record.name == name);
    named()
        .find(|plan| plan.record.session.is_some())
        .or(named().next())
        .map(|plan| plan.record.id)
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
