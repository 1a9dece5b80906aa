//! What the comparison of a plan with its session says.

use super::Lang;
use super::plan::Unit;
use crate::plan::{ModelSplit, PlanScore, ProductScore, Scorecard, Wider};
use crate::present::format;

/// Before the choice of a plan and of its session.
pub fn labels(lang: Lang) -> [String; 2] {
    lang.pick(["计划", "对照场次"], ["Plan", "Session"]).map(str::to_owned)
}

/// One plan in the list of plans.
pub fn plan_choice(name: &str, version: u32, became: Option<String>, lang: Lang) -> String {
    match (became, lang) {
        (Some(day), _) => format!("{name} v{version} · {day}"),
        (None, Lang::Zh) => format!("{name} v{version} · 还没对照"),
        (None, Lang::En) => format!("{name} v{version} · no session yet"),
    }
}

/// What came, in one sentence.
pub fn verdict(score: &PlanScore, unit: &Unit) -> String {
    let (came, planned) = (unit.amount(score.actual), unit.amount(score.planned));
    let apart = unit.signed(score.actual - score.planned);
    match (unit.lang, score.inside) {
        (Lang::Zh, true) => format!("做了 {came}，计划 {planned}，差 {apart}，落在预测区间里。"),
        (Lang::En, true) => {
            format!("{came} came, {planned} was planned ({apart}): within the range.")
        }
        (Lang::Zh, false) if score.actual > score.planned => {
            format!("做了 {came}，比计划的 {planned} 多，超出了预测区间。")
        }
        (Lang::Zh, false) => format!("做了 {came}，不到计划的 {planned}，跌出了预测区间。"),
        (Lang::En, false) if score.actual > score.planned => {
            format!("{came} came, more than the {planned} planned and above the range.")
        }
        (Lang::En, false) => {
            format!("{came} came, less than the {planned} planned and below the range.")
        }
    }
}

/// What the sentence rests on.
pub fn detail(score: &PlanScore, unit: &Unit) -> String {
    let range = format::ends(&unit.amount(score.interval.low), &unit.amount(score.interval.high));
    let judged = score.products.iter().filter(|product| product.actual.is_some()).count();
    match unit.lang {
        Lang::Zh => format!(
            "计划时说有八成把握落在 {range}；实际按这场 {judged} 个商品的成交加起来。差额说的是哪里不同，不证明因果。"
        ),
        Lang::En => format!(
            "The plan said {range} with 80% confidence; what came is the sum over {judged} products. Differences say where, they prove no cause."
        ),
    }
}

/// Nothing to compare with.
pub fn no_score(attached: bool, lang: Lang) -> String {
    match (attached, lang) {
        (false, Lang::Zh) => "这份计划还没有对照的场次",
        (false, Lang::En) => "This plan has no session yet",
        (true, Lang::Zh) => "这一场没有商品成交数据，对照不了",
        (true, Lang::En) => "That session has no figures of products to compare",
    }
    .to_owned()
}

/// What to do about it.
pub fn what_to_do(attached: bool, lang: Lang) -> String {
    match (attached, lang) {
        (false, Lang::Zh) => "播完把那场的文件导进来，再选它是哪一场。",
        (false, Lang::En) => "After the broadcast import its files, then choose the session.",
        (true, Lang::Zh) => "导入那场的商品表或订单，或者换一场。",
        (true, Lang::En) => "Import that session's product list or orders, or choose another.",
    }
    .to_owned()
}

/// The plan is younger than its session.
pub fn after_the_fact(lang: Lang) -> String {
    lang.pick(
        "这份计划是开播以后才存的，可能已经看过这场的数据：只能看差在哪，不计入成绩。",
        "This plan was saved after the broadcast began and may have seen its data: it shows differences and does not count as a forecast.",
    )
    .to_owned()
}

/// Takes the likely session.
pub fn take(at: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("就是 {at} 这场"),
        Lang::En => format!("It was {at}"),
    }
}

