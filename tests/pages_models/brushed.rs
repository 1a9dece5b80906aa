//! A range of the minute curve, two sessions over each other, and the evidence of a verdict.

use fupan::domain::{ChannelGroup, MinuteFacts, Money, ProductId, SessionId, Snapshot};
use fupan::metrics::{SaleLine, Stretch};
use fupan::present::pages::review::{
    BrushView, CompareExtras, LaneKind, ReviewExtras, SessionNote, brush, brush_json, compare,
    compare_json, review,
};
use fupan::present::text::Lang;
use serde_json::Value;

use crate::pages_support::{context, minute_of, minutes, rounded, shop, yuan};

/// Paid lines of the shop's last session: every third minute one of two products.
fn sales(snapshot: &Snapshot) -> Vec<SaleLine> {
    let start = snapshot.sessions.last().unwrap().start.timestamp();
    (0..60)
        .map(|i| SaleLine {
            order: format!("o{}", i / 2),
            product: Some(ProductId(1 + i % 2)),
            at: minute_of(start, i * 3),
            paid: Money(if i % 2 == 0 { 6_000 } else { 7_900 }),
            group: Some(if i % 4 == 3 { ChannelGroup::Paid } else { ChannelGroup::Natural }),
        })
        .collect()
}

fn view(snapshot: &Snapshot, stretch: Stretch, lang: Lang) -> Option<BrushView> {
    let session = snapshot.sessions.last()?;
    let (minutes, sales) = (minutes(), sales(snapshot));
    let extras = ReviewExtras { minutes: &minutes, sales: &sales, ..ReviewExtras::default() };
    brush(snapshot, session, &extras, stretch, &context(lang))
}

/// Ranges for the walks over every page.
pub fn views(snapshot: &Snapshot, lang: Lang) -> Vec<Value> {
    [(60, 91), (0, 0), (150, 400)]
        .into_iter()
        .filter_map(|(a, b)| view(snapshot, Stretch::between(a, b), lang))
        .map(|view| serde_json::to_value(view).unwrap())
        .collect()
}

#[test]
fn a_brushed_range_is_recomputed() {
    let snapshot = shop();
    let view = view(&snapshot, Stretch::between(91, 60), Lang::Zh).unwrap();
    assert_eq!((view.range.as_str(), view.length.as_str()), ("20:30–21:01", "32 分钟"));
    let amount = view.figures.iter().find(|f| f.key == "amount").unwrap();
    assert_eq!(amount.value.raw, Some(32.0 * 400.0));
    let whole = 12_800.0 + 148.0 * 100.0;
    assert!((amount.share.as_ref().unwrap().raw.unwrap() - 12_800.0 / whole).abs() < 1e-12);

    // Cards: the range in place of the session, each against the session by the minute.
    let card = |key: &str| view.cards.iter().find(|c| c.key == key).unwrap();
    assert_eq!(card("amount").value.raw, Some(12_800.0));
    let pace = card("amount").change.as_ref().unwrap().raw;
    assert!((pace - (400.0 / (whole / 180.0) - 1.0)).abs() < 1e-9, "{pace}");
    let rate = card("orders_per_entry");
    assert!((rate.value.raw.unwrap() - 128.0 / 1_920.0).abs() < 1e-12);
    assert!(rate.interval.is_some());
    assert_eq!(card("avg_online").explain.denominator, None);

    // The funnel: who came in, clicked, ordered; nobody is lost against the session here.
    let counts: Vec<Option<f64>> = view.funnel.steps.iter().map(|s| s.count.raw).collect();
    assert_eq!((counts[0], counts[2]), (Some(1_920.0), Some(128.0)));
    assert!(view.funnel.steps.iter().all(|s| !s.weakest));

    // Orders paid in the range, by product and by traffic; talks that lie in it.
    let of_products: f64 = view.products.rows.iter().map(|r| r.amount.raw.unwrap()).sum();
    let of_channels: f64 = view.channels.rows.iter().map(|r| r.amount.raw.unwrap()).sum();
    assert!((of_products - of_channels).abs() < 1e-9 && of_products > 0.0);
    assert_eq!(view.products.rows.len(), 2);
    let names: Vec<&str> = view.segments.rows.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, ["Drip coffee", "Coffee beans"]);
    assert_eq!(view.segments.rows.iter().filter_map(|r| r.rank).max(), Some(2));
    insta::assert_json_snapshot!("brush_zh", rounded(&serde_json::to_value(&view).unwrap()));
    let json = brush_json(&view);
    assert_eq!(json["from_minute"], 60);
    assert_eq!(json["metrics"][0]["value"], 12_800.0);
}

