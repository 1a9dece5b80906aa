//! Odd sessions: whatever is missing, each page still says something true.

use fupan::domain::{Money, SessionFacts, SessionId, Snapshot};
use fupan::metrics::{SaleLine, Stretch};
use fupan::present::pages::overview::{OverviewExtras, overview};
use fupan::present::pages::products::{ProductsExtras, products};
use fupan::present::pages::review::{ReviewExtras, brush, review};
use fupan::present::pages::{Filters, OverviewPage, ReviewPage};
use fupan::present::text::Lang;

use crate::pages_support::{context, minutes, session, shop};

fn overview_of(snapshot: &Snapshot) -> OverviewPage {
    let extras = OverviewExtras::default();
    overview(snapshot, &Filters::default(), &extras, &context(Lang::Zh))
}

fn review_of(snapshot: &Snapshot) -> ReviewPage {
    review(snapshot, None, &ReviewExtras::default(), &context(Lang::Zh))
}

#[test]
fn two_sessions_at_once_are_told() {
    let mut snapshot = shop();
    assert!(review_of(&snapshot).notices.is_empty());
    let twin = session(22, "2026-11-21T20:30:00+08:00[Asia/Shanghai]", 3.0, 1.0, 0.4, 0.1);
    snapshot.sessions.push(twin);
    let page = review_of(&snapshot);
    let told = &page.notices[0];
    assert!(told.warn && told.text.contains("时间重叠"), "{}", told.text);
    assert!(told.text.contains("19:30"), "the other one is named: {}", told.text);
    // One that begins as the other ends does not overlap.
    let mut after = shop();
    after.sessions.push(session(
        22,
        "2026-11-21T22:30:00+08:00[Asia/Shanghai]",
        1.0,
        1.0,
        0.4,
        0.1,
    ));
    assert!(review_of(&after).notices.is_empty());
}

#[test]
fn a_session_without_anything_says_what_is_missing() {
    let mut bare = shop();
    let last = bare.sessions.last_mut().unwrap();
    last.facts = SessionFacts { start_at: last.facts.start_at, ..SessionFacts::default() };
    bare.segments.clear();
    bare.channels.clear();
    bare.session_products.retain(|row| row.session != SessionId(21));
    let page = review_of(&bare);
    assert_eq!(page.verdict.headline, "这场没有金额，判断不了好坏");
    assert!(page.cards.iter().all(|card| !card.missing.is_empty()), "{:#?}", page.cards);
    for empty in [
        &page.funnel_people.empty,
        &page.funnel_times.empty,
        &page.minutes.empty,
        &page.channels.empty,
        &page.products.empty,
        &page.segments.empty,
    ] {
        assert!(!empty.as_ref().unwrap().detail.is_empty());
    }
    assert!(page.evidence.worst.is_empty() && page.findings.is_empty());
    assert!(page.gaps.iter().any(|gap| gap.contains("没有")), "{:?}", page.gaps);
    let page = overview_of(&bare);
    let hero = page.hero.unwrap();
    assert_eq!(hero.amount.raw, None);
    assert!(page.findings.is_empty() && !page.findings_note.is_empty());
    let sold = products(&bare, &Filters::default(), &ProductsExtras::default(), &context(Lang::Zh));
    assert!(!sold.table.rows.is_empty(), "the other sessions still tell of products");
}

#[test]
fn nobody_watching_is_no_rate_and_no_nonsense() {
    let mut empty = shop();
    let facts = &mut empty.sessions.last_mut().unwrap().facts;
    facts.viewers_uv = Some(0);
    facts.views_pv = Some(0);
    facts.prod_impr_uv = Some(0);
    facts.prod_click_uv = Some(0);
    facts.prod_click_pv = Some(0);
    facts.buyers = Some(0);
    facts.orders = Some(0);
    facts.gmv = Some(Money::ZERO);
    facts.net_gmv = Some(Money::ZERO);
    facts.avg_online = Some(0.0);
    let page = review_of(&empty);
    assert!(page.notices.iter().any(|n| n.text.contains("没有人观看")), "{:?}", page.notices);
    assert_eq!(page.cards[0].value.raw, Some(0.0), "nothing sold is 0, not missing");
    let gpm = page.cards.iter().find(|card| card.key == "gpm").unwrap();
    assert_eq!((gpm.value.raw, gpm.missing.is_empty()), (None, false));
    assert!(page.verdict.headline.contains("少"), "{}", page.verdict.headline);
}

