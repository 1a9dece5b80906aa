//! Collects what there is to say about a file while it is read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::known::AliasOffer;
use super::limits::MAX_REJECTS;
use crate::domain::{ColumnFates, Example, Reject, Warning, WarningCode};

/// Remarks of one file, in the making.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub rows_read: u64,
    pub rows_skipped: u64,
    pub rows_rejected: u64,
    pub rejects: Vec<Reject>,
    pub unknown_columns: Vec<String>,
    pub mapping: Vec<(String, String)>,
    pub columns: ColumnFates,
    pub offers: Vec<AliasOffer>,
    warnings: BTreeMap<(WarningCode, String), (u64, Option<Example>)>,
    /// The row that is being read: what is said now is about it.
    here: Option<(Arc<str>, u32)>,
    /// How often something was said: grows with every warning and every refused row.
    pub said: u64,
}

/// Why a row is refused, before its place is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub reason: &'static str,
    pub column: String,
    pub value: String,
}

impl Refusal {
    pub fn new(reason: &'static str, column: impl Into<String>, value: &str) -> Self {
        Self { reason, column: column.into(), value: shorten(value) }
    }

    /// The whole row is at fault.
    pub fn row(reason: &'static str) -> Self {
        Self::new(reason, "", "")
    }
}

impl Remarks {
    pub fn warn(&mut self, code: WarningCode, message: impl Into<String>, count: u64) {
        self.warn_of(code, message, "", count);
    }

    /// A warning with the cell it is about.
    pub fn warn_of(
        &mut self,
        code: WarningCode,
        message: impl Into<String>,
        value: &str,
        count: u64,
    ) {
        if count == 0 {
            return;
        }
        self.said += 1;
        let (sum, example) = self.warnings.entry((code, message.into())).or_default();
        *sum += count;
        if let (None, Some((sheet, row))) = (&example, &self.here) {
            *example = Some(Example { sheet: sheet.to_string(), row: *row, value: shorten(value) });
        }
    }

    /// A warning found while a whole column was looked at, with the first cell it is about. In
    /// which sheet that is, [`Self::in_sheet`] says.
    pub fn warn_at(
        &mut self,
        code: WarningCode,
        message: impl Into<String>,
        row: u32,
        value: &str,
        count: u64,
    ) {
        self.said += 1;
        let (sum, example) = self.warnings.entry((code, message.into())).or_default();
        *sum += count;
        example.get_or_insert_with(|| Example { sheet: String::new(), row, value: shorten(value) });
    }

    /// Examples that were found before their sheet was named are of this one.
    pub fn in_sheet(&mut self, sheet: &str) {
        for (_, example) in self.warnings.values_mut() {
            if let Some(example) = example.as_mut().filter(|example| example.sheet.is_empty()) {
                sheet.clone_into(&mut example.sheet);
            }
        }
    }

    /// What is said from now on is about this row.
    pub fn at_row(&mut self, sheet: &Arc<str>, row: u32) {
        match &mut self.here {
            Some((known, at)) if Arc::ptr_eq(known, sheet) => *at = row,
            here => *here = Some((Arc::clone(sheet), row)),
        }
    }

    /// What is said from now on is about no row.
    pub fn at_no_row(&mut self) {
        self.here = None;
    }

    pub fn reject(&mut self, sheet: &str, row: u32, refusal: Refusal) {
        self.rows_rejected += 1;
        self.said += 1;
        if self.rejects.len() < MAX_REJECTS {
            self.rejects.push(Reject {
                sheet: sheet.to_owned(),
                row,
                column: refusal.column,
                value: refusal.value,
                reason: refusal.reason.to_owned(),
            });
        }
    }

    pub fn warnings(&self) -> Vec<Warning> {
        self.warnings
            .iter()
            .map(|((code, message), (count, example))| Warning {
                code: *code,
                message: message.clone(),
                count: *count,
                example: example.clone(),
            })
            .collect()
    }
}

/// A cell for a message: one line, at most 60 characters.
pub(super) fn shorten(text: &str) -> String {
    let mut out: String =
        text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(61).collect();
    if out.chars().count() > 60 {
        out.pop();
        out.push('…');
    }
    out
}
