//! What models say: verdicts, reasons, what is missing, warnings, errors. Names of features and
//! the conditions of a tree are in `features`.

mod effects;
mod errors;
mod features;
mod formulas;
#[cfg(test)]
mod sentences;
#[cfg(test)]
mod tests;
pub mod trust;

pub use effects::{
    effect_place, effect_tick, effect_value, effects_none, effects_sentence, effects_title,
    effects_unit,
};
pub use errors::{learn_error, unknown_feature};
pub use features::{coefficient_label, feature_name, node_condition};
pub use formulas::formula;

use super::Lang;
use super::files::said;
use crate::domain::Verdict;
use crate::learn::{
    LearnWarning, LearnWarningCode, ModelKind, OutOfRange, OutcomeUnit, Question, Reason,
    SkipReason, Source, SplitInfo, SplitKind,
};
use crate::present::format;

/// The question as people ask it.
pub fn question_title(question: Question, lang: Lang) -> String {
    match question {
        Question::Buyers => lang.pick("谁会买？", "Who buys?"),
        Question::Products => lang.pick("哪些商品会卖好？", "Which products sell?"),
        Question::SessionSales => lang.pick("这场能卖多少？", "How much will a session sell?"),
    }
    .to_owned()
}

/// The verdict in a word or three.
pub fn verdict_word(verdict: Verdict, lang: Lang) -> String {
    match verdict {
        Verdict::Usable => lang.pick("可用", "Usable"),
        Verdict::Weak => lang.pick("勉强", "Weak"),
        Verdict::DoNotUse => lang.pick("不要用", "Do not use"),
    }
    .to_owned()
}

/// The method's name.
pub fn model_name(model: ModelKind, lang: Lang) -> String {
    match model {
        ModelKind::Linear => lang.pick("线性回归", "Linear regression"),
        ModelKind::Logistic => lang.pick("逻辑回归", "Logistic regression"),
        ModelKind::Tree => lang.pick("决策树", "Decision tree"),
        ModelKind::Forest => lang.pick("随机森林", "Random forest"),
        ModelKind::Boosting => lang.pick("梯度提升", "Boosted trees"),
        ModelKind::Net => lang.pick("神经网络", "Neural net"),
    }
    .to_owned()
}

/// An amount of the outcome.
fn amount(value: f64, unit: &OutcomeUnit, lang: Lang) -> String {
    match unit {
        OutcomeUnit::Rate => format::percent(value),
        OutcomeUnit::Money(currency) => format::money(value, currency, lang),
        OutcomeUnit::Number => format::compact(value, lang),
    }
}

/// A node's rate or mean in plain words: "100 人里约 14 个买".
pub fn node_headline(value: f64, unit: &OutcomeUnit, question: Question, lang: Lang) -> String {
    if *unit != OutcomeUnit::Rate {
        let mean = amount(value, unit, lang);
        return match (question, lang) {
            (Question::SessionSales, Lang::Zh) => format!("平均每场约 {mean}"),
            (Question::SessionSales, Lang::En) => format!("about {mean} per session"),
            (_, Lang::Zh) => format!("平均约 {mean}"),
            (_, Lang::En) => format!("about {mean} on average"),
        };
    }
    // Below one in a hundred, count of a thousand.
    let (of, digits) = if value >= 0.0095 { (100.0, 0) } else { (1_000.0, 1) };
    let digits = usize::from(value * of < 9.95 && digits != 0);
    let found = format::fixed(value * of, digits);
    let of = format::count(of);
    match (question, lang) {
        (Question::Products, Lang::Zh) => format!("{of} 个点击约成交 {found} 单"),
        (Question::Products, Lang::En) => format!("about {found} of {of} clicks order"),
        (_, Lang::Zh) => format!("{of} 人里约 {found} 个买"),
        (_, Lang::En) => format!("about {found} of {of} buy"),
    }
}

