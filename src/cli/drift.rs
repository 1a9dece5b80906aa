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
    let since = engine.since_training(&context.job(42), question, None)?;
    progress::clear();
    let lang = context.lang;
    let drift = &since.drift;
    let mut lines = trust::since_training(&since, question, lang);
    if drift.is_none() {
        lines.push(trust::no_drift(lang));
    }
    let said = lines.join(lang.pick("", " "));
    if args.json {
        let document = json!({
            "question": question,
            "model_id": since.model.0,
            "rows_learnt": since.learnt,
            "rows_now": since.rows,
            "drift": drift,
            "train_again": since.suggests_training(),
            "message": said,
        });
        out::json(&document)?;
        return Ok(Outcome::Done);
    }
    out::line(question_title(question, lang));
    lines.iter().for_each(|line| out::line(format!("  {line}")));
    if let Some(drift) = drift {
        table_lines(&drift_table(drift, lang)).for_each(out::line);
    }
    Ok(Outcome::Done)
}
