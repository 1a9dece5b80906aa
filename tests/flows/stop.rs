//! Stopping what runs, from the window: nothing is written, and the window says so.

use std::time::Duration;

use eframe::egui::Key;
use fupan::gui::app::{Command, Page, TrayStage};
use fupan::learn::Question;

use crate::flows::{Opening, Window, sample};

/// The button that stops what runs, once the work says how far it is.
fn stop_at(window: &mut Window, step: &str) {
    window.frames_until(step, |window| {
        window.progress().is_some_and(|said| said.starts_with(step) && said.ends_with('%'))
    });
    window.press("取消");
    window.must_see("已取消，什么都没改");
    assert!(window.progress().is_none());
    assert!(window.harness.state().state().stoppable().is_none());
    // The next frame is due when the toast goes, not before.
    let due = window.due();
    assert!(due > Duration::from_secs(1), "the window keeps drawing: {due:?}");
}

#[test]
fn a_training_is_stopped_and_leaves_no_model() {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    let before = window.harness.state().state().facts().unwrap().revision;
    window.ctrl(Key::Num5);
    window.click("训练");
    stop_at(&mut window, "正在训练");
    window.must_see("还没训练过这个问题");
    assert!(window.engine().training_runs(Question::Buyers).unwrap().is_empty());
    let state = window.harness.state().state();
    assert_eq!(state.facts().unwrap().revision, before);
    assert!(state.blocked(&Command::Train(Question::Buyers)).is_none(), "it can be tried again");
}

#[test]
fn reading_the_sample_is_stopped_and_the_first_minute_stands_again() {
    let opening = Opening { sample: Some(sample("shanhe")), ..Opening::default() };
    let mut window = Window::open_with(opening);
    for step in ["正在读", "正在核对", "正在写入"] {
        window.click("先用示例数据看看");
        stop_at(&mut window, step);
        assert!(window.harness.state().state().is_first_run());
        assert!(window.engine().imports().unwrap().is_empty());
        window.must_see("先用示例数据看看");
    }
}

#[test]
fn a_preview_is_stopped_and_the_tray_is_as_before() {
    let mut window = Window::open();
    let file = window.file("场次.csv", crate::flows::SESSIONS);
    window.drop_files(&[&file]);
    window.must_see("已识别");
    // More files beside the one that waits.
    window.harness.state_mut().push(Command::ImportPaths(vec![sample("shanhe")]));
    stop_at(&mut window, "正在读");
    let TrayStage::Waiting(tray) = &window.harness.state().state().tray else {
        panic!("the file that waited is gone");
    };
    assert_eq!(tray.0.files.len(), 1);
    window.press("导入已识别的 1 个");
    assert_eq!(window.harness.state().state().facts().unwrap().sessions, 3);
}

#[test]
fn writing_is_stopped_and_the_files_wait_in_the_tray_again() {
    let mut window = Window::open();
    let orders = sample("shanhe/订单_2026下半年.zip");
    let comments = sample("shanhe/comments.csv");
    let sessions = sample("shanhe/sessions.csv");
    window.drop_files(&[&orders, &comments, &sessions]);
    let button = match &window.harness.state().state().tray {
        TrayStage::Waiting(tray) => format!("导入已识别的 {} 个", tray.0.ready()),
        other => panic!("{other:?}"),
    };
    assert_eq!(window.harness.state().state().prefs.page, Page::Data);
    window.click(&button);
    stop_at(&mut window, "正在写入");
    assert!(matches!(window.harness.state().state().tray, TrayStage::Waiting(_)));
    assert_eq!(window.harness.state().state().facts().unwrap().imports, 0);
    let mut engine = window.engine();
    assert!(engine.imports().unwrap().is_empty());
    assert!(engine.snapshot().unwrap().sessions.is_empty());
    drop(engine);

    // The same press goes through now: nothing has to be read again.
    window.press(&button);
    window.must_see("已写入");
    assert_eq!(window.harness.state().state().facts().unwrap().imports, 1);
}

#[test]
fn while_one_job_runs_no_other_is_begun() {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    window.ctrl(Key::Num5);
    window.click("训练");
    window.frames_until("the training", |window| window.progress().is_some());
    let state = window.harness.state().state();
    for command in [
        Command::Train(Question::Products),
        Command::UndoLast,
        Command::ImportPaths(Vec::new()),
        Command::Reopen,
    ] {
        assert!(state.blocked(&command).is_some(), "{command:?}");
    }
    stop_at(&mut window, "正在训练");
}
