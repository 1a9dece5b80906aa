//! Records: structs whose fields are also known by name, so that importing, storing and
//! showing a table need one piece of code each instead of one per table.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Money;

/// One value of a record, untyped. Missing is `Null`, never 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Missing.
    Null,
    /// A count.
    Int(i64),
    /// An amount.
    Money(Money),
    /// A fraction, a duration in seconds or any other number.
    Real(f64),
    /// Text and ids.
    Text(String),
    /// A moment.
    Time(Timestamp),
}

/// What a field holds, and so how a cell of a file is read into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Whole number of people, times, pieces.
    Count,
    /// Amount of money.
    Money,
    /// Any other number.
    Real,
    /// Share of a whole, 1 is all.
    Fraction,
    /// Length of time in seconds.
    Seconds,
    /// Text or id.
    Text,
    /// Moment in time.
    Time,
}

/// A field of a record: its canonical name and kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Canonical name: the column in the store, the key in JSON and templates.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
}

/// A share of a whole; reported values may exceed 1 where a platform counts so.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fraction(pub f64);

/// A length of time in seconds.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seconds(pub f64);

/// A cell was put into a field that holds something else.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("field {field} does not hold this kind of value")]
pub struct WrongKind {
    /// The field.
    pub field: &'static str,
}

/// A type that can stand in a record's field. Every field is optional: exports leave things out.
pub trait FieldValue: Sized + Clone {
    /// How the field is read.
    const KIND: FieldKind;
    /// The value as a cell.
    fn to_cell(&self) -> Cell;
    /// The cell as a value; `None` when it is of another kind.
    fn from_cell(cell: Cell) -> Option<Self>;
}

macro_rules! field_value {
    ($type:ty, $kind:ident, $variant:ident, |$v:ident| $to:expr, |$c:ident| $from:expr) => {
        impl FieldValue for $type {
            const KIND: FieldKind = FieldKind::$kind;
            fn to_cell(&self) -> Cell {
                let $v = self;
                Cell::$variant($to)
            }
            fn from_cell(cell: Cell) -> Option<Self> {
                match cell {
                    Cell::$variant($c) => Some($from),
                    _ => None,
                }
            }
        }
    };
}

field_value!(i64, Count, Int, |v| *v, |c| c);
field_value!(Money, Money, Money, |v| *v, |c| c);
field_value!(f64, Real, Real, |v| *v, |c| c);
field_value!(Fraction, Fraction, Real, |v| v.0, |c| Fraction(c));
field_value!(Seconds, Seconds, Real, |v| v.0, |c| Seconds(c));
field_value!(String, Text, Text, |v| v.clone(), |c| c);
field_value!(Timestamp, Time, Time, |v| *v, |c| c);

/// A struct of optional fields that are known by name.
pub trait Record: Default + Clone {
    /// The table that holds it.
    const TABLE: &'static str;
    /// Its fields, in order.
    const FIELDS: &'static [Field];
    /// The value of field `index`.
    fn get(&self, index: usize) -> Cell;
    /// Sets field `index`.
    fn set(&mut self, index: usize, cell: Cell) -> Result<(), WrongKind>;

    /// The position of a canonical name.
    fn index_of(name: &str) -> Option<usize> {
        Self::FIELDS.iter().position(|field| field.name == name)
    }

    /// Fills every field that is still missing from another record.
    fn fill_from(&mut self, other: &Self) {
        for index in 0..Self::FIELDS.len() {
            if self.get(index) == Cell::Null {
                // The kinds agree: both sides are the same type.
                let _ = self.set(index, other.get(index));
            }
        }
    }
}

/// Declares a record: `record! { /// doc  Name in "table" { /// doc  field: Type, … } }`.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident in $table:literal {
        $($(#[$fdoc:meta])* $field:ident : $type:ty),* $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(default)]
        pub struct $name {
            $($(#[$fdoc])* pub $field: Option<$type>),*
        }

        impl $crate::domain::Record for $name {
            const TABLE: &'static str = $table;
            const FIELDS: &'static [$crate::domain::Field] = &[
                $($crate::domain::Field {
                    name: stringify!($field),
                    kind: <$type as $crate::domain::FieldValue>::KIND,
                }),*
            ];

            fn get(&self, index: usize) -> $crate::domain::Cell {
                let mut at = 0;
                $(
                    if at == index {
                        return self.$field.as_ref().map_or(
                            $crate::domain::Cell::Null,
                            $crate::domain::FieldValue::to_cell,
                        );
                    }
                    at += 1;
                )*
                debug_assert!(at <= index, "no field {index}");
                $crate::domain::Cell::Null
            }

            fn set(
                &mut self,
                index: usize,
                cell: $crate::domain::Cell,
            ) -> Result<(), $crate::domain::WrongKind> {
                let mut at = 0;
                $(
                    if at == index {
                        self.$field = match cell {
                            $crate::domain::Cell::Null => None,
                            cell => Some(
                                <$type as $crate::domain::FieldValue>::from_cell(cell).ok_or(
                                    $crate::domain::WrongKind { field: stringify!($field) },
                                )?,
                            ),
                        };
                        return Ok(());
                    }
                    at += 1;
                )*
                debug_assert!(at <= index, "no field {index}");
                Err($crate::domain::WrongKind { field: "unknown" })
            }
        }
    };
}
pub(crate) use record;
