//! Texts of the Models page's charts and tables.

use super::Lang;
use crate::learn::{OutcomeUnit, Question};
use crate::present::format;

/// Title of the coefficients.
pub fn coefficients_title(lang: Lang) -> String {
    lang.pick("每个因素加减多少", "What each factor adds or takes").to_owned()
}

/// Unit of the coefficients.
pub fn coefficients_unit(unit: &OutcomeUnit, lang: Lang) -> String {
    match (unit, lang) {
        (OutcomeUnit::Rate, Lang::Zh) => "因素高出常见的一档，成交机会乘以几；横条 = 80% 区间",
        (OutcomeUnit::Rate, Lang::En) => "Odds times, per usual step; bar = 80% range",
        (_, Lang::Zh) => "因素高出常见的一档，多多少；横条 = 80% 区间",
        (_, Lang::En) => "More per usual step; bar = 80% range",
    }
    .to_owned()
}

/// The sentence below the coefficients.
pub fn coefficients_sentence(clear: &[&str], lang: Lang) -> String {
    if clear.is_empty() {
        return lang
            .pick("没有哪个因素的方向是清楚的。", "No factor's direction is clear.")
            .to_owned();
    }
    let names = clear.join(lang.pick("、", " and "));
    lang.pick(
        format!("方向清楚的首先是{names}。其他因素不变时的相关，不证明因果。"),
        format!("Clearest: {names}. With the others held fixed; no proof of cause."),
    )
}

/// Title of the calibration chart.
pub fn calibration_title(lang: Lang) -> String {
    lang.pick("说得准吗", "Is it right?").to_owned()
}

/// Axes of the calibration chart.
pub fn calibration_axes(lang: Lang) -> String {
    lang.pick("横 说的 % · 竖 实际 %", "said → real, %").to_owned()
}

/// The sentence below the calibration chart.
pub fn calibration_sentence(said: f64, seen: f64, question: Question, lang: Lang) -> String {
    let (said, seen) = (format::percent(said), format::percent(seen));
    match (question, lang) {
        (Question::Products, Lang::Zh) => format!("模型说 {said} 的点击，实际成交 {seen}。"),
        (Question::Products, Lang::En) => format!("Of clicks it gives {said}, {seen} ordered."),
        (_, Lang::Zh) => format!("模型说 {said} 的人，实际 {seen} 买了。"),
        (_, Lang::En) => format!("Of those it gives {said}, {seen} bought."),
    }
}

/// Hover text of a calibration point.
pub fn calibration_hover_at(
    said: f64,
    seen: f64,
    n: f64,
    question: Question,
    lang: Lang,
) -> String {
    let (said, seen, n) = (format::percent(said), format::percent(seen), format::count(n));
    match (question, lang) {
        (Question::Products, Lang::Zh) => format!("{n} 个点击：说 {said}，实际 {seen}"),
        (Question::Products, Lang::En) => format!("{n} clicks: said {said}, ordered {seen}"),
        (_, Lang::Zh) => format!("{n} 人：说 {said}，实际 {seen}"),
        (_, Lang::En) => format!("{n} people: said {said}, bought {seen}"),
    }
}

/// Label of the diagonal.
pub fn calibration_diagonal(lang: Lang) -> String {
    lang.pick("虚线 = 说多少就是多少", "Dashed = exactly as said").to_owned()
}

/// Title of the lift chart.
pub fn lift_title(question: Question, lang: Lang) -> String {
    match (question, lang) {
        (Question::Products, Lang::Zh) => "先推哪些最划算",
        (Question::Products, Lang::En) => "Which first?",
        (_, Lang::Zh) => "先找谁最划算",
        (_, Lang::En) => "Whom first?",
    }
    .to_owned()
}

/// Axes of the lift chart.
pub fn lift_axes(question: Question, lang: Lang) -> String {
    match (question, lang) {
        (Question::Products, Lang::Zh) => "横 推的 · 竖 订单 %",
        (Question::Products, Lang::En) => "shown → orders, %",
        (_, Lang::Zh) => "横 找的 · 竖 买家 %",
        (_, Lang::En) => "asked → found, %",
    }
    .to_owned()
}

