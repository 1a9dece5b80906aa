//! Laws over a few sessions: like groups, funnel, talk, products, totals.

use jiff::SignedDuration;

use super::{close, like_days, session, yuan};
use crate::domain::{
    Basis, HostId, MinuteFacts, Money, Product, ProductFacts, ProductId, ProductKind, Segment,
    SegmentFacts, SessionFacts, SessionId, SessionProduct, SessionProductFacts, Snapshot,
};
use crate::metrics::*;

fn row(session: i64, product: i64, facts: SessionProductFacts) -> SessionProduct {
    SessionProduct {
        session: SessionId(session),
        product: ProductId(product),
        facts,
        reported: Vec::new(),
        origins: Vec::new(),
        derived: false,
    }
}

fn talk(product: i64, from: i64, minutes: i64, orders: i64, gmv: f64) -> Segment {
    let start: jiff::Timestamp = "2026-10-01T12:00:00Z".parse().unwrap();
    Segment {
        session: SessionId(1),
        product: ProductId(product),
        facts: SegmentFacts {
            start_at: Some(start + SignedDuration::from_mins(from)),
            end_at: Some(start + SignedDuration::from_mins(from + minutes)),
            avg_online: Some(100.0),
            orders: Some(orders),
            gmv: yuan(gmv),
            ..SegmentFacts::default()
        },
    }
}

fn talking(segments: Vec<Segment>) -> Snapshot {
    let facts = SessionFacts { gmv: yuan(6000.0), orders: Some(120), ..SessionFacts::default() };
    Snapshot {
        sessions: vec![session(1, "2026-10-01T20:00:00+08:00[Asia/Shanghai]", facts)],
        segments,
        ..Snapshot::default()
    }
}

#[test]
fn like_sessions_share_weekday_slot_and_host_while_enough_are_left() {
    let few = like_days(8, |_| 1000.0);
    let like = like_sessions(&few, &few.sessions[0]);
    assert!(!like.criteria.iter().any(|c| matches!(c, Criterion::Weekday(_))));
    let mut weekly = like_days(1, |_| 1000.0);
    for week in 1..7 {
        let mut next = weekly.sessions[0].clone();
        next.id = SessionId(10 + week);
        next.start = next.start.checked_add(jiff::Span::new().weeks(week)).unwrap();
        weekly.sessions.push(next);
    }
    let like = like_sessions(&weekly, &weekly.sessions[0]);
    assert_eq!(like.sessions.len(), 6);
    assert!(matches!(like.criteria[0], Criterion::Weekday(3)), "Thursday");
    let mut morning = weekly.sessions[0].clone();
    morning.id = SessionId(99);
    morning.start = morning.start.checked_sub(jiff::Span::new().hours(10)).unwrap();
    let like = like_sessions(&weekly, &morning);
    assert!(like.criteria.is_empty(), "no other morning: the whole account");
    assert_eq!(like.sessions.len(), 7);
}

#[test]
fn the_weakest_step_is_the_one_clearly_below_its_own_median() {
    let mut snapshot = like_days(12, |_| 1000.0);
    let last = snapshot.sessions.len() - 1;
    snapshot.sessions[last].facts.buyers = Some(8);
    let now = snapshot.sessions[last].clone();
    let like = like_sessions(&snapshot, &now);
    let weak = funnel(FunnelKind::People, &now.facts, &like);
    let step = weak.weakest_step().unwrap();
    assert_eq!(step.step, Step::Buyers);
    assert_eq!(step.from, Some(Step::Clicks), "the nearest step with a count");
    close(weak.lost.unwrap(), 312.0 * step.median.unwrap() - 8.0, 1e-9);
    let usual = funnel(FunnelKind::People, &snapshot.sessions[4].facts, &like);
    assert_eq!(usual.weakest, None);
    let alone = funnel(FunnelKind::People, &now.facts, &LikeGroup::default());
    assert_eq!((alone.weakest, alone.steps[4].median), (None, None));
}

#[test]
fn talk_is_measured_against_the_session() {
    let snapshot = talking(vec![
        talk(1, 0, 20, 80, 4000.0),
        talk(2, 20, 20, 40, 2000.0),
        talk(3, 40, 20, 0, 0.0),
    ]);
    let review = talk_review(&snapshot, &snapshot.sessions[0]);
    assert!(!review.whole_session, "nobody knows who was online over the session");
    close(review.baseline.unwrap(), 1000.0, 1e-9);
    let [best, usual, none] = &review.segments[..] else {
        panic!("three segments");
    };
    close(best.lift.unwrap(), 1.0, 1e-9);
    assert!(best.is_clear() && best.rank == Some(1));
    close(usual.lift.unwrap(), 0.0, 1e-9);
    assert!(!usual.is_clear(), "the range spans zero");
    assert_eq!(none.interval.unwrap().low, -1.0);
    assert!(none.interval.unwrap().high < 0.0);
    for talk in &review.segments {
        let range = talk.interval.unwrap();
        assert!(range.contains(talk.lift.unwrap()));
    }
    let lifts = shrunken_lifts(&review.segments);
    assert!(lifts[0].unwrap().0 < best.lift.unwrap(), "the best of many is pulled in");
}

