//! One row of a table to one record with its references.

use jiff::Timestamp;

use super::cell::datetime::{
    DayOrder, Moment, moment_of_number, parse_moment, parse_month, parse_range, serial_to_civil,
};
use super::cell::duration::parse_duration;
use super::cell::ident::{Id, clean_id, id_of_number, is_masked};
use super::cell::money::{currency_code, parse_money};
use super::cell::number::{Dialect, parse_number, parse_ratio};
use super::cell::{is_missing, is_missing_number, is_note};
use super::columns::{Column, Columns};
use super::detect::canonical;
use super::grid::{CellRef, Row};
use super::header::Unit;
use super::kind::{BareRatio, KindDef, ReportedAs, Target};
use super::remarks::{Refusal, Remarks};
use super::row_times::{bare_number, formatted, of_day};
use super::template::BadCells;
use crate::domain::{Cell, FieldKind, Money, Platform, RawIdentity, Record, Reported, WarningCode};

/// What a row says about what it belongs to.
#[derive(Clone, Debug, Default)]
pub(super) struct Refs {
    pub session_id: Option<String>,
    pub session_start: Option<Timestamp>,
    pub range: Option<(Timestamp, Timestamp)>,
    pub account_id: Option<String>,
    pub account_name: Option<String>,
    pub platform: Option<Platform>,
    pub currency: Option<String>,
    pub product_id: Option<String>,
    pub product_name: Option<String>,
    pub identity: Option<RawIdentity>,
}

/// A row that was read.
#[derive(Clone, Debug)]
pub(super) struct Reading<R> {
    pub facts: R,
    pub refs: Refs,
    pub reported: Reported,
}

/// Names of text fields that hold ids.
const IDS: &[&str] = &["order_id", "line_id", "refund_id", "sku_id", "sku_code", "visit_id"];

/// Reads the cells of one table.
pub(super) struct RowReader<'a> {
    pub columns: &'a Columns,
    pub kind: &'a KindDef,
    pub require: &'a [String],
}

/// A cell that was read, or why its row must go.
type Value = Result<Cell, Refusal>;

/// What stands for a cell that is not filled in.
trait Nothing {
    const NOTHING: Self;
}

impl Nothing for Cell {
    const NOTHING: Self = Self::Null;
}

impl Nothing for Option<()> {
    const NOTHING: Self = None;
}

