//! Run-downs that a hand laid.

use proptest::prelude::*;

use super::super::error::SpecProblem;
use super::super::{Crowd, Lay, LayBoard, Method, PastCrowd, PlanForm, PlanRequest, SlotForm, lay};
use super::*;

const SHOP: &str = "[session]\nminutes = 60\nviewers = 1000\nexplore = 0\n\
    [[product]]\nid = \"a\"\nprice = 100\nresponse = { slope = 9000, kappa = 0.3 }\n\
    [[product]]\nid = \"b\"\nprice = 60\nresponse = { slope = 7000, kappa = 0.4 }\n\
    [[product]]\nid = \"c\"\nprice = 20\nresponse = { slope = 5000, kappa = 0.2 }\n";

/// More and more people come.
fn rising() -> Crowd {
    let online: Vec<f64> = (0..60).map(f64::from).collect();
    let past = vec![PastCrowd { online, viewers: Some(1_000.0) }; 3];
    Crowd::learnt(&past, 60)
}

fn asked(slots: &[super::super::Slot], crowd: Option<Crowd>) -> PlanRequest {
    let mut form = PlanForm::from_toml(SHOP).unwrap();
    form.slots = slots
        .iter()
        .map(|slot| SlotForm {
            product: slot.product_id.clone(),
            minutes: slot.minutes,
            host: slot.host.clone(),
        })
        .collect();
    PlanRequest { crowd, ..form.check(Method::Auto, None).unwrap() }
}

#[test]
fn the_plans_own_run_down_laid_by_hand_is_the_plan() {
    let own = solve(&job(42), &asked(&[], Some(rising()))).unwrap();
    let laid = solve(&job(42), &asked(&own.slots, Some(rising()))).unwrap();
    assert_eq!(laid.method, Method::Laid);
    assert_eq!(laid.slots, own.slots);
    for (laid, own) in laid.items.iter().zip(&own.items) {
        assert!((laid.share - own.share).abs() < 1e-12);
        assert_eq!(laid.minutes, own.minutes);
    }
    assert!((laid.total.expected - own.total.expected).abs() < 1e-6);
    let plan = laid.detail.by_hand.unwrap();
    assert_eq!((plan.slots, plan.method), (own.slots, own.method));
}

#[test]
fn a_slot_at_the_peak_has_more_of_the_traffic_and_the_board_tells_it_at_once() {
    let request = asked(&[], Some(rising()));
    let own = solve(&job(42), &request).unwrap();
    let board = LayBoard::of(&request, &own);
    let before = board.value(&own.slots);
    assert!((before / own.total.expected - 1.0).abs() < 0.01, "{before}");
    // The first slot is taken to the end, where most people are.
    let first = own.slots[0].product_id.clone();
    let after = lay(&own.slots, Lay::Move { slot: 0, to: 60 });
    let laid = solve(&job(42), &asked(&after, Some(rising()))).unwrap();
    let share = |result: &PlanResult| {
        result.items.iter().find(|item| item.product_id == first).unwrap().share
    };
    assert!(share(&laid) > 1.3 * share(&own), "{} {}", share(&laid), share(&own));
    // What it brings is what the board said while it was held, to a hundredth.
    let told = board.value(&after) - before;
    let brought = laid.total.expected - own.total.expected;
    assert!((told - brought).abs() < 0.01 * own.total.expected, "{told} {brought}");
    // And it stands beside the methods.
    let row = laid.compared.iter().find(|row| row.method == Method::Laid).unwrap();
    assert!((row.expected - laid.total.expected).abs() < 1e-9);
}

#[test]
fn a_run_down_that_does_not_fill_the_session_is_refused() {
    let mut form = PlanForm::from_toml(SHOP).unwrap();
    let slot =
        |product: &str, minutes| SlotForm { product: product.to_owned(), minutes, host: None };
    form.slots = vec![slot("a", 30), slot("b", 20)];
    let refused = |form: &PlanForm| match form.check(Method::Auto, None) {
        Err(PlanError::Spec(problem)) => problem,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&form), SpecProblem::SlotsDoNotFill { sum: 50, minutes: 60 });
    form.slots.push(slot("z", 10));
    assert!(matches!(refused(&form), SpecProblem::UnknownWord { key: "product", .. }));
    form.slots[2] = slot("c", 10);
    assert!(form.check(Method::Auto, None).is_ok());
    form.session.start = Some("soon".to_owned());
    assert!(matches!(refused(&form), SpecProblem::UnknownWord { key: "start", .. }));
    let text = "[[slot]]\nproduct = \"a\"\nminuts = 3\n";
    assert!(matches!(
        PlanForm::from_toml(text),
        Err(PlanError::Spec(SpecProblem::UnknownKey { key, .. })) if key == "minuts"
    ));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn whatever_a_hand_does_shares_sum_to_one(
        which in 0..4_usize,
        to in 0..61_u32,
        edge in any::<bool>(),
        crowd in any::<bool>(),
    ) {
        let crowd = crowd.then(rising);
        let own = solve(&job(7), &asked(&[], crowd.clone())).unwrap();
        let hold = if edge {
            Lay::Edge { slot: which, to }
        } else {
            Lay::Move { slot: which, to }
        };
        let after = lay(&own.slots, hold);
        let laid = solve(&job(7), &asked(&after, crowd)).unwrap();
        prop_assert!((shares(&laid).iter().sum::<f64>() - 1.0).abs() < 1e-9);
        prop_assert!(laid.items.iter().all(|item| item.share >= 0.0));
        prop_assert_eq!(laid.items.iter().map(|item| item.minutes).sum::<u32>(), 60);
        prop_assert!(laid.total.interval.low <= laid.total.interval.high);
    }
}
