//! Recommendations and their offline quality, from everything the store knows of purchases.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::learn::main_account;
use super::{Engine, EngineError};
use crate::domain::{AccountId, FanLevel, Job, ProductId, Snapshot, ViewerFacts};
use crate::recommend::{
    self, Associations, Audience, Interactions, Item, Protocol, QualityReport, RecommendError,
    RecommendReport, RecommendRequest, Sale, Told, Viewer,
};
use crate::store::RowFilter;

/// The products of a shop, the one with most sessions when none is named; `None`: all there are.
fn shop(snapshot: &Snapshot, account: Option<AccountId>) -> Option<BTreeSet<ProductId>> {
    account.or_else(|| main_account(snapshot)).map(|account| snapshot.shop_of(account))
}

/// What a shop sells, and how much of it its sessions sold.
fn sold_by(snapshot: &Snapshot, shop: Option<&BTreeSet<ProductId>>) -> (Vec<Item>, Vec<Sale>) {
    let ours = |product: ProductId| shop.is_none_or(|shop| shop.contains(&product));
    let (mut items, mut sales) = recommend::catalogue(snapshot);
    items.retain(|item| ours(item.product));
    sales.retain(|sale| ours(sale.product));
    (items, sales)
}

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
        let shop = shop(&snapshot, account);
        let ours = |product: ProductId| shop.as_ref().is_none_or(|shop| shop.contains(&product));
        let customer = |viewer: &str| !cleaning.leaves_out(viewer);
        let mut told = Told::default();
        self.store.each_purchase(job, |product, buyer, facts| {
            if ours(product) && customer(buyer) {
                told.add_order(buyer, product, facts);
            }
        })?;
        self.store.each_event(job, |row| {
            let product = row.product.map(ProductId).filter(|product| ours(*product));
            let at = jiff::Timestamp::from_millisecond(row.at).ok();
            if let (Some(product), Some(at), true) = (product, at, customer(row.viewer)) {
                told.add_event(row.viewer, product, at, row.action);
            }
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
        let (items, sales) = sold_by(&snapshot, shop.as_ref());
        Ok(Arc::new(Interactions::of(told, &items, &viewers, &sales)))
    }

    /// What sessions sold, without who bought it: at hand at once, however many orders there are.
    pub fn session_sales(
        &mut self,
        account: Option<AccountId>,
    ) -> Result<Arc<Interactions>, EngineError> {
        let snapshot = self.snapshot()?;
        let (items, sales) = sold_by(&snapshot, shop(&snapshot, account).as_ref());
        Ok(Arc::new(Interactions::of(Told::default(), &items, &[], &sales)))
    }

    /// Whether what people bought and did is more than so many rows.
    pub fn has_more_to_read_than(&self, rows: u64) -> Result<bool, EngineError> {
        Ok(self.store.has_more_rows_than(rows)?)
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

    /// What is bought together in the shop with most sessions.
    pub fn associations(&mut self, job: &Job) -> Result<Associations, EngineError> {
        let data = self.interactions(job, None)?;
        Ok(recommend::associations(job, &data)?)
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
