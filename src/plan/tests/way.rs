//! The playbook of whole plans.

use super::{plan, toml};

/// A steady product and a dear one, of about the same value per minute.
fn book(goal: u32) -> crate::plan::PlanResult {
    plan(&toml(
        &format!("minutes = 120\nblock_minutes = 10\ngoal = {goal}"),
        &[
            "conversion = 0.2\nprice = 30\nmin_minutes = 30\nmax_share = 0.8",
            "conversion = 0.002\nprice = 2900\nmax_share = 0.9\nrole = \"image\"",
        ],
    ))
    .unwrap()
}

#[test]
fn a_playbook_never_lowers_the_odds_and_its_rules_raise_them() {
    for goal in [3_000, 6_000, 9_000, 14_000] {
        let result = book(goal);
        let book = result.detail.playbook.unwrap();
        assert!(book.follow >= book.keep - 1e-12, "{book:?}");
        assert_eq!(book.every, 10);
        assert!(book.steps.windows(2).all(|w| w[0].minute + book.every == w[1].minute));
        assert!(book.steps.windows(2).all(|w| w[0].expected <= w[1].expected + 1e-9));
        for rule in book.steps.iter().flat_map(|step| &step.rules) {
            assert!(rule.switch >= rule.keep + 0.01 - 1e-12, "{rule:?}");
            assert!(rule.behind_from <= rule.behind_to);
        }
        // Its own model is close to the ten thousand draws.
        let odds = result.goal.unwrap().probability;
        assert!((book.keep - odds).abs() < 0.05, "{} {odds}", book.keep);
    }
}

#[test]
fn far_behind_near_the_end_only_the_dear_product_can_still_do_it() {
    let result = book(9_000);
    let steps = result.detail.playbook.unwrap().steps;
    let rules: Vec<_> = steps.iter().flat_map(|step| &step.rules).collect();
    assert!(rules.iter().any(|rule| rule.product_id == "P1"), "{steps:?}");
}

#[test]
fn without_a_goal_or_orders_there_is_no_playbook() {
    let lines = ["conversion = 0.2\nprice = 30"];
    assert!(plan(&toml("", &lines)).unwrap().detail.playbook.is_none());
    let stated = ["response = { slope = 900.0, kappa = 0.3 }"];
    assert!(plan(&toml("goal = 500", &stated)).unwrap().detail.playbook.is_none());
}

#[test]
fn what_is_locked_is_never_switched_away() {
    let result = plan(&toml(
        "minutes = 120\nblock_minutes = 10\ngoal = 9000",
        &["conversion = 0.2\nprice = 30\nlock_share = 0.5", "conversion = 0.002\nprice = 2900"],
    ))
    .unwrap();
    let book = result.detail.playbook.unwrap();
    let locked: Vec<u32> = result
        .slots
        .iter()
        .filter(|slot| slot.product_id == "P0")
        .flat_map(|slot| slot.start_minute..slot.start_minute + slot.minutes)
        .collect();
    for step in book.steps {
        let planned = (step.minute..step.minute + book.every).any(|m| locked.contains(&m));
        assert!(!planned || step.rules.is_empty(), "{step:?}");
    }
}
