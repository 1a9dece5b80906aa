//! The SQLite file: the only place that holds a connection.
//!
//! Rows are never overwritten: every source keeps its own, and `live` marks the newest row of a
//! key. Undoing an import removes its rows and lets the older ones live again.

mod actions;
mod attach;
mod audit;
mod check;
mod counts;
mod derive;
mod error;
mod events;
mod experiments;
mod import;
mod log;
mod marks;
mod models;
mod naming;
mod open;
mod plans;
mod read;
mod refunds;
mod remarks;
mod resolve;
mod schema;
mod settings;
mod snapshot;
mod source;
mod stop;
mod sums;
mod templates;
mod undo;

#[cfg(test)]
mod migration_tests;
#[cfg(test)]
mod tests;

pub use audit::{ColumnHolds, Holds, StoreAudit, Suspect, TableHolds};
pub use check::{CheckReport, Finding};
pub use counts::{SessionCounts, Totals};
pub use error::StoreError;
pub use experiments::{ExperimentRecord, ScheduledSession};
pub use import::ImportTx;
pub use log::{Exactness, LogRow, Moment, Said};
pub use models::{ModelRecord, RunRecord};
pub use open::Store;
pub use plans::{PlanItem, PlanRecord, PlanSlot};
pub use read::{RowFilter, StoredRow};
pub use remarks::{SourceRows, Waiting};
pub use settings::{Note, ProductSettings};
pub use source::{SourceCounts, SourceMeta};
pub use templates::{AliasRecord, KindRecord, TemplateRecord};
pub use undo::{ImportRecord, SourceRecord, Undone};
