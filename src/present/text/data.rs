//! Texts of the Data page.

use jiff::ZonedDateTime;

use super::Lang;
use crate::domain::{Basis, Currency, Money};
use crate::present::format;
use crate::present::pages::data::{Detail, Fill, Invitation};

/// The page's question.
pub fn question(lang: Lang) -> String {
    lang.pick("这里有什么？能信吗？", "What is in here, and can I trust it?").to_owned()
}

/// What stands in place of an empty tray.
pub fn invitation(lang: Lang) -> Invitation {
    let texts = lang.pick(
        [
            "把文件拖到窗口任何地方",
            "Excel、CSV、压缩包都行。先看清楚会写什么，再决定写不写。",
            "选文件",
        ],
        [
            "Drop files anywhere on the window",
            "Excel, CSV and zip archives. You see what would be written before anything is.",
            "Choose files",
        ],
    );
    let [title, detail, action] = texts.map(str::to_owned);
    Invitation { title, detail, action }
}

/// Title of the completeness table.
pub fn completeness_title(lang: Lang) -> String {
    lang.pick("数据齐不齐", "How complete it is").to_owned()
}

/// How many sessions are shown.
pub fn last_sessions(count: usize, lang: Lang) -> String {
    lang.pick(format!("最近 {count} 场"), format!("last {count} sessions"))
}

/// 有, 一部分, 没有.
pub fn legend(lang: Lang) -> [String; 3] {
    lang.pick(["有", "一部分", "没有"], ["there", "in part", "missing"]).map(str::to_owned)
}

/// Name of a kind of detail.
pub fn detail(detail: Detail, lang: Lang) -> String {
    let (zh, en) = match detail {
        Detail::Totals => ("场次", "Totals"),
        Detail::Minutes => ("分钟", "Minutes"),
        Detail::Channels => ("渠道", "Channels"),
        Detail::Products => ("商品", "Products"),
        Detail::Segments => ("讲解", "Talks"),
        Detail::Orders => ("订单", "Orders"),
        Detail::Comments => ("评论", "Comments"),
        Detail::Events => ("行为", "Actions"),
    };
    lang.pick(zh, en).to_owned()
}

/// One cell in words.
pub fn cell(day: &str, label: &str, fill: Fill, figures: &str, lang: Lang) -> String {
    let [full, part, none] = legend(lang);
    let word = match fill {
        Fill::Full => full,
        Fill::Part => part,
        Fill::Estimated => lang.pick("推算", "estimated").to_owned(),
        Fill::None => none,
    };
    if figures.is_empty() {
        format!("{day} {label} {word}")
    } else {
        format!("{day} {label} {word} {figures}")
    }
}

/// Title of the step worth taking.
pub fn step_title(lang: Lang) -> String {
    lang.pick("补齐最划算的一步", "What is most worth adding").to_owned()
}

/// What adding a detail brings.
pub fn step(what: Detail, sessions: usize, lang: Lang) -> String {
    let name = detail(what, lang);
    let (zh, en) = match what {
        Detail::Totals => ("才算得出每场的转化", "to get each session's conversion"),
        Detail::Minutes => {
            ("就能看哪一分钟涨、哪一分钟掉", "to see which minute rose and which fell")
        }
        Detail::Channels => ("就能分清自然和付费流量", "to tell natural from paid traffic"),
        Detail::Products => {
            ("就能看每个商品的点击和成交", "to see clicks and sales of each product")
        }
        Detail::Segments => ("就能看哪一段讲解卖得好", "to see which talk sold well"),
        Detail::Orders => (
            "就能看退款、回头客，训练「谁会买」",
            "to see refunds and returning buyers and to train who buys",
        ),
        Detail::Comments => {
            ("就能看观众问什么、抱怨什么", "to see what viewers ask and complain about")
        }
        Detail::Events => ("就能按观众推荐商品", "to recommend products to viewers"),
    };
    match lang {
        Lang::Zh => format!("补 {sessions} 场的{name}，{zh}"),
        Lang::En => format!("Add {} for {sessions} sessions {en}", name.to_lowercase()),
    }
}

