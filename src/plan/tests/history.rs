//! From a store's snapshot to a plan.

use jiff::{Timestamp, ToSpan, tz::TimeZone};

use super::job;
use crate::domain::{
    Account, AccountId, Currency, Money, Platform, Product, ProductFacts, ProductId, ProductKind,
    Reported, Segment, SegmentFacts, Session, SessionFacts, SessionId, SessionProduct,
    SessionProductFacts, Snapshot,
};
use crate::plan::{
    History, HowLearnt, Method, Need, PlanForm, Response, Scope, SessionForm, ViewersForm, solve,
};

const RATES: [f64; 4] = [0.02, 0.03, 0.05, 0.01];

fn session(id: i64, account: i64, currency: &str, day: i64, viewers: i64) -> Session {
    let start: Timestamp =
        "2025-06-01T11:00:00Z".parse::<Timestamp>().unwrap() + (24 * day).hours();
    Session {
        id: SessionId(id),
        account: AccountId(account),
        platform: Platform::Douyin,
        currency: Currency(currency.to_owned()),
        external_id: None,
        host: None,
        start: start.to_zoned_datetime(TimeZone::UTC),
        facts: SessionFacts {
            viewers_uv: Some(viewers),
            start_at: Some(start),
            end_at: Some(start + 2.hours()),
            ..SessionFacts::default()
        },
        reported: Reported::default(),
        origins: Vec::new(),
        as_of: start,
    }
}

/// Twelve sessions of four products whose orders bend at a fifth of the session, a fifth product
/// never shown, and a small account in another currency.
fn snapshot(with_segments: bool) -> Snapshot {
    let mut s = Snapshot::default();
    s.accounts.push(Account {
        id: AccountId(1),
        platform: Platform::Douyin,
        name: "shop".to_owned(),
        currency: Currency::cny(),
        time_zone: "UTC".to_owned(),
    });
    for at in 0..5_i64 {
        s.products.push(Product {
            id: ProductId(at),
            platform: Platform::Douyin,
            external_id: Some(format!("D{at}")),
            name: format!("商品{at}"),
            facts: ProductFacts {
                category: Some("零食".to_owned()),
                price: Some(Money(5_000)),
                unit_cost: (at != 3).then_some(Money(2_000)),
                stock: (at == 2).then_some(30),
                ..ProductFacts::default()
            },
            return_cost: None,
            kind: ProductKind::Goods,
            role: None,
        });
    }
    for number in 0..12_i64 {
        let viewers = 900 + 40 * number;
        let session = session(number, 1, "CNY", number, viewers);
        let start = session.facts.start_at.unwrap();
        let mut minute = 0;
        for at in 0..4_i64 {
            // Lengths rotate, so that every product is seen short and long; 120 minutes in all.
            let length = [10, 20, 30, 60][((at + number) % 4) as usize];
            let share = f64::from(length) / 120.0;
            let used = 0.2 * (1.0 - (-share / 0.2).exp());
            let orders = (viewers as f64 * 3.0 * RATES[at as usize] * used).round() as i64;
            if with_segments {
                s.segments.push(Segment {
                    session: session.id,
                    product: ProductId(at),
                    facts: SegmentFacts {
                        start_at: Some(start + minute.minutes()),
                        end_at: Some(start + (minute + length).minutes()),
                        avg_online: Some(100.0),
                        orders: Some(orders),
                        ..SegmentFacts::default()
                    },
                });
            }
            minute += length;
            s.session_products.push(SessionProduct {
                session: session.id,
                product: ProductId(at),
                facts: SessionProductFacts {
                    impr_pv: Some((share * 10_000.0) as i64),
                    orders: Some(orders),
                    paid_amount: Some(Money(4_500 * orders)),
                    gmv: Some(Money(9_900 * orders)),
                    refund_orders: Some(orders / 10),
                    ..SessionProductFacts::default()
                },
                reported: Reported::default(),
                origins: Vec::new(),
                derived: false,
            });
        }
        s.sessions.push(session);
    }
    let mut other = session(50, 2, "USD", 3, 77_000);
    other.platform = Platform::TikTok;
    s.sessions.push(other);
    s.session_products.push(SessionProduct {
        session: SessionId(50),
        product: ProductId(0),
        facts: SessionProductFacts {
            impr_pv: Some(10),
            orders: Some(9_999),
            paid_amount: Some(Money(1)),
            ..SessionProductFacts::default()
        },
        reported: Reported::default(),
        origins: Vec::new(),
        derived: false,
    });
    s
}

