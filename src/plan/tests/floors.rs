//! Floors of exposure by group of products.

use proptest::prelude::*;

use super::{job, toml};
use crate::plan::{FloorWish, Group, Method, PlanForm, solve};

fn floor(of: &str, ids: &[usize], share: f64) -> FloorWish {
    let group = Group::parse(of).unwrap();
    FloorWish { group, ids: ids.iter().map(|at| format!("P{at}")).collect(), share }
}

#[test]
fn a_group_is_written_and_read_alike_and_nonsense_is_none() {
    for text in [
        "age:new",
        "age:known",
        "category:零食",
        "category:a:b",
        "brand:山禾",
        "role:profit",
        "price:low",
        "host:晴天",
    ] {
        assert_eq!(Group::parse(text).unwrap().to_string(), text);
    }
    for wrong in [
        "",
        "new",
        "age:",
        "age:old",
        "role:hero",
        "price:1",
        "category:",
        "brand:",
        "host:",
        "seller:x",
    ] {
        assert_eq!(Group::parse(wrong), None, "{wrong}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever the products bring, a plan that was asked to hold a floor holds it.
    #[test]
    fn a_plan_holds_the_floor_of_a_group(
        share in 0.05..0.5_f64, rates in prop::collection::vec(1..60_u32, 4), weak in 0.001..0.01_f64
    ) {
        let mut products: Vec<String> =
            rates.iter().map(|rate| format!("price = 50\nconversion = 0.{rate:03}")).collect();
        for _ in 0..2 {
            products.push(format!("price = 50\nconversion = {weak}"));
        }
        let lines: Vec<&str> = products.iter().map(String::as_str).collect();
        let mut form = PlanForm::from_toml(&toml("minutes = 120", &lines)).unwrap();
        let known: Vec<String> = (0..6).map(|at| format!("P{at}")).collect();
        let floors = [floor("age:new", &[4, 5], share), floor("role:image", &[], 0.2)];
        prop_assert_eq!(form.hold_floors(&floors, &known, (120, 5)), 1);
        let result = solve(&job(1), &form.check(Method::Auto, None).unwrap()).unwrap();
        let got: f64 = result.items[4..].iter().map(|item| item.share).sum();
        prop_assert!(got >= share - 1e-9, "{} of {}", got, share);
    }
}

#[test]
fn a_small_floor_goes_to_as_many_products_as_have_room_for_a_slot() {
    let mut form = PlanForm::default();
    let known: Vec<String> = (0..6).map(|at| format!("P{at}")).collect();
    let wish = floor("category:x", &[5, 3, 1], 0.1);
    assert_eq!(form.hold_floors(&[wish], &known, (120, 5)), 1);
    let least: Vec<Option<f64>> = form.products.iter().map(|product| product.min_share).collect();
    // 12 minutes are two slots of five: the first two of the group share them.
    assert_eq!(least, [None, None, None, Some(0.05), None, Some(0.05)]);
}
