//! Speed of the pages on a store of many years: 2,000 sessions, 120,000 product rows, a million
//! minutes, five million order lines. Everything is made from a seed and imported like a person's
//! own tables.
//!
//!     cargo bench --bench big -- make STORE          # once: some minutes
//!     cargo bench --bench big -- make STORE 0.1      # a tenth of it
//!     cargo bench --bench big -- measure STORE       # opening, and every page, cold and warm
//!     cargo bench --bench big -- measure STORE recommend settings     # without the slow ones
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use fupan::domain::{Job, SessionId};
use fupan::engine::{Engine, ImportOptions};
use fupan::plan::{Method, PlanForm};
use fupan::present::pages::models::ModelsAsk;
use fupan::recommend::{Audience, RecommendRequest};
use fupan::worker::{PageKind, Places, Work, Worker};
use jiff::civil::{DateTime, date};
use jiff::{SignedDuration, ToSpan as _};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

mod asked;

use asked::{PATIENCE, ask, median, setup};

const SEED: u64 = 42;
const RUNS: usize = 5;

const SESSIONS: usize = 2_000;
const PRODUCTS: usize = 600;
/// Of each session.
const SHOWN: usize = 60;
const MINUTES: usize = 500;
const LINES: usize = 2_500;
const BUYERS: usize = 400_000;
/// Sessions of one file of orders.
const PER_FILE: usize = 100;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["make", store] => make(Path::new(store), 1.0),
        ["make", store, scale] => make(Path::new(store), scale.parse().unwrap()),
        ["measure", store, ref but @ ..] => measure(Path::new(store), but),
        _ => println!("make STORE [SCALE] | measure STORE [PAGE TO LEAVE OUT…]"),
    }
}

fn job() -> Job {
    Job::new("2026-11-22T15:40:00Z".parse().unwrap(), SEED)
}

fn places(store: &Path) -> Places {
    Places::in_folder(store.parent().unwrap())
}

fn start_of(session: usize) -> DateTime {
    let first = date(2021, 5, 30).at(0, 0, 0, 0);
    let hour = [9, 14, 12, 13][session % 4];
    first + (session as i64).days() + i64::from(hour).hours()
}

fn text(at: DateTime) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// Files of one stretch of sessions.
fn files(folder: &Path, rng: &mut ChaCha8Rng, sessions: std::ops::Range<usize>) -> Vec<PathBuf> {
    let first = sessions.start;
    let mut list = String::from(
        "session_id,account,platform,host,start_at,end_at,room_impr_uv,viewers_uv,views_pv,\
         prod_impr_uv,prod_click_uv,orders,buyers,gmv,paid_amount,refund_amount,ad_spend\n",
    );
    let mut products = String::from(
        "session_id,product_id,product_name,price,impr_uv,click_uv,orders,items,buyers,gmv,\
         paid_amount,refund_amount\n",
    );
    let mut minutes = String::from("session_id,at,online,entered,left_count,comments,orders,gmv\n");
    let mut orders = String::from(
        "session_id,order_id,product_id,product_name,qty,paid,created_at,paid_at,buyer_id,status\n",
    );
    for session in sessions {
        let start = start_of(session);
        let end = start + SignedDuration::from_mins(MINUTES as i64);
        let viewers = rng.gen_range(20_000..60_000);
        let id = format!("L{session:05}");
        let mut gmv = 0.0;
        for line in 0..LINES {
            let product = (session * 7 + line % SHOWN) % PRODUCTS;
            let paid = 9.0 + (product % 190) as f64;
            gmv += paid;
            let at = start + SignedDuration::from_secs(rng.gen_range(0..MINUTES as i64 * 60));
            let status = if rng.gen_bool(0.05) { "退款成功" } else { "已完成" };
            let (at, buyer) = (text(at), rng.gen_range(0..BUYERS));
            writeln!(
                orders,
                "{id},{session:05}{line:06},p{product:04},商品{product:04},1,{paid},{at},{at},\
                 b{buyer},{status}",
            )
            .unwrap();
        }
        for shown in 0..SHOWN {
            let product = (session * 7 + shown) % PRODUCTS;
            let seen = rng.gen_range(2_000..12_000);
            let (sold, price) = (LINES / SHOWN, 9.0 + (product % 190) as f64);
            let (clicked, amount) = (seen / 9, price * sold as f64);
            writeln!(
                products,
                "{id},p{product:04},商品{product:04},{price},{seen},{clicked},{sold},{sold},\
                 {sold},{amount},{amount},{}",
                amount * 0.05,
            )
            .unwrap();
        }
        for minute in 0..MINUTES {
            let at = text(start + SignedDuration::from_mins(minute as i64));
            let online = rng.gen_range(200..900);
            writeln!(minutes, "{id},{at},{online},{},{},3,5,{}", online / 9, online / 10, 480)
                .unwrap();
        }
        let (start, end, host) = (text(start), text(end), session % 6);
        writeln!(
            list,
            "{id},山禾,douyin,主播{host},{start},{end},{},{viewers},{},{},{},{LINES},{},{gmv},\
             {gmv},{},{}",
            viewers * 5,
            viewers * 2,
            viewers * 7 / 10,
            viewers / 6,
            LINES * 9 / 10,
            gmv * 0.05,
            gmv * rng.gen_range(0.01..0.2),
        )
        .unwrap();
    }
    [("sessions", list), ("session_products", products), ("minutes", minutes), ("orders", orders)]
        .map(|(name, text)| {
            let path = folder.join(format!("{name}_{first}.csv"));
            std::fs::write(&path, text).unwrap();
            path
        })
        .to_vec()
}

