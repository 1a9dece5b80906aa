//! Whole minutes by dynamic programme: a knapsack in which every product takes one of its lengths.
//!
//! `F_j(t) = max_m F_{j-1}(t - m) + f_j(m)` over any table `f_j`, bent in whatever way: concave,
//! S-shaped, losing money. Categories with a cap are disjoint, so each is a programme of its own up
//! to its cap whose best values join the others as one part. The number of products is a second
//! dimension, entered only when the plan without it breaks the limit. Every step is exact.

use crate::domain::{Cancelled, Job};

/// Cells of tables beyond which the programme is not run: memory of a few hundred megabytes.
const MOST_CELLS: usize = 60_000_000;

/// One product: what each of its lengths is worth.
#[derive(Clone, Debug)]
pub struct Item {
    /// Value of no minutes at all; `None` when it must be in.
    pub none: Option<f64>,
    /// Least minutes when it is in, at least 1.
    pub low: usize,
    /// Values of `low`, `low + 1`, … minutes. Empty when it cannot be in.
    pub values: Vec<f64>,
    /// Its capped category.
    pub group: Option<usize>,
}

/// What the programme must keep to.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Minutes given out, all of them.
    pub minutes: usize,
    /// Most minutes of each capped category.
    pub caps: Vec<usize>,
    /// Least number of products.
    pub least: usize,
    /// Greatest number of products.
    pub most: usize,
}

/// The best timetable.
#[derive(Clone, Debug, PartialEq)]
pub struct Timetable {
    /// Its value.
    pub value: f64,
    /// Minutes per item.
    pub minutes: Vec<usize>,
    /// What one minute less would cost; `None` when a minute less cannot be.
    pub last_minute: Option<f64>,
}

/// How a search ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Search {
    /// The best timetable.
    Found(Timetable),
    /// No whole minutes meet the limits.
    None,
    /// The tables would be too large.
    TooLarge,
}

/// Steps the programme takes without counting products, to judge beforehand whether it is quick.
pub fn steps(items: usize, minutes: usize) -> usize {
    items.saturating_mul(minutes).saturating_mul(minutes) / 2
}

/// Finds the best timetable.
pub fn best(job: &Job, items: &[Item], frame: &Frame) -> Result<Search, Cancelled> {
    let free = run(job, items, frame, false)?;
    let Search::Found(table) = &free else {
        return Ok(free);
    };
    let count = table.minutes.iter().filter(|m| **m > 0).count();
    if (frame.least..=frame.most).contains(&count) {
        return Ok(free);
    }
    run(job, items, frame, true)
}

/// Best values over a number of products and minutes.
struct Values {
    /// Numbers of products told apart: 0 to `counts - 1`; 1 when they are not counted.
    counts: usize,
    /// Minutes told apart: 0 to `width - 1`.
    width: usize,
    best: Vec<f64>,
}

impl Values {
    fn start(counts: usize, width: usize) -> Self {
        let mut best = vec![f64::NEG_INFINITY; counts * width];
        best[0] = 0.0;
        Self { counts, width, best }
    }
}

/// How a part came to its best: per cell, its minutes.
struct Taken {
    item: usize,
    minutes: Vec<u16>,
}

/// How a category came to its best: per cell, its number of products and its minutes.
struct Joined {
    taken: Vec<Taken>,
    width: usize,
    cells: Vec<(u16, u16)>,
}

