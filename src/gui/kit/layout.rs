//! Splitting a page into boxes that line up.

use eframe::egui;
use eframe::egui::{Layout, Rect, Ui, UiBuilder, pos2};

use crate::gui::theme::space;

/// How wide (or high) a part of a row (or column) is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Track {
    /// That many points.
    Fixed(f32),
    /// That share of what the fixed parts leave.
    Share(f32),
}

fn lengths(total: f32, gap: f32, tracks: &[Track]) -> Vec<f32> {
    let gaps = gap * tracks.len().saturating_sub(1) as f32;
    let (mut fixed, mut shares) = (0.0, 0.0);
    for track in tracks {
        match track {
            Track::Fixed(points) => fixed += points,
            Track::Share(share) => shares += share,
        }
    }
    let rest = (total - gaps - fixed).max(0.0);
    tracks
        .iter()
        .map(|track| match track {
            Track::Fixed(points) => *points,
            Track::Share(share) => rest * share / f32::max(shares, f32::EPSILON),
        })
        .collect()
}

/// Boxes side by side over the whole height of `rect`, on whole points.
pub fn columns(rect: Rect, gap: f32, tracks: &[Track]) -> Vec<Rect> {
    let mut x = rect.left();
    lengths(rect.width(), gap, tracks)
        .into_iter()
        .map(|width| {
            let part = Rect::from_min_max(
                pos2(x.round(), rect.top()),
                pos2((x + width).round(), rect.bottom()),
            );
            x += width + gap;
            part
        })
        .collect()
}

/// Boxes one under another over the whole width of `rect`, on whole points.
pub fn rows(rect: Rect, gap: f32, tracks: &[Track]) -> Vec<Rect> {
    let mut y = rect.top();
    lengths(rect.height(), gap, tracks)
        .into_iter()
        .map(|height| {
            let part = Rect::from_min_max(
                pos2(rect.left(), y.round()),
                pos2(rect.right(), (y + height).round()),
            );
            y += height + gap;
            part
        })
        .collect()
}

/// Draws into a box, top down, without moving the cursor of `ui`.
pub fn place<R>(ui: &mut Ui, rect: Rect, draw: impl FnOnce(&mut Ui) -> R) -> R {
    place_with(ui, rect, Layout::top_down(egui::Align::Min), draw)
}

/// As [`place`], with another layout.
pub fn place_with<R>(
    ui: &mut Ui,
    rect: Rect,
    layout: Layout,
    draw: impl FnOnce(&mut Ui) -> R,
) -> R {
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    draw(&mut child)
}

/// Whether a page of this width drops to one column, keeps bottom panels as tabs, or shows all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breadth {
    /// Under 1024 for the window: one column.
    One,
    /// Under 1280: bottom panels become tabs.
    Tabs,
    /// Everything side by side.
    Full,
}

impl Breadth {
    /// From the width of the page between rail and right margin.
    pub fn of_page(width: f32) -> Self {
        let window = width + space::RAIL + 2.0 * space::PAGE;
        if window < 1024.0 {
            Self::One
        } else if window < 1280.0 {
            Self::Tabs
        } else {
            Self::Full
        }
    }
}