/// No session is chosen.
pub fn no_session(lang: Lang) -> String {
    lang.pick("选一场", "Choose one").to_owned()
}

/// Takes the session back.
pub fn detach(lang: Lang) -> String {
    lang.pick("不对照这场", "Not this session").to_owned()
}

/// Heads of the facts.
pub fn fact_columns(lang: Lang) -> [String; 3] {
    lang.pick(["", "计划", "实际"], ["", "Plan", "Outcome"]).map(str::to_owned)
}

/// Names of the facts with what they mean: value, viewers, goal, traffic used, value attained.
pub fn facts(lang: Lang) -> [(String, String); 5] {
    let pairs = lang.pick(
        [
            ("成交", "计划里各商品的预计之和（括号里是 80% 区间）；实际是这场各商品之和"),
            ("观众", "计划按中位观众数算"),
            ("目标", "计划时说的达成概率，和这次到没到"),
            ("流量利用率", "1 − ½ × Σ|实际份额 − 计划份额|：流量有多少去了计划要它去的商品"),
            ("流量产出率", "按计划的模型，这些流量实际分法的产出 ÷ 全按计划分的产出"),
        ],
        [
            ("Value", "Planned: the sum over the plan's products with its 80% range; outcome: the sum over the session's products"),
            ("Viewers", "The plan counts with the median"),
            ("Goal", "The probability the plan told, and whether it was reached"),
            ("Traffic used", "1 − ½ × Σ|share − planned share|: how much of the traffic went where the plan wanted it"),
            ("Traffic yield", "By the plan's model: what this traffic brings as it was split ÷ as it was planned"),
        ],
    );
    pairs.map(|(label, hover)| (label.to_owned(), hover.to_owned()))
}

/// A goal as planned.
pub fn goal_planned(target: &str, probability: f64, lang: Lang) -> String {
    let odds = format::percent_digits(probability, 0);
    match lang {
        Lang::Zh => format!("{target}，把握 {odds}"),
        Lang::En => format!("{target}, odds {odds}"),
    }
}

/// Whether it was reached.
pub fn goal_reached(reached: bool, lang: Lang) -> String {
    match (reached, lang) {
        (true, Lang::Zh) => "达成",
        (true, Lang::En) => "Reached",
        (false, Lang::Zh) => "没达成",
        (false, Lang::En) => "Missed",
    }
    .to_owned()
}

/// Title of the products.
pub fn table_title(lang: Lang) -> String {
    lang.pick("每个商品：计划和实际", "Every product, planned and sold").to_owned()
}

/// What the switch between them is called.
pub fn tabs_label(lang: Lang) -> String {
    lang.pick("对照", "Compare").to_owned()
}

/// Names of the tables that share a card.
pub fn tabs(lang: Lang) -> Vec<String> {
    lang.pick(["商品", "时段", "曝光"], ["Products", "Slots", "Exposure"])
        .map(str::to_owned)
        .to_vec()
}

/// Title of plan and outcome of the whole.
pub fn facts_title(lang: Lang) -> String {
    lang.pick("整场：计划和实际", "The whole, planned and seen").to_owned()
}

/// How many ranges held.
pub fn table_note(inside: usize, judged: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{judged} 个里 {inside} 个落在区间里"),
        Lang::En => format!("{inside} of {judged} within their range"),
    }
}

/// What that is worth.
pub fn table_sentence(inside: usize, judged: usize, lang: Lang) -> String {
    let expected = format::fixed(0.8 * judged as f64, 0);
    match lang {
        Lang::Zh => format!(
            "区间说的是八成把握，{judged} 个商品里大约该有 {expected} 个落在里面，这次是 {inside} 个。"
        ),
        Lang::En => format!(
            "Ranges promise 80%: of {judged} products about {expected} should lie inside, {inside} did."
        ),
    }
}

