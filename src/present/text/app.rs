//! Texts of the window itself: pages, commands, palette, toasts, notices, status.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Lang, Notice};
use crate::engine::ImportReport;
use crate::ingest::Recognition;
use crate::present::format;
use crate::present::pages::StoreFacts;
use crate::store::{CheckReport, Undone};

/// Name of the program.
pub fn name(lang: Lang) -> &'static str {
    lang.pick("复盘", "Fupan")
}

/// A page's name on the rail, by its stable word.
pub fn page(word: &str, lang: Lang) -> &'static str {
    match word {
        "overview" => lang.pick("总览", "Overview"),
        "review" => lang.pick("复盘", "Review"),
        "products" => lang.pick("商品", "Products"),
        "viewers" => lang.pick("观众", "Viewers"),
        "models" => lang.pick("模型", "Models"),
        "recommend" => lang.pick("推荐", "Suggest"),
        "plan" => lang.pick("计划", "Plan"),
        "evaluate" => lang.pick("评估", "Evaluate"),
        "data" => lang.pick("数据", "Data"),
        "settings" => lang.pick("设置", "Settings"),
        _ => "",
    }
}

/// A page's question, shown until its model brings one.
pub fn question(word: &str, lang: Lang) -> &'static str {
    match word {
        "overview" => lang.pick("我播得怎么样？", "How am I doing?"),
        "review" => lang.pick("这场发生了什么？", "What happened in this session?"),
        "products" => lang.pick("什么卖得动？", "What sells?"),
        "viewers" => lang.pick("谁会买，谁会回来？", "Who buys, and who comes back?"),
        "models" => lang.pick("能学到什么？", "What can be learned?"),
        "recommend" => lang.pick("该推什么，给谁看？", "What to show, and to whom?"),
        "plan" => lang.pick(
            "流量和时间怎么分，目标够得着吗？",
            "How to split traffic and time, and is the goal in reach?",
        ),
        "evaluate" => lang.pick("计划管用吗？", "Did the plan work?"),
        "data" => lang.pick("这里有什么？能信吗？", "What is in here, and can I trust it?"),
        "settings" => lang.pick("怎么用着顺手？", "How should it work for you?"),
        _ => "",
    }
}

/// A command's name in the palette, by its stable word.
pub fn command(word: &str, lang: Lang) -> String {
    let (zh, en) = match word {
        "palette" => ("搜索或执行命令", "Search or run a command"),
        "import" => ("导入文件…", "Import files…"),
        "commit" => ("写入托盘里的文件", "Write the files in the tray"),
        "empty_tray" => ("清空托盘", "Empty the tray"),
        "cancel" => ("停下正在做的事", "Stop the work in progress"),
        "undo" => ("撤销最近一次导入", "Undo the latest import"),
        "sample" => ("导入示例数据", "Import the sample data"),
        "clear_filters" => ("清除筛选", "Clear filters"),
        "train_buyers" => ("训练「谁会买？」", "Train: who buys?"),
        "train_products" => ("训练「哪些商品会卖好？」", "Train: which products sell?"),
        "train_session_sales" => ("训练「这场能卖多少？」", "Train: how much will a session sell?"),
        "report" => ("导出这场的报告…", "Export this session's report…"),
        "backup" => ("备份数据文件…", "Back up the data file…"),
        "check" => ("检查数据文件", "Check the data file"),
        "open_store" => ("打开另一个数据文件…", "Open another data file…"),
        "reopen" => ("再试一次", "Try again"),
        "language" => ("Switch to English", "切换到中文"),
        "appearance" => ("切换浅色和深色", "Switch light and dark"),
        "larger" => ("文字放大", "Larger text"),
        "smaller" => ("文字缩小", "Smaller text"),
        "normal_size" => ("文字恢复原大", "Normal text size"),
        "quit" => ("退出", "Quit"),
        page_word => {
            let name = page(page_word, lang);
            return if name.is_empty() {
                String::new()
            } else {
                lang.pick(format!("打开{name}"), format!("Open {name}"))
            };
        }
    };
    lang.pick(zh, en).to_owned()
}

/// Why a command cannot run now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing lies in the tray.
    TrayEmpty,
    /// Nothing in the tray can be written.
    TrayBlocked,
    /// Nothing was imported.
    NothingToUndo,
    /// Nothing is running.
    Idle,
    /// Something is running.
    Working,
    /// The store is not open.
    NoStore,
    /// No sample data beside the program.
    NoSample,
    /// There is no session.
    NoSessions,
    /// No filter is set.
    NoFilter,
    /// The text has its largest or smallest size.
    SizeLimit,
}

