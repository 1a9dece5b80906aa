//! A kind's TOML file, from text to something checked.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::header::normalise;
use super::kind::{
    BareRatio, ColumnDef, Fingerprint, Grain, GroupWords, KindDef, KindId, Layout, PeriodSpec,
    PeriodStep, REFS, ReportedAs, SheetShape, SheetSpec, StatusWords, TableSpec, Target, TimeUnit,
    target,
};
use super::kind_error::{KindError, KindMistake};
use crate::domain::Platform;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawReported {
    ratio: BTreeMap<String, Vec<String>>,
    money: BTreeMap<String, Vec<String>>,
    number: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSheet {
    names: Vec<String>,
    shape: SheetShape,
    #[serde(default)]
    grain: Option<Grain>,
    #[serde(default)]
    columns: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    reported: RawReported,
    #[serde(default)]
    ignore: Vec<String>,
    #[serde(default)]
    require: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "keys of a file, each a wish of its own")]
struct RawKind {
    id: String,
    platform: Platform,
    grain: Grain,
    #[serde(default)]
    layout: Layout,
    #[serde(default)]
    generic: bool,
    merge_group: Option<String>,
    replaces: Option<String>,
    #[serde(default)]
    priority: i32,
    currency: Option<String>,
    time_zone: Option<String>,
    #[serde(default)]
    bare_ratio: BareRatio,
    day_first: Option<bool>,
    #[serde(default)]
    needs_session: bool,
    #[serde(default)]
    order_level: Vec<String>,
    #[serde(default)]
    whole_orders: bool,
    joined_names: Option<String>,
    #[serde(default)]
    nobody: Vec<String>,
    #[serde(default)]
    fingerprint: Fingerprint,
    #[serde(default)]
    columns: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    reported: RawReported,
    #[serde(default)]
    units: BTreeMap<String, TimeUnit>,
    #[serde(default)]
    identity: Vec<String>,
    #[serde(default)]
    drop: Vec<String>,
    #[serde(default)]
    ignore: Vec<String>,
    #[serde(default)]
    require: Vec<String>,
    #[serde(default)]
    add_up: Vec<String>,
    #[serde(default)]
    ignore_rest: bool,
    #[serde(default)]
    status: StatusWords,
    #[serde(default)]
    groups: GroupWords,
    #[serde(default)]
    sheet: Vec<RawSheet>,
    period: Option<RawPeriod>,
    #[serde(default)]
    beside: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPeriod {
    subject: String,
    step: PeriodStep,
    /// Columns of the figures, where the kind's own columns are of another grain.
    #[serde(default)]
    columns: BTreeMap<String, Vec<String>>,
}

impl KindDef {
    /// Reads one kind file.
    ///
    /// Errors: what is wrong with it, and in which line.
    pub fn parse(text: &str) -> Result<Self, KindError> {
        let raw: RawKind = toml::from_str(text).map_err(|e| KindError::of_toml(text, &e))?;
        Self::of(raw).map_err(|mistake| KindError::within(text, mistake))
    }

