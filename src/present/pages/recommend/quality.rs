//! The table of offline quality.

use super::super::{Num, RangeText};
use super::{QualityRow, QualityTable};
use crate::present::format;
use crate::present::text::{Lang, recommend as text};
use crate::recommend::{Gain, ModelQuality, QualityReport};

/// The quality table on its own.
pub fn quality_table(report: &QualityReport, lang: Lang) -> QualityTable {
    let k = report.k;
    let heads = match lang {
        Lang::Zh => [
            "方法".to_owned(),
            format!("猜中的人 HR@{k}"),
            format!("排得准 NDCG@{k}"),
            format!("找全 Recall@{k}"),
            format!("MAP@{k}"),
            "商品覆盖".to_owned(),
            "比总热卖".to_owned(),
        ],
        Lang::En => [
            "Method".to_owned(),
            format!("Buyers hit HR@{k}"),
            format!("Well ranked NDCG@{k}"),
            format!("Found Recall@{k}"),
            format!("MAP@{k}"),
            "Products covered".to_owned(),
            "Against best sellers".to_owned(),
        ],
    };
    let count = |n: usize| format::count(n as f64);
    let how = text::protocol(report.protocol, lang);
    let scope = match lang {
        Lang::Zh => format!(
            "{how} · {} 位买家参加，其中 {} 位以前没买过 · {} 个商品",
            count(report.test_users),
            count(report.new_users),
            count(report.items)
        ),
        Lang::En => format!(
            "{how} · {} buyers, {} of them without a purchase before · {} products",
            count(report.test_users),
            count(report.new_users),
            count(report.items)
        ),
    };
    QualityTable {
        title: lang.pick("过去推得准吗？", "Would it have been right?").to_owned(),
        scope,
        heads: heads.to_vec(),
        rows: report.models.iter().map(|m| quality_row(m, lang)).collect(),
        skipped: report
            .skipped
            .iter()
            .map(|s| {
                let (name, why) = (text::recommender(s.name, lang), text::skip(s.reason, lang));
                match lang {
                    Lang::Zh => format!("{name}：没测，{why}"),
                    Lang::En => format!("{name}: not measured, {why}"),
                }
            })
            .collect(),
        sentence: text::quality(report, lang),
        note: lang
            .pick(
                "HR：名单里至少有一个后来真买了的人占多少。Recall：后来买的商品里有多少在名单上。NDCG、MAP：买了的排得越靠前越高，1 是最好。在所有商品里排名，不抽样；买过的不算。没有历史的观众，「常一起买」「内容相近」给不出名单，记 0。范围按人重抽样 1,000 次。",
                "HR: the share of buyers who later bought something on their list. Recall: how much \
                 of what they bought was on it. NDCG and MAP: the higher up what they bought \
                 stood, the higher; 1 is best. Ranked among all products, none sampled; past purchases are never ranked. For \
                 viewers without history, \"bought together\" and \"alike\" have no list and score \
                 0. Ranges resample people 1,000 times.",
            )
            .to_owned(),
    }
}

fn quality_row(model: &ModelQuality, lang: Lang) -> QualityRow {
    let three = |value: f64| Num { raw: Some(value), text: format::fixed(value, 3) };
    let share = |value: f64| Num { raw: Some(value), text: format::percent(value) };
    let range = model.ndcg_interval;
    let verdict = |gain: &Gain| {
        if model.clear_win {
            lang.pick("明显更好", "clearly better")
        } else if gain.interval.high < 0.0 {
            lang.pick("明显更差", "clearly worse")
        } else if gain.interval.low > 0.0 {
            lang.pick("好过总热卖，不比近期热卖好", "better, but not than recent sellers")
        } else {
            lang.pick("不明显", "not clear")
        }
    };
    QualityRow {
        model: model.name,
        name: text::recommender(model.name, lang).to_owned(),
        hint: text::recommender_hint(model.name, lang).to_owned(),
        hr: share(model.hr),
        ndcg: three(model.ndcg),
        ndcg_range: RangeText {
            low: range.low,
            high: range.high,
            level: range.level,
            text: format::ends(&format::fixed(range.low, 3), &format::fixed(range.high, 3)),
        },
        recall: share(model.recall),
        map: three(model.map),
        coverage: share(model.coverage),
        against: model.gain_over_popularity.as_ref().map_or_else(
            || lang.pick("基准", "baseline").to_owned(),
            |gain| format::signed(format::fixed(gain.value, 3)),
        ),
        verdict: model
            .gain_over_popularity
            .as_ref()
            .map_or(String::new(), |gain| verdict(gain).to_owned()),
        clear_win: model.clear_win,
    }
}
