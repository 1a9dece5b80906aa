//! The recommender as a whole, on small shops whose structure is known.

mod association;
mod measured;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::domain::{Action, FanLevel, Job, Money, ProductId};

const DAY: i64 = 86_400;

fn at(days: f64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs((days * DAY as f64) as i64)
}

fn job() -> Job {
    Job::new(at(120.0), 42)
}

fn bought(viewer: &str, product: i64, day: f64) -> Interaction {
    Interaction {
        viewer: viewer.to_owned(),
        product: ProductId(product),
        at: at(day),
        weight: 1.0,
        action: Action::Purchase,
    }
}

/// A small linear congruential stream: fixed data without a dependency on the crate's own use
/// of random numbers.
struct Stream(u64);

impl Stream {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// 200 viewers in two camps, 16 products: each camp buys from its own half, 5 purchases in 100
/// days. With `camps` off everybody buys anything.
fn shop(camps: bool) -> Vec<Interaction> {
    let mut random = Stream(7);
    let mut rows = Vec::new();
    for viewer in 0..200u64 {
        for _ in 0..5 {
            let product = if camps { (viewer % 2) * 8 + random.below(8) } else { random.below(16) };
            let day = random.below(1000) as f64 / 10.0;
            rows.push(bought(&format!("v{viewer:03}"), product as i64 + 1, day));
        }
    }
    rows
}

fn items(n: i64) -> Vec<Item> {
    (1..=n).map(|id| Item::new(ProductId(id), format!("商品{id}号"))).collect()
}

fn data(rows: &[Interaction], items: &[Item]) -> Arc<Interactions> {
    Arc::new(Interactions::new(rows, items, &[], &[]))
}

fn viewer(key: &str) -> RecommendRequest {
    RecommendRequest::new(Audience::Viewer(key.to_owned()))
}

fn ids(report: &RecommendReport) -> Vec<i64> {
    report.items.iter().map(|i| i.product.0).collect()
}

/// R6: nothing already bought comes again unless asked.
#[test]
fn bought_products_do_not_come_again_unless_asked() {
    let rows = shop(true);
    let model = Model::fit(&job(), &data(&rows, &items(16)), &FitOptions::default()).unwrap();
    for key in ["v000", "v001", "v077"] {
        let owned: Vec<i64> =
            rows.iter().filter(|r| r.viewer == key).map(|r| r.product.0).collect();
        let list = model.list(&job(), &viewer(key)).unwrap();
        assert!(!list.items.is_empty());
        assert!(ids(&list).iter().all(|id| !owned.contains(id)), "{key}");
        assert_eq!(
            list.why_not(ProductId(owned[0])),
            WhyNot::Barred { reason: Barred::AlreadyBought }
        );
        let again = RecommendRequest { allow_repeat: true, n: 16, ..viewer(key) };
        let again = model.list(&job(), &again).unwrap();
        assert!(owned.iter().all(|id| ids(&again).contains(id)), "{key}");
    }
}

/// R7: an unknown viewer gets the popularity list, from every method.
#[test]
fn unknown_viewer_gets_the_popularity_list() {
    let rows = shop(true);
    let model = Model::fit(&job(), &data(&rows, &items(16)), &FitOptions::default()).unwrap();
    let popular = RecommendRequest { model: Recommender::PopularityDecay, ..viewer("nobody") };
    let popular = model.list(&job(), &popular).unwrap();
    for name in [Recommender::Hybrid, Recommender::Ease, Recommender::ItemKnn, Recommender::Content]
    {
        let request = RecommendRequest { model: name, ..viewer("nobody") };
        let list = model.list(&job(), &request).unwrap();
        assert_eq!(ids(&list), ids(&popular), "{name:?}");
        assert!(list.notes.contains(&Note::NoHistory));
        assert_eq!(list.personal_share, 0.0);
    }
    let plain = RecommendRequest {
        model: Recommender::PopularityDecay,
        weights: Weights { profit: 0.0, novelty: 0.0, ..Weights::default() },
        diversity: 0.0,
        explore_share: 0.0,
        n: 16,
        ..viewer("nobody")
    };
    let plain = model.list(&job(), &plain).unwrap();
    let half_life = model.tuned().half_life_days;
    let decayed = popularity::from_events(model.purchases(), 16, half_life);
    let mut want: Vec<usize> = (0..16).collect();
    want.sort_by(|&a, &b| decayed[b].total_cmp(&decayed[a]).then(a.cmp(&b)));
    let want: Vec<i64> = want.into_iter().map(|i| i as i64 + 1).collect();
    assert_eq!(ids(&plain), want);
}

#[test]
fn parts_add_up_and_scores_fall() {
    let rows = shop(true);
    let mut items = items(20);
    for item in &mut items {
        item.margin = Money::from_major(item.product.0 as f64);
    }
    let model = Model::fit(&job(), &data(&rows, &items), &FitOptions::default()).unwrap();
    for audience in [
        Audience::Viewer("v010".to_owned()),
        Audience::Segment(ViewerSegment::Loyal),
        Audience::NextSession,
    ] {
        let list = model.list(&job(), &RecommendRequest::new(audience)).unwrap();
        assert_eq!(list.items.len(), 10);
        for item in &list.items {
            let parts = item.parts;
            let sum = parts.popularity
                + parts.similar
                + parts.content
                + parts.profit
                + parts.novelty
                + parts.variety;
            assert!((sum - item.score).abs() < 1e-12);
        }
        for pair in list.items.windows(2) {
            assert!(pair[0].score >= pair[1].score - 1e-12);
        }
    }
}

#[test]
fn camps_are_recommended_their_own_products() {
    let model = Model::fit(&job(), &data(&shop(true), &items(16)), &FitOptions::default()).unwrap();
    let even =
        RecommendRequest { model: Recommender::Ease, n: 3, explore_share: 0.0, ..viewer("v000") };
    let list = model.list(&job(), &even).unwrap();
    assert!(ids(&list).iter().all(|id| *id <= 8), "{:?}", ids(&list));
    for item in &list.items {
        let Reason::BoughtTogether { with, buyers, .. } = &item.reason else {
            panic!("{:?}", item.reason);
        };
        // Counted again from the rows.
        let rows = shop(true);
        let has = |key: &str, product: ProductId| {
            rows.iter().any(|r| r.viewer == key && r.product == product)
        };
        let count = (0..200)
            .map(|v| format!("v{v:03}"))
            .filter(|key| has(key, *with) && has(key, item.product))
            .count();
        assert_eq!(*buyers as usize, count);
    }
}

#[test]
fn stock_profit_and_new_products_shape_the_list() {
    let mut items = items(18);
    items[0].stock = Some(0);
    // 17 and 18 were never sold; 17 is new, 18 is old.
    items[16].first_seen = Some(at(115.0));
    items[17].first_seen = Some(at(1.0));
    let plain = data(&shop(false), &items);
    let request = RecommendRequest::new(Audience::NextSession);
    let list = recommend(&job(), &plain, &request).unwrap();
    assert!(
        list.left_out.iter().any(|l| l.product == ProductId(1) && l.reason == Barred::OutOfStock)
    );
    assert!(!ids(&list).contains(&1));
    let new = list
        .items
        .iter()
        .find(|i| i.product == ProductId(17))
        .expect("a place is kept for the new product");
    assert!(new.exploration);
    assert!(!ids(&list).contains(&18));
    assert!(list.notes.contains(&Note::NoMargins));

    let none = RecommendRequest { explore_share: 0.0, ..request.clone() };
    let none = recommend(&job(), &plain, &none).unwrap();
    assert!(!ids(&none).contains(&17));
    // The product that stood tenth gave its place to the new one.
    assert!(matches!(list.why_not(none.items[9].product), WhyNot::GaveWayToNew { .. }));

    // A margin lifts a product, unless it all comes back.
    let last = none.items[9].product;
    let place = |items: &[Item]| {
        let strong = RecommendRequest {
            weights: Weights { profit: 1.0, ..Weights::default() },
            explore_share: 0.0,
            n: 17,
            ..request.clone()
        };
        let list = recommend(&job(), &data(&shop(false), items), &strong).unwrap();
        ids(&list).iter().position(|id| *id == last.0).unwrap()
    };
    let index = last.0 as usize - 1;
    for item in &mut items {
        item.margin = Money::from_major(1.0);
    }
    items[index].margin = Money::from_major(90.0);
    assert_eq!(place(&items), 0);
    items[index].refund_rate = Some(1.0);
    assert!(place(&items) > 8);
}

#[test]
fn variety_keeps_copies_apart() {
    let titles = ["冻干草莓脆", "冻干草莓脆", "手机支架", "遮阳帽"];
    let items: Vec<Item> =
        titles.iter().zip(1..).map(|(title, id)| Item::new(ProductId(id), *title)).collect();
    let mut rows = Vec::new();
    for (product, count) in [(1, 50), (2, 49), (3, 45), (4, 30)] {
        for v in 0..count {
            rows.push(bought(&format!("{product}-{v}"), product, 100.0));
        }
    }
    let data = data(&rows, &items);
    let request = |diversity: f64| RecommendRequest {
        diversity,
        n: 2,
        explore_share: 0.0,
        ..viewer("nobody")
    };
    let model = Model::fit(&job(), &data, &FitOptions::default()).unwrap();
    let apart = model.list(&job(), &request(0.5)).unwrap();
    assert_eq!(ids(&apart), [1, 3]);
    assert_eq!(apart.why_not(ProductId(2)), WhyNot::TooSimilar { to: "冻干草莓脆".to_owned() });
    assert!(matches!(
        apart.why_not(ProductId(4)),
        WhyNot::LowerScore { weakest: Part::Popularity, rank: 3, .. }
    ));
    assert_eq!(apart.why_not(ProductId(99)), WhyNot::Unknown);
    assert_eq!(apart.why_not(ProductId(3)), WhyNot::Listed { rank: 2 });
    let together = model.list(&job(), &request(0.0)).unwrap();
    assert_eq!(ids(&together), [1, 2]);
}

#[test]
fn segments_by_occasions_and_fan_level_and_small_ones_are_not_spoken_of() {
    let mut rows = Vec::new();
    // 30 clubbers buy 1 and 2 on one evening; 30 others buy 3 on three days.
    for v in 0..30 {
        rows.push(bought(&format!("club{v}"), 1, 100.0));
        rows.push(bought(&format!("club{v}"), 2, 100.1));
        for day in [80.0, 90.0, 100.0] {
            rows.push(bought(&format!("old{v}"), 3, day));
        }
    }
    let viewers: Vec<Viewer> = (0..30)
        .map(|v| Viewer { key: format!("club{v}"), fan_level: Some(FanLevel::Club) })
        .collect();
    let data = Arc::new(Interactions::new(&rows, &items(4), &viewers, &[]));
    let list = |segment| {
        let request = RecommendRequest {
            explore_share: 0.0,
            ..RecommendRequest::new(Audience::Segment(segment))
        };
        recommend(&job(), &data, &request).unwrap()
    };
    assert_eq!(list(ViewerSegment::New).viewers, 30);
    assert_eq!(list(ViewerSegment::Loyal).viewers, 30);
    assert_eq!(list(ViewerSegment::Loyal).items[0].product, ProductId(3));
    assert!(list(ViewerSegment::Club).items[0].product < ProductId(3));
    let fans = list(ViewerSegment::Fan);
    assert_eq!(fans.notes[0], Note::SegmentTooSmall { viewers: 0, needed: 20 });
    assert_eq!((fans.viewers, fans.personal_share), (0, 0.0));
}

#[test]
fn sales_without_viewers_are_enough_for_the_next_session() {
    let sale = |product: i64, day: f64, orders: f64| Sale {
        product: ProductId(product),
        at: at(day),
        orders,
    };
    let sales = [sale(1, 10.0, 100.0), sale(2, 100.0, 60.0), sale(3, 100.0, 20.0)];
    let data = Arc::new(Interactions::new(&[], &items(3), &[], &sales));
    let list = recommend(&job(), &data, &RecommendRequest::new(Audience::NextSession)).unwrap();
    assert_eq!(ids(&list), [2, 3, 1]);
    assert_eq!(list.items[0].reason, Reason::PopularLately { orders: 60.0, days: 28 });
    assert!(list.notes.contains(&Note::NoViewers));
    let nothing = Arc::new(Interactions::new(&[], &items(3), &[], &[]));
    assert_eq!(recommend(&job(), &nothing, &viewer("a")), Err(RecommendError::NoSales));
}

#[test]
fn too_little_and_out_of_range_are_refused() {
    let few = data(&shop(true)[..20], &items(16));
    assert_eq!(
        evaluate(&job(), &few, Protocol::Time, 10),
        Err(RecommendError::TooFewPurchases { found: few.purchases().len(), needed: 50 })
    );
    let model = Model::fit(&job(), &few, &FitOptions::default()).unwrap();
    let bad = RecommendRequest { explore_share: 1.5, ..viewer("v000") };
    assert_eq!(model.list(&job(), &bad), Err(RecommendError::BadSetting("explore_share")));
    let stopped = job();
    stopped.cancel_flag().store(true, std::sync::atomic::Ordering::Relaxed);
    assert!(matches!(
        Model::fit(&stopped, &few, &FitOptions::default()),
        Err(RecommendError::Cancelled(_))
    ));
}

#[test]
fn weak_signals_count_only_when_asked_and_never_close_a_product() {
    let mut rows = shop(true);
    let click = Interaction { action: Action::Click, ..bought("looker", 1, 90.0) };
    rows.push(click);
    let data = data(&rows, &items(16));
    let strict = Model::fit(&job(), &data, &FitOptions::default()).unwrap();
    let list = strict.list(&job(), &viewer("looker")).unwrap();
    assert_eq!(list.personal_share, 0.0);
    let signals = Signals { cart: 0.3, like: 0.15, click: 0.1, view: 0.0 };
    let weak = FitOptions { signals, ..FitOptions::default() };
    let weak = Model::fit(&job(), &data, &weak).unwrap();
    let list = weak.list(&job(), &RecommendRequest { n: 16, ..viewer("looker") }).unwrap();
    assert!(list.personal_share > 0.0);
    assert!(ids(&list).contains(&1), "what was only clicked may be shown");
}
