//! Plans: from a form to a request, its solution, and plans that are kept.

use jiff::Timestamp;
use serde_json::Value;

use super::{Engine, EngineError};
use crate::domain::{Job, PlanId};
use crate::plan::{self, History, Method, Objective, PlanForm, PlanRequest, PlanResult, Scope};
use crate::store::{PlanItem, PlanRecord, PlanSlot};

/// What a saved plan expects, in a line.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanOutlook {
    /// Name.
    pub name: String,
    /// Length of its run-down.
    pub minutes: u32,
    /// Its goal in money; `None` without one, or when it counts orders.
    pub goal: Option<f64>,
    /// Share of simulated sessions that reach the goal, 0..=1.
    pub probability: Option<f64>,
}

impl Engine {
    /// What past sessions say; `None` when no session says anything about products.
    pub fn plan_history(&mut self, scope: &Scope) -> Result<Option<History>, EngineError> {
        Ok(History::from_snapshot(&*self.snapshot()?, scope))
    }

    /// Ids of the products that past sessions say something about.
    pub fn known_products(&mut self, scope: &Scope) -> Result<Vec<String>, EngineError> {
        let history = self.plan_history(scope)?;
        let products = history.map(|history| history.products).unwrap_or_default();
        Ok(products.into_iter().map(|product| product.id).collect())
    }

    /// A goal to start from: a tenth above the latest session's amount, in round figures.
    /// `None` when no session has an amount.
    pub fn usual_goal(&mut self, scope: &Scope) -> Result<Option<f64>, EngineError> {
        let snapshot = self.snapshot()?;
        let Some(history) = self.plan_history(scope)? else {
            return Ok(None);
        };
        let latest = snapshot.session(history.latest).and_then(|session| session.facts.amount());
        Ok(latest.map(|amount| amount.0.major() * 1.1).filter(|goal| *goal > 0.0).map(|goal| {
            // Three digits: nobody aims at a fen.
            let unit = 10f64.powf(goal.log10().floor() - 2.0);
            (goal / unit).round() * unit
        }))
    }

    /// Fills in what a form leaves to past sessions and belongs into a plan that leaves the house:
    /// when the next session likely begins and, where `usual_goal` asks for it and money is
    /// counted, the usual goal.
    pub fn complete_plan(
        &mut self,
        form: &mut PlanForm,
        usual_goal: bool,
        scope: &Scope,
        now: Timestamp,
    ) -> Result<(), EngineError> {
        if usual_goal && form.counts_gmv() && form.session.goal.is_none() {
            form.session.goal = self.usual_goal(scope)?;
        }
        if form.session.start.is_none() {
            form.session.start = self.likely_start(scope, now)?.map(|at| at.to_string());
        }
        Ok(())
    }

    /// Checks a form against the store: the one door to a request.
    pub fn plan_request(
        &mut self,
        form: &PlanForm,
        method: Method,
        scope: &Scope,
    ) -> Result<PlanRequest, EngineError> {
        let history = self.plan_history(scope)?;
        let mut request = form.check(method, history.as_ref())?;
        let crowd = self.crowd(scope, request.minutes)?;
        request.wider = self.wider(scope)?;
        let latest = history.as_ref().map(|history| history.latest);
        let snapshot = self.snapshot()?;
        let latest = latest.and_then(|session| snapshot.session(session));
        request.already_seen = request
            .start
            .zip(latest)
            .is_some_and(|(start, latest)| start <= latest.start.datetime());
        request.crowd = Some(crowd).filter(|crowd| crowd.sessions > 0);
        Ok(request)
    }

    /// Keeps a plan as the next version of its name.
    pub fn save_plan(
        &mut self,
        job: &Job,
        name: &str,
        form: &PlanForm,
        result: &PlanResult,
    ) -> Result<(PlanId, u32), EngineError> {
        let document = |value: Result<Value, serde_json::Error>| {
            value.map(|value| value.to_string()).map_err(crate::store::StoreError::from)
        };
        let record = PlanRecord {
            id: PlanId(0),
            name: name.to_owned(),
            version: 0,
            created_at: job.now,
            revision: self.revision()?,
            seed: job.seed,
            request: document(serde_json::to_value(form))?,
            result: document(serde_json::to_value(result))?,
            session: None,
            items: result
                .items
                .iter()
                .map(|item| PlanItem {
                    product_key: item.product_id.clone(),
                    name: item.name.clone(),
                    share: item.share,
                    minutes: item.minutes,
                    expected_orders: item.expected_orders,
                    expected_value: Some(item.expected_value),
                    value_interval: Some((item.value_interval.low, item.value_interval.high)),
                })
                .collect(),
            slots: result
                .slots
                .iter()
                .map(|slot| PlanSlot {
                    start_minute: slot.start_minute,
                    minutes: slot.minutes,
                    product_key: slot.product_id.clone(),
                    host: slot.host.clone(),
                })
                .collect(),
        };
        Ok(self.store.save_plan(&record)?)
    }

