//! Every law of a session: broken it is found with both numbers, kept or within its tolerance it
//! is not, and where a number is missing nothing is said.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use super::{session, yuan};
use crate::domain::{
    Channel, ChannelFacts, Money, ProductId, Segment, SegmentFacts, SessionFacts, SessionId,
    SessionProduct, SessionProductFacts, Snapshot,
};
use crate::metrics::{Broken, Quantity, Rule, sanity};

const EVENING: &str = "2026-10-01T20:00:00+08:00[Asia/Shanghai]";

fn one(facts: SessionFacts) -> Snapshot {
    Snapshot { sessions: vec![session(1, EVENING, facts)], ..Snapshot::default() }
}

fn found(snapshot: &Snapshot) -> Vec<Broken> {
    sanity(snapshot, &BTreeMap::new())
}

/// The one law that facts break.
#[track_caller]
fn breaks(rule: Rule, facts: SessionFacts, left: Quantity, right: Quantity) {
    let found = found(&one(facts));
    let [only] = &found[..] else { panic!("{rule:?}: {found:#?}") };
    assert_eq!((only.rule, only.left, only.right, only.rows), (rule, left, right, 1));
    assert_eq!((only.session, only.product, only.other), (SessionId(1), None, None));
}

#[track_caller]
fn keeps(facts: SessionFacts) {
    let found = found(&one(facts));
    assert!(found.is_empty(), "{found:#?}");
}

/// A law between two counts: broken by twice as many, kept by equal ones, by a few more and where
/// either is missing.
#[track_caller]
fn law(
    rule: Rule,
    set: fn(&mut SessionFacts, Option<i64>, Option<i64>),
    left: fn(i64) -> Quantity,
    right: fn(i64) -> Quantity,
) {
    let facts = |less: Option<i64>, more: Option<i64>| {
        let mut facts = SessionFacts::default();
        set(&mut facts, less, more);
        facts
    };
    breaks(rule, facts(Some(2_000), Some(1_000)), left(2_000), right(1_000));
    keeps(facts(Some(1_000), Some(1_000)));
    keeps(facts(Some(1_015), Some(1_000)));
    keeps(facts(Some(1), Some(0)));
    keeps(facts(Some(2_000), None));
    keeps(facts(None, Some(0)));
}

#[test]
fn viewers_are_among_those_who_saw_the_entry() {
    let rule = Rule::ViewersWithinReached;
    let set = |f: &mut SessionFacts, less, more| (f.viewers_uv, f.room_impr_uv) = (less, more);
    law(rule, set, Quantity::People, Quantity::People);
    // People are not held against times.
    keeps(SessionFacts {
        viewers_uv: Some(2_000),
        room_impr_pv: Some(1_000),
        ..SessionFacts::default()
    });
}

#[test]
fn views_are_among_impressions() {
    let rule = Rule::ViewsWithinImpressions;
    let set = |f: &mut SessionFacts, less, more| (f.views_pv, f.room_impr_pv) = (less, more);
    law(rule, set, Quantity::Times, Quantity::Times);
}

#[test]
fn a_viewer_views_at_least_once() {
    let rule = Rule::ViewersWithinViews;
    let set = |f: &mut SessionFacts, less, more| (f.viewers_uv, f.views_pv) = (less, more);
    law(rule, set, Quantity::People, Quantity::Times);
}

#[test]
fn people_shown_a_product_are_viewers() {
    let rule = Rule::ShownWithinViewers;
    let set = |f: &mut SessionFacts, less, more| (f.prod_impr_uv, f.viewers_uv) = (less, more);
    law(rule, set, Quantity::People, Quantity::People);
}

#[test]
fn people_who_click_were_shown_a_product() {
    let rule = Rule::ClickersWithinShown;
    let set = |f: &mut SessionFacts, less, more| (f.prod_click_uv, f.prod_impr_uv) = (less, more);
    law(rule, set, Quantity::People, Quantity::People);
}

#[test]
fn buyers_clicked() {
    let rule = Rule::BuyersWithinClickers;
    let set = |f: &mut SessionFacts, less, more| (f.buyers, f.prod_click_uv) = (less, more);
    law(rule, set, Quantity::People, Quantity::People);
}

