//! Pages with everything they need from the store: the screen and what is written of it ask for
//! the same ones here.

use std::cell::Cell;

use crate::domain::{MinuteFacts, Money, ProductId, SessionId, Snapshot};
use crate::engine::{Engine, EngineError};
use crate::present::pages::{
    Filters, OverviewExtras, OverviewPage, PageContext, ProductsPage, overview, products,
};

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
