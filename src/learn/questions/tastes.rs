//! Which category a viewer likes, as far as earlier sessions tell.

use std::collections::{BTreeMap, BTreeSet};

use super::ViewerEvent;
use crate::domain::{Action, ProductId, Snapshot};

/// What one viewer turned to in earlier sessions, by category.
pub(super) struct Tastes {
    category: BTreeMap<ProductId, String>,
    seen: BTreeMap<String, u32>,
}

impl Tastes {
    pub fn of(snapshot: &Snapshot) -> Self {
        let category = snapshot
            .products
            .iter()
            .filter_map(|product| Some((product.id, product.facts.category.clone()?)));
        Self { category: category.collect(), seen: BTreeMap::new() }
    }

    /// Begins with another viewer.
    pub fn forget(&mut self) {
        self.seen.clear();
    }

    /// The category turned to most often so far (of two the first by name), and the share of the
    /// given products that belong to it; missing where nothing is known.
    pub fn so_far(&self, products: &BTreeSet<ProductId>) -> (Option<String>, f64) {
        let best = self.seen.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse(*name)));
        let Some((favourite, _)) = best else {
            return (None, f64::NAN);
        };
        let liked = products.iter().filter(|id| self.category.get(id) == Some(favourite)).count();
        let share =
            if products.is_empty() { f64::NAN } else { liked as f64 / products.len() as f64 };
        (Some(favourite.clone()), share)
    }

    /// Counts the clicks, cart adds and purchases of a session that is over.
    pub fn add(&mut self, run: &[&ViewerEvent]) {
        let turned = |action| matches!(action, Action::Click | Action::Cart | Action::Purchase);
        for event in run.iter().filter(|event| turned(event.action)) {
            if let Some(name) = event.product.and_then(|id| self.category.get(&id)) {
                *self.seen.entry(name.clone()).or_default() += 1;
            }
        }
    }
}