/// The reason in words.
pub fn why(why: Why, lang: Lang) -> &'static str {
    match why {
        Why::TrayEmpty => lang.pick("托盘是空的", "the tray is empty"),
        Why::TrayBlocked => {
            lang.pick("托盘里没有能写入的文件", "nothing in the tray can be written")
        }
        Why::NothingToUndo => lang.pick("没有能撤销的导入", "there is no import to undo"),
        Why::Idle => lang.pick("没有正在做的事", "nothing is running"),
        Why::Working => lang.pick("等手头的事做完", "wait for the work in progress"),
        Why::NoStore => lang.pick("数据文件没有打开", "no data file is open"),
        Why::NoSample => lang.pick("没找到示例数据", "the sample data was not found"),
        Why::NoSessions => lang.pick("还没有场次", "there is no session yet"),
        Why::NoFilter => lang.pick("没有筛选", "no filter is set"),
        Why::SizeLimit => lang.pick("已经到头了", "already at the limit"),
    }
}

/// `打开 11-21 周六 的复盘`.
pub fn open_session(day: &str, lang: Lang) -> String {
    lang.pick(format!("打开 {day} 的复盘"), format!("Review {day}"))
}

/// `找商品 挂耳咖啡`.
pub fn open_product(name: &str, lang: Lang) -> String {
    lang.pick(format!("找商品 {name}"), format!("Product {name}"))
}

/// Small fixed words of the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Title of the palette's field.
    SearchHint,
    /// Nothing in the palette fits.
    NothingFound,
    /// 导入
    Import,
    /// 撤销
    Undo,
    /// 关闭
    Close,
    /// 取消
    Cancel,
    /// 看看
    Look,
    /// 只存在这台电脑，不联网
    Local,
    /// 还没有数据
    NoData,
    /// 把文件拖到窗口任何地方都行
    DropAnywhere,
    /// What keys do on the review.
    BrushHint,
    /// 松手就放进托盘，先看再写
    DropTitle,
    /// 再试一次
    Retry,
    /// 退出
    Quit,
    /// 打开另一个
    OpenOther,
    /// 正在打开
    Opening,
    /// 正在读
    Reading,
    /// 先不要
    NotNow,
    /// 从托盘拿掉
    TakeOut,
    /// 页面 (the rail's name)
    Pages,
    /// 正在选文件
    Choosing,
    /// 备注 of a file
    Remarks,
    /// 读到哪了 before the first progress
    Waiting,
}

/// A small fixed word.
pub fn word(word: Word, lang: Lang) -> &'static str {
    match word {
        Word::SearchHint => lang.pick("搜索或执行命令", "Search or run"),
        Word::NothingFound => lang.pick("没有找到", "Nothing found"),
        Word::Import => lang.pick("导入", "Import"),
        Word::Undo => lang.pick("撤销", "Undo"),
        Word::Close => lang.pick("关闭", "Close"),
        Word::Cancel => lang.pick("取消", "Cancel"),
        Word::Look => lang.pick("看看", "Look"),
        Word::Local => lang.pick("只存在这台电脑，不联网", "Only on this computer, never online"),
        Word::NoData => lang.pick("还没有数据", "no data yet"),
        Word::DropAnywhere => {
            lang.pick("把文件拖到窗口任何地方都行", "Drop files anywhere on the window")
        }
        Word::BrushHint => lang.pick(
            "拖动选一段 · ←→ 移动光标 · Esc 取消 · N 记一笔",
            "Drag for a range · ←→ cursor · Esc lets go · N notes",
        ),
        Word::DropTitle => lang.pick(
            "松手就放进托盘，先看再写",
            "Let go to put them into the tray; nothing is written yet",
        ),
        Word::Retry => lang.pick("再试一次", "Try again"),
        Word::Quit => lang.pick("退出", "Quit"),
        Word::OpenOther => lang.pick("打开另一个…", "Open another…"),
        Word::Opening => lang.pick("正在打开数据文件", "Opening the data file"),
        Word::Reading => lang.pick("正在读", "Reading"),
        Word::NotNow => lang.pick("全部先不要", "Not now"),
        Word::TakeOut => lang.pick("从托盘拿掉", "Take out of the tray"),
        Word::Pages => lang.pick("页面", "Pages"),
        Word::Choosing => {
            lang.pick("在文件窗口里选好再回来", "Choose in the file window, then come back")
        }
        Word::Remarks => lang.pick("这个文件要知道的", "About this file"),
        Word::Waiting => lang.pick("等着读", "waiting"),
    }
}

/// `我的直播.fupan · 18.4 MB · 61 场 · 40 个商品 · 14,982 条子订单`.
pub fn status(facts: &StoreFacts, lang: Lang) -> String {
    let file = facts.path.file_name().unwrap_or_default().to_string_lossy();
    let size = format::bytes(facts.bytes);
    if facts.is_empty() {
        return format!("{file} · {}", word(Word::NoData, lang));
    }
    let line =
        super::settings::store_line(&size, facts.sessions, facts.products, facts.order_lines, lang);
    format!("{file} · {line}")
}

