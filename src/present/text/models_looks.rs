//! Texts of a closer look at a model: a row's path, the rows of a node, one answer's account.

use super::Lang;
use crate::learn::{OutcomeUnit, Question, RowKind};
use crate::present::format;

/// Label and hint of the field a row is found by.
pub fn find_hint(kind: RowKind, lang: Lang) -> String {
    match (kind, lang) {
        (RowKind::Person, Lang::Zh) => "找观众：输入编号",
        (RowKind::Person, Lang::En) => "Find a viewer: type an id",
        (RowKind::Product, Lang::Zh) => "找商品：输入名字",
        (RowKind::Product, Lang::En) => "Find a product: type its name",
        (RowKind::Session, Lang::Zh) => "找一场：输入日期",
        (RowKind::Session, Lang::En) => "Find a session: type its date",
    }
    .to_owned()
}

/// The hint in that field, where there is room for a word or two.
pub fn find_short(kind: RowKind, lang: Lang) -> String {
    match (kind, lang) {
        (RowKind::Person, Lang::Zh) => "找观众编号",
        (RowKind::Person, Lang::En) => "Viewer id",
        (RowKind::Product, Lang::Zh) => "找商品名",
        (RowKind::Product, Lang::En) => "Product",
        (RowKind::Session, Lang::Zh) => "找日期",
        (RowKind::Session, Lang::En) => "Date",
    }
    .to_owned()
}

/// What a row is called under a heading that says what rows are.
pub fn row_cell(kind: RowKind, label: &str, row: u32, lang: Lang) -> String {
    match kind {
        RowKind::Person if !label.is_empty() => super::cleaning::code(label),
        _ => row_name(kind, label, row, lang),
    }
}

/// What a row is called: persons by the beginning of their code.
pub fn row_name(kind: RowKind, label: &str, row: u32, lang: Lang) -> String {
    let code = super::cleaning::code(label);
    match (kind, label.is_empty(), lang) {
        (_, true, Lang::Zh) => format!("第 {} 行", row + 1),
        (_, true, Lang::En) => format!("row {}", row + 1),
        (RowKind::Person, _, Lang::Zh) => format!("观众 {code}"),
        (RowKind::Person, _, Lang::En) => format!("viewer {code}"),
        _ => label.to_owned(),
    }
}

/// What the search found.
pub fn found(words: &str, count: usize, shown: &str, lang: Lang) -> String {
    let n = format::count(count as f64);
    match (count, lang) {
        (0, Lang::Zh) => {
            format!("没有找到「{words}」。换几个字，或者它不在这个模型学过的数据里。")
        }
        (0, Lang::En) => {
            format!(
                "Nothing called \"{words}\". Try other words, or it is not in the data this model learnt from."
            )
        }
        (1, Lang::Zh) => format!("{shown}：走的路标出来了。"),
        (1, Lang::En) => format!("{shown}: its path is marked."),
        (_, Lang::Zh) => format!("{shown}：走的路标出来了。对得上的共 {n} 行，这是最近的。"),
        (_, Lang::En) => {
            format!("{shown}: its path is marked. {n} rows match; this is the latest.")
        }
    }
}

/// Where a row's path ends.
pub fn way_end(way: &[String], lang: Lang) -> String {
    let way = way.join(lang.pick("，", ", "));
    lang.pick(format!("落在：{way}。"), format!("It ends at: {way}."))
}

/// The two sides of the switch between the whole model and one answer's account.
pub fn whole_or_one(lang: Lang) -> [String; 2] {
    lang.pick(["全貌", "一笔账"], ["Whole", "One answer"]).map(str::to_owned)
}

/// A node as a whole sentence: the way here, how many, the figure and its range.
pub fn node_sentence(
    path: &[String],
    (found, of, rows): (f64, f64, u64),
    headline: &str,
    range: &str,
    (unit, question): (&OutcomeUnit, Question),
    lang: Lang,
) -> String {
    let path = path.join(lang.pick("，", ", "));
    let (found, of) = (format::count(found), format::count(of));
    let rows = format::count(rows as f64);
    match (unit, question, lang) {
        (OutcomeUnit::Rate, Question::Products, Lang::Zh) => {
            format!("{path}：{of} 个点击里成交 {found} 单，{headline}（80% 区间 {range}）。")
        }
        (OutcomeUnit::Rate, Question::Products, Lang::En) => {
            format!("{path}: of {of} clicks {found} ordered; {headline} (80% range {range}).")
        }
        (OutcomeUnit::Rate, _, Lang::Zh) => {
            format!("{path}：{of} 人次里 {found} 个买了，{headline}（80% 区间 {range}）。")
        }
        (OutcomeUnit::Rate, _, Lang::En) => {
            format!("{path}: of {of} visits {found} bought; {headline} (80% range {range}).")
        }
        (_, Question::SessionSales, Lang::Zh) => {
            format!("{path}：{rows} 场，{headline}（80% 区间 {range}）。")
        }
        (_, Question::SessionSales, Lang::En) => {
            format!("{path}: {rows} sessions, {headline} (80% range {range}).")
        }
        (_, _, Lang::Zh) => format!("{path}：{rows} 行，{headline}（80% 区间 {range}）。"),
        (_, _, Lang::En) => format!("{path}: {rows} rows, {headline} (80% range {range})."),
    }
}

