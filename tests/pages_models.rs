//! Page models of a small hand-made shop: what they say, that every ratio equals its counts,
//! that other numbers make other sentences, and what they show when little is there.

// Helpers outside of test functions may unwrap as tests do.
#![allow(clippy::unwrap_used)]

#[path = "pages_models/actions.rs"]
mod actions;
#[path = "pages_models/brushed.rs"]
mod brushed;
#[path = "pages_models/derived.rs"]
mod derived;
#[path = "pages_models/experiments.rs"]
mod experiments;
#[path = "pages_models/minimum.rs"]
mod minimum;
#[path = "pages_models/odd.rs"]
mod odd;
mod pages_support;
#[path = "pages_models/people.rs"]
mod people;
#[path = "pages_models/scored.rs"]
mod scored;

use fupan::domain::{AccountId, Money, ProductId, Role, SessionId, Snapshot, Tier};
use fupan::metrics::{BasketLine, Corner};
use fupan::present::pages::evaluate::evaluate;
use fupan::present::pages::overview::{OverviewExtras, Planned, overview};
use fupan::present::pages::products::{ProductsExtras, products};
use fupan::present::pages::review::{
    CompareExtras, LaneEvent, LaneKind, OrderTotals, ReviewExtras, SessionNote, compare, review,
    review_json,
};
use fupan::present::pages::viewers::viewers;
use fupan::present::pages::{Dot, Filters, OverviewPage, ReviewPage};
use fupan::present::text::Lang;
use pages_support::{
    at, context, each_object, each_text, foreign, minute_of, minutes, rounded, session, shop, yuan,
};
use serde::Serialize;
use serde_json::Value;

fn tree(page: &impl Serialize) -> Value {
    serde_json::to_value(page).unwrap()
}

fn overview_of(snapshot: &Snapshot, lang: Lang) -> OverviewPage {
    let minutes = minutes();
    let planned = [Planned {
        name: "Tuesday".into(),
        start: Some(at("2026-11-24T20:00:00+08:00[Asia/Shanghai]")),
        minutes: 120,
        goal: Some(Money(2_800_000)),
        probability: Some(0.41),
    }];
    let extras =
        OverviewExtras { minutes: &minutes, planned: &planned, ..OverviewExtras::default() };
    overview(snapshot, &Filters::default(), &extras, &context(lang))
}

fn review_of(snapshot: &Snapshot, lang: Lang) -> ReviewPage {
    let minutes = minutes();
    let start = at("2026-11-21T19:30:00+08:00[Asia/Shanghai]").timestamp();
    let events = [LaneEvent {
        kind: LaneKind::Advert,
        start: minute_of(start, 30),
        end: Some(minute_of(start, 50)),
        text: "ads".into(),
    }];
    let notes = [
        SessionNote { id: 1, at: Some(minute_of(start, 70)), text: "price question".into() },
        SessionNote { id: 2, at: None, text: "rain".into() },
    ];
    let extras = ReviewExtras {
        minutes: &minutes,
        events: &events,
        notes: &notes,
        orders: Some(OrderTotals { orders: 300, paid: Money(3_000_000) }),
        ..ReviewExtras::default()
    };
    review(snapshot, None, &extras, &context(lang))
}

fn products_of(snapshot: &Snapshot, lang: Lang) -> fupan::present::pages::ProductsPage {
    // Ten orders of each kind: twenty hold the coffee.
    let held = [("a", 1), ("a", 4), ("b", 1), ("b", 4), ("b", 2), ("c", 2)];
    let baskets: Vec<BasketLine> = (0..10)
        .flat_map(|nth| held.map(|(order, product)| (format!("{order}{nth}"), product)))
        .map(|(order, product)| BasketLine { order, product: ProductId(product) })
        .collect();
    let extras = ProductsExtras { chosen: None, baskets: &|_| baskets.clone() };
    products(snapshot, &Filters::default(), &extras, &context(lang))
}

fn every_page(snapshot: &Snapshot, lang: Lang) -> Vec<Value> {
    let mut pages = vec![
        tree(&overview_of(snapshot, lang)),
        tree(&review_of(snapshot, lang)),
        tree(&products_of(snapshot, lang)),
        tree(&viewers(snapshot, lang)),
        tree(&evaluate(snapshot, &[], None, &[], lang)),
    ];
    if snapshot.sessions.len() > 1 {
        let (a, b) = (snapshot.sessions[0].id, snapshot.sessions[1].id);
        let own = minutes();
        let extras = CompareExtras { now: &own, base: &own };
        pages.push(tree(&compare(snapshot, b, a, &extras, &context(lang))));
        pages.extend(brushed::views(snapshot, lang));
    }
    pages
}

