//! Words of the evidence behind a verdict.

use super::Lang;
use super::review::criterion;
use crate::metrics::Criterion;

/// Title of the factors.
pub fn title(lang: Lang) -> String {
    lang.pick("差额是怎么拆的", "How the difference is split").to_owned()
}

/// Headers of the factors.
pub fn columns(lang: Lang) -> Vec<String> {
    lang.pick(
        ["环节", "这场 · 对照", "多卖或少卖", "80% 区间", "换一种拆法"],
        ["Step", "Here · compared", "More or less", "80% range", "Other split"],
    )
    .map(str::to_owned)
    .to_vec()
}

/// Whether another way of splitting says the same.
pub fn check(apart: &str, agree: bool, lang: Lang) -> String {
    match (agree, lang) {
        (true, Lang::Zh) => {
            format!(
                "按对数均值（LMDI）拆；换成轮流平均（Shapley）每步最多差 {apart}，最大的一步是同一步。"
            )
        }
        (false, Lang::Zh) => format!(
            "按对数均值（LMDI）拆；换成轮流平均（Shapley）每步最多差 {apart}，最大的一步换了：两步差不多大，别只看第一步。"
        ),
        (true, Lang::En) => format!(
            "Split by logarithmic means (LMDI). Averaged over all orders (Shapley) no step differs by more than {apart}, and the largest step is the same."
        ),
        (false, Lang::En) => format!(
            "Split by logarithmic means (LMDI). Averaged over all orders (Shapley) steps differ by up to {apart} and another one is largest: the two are about as large."
        ),
    }
}

/// Title of the sessions compared with.
pub fn like_title(sessions: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("和这 {sessions} 场比"),
        Lang::En => format!("Compared with these {sessions} sessions"),
    }
}

/// Headers of the sessions compared with.
pub fn like_columns(lang: Lang) -> Vec<String> {
    lang.pick(["场次", "金额"], ["Session", "Amount"]).map(str::to_owned).to_vec()
}

/// By what they are alike.
pub fn criteria(criteria: &[Criterion], lang: Lang) -> String {
    let mut parts: Vec<String> = criteria.iter().map(|c| criterion(*c, lang)).collect();
    parts.push(lang.pick("同账号（也就同平台）", "same account and platform").to_owned());
    if criteria.is_empty() {
        let widest = lang.pick("更近的不足 5 场", "fewer than five are closer");
        parts.push(widest.to_owned());
    }
    parts.join(" · ")
}

/// Title of the worst figures.
pub fn worst_title(lang: Lang) -> String {
    lang.pick("最弱的几项", "The weakest figures").to_owned()
}

/// Where a figure stands.
pub fn worst(value: &str, median: &str, better: usize, sessions: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{value}，中位 {median}：{sessions} 场里有 {better} 场更好"),
        Lang::En => format!("{value}, median {median}: {better} of {sessions} did better"),
    }
}

/// What stands in place of worst figures.
pub fn no_worst(like: usize, lang: Lang) -> String {
    match (like < crate::metrics::ENOUGH, lang) {
        (true, Lang::Zh) => "可比的不足 5 场，还说不出哪项最弱。".to_owned(),
        (true, Lang::En) => {
            "Fewer than five like sessions: the weakest figures are unknown.".to_owned()
        }
        (false, Lang::Zh) => "没有哪一项低于自己的中位。".to_owned(),
        (false, Lang::En) => "No figure is below its own median.".to_owned(),
    }
}

/// What happened to findings that were added to the plan.
pub fn added_to_plan(added: usize, left: usize, lang: Lang) -> String {
    match (added, left, lang) {
        (0, _, Lang::Zh) => "这几条计划里没有旋钮：开播时照着做就行".to_owned(),
        (0, _, Lang::En) => "A plan has no knob for these: keep them in mind on the air".to_owned(),
        (n, 0, Lang::Zh) => format!("已把 {n} 条加进计划：讲解分钟的上下限改了"),
        (n, 0, Lang::En) => format!("{n} added to the plan: limits of talk minutes changed"),
        (n, left, Lang::Zh) => {
            format!("已把 {n} 条加进计划；另 {left} 条计划里没有旋钮，开播时照着做")
        }
        (n, left, Lang::En) => {
            format!("{n} added to the plan; it has no knob for {left}: do them on the air")
        }
    }
}
