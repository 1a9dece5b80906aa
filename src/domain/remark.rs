//! What an import has to say about rows and columns. Bad input is a remark, not an error.

use serde::{Deserialize, Serialize};

use super::ColumnFates;

/// A row that was not stored, with the place and the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// Sheet or inner file name; empty for a plain file.
    pub sheet: String,
    /// Row number as a spreadsheet counts, from 1.
    pub row: u32,
    /// Header of the column at fault; empty when the whole row is.
    pub column: String,
    /// The cell as it stood, shortened; never a personal column.
    pub value: String,
    /// A stable word for the reason, such as `not_a_number`.
    pub reason: String,
}

/// Something a person should know about a file; nothing was lost unless the text says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What kind of thing.
    pub code: WarningCode,
    /// Detail: the column or value it is about.
    pub message: String,
    /// How often.
    pub count: u64,
    /// The first place it was met, where it is about rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Example>,
}

impl Warning {
    /// A warning about a whole file.
    pub fn of_file(code: WarningCode, message: impl Into<String>, count: u64) -> Self {
        Self { code, message: message.into(), count, example: None }
    }
}

/// A place in a file and what stood there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Sheet or inner file name; empty for a plain file.
    pub sheet: String,
    /// Row number as a spreadsheet counts, from 1.
    pub row: u32,
    /// The cell as it stood, shortened; empty when the whole row is meant; never a personal column.
    pub value: String,
}

/// Everything there is to say about one file. Kept in the store with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remarks {
    /// Rows that were not stored, listed one by one as far as the importer lists them.
    pub rejects: Vec<Reject>,
    /// Of the rows in `rejects`, those that only writing found to belong to no known session.
    pub homeless: u64,
    /// Things to know.
    pub warnings: Vec<Warning>,
    /// Headers that nobody knows.
    pub unknown_columns: Vec<String>,
    /// What became of the columns.
    pub columns: ColumnFates,
}

/// Kinds of warning. The catalogue has a sentence with what to do for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    /// A separator was read as thousands because no supported currency has three decimals.
    AssumedThousands,
    /// Ids that a spreadsheet turned into 1.23E+18.
    DamagedId,
    /// Day and month could not be told apart.
    AmbiguousDate,
    /// Total or subtotal rows left out.
    TotalRowsSkipped,
    /// Child rows (SKU under a product) left out.
    NestedRowsSkipped,
    /// Blank rows left out.
    BlankRowsSkipped,
    /// A description row below the header left out.
    DescriptionRowSkipped,
    /// Columns with people's names, phones or addresses were not read.
    PersonalColumnsDropped,
    /// Phone numbers, ID numbers, e-mail and postal addresses in texts were masked.
    PersonalTextMasked,
    /// Orders that belong to no known session.
    OrdersWithoutSession,
    /// Refunds of orders that no file has told of so far.
    RefundsWithoutOrder,
    /// After-sale words that nobody knows: whether the money went back is not told.
    UnknownStatus,
    /// The session was still running when the export was made.
    PartialSession,
    /// The session's end or length cannot be right and was not read.
    ImplausibleLength,
    /// A count contradicts another, such as buyers above clickers.
    Inconsistent,
    /// Bytes that are not valid in the file's encoding were replaced.
    ReplacedBytes,
    /// The same header stands twice; the first was read.
    DuplicateHeader,
    /// The file ends in the middle of a row.
    CutOffLastLine,
    /// A person's note in place of a number was read as missing.
    TextAsMissing,
    /// The same file is in the store already; nothing was written.
    SameFileAgain,
    /// A container held files that were left out.
    EntriesSkipped,
    /// Messages of a log that are no comments were counted and not kept.
    MessagesCounted,
    /// Rows to which a template's action rules give no action were left out.
    RowsWithoutAction,
    /// A stock that is no whole number from 0 up was read as not filled in.
    StockNotRead,
    /// Rows about the same session were added up to one.
    RowsAddedUp,
}