#[test]
fn exposure_is_viewers_times_share_and_currencies_stay_apart() {
    for with_segments in [true, false] {
        let history = History::from_snapshot(&snapshot(with_segments), &Scope::default()).unwrap();
        assert_eq!(history.currency, Currency::cny());
        assert_eq!((history.sessions, history.minutes), (12, Some(120)));
        assert_eq!(history.most_viewers, Some(1_340.0));
        let viewers = history.viewers.unwrap();
        assert!((1_100.0..1_140.0).contains(&viewers.p50) && viewers.p10 < viewers.p50);
        let first = history.find("D0").unwrap();
        assert_eq!(first.observations.len(), 12);
        for (number, seen) in first.observations.iter().enumerate() {
            let want = f64::from([10, 20, 30, 60][number % 4]) / 120.0;
            assert!((seen.share.unwrap() - want).abs() < 1e-3);
            let viewers = (900 + 40 * number) as f64;
            assert!((seen.exposure - viewers * want).abs() < 2.0);
        }
        assert_eq!(first.price, Some(45.0), "what was paid, not the list price nor GMV");
        assert_eq!(first.margin, Some(25.0));
        assert!((0.05..0.11).contains(&first.return_rate));
        assert_eq!(history.find("D2").unwrap().stock, Some(30));
        assert!((first.last_share.unwrap() - 0.5).abs() < 1e-3, "{:?}", first.last_share);
        let new = history.find("商品4").unwrap();
        assert!(new.current && new.observations.is_empty() && new.last_share.is_none());
    }
    let usd = Scope { currency: Some(Currency("USD".to_owned())), ..Scope::default() };
    assert_eq!(History::from_snapshot(&snapshot(true), &usd).unwrap().sessions, 1);
    assert_eq!(History::from_snapshot(&Snapshot::default(), &Scope::default()), None);
    let before = Scope { before: Some(SessionId(6)), ..Scope::default() };
    assert_eq!(History::from_snapshot(&snapshot(true), &before).unwrap().sessions, 6);
}

#[test]
fn a_plan_from_the_store_learns_the_bend_and_tries_the_new_product() {
    let history = History::from_snapshot(&snapshot(true), &Scope::default()).unwrap();
    let form = PlanForm {
        session: SessionForm {
            viewers: Some(ViewersForm::One(2_000.0)),
            goal: Some(20_000.0),
            ..SessionForm::default()
        },
        ..PlanForm::default()
    };
    let request = form.check(Method::Auto, Some(&history)).unwrap();
    assert_eq!((request.minutes, request.products.len()), (120, 5));
    assert!(request.viewers.p10 < 2_000.0 && request.viewers.p50 == 2_000.0);
    let result = solve(&job(42), &request).unwrap();
    assert_eq!((result.detail.sessions, result.detail.observations), (12, 48));
    for (item, curve) in result.items.iter().zip(&result.detail.curves) {
        if item.product_id == "D4" {
            assert_eq!(curve.learnt, HowLearnt::New);
            assert!(item.share <= 0.1 + 1e-9);
        } else {
            assert!((0.1..0.4).contains(&curve.kappa.unwrap()), "{:?}", curve.kappa);
            let at = item.product_id[1..].parse::<usize>().unwrap();
            let rate = curve.rate.unwrap();
            assert!((rate / (3.0 * RATES[at]) - 1.0).abs() < 0.25, "{at}: {rate}");
            assert_eq!(curve.dots.len(), 12);
            assert!((curve.seen_to.unwrap() - 0.5).abs() < 1e-9);
        }
    }
    assert!(result.compared.iter().any(|c| c.method == Method::Last));
    assert!(result.gain_over_equal.value > 0.0);
    assert!(
        result.detail.needs.iter().any(
            |n| matches!(n, Need::Viewers { beyond_seen: Some(most), .. } if *most == 1_340.0)
        )
    );
    // Stock of D2 is never oversold.
    let held = result.items.iter().find(|i| i.product_id == "D2").unwrap();
    assert!(held.expected_orders.unwrap() <= 30.0);
    assert!(held.value_interval.high <= 30.0 * 45.0 + 1e-9);
}

#[test]
fn profit_takes_only_products_with_a_known_cost() {
    let history = History::from_snapshot(&snapshot(true), &Scope::default()).unwrap();
    let form = PlanForm {
        session: SessionForm { objective: Some("profit".to_owned()), ..SessionForm::default() },
        ..PlanForm::default()
    };
    let request = form.check(Method::Auto, Some(&history)).unwrap();
    assert!(request.products.iter().all(|p| p.id != "D3"));
    assert!(solve(&job(1), &request).unwrap().total.expected > 0.0);
}

#[test]
fn a_file_may_name_products_of_the_store() {
    let history = History::from_snapshot(&snapshot(true), &Scope::default()).unwrap();
    let text = "[[product]]\nid = \"D1\"\nmax_share = 0.4\n[[product]]\nid = \"X\"\nconversion = 0.02\nprice = 30\n";
    let request = PlanForm::from_toml(text).unwrap().check(Method::Auto, Some(&history)).unwrap();
    assert!(matches!(&request.products[0].response, Response::Learnt(seen) if seen.len() == 12));
    assert_eq!(request.products[0].price, Some(45.0));
    assert!(!request.products[0].cap_to_seen, "a bound was given");
    assert_eq!(request.products[1].product, None);
}