fn run(job: &Job, items: &[Item], frame: &Frame, counted: bool) -> Result<Search, Cancelled> {
    let counts = if counted { frame.most.min(items.len()) + 1 } else { 1 };
    let width = frame.minutes + 1;
    if items.len().saturating_mul(counts).saturating_mul(width) > MOST_CELLS
        || width > usize::from(u16::MAX)
        || counts > usize::from(u16::MAX)
    {
        return Ok(Search::TooLarge);
    }
    let members = |group: Option<usize>| -> Vec<usize> {
        (0..items.len()).filter(|at| items[*at].group == group).collect()
    };
    let mut values = Values::start(counts, width);
    let mut singles = Vec::new();
    for at in members(None) {
        job.check()?;
        singles.push(take(&mut values, at, &items[at], counted));
    }
    let mut groups = Vec::new();
    for (group, cap) in frame.caps.iter().enumerate() {
        let inside = members(Some(group));
        let inner_counts = if counted { counts.min(inside.len() + 1) } else { 1 };
        let mut inner = Values::start(inner_counts, width.min(cap + 1));
        let mut taken = Vec::new();
        for at in inside {
            job.check()?;
            taken.push(take(&mut inner, at, &items[at], counted));
        }
        let cells = join(&mut values, &inner);
        groups.push(Joined { taken, width: inner.width, cells });
    }
    let end = |minutes: usize| {
        (0..counts)
            .filter(|count| !counted || (frame.least..=frame.most).contains(count))
            .map(|count| (count, values.best[count * width + minutes]))
            .filter(|(_, value)| value.is_finite())
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    };
    let Some((mut count, value)) = end(frame.minutes) else {
        return Ok(Search::None);
    };
    // Back along the way that led there.
    let mut minutes = vec![0; items.len()];
    let mut time = frame.minutes;
    for joined in groups.iter().rev() {
        let (inner_count, inner_time) = joined.cells[count * width + time];
        let (mut c, mut t) = (usize::from(inner_count), usize::from(inner_time));
        count -= c;
        time -= t;
        walk_back(&joined.taken, joined.width, counted, &mut c, &mut t, &mut minutes);
    }
    walk_back(&singles, width, counted, &mut count, &mut time, &mut minutes);
    let last_minute =
        frame.minutes.checked_sub(1).and_then(end).map(|(_, with_less)| value - with_less);
    Ok(Search::Found(Timetable { value, minutes, last_minute }))
}

/// Lets a product take one of its lengths.
fn take(values: &mut Values, at: usize, item: &Item, counted: bool) -> Taken {
    let width = values.width;
    let mut next = vec![f64::NEG_INFINITY; values.best.len()];
    let mut minutes = vec![0_u16; values.best.len()];
    if let Some(none) = item.none {
        for (to, from) in next.iter_mut().zip(&values.best) {
            *to = from + none;
        }
    }
    for count in 0..values.counts {
        // Counted, being in is one product more.
        let Some(before) = (if counted { count.checked_sub(1) } else { Some(count) }) else {
            continue;
        };
        let from = &values.best[before * width..(before + 1) * width];
        let to = &mut next[count * width..(count + 1) * width];
        let how = &mut minutes[count * width..(count + 1) * width];
        for (longer, value) in item.values.iter().enumerate() {
            let length = item.low + longer;
            if length >= width {
                break;
            }
            for ((best, how), base) in to[length..].iter_mut().zip(&mut how[length..]).zip(from) {
                let with = base + value;
                if with > *best {
                    *best = with;
                    *how = length as u16;
                }
            }
        }
    }
    values.best = next;
    Taken { item: at, minutes }
}

/// Lets a category take one of its totals.
fn join(values: &mut Values, inner: &Values) -> Vec<(u16, u16)> {
    let width = values.width;
    let mut next = vec![f64::NEG_INFINITY; values.best.len()];
    let mut cells = vec![(0, 0); values.best.len()];
    for inner_count in 0..inner.counts {
        for (inner_time, value) in
            inner.best[inner_count * inner.width..][..inner.width].iter().enumerate()
        {
            if !value.is_finite() {
                continue;
            }
            for count in inner_count..values.counts {
                let from = &values.best[(count - inner_count) * width..][..width - inner_time];
                let to = &mut next[count * width + inner_time..(count + 1) * width];
                let how = &mut cells[count * width + inner_time..(count + 1) * width];
                for ((best, how), base) in to.iter_mut().zip(how).zip(from) {
                    let with = base + value;
                    if with > *best {
                        *best = with;
                        *how = (inner_count as u16, inner_time as u16);
                    }
                }
            }
        }
    }
    values.best = next;
    cells
}

