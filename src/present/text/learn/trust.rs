//! What to know before trusting a model, beyond its verdict: figures by group, drift, pooled
//! against within a session, how much more data, the other engine.

use super::features::{self, feature_name};
use super::{Lang, OutcomeUnit, Question, amount, model_name};
use crate::domain::Interval;
use crate::engine::Since;
use crate::learn::{
    Contrast, Drift, DriftLevel, Engine, Fairness, FeatureRange, ModelKind, ModelReport, MoreData,
    RangeKind, Source, grew,
};
use crate::present::format;
use crate::present::text::models;

/// Heading of the whole.
pub fn trust_title(lang: Lang) -> String {
    lang.pick("信之前再看一眼", "Before you trust it").to_owned()
}

/// What it looks at.
pub fn features_title(lang: Lang) -> String {
    lang.pick("它看哪些东西", "What it looks at").to_owned()
}

/// All comes from before; what is missing is filled in where it shows.
pub fn features_sentence(held_back: &[String], lang: Lang) -> String {
    let names = features::list(held_back, lang);
    match (held_back.is_empty(), lang) {
        (true, Lang::Zh) => "全是结果出来之前就知道的；缺的怎么补写在最后一列。".to_owned(),
        (true, Lang::En) => {
            "All is known before the outcome; the last column says how gaps are filled.".to_owned()
        }
        (false, Lang::Zh) => {
            format!("全是结果出来之前就知道的。「{names}」说的是人本身，没有拿来学，只用来对照。")
        }
        (false, Lang::En) => format!(
            "All is known before the outcome. {names}: what a person is, not learnt from, only used to compare."
        ),
    }
}

/// Heads of the table of features.
pub fn features_columns(lang: Lang) -> Vec<String> {
    match lang {
        Lang::Zh => ["特征", "怎么算", "缺多少", "缺的怎么办"],
        Lang::En => ["feature", "how it is made", "missing", "where missing"],
    }
    .map(str::to_owned)
    .to_vec()
}

/// What stands in for a missing value: trees have a side of their own for it, the others take the
/// usual value and a mark.
pub fn filled(range: &FeatureRange, lang: Lang) -> String {
    if range.missing == 0.0 {
        return "—".to_owned();
    }
    let usual = match &range.range {
        RangeKind::Number { median, .. } => {
            features::number_text(range.feature.unit, *median, lang)
        }
        RangeKind::Category { levels, usual, .. } => usual
            .and_then(|at| levels.get(at as usize))
            .map(|level| features::level_name(&range.feature.key, level, lang))
            .unwrap_or_default(),
    };
    match lang {
        Lang::Zh => format!("树：缺的单走一边；回归：按 {usual} 算，另记「缺」"),
        Lang::En => format!("trees: a side of its own; regression: taken as {usual} and marked"),
    }
}

/// Figures by group.
pub fn fairness_title(feature: &str, lang: Lang) -> String {
    let name = feature_name(feature, lang);
    lang.pick(format!("分组看：{name}"), format!("By group: {name}"))
}

/// Whether some group is called much less often; a prompt, no verdict.
pub fn fairness_sentence(fairness: &Fairness, lang: Lang) -> String {
    let reached = format::percent_digits(fairness.reached, 0);
    let first = match (fairness.below_four_fifths, lang) {
        (true, Lang::Zh) => format!(
            "招呼最可能买的 {reached} 时，有的组被招呼到的比例不到最高组的八成：看看是不是有道理，再决定用不用。"
        ),
        (true, Lang::En) => format!(
            "Calling the likeliest {reached}, some group is called less than four fifths as often as another: see whether there is a good reason before using it."
        ),
        (false, Lang::Zh) => {
            format!("招呼最可能买的 {reached} 时，各组被招呼到的比例都在最高组的八成以上。")
        }
        (false, Lang::En) => format!(
            "Calling the likeliest {reached}, every group is called at least four fifths as often as the most called one."
        ),
    };
    let hidden = format::count(fairness.hidden as f64);
    match (fairness.hidden, lang) {
        (0, _) => first,
        (_, Lang::Zh) => {
            format!("{first}还有 {hidden} 组不显示：不到 30 人，或会让人算出不到 30 人的组。")
        }
        (_, Lang::En) => format!(
            "{first} {hidden} more are not shown: under 30 people, or they would tell of such a group."
        ),
    }
}

