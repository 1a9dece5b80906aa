//! What a review asks the next plan to do: fewer or more minutes for a product, written into the
//! form as a person would write it.

use super::{PlanForm, ProductForm};
use crate::domain::{Product, ProductId, Snapshot};

/// Minutes a product should have at most, or at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinuteWish {
    /// Id of the product in plans.
    pub id: String,
    /// How many minutes.
    pub minutes: u32,
    /// At least so many; else at most.
    pub more: bool,
}

/// The id of a product in plans: the platform's, else the store's number.
pub fn key_of(snapshot: &Snapshot, product: ProductId) -> String {
    snapshot.product(product).map_or_else(|| product.0.to_string(), key)
}

pub(super) fn key(product: &Product) -> String {
    product.external_id.clone().unwrap_or_else(|| product.id.0.to_string())
}

impl PlanForm {
    /// Whether the form asks for what a wish does already.
    pub fn holds(&self, wish: &MinuteWish) -> bool {
        let product = self.products.iter().find(|p| p.id.as_deref() == Some(&wish.id));
        product.is_some_and(|product| match wish.more {
            true => product.min_minutes.is_some_and(|least| least >= wish.minutes),
            false => product.max_minutes.is_some_and(|most| most <= wish.minutes),
        })
    }

    /// Writes wishes into the form. A form with products plans only these, so the first entry
    /// brings all of `known`. Returns how many wishes the plan can follow: those about a product
    /// it knows.
    pub fn follow(&mut self, wishes: &[MinuteWish], known: &[String]) -> usize {
        let mut followed = 0;
        for wish in wishes.iter().filter(|wish| known.contains(&wish.id)) {
            if self.products.is_empty() {
                let entry =
                    |id: &String| ProductForm { id: Some(id.clone()), ..ProductForm::default() };
                self.products = known.iter().map(entry).collect();
            }
            let at = self.products.iter().position(|p| p.id.as_deref() == Some(&wish.id));
            let Some(product) = at.map(|at| &mut self.products[at]) else {
                continue;
            };
            if wish.more {
                product.min_minutes = Some(wish.minutes);
                // A bound of before must not stand in the way.
                product.max_minutes = product.max_minutes.map(|most| most.max(wish.minutes));
            } else {
                product.max_minutes = Some(wish.minutes);
                product.min_minutes = product.min_minutes.map(|least| least.min(wish.minutes));
            }
            followed += 1;
        }
        followed
    }
}

#[cfg(test)]
mod tests {
    use super::{MinuteWish, PlanForm};

    #[test]
    fn wishes_become_limits_and_nothing_else_leaves_the_plan() {
        let known = ["a", "b", "c"].map(str::to_owned);
        let wish = |id: &str, minutes, more| MinuteWish { id: id.into(), minutes, more };
        let mut form = PlanForm::default();
        assert_eq!(form.follow(&[wish("nobody", 3, true)], &known), 0);
        assert!(form.products.is_empty(), "what nobody knows changes nothing");
        let followed = form.follow(&[wish("a", 11, false), wish("b", 24, true)], &known);
        assert_eq!((followed, form.products.len()), (2, 3));
        assert_eq!(form.products[0].max_minutes, Some(11));
        assert_eq!((form.products[1].min_minutes, form.products[1].max_minutes), (Some(24), None));
        assert_eq!(form.products[2].max_minutes, None);
        form.follow(&[wish("a", 20, true)], &known);
        assert_eq!(form.products[0].max_minutes, Some(20), "the older bound gives way");
        let (kept, gone) = (wish("a", 20, true), wish("a", 11, false));
        assert!(form.holds(&kept) && !form.holds(&gone) && !form.holds(&wish("z", 1, true)));
    }
}