    fn of(raw: RawKind) -> Result<Self, KindMistake> {
        let mut table = table(raw.grain, raw.generic, raw.columns, raw.reported, &raw.ignore)?;
        table.require = raw.require;
        table.ignore_rest = raw.ignore_rest;
        for (rank, header) in raw.identity.iter().enumerate() {
            insert(&mut table, header, Target::Identity { rank }, 0)?;
        }
        if raw.generic && !raw.identity.is_empty() {
            insert(&mut table, "viewer", Target::Identity { rank: raw.identity.len() }, 0)?;
        }
        for header in &raw.drop {
            insert(&mut table, header, Target::Drop, 0)?;
        }
        table.dropped = raw.drop;
        let mut sheets = Vec::new();
        for sheet in raw.sheet {
            let grain = sheet.grain.unwrap_or(raw.grain);
            let mut spec = self::table(grain, false, sheet.columns, sheet.reported, &sheet.ignore)?;
            spec.require = sheet.require;
            sheets.push(SheetSpec {
                names: sheet.names.iter().map(|n| normalise(n)).collect(),
                grain,
                shape: sheet.shape,
                table: spec,
            });
        }
        let period = raw.period.map(|period| -> Result<PeriodSpec, KindMistake> {
            let figures = if period.columns.is_empty() {
                None
            } else {
                let reported = RawReported::default();
                let mut spec = self::table(Grain::Periods, false, period.columns, reported, &[])?;
                spec.ignore_rest = true;
                Some(spec)
            };
            Ok(PeriodSpec { subject: period.subject, step: period.step, figures })
        });
        let period = period.transpose()?;
        for name in &raw.order_level {
            if !matches!(name.as_str(), "currency" | "viewer") && target(raw.grain, name).is_none()
            {
                return Err(no_field(raw.grain, name));
            }
        }
        let mut columns = table.columns.clone();
        for sheet in &sheets {
            columns.extend(sheet.table.columns.iter().cloned());
        }
        let figures = period.iter().filter_map(|period| period.figures.as_ref());
        columns.extend(figures.flat_map(|table| table.columns.iter().cloned()));
        Ok(Self {
            merge_group: raw.merge_group.unwrap_or_else(|| raw.id.clone()),
            id: KindId(raw.id),
            platform: raw.platform,
            grain: raw.grain,
            layout: raw.layout,
            generic: raw.generic,
            own: false,
            replaces: raw.replaces,
            columns,
            dropped: table.dropped.clone(),
            fingerprint: Fingerprint {
                must: raw.fingerprint.must.iter().map(|h| normalise(h)).collect(),
                must_not: raw.fingerprint.must_not.iter().map(|h| normalise(h)).collect(),
                sheets: raw.fingerprint.sheets.iter().map(|h| normalise(h)).collect(),
            },
            priority: raw.priority,
            currency: raw.currency,
            time_zone: raw.time_zone,
            bare_ratio: raw.bare_ratio,
            day_first: raw.day_first,
            needs_session: raw.needs_session,
            order_level: raw.order_level,
            whole_orders: raw.whole_orders,
            joined_names: raw.joined_names,
            nobody: raw.nobody,
            units: raw.units,
            add_up: raw.add_up,
            period,
            beside: raw.beside,
            table,
            sheets,
            status: raw.status,
            groups: raw.groups,
        })
    }
}

fn table(
    grain: Grain,
    generic: bool,
    columns: BTreeMap<String, Vec<String>>,
    reported: RawReported,
    ignore: &[String],
) -> Result<TableSpec, KindMistake> {
    let mut spec = TableSpec::default();
    for (name, aliases) in columns {
        let target = target(grain, &name).ok_or_else(|| no_field(grain, &name))?;
        for (rank, alias) in aliases.iter().enumerate() {
            insert(&mut spec, alias, target.clone(), rank)?;
        }
        if generic {
            // The canonical name wins over every other alias.
            spec.aliases.insert(normalise(&name), (target, 0));
        }
        spec.columns.push(ColumnDef { name, aliases });
    }
    let order = |c: &ColumnDef| grain.fields().iter().position(|f| f.name == c.name);
    spec.columns.sort_by_key(|c| order(c).map_or((0, 0), |at| (1, at)));
    let groups = [
        (reported.ratio, ReportedAs::Ratio),
        (reported.money, ReportedAs::Money),
        (reported.number, ReportedAs::Number),
    ];
    for (names, how) in groups {
        for (name, aliases) in names {
            for (rank, alias) in aliases.iter().enumerate() {
                let target = Target::Reported { name: name.clone(), how };
                insert(&mut spec, alias, target, rank)?;
            }
        }
    }
    for header in ignore {
        insert(&mut spec, header, Target::Ignore, 0)?;
    }
    Ok(spec)
}

fn insert(
    spec: &mut TableSpec,
    alias: &str,
    target: Target,
    rank: usize,
) -> Result<(), KindMistake> {
    match spec.aliases.insert(normalise(alias), (target, rank)) {
        None => Ok(()),
        Some(_) => Err(KindMistake::HeaderTwice { header: alias.to_owned() }),
    }
}

fn no_field(grain: Grain, name: &str) -> KindMistake {
    let fields = grain.fields().iter().map(|field| field.name);
    KindMistake::NoField {
        name: name.to_owned(),
        grain: grain.word().to_owned(),
        known: REFS.iter().copied().chain(fields).map(str::to_owned).collect(),
    }
}
