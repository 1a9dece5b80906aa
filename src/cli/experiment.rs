//! `experiment`: two ways of running a session drawn by lot over the coming ones, and what they
//! say so far.

use serde_json::{Value, json};

use super::args_experiment::{ExperimentArg, ExperimentArgs};
use super::{Context, Outcome, WrongUsage, out};
use crate::domain::Arm;
use crate::engine::{Engine, Experiment, NewExperiment};
use crate::metrics::MetricKey;
use crate::present::pages::evaluate::{ExperimentCard, card};
use crate::present::text::experiments::{self as text, Said};

pub fn experiment(context: &Context, args: &ExperimentArgs) -> anyhow::Result<Outcome> {
    let named = || {
        args.subject.as_deref().ok_or_else(|| {
            WrongUsage(text::name_needed(args.what == ExperimentArg::Assign, context.lang))
        })
    };
    let say = |what: Said, name: &str| out::error_line(&text::said(what, name, context.lang));
    match args.what {
        ExperimentArg::List => list(context, &mut context.reader()?, args.json),
        ExperimentArg::Show => {
            let mut engine = context.reader()?;
            // Without a name the one that runs.
            let found = engine.running_experiment(args.subject.as_deref(), context.now)?;
            show(context, &mut engine, &found, args.json)
        }
        ExperimentArg::New => {
            let asked = NewExperiment {
                name: named()?.to_owned(),
                ways: [&args.way_a, &args.way_b].map(|way| way.clone().unwrap_or_default()),
                metric: MetricKey::from_word(&args.metric).unwrap_or(MetricKey::UvValue),
                sessions: args.sessions,
                from: args.from,
                seed: args.seed,
                account: None,
            };
            let mut engine = context.writer()?;
            let record = engine.new_experiment(&context.job(0), &asked)?;
            say(Said::Drawn, &record.name);
            let found = engine.experiment(&record.name, context.now)?;
            show(context, &mut engine, &found, args.json)
        }
        ExperimentArg::Assign => {
            let session = named()?;
            let Some(arm) = args.arm.as_deref() else {
                return Err(WrongUsage(text::way_needed(context.lang)).into());
            };
            let way = match arm {
                "drawn" => None,
                "out" => Some(None),
                arm => Some(Arm::from_word(arm)),
            };
            let mut engine = context.writer()?;
            let found = engine.running_experiment(args.name.as_deref(), context.now)?;
            let session = engine.find_session(Some(session))?;
            engine.say_way(found.record.id, session, way)?;
            say(Said::Way, &found.record.name);
            let found = engine.experiment(&found.record.name, context.now)?;
            show(context, &mut engine, &found, args.json)
        }
        ExperimentArg::Stop | ExperimentArg::Resume => {
            let stops = args.what == ExperimentArg::Stop;
            let mut engine = context.writer()?;
            let found = engine.experiment(named()?, context.now)?;
            engine.stop_experiment(found.record.id, stops.then_some(context.now))?;
            say(if stops { Said::Stopped } else { Said::GoesOn }, &found.record.name);
            let found = engine.experiment(&found.record.name, context.now)?;
            show(context, &mut engine, &found, args.json)
        }
        ExperimentArg::Delete => {
            let mut engine = context.writer()?;
            let found = engine.experiment(named()?, context.now)?;
            engine.remove_experiment(found.record.id)?;
            say(Said::Deleted, &found.record.name);
            list(context, &mut engine, args.json)
        }
    }
}

fn list(context: &Context, engine: &mut Engine, as_json: bool) -> anyhow::Result<Outcome> {
    let all = engine.experiments(context.now)?;
    if as_json {
        let all: Vec<Value> = all.iter().map(document).collect();
        out::json(&json!({ "experiments": all }))?;
        return Ok(Outcome::Done);
    }
    if all.is_empty() {
        out::line(text::teaching(context.lang));
        return Ok(Outcome::Done);
    }
    for one in &all {
        let name = text::choice(&one.record.name, one.outcome.end, context.lang);
        out::line(format!("{name} · {}", text::verdict(one, context.lang)));
    }
    Ok(Outcome::Done)
}

fn show(
    context: &Context,
    engine: &mut Engine,
    one: &Experiment,
    as_json: bool,
) -> anyhow::Result<Outcome> {
    if as_json {
        out::json(&document(one))?;
        return Ok(Outcome::Done);
    }
    let snapshot = engine.snapshot()?;
    print(&card(&snapshot, one, context.now, context.lang));
    Ok(Outcome::Done)
}

fn print(card: &ExperimentCard) {
    out::line(&card.name);
    out::line(format!("  {}", card.verdict));
    for words in [&card.next, &card.ground] {
        if !words.is_empty() {
            out::line(format!("  {words}"));
        }
    }
    for (label, value) in &card.facts {
        out::line(format!("  {label} {value}"));
    }
    let heads: Vec<&str> = card.columns.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> = card
        .rows
        .iter()
        .map(|row| vec![row.when.clone(), row.way.clone(), row.figure.clone(), row.state.clone()])
        .collect();
    if !rows.is_empty() {
        out::table(&heads, &[2], &rows);
    }
}

fn document(one: &Experiment) -> Value {
    json!({
        "name": one.record.name,
        "metric": one.metric,
        "a": one.record.ways[0],
        "b": one.record.ways[1],
        "seed": one.record.seed,
        "currency": one.currency,
        "created_at": one.record.created_at.to_string(),
        "stopped_at": one.record.stopped_at.map(|at| at.to_string()),
        "outcome": one.outcome,
        "planned": one.planned,
        "others": one.others,
    })
}
