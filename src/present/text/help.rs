//! What `--help` says of every command and argument, in both languages, and what values they
//! take. One table: a test goes through all commands and misses nothing.

mod arguments;
mod arguments_ahead;
mod arguments_experiment;
mod values;

use super::Lang;
use arguments::ARGUMENTS;
use values::ALLOWED;

/// A text in Chinese and English.
type Both = (&'static str, &'static str);

/// What the program is.
const ABOUT: Both = (
    "复盘：你的直播发生了什么、为什么、下一场怎么做。不联网。",
    "What happened in your broadcasts, why, and what to do next time. Works offline.",
);

/// Commands.
const COMMANDS: &[(&str, Both)] = &[
    ("demo", ("用示例数据走一遍", "Try everything with the sample data")),
    ("import", ("导入平台导出的文件", "Import exports")),
    (
        "imports",
        (
            "导入过什么、有什么问题；撤销一次导入",
            "The history of imports, what was wrong with each; undo one",
        ),
    ),
    ("kinds", ("认得哪些表", "Every recognised kind of file")),
    (
        "map",
        (
            "说明一张表的每一列是什么，记下来以后自动认",
            "Say what the columns of a file are, and keep it",
        ),
    ),
    ("show", ("看一张表的每一行", "Rows of a table")),
    ("set", ("填商品的成本、库存、角色", "Set costs, stock and roles of a product")),
    ("note", ("给一场直播记一笔", "Add a note to a session")),
    ("review", ("这场发生了什么", "What happened in a session")),
    ("train", ("训练模型并考一考", "Train and evaluate models")),
    (
        "drift",
        (
            "新数据和模型学过的还像不像",
            "Whether new data still looks like what the models learnt from",
        ),
    ),
    ("predict", ("问训练好的模型，改几样看看会怎样", "Ask a trained model, and what if")),
    (
        "models",
        ("几次训练比一比，选用、删掉、导出", "Trainings side by side; choose, remove, export one"),
    ),
    ("recommend", ("下一场讲什么、推给谁", "What to show next, and to whom")),
    (
        "plan",
        (
            "流量和时间怎么分，达到目标有几成把握",
            "Split traffic and time, with the odds of reaching the goal",
        ),
    ),
    ("plans", ("存过的计划", "Saved plans")),
    ("evaluate", ("计划和播完的那场对一对", "Score a saved plan against the session it became")),
    (
        "actions",
        (
            "要做的事：一场一场带下去，直到做完",
            "What is to be done, carried from session to session until it is",
        ),
    ),
    (
        "experiment",
        (
            "接下来的场次抽签走 A 或 B，比比哪种做法好",
            "Try one way of running sessions against another, drawn by lot",
        ),
    ),
    ("report", ("写成报告、表格或图片", "Write a report, tables or pictures")),
    ("comments", ("评论里在问什么、抱怨什么", "What people ask and complain about in comments")),
    ("check", ("检查数据文件", "Check the data file")),
    ("privacy", ("数据文件里存了哪些个人信息", "What the data file holds of people")),
    ("help", ("看一条命令怎么用", "How a command is used")),
];

/// Headings and small words of a help page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// How it is written.
    Usage,
    /// Its commands.
    Commands,
    /// What stands without a name.
    Arguments,
    /// What stands with one.
    Options,
}

/// A heading.
pub fn heading(of: Heading, lang: Lang) -> &'static str {
    match of {
        Heading::Usage => lang.pick("用法：", "Usage: "),
        Heading::Commands => lang.pick("命令：", "Commands:"),
        Heading::Arguments => lang.pick("参数：", "Arguments:"),
        Heading::Options => lang.pick("选项：", "Options:"),
    }
}

/// What the program is.
pub fn about(lang: Lang) -> &'static str {
    lang.pick(ABOUT.0, ABOUT.1)
}

/// What a command does.
pub fn command(name: &str, lang: Lang) -> Option<&'static str> {
    let found = COMMANDS.iter().find(|(known, _)| *known == name);
    found.map(|(_, (zh, en))| lang.pick(*zh, *en))
}

/// What an argument of a command means.
pub fn argument(command: &str, id: &str, lang: Lang) -> Option<&'static str> {
    let at = |command: &str| {
        let all = ARGUMENTS
            .iter()
            .chain(arguments_ahead::ARGUMENTS)
            .chain(arguments_experiment::ARGUMENTS);
        all.into_iter().find(|(of, known, _)| *of == command && *known == id)
    };
    at(command).or_else(|| at("")).map(|(_, _, (zh, en))| lang.pick(*zh, *en))
}

/// What values an argument takes.
pub fn allowed(id: &str, lang: Lang) -> Option<&'static str> {
    ALLOWED.iter().find(|(known, _)| *known == id).map(|(_, (zh, en))| lang.pick(*zh, *en))
}

/// An argument's text with the words it takes and the one it takes when nothing is said.
pub fn with_words(text: &str, words: &[String], default: Option<&str>, lang: Lang) -> String {
    let mut text = text.to_owned();
    if !words.is_empty() {
        let list = words.join(lang.pick("、", ", "));
        text += &lang.pick(format!("（可选：{list}）"), format!(" [one of: {list}]"));
    }
    if let Some(default) = default {
        text += &lang.pick(format!("（默认 {default}）"), format!(" [default: {default}]"));
    }
    text
}

/// The placeholders of a usage line.
pub fn placeholders(line: &str, lang: Lang) -> String {
    match lang {
        Lang::En => line.to_owned(),
        Lang::Zh => line
            .replace("[OPTIONS]", "[选项]")
            .replace("[COMMAND]", "[命令]")
            .replace("[FILES]", "[文件]"),
    }
}
