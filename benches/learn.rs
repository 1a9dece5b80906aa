//! Speed of learning on made arrays: every method alone, with time of processor and memory.
//!
//! `cargo bench --bench learn` makes 100,000 rows and prints a table. `-- make FOLDER ROWS` writes
//! such arrays to files, `-- fit FOLDER METHOD RUNS` fits one method on them and prints one line:
//! seconds, processor seconds, MB, AUC. `benches/learn_against.py` drives these two. `-- stop` asks
//! a whole training of 8,000 rows to stop at sixteen moments and prints how long that took.

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use fupan::domain::Job;
use fupan::learn::estimators::{
    FittedBoosting, FittedForest, FittedLinear, FittedLogistic, FittedTree,
};
use fupan::learn::evaluate::Ranking;
use fupan::learn::kernel::{Bins, BoostParams, ForestParams, GrowParams, boost, forest, grow};
use fupan::learn::{
    Column, Family, Feature, Outcome, OutcomeUnit, Question, Source, Table, TrainSpec, Unit,
    least_squares, logistic_regression, train,
};
use linfa::traits::Predict;
use ndarray::{Array1, Array2, ShapeBuilder};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Features of the made arrays.
const FEATURES: usize = 12;
/// Rows that are only asked about.
const TESTED: usize = 50_000;
/// What can be measured; refit is the tree on bins made before.
const METHODS: [&str; 6] = ["tree", "refit", "forest", "boosting", "logistic", "linear"];

/// Columns with an outcome of 0 and 1; the last `TESTED` rows are for asking.
struct Arrays {
    columns: Vec<Vec<f64>>,
    y: Vec<f64>,
}

