//! The pages that look ahead, on the interactive lane: recommendations, plans.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Failure;
use crate::domain::{AccountId, Job};
use crate::engine::{self, Engine, EngineError};
use crate::plan::{Method, PlanForm, PlanRequest, PlanResult, Scope, since};
use crate::present::pages::{self, PlanPage, RecommendPage};
use crate::present::text::Lang;
use crate::recommend::{
    self, Associations, FitOptions, Interactions, Protocol, QualityReport, RecommendError,
    RecommendRequest,
};

/// What does not change as long as the store does not: moving a weight must not read every order
/// again nor measure the past again.
pub(super) struct Measured {
    /// More rows than so many are not read before a first list stands there.
    much: u64,
    revision: u64,
    account: Option<AccountId>,
    purchases: Option<Arc<Interactions>>,
    /// What was learnt from them.
    model: Option<Result<Arc<recommend::Model>, RecommendError>>,
    quality: BTreeMap<Protocol, Result<QualityReport, RecommendError>>,
    together: Option<Associations>,
    /// Reports, table and model of the Models page.
    pub models: super::models::Kept,
}

impl Default for Measured {
    fn default() -> Self {
        /// Read in a quarter of a second.
        const MUCH: u64 = 200_000;
        Self {
            much: MUCH,
            revision: 0,
            account: None,
            purchases: None,
            model: None,
            quality: BTreeMap::new(),
            together: None,
            models: super::models::Kept::default(),
        }
    }
}

impl Measured {
    fn is_of(&self, revision: u64, account: Option<AccountId>) -> bool {
        (self.revision, self.account) == (revision, account)
    }

    /// Whether every purchase of this state of the store was read.
    fn knows(&self, revision: u64, account: Option<AccountId>) -> bool {
        self.is_of(revision, account) && self.purchases.is_some()
    }

