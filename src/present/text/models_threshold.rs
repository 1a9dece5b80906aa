//! Texts of the line through the chances: whom it calls, what that brings and costs.

use super::Lang;
use crate::domain::Currency;
use crate::learn::Question;
use crate::present::format;

/// The four figures of a threshold: called and bought, called in vain, missed, left alone.
pub fn threshold_cells(question: Question, lang: Lang) -> [String; 4] {
    match (question, lang) {
        (Question::Products, Lang::Zh) => {
            ["推了，成交", "推了，没成交", "没推，却成交", "没推，没成交"]
        }
        (Question::Products, Lang::En) => {
            ["shown, ordered", "shown in vain", "missed", "left alone"]
        }
        (_, Lang::Zh) => ["招呼了，买了", "白招呼", "漏掉的买家", "没招呼，也没买"],
        (_, Lang::En) => ["asked, bought", "asked in vain", "missed buyers", "left alone"],
    }
    .map(str::to_owned)
}

/// Where the line is.
pub fn threshold_at(share: f64, question: Question, lang: Lang) -> String {
    let share = format::percent(share);
    match (question, lang) {
        (Question::Products, Lang::Zh) => format!("成交机会至少 {share} 的才主推"),
        (Question::Products, Lang::En) => format!("show first from a rate of {share}"),
        (_, Lang::Zh) => format!("机会至少 {share} 的才招呼"),
        (_, Lang::En) => format!("ask from a chance of {share}"),
    }
}

/// Name of the threshold's slider.
pub fn threshold_slider(lang: Lang) -> String {
    lang.pick("线画在哪", "Where the line is").to_owned()
}

/// What calling people brings, in major units.
#[derive(Clone, Copy, Debug)]
pub struct Brought<'a> {
    /// By those who buy.
    pub worth: f64,
    /// By buyers who are not called.
    pub missed: f64,
    /// Spent on all who are called.
    pub cost: f64,
    /// Of all three.
    pub currency: &'a Currency,
}

/// What a threshold brings in people and money.
pub fn threshold_sentence(
    (called, of): (f64, f64),
    (found, buyers): (f64, f64),
    money: Option<Brought<'_>>,
    question: Question,
    lang: Lang,
) -> String {
    let (called, of) = (format::count(called), format::count(of));
    let (found, buyers) = (format::count(found), format::count(buyers));
    let worth = money.map_or_else(String::new, |money| {
        let amount = |value: f64| format::money(value, money.currency, lang);
        let (brought, missed) = (amount(money.worth), amount(money.missed));
        if money.cost > 0.0 {
            let (cost, net) = (amount(money.cost), amount(money.worth - money.cost));
            lang.pick(
                format!("，约值 {brought}，花 {cost}，剩 **{net}**"),
                format!(", worth {brought} for {cost}: **{net}** is left"),
            )
        } else {
            lang.pick(
                format!("，约值 **{brought}**，漏掉约 {missed}"),
                format!(", worth **{brought}**; {missed} is missed"),
            )
        }
    });
    match (question, lang) {
        (Question::Products, Lang::Zh) => format!(
            "主推 {of} 个点击里的 {called} 个，碰到 {buyers} 单里的 **{found}** 单{worth}。"
        ),
        (Question::Products, Lang::En) => format!(
            "Showing to {called} of {of} clicks meets **{found}** of {buyers} orders{worth}."
        ),
        (_, Lang::Zh) => format!(
            "招呼 {of} 人里的 {called} 人，碰到 {buyers} 个买家里的 **{found}** 个{worth}。"
        ),
        (_, Lang::En) => {
            format!("Asking {called} of {of} meets **{found}** of {buyers} buyers{worth}.")
        }
    }
}

/// Label of what contacting one costs.
pub fn contact_cost(question: Question, lang: Lang) -> String {
    match (question, lang) {
        (Question::Products, Lang::Zh) => "每个点击花",
        (Question::Products, Lang::En) => "Cost per click",
        (_, Lang::Zh) => "招呼一个人花",
        (_, Lang::En) => "Cost per person",
    }
    .to_owned()
}

/// The unit behind the field.
pub fn cost_unit(currency: &Currency, lang: Lang) -> String {
    match currency.0.as_str() {
        "CNY" => lang.pick("元", "CNY").to_owned(),
        other => other.to_owned(),
    }
}

/// What was typed is no cost.
pub fn bad_contact_cost(lang: Lang) -> String {
    lang.pick("写一个不小于 0 的数，比如 0.5", "Type a number from 0 up, such as 0.5").to_owned()
}

/// The line that brings most; without a cost there is none, and that is said.
pub fn best_line(
    best: Option<(f64, f64)>,
    costs: bool,
    currency: &Currency,
    question: Question,
    lang: Lang,
) -> String {
    let best = best.map(|(share, net)| {
        (threshold_at(share, question, lang), format::money(net, currency, lang))
    });
    match (costs, best, lang) {
        (false, _, Lang::Zh) => "没说成本，按 0 算：线越宽越划算".to_owned(),
        (false, _, Lang::En) => "No cost given, counted as 0: the wider, the better".to_owned(),
        (true, Some((line, net)), Lang::Zh) => format!("最划算：{line}，剩 {net}"),
        (true, Some((line, net)), Lang::En) => format!("Best: {line}, {net} is left"),
        (true, None, Lang::Zh) => "这个成本下，哪条线都不划算".to_owned(),
        (true, None, Lang::En) => "At this cost no line pays".to_owned(),
    }
}

/// Marks the line that brings most, in lists.
pub fn best_mark(lang: Lang) -> String {
    lang.pick("最划算", "best").to_owned()
}

/// The button that goes to it.
pub fn go_to_best(lang: Lang) -> String {
    lang.pick("去最划算的线", "Go to the best").to_owned()
}

/// Thresholds are asked for where no rate is predicted.
pub fn no_thresholds(lang: Lang) -> String {
    lang.pick(
        "这个模型没有可画的线：它猜的是金额，或者考过的人太少。",
        "This model has no line to draw: it predicts an amount, or too few were tested.",
    )
    .to_owned()
}