/// The odd cases every page must survive: nothing, one session, no viewers, past midnight,
/// another account in another currency.
fn odd_snapshots() -> Vec<Snapshot> {
    let one = |f: &dyn Fn(&mut fupan::domain::Session)| {
        let mut only = shop();
        only.sessions.truncate(1);
        only.session_products.retain(|r| r.session == SessionId(1));
        only.segments.clear();
        only.channels.clear();
        f(&mut only.sessions[0]);
        only
    };
    let mut mixed = shop();
    foreign(&mut mixed);
    vec![
        Snapshot::default(),
        one(&|_| {}),
        one(&|s| {
            s.facts.viewers_uv = Some(0);
            s.facts.views_pv = Some(0);
            s.facts.prod_impr_uv = Some(0);
            s.facts.prod_click_uv = Some(0);
            s.facts.buyers = Some(0);
            s.facts.orders = Some(0);
            s.facts.gmv = Some(Money::ZERO);
            s.facts.avg_online = Some(0.0);
        }),
        one(&|s| {
            *s = session(1, "2026-11-21T23:10:00+08:00[Asia/Shanghai]", 2.5, 1.0, 0.4, 0.1);
        }),
        one(&|s| s.facts = fupan::domain::SessionFacts::default()),
        mixed,
        shop(),
    ]
}

#[test]
fn page_models_of_the_shop() {
    let snapshot = shop();
    insta::assert_json_snapshot!("overview_zh", rounded(&tree(&overview_of(&snapshot, Lang::Zh))));
    insta::assert_json_snapshot!("review_zh", rounded(&tree(&review_of(&snapshot, Lang::Zh))));
    insta::assert_json_snapshot!("products_zh", rounded(&tree(&products_of(&snapshot, Lang::Zh))));
    insta::assert_json_snapshot!(
        "review_json",
        rounded(&review_json(&snapshot, None, &context(Lang::Zh)).unwrap())
    );
    insta::assert_json_snapshot!("empty_store", every_page(&Snapshot::default(), Lang::Zh)[..5]);
}

#[test]
fn orders_without_a_session_are_not_called_nothing() {
    let snapshot = Snapshot { order_lines: 1_234, ..Snapshot::default() };
    for page in every_page(&snapshot, Lang::Zh).into_iter().take(3) {
        let empty = &page["empty"];
        assert_eq!(empty["title"], "订单还不知道是哪场卖的");
        assert!(empty["detail"].as_str().unwrap().contains("1,234 条子订单"), "{empty}");
    }
}

