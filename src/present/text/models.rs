//! Texts of the Models page: questions people ask of a model, and what each figure means.

use jiff::ZonedDateTime;

pub use super::models_charts::*;
pub use super::models_looks::*;
pub use super::models_threshold::*;
pub use super::models_what_if::*;

use super::Lang;
use crate::domain::Interval;
use crate::learn::{ModelKind, OutcomeUnit, Question, RateEstimate};
use crate::present::format;
use crate::present::pages::Empty;

/// The page's question.
pub fn page_question(lang: Lang) -> String {
    lang.pick(
        "谁会买？哪些商品会卖好？这场能卖多少？",
        "Who buys? Which products sell? How much will a session sell?",
    )
    .to_owned()
}

/// Label of the train button.
pub fn train_label(again: bool, lang: Lang) -> String {
    match (again, lang) {
        (false, Lang::Zh) => "训练",
        (false, Lang::En) => "Train",
        (true, Lang::Zh) => "重新训练",
        (true, Lang::En) => "Train again",
    }
    .to_owned()
}

/// The training shown knows everything in the store.
pub fn fresh(lang: Lang) -> String {
    lang.pick("现有的数据都学过了。", "It has learnt from everything in the store.").to_owned()
}

/// New data came since.
pub fn stale(lang: Lang) -> String {
    lang.pick(
        "训练之后又导入或改过数据，再训一次会更准。",
        "Data was imported or changed since. Train again to use it.",
    )
    .to_owned()
}

/// What came since clearly differs.
pub fn drifted(lang: Lang) -> String {
    lang.pick(
        "训练之后来的数据和学过的明显不一样，该再训一次了。",
        "Data since the training clearly differs from what was learnt: time to train again.",
    )
    .to_owned()
}

/// Nothing was trained yet.
pub fn nothing_trained(question: Question, lang: Lang) -> Empty {
    let detail = match (question, lang) {
        (Question::Buyers, Lang::Zh) => {
            "按一下「训练」，用行为和订单看看什么样的观众会买。需要导入行为文件或带买家的订单。"
        }
        (Question::Buyers, Lang::En) => {
            "Press Train to see which viewers buy. It needs viewer events, or orders with buyers."
        }
        (Question::Products, Lang::Zh) => {
            "按一下「训练」，看价格、讲解时长、时段怎样影响点击后的成交。需要整场数据或商品列表。"
        }
        (Question::Products, Lang::En) => {
            "Press Train to see how price, talk time and slot move sales after a click. It needs session workbooks or product lists."
        }
        (Question::SessionSales, Lang::Zh) => {
            "按一下「训练」，看时段、时长、投放怎样影响一场的金额。需要 20 场以上。"
        }
        (Question::SessionSales, Lang::En) => {
            "Press Train to see how hour, length and ad spend move a session's amount. It needs 20 sessions or more."
        }
    };
    Empty {
        title: lang.pick("还没训练过这个问题", "This question has not been trained yet").to_owned(),
        detail: detail.to_owned(),
        action: train_label(false, lang),
    }
}

/// Too little data for any method: only the overall rate can be said.
pub fn below_gates(
    base: &RateEstimate,
    unit: &OutcomeUnit,
    question: Question,
    lang: Lang,
) -> Empty {
    let value = outcome(base.value, unit, lang);
    let range = outcome_range(&base.interval, unit, lang);
    let what = match (question, lang) {
        (Question::SessionSales, Lang::Zh) => "平均每场",
        (Question::SessionSales, Lang::En) => "A session's mean is",
        (_, Lang::Zh) => "整体成交率",
        (_, Lang::En) => "The overall rate is",
    };
    Empty {
        title: lang
            .pick("数据还太少，训练不出靠得住的模型", "There is too little data for a model to rely on")
            .to_owned(),
        detail: lang.pick(
            format!("现在只能说：{what} {value}（{range}）。左边写着每种方法还差多少。"),
            format!("All that can be said: {what} {value} ({range}). The list on the left says what each method still needs."),
        ),
        action: String::new(),
    }
}

/// A question nobody asked yet.
pub fn not_asked_yet(lang: Lang) -> String {
    lang.pick("还没训练", "Not trained yet").to_owned()
}