/// Heads of a table by group.
pub fn fairness_columns(lang: Lang) -> Vec<String> {
    match lang {
        Lang::Zh => ["组", "人数", "实际买的", "模型说", "被招呼到", "比最高组", "买家里招呼到"],
        Lang::En => [
            "group",
            "people",
            "bought",
            "model says",
            "called",
            "to the most called",
            "buyers called",
        ],
    }
    .map(str::to_owned)
    .to_vec()
}

/// A group's name.
pub fn group_name(feature: &str, group: &str, lang: Lang) -> String {
    if group.is_empty() {
        lang.pick("没写", "not known").to_owned()
    } else {
        features::level_name(feature, group, lang)
    }
}

/// A share with its range.
pub fn share_with_range(value: f64, range: &Interval) -> String {
    format!("{} ({})", format::percent(value), format::percent_range(range))
}

/// Pooled and within sessions.
pub fn contrast_title(lang: Lang) -> String {
    lang.pick("放在一起看，还是同一场里比", "All together, or within a session").to_owned()
}

/// The two ends of the switch.
pub fn contrast_switch(lang: Lang) -> [String; 2] {
    match lang {
        Lang::Zh => ["放在一起看", "同一场里比"],
        Lang::En => ["All together", "Within a session"],
    }
    .map(str::to_owned)
}

/// What neither of them proves.
pub fn contrast_sentence(within: bool, lang: Lang) -> String {
    match (within, lang) {
        (false, Lang::Zh) => "所有场次放在一起：场次好坏会混进来。这不证明谁是原因。",
        (false, Lang::En) => {
            "All sessions together: good and bad sessions mix in. It proves no cause."
        }
        (true, Lang::Zh) => "只和同一场里的比：场次好坏抵消了。这也不证明谁是原因。",
        (true, Lang::En) => {
            "Within one session only: good and bad sessions cancel out. It proves no cause either."
        }
    }
    .to_owned()
}

/// Heads of the table of slopes.
pub fn contrast_columns(lang: Lang) -> Vec<String> {
    match lang {
        Lang::Zh => ["特征", "每多 1", "八成范围", "看得出吗"],
        Lang::En => ["feature", "per 1 more", "80% range", "is it clear"],
    }
    .map(str::to_owned)
    .to_vec()
}

/// A change of the outcome per unit of a feature.
pub fn slope(value: f64, unit: &OutcomeUnit, lang: Lang) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    match unit {
        OutcomeUnit::Rate => format!("{sign}{}", format::points(value, lang)),
        OutcomeUnit::Money(_) | OutcomeUnit::Number => {
            format!("{sign}{}", amount(value, unit, lang))
        }
    }
}

/// A feature as slopes count it.
pub fn per(feature: &str, minutes: bool, lang: Lang) -> String {
    let name = feature_name(feature, lang);
    match (minutes, lang) {
        (false, _) => name,
        (true, Lang::Zh) => format!("{name}（分钟）"),
        (true, Lang::En) => format!("{name} (minutes)"),
    }
}

/// Whether the sign of a slope is clear, and whether the two contradict.
pub fn slope_reading(contrast: &Contrast, within: bool, lang: Lang) -> String {
    let effect = if within { &contrast.both.within } else { &contrast.both.pooled };
    let clear = effect.interval.is_clear();
    let up = effect.slope > 0.0;
    match (contrast.both.contradicts(), clear, up, lang) {
        (true, _, _, Lang::Zh) => "两种看法相反：别当成原因",
        (true, _, _, Lang::En) => "the two contradict: not a cause",
        (_, true, true, Lang::Zh) => "越多越好",
        (_, true, true, Lang::En) => "more goes with better",
        (_, true, false, Lang::Zh) => "越多越差",
        (_, true, false, Lang::En) => "more goes with worse",
        (_, false, _, Lang::Zh) => "说不清",
        (_, false, _, Lang::En) => "not clear",
    }
    .to_owned()
}

