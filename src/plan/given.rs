//! What a plan was made from, kept beside it, so that a later plan can say what is different.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::request::{Objective, PlanRequest};
use super::result::PlanResult;

/// What was asked and known of the session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// Length in minutes.
    pub minutes: u32,
    /// What was made large.
    pub objective: Objective,
    /// Share for exploration.
    pub explore: f64,
    /// Floor of the worst sessions.
    pub floor: Option<f64>,
    /// Greatest share per category.
    pub category_caps: BTreeMap<String, f64>,
    /// Who presents; `None` in plans of before.
    #[serde(default)]
    pub hosts: Option<Vec<String>>,
    /// One per product of the request, in its order.
    pub products: Vec<GivenProduct>,
}

/// What was asked and known of a product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GivenProduct {
    /// Id.
    pub product_id: String,
    /// Money per order.
    pub price: Option<f64>,
    /// What is kept of an order.
    pub margin: Option<f64>,
    /// Pieces left.
    pub stock: Option<u64>,
    /// Orders per viewer with full attention, as learnt.
    pub rate: Option<f64>,
    /// Least share.
    pub min_share: f64,
    /// Greatest share that was allowed; what data end at left aside.
    pub max_share: f64,
    /// Least minutes.
    pub min_minutes: u32,
    /// Most minutes.
    pub max_minutes: Option<u32>,
    /// It had to be in.
    pub must_include: bool,
    /// Fixed share.
    pub lock_share: Option<f64>,
}

impl Given {
    /// What a plan was made from.
    pub fn of(request: &PlanRequest, result: &PlanResult) -> Self {
        let products = request.products.iter().zip(&result.detail.curves);
        Self {
            minutes: request.minutes,
            objective: request.objective,
            explore: request.explore,
            floor: request.risk.and_then(|risk| risk.floor),
            category_caps: request.category_caps.clone(),
            hosts: Some(request.hosts.clone()),
            products: products
                .map(|(product, curve)| GivenProduct {
                    product_id: product.id.clone(),
                    price: product.price,
                    margin: product.margin,
                    stock: product.stock,
                    rate: curve.rate,
                    min_share: product.min_share,
                    max_share: product.max_share,
                    min_minutes: product.min_minutes,
                    max_minutes: product.max_minutes,
                    must_include: product.must_include,
                    lock_share: product.lock_share,
                })
                .collect(),
        }
    }

    pub(super) fn find(&self, id: &str) -> Option<&GivenProduct> {
        self.products.iter().find(|product| product.product_id == id)
    }
}
