//! Speed of the window on the sample data: page models as the worker makes them, switching
//! pages, and frames with their tessellation; without a screen, through the window's own code.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, TouchPhase, vec2};
use fupan::domain::Job;
use fupan::engine::{Engine, ImportOptions};
use fupan::gui::app::{Command, Page};
use fupan::gui::kit::Dropdown;
use fupan::learn::Question;
use fupan::metrics::Stretch;
use fupan::plan::{Method, PlanForm};
use fupan::present::pages::models::ModelsAsk;
use fupan::recommend::{Audience, Protocol, RecommendRequest};
use fupan::worker::{PageKind, Places, Work, Worker};

mod asked;
#[path = "asked/window.rs"]
mod window;

use asked::{PATIENCE, ask, median, setup};
use window::Window;

const RUNS: usize = 7;
const FRAMES: usize = 60;

/// The sample data with all three questions trained.
fn fill(folder: &Path) {
    let places = Places::in_folder(folder);
    let mut engine = Engine::open_or_create(&places.default_store(), &places).unwrap();
    let job = Job::new("2026-11-22T15:40:00Z".parse().unwrap(), 42);
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    let shops = ["shanhe", "guangying", "chujian"].map(|shop| sample.join(shop));
    let prepared = engine.prepare_import(&job, &shops, &ImportOptions::default()).unwrap();
    engine.commit_import(&job, &prepared).unwrap();
    for question in Question::ALL {
        let start = Instant::now();
        let source = engine.likely_source(*question).unwrap();
        let spec = fupan::learn::TrainSpec::new(*question, source, job.seed);
        engine.train(&job, &spec).unwrap();
        println!("train {question:?}: {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    }
}

fn kinds(folder: &Path) -> Vec<(&'static str, PageKind)> {
    let places = Places::in_folder(folder);
    let mut engine = Engine::open_read_only(&places.default_store(), &places).unwrap();
    let session = engine.find_session(None).unwrap();
    let against = engine.snapshot().unwrap().sessions[0].id;
    let stretch = Stretch::between(60, 90);
    let plan = |goal: Option<f64>| {
        let mut form = PlanForm::default();
        form.session.goal = goal;
        PageKind::Plan { form: Box::new(form), method: Method::Auto, usual_goal: true }
    };
    let recommend = |quality| PageKind::Recommend {
        request: Box::new(RecommendRequest::new(Audience::NextSession)),
        quality,
        together: false,
        buyers: false,
    };
    vec![
        ("finder", PageKind::Finder),
        ("overview", PageKind::Overview),
        ("review", PageKind::Review { session: None, comments: false }),
        ("review, a range", PageKind::Brush { session, stretch }),
        ("review, two sessions", PageKind::Compare { session, against }),
        ("products", PageKind::Products { selected: None, comments: false }),
        ("comments", PageKind::Products { selected: None, comments: true }),
        ("viewers", PageKind::Viewers),
        ("models", PageKind::Models(Box::new(ModelsAsk { levels: 3, ..ModelsAsk::default() }))),
        ("recommend", recommend(None)),
        ("recommend, past measured", recommend(Some(Protocol::Time))),
        ("plan", plan(None)),
        ("plan, goal typed", plan(Some(50_000.0))),
        ("evaluate", PageKind::Evaluate { plan: None, experiment: None, split: true }),
        ("data", PageKind::Data { tray: None, session: None, opened: None, by_field: false }),
        ("settings", PageKind::Settings { look: true }),
    ]
}

fn models(folder: &Path) {
    println!("\npage models, from the question to the answer: cold (first of all), warm;");
    println!("median (fastest) of {RUNS}");
    for (name, kind) in kinds(folder) {
        let (mut cold, mut warm) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let mut worker = Worker::start(setup(folder), Arc::new(|| {})).unwrap();
            let store = Places::in_folder(folder).default_store();
            worker.submit(Work::Open { store }).unwrap();
            assert!(worker.wait(PATIENCE));
            worker.poll().unwrap();
            cold.push(ask(&mut worker, &kind));
            warm.push(ask(&mut worker, &kind));
        }
        println!("{name}: {}, {}", median(cold), median(warm));
    }
}

fn switches(folder: &Path) {
    println!("\nin the window, 1440 × 900: switch to the page for the first time, again;");
    println!("frame with tessellation while the pointer moves: median (fastest)");
    let mut first: Vec<Vec<Duration>> = vec![Vec::new(); Page::ALL.len()];
    let mut again: Vec<Vec<Duration>> = vec![Vec::new(); Page::ALL.len()];
    let mut frames: Vec<Vec<Duration>> = vec![Vec::new(); Page::ALL.len()];
    let mut opened = Vec::new();
    let mut vertices = vec![0; Page::ALL.len()];
    for _ in 0..RUNS {
        let start = Instant::now();
        let mut window = Window::open(folder);
        window.settle();
        opened.push(start.elapsed());
        window.switch(Page::Settings);
        for times in [&mut first, &mut again] {
            for (at, page) in Page::ALL.into_iter().enumerate() {
                // Where it already is, nothing is switched.
                if page == Page::Settings {
                    window.switch(Page::Data);
                }
                times[at].push(window.switch(page));
            }
        }
        for (at, page) in Page::ALL.into_iter().enumerate() {
            window.switch(page);
            for step in 0..FRAMES {
                let way = step as f32 / FRAMES as f32;
                let place = Pos2::new(100.0 + 1300.0 * way, 80.0 + 780.0 * way);
                let start = Instant::now();
                vertices[at] = window.draw(vec![Event::PointerMoved(place)]);
                frames[at].push(start.elapsed());
            }
        }
    }
    println!("open the store and show the overview: {}", median(opened));
    for (at, page) in Page::ALL.into_iter().enumerate() {
        println!(
            "{page:?}: {}, {}; {}, {} vertices",
            median(std::mem::take(&mut first[at])),
            median(std::mem::take(&mut again[at])),
            median(std::mem::take(&mut frames[at])),
            vertices[at]
        );
    }
}

/// Sessions of a merchant with many rooms for many years.
const SESSIONS: usize = 20_000;

fn fill_with_sessions(folder: &Path) {
    let places = Places::in_folder(folder);
    let mut engine = Engine::open_or_create(&places.default_store(), &places).unwrap();
    let mut table =
        String::from("session_id,account,platform,host,start_at,end_at,viewers_uv,paid_amount\n");
    let first = jiff::civil::date(2012, 1, 1).at(8, 0, 0, 0);
    for session in 0..SESSIONS {
        let start = first + jiff::SignedDuration::from_hours(6 * session as i64);
        let end = start + jiff::SignedDuration::from_hours(2);
        let (viewers, paid) = (900 + session % 700, 5_000 + session % 3_000);
        let host = session % 5;
        writeln!(table, "S{session},山禾,douyin,主播{host},{start},{end},{viewers},{paid}")
            .unwrap();
    }
    let path = folder.join("sessions.csv");
    std::fs::write(&path, table).unwrap();
    let job = Job::new("2026-11-22T15:40:00Z".parse().unwrap(), 42);
    let prepared = engine.read_import(&job, &[path], &ImportOptions::default()).unwrap();
    let report = engine.commit_import(&job, &prepared).unwrap();
    assert!(report.failed.is_empty() && report.rows_rejected() == 0, "{:?}", report.failed);
}

fn wheel(down: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -down),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

/// The lists that hold every session, scrolled: the palette, the choice of a session, and the
/// pages that stand on as many.
fn lists() {
    let folder = tempfile::tempdir().unwrap();
    fill_with_sessions(folder.path());
    println!("\n{SESSIONS} sessions: frame with tessellation, median (fastest; slowest)");
    let print = |what: &str, mut times: Vec<Duration>| {
        times.sort();
        let slowest = times[times.len() - 1].as_secs_f64() * 1e3;
        println!("{what}: {}; slowest {slowest:.1} ms", median(times));
    };
    let mut window = Window::open(folder.path());
    window.settle();
    let scroll = |window: &mut Window, at: Pos2| -> Vec<Duration> {
        (0..FRAMES)
            .map(|_| {
                let start = Instant::now();
                window.draw(vec![Event::PointerMoved(at), wheel(400.0)]);
                start.elapsed()
            })
            .collect()
    };
    for page in [Page::Overview, Page::Review, Page::Data] {
        window.switch(page);
        print(&format!("{page:?}"), scroll(&mut window, Pos2::new(700.0, 600.0)));
    }
    window.app.push(Command::TogglePalette);
    let start = Instant::now();
    window.draw(Vec::new());
    println!("palette opened: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    print("palette, scrolled", scroll(&mut window, Pos2::new(720.0, 300.0)));
    let typed: Vec<Duration> = "2019 周六 08"
        .chars()
        .map(|letter| {
            let start = Instant::now();
            window.draw(vec![Event::Text(letter.to_string())]);
            start.elapsed()
        })
        .collect();
    print("palette, typed into", typed);

    let texts: Vec<String> =
        (0..SESSIONS).map(|at| format!("11-{at} 周六 19:30–23:30 · 小禾")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let ctx = egui::Context::default();
    fupan::gui::theme::install_fonts(&ctx);
    fupan::gui::theme::apply(&ctx, fupan::gui::theme::Look::default());
    let mut times = Vec::new();
    let at = Pos2::new(40.0, 20.0);
    let press = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let frame = |events: Vec<Event>| {
        let start = Instant::now();
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(Pos2::ZERO, vec2(1440.0, 900.0))),
            events,
            ..egui::RawInput::default()
        };
        let output = ctx.run_ui(input, |ui| {
            Dropdown::new(&texts, Some(SESSIONS / 2)).show(ui);
        });
        let shapes = output.shapes.len();
        std::hint::black_box(ctx.tessellate(output.shapes, 1.0));
        (start.elapsed(), shapes)
    };
    let closed = frame(Vec::new()).1;
    frame(vec![Event::PointerMoved(at), press(true)]);
    frame(vec![press(false)]);
    assert!(frame(Vec::new()).1 > closed, "the list is open");
    for _ in 0..FRAMES {
        times.push(frame(vec![Event::PointerMoved(Pos2::new(60.0, 120.0)), wheel(400.0)]).0);
    }
    print("choice of a session, scrolled", times);
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    models(folder.path());
    switches(folder.path());
    lists();
}