/// Drift.
pub fn drift_title(lang: Lang) -> String {
    lang.pick("新数据变了没有", "Has new data changed").to_owned()
}

/// How the new rows compare, and what to do.
pub fn drift_sentence(drift: &Drift, lang: Lang) -> String {
    let n = drift.sessions.map_or_else(
        || {
            let rows = format::count(drift.rows as f64);
            lang.pick(format!("新来的 {rows} 行"), format!("{rows} new rows"))
        },
        |sessions| {
            let sessions = format::count(sessions as f64);
            lang.pick(format!("新来的 {sessions} 场"), format!("{sessions} new sessions"))
        },
    );
    let moved: Vec<String> = drift
        .features
        .iter()
        .filter(|feature| feature.level == DriftLevel::Act)
        .take(3)
        .map(|feature| feature.feature.clone())
        .collect();
    let names = features::list(&moved, lang);
    let base = if drift.base_level == DriftLevel::Steady {
        String::new()
    } else {
        lang.pick("整体水平也变了。", " The overall level moved too.").to_owned()
    };
    let said = match (drift.level, moved.is_empty(), lang) {
        (DriftLevel::Steady, _, Lang::Zh) => format!("{n}和学过的差不多，上一次的模型还能用。"),
        (DriftLevel::Steady, _, Lang::En) => {
            format!("{n} look like those learnt from: the model before still fits.")
        }
        (DriftLevel::Watch, _, Lang::Zh) => format!("{n}有一点不一样，先留意。{base}"),
        (DriftLevel::Watch, _, Lang::En) => {
            format!("{n} differ a little: keep an eye on it.{base}")
        }
        (DriftLevel::Act, false, Lang::Zh) => {
            format!("{n}明显不一样，尤其是「{names}」：用重新训练的模型。{base}")
        }
        (DriftLevel::Act, false, Lang::En) => {
            format!("{n} differ clearly, above all in {names}: use a model trained again.{base}")
        }
        (DriftLevel::Act, true, Lang::Zh) => format!("{n}整体水平明显变了：用重新训练的模型。"),
        (DriftLevel::Act, true, Lang::En) => {
            format!("{n} have clearly another overall level: use a model trained again.")
        }
    };
    [said, late(drift, lang), outside(drift, lang)].concat()
}

/// Sessions that are old, but came only now; empty where there are none.
fn late(drift: &Drift, lang: Lang) -> String {
    match (drift.late, lang) {
        (0, _) => String::new(),
        (late, Lang::Zh) => format!("其中 {late} 场是后来才导入的旧场次。"),
        (1, Lang::En) => " 1 of them is an older session that was imported late.".to_owned(),
        (late, Lang::En) => format!(" {late} of them are older sessions that were imported late."),
    }
}

/// How many of the new rows lie outside what was learnt from.
fn outside(drift: &Drift, lang: Lang) -> String {
    match (drift.outside, lang) {
        (None, _) => String::new(),
        (Some(0.0), Lang::Zh) => "新来的行里没有模型没见过的值。".to_owned(),
        (Some(0.0), Lang::En) => " No new row holds a value the model has not seen.".to_owned(),
        (Some(share), Lang::Zh) => {
            format!("新来的行里 {} 有模型没见过的值。", format::percent(share))
        }
        (Some(share), Lang::En) => {
            format!(
                " {} of the new rows hold a value the model has not seen.",
                format::percent(share)
            )
        }
    }
}

/// What came since a model was trained, and whether to train again, line by line; none where
/// nothing came.
pub fn since_training(since: &Since, question: Question, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if grew(since.learnt, since.rows) {
        lines.push(models::grown(since.learnt, since.rows, question, lang));
    }
    lines.extend(since.drift.as_ref().map(|drift| drift_sentence(drift, lang)));
    lines
}