#[test]
fn another_range_has_another_weak_step_and_nothing_is_made_up() {
    let snapshot = shop();
    let calm = view(&snapshot, Stretch::between(100, 179), Lang::Zh).unwrap();
    assert!(calm.funnel.steps.iter().any(|s| s.weakest), "{:#?}", calm.funnel);
    assert!(calm.funnel.head.sentence.contains("不如全场"));
    assert_eq!(calm.segments.rows.len(), 3);
    // Talks that reach out of the range say so; where none lies, the page says that.
    let cut = view(&snapshot, Stretch::between(65, 66), Lang::En).unwrap();
    assert!(cut.segments.head.unit.contains("only in part"), "{}", cut.segments.head.unit);
    let none = view(&snapshot, Stretch::between(5, 8), Lang::En).unwrap();
    assert!(none.segments.empty.is_some() && none.segments.rows.is_empty());
    // Outside of the curve there is nothing.
    assert_eq!(view(&snapshot, Stretch::between(500, 600), Lang::Zh), None);
    let session = snapshot.sessions.last().unwrap();
    let empty = ReviewExtras::default();
    let stretch = Stretch::between(0, 9);
    assert_eq!(brush(&snapshot, session, &empty, stretch, &context(Lang::Zh)), None);
    // Minutes without people or money: what is there is counted, the rest stays empty.
    let start = session.start.timestamp();
    let bare: Vec<MinuteFacts> = (0..10)
        .map(|i| MinuteFacts {
            at: Some(minute_of(start, i)),
            comments: Some(i),
            ..MinuteFacts::default()
        })
        .collect();
    let extras = ReviewExtras { minutes: &bare, ..ReviewExtras::default() };
    let view = brush(&snapshot, session, &extras, stretch, &context(Lang::Zh)).unwrap();
    assert_eq!(view.cards.len(), 1);
    assert_eq!(view.sentence, "这段没有金额。");
    assert!(view.funnel.empty.is_some() && view.channels.rows.is_empty());
    assert!(view.channels.head.sentence.contains("只有整场"));
    assert!(view.products.empty.unwrap().title.contains("没有带时间的订单"));
}

#[test]
fn two_sessions_lie_over_each_other() {
    let snapshot = shop();
    let now = minutes();
    let before = snapshot.sessions[19].start.timestamp();
    let base: Vec<MinuteFacts> = (0..150)
        .map(|i| MinuteFacts {
            at: Some(minute_of(before, i)),
            online: Some(100),
            click_uv: Some(10),
            gmv: yuan(100.0),
            ..MinuteFacts::default()
        })
        .collect();
    let extras = CompareExtras { now: &now, base: &base };
    let at = |extras: &CompareExtras<'_>, lang| {
        compare(&snapshot, SessionId(21), SessionId(20), extras, &context(lang)).unwrap()
    };
    let page = at(&extras, Lang::Zh);
    let keys: Vec<&str> = page.curves.iter().map(|c| c.key.as_str()).collect();
    assert_eq!(keys, ["online", "amount", "click_rate"]);
    assert_eq!((page.curves[0].now.len(), page.curves[0].base.len()), (180, 150));
    // Both counted up to the minute in which the shorter one ended: 32 minutes of 300 more.
    assert!(page.head.sentence.contains("第 149 分钟"), "{}", page.head.sentence);
    assert!(page.head.sentence.contains("领先 ¥9,600"), "{}", page.head.sentence);
    assert!(page.sentence.contains("不证明因果"));
    insta::assert_json_snapshot!("compare_zh", rounded(&serde_json::to_value(&page).unwrap()));
    let json = compare_json(&page);
    assert_eq!(json["metrics"][0]["key"], "gmv");
    assert_eq!(json["curves"].as_array().unwrap().len(), 3);

    let blind = at(&CompareExtras::default(), Lang::En);
    assert!(blind.curves.is_empty() && blind.empty.is_some());
}

