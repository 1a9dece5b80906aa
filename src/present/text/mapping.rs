//! Texts of the mapping of files that no kind recognises, and of headers that were renamed.

use super::Lang;
use super::canonical::field;
use crate::ingest::{AliasOffer, BadCells, Confidence, Draft, Grain, Holds, UnitWord};
use crate::present::format;

/// `列对应：福袋记录.xlsx`
pub fn title(file: &str, lang: Lang) -> String {
    lang.pick(format!("列对应：{file}"), format!("Columns of {file}"))
}

/// Above the chips.
pub fn question(lang: Lang) -> String {
    lang.pick("这张表记的是什么？", "What does this table hold?").to_owned()
}

/// A kind of table, on a chip.
pub fn grain(grain: Grain, lang: Lang) -> String {
    let (zh, en) = match grain {
        Grain::Sessions => ("场次", "Sessions"),
        Grain::SessionProducts => ("每场商品", "Products by session"),
        Grain::Channels => ("渠道", "Channels"),
        Grain::Minutes => ("分钟", "Minutes"),
        Grain::Segments => ("讲解", "Talks"),
        Grain::Orders => ("订单", "Orders"),
        Grain::Refunds => ("售后", "Refunds"),
        Grain::Products => ("商品", "Products"),
        Grain::Viewers => ("观众", "Viewers"),
        Grain::Income => ("收入", "Income"),
        Grain::Comments => ("评论", "Comments"),
        Grain::Events => ("行为", "Actions"),
        Grain::Visits => ("访问", "Visits"),
        Grain::Periods => ("时段", "Periods"),
    };
    lang.pick(zh, en).to_owned()
}

/// The heads of the columns of the panel.
pub fn heads(lang: Lang) -> [String; 3] {
    lang.pick(
        ["你的列 · 第一行", "记成", "有把握吗"],
        ["Your column · first row", "Kept as", "How sure"],
    )
    .map(str::to_owned)
}

/// Name of a column without a header.
pub fn nameless(position: u32, lang: Lang) -> String {
    lang.pick(format!("第 {position} 列"), format!("Column {position}"))
}

/// The choice not to keep a column.
pub fn unused(lang: Lang) -> String {
    lang.pick("不要这一列", "Leave out").to_owned()
}

/// In place of personal values.
pub fn hidden(lang: Lang) -> String {
    lang.pick("内容不显示", "not shown").to_owned()
}

/// How sure, and why.
pub fn confidence(confidence: &Confidence, kept: bool, lang: Lang) -> String {
    match (confidence, lang) {
        (Confidence::Exact, Lang::Zh) => "完全对得上".to_owned(),
        (Confidence::Exact, Lang::En) => "exact match".to_owned(),
        (Confidence::Alike { like, percent }, Lang::Zh) => format!("和「{like}」像（{percent}%）"),
        (Confidence::Alike { like, percent }, Lang::En) => {
            format!("close to '{like}' ({percent}%)")
        }
        (Confidence::Values { holds }, lang) => look(*holds, lang),
        (Confidence::Guessed, Lang::Zh) => "猜的，请确认".to_owned(),
        (Confidence::Guessed, Lang::En) => "guessed: check".to_owned(),
        (Confidence::Personal, Lang::Zh) if kept => "只存加密编号".to_owned(),
        (Confidence::Personal, Lang::En) if kept => "kept as a code only".to_owned(),
        (Confidence::Personal, Lang::Zh) => "个人信息，不存".to_owned(),
        (Confidence::Personal, Lang::En) => "personal, not kept".to_owned(),
        (Confidence::Chosen, Lang::Zh) => "你选的".to_owned(),
        (Confidence::Chosen, Lang::En) => "chosen by you".to_owned(),
        (Confidence::Unused, Lang::Zh) => "用不上".to_owned(),
        (Confidence::Unused, Lang::En) => "of no use".to_owned(),
    }
}