/// Half of the features are numbers with any value, half of them counts; the outcome bends with
/// some of them, and two work together.
fn make(rows: usize) -> Arrays {
    let rows = rows + TESTED;
    let mut rng = ChaCha8Rng::seed_from_u64(12);
    let columns: Vec<Vec<f64>> = (0..FEATURES)
        .map(|feature| {
            (0..rows)
                .map(|_| {
                    let sum: f64 = (0..4).map(|_| rng.r#gen::<f64>() - 0.5).sum::<f64>() * 1.7;
                    if feature % 2 == 0 { sum } else { (sum.exp() * 3.0).floor() }
                })
                .collect()
        })
        .collect();
    let y = (0..rows)
        .map(|row| {
            let x = |feature: usize| columns[feature][row];
            let bend = if x(2) > 0.3 { 1.4 } else { 0.0 } + (x(4) * 2.0).sin();
            let odds = -3.2 + 0.9 * x(0) + 0.5 * x(1).ln_1p() * (1.0 + x(6)) + bend - 0.1 * x(3);
            f64::from(u8::from(rng.r#gen::<f64>() < 1.0 / (1.0 + (-odds).exp())))
        })
        .collect();
    Arrays { columns, y }
}

/// Little-endian numbers, column by column, the outcome last.
fn write(arrays: &Arrays, folder: &Path) -> std::io::Result<()> {
    let bytes: Vec<u8> =
        arrays.columns.iter().flatten().chain(&arrays.y).flat_map(|v| v.to_le_bytes()).collect();
    std::fs::write(folder.join("arrays.bin"), bytes)
}

fn read(folder: &Path) -> Fallible<Arrays> {
    let bytes = std::fs::read(folder.join("arrays.bin"))?;
    let rows = bytes.len() / 8 / (FEATURES + 1);
    let mut columns: Vec<Vec<f64>> = bytes
        .chunks_exact(8 * rows)
        .map(|part| {
            part.chunks_exact(8)
                .map(|b| f64::from_le_bytes(b.try_into().unwrap_or_default()))
                .collect()
        })
        .collect();
    let y = columns.pop().ok_or("no arrays")?;
    Ok(Arrays { columns, y })
}

/// Processor seconds of all threads that live.
fn processor() -> f64 {
    let Ok(tasks) = std::fs::read_dir("/proc/self/task") else { return f64::NAN };
    tasks
        .flatten()
        .filter_map(|task| std::fs::read_to_string(task.path().join("schedstat")).ok())
        .filter_map(|text| text.split_whitespace().next()?.parse::<f64>().ok())
        .sum::<f64>()
        / 1e9
}

/// A line of the process's status in MB.
fn status(line: &str) -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    text.lines()
        .find_map(|l| l.strip_prefix(line)?.split_whitespace().next()?.parse::<f64>().ok())
        .map_or(f64::NAN, |kb| kb / 1024.0)
}

#[derive(Clone, Copy)]
struct Measured {
    seconds: f64,
    processor: f64,
    /// The most that was held beyond what stood there before.
    megabytes: f64,
}

fn measure<T>(work: impl FnOnce() -> T) -> (T, Measured) {
    // Writing 5 sets the peak back to what is held now.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let (held, spent, start) = (status("VmRSS:"), processor(), Instant::now());
    let result = black_box(work());
    let (seconds, spent) = (start.elapsed().as_secs_f64(), processor() - spent);
    (result, Measured { seconds, processor: spent, megabytes: status("VmHWM:") - held })
}

/// Fits a method on all rows but the tested ones, and tells how well it ranks those.
struct Bench {
    columns: Vec<Column>,
    /// Rows one after the other, for the linear methods.
    matrix: Array2<f64>,
    y: Vec<f64>,
    w: Vec<f64>,
    rows: Vec<u32>,
    tested: Array2<f64>,
    tested_y: Vec<f64>,
}

impl Bench {
    fn new(arrays: Arrays, with_matrix: bool) -> Fallible<Self> {
        let n = arrays.y.len() - TESTED;
        let tail = |values: &[f64]| values[n..].to_vec();
        let flat: Vec<f64> = arrays.columns.iter().flat_map(|c| tail(c)).collect();
        let tested = Array2::from_shape_vec((TESTED, FEATURES).f(), flat)?;
        let tested_y = tail(&arrays.y);
        let matrix = if with_matrix {
            Array2::from_shape_fn((n, FEATURES), |(row, feature)| arrays.columns[feature][row])
        } else {
            Array2::zeros((0, FEATURES))
        };
        let columns = if with_matrix {
            Vec::new()
        } else {
            arrays.columns.into_iter().map(|c| Column::Numeric(c[..n].to_vec())).collect()
        };
        let y = arrays.y[..n].to_vec();
        let rows = (0..n as u32).collect();
        Ok(Self { columns, matrix, w: vec![1.0; n], y, rows, tested, tested_y })
    }

    fn run(&self, method: &str) -> Fallible<(Measured, f64)> {
        let (y, w, rows) = (&self.y, &self.w, &self.rows);
        let active: Vec<usize> = (0..FEATURES).collect();
        let job = Job::new(jiff::Timestamp::UNIX_EPOCH, 1);
        let shape = GrowParams { depth: 8, min_leaf: 50, prior: 0.0, rate: true };
        let bins = || Bins::new(&self.columns);
        let (answers, measured): (Array1<f64>, Measured) = match method {
            "tree" => {
                let (tree, m) = measure(|| grow(&bins(), &active, rows, y, w, &shape));
                (FittedTree(tree).predict(&self.tested), m)
            }
            "refit" => {
                let bins = bins();
                let (tree, m) = measure(|| grow(&bins, &active, rows, y, w, &shape));
                (FittedTree(tree).predict(&self.tested), m)
            }
            "forest" => {
                let params = ForestParams { trees: 100, min_leaf: 50, drawn: 3, seed: 1 };
                let (trees, m) = measure(|| forest(&job, &bins(), &active, rows, y, w, &params));
                (FittedForest(trees?).predict(&self.tested), m)
            }
            "boosting" => {
                let params =
                    BoostParams { rounds: 100, rate: 0.1, leaves: 31, min_leaf: 20, odds: true };
                let (trees, m) = measure(|| boost(&job, &bins(), &active, rows, y, w, &params));
                (FittedBoosting(trees?).predict(&self.tested), m)
            }
            "logistic" => {
                let (fit, m) = measure(|| logistic_regression(self.matrix.view(), y, w, 1.0));
                (FittedLogistic(fit?).predict(&self.tested), m)
            }
            "linear" => {
                let (fit, m) = measure(|| least_squares(self.matrix.view(), y, w, 0.0));
                (FittedLinear(fit?).predict(&self.tested), m)
            }
            other => return Err(format!("no method {other}; one of {METHODS:?}").into()),
        };
        let others: Vec<f64> = self.tested_y.iter().map(|y| 1.0 - y).collect();
        let auc = Ranking::new(&answers.to_vec()).roc_auc(&self.tested_y, &others);
        Ok((measured, auc.unwrap_or(f64::NAN)))
    }

    /// The median of several runs.
    fn median(&self, method: &str, runs: usize) -> Fallible<(Measured, f64)> {
        let mut all = Vec::new();
        for _ in 0..runs {
            all.push(self.run(method)?);
        }
        let middle = |of: &dyn Fn(&Measured) -> f64| {
            let mut values: Vec<f64> = all.iter().map(|(m, _)| of(m)).collect();
            values.sort_unstable_by(f64::total_cmp);
            values[values.len() / 2]
        };
        let measured = Measured {
            seconds: middle(&|m| m.seconds),
            processor: middle(&|m| m.processor),
            // What was freed is kept for the next run: only the first one tells.
            megabytes: all[0].0.megabytes,
        };
        Ok((measured, all[0].1))
    }
}

/// The made arrays as the rows of a question: a viewer per three rows, a session per 400.
fn table(rows: usize) -> Table {
    let arrays = make(rows.saturating_sub(TESTED));
    let cut = |values: &[f64]| values[..rows].to_vec();
    Table {
        features: (0..FEATURES)
            .map(|at| Feature::before(format!("x{at}"), Unit::Number, Family::Own))
            .collect(),
        columns: arrays.columns.iter().map(|c| Column::Numeric(cut(c))).collect(),
        outcome: Outcome::Binary(cut(&arrays.y).iter().map(|y| *y > 0.5).collect()),
        unit: OutcomeUnit::Rate,
        weights: None,
        groups: Some((0..rows as u32).map(|row| row / 3).collect()),
        order: Some((0..rows as u32).map(|row| row / 400).collect()),
        when: None,
        last: None,
        labels: Vec::new(),
    }
}

/// How long a training goes on after it was asked to stop, over moments of its whole length.
#[allow(clippy::print_stdout)] // a bench prints its figures
fn stop() -> Fallible<()> {
    const MOMENTS: u32 = 16;
    let table = table(8_000);
    let spec = TrainSpec::new(Question::Buyers, Source::Events, 1);
    let job = || Job::new(jiff::Timestamp::UNIX_EPOCH, 1);
    let start = Instant::now();
    train(&job(), &table, &spec)?;
    let whole = start.elapsed();
    let mut late = Vec::new();
    for moment in 1..=MOMENTS {
        let job = job();
        let flag = job.cancel_flag();
        let asked = std::thread::scope(|scope| {
            let waiting = scope.spawn(move || {
                let (_quiet, nobody) = std::sync::mpsc::sync_channel::<()>(0);
                let _ = nobody.recv_timeout(whole * moment / (MOMENTS + 1));
                flag.store(true, Ordering::Relaxed);
                Instant::now()
            });
            let result = train(&job, &table, &spec);
            let stopped = Instant::now();
            let asked = waiting.join().unwrap_or(stopped);
            result.is_err().then(|| stopped.duration_since(asked))
        });
        late.extend(asked);
    }
    late.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "8,000 rows, every method: {:.1} s; asked to stop at {} moments: {:.0} ms, at most {:.0} ms",
        whole.as_secs_f64(),
        late.len(),
        late.get(late.len() / 2).map_or(0.0, |t| ms(*t)),
        late.last().map_or(0.0, |t| ms(*t))
    );
    Ok(())
}

fn linear(method: &str) -> bool {
    matches!(method, "logistic" | "linear")
}

#[allow(clippy::print_stdout)] // a bench prints its figures
fn main() -> Fallible<()> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words[..] {
        ["make", folder, rows] => write(&make(rows.parse()?), Path::new(folder))?,
        ["fit", folder, method, runs] => {
            let bench = Bench::new(read(Path::new(folder))?, linear(method))?;
            let (m, auc) = bench.median(method, runs.parse::<usize>()?.max(1))?;
            println!("{} {} {} {auc}", m.seconds, m.processor, m.megabytes);
        }
        ["stop"] => stop()?,
        [] => {
            println!("100,000 rows × {FEATURES}, median of five");
            for method in METHODS {
                let (m, auc) = Bench::new(make(100_000), linear(method))?.median(method, 5)?;
                println!(
                    "{method:10} {:8.1} ms  {:8.1} ms of processor  {:6.1} MB  AUC {auc:.4}",
                    m.seconds * 1e3,
                    m.processor * 1e3,
                    m.megabytes
                );
            }
        }
        _ => return Err("make FOLDER ROWS, or fit FOLDER METHOD RUNS, or stop, or nothing".into()),
    }
    Ok(())
}
