//! Files that cannot be read: what, why, and what to do next.

use super::kinds::kind_name;
use super::own_kinds::kind_error;
use crate::ingest::{AliasOffer, IngestError, TemplateProblem};
use crate::present::text::files::{Access, toml_said, trouble};
use crate::present::text::{Lang, Notice};

/// A file that gives nothing: what, why, and what to do next.
pub fn ingest_error(error: &IngestError, lang: Lang) -> Notice {
    let say = |zh: [&str; 3], en: [&str; 3]| {
        let [title, detail, action] = lang.pick(zh, en);
        Notice::new(title, detail, action)
    };
    match error {
        IngestError::Empty => say(
            ["文件是空的", "里面没有一行数据。", "请回到平台后台重新下载，确认所选日期有数据。"],
            [
                "The file is empty",
                "There is not a single row of data in it.",
                "Download it again from the platform and check that the dates you chose have data.",
            ],
        ),
        IngestError::UnknownKind { headers, near } => unknown_kind(headers, near, lang),
        IngestError::NoSuchKind { name } => Notice::new(
            lang.pick("没有这种类型", "There is no such kind"),
            name.clone(),
            lang.pick("用 fupan kinds 查看全部类型。", "Run fupan kinds to see them all."),
        ),
        IngestError::MissingColumns { kind, needed, headers } => {
            missing_columns(kind, needed, headers, lang)
        }
        IngestError::NotWhatItSays { named, found } => not_what_it_says(named, found, lang),
        IngestError::LegacyExcel => say(
            [
                "这是很旧的 Excel 文件（.xls）",
                "它是 Excel 95 或更早的格式，不能读取；Excel 97 以后的可以。",
                "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入。",
            ],
            [
                "This is a very old Excel file (.xls)",
                "It has the format of Excel 95 or before, which is not read; .xls files of Excel 97 and later are.",
                "Open it in Excel or WPS, save it as .xlsx and import that.",
            ],
        ),
        IngestError::PasswordProtected => say(
            [
                "文件有密码保护",
                "加密的文件读不了，程序也不会试着破解。",
                "请用 Excel 或 WPS 打开，去掉密码后另存，再导入。",
            ],
            [
                "The file is protected by a password",
                "Encrypted files cannot be read, and the program does not try to.",
                "Open it in Excel or WPS, remove the password, save it and import it again.",
            ],
        ),
        // What the reader met is a library's sentence: it goes into the JSON, not before people.
        IngestError::Corrupt { .. } => Notice::new(
            lang.pick("文件不完整或已损坏", "The file is cut off or damaged"),
            lang.pick("里面有一部分读不出来。", "Part of it cannot be read."),
            lang.pick(
                "多半是下载没完成。请重新下载，或用 Excel 打开后另存为 .xlsx 再导入。",
                "The download probably did not finish. Download it again, or open it in Excel and save it as .xlsx.",
            ),
        ),
        IngestError::Binary => say(
            [
                "这不是表格文件",
                "内容不是文字，也不是 Excel 工作簿。",
                "请选择平台导出的 .csv、.xlsx 或 .zip 文件。",
            ],
            [
                "This is not a table",
                "Its content is neither text nor an Excel workbook.",
                "Choose a .csv, .xlsx or .zip file as the platform exports it.",
            ],
        ),
        IngestError::TooLarge { size, limit } => {
            let mib = |bytes: &u64| format!("{:.0} MB", *bytes as f64 / 1_048_576.0);
            Notice::new(
                lang.pick("文件太大", "The file is too large"),
                match lang {
                    Lang::Zh => format!("{}，最多 {}。", mib(size), mib(limit)),
                    Lang::En => format!("{}, at most {}.", mib(size), mib(limit)),
                },
                lang.pick(
                    "请在平台上按更短的时间段分几次导出。",
                    "Export it from the platform in several shorter periods.",
                ),
            )
        }
        IngestError::TooManyRows { limit } => Notice::new(
            lang.pick("工作表太长", "The sheet is too long"),
            match lang {
                Lang::Zh => format!("超过 {limit} 行，表格软件也打不开。"),
                Lang::En => format!("More than {limit} rows: no spreadsheet program opens it."),
            },
            lang.pick(
                "请从平台重新导出，或另存为 .csv 再导入。",
                "Export it from the platform again, or save it as .csv and import that.",
            ),
        ),
        IngestError::TooManyCells { limit } => Notice::new(
            lang.pick("工作簿太大", "The workbook is too large"),
            match lang {
                Lang::Zh => format!("超过 {limit} 个单元格。"),
                Lang::En => format!("More than {limit} cells."),
            },
            lang.pick(
                "请在平台上按更短的时间段分几次导出，或另存为 .csv 再导入。",
                "Export it from the platform in several shorter periods, or save it as .csv and import that.",
            ),
        ),
        IngestError::TooManyFiles { count, limit } => Notice::new(
            lang.pick("压缩包里的文件太多", "The archive holds too many files"),
            match lang {
                Lang::Zh => format!("有 {count} 个，最多 {limit} 个。"),
                Lang::En => format!("{count} of them, at most {limit}."),
            },
            lang.pick(
                "请解压后分几次导入，或只压缩平台导出的表格。",
                "Unpack it and import the files in several goes, or pack only the platform's exports.",
            ),
        ),
        IngestError::Unreadable { reason, .. } => {
            let (why, action) = trouble(*reason, Access::Read, lang);
            Notice::new(lang.pick("读不了这个文件", "The file cannot be read"), why, action)
        }
        IngestError::BadTemplate { key, problem } => bad_template(key, problem, lang),
        IngestError::BadKind(error) => kind_error(error, lang),
        IngestError::NoSession => say(
            [
                "看不出这是哪一场直播的数据",
                "这种文件只讲一场直播，但文件名和表里都没有写是哪一场。",
                "在导入栏里选它是哪一场，或把文件名改成「直播商品列表_账号名_2026-09-07_20-00-00.xlsx」的样子（开播时间），或以直播间 ID 结尾（…_7412345678901234567.xlsx），或在表里加上 account_name 和 session_start 两列。命令行可以直接写 fupan import --session 场次。",
            ],
            [
                "It does not say which session it belongs to",
                "This kind of file is about one session, but neither its name nor its columns say which.",
                "Choose its session in the import tray, or name the file like 直播商品列表_ACCOUNT_2026-09-07_20-00-00.xlsx (the start of the session), let it end in the room id (…_7412345678901234567.xlsx), or add the columns account_name and session_start. On the command line, fupan import --session ID names it.",
            ],
        ),
        IngestError::Inside { name, error } => {
            let inner = ingest_error(error, lang);
            let title = match lang {
                Lang::Zh => format!("压缩包里的 {name}：{}", inner.title),
                Lang::En => format!("{name} in the archive: {}", inner.title),
            };
            Notice::new(title, inner.detail, inner.action)
        }
        IngestError::Cancelled(_) => say(
            ["已取消", "什么都没有写入。", ""],
            ["Cancelled", "Nothing was written.", ""],
        ),
    }
}