/// Why the verdict is what it is, with the figures, in one sentence.
pub fn verdict_reason(
    reason: &Reason,
    unit: &OutcomeUnit,
    question: Question,
    lang: Lang,
) -> String {
    let zh = lang == Lang::Zh;
    let products = question == Question::Products;
    let two = |v: &f64| format::fixed(*v, 2);
    let sum = |v: &f64| amount(*v, unit, lang);
    match reason {
        Reason::TooFewTested { found, needed } => {
            let (found, needed) = (format::count(*found), format::count(*needed));
            if zh {
                format!("考题太少：只有 {found} 个，至少要 {needed} 个才说得清。先多导入几场。")
            } else {
                format!(
                    "Too few to test on: {found}, at least {needed} are needed. Import more sessions."
                )
            }
        }
        Reason::NoBetterThanChance { auc, interval } => {
            let (auc, low, high) = (two(auc), two(&interval.low), two(&interval.high));
            if zh {
                let what =
                    if products { "分不清哪些商品会卖好" } else { "分不清谁会买" };
                format!("{what}：AUC {auc}（{low}–{high}），和瞎猜的 0.50 差不多。")
            } else if products {
                format!(
                    "It cannot tell which products sell: AUC {auc} ({low}–{high}), guessing gives 0.50."
                )
            } else {
                format!(
                    "It cannot tell buyers apart: AUC {auc} ({low}–{high}), guessing gives 0.50."
                )
            }
        }
        Reason::NoBetterThanMean { mae, baseline } => {
            let worse = mae >= baseline;
            let (mae, baseline) = (sum(mae), sum(baseline));
            match (worse, zh) {
                (true, true) => {
                    format!("还不如每次都猜平均：模型平均差 {mae}，猜平均差 {baseline}。")
                }
                (true, false) => {
                    format!("Worse than guessing the mean: off by {mae}, the mean by {baseline}.")
                }
                (false, true) => format!(
                    "没有明显强过每次都猜平均：模型平均差 {mae}，猜平均差 {baseline}，差别可能是碰巧。"
                ),
                (false, false) => format!(
                    "Not clearly better than guessing the mean: off by {mae}, the mean by {baseline}; the difference may be chance."
                ),
            }
        }
        Reason::NoBetterThanLast { mae, baseline } => {
            let (mae, baseline) = (sum(mae), sum(baseline));
            if zh {
                format!("没有明显强过「和上一场一样」：模型平均差 {mae}，照抄上一场差 {baseline}。")
            } else {
                format!(
                    "Not clearly better than \"as last time\": off by {mae}, last time by {baseline}."
                )
            }
        }
        Reason::NoBetterThanOneFeature { feature, score, baseline } => {
            let name = feature_name(feature, lang);
            let (score, baseline) = if *unit == OutcomeUnit::Rate {
                (two(score), two(baseline))
            } else {
                (sum(score), sum(baseline))
            };
            if zh {
                format!(
                    "只看「{name}」一项就更好（{baseline}，模型 {score}）：直接看那一项更简单。"
                )
            } else {
                format!(
                    "\"{name}\" alone does better ({baseline}, model {score}): simply look at that."
                )
            }
        }
        Reason::RatesOff { slope, error } => {
            let (slope, error) = (two(slope), format::points(*error, lang));
            if zh {
                format!(
                    "排得出先后，但说的比例不准（平均差 {error}，斜率 {slope}）：只用来排序，别当概率。"
                )
            } else {
                format!(
                    "It ranks, but its rates are off (by {error} on average, slope {slope}): use the order only."
                )
            }
        }
        Reason::SmallGain { auc } => {
            let auc = two(auc);
            if zh {
                format!("只比瞎猜好一点：AUC {auc}，瞎猜是 0.50。")
            } else {
                format!("Only a little better than guessing: AUC {auc} against 0.50.")
            }
        }
        Reason::SuspectedLeak { columns } => {
            let names = features::list(columns, lang);
            if zh {
                format!(
                    "成绩好得可疑，靠的是「{names}」：先确认这一列在买之前就知道，否则上场时用不了。"
                )
            } else {
                format!(
                    "Suspiciously good because of \"{names}\": make sure it is known before the purchase."
                )
            }
        }
        Reason::FindsBuyers { reached, found } => {
            let (reached, found) =
                (format::percent_digits(*reached, 0), format::percent_digits(*found, 0));
            if products && zh {
                format!(
                    "先讲它排在前面的商品：占 {reached} 的点击，带来 {found} 的订单；随便挑只有 {reached}"
                )
            } else if products {
                format!(
                    "Show first what it ranks highest: {reached} of clicks bring {found} of orders; at random only {reached}"
                )
            } else if zh {
                format!(
                    "先招呼最可能买的 {reached} 观众，能碰到 {found} 的买家；随便挑只能碰到 {reached}"
                )
            } else {
                format!(
                    "Talk first to the likeliest {reached} and reach {found} of buyers; at random only {reached}"
                )
            }
        }
        Reason::CloserThanBaselines { mae, baseline } => {
            let (mae, baseline) = (sum(mae), sum(baseline));
            if zh {
                format!("平均只差 {mae}；最好的简单猜法要差 {baseline}")
            } else {
                format!("Off by {mae} on average; the best simple guess is off by {baseline}")
            }
        }
    }
}