    /// Saved plans, newest first, without their items.
    pub fn plans(&self) -> Result<Vec<PlanRecord>, EngineError> {
        Ok(self.store.plans()?)
    }

    /// The newest saved plan that has not become a session yet.
    pub fn plan_ahead(&self) -> Result<Option<PlanOutlook>, EngineError> {
        let Some(record) = self.plans()?.into_iter().find(|plan| plan.session.is_none()) else {
            return Ok(None);
        };
        let read = |text: &str| serde_json::from_str(text).map_err(crate::store::StoreError::from);
        let result: PlanResult = read(&record.result)?;
        let form: PlanForm =
            serde_json::from_str(&record.request).map_err(crate::store::StoreError::from)?;
        let orders = form.session.objective.as_deref() == Some(Objective::Orders.word());
        Ok(Some(PlanOutlook {
            name: record.name,
            minutes: result.slots.iter().map(|slot| slot.minutes).sum(),
            goal: result.goal.as_ref().map(|goal| goal.target).filter(|_| !orders),
            probability: result.goal.as_ref().map(|goal| goal.probability),
        }))
    }

    /// The newest saved plan that shares a product with this one, and its result.
    pub fn last_plan(
        &self,
        plan: &PlanResult,
    ) -> Result<Option<(PlanRecord, PlanResult)>, EngineError> {
        let named = |id: &str| plan.items.iter().any(|item| item.product_id == id);
        for record in self.plans()? {
            let result: PlanResult =
                serde_json::from_str(&record.result).map_err(crate::store::StoreError::from)?;
            if result.items.iter().any(|item| named(&item.product_id)) {
                return Ok(Some((record, result)));
            }
        }
        Ok(None)
    }

    /// The newest version of a saved plan.
    pub fn plan(&self, name: &str) -> Result<PlanRecord, EngineError> {
        Ok(self.store.plan(name)?)
    }
}

/// Checks a plan that needs no store.
pub fn request_without_store(form: &PlanForm, method: Method) -> Result<PlanRequest, EngineError> {
    Ok(form.check(method, None)?)
}

/// Solves a request.
pub fn solve(job: &Job, request: &PlanRequest) -> Result<PlanResult, EngineError> {
    Ok(plan::solve(job, request)?)
}

#[cfg(test)]
mod tests {
    use super::super::Places;
    use super::*;

    #[test]
    fn the_newest_plan_without_a_session_is_ahead() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let mut engine =
            Engine::open_or_create(&folder.path().join("plans.fupan"), &places).unwrap();
        assert_eq!(engine.plan_ahead().unwrap(), None);

        let text = include_str!("../../sample_data/founding_case.toml");
        let form = PlanForm::from_toml(text).unwrap();
        let request = request_without_store(&form, Method::Auto).unwrap();
        assert_eq!(request.currency.0, "CNY");
        let job = Job::new(Timestamp::UNIX_EPOCH, 42);
        let result = solve(&job, &request).unwrap();
        engine.save_plan(&job, "first", &form, &result).unwrap();
        engine.save_plan(&job, "second", &form, &result).unwrap();

        let (last, kept) = engine.last_plan(&result).unwrap().unwrap();
        assert_eq!((last.name.as_str(), last.version), ("second", 1));
        assert_eq!(plan::since(&kept, &result).moved, []);
        let mut stranger = result.clone();
        for item in &mut stranger.items {
            item.product_id += " of another shop";
        }
        assert!(engine.last_plan(&stranger).unwrap().is_none());

        let ahead = engine.plan_ahead().unwrap().unwrap();
        assert_eq!(ahead.name, "second");
        assert_eq!(ahead.minutes, request.minutes);
        assert_eq!(ahead.goal, request.goal);
        assert_eq!(ahead.probability, result.goal.map(|goal| goal.probability));
    }
}
