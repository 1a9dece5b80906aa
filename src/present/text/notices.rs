//! Errors of the engine as people read them, and the small sentences of the command line.

mod store;

use std::path::Path;

use super::files::said;
use super::{Lang, Notice, ingest};
use crate::domain::{ImportId, Progress};
use crate::engine::{EngineError, ImportReport};
use crate::learn::ModelKind;
use crate::store::{CheckReport, Undone};

use store::{key, store};

/// What went wrong and what to do next.
pub fn notice(error: &EngineError, lang: Lang) -> Notice {
    match error {
        EngineError::Cancelled(_) => Notice::new(
            lang.pick("已取消", "Cancelled"),
            lang.pick("什么都没有改动。", "Nothing was changed."),
            "",
        ),
        EngineError::Store(error) => store(error, lang),
        EngineError::Ingest(error) => ingest::ingest_error(error, lang),
        EngineError::Key(error) => key(error, lang),
        EngineError::Learn(error) => super::learn::learn_error(error, lang),
        EngineError::Plan(error) => super::plan_errors::plan_error(error, lang),
        EngineError::Recommend(error) => super::recommend::error(error, lang),
        EngineError::Experiment(problem) => super::experiment_problems::problem(problem, lang),
        EngineError::NoSessions => Notice::new(
            lang.pick("还没有场次", "There is no session yet"),
            "",
            lang.pick(
                "先导入一份直播数据，例如抖音罗盘的「直播间列表」；或者运行 fupan demo 用示例数据看看。",
                "Import an export first, such as a platform's list of live sessions, or run `fupan demo` to try the sample data.",
            ),
        ),
        EngineError::OutsideSession { minute, minutes } => outside_session(*minute, *minutes, lang),
        EngineError::NothingImported => Notice::new(
            lang.pick("没有文件能导入", "No file could be imported"),
            "",
            lang.pick("按每个文件下面的提示处理后再试。", "Follow the hint below each file and try again."),
        ),
    }
}

fn outside_session(minute: u32, minutes: Option<u32>, lang: Lang) -> Notice {
    let title = lang.pick(
        format!("第 {minute} 分钟不在这一场里"),
        format!("Minute {minute} lies outside the session"),
    );
    let detail = match minutes {
        Some(minutes) => lang.pick(
            format!("这一场长 {minutes} 分钟。"),
            format!("The session lasted {minutes} minutes."),
        ),
        None => lang.pick(
            "这一场多长还不知道，最多按 48 小时算。".to_owned(),
            "How long the session lasted is not known; at most 48 hours are believed.".to_owned(),
        ),
    };
    let action = lang.pick(
        "分钟从开播算起；不写 --minute 就记在整场上。",
        "Minutes count from the session's start; without --minute the note is on the whole session.",
    );
    Notice::new(title, detail, action)
}

/// The window was asked for where there is none.
pub fn no_display(lang: Lang) -> &'static str {
    lang.pick(
        "这里打不开窗口（没有显示器，或这个版本不带窗口）。用 fupan --help 看命令行能做什么。",
        "No window can be opened here (no display, or this build has none). See `fupan --help` for the command line.",
    )
}

/// A word on the command line that is neither a command nor a file that is there.
pub fn no_such_word(word: &str, near: Option<&str>, lang: Lang) -> String {
    let mut text = lang.pick(
        format!("没有「{word}」这个命令，也没有这个文件。"),
        format!("There is no command and no file '{word}'."),
    );
    if let Some(near) = near {
        text += &lang
            .pick(format!("是不是要用 fupan {near}？"), format!(" Did you mean `fupan {near}`?"));
    }
    text + lang.pick("用 fupan --help 看全部命令。", " See `fupan --help` for all commands.")
}

/// What is being done, to what: `正在读 订单.csv`, `正在训练 决策树`.
pub fn doing(progress: &Progress, lang: Lang) -> String {
    let method = ModelKind::ALL.iter().find(|kind| kind.word() == progress.detail);
    let detail = match method {
        Some(method) => super::learn::model_name(*method, lang),
        None => progress.detail.clone(),
    };
    let said = format!("{} {detail}", stage(progress.stage, lang)).trim_end().to_owned();
    match (method, progress.part()) {
        (Some(_), Some((fold, of))) => lang.pick(
            format!("{said}，第 {fold} 次考（共 {of} 次）"),
            format!("{said}, test {fold} of {of}"),
        ),
        _ => said,
    }
}