/// Column heads; `unit` is that of the values.
pub fn columns(unit: &str, lang: Lang) -> Vec<String> {
    match lang {
        Lang::Zh => vec![
            "商品".to_owned(),
            "份额".to_owned(),
            "分钟".to_owned(),
            format!("计划（{unit}）"),
            "80% 区间".to_owned(),
            format!("实际（{unit}）"),
            "结果".to_owned(),
        ],
        Lang::En => vec![
            "Product".to_owned(),
            "Share".to_owned(),
            "Minutes".to_owned(),
            format!("Planned ({unit})"),
            "80% range".to_owned(),
            format!("Sold ({unit})"),
            "Result".to_owned(),
        ],
    }
}

/// How a product came out.
pub fn mark(product: &ProductScore, lang: Lang) -> String {
    let words = match (product.inside, product.interval, product.actual) {
        (_, None, _) => ("计划外", "Not planned"),
        (_, _, None) => ("没有数据", "No figures"),
        (None, ..) => ("没讲", "Not shown"),
        (Some(true), ..) => ("区间内", "Within"),
        (_, Some(range), Some(actual)) if actual < range.low => ("低于区间", "Below"),
        _ => ("高于区间", "Above"),
    };
    let word = lang.pick(words.0, words.1);
    match (product.sold_out, lang) {
        (false, _) => word.to_owned(),
        (true, Lang::Zh) => format!("{word} · 卖完"),
        (true, Lang::En) => format!("{word} · sold out"),
    }
}

/// Title and note of the bridge.
pub fn bridge_title(lang: Lang) -> (String, String) {
    let (title, note) = lang.pick(
        ("差额从哪来", "各段相加正好是差额"),
        ("Where the difference comes from", "the parts add up to it"),
    );
    (title.to_owned(), note.to_owned())
}

/// Parts of the bridge, in its order.
pub fn bridge_parts(lang: Lang) -> [String; 6] {
    lang.pick(
        ["人数", "流量分配", "转化", "客单", "缺货", "说不清"],
        ["Viewers", "Split", "Order rate", "Basket", "Sold out", "Unexplained"],
    )
    .map(str::to_owned)
}

/// Why there is no bridge.
pub fn no_bridge(lang: Lang) -> String {
    lang.pick(
        "这场的导出没说观看人数，或没说各商品曝光多少：差额分不到各段上。导入讲解片段或商品曝光就能分。",
        "The exports of this session tell neither its viewers nor who was shown which product, so the difference cannot be split. Import talk segments or product impressions.",
    )
    .to_owned()
}

/// The largest part, and what of the difference the plan's model explains.
pub fn bridge_sentence(
    difference: f64,
    largest: Option<(String, String)>,
    model: Option<&ModelSplit>,
    unit: &Unit,
) -> String {
    let apart = unit.signed(difference);
    let mut out = match (largest, unit.lang) {
        (Some((what, amount)), Lang::Zh) => {
            format!("差额 {apart}，最大的一段是{what}（{amount}）。")
        }
        (Some((what, amount)), Lang::En) => {
            format!("{apart} in all; largest part: {} ({amount}).", what.to_lowercase())
        }
        (None, Lang::Zh) => format!("差额 {apart}。"),
        (None, Lang::En) => format!("{apart} in all."),
    };
    if let Some(model) = model {
        let (execution, wrong) = (unit.signed(model.execution), unit.signed(model.model));
        out += &match unit.lang {
            Lang::Zh => format!("执行和来人不同占 {execution}，模型没料到的占 {wrong}。"),
            Lang::En => format!(" Viewers and split made {execution}; the model missed {wrong}."),
        };
    }
    out
}

/// Title of the scorecard.
pub fn card_title(lang: Lang) -> String {
    lang.pick("计划的成绩单", "How plans did so far").to_owned()
}