    fn of(
        &mut self,
        engine: &mut Engine,
        job: &Job,
        account: Option<AccountId>,
    ) -> Result<Arc<Interactions>, Failure> {
        let revision = engine.revision()?;
        if !self.is_of(revision, account) {
            let models = std::mem::take(&mut self.models);
            *self = Self { much: self.much, revision, account, models, ..Self::default() };
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

/// What the Recommend page is asked for.
pub(super) struct ListAsked<'a> {
    pub request: &'a RecommendRequest,
    /// How good it would have been, too, measured so.
    pub quality: Option<Protocol>,
    /// What is bought together, too.
    pub together: bool,
    /// What each buyer bought, however long reading it takes.
    pub buyers: bool,
    /// The shop; `None`: the one with most sessions.
    pub account: Option<AccountId>,
}

/// The list. Where reading every purchase takes long and nobody asked for it yet, a first one by
/// what sessions sold.
pub(super) fn recommend_page(
    engine: &mut Engine,
    job: &Job,
    asked: &ListAsked<'_>,
    measured: &mut Measured,
    lang: Lang,
) -> Result<RecommendPage, Failure> {
    /// As on the command line.
    const LIST: usize = 10;
    let (request, account) = (asked.request, asked.account);
    if !asked.buyers
        && !measured.knows(engine.revision()?, account)
        && engine.has_more_to_read_than(measured.much)?
    {
        let sales = engine.session_sales(account)?;
        let list = recommend::recommend(job, &sales, request);
        job.check().map_err(EngineError::from)?;
        return Ok(pages::recommend::first(request, &list, lang));
    }
    let data = measured.of(engine, job, account)?;
    let list = measured.model(job, &data)?.and_then(|model| model.list(job, request));
    if let Some(protocol) = asked.quality.filter(|how| !measured.quality.contains_key(how)) {
        let fresh = recommend::evaluate(job, &data, protocol, LIST);
        job.check().map_err(EngineError::from)?;
        measured.quality.insert(protocol, fresh);
    }
    if asked.together && measured.together.is_none() {
        let found = recommend::associations(job, &data).map_err(EngineError::from)?;
        measured.together = Some(found);
    }
    // What a recommender cannot do is part of its page; being stopped is not.
    job.check().map_err(EngineError::from)?;
    let quality = asked.quality.and_then(|protocol| measured.quality.get(&protocol));
    let together = measured.together.as_ref().filter(|_| asked.together);
    Ok(pages::recommend::build(request, &list, quality, together, lang))
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
    let Planned { request, result, .. } = solved(engine, job, asked)?;
    let mut page = pages::plan::plan(&request, &result, lang);
    let known: Vec<String> = request.products.iter().map(|product| product.id.clone()).collect();
    page.actions = pages::actions::for_plan(&engine.actions()?, asked.form, &known, lang);
    page.since = engine.last_plan(&result)?.map(|(kept, last)| {
        let changed = since(&last, &result);
        pages::plan::since(&request, (&kept.name, kept.version), &changed, lang)
    });
    Ok(page)
}

/// A plan with what it was made from.
pub(super) struct Planned {
    /// What was asked, with what past sessions filled in.
    pub form: PlanForm,
    /// The same, checked.
    pub request: PlanRequest,
    /// The plan.
    pub result: PlanResult,
}

/// The plan as the page shows it.
pub(super) fn solved(
    engine: &mut Engine,
    job: &Job,
    asked: &PlanAsked<'_>,
) -> Result<Planned, Failure> {
    let scope = Scope { account: asked.account, ..Scope::default() };
    let mut form = asked.form.clone();
    engine.complete_plan(&mut form, asked.usual_goal, &scope, job.now)?;
    let request = engine.plan_request(&form, asked.method, &scope)?;
    let result = engine::solve(job, &request)?;
    Ok(Planned { form, request, result })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{ImportOptions, Places};
    use crate::recommend::Audience;

    /// Two sessions that sold five products, in one of which forty buyers bought two each.
    fn engine(folder: &std::path::Path) -> Engine {
        let mut orders = String::from("订单编号,商品ID,商品名称,实付金额,下单时间,买家ID\n");
        for buyer in 0..40 {
            for product in [buyer % 5, (buyer + 1) % 5] {
                orders.push_str(&format!(
                    "o{buyer}-{product},p{product},商品{product},39.00,2026-11-14 20:{:02}:00,客人{buyer}\n",
                    buyer % 60
                ));
            }
        }
        let sessions = "场次ID,主播,开播时间,下播时间,观看人数,成交金额\n\
                        s1,小满,2026-11-14 19:00:00,2026-11-14 22:00:00,900,3120\n";
        let files = folder.join("files");
        std::fs::create_dir(&files).unwrap();
        std::fs::write(files.join("订单.csv"), orders).unwrap();
        std::fs::write(files.join("场次.csv"), sessions).unwrap();
        let places = Places::in_folder(folder);
        let mut engine = Engine::open_or_create(&folder.join("a.fupan"), &places).unwrap();
        let job = job();
        let prepared = engine.prepare_import(&job, &[files], &ImportOptions::default()).unwrap();
        engine.commit_import(&job, &prepared).unwrap();
        engine
    }

    fn job() -> Job {
        Job::new("2026-11-22T15:40:00Z".parse().unwrap(), 42)
    }

    #[test]
    fn with_much_to_read_a_first_list_stands_there_and_the_whole_one_comes_after() {
        let folder = tempfile::tempdir().unwrap();
        let mut engine = engine(folder.path());
        let request = RecommendRequest::new(Audience::NextSession);
        let mut measured = Measured { much: 10, ..Measured::default() };
        let mut ask = |buyers| {
            let asked = ListAsked {
                request: &request,
                quality: None,
                together: false,
                buyers,
                account: None,
            };
            recommend_page(&mut engine, &job(), &asked, &mut measured, Lang::Zh).unwrap()
        };
        let said = |page: &RecommendPage| page.notices.iter().any(|n| n.text.contains("正在读"));
        let first = ask(false);
        assert!(said(&first), "{first:?}");
        assert!(!first.rows.is_empty(), "it is a list already");
        assert!(first.scope.contains("按销量"), "{}", first.scope);
        let whole = ask(true);
        assert!(!said(&whole));
        assert!(whole.scope.contains("40 位买家"), "{}", whole.scope);
        // Once they were read, nothing is asked for twice.
        assert_eq!(ask(false), whole);
    }

    #[test]
    fn a_store_that_is_read_at_once_gives_the_whole_list_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut engine = engine(folder.path());
        let request = RecommendRequest::new(Audience::NextSession);
        let asked = ListAsked {
            request: &request,
            quality: None,
            together: false,
            buyers: false,
            account: None,
        };
        let page = recommend_page(&mut engine, &job(), &asked, &mut Measured::default(), Lang::Zh);
        assert!(page.unwrap().scope.contains("40 位买家"));
    }
}