/// A node of too few people as a whole sentence.
pub fn node_hidden(path: &[String], lang: Lang) -> String {
    let path = path.join(lang.pick("，", ", "));
    lang.pick(
        format!("{path}：这一格或旁边那格不足 20 人，数字不显示，合到上一格看。"),
        format!("{path}: under 20 people here or in the box beside it, so no figures are shown; see the step before."),
    )
}

/// Title of the rows of a node.
pub fn node_rows_title(lang: Lang) -> String {
    lang.pick("这一格里的每一行", "The rows in this box").to_owned()
}

/// How many rows a node has and how many are listed.
pub fn node_rows_note(count: usize, shown: usize, kind: RowKind, lang: Lang) -> String {
    let (n, m) = (format::count(count as f64), format::count(shown as f64));
    let privacy = match (kind, lang) {
        (RowKind::Person, Lang::Zh) => "；观众只有加密代号",
        (RowKind::Person, Lang::En) => "; viewers only by their code",
        _ => "",
    };
    match (count == shown, lang) {
        (true, Lang::Zh) => format!("{n} 行，新的在前{privacy}"),
        (true, Lang::En) => format!("{n} rows, newest first{privacy}"),
        (false, Lang::Zh) => format!("{n} 行里最近的 {m} 行{privacy}"),
        (false, Lang::En) => format!("the latest {m} of {n} rows{privacy}"),
    }
}

/// The rows of a node are about too few people to be listed.
pub fn node_rows_hidden(lang: Lang) -> String {
    lang.pick(
        "这一格或旁边那格不足 20 个人，不列出来，免得认出是谁。看上一格。",
        "Under 20 people are in this box or the one beside it, so nobody is listed and nobody can be told. See the step before.",
    )
    .to_owned()
}

/// Data changed since the training: rows need not match the node's counts.
pub fn rows_of_today(lang: Lang) -> String {
    lang.pick(
        "训练之后数据变过，这里是现在的行，和格子里的数可能对不上；再训一次就对上了。",
        "Data changed since the training: these are today's rows and may not add up to the box. Train again to match.",
    )
    .to_owned()
}

/// Names of the columns before and after the features.
pub fn row_columns(kind: RowKind, unit: &OutcomeUnit, lang: Lang) -> [String; 3] {
    let name = match (kind, lang) {
        (RowKind::Person, Lang::Zh) => "观众",
        (RowKind::Person, Lang::En) => "Viewer",
        (RowKind::Product, Lang::Zh) => "商品 · 场次",
        (RowKind::Product, Lang::En) => "Product · session",
        (RowKind::Session, Lang::Zh) => "场次",
        (RowKind::Session, Lang::En) => "Session",
    };
    let real = match (kind, unit, lang) {
        (RowKind::Person, OutcomeUnit::Rate, Lang::Zh) => "买了吗",
        (RowKind::Person, OutcomeUnit::Rate, Lang::En) => "Bought",
        (RowKind::Product, _, Lang::Zh) => "成交 / 点击",
        (RowKind::Product, _, Lang::En) => "Orders / clicks",
        (_, _, Lang::Zh) => "实际",
        (_, _, Lang::En) => "Real",
    };
    [name, real, lang.pick("模型说", "Model says")].map(str::to_owned)
}

/// Whether a person bought.
pub fn bought_or_not(bought: bool, lang: Lang) -> String {
    match (bought, lang) {
        (true, Lang::Zh) => "买了",
        (true, Lang::En) => "yes",
        (false, Lang::Zh) => "没买",
        (false, Lang::En) => "no",
    }
    .to_owned()
}

/// Fewer than 20 people behind one row.
pub fn row_few(lang: Lang) -> String {
    lang.pick("不足 20 人", "under 20").to_owned()
}