fn list(words: &[String], most: usize, lang: Lang) -> String {
    let mut text =
        words.iter().take(most).map(String::as_str).collect::<Vec<_>>().join(lang.pick("、", ", "));
    if words.len() > most {
        text.push('…');
    }
    text
}

fn unknown_kind(headers: &[String], near: &[AliasOffer], lang: Lang) -> Notice {
    let detail = match (headers.is_empty(), lang) {
        (true, Lang::Zh) => "没有找到表头。".to_owned(),
        (true, Lang::En) => "No header row was found.".to_owned(),
        (false, Lang::Zh) => format!("看到的表头：{}", list(headers, 12, lang)),
        (false, Lang::En) => format!("Headers seen: {}", list(headers, 12, lang)),
    };
    if let Some(first) = near.first() {
        let kind = kind_name(&first.kind, lang);
        let renamed: Vec<String> =
            near.iter().map(|offer| format!("{} → {}", offer.like, offer.header)).collect();
        let renamed = renamed.join(lang.pick("，", ", "));
        return match lang {
            Lang::Zh => Notice::new(
                format!("像「{kind}」，有列改了名"),
                format!("{renamed}。{detail}"),
                "如果是同一列，认下来以后都会自动认得；不是的话，可以自己说明每一列是什么。",
            ),
            Lang::En => Notice::new(
                format!("Looks like '{kind}' with renamed columns"),
                format!("{renamed}. {detail}"),
                "If they are the same columns, accept the new names and they are known from then on; if not, say what the columns are.",
            ),
        };
    }
    Notice::new(
        lang.pick("认不出这是什么表", "This table is not one of the known kinds"),
        detail,
        lang.pick(
            "如果是自己的表，请说明哪一列是什么：窗口里点「去对应」，命令行用 fupan map；fupan kinds 列出全部类型。",
            "If it is a table of your own, say what its columns are: press 'Map' in the window, or run fupan map; fupan kinds lists all kinds.",
        ),
    )
}

