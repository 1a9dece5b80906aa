//! Recommendations and their offline quality, from everything the store knows of purchases.

use std::sync::Arc;

use super::learn::main_account;
use super::{Engine, EngineError};
use crate::domain::{AccountId, EventFacts, FanLevel, Job, OrderFacts, ProductId, ViewerFacts};
use crate::recommend::{
    self, Audience, Interaction, Interactions, Protocol, QualityReport, RecommendError,
    RecommendReport, RecommendRequest, Viewer,
};
use crate::store::RowFilter;

impl Engine {
    /// Who bought what and when in a shop, the one with most sessions when none is named: paid
    /// order lines and viewer events; programs and people of the house left out, and what one
    /// viewer did twice within one occasion told once. Two shops in one store do not sell each other's products.
    pub fn interactions(
        &mut self,
        job: &Job,
        account: Option<AccountId>,
    ) -> Result<Arc<Interactions>, EngineError> {
        let snapshot = self.snapshot()?;
        let cleaning = self.cleaning(job)?;
        let shop =
            account.or_else(|| main_account(&snapshot)).map(|account| snapshot.shop_of(account));
        let ours = |product: ProductId| shop.as_ref().is_none_or(|shop| shop.contains(&product));
        let customer = |interaction: &Interaction| !cleaning.leaves_out(&interaction.viewer);
        let mut interactions: Vec<Interaction> = Vec::new();
        // Only what `from_order` and `from_event` look at: these are the two largest tables.
        let orders = ["buyer_key", "paid", "order_paid", "paid_at", "created_at", "refund"];
        for (product, _, facts) in self.store.product_facts::<OrderFacts>(&orders)? {
            if !ours(product) {
                continue;
            }
            interactions.extend(recommend::from_order(product, &facts).filter(customer));
        }
        self.store.each_event(job, |row| {
            let Some(product) = row.product.map(ProductId).filter(|product| ours(*product)) else {
                return;
            };
            let facts = EventFacts {
                at: jiff::Timestamp::from_millisecond(row.at).ok(),
                viewer_key: Some(row.viewer.to_owned()),
                action: Some(row.action.to_owned()),
                value: None,
            };
            interactions.extend(recommend::from_event(product, &facts).filter(customer));
        })?;
        let viewers: Vec<Viewer> = self
            .store
            .rows::<ViewerFacts>(&RowFilter::default())?
            .into_iter()
            .filter_map(|row| {
                Some(Viewer {
                    key: row.facts.viewer_key?,
                    fan_level: row.facts.fan_level.as_deref().and_then(FanLevel::from_word),
                })
            })
            .collect();
        let (mut items, mut sales) = recommend::catalogue(&snapshot);
        items.retain(|item| ours(item.product));
        sales.retain(|sale| ours(sale.product));
        Ok(Arc::new(Interactions::new(&interactions, &items, &viewers, &sales)))
    }

    /// What to show, to whom, and why.
    pub fn recommend(
        &mut self,
        job: &Job,
        request: &RecommendRequest,
    ) -> Result<RecommendReport, EngineError> {
        let data = self.interactions(job, None)?;
        Ok(recommend::recommend(job, &data, request)?)
    }

    /// The list, or why the data is too little for one: for a report that can do without.
    pub fn recommend_if_enough(
        &mut self,
        job: &Job,
        request: &RecommendRequest,
    ) -> Result<Result<RecommendReport, RecommendError>, EngineError> {
        match self.recommend(job, request) {
            Ok(report) => Ok(Ok(report)),
            Err(EngineError::Recommend(error))
                if !matches!(error, RecommendError::Cancelled(_)) =>
            {
                Ok(Err(error))
            }
            Err(error) => Err(error),
        }
    }

    /// How well the recommenders would have done in the past.
    pub fn evaluate_recommenders(
        &mut self,
        job: &Job,
        protocol: Protocol,
        k: usize,
    ) -> Result<QualityReport, EngineError> {
        let data = self.interactions(job, None)?;
        Ok(recommend::evaluate(job, &data, protocol, k)?)
    }

    /// Whether anything in the store is about the viewer with this raw id; it is hashed here.
    pub fn knows_viewer(&self, raw: &str) -> Result<bool, EngineError> {
        Ok(self.store.knows_viewer(&self.hasher.viewer_key(raw))?)
    }

    /// The audience of one raw viewer id; the id is hashed here and goes no further.
    pub fn audience_of_viewer(&self, raw: &str) -> Audience {
        Audience::Viewer(self.hasher.viewer_key(raw))
    }
}
