//! `drift`: whether new data still looks like what the models learnt from.

use serde_json::json;

use super::args::DriftArgs;
use super::insight::question;
use super::{Context, Outcome, out, progress};
use crate::present::pages::models::{drift_table, table_lines};
use crate::present::text::learn::{question_title, trust};

pub fn drift(context: &Context, args: &DriftArgs) -> anyhow::Result<Outcome> {
    let question = question(args.question);
    let mut engine = context.reader()?;
    let (id, drift) = engine.drift(&context.job(42), question)?;
    progress::clear();
    let lang = context.lang;
    let said = match &drift {
        Some(drift) => trust::drift_sentence(drift, lang),
        None => trust::no_drift(lang),
    };
    if args.json {
        let document =
            json!({ "question": question, "model_id": id.0, "drift": drift, "message": said });
        out::json(&document)?;
        return Ok(Outcome::Done);
    }
    out::line(question_title(question, lang));
    out::line(format!("  {said}"));
    if let Some(drift) = &drift {
        table_lines(&drift_table(drift, lang)).for_each(out::line);
    }
    Ok(Outcome::Done)
}
