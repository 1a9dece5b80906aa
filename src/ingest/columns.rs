//! The columns of one table: what each is for, and what its values as a whole tell about
//! separators, currency and the order of day and month.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::cell::datetime::{DayEvidence, DayOrder, day_evidence, has_half_day};
use super::cell::money::{country, currency_code, is_dotted, strip_currency, zone_of};
use super::cell::number::{Decision, Dialect, decide};
use super::detect::{canonical, lookup, lookup_repeat};
use super::grid::{CellRef, Row};
use super::header::{Unit, normalise, split_unit};
use super::kind::{Grain, KindDef, ReportedAs, TableSpec, Target};
use super::personal::{is_personal, tells_who};
use super::remarks::{Remarks, shorten};
use super::template::{BadCells, ColumnAt, MAIN_TIMES, TimeFormat};
use super::{IngestError, ReadOptions, Template, TemplateProblem};
use crate::domain::{ColumnFates, Currency, FieldKind, WarningCode};

/// One column that is read.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub at: usize,
    pub header: String,
    pub target: Target,
    pub unit: Option<Unit>,
    pub dialect: Dialect,
    pub order: DayOrder,
    /// The column with the time of day, where this one holds the day alone.
    pub of_day: Option<usize>,
}

impl Column {
    /// Whether the order of day and month matters for it.
    pub fn is_time(&self) -> bool {
        is_kind(&self.target, FieldKind::Time)
            || matches!(self.target, Target::Ref("session_start"))
    }
}

/// Columns that are read, and position and header of those nothing is known of.
pub(super) type Mapped = (Vec<Column>, Vec<(usize, String)>);

/// The columns of a table with what holds for all its rows.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub list: Vec<Column>,
    /// Columns that nothing is known of, for the features of visits.
    pub free: Vec<(usize, String)>,
    /// Cells of the header row; 0 without one.
    pub width: usize,
    pub currency: Currency,
    pub zone_name: String,
    pub zone: TimeZone,
    pub time_format: Option<TimeFormat>,
    pub bad_cells: BadCells,
}

impl Columns {
    /// Whether the file has a column for a canonical name.
    pub fn has(&self, name: &str) -> bool {
        self.list.iter().any(|c| canonical(&c.target) == name)
    }
}

/// Whether a column that no kind knows is about who somebody is. The free columns of visits are
/// kept as features, so theirs are looked at word by word.
fn is_about_people(header: &str, norm: &str, grain: Grain) -> bool {
    if grain == Grain::Visits { tells_who(header) } else { is_personal(norm) }
}

/// Maps the headers of a row.
pub(super) fn map(row: &Row, spec: &TableSpec, grain: Grain, remarks: &mut Remarks) -> Mapped {
    let mut list: Vec<(Column, usize)> = Vec::new();
    let mut free = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut personal = Vec::new();
    for at in 0..row.width() {
        let header = shorten(&row.cell(at).text());
        let norm = normalise(&header);
        if norm.is_empty() {
            continue;
        }
        let nth = *seen.entry(norm.clone()).and_modify(|nth| *nth += 1).or_insert(1);
        let repeat = lookup_repeat(spec, &norm, nth);
        let found = repeat.or_else(|| lookup(spec, &norm));
        match found {
            Some((Target::Ignore, _)) => continue,
            Some((Target::Drop, _)) => {
                personal.push(header);
                continue;
            }
            None if is_about_people(&header, &norm, grain) => {
                personal.push(header);
                continue;
            }
            None if spec.ignore_rest => continue,
            _ => {}
        }
        if nth > 1 && repeat.is_none() {
            remarks.warn(WarningCode::DuplicateHeader, &header, 1);
            continue;
        }
        let Some((target, rank)) = found else {
            free.push((at, header));
            continue;
        };
        let column = Column {
            at,
            header,
            target: target.clone(),
            unit: split_unit(&norm).map(|(_, unit)| unit),
            dialect: Dialect::PLAIN,
            order: DayOrder::DayFirst,
            of_day: None,
        };
        // Two headers for one purpose: the preferred alias is read. Ids of persons are tried
        // one after the other.
        let rival = list.iter_mut().find(|(other, _)| other.target == column.target);
        match rival {
            None => list.push((column, *rank)),
            Some((other, best)) => {
                let mut loser = column;
                if rank < best {
                    *best = *rank;
                    std::mem::swap(other, &mut loser);
                }
                if grain == Grain::Visits && matches!(loser.target, Target::Identity { .. }) {
                    personal.push(loser.header);
                } else {
                    free.push((loser.at, loser.header));
                }
            }
        }
    }
    personal_warning(&personal, remarks);
    free.sort_by_key(|(at, _)| *at);
    (list.into_iter().map(|(column, _)| column).collect(), free)
}