#[test]
fn bursts_widen_the_ranges() {
    let even = talking((0..6).map(|i| talk(1, i * 20, 20, 30, 900.0)).collect());
    let bursts = talking(
        (0..6).map(|i| talk(1, i * 20, 20, if i % 2 == 0 { 5 } else { 55 }, 900.0)).collect(),
    );
    let account = even.sessions[0].account;
    close(dispersion(&even, account), 1.0, 1e-12);
    assert!(dispersion(&bursts, account) > 5.0);
    let width = |s: &Snapshot| {
        let range = talk_review(s, &s.sessions[0]).products[0].interval.unwrap();
        range.high - range.low
    };
    assert!(width(&bursts) > 1.5 * width(&even));
}

#[test]
fn products_of_sessions_add_up_and_margins_take_returns_off() {
    let facts = |buyers| SessionProductFacts {
        impr_uv: Some(1000),
        click_uv: Some(400),
        buyers: Some(buyers),
        items: Some(buyers),
        gmv: yuan(buyers as f64 * 100.0),
        refund_amount: yuan(1000.0),
        refund_orders: Some(10),
        ..SessionProductFacts::default()
    };
    let mut snapshot = like_days(2, |_| 1000.0);
    snapshot.products = vec![Product {
        id: ProductId(1),
        platform: crate::domain::Platform::Douyin,
        external_id: None,
        name: "A".into(),
        facts: ProductFacts { unit_cost: yuan(40.0), ..ProductFacts::default() },
        return_cost: yuan(6.0),
        kind: ProductKind::Goods,
        role: None,
    }];
    snapshot.session_products =
        vec![row(1, 1, facts(50)), row(2, 1, facts(50)), row(2, 2, facts(5))];
    let sessions: Vec<_> = snapshot.sessions.iter().collect();
    let board = board(&snapshot, &sessions);
    assert_eq!(board.basis, Some(Basis::Created));
    let first = &board.products[0];
    assert_eq!((first.sessions, first.amount), (2, Some(10_000.0)));
    // Each session: 5000 − 1000 − 40·50·(1 − 0.2) − 6·10 = 2340.
    close(first.margin.unwrap(), 4680.0, 1e-9);
    assert_eq!(first.margin_per_minute, Err(NoMargin::TalkTime));
    assert_eq!(board.products[1].margin, Err(NoMargin::Amount), "not in the catalogue");
    close(board.click_mean.unwrap(), 0.4, 1e-12);
    let order = first.order.unwrap();
    assert_eq!((order.successes, order.trials), (100.0, 800.0));
    let together = bought_together(
        &[("a", 1), ("a", 2), ("a", 2), ("b", 1)]
            .map(|(order, p)| BasketLine { order: order.into(), product: ProductId(p) }),
        ProductId(1),
    );
    assert_eq!(together, [Together { product: ProductId(2), orders: 1, of: 2 }]);
}

