//! What the window does in the background and the command line does: the same.

use std::sync::Arc;
use std::time::Duration;

use fupan::engine::Engine;
use fupan::plan::{Method, PlanForm, RiskForm, ViewersForm};
use fupan::worker::{Outcome, Places, Reply, Setup, Work, Worker};
use serde_json::Value;

use super::{fupan, printed, shops};

#[test]
#[allow(clippy::disallowed_methods, reason = "the command line beside it runs on the clock of now")]
fn the_window_keeps_the_same_plan_as_the_command_line() {
    let shop = shops();
    let folder = shop.path();
    let places = Places::in_folder(&folder.join("data"));
    // As the window does it: the goal and the moment are left to past sessions.
    let setup = Setup {
        places: places.clone(),
        clock: Arc::new(jiff::Timestamp::now),
        seed: 42,
        zone: jiff::tz::TimeZone::UTC,
    };
    let mut worker = Worker::start(setup, Arc::new(|| {})).unwrap();
    let mut form = PlanForm::default();
    form.session.minutes = Some(90);
    form.session.viewers = Some(ViewersForm::One(900.0));
    form.session.risk = Some(RiskForm { floor: Some(10.0), ..RiskForm::default() });
    worker.submit(Work::Open { store: folder.join("a.fupan") }).unwrap();
    worker
        .submit(Work::SavePlan {
            name: "窗口".to_owned(),
            form: Box::new(form),
            method: Method::Auto,
            usual_goal: true,
            account: None,
        })
        .unwrap();
    loop {
        assert!(worker.wait(Duration::from_mins(1)), "no answer");
        match worker.poll().map(|event| event.outcome) {
            Some(Outcome::Done(Reply::PlanSaved(..))) => break,
            Some(Outcome::Done(Reply::Opened)) | None => {}
            Some(other) => panic!("{other:?}"),
        }
    }
    drop(worker);
    let kept = |name: &str| {
        Engine::open_read_only(&folder.join("a.fupan"), &places).unwrap().plan(name).unwrap()
    };
    let window = kept("窗口");
    let request: Value = serde_json::from_str(&window.request).unwrap();
    let goal = request["session"]["goal"].as_f64().unwrap().to_string();
    assert!(request["session"]["start"].is_string(), "{request}");
    let asked = ["--viewers", "900", "--minutes", "90", "--goal", &goal, "--floor", "10"];
    printed(&fupan(folder, &[&["plan"][..], &asked, &["--save", "命令行"]].concat()));
    let line = kept("命令行");
    assert_eq!(line.request, window.request);
    assert_eq!(line.result, window.result);
    assert_eq!((line.items, line.slots), (window.items, window.slots));
}
