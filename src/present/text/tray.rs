//! Texts of the import tray.

use jiff::civil::Date;

use super::Lang;
use crate::domain::Platform;
use crate::present::format;
use crate::present::pages::tray::{TrayFile, TrayState};

/// How many files are in which state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// All.
    pub files: usize,
    /// Readable and new.
    pub known: usize,
    /// Of these, with something to look at.
    pub check: usize,
    /// Of no known kind.
    pub ask: usize,
    /// In the store already.
    pub duplicate: usize,
    /// Unreadable.
    pub failed: usize,
    /// Rows written.
    pub stored: u64,
}

/// The name of a platform.
pub fn platform(platform: Platform, lang: Lang) -> &'static str {
    match platform {
        Platform::Douyin => lang.pick("抖音", "Douyin"),
        Platform::TikTok => "TikTok",
        Platform::Taobao => lang.pick("淘宝", "Taobao"),
        Platform::Kuaishou => lang.pick("快手", "Kuaishou"),
        Platform::WeChat => lang.pick("视频号", "WeChat Channels"),
        Platform::Xiaohongshu => lang.pick("小红书", "Xiaohongshu"),
        Platform::Pinduoduo => lang.pick("拼多多", "Pinduoduo"),
        Platform::Shopee => "Shopee",
        Platform::Shopify => "Shopify",
        Platform::Amazon => lang.pick("亚马逊", "Amazon"),
        Platform::WooCommerce => "WooCommerce",
        Platform::Generic => lang.pick("自己的表", "Own table"),
    }
}

/// `抖音 · 直播间列表`; a kind that names its platform already is left as it is.
pub fn kind(of: Platform, kind: &str, lang: Lang) -> String {
    let platform = platform(of, lang);
    if kind.starts_with(platform) { kind.to_owned() } else { format!("{platform} · {kind}") }
}

/// Title of the tray.
pub fn title(written: bool, lang: Lang) -> String {
    match written {
        false => lang.pick("导入托盘", "Import tray"),
        true => lang.pick("刚导入的", "Just imported"),
    }
    .to_owned()
}

/// What lies in the tray; nothing is written yet.
pub fn waiting(tally: &Tally, lang: Lang) -> String {
    let mut parts = Vec::new();
    let mut add = |number: usize, zh: &str, en: &str| {
        if number > 0 {
            parts.push(lang.pick(format!("{number} 个{zh}"), format!("{number} {en}")));
        }
    };
    add(tally.known, "已识别", "recognised");
    add(tally.ask, "等你对应", "to be mapped");
    add(tally.failed, "读不了", "unreadable");
    add(tally.duplicate, "重复", "duplicate");
    let files = tally.files;
    match lang {
        Lang::Zh => format!("{files} 个文件：{}。现在还什么都没写进去。", parts.join("，")),
        Lang::En => {
            format!(
                "{files} {}: {}. Nothing is written yet.",
                plural(files, "file"),
                parts.join(", ")
            )
        }
    }
}

fn plural(number: usize, word: &str) -> String {
    if number == 1 { word.to_owned() } else { format!("{word}s") }
}

/// What was written.
pub fn written(tally: &Tally, lang: Lang) -> String {
    let (known, rows) = (tally.known, format::count(tally.stored as f64));
    match (tally.stored, lang) {
        (0, Lang::Zh) => "没有新内容，什么都没改。".to_owned(),
        (0, Lang::En) => "Nothing new: nothing was changed.".to_owned(),
        (_, Lang::Zh) => format!("{known} 个文件写入 {rows} 行。"),
        (_, Lang::En) => format!("{rows} rows written from {known} {}.", plural(known, "file")),
    }
}

/// The one button.
pub fn commit(ready: usize, lang: Lang) -> String {
    lang.pick(format!("导入已识别的 {ready} 个"), format!("Import {ready} recognised"))
}

