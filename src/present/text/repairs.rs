//! What is wrong with imported files and what to do about it, in words.

use super::Lang;
use super::ingest::reject_reason;
use crate::domain::{About, Remedy, Repair, WarningCode};
use crate::present::format;

/// Title of the list.
pub fn title(lang: Lang) -> String {
    lang.pick("有什么问题", "What is wrong").to_owned()
}

/// How much there is to do.
pub fn note(needed: u64, lang: Lang) -> String {
    match (needed, lang) {
        (0, Lang::Zh) => "没有要你处理的".to_owned(),
        (0, Lang::En) => "nothing for you to do".to_owned(),
        (n, Lang::Zh) => format!("{} 处要你处理", format::count(n as f64)),
        (1, Lang::En) => "1 thing for you to do".to_owned(),
        (n, Lang::En) => format!("{} things for you to do", format::count(n as f64)),
    }
}

/// Nothing was remarked on.
pub fn nothing(lang: Lang) -> String {
    lang.pick("每一行都读懂了，没有要说的。", "Every row was understood. Nothing to report.")
        .to_owned()
}

/// Heading of the remarks that need or got one action.
pub fn action(action: Remedy, lang: Lang) -> String {
    let (zh, en) = match action {
        Remedy::MendRows => ("改好再导入：这些行没有收进", "Mend and import again: not taken in"),
        Remedy::ExportAgain => ("回平台重新导出", "Export again from the platform"),
        Remedy::ImportMore => ("还差别的文件", "Another file is missing"),
        Remedy::Check => ("看一眼读得对不对", "Check how it was read"),
        Remedy::LeftOut => ("已略过，不用管", "Left out, nothing to do"),
        Remedy::Settled => ("已处理，不用管", "Settled, nothing to do"),
        Remedy::Protected => ("个人信息，没有读取", "Personal data, not read"),
    };
    lang.pick(zh, en).to_owned()
}

/// What a group is about, in a few words.
pub fn about(about: &About, lang: Lang) -> String {
    let (zh, en) = match about {
        About::Rejected(reason) => return capital(&reject_reason(reason, lang)),
        About::Unlisted => ("其余没收进的行，没有逐行列出", "More rows not taken in, not listed"),
        About::UnknownColumns => ("用不上的列", "Columns of no use"),
        About::Warned(code) => match code {
            WarningCode::AssumedThousands => ("分隔符按千位读取", "Separator read as thousands"),
            WarningCode::DamagedId => ("编号成了科学计数", "Ids rounded by a spreadsheet"),
            WarningCode::AmbiguousDate => ("分不清日和月", "Day or month first is unclear"),
            WarningCode::TotalRowsSkipped => ("合计行", "Total rows"),
            WarningCode::NestedRowsSkipped => ("SKU 明细行", "SKU rows below their product"),
            WarningCode::BlankRowsSkipped => ("空行", "Blank rows"),
            WarningCode::DescriptionRowSkipped => ("表头说明", "Rows that describe the header"),
            WarningCode::PersonalColumnsDropped => ("个人信息列", "Personal columns"),
            WarningCode::PersonalTextMasked => {
                ("文字里的个人信息", "Personal details within texts")
            }
            WarningCode::OrdersWithoutSession => {
                ("订单不在任何场次里", "Order lines in no session")
            }
            WarningCode::RefundsWithoutOrder => ("售后找不到订单", "Refunds without their order"),
            WarningCode::UnknownStatus => ("不认识的售后状态", "Unknown after-sale status"),
            WarningCode::PartialSession => ("导出时还在播", "Exported while still live"),
            WarningCode::ImplausibleLength => ("一场长过 48 小时", "A session over 48 hours"),
            WarningCode::Inconsistent => ("数字互相矛盾", "Counts that contradict each other"),
            WarningCode::ReplacedBytes => ("认不出的字符", "Characters that cannot be read"),
            WarningCode::DuplicateHeader => ("表头重复", "A header that stands twice"),
            WarningCode::CutOffLastLine => ("最后一行不完整", "The last line is cut off"),
            WarningCode::TextAsMissing => ("文字写在数字列", "Words in a column of figures"),
            WarningCode::SameFileAgain => ("导入过的文件", "Files that are in already"),
            WarningCode::EntriesSkipped => ("没有读的文件或工作表", "Files or sheets not read"),
            WarningCode::MessagesCounted => ("评论以外的消息", "Messages other than comments"),
            WarningCode::RowsWithoutAction => {
                ("不符合任何行为规则", "Rows that meet no action rule")
            }
            WarningCode::StockNotRead => ("库存不是件数", "Stock that is no number of pieces"),
            WarningCode::RowsAddedUp => ("同一场的其他计划", "Other campaigns of a session"),
        },
    };
    lang.pick(zh, en).to_owned()
}

