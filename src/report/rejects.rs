//! Rejected rows as a table for a spreadsheet.

use super::csv::{MARK, harmless, record};
use crate::present::pages::repairs::RejectRow;
use crate::present::text::{Lang, repairs};

/// The rows as CSV: UTF-8 with a mark at the start, by which Excel knows the encoding.
pub fn rejects_csv(rows: &[RejectRow], lang: Lang) -> String {
    let mut text = String::from(MARK);
    record(&mut text, repairs::reject_headers(lang).map(str::to_owned));
    for row in rows {
        let RejectRow { file, sheet, row, column, value, reason, todo } = row.clone();
        let cells = [file, sheet, row.to_string(), column, value, reason, todo];
        record(&mut text, cells.iter().map(|cell| harmless(cell)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(column: &str, value: &str) -> RejectRow {
        RejectRow {
            file: "a, b.csv".into(),
            sheet: String::new(),
            row: 14,
            column: column.into(),
            value: value.into(),
            reason: "不是数字".into(),
            todo: "写成数字".into(),
        }
    }

    #[test]
    fn cells_are_quoted_and_no_cell_is_a_formula() {
        let rows = [
            row("人数", "9 \"百\"多"),
            row("价格", "=HYPERLINK(\"http://x\")"),
            row("件", "-3"),
            row("件", "-1+2"),
        ];
        let text = rejects_csv(&rows, Lang::Zh);
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
        assert_eq!(lines[0], "文件,工作表,行,列,原来写的,为什么没收进,怎么办");
        assert_eq!(lines[1], "\"a, b.csv\",,14,人数,\"9 \"\"百\"\"多\",不是数字,写成数字");
        assert!(lines[2].contains(",\"'=HYPERLINK(\"\"http://x\"\")\","), "{}", lines[2]);
        assert!(lines[3].contains(",-3,"), "{}", lines[3]);
        assert!(lines[4].contains(",'-1+2,"), "{}", lines[4]);
        assert!(text.starts_with('\u{feff}'));
    }
}
