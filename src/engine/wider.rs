//! What became of earlier plans makes the ranges of the next one.

use super::{Engine, EngineError, ScoredPlan};
use crate::domain::{PlanId, SessionId};
use crate::plan::{self, PlanScore, Scope, Wider};

/// How wide the next plan's ranges are, with what it was learnt from: a plan is asked for with
/// every figure that is typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct KnownWidth {
    revision: u64,
    links: Vec<(PlanId, Option<SessionId>)>,
    scope: Scope,
    wider: Option<Wider>,
}

impl Engine {
    /// How much wider than the model says the ranges of the next plan are, by the plans that were
    /// made before their session; `None` without any.
    pub fn wider(&mut self, scope: &Scope) -> Result<Option<Wider>, EngineError> {
        let links = self.store.plan_links()?;
        if links.iter().all(|(_, session)| session.is_none()) {
            return Ok(None);
        }
        let revision = self.store.revision()?;
        if let Some(known) = &self.widths
            && (known.revision, &known.links, &known.scope) == (revision, &links, scope)
        {
            return Ok(known.wider);
        }
        let snapshot = self.snapshot()?;
        let until = scope.before.and_then(|id| snapshot.session(id)).map(|s| s.start.timestamp());
        let plans = self.scored_plans()?;
        let counts = |plan: &&ScoredPlan| {
            let session = plan.record.session.and_then(|id| snapshot.session(id));
            session.is_some_and(|session| {
                scope.account.is_none_or(|account| session.account == account)
                    && until.is_none_or(|until| session.start.timestamp() < until)
            })
        };
        let wider = Self::wider_of(plans.iter().filter(counts));
        self.widths = Some(KnownWidth { revision, links, scope: scope.clone(), wider });
        Ok(wider)
    }

    /// The same of plans that are at hand.
    pub fn wider_of<'a>(plans: impl Iterator<Item = &'a ScoredPlan>) -> Option<Wider> {
        let honest = plans.filter(|plan| !plan.after_the_fact);
        let scores: Vec<&PlanScore> = honest.filter_map(|plan| plan.score.as_ref()).collect();
        plan::wider(&scores)
    }
}
