//! The page from a real list: every text there, in both languages, nothing computed twice.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::domain::{Action, Currency, Interval, Job, Money};
use crate::present::text::Lang;
use crate::recommend::{
    Associations, Audience, Interaction, Interactions, Item, Pair, Protocol, RecommendRequest,
    associations, evaluate, recommend,
};

fn at(day: u64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * day as i64)
}

/// Two camps of buyers with 12 products, one of them new, one sold out.
fn data() -> Arc<Interactions> {
    let mut rows = Vec::new();
    for viewer in 0..80u64 {
        for step in 0..4u64 {
            rows.push(Interaction {
                viewer: format!("secret{viewer}"),
                product: ProductId(((viewer % 2) * 5 + (viewer / 2 + step) % 5) as i64 + 1),
                at: at(20 * step + viewer % 20),
                weight: 1.0,
                action: Action::Purchase,
            });
        }
    }
    let titles = ["草莓脆", "香蕉脆", "榴莲脆", "芒果脆", "苹果脆", "剪辑课", "投流课", "话术课"];
    let items: Vec<Item> = (1..=12usize)
        .map(|id| {
            let title = titles.get(id - 1).copied().unwrap_or("手机支架");
            let title = if id == 12 { "遮阳帽" } else { title };
            Item {
                margin: Money::from_major(id as f64),
                currency: Some(Currency::cny()),
                stock: (id == 2).then_some(0),
                first_seen: match id {
                    11 => Some(at(1)),
                    12 => Some(at(75)),
                    _ => None,
                },
                ..Item::new(ProductId(id as i64), format!("{title}{id}"))
            }
        })
        .collect();
    Arc::new(Interactions::new(&rows, &items, &[], &[]))
}

fn job() -> Job {
    Job::new(at(80), 42)
}

#[test]
fn the_page_says_everything_in_both_languages() {
    let data = data();
    for audience in [Audience::NextSession, Audience::Viewer("secret3".to_owned())] {
        let request = RecommendRequest { n: 5, ..RecommendRequest::new(audience) };
        let list = recommend(&job(), &data, &request);
        let quality = evaluate(&job(), &data, Protocol::Time, 5);
        for lang in [Lang::Zh, Lang::En] {
            let together = associations(&job(), &data).expect("was not stopped");
            let page = build(&request, &list, Some(&quality), Some(&together), lang);
            assert_eq!(page.rows.len(), 5);
            assert!(page.empty.is_none());
            for row in &page.rows {
                assert!(!row.reason.is_empty());
                let sum: f64 = row.parts.iter().filter_map(|p| p.value.raw).sum();
                assert!((sum - row.score.raw.unwrap_or(f64::NAN)).abs() < 1e-9);
            }
            assert!(page.rows.iter().any(|row| !row.badge.is_empty()));
            let sold_out = page.others.iter().find(|o| o.product == ProductId(2));
            assert!(sold_out.is_some_and(|o| o.score.raw.is_none()));
            let table = page.quality.as_ref().expect("was measured");
            assert_eq!(table.heads.len(), 7);
            assert!(!table.sentence.is_empty());
            let all = serde_json::to_string(&RecommendPage {
                // The chooser holds the request's own audience, not text.
                audiences: Vec::new(),
                ..page.clone()
            })
            .expect("serialises");
            assert!(!all.contains("secret"), "a viewer's key is never shown");
            let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let spoken = [&page.question, &page.scope, &page.sentence, &table.sentence];
            assert!(spoken.iter().all(|t| chinese(t) == (lang == Lang::Zh)));
        }
    }
}

#[test]
fn nothing_sold_is_an_empty_state_that_says_what_to_import() {
    let data = Arc::new(Interactions::new(&[], &[Item::new(ProductId(1), "草莓脆")], &[], &[]));
    let request = RecommendRequest::new(Audience::NextSession);
    let quality = evaluate(&job(), &data, Protocol::Time, 10);
    let list = recommend(&job(), &data, &request);
    let page = build(&request, &list, Some(&quality), None, Lang::Zh);
    let empty = page.empty.expect("empty state");
    assert!(empty.action.contains("导入"));
    assert!(page.quality_missing.contains("50"));
}

