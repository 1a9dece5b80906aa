//! How far the job is: only the latest word is kept, and the window is woken at most ten times
//! a second.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{RequestId, Wake};
use crate::domain::Progress;
use crate::present::text::{Lang, notices};

const PAUSE: Duration = Duration::from_millis(100);

/// A request at work.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    /// Which.
    pub id: RequestId,
    /// How far.
    pub progress: Progress,
}

impl Running {
    /// Share done in this stage, 0 to 1; `None` when unknown.
    pub fn share(&self) -> Option<f32> {
        let Progress { done, total, .. } = self.progress;
        (total > 0).then(|| (done as f32 / total as f32).clamp(0.0, 1.0))
    }
}

/// `正在读 订单.csv，62%`.
pub fn describe(running: &Running, lang: Lang) -> String {
    let mut text = notices::doing(&running.progress, lang);
    if let Some(share) = running.share() {
        text.push_str(lang.pick("，", ", "));
        text.push_str(&crate::present::format::percent_digits(f64::from(share), 0));
    }
    text
}

/// Where a job leaves its latest word.
pub(super) struct Slot {
    state: Mutex<State>,
    wake: Wake,
}

#[derive(Default)]
struct State {
    latest: Option<Running>,
    woken: Option<Instant>,
}

impl Slot {
    pub fn new(wake: Wake) -> Self {
        Self { state: Mutex::default(), wake }
    }

    pub fn set(&self, id: RequestId, progress: Progress) {
        let due = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let changed =
                state.latest.as_ref().is_none_or(|old| old.id != id || old.progress != progress);
            let due = changed && state.woken.is_none_or(|at| at.elapsed() >= PAUSE);
            if due {
                state.woken = Some(Instant::now());
            }
            state.latest = Some(Running { id, progress });
            due
        };
        if due {
            (self.wake)();
        }
    }

    pub fn get(&self) -> Option<Running> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).latest.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{Running, Slot, describe};
    use crate::domain::Progress;
    use crate::present::text::Lang;
    use crate::worker::RequestId;

    #[test]
    fn a_step_is_told_in_the_language_of_the_window() {
        let told = |stage, detail: &str, lang| {
            let progress = Progress { stage, detail: detail.to_owned(), done: 31, total: 50 };
            describe(&Running { id: RequestId(1), progress }, lang)
        };
        assert_eq!(told("read", "订单.csv", Lang::Zh), "正在读 订单.csv，62%");
        assert_eq!(told("count", "订单.csv", Lang::Zh), "正在核对 订单.csv，62%");
        assert_eq!(told("train", "tree", Lang::Zh), "正在训练 决策树，62%");
        assert_eq!(told("train", "tree", Lang::En), "Training Decision tree, 62%");
    }

    #[test]
    fn a_flood_of_steps_wakes_the_window_once_and_leaves_the_last() {
        let woken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&woken);
        let slot = Slot::new(Arc::new(move || {
            count.fetch_add(1, Ordering::Relaxed);
        }));
        for done in 0..50 {
            let progress = Progress { stage: "read", detail: String::new(), done, total: 50 };
            slot.set(RequestId(1), progress);
        }
        // Fifty steps take far less than a second: ten wakes at the very most.
        assert!((1..=10).contains(&woken.load(Ordering::Relaxed)));
        let last = slot.get().unwrap();
        assert_eq!(last.progress.done, 49);
        assert!((last.share().unwrap() - 0.98).abs() < 1e-6);
    }
}