/// Why a method was not trained, and how much is missing.
pub fn skip_reason(reason: &SkipReason, question: Question, source: Source, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    match reason {
        SkipReason::NeedsBuyers { found, needed } => {
            let missing = format::count((needed - found).max(1.0).ceil());
            match (question, source, zh) {
                (_, Source::Visits, true) => format!("还差 {missing} 行少的那一种结果才开放"),
                (_, Source::Visits, false) => {
                    format!("{missing} more rows of the rarer outcome needed")
                }
                (Question::Products, _, true) => format!("还差 {missing} 单成交才开放"),
                (Question::Products, _, false) => format!("{missing} more orders needed"),
                (_, _, true) => format!("还差 {missing} 个买家才开放"),
                (_, _, false) => format!("{missing} more buyers needed"),
            }
        }
        SkipReason::NeedsRows { found, needed } => {
            let missing = format::count(needed.saturating_sub(*found) as f64);
            // What a row is depends on what is asked of what.
            let (zh_row, en_row) = match (source, question) {
                (Source::Visits, _) => ("行自己的表", "rows of your table"),
                (_, Question::SessionSales) => ("场直播", "sessions"),
                (_, Question::Products) => (
                    "条商品记录（一件商品讲一场算一条）",
                    "product records (one product in one session each)",
                ),
                (_, Question::Buyers) => (
                    "条观众记录（一位观众看一场算一条）",
                    "viewer records (one viewer in one session each)",
                ),
            };
            if zh {
                format!("还差 {missing} {zh_row}才开放")
            } else {
                format!("{missing} more {en_row} needed")
            }
        }
        SkipReason::OneOutcome => lang
            .pick(
                "所有行的结果都一样，没有可分的",
                "Every row has the same outcome: nothing to tell apart",
            )
            .to_owned(),
        SkipReason::OutcomeIsRate => {
            lang.pick("用来猜数额，不用来猜买不买", "For amounts, not for yes or no").to_owned()
        }
        SkipReason::OutcomeIsNumber => {
            lang.pick("用来猜买不买，不用来猜数额", "For yes or no, not for amounts").to_owned()
        }
        SkipReason::EngineCannot => lang
            .pick(
                "linfa 引擎做不了这一题，换 fupan 引擎",
                "The linfa engine cannot do this; use fupan",
            )
            .to_owned(),
        SkipReason::TooLargeForEngine { cells, limit } => {
            let (cells, limit) = (format::count(*cells as f64), format::count(*limit as f64));
            if zh {
                format!("数据太大（{cells} 格，linfa 最多 {limit} 格），换 fupan 引擎")
            } else {
                format!("Too large for linfa ({cells} cells, at most {limit}); use fupan")
            }
        }
        SkipReason::NoColumns => lang.pick("没有可用的列", "No usable column is left").to_owned(),
        SkipReason::NoSplit => lang
            .pick("行太少，分不出学和考两份", "Too few rows to keep some for testing")
            .to_owned(),
        SkipReason::Failed { message } => {
            if zh {
                format!("没训成，换 fupan 引擎再试{}", said(message, lang))
            } else {
                format!("Training failed; try the fupan engine {}", said(message, lang))
            }
        }
    }
}

