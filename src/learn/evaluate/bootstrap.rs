//! Resampling whole groups (viewers) with replacement.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::domain::{Cancelled, Job};

/// Rows numbered by group.
#[derive(Clone, Debug)]
pub struct Resampler {
    group: Vec<u32>,
    groups: usize,
}

impl Resampler {
    /// From any ids; equal ids belong together.
    pub fn new(ids: &[u32]) -> Self {
        let mut sorted = ids.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let group = ids.iter().map(|id| sorted.partition_point(|s| s < id) as u32).collect();
        Self { group, groups: sorted.len() }
    }

    /// Number of groups.
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// The group of every row, numbered from 0.
    pub fn of_rows(&self) -> &[u32] {
        &self.group
    }

    /// How many resamples a budget of row visits allows: 200 to 1,000.
    pub fn rounds(&self) -> usize {
        (20_000_000 / self.group.len().max(1)).clamp(200, 1_000)
    }

    /// Calls `each` with how often every row was drawn, once per resample.
    ///
    /// Errors: cancelled.
    pub fn run(
        &self,
        job: &Job,
        seed: u64,
        rounds: usize,
        mut each: impl FnMut(&[f64]),
    ) -> Result<(), Cancelled> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut drawn = vec![0.0f64; self.groups];
        let mut times = vec![0.0f64; self.group.len()];
        for _ in 0..rounds {
            job.check()?;
            drawn.fill(0.0);
            for _ in 0..self.groups {
                drawn[rng.gen_range(0..self.groups)] += 1.0;
            }
            for (time, group) in times.iter_mut().zip(&self.group) {
                *time = drawn[*group as usize];
            }
            each(&times);
        }
        Ok(())
    }
}
