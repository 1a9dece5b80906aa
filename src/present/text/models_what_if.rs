//! Texts of what-if, thresholds and versions.

use jiff::ZonedDateTime;

use super::Lang;
use crate::learn::{OutcomeUnit, Question};
use crate::present::format;

/// The button that opens what-if.
pub fn what_if_button(lang: Lang) -> String {
    lang.pick("试一试：如果这样", "Try: what if").to_owned()
}

/// The button that goes back.
pub fn back_button(lang: Lang) -> String {
    lang.pick("回到模型", "Back to the model").to_owned()
}

/// Title of what-if.
pub fn what_if_title(lang: Lang) -> String {
    lang.pick("如果这样，会怎样", "What if").to_owned()
}

/// Where the sliders start from.
pub fn what_if_from(name: &str, lang: Lang) -> String {
    lang.pick(format!("从{name}出发，改几样看看"), format!("Starting from {name}: change a few"))
}

/// Titles of the two answers.
pub fn sides(lang: Lang) -> [String; 2] {
    lang.pick(["现在", "改了以后"], ["Now", "Changed"]).map(str::to_owned)
}

/// The range of an answer.
pub fn range_line(range: Option<&str>, lang: Lang) -> String {
    match range {
        Some(range) => {
            lang.pick(format!("10 次里 8 次落在 {range}"), format!("8 times in 10 between {range}"))
        }
        None => lang
            .pick("说不出范围：没有考过类似的", "No range: nothing like it was tested")
            .to_owned(),
    }
}

/// Range of a rate: of the rate itself, not of single outcomes.
pub fn rate_range_line(range: Option<&str>, lang: Lang) -> String {
    match range {
        Some(range) => {
            lang.pick(format!("比例的 80% 区间 {range}"), format!("80% range of the rate {range}"))
        }
        None => range_line(None, lang),
    }
}

/// Range of an answer of a method that has none of its own: what was seen where it was tested.
pub fn tested_range_line(
    range: Option<&str>,
    rate: bool,
    question: Question,
    lang: Lang,
) -> String {
    let Some(words) = range.filter(|_| rate) else {
        return range_line(range, lang);
    };
    match (question, lang) {
        (Question::Products, Lang::Zh) => format!("考题里说得差不多的，实际成交 80% 区间 {words}"),
        (_, Lang::Zh) => format!("考题里说得差不多的人，实际比例 80% 区间 {words}"),
        (_, Lang::En) => format!("Told about the same in the test: 80% range {words}"),
    }
}

/// Nothing was changed yet.
pub fn nothing_changed(lang: Lang) -> String {
    lang.pick(
        "还没改。拖一拖左边，看右边怎么动。",
        "Nothing is changed yet. Move something on the left and watch the right.",
    )
    .to_owned()
}

/// What a change does, and whether it is clear.
pub fn what_if_sentence(
    changes: &str,
    from: &str,
    to: &str,
    difference: &str,
    clear: Option<bool>,
    lang: Lang,
) -> String {
    let clear = match (clear, lang) {
        (Some(true), Lang::Zh) => "，两段范围分得开",
        (Some(true), Lang::En) => "; the ranges lie apart",
        (Some(false), Lang::Zh) => "，两段范围还叠着，差别说不准",
        (Some(false), Lang::En) => "; the ranges overlap, so the difference is not clear",
        (None, _) => "",
    };
    lang.pick(
        format!("{changes}：从 **{from}** 到 **{to}**（{difference}）{clear}。模型看到的是相关，照做不一定就这样。"),
        format!("{changes}: from **{from}** to **{to}** ({difference}){clear}. The model has seen what goes together; doing it need not bring it about."),
    )
}

/// One change: `停留时间 2 分钟 → 6 分钟`.
pub fn change(name: &str, from: &str, to: &str) -> String {
    format!("{name} {from} → {to}")
}

/// The button that takes all changes back.
pub fn undo_changes(lang: Lang) -> String {
    lang.pick("恢复原样", "Reset").to_owned()
}

/// What a number was seen between.
pub fn seen_between(low: &str, high: &str, lang: Lang) -> String {
    lang.pick(
        format!("见过 {low} 到 {high}；斜线处没见过"),
        format!("seen: {low} to {high}; striped: never seen"),
    )
}

/// Label of the distribution's axis.
pub fn spread_unit(unit: &OutcomeUnit, lang: Lang) -> String {
    match (unit, lang) {
        (OutcomeUnit::Rate, Lang::Zh) => "横：成交比例 %",
        (OutcomeUnit::Rate, Lang::En) => "across: rate, %",
        (_, Lang::Zh) => "横：金额或数量",
        (_, Lang::En) => "across: the answer",
    }
    .to_owned()
}

/// Title of the versions.
pub fn versions_title(lang: Lang) -> String {
    lang.pick("几次训练比一比", "Trainings side by side").to_owned()
}

/// Unit line of the versions.
pub fn versions_unit(rate: bool, lang: Lang) -> String {
    match (rate, lang) {
        (true, Lang::Zh) => "AUC 和 80% 区间：越大越好",
        (true, Lang::En) => "AUC with 80% range: larger is better",
        (false, Lang::Zh) => "平均差多少和 80% 区间：越小越好",
        (false, Lang::En) => "Mean error with 80% range: smaller is better",
    }
    .to_owned()
}