/// Sentences of English start with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What was done about it or what to do.
pub fn todo(about: &About, lang: Lang) -> String {
    let (zh, en) = match about {
        About::Rejected(reason) => of_reason(reason),
        About::Unlisted => (
            "多半是同一个毛病：先改好上面的，再导入一次。",
            "Usually of the same kind: mend those above first and import again.",
        ),
        About::UnknownColumns => (
            "没有对应的字段，没有读；要用就把它对应到一个字段。",
            "No field fits them, so they were not read; to use one, map it to a field.",
        ),
        About::Warned(code) => of_warning(*code),
    };
    lang.pick(zh, en).to_owned()
}

fn of_reason(reason: &str) -> (&'static str, &'static str) {
    match reason {
        "not_a_number" => (
            "写成数字，例如 1284；不知道就留空，别写字。",
            "Write a figure such as 1284; leave the cell empty if it is not known.",
        ),
        "not_whole" => ("写成整数；不知道就留空。", "Write a whole number, or leave it empty."),
        "not_an_amount" => (
            "写成金额，例如 59.90；一格只写一个数。",
            "Write one amount such as 59.90 in the cell.",
        ),
        "not_a_time" => (
            "写成 2026-11-21 20:30 这样的日期和时间。",
            "Write date and time like 2026-11-21 20:30.",
        ),
        "not_a_duration" => {
            ("写成 3小时20分 或 03:20:00。", "Write a length like 03:20:00 or 200 minutes.")
        }
        "out_of_range" => ("看看是不是多打了几位。", "Check for digits that are too many."),
        "missing_key" => (
            "把空着的这一格补上，这一行少了它没法归到哪里。",
            "Fill in the empty cell: without it the row belongs nowhere.",
        ),
        "damaged_id" => (
            "表格软件改坏了编号，改不回来。请重新导出，直接导入，不要先打开另存。",
            "A spreadsheet rounded the id for good. Export again and import that file without saving it in between.",
        ),
        "too_many_cells" => (
            "这一行比表头多一格，多半是逗号没有加引号。",
            "The row has more cells than the header, usually a comma without quotes.",
        ),
        "cut_off" => {
            ("下载没有完成，请重新下载。", "The download did not finish: download it again.")
        }
        "no_session" => (
            "先导入这几场的场次列表，再把这个文件导入一遍。",
            "Import the list that has these sessions first, then this file once more.",
        ),
        "unknown_action" => (
            "行为写成：浏览、点击、加购、购买、点赞、评论、关注、分享。",
            "Use view, click, cart, purchase, like, comment, follow or share.",
        ),
        "unknown_word" => ("换成这一列认得的词。", "Use a word that this column knows."),
        "mixed_currency" => (
            "一个文件只放一种币种，分成两个再导入。",
            "Keep one currency per file: split it in two.",
        ),
        "ends_before_start" => {
            ("看看开播和下播是不是写反了。", "Check whether start and end are swapped.")
        }
        _ => ("改好这一行，再导入一次。", "Mend the row and import again."),
    }
}

