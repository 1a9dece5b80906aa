//! Texts of the summary of an import.

use super::Lang;
use crate::present::format;

/// Right after writing.
pub fn just_now(lang: Lang) -> String {
    lang.pick("刚导入的", "Just imported").to_owned()
}

/// An import of the history.
pub fn title(when: &str, lang: Lang) -> String {
    lang.pick(format!("{when} 的导入"), format!("Import of {when}"))
}

/// When a file was imported.
pub fn imported(when: &str, lang: Lang) -> String {
    lang.pick(format!("{when} 导入"), format!("imported {when}"))
}

/// Headers.
pub fn columns(lang: Lang) -> Vec<String> {
    lang.pick(
        ["文件", "是什么", "新增", "替换旧的", "略过", "没收进"],
        ["File", "What it is", "Added", "Replaced", "Skipped", "Left out"],
    )
    .map(str::to_owned)
    .to_vec()
}

/// What changed in all: added, replaced, skipped, left out.
pub fn note(files: usize, [added, replaced, skipped, rejected]: [u64; 4], lang: Lang) -> String {
    let n = |rows: u64| format::count(rows as f64);
    let mut parts = vec![lang.pick(format!("新增 {} 行", n(added)), format!("{} added", n(added)))];
    let mut add = |rows: u64, zh: &str, en: &str| {
        if rows > 0 {
            parts.push(lang.pick(format!("{zh} {} 行", n(rows)), format!("{} {en}", n(rows))));
        }
    };
    add(replaced, "替换", "replaced");
    add(skipped, "略过", "skipped");
    add(rejected, "没收进", "left out");
    match lang {
        Lang::Zh => format!("{files} 个文件：{}", parts.join("，")),
        Lang::En if files == 1 => format!("1 file, rows: {}", parts.join(", ")),
        Lang::En => format!("{files} files, rows: {}", parts.join(", ")),
    }
}

/// The note right after writing.
pub fn written(note: &str, lang: Lang) -> String {
    lang.pick(format!("已写入 {note}"), format!("Written: {note}"))
}

/// The last line of the list.
pub fn total(files: usize, lang: Lang) -> String {
    lang.pick(format!("合计 {files} 个文件"), format!("All {files} files"))
}

/// The same bytes were imported before.
pub fn again(lang: Lang) -> String {
    lang.pick("导入过，没有再写", "in already, not written").to_owned()
}

/// The button.
pub fn undo(lang: Lang) -> String {
    lang.pick("撤销这次导入", "Undo this import").to_owned()
}

/// It was taken back.
pub fn undone(lang: Lang) -> String {
    lang.pick("这次导入已撤销", "This import was undone").to_owned()
}

/// Title of what is known of one file.
pub fn tables_title(lang: Lang) -> String {
    lang.pick("这些行去了哪里", "Where its rows went").to_owned()
}

/// A table of the store.
pub fn table(name: &str, lang: Lang) -> &'static str {
    let (zh, en) = match name {
        "session_facts" => ("场次", "Sessions"),
        "session_products" => ("场次里的商品", "Products of sessions"),
        "channels" => ("渠道", "Channels"),
        "minutes" => ("分钟曲线", "Minutes"),
        "segments" => ("讲解", "Talks"),
        "order_lines" => ("订单", "Order lines"),
        "refunds" => ("售后", "Refund cases"),
        "product_facts" => ("商品资料", "Product catalogue"),
        "viewers" => ("观众", "Viewers"),
        "comments" => ("评论", "Comments"),
        "events" => ("行为", "Actions"),
        "income" => ("其他收入", "Other income"),
        _ => ("访问", "Visits"),
    };
    lang.pick(zh, en)
}

/// `12 行（第 2–13 行）`.
pub fn table_rows(rows: u64, first: u32, last: u32, lang: Lang) -> String {
    let n = format::count(rows as f64);
    match lang {
        Lang::Zh => format!("{n} 行（第 {first}–{last} 行）"),
        Lang::En if rows == 1 => format!("1 row (row {first})"),
        Lang::En => format!("{n} rows (rows {first}–{last})"),
    }
}

/// What they are about, and how many are in force.
pub fn table_use(sessions: u64, superseded: u64, lang: Lang) -> String {
    let mut parts = Vec::new();
    if sessions > 0 {
        let n = format::count(sessions as f64);
        parts.push(lang.pick(format!("{n} 场"), format!("{n} sessions")));
    }
    if superseded > 0 {
        let n = format::count(superseded as f64);
        parts.push(lang.pick(format!("{n} 行已被新文件替换"), format!("{n} replaced since")));
    }
    parts.join(" · ")
}