/// Title of one answer's account.
pub fn bill_title(lang: Lang) -> String {
    lang.pick("这个数怎么来的", "How this answer comes about").to_owned()
}

/// Whose account it is.
pub fn bill_unit(of: &str, unit: &OutcomeUnit, lang: Lang) -> String {
    match (unit, lang) {
        (OutcomeUnit::Rate, Lang::Zh) => format!("{of} · 单位：百分点"),
        (OutcomeUnit::Rate, Lang::En) => format!("{of} · in percentage points"),
        (OutcomeUnit::Money(currency), Lang::Zh) => format!("{of} · 单位：{}", currency.sign()),
        (OutcomeUnit::Money(currency), Lang::En) => format!("{of} · in {}", currency.sign()),
        (OutcomeUnit::Number, _) => of.to_owned(),
    }
}

/// Nobody was chosen: the usual row.
pub fn usual_row(lang: Lang) -> String {
    lang.pick("最常见的一行", "the usual row").to_owned()
}

/// Where the account starts.
pub fn bill_base(lang: Lang) -> String {
    lang.pick("起点：样样平均", "Start: all average").to_owned()
}

/// Where it ends.
pub fn bill_end(lang: Lang) -> String {
    lang.pick("模型的答案", "The answer").to_owned()
}

/// The small parts together.
pub fn bill_rest(count: usize, lang: Lang) -> String {
    lang.pick(format!("其余 {count} 项"), format!("{count} others"))
}

/// A part of the account in its unit, with its sign.
pub fn part(amount: f64, unit: &OutcomeUnit, lang: Lang) -> String {
    match unit {
        OutcomeUnit::Rate => format::signed(format::points(amount, lang)),
        OutcomeUnit::Money(currency) => format::signed_money(amount, currency, lang),
        OutcomeUnit::Number => format::signed(format::compact(amount, lang)),
    }
}

/// The account in one sentence. `up` and `down` are the largest parts with their amounts.
pub fn bill_sentence(
    base: &str,
    answer: &str,
    up: Option<(&str, &str)>,
    down: Option<(&str, &str)>,
    lang: Lang,
) -> String {
    let part = |found: Option<(&str, &str)>, zh: &str, en: &str| {
        found.map_or_else(String::new, |(name, amount)| {
            lang.pick(format!("，{zh}「{name}」{amount}"), format!(", {en} {name} {amount}"))
        })
    };
    let (up, down) =
        (part(up, "加得最多的是", "most added by"), part(down, "减得最多的是", "most taken by"));
    lang.pick(
        format!("从样样平均的 **{base}** 算起{up}{down}，得到 **{answer}**。这是模型怎么算的，不证明因果。"),
        format!("From **{base}** where all is average{up}{down}, it comes to **{answer}**. This is how the model counts and proves no cause."),
    )
}

/// Title of the ROC curve.
pub fn roc_title(lang: Lang) -> String {
    lang.pick("分得开吗", "Tells apart?").to_owned()
}

/// Axes of the ROC curve.
pub fn roc_axes(question: Question, lang: Lang) -> String {
    match (question, lang) {
        (Question::Products, Lang::Zh) => "横 白推 · 竖 碰到 %",
        (_, Lang::Zh) => "横 白招呼 · 竖 找到 %",
        (_, Lang::En) => "in vain → found, %",
    }
    .to_owned()
}

/// A point of the ROC curve.
pub fn roc_point(vain: f64, found: f64, question: Question, lang: Lang) -> String {
    let (vain, found) = (format::percent_digits(vain, 0), format::percent_digits(found, 0));
    match (question, lang) {
        (Question::Products, Lang::Zh) => {
            format!("碰到 {found} 的订单，会白推 {vain} 没成交的点击")
        }
        (Question::Products, Lang::En) => {
            format!("meeting {found} of orders shows {vain} of the other clicks in vain")
        }
        (_, Lang::Zh) => format!("找到 {found} 的买家，会白招呼 {vain} 不买的人"),
        (_, Lang::En) => format!("finding {found} of buyers asks {vain} of the others in vain"),
    }
}

/// The sentence below the ROC curve.
pub fn roc_sentence(vain: f64, found: f64, auc: f64, question: Question, lang: Lang) -> String {
    let auc = format::fixed(auc, 2);
    let point = roc_point(vain, found, question, lang);
    lang.pick(
        format!("{point}。曲线下面积 AUC {auc}。"),
        format!("{}. Area under it (AUC) {auc}.", format::capital(&point)),
    )
}
