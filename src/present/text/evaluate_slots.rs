//! What the comparison of a run-down with its session says.

use super::Lang;
use crate::plan::{Objective, SlotScore, TakingsFrom};
use crate::present::format;

/// Title of the slots.
pub fn title(lang: Lang) -> String {
    lang.pick("每个时段：计划和实际", "Every slot, planned and seen").to_owned()
}

/// How many ranges held.
pub fn note(inside: usize, judged: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh if judged == 0 => "没有能判断的时段".to_owned(),
        Lang::En if judged == 0 => "no slot can be judged".to_owned(),
        Lang::Zh => format!("照着讲的 {judged} 段里 {inside} 段落在区间里"),
        Lang::En => format!("{inside} of the {judged} kept to lie within their range"),
    }
}

/// Column heads; `unit` is that of the values.
pub fn columns(unit: &str, lang: Lang) -> Vec<String> {
    let words = lang.pick(
        ["时段", "计划讲", "实际在讲", "在线", "订单", "计划", "80% 区间", "实际", "结果"],
        [
            "Slot",
            "Planned",
            "On air",
            "Online",
            "Orders",
            "Planned",
            "80% range",
            "Taken",
            "Result",
        ],
    );
    let mut heads = words.map(str::to_owned).to_vec();
    for at in [5, 7] {
        heads[at] = match lang {
            Lang::Zh => format!("{}（{unit}）", heads[at]),
            Lang::En => format!("{} ({unit})", heads[at]),
        };
    }
    heads
}

/// A product that was on, with how long.
pub fn on_air(name: &str, minutes: f64, lang: Lang) -> String {
    let minutes = format::fixed(minutes.max(1.0), 0);
    match lang {
        Lang::Zh => format!("{name} {minutes} 分"),
        Lang::En => format!("{name} {minutes} min"),
    }
}

/// More products than are named.
pub fn and_others(others: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(" 等另 {others} 个"),
        Lang::En => format!(" and {others} more"),
    }
}

/// Talk segments are known, and none lies here.
pub fn nothing_on(lang: Lang) -> String {
    lang.pick("没讲商品", "No product").to_owned()
}

/// How a slot came out.
pub fn mark(slot: &SlotScore, lang: Lang) -> String {
    let words = match (slot.inside, slot.interval, slot.actual) {
        _ if slot.aired == Some(0.0) => ("没播到", "Not reached"),
        (Some(true), ..) => ("区间内", "Within"),
        (Some(false), Some(range), Some(took)) if took < range.low => ("低于区间", "Below"),
        (Some(false), ..) => ("高于区间", "Above"),
        (None, ..) if slot.held.is_some_and(|held| held < 0.5) => ("讲了别的", "Something else"),
        (None, _, None) => ("没有数据", "No figures"),
        (None, ..) => ("不知道讲了什么", "Talk unknown"),
    };
    lang.pick(words.0, words.1).to_owned()
}

/// How much of the run-down was kept, and where the takings are from.
pub fn sentence(held: Option<f64>, takings: TakingsFrom, lang: Lang) -> String {
    let mut out = match (held.map(|held| format::percent_digits(held, 0)), lang) {
        (Some(held), Lang::Zh) => format!("计划的分钟里有 **{held}** 真的在讲计划的商品。"),
        (Some(held), Lang::En) => {
            format!("**{held}** of the planned minutes had the planned product on.")
        }
        (None, Lang::Zh) => {
            "这场的导出没有讲解片段，不知道哪几分钟讲了什么，区间不判断。".to_owned()
        }
        (None, Lang::En) => {
            "No talk segments were exported, so nobody knows what was on: ranges are not judged."
                .to_owned()
        }
    };
    out += match (takings, lang) {
        (TakingsFrom::Minutes, Lang::Zh) => "实际是这段时间里全场的成交，按分钟曲线加起来。",
        (TakingsFrom::Minutes, Lang::En) => {
            " Taken is what all products sold in these minutes, from the minute curve."
        }
        (TakingsFrom::Orders, Lang::Zh) => "实际是这段时间里全场的成交，按子订单的时间加起来。",
        (TakingsFrom::Orders, Lang::En) => {
            " Taken is what all products sold in these minutes, from order lines."
        }
        (TakingsFrom::Talks, Lang::Zh) => "实际来自讲解片段，只算整段落在时段里的。",
        (TakingsFrom::Talks, Lang::En) => {
            " Taken is from talk segments, where whole ones lie in a slot."
        }
        (TakingsFrom::Nothing, _) => "",
    };
    out
}

/// Why no takings are told, and what would tell them.
pub fn empty(takings: TakingsFrom, objective: Objective, lang: Lang) -> String {
    match (takings, objective) {
        (TakingsFrom::Nothing, Objective::Net | Objective::Profit) => lang
            .pick(
                "退款和成本没有按分钟的数据：以净成交或毛利为目标的计划，时段只对照讲了什么。",
                "Refunds and costs are not told minute by minute: for a plan of net sales or profit only what was on is compared.",
            )
            .to_owned(),
        (TakingsFrom::Nothing, Objective::Gmv | Objective::Orders) => lang
            .pick(
                "这场的导出没有按分钟的成交。导入分钟数据、子订单或讲解片段就能对照。",
                "No export of this session tells its sales by minute. Import the minute curve, order lines or talk segments.",
            )
            .to_owned(),
        _ => String::new(),
    }
}