#[test]
fn the_document_has_the_stable_keys() {
    let request = RecommendRequest::new(Audience::Viewer("secret3".to_owned()));
    let list = recommend(&job(), &data(), &request).expect("a list");
    let document = json(&list, Lang::En);
    let first = &document["items"][0];
    for key in ["product_id", "name", "score", "parts", "reason"] {
        assert!(!first[key].is_null(), "{key}");
    }
    assert!(first["reason"].is_string());
    let parts = first["parts"].as_object().expect("parts");
    let sum: f64 = parts.values().filter_map(serde_json::Value::as_f64).sum();
    assert!((sum - first["score"].as_f64().unwrap_or(f64::NAN)).abs() < 1e-9);
    assert!(!document.to_string().contains("secret"));
    let quality = evaluate(&job(), &data(), Protocol::Random, 10).expect("measured");
    let document = serde_json::to_value(&quality).expect("serialises");
    for key in ["protocol", "k", "users", "items", "events", "models"] {
        assert!(!document[key].is_null(), "{key}");
    }
    assert_eq!(document["protocol"], "random");
    for key in ["name", "hr", "recall", "ndcg", "map", "coverage", "ndcg_interval"] {
        assert!(!document["models"][0][key].is_null(), "{key}");
    }
}

/// A pair as it would be counted.
fn pair(times_chance: f64, clear: bool) -> Pair {
    Pair {
        from: ProductId(1),
        from_id: "1".to_owned(),
        from_name: "挂耳".to_owned(),
        to: ProductId(2),
        to_id: "2".to_owned(),
        to_name: "滤纸".to_owned(),
        both: 30,
        buyers: 28,
        support: 0.03,
        confidence: 0.12,
        confidence_interval: Interval::new(0.1, 0.15),
        confidence_back: 0.05,
        lift: 0.8,
        times_chance,
        times_chance_interval: Interval::new(times_chance * 0.8, times_chance * 1.25),
        clear,
    }
}

#[test]
fn what_is_bought_together_is_told_or_said_to_be_missing() {
    let found =
        |pairs: Vec<Pair>| Associations { occasions: 1_000, of_several: 90, untold: 3, pairs };
    let said = |found: &Associations, lang| together_table(found, lang).sentence;
    let clear = found(vec![pair(2.26, true)]);
    let table = together_table(&clear, Lang::Zh);
    let row = &table.rows[0];
    assert_eq!((row.both.text.as_str(), row.times_chance.text.as_str()), ("30 次 · 3.0%", "2.3×"));
    assert_eq!((row.verdict.as_str(), row.times_range.text.as_str()), ("明显更常", "1.8–2.8"));
    assert!(
        table
            .sentence
            .starts_with("买了「挂耳」的，**12.0%** 也买「滤纸」，是随便凑的 **2.3** 倍。")
    );
    assert!(said(&clear, Lang::En).contains("90 of 1,000 purchases had more than one product"));
    // Less than chance is no recommendation, and an unclear one is not told as one.
    let less = found(vec![pair(0.4, true), pair(1.2, false)]);
    let table = together_table(&less, Lang::En);
    let verdicts: Vec<&str> = table.rows.iter().map(|row| row.verdict.as_str()).collect();
    assert_eq!(verdicts, ["clearly less", "unclear"]);
    assert!(table.sentence.starts_with("No two products are bought together clearly more"));
    assert!(said(&found(Vec::new()), Lang::Zh).contains("没有哪一对有 20 个人一起买过"));
    let nothing = Associations { occasions: 0, of_several: 0, ..found(Vec::new()) };
    assert!(said(&nothing, Lang::Zh).contains("导入订单明细"));
}