fn make(store: &Path, scale: f64) {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let mut engine = Engine::open_or_create(store, &places(store)).unwrap();
    let sessions = (SESSIONS as f64 * scale) as usize;
    let begun = Instant::now();
    for first in (0..sessions).step_by(PER_FILE) {
        let folder = tempfile::tempdir().unwrap();
        let last = (first + PER_FILE).min(sessions);
        let paths = files(folder.path(), &mut rng, first..last);
        let start = Instant::now();
        let prepared = engine.read_import(&job(), &paths, &ImportOptions::default()).unwrap();
        let report = engine.commit_import(&job(), &prepared).unwrap();
        assert!(report.failed.is_empty() && report.rows_rejected() == 0, "{:?}", report.failed);
        println!(
            "{} sessions, {} order lines: {:.1} s",
            report.sessions,
            report.order_lines,
            start.elapsed().as_secs_f64(),
        );
    }
    let bytes = std::fs::metadata(store).unwrap().len() as f64 / 1e6;
    println!("made in {:.0} s, {bytes:.0} MB", begun.elapsed().as_secs_f64());
}

fn kinds() -> Vec<(&'static str, PageKind)> {
    let recommend = |buyers| PageKind::Recommend {
        request: Box::new(RecommendRequest::new(Audience::NextSession)),
        quality: None,
        together: false,
        buyers,
    };
    let plan = PageKind::Plan {
        form: Box::new(PlanForm::default()),
        method: Method::Auto,
        usual_goal: true,
    };
    vec![
        ("overview", PageKind::Overview),
        ("review", PageKind::Review { session: None, comments: false }),
        (
            "review of an old session",
            PageKind::Review { session: Some(SessionId(7)), comments: false },
        ),
        ("products", PageKind::Products { selected: None, comments: false }),
        ("viewers", PageKind::Viewers),
        ("models", PageKind::Models(Box::new(ModelsAsk { levels: 3, ..ModelsAsk::default() }))),
        ("recommend", recommend(false)),
        ("recommend, what each buyer bought", recommend(true)),
        ("plan", plan),
        ("evaluate", PageKind::Evaluate { plan: None, experiment: None, split: true }),
        ("data", PageKind::Data { tray: None, session: None, opened: None, by_field: false }),
        ("settings", PageKind::Settings { look: false }),
        ("settings, people's data looked at", PageKind::Settings { look: true }),
    ]
}

/// Opening the store and its first answer, then every page, cold and warm. Cold: the first time
/// after the store was opened and its facts were read.
fn measure(store: &Path, but: &[&str]) {
    let kinds: Vec<_> = kinds().into_iter().filter(|(name, _)| !but.contains(name)).collect();
    let (mut opening, mut first) = (Vec::new(), Vec::new());
    let mut cold = vec![Vec::new(); kinds.len()];
    let mut warm = cold.clone();
    for _ in 0..RUNS {
        let mut worker = Worker::start(setup(store.parent().unwrap()), Arc::new(|| {})).unwrap();
        let start = Instant::now();
        worker.submit(Work::Open { store: store.to_owned() }).unwrap();
        assert!(worker.wait(PATIENCE));
        worker.poll().unwrap();
        opening.push(start.elapsed());
        first.push(ask(&mut worker, &PageKind::Finder));
        for (at, (_, kind)) in kinds.iter().enumerate() {
            cold[at].push(ask(&mut worker, kind));
            warm[at].push(ask(&mut worker, kind));
        }
    }
    println!("median (fastest) of {RUNS}; opening {}", median(opening));
    println!("first answer {}", median(first));
    for (((name, _), cold), warm) in kinds.iter().zip(cold).zip(warm) {
        println!("{name}: cold {}, warm {}", median(cold), median(warm));
    }
}