fn personal_warning(personal: &[String], remarks: &mut Remarks) {
    if !personal.is_empty() {
        for header in personal {
            ColumnFates::note(&mut remarks.columns.dropped, header);
        }
        let list = personal.join(", ");
        remarks.warn(WarningCode::PersonalColumnsDropped, list, personal.len() as u64);
    }
}

/// Maps columns as a template says; the other columns are free.
pub(super) fn map_template(
    header: Option<&Row>,
    template: &Template,
    kind: &KindDef,
    remarks: &mut Remarks,
) -> Result<Mapped, IngestError> {
    let norms: Vec<String> = header.map_or_else(Vec::new, |row| {
        (0..row.width()).map(|at| normalise(&row.cell(at).text())).collect()
    });
    let place = |key: &str, at: &ColumnAt| match at {
        ColumnAt::Position(position) => Ok(*position as usize - 1),
        ColumnAt::Header(name) => {
            let wanted = normalise(name);
            let exact = norms.iter().position(|norm| *norm == wanted);
            let base = |norm: &String| split_unit(norm).is_some_and(|(base, _)| base == wanted);
            exact.or_else(|| norms.iter().position(base)).ok_or_else(|| IngestError::BadTemplate {
                key: format!("columns.{key}"),
                problem: TemplateProblem::NoColumn(name.clone()),
            })
        }
    };
    let mut list = Vec::new();
    for (key, at) in &template.columns {
        let at = place(key, at)?;
        let target = kind.table.target_of(kind.grain, key).unwrap_or(Target::Ignore);
        let header = match header {
            Some(row) => shorten(&row.cell(at).text()),
            None => (at + 1).to_string(),
        };
        list.push(Column {
            at,
            header,
            target,
            unit: match template.units.iter().find(|(name, _)| name == key) {
                Some((_, word)) => word.unit(),
                None => norms.get(at).and_then(|n| split_unit(n)).map(|(_, unit)| unit),
            },
            dialect: Dialect::PLAIN,
            order: DayOrder::DayFirst,
            of_day: None,
        });
    }
    if let Some(at) = &template.of_day {
        let at = place("time.of_day", at)?;
        let main = |name: &&str| list.iter().position(|c: &Column| canonical(&c.target) == *name);
        if let Some(main) = MAIN_TIMES.iter().find_map(main) {
            list[main].of_day = Some(at);
        }
    }
    list.sort_by_key(|column| column.at);
    let mut ignored = Vec::new();
    for at in &template.ignore {
        // A column that is of no use may be gone.
        ignored.extend(place("ignore", at).ok());
    }
    let mut free = Vec::new();
    let mut personal = Vec::new();
    if let Some(row) = header {
        for (at, norm) in norms.iter().enumerate() {
            if norm.is_empty()
                || ignored.contains(&at)
                || list.iter().any(|c| c.at == at || c.of_day == Some(at))
            {
                continue;
            }
            let header = shorten(&row.cell(at).text());
            if is_about_people(&header, norm, kind.grain) {
                personal.push(header);
            } else {
                free.push((at, header));
            }
        }
    }
    personal_warning(&personal, remarks);
    Ok((list, free))
}

