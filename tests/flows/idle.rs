//! A window that rests costs nothing: no page asks for a frame without a cause.

use std::time::Duration;

use eframe::egui::{Event, Key, Pos2};
use egui_kittest::kittest::Queryable;
use fupan::gui::app::{Appearance, Command, Page};

use crate::flows::{Opening, SESSIONS, Window};

/// A worker wakes the window after it has handed its answer over. Where the answer was taken
/// before, that wake comes late and finds nothing to do: so many of them are no unrest.
const LATE_WAKES: usize = 2;

#[track_caller]
fn must_rest(window: &mut Window, what: &str) {
    // Rest is eight frames in a row that ask for no other.
    let (mut wakes, mut calm) = (0, 0);
    while calm < 8 {
        if window.is_idle() && !window.harness.ctx.has_requested_repaint() {
            calm += 1;
        } else {
            (wakes, calm) = (wakes + 1, 0);
            let causes = window.harness.ctx.repaint_causes();
            assert!(wakes <= LATE_WAKES, "{what} asks for frames: {causes:?}");
        }
        window.harness.step();
    }
}

fn every_page_rests(window: &mut Window, what: &str) {
    for page in Page::ALL {
        window.harness.state_mut().push(Command::Go(page));
        window.settle();
        must_rest(window, &format!("{what} {page:?}"));
    }
}

#[test]
fn an_empty_window_asks_for_no_frame() {
    let mut window = Window::open();
    every_page_rests(&mut window, "empty");
}

#[test]
fn no_page_of_the_sample_asks_for_a_frame_in_either_look() {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    for appearance in [Appearance::Light, Appearance::Dark] {
        window.harness.state_mut().push(Command::SetAppearance(appearance));
        every_page_rests(&mut window, &format!("{appearance:?}"));
    }
}

#[test]
fn trained_models_and_a_measured_past_ask_for_no_frame() {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    let question = fupan::learn::Question::Products;
    window.harness.state_mut().push(Command::Train(question));
    window.settle();
    window.let_toasts_go();
    window.ctrl(Key::Num5);
    must_rest(&mut window, "models");
    window.ctrl(Key::Num6);
    window.harness.query_all_by_label_contains("过去推得准吗？").next().unwrap().click();
    window.settle();
    window.press("拿过去考一考");
    window.let_toasts_go();
    must_rest(&mut window, "recommend");
}

#[test]
fn a_pointer_that_lies_still_asks_for_no_frame_for_ever() {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    for page in Page::ALL {
        window.harness.state_mut().push(Command::Go(page));
        window.settle();
        for (x, y) in [(700.0, 200.0), (500.0, 480.0), (1250.0, 700.0), (30.0, 200.0)] {
            window.harness.event(Event::PointerMoved(Pos2::new(x, y)));
            // A tip may appear after a moment and fade in.
            window.harness.run_steps(30);
            window.settle();
            must_rest(&mut window, &format!("{page:?} with the pointer at {x}, {y}"));
        }
        window.harness.remove_cursor();
        window.settle();
    }
}

#[test]
fn a_toast_asks_for_one_frame_when_it_goes_and_the_window_rests_after() {
    let mut window = Window::open();
    let file = window.file("场次.csv", SESSIONS);
    window.drop_files(&[&file]);
    window.press("导入已识别的 1 个");
    window.must_see("导入 1 个文件");
    let delay = window.due();
    assert!(delay > Duration::from_secs(1) && delay < Duration::from_secs(7), "{delay:?}");
    window.let_toasts_go();
    window.must_not_see("导入 1 个文件");
    must_rest(&mut window, "after the toast");
}

#[test]
fn open_palette_and_warning_ask_for_no_frame() {
    let mut window = Window::open();
    // A warning stays until it is closed, without drawing itself over and over.
    let taken = window.folder.path().join("missing").join("x.csv");
    window.harness.state_mut().push(Command::ImportPaths(vec![taken]));
    window.settle();
    window.let_toasts_go();
    must_rest(&mut window, "a file that is not there");
    window.ctrl(Key::K);
    window.settle();
    // The caret of the search field does not blink.
    must_rest(&mut window, "the palette");
    window.key(Key::Escape);
    must_rest(&mut window, "after the palette");
}
