//! Floors of exposure that the merchant set, and who got how much of it.

use std::collections::BTreeMap;

use super::{Engine, EngineError, ScoredPlan};
use crate::plan::{self, FloorWish, Floors, Group, Groups, Scope, host_exposure};
use crate::store::StoreError;

/// The setting that keeps the floors: shares by group, as JSON.
const EXPOSURE_FLOORS: &str = "exposure_floors";

impl Engine {
    /// The floors that were set.
    pub fn exposure_floors(&self) -> Result<Floors, EngineError> {
        let Some(text) = self.setting(EXPOSURE_FLOORS)? else {
            return Ok(Floors::new());
        };
        let kept: BTreeMap<String, f64> = serde_json::from_str(&text).map_err(StoreError::from)?;
        Ok(kept.iter().filter_map(|(key, share)| Some((Group::parse(key)?, *share))).collect())
    }

    /// Sets the floor of a group; `None` lets it go. Returns what it was before.
    pub fn set_exposure_floor(
        &mut self,
        group: &Group,
        share: Option<f64>,
    ) -> Result<Option<f64>, EngineError> {
        let mut floors = self.exposure_floors()?;
        let before = match share {
            Some(share) => floors.insert(group.clone(), share),
            None => floors.remove(group),
        };
        let kept: BTreeMap<String, f64> =
            floors.iter().map(|(group, share)| (group.to_string(), *share)).collect();
        let text = serde_json::to_string(&kept).map_err(StoreError::from)?;
        self.set_setting(EXPOSURE_FLOORS, Some(&text).filter(|_| !kept.is_empty()).map(|t| &**t))?;
        Ok(before)
    }

    /// Looks at who got how much of the exposure. Does nothing where the plan has no session with
    /// values.
    pub(super) fn review_exposure(&mut self, plan: &mut ScoredPlan) -> Result<(), EngineError> {
        let Some(score) = &plan.score else { return Ok(()) };
        let snapshot = self.snapshot()?;
        let ids: Vec<String> = score.products.iter().map(|p| p.product_id.clone()).collect();
        let groups = Groups::of(&snapshot, Some(score.session), &ids);
        let floors = self.exposure_floors()?;
        plan.exposure = plan::fairness(score, &groups, &floors);
        let by_host = plan
            .slots
            .as_ref()
            .and_then(|slots| host_exposure(score, slots, &plan.result.hosts(), &floors));
        plan.exposure.extend(by_host);
        Ok(())
    }

    /// The floors as the next plan can hold them: products of each group that it may show, those
    /// that sold most in front.
    pub fn floor_wishes(&mut self, scope: &Scope) -> Result<Vec<FloorWish>, EngineError> {
        let floors = self.exposure_floors()?;
        let Some(history) = self.plan_history(scope)?.filter(|_| !floors.is_empty()) else {
            return Ok(Vec::new());
        };
        let current = history.products.iter().filter(|product| product.current);
        let ids: Vec<String> = current.map(|product| product.id.clone()).collect();
        let groups = Groups::of(&*self.snapshot()?, None, &ids);
        Ok(floors
            .into_iter()
            .map(|(group, share)| {
                let members = groups.members(&group);
                let ids = ids.iter().filter(|id| members.contains(&id.as_str())).cloned();
                FloorWish { ids: ids.collect(), group, share }
            })
            .collect())
    }
}