#[test]
fn margin_per_minute_is_over_the_sessions_that_have_both() {
    let sold = |paid: Option<f64>, gmv: Option<f64>| SessionProductFacts {
        items: Some(10),
        orders: Some(10),
        paid_amount: paid.and_then(yuan),
        gmv: gmv.and_then(yuan),
        ..SessionProductFacts::default()
    };
    let mut snapshot = like_days(4, |_| 1000.0);
    snapshot.products = vec![Product {
        id: ProductId(1),
        platform: crate::domain::Platform::Douyin,
        external_id: None,
        name: "A".into(),
        facts: ProductFacts { unit_cost: yuan(40.0), ..ProductFacts::default() },
        return_cost: None,
        kind: ProductKind::Goods,
        role: None,
    }];
    // An old export with the other basis, one without talk, and two with everything.
    snapshot.session_products = vec![
        row(1, 1, sold(None, Some(1_000.0))),
        row(2, 1, sold(Some(1_000.0), None)),
        row(3, 1, sold(Some(1_400.0), None)),
        row(4, 1, sold(Some(900.0), None)),
    ];
    for (session, minutes) in [(1, 50), (3, 20), (4, 30)] {
        let start = snapshot.sessions[session - 1].start.timestamp();
        snapshot.segments.push(Segment {
            session: snapshot.sessions[session - 1].id,
            product: ProductId(1),
            facts: SegmentFacts {
                start_at: Some(start),
                end_at: Some(start + jiff::SignedDuration::from_mins(minutes)),
                ..SegmentFacts::default()
            },
        });
    }
    let sessions: Vec<_> = snapshot.sessions.iter().collect();
    let stats = &board(&snapshot, &sessions).products[0];
    assert_eq!(stats.amount, Some(3_300.0));
    // 600 + 1,000 + 500 over the sessions in the amount; 1,000 + 500 in 20 + 30 minutes.
    close(stats.margin.unwrap(), 2_100.0, 1e-9);
    close(stats.margin_per_minute.unwrap(), 30.0, 1e-9);
    assert_eq!(stats.talk_minutes, Some(100.0));
    snapshot.products[0].facts.unit_cost = None;
    let sessions: Vec<_> = snapshot.sessions.iter().collect();
    let stats = &board(&snapshot, &sessions).products[0];
    assert_eq!(stats.margin_per_minute, Err(NoMargin::Cost));
}

#[test]
fn limits_of_ordinary_swings_are_two_sigma_and_widen_with_the_own_swing() {
    let build = |buyers: &[i64]| {
        let mut snapshot = like_days(buyers.len() as i64, |_| 1000.0);
        snapshot.session_products = buyers
            .iter()
            .enumerate()
            .map(|(at, n)| {
                let facts = SessionProductFacts {
                    click_uv: Some(1000),
                    buyers: Some(*n),
                    price: yuan(if at == 2 { 49.9 } else { 60.0 }),
                    ..SessionProductFacts::default()
                };
                row(at as i64 + 1, 1, facts)
            })
            .collect();
        snapshot
    };
    let steady = build(&[100, 101, 99, 100, 100, 100, 100, 160]);
    let sessions: Vec<_> = steady.sessions.iter().collect();
    let (centre, points) = rate_history(&steady, &sessions, ProductId(1), FunnelKind::People);
    close(centre.unwrap(), 0.1075, 1e-12);
    assert!(points[7].is_outside() && !points[0].is_outside());
    let prices = price_history(&steady, &sessions, ProductId(1));
    assert_eq!(prices[2].1, 49.9);
    let wild = build(&[60, 160, 50, 150, 70, 140, 60, 160]);
    let sessions: Vec<_> = wild.sessions.iter().collect();
    let (_, points) = rate_history(&wild, &sessions, ProductId(1), FunnelKind::People);
    assert!(points.iter().all(|p| !p.is_outside()), "it always swings so");
}

#[test]
fn totals_are_compared_in_one_basis_with_a_small_tolerance() {
    let mut snapshot = like_days(1, |_| 10_000.0);
    snapshot.sessions[0].facts.paid_amount = yuan(9_000.0);
    let part = |gmv: f64| {
        let facts = SessionProductFacts { gmv: yuan(gmv), ..SessionProductFacts::default() };
        row(1, 1, facts)
    };
    snapshot.session_products = vec![part(9_970.0)];
    let lines = reconcile(&snapshot, &snapshot.sessions[0], yuan(4_000.0));
    assert_eq!(lines.len(), 2, "no paid amounts of products, so none compared");
    assert!(lines[0].agrees && lines[0].against == Against::Products);
    assert_eq!((lines[1].against, lines[1].agrees), (Against::Orders, false));
    snapshot.session_products = vec![part(9_000.0)];
    assert!(!reconcile(&snapshot, &snapshot.sessions[0], None)[0].agrees);
}

#[test]
fn completeness_and_refund_age() {
    let mut snapshot = like_days(1, |_| 10_000.0);
    let empty = completeness(&snapshot, &snapshot.sessions[0], 0, 0);
    assert!(empty.iter().skip(1).all(|c| c.share == 0.0));
    assert!(empty[0].share > 0.0 && empty[0].share < 1.0);
    let only = &mut snapshot.sessions[0];
    assert_eq!(refund_days(only), None, "no refunds known");
    only.facts.refund_amount = Some(Money::ZERO);
    only.as_of = only.start.timestamp() + SignedDuration::from_hours(75);
    assert_eq!(refund_days(only), Some(3));
}

