//! Which scenarios need a row of their own where the worst sessions count.
//!
//! Near any split some scenarios are surely among the worst and most surely are not. The first fall
//! short by what they bring on average, so one row carries them all; the others fall short of
//! nothing and need none. Only those about the edge need one each. Both leave something out, so the
//! program can only promise too much, and it does so exactly where a scenario stands on the other
//! side of the edge than was taken for sure: such a scenario gets its own row, and then the answer
//! is that of all rows.

/// Scenarios on either side of the edge that get rows of their own at first.
const MARGIN: usize = 12;
/// In the program's unit, how far a scenario may stand beyond the edge: the solver's last digits.
const NEAR: f64 = 1e-8;

/// Scenarios by the rows they need.
#[derive(Clone, Debug)]
pub struct Tail {
    /// Scenarios in the worst part; may be no whole number.
    count: f64,
    /// Surely among the worst: one row together.
    pub together: Vec<usize>,
    /// About the edge: a row each.
    pub alone: Vec<usize>,
}

impl Tail {
    /// By what every scenario brings at a split.
    pub fn new(outcomes: &[f64], part: f64) -> Self {
        let count = part * outcomes.len() as f64;
        let (together, alone) = sides(outcomes, count);
        Self { count, together, alone }
    }

    /// Gives rows to the scenarios that stand on the other side of the edge than was taken for
    /// sure, and to their neighbours there; whether there was one.
    pub fn widen(&mut self, outcomes: &[f64], edge: f64) -> bool {
        let mut is = vec![Side::Above; outcomes.len()];
        for at in &self.together {
            is[*at] = Side::Below;
        }
        for at in &self.alone {
            is[*at] = Side::Alone;
        }
        let wrong: Vec<usize> = (0..outcomes.len())
            .filter(|at| match is[*at] {
                Side::Below => outcomes[*at] > edge + NEAR,
                Side::Above => outcomes[*at] < edge - NEAR,
                Side::Alone => false,
            })
            .collect();
        if wrong.is_empty() {
            return false;
        }
        let mut now = vec![Side::Above; outcomes.len()];
        let (below, about) = sides(outcomes, self.count);
        for at in below {
            now[at] = Side::Below;
        }
        for at in about.into_iter().chain(wrong) {
            now[at] = Side::Alone;
        }
        // Rows only come: what was sure of a side keeps it only while it still is.
        let places = |keep: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..outcomes.len()).filter(|at| keep(*at)).collect()
        };
        self.together = places(&|at| is[at] == Side::Below && now[at] == Side::Below);
        self.alone = places(&|at| is[at] != now[at] || is[at] == Side::Alone);
        true
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Below,
    Alone,
    Above,
}

/// Scenarios well below the edge, and those about it.
fn sides(outcomes: &[f64], count: f64) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = (0..outcomes.len()).collect();
    order.sort_by(|a, b| outcomes[*a].total_cmp(&outcomes[*b]).then(a.cmp(b)));
    let first = (count.floor() as usize).saturating_sub(MARGIN).min(order.len());
    let last = (count.ceil() as usize + MARGIN).min(order.len());
    (order[..first].to_vec(), order[first..last].to_vec())
}

#[cfg(test)]
mod tests {
    use super::Tail;

    #[test]
    fn only_scenarios_about_the_edge_stand_alone_and_what_crosses_it_joins_them() {
        let mut outcomes: Vec<f64> = (0..200).map(f64::from).collect();
        let mut tail = Tail::new(&outcomes, 0.2);
        assert_eq!(tail.together, (0..28).collect::<Vec<_>>());
        assert_eq!(tail.alone, (28..52).collect::<Vec<_>>());
        assert!(!tail.widen(&outcomes, 40.5), "the edge is where it was taken to be");
        // One of the best becomes the worst, one of the worst the best.
        (outcomes[150], outcomes[3]) = (-1.0, 300.0);
        assert!(tail.widen(&outcomes, 40.5));
        assert!(tail.alone.contains(&150) && tail.alone.contains(&3));
        assert!(!tail.together.contains(&3) && tail.together.contains(&4));
        assert!(!tail.widen(&outcomes, 40.5));
        // A part of less than one scenario still has an edge.
        let few = Tail::new(&outcomes[..10], 0.01);
        assert!(few.together.is_empty() && few.alone.len() == 10);
    }
}