/// Why there is nothing to write.
pub fn blocked(tally: &Tally, lang: Lang) -> String {
    if tally.duplicate > 0 && tally.duplicate == tally.files {
        lang.pick("这些文件都导入过了，没有新内容", "All of these are in already: nothing is new")
    } else {
        lang.pick(
            "没有能导入的文件，看每行的提示",
            "No file can be imported: see the hint in each row",
        )
    }
    .to_owned()
}

/// Below the tray.
pub fn foot(lang: Lang) -> String {
    lang.pick(
        "一次写入，随时可以整批撤销",
        "Written in one go; can be undone as a whole at any time",
    )
    .to_owned()
}

/// A session a file may be about: `09-08 周二 19:00 · 山禾`.
pub fn belongs(start: &str, shop: &str, lang: Lang) -> String {
    match (shop, lang) {
        ("", _) => start.to_owned(),
        (shop, Lang::Zh) => format!("{start} · {shop}"),
        (shop, Lang::En) => format!("{start}, {shop}"),
    }
}

/// The button of a file that does not say which session it is about.
pub fn choose_session(lang: Lang) -> String {
    lang.pick("选它是哪一场", "Pick session").to_owned()
}

/// Above the sessions to choose from.
pub fn which_session(lang: Lang) -> &'static str {
    lang.pick("它是哪一场的？点一下就归到那场", "Which session is it about? Press one")
}

/// Columns understood and, for text files, the encoding.
pub fn remark(file: &TrayFile, lang: Lang) -> String {
    let (known, unknown) = (file.mapped, file.remarks.unknown_columns.len());
    let columns = match (unknown, lang) {
        (0, Lang::Zh) => format!("{known} 列都认得"),
        (0, Lang::En) => format!("all {known} columns known"),
        (_, Lang::Zh) => format!("认得 {known} 列，{unknown} 列用不上"),
        (_, Lang::En) => format!("{known} columns known, {unknown} of no use"),
    };
    match file.encoding.as_str() {
        "gb18030" => format!("GB18030 · {columns}"),
        "utf-16le" | "utf-16be" => format!("UTF-16 · {columns}"),
        _ => columns,
    }
}

/// How a file was read: its encoding, where its header stands, how much of it is known.
pub fn reading(file: &TrayFile, lang: Lang) -> String {
    let mut parts = vec![encoding(&file.encoding, lang)];
    match file.header_row {
        0 => {}
        row => parts.push(lang.pick(format!("表头在第 {row} 行"), format!("header in row {row}"))),
    }
    let (known, all) = (file.mapped, file.mapped + file.remarks.unknown_columns.len());
    if all > 0 {
        let share = format::percent(known as f64 / all as f64);
        parts.push(lang.pick(
            format!("{all} 列里认得 {known} 列（{share}）"),
            format!("{known} of {all} columns known ({share})"),
        ));
    }
    let parts = parts.join(" · ");
    lang.pick(format!("读法：{parts}"), format!("Read as {parts}"))
}

/// An encoding as people write it.
fn encoding(word: &str, lang: Lang) -> String {
    match word {
        "utf-8-bom" => lang.pick("UTF-8（带标记）", "UTF-8 with a mark").to_owned(),
        "xlsx" | "xls" => lang.pick(format!("工作簿 .{word}"), format!("workbook .{word}")),
        other => other.to_ascii_uppercase(),
    }
}