/// Its rows.
pub fn card_rows(card: &Scorecard, lang: Lang) -> Vec<(String, String)> {
    let of = |part: usize, all: usize| format!("{part} / {all}");
    let label = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
    let mut rows = vec![
        (
            label("总额落在 80% 区间里", "Totals within their 80% range"),
            of(card.totals_inside, card.plans),
        ),
        (
            label("商品落在 80% 区间里", "Products within their 80% range"),
            of(card.products_inside, card.products),
        ),
    ];
    if let Some(range) = &card.coverage {
        rows.push((label("覆盖率的区间", "Range of that share"), format::percent_range(range)));
    }
    if let Some(error) = card.median_error {
        let text = format::percent_digits(error, 0);
        rows.push((label("总额误差中位", "Median error of totals"), text));
    }
    if let (Some(mean), Some(brier)) = (card.mean_probability, card.brier) {
        let reached = of(card.reached, card.goals);
        let text = format!("{} · {reached}", format::percent_digits(mean, 0));
        rows.push((label("说的达成把握 · 真达成", "Odds told · goals reached"), text));
        rows.push((
            label("布里尔分（0 最好，0.25 等于乱猜）", "Brier score (0 best, 0.25 a coin)"),
            format::fixed(brier, 2),
        ));
    }
    rows
}

/// What it says about the ranges.
pub fn card_sentence(card: &Scorecard, after: usize, lang: Lang) -> String {
    let mut out = match (card.coverage, lang) {
        (None, Lang::Zh) => "还没有开播前存好、播完对照过的计划。".to_owned(),
        (None, Lang::En) => "No plan saved before its broadcast has been compared yet.".to_owned(),
        (Some(range), Lang::Zh) if range.contains(0.8) => {
            "落在区间里的比例和说好的 80% 对得上。".to_owned()
        }
        (Some(range), Lang::En) if range.contains(0.8) => {
            "The share within the ranges agrees with the 80% they promise.".to_owned()
        }
        (Some(range), Lang::Zh) if range.high < 0.8 => {
            "落在区间里的比说好的 80% 少：区间说得太窄。".to_owned()
        }
        (Some(range), Lang::En) if range.high < 0.8 => {
            "Fewer lie within the ranges than the 80% promised: they are too narrow.".to_owned()
        }
        (Some(_), Lang::Zh) => "落在区间里的比 80% 还多：区间说得偏宽。".to_owned(),
        (Some(_), Lang::En) => {
            "More lie within the ranges than 80%: they are rather wide.".to_owned()
        }
    };
    if after > 0 {
        out += &match lang {
            Lang::Zh => format!("另有 {after} 份是开播后才存的，不算。"),
            Lang::En if after == 1 => " One saved after its broadcast does not count.".to_owned(),
            Lang::En => format!(" {after} saved after their broadcasts do not count."),
        };
    }
    out
}

/// What the next plan makes of it.
pub fn widened(wider: Option<Wider>, lang: Lang) -> String {
    let Some(wider) = wider else { return String::new() };
    let factor = format::fixed(wider.factor, 1);
    match (wider.factor > 1.0, lang) {
        (true, Lang::Zh) => format!("下一份计划的区间放宽到 {factor} 倍。"),
        (true, Lang::En) => format!(" The next plan's ranges are {factor} times as wide."),
        (false, Lang::Zh) => "下一份计划的区间不用放宽。".to_owned(),
        (false, Lang::En) => " The next plan's ranges need not be wider.".to_owned(),
    }
}

/// The plan's session was said or taken back.
pub fn attached(name: &str, attached: bool, lang: Lang) -> String {
    match (attached, lang) {
        (true, Lang::Zh) => format!("计划「{name}」已和这场对照"),
        (true, Lang::En) => format!("Plan \"{name}\" is compared with this session"),
        (false, Lang::Zh) => format!("计划「{name}」不再对照那场"),
        (false, Lang::En) => format!("Plan \"{name}\" is no longer compared"),
    }
}