/// Too few new rows, or nothing to compare with.
pub fn no_drift(lang: Lang) -> String {
    lang.pick(
        "还没有足够的新数据可比：再导入几场再来看。",
        "There is not enough new data to compare: import more sessions first.",
    )
    .to_owned()
}

/// Heads of the table of drift.
pub fn drift_columns(lang: Lang) -> Vec<String> {
    match lang {
        Lang::Zh => ["特征", "变了多少（PSI）", "意思"],
        Lang::En => ["feature", "moved by (PSI)", "meaning"],
    }
    .map(str::to_owned)
    .to_vec()
}

/// What a level means.
pub fn drift_level(level: DriftLevel, lang: Lang) -> String {
    match level {
        DriftLevel::Steady => lang.pick("没变", "as before"),
        DriftLevel::Watch => lang.pick("留意", "keep an eye on it"),
        DriftLevel::Act => lang.pick("变了，要重新训练", "changed: train again"),
    }
    .to_owned()
}

/// How much more data it would take.
pub fn more_data(more: &MoreData, question: Question, source: Source, lang: Lang) -> String {
    let (zh, en) = match (source, question) {
        (Source::Visits, Question::SessionSales) => ("行", "rows"),
        (Source::Visits, _) => ("行少的那一种结果", "rows of the rarer outcome"),
        (_, Question::Buyers) => ("个买家", "buyers"),
        (_, Question::Products) => ("单成交", "orders"),
        (_, Question::SessionSales) => ("场", "sessions"),
    };
    let found = format::count(more.found);
    match (more.needed.map(format::count), lang) {
        (Some(needed), Lang::Zh) => {
            format!("现在有 {found} {zh}；照这样下去，攒到约 {needed} {zh}才看得清。")
        }
        (Some(needed), Lang::En) => format!(
            "There are {found} {en}; at this rate about {needed} {en} would show it clearly."
        ),
        (None, Lang::Zh) => {
            format!("现在有 {found} {zh}；再多同样的数据也难看清，要换别的列来学。")
        }
        (None, Lang::En) => format!(
            "There are {found} {en}; more of the same would hardly help: other columns are needed."
        ),
    }
}

/// The other engine.
pub fn engines_title(lang: Lang) -> String {
    lang.pick("和 linfa 引擎比", "Beside the linfa engine").to_owned()
}

/// Label of the button that trains both.
pub fn beside(lang: Lang) -> String {
    lang.pick("再训一次，和 linfa 引擎比一比", "Train again beside the linfa engine").to_owned()
}

/// What the comparison is for.
pub fn engines_sentence(lang: Lang) -> String {
    lang.pick(
        "同样的数据、同样的考法。linfa 的决策树每次训出来会有出入，排在后面只作对照。",
        "The same data and the same test. linfa's tree differs from run to run; it stands here to compare.",
    )
    .to_owned()
}

/// Heads of the table of engines.
pub fn engines_columns(rate: bool, lang: Lang) -> Vec<String> {
    let score = if rate { "AUC" } else { lang.pick("平均差多少", "mean error") };
    match lang {
        Lang::Zh => ["方法", "引擎", score, "八成范围", "训一次"],
        Lang::En => ["method", "engine", score, "80% range", "one fit"],
    }
    .map(str::to_owned)
    .to_vec()
}

/// A method with its engine, where it is not ours.
pub fn engine_name(model: &ModelReport, lang: Lang) -> String {
    method_of((model.name, model.engine), lang)
}

/// The same, of a method that need not be trained.
pub fn method_of((name, engine): (ModelKind, Engine), lang: Lang) -> String {
    let name = model_name(name, lang);
    match engine {
        Engine::Fupan => name,
        Engine::Linfa => lang.pick(format!("{name}（linfa）"), format!("{name} (linfa)")),
    }
}