/// What a file holds: `1 场 · 8 商品`.
pub fn counts(tables: &[(&'static str, u64)], lang: Lang) -> String {
    if tables.is_empty() {
        return format::MISSING.to_owned();
    }
    let shown: Vec<String> = tables
        .iter()
        .take(2)
        .map(|(table, rows)| {
            let (zh, en) = match *table {
                "sessions" => ("场", "sessions"),
                "products" => ("条商品", "product rows"),
                "orders" => ("条子订单", "order lines"),
                "refunds" => ("条售后", "refund cases"),
                "segments" => ("段讲解", "talks"),
                "events" => ("条行为", "actions"),
                "comments" => ("条评论", "comments"),
                "visits" => ("次访问", "visits"),
                "catalogue" => ("个商品", "products"),
                "viewers" => ("位观众", "viewers"),
                "income" => ("笔收入", "amounts"),
                "channels" => ("条渠道", "channel rows"),
                "periods" => ("条时段数字", "rows of periods"),
                _ => ("分钟", "minutes"),
            };
            let en = match (*rows, *table) {
                (1, "periods") => "row of a period",
                (1, _) => en.strip_suffix('s').unwrap_or(en),
                _ => en,
            };
            format!("{} {}", format::count(*rows as f64), lang.pick(zh, en))
        })
        .collect();
    shown.join(" · ")
}

/// The word of a mark.
pub fn badge(state: TrayState, rejected: u64, written: bool, lang: Lang) -> String {
    match state {
        TrayState::Known if written => lang.pick("已写入", "Written").to_owned(),
        TrayState::Known => lang.pick("已识别", "Recognised").to_owned(),
        TrayState::Check if rejected > 0 => {
            lang.pick(format!("有 {rejected} 行要看"), format!("{rejected} to check"))
        }
        TrayState::Check => lang.pick("要看一眼", "To check").to_owned(),
        TrayState::Ask => lang.pick("等你对应", "Needs mapping").to_owned(),
        TrayState::Duplicate => lang.pick("重复", "Duplicate").to_owned(),
        TrayState::Failed => lang.pick("读不了", "Unreadable").to_owned(),
    }
}

/// What writing does, or did.
pub fn outcome(file: &TrayFile, written: bool, lang: Lang) -> String {
    if file.duplicate {
        return lang.pick("导入过，跳过", "in already, skipped").to_owned();
    }
    let sessions =
        file.tables.iter().find(|(table, _)| *table == "sessions").map_or(0, |(_, rows)| *rows);
    let (new, old) = (file.new_sessions, sessions.saturating_sub(file.new_sessions));
    let (stored, replaced) = (format::count(file.stored as f64), file.replaced);
    let rows = if file.stored == 1 { "row" } else { "rows" };
    match lang {
        Lang::Zh if sessions > 0 && old == 0 => format!("新增 {new} 场"),
        Lang::Zh if sessions > 0 && new == 0 => format!("更新 {old} 场"),
        Lang::Zh if sessions > 0 => format!("新增 {new} 场，更新 {old} 场"),
        Lang::Zh if replaced > 0 => format!("{stored} 行，替换 {replaced} 行"),
        Lang::Zh if written => format!("写入 {stored} 行"),
        Lang::Zh => format!("会写入 {stored} 行"),
        Lang::En if sessions > 0 && old == 0 => format!("{new} new"),
        Lang::En if sessions > 0 && new == 0 => format!("{old} updated"),
        Lang::En if sessions > 0 => format!("{new} new, {old} updated"),
        Lang::En if replaced > 0 => format!("{stored} {rows}, {replaced} replaced"),
        Lang::En if written => format!("{stored} {rows} written"),
        Lang::En => format!("{stored} {rows} to write"),
    }
}

/// What becomes of a file that gave nothing.
pub fn failed_outcome(state: TrayState, lang: Lang) -> String {
    match state {
        TrayState::Ask => lang.pick("不会导入，看为什么", "left out, see why"),
        _ => lang.pick("不会导入", "left out"),
    }
    .to_owned()
}

/// First and last day: `11-01 – 11-21`; with years where they differ.
pub fn days(days: Option<(Date, Date)>, lang: Lang) -> String {
    let Some((first, last)) = days else {
        return String::new();
    };
    let short = |day: Date| format!("{:02}-{:02}", day.month(), day.day());
    if first == last {
        short(first)
    } else if first.year() == last.year() {
        format!("{} {} {}", short(first), lang.pick("至", "–"), short(last))
    } else {
        format!("{first} {} {last}", lang.pick("至", "–"))
    }
}

/// A kept template was used.
pub fn by_template(name: &str, lang: Lang) -> String {
    lang.pick(format!("按记下的「{name}」来读"), format!("read as the kept table \"{name}\""))
}