#[test]
fn every_ratio_equals_its_counts() {
    let mut seen = 0;
    for snapshot in odd_snapshots() {
        for page in every_page(&snapshot, Lang::Zh) {
            each_object(&page, &mut |map| {
                let number = |key: &str| map.get(key).and_then(Value::as_f64);
                let (Some(value), Some(above), Some(scale)) =
                    (number("value"), number("numerator"), number("scale"))
                else {
                    return;
                };
                let expected = match number("denominator") {
                    Some(below) => above / below * scale,
                    None => above,
                };
                assert!((value - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{map:?}");
                seen += 1;
            });
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn nothing_unfinished_reaches_a_person() {
    for snapshot in odd_snapshots() {
        for lang in [Lang::Zh, Lang::En] {
            for page in every_page(&snapshot, lang) {
                each_text(&page, &mut |text| {
                    for bad in ["NaN", "inf", "{", "}", "  "] {
                        assert!(!text.contains(bad), "{text:?}");
                    }
                    let han = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                    assert!(lang == Lang::Zh || !han, "Chinese in English: {text:?}");
                });
                each_object(&page, &mut |map| {
                    if let (Some(Value::String(unit)), Some(Value::String(sentence))) =
                        (map.get("unit"), map.get("sentence"))
                    {
                        assert!(unit.is_empty() || sentence.len() > 5, "no sentence: {map:?}");
                    }
                });
            }
        }
    }
}

#[test]
fn the_latest_session_is_judged_and_explained() {
    let page = overview_of(&shop(), Lang::Zh);
    let hero = page.hero.unwrap();
    assert_eq!(hero.session, SessionId(21));
    assert_eq!(hero.badge.tier, Tier::Top);
    assert!(hero.verdict.contains("点商品"), "{}", hero.verdict);
    let review = review_of(&shop(), Lang::Zh);
    let total: f64 = review.verdict.parts.iter().map(|p| p.amount.raw.unwrap()).sum();
    let gap = hero.amount.raw.unwrap() - review.cards[0].median.as_ref().unwrap().raw;
    assert!((total - gap).abs() < 1e-6, "the bridge is the difference shown");
    assert!(review.verdict.footnote.contains("不证明因果"));
}

#[test]
fn findings_are_clear_ranked_and_name_their_money() {
    let page = overview_of(&shop(), Lang::Zh);
    assert!(!page.findings.is_empty() && page.findings.len() <= 3);
    let gains: Vec<f64> = page.findings.iter().map(|f| f.gain.raw.unwrap()).collect();
    assert!(gains.windows(2).all(|w| w[0] >= w[1]));
    for finding in &page.findings {
        assert!(finding.interval.low > 0.0, "clear of zero");
        assert!(finding.gain.text.contains('¥'));
        assert_eq!(finding.dot, Dot::Hollow, "what may come is an estimate");
    }
    assert!(page.findings.iter().any(|f| f.title.contains("少讲")));
    assert!(page.next_action.contains(&page.findings[0].title));
}

#[test]
fn other_numbers_make_another_sentence() {
    let snapshot = shop();
    let mut weak = shop();
    let last = weak.sessions.last_mut().unwrap();
    last.facts.buyers = Some(80);
    last.facts.gmv = yuan(8_000.0);
    let (a, b) = (review_of(&snapshot, Lang::Zh), review_of(&weak, Lang::Zh));
    assert_ne!(a.verdict.headline, b.verdict.headline);
    assert!(a.verdict.headline.contains('多') && b.verdict.headline.contains('少'));
    assert_ne!(a.funnel_people.head.sentence, b.funnel_people.head.sentence);
    assert_eq!(b.cards[0].badge.tier, Tier::Low);
    let step = b.funnel_people.steps.iter().find(|s| s.weakest).unwrap();
    assert_eq!(step.key, "buyers");
    let mut quiet = shop();
    for segment in &mut quiet.segments {
        segment.facts.gmv = yuan(segment.facts.avg_online.unwrap() * 10.0);
    }
    assert_ne!(a.segments.head.sentence, review_of(&quiet, Lang::Zh).segments.head.sentence);
}

#[test]
fn amounts_of_different_currencies_are_never_added() {
    let mut mixed = shop();
    foreign(&mut mixed);
    let page = overview_of(&mixed, Lang::Zh);
    assert_eq!(page.accounts.len(), 2);
    assert!(page.accounts[0].selected);
    assert_eq!(page.trend.head.unit, overview_of(&shop(), Lang::Zh).trend.head.unit);
    assert!(page.notices.iter().any(|n| n.text.contains("不合在一起")));
    let other = overview(
        &mixed,
        &Filters { account: Some(AccountId(2)), ..Filters::default() },
        &OverviewExtras::default(),
        &context(Lang::En),
    );
    let hero = other.hero.unwrap();
    assert!(hero.amount.text.starts_with("Rp"), "{}", hero.amount.text);
    assert_eq!(hero.basis, "Paid amount");
    assert_eq!(hero.badge.tier, Tier::Unclear);
    let sentence = compare(
        &mixed,
        SessionId(21),
        SessionId(22),
        &CompareExtras::default(),
        &context(Lang::Zh),
    )
    .unwrap()
    .sentence;
    assert!(sentence.contains("币种"), "{sentence}");
}

#[test]
fn filters_choose_what_is_shown_not_what_it_is_compared_with() {
    let snapshot = shop();
    let last_week = Filters { from: Some("2026-11-20".parse().unwrap()), ..Filters::default() };
    let page = overview(&snapshot, &last_week, &OverviewExtras::default(), &context(Lang::Zh));
    assert_eq!(page.trend.bars.len(), 1);
    assert_eq!(page.hero.unwrap().badge.tier, Tier::Top);
    assert!(page.calendar.days.len() > 15);
    let nothing = Filters { to: Some("2020-01-01".parse().unwrap()), ..Filters::default() };
    let page = overview(&snapshot, &nothing, &OverviewExtras::default(), &context(Lang::Zh));
    assert!(page.empty.unwrap().title.contains("选中"));
    let images = Filters { role: Some(Role::Image), ..Filters::default() };
    let page = products(&snapshot, &images, &ProductsExtras::default(), &context(Lang::Zh));
    assert_eq!(page.table.rows.len(), 1);
    assert_eq!(page.table.rows[0].name, "Dripper");
}

#[test]
fn products_stand_where_their_counts_put_them() {
    let page = products_of(&shop(), Lang::Zh);
    let corner = |name: &str| {
        let row = page.table.rows.iter().find(|r| r.name == name).unwrap();
        row.corner
    };
    assert_eq!(corner("Drip coffee"), Corner::Push);
    assert_eq!(corner("Dripper"), Corner::FixConversion);
    assert_eq!(corner("Rice 5 kg"), Corner::ShowMore);
    assert_eq!(corner("Bamboo basket"), Corner::Watch);
    let course = page.table.rows.iter().find(|r| r.name == "Editing course").unwrap();
    assert_eq!(course.margin_note, "缺成本");
    assert!(course.order.text.contains("估计"), "{}", course.order.text);
    let raw = course.order.raw.raw.unwrap();
    let estimate = course.order.estimate.raw.unwrap();
    assert!(estimate > 0.0 && (estimate - raw).abs() > 1e-6);
    assert!(page.cost_note.contains('1'));
    let detail = page.detail.unwrap();
    assert_eq!(detail.name, "Drip coffee");
    assert_eq!(detail.together[0].name, "Dripper");
    assert_eq!(detail.together[0].orders.raw, Some(20.0));
    assert!(detail.prices.head.sentence.contains("49.9"));
}

#[test]
fn a_session_past_midnight_reads_so() {
    let snapshot = &odd_snapshots()[3];
    let page = review(snapshot, None, &ReviewExtras::default(), &context(Lang::Zh));
    assert!(page.line.starts_with("11-21 周六 23:10–次日 01:40"), "{}", page.line);
    let page =
        overview(snapshot, &Filters::default(), &OverviewExtras::default(), &context(Lang::Zh));
    assert!(page.heat.cells.iter().all(|c| c.row == 5));
    assert_eq!(page.heat.hours, [0, 1, 23]);
}

#[test]
fn the_json_has_canonical_names_and_metric_keys() {
    let snapshot = shop();
    let json = review_json(&snapshot, None, &context(Lang::En)).unwrap();
    let row = &json["session"];
    assert_eq!(row["viewers_uv"], 9600);
    assert_eq!(row["currency"], "CNY");
    assert_eq!(row["start_at"], "2026-11-21T19:30:00+08:00");
    assert_eq!(row["paid_amount"], Value::Null);
    assert_eq!(row["source"]["file"], "sessions.xlsx");
    let keys: Vec<&str> =
        json["metrics"].as_array().unwrap().iter().map(|m| m["key"].as_str().unwrap()).collect();
    for key in [
        "gmv",
        "paid_amount",
        "net_gmv",
        "viewers",
        "entry_rate",
        "click_rate",
        "order_rate",
        "viewer_conversion",
        "gpm",
        "uv_value",
        "per_hour",
        "per_buyer",
        "per_order",
        "per_item",
        "follow_rate",
        "refund_rate_amount",
        "refund_rate_orders",
        "roi",
        "natural_share",
    ] {
        assert!(keys.contains(&key), "{key}");
    }
    assert_eq!(json["funnel"][1]["people"], 9600);
    assert_eq!(json["products"].as_array().unwrap().len(), 6);
    assert!(review_json(&snapshot, Some(SessionId(99)), &context(Lang::En)).is_none());
    assert!(review_json(&Snapshot::default(), None, &context(Lang::En)).is_none());
}

#[test]
fn pages_are_reproducible() {
    assert_eq!(overview_of(&shop(), Lang::En), overview_of(&shop(), Lang::En));
    assert_eq!(review_of(&shop(), Lang::En), review_of(&shop(), Lang::En));
}