fn walk_back(
    taken: &[Taken],
    width: usize,
    counted: bool,
    count: &mut usize,
    time: &mut usize,
    minutes: &mut [usize],
) {
    for step in taken.iter().rev() {
        let length = usize::from(step.minutes[*count * width + *time]);
        minutes[step.item] = length;
        *time -= length;
        *count -= usize::from(counted && length > 0);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn job() -> Job {
        Job::new(jiff::Timestamp::UNIX_EPOCH, 1)
    }

    /// Every combination of lengths.
    fn by_force(items: &[Item], frame: &Frame) -> Option<f64> {
        fn go(items: &[Item], frame: &Frame, taken: &mut Vec<usize>, best: &mut Option<f64>) {
            let Some(item) = items.get(taken.len()) else {
                let count = taken.iter().filter(|m| **m > 0).count();
                let capped = frame.caps.iter().enumerate().all(|(group, cap)| {
                    let inside = items.iter().zip(&*taken).filter(|(i, _)| i.group == Some(group));
                    inside.map(|(_, m)| m).sum::<usize>() <= *cap
                });
                if taken.iter().sum::<usize>() == frame.minutes
                    && (frame.least..=frame.most).contains(&count)
                    && capped
                {
                    let value: f64 = items
                        .iter()
                        .zip(&*taken)
                        .map(|(item, m)| match m {
                            0 => item.none.unwrap(),
                            m => item.values[m - item.low],
                        })
                        .sum();
                    *best = Some(best.map_or(value, |b| b.max(value)));
                }
                return;
            };
            let lengths = (item.low..item.low + item.values.len()).filter(|m| *m > 0);
            for length in item.none.map(|_| 0).into_iter().chain(lengths) {
                taken.push(length);
                go(items, frame, taken, best);
                taken.pop();
            }
        }
        let mut best = None;
        go(items, frame, &mut Vec::new(), &mut best);
        best
    }

    fn any_item() -> impl Strategy<Value = Item> {
        (
            any::<bool>(),
            1..4_usize,
            prop::collection::vec(-1.0..5.0_f64, 0..10),
            prop::option::of(0..2_usize),
        )
            .prop_map(|(optional, low, values, group)| Item {
                none: optional.then_some(0.0),
                low,
                values,
                group,
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn p5_the_programme_equals_brute_force(
            items in prop::collection::vec(any_item(), 1..5),
            minutes in 1..=12_usize,
            caps in (0..12_usize, 0..12_usize),
            least in 0..3_usize,
            more in 0..4_usize,
        ) {
            let frame =
                Frame { minutes, caps: vec![caps.0, caps.1], least, most: (least + more).max(1) };
            match (best(&job(), &items, &frame).unwrap(), by_force(&items, &frame)) {
                (Search::Found(table), Some(value)) => {
                    prop_assert!((table.value - value).abs() < 1e-9, "{table:?} {value}");
                    prop_assert_eq!(table.minutes.iter().sum::<usize>(), minutes);
                    // The timetable is worth what it says.
                    let worth: f64 = items.iter().zip(&table.minutes).map(|(item, m)| match m {
                        0 => item.none.unwrap(),
                        m => item.values[m - item.low],
                    }).sum();
                    prop_assert!((worth - value).abs() < 1e-9);
                }
                (found, forced) => prop_assert!(
                    matches!(found, Search::None) && forced.is_none(), "{found:?} {forced:?}"
                ),
            }
        }
    }

    #[test]
    fn a_job_that_is_stopped_stops_and_what_is_too_large_is_said() {
        let item = Item { none: Some(0.0), low: 1, values: vec![1.0; 10], group: None };
        let frame = Frame { minutes: 10, caps: Vec::new(), least: 0, most: 1 };
        let stopped = job();
        stopped.cancel_flag().store(true, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(best(&stopped, std::slice::from_ref(&item), &frame), Err(Cancelled));
        let many = vec![item; 5_000];
        let wide = Frame { minutes: 1_440, least: 4_000, most: 5_000, ..frame };
        assert_eq!(run(&job(), &many, &wide, true), Ok(Search::TooLarge));
    }
}
