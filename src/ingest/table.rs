//! A table under one header: which rows are data, and the typed rows they become.

use std::sync::Arc;

use jiff::civil::Date;

use super::cell::datetime::{DayEvidence, day_evidence};
use super::cell::{is_missing, is_missing_number};
use super::columns::Columns;
use super::detect::canonical;
use super::filename::{self, NameFacts};
use super::grid::{CellRef, Cells, Row, Sheet};
use super::header::normalise;
use super::kind::{Grain, KindDef, Layout, Target};
use super::limits::CHECK_EVERY;
use super::remarks::{Refusal, Remarks};
use super::rows::{Reading, Refs, RowReader, is_words};
use super::{IngestError, ReadOptions, events, grains, orders, periods, visits};
use crate::domain::{
    AccountRef, Currency, Job, Origin, ParsedRow, ParsedTables, ProductRef, Record, SessionRef,
    WarningCode,
};

/// First cells of rows that add up the others.
const TOTALS: &[&str] = &[
    "整体",
    "全部",
    "总计",
    "总计值",
    "合计",
    "汇总",
    "総計",
    "total",
    "totals",
    "grand total",
    "summary",
    "ringkasan",
];

/// What is needed to read the rows of one table.
pub(super) struct TableReader<'a> {
    pub job: &'a Job,
    pub kind: &'a KindDef,
    pub grain: Grain,
    pub options: &'a ReadOptions,
    pub name: &'a NameFacts,
    pub columns: &'a Columns,
    pub require: &'a [String],
    /// First and last day of the period that the whole file is of, where it says so.
    pub span: Option<(Date, Date)>,
}

