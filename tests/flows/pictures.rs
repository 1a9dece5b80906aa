//! Three pages in both looks and languages, pixel by pixel. Without a graphics driver there is nothing to draw
//! with and nothing is compared, unless `FUPAN_PIXELS` says that there must be one.
//!
//! `UPDATE_SNAPSHOTS=1` takes the pictures anew.

use std::panic::catch_unwind;

use egui_kittest::SnapshotOptions;
use egui_kittest::wgpu::WgpuTestRenderer;
use fupan::gui::app::{Command, Page};

use crate::flows::{Opening, Window};

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
