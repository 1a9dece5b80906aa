//! Stopping a training: it stops wherever it is, soon, and says how far it was.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::*;
use crate::domain::Progress;

/// What a person may wait for, times what this unoptimised build is slower than the one handed out.
const SOON: Duration = Duration::from_millis(200 * 8);

/// Trains until the `stop`-th word of progress, which asks it to stop. Returns everything said,
/// and how long it took to stop.
fn stopped_at(table: &Table, stop: usize) -> (Vec<Progress>, Option<Duration>) {
    let said: Arc<Mutex<(Vec<Progress>, Option<Instant>)>> = Arc::default();
    let job = job();
    let (ears, flag) = (Arc::clone(&said), job.cancel_flag());
    let job = job.with_progress(move |progress| {
        let mut said = ears.lock().unwrap();
        said.0.push(progress);
        if said.0.len() > stop && said.1.is_none() {
            said.1 = Some(Instant::now());
            flag.store(true, std::sync::atomic::Ordering::Relaxed);
        }
    });
    let mut spec = TrainSpec::new(Question::Buyers, Source::Events, 7);
    spec.models = vec![ModelKind::Logistic, ModelKind::Tree, ModelKind::Forest];
    spec.trees = Some(30);
    let done = train(&job, table, &spec);
    let said = said.lock().unwrap();
    let waited = said.1.map(|at| at.elapsed());
    assert_eq!(matches!(done, Err(LearnError::Cancelled(_))), waited.is_some());
    (said.0.clone(), waited)
}

#[test]
fn a_training_stops_soon_wherever_it_is() {
    let mut table = viewers(2_000, 3);
    // Folds, so that it says which of them it is at.
    table.order = None;
    let (said, _) = stopped_at(&table, usize::MAX);
    for kind in ["logistic", "tree", "forest"] {
        let folds: Vec<_> =
            said.iter().filter(|p| p.detail == kind).filter_map(Progress::part).collect();
        assert!(folds.is_sorted() && folds[0] == (1, 5) && folds.contains(&(5, 5)), "{kind}");
    }
    assert!(said.iter().any(|p| p.stage == "evaluate"));
    for step in 0..8 {
        let at = said.len() * step / 8;
        let (_, waited) = stopped_at(&table, at);
        let waited = waited.unwrap();
        assert!(waited < SOON, "{:?} took {waited:?} to stop", said[at]);
    }
}