/// Looks through all rows once: separators, currency, zone, order of day and month.
pub(super) fn settle(
    mut list: Vec<Column>,
    free: Vec<(usize, String)>,
    width: usize,
    rows: &[Row],
    kind: &KindDef,
    options: &ReadOptions,
    remarks: &mut Remarks,
) -> Columns {
    let template = options.template.as_ref();
    let (seen, zone) = currency(&list, rows);
    let named = template
        .and_then(|t| t.currency.as_ref().map(|c| c.0.clone()))
        .or_else(|| kind.currency.clone());
    let currency = named.clone().or_else(|| seen.clone());
    let zone_name = template
        .and_then(|t| t.time_zone.clone())
        .or_else(|| kind.time_zone.clone())
        .or_else(|| zone.map(str::to_owned))
        .or_else(|| currency.as_deref().and_then(zone_of).map(str::to_owned))
        .unwrap_or_else(|| options.time_zone.clone());
    let zone = TimeZone::get(&zone_name).unwrap_or(TimeZone::UTC);
    let code = currency.clone().unwrap_or_else(|| options.currency.0.clone());

    let decimal = template.and_then(|t| t.decimal).map(Dialect::with_decimal);
    let day_first = template.and_then(|t| t.day_first);
    for column in &mut list {
        if let Some(dialect) = decimal {
            column.dialect = dialect;
        } else if is_amount(&column.target) {
            let bracket = matches!(column.unit, Some(Unit::Currency(_)));
            let decision = amounts(column, rows, currency.as_deref(), bracket);
            column.dialect = decision.dialect;
            if decision.assumed {
                remarks.warn(WarningCode::AssumedThousands, &column.header, 1);
            }
        } else if is_kind(&column.target, FieldKind::Count) {
            column.dialect = Dialect::WHOLE;
        }
        if column.is_time() {
            column.order = match day_first {
                Some(true) => DayOrder::DayFirst,
                Some(false) => DayOrder::MonthFirst,
                None => day_order(column, rows, kind, &code, remarks),
            };
        }
    }
    Columns {
        list,
        free,
        width,
        currency: Currency(code),
        zone_name,
        zone,
        time_format: template.and_then(|t| t.time_format.clone()),
        bad_cells: template.map(|t| t.bad_cells).unwrap_or_default(),
    }
}

fn is_kind(target: &Target, wanted: FieldKind) -> bool {
    matches!(target, Target::Field { kind, .. } if *kind == wanted)
}

fn is_amount(target: &Target) -> bool {
    is_kind(target, FieldKind::Money)
        || matches!(target, Target::Reported { how: ReportedAs::Money, .. })
}

fn texts(rows: &[Row], at: usize) -> impl Iterator<Item = &str> {
    rows.iter().filter_map(move |row| match row.cell(at) {
        CellRef::Text(text) if !super::cell::is_missing_number(text) => Some(text.trim()),
        _ => None,
    })
}

/// The currency the file shows, and the zone its country column shows.
fn currency(list: &[Column], rows: &[Row]) -> (Option<String>, Option<&'static str>) {
    let column = |name: &str| list.iter().find(|c| canonical(&c.target) == name);
    if let Some(found) = column("country").and_then(|c| texts(rows, c.at).find_map(country)) {
        return (Some(found.0.to_owned()), Some(found.1));
    }
    if let Some(code) = column("currency").and_then(|c| texts(rows, c.at).find_map(currency_code)) {
        return (Some(code), None);
    }
    let amounts = || list.iter().filter(|c| is_amount(&c.target));
    let header = amounts().find_map(|c| match c.unit {
        Some(Unit::Currency(code)) => Some(code.to_owned()),
        _ => None,
    });
    let cell = || {
        amounts()
            .find_map(|c| texts(rows, c.at).find_map(|text| strip_currency(text).1))
            .map(str::to_owned)
    };
    (header.or_else(cell), None)
}

