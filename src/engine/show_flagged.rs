//! Viewers that count as no customers, as rows.

use serde_json::{Map, json};

use super::cleaning::FlaggedViewer;
use super::{Engine, EngineError, Mark, Shown, Why};
use crate::domain::Job;

impl Engine {
    /// Flagged viewers, then those whom a person called customers.
    pub(super) fn flagged_rows(&mut self) -> Result<Shown, EngineError> {
        // Nothing is random and nothing is stopped here: the job is one in name only.
        let job = Job::new(jiff::Timestamp::UNIX_EPOCH, 0);
        let cleaning = self.cleaning(&job)?;
        let row = |viewer: &FlaggedViewer, excluded: bool| {
            let mut shown = Map::new();
            shown.insert("viewer".to_owned(), json!(viewer.key));
            shown.insert("why".to_owned(), json!(viewer.why.map(Why::word)));
            shown.insert("mark".to_owned(), json!(viewer.mark.map(Mark::word)));
            shown.insert("excluded".to_owned(), json!(excluded));
            shown.insert("actions".to_owned(), json!(viewer.acts));
            shown.insert("actions_a_minute".to_owned(), json!(viewer.a_minute));
            shown.insert("sessions".to_owned(), json!(viewer.sessions));
            let of = Some(viewer.of_sessions).filter(|of| *of > 0);
            shown.insert("of_sessions".to_owned(), json!(of));
            shown.insert("source".to_owned(), json!(null));
            shown
        };
        let flagged = cleaning.flagged.iter().map(|viewer| row(viewer, cleaning.on));
        let cleared = cleaning.cleared.iter().map(|viewer| row(viewer, false));
        Ok(flagged.chain(cleared).collect())
    }
}
