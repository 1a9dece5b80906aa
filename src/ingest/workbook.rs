//! One session in several sheets: names beside or above their values, a channel table with
//! its total, products with nested SKU rows.

use std::sync::Arc;

use super::columns::{self, Columns};
use super::detect::lookup;
use super::filename::NameFacts;
use super::grains;
use super::grid::{CellRef, Cells, Document, Row, Sheet, Typed};
use super::header::normalise;
use super::kind::{Grain, KindDef, SheetShape, SheetSpec, TableSpec};
use super::remarks::Remarks;
use super::rows::{Reading, Refs, RowReader};
use super::table::TableReader;
use super::{IngestError, ReadOptions};
use crate::domain::{
    AccountRef, ChannelFacts, Job, Origin, ParsedTables, Record, Reported, SessionFacts,
    SessionRef, WarningCode,
};

/// Everything the sheets of one workbook share.
struct Book<'a> {
    job: &'a Job,
    kind: &'a KindDef,
    options: &'a ReadOptions,
    name: &'a NameFacts,
}

/// Reads a workbook of one session. Returns the columns of the first sheet, for its zone.
pub(super) fn read(
    job: &Job,
    kind: &KindDef,
    options: &ReadOptions,
    name: &NameFacts,
    document: &Document,
    tables: &mut ParsedTables,
    remarks: &mut Remarks,
) -> Result<Columns, IngestError> {
    let book = Book { job, kind, options, name };
    let spec_of = |sheet: &Sheet| {
        let name = normalise(&sheet.name);
        kind.sheets.iter().find(|spec| spec.names.contains(&name))
    };
    for sheet in &document.sheets {
        if spec_of(sheet).is_none() && sheet.rows.iter().any(|row| !row.is_blank()) {
            remarks.warn(WarningCode::EntriesSkipped, &*sheet.name, 1);
        }
    }
    let of_shape = |shape: SheetShape| {
        document.sheets.iter().filter_map(move |sheet| {
            let spec = spec_of(sheet)?;
            (spec.shape == shape).then_some((sheet, spec))
        })
    };

    let mut session: Option<(Origin, Reading<SessionFacts>)> = None;
    let mut shared = None;
    for (sheet, spec) in of_shape(SheetShape::Pairs) {
        job.check()?;
        if let Some((row, reading, columns)) = book.pairs(sheet, spec, remarks) {
            let origin = Origin { sheet: Arc::clone(&sheet.name), row };
            match &mut session {
                None => session = Some((origin, reading)),
                Some((_, all)) => merge(all, reading),
            }
            shared.get_or_insert(columns);
        }
    }
    let (Some((origin, mut reading)), Some(columns)) = (session, shared) else {
        return Err(IngestError::NoSession);
    };
    for (sheet, spec) in of_shape(SheetShape::Table) {
        if let Some(total) = book.table(sheet, spec, tables, remarks)? {
            fill_from_total(&mut reading.facts, &total);
        }
    }
    for (sheet, spec) in of_shape(SheetShape::Nested) {
        book.products(sheet, spec, tables, remarks)?;
    }

    let table = book.reader(&columns, Grain::Sessions, &[]);
    remarks.rows_read += 1;
    let parsed = match grains::session(&table, origin.clone(), reading, remarks) {
        Ok(parsed) => parsed,
        Err(refusal) => {
            remarks.reject(&origin.sheet, origin.row, refusal);
            *tables = ParsedTables::default();
            return Ok(columns);
        }
    };
    if parsed.facts.start_at.is_none() {
        return Err(IngestError::NoSession);
    }
    if let (Some(session), Some(account)) = (&parsed.session, &parsed.account) {
        place(tables, session, account);
    }
    tables.sessions.push(parsed);
    Ok(columns)
}

/// Every row of the workbook belongs to its one session.
fn place(tables: &mut ParsedTables, session: &SessionRef, account: &AccountRef) {
    for row in &mut tables.channels {
        row.session = Some(session.clone());
        row.account = Some(account.clone());
    }
    for row in &mut tables.session_products {
        row.session = Some(session.clone());
        row.account = Some(account.clone());
    }
    for row in &mut tables.segments {
        row.session = Some(session.clone());
        row.account = Some(account.clone());
    }
}