fn look(holds: Holds, lang: Lang) -> String {
    let (zh, en) = match holds {
        Holds::Nothing => ("都是空的", "all empty"),
        Holds::Times => ("都是时间", "all dates"),
        Holds::TimesOfDay => ("都是几点几分", "all times of day"),
        Holds::Amounts => ("都是金额", "all amounts"),
        Holds::Counts => ("都是整数", "all whole numbers"),
        Holds::Numbers => ("都是数字", "all numbers"),
        Holds::Ratios => ("都是百分比", "all percentages"),
        Holds::Durations => ("都是时长", "all lengths of time"),
        Holds::Flags => ("只有两种值", "only two values"),
        Holds::Words => ("文字", "words"),
    };
    lang.pick(zh, en).to_owned()
}

/// A unit on its switch.
pub fn unit(unit: UnitWord, lang: Lang) -> String {
    let (zh, en) = match unit {
        UnitWord::Seconds => ("秒", "sec"),
        UnitWord::Minutes => ("分钟", "min"),
        UnitWord::Hours => ("小时", "hours"),
        UnitWord::Fraction => ("0.17 = 17%", "0.17 = 17%"),
        UnitWord::Percent => ("17 = 17%", "17 = 17%"),
    };
    lang.pick(zh, en).to_owned()
}

/// People or times, on a switch; the first is people.
pub fn people_or_times(lang: Lang) -> [String; 2] {
    lang.pick(["人数", "次数"], ["people", "times"]).map(str::to_owned)
}

/// What day and month mean.
pub fn day_question(lang: Lang) -> (String, [String; 2]) {
    let words = lang.pick(["先日后月", "先月后日"], ["day first", "month first"]);
    let question = lang.pick("03/04 是 4 月 3 日还是 3 月 4 日？", "Is 03/04 the 3rd of April?");
    (question.to_owned(), words.map(str::to_owned))
}

/// What the separator means.
pub fn decimal_question(lang: Lang) -> (String, [String; 2]) {
    let words = lang.pick(
        ["千位：1.234 就是 1234", "小数：1 个多一点"],
        ["thousands: 1.234 is 1234", "decimals: 1.234 is just over 1"],
    );
    let question = lang.pick("金额里的点是什么？", "What does the dot in amounts mean?");
    (question.to_owned(), words.map(str::to_owned))
}

/// Above the preview.
pub fn preview_title(rows: usize, lang: Lang) -> String {
    lang.pick(
        format!("进来以后是这样（前 {rows} 行）"),
        format!("This is how it comes in (first {rows} rows)"),
    )
}

/// In an empty cell.
pub fn empty_cell(lang: Lang) -> String {
    lang.pick("没填", "empty").to_owned()
}

/// A person in the preview.
pub fn person(lang: Lang) -> String {
    lang.pick("加密编号", "code").to_owned()
}

/// `第 14 行「9 百多」不是数字`
pub fn bad_cell(row: u32, value: &str, reason: &str, lang: Lang) -> String {
    match (value.is_empty(), lang) {
        (true, Lang::Zh) => format!("第 {row} 行：{reason}"),
        (true, Lang::En) => format!("Row {row}: {reason}"),
        (false, Lang::Zh) => format!("第 {row} 行「{value}」{reason}"),
        (false, Lang::En) => format!("Row {row}, \"{value}\": {reason}"),
    }
}

/// How many more there are.
pub fn more_bad(count: usize, lang: Lang) -> String {
    lang.pick(format!("，还有 {count} 处"), format!(", and {count} more"))
}

/// Before the choice of what becomes of such cells.
pub fn keep_as(lang: Lang) -> String {
    lang.pick("记成", "Keep as").to_owned()
}

/// The choices of what becomes of cells that cannot be read.
pub fn bad_choice(choice: BadCells, lang: Lang) -> String {
    match choice {
        BadCells::Empty => lang.pick("空着", "empty"),
        BadCells::Refuse => lang.pick("整行不要", "leave the row out"),
    }
    .to_owned()
}

/// What is never done with such cells.
pub fn never_zero(lang: Lang) -> String {
    lang.pick("不会当成 0", "never as 0").to_owned()
}

