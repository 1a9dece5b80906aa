//! Shared buyers on the large shops that the targets name: the regression on 4,000 products, and
//! neighbours on a million viewers and ten thousand products.
//!
//! `cargo bench --bench recommend`; each line is the median of three fits, with the most memory the
//! program has held so far.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use fupan::domain::{Action, Job, ProductId};
use fupan::recommend::{FitOptions, Interactions, Item, Model, Signals, Told};
use jiff::Timestamp;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// Purchases of viewers who keep to a part of the shop; some products sell much more than others.
fn shop(viewers: u32, products: u32, events: usize) -> Interactions {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let start: Timestamp = "2026-01-01T12:00:00Z".parse().expect("a time");
    let mut told = Told::default();
    for _ in 0..events {
        let viewer = rng.gen_range(0..viewers);
        let skew: f64 = rng.r#gen::<f64>().powi(2);
        let own = f64::from(viewer % 20) / 20.0 + skew / 10.0;
        let place = if rng.gen_bool(0.7) { own.fract() } else { skew };
        let product = ((place * f64::from(products)) as u32).min(products - 1);
        let at = start + jiff::SignedDuration::from_secs(rng.gen_range(0..180 * 86_400));
        let product = ProductId(i64::from(product));
        told.add(&format!("v{viewer}"), product, at, 1.0, Action::Purchase);
    }
    let items: Vec<Item> =
        (0..products).map(|p| Item::new(ProductId(i64::from(p)), format!("p{p}"))).collect();
    Interactions::of(told, &items, &[], &[])
}

/// The most memory held so far, in MB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1_024 / 1_000_000
}

/// Seconds of each stage of one fit, by its name.
fn stages(data: &Arc<Interactions>) -> BTreeMap<&'static str, f64> {
    let begun: Arc<Mutex<Vec<(&'static str, Instant)>>> = Arc::default();
    let seen = Arc::clone(&begun);
    let job = Job::new(Timestamp::UNIX_EPOCH, 1).with_progress(move |progress| {
        seen.lock().expect("one writer").push((progress.stage, Instant::now()));
    });
    let options = FitOptions { signals: Signals::PURCHASES, tune: false };
    let model = Model::fit(&job, data, &options).expect("fits");
    let end = Instant::now();
    drop(model);
    let begun = begun.lock().expect("one writer");
    let ends = begun.iter().skip(1).map(|(_, at)| *at).chain([end]);
    begun.iter().zip(ends).map(|((stage, at), end)| (*stage, (end - *at).as_secs_f64())).collect()
}

#[allow(clippy::print_stdout)] // a bench prints its figures
fn main() {
    println!("| shop | neighbours | regression | all | memory to read | most memory |");
    println!("|---|---|---|---|---|---|");
    for (name, viewers, products, events) in [
        ("100,000 viewers, 4,000 products, 1M purchases", 100_000, 4_000, 1_000_000),
        ("1M viewers, 10,000 products, 5M purchases", 1_000_000, 10_000, 5_000_000),
    ] {
        let data = Arc::new(shop(viewers, products, events));
        let read = peak();
        let mut runs: Vec<BTreeMap<&'static str, f64>> = (0..3).map(|_| stages(&data)).collect();
        let mut median = |stage: &str| {
            let of = |run: &BTreeMap<&'static str, f64>| match stage {
                "" => run.values().sum::<f64>(),
                _ => run.get(stage).copied().unwrap_or(0.0),
            };
            runs.sort_by(|a, b| of(a).total_cmp(&of(b)));
            of(&runs[1])
        };
        let (knn, ease, all) =
            (median("recommend/neighbours"), median("recommend/ease"), median(""));
        println!("| {name} | {knn:.2} s | {ease:.2} s | {all:.2} s | {read} MB | {} MB |", peak());
    }
}
