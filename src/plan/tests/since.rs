//! What changed between two plans is told by what changed in what they were made from.

use super::{plan, toml};
use crate::plan::PlanResult;
use crate::plan::since::{Pair, Reason, since};

/// Three products; `slope` and `more` go to the first.
fn shop(session: &str, slope: u32, more: &str) -> PlanResult {
    let curve = |slope: u32| format!("response = {{ slope = {slope}.0, kappa = 0.3 }}\nprice = 50");
    let rows = [format!("{}\n{more}", curve(slope)), curve(3_000), curve(2_800)];
    let text = toml(session, &[&rows[0], &rows[1], &rows[2]]);
    let set = session.contains("explore");
    plan(&if set { text.replacen("explore = 0\n", "", 1) } else { text }).unwrap()
}

#[test]
fn the_same_plan_has_nothing_to_tell() {
    let one = shop("goal = 1500", 3_000, "max_share = 0.5");
    let told = since(&one, &one);
    assert!(told.moved.is_empty() && told.reasons.is_empty(), "{told:?}");
    let expected = told.expected.unwrap();
    assert_eq!(expected.then, expected.now);
}

#[test]
fn a_product_moves_by_what_changed_for_it_and_the_others_by_making_room() {
    let then = shop("", 3_000, "max_share = 0.5");
    let now = shop("", 6_000, "max_share = 0.9\nstock = 60");
    let told = since(&then, &now);
    let first = &told.moved[0];
    assert_eq!(first.product_id, "P0");
    assert!(first.share.now > first.share.then);
    assert!(first.reasons.iter().any(|r| matches!(r, Reason::Rate(p) if p.now > p.then)));
    assert!(first.reasons.contains(&Reason::Most(Pair { then: 0.5, now: 0.9 })));
    assert!(first.reasons.contains(&Reason::Stock(Pair { then: None, now: Some(60) })));
    let fell = told.moved.iter().find(|m| m.share.now < m.share.then).unwrap();
    let room = |r: &Reason| matches!(r, Reason::Others { product_id, .. } if product_id == "P0");
    assert!(room(&fell.reasons[0]) && fell.reasons.len() == 1, "{fell:?}");

    let locked = since(&then, &shop("", 3_000, "lock_share = 0.1"));
    let lock = Reason::Lock(Pair { then: None, now: Some(0.1) });
    assert!(locked.moved[0].reasons.contains(&lock), "{locked:?}");
    let makes_room = locked.moved.iter().find(|m| m.product_id != "P0").unwrap();
    assert!(room(&makes_room.reasons[0]), "{makes_room:?}");
}

#[test]
fn what_changed_for_the_session_is_told_apart_from_products() {
    let then = shop("goal = 1500", 3_000, "max_share = 0.5");
    let now = shop("goal = 2400\nminutes = 90\nexplore = 0.1", 3_000, "max_share = 0.5");
    let told = since(&then, &now);
    let goal = told.reasons.iter().find_map(|r| match r {
        Reason::Goal { goal, probability } => Some((*goal, *probability)),
        _ => None,
    });
    let (goal, odds) = goal.unwrap();
    assert_eq!(goal, Pair { then: Some(1500.0), now: Some(2400.0) });
    assert!(odds.then > odds.now);
    assert!(told.reasons.contains(&Reason::Minutes(Pair { then: 120, now: 90 })), "{told:?}");
    assert!(told.reasons.iter().any(|r| matches!(r, Reason::Explore(p) if p.now == 0.1)));
    // The same shares of a shorter session have not moved.
    let shorter = since(&then, &shop("goal = 1500\nminutes = 90", 3_000, "max_share = 0.5"));
    assert_eq!(shorter.moved, [], "{:?}", shorter.reasons);

    // Counted in orders, figures of money are not set against each other.
    let orders = since(&then, &shop("goal = 20\nobjective = \"orders\"", 3_000, "max_share = 0.5"));
    assert_eq!(orders.expected, None);
    assert!(orders.reasons.iter().any(|r| matches!(r, Reason::Objective(_))));
    assert!(!orders.reasons.iter().any(|r| matches!(r, Reason::Goal { .. })));
}

#[test]
fn products_come_and_go_and_an_older_plan_without_its_inputs_still_compares() {
    let both = ["conversion = 0.03\nprice = 50\nmax_share = 0.7"; 2];
    let two = plan(&toml("", &both)).unwrap();
    let three = plan(&toml("", &[both[0], both[1], "conversion = 0.05\nprice = 50"])).unwrap();
    let told = since(&two, &three);
    assert_eq!(told.moved[0].reasons, [Reason::Came]);
    assert_eq!(told.moved[0].product_id, "P2");
    assert_eq!(since(&three, &two).moved[0].reasons, [Reason::Went]);

    let mut old = shop("", 3_000, "max_share = 0.5");
    old.detail.given = None;
    let told = since(&old, &shop("", 3_000, "max_share = 0.2"));
    assert_eq!(told.moved[0].product_id, "P0");
    assert!(
        told.moved.iter().all(|m| m.reasons.iter().all(|r| matches!(r, Reason::Others { .. })))
    );
}
