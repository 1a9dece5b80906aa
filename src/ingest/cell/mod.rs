//! Cells to values: numbers, amounts, durations, moments, ids. Nothing here panics, whatever
//! the cell holds.

pub(super) mod datetime;
pub(super) mod duration;
pub(super) mod ident;
pub(super) mod money;
pub(super) mod number;
#[cfg(test)]
mod tests;

/// Whether a cell of any column means "nothing here". Missing is never 0.
pub(super) fn is_missing(text: &str) -> bool {
    let text = text.trim();
    matches!(
        text,
        "" | "-"
            | "--"
            | "---"
            | "—"
            | "——"
            | "–"
            | "－"
            | "null"
            | "NULL"
            | "NaN"
            | "nan"
            | "N/A"
            | "n/a"
            | "#N/A"
            | "#DIV/0!"
            | "#VALUE!"
            | "#REF!"
            | "\\N"
    )
}

/// Whether a cell of a number, amount or time column means "nothing here".
pub(super) fn is_missing_number(text: &str) -> bool {
    is_missing(text)
        || matches!(
            text.trim(),
            "NA" | "None" | "none" | "nil" | "/" | "无" | "暂无" | "未知" | "." | "?"
        )
}

/// Whether a text is a platform's note that the figure is not there yet.
pub(super) fn is_note(text: &str) -> bool {
    const WORDS: [&str; 8] =
        ["更新", "统计中", "计算中", "暂无", "暂未", "未统计", "敬请期待", "not available"];
    !text.bytes().any(|b| b.is_ascii_digit()) && WORDS.iter().any(|word| text.contains(word))
}