fn of_warning(code: WarningCode) -> (&'static str, &'static str) {
    match code {
        WarningCode::AssumedThousands => (
            "1.234 当成了 1234；如果是小数，请在表里写成 1,234 或 1.2340。",
            "1.234 was taken for 1234; if it is a decimal, write 1,234 or 1.2340 in the file.",
        ),
        WarningCode::DamagedId => (
            "这些编号没有采用。请重新导出，不要先用表格软件打开另存。",
            "These ids were not used. Export again and do not save the file in a spreadsheet first.",
        ),
        WarningCode::AmbiguousDate => (
            "按当地习惯读取；看看场次的日期对不对。",
            "Read in the local order; check that the dates of the sessions are right.",
        ),
        WarningCode::TotalRowsSkipped => {
            ("合计会重复计数，只收明细。", "Totals would count twice; only their parts were taken.")
        }
        WarningCode::NestedRowsSkipped => {
            ("商品行已经包含它们。", "The product's own row includes them.")
        }
        WarningCode::BlankRowsSkipped => ("里面什么都没有。", "There is nothing in them."),
        WarningCode::DescriptionRowSkipped => ("是说明，不是数据。", "A description, not data."),
        WarningCode::PersonalColumnsDropped => (
            "姓名、电话、地址这类列从不写进数据文件。",
            "Names, phones, addresses and the like are never written into the store.",
        ),
        WarningCode::PersonalTextMasked => (
            "手机号、身份证号、邮箱和地址已打成 ***，原文不写进数据文件。",
            "Phone and ID numbers, e-mail and postal addresses were turned into ***; they are never written into the store.",
        ),
        WarningCode::OrdersWithoutSession => (
            "已保留；导入那几天的场次列表，就会自动归到场次里。",
            "Kept; they join their sessions once the session list of those days is imported.",
        ),
        WarningCode::RefundsWithoutOrder => (
            "已保留；导入这些订单，退款就会自动对上。",
            "Kept; they join their orders once those are imported.",
        ),
        WarningCode::UnknownStatus => (
            "没有算作退款；如果钱退了，金额会偏高。",
            "Not counted as refunds; if the money went back, amounts are too high.",
        ),
        WarningCode::PartialSession => (
            "数字不完整。下播后再导出一次，新的会替换旧的。",
            "The figures are not final. Export once more after the end; the new file replaces this one.",
        ),
        WarningCode::ImplausibleLength => (
            "下播时间或时长没有采用；改好后再导入。",
            "End and length were not used; mend them and import again.",
        ),
        WarningCode::Inconsistent => (
            "数字照原样收进；看看导出的是不是同一口径、同一时段。",
            "Taken in as they stand; check that both are of one period and one definition.",
        ),
        WarningCode::ReplacedBytes => (
            "字符变成了 �；重新导出，或另存为 UTF-8 再导入。",
            "They stand as �; export again, or save the file as UTF-8.",
        ),
        WarningCode::DuplicateHeader => (
            "只读了第一列；要读另一列就改它的表头。",
            "Only the first column was read; rename the header of the one you mean.",
        ),
        WarningCode::CutOffLastLine => (
            "多半没有下载完，请重新下载。",
            "The download probably did not finish: download it again.",
        ),
        WarningCode::TextAsMissing => (
            "按没有填处理，不当成 0。知道数字就改表再导入。",
            "Read as not filled in, never as 0. Mend the file if you know the figure.",
        ),
        WarningCode::SameFileAgain => {
            ("内容一模一样，没有再写一遍。", "The same content; nothing was written twice.")
        }
        WarningCode::EntriesSkipped => ("里面没有能用的表。", "There is no table of use in them."),
        WarningCode::MessagesCounted => (
            "点赞、礼物、关注等只数条数，不进场次的数字：场次的导出里有它们的合计。",
            "Likes, gifts, follows and such are only counted and added to no session: a session's export has their totals.",
        ),
        WarningCode::RowsWithoutAction => (
            "略过了；如果该算，就改模板里的规则。",
            "Left out; change the template's rules if they should count.",
        ),
        WarningCode::StockNotRead => (
            "按没有填处理：没货写 0，不限量就留空。",
            "Read as not filled in: write 0 for none, leave it empty for no limit.",
        ),
        WarningCode::RowsAddedUp => {
            ("已加到该场的第一行。", "They were added to the first row of their session.")
        }
    }
}

