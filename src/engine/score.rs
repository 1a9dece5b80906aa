//! Plans and the sessions they became: attaching, scoring, and how plans did so far.

use super::learn::main_account;
use super::{Engine, EngineError};
use crate::domain::{Currency, PlanId, SessionId, Snapshot};
use crate::plan::{
    self, Aired, Fairness, Objective, PlanForm, PlanResult, PlanScore, Scorecard, Seen, SlotReview,
};
use crate::store::{PlanRecord, StoreError};

/// A saved plan with what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredPlan {
    /// The plan.
    pub record: PlanRecord,
    /// What it made large.
    pub objective: Objective,
    /// Currency of its amounts.
    pub currency: Currency,
    /// What it expected.
    pub result: PlanResult,
    /// The session beside it; `None` while it has none, or one without values.
    pub score: Option<PlanScore>,
    /// The session beside its run-down; `None` until [`Engine::look_into`] looked.
    pub slots: Option<SlotReview>,
    /// Who got how much of the exposure; empty until [`Engine::look_into`] looked.
    pub exposure: Vec<Fairness>,
    /// It was made after its session began: it may have seen what it foretells, so it proves
    /// nothing.
    pub after_the_fact: bool,
    /// Without a session: the one it most likely became.
    pub likely: Option<SessionId>,
}

impl Engine {
    /// Every saved plan with its score, newest first.
    pub fn scored_plans(&mut self) -> Result<Vec<ScoredPlan>, EngineError> {
        let snapshot = self.snapshot()?;
        let records = self.plans()?;
        let taken: Vec<SessionId> = records.iter().filter_map(|record| record.session).collect();
        records.into_iter().map(|record| scored(&snapshot, record, &taken)).collect()
    }

    /// Looks closer at a plan and its session: slot by slot, and by groups of products.
    pub fn look_into(&mut self, plan: &mut ScoredPlan) -> Result<(), EngineError> {
        self.review_slots(plan)?;
        self.review_exposure(plan)
    }

    /// Looks at the minutes, orders and talks of a plan's session, slot by slot. Does nothing
    /// where the plan has no session with values.
    fn review_slots(&mut self, plan: &mut ScoredPlan) -> Result<(), EngineError> {
        let Some(session) = plan.score.as_ref().map(|score| score.session) else {
            return Ok(());
        };
        let snapshot = self.snapshot()?;
        let detail = self.session_detail(session)?;
        let (minutes, sales) = (&detail.minutes, &detail.sales);
        plan.slots = Aired::of(&snapshot, session, plan.objective, minutes, sales)
            .map(|aired| plan::score_slots(&plan.result, &aired));
        Ok(())
    }

    /// How plans that were made before their session did.
    pub fn scorecard(plans: &[ScoredPlan]) -> Scorecard {
        let honest = plans.iter().filter(|plan| !plan.after_the_fact);
        let scores: Vec<&PlanScore> = honest.filter_map(|plan| plan.score.as_ref()).collect();
        plan::scorecard(&scores)
    }

    /// The version of a plan that a session is compared with: the last one made before it began,
    /// else the newest.
    pub fn plan_for(&mut self, name: &str, session: SessionId) -> Result<PlanId, EngineError> {
        let start =
            self.snapshot()?.session(session).map(|session| session.start.timestamp()).ok_or_else(
                || StoreError::NotFound { what: "session", id: session.0.to_string() },
            )?;
        let versions: Vec<PlanRecord> =
            self.plans()?.into_iter().filter(|plan| plan.name == name).collect();
        let before = versions.iter().find(|plan| plan.created_at <= start);
        Ok(before
            .or(versions.first())
            .ok_or_else(|| StoreError::NotFound { what: "plan", id: name.to_owned() })?
            .id)
    }

    /// Says which session a plan became; `None` takes it back. Returns what was said before.
    pub fn attach_plan(
        &mut self,
        plan: PlanId,
        session: Option<SessionId>,
    ) -> Result<Option<SessionId>, EngineError> {
        if let Some(id) = session
            && self.snapshot()?.session(id).is_none()
        {
            return Err(StoreError::NotFound { what: "session", id: id.0.to_string() }.into());
        }
        Ok(self.store.attach_plan(plan, session)?)
    }
}

fn scored(
    snapshot: &Snapshot,
    record: PlanRecord,
    taken: &[SessionId],
) -> Result<ScoredPlan, EngineError> {
    let result: PlanResult = serde_json::from_str(&record.result).map_err(StoreError::from)?;
    let form: PlanForm = serde_json::from_str(&record.request).map_err(StoreError::from)?;
    let objective = form.session.objective.as_deref().and_then(Objective::from_word);
    let objective = objective.unwrap_or(Objective::Gmv);
    let session = record.session.and_then(|id| snapshot.session(id));
    let score = session
        .and_then(|session| Seen::of(snapshot, session.id, objective))
        .and_then(|seen| plan::score(&result, &seen));
    Ok(ScoredPlan {
        after_the_fact: session
            .is_some_and(|session| session.start.timestamp() < record.created_at),
        likely: if session.is_none() { likely(snapshot, &record, &result, taken) } else { None },
        currency: session
            .map(|session| session.currency.clone())
            .or_else(|| Some(snapshot.account(main_account(snapshot)?)?.currency.clone()))
            .unwrap_or_else(Currency::cny),
        objective,
        score,
        slots: None,
        exposure: Vec::new(),
        result,
        record,
    })
}

/// The first session after the plan was made that sold at least half of its products and belongs
/// to no other plan.
fn likely(
    snapshot: &Snapshot,
    record: &PlanRecord,
    result: &PlanResult,
    taken: &[SessionId],
) -> Option<SessionId> {
    let planned = |id: &str| result.items.iter().any(|item| item.product_id == id);
    let wanted = result.items.iter().filter(|item| item.share > 0.0).count();
    snapshot
        .sessions
        .iter()
        .filter(|session| session.start.timestamp() >= record.created_at)
        .filter(|session| !taken.contains(&session.id))
        .find(|session| {
            let rows = snapshot.products_of(session.id);
            let known =
                rows.iter().filter(|row| planned(&plan::key_of(snapshot, row.product))).count();
            wanted > 0 && 2 * known >= wanted
        })
        .map(|session| session.id)
}