#[test]
fn buyers_are_viewers() {
    let rule = Rule::BuyersWithinViewers;
    let set = |f: &mut SessionFacts, less, more| (f.buyers, f.viewers_uv) = (less, more);
    law(rule, set, Quantity::People, Quantity::People);
}

#[test]
fn a_buyer_has_at_least_one_order() {
    let rule = Rule::BuyersWithinOrders;
    let set = |f: &mut SessionFacts, less, more| (f.buyers, f.orders) = (less, more);
    law(rule, set, Quantity::People, Quantity::Orders);
}

#[test]
fn natural_and_paid_viewers_are_the_viewers() {
    let split = |natural, paid| SessionFacts {
        natural_viewers_uv: Some(natural),
        paid_viewers_uv: Some(paid),
        viewers_uv: Some(1_000),
        ..SessionFacts::default()
    };
    let all = Quantity::People(1_000);
    breaks(Rule::PartsOfViewers, split(900, 400), Quantity::People(1_300), all);
    breaks(Rule::PartsOfViewers, split(300, 200), Quantity::People(500), all);
    keeps(split(700, 300));
    // Who came both ways counts in both.
    keeps(split(700, 380));
}

#[test]
fn net_is_no_more_than_gross() {
    let net =
        |net| SessionFacts { gmv: yuan(10_000.0), net_gmv: yuan(net), ..SessionFacts::default() };
    let (left, right) = (yuan(10_500.0).unwrap(), yuan(10_000.0).unwrap());
    breaks(Rule::NetWithinGross, net(10_500.0), Quantity::Amount(left), Quantity::Amount(right));
    keeps(net(10_000.0));
    keeps(net(10_040.0));
    keeps(net(9_000.0));
}

#[test]
fn no_more_is_refunded_than_was_sold() {
    let refund = |refund, gmv: Option<Money>, paid: Option<Money>| SessionFacts {
        gmv,
        paid_amount: paid,
        refund_amount: yuan(refund),
        ..SessionFacts::default()
    };
    let (left, right) = (yuan(1_200.0).unwrap(), yuan(1_000.0).unwrap());
    let facts = refund(1_200.0, yuan(1_000.0), yuan(900.0));
    breaks(Rule::RefundsWithinGross, facts, Quantity::Amount(left), Quantity::Amount(right));
    keeps(refund(1_000.0, None, yuan(1_000.0)));
    keeps(refund(1_200.0, None, None));
}

#[test]
fn a_session_ends_after_it_starts() {
    let start = session(1, EVENING, SessionFacts::default()).start.timestamp();
    let end = start - SignedDuration::from_mins(5);
    let ends = |at| SessionFacts { end_at: Some(at), ..SessionFacts::default() };
    breaks(Rule::EndAfterStart, ends(end), Quantity::At(end), Quantity::At(start));
    keeps(ends(start + SignedDuration::from_hours(3)));
}

/// A session of an account with a length in hours.
fn lasting(id: i64, start: &str, hours: f64) -> crate::domain::Session {
    session(
        id,
        start,
        SessionFacts {
            duration_s: Some(crate::domain::Seconds(hours * 3600.0)),
            ..SessionFacts::default()
        },
    )
}

#[test]
fn an_account_broadcasts_one_session_at_a_time() {
    let mut shop = Snapshot {
        sessions: vec![
            lasting(1, EVENING, 3.0),
            lasting(2, "2026-10-01T20:30:00+08:00[Asia/Shanghai]", 0.5),
            lasting(3, "2026-10-01T22:30:00+08:00[Asia/Shanghai]", 2.0),
            lasting(4, "2026-10-02T00:30:00+08:00[Asia/Shanghai]", 2.0),
        ],
        ..Snapshot::default()
    };
    let pairs: Vec<(i64, i64)> = found(&shop)
        .iter()
        .inspect(|broken| assert_eq!(broken.rule, Rule::NoOverlap))
        .map(|broken| (broken.session.0, broken.other.unwrap().0))
        .collect();
    // The short one within the first does not end it.
    assert_eq!(pairs, [(3, 1), (2, 1)], "the newest first");
    // Another account may.
    shop.sessions.truncate(2);
    shop.sessions[1].account = crate::domain::AccountId(2);
    assert!(found(&shop).is_empty());
}

