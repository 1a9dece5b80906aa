//! A progress bar on a terminal, nothing when standard error is piped.

use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};

use crate::domain::Job;
use crate::present::text::{Lang, notices};

static BAR: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// The same job with a bar on the terminal.
pub fn watched(job: Job, lang: Lang) -> Job {
    if !std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        return job;
    }
    job.with_progress(move |progress| {
        let mut slot = BAR.lock().unwrap_or_else(PoisonError::into_inner);
        let bar = slot.get_or_insert_with(|| {
            let style = ProgressStyle::with_template("{msg:30} {bar:30} {percent}%")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::new(0).with_style(style)
        });
        bar.set_length(progress.total);
        bar.set_position(progress.done);
        bar.set_message(notices::doing(&progress, lang));
    })
}

/// Takes the bar away before anything else is printed.
pub fn clear() {
    if let Some(bar) = BAR.lock().unwrap_or_else(PoisonError::into_inner).take() {
        bar.finish_and_clear();
    }
}