/// The sentence below the table.
pub fn gaps(gaps: &[(Detail, usize)], sessions: usize, lang: Lang) -> String {
    if gaps.is_empty() {
        return lang.pick("这些场次的数据都齐。", "These sessions are complete.").to_owned();
    }
    let all: Vec<String> = gaps
        .iter()
        .filter(|(_, count)| *count == sessions)
        .map(|(what, _)| detail(*what, lang))
        .collect();
    let some: Vec<String> = gaps
        .iter()
        .filter(|(_, count)| *count < sessions)
        .map(|(what, count)| match lang {
            Lang::Zh => format!("{} {count} 场", detail(*what, lang)),
            Lang::En => format!("{} in {count}", detail(*what, lang).to_lowercase()),
        })
        .collect();
    let (between, end) = lang.pick(("、", "。"), (", ", "."));
    let mut parts = Vec::new();
    if !all.is_empty() {
        let names = all.join(between);
        parts.push(lang.pick(
            format!("一场都没有或都不全：**{names}**"),
            format!("Missing or partial everywhere: **{names}**"),
        ));
    }
    if !some.is_empty() {
        let names = some.join(between);
        parts.push(lang.pick(format!("缺或不全：{names}"), format!("gaps: {names}")));
    }
    format!("{}{end}", parts.join(lang.pick("；", "; ")))
}

/// There is no session.
pub fn nothing_to_check(lang: Lang) -> String {
    lang.pick(
        "导入场次后，这里显示每场有哪些数据、缺哪些。",
        "Once sessions are in, this shows what each of them has and lacks.",
    )
    .to_owned()
}

/// Title of the reconciliation.
pub fn reconcile_title(lang: Lang) -> String {
    lang.pick("对得上吗", "Do the sums agree").to_owned()
}

/// There is no amount to compare.
pub fn nothing_to_reconcile(lang: Lang) -> String {
    lang.pick(
        "有了带金额的场次，这里拿整场、商品、渠道、订单互相核对。",
        "Once a session has an amount, its total, products, channels and orders are compared here.",
    )
    .to_owned()
}

fn basis_word(basis: Basis, lang: Lang) -> &'static str {
    match basis {
        Basis::Paid => lang.pick("支付金额", "paid amount"),
        Basis::Created => lang.pick("成交金额", "GMV"),
    }
}

/// Which session and money.
pub fn reconcile_note(
    start: &ZonedDateTime,
    currency: &Currency,
    basis: Basis,
    lang: Lang,
) -> String {
    format!("{} · {} · {currency}", format::month_day(start), basis_word(basis, lang))
}

/// The total.
pub fn session_total(basis: Basis, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("整场{}", basis_word(basis, lang)),
        Lang::En => format!("Session {}", basis_word(basis, lang)),
    }
}

/// Beside the total.
pub fn base(lang: Lang) -> String {
    lang.pick("基准", "base").to_owned()
}

/// The products' sum.
pub fn product_sum(products: usize, lang: Lang) -> String {
    lang.pick(format!("{products} 个商品加起来"), format!("{products} products together"))
}

/// The channels' sum.
pub fn channel_sum(channels: usize, lang: Lang) -> String {
    lang.pick(format!("{channels} 个渠道加起来"), format!("{channels} channels together"))
}

/// The orders' sum.
pub fn order_sum(orders: u64, lang: Lang) -> String {
    lang.pick(format!("{orders} 单付款订单加起来"), format!("{orders} paid orders together"))
}

/// How far a sum is off.
pub fn off(off: Money, lang: Lang) -> String {
    let figure = format::signed(format::count(off.major()));
    lang.pick(format!("差 {figure}"), format!("off {figure}"))
}

