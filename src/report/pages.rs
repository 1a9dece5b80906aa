//! Pages with everything they need from the store: the screen and what is written of it ask for
//! the same ones here.

use std::cell::Cell;

use crate::domain::{AccountId, MinuteFacts, Money, PlanId, ProductId, SessionId, Snapshot};
use crate::engine::{Engine, EngineError, ScoredPlan};
use crate::plan::{JudgedAction, Scope};
use crate::present::pages::actions::{ActionsView, actions};
use crate::present::pages::{
    EvaluatePage, Filters, OverviewExtras, OverviewPage, PageContext, ProductsPage, evaluate,
    overview, products,
};
use crate::present::text::Lang;

/// The latest session that the filters let through, of the account that is shown.
pub fn latest_session(snapshot: &Snapshot, filters: &Filters) -> Option<SessionId> {
    let account = filters.shown_account(snapshot)?;
    snapshot
        .sessions
        .iter()
        .filter(|session| session.account == account && filters.session_of(snapshot, session))
        .max_by_key(|session| session.start.timestamp())
        .map(|session| session.id)
}

/// The overview; `minutes` are those of [`latest_session`].
pub fn overview_page(
    engine: &mut Engine,
    snapshot: &Snapshot,
    filters: &Filters,
    minutes: &[MinuteFacts],
    context: &PageContext,
) -> Result<OverviewPage, EngineError> {
    let planned: Vec<overview::Planned> = engine
        .plan_ahead()?
        .into_iter()
        .map(|plan| overview::Planned {
            name: plan.name,
            start: None,
            minutes: plan.minutes,
            goal: plan.goal.and_then(Money::from_major),
            probability: plan.probability,
        })
        .collect();
    let takings = engine.takings()?;
    let cards = engine.setting(overview::CARDS_SETTING)?;
    let extras = OverviewExtras {
        minutes,
        planned: &planned,
        takings: Some(&takings),
        cards: cards.as_deref(),
    };
    Ok(overview::overview(snapshot, filters, &extras, context))
}

/// The page of products; the orders beside the one that is shown are read for it alone.
pub fn products_page(
    engine: &Engine,
    snapshot: &Snapshot,
    filters: &Filters,
    chosen: Option<ProductId>,
    context: &PageContext,
) -> Result<ProductsPage, EngineError> {
    let failed = Cell::new(None);
    let baskets = |product| {
        engine.baskets_of(product).unwrap_or_else(|error| {
            failed.set(Some(error));
            Vec::new()
        })
    };
    let extras = products::ProductsExtras { chosen, baskets: &baskets };
    let page = products::products(snapshot, filters, &extras, context);
    failed.take().map_or(Ok(page), Err)
}

/// Whose actions stand beside a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of every shop: where they are kept, none may be out of sight.
    Every,
    /// Those of the shop whose session the plan became, else of the one that is looked at.
    Plan,
}

/// The page of plans and their outcomes with what is to be done, without experiments; and the plan
/// that it shows.
pub fn evaluate_page(
    engine: &mut Engine,
    snapshot: &Snapshot,
    scope: &Scope,
    chosen: Option<PlanId>,
    whose: Whose,
    lang: Lang,
) -> Result<(EvaluatePage, Option<ScoredPlan>), EngineError> {
    let mut plans = engine.scored_plans()?;
    let at = evaluate::shown(&plans, chosen);
    if let Some(at) = at {
        engine.look_into(&mut plans[at])?;
    }
    let wishes = engine.floor_wishes(scope)?;
    let mut page = evaluate::evaluate(snapshot, &plans, chosen, &wishes, lang);
    let judged = engine.actions()?;
    let found = at.map_or_else(Vec::new, |at| Engine::plan_findings(&plans[at], &judged));
    let shop = match whose {
        Whose::Every => None,
        Whose::Plan => at
            .and_then(|at| snapshot.session(plans[at].record.session?))
            .map(|session| session.account)
            .or(scope.account),
    };
    page.actions = Some(actions(snapshot, &of_shop(judged, shop), found, lang));
    Ok((page, at.map(|at| plans.swap_remove(at))))
}

/// What is to be done and what was closed, of the shop of a session.
pub(super) fn session_actions(
    engine: &mut Engine,
    snapshot: &Snapshot,
    session: SessionId,
    lang: Lang,
) -> Result<ActionsView, EngineError> {
    let shop = snapshot.session(session).map(|session| session.account);
    Ok(actions(snapshot, &of_shop(engine.actions()?, shop), Vec::new(), lang))
}

/// What is to be done in the next session of the shop that is planned for. What was closed, and
/// what was sold then, is nothing for those who present.
pub fn run_down_actions(
    engine: &mut Engine,
    scope: &Scope,
    lang: Lang,
) -> Result<ActionsView, EngineError> {
    let snapshot = engine.snapshot()?;
    let shop = engine.plan_history(scope)?.map(|history| history.account).or(scope.account);
    let mut open = of_shop(engine.actions()?, shop);
    open.retain(JudgedAction::is_open);
    Ok(actions(&snapshot, &open, Vec::new(), lang))
}

/// The actions that are carried through the sessions of a shop: its own and those of none.
fn of_shop(mut judged: Vec<JudgedAction>, shop: Option<AccountId>) -> Vec<JudgedAction> {
    judged.retain(|judged| {
        shop.is_none() || judged.action.account.is_none() || judged.action.account == shop
    });
    judged
}