impl RowReader<'_> {
    /// Reads a row. Errors: the first cell that cannot be what its column holds, or a missing key.
    pub fn read<R: Record>(&self, row: &Row, remarks: &mut Remarks) -> Result<Reading<R>, Refusal> {
        let mut out = Reading { facts: R::default(), refs: Refs::default(), reported: Vec::new() };
        let mut present: Vec<&str> = Vec::new();
        let mut damaged = None;
        let mut identity_rank = usize::MAX;
        for column in &self.columns.list {
            let cell = row.cell(column.at);
            if cell.is_blank() {
                continue;
            }
            match &column.target {
                Target::Field { index, name, kind } => {
                    let value = if IDS.contains(name) {
                        match id_of(column, cell, remarks) {
                            Id::Missing => Cell::Null,
                            Id::Text(id) => Cell::Text(id),
                            Id::Damaged => {
                                damaged.get_or_insert_with(|| column.header.clone());
                                Cell::Null
                            }
                        }
                    } else if *name == "outcome" {
                        // Words or numbers: read with the features, as the whole column says.
                        if !is_missing(&cell.text()) {
                            present.push(name);
                        }
                        continue;
                    } else {
                        let read = match of_day(column, row) {
                            Some(text) if *kind == FieldKind::Time => {
                                self.value(column, name, *kind, CellRef::Text(&text), remarks)
                            }
                            _ => self.value(column, name, *kind, cell, remarks),
                        };
                        self.or_empty(column, read, remarks)?
                    };
                    if value != Cell::Null {
                        present.push(name);
                    }
                    // The kind is the field's own, so it always fits.
                    let _ = out.facts.set(*index, value);
                }
                Target::Ref(name) => {
                    let day = of_day(column, row);
                    let cell = day.as_deref().map_or(cell, CellRef::Text);
                    let read = self.reference(column, name, cell, &mut out.refs, remarks);
                    let read =
                        self.or_empty(column, read.map(|there| there.then_some(())), remarks);
                    if read?.is_some() {
                        present.push(name);
                    } else if id_of(column, cell, &mut Remarks::default()) == Id::Damaged {
                        damaged.get_or_insert_with(|| column.header.clone());
                    }
                }
                Target::Reported { name, how } => {
                    let text = cell.text();
                    if is_missing_number(&text) || is_note(&text) {
                        continue;
                    }
                    match self.reported(column, *how, cell) {
                        Some(value) => out.reported.push((name.clone(), value)),
                        // A reported ratio is recomputed anyway: no reason to lose the row.
                        None => {
                            remarks.warn_of(WarningCode::TextAsMissing, &column.header, &text, 1);
                        }
                    }
                }
                Target::Identity { rank } => {
                    if *rank < identity_rank
                        && let Some(identity) = person(cell)
                        && !self.kind.nobody.contains(&identity.0)
                    {
                        identity_rank = *rank;
                        out.refs.identity = Some(identity);
                        present.push("viewer");
                    }
                }
                Target::Drop | Target::Ignore => {}
            }
        }
        if let Some((start, _)) = out.refs.range {
            present.push("start_at");
            out.refs.session_start.get_or_insert(start);
        }
        for entry in self.require {
            if !entry.split('|').any(|name| present.contains(&name)) {
                let first = entry.split('|').next().unwrap_or(entry);
                return Err(match damaged {
                    Some(header) => Refusal::new("damaged_id", header, ""),
                    None => Refusal::new("missing_key", self.header_of(first), ""),
                });
            }
        }
        Ok(out)
    }

    /// A cell that cannot be read is not filled in, where the template says so.
    fn or_empty<T: Nothing>(
        &self,
        column: &Column,
        read: Result<T, Refusal>,
        remarks: &mut Remarks,
    ) -> Result<T, Refusal> {
        match read {
            Err(_) if self.columns.bad_cells == BadCells::Empty => {
                remarks.warn(WarningCode::TextAsMissing, &column.header, 1);
                Ok(T::NOTHING)
            }
            read => read,
        }
    }

    fn header_of(&self, name: &str) -> String {
        self.columns
            .list
            .iter()
            .find(|c| canonical(&c.target) == name)
            .map_or_else(|| name.to_owned(), |c| c.header.clone())
    }

    fn reference(
        &self,
        column: &Column,
        name: &str,
        cell: CellRef<'_>,
        refs: &mut Refs,
        remarks: &mut Remarks,
    ) -> Result<bool, Refusal> {
        let mut id = |place: &mut Option<String>| {
            if let Id::Text(text) = id_of(column, cell, remarks) {
                *place = Some(text);
            }
            place.is_some()
        };
        Ok(match name {
            "session_id" => id(&mut refs.session_id),
            "account_id" => id(&mut refs.account_id),
            "product_id" => id(&mut refs.product_id),
            "account_name" => name_of(cell, &mut refs.account_name),
            "product_name" => name_of(cell, &mut refs.product_name),
            "platform" => {
                let text = cell.text().trim().to_lowercase();
                refs.platform = Platform::from_word(&text).or_else(|| platform_word(&text));
                refs.platform.is_some()
            }
            "currency" => {
                refs.currency = currency_code(&cell.text());
                refs.currency.is_some()
            }
            "session_start" => {
                refs.session_start = self.time(column, cell)?;
                refs.session_start.is_some()
            }
            "time_range" => {
                let text = cell.text();
                if is_missing(&text) {
                    return Ok(false);
                }
                let zone = &self.columns.zone;
                let range =
                    parse_range(&text).and_then(|(from, to)| Some((from.at(zone)?, to.at(zone)?)));
                let one = || self.time(column, cell).ok().flatten().map(|at| (at, at));
                refs.range = range.or_else(one);
                if refs.range.is_none() {
                    return Err(Refusal::new("not_a_time", &column.header, &text));
                }
                true
            }
            _ => false,
        })
    }

    /// A figure that is kept as reported; `None` when the cell is none.
    fn reported(&self, column: &Column, how: ReportedAs, cell: CellRef<'_>) -> Option<f64> {
        match (how, cell) {
            (ReportedAs::Ratio, _) => self.ratio(column, cell),
            (_, CellRef::Number(number)) => Some(number),
            (ReportedAs::Money, _) => {
                parse_money(&cell.text(), column.dialect).map(|(money, _)| money.major())
            }
            (ReportedAs::Number, _) => parse_number(&cell.text(), column.dialect),
        }
    }

    fn ratio(&self, column: &Column, cell: CellRef<'_>) -> Option<f64> {
        let percent_header = column.unit == Some(Unit::Percent);
        let value = match cell {
            // A workbook keeps 17.25% as 0.1725.
            CellRef::Number(number) if percent_header => number / 100.0,
            CellRef::Number(number) => number,
            other => {
                let bare = percent_header || self.kind.bare_ratio == BareRatio::Percent;
                parse_ratio(&other.text(), bare)?
            }
        };
        value.is_finite().then_some(value)
    }

    /// Pieces in stock. "无" may mean none or no limit, and below 0 is nothing: a plan must not
    /// rest on a guess, and the row is of use without.
    fn stock(&self, column: &Column, cell: CellRef<'_>, text: &str, remarks: &mut Remarks) -> Cell {
        let factor = if column.unit == Some(Unit::TenThousand) { 1e4 } else { 1.0 };
        let number = match cell {
            CellRef::Number(number) => Some(number),
            _ => count(text, column.dialect),
        };
        let pieces = number.map(|number| number * factor);
        match pieces.filter(|n| (n - n.round()).abs() < 1e-6 && (0.0..9.0e15).contains(n)) {
            Some(pieces) => Cell::Int(pieces.round() as i64),
            None => {
                remarks.warn_of(WarningCode::StockNotRead, &column.header, text, 1);
                Cell::Null
            }
        }
    }

    /// Reads a field's cell.
    fn value(
        &self,
        column: &Column,
        name: &str,
        kind: FieldKind,
        cell: CellRef<'_>,
        remarks: &mut Remarks,
    ) -> Value {
        let text = cell.text();
        if kind == FieldKind::Text {
            let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            return Ok(if is_missing(text) || is_note(text) {
                Cell::Null
            } else {
                Cell::Text(text.to_owned())
            });
        }
        if name == "stock" && !is_missing(&text) && !is_note(&text) {
            return Ok(self.stock(column, cell, &text, remarks));
        }
        if is_missing_number(&text) {
            return Ok(Cell::Null);
        }
        if is_note(&text) {
            remarks.warn_of(WarningCode::TextAsMissing, &column.header, &text, 1);
            return Ok(Cell::Null);
        }
        let refuse = |reason| Refusal::new(reason, &column.header, &text);
        let factor = if column.unit == Some(Unit::TenThousand) { 1e4 } else { 1.0 };
        match kind {
            FieldKind::Count => {
                let number = match cell {
                    CellRef::Number(number) => Some(number),
                    _ => count(&text, column.dialect),
                };
                let number = number.ok_or_else(|| refuse("not_a_number"))? * factor;
                let whole = number.round();
                if (number - whole).abs() > 1e-6 {
                    return Err(refuse("not_whole"));
                }
                if whole.abs() > 9.0e15 {
                    return Err(refuse("out_of_range"));
                }
                Ok(Cell::Int(whole as i64))
            }
            FieldKind::Money => {
                let money = if let CellRef::Number(number) = cell {
                    Money::from_major(number * factor)
                } else {
                    let (money, code) = parse_money(&text, column.dialect)
                        .ok_or_else(|| refuse("not_an_amount"))?;
                    if code.is_some_and(|code| self.is_other_currency(code)) {
                        return Err(refuse("mixed_currency"));
                    }
                    Money::from_major(money.major() * factor)
                };
                let money = money.filter(|m| m.0.abs() < 9_000_000_000_000_000);
                Ok(Cell::Money(money.ok_or_else(|| refuse("out_of_range"))?))
            }
            FieldKind::Real => {
                let number = match cell {
                    CellRef::Number(number) => Some(number),
                    _ => parse_number(&text, column.dialect),
                };
                let number = number.ok_or_else(|| refuse("not_a_number"))? * factor;
                Ok(Cell::Real(number))
            }
            FieldKind::Fraction => {
                let ratio = self.ratio(column, cell);
                Ok(Cell::Real(ratio.ok_or_else(|| refuse("not_a_number"))?))
            }
            FieldKind::Seconds => {
                let bare = match column.unit {
                    Some(Unit::Time(seconds)) => seconds,
                    _ => self.kind.units.get(name).map_or(1.0, |unit| unit.seconds()),
                };
                let seconds = match cell {
                    CellRef::Serial(days) => Some(days * 86_400.0),
                    CellRef::Number(number) => Some(number * bare).filter(|s| *s >= 0.0),
                    _ => parse_duration(&text, bare),
                };
                Ok(Cell::Real(seconds.ok_or_else(|| refuse("not_a_duration"))?))
            }
            FieldKind::Time => Ok(self.time(column, cell)?.map_or(Cell::Null, Cell::Time)),
            FieldKind::Text => Ok(Cell::Null),
        }
    }

    /// Whether a sign is not the account's. `¥` also stands for the yen, `$` for any dollar.
    fn is_other_currency(&self, code: &str) -> bool {
        let own = self.columns.currency.0.as_str();
        own != code && !(own == "JPY" && code == "CNY") && !(code == "USD" && own != "CNY")
    }

    fn time(&self, column: &Column, cell: CellRef<'_>) -> Result<Option<Timestamp>, Refusal> {
        let text = cell.text();
        if is_missing_number(&text) || is_note(&text) {
            return Ok(None);
        }
        let refuse = || Refusal::new("not_a_time", &column.header, &text);
        let format = self.columns.time_format.as_ref();
        let moment = match (cell, format) {
            (CellRef::Serial(days), _) => serial_to_civil(days).map(Moment::Civil),
            (_, Some(format)) => formatted(&text, format),
            (CellRef::Number(number), None) => moment_of_number(number),
            (_, None) => parse_moment(&text, column.order)
                .or_else(|| bare_number(&text))
                .or_else(|| self.kind.is_by_month().then(|| parse_month(&text)).flatten()),
        };
        let at = moment.and_then(|moment| moment.at(&self.columns.zone));
        Ok(Some(at.ok_or_else(refuse)?))
    }
}

