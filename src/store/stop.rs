//! Stopping the database in the middle of a long statement, such as making an index.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use super::StoreError;
use crate::domain::Job;

/// Steps of the database between two looks at the flag: a few milliseconds.
const STEPS: std::ffi::c_int = 20_000;

/// The flag of the job that works with a connection at the moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Stop(Arc<Mutex<Option<Arc<AtomicBool>>>>);

impl Stop {
    /// Makes a connection look at it.
    pub fn watch(&self, connection: &mut Connection) -> Result<(), StoreError> {
        let own = self.clone();
        connection.progress_handler(STEPS, Some(move || own.is_set()))?;
        Ok(())
    }

    /// From here on until the guard goes, statements end as cancelled when the job is asked to
    /// stop.
    pub fn listen(&self, job: &Job) -> Listening {
        self.put(Some(job.cancel_flag()));
        Listening(self.clone())
    }

    fn put(&self, flag: Option<Arc<AtomicBool>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = flag;
    }

    fn is_set(&self) -> bool {
        let flag = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        flag.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed))
    }
}

/// As long as it lives, the connection listens to a job.
#[derive(Debug)]
pub(super) struct Listening(Stop);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.put(None);
    }
}
