//! Files to typed rows and remarks. Knows no SQL and no window.
//!
//! [`read`] gives one [`ParsedFile`] per table file (an archive gives several). What a kind of
//! export looks like is data: the TOML files in `kinds/`, see [`kinds`] and [`KindDef`].

mod error;
mod header;
mod kind;
mod template;
#[cfg(test)]
mod tests;
mod types;

pub use error::{IngestError, TemplateProblem};
pub use kind::{ColumnDef, Grain, KindDef, KindId, Layout, kinds};
pub use template::Template;
pub use types::{Inspection, ParsedFile, ReadOptions, Recognition};