fn id_of(column: &Column, cell: CellRef<'_>, remarks: &mut Remarks) -> Id {
    let id = match cell {
        CellRef::Number(number) => id_of_number(number),
        other => clean_id(&other.text()),
    };
    if id == Id::Damaged {
        remarks.warn_of(WarningCode::DamagedId, &column.header, &cell.text(), 1);
    }
    id
}

/// A count as text: `1,391`, `1.2万`, `24.0`.
fn count(text: &str, dialect: Dialect) -> Option<f64> {
    let text = text.trim();
    let scaled = text.ends_with(['万', '亿', 'w', 'W', 'k', 'K']);
    parse_number(text, if scaled { Dialect::PLAIN } else { dialect })
}

fn name_of(cell: CellRef<'_>, place: &mut Option<String>) -> bool {
    let text = cell.text();
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !is_missing(text) {
        *place = Some(text.to_owned());
    }
    place.is_some()
}

fn platform_word(text: &str) -> Option<Platform> {
    Some(match text {
        "抖音" | "抖店" => Platform::Douyin,
        "tiktok shop" => Platform::TikTok,
        "淘宝" | "天猫" => Platform::Taobao,
        "快手" => Platform::Kuaishou,
        "微信" | "视频号" | "微信视频号" => Platform::WeChat,
        "小红书" => Platform::Xiaohongshu,
        "拼多多" => Platform::Pinduoduo,
        "虾皮" => Platform::Shopee,
        "亚马逊" => Platform::Amazon,
        _ => return None,
    })
}

