//! `actions`: what is to be done, carried from session to session; and its way into a plan.

use super::args_actions::ActionsArgs;
use super::{Context, Outcome, out};
use crate::domain::ActionId;
use crate::engine::{ActionStep, Engine, EngineError};
use crate::plan::{PlanForm, Scope, minute_wishes};
use crate::present::pages::actions::{ActionRow, actions as card, json};
use crate::present::text::actions::{Said, closed_title, columns, said};
use crate::present::text::evidence;

pub fn actions(context: &Context, args: &ActionsArgs) -> anyhow::Result<Outcome> {
    let steps = [
        (args.done, ActionStep::Done),
        (args.dropped, ActionStep::Drop),
        (args.reopen, ActionStep::Reopen),
    ];
    let step = steps.into_iter().find_map(|(id, step)| Some((ActionId(id?), step)));
    let changes = args.add.is_some() || step.is_some();
    let mut engine = if changes { context.writer()? } else { context.reader()? };
    let job = context.job(0);
    if let Some(text) = &args.add {
        let session = args.session.as_deref();
        let session = session.map(|id| engine.find_session(Some(id))).transpose()?;
        let added = engine.add_action(&job, text, session)?;
        let what = if added.is_some() { Said::Kept } else { Said::Known };
        out::error_line(said(&what, context.lang));
    }
    if let Some((id, step)) = step {
        engine.set_action(&job, id, step)?;
    }
    let judged = engine.actions()?;
    if let Some((id, _)) = step
        && let Some(now) = judged.iter().find(|judged| judged.action.id == id)
    {
        out::error_line(said(&Said::Stands(now.state), context.lang));
    }
    if args.json {
        out::json(&json(&judged))?;
        return Ok(Outcome::Done);
    }
    let page = card(&*engine.snapshot()?, &judged, Vec::new(), context.lang);
    if page.rows.is_empty() {
        out::line(&page.empty);
    } else {
        out::line(format!("{} · {}", page.title, page.note));
        print(&page.rows, context);
    }
    if !page.closed.is_empty() {
        out::line(closed_title(context.lang));
        print(&page.closed, context);
    }
    Ok(Outcome::Done)
}

fn print(rows: &[ActionRow], context: &Context) {
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| vec![row.id.0.to_string(), row.title.clone(), row.origin.clone(), row.numbers()])
        .collect();
    out::table(&columns(context.lang), &[0], &cells);
}

/// Writes what open actions ask of talk minutes into the form.
pub(super) fn into_plan(
    context: &Context,
    engine: &mut Engine,
    scope: &Scope,
    form: &mut PlanForm,
) -> Result<(), EngineError> {
    let judged = engine.actions()?;
    let open = judged.iter().filter(|judged| judged.is_open()).count();
    let followed = form.follow(&minute_wishes(&judged), &engine.known_products(scope)?);
    let left = open.saturating_sub(followed);
    out::error_line(&evidence::added_to_plan(followed, left, context.lang));
    Ok(())
}