/// Rows and buyers of a question.
pub fn question_line(
    question: Question,
    rows: usize,
    positives: Option<f64>,
    lang: Lang,
) -> String {
    let n = format::count(rows as f64);
    let found = positives.map(format::count).unwrap_or_default();
    match (question, lang) {
        (Question::Buyers, Lang::Zh) => format!("{n} 人次 · {found} 人次买了"),
        (Question::Buyers, Lang::En) => format!("{n} visits · {found} bought"),
        (Question::Products, Lang::Zh) => format!("{n} 行商品×场次 · {found} 单"),
        (Question::Products, Lang::En) => format!("{n} rows · {found} orders"),
        (Question::SessionSales, Lang::Zh) => format!("{n} 场"),
        (Question::SessionSales, Lang::En) => format!("{n} sessions"),
    }
}

/// What the number beside a method means.
pub fn methods_note(unit: Option<&OutcomeUnit>, lang: Lang) -> String {
    match unit {
        None => String::new(),
        Some(OutcomeUnit::Rate) => lang
            .pick(
                "右边的数是 AUC：随便猜 0.50，全对 1.00。",
                "The number is the AUC: guessing gives 0.50, perfect is 1.00.",
            )
            .to_owned(),
        Some(_) => lang
            .pick(
                "右边的数是平均差多少，越小越准。",
                "The number is the mean error: smaller is better.",
            )
            .to_owned(),
    }
}

/// What a method is good for.
pub fn method_hint(model: ModelKind, lang: Lang) -> String {
    match (model, lang) {
        (ModelKind::Tree, Lang::Zh) => "一步一步看得懂",
        (ModelKind::Tree, Lang::En) => "Can be read step by step",
        (ModelKind::Logistic, Lang::Zh) => "每个因素加减多少",
        (ModelKind::Logistic, Lang::En) => "What each factor adds or takes",
        (ModelKind::Linear, Lang::Zh) => "每个因素值多少",
        (ModelKind::Linear, Lang::En) => "What each factor is worth",
        (ModelKind::Forest, Lang::Zh) => "很多棵树取平均",
        (ModelKind::Forest, Lang::En) => "The mean of many trees",
        (ModelKind::Boosting, Lang::Zh) => "一棵树补一棵树的错",
        (ModelKind::Boosting, Lang::En) => "Each tree mends the last",
        (ModelKind::Net, Lang::Zh) => "能学弯的，说不清为什么",
        (ModelKind::Net, Lang::En) => "Bends well, explains little",
    }
    .to_owned()
}

/// A training in the list of versions.
pub fn version(at: &ZonedDateTime, rows: usize, lang: Lang) -> String {
    let when = at.strftime("%m-%d %H:%M");
    let rows = self::rows(rows, lang);
    format!("{when} · {rows}")
}

/// So many rows.
pub fn rows(count: usize, lang: Lang) -> String {
    let n = format::count(count as f64);
    lang.pick(format!("{n} 行"), format!("{n} rows"))
}

/// An outcome in its own unit.
pub fn outcome(value: f64, unit: &OutcomeUnit, lang: Lang) -> String {
    match unit {
        OutcomeUnit::Rate => format::percent(value),
        OutcomeUnit::Money(currency) => format::money(value, currency, lang),
        OutcomeUnit::Number => format::compact(value, lang),
    }
}

/// A range of outcomes.
pub fn outcome_range(range: &Interval, unit: &OutcomeUnit, lang: Lang) -> String {
    match unit {
        OutcomeUnit::Rate => format::percent_range(range),
        _ => format::ends(&outcome(range.low, unit, lang), &outcome(range.high, unit, lang)),
    }
}

/// A mean error in the outcome's unit.
pub fn outcome_error(value: f64, unit: &OutcomeUnit, lang: Lang) -> String {
    outcome(value, unit, lang)
}

/// An effect with its sign: points of log-odds for rates, the unit itself otherwise.
pub fn effect(value: f64, unit: &OutcomeUnit, lang: Lang) -> String {
    match unit {
        OutcomeUnit::Rate => {
            let factor = value.exp();
            lang.pick(
                format!("×{}", format::fixed(factor, 2)),
                format!("×{}", format::fixed(factor, 2)),
            )
        }
        OutcomeUnit::Money(currency) => format::signed_money(value, currency, lang),
        OutcomeUnit::Number => format::signed_count(value),
    }
}

/// A difference of rates in points.
pub fn points(value: f64, lang: Lang) -> String {
    lang.pick(
        format!("{} 点", format::fixed(value * 100.0, 1)),
        format!("{} pts", format::fixed(value * 100.0, 1)),
    )
}

/// Fewer than 20 people behind a node.
pub fn too_few_people(lang: Lang) -> String {
    lang.pick(
        "这里或旁边不足 20 人，看上一格",
        "Under 20 people here or beside: see the step before",
    )
    .to_owned()
}

