//! Speed of the window on the sample data: page models as the worker makes them, switching
//! pages, and frames with their tessellation; without a screen, through the window's own code.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::App as _;
use eframe::egui::{self, Event, Pos2, RawInput, Rect, vec2};
use fupan::domain::Job;
use fupan::engine::{Engine, ImportOptions};
use fupan::gui::app::{App, Command, Page, Prefs, Start};
use fupan::learn::Question;
use fupan::metrics::Stretch;
use fupan::plan::{Method, PlanForm};
use fupan::present::text::Lang;
use fupan::recommend::{Audience, RecommendRequest};
use fupan::worker::{PageKind, Places, Work, Worker};

mod asked;

use asked::{PATIENCE, ask, median, setup};

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
        ("models", PageKind::Models { question: None, method: None, version: 0, levels: 3 }),
        ("recommend", recommend(false)),
        ("recommend, past measured", recommend(true)),
        ("plan", plan(None)),
        ("plan, goal typed", plan(Some(50_000.0))),
        ("evaluate", PageKind::Evaluate),
        ("data", PageKind::Data { tray: None, session: None, opened: None, by_field: false }),
        ("settings", PageKind::Settings),
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

/// The window without a screen.
struct Window {
    ctx: egui::Context,
    app: App,
    frame: eframe::Frame,
    time: f64,
}

impl Window {
    fn open(folder: &Path) -> Self {
        let ctx = egui::Context::default();
        let start = Start {
            store: Places::in_folder(folder).default_store(),
            files: Vec::new(),
            lang: Some(Lang::Zh),
            system_lang: Lang::Zh,
            prefs: Prefs::default(),
            sample: None,
        };
        let app = App::new(&ctx, setup(folder), start).unwrap();
        let frame = eframe::Frame::_new_kittest();
        Self { ctx, app, frame, time: 0.0 }
    }

    /// One frame as the window makes it, but for the graphics card. Returns the vertices.
    fn draw(&mut self, events: Vec<Event>) -> usize {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1440.0, 900.0))),
            time: Some(self.time),
            max_texture_side: Some(8192),
            events,
            ..RawInput::default()
        };
        let (app, frame) = (&mut self.app, &mut self.frame);
        let output = self.ctx.run_ui(input, |ui| {
            app.logic(&ui.ctx().clone(), frame);
            app.ui(ui, frame);
        });
        let scale = self.ctx.pixels_per_point();
        let meshes = self.ctx.tessellate(output.shapes, scale);
        meshes
            .iter()
            .map(|mesh| match &mesh.primitive {
                egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
                egui::epaint::Primitive::Callback(_) => 0,
            })
            .sum()
    }

    /// Until everything that was asked for is drawn.
    fn settle(&mut self) {
        loop {
            self.draw(Vec::new());
            if !self.app.is_busy() {
                self.draw(Vec::new());
                if !self.app.is_busy() {
                    return;
                }
            }
            assert!(self.app.wait_for_worker(PATIENCE), "the worker is stuck");
        }
    }

    fn switch(&mut self, page: Page) -> Duration {
        let start = Instant::now();
        self.app.push(Command::Go(page));
        self.draw(Vec::new());
        self.settle();
        start.elapsed()
    }
}

fn window(folder: &Path) {
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

fn main() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    models(folder.path());
    window(folder.path());
}