/// Why a sum cannot be compared.
pub fn no_sum(rows: bool, lang: Lang) -> String {
    match rows {
        true => lang.pick("口径不同，不比", "another basis, not compared"),
        false => lang.pick("没有这类数据", "no such data"),
    }
    .to_owned()
}

/// The largest difference in words.
pub fn off_by(label: &str, off: Money, total: Money, lang: Lang) -> String {
    let share = format::percent((off.major() / total.major()).abs());
    let figure = format::count(off.major().abs());
    let more = off.0 > 0;
    match (lang, more) {
        (Lang::Zh, true) => {
            format!("{label}多 **{figure}**（{share}）：多半是退款、跨场订单或口径不同。")
        }
        (Lang::Zh, false) => {
            format!("{label}少 **{figure}**（{share}）：多半是缺文件、跨零点或口径不同。")
        }
        (Lang::En, true) => format!(
            "{label}: **{figure}** more ({share}). Usually refunds, orders of another session, or another definition."
        ),
        (Lang::En, false) => format!(
            "{label}: **{figure}** less ({share}). Usually a missing file, orders past midnight, or another definition."
        ),
    }
}

/// Nothing differs.
pub fn all_agree(compared: bool, lang: Lang) -> String {
    match compared {
        true => lang.pick("都对得上，差不到 0.5%。", "All agree within 0.5%."),
        false => lang.pick(
            "只有整场总数，没有别的可以核对。",
            "Only the session total is there: nothing to compare.",
        ),
    }
    .to_owned()
}

/// Title of the history.
pub fn history_title(lang: Lang) -> String {
    lang.pick("导入记录", "Imports").to_owned()
}

/// No import yet.
pub fn no_imports(lang: Lang) -> String {
    lang.pick(
        "还没有导入过。每次导入都记在这里，可以整批撤销。",
        "Nothing was imported yet. Every import is listed here and can be undone as a whole.",
    )
    .to_owned()
}

/// When an import was made.
pub fn when(at: &ZonedDateTime, today: bool, lang: Lang) -> String {
    if today {
        format!("{} {}", lang.pick("今天", "Today"), format::clock(at))
    } else {
        format!("{} {}", format::month_day(at), format::clock(at))
    }
}

/// What an import held.
pub fn import_line(files: usize, rows: u64, lang: Lang) -> String {
    let rows = format::count(rows as f64);
    match lang {
        Lang::Zh => format!("{files} 个文件 · {rows} 行"),
        Lang::En if files == 1 => format!("1 file · {rows} rows"),
        Lang::En => format!("{files} files · {rows} rows"),
    }
}

/// Rows of an import that did not come in; empty without any.
pub fn left_out(rows: u64, lang: Lang) -> String {
    let n = format::count(rows as f64);
    match rows {
        0 => String::new(),
        _ => lang.pick(format!("{n} 行没收进"), format!("{n} left out")),
    }
}

/// The button that opens an import of the history.
pub fn open(lang: Lang) -> &'static str {
    lang.pick("看看", "Look")
}

/// What can be done with an import.
pub fn undo(standing: bool, lang: Lang) -> String {
    match standing {
        true => lang.pick("撤销", "Undo"),
        false => lang.pick("已撤销", "undone"),
    }
    .to_owned()
}

/// Title of the list of files.
pub fn files_title(lang: Lang) -> String {
    lang.pick("每个数从哪个文件来", "Where every number comes from").to_owned()
}

/// How many files, how big.
pub fn files_note(files: usize, size: u64, lang: Lang) -> String {
    let size = format::bytes(size);
    match lang {
        Lang::Zh => format!("{files} 个文件 · {size}"),
        Lang::En => format!("{files} files · {size}"),
    }
}

/// Headers of the list of files.
pub fn files_columns(lang: Lang) -> Vec<String> {
    lang.pick(
        ["文件", "是什么", "收进 行", "换掉旧的", "未收进", "编码", "导入"],
        ["File", "What it is", "Rows in", "Replaced", "Left out", "Encoding", "Imported"],
    )
    .map(str::to_owned)
    .to_vec()
}