/// The root of the tree.
pub fn everybody(question: Question, lang: Lang) -> String {
    match (question, lang) {
        (Question::Buyers, Lang::Zh) => "所有进来看的人",
        (Question::Buyers, Lang::En) => "Everybody who came in",
        (Question::Products, Lang::Zh) => "所有点过商品的人",
        (Question::Products, Lang::En) => "Everybody who clicked a product",
        (Question::SessionSales, Lang::Zh) => "所有场次",
        (Question::SessionSales, Lang::En) => "All sessions",
    }
    .to_owned()
}

/// Badge of the best leaf.
pub fn best_leaf(question: Question, lang: Lang) -> String {
    match (question, lang) {
        (Question::Buyers, Lang::Zh) => "最肯买",
        (Question::Buyers, Lang::En) => "Buys most",
        (Question::Products, Lang::Zh) => "卖得最好",
        (Question::Products, Lang::En) => "Sells best",
        (Question::SessionSales, Lang::Zh) => "卖得最多",
        (Question::SessionSales, Lang::En) => "Sells most",
    }
    .to_owned()
}

/// Badge of the leaf where most people are.
pub fn crowded_leaf(share: f64, lang: Lang) -> String {
    let share = format::percent_digits(share, 0);
    lang.pick(format!("{share} 在这"), format!("{share} are here"))
}

/// Title of the tree.
pub fn tree_title(question: Question, lang: Lang) -> String {
    match (question, lang) {
        (Question::Buyers, Lang::Zh) => "一步一步看，谁会买",
        (Question::Buyers, Lang::En) => "Step by step: who buys",
        (Question::Products, Lang::Zh) => "一步一步看，什么情况卖得好",
        (Question::Products, Lang::En) => "Step by step: when a product sells",
        (Question::SessionSales, Lang::Zh) => "一步一步看，什么场次卖得多",
        (Question::SessionSales, Lang::En) => "Step by step: which sessions sell more",
    }
    .to_owned()
}

/// Unit line of the tree.
pub fn tree_unit(unit: &OutcomeUnit, question: Question, lang: Lang) -> String {
    match (unit, question, lang) {
        (OutcomeUnit::Rate, Question::Products, Lang::Zh) => {
            "线粗 = 点击数；点 = 成交率，横条 = 80% 区间"
        }
        (OutcomeUnit::Rate, Question::Products, Lang::En) => {
            "Line width = clicks; dot = share that orders, bar = 80% range"
        }
        (OutcomeUnit::Rate, _, Lang::Zh) => "线粗 = 人数；点 = 买的比例，横条 = 80% 区间",
        (OutcomeUnit::Rate, _, Lang::En) => {
            "Line width = people; dot = share that buys, bar = 80% range"
        }
        (_, _, Lang::Zh) => "线粗 = 场数；点 = 平均，横条 = 80% 区间",
        (_, _, Lang::En) => "Line width = sessions; dot = mean, bar = 80% range",
    }
    .to_owned()
}

/// The sentence below the tree.
pub fn tree_sentence(path: &[String], times: f64, question: Question, lang: Lang) -> String {
    let path = path.join(lang.pick("，", ", "));
    let times = format::fixed(times, 1);
    match (question, lang) {
        (Question::SessionSales, Lang::Zh) => {
            format!("{path}：金额约是平均的 {times} 倍。只说相关，不证明因果。")
        }
        (Question::SessionSales, Lang::En) => {
            format!("{path}: about {times} times the mean. Related, not proven to be the cause.")
        }
        (_, Lang::Zh) => {
            format!("{path}：买的可能约是平均的 {times} 倍。只说谁更可能，不说为什么。")
        }
        (_, Lang::En) => {
            format!("{path}: about {times} times as likely as the mean. It says who, not why.")
        }
    }
}

/// A tree that found nothing to split on.
pub fn tree_single(question: Question, lang: Lang) -> String {
    match (question, lang) {
        (Question::Buyers, Lang::Zh) => "没找到能把人分开的条件。",
        (Question::Buyers, Lang::En) => "No condition was found that tells people apart.",
        (_, Lang::Zh) => "没找到能分出高低的条件。",
        (_, Lang::En) => "No condition was found that tells high from low.",
    }
    .to_owned()
}

/// Plain name of the AUC.
pub fn auc_label(question: Question, lang: Lang) -> String {
    match (question, lang) {
        (Question::Products, Lang::Zh) => "分得清哪些会成交",
        (Question::Products, Lang::En) => "Tells orders apart",
        (_, Lang::Zh) => "分得清谁会买",
        (_, Lang::En) => "Tells buyers apart",
    }
    .to_owned()
}

