//! What is said of kinds that a person adds: in the list, and when a file cannot be used.

use crate::ingest::{KindError, KindMistake};
use crate::present::text::files::toml_said;
use crate::present::text::{Lang, Notice};

/// Beside an own kind in a list.
pub fn own_kind(replaces: Option<&str>, lang: Lang) -> String {
    match (replaces, lang) {
        (None, Lang::Zh) => "（自己的）".to_owned(),
        (None, Lang::En) => "(your own)".to_owned(),
        (Some(other), Lang::Zh) => format!("（自己的，代替 {other}）"),
        (Some(other), Lang::En) => format!("(your own, in place of {other})"),
    }
}

/// An own kind was added.
pub fn kind_added(id: &str, columns: usize, lang: Lang) -> String {
    lang.pick(
        format!("已加入「{id}」，{columns} 种列。以后这样的文件会自动认得。"),
        format!("Added '{id}' with {columns} columns. Such files are recognised from now on."),
    )
}

/// Why a kind file cannot be used, and what to change.
pub(super) fn kind_error(error: &KindError, lang: Lang) -> Notice {
    let (what, action) = mistake(&error.mistake, lang);
    let title = match (error.line, lang) {
        (0, Lang::Zh) => format!("类型文件不能用：{what}"),
        (0, Lang::En) => format!("The kind file cannot be used: {what}"),
        (line, Lang::Zh) => format!("类型文件第 {line} 行：{what}"),
        (line, Lang::En) => format!("Kind file, line {line}: {what}"),
    };
    Notice::new(title, known(&error.mistake, lang), action)
}

/// What could stand there instead.
fn known(mistake: &KindMistake, lang: Lang) -> String {
    let (KindMistake::UnknownKey { known, .. }
    | KindMistake::UnknownWord { known, .. }
    | KindMistake::NoField { known, .. }) = mistake
    else {
        return String::new();
    };
    let list = known.join(lang.pick("、", ", "));
    lang.pick(format!("可以写：{list}。"), format!("Known: {list}."))
}

fn mistake(mistake: &KindMistake, lang: Lang) -> (String, String) {
    let say = |zh: String, en: String, todo_zh: &str, todo_en: &str| {
        (lang.pick(zh, en), lang.pick(todo_zh, todo_en).to_owned())
    };
    let example_zh = "改好这一处再加入；fupan kinds --show events 看一份完整的写法。";
    let example_en =
        "Mend it and add the file again; `fupan kinds --show events` prints a whole one.";
    match mistake {
        KindMistake::Syntax(raw) => {
            (toml_said(raw, lang), lang.pick(example_zh, example_en).into())
        }
        KindMistake::UnknownKey { key, .. } => say(
            format!("没有叫 {key} 的项"),
            format!("no key {key}"),
            "多半是拼错了，或放错了一节。",
            "It is probably misspelt, or stands in the wrong section.",
        ),
        KindMistake::MissingKey(key) => {
            say(format!("缺少 {key}"), format!("there is no {key}"), example_zh, example_en)
        }
        KindMistake::UnknownWord { word, .. } => say(
            format!("{word} 不能写在这里"),
            format!("{word} cannot stand here"),
            "换成其中一个。",
            "Use one of these.",
        ),
        KindMistake::WrongType(raw) => say(
            format!("值的类型不对（原话：{raw}）"),
            format!("the value is of the wrong type ({raw})"),
            example_zh,
            example_en,
        ),
        KindMistake::NoField { name, grain, .. } => say(
            format!("{grain} 没有 {name} 这个字段"),
            format!("{grain} has no field {name}"),
            "左边写字段名，右边写表头；用不上的列放进 ignore。",
            "The field stands on the left, headers on the right; columns of no use go into ignore.",
        ),
        KindMistake::HeaderTwice { header } => say(
            format!("表头「{header}」写了两次"),
            format!("the header '{header}' stands twice"),
            "一个表头只能对一个字段，删掉多的那个。",
            "A header fills one field: take one of the two away.",
        ),
        KindMistake::NoColumn { key, name } => say(
            format!("{key} 里的 {name} 没有对应的列"),
            format!("{key} names {name}, for which there is no column"),
            "在 [columns] 里写上它，或从这里去掉。",
            "Add it under [columns], or take it out here.",
        ),
        KindMistake::BadId(_) => say(
            "id 不能是空的，前后也不能有空格".to_owned(),
            "the id cannot be empty, nor begin or end with a space".to_owned(),
            "起一个名字，例如 id = \"我的店.场次\"。",
            "Give it a name, such as id = \"myshop.sessions\".",
        ),
        KindMistake::IdTaken(id) => say(
            format!("{id} 是自带的类型"),
            format!("{id} is a kind that is built in"),
            "换一个 id；要代替自带的，请加一行 replaces = \"它的 id\"。",
            "Take another id; to put it in the place of the built-in kind, add the line replaces = \"its id\".",
        ),
        KindMistake::NothingReplaced(id) => say(
            format!("没有可以代替的平台类型 {id}"),
            format!("there is no kind {id} of a platform that could be replaced"),
            "fupan kinds 列出全部类型；自己的表（sessions、orders 等）不能代替。",
            "`fupan kinds` lists them all; the kinds of own tables (sessions, orders …) cannot be replaced.",
        ),
        KindMistake::NoFingerprint => say(
            "没有写凭哪些表头认出这种文件".to_owned(),
            "it does not say which headers tell such a file".to_owned(),
            "在 [fingerprint] 里写 must = [\"只有它有的表头\"]；工作簿写 sheets。",
            "Write must = [\"a header only it has\"] under [fingerprint]; sheets for a workbook.",
        ),
        KindMistake::Generic => say(
            "generic 只用于自带的「自己的表」".to_owned(),
            "generic is for the built-in kinds of own tables".to_owned(),
            "删掉这一行，在 [fingerprint] 里写凭哪些表头认出它。",
            "Take the line out, and say under [fingerprint] which headers tell the file.",
        ),
        KindMistake::Recognises { kind } => {
            let name = super::kind_name(kind, lang);
            let name = if name == *kind { name } else { format!("{name} ({kind})") };
            say(
                format!("这些表头也会认走「{name}」的文件"),
                format!("these headers would take the files of '{name}' too"),
                "在 must 里再加一个只有你的文件才有的表头；要代替它，请加一行 replaces = \"它的 id\"。",
                "Add to must a header that only your file has; to put it in the other's place, add the line replaces = \"its id\".",
            )
        }
    }
}