fn amounts(column: &Column, rows: &[Row], currency: Option<&str>, bracket: bool) -> Decision {
    let mut signed = bracket;
    let values: Vec<&str> = texts(rows, column.at)
        .map(|text| {
            let text = text.strip_prefix('-').map_or(text, str::trim_start);
            let (body, code) = strip_currency(text);
            signed |= code.is_some();
            body
        })
        .collect();
    decide(values.into_iter(), is_dotted(currency), signed)
}

/// What the values of a column show about day and month.
#[derive(Clone, Debug, Default)]
pub(super) struct DayVotes {
    decided: Option<DayOrder>,
    either: u64,
    /// The first of those that could be either, and its row.
    example: Option<(u32, String)>,
    half_day: bool,
}

impl DayVotes {
    /// Looks at a value of a row. `false` once nothing more can change.
    pub fn see(&mut self, row: u32, text: &str) -> bool {
        if self.decided.is_none() {
            match day_evidence(text) {
                DayEvidence::Day => self.decided = Some(DayOrder::DayFirst),
                DayEvidence::Month => self.decided = Some(DayOrder::MonthFirst),
                DayEvidence::Either => {
                    self.either += 1;
                    self.example.get_or_insert_with(|| (row, text.to_owned()));
                }
                DayEvidence::None => {}
            }
            self.half_day |= has_half_day(text);
        }
        self.decided.is_none()
    }

    /// Day or month first: by the values, then AM/PM, then the kind, then the country.
    pub fn order(
        &self,
        column: &Column,
        kind: &KindDef,
        currency: &str,
        remarks: &mut Remarks,
    ) -> DayOrder {
        if let Some(order) = self.decided {
            return order;
        }
        let month_first = self.half_day || currency == "USD";
        if self.either > 0 && !self.half_day {
            let (row, value) = self.example.as_ref().map_or((0, ""), |(row, v)| (*row, v));
            let code = WarningCode::AmbiguousDate;
            remarks.warn_at(code, &column.header, row, value, self.either);
        }
        match kind.day_first {
            Some(false) => DayOrder::MonthFirst,
            _ if month_first => DayOrder::MonthFirst,
            _ => DayOrder::DayFirst,
        }
    }
}

fn day_order(
    column: &Column,
    rows: &[Row],
    kind: &KindDef,
    currency: &str,
    remarks: &mut Remarks,
) -> DayOrder {
    let mut votes = DayVotes::default();
    for row in rows {
        if let CellRef::Text(text) = row.cell(column.at)
            && !super::cell::is_missing_number(text)
            && !votes.see(row.number, text.trim())
        {
            break;
        }
    }
    votes.order(column, kind, currency, remarks)
}

/// Remembers the mapping and the unknown columns for the report.
pub(super) fn note(columns: &Columns, grain: Grain, remarks: &mut Remarks) {
    for column in &columns.list {
        let name = match &column.target {
            Target::Reported { name, .. } => format!("reported.{name}"),
            other => canonical(other).to_owned(),
        };
        let pair = (column.header.clone(), name);
        if !remarks.mapping.contains(&pair) {
            remarks.mapping.push(pair);
        }
        let fates = &mut remarks.columns;
        match column.target {
            Target::Identity { .. } => ColumnFates::note(&mut fates.hashed, &column.header),
            Target::Drop | Target::Ignore => {}
            _ => ColumnFates::note(&mut fates.kept, &column.header),
        }
    }
    if grain == Grain::Visits {
        for (_, header) in &columns.free {
            ColumnFates::note(&mut remarks.columns.kept, header);
        }
    }
    // The free columns of visits are its features.
    for (_, header) in columns.free.iter().filter(|_| grain != Grain::Visits) {
        if !remarks.unknown_columns.contains(header) {
            remarks.unknown_columns.push(header.clone());
        }
    }
}