/// What the AUC is.
pub fn auc_hover(question: Question, lang: Lang) -> String {
    match (question, lang) {
        (Question::Products, Lang::Zh) => {
            "AUC：随便挑一个成交的点击和一个没成交的，模型把成交的排在前面的机会。0.50 等于瞎猜，1.00 全对。后面是 80% 区间。"
        }
        (Question::Products, Lang::En) => {
            "AUC: of a random click that ordered and one that did not, how often the model ranks the order first. 0.50 is guessing, 1.00 is perfect. The range is 80%."
        }
        (_, Lang::Zh) => {
            "AUC：随便挑一个买的人和一个没买的人，模型把买的排在前面的机会。0.50 等于瞎猜，1.00 全对。后面是 80% 区间。"
        }
        (_, Lang::En) => {
            "AUC: of a random buyer and a random non-buyer, how often the model ranks the buyer first. 0.50 is guessing, 1.00 is perfect. The range is 80%."
        }
    }
    .to_owned()
}

/// Plain name of the single-feature baseline.
pub fn single_label(lang: Lang) -> String {
    lang.pick("只看一个特征", "One feature alone").to_owned()
}

/// What the single-feature baseline is.
pub fn single_hover(lang: Lang) -> String {
    lang.pick(
        "只用最好的一个特征能做到多少。模型要明显超过它才有意义。",
        "What the best single feature reaches. A model must clearly beat it to be of use.",
    )
    .to_owned()
}

/// Plain name of the calibration error.
pub fn calibration_label(lang: Lang) -> String {
    lang.pick("说的比例差多少", "How far its rates are off").to_owned()
}

/// Beside the calibration error.
pub fn calibration_note(lang: Lang) -> String {
    lang.pick("越小越准", "smaller is better").to_owned()
}

/// What the calibration error is.
pub fn calibration_hover(lang: Lang) -> String {
    lang.pick(
        "校准误差：把人按模型说的比例分成十组，每组说的和实际买的平均差多少。",
        "Calibration error: people in ten groups by predicted rate; the mean gap between said and observed.",
    )
    .to_owned()
}

/// Plain name of the test rows.
pub fn tested_label(lang: Lang) -> String {
    lang.pick("考题", "Tested on").to_owned()
}

/// How many of the tested bought.
pub fn bought(found: f64, question: Question, lang: Lang) -> String {
    let n = format::count(found);
    match (question, lang) {
        (Question::Products, Lang::Zh) => format!("其中 {n} 单"),
        (Question::Products, Lang::En) => format!("{n} orders among them"),
        (_, Lang::Zh) => format!("其中 {n} 买了"),
        (_, Lang::En) => format!("{n} of them bought"),
    }
}

/// Plain name of the mean absolute error.
pub fn mae_label(lang: Lang) -> String {
    lang.pick("平均差多少", "Mean error").to_owned()
}

/// What the mean absolute error is.
pub fn mae_hover(lang: Lang) -> String {
    lang.pick(
        "MAE：没学过的场次上，模型说的和实际平均差多少。",
        "MAE: on sessions it has not learnt from, the mean gap between said and actual.",
    )
    .to_owned()
}

/// Plain name of the last-session baseline.
pub fn last_label(lang: Lang) -> String {
    lang.pick("猜「和上一场一样」", "Guessing \"as last time\"").to_owned()
}

/// What the last-session baseline is.
pub fn last_hover(lang: Lang) -> String {
    lang.pick(
        "最省事的猜法差多少。模型比不过它就不要用。",
        "What the laziest guess costs. A model that loses to it is of no use.",
    )
    .to_owned()
}

/// Plain name of the mean baseline.
pub fn mean_label(lang: Lang) -> String {
    lang.pick("猜平均数", "Guessing the mean").to_owned()
}

/// What the mean baseline is.
pub fn mean_hover(lang: Lang) -> String {
    lang.pick("每场都猜以前的平均差多少。", "What guessing the past mean every time costs.")
        .to_owned()
}

/// Plain name of R².
pub fn r2_label(lang: Lang) -> String {
    lang.pick("解释了多少波动", "Variation explained").to_owned()
}

/// What R² is.
pub fn r2_hover(lang: Lang) -> String {
    lang.pick(
        "R²：1 全部解释，0 等于猜平均，负数比猜平均还差。",
        "R²: 1 explains all, 0 equals guessing the mean, below 0 is worse than that.",
    )
    .to_owned()
}
