//! The form of a new experiment: its labels, and what to do about what is wrong in it.

use jiff::civil::Date;

use super::Lang;

/// Labels of the fields: name, A, B, figure, sessions, first day, number of the lot.
pub fn labels(lang: Lang) -> [String; 7] {
    lang.pick(
        ["名字", "A 是什么做法", "B 是什么做法", "比哪个数字", "播几场", "从哪天排起", "抽签号码"],
        ["Name", "What A is", "What B is", "Figure", "Sessions", "First day", "Lot number"],
    )
    .map(str::to_owned)
}

/// Hints of the fields: name, A, B.
pub fn hints(lang: Lang) -> [String; 3] {
    lang.pick(["开场", "先发福利", "照旧"], ["Opening", "Giveaway first", "As before"])
        .map(str::to_owned)
}

/// What to know before it is drawn.
pub fn note(lang: Lang) -> String {
    lang.pick(
        "按平常开播的日子往后排；同一个星期几、同一时段的两场配成一对，一场走 A、一场走 B。两边至少各 6 场才可能说清。",
        "Days follow your usual rhythm; two sessions of the same weekday and part of the day are a pair, one run as A, one as B. It takes at least 6 of each to tell anything.",
    )
    .to_owned()
}

/// The button that folds the number of the lot away, with the number on it.
pub fn lot(number: &str, lang: Lang) -> String {
    lang.pick(format!("抽签号码 {number}"), format!("Lot number {number}"))
}

/// The button that takes another number.
pub fn another_lot(lang: Lang) -> String {
    lang.pick("换一种抽法", "Draw differently").to_owned()
}

/// What the number is good for.
pub fn lot_note(lang: Lang) -> String {
    lang.pick(
        "号码和日子一样，抽出来就一样。要照以前的再抽一遍，填那次的号码；不然不用管。",
        "The same number over the same days draws the same. Type an earlier one to repeat it; else leave it.",
    )
    .to_owned()
}

/// It has no name.
pub fn name_empty(lang: Lang) -> String {
    lang.pick("先起个名字，例如 开场", "Give it a name, such as Opening").to_owned()
}

/// Another one is called so.
pub fn name_taken(lang: Lang) -> String {
    lang.pick("已经有实验叫这个，换一个名字", "Taken by another experiment: choose another")
        .to_owned()
}

/// A name or a way is too long.
pub fn too_long(longest: usize, lang: Lang) -> String {
    lang.pick(
        format!("写短一点，最多 {longest} 个字"),
        format!("Make it shorter: at most {longest} characters"),
    )
}

/// A number of sessions is none.
pub fn not_a_count((least, most): (usize, usize), lang: Lang) -> String {
    lang.pick(
        format!("填 {least} 到 {most} 的整数"),
        format!("A whole number from {least} to {most}"),
    )
}

/// A first day is none that can be.
pub fn not_a_day((least, most): (Date, Date), usual: Date, lang: Lang) -> String {
    lang.pick(
        format!("填 {least} 到 {most} 之间的一天，例如 {usual}"),
        format!("A day from {least} to {most}, such as {usual}"),
    )
}

/// A number of a lot is none.
pub fn not_a_lot(usual: u64, lang: Lang) -> String {
    lang.pick(
        format!("填 0 或更大的整数，例如 {usual}"),
        format!("A whole number from 0 up, such as {usual}"),
    )
}
