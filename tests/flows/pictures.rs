//! Six pages in both looks, five of them in both languages, pixel by pixel. Without a graphics
//! driver there is nothing to draw with and nothing is compared, unless `FUPAN_PIXELS` says that there must be one.
//!
//! `UPDATE_SNAPSHOTS=1` takes the pictures anew.

use std::panic::catch_unwind;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::SnapshotOptions;
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::wgpu::WgpuTestRenderer;
use fupan::gui::app::{Command, Page};

use crate::flows::{Opening, Window};
use crate::models::{method, trained};

/// Of 1,296,000 pixels: the edge of a line may round another way with another driver version.
const MAY_DIFFER: usize = 300;

fn can_draw() -> bool {
    let found = catch_unwind(WgpuTestRenderer::new).is_ok();
    let must = std::env::var_os("FUPAN_PIXELS").is_some();
    assert!(found || !must, "FUPAN_PIXELS is set, but there is no Vulkan driver to draw with");
    found
}

fn take(dark: bool, english: bool) {
    if !can_draw() {
        return;
    }
    let opening = Opening { shop: true, dark, english, pixels: true, ..Opening::default() };
    let mut window = Window::open_with(opening);
    let options =
        SnapshotOptions::new().output_path("tests/pictures").max_failed_pixels(MAY_DIFFER);
    let look = if dark { "dark" } else { "light" };
    let lang = if english { "-en" } else { "" };
    for (page, name) in PAGES {
        window.harness.state_mut().push(Command::Go(page));
        window.settle();
        window.harness.snapshot_options(format!("{name}{lang}-{look}"), &options);
    }
}

const PAGES: [(Page, &str); 3] =
    [(Page::Overview, "overview"), (Page::Review, "review"), (Page::Products, "products")];

/// The plan of the morning, and how it went once its session is beside it.
fn ahead(dark: bool, english: bool) {
    if !can_draw() {
        return;
    }
    let opening =
        Opening { shop: true, planned: true, dark, english, pixels: true, ..Opening::default() };
    let mut window = Window::open_with(opening);
    let options =
        SnapshotOptions::new().output_path("tests/pictures").max_failed_pixels(MAY_DIFFER);
    let look = if dark { "dark" } else { "light" };
    let lang = if english { "-en" } else { "" };
    window.ctrl(Key::Num7);
    window.harness.snapshot_options(format!("plan{lang}-{look}"), &options);
    window.ctrl(Key::Num8);
    let take = window.evaluate_page().session.take.clone();
    window.press(&take);
    window.let_toasts_go();
    window.harness.snapshot_options(format!("evaluate{lang}-{look}"), &options);
}

/// The tree with its card and checks, one answer's account, and a what-if.
fn models(dark: bool) {
    if !can_draw() {
        return;
    }
    let mut window = trained(Opening { dark, pixels: true, ..Opening::default() });
    // That it was trained is said for six seconds, over what is photographed.
    window.let_toasts_go();
    let options =
        SnapshotOptions::new().output_path("tests/pictures").max_failed_pixels(MAY_DIFFER);
    let look = if dark { "dark" } else { "light" };
    let take = |window: &mut Window, name: &str| {
        window.settle();
        window.harness.snapshot_options(format!("{name}-{look}"), &options);
    };
    method(&mut window, "决策树");
    take(&mut window, "models-tree");
    method(&mut window, "逻辑回归");
    window.press("一笔账");
    window.harness.get_by_label("找商品：输入名字").focus();
    window.type_text("挂耳");
    take(&mut window, "models-bill");
    window.press("试一试：如果这样");
    let mut sliders = window.harness.query_all_by_role(Role::Slider);
    let price = sliders
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with("价格 ")));
    price.unwrap().focus();
    drop(sliders);
    window.harness.run_steps(3);
    for _ in 0..4 {
        window.key(Key::ArrowLeft);
    }
    take(&mut window, "models-what-if");
}

#[test]
fn models_by_day() {
    models(false);
}

#[test]
fn models_by_night() {
    models(true);
}

#[test]
fn three_pages_by_day() {
    take(false, false);
}

#[test]
fn three_pages_by_night() {
    take(true, false);
}

#[test]
fn three_pages_in_english_by_day() {
    take(false, true);
}

#[test]
fn three_pages_in_english_by_night() {
    take(true, true);
}

#[test]
fn ahead_by_day() {
    ahead(false, false);
}

#[test]
fn ahead_by_night() {
    ahead(true, false);
}

#[test]
fn ahead_in_english_by_day() {
    ahead(false, true);
}

#[test]
fn ahead_in_english_by_night() {
    ahead(true, true);
}