#[test]
fn a_product_that_carries_the_shop_keeps_its_time() {
    let stats = |id, corner, amount, margin_per_minute| ProductStats {
        product: ProductId(id),
        sessions: 9,
        amount: Some(amount),
        orders: Some(9),
        items: None,
        impressions_pv: None,
        amount_with_impressions: None,
        click: None,
        rebuilt: 0,
        order: None,
        margin: margin_per_minute,
        talk_minutes: Some(10.0),
        margin_per_minute,
        price: Some(10.0),
        corner,
    };
    let unknown = Err(NoMargin::Cost);
    let told = |products: Vec<ProductStats>| {
        let board = Board {
            basis: Some(Basis::Paid),
            kind: FunnelKind::Times,
            click_mean: Some(0.2),
            order_mean: Some(0.2),
            products,
        };
        suggestions(&Snapshot::default(), &board, 9)
            .into_iter()
            .map(|s| (s.product.0, s.advice))
            .collect::<Vec<_>>()
    };
    // Costs known: what earns the median or more a minute is not stopped, whatever its rates.
    let known = |corner, margin| {
        let rest = (2..5).map(|id| stats(id, Corner::Unclear, 10.0, Ok(id as f64)));
        told([stats(1, corner, 500.0, Ok(margin))].into_iter().chain(rest).collect())
    };
    assert_eq!(known(Corner::Watch, 9.0), []);
    assert_eq!(known(Corner::Watch, 0.5), [(1, Advice::Pause)]);
    assert_eq!(known(Corner::FixConversion, 9.0), []);
    assert_eq!(known(Corner::FixConversion, 0.5), [(1, Advice::TalkLess)]);
    // Costs unknown: one that brings its share of the money stays.
    let two = |a, b| {
        told(vec![stats(1, Corner::Watch, a, unknown), stats(2, Corner::Unclear, b, unknown)])
    };
    assert_eq!(two(500.0, 100.0), []);
    assert_eq!(two(100.0, 500.0), [(1, Advice::Pause)]);
}

#[test]
fn hosts_are_told_apart_by_rate_and_few_say_little() {
    let mut snapshot = Snapshot::default();
    let evening = |day: i64| {
        let start = format!("2026-10-{day:02}T20:00:00+08:00[Asia/Shanghai]");
        session(day, &start, SessionFacts::default())
    };
    snapshot.sessions = (1..=4).map(evening).collect();
    for (at, host) in [1, 1, 2, 2].into_iter().enumerate() {
        snapshot.sessions[at].host = Some(HostId(host));
    }
    let facts = |buyers, clicks| SessionProductFacts {
        buyers: Some(buyers),
        click_uv: Some(clicks),
        ..SessionProductFacts::default()
    };
    snapshot.session_products =
        vec![row(1, 1, facts(60, 300)), row(2, 1, facts(60, 300)), row(3, 1, facts(2, 4))];
    let sessions: Vec<_> = snapshot.sessions.iter().collect();
    let found = hosts(&snapshot, &sessions, ProductId(1), FunnelKind::People);
    let told: Vec<_> = found.iter().map(|h| (h.host, h.sessions, h.rate.trials)).collect();
    assert_eq!(told.len(), 2, "the fourth session did not have it");
    let two = found.iter().find(|h| h.host == HostId(2)).unwrap();
    assert_eq!((two.sessions, two.rate.successes), (1, 2.0));
    assert!(two.rate.estimate < 0.5, "two of four are no proof of a half");
    let one = found.iter().find(|h| h.host == HostId(1)).unwrap();
    let wide = |h: &HostRate| h.rate.interval.high - h.rate.interval.low;
    assert!(wide(one) < wide(two));
    assert!(hosts(&snapshot, &sessions, ProductId(9), FunnelKind::People).is_empty());
}

#[test]
fn a_half_hour_that_was_cut_short_has_no_spend_of_its_own() {
    let start: jiff::Timestamp = "2026-11-21T11:30:00Z".parse().unwrap();
    let told = |minutes: i64, step: usize| -> Vec<(u32, f64)> {
        let at = |minute| Some(start + jiff::SignedDuration::from_mins(minute));
        let minute =
            |minute| MinuteFacts { at: at(minute), spend: Some(Money(100)), ..Default::default() };
        let minutes: Vec<MinuteFacts> = (0..minutes).step_by(step).map(minute).collect();
        crate::metrics::spend_by_block(&minutes).into_iter().collect()
    };
    assert_eq!(told(65, 1), [(0, 30.0), (30, 30.0)], "five minutes are no half-hour");
    assert_eq!(told(89, 1), [(0, 30.0), (30, 30.0), (60, 29.0)]);
    assert_eq!(told(90, 30), [(0, 1.0), (30, 1.0), (60, 1.0)], "a point a half-hour");
    assert_eq!(told(20, 1), []);
}