/// The sentence below the lift chart.
pub fn lift_sentence(reached: f64, found: f64, question: Question, lang: Lang) -> String {
    let (reached, found) = (format::percent_digits(reached, 0), format::percent_digits(found, 0));
    match (question, lang) {
        (Question::Products, Lang::Zh) => {
            format!("推给 {reached} 的点击就能碰到 {found} 的订单。")
        }
        (Question::Products, Lang::En) => {
            format!("Showing to {reached} of clicks meets {found} of orders.")
        }
        (_, Lang::Zh) => format!("找 {reached} 的人就能碰到 {found} 的买家。"),
        (_, Lang::En) => format!("Reaching {reached} of people finds {found} of buyers."),
    }
}

/// Label of the lift diagonal.
pub fn lift_diagonal(lang: Lang) -> String {
    lang.pick("随便挑", "At random").to_owned()
}

/// Title of the importance chart.
pub fn importance_title(lang: Lang) -> String {
    lang.pick("什么最有用", "What helps most").to_owned()
}

/// Unit of the importance chart.
pub fn importance_unit(rate: bool, lang: Lang) -> String {
    match (rate, lang) {
        (true, Lang::Zh) => "打乱它 AUC 掉几点",
        (true, Lang::En) => "AUC points",
        (false, Lang::Zh) => "打乱它误差多多少",
        (false, Lang::En) => "error added",
    }
    .to_owned()
}

/// The sentence below the importance chart.
pub fn importance_sentence(first: &str, useless: &[&str], lang: Lang) -> String {
    match (useless, lang) {
        ([], Lang::Zh) => format!("最有用的是{first}。"),
        ([], Lang::En) => format!("{first} helps most."),
        ([one], Lang::Zh) => format!("最有用的是{first}；{one}没看出用处。"),
        ([one], Lang::En) => format!("{first} helps most; {one}: no help shown."),
        (many, Lang::Zh) => {
            format!("最有用的是{first}；空心的 {} 样没看出用处。", many.len())
        }
        (many, Lang::En) => {
            format!("{first} helps most; the {} hollow ones show no help.", many.len())
        }
    }
}

/// Title of the confusion table.
pub fn confusion_title(lang: Lang) -> String {
    lang.pick("画一条线会怎样", "A threshold").to_owned()
}

/// Whom the thresholds were tried on.
pub fn confusion_unit(question: Question, lang: Lang) -> String {
    match (question, lang) {
        (Question::Products, Lang::Zh) => "考题里的点击",
        (Question::Products, Lang::En) => "clicks it was tested on",
        (_, Lang::Zh) => "考题里的人",
        (_, Lang::En) => "people it was tested on",
    }
    .to_owned()
}

/// What moving the line does.
pub fn confusion_sentence(question: Question, lang: Lang) -> String {
    match (question, lang) {
        (Question::Products, Lang::Zh) => "线画得越低，漏掉的订单越少，白推的越多。",
        (Question::Products, Lang::En) => {
            "A lower line misses fewer orders and shows more in vain."
        }
        (_, Lang::Zh) => "线画得越低，漏掉的越少，白招呼的越多。",
        (_, Lang::En) => "A lower line misses fewer buyers and talks to more people in vain.",
    }
    .to_owned()
}

/// Status line.
pub fn status(rows: usize, columns: usize, seconds: f64, seed: u64, lang: Lang) -> String {
    let (n, seconds) = (format::count(rows as f64), format::fixed(seconds, 2));
    lang.pick(
        format!("训练 {n} 行 × {columns} 列，用时 {seconds} 秒 · 随机种子 {seed} · 同样的数据训出来一模一样"),
        format!("{n} rows × {columns} columns in {seconds} s · random seed {seed} · the same data gives the same model"),
    )
}
