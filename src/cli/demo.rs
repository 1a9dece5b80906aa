//! `fupan demo`: the whole way on the sample data.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::args::JsonArgs;
use super::insight::print_training;
use super::offer::{print_plan, print_recommendation};
use super::report::write_report;
use super::review::{print_review, review_json, review_page};
use super::{Context, Outcome, WindowRequest, imports, out, progress};
use crate::engine::{self, Engine, EngineError, ImportOptions};
use crate::learn::{Question, TrainSpec};
use crate::plan::{Method, PlanForm, Scope};
use crate::present::pages;
use crate::present::text::notices;
use crate::recommend::{Audience, RecommendRequest};

const SEED: u64 = 42;

pub fn demo(context: &Context, args: &JsonArgs) -> anyhow::Result<Outcome> {
    let lang = context.lang;
    let Some(samples) = engine::sample_folder() else {
        out::notice(&notices::no_sample_data(lang));
        return Ok(Outcome::Failed);
    };
    // Kept on purpose: the report and the window outlive this function.
    let store = match &context.store {
        Some(store) => store.clone(),
        None => tempfile::Builder::new().prefix("fupan-demo-").tempdir()?.keep().join("demo.fupan"),
    };
    out::error_line(&notices::demo_store(&store, lang));
    let mut engine = Engine::open_or_create(&store, &context.places)?;
    let job = context.job(SEED);
    let prepared = engine.read_import(&job, &[samples], &ImportOptions::default())?;
    let imported = engine.commit_import(&job, &prepared)?;
    progress::clear();

    let mut models = Map::new();
    let mut trained = Vec::new();
    for question in Question::ALL {
        let source = engine.likely_source(*question)?;
        let spec = TrainSpec::readable(*question, source, SEED);
        let (report, ids) = engine.train(&job, &spec)?;
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        models.insert(question.word().to_owned(), pages::models::train_json(&report, &ids, lang));
        trained.push(report);
    }
    let wanted = RecommendRequest::new(Audience::NextSession);
    let recommended = engine.recommend(&job, &wanted)?;
    let form = goal_form(&mut engine)?;
    let request = engine.plan_request(&form, Method::Auto, &Scope::default())?;
    let plan = engine::solve(&job, &request)?;
    engine.save_plan(&job, lang.pick("示例：下一场", "Sample: next session"), &form, &plan)?;
    let session = engine.find_session(None)?;
    let report_path = store.with_file_name(report_name(&store));
    write_report(context, &mut engine, session, &report_path)?;
    progress::clear();

    if args.json {
        out::json(&json!({
            "store": store,
            "report": report_path,
            "review": review_json(context, &mut engine, session)?,
            "models": Value::Object(models),
            "recommend": pages::recommend::json(&recommended, lang),
            "plan": plan,
        }))?;
        return Ok(Outcome::Done);
    }
    if context.has_window {
        drop(engine);
        (context.open_window)(WindowRequest {
            store,
            places: context.places.clone(),
            lang: context.lang_asked,
            files: Vec::new(),
        })?;
        return Ok(Outcome::Done);
    }
    out::line(notices::demo_heading("import", lang));
    imports::print_report(&imported, lang);
    out::line(notices::demo_heading("review", lang));
    print_review(&review_page(context, &mut engine, session)?, lang);
    out::line(notices::demo_heading("models", lang));
    for report in &trained {
        print_training(report, lang);
    }
    out::line(notices::demo_heading("recommend", lang));
    print_recommendation(&wanted, recommended, false, lang);
    out::line(notices::demo_heading("plan", lang));
    print_plan(&request, &plan, lang);
    out::line(notices::report_written(&report_path, lang));
    Ok(Outcome::Done)
}

/// The next session of the sample shop: usual viewers and length, and a goal a little above
/// what its last session made.
fn goal_form(engine: &mut Engine) -> Result<PlanForm, EngineError> {
    let snapshot = engine.snapshot()?;
    let last = snapshot.sessions.iter().rev().find_map(|session| session.facts.amount());
    let mut form = PlanForm::default();
    form.session.goal = last.map(|(amount, _)| (amount.major() * 1.1 / 1_000.0).ceil() * 1_000.0);
    Ok(form)
}

fn report_name(store: &Path) -> PathBuf {
    let stem = store.file_stem().map_or_else(|| "demo".into(), std::ffi::OsStr::to_os_string);
    Path::new(&stem).with_extension("html")
}
