//! What became of the columns of a file: stored, hashed or never read.

use serde::{Deserialize, Serialize};

/// The columns of one file, by their headers alone. Columns that no kind knows are not among
/// them: nothing of those is stored either.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnFates {
    /// Stored as they are.
    pub kept: Vec<String>,
    /// Ids of people: stored as a keyed hash that cannot be turned back.
    pub hashed: Vec<String>,
    /// Tell who somebody is: never read.
    pub dropped: Vec<String>,
}

impl ColumnFates {
    /// Notes a header once; sheets of one workbook may repeat it.
    pub fn note(list: &mut Vec<String>, header: &str) {
        if !list.iter().any(|known| known == header) {
            list.push(header.to_owned());
        }
    }

    /// Adds what another file says.
    pub fn join(&mut self, other: &Self) {
        for (own, more) in [
            (&mut self.kept, &other.kept),
            (&mut self.hashed, &other.hashed),
            (&mut self.dropped, &other.dropped),
        ] {
            for header in more {
                Self::note(own, header);
            }
        }
    }

    /// Whether nothing is known: files of before this was noted.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.hashed.is_empty() && self.dropped.is_empty()
    }
}