impl TableReader<'_> {
    /// Reads the rows of `sheet` from index `first` on.
    pub fn read(
        &self,
        sheet: &Sheet,
        first: usize,
        header: Option<&Row>,
        tables: &mut ParsedTables,
        remarks: &mut Remarks,
    ) -> Result<(), IngestError> {
        let visits = visits::Plan::of(self, &sheet.rows[first.min(sheet.rows.len())..]);
        let last_data = sheet.rows.iter().rposition(|row| !row.is_blank());
        let mut feed = Feed::new(self, &sheet.name, header, visits.as_ref());
        for (at, row) in sheet.rows.iter().enumerate().skip(first) {
            if at % CHECK_EVERY == 0 {
                self.job.check()?;
                self.job.report("read", &*sheet.name, at as u64, sheet.rows.len() as u64);
            }
            let is_last = sheet.open_end && last_data == Some(at);
            feed.row(row, is_last, tables, remarks);
        }
        remarks.at_no_row();
        if self.grain == Grain::Orders {
            orders::finish(&mut tables.orders, self.kind, self.columns);
        }
        Ok(())
    }

    /// Totals, repeated headers and descriptions.
    fn skip(&self, row: &Row, first: bool, header: Option<&Row>, remarks: &mut Remarks) -> bool {
        let first_cell = normalise(&row.first_filled().text());
        let total =
            (is_total(&first_cell) && !self.is_ordinary_name(row)) || self.is_total_row(row);
        if total {
            remarks.warn(WarningCode::TotalRowsSkipped, "", 1);
            return true;
        }
        if let Some(header) = header {
            let same =
                self.columns.list.iter().all(|c| {
                    normalise(&row.cell(c.at).text()) == normalise(&header.cell(c.at).text())
                });
            if same {
                remarks.warn(WarningCode::DescriptionRowSkipped, "", 1);
                return true;
            }
        }
        if first && self.describes(row) {
            remarks.warn(WarningCode::DescriptionRowSkipped, "", 1);
            return true;
        }
        false
    }

    /// The row over all channels or days, wherever their column stands.
    fn is_total_row(&self, row: &Row) -> bool {
        let of = if self.grain == Grain::Periods { "start_at" } else { "channel" };
        let named = |column: &&super::columns::Column| canonical(&column.target) == of;
        self.columns.list.iter().find(named).is_some_and(|column| {
            let name = normalise(&row.cell(column.at).text());
            is_total(&name) || self.kind.groups.total.contains(&name)
        })
    }

    /// A visit's first feature or a comment may be called "total" or "全部".
    fn is_ordinary_name(&self, row: &Row) -> bool {
        match self.grain {
            Grain::Visits | Grain::Comments | Grain::Events => true,
            // An order has an id; a total has none.
            Grain::Orders | Grain::Refunds => self.columns.list.iter().any(|c| {
                canonical(&c.target) == "order_id"
                    && !is_missing(&row.cell(c.at).text())
                    && !is_total(&normalise(&row.cell(c.at).text()))
            }),
            _ => false,
        }
    }

    /// No number and no time in a row that should hold at least two.
    fn describes(&self, row: &Row) -> bool {
        let judged: Vec<bool> = self
            .columns
            .list
            .iter()
            .filter_map(|column| match column.target {
                Target::Field { kind, .. } => is_words(row.cell(column.at), kind),
                _ => None,
            })
            .collect();
        judged.len() >= 2 && judged.iter().all(|words| *words)
    }

    /// Reads one row into its table. `false` when it is left out on purpose.
    fn row(
        &self,
        rows: &RowReader<'_>,
        row: &Row,
        origin: Origin,
        visits: Option<&visits::Plan>,
        tables: &mut ParsedTables,
        remarks: &mut Remarks,
    ) -> Result<bool, Refusal> {
        macro_rules! plain {
            ($table:ident, $finish:expr) => {{
                let reading = rows.read(row, remarks)?;
                let mut parsed = self.parsed(origin, reading)?;
                $finish(&mut parsed)?;
                tables.$table.push(parsed);
                Ok(true)
            }};
        }
        match self.grain {
            Grain::Sessions => {
                let reading = rows.read(row, remarks)?;
                let parsed = grains::session(self, origin, reading, remarks)?;
                tables.sessions.push(parsed);
                Ok(true)
            }
            Grain::SessionProducts => plain!(session_products, |_: &mut _| Ok(())),
            Grain::Channels => plain!(channels, |p: &mut ParsedRow<_>| {
                grains::channel(self.kind, &mut p.facts);
                Ok(())
            }),
            Grain::Minutes => plain!(minutes, |_: &mut _| Ok(())),
            Grain::Segments => plain!(segments, |p: &mut ParsedRow<_>| grains::segment(&p.facts)),
            Grain::Orders => plain!(orders, |p: &mut ParsedRow<_>| {
                orders::row(self.kind, self.columns, p);
                Ok(())
            }),
            Grain::Refunds => plain!(refunds, |p: &mut ParsedRow<_>| {
                orders::refund(self.kind, p, remarks);
                Ok(())
            }),
            Grain::Products => {
                plain!(products, |p: &mut ParsedRow<_>| grains::product(&mut p.facts))
            }
            Grain::Viewers => plain!(viewers, |p: &mut ParsedRow<_>| {
                grains::viewer(&mut p.facts);
                Ok(())
            }),
            Grain::Periods => plain!(periods, |p: &mut ParsedRow<_>| {
                periods::row(self, p);
                Ok(())
            }),
            Grain::Income => plain!(income, |p: &mut ParsedRow<_>| grains::income(&mut p.facts)),
            Grain::Comments => plain!(comments, |_: &mut _| Ok(())),
            Grain::Events => {
                let reading = rows.read(row, remarks)?;
                let mut parsed = self.parsed(origin, reading)?;
                let keep = events::action(self, &mut parsed.facts, remarks)?;
                if keep {
                    tables.events.push(parsed);
                }
                Ok(keep)
            }
            Grain::Visits => {
                let reading = rows.read(row, remarks)?;
                let mut parsed = self.parsed(origin, reading)?;
                if let Some(plan) = visits {
                    plan.fill(row, &mut parsed.facts)?;
                }
                tables.visits.push(parsed);
                Ok(true)
            }
        }
    }

    /// The account a row belongs to.
    pub fn account(&self, refs: &Refs) -> AccountRef {
        let template = self.options.template.as_ref();
        let (currency, time_zone) = match &refs.currency {
            Some(code) if *code != self.columns.currency.0 => (
                Currency(code.clone()),
                super::cell::money::zone_of(code).unwrap_or(&self.columns.zone_name).to_owned(),
            ),
            _ => (self.columns.currency.clone(), self.columns.zone_name.clone()),
        };
        AccountRef {
            platform: refs
                .platform
                .or_else(|| template.and_then(|t| t.platform))
                .unwrap_or(self.kind.platform),
            external_id: refs.account_id.clone(),
            name: refs
                .account_name
                .clone()
                .or_else(|| template.and_then(|t| t.account.clone()))
                .or_else(|| self.name.account.clone()),
            currency,
            time_zone,
        }
    }

    /// The room id of the file's name, where a file of this kind is about one session.
    pub fn room(&self) -> Option<String> {
        let one = self.kind.needs_session || self.kind.layout == Layout::Workbook;
        self.name.session_id.clone().filter(|_| one && !self.kind.generic)
    }

    /// A row with its references.
    pub fn parsed<F: Record>(
        &self,
        origin: Origin,
        reading: Reading<F>,
    ) -> Result<ParsedRow<F>, Refusal> {
        let Reading { facts, refs, reported } = reading;
        let mut account = self.account(&refs);
        let mut parsed = ParsedRow::new(origin, facts);
        let start = refs
            .session_start
            .or_else(|| filename::at(self.name.session_start, &self.columns.zone));
        let room = refs.session_id.clone().or_else(|| self.room());
        if room.is_some() || start.is_some() {
            parsed.session =
                Some(SessionRef { account: account.clone(), external_id: room, start_at: start });
        } else if let Some(given) = self.name.given.as_ref().filter(|_| self.kind.needs_session) {
            account = given.account.clone();
            parsed.session = Some(given.clone());
        } else if self.kind.needs_session {
            return Err(Refusal::row("no_session"));
        }
        if refs.product_id.is_some() || refs.product_name.is_some() {
            parsed.product = Some(ProductRef {
                platform: account.platform,
                external_id: refs.product_id.clone(),
                name: refs.product_name.clone(),
            });
        }
        parsed.account = Some(account);
        parsed.identity = refs.identity;
        parsed.reported = reported;
        Ok(parsed)
    }
}