/// A stage of work.
fn stage(stage: &str, lang: Lang) -> String {
    let zh = match stage {
        "read" => "正在读",
        "count" => "正在核对",
        "write" => "正在写入",
        "train" => "正在训练",
        "evaluate" => "正在检验",
        "draw" | "simulate" => "正在推演",
        _ => "正在算",
    };
    let en = match stage {
        "read" => "Reading",
        "count" => "Checking",
        "write" => "Writing",
        "train" => "Training",
        "evaluate" => "Evaluating",
        "draw" | "simulate" => "Simulating",
        _ => "Working",
    };
    lang.pick(zh, en).to_owned()
}

/// Where the rows are listed that did not come in.
pub fn see_rejects(import: ImportId, lang: Lang) -> String {
    let id = import.0;
    lang.pick(
        format!("没收进的行：fupan imports --rejects {id}（加 --out 文件.csv 写成表）。"),
        format!(
            "The rows left out: `fupan imports --rejects {id}` (with --out FILE.csv as a table)."
        ),
    )
}

/// How to look closer at one import.
pub fn see_import(lang: Lang) -> &'static str {
    lang.pick(
        "看某一次写了什么、有什么问题：fupan imports --show 号。",
        "What one of them wrote and what was wrong: `fupan imports --show NO.`",
    )
}

/// Folders in which nothing can be a table.
pub fn nothing_to_import(lang: Lang) -> Notice {
    Notice::new(
        lang.pick("没有可以导入的文件", "There is no file to import"),
        lang.pick(
            "这些文件夹里没有 .csv、.tsv、.txt、.xlsx、.xls 或 .zip 文件。",
            "These folders hold no .csv, .tsv, .txt, .xlsx, .xls or .zip file.",
        ),
        lang.pick(
            "把平台导出的文件放进去，或直接写文件的路径。",
            "Put the platform's exports there, or name the files themselves.",
        ),
    )
}

/// `--kind` names a kind that does not exist.
pub fn bad_kind(word: &str, known: &[String], lang: Lang) -> String {
    let list = known.join(lang.pick("、", ", "));
    lang.pick(
        format!("没有「{word}」这种表。可以用：{list}。fupan kinds 说明每一种。"),
        format!("There is no kind '{word}'. Known: {list}. `fupan kinds` describes each."),
    )
}

/// `--from` lies after `--to`.
pub fn days_reversed(lang: Lang) -> &'static str {
    lang.pick(
        "--from 比 --to 还晚，一天也选不中。把两个日期对调再试。",
        "--from is later than --to, which leaves no day. Swap the two and try again.",
    )
}

/// What an import changed.
pub fn import_summary(report: &ImportReport, lang: Lang) -> String {
    let (sessions, products, orders) = (report.sessions, report.products, report.order_lines);
    let stored: u64 = report.files.iter().map(|file| file.rows_stored).sum();
    let head = match (report.dry_run, stored) {
        (true, _) => {
            lang.pick("只是预览，什么都没写。", "Preview only: nothing was written.").to_owned()
        }
        (false, 0) => {
            lang.pick("没有新内容，什么都没改。", "Nothing new: nothing was changed.").to_owned()
        }
        (false, _) => {
            let id = report.import.map_or(0, |import| import.0);
            lang.pick(
                format!("写入 {stored} 行，撤销用 fupan imports --undo {id}。"),
                format!("{stored} rows written; undo with `fupan imports --undo {id}`."),
            )
        }
    };
    let rest = lang.pick(
        format!("现有 {sessions} 场、{products} 个商品、{orders} 条子订单。"),
        format!("The store holds {sessions} sessions, {products} products, {orders} order lines."),
    );
    format!("{head}{}{rest}", lang.pick("", " "))
}

/// An import was taken back.
pub fn undone(undone: &Undone, lang: Lang) -> String {
    let Undone { import, rows_removed, rows_restored } = undone;
    lang.pick(
        format!("已撤销第 {} 次导入：去掉 {rows_removed} 行，恢复被替换的 {rows_restored} 行。", import.0),
        format!("Import {} undone: {rows_removed} rows removed, {rows_restored} replaced rows restored.", import.0),
    )
}

