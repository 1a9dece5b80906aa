//! The pages that look ahead, on the interactive lane: models, recommendations, plans.

use jiff::tz::TimeZone;

use super::Failure;
use crate::domain::Job;
use crate::engine::{self, Engine, EngineError};
use crate::learn::{ModelKind, Question};
use crate::plan::{Method, Objective, PlanForm, Scope};
use crate::present::pages::models::{ModelsInput, Run, models};
use crate::present::pages::{ModelsPage, PageContext, PlanPage, RecommendPage, plan, recommend};
use crate::present::text::Lang;
use crate::recommend::{Protocol, QualityReport, RecommendError, RecommendRequest};

/// Which part of the models is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct ModelsChoice {
    pub question: Option<Question>,
    pub method: Option<ModelKind>,
    pub version: usize,
    pub levels: usize,
}

/// The quality of the recommenders, measured once per revision.
pub(super) type Measured = Option<(u64, Result<QualityReport, RecommendError>)>;

pub(super) fn models_page(
    engine: &mut Engine,
    zone: &TimeZone,
    choice: ModelsChoice,
    context: &PageContext,
) -> Result<ModelsPage, Failure> {
    let mut runs: Vec<(Question, Vec<Run>)> = Vec::new();
    for question in Question::ALL {
        let kept = engine.training_runs(*question)?;
        let shown = kept.into_iter().map(|run| Run {
            at: run.at.to_zoned_datetime(zone.clone()),
            report: run.report,
            revision: run.revision,
        });
        runs.push((*question, shown.collect()));
    }
    let input = ModelsInput {
        runs: &runs,
        revision: engine.revision()?,
        question: choice.question,
        method: choice.method,
        version: choice.version,
        levels: choice.levels,
    };
    Ok(models(&input, context))
}

/// The list; with `measured` also how good it would have been.
pub(super) fn recommend_page(
    engine: &mut Engine,
    job: &Job,
    request: &RecommendRequest,
    measured: Option<&mut Measured>,
    lang: Lang,
) -> Result<RecommendPage, Failure> {
    /// As on the command line.
    const LIST: usize = 10;
    let list = told(engine.recommend(job, request))?;
    let Some(measured) = measured else {
        return Ok(recommend::build(request, &list, None, lang));
    };
    let revision = engine.revision()?;
    if measured
        .as_ref()
        .is_none_or(|(known, _)| *known != revision)
    {
        let fresh = told(engine.evaluate_recommenders(job, Protocol::Time, LIST))?;
        *measured = Some((revision, fresh));
    }
    let quality = measured.as_ref().map(|(_, quality)| quality);
    Ok(recommend::build(request, &list, quality, lang))
}

/// What a recommender cannot do is part of its page; anything else is a failure.
fn told<T>(outcome: Result<T, EngineError>) -> Result<Result<T, RecommendError>, Failure> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(EngineError::Recommend(RecommendError::Cancelled(stop))) => {
            Err(EngineError::Cancelled(stop).into())
        }
        Err(EngineError::Recommend(error)) => Ok(Err(error)),
        Err(error) => Err(error.into()),
    }
}

/// What a person set on the Plan page.
pub(super) struct PlanAsked<'a> {
    pub form: &'a PlanForm,
    pub method: Method,
    pub usual_goal: bool,
}

pub(super) fn plan_page(
    engine: &mut Engine,
    job: &Job,
    asked: &PlanAsked<'_>,
    lang: Lang,
) -> Result<PlanPage, Failure> {
    let scope = Scope::default();
    let mut form = asked.form.clone();
    let money = form
        .session
        .objective
        .as_deref()
        .is_none_or(|word| word == Objective::Gmv.word());
    if asked.usual_goal && money && form.session.goal.is_none() {
        form.session.goal = engine.usual_goal(&scope)?;
    }
    let request = engine.plan_request(&form, asked.method, &scope)?;
    let result = engine::solve(job, &request)?;
    Ok(plan::plan(&request, &result, lang))
}
