//! A value that comes from the worker: never, loading, there, failed; the old one is kept.

use crate::worker::Failure;

/// A value on its way. A refresh keeps showing the previous one.
#[derive(Debug, Default)]
pub enum Loadable<T> {
    /// Never asked for.
    #[default]
    Idle,
    /// On its way.
    Loading {
        /// What was there before.
        previous: Option<T>,
    },
    /// There.
    Ready(T),
    /// It could not be had.
    Failed {
        /// Why.
        failure: Failure,
        /// What was there before.
        previous: Option<T>,
    },
}

impl<T> Loadable<T> {
    /// The newest value there is, even while a newer one is on its way.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Idle => None,
            Self::Ready(value) => Some(value),
            Self::Loading { previous } | Self::Failed { previous, .. } => previous.as_ref(),
        }
    }

    /// Whether a newer value is on its way.
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading { .. })
    }

    /// Why the newest one could not be had.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed { failure, .. } => Some(failure),
            _ => None,
        }
    }

    /// A newer value was asked for.
    pub fn load(&mut self) {
        let previous = self.take();
        *self = Self::Loading { previous };
    }

    /// It came.
    pub fn ready(&mut self, value: T) {
        *self = Self::Ready(value);
    }

    /// It did not come.
    pub fn fail(&mut self, failure: Failure) {
        let previous = self.take();
        *self = Self::Failed { failure, previous };
    }

    /// It did not come, and what was there before speaks of data that are gone.
    pub fn fail_bare(&mut self, failure: Failure) {
        *self = Self::Failed { failure, previous: None };
    }

    /// The request was taken back: what was there before is there again.
    pub fn settle(&mut self) {
        *self = self.take().map_or(Self::Idle, Self::Ready);
    }

    fn take(&mut self) -> Option<T> {
        match std::mem::take(self) {
            Self::Idle => None,
            Self::Ready(value) => Some(value),
            Self::Loading { previous } | Self::Failed { previous, .. } => previous,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Loadable;
    use crate::worker::Failure;

    #[test]
    fn the_previous_value_stays_through_loading_and_failing() {
        let mut value = Loadable::Idle;
        assert_eq!(value.value(), None);
        value.load();
        assert!(value.is_loading());
        value.ready(1);
        value.load();
        assert_eq!(value.value(), Some(&1));
        value.fail(Failure::Panicked("boom".to_owned()));
        assert_eq!(value.value(), Some(&1));
        assert!(value.failure().is_some());
        value.load();
        value.settle();
        assert_eq!(value.value(), Some(&1));
        value.fail_bare(Failure::Panicked("boom".to_owned()));
        assert_eq!(value.value(), None);
    }
}