/// How many rows were shown.
pub fn row_count(count: usize, lang: Lang) -> String {
    lang.pick(format!("共 {count} 行"), format!("{count} rows"))
}

/// A setting was kept.
pub fn saved(lang: Lang) -> &'static str {
    lang.pick("已保存。", "Saved.")
}

/// `set` got something that is not name=value.
pub fn not_a_pair(pair: &str, lang: Lang) -> String {
    lang.pick(
        format!("「{pair}」不是 名字=值 的写法，例如 unit_cost=12.5"),
        format!("'{pair}' is not NAME=VALUE, such as unit_cost=12.5"),
    )
}

/// `predict --set` got something that is not feature=value.
pub fn not_a_feature(pair: &str, lang: Lang) -> String {
    lang.pick(
        format!("「{pair}」不是 特征=值 的写法，例如 hour=20"),
        format!("'{pair}' is not FEATURE=VALUE, such as hour=20"),
    )
}

/// `set --product` got a name or value it does not know.
pub fn bad_product_setting(name: &str, value: &str, lang: Lang) -> String {
    lang.pick(
        format!(
            "商品不能设 {name}={value}。可以设：price、unit_cost、return_cost（元，0 或更大）、stock（件，0 或更大的整数）、role（traffic giveaway profit image）、kind（goods course ad_share）、category"
        ),
        format!(
            "A product cannot be set to {name}={value}. Known: price, unit_cost, return_cost (yuan from 0 up), stock (whole pieces from 0 up), role (traffic giveaway profit image), kind (goods course ad_share), category"
        ),
    )
}

/// `set` was not told whose fields are meant.
pub fn whose_setting(lang: Lang) -> &'static str {
    lang.pick(
        "还要说是哪个商品，例如：fupan set --product 编号或名字 price=59.9。可以设：price、unit_cost、return_cost、stock、role、kind、category",
        "Say which product, for example: fupan set --product ID-OR-NAME price=59.9. Known: price, unit_cost, return_cost, stock, role, kind, category",
    )
}

/// An import into a store whose viewer keys were made with another key than the one at `key`.
pub fn foreign_key(key: &Path, lang: Lang) -> Notice {
    let key = key.display();
    Notice::new(
        lang.pick(
            "注意：这个数据文件里的观众代号是用另一把密钥算的",
            "Note: the viewer codes in this data file were made with another key",
        ),
        lang.pick(
            "这次导入的买家和观众认不出是以前的同一个人，回头客会少算。",
            "Buyers and viewers of this import are not recognised as the same people as before: returning buyers are counted too low.",
        ),
        lang.pick(
            format!("把原来那台电脑数据文件夹里的 identity.key 拷到 {key}（先留一份现在的），撤销这次导入再导一遍。"),
            format!("Copy identity.key from the data folder it was made with to {key} (keep the present one), undo this import and import again."),
        ),
    )
}

/// The store's health.
pub fn check(report: &CheckReport, foreign_key: bool, lang: Lang) -> String {
    let mut text = if report.ok {
        lang.pick("数据文件完好。", "The data file is sound.").to_owned()
    } else {
        lang.pick(
            "数据文件有问题，先拷贝一份留着，再换回最近的备份：",
            "The data file has problems. Keep a copy, then put the latest backup in its place:",
        )
        .to_owned()
    };
    if foreign_key {
        text += lang.pick(
            " 注意：观众代号是在另一台电脑上生成的，同一个人在这里再导入会被当成两个人。",
            " Note: viewer keys were made on another machine; the same person imported here counts as two.",
        );
    }
    text
}

/// One thing that a check found, with what SQLite says of it.
pub fn finding(code: &str, detail: &str, lang: Lang) -> String {
    let what = match code {
        "integrity" => lang.pick("文件有一部分读不出来", "Part of the file cannot be read"),
        "foreign_key" => {
            lang.pick("有一行指的内容不在了", "A row names something that is not there")
        }
        "sum" => {
            lang.pick("有一处合计和它的子订单对不上", "A total is not that of its order lines")
        }
        _ => lang.pick("同一条记录存了两份", "One record is kept twice"),
    };
    format!("{what}{}{}", lang.pick("", " "), said(detail, lang))
}