#[test]
fn a_range_past_midnight_and_sales_outside_of_it() {
    let mut night = shop();
    night.sessions.truncate(20);
    night.session_products.clear();
    night.segments.clear();
    night.sessions.push(session(
        21,
        "2026-11-21T23:10:00+08:00[Asia/Shanghai]",
        2.5,
        1.0,
        0.4,
        0.1,
    ));
    let last = night.sessions.last().unwrap();
    let start = last.start.timestamp();
    let shift = start.as_second() - minutes()[0].at.unwrap().as_second();
    let own: Vec<_> = minutes()
        .into_iter()
        .map(|mut m| {
            m.at = m.at.map(|at| jiff::Timestamp::from_second(at.as_second() + shift).unwrap());
            m
        })
        .collect();
    let late = SaleLine {
        order: "late".into(),
        product: None,
        at: start + jiff::SignedDuration::from_hours(9),
        paid: Money(100),
        group: None,
    };
    let sales = [late];
    let extras = ReviewExtras { minutes: &own, sales: &sales, ..ReviewExtras::default() };
    let view = brush(&night, last, &extras, Stretch::between(45, 60), &context(Lang::Zh)).unwrap();
    assert_eq!(view.range, "23:55–00:10");
    assert!(view.products.rows.is_empty());
    assert!(view.products.empty.unwrap().title.contains("没有付款的订单"));
}

#[test]
fn a_filter_says_what_it_leaves_and_what_is_compared() {
    let snapshot = shop();
    let only = |filters: &Filters| {
        overview(&snapshot, filters, &OverviewExtras::default(), &context(Lang::Zh))
    };
    assert!(only(&Filters::default()).notices.is_empty());
    let product = snapshot.products[1].id;
    let filters = Filters {
        from: Some("2026-11-01".parse().unwrap()),
        host: snapshot.sessions[0].host,
        product: Some(product),
        ..Filters::default()
    };
    let page = only(&filters);
    let told = &page.notices[0].text;
    for part in ["2026-11-01", "Ahe", "Coffee beans", "场"] {
        assert!(told.contains(part), "{told}");
    }
    assert_eq!(page.top_products.rows.len(), 1);
    assert!(told.contains(&format!("{} 场", page.trend.bars.len())), "{told}");
    // A product that was never on sale leaves nothing.
    let mut unsold = shop();
    unsold.session_products.retain(|row| row.product != product);
    let none = Filters { product: Some(product), ..Filters::default() };
    let page = overview(&unsold, &none, &OverviewExtras::default(), &context(Lang::Zh));
    assert!(page.empty.is_some());
}

#[test]
fn chosen_cards_stand_in_their_places_and_nonsense_is_the_usual() {
    let snapshot = shop();
    let with = |cards| {
        let extras = OverviewExtras { cards, ..OverviewExtras::default() };
        let page = overview(&snapshot, &Filters::default(), &extras, &context(Lang::Zh));
        let keys: Vec<String> = page.cards.iter().map(|card| card.key.clone()).collect();
        (keys.join(","), page.cards_chosen)
    };
    let usual = "gmv,net_gmv,viewers,entry_rate,click_rate,order_rate,gpm,per_buyer";
    assert_eq!(with(None), (usual.to_owned(), false));
    let own = "roi,net_gmv,viewers,margin,click_rate,order_rate,gpm,refund_rate_amount";
    assert_eq!(with(Some(own)), (own.to_owned(), true));
    assert_eq!(with(Some("roi,roi")), (usual.to_owned(), false));
}

#[test]
fn the_sparkline_is_of_like_sessions_up_to_this_one() {
    let snapshot = shop();
    let page = review_of(&snapshot);
    let card = &page.cards[0];
    assert!(card.spark.len() <= 10);
    assert_eq!(card.spark.last().copied().flatten(), card.value.raw);
    let amounts: Vec<Option<f64>> = page.evidence.like.iter().map(|s| s.amount.raw).collect();
    assert!(card.spark.iter().rev().skip(1).all(|value| amounts.contains(value)));
}