fn merge(all: &mut Reading<SessionFacts>, more: Reading<SessionFacts>) {
    all.facts.fill_from(&more.facts);
    for (name, value) in more.reported {
        push_reported(&mut all.reported, name, value);
    }
    let Refs { session_id, session_start, range, account_id, account_name, .. } = more.refs;
    let refs = &mut all.refs;
    refs.session_id = refs.session_id.take().or(session_id);
    refs.session_start = refs.session_start.or(session_start);
    refs.range = refs.range.or(range);
    refs.account_id = refs.account_id.take().or(account_id);
    refs.account_name = refs.account_name.take().or(account_name);
}

fn push_reported(list: &mut Reported, name: String, value: f64) {
    if !list.iter().any(|(known, _)| *known == name) {
        list.push((name, value));
    }
}

/// The row over all channels tells what no other sheet of the 2026 version tells: views.
fn fill_from_total(facts: &mut SessionFacts, total: &ChannelFacts) {
    facts.fill_from(&SessionFacts {
        views_pv: total.views_pv,
        orders: total.orders,
        gmv: total.gmv,
        paid_amount: total.paid_amount,
        ad_spend: total.spend,
        ..SessionFacts::default()
    });
}

impl Book<'_> {
    fn reader<'b>(
        &'b self,
        columns: &'b Columns,
        grain: Grain,
        require: &'b [String],
    ) -> TableReader<'b> {
        TableReader {
            job: self.job,
            kind: self.kind,
            grain,
            options: self.options,
            name: self.name,
            columns,
            require,
            span: None,
        }
    }

    fn columns(
        &self,
        header: &Row,
        rows: &[Row],
        spec: &SheetSpec,
        remarks: &mut Remarks,
    ) -> Columns {
        let (list, free) = columns::map(header, &spec.table, spec.grain, remarks);
        let columns =
            columns::settle(list, free, header.width(), rows, self.kind, self.options, remarks);
        remarks.in_sheet(spec.names.first().map_or("", String::as_str));
        columns::note(&columns, spec.grain, remarks);
        columns
    }

    /// Names with their values, wherever these stand, as one row.
    fn pairs(
        &self,
        sheet: &Sheet,
        spec: &SheetSpec,
        remarks: &mut Remarks,
    ) -> Option<(u32, Reading<SessionFacts>, Columns)> {
        let pairs = collect_pairs(sheet, &spec.table);
        let first = pairs.first()?.row;
        let as_row = |cells: Vec<Typed>| Row { number: first, cells: Cells::Typed(cells) };
        let (names, values): (Vec<Typed>, Vec<Typed>) =
            pairs.into_iter().map(|pair| (pair.name, pair.value)).unzip();
        let header = as_row(names);
        let values = [as_row(values)];
        let columns = self.columns(&header, &values, spec, remarks);
        let reader = RowReader { columns: &columns, kind: self.kind, require: &[] };
        match reader.read::<SessionFacts>(&values[0], remarks) {
            Ok(reading) => Some((first, reading, columns)),
            Err(refusal) => {
                remarks.rows_read += 1;
                remarks.reject(&sheet.name, first, refusal);
                None
            }
        }
    }

    /// A table of channels or talk segments; returns the row over all channels.
    fn table(
        &self,
        sheet: &Sheet,
        spec: &SheetSpec,
        tables: &mut ParsedTables,
        remarks: &mut Remarks,
    ) -> Result<Option<ChannelFacts>, IngestError> {
        let Some(at) = header_at(sheet, &spec.table, 2) else {
            return Ok(None);
        };
        let header = &sheet.rows[at];
        let rows = &sheet.rows[at + 1..];
        let columns = self.columns(header, rows, spec, remarks);
        let table = self.reader(&columns, spec.grain, &spec.table.require);
        table.read(sheet, at + 1, Some(header), tables, remarks)?;
        if spec.grain != Grain::Channels {
            return Ok(None);
        }
        let reader = RowReader { columns: &columns, kind: self.kind, require: &[] };
        let totals = &self.kind.groups.total;
        let total = rows
            .iter()
            .find(|row| totals.contains(&normalise(&row.first_filled().text())))
            .and_then(|row| reader.read::<ChannelFacts>(row, &mut Remarks::default()).ok());
        Ok(total.map(|reading| reading.facts))
    }

    /// Product rows; their SKU rows and repeated headers are left out.
    fn products(
        &self,
        sheet: &Sheet,
        spec: &SheetSpec,
        tables: &mut ParsedTables,
        remarks: &mut Remarks,
    ) -> Result<(), IngestError> {
        let is_product_header = |row: &Row| {
            hits(row, &spec.table) >= 3
                && row.iter().any(|cell| {
                    lookup(&spec.table, &normalise(&cell.text())).is_some_and(|(target, _)| {
                        super::detect::canonical(target).starts_with("product_")
                    })
                })
        };
        let Some(at) = sheet.rows.iter().position(is_product_header) else {
            return Ok(());
        };
        let header = &sheet.rows[at];
        let rows = &sheet.rows[at + 1..];
        let columns = self.columns(header, rows, spec, remarks);
        let table = self.reader(&columns, spec.grain, &[]);
        let require = ["product_id|product_name".to_owned()];
        let reader = RowReader { columns: &columns, kind: self.kind, require: &require };
        for row in rows.iter().filter(|row| !row.is_blank()) {
            self.job.check()?;
            remarks.rows_read += 1;
            remarks.at_row(&sheet.name, row.number);
            let first = normalise(&row.cell(0).text());
            let nested = super::cell::is_missing(&first) || first.starts_with("sku");
            if nested || is_product_header(row) || super::table::is_total(&first) {
                remarks.rows_skipped += 1;
                remarks.warn(WarningCode::NestedRowsSkipped, &*sheet.name, 1);
                continue;
            }
            let origin = Origin { sheet: Arc::clone(&sheet.name), row: row.number };
            let parsed =
                reader.read(row, remarks).and_then(|reading| table.parsed(origin, reading));
            match parsed {
                Ok(parsed) => tables.session_products.push(parsed),
                Err(refusal) => remarks.reject(&sheet.name, row.number, refusal),
            }
        }
        remarks.at_no_row();
        Ok(())
    }
}

