//! The run-down of a plan beside a session by the clock.

use std::collections::BTreeMap;

use super::{plan, toml};
use crate::plan::{
    Aired, AiredMinute, AiredTalk, Floors, Group, PlanResult, TakingsFrom, host_exposure,
    score_slots,
};

/// Two products, three slots: the first is shown twice.
fn laid() -> PlanResult {
    let rate = "price = 50\nconversion = 0.2\nmax_share = 0.6";
    let slots = "\n[[slot]]\nproduct = \"P0\"\nminutes = 30\n[[slot]]\nproduct = \"P1\"\nminutes = 40\n[[slot]]\nproduct = \"P0\"\nminutes = 30\n";
    plan(&format!("{}{slots}", toml("minutes = 100", &[rate, rate]))).unwrap()
}

fn talk(plan: &PlanResult, item: usize, from: f64, to: f64) -> AiredTalk {
    AiredTalk {
        product_id: plan.items[item].product_id.clone(),
        name: plan.items[item].name.clone(),
        from,
        to,
        online: None,
        orders: None,
        value: None,
    }
}

fn minutes(of: impl Fn(u32) -> AiredMinute, until: u32) -> BTreeMap<u32, AiredMinute> {
    (0..until).map(|minute| (minute, of(minute))).collect()
}

#[test]
fn a_slot_has_its_part_of_the_product_and_a_wider_range_of_it() {
    let plan = laid();
    let review = score_slots(&plan, &Aired::default());
    assert_eq!(review.slots.len(), plan.slots.len());
    let total: f64 = review.slots.iter().map(|slot| slot.planned).sum();
    assert!((total - plan.total.expected).abs() < 1e-6 * total, "{total}");
    let item = &plan.items[0];
    let relative = |low: f64, high: f64, of: f64| (high - low) / of;
    let whole = relative(item.value_interval.low, item.value_interval.high, item.expected_value);
    let first = &review.slots[0];
    let range = first.interval.unwrap();
    let half = relative(range.low, range.high, first.planned);
    assert!(half > whole, "half of the orders are less sure: {half} {whole}");
    // Nothing is known of the session: nothing is said, and nothing is 0.
    assert!(review.slots.iter().all(|slot| {
        slot.actual.is_none()
            && slot.orders.is_none()
            && slot.online.is_none()
            && slot.held.is_none()
            && slot.inside.is_none()
            && slot.on.is_empty()
    }));
    assert_eq!((review.held, review.takings), (None, TakingsFrom::Nothing));
}

#[test]
fn what_was_on_and_taken_is_told_by_the_clock() {
    let plan = laid();
    let first = score_slots(&plan, &Aired::default()).slots[0].clone();
    let value = first.planned / 30.0;
    let aired = Aired {
        length: Some(80.0),
        // The first product as planned, the second on too late, and the session ends early.
        talks: vec![
            talk(&plan, 0, -1.0, 30.0),
            talk(&plan, 0, 30.0, 55.0),
            talk(&plan, 1, 55.0, 80.0),
        ],
        minutes: minutes(
            |minute| AiredMinute {
                online: Some(if minute < 50 { 100.0 } else { 10.0 }),
                orders: Some(2.0),
                value: Some(value),
            },
            80,
        ),
        takings: TakingsFrom::Minutes,
    };
    let review = score_slots(&plan, &aired);
    let [a, b, c] = &review.slots[..] else { panic!("{:#?}", review.slots) };
    assert_eq!((a.held, a.orders, a.inside), (Some(1.0), Some(60.0), Some(true)));
    assert!((a.actual.unwrap() - a.planned).abs() < 1e-9 && a.online == Some(100.0));
    // 25 of its 40 minutes had the first product: not the plan's range is judged.
    assert_eq!((b.held, b.inside), (Some(15.0 / 40.0), None));
    assert_eq!(b.on.iter().map(|on| on.minutes).collect::<Vec<_>>(), [25.0, 15.0]);
    assert_eq!(b.online, Some(55.0));
    // Ten of thirty minutes were broadcast, with another product and too few people to tell of.
    assert_eq!((c.aired, c.held, c.online, c.orders), (Some(10.0), Some(0.0), None, Some(20.0)));
    assert!((review.held.unwrap() - 45.0 / 100.0).abs() < 1e-9);

    let mut short = aired.clone();
    short.length = Some(70.0);
    let last = &score_slots(&plan, &short).slots[2];
    assert_eq!((last.aired, last.actual, last.orders), (Some(0.0), None, None));
}