/// What to know before believing a model.
pub fn warning(warning: &LearnWarning, question: Question, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let names = features::list(&warning.columns, lang);
    let two = |v: Option<f64>| v.map_or_else(|| "—".to_owned(), |v| format::fixed(v, 2));
    match warning.code {
        LearnWarningCode::KnownOnlyAfter => {
            if zh {
                format!("「{names}」要等结果出来才知道，没有用。")
            } else {
                format!("{names}: known only after the outcome, left out.")
            }
        }
        LearnWarningCode::AlmostTheOutcome => {
            let auc = two(warning.before);
            if zh {
                format!("只看「{names}」就几乎猜全（{auc}）：它多半就是结果本身，请去掉再训。")
            } else {
                format!(
                    "{names} alone almost is the outcome ({auc}): probably a leak, leave it out and retrain."
                )
            }
        }
        LearnWarningCode::HangsOnOneColumn => {
            let (before, after) = (two(warning.before), two(warning.after));
            if zh {
                format!("去掉「{names}」，AUC 从 {before} 掉到 {after}：确认它在买之前就知道。")
            } else {
                format!(
                    "Without {names} the AUC falls from {before} to {after}: make sure it is known before the purchase."
                )
            }
        }
        LearnWarningCode::Confounded => {
            let good = warning.before.is_some_and(|slope| slope > 0.0);
            match (zh, good) {
                (true, true) => format!(
                    "「{names}」放在一起看是好的，同一场里比却是坏的：多半是那些场次本来就好。别当成原因。"
                ),
                (true, false) => format!(
                    "「{names}」放在一起看是坏的，同一场里比却是好的：多半是那些场次本来就差。别当成原因。"
                ),
                (false, true) => format!(
                    "'{names}' looks good overall but bad within the same session: those sessions were better anyway. Not a cause."
                ),
                (false, false) => format!(
                    "'{names}' looks bad overall but good within the same session: those sessions were worse anyway. Not a cause."
                ),
            }
        }
        LearnWarningCode::ConstantColumn => {
            if zh {
                format!("「{names}」每行都一样，没有用。")
            } else {
                format!("{names}: the same in every row, left out.")
            }
        }
        LearnWarningCode::MostlyMissing => {
            if zh {
                format!("「{names}」几乎都是空的，没有用。")
            } else {
                format!("{names}: almost always empty, left out.")
            }
        }
        LearnWarningCode::NotReproducible => lang
            .pick(
                "linfa 的决策树每次训出来会有出入。",
                "linfa's tree differs a little from run to run.",
            )
            .to_owned(),
        LearnWarningCode::BaseRateChanged => {
            let share = |v: Option<f64>| v.map_or_else(|| "—".to_owned(), format::percent);
            let (before, after) = (share(warning.before), share(warning.after));
            if question == Question::Products && zh {
                format!(
                    "后面的场次变了：以前 {before} 的点击成交，最近 {after}。模型说的比例会偏。"
                )
            } else if question == Question::Products {
                format!(
                    "Recent sessions differ: {before} of clicks ordered before, {after} lately. Its rates will be off."
                )
            } else if zh {
                format!("后面的场次变了：以前 {before} 的人买，最近 {after}。模型说的比例会偏。")
            } else {
                format!(
                    "Recent sessions differ: {before} bought before, {after} lately. Its rates will be off."
                )
            }
        }
        LearnWarningCode::FeaturesLimited => {
            let (zh_few, en_few) = match question {
                Question::Buyers => ("买家", "buyers"),
                Question::Products => ("成交", "orders"),
                Question::SessionSales => ("场次", "sessions"),
            };
            lang.pick(
                format!("{zh_few}还少，只用了最有关系的几列，免得学成巧合。"),
                format!("Few {en_few} so far: only the most related columns were used, so as not to learn chance."),
            )
        }
    }
}

/// What to know before believing a prediction; nothing of a model that passed its test.
pub fn of_little_use(verdict: Verdict, lang: Lang) -> Option<&'static str> {
    match verdict {
        Verdict::Usable => None,
        Verdict::Weak => Some(lang.pick(
            "这个模型只是勉强能用：当参考，别照着做决定。",
            "This model is weak: a hint, not a ground for decisions.",
        )),
        Verdict::DoNotUse => Some(lang.pick(
            "这个模型考下来是「不要用」：这个数和随便猜差不多。",
            "This model's verdict is do not use: the figure is hardly better than a guess.",
        )),
    }
}

/// How the test was kept honest.
pub fn split_sentence(split: &SplitInfo, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let folds = split.folds;
    match split.kind {
        SplitKind::SessionForward => {
            let (train, test) =
                (split.train_sessions.unwrap_or(0), split.test_sessions.unwrap_or(0));
            if zh {
                format!("用前 {train} 场学、后 {test} 场考。只说可能会怎样，不说为什么。")
            } else {
                format!(
                    "Learnt from the first {train} sessions, tested on the {test} after. It says what is likely, not why."
                )
            }
        }
        SplitKind::StratifiedKFold => {
            if zh {
                format!("轮流留出 {folds} 份之一来考，其余用来学。")
            } else {
                format!("Each of {folds} parts was kept back once for testing.")
            }
        }
        SplitKind::GroupedKFold => {
            if zh {
                format!("轮流留出 {folds} 份之一来考，同一个观众不会既学又考。")
            } else {
                format!("Each of {folds} parts was kept back once; no viewer was on both sides.")
            }
        }
        SplitKind::GivenFolds => {
            if zh {
                format!("按给定的 {folds} 份轮流考。")
            } else {
                format!("Tested on the {folds} given parts in turn.")
            }
        }
    }
}

/// A value outside what the model has seen.
pub fn out_of_range(value: &OutOfRange, lang: Lang) -> String {
    let name = feature_name(&value.feature, lang);
    match (value.low, value.high) {
        (Some(low), Some(high)) => {
            let (low, high) = (features::short(low), features::short(high));
            lang.pick(
                format!("「{name}」超出见过的范围 {low}–{high}，结果靠不住。"),
                format!(
                    "{name} lies outside the {low}–{high} seen so far: do not rely on the answer."
                ),
            )
        }
        _ => lang.pick(
            format!("「{name}」的这个值从没见过，结果靠不住。"),
            format!("{name}: this value was never seen: do not rely on the answer."),
        ),
    }
}
