//! `models --thresholds`: every line through the chances, in people and money.

use jiff::tz::TimeZone;

use super::args::ModelsArgs;
use super::{Context, Outcome, Told, WrongUsage, out};
use crate::domain::ModelId;
use crate::learn::Question;
use crate::present::pages::models::{ModelsAsk, ModelsInput, Run, models, thresholds_json};
use crate::present::pages::settings::typed_amount;
use crate::present::text::{Notice, models as text};

pub(super) fn list(
    context: &Context,
    question: Question,
    args: &ModelsArgs,
) -> anyhow::Result<Outcome> {
    let lang = context.lang;
    let mut engine = match &args.contact_cost {
        None => context.reader()?,
        Some(typed) => {
            // Checked before anything is opened: what means nothing is never kept.
            let cost =
                typed_amount(typed).ok_or_else(|| WrongUsage(text::bad_contact_cost(lang)))?;
            let mut engine = context.writer()?;
            engine.set_contact_cost(question, Some(cost))?;
            engine
        }
    };
    let (id, _, model) = engine.stored_model(question, args.model_id.map(ModelId))?;
    let nothing = || Told(Notice::new(text::no_thresholds(lang), "", ""));
    let report = engine.report_of_model(question, id)?.ok_or_else(nothing)?;
    let tested = report.of(&model).cloned().ok_or_else(nothing)?;
    let at = jiff::Timestamp::UNIX_EPOCH.to_zoned_datetime(TimeZone::UTC);
    // The page shows one engine's models beside each other; here one is asked for.
    let alone = crate::learn::TrainReport { models: vec![tested.clone()], ..report };
    let runs = [(question, vec![Run { id: 0, at, report: alone, revision: 0 }])];
    let input = ModelsInput {
        runs: &runs,
        ask: ModelsAsk { question: Some(question), ..ModelsAsk::default() },
        worth: engine.worth_of_one(question)?,
        contact_cost: engine.contact_cost(question)?,
        ..ModelsInput::default()
    };
    if args.json {
        out::json(&thresholds_json(&tested, question, &input))?;
        return Ok(Outcome::Done);
    }
    let view = models(&input, &context.page(0)).confusion.ok_or_else(nothing)?;
    out::line(format!("{}  {}", view.head.title, view.head.unit));
    if let Some(cost) = &view.cost {
        let kept = if cost.typed.is_empty() { &cost.hint } else { &cost.typed };
        out::line(format!("  {} {kept} {} · {}", cost.label, cost.unit, cost.sentence));
    }
    let best = view.cost.as_ref().filter(|cost| !cost.typed.is_empty()).and_then(|cost| cost.best);
    for (at, step) in view.steps.iter().enumerate() {
        let mark =
            if best == Some(at) { format!("[{}] ", text::best_mark(lang)) } else { String::new() };
        out::line(format!("  {mark}{}: {}", step.threshold, step.sentence.replace("**", "")));
    }
    Ok(Outcome::Done)
}
