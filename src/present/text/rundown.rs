//! Words of the run-down sheet.

use super::{Lang, Notice};
use crate::present::pages::plan::RunDownKind;

/// What a sheet of a plan without a name is called.
pub fn title(lang: Lang) -> &'static str {
    lang.pick("排品流程单", "Run-down")
}

/// How long a session is.
pub fn length(minutes: u32, lang: Lang) -> String {
    lang.pick(format!("{minutes} 分钟"), format!("{minutes} min"))
}

/// Heads of the sheet; the amounts are in `unit`.
pub fn heads(unit: &str, lang: Lang) -> [String; 7] {
    let words = match lang {
        Lang::Zh => ["时间", "分钟", "商品", "价格", "主播", "预计", "实际"],
        Lang::En => ["Time", "Minutes", "Product", "Price", "Host", "Expected", "Sold"],
    };
    let mut heads = words.map(str::to_owned);
    heads[5] = lang.pick(format!("{}（{unit}）", words[5]), format!("{} ({unit})", words[5]));
    heads
}

/// What is expected, within which range, and the goal with its odds.
pub fn aim(expected: &str, range: &str, goal: Option<&(String, String)>, lang: Lang) -> String {
    match (goal, lang) {
        (None, Lang::Zh) => format!("预计 {expected}，80% 区间 {range}"),
        (None, Lang::En) => format!("{expected} expected, 80% range {range}"),
        (Some((goal, odds)), Lang::Zh) => {
            format!("目标 {goal}，把握 {odds} · 预计 {expected}，80% 区间 {range}")
        }
        (Some((goal, odds)), Lang::En) => {
            format!("Goal {goal}, odds {odds} · {expected} expected, 80% range {range}")
        }
    }
}

/// What the sheet rests on.
pub fn note(lang: Lang) -> &'static str {
    lang.pick(
        "预计按每段的分钟分；「实际」留给你播的时候写，播完导入导出文件，评估页会逐个商品对。",
        "Expected amounts go by the minutes of a slot. Write what was sold while you stream; \
         import the export after it, and Evaluate compares product by product.",
    )
}

/// One calendar entry's note.
pub fn entry(price: &str, expected: &str, lang: Lang) -> String {
    match (price.is_empty(), lang) {
        (true, Lang::Zh) => format!("预计 {expected}"),
        (true, Lang::En) => format!("{expected} expected"),
        (false, Lang::Zh) => format!("价格 {price}，预计 {expected}"),
        (false, Lang::En) => format!("price {price}, {expected} expected"),
    }
}

/// Calendar entries need a time.
pub fn no_start(lang: Lang) -> Notice {
    Notice::new(
        lang.pick("不知道几点开播，写不了日历", "Calendar entries need the time the session begins"),
        "",
        lang.pick(
            "写上开播时间，例如 --start \"2026-11-28 19:30\"，或先导入一场带时间的直播。",
            "Say when it begins, such as --start \"2026-11-28 19:30\", or import a session with its time.",
        ),
    )
}

/// A line of the menu.
pub fn offer(kind: RunDownKind, lang: Lang) -> &'static str {
    match kind {
        RunDownKind::Html => lang.pick("流程单（HTML，能打印）", "Sheet (HTML, prints)"),
        RunDownKind::Workbook => {
            lang.pick("表格（Excel，带份额）", "Workbook (Excel, with the split)")
        }
        RunDownKind::Calendar => {
            lang.pick("日历（ICS，每段一条）", "Calendar (ICS, one entry a slot)")
        }
    }
}

/// The title of the file dialog.
pub fn dialog(lang: Lang) -> &'static str {
    lang.pick("流程单写到", "Write the run-down to")
}

/// The name a file is offered under, without its ending.
pub fn file_name(lang: Lang) -> &'static str {
    lang.pick("流程单", "fupan-run-down")
}

/// The ending of the file says nothing that can be written.
pub fn bad_ending(lang: Lang) -> &'static str {
    lang.pick(
        "流程单的文件名要以 .html、.xlsx 或 .ics 结尾",
        "The run-down's file must end in .html, .xlsx or .ics",
    )
}