/// A fold that is not a number.
pub fn bad_fold(line: usize, cell: &str, lang: Lang) -> String {
    lang.pick(
        format!("折号文件第 {line} 行「{cell}」不是整数：每行一个折号，顺序和数据一样"),
        format!("Line {line} of the folds file, '{cell}', is not a whole number: one fold per row, in the order of the data"),
    )
}

/// `--segment` got a word it does not know.
pub fn bad_segment(word: &str, lang: Lang) -> String {
    lang.pick(
        format!("没有「{word}」这群人。可以用：new、returning、loyal、none、fan、club"),
        format!("There is no segment '{word}'. Known: new, returning, loyal, none, fan, club"),
    )
}

/// A plan was kept.
pub fn plan_saved(name: &str, version: u32, lang: Lang) -> String {
    lang.pick(
        format!("已存为「{name}」第 {version} 版。"),
        format!("Saved as '{name}', version {version}."),
    )
}

/// No plan was kept yet.
pub fn no_plans(lang: Lang) -> &'static str {
    lang.pick(
        "还没有存过计划。用 fupan plan … --save 名字 存一个。",
        "No plan was saved yet. Save one with `fupan plan … --save NAME`.",
    )
}

/// A report was written.
pub fn report_written(path: &Path, lang: Lang) -> String {
    let path = path.display();
    lang.pick(
        format!("报告写在 {path}，双击就能看。"),
        format!("The report is at {path}; open it with a double click."),
    )
}

/// The sample data is not where the program looks.
pub fn no_sample_data(lang: Lang) -> Notice {
    Notice::new(
        lang.pick("找不到示例数据", "The sample data was not found"),
        "",
        lang.pick(
            "在项目文件夹里运行，或把 sample_data 文件夹放到程序旁边。",
            "Run it in the project's folder, or put the folder sample_data beside the program.",
        ),
    )
}

/// Where the demo keeps its store.
pub fn demo_store(path: &Path, lang: Lang) -> String {
    let path = path.display();
    lang.pick(format!("示例数据文件：{path}"), format!("Sample store: {path}"))
}

/// Headings of the demo's text.
pub fn demo_heading(part: &str, lang: Lang) -> String {
    let title = match part {
        "import" => lang.pick("导入", "Import"),
        "review" => lang.pick("复盘：最近一场", "Review: the latest session"),
        "models" => lang.pick("模型", "Models"),
        "recommend" => lang.pick("推荐：下一场讲什么", "Recommend: what to show next"),
        _ => lang.pick("计划：流量和时间怎么分", "Plan: how to split traffic and time"),
    };
    format!("\n== {title}")
}

/// The last line of a report.
pub fn report_made(now: jiff::Timestamp, lang: Lang) -> String {
    let at = now.to_zoned_datetime(jiff::tz::TimeZone::system());
    let at = at.strftime("%Y-%m-%d %H:%M");
    lang.pick(
        format!("由复盘在本机生成，没有联网 · {at}"),
        format!("Made by Fupan on this machine, offline · {at}"),
    )
}

/// A minute that is neither a number nor a time of day.
pub fn bad_minute(typed: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            format!("「{typed}」不是分钟：写开播后第几分钟（如 66），或几点几分（如 20:36）")
        }
        Lang::En => format!(
            "'{typed}' is no minute: write minutes from the start (66) or a time of day (20:36)"
        ),
    }
}

/// No minute lies in the range asked for.
pub fn no_minutes_there(lang: Lang) -> &'static str {
    lang.pick(
        "这段没有分钟数据：换一段，或者先导入这场的分钟（趋势）表",
        "No minutes lie in this range: choose another one, or import the minutes of the session",
    )
}

/// Words that are no eight cards.
pub fn bad_cards(typed: &str, lang: Lang) -> String {
    let all: Vec<&str> = crate::metrics::MetricKey::ALL.iter().map(|key| key.word()).collect();
    let all = all.join(", ");
    match lang {
        Lang::Zh => format!(
            "「{typed}」不是八张卡片：写八个不同的指标，用逗号隔开，或写 usual 换回常用的。指标有：{all}"
        ),
        Lang::En => format!(
            "'{typed}' are no eight cards: write eight different metrics with commas between, or `usual`. Metrics: {all}"
        ),
    }
}