/// The button that opens the comparison.
pub fn compare_button(lang: Lang) -> String {
    lang.pick("比一比", "Compare").to_owned()
}

/// Head of a version's column.
pub fn version_head(at: &ZonedDateTime) -> String {
    at.strftime("%m-%d %H:%M").to_string()
}

/// Badge of the training in use.
pub fn in_use(lang: Lang) -> String {
    lang.pick("在用", "In use").to_owned()
}

/// The button that puts a training to use.
pub fn use_button(lang: Lang) -> String {
    lang.pick("用这次", "Use this").to_owned()
}

/// The button that removes a training.
pub fn delete_button(lang: Lang) -> String {
    lang.pick("删掉", "Delete").to_owned()
}

/// Lines of the comparison before the methods: rows, buyers, overall, features.
pub fn version_lines(question: Question, lang: Lang) -> [String; 4] {
    let found = match (question, lang) {
        (Question::Products, Lang::Zh) => "成交",
        (Question::Products, Lang::En) => "Orders",
        (Question::Buyers, Lang::Zh) => "买了的",
        (Question::Buyers, Lang::En) => "Bought",
        (Question::SessionSales, Lang::Zh) => "场次",
        (Question::SessionSales, Lang::En) => "Sessions",
    };
    let [rows, base, features] = lang
        .pick(
            ["学了多少行", "总体", "比上一次多了或少了的列"],
            ["Rows learnt from", "Overall", "Columns that came or went"],
        )
        .map(str::to_owned);
    [rows, found.to_owned(), base, features]
}

/// Columns that came and went.
pub fn came_and_went(added: &[String], gone: &[String], lang: Lang) -> String {
    let comma = lang.pick("、", ", ");
    match (added.is_empty(), gone.is_empty()) {
        (true, true) => lang.pick("一样", "the same").to_owned(),
        (false, true) => format!("+ {}", added.join(comma)),
        (true, false) => format!("− {}", gone.join(comma)),
        (false, false) => format!("+ {} − {}", added.join(comma), gone.join(comma)),
    }
}

/// What became of a method's score against the training before.
pub fn score_moved(better: Option<bool>, lang: Lang) -> String {
    match (better, lang) {
        (Some(true), Lang::Zh) => "▲ 更准",
        (Some(true), Lang::En) => "▲ better",
        (Some(false), Lang::Zh) => "▼ 更差",
        (Some(false), Lang::En) => "▼ worse",
        (None, Lang::Zh) => "说不清差别",
        (None, Lang::En) => "no clear change",
    }
    .to_owned()
}

/// The sentence below the comparison.
pub fn versions_sentence(at: &str, chosen: bool, count: usize, lang: Lang) -> String {
    match (chosen, count, lang) {
        (_, 1, Lang::Zh) => "只训练过一次。导入新的场次再训，就能在这里比。".to_owned(),
        (_, 1, Lang::En) => {
            "There is one training. Import new sessions and train again to compare.".to_owned()
        }
        (true, _, Lang::Zh) => format!("在用的是你选的 **{at}** 那次；再训练也不会换掉。"),
        (true, _, Lang::En) => {
            format!("The one of **{at}** is in use because you chose it; training again keeps it.")
        }
        (false, _, Lang::Zh) => format!("在用的是最新的 **{at}** 那次；再训练就用更新的。"),
        (false, _, Lang::En) => {
            format!("The newest, of **{at}**, is in use; training again replaces it.")
        }
    }
}

/// A training was removed.
pub fn deleted(at: &str, lang: Lang) -> String {
    lang.pick(format!("删掉了 {at} 的训练"), format!("The training of {at} is deleted"))
}

/// So many more rows since the training: time to train again.
pub fn grown(before: usize, now: usize, question: Question, lang: Lang) -> String {
    let more = format::count((now - before) as f64);
    let share = format::percent_digits((now - before) as f64 / before.max(1) as f64, 0);
    match (question, lang) {
        (Question::SessionSales, Lang::Zh) => {
            format!("训练之后多了 {more} 场（多 {share}），该再训一次了。")
        }
        (Question::SessionSales, Lang::En) => {
            format!("{more} sessions more since the training ({share} more): time to train again.")
        }
        (_, Lang::Zh) => format!("训练之后多了 {more} 行（多 {share}），该再训一次了。"),
        (_, Lang::En) => {
            format!("{more} rows more since the training ({share} more): time to train again.")
        }
    }
}

/// The button that writes the model with its rows.
pub fn export_button(lang: Lang) -> String {
    lang.pick("导出模型和学过的数据", "Export the model and its rows").to_owned()
}

/// A model was written out.
pub fn exported(rows: usize, json: &str, csv: &str, same: bool, lang: Lang) -> String {
    let n = format::count(rows as f64);
    let changed = if same {
        ""
    } else {
        lang.pick(
            "训练之后数据变过：写出来的是现在的行，分数按它们算。",
            " Data changed since the training: these are today's rows, and the score is of them.",
        )
    };
    lang.pick(
        format!("模型写到 {json}，{n} 行数据写到 {csv}，里面没有谁的编号。{changed}"),
        format!("The model is in {json}, its {n} rows in {csv}, without anybody's id.{changed}"),
    )
}