/// Takes the rows below a header one after the other.
pub(super) struct Feed<'a> {
    table: &'a TableReader<'a>,
    rows: RowReader<'a>,
    sheet: &'a Arc<str>,
    header: Option<&'a Row>,
    visits: Option<&'a visits::Plan>,
    width_before: usize,
    is_first: bool,
    /// Blank rows since the last that was not: at the end of a table they are nothing to say.
    blanks: u64,
}

impl<'a> Feed<'a> {
    pub fn new(
        table: &'a TableReader<'a>,
        sheet: &'a Arc<str>,
        header: Option<&'a Row>,
        visits: Option<&'a visits::Plan>,
    ) -> Self {
        let rows = RowReader { columns: table.columns, kind: table.kind, require: table.require };
        let width_before = table.columns.width;
        Self { table, rows, sheet, header, visits, width_before, is_first: true, blanks: 0 }
    }

    /// Takes a row that is known to be read like those before it. The first row is none.
    pub fn pass(&mut self, width: usize, remarks: &mut Remarks) {
        remarks.at_no_row();
        remarks.warn(WarningCode::BlankRowsSkipped, "", std::mem::take(&mut self.blanks));
        remarks.rows_read += 1;
        self.width_before = width;
    }

    /// Takes rows without anything in them.
    pub fn blank_rows(&mut self, count: u64) {
        self.is_first &= count == 0;
        self.blanks += count;
    }

    /// Whether a row's times can only be read when the order of day and month is known.
    pub fn needs_days(&self, row: &Row) -> bool {
        self.table.columns.list.iter().filter(|column| column.is_time()).any(|column| {
            matches!(row.cell(column.at), CellRef::Text(text)
                if !is_missing_number(text) && day_evidence(text.trim()) != DayEvidence::None)
        })
    }

    /// Whether no row came so far.
    pub fn is_at_first(&self) -> bool {
        self.is_first
    }

    /// Takes the next row; `is_last` when it may have been cut off by the end of the file.
    pub fn row(
        &mut self,
        row: &Row,
        is_last: bool,
        tables: &mut ParsedTables,
        remarks: &mut Remarks,
    ) {
        remarks.at_no_row();
        let is_first = std::mem::replace(&mut self.is_first, false);
        if row.is_blank() {
            self.blanks += 1;
            return;
        }
        remarks.warn(WarningCode::BlankRowsSkipped, "", std::mem::take(&mut self.blanks));
        remarks.at_row(self.sheet, row.number);
        remarks.rows_read += 1;
        if self.table.skip(row, is_first, self.header, remarks) {
            remarks.rows_skipped += 1;
            return;
        }
        if is_last && row.len() < self.width_before {
            remarks.warn(WarningCode::CutOffLastLine, "", 1);
            remarks.reject(self.sheet, row.number, Refusal::row("cut_off"));
            return;
        }
        // Which cell of a text row is one too many nobody knows; notes beside a workbook's
        // table are just notes.
        let is_text = matches!(row.cells, Cells::Record(_));
        let most = self.table.columns.width;
        if is_text && most > 0 && row.width() > most {
            remarks.reject(self.sheet, row.number, Refusal::row("too_many_cells"));
            return;
        }
        self.width_before = row.len();
        let origin = Origin { sheet: Arc::clone(self.sheet), row: row.number };
        match self.table.row(&self.rows, row, origin, self.visits, tables, remarks) {
            Ok(true) => {}
            Ok(false) => remarks.rows_skipped += 1,
            Err(refusal) => {
                if is_last {
                    remarks.warn(WarningCode::CutOffLastLine, "", 1);
                }
                remarks.reject(self.sheet, row.number, refusal);
            }
        }
    }
}

/// Whether a normalised first cell marks a row of totals.
pub(super) fn is_total(cell: &str) -> bool {
    TOTALS.contains(&cell.trim_end_matches([':', ' ']))
}
