//! Files to typed rows and remarks. Knows no SQL and no window.
//!
//! [`read`] gives one [`ParsedFile`] per table file (an archive gives several). What a kind of
//! export looks like is data: the TOML files in `kinds/`, see [`kinds`] and [`KindDef`].

mod cell;
mod columns;
mod compound;
mod container;
mod danmaku;
mod detect;
mod error;
mod events;
mod filename;
mod grains;
mod grid;
mod header;
mod inspect;
mod kind;
mod kind_file;
mod limits;
mod messages;
mod no_place;
mod orders;
mod periods;
mod personal;
mod reader;
mod remarks;
mod rows;
mod stream;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod types;
mod visits;
mod workbook;
mod xls;
mod xlsx;

pub use error::{IngestError, TemplateProblem};
pub use inspect::{inspect, inspect_bytes, recognise, recognise_bytes};
pub use kind::{ColumnDef, Grain, KindDef, KindId, Layout, kinds};
pub use no_place::without_place;
pub use reader::{read, read_bytes};
pub use template::Template;
pub use types::{Inspection, ParsedFile, ReadOptions, Recognition};
