//! The template that comes of a draft.

use super::{Confidence, Draft, DraftColumn, FEATURE, TIME_OF_DAY, words};
use crate::ingest::header::normalise;
use crate::ingest::kind::Grain;
use crate::ingest::personal::{is_personal, tells_who};
use crate::ingest::template::{ColumnAt, HeaderAt, Template};

impl Draft {
    /// The template that reads the file as the draft says.
    pub fn template(&self) -> Template {
        let kind = words::own_kind(self.grain).map(|kind| kind.id.clone());
        let mut template = Template::new(kind.unwrap_or_else(|| "visits".into()));
        let (delimiter, encoding, several) = self.given.clone();
        template.delimiter = delimiter;
        template.encoding = encoding;
        template.sheet = several.then(|| self.sheet.clone());
        template.bad_cells = self.bad_cells;
        template.day_first = self.day_first;
        template.decimal = self.decimal;
        for column in &self.columns {
            let at = self.place(column);
            match column.target.as_deref() {
                Some(FEATURE) => {}
                Some(TIME_OF_DAY) => template.of_day = Some(at),
                Some(name) => {
                    if let Some(unit) = column.unit {
                        template.units.push((name.to_owned(), unit));
                    }
                    template.columns.push((name.to_owned(), at));
                }
                // What is personal by its header is left out anyway.
                None if column.confidence == Confidence::Personal
                    && (tells_who(&column.header) || is_personal(&normalise(&column.header))) => {}
                None if column.header.is_empty() && self.grain != Grain::Visits => {}
                None => template.ignore.push(at),
            }
        }
        template.columns.sort();
        template.units.sort();
        let headed = template.headers().next().is_some();
        template.header = match (self.header_row, headed) {
            (0, _) => HeaderAt::None,
            (_, true) => HeaderAt::Search,
            (row, false) => HeaderAt::Row(row),
        };
        template
    }

    /// The headers by which files of this shape are known again, normalised.
    pub fn signature(&self) -> Vec<String> {
        let mut headers: Vec<String> = self
            .columns
            .iter()
            .map(|column| normalise(&column.header))
            .filter(|header| !header.is_empty())
            .collect();
        headers.sort();
        headers.dedup();
        headers
    }

    /// By its header where that is one of its own, so that columns may change places.
    fn place(&self, column: &DraftColumn) -> ColumnAt {
        let header = normalise(&column.header);
        let same = self.columns.iter().filter(|c| normalise(&c.header) == header).count();
        if header.is_empty() || same > 1 || self.header_row == 0 || column.header.ends_with('…') {
            ColumnAt::Position(column.position)
        } else {
            ColumnAt::Header(column.header.clone())
        }
    }
}
