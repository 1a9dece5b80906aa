//! What another split of the exposure would have brought, or why that cannot be told.

use super::Lang;
use crate::experiment::{OffPolicy, Refused};
use crate::present::format;

/// What another split would have brought.
pub fn split(found: &OffPolicy, plan: &str, lang: Lang) -> String {
    let gain = |share: f64| format::signed(format::percent(share));
    let worth = &found.doubly_robust;
    let range = &worth.gain_interval;
    let ends = (gain(range.low), gain(range.high));
    if range.is_clear() {
        let more = worth.gain > 0.0;
        let size = format::percent(worth.gain.abs());
        let (zh, en) = if more { ("多", "more") } else { ("少", "less") };
        lang.pick(
            format!("过去 {} 场要是按「{plan}」分讲解，成交大约{zh} {size}（{} 到 {}）。", found.sessions, ends.0, ends.1),
            format!("Split as \"{plan}\", the talks of the past {} sessions would have brought about {size} {en} ({} to {}).", found.sessions, ends.0, ends.1),
        )
    } else {
        lang.pick(
            format!("过去 {} 场要是按「{plan}」分讲解，成交看不出更多还是更少（{} 到 {}）。", found.sessions, ends.0, ends.1),
            format!("Split as \"{plan}\", the talks of the past {} sessions would have brought neither clearly more nor less ({} to {}).", found.sessions, ends.0, ends.1),
        )
    }
}

/// What that takes for granted.
pub fn split_assumes(lang: Lang) -> String {
    lang.pick(
        "前提：一个观众在一个商品上停一分钟，换了分法带来的钱也一样；什么时候讲什么和当时旺不旺无关。计划要是从这些场次里学来的，这个数会偏好看。它是推算，不是效果。",
        "This takes for granted that a viewer's minute on a product brings the same under another split, and that what was shown when did not hang on how good the moment was. A plan that learnt from these very sessions looks better here than it is. An estimate, not an effect.",
    )
    .to_owned()
}

/// Rows of the figures: value as it was, by weights alone, worth of talks.
pub fn split_facts(found: &OffPolicy, lang: Lang) -> Vec<(String, String)> {
    let gain = |share: f64| format::signed(format::percent(share));
    let mut rows = vec![
        (
            lang.pick("按权重和模型（双重稳健）", "Weights and model (doubly robust)").to_owned(),
            gain(found.doubly_robust.gain),
        ),
        (
            lang.pick("只按权重（SNIPS）", "Weights alone (SNIPS)").to_owned(),
            gain(found.snips.gain),
        ),
        (
            lang.pick("有效讲解段数", "Talks that count").to_owned(),
            format!("{} / {}", format::count(found.effective), format::count(found.talks as f64)),
        ),
    ];
    if found.unseen > 0.0005 {
        let name = lang.pick("从没讲过的商品，没算", "Never shown before, left out").to_owned();
        rows.push((name, format::percent(found.unseen)));
    }
    rows
}

/// Why nothing is said of another split, and what to do about it.
pub fn split_refused(why: &Refused, lang: Lang) -> String {
    match why {
        Refused::NoTalks => lang
            .pick(
                "推算不了：导入的文件里没有哪段时间讲哪个商品、那一段卖了多少。带讲解时段的工作簿有这些。",
                "Cannot be estimated: no imported file tells which product was on when and what was sold meanwhile. A workbook with talk segments does.",
            )
            .to_owned(),
        Refused::FewSessions { sessions, needed } => lang.pick(
            format!("推算不了：有讲解时段的只有 {sessions} 场，至少要 {needed} 场。再导入几场带讲解时段的文件。"),
            format!("Cannot be estimated: {sessions} of at least {needed} sessions have talk segments. Import more sessions with them."),
        ),
        Refused::Unseen { share } => {
            let share = format::percent_digits(*share, 0);
            lang.pick(
                format!("推算不了：计划里 {share} 的流量给了以前没讲过的商品，过去说明不了它们。先把它们讲几场。"),
                format!("Cannot be estimated: {share} of the plan's exposure goes to products that were never shown. Show them in a few sessions first."),
            )
        }
        Refused::TooLittle { effective, needed, more_sessions } => {
            let (have, need) = (format::count(*effective), format::count(*needed));
            lang.pick(
                format!("推算不了：和这个分法像的讲解只够 {have} 段，至少要 {need} 段。大约再导入 {more_sessions} 场带讲解时段的场次。"),
                format!("Cannot be estimated: talks like this split are worth {have} of at least {need}. About {more_sessions} more sessions with talk segments are needed."),
            )
        }
    }
}