fn missing_columns(kind: &str, needed: &[String], headers: &[String], lang: Lang) -> Notice {
    let kind = kind_name(kind, lang);
    let needed = list(needed, 12, lang);
    let seen = list(headers, 12, lang);
    match lang {
        Lang::Zh => Notice::new(
            format!("缺少「{kind}」需要的列"),
            format!("需要：{needed}。看到的表头：{seen}"),
            "请补上这些列，或在模板的 [columns] 里写明它们在哪一列。",
        ),
        Lang::En => Notice::new(
            format!("Columns that '{kind}' needs are missing"),
            format!("Needed: {needed}. Headers seen: {seen}"),
            "Add these columns, or name them under [columns] in a template.",
        ),
    }
}

fn not_what_it_says(named: &str, found: &str, lang: Lang) -> Notice {
    let what = match found {
        "pdf" => lang.pick("PDF 文档", "a PDF document"),
        "image" => lang.pick("图片", "a picture"),
        "html" => lang.pick("网页", "a web page"),
        "xml" => lang.pick("XML 文件", "an XML file"),
        "json" => lang.pick("JSON 文件", "a JSON file"),
        "rar" | "7z" | "gzip" => lang.pick("别种压缩包", "another kind of archive"),
        "sqlite" => lang.pick("数据库文件", "a database"),
        "word" | "rtf" => lang.pick("Word 文档", "a Word document"),
        "powerpoint" => lang.pick("演示文稿", "a presentation"),
        "ods" => lang.pick("OpenDocument 表格", "an OpenDocument spreadsheet"),
        "media" => lang.pick("音频或视频", "sound or video"),
        "program" => lang.pick("程序", "a program"),
        "zip" => lang.pick("压缩包里的压缩包", "an archive within an archive"),
        _ => lang.pick("文字", "plain text"),
    };
    let action = match found {
        "html" => lang.pick(
            "多半是登录过期，下载到了网页。请重新登录平台后再下载。",
            "The login had probably expired and a web page was downloaded. Log in to the platform and download it again.",
        ),
        "rar" | "7z" | "gzip" | "zip" => lang.pick(
            "请先解压，再导入里面的文件；.zip 可以直接导入。",
            "Unpack it and import the files in it; .zip can be imported as it is.",
        ),
        "sqlite" => lang.pick(
            "如果是本程序的数据文件（.fupan），请用 --store 打开它，不是导入。",
            "If it is a store of this program (.fupan), open it with --store instead.",
        ),
        "ods" => lang.pick("请另存为 .xlsx 后再导入。", "Save it as .xlsx and import that."),
        _ => lang.pick(
            "请选择平台导出的 .csv、.xlsx 或 .zip 文件。",
            "Choose a .csv, .xlsx or .zip file as the platform exports it.",
        ),
    };
    let detail = match (lang, named) {
        (Lang::Zh, "") => format!("内容其实是{what}。"),
        (Lang::Zh, named) => format!("文件名是 .{named}，内容其实是{what}。"),
        (Lang::En, "") => format!("The content is {what}."),
        (Lang::En, named) => format!("The name says .{named}, but the content is {what}."),
    };
    Notice::new(
        lang.pick("文件内容和名字不符", "The content is not what it should be"),
        detail,
        action,
    )
}

fn bad_template(key: &str, problem: &TemplateProblem, lang: Lang) -> Notice {
    let detail = match (problem, lang) {
        (TemplateProblem::Syntax(text), _) => toml_said(text, lang),
        (TemplateProblem::Missing, Lang::Zh) => format!("缺少 {key}。"),
        (TemplateProblem::Missing, Lang::En) => format!("{key} is missing."),
        (TemplateProblem::Unknown(known), Lang::Zh) => {
            format!("{key} 不认识。可以用：{known}")
        }
        (TemplateProblem::Unknown(known), Lang::En) => {
            format!("{key} is not known. Known are: {known}")
        }
        (TemplateProblem::Expected(what), Lang::Zh) => format!("{key} 应写成 {what}。"),
        (TemplateProblem::Expected(what), Lang::En) => format!("{key} should be {what}."),
        (TemplateProblem::NoColumn(name), Lang::Zh) => {
            format!("{key} 指的列「{name}」在文件里没有。")
        }
        (TemplateProblem::NoColumn(name), Lang::En) => {
            format!("{key} names the column '{name}', which the file does not have.")
        }
        (TemplateProblem::NoSheet(name), Lang::Zh) => {
            format!("{key} 指的工作表「{name}」在文件里没有。")
        }
        (TemplateProblem::NoSheet(name), Lang::En) => {
            format!("{key} names the sheet '{name}', which the file does not have.")
        }
    };
    Notice::new(
        lang.pick("模板有误", "The template has a mistake"),
        detail,
        lang.pick(
            "请改好这一项后再导入；模板的写法见说明文档。",
            "Mend it and import again; the documentation shows how templates are written.",
        ),
    )
}
