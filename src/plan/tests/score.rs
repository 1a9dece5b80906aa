//! A plan beside its session: the bridge adds up, and each part moves for its own reason only.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{plan, toml};
use crate::domain::{Interval, SessionId};
use crate::plan::{PlanResult, Seen, SeenProduct, score, scorecard};

fn two() -> PlanResult {
    let rate = "price = 50\nconversion = 0.2\nmax_share = 0.6";
    plan(&toml("minutes = 100\ngoal = 8000", &[rate, rate])).unwrap()
}

/// The session that went exactly as planned.
pub(super) fn as_planned(plan: &PlanResult) -> Seen {
    let products = plan.items.iter().map(|item| SeenProduct {
        id: item.product_id.clone(),
        name: item.name.clone(),
        share: Some(item.share),
        minutes: Some(f64::from(item.minutes)),
        orders: item.expected_orders,
        value: Some(item.expected_value),
        sold_out: false,
    });
    Seen {
        session: SessionId(1),
        viewers: Some(plan.detail.viewers.p50),
        products: products.collect(),
    }
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-6 * a.abs().max(b.abs()).max(1.0), "{a} {b}");
}

#[test]
fn what_goes_as_planned_leaves_nothing_to_explain() {
    let plan = two();
    let score = score(&plan, &as_planned(&plan)).unwrap();
    let bridge = score.bridge.unwrap();
    for part in [bridge.viewers, bridge.mix, bridge.rate, bridge.basket, bridge.stock_out] {
        close(part, 0.0);
    }
    close(bridge.sum(), 0.0);
    close(score.utilisation.unwrap(), 1.0);
    let model = score.model.unwrap();
    close(model.attained.unwrap(), 1.0);
    close(model.execution, 0.0);
    assert!(score.inside && score.products.iter().all(|product| product.inside == Some(true)));
    assert_eq!(score.products.len(), 2);
}

#[test]
fn each_part_moves_for_its_own_reason() {
    let plan = two();
    let base = as_planned(&plan);
    let total = plan.total.expected;
    let bridge = |seen: &Seen| score(&plan, seen).unwrap().bridge.unwrap();

    let mut more = base.clone();
    more.viewers = more.viewers.map(|viewers| viewers * 2.0);
    for product in &mut more.products {
        product.orders = product.orders.map(|orders| orders * 2.0);
        product.value = product.value.map(|value| value * 2.0);
    }
    close(bridge(&more).viewers, total);
    close(bridge(&more).sum(), total);

    let mut dearer = base.clone();
    for product in &mut dearer.products {
        product.value = product.value.map(|value| value * 1.1);
    }
    close(bridge(&dearer).basket, total * 0.1);

    let mut worse = base.clone();
    for product in &mut worse.products {
        product.orders = product.orders.map(|orders| orders * 0.5);
        product.value = product.value.map(|value| value * 0.5);
    }
    close(bridge(&worse).rate, -total * 0.5);
    worse.products[0].sold_out = true;
    close(bridge(&worse).stock_out, -plan.items[0].expected_value * 0.5);
    close(bridge(&worse).rate, -plan.items[1].expected_value * 0.5);

    // All attention to the first product: as good as the second, so the mix loses nothing.
    let mut moved = base.clone();
    moved.products[0].share = Some(1.0);
    moved.products[0].orders = Some(200.0);
    moved.products[0].value = Some(10_000.0);
    moved.products[1].share = Some(0.0);
    moved.products[1].orders = Some(0.0);
    moved.products[1].value = Some(0.0);
    close(bridge(&moved).mix, 10_000.0 - total);
    close(score(&plan, &moved).unwrap().utilisation.unwrap(), plan.items[0].share);
}

/// E2: the parts sum to what came less what was planned, whatever is missing.
#[test]
fn the_bridge_sums_to_actual_less_planned() {
    let plan = two();
    let mut rng = ChaCha8Rng::seed_from_u64(42);
    for _ in 0..500 {
        let mut seen = as_planned(&plan);
        seen.viewers = Some(rng.gen_range(100.0..3_000.0));
        if rng.gen_bool(0.3) {
            seen.products.remove(0);
        }
        if rng.gen_bool(0.5) {
            seen.products.push(SeenProduct { id: "other".to_owned(), ..seen.products[0].clone() });
        }
        for product in &mut seen.products {
            product.share = rng.gen_bool(0.8).then(|| rng.gen_range(0.0..0.5));
            product.orders = rng.gen_bool(0.8).then(|| rng.gen_range(0.0f64..90.0).floor());
            product.value = rng.gen_bool(0.8).then(|| rng.gen_range(0.0..4_000.0));
            product.sold_out = rng.gen_bool(0.2);
        }
        let Some(score) = score(&plan, &seen) else {
            assert!(seen.products.iter().all(|product| product.value.is_none()));
            continue;
        };
        if let (Some(bridge), Some(model)) = (score.bridge, score.model) {
            close(bridge.sum(), score.actual - score.planned);
            close(model.execution + model.model, score.actual - score.planned);
        } else {
            assert!(seen.products.iter().all(|product| product.share.is_none()));
        }
    }
}

#[test]
fn nothing_is_said_of_what_no_export_tells() {
    let plan = two();
    let mut seen = as_planned(&plan);
    for product in &mut seen.products {
        product.share = None;
    }
    let unknown = score(&plan, &seen).unwrap();
    assert_eq!((unknown.bridge, unknown.model, unknown.utilisation), (None, None, None));
    seen.viewers = None;
    assert!(score(&plan, &seen).unwrap().bridge.is_none());
    for product in &mut seen.products {
        product.value = None;
    }
    assert!(score(&plan, &seen).is_none());
}

#[test]
fn the_scorecard_counts_ranges_and_goals() {
    let plan = two();
    let held = score(&plan, &as_planned(&plan)).unwrap();
    let mut seen = as_planned(&plan);
    for product in &mut seen.products {
        product.value = Some(0.0);
    }
    let missed = score(&plan, &seen).unwrap();
    let card = scorecard(&[&held, &missed]);
    assert_eq!((card.plans, card.totals_inside), (2, 1));
    assert_eq!((card.products, card.products_inside), (4, 2));
    assert!(card.coverage.unwrap().contains(0.5));
    let probability = plan.goal.as_ref().unwrap().probability;
    let reached = held.goal.unwrap().reached;
    assert_eq!((card.goals, card.reached), (2, usize::from(reached)));
    close(card.mean_probability.unwrap(), probability);
    let loss = |reached: bool| (probability - if reached { 1.0 } else { 0.0 }).powi(2);
    close(card.brier.unwrap(), f64::midpoint(loss(reached), loss(false)));
    close(card.median_error.unwrap(), 0.5);
    assert_eq!(scorecard(&[]).coverage, None::<Interval>);
}
