//! The page from a real list: every text there, in both languages, nothing computed twice.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::domain::{Action, Currency, Job, Money};
use crate::present::text::Lang;
use crate::recommend::{
    Audience, Interaction, Interactions, Item, Protocol, RecommendRequest, evaluate, recommend,
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
            let page = build(&request, &list, Some(&quality), lang);
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
    let page = build(&request, &list, Some(&quality), Lang::Zh);
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