/// Counts, with what is counted: `3 行`, `2 列`.
pub fn count(repair: &Repair, lang: Lang) -> String {
    let n = format::count(repair.count as f64);
    let one = repair.count == 1;
    let (zh, [single, many]) = match &repair.about {
        About::UnknownColumns
        | About::Warned(
            WarningCode::PersonalColumnsDropped
            | WarningCode::DuplicateHeader
            | WarningCode::AssumedThousands,
        ) => ("列", ["column", "columns"]),
        About::Warned(
            WarningCode::ImplausibleLength
            | WarningCode::Inconsistent
            | WarningCode::PartialSession,
        ) => ("场", ["session", "sessions"]),
        About::Warned(WarningCode::SameFileAgain) => ("个文件", ["file", "files"]),
        About::Warned(WarningCode::ReplacedBytes) => ("个字符", ["character", "characters"]),
        About::Warned(
            WarningCode::TextAsMissing
            | WarningCode::AmbiguousDate
            | WarningCode::StockNotRead
            | WarningCode::DamagedId
            | WarningCode::EntriesSkipped,
        ) => ("处", ["place", "places"]),
        _ => ("行", ["row", "rows"]),
    };
    lang.pick(format!("{n} {zh}"), format!("{n} {}", if one { single } else { many }))
}

/// `订单.csv › Sheet1 › 第 14 行`.
pub fn place(file: &str, sheet: &str, row: u32, lang: Lang) -> String {
    let row = lang.pick(format!("第 {row} 行"), format!("row {row}"));
    match sheet.is_empty() {
        true => format!("{file} › {row}"),
        false => format!("{file} › {sheet} › {row}"),
    }
}

/// A cell as it stood: `人数：「9 百多」`.
pub fn cell(column: &str, value: &str, lang: Lang) -> String {
    match (column.is_empty(), value.is_empty(), lang) {
        (true, true, _) => String::new(),
        (true, false, Lang::Zh) => format!("「{value}」"),
        (true, false, Lang::En) => format!("\"{value}\""),
        (false, true, Lang::Zh) => format!("{column}：空着"),
        (false, true, Lang::En) => format!("{column}: empty"),
        (false, false, Lang::Zh) => format!("{column}：「{value}」"),
        (false, false, Lang::En) => format!("{column}: \"{value}\""),
    }
}

/// Columns or words a group is about, the first few.
pub fn subjects(list: &[String], lang: Lang) -> String {
    const SHOWN: usize = 3;
    let mut text =
        list.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(lang.pick("、", ", "));
    if list.len() > SHOWN {
        text += &lang
            .pick(format!("等 {} 个", list.len()), format!(" and {} more", list.len() - SHOWN));
    }
    text
}

/// A place, and how many files have such places.
pub fn and_files(place: String, files: usize, lang: Lang) -> String {
    match (files, lang) {
        (0 | 1, _) => place,
        (_, Lang::Zh) => format!("{place} 等，共 {files} 个文件"),
        (_, Lang::En) => format!("{place} and others, {files} files"),
    }
}

/// In how many files it was met.
pub fn in_files(files: usize, lang: Lang) -> String {
    lang.pick(format!("{files} 个文件"), format!("in {files} files"))
}

/// The button that writes rejected rows into a file.
pub fn export(rows: u64, lang: Lang) -> String {
    let n = format::count(rows as f64);
    match (rows, lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => format!("导出没收进的 {n} 行…"),
        (1, Lang::En) => "Export the row left out…".to_owned(),
        (_, Lang::En) => format!("Export the {n} rows left out…"),
    }
}

/// Headers of the file of rejected rows.
pub fn reject_headers(lang: Lang) -> [&'static str; 7] {
    lang.pick(
        ["文件", "工作表", "行", "列", "原来写的", "为什么没收进", "怎么办"],
        ["file", "sheet", "row", "column", "value", "reason", "what to do"],
    )
}

/// Rejected rows were written into a file.
pub fn rejects_written(rows: u64, file: &str, lang: Lang) -> String {
    let n = format::count(rows as f64);
    lang.pick(
        format!("{n} 行写在 {file}，改好原来的文件后再导入。"),
        format!("{n} rows are in {file}. Mend the original file and import it again."),
    )
}

/// More rows were rejected than are listed one by one.
pub fn rejects_cut(listed: u64, all: u64, lang: Lang) -> String {
    let (listed, all) = (format::count(listed as f64), format::count(all as f64));
    lang.pick(
        format!("一共 {all} 行没收进，只列了前 {listed} 行；改好这些再导入，会列出其余的。"),
        format!("{all} rows were left out; only the first {listed} are listed. Mend these and import again to see the others."),
    )
}

/// An import without rejected rows.
pub fn no_rejects(lang: Lang) -> &'static str {
    lang.pick("这次导入每一行都收进了。", "Every row of this import was taken in.")
}
