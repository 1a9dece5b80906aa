//! 数据字典: what every column of the tables beside it means, and how every metric is made.

use super::{Cell, Table, TableName};
use crate::metrics::{Direction, MetricKey};
use crate::present::text::{Lang, export as text, metrics as names};

pub(super) fn table(tables: &[Table], lang: Lang) -> Table {
    let keys = ["sheet", "column", "meaning", "better", "note"];
    let mut out = Table::new(TableName::Dictionary, &keys, lang);
    for table in tables {
        let mut said: Vec<&str> = Vec::new();
        for column in &table.columns {
            if said.contains(&column.head.as_str()) {
                continue;
            }
            said.push(&column.head);
            out.rows.push(vec![
                Cell::text(&table.title),
                Cell::text(&column.head),
                Cell::text(&column.meaning),
                Cell::Empty,
                Cell::Empty,
            ]);
        }
    }
    for key in MetricKey::ALL {
        out.rows.push(vec![
            Cell::text(text::metrics(lang)),
            Cell::text(&format!("{} ({})", names::metric_name(*key, lang), key.word())),
            Cell::text(&names::formula(*key, None, lang)),
            Cell::text(match key.direction() {
                Direction::Up => text::better(true, lang),
                Direction::Down => text::better(false, lang),
                Direction::Neutral => "",
            }),
            Cell::text(names::note(*key, None, lang)),
        ]);
    }
    out
}