#[test]
fn one_difference_reads_the_same_by_session_and_by_minute() {
    let mut snapshot = shop();
    snapshot.sessions[20].facts.gmv = Some(Money(4_271_150));
    snapshot.sessions[19].facts.gmv = Some(Money(1_504_100));
    let fifty = |at: usize, each: i64| -> Vec<MinuteFacts> {
        let start = snapshot.sessions[at].start.timestamp();
        let minute = |i| MinuteFacts {
            at: Some(minute_of(start, i)),
            gmv: Some(Money(each)),
            ..MinuteFacts::default()
        };
        (0..50).map(minute).collect()
    };
    let (now, base) = (fifty(20, 85_423), fifty(19, 30_082));
    let extras = CompareExtras { now: &now, base: &base };
    let page = compare(&snapshot, SessionId(21), SessionId(20), &extras, &context(Lang::Zh));
    let page = page.unwrap();
    let amount = |text: &str| {
        let from = text.find('¥').unwrap();
        text[from..].chars().take_while(|c| !"；。".contains(*c)).collect::<String>()
    };
    // Half a yuan stands at the end: it must not be rounded up here and down there.
    assert_eq!(amount(&page.sentence), amount(&page.head.sentence), "{page:#?}");
}

#[test]
fn the_evidence_names_its_numbers() {
    let snapshot = shop();
    let of = |snapshot: &Snapshot| {
        review(snapshot, None, &ReviewExtras::default(), &context(Lang::Zh)).evidence
    };
    let found = of(&snapshot);
    assert_eq!(found.rows.len(), 4);
    for row in &found.rows {
        let (lmdi, shapley) = (row.part.amount.raw.unwrap(), row.part.shapley.raw.unwrap());
        assert!((lmdi - shapley).abs() < 0.1 * lmdi.abs() + 50.0, "{lmdi} {shapley}");
        assert!(row.part.interval.is_some());
    }
    let sum = |of: &dyn Fn(usize) -> f64| (0..4).map(of).sum::<f64>();
    let a = sum(&|i| found.rows[i].part.amount.raw.unwrap());
    let b = sum(&|i| found.rows[i].part.shapley.raw.unwrap());
    assert!((a - b).abs() < 1e-6, "both ways split the same difference");
    assert!(found.check.contains("Shapley"), "{}", found.check);
    assert!(found.criteria.contains("同平台"), "{}", found.criteria);
    assert!(found.like.len() >= 5);
    assert!(found.like_title.contains(&found.like.len().to_string()));

    // The weakest figures change with the numbers, and none is named that is not low.
    let viewers = found.worst.iter().find(|w| w.key == "viewers").unwrap();
    assert!(viewers.text.contains("场更好"), "{}", viewers.text);
    let mut weak = shop();
    weak.sessions.last_mut().unwrap().facts.new_followers = Some(1);
    let worst = of(&weak).worst;
    assert!(worst.len() <= 3 && worst.iter().any(|w| w.key == "follow_rate"), "{worst:#?}");
    assert!(found.worst.iter().all(|w| w.key != "follow_rate"));
    let mut lone = shop();
    lone.sessions.truncate(1);
    let alone = of(&lone);
    assert!(alone.worst.is_empty() && alone.rows.is_empty());
    assert!(alone.worst_note.contains("不足 5 场"), "{}", alone.worst_note);
}

#[test]
fn notes_and_spend_stand_in_their_lanes() {
    let snapshot = shop();
    let minutes = minutes();
    let start = snapshot.sessions.last().unwrap().start.timestamp();
    let note = |minute, text: &str| SessionNote {
        id: 1,
        at: Some(minute_of(start, minute)),
        text: text.to_owned(),
    };
    let notes = [note(10, "福袋 第一轮"), note(60, "换主播：小满"), note(70, "公屏问价")];
    let extras = ReviewExtras { minutes: &minutes, notes: &notes, ..ReviewExtras::default() };
    let page = review(&snapshot, None, &extras, &context(Lang::Zh));
    let kinds: Vec<LaneKind> = page.minutes.lanes.iter().map(|lane| lane.kind).collect();
    let expected =
        [LaneKind::Talk, LaneKind::Giveaway, LaneKind::Advert, LaneKind::Host, LaneKind::Note];
    assert_eq!(kinds, expected);
    let ad = &page.minutes.lanes[2].marks[0];
    assert_eq!((ad.from, ad.to, ad.text.as_str()), (30.0, 50.0, "投放 ¥2,000"));
}