/// The main button.
pub fn put(rows: Option<u64>, lang: Lang) -> String {
    match rows {
        Some(rows) => {
            let rows = format::count(rows as f64);
            lang.pick(format!("放进托盘 {rows} 行"), format!("Put {rows} rows into the tray"))
        }
        None => lang.pick("放进托盘", "Put into the tray").to_owned(),
    }
}

/// The other button.
pub fn not_now(lang: Lang) -> String {
    lang.pick("先不管它", "Leave it for now").to_owned()
}

/// `30 行完整，1 行有空`
pub fn foot(whole: u64, read: u64, lang: Lang) -> String {
    let rest = read.saturating_sub(whole);
    let (whole, rest_text) = (format::count(whole as f64), format::count(rest as f64));
    match (rest, lang) {
        (0, Lang::Zh) => format!("{whole} 行都完整"),
        (0, Lang::En) => format!("all {whole} whole"),
        (_, Lang::Zh) => format!("{whole} 行完整，{rest_text} 行有问题"),
        (_, Lang::En) => format!("{whole} whole, {rest_text} to check"),
    }
}

/// Why nothing can be put into the tray yet.
pub fn lacking(missing: &[String], grain_name: &str, lang: Lang) -> String {
    let or = lang.pick("或", " or ");
    let names: Vec<String> = missing
        .iter()
        .map(|entry| entry.split('|').map(|n| field(n, lang)).collect::<Vec<_>>().join(or))
        .collect();
    let names = names.join(lang.pick("、", ", "));
    lang.pick(
        format!("「{grain_name}」还需要：{names}。在上面给它选一列，或者换一种表。"),
        format!("{grain_name} also needs: {names}. Choose a column for it above, or another kind of table."),
    )
}

/// Nothing can be read below the header.
pub fn nothing_to_read(lang: Lang) -> String {
    lang.pick(
        "表头下面没有能读的行，或看不出属于哪一场。",
        "No row below the header can be read, or it names no session.",
    )
    .to_owned()
}

/// A name for what is remembered: the file's, without its dates and numbers.
pub fn name_of(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut name = String::new();
    let mut after_digit = false;
    for c in stem.chars() {
        let date = after_digit && matches!(c, '年' | '月' | '日' | '号');
        after_digit = c.is_ascii_digit();
        let gap = after_digit || date || matches!(c, '_' | '(' | ')' | '（' | '）');
        name.push(if gap { ' ' } else { c });
    }
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    if name.is_empty() { stem.to_owned() } else { name.to_owned() }
}

/// The action of a row that waits.
pub fn map_it(lang: Lang) -> String {
    lang.pick("去对应", "Map").to_owned()
}

/// The action of a row that was understood, for when it was not understood rightly.
pub fn map_again(lang: Lang) -> String {
    lang.pick("自己对应列", "Map its columns").to_owned()
}

/// The chip that opens the other kinds of table.
pub fn other(lang: Lang) -> String {
    lang.pick("别的…", "Other…").to_owned()
}

/// While the file is looked at.
pub fn looking(lang: Lang) -> String {
    lang.pick("正在看这个文件", "Looking at the file").to_owned()
}

/// The field of the name.
pub fn name_field(lang: Lang) -> String {
    lang.pick("这种表的名字", "Name of this kind of table").to_owned()
}

/// The box to tick.
pub fn remember_box(lang: Lang) -> String {
    lang.pick("记住这种表，下次自动认", "Remember it: known next time").to_owned()
}

/// The action of a row with renamed headers.
pub fn accept(offers: &[AliasOffer], lang: Lang) -> String {
    match offers {
        [one] => lang.pick(
            format!("把「{}」认作「{}」", one.header, one.like),
            format!("Take '{}' for '{}'", one.header, one.like),
        ),
        many => lang.pick(
            format!("认下 {} 个新表头", many.len()),
            format!("Accept {} new headers", many.len()),
        ),
    }
}

/// A remark on renamed headers.
pub fn renamed(offer: &AliasOffer, lang: Lang) -> String {
    let name = field(&offer.name, lang);
    lang.pick(
        format!("「{}」像是改了名的「{}」（{name}）", offer.header, offer.like),
        format!("'{}' looks like '{}' under a new name ({name})", offer.header, offer.like),
    )
}