#[test]
fn takings_of_talks_are_told_only_where_a_talk_lies_in_the_slot() {
    let plan = laid();
    let mut talks = vec![talk(&plan, 0, 0.2, 30.3), talk(&plan, 1, 31.0, 75.0)];
    for talk in &mut talks {
        (talk.orders, talk.value, talk.online) = (Some(4.0), Some(200.0), Some(60.0));
    }
    let aired =
        Aired { length: Some(100.0), talks, takings: TakingsFrom::Talks, ..Aired::default() };
    let slots = score_slots(&plan, &aired).slots;
    assert_eq!((slots[0].actual, slots[0].orders), (Some(200.0), Some(4.0)));
    assert_eq!((slots[1].actual, slots[1].orders), (None, None), "part of a talk is not told");
    assert!(slots[..2].iter().all(|slot| (slot.online.unwrap() - 60.0).abs() < 1e-9));
}

#[test]
fn exposure_by_host_is_that_of_the_slots_planned_as_theirs() {
    let mut plan = laid();
    for (slot, host) in plan.slots.iter_mut().zip(["晴天", "小满", "晴天"]) {
        slot.host = Some(host.to_owned());
    }
    let aired = Aired {
        length: Some(100.0),
        minutes: minutes(
            |minute| AiredMinute {
                // Twice as many people while the second product is on.
                online: Some(if (30..70).contains(&minute) { 200.0 } else { 100.0 }),
                orders: Some(1.0),
                value: Some(50.0),
            },
            100,
        ),
        takings: TakingsFrom::Minutes,
        ..Aired::default()
    };
    let score = crate::plan::score(&plan, &super::score::as_planned(&plan)).unwrap();
    let slots = score_slots(&plan, &aired);
    let floors: Floors = [(Group::parse("host:晴天").unwrap(), 0.5)].into();
    let hosts = ["晴天", "小满"].map(|host| (host.to_owned(), None));
    let told = host_exposure(&score, &slots, &hosts, &floors).unwrap();
    let of = |name: &str| told.groups.iter().find(|group| group.group.of == name).unwrap();
    let (a, b) = (of("晴天"), of("小满"));
    assert!((a.planned + b.planned - 1.0).abs() < 1e-9 && a.planned > 0.5, "{}", a.planned);
    // 60 minutes of 100 people beside 40 of 200.
    assert!((a.seen.unwrap() - 6.0 / 14.0).abs() < 1e-9, "{:?}", a.seen);
    assert!((a.earned.unwrap() - 0.6).abs() < 1e-9, "{:?}", a.earned);
    assert_eq!((a.products, b.products), (1, 1));
    assert_eq!((a.held_in_plan, a.held), (Some(true), None), "{a:?}");
    assert_eq!((b.held_in_plan, b.held), (None, None));
    // Where nobody was counted nothing is told; one host has everything.
    let silent = score_slots(&plan, &Aired::default());
    let quiet = host_exposure(&score, &silent, &hosts, &Floors::new()).unwrap();
    assert!(quiet.groups.iter().all(|group| group.seen.is_none() && group.earned.is_none()));
    for slot in &mut plan.slots {
        slot.host = Some("晴天".to_owned());
    }
    let alone = score_slots(&plan, &aired);
    assert!(host_exposure(&score, &alone, &hosts[..1], &Floors::new()).is_none());
    assert!(host_exposure(&score, &alone, &hosts[..1], &floors).is_some(), "a floor is told of");
    // A host without a slot is told of, a floor of theirs above all.
    let idle = host_exposure(&score, &alone, &hosts, &Floors::new()).unwrap();
    assert_eq!(idle.groups.last().map(|group| (group.planned, group.products)), Some((0.0, 0)));
    // Takings that only some slots tell are nobody's share.
    let mut talks = vec![talk(&plan, 0, 0.0, 30.0), talk(&plan, 1, 20.0, 90.0)];
    for talk in &mut talks {
        (talk.orders, talk.value, talk.online) = (Some(4.0), Some(200.0), Some(60.0));
    }
    let cut = Aired { length: Some(100.0), talks, takings: TakingsFrom::Talks, ..Aired::default() };
    let cut = host_exposure(&score, &score_slots(&plan, &cut), &hosts, &Floors::new()).unwrap();
    assert!(cut.groups.iter().all(|group| group.earned.is_none()), "{cut:#?}");
}