fn hits(row: &Row, spec: &TableSpec) -> usize {
    row.iter()
        .filter(|cell| !cell.is_blank() && lookup(spec, &normalise(&cell.text())).is_some())
        .count()
}

fn header_at(sheet: &Sheet, spec: &TableSpec, least: usize) -> Option<usize> {
    sheet.rows.iter().position(|row| hits(row, spec) >= least)
}

struct Pair {
    row: u32,
    name: Typed,
    value: Typed,
}

fn typed(cell: CellRef<'_>) -> Typed {
    match cell {
        CellRef::Empty => Typed::Empty,
        CellRef::Text(text) => Typed::Text(text.into()),
        CellRef::Number(number) => Typed::Number(number),
        CellRef::Serial(days) => Typed::Serial(days),
        CellRef::Bool(value) => Typed::Bool(value),
    }
}

/// Names above their values (a row of names, then a row of values) or beside them (two cells).
fn collect_pairs(sheet: &Sheet, spec: &TableSpec) -> Vec<Pair> {
    let rows: Vec<&Row> = sheet.rows.iter().filter(|row| !row.is_blank()).collect();
    let mut pairs = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let row = rows[at];
        let filled: Vec<usize> = (0..row.len()).filter(|i| !row.cell(*i).is_blank()).collect();
        let known = hits(row, spec);
        let names_above =
            known >= 2 || (filled.len() >= 3 && known >= 1) || (filled.len() == 1 && known == 1);
        if names_above && at + 1 < rows.len() {
            let values = rows[at + 1];
            for index in filled {
                pairs.push(Pair {
                    row: values.number,
                    name: typed(row.cell(index)),
                    value: typed(values.cell(index)),
                });
            }
            at += 2;
            continue;
        }
        if let [name, value] = filled[..] {
            pairs.push(Pair {
                row: row.number,
                name: typed(row.cell(name)),
                value: typed(row.cell(value)),
            });
        }
        at += 1;
    }
    pairs
}