/// `最近导入 今天 23:12，8 个文件`; empty before the first import.
pub fn last_import(facts: &StoreFacts, now: Timestamp, zone: &TimeZone, lang: Lang) -> String {
    let Some((_, at, files)) = facts.last_import else {
        return String::new();
    };
    let at = at.to_zoned_datetime(zone.clone());
    let today = now.to_zoned_datetime(zone.clone()).date() == at.date();
    let when = super::data::when(&at, today, lang);
    match lang {
        Lang::Zh => format!("最近导入 {when}，{files} 个文件"),
        Lang::En if files == 1 => format!("last import {when}, 1 file"),
        Lang::En => format!("last import {when}, {files} files"),
    }
}

/// Toast after an import.
pub fn imported(report: &ImportReport, lang: Lang) -> String {
    let files = report.files.iter().filter(|file| file.rows_stored > 0).count();
    let rows: u64 = report.files.iter().map(|file| file.rows_stored).sum();
    let (rows, sessions) = (format::count(rows as f64), report.sessions);
    match (files, lang) {
        (0, Lang::Zh) => "没有新内容，什么都没改".to_owned(),
        (0, Lang::En) => "Nothing new: nothing was changed".to_owned(),
        (_, Lang::Zh) => format!("导入 {files} 个文件，{rows} 行；现有 {sessions} 场"),
        (_, Lang::En) => format!("{files} files imported, {rows} rows; {sessions} sessions now"),
    }
}

/// Toast after an import into a store whose viewer keys were made with another key.
pub fn foreign_key(lang: Lang) -> String {
    lang.pick(
        "观众代号是用另一把密钥算的：这次的买家认不出是以前的人。从原来的电脑拷来 identity.key，撤销后再导一遍",
        "Viewer codes were made with another key: these buyers are not recognised as the people before. Copy identity.key from the old computer, undo and import again",
    )
    .to_owned()
}

/// Toast after an undo.
pub fn undone(undone: &Undone, lang: Lang) -> String {
    let removed = format::count(undone.rows_removed as f64);
    let restored = format::count(undone.rows_restored as f64);
    match (undone.rows_restored, lang) {
        (0, Lang::Zh) => format!("已撤销：去掉 {removed} 行"),
        (0, Lang::En) => format!("Undone: {removed} rows removed"),
        (_, Lang::Zh) => format!("已撤销：去掉 {removed} 行，恢复 {restored} 行"),
        (_, Lang::En) => format!("Undone: {removed} rows removed, {restored} restored"),
    }
}

/// Toast after a cancelled job.
pub fn cancelled(lang: Lang) -> String {
    lang.pick("已取消，什么都没改", "Cancelled: nothing was changed").to_owned()
}

/// Toast where the system has no file dialog; `files`: files to import were to be chosen.
pub fn no_dialog(files: bool, lang: Lang) -> String {
    match (files, lang) {
        (true, Lang::Zh) => "这台电脑打不开选文件的窗口：把文件直接拖进来就行",
        (true, Lang::En) => "This computer has no file dialog: drop the files on the window instead",
        (false, Lang::Zh) => {
            "这台电脑打不开选文件的窗口：装上 xdg-desktop-portal 或 zenity 再试，或用命令行 fupan --help"
        }
        (false, Lang::En) => {
            "This computer has no file dialog: install xdg-desktop-portal or zenity, or use the command line, see fupan --help"
        }
    }
    .to_owned()
}

/// Toast after a training.
pub fn trained(question: &str, lang: Lang) -> String {
    lang.pick(format!("训练好了：{question}"), format!("Trained: {question}"))
}

/// Toast after a plan was kept.
pub fn plan_saved(name: &str, version: u32, lang: Lang) -> String {
    lang.pick(
        format!("计划「{name}」已保存，第 {version} 版"),
        format!("Plan '{name}' saved, version {version}"),
    )
}

/// Toast after a backup.
pub fn backed_up(file: &str, lang: Lang) -> String {
    lang.pick(format!("已备份到 {file}"), format!("Backed up to {file}"))
}

/// Toast after a check.
pub fn checked(report: &CheckReport, lang: Lang) -> String {
    if report.ok {
        lang.pick("数据文件完好", "The data file is sound").to_owned()
    } else {
        let count = report.findings.len();
        lang.pick(
            format!("数据文件有 {count} 处问题：先拷贝一份，再换回备份"),
            format!(
                "The data file has {count} problems: keep a copy, then put a backup in its place"
            ),
        )
    }
}