/// `map` without a file.
pub fn which_file(lang: Lang) -> String {
    lang.pick(
        "说明哪个文件：fupan map 文件；看记下了什么：fupan map --list",
        "Which file? fupan map FILE; what is kept: fupan map --list",
    )
    .to_owned()
}

/// A kept template in a list.
pub fn template_line(name: &str, kind: &str, headers: usize, lang: Lang) -> String {
    lang.pick(
        format!("记下的表  {name}  {kind}（{headers} 个表头）"),
        format!("kept table  {name}  {kind} ({headers} headers)"),
    )
}

/// An accepted header in a list.
pub fn alias_line(kind: &str, header: &str, name: &str, lang: Lang) -> String {
    lang.pick(
        format!("改名的表头  {kind}：{header} → {name}"),
        format!("renamed header  {kind}: {header} → {name}"),
    )
}

/// Nothing was taught.
pub fn nothing_kept(lang: Lang) -> String {
    lang.pick("还没有记下任何表。", "Nothing is kept yet.").to_owned()
}

/// A template was kept.
pub fn kept_as(name: &str, lang: Lang) -> String {
    lang.pick(
        format!("已记作「{name}」，同样的表以后自动认。"),
        format!("Kept as \"{name}\": files of the same shape are known from now on."),
    )
}

/// `--template` with a word that is neither a name nor a file.
pub fn no_such_template(named: &str, known: &[&str], lang: Lang) -> String {
    let list = known.join(lang.pick("、", ", "));
    match (known.is_empty(), lang) {
        (true, Lang::Zh) => format!(
            "没有模板文件「{named}」，也没有记下这个名字的表。先用 fupan map 文件 --save 名字 记一个。"
        ),
        (true, Lang::En) => format!(
            "'{named}' is neither a file nor a kept template. Keep one with fupan map FILE --save NAME."
        ),
        (false, Lang::Zh) => {
            format!("没有模板文件「{named}」，也没有记下这个名字的表。记下的有：{list}")
        }
        (false, Lang::En) => {
            format!("'{named}' is neither a file nor a kept template. Kept are: {list}")
        }
    }
}

/// A target that the kind does not have.
pub fn no_such_target(name: &str, known: &[String], lang: Lang) -> String {
    let list = known.join(lang.pick("、", ", "));
    lang.pick(
        format!("没有「{name}」这一项。可以用：{list}"),
        format!("There is no '{name}'. Known are: {list}"),
    )
}

/// A unit that does not exist.
pub fn bad_unit(word: &str, known: &[UnitWord], lang: Lang) -> String {
    let list: Vec<&str> = known.iter().map(|unit| unit.word()).collect();
    let list = list.join(lang.pick("、", ", "));
    lang.pick(
        format!("没有单位「{word}」。可以用：{list}"),
        format!("There is no unit '{word}'. Known are: {list}"),
    )
}

/// What a draft is of, on the command line.
pub fn draft_head(draft: &Draft, lang: Lang) -> String {
    let grain = grain(draft.grain, lang);
    let mut parts = vec![lang.pick(
        format!("看作「{grain}」（--grain {}）", draft.grain.word()),
        format!("Taken for {grain} (--grain {})", draft.grain.word()),
    )];
    if !draft.sheet.is_empty() {
        parts.push(
            lang.pick(format!("工作表「{}」", draft.sheet), format!("sheet '{}'", draft.sheet)),
        );
    }
    parts.push(match (draft.header_row, lang) {
        (0, Lang::Zh) => "没有表头".to_owned(),
        (0, Lang::En) => "no header".to_owned(),
        (row, Lang::Zh) => format!("表头在第 {row} 行"),
        (row, Lang::En) => format!("header in row {row}"),
    });
    parts.push(draft.encoding.clone());
    parts.join(lang.pick("，", ", "))
}

/// The heads of a draft's columns on the command line.
pub fn draft_columns(lang: Lang) -> [&'static str; 5] {
    lang.pick(
        ["你的列", "第一行", "名字", "记成", "有把握吗"],
        ["Your column", "First row", "Target", "Kept as", "How sure"],
    )
}
