//! The pages that look ahead, on the interactive lane: recommendations, plans.

use std::sync::Arc;

use super::Failure;
use crate::domain::{AccountId, Job};
use crate::engine::{self, Engine, EngineError};
use crate::plan::{Method, Objective, PlanForm, Scope};
use crate::present::pages::{self, PlanPage, RecommendPage};
use crate::present::text::Lang;
use crate::recommend::{
    self, FitOptions, Interactions, Protocol, QualityReport, RecommendError, RecommendRequest,
};

/// What does not change as long as the store does not: moving a weight must not read every order
/// again nor measure the past again.
#[derive(Default)]
pub(super) struct Measured {
    revision: u64,
    account: Option<AccountId>,
    purchases: Option<Arc<Interactions>>,
    /// What was learnt from them.
    model: Option<Result<Arc<recommend::Model>, RecommendError>>,
    quality: Option<Result<QualityReport, RecommendError>>,
    /// Reports, table and model of the Models page.
    pub models: super::models::Kept,
}

impl Measured {
    fn of(
        &mut self,
        engine: &mut Engine,
        job: &Job,
        account: Option<AccountId>,
    ) -> Result<Arc<Interactions>, Failure> {
        let revision = engine.revision()?;
        if (self.revision, self.account) != (revision, account) {
            let models = std::mem::take(&mut self.models);
            *self = Self { revision, account, models, ..Self::default() };
        }
        if let Some(purchases) = &self.purchases {
            return Ok(Arc::clone(purchases));
        }
        let purchases = engine.interactions(job, account)?;
        self.purchases = Some(Arc::clone(&purchases));
        Ok(purchases)
    }

    /// The fitted recommender, or why there is none; a fit that was stopped is not kept.
    fn model(
        &mut self,
        job: &Job,
        data: &Arc<Interactions>,
    ) -> Result<Result<Arc<recommend::Model>, RecommendError>, Failure> {
        if let Some(known) = &self.model {
            return Ok(known.clone());
        }
        let fitted = recommend::Model::fit(job, data, &FitOptions::default()).map(Arc::new);
        job.check().map_err(EngineError::from)?;
        self.model = Some(fitted.clone());
        Ok(fitted)
    }
}

/// The list; with `quality` also how good it would have been.
pub(super) fn recommend_page(
    engine: &mut Engine,
    job: &Job,
    request: &RecommendRequest,
    measured: &mut Measured,
    quality: bool,
    account: Option<AccountId>,
    lang: Lang,
) -> Result<RecommendPage, Failure> {
    /// As on the command line.
    const LIST: usize = 10;
    let data = measured.of(engine, job, account)?;
    let list = measured.model(job, &data)?.and_then(|model| model.list(job, request));
    if quality && measured.quality.is_none() {
        let fresh = recommend::evaluate(job, &data, Protocol::Time, LIST);
        job.check().map_err(EngineError::from)?;
        measured.quality = Some(fresh);
    }
    // What a recommender cannot do is part of its page; being stopped is not.
    job.check().map_err(EngineError::from)?;
    let quality = measured.quality.as_ref().filter(|_| quality);
    Ok(pages::recommend::build(request, &list, quality, lang))
}

/// What a person set on the Plan page.
pub(super) struct PlanAsked<'a> {
    pub form: &'a PlanForm,
    pub method: Method,
    pub usual_goal: bool,
    /// The shop; `None`: the one with most sessions.
    pub account: Option<AccountId>,
}

pub(super) fn plan_page(
    engine: &mut Engine,
    job: &Job,
    asked: &PlanAsked<'_>,
    lang: Lang,
) -> Result<PlanPage, Failure> {
    let scope = Scope { account: asked.account, ..Scope::default() };
    let mut form = asked.form.clone();
    let money = form.session.objective.as_deref().is_none_or(|word| word == Objective::Gmv.word());
    if asked.usual_goal && money && form.session.goal.is_none() {
        form.session.goal = engine.usual_goal(&scope)?;
    }
    let request = engine.plan_request(&form, asked.method, &scope)?;
    let result = engine::solve(job, &request)?;
    Ok(pages::plan::plan(&request, &result, lang))
}