/// A person's id, unless it is missing or masked.
fn person(cell: CellRef<'_>) -> Option<RawIdentity> {
    let id = match cell {
        CellRef::Number(number) => id_of_number(number),
        other => clean_id(&other.text()),
    };
    match id {
        Id::Text(text) if !is_masked(&text) && text != "NA" => Some(RawIdentity(text)),
        _ => None,
    }
}

/// Whether a cell of a number or time column holds something that is none of both: a row in
/// which this holds throughout describes its columns.
pub(super) fn is_words(cell: CellRef<'_>, kind: FieldKind) -> Option<bool> {
    let numeric = matches!(
        kind,
        FieldKind::Count
            | FieldKind::Money
            | FieldKind::Real
            | FieldKind::Fraction
            | FieldKind::Seconds
            | FieldKind::Time
    );
    if !numeric || cell.is_blank() {
        return None;
    }
    let CellRef::Text(text) = cell else {
        return Some(false);
    };
    if is_missing_number(text) {
        return None;
    }
    let figure = parse_money(text, Dialect::PLAIN).is_some()
        || parse_ratio(text, false).is_some()
        || parse_duration(text, 1.0).is_some()
        || parse_moment(text, DayOrder::DayFirst).is_some()
        || parse_moment(text, DayOrder::MonthFirst).is_some();
    Some(!figure)
}