/// Badge of a hovered file.
pub fn recognised(recognition: &Recognition, kind: &str, lang: Lang) -> String {
    let known = crate::present::format::percent(recognition.confidence);
    let text = format!("{} · {known}", super::tray::kind(recognition.platform, kind, lang));
    match (recognition.files, lang) {
        (0 | 1, _) => text,
        (files, Lang::Zh) => format!("{text} 等 {files} 个"),
        (files, Lang::En) => format!("{text}, {files} files"),
    }
}

/// Hovered files whose names the system does not tell before they are dropped.
pub fn hovering(files: usize, lang: Lang) -> String {
    match (files, lang) {
        (0 | 1, Lang::Zh) => "松手后看是什么文件".to_owned(),
        (0 | 1, Lang::En) => "Let go to see what it is".to_owned(),
        (_, Lang::Zh) => format!("{files} 个文件，松手后看是什么"),
        (_, Lang::En) => format!("{files} files: let go to see what they are"),
    }
}

/// More hovered files than are listed.
pub fn more_files(count: usize, lang: Lang) -> String {
    lang.pick(format!("还有 {count} 个"), format!("{count} more"))
}

/// A fault in the program.
pub fn fault(words: &str, lang: Lang) -> Notice {
    Notice::new(
        lang.pick("程序出了差错", "Something in the program went wrong"),
        words,
        lang.pick(
            "数据没有被改动。再试一次；还不行就关掉窗口重新打开。",
            "No data was changed. Try again; if it stays, close the window and open it again.",
        ),
    )
}

/// No store is open.
pub fn no_store(lang: Lang) -> Notice {
    Notice::new(
        lang.pick("数据文件没有打开", "No data file is open"),
        "",
        lang.pick("再试一次，或打开另一个数据文件。", "Try again, or open another data file."),
    )
}

/// There is nothing to write.
pub fn nothing_prepared(lang: Lang) -> Notice {
    Notice::new(
        lang.pick("托盘是空的", "The tray is empty"),
        "",
        lang.pick("把文件拖进来再导入。", "Drop files first, then import."),
    )
}

/// Too much is queued.
pub fn busy(lang: Lang) -> Notice {
    Notice::new(
        lang.pick("手头的事太多", "Too much is going on"),
        "",
        lang.pick("等正在做的做完再试。", "Wait for the work in progress, then try again."),
    )
}

/// The threads have ended.
pub fn stopped(lang: Lang) -> Notice {
    Notice::new(
        lang.pick("后台停了", "The work in the background has stopped"),
        "",
        lang.pick(
            "关掉窗口重新打开。数据都在。",
            "Close the window and open it again. All data is in place.",
        ),
    )
}

/// The window could not be drawn by any renderer.
pub fn no_renderer(detail: &str, lang: Lang) -> String {
    lang.pick(
        format!("窗口画不出来：{detail}\n换一种画法：设环境变量 FUPAN_RENDERER=glow 或 wgpu 再试；或用命令行 fupan --help。"),
        format!("The window cannot be drawn: {detail}\nTry the other renderer with the environment variable FUPAN_RENDERER=glow or wgpu, or use the command line: fupan --help."),
    )
}

/// Words of the window's own settings.
pub mod look {
    use crate::present::text::Lang;

    /// Title of the card.
    pub fn title(lang: Lang) -> &'static str {
        lang.pick("窗口", "Window")
    }

    /// 语言
    pub fn language(lang: Lang) -> &'static str {
        lang.pick("语言", "Language")
    }

    /// Names of the languages, each in its own.
    pub const LANGUAGES: [&str; 2] = ["简体中文", "English"];

    /// 外观
    pub fn appearance(lang: Lang) -> &'static str {
        lang.pick("外观", "Appearance")
    }

    /// As the system, light, dark.
    pub fn appearances(lang: Lang) -> [&'static str; 3] {
        lang.pick(["跟随系统", "浅色", "深色"], ["As the system", "Light", "Dark"])
    }

    /// 涨跌颜色
    pub fn rises(lang: Lang) -> &'static str {
        lang.pick("涨跌颜色", "Rise and fall")
    }

    /// Red rises, green rises.
    pub fn rise_choices(lang: Lang) -> [&'static str; 2] {
        lang.pick(["红涨绿跌", "绿涨红跌"], ["Red rises", "Green rises"])
    }

    /// 文字大小
    pub fn size(lang: Lang) -> &'static str {
        lang.pick("文字大小", "Text size")
    }

    /// The sentence below.
    pub fn sentence(lang: Lang) -> &'static str {
        lang.pick("涨跌总带 ▲▼，不靠颜色也看得出。", "Rises and falls always carry ▲▼ too.")
    }
}

/// Title of what a page that is still to come will hold.
pub fn will_hold(lang: Lang) -> &'static str {
    lang.pick("这一页会有什么", "What this page will hold")
}

/// Title of what of it is in the store already.
pub fn have(lang: Lang) -> &'static str {
    lang.pick("已经有的数据", "What is in already")
}