#[test]
fn talks_lie_within_their_session() {
    let base = lasting(1, EVENING, 2.0);
    let start = base.start.timestamp();
    let talk = |product: i64, from: i64, to: i64| Segment {
        session: SessionId(1),
        product: ProductId(product),
        facts: SegmentFacts {
            start_at: Some(start + SignedDuration::from_secs(from)),
            end_at: Some(start + SignedDuration::from_secs(to)),
            ..SegmentFacts::default()
        },
    };
    let with =
        |segments| Snapshot { sessions: vec![base.clone()], segments, ..Snapshot::default() };
    assert!(found(&with(vec![talk(1, -30, 600), talk(2, 600, 7_230)])).is_empty());
    let late = found(&with(vec![talk(1, -300, 600), talk(2, 6_000, 8_000), talk(3, 0, 60)]));
    let [only] = &late[..] else { panic!("{late:#?}") };
    assert_eq!((only.rule, only.product, only.rows), (Rule::TalksInside, Some(ProductId(2)), 2));
    let (at, end) = (SignedDuration::from_secs(8_000), SignedDuration::from_secs(7_200));
    assert_eq!((only.left, only.right), (Quantity::At(start + at), Quantity::At(start + end)));
}

fn row(product: i64, facts: SessionProductFacts) -> SessionProduct {
    SessionProduct {
        session: SessionId(1),
        product: ProductId(product),
        facts,
        reported: Vec::new(),
        origins: Vec::new(),
        derived: false,
    }
}

#[test]
fn sums_are_held_against_the_session() {
    let facts =
        SessionFacts { gmv: yuan(1_000.0), paid_amount: yuan(900.0), ..SessionFacts::default() };
    let mut shop = one(facts);
    let sold = |gmv, paid| SessionProductFacts {
        gmv: yuan(gmv),
        paid_amount: yuan(paid),
        ..SessionProductFacts::default()
    };
    shop.session_products = vec![row(1, sold(600.0, 500.0)), row(2, sold(400.0, 400.0))];
    let channel = |name: &str, paid| Channel {
        session: SessionId(1),
        facts: ChannelFacts {
            channel: Some(name.into()),
            channel_group: Some("natural".into()),
            paid_amount: yuan(paid),
            ..ChannelFacts::default()
        },
    };
    shop.channels = vec![channel("feed", 500.0), channel("follow", 400.0)];
    let with = |paid: f64| BTreeMap::from([(SessionId(1), yuan(paid).unwrap())]);
    assert_eq!(sanity(&shop, &with(900.0)), []);
    shop.session_products[0].facts = sold(600.0, 300.0);
    shop.channels[0].facts.paid_amount = yuan(700.0);
    let seen: Vec<(Rule, f64, f64)> = sanity(&shop, &with(850.0))
        .iter()
        .map(|broken| (broken.rule, broken.left.number(), broken.right.number()))
        .collect();
    // Of the two bases the paid one is told.
    assert_eq!(
        seen,
        [
            (Rule::Products, 700.0, 900.0),
            (Rule::Channels, 1_100.0, 900.0),
            (Rule::Orders, 850.0, 900.0),
        ]
    );
}

#[test]
fn of_a_product_clickers_were_shown_it_and_buyers_clicked_it() {
    let people = |impr, click, buy| SessionProductFacts {
        impr_uv: Some(impr),
        click_uv: Some(click),
        buyers: Some(buy),
        ..SessionProductFacts::default()
    };
    let mut shop = one(SessionFacts { prod_impr_uv: Some(10), ..SessionFacts::default() });
    // More people over two products than in the session: the same people, which is no contradiction.
    shop.session_products = vec![row(1, people(10, 8, 2)), row(2, people(9, 9, 1))];
    assert!(found(&shop).is_empty());
    shop.session_products.push(row(3, people(10, 40, 60)));
    shop.session_products.push(row(4, people(10, 20, 3)));
    let seen: Vec<(Rule, i64, u32)> = found(&shop)
        .iter()
        .map(|broken| (broken.rule, broken.product.unwrap().0, broken.rows))
        .collect();
    assert_eq!(
        seen,
        [(Rule::ProductClickersWithinShown, 3, 2), (Rule::ProductBuyersWithinClickers, 3, 1)]
    );
}
