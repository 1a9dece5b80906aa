//! Files to typed rows and remarks. Knows no SQL and no window.
//!
//! [`read`] gives one [`ParsedFile`] per table file (an archive gives several). What a kind of
//! export looks like is data: the TOML files in `kinds/`, see [`kinds`] and [`KindDef`].

mod alike;
mod built_in;
mod cell;
mod columns;
mod compound;
mod container;
mod danmaku;
mod detect;
mod draft;
mod error;
mod events;
mod filename;
mod grains;
mod grid;
mod header;
mod holds;
mod inspect;
mod kind;
mod kind_error;
mod kind_file;
mod known;
mod limits;
mod messages;
mod offers;
mod orders;
mod own_kind;
mod periods;
mod personal;
mod place;
mod reader;
mod remarks;
mod row_times;
mod rows;
mod stream;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod two_levels;
mod types;
mod visits;
mod workbook;
mod xls;
mod xlsx;

pub use built_in::kinds;
pub use draft::{
    Confidence, Draft, DraftColumn, FEATURE, MapSpec, Preview, PreviewCell, PreviewRow,
    TIME_OF_DAY, draft, draft_bytes, map_grains, preview, preview_bytes,
};
pub use error::{IngestError, TemplateProblem};
pub use holds::Holds;
pub use inspect::{inspect, inspect_bytes, recognise, recognise_bytes, recognise_with};
pub use kind::{ColumnDef, Grain, KindDef, KindId, Layout};
pub use kind_error::{KindError, KindMistake};
pub use known::{Alias, AliasOffer, Known, SavedTemplate};
pub use own_kind::OwnKind;
pub use reader::{read, read_bytes};
pub use template::{BadCells, ColumnAt, HeaderAt, Outcome, Template, UnitWord};
pub use types::{Chosen, Inspection, ParsedFile, ReadOptions, Recognition};

/// A header as headers are compared.
pub fn normalised(header: &str) -> String {
    header::normalise(header)
}
