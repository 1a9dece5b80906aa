//! From the parts of page models to kit widgets: cards, meanings, dots, badges.

use eframe::egui::{Rect, ScrollArea, Sense, Ui, vec2};

use crate::domain::{Role, Tier};
use crate::gui::app::Command;
use crate::gui::kit::interval::Mark;
use crate::gui::kit::layout::{self, Track};
use crate::gui::kit::metric::MetricState;
use crate::gui::kit::{
    BadgeKind, Better, Change, Estimate, Icon, Meaning, Metric, Shape, icon_button,
};
use crate::gui::theme::space;
use crate::present::pages::export::{ChartName, OfferKind, Subject};
use crate::present::pages::{self, Dot, Explain, MetricCard, RangeText, Sense as Good};
use crate::present::text::export as text;

/// The badge of a tier.
pub fn tier_badge(tier: Tier) -> BadgeKind {
    match tier {
        Tier::Top => BadgeKind::Strong,
        Tier::Middle => BadgeKind::Tint,
        Tier::Low => BadgeKind::Outline,
        Tier::Unclear => BadgeKind::Dashed,
    }
}

/// Position of a tier in the three tier colours; unclear has the lowest.
pub fn tier_index(tier: Tier) -> usize {
    match tier {
        Tier::Top => 0,
        Tier::Middle => 1,
        Tier::Low | Tier::Unclear => 2,
    }
}

/// Colour and shape of a role, the same on every page.
pub fn role_mark(role: Option<Role>) -> (usize, Shape) {
    match role {
        Some(Role::Profit) | None => (0, Shape::Circle),
        Some(Role::Giveaway) => (1, Shape::Square),
        Some(Role::Image) => (3, Shape::Diamond),
        Some(Role::Traffic) => (4, Shape::Triangle),
    }
}

/// How an interval's dot is drawn.
pub fn mark(dot: Dot) -> Mark {
    match dot {
        Dot::Solid => Mark::Clear,
        Dot::Hollow => Mark::Estimate,
        Dot::Ghost => Mark::Unclear,
    }
}

/// A value with its range for an interval bar.
pub fn estimate(value: f64, range: &RangeText, dot: Dot) -> Estimate {
    Estimate { value, low: range.low, high: range.high, mark: mark(dot), raw: None }
}

/// A change against the own median.
pub fn change(change: &pages::Change) -> Change {
    Change {
        text: change.text.trim_start_matches(['▲', '▼']).to_owned(),
        up: change.up,
        better: match change.sense {
            Good::MoreIsBetter => Better::More,
            Good::LessIsBetter => Better::Less,
            Good::Neutral => Better::Neither,
        },
        word: change.word.clone(),
    }
}

/// `file › sheet › row` of what was just drawn, on hover.
pub fn places(ui: &Ui, places: &[String]) {
    if places.is_empty() {
        return;
    }
    let id = ui.scope_id().with("places");
    let response = ui.interact(ui.min_rect(), id, eframe::egui::Sense::hover());
    crate::gui::kit::tip::hover_text(response, &places.join("\n"));
}

/// The small button in a chart's head that saves it as a picture.
pub fn save_picture(ui: &mut Ui, subject: Subject, chart: ChartName, out: &mut Vec<Command>) {
    let lang = super::lang(ui.ctx());
    let name = format!("{} · {}", text::save_picture(lang), text::chart(chart, lang));
    if icon_button(ui, Icon::Export, &name).clicked() {
        out.push(Command::Export(subject, OfferKind::Picture(chart)));
    }
}

/// 口径 as the hover shows it.
pub fn meaning(explain: &Explain) -> Meaning {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(explain.reported.clone());
    for text in [&explain.basis, &explain.note] {
        if !text.is_empty() {
            lines.push(text.clone());
        }
    }
    lines.extend(explain.sources.iter().cloned());
    let formula = if explain.formula.is_empty() {
        explain.name.clone()
    } else {
        format!("{} = {}", explain.name, explain.formula)
    };
    Meaning { formula, counts: explain.counts.clone(), lines }
}

/// A metric card.
pub fn metric(card: &MetricCard) -> Metric {
    let state = if card.missing.is_empty() {
        match (&card.interval, card.small_sample, card.value.raw) {
            (Some(range), true, Some(value)) => MetricState::Small {
                note: range.text.clone(),
                estimate: estimate(value, range, Dot::Hollow),
            },
            _ => MetricState::Normal,
        }
    } else {
        MetricState::Missing { why: card.missing.clone(), action: String::new() }
    };
    let note = match (&card.median, card.remark.is_empty()) {
        (_, false) => card.remark.clone(),
        (Some(median), true) => median.text.clone(),
        (None, true) => String::new(),
    };
    Metric {
        label: card.label.clone(),
        value: card.value.text.clone(),
        unit: card.unit.clone(),
        badge: Some((tier_badge(card.badge.tier), card.badge.text.clone())),
        change: card.change.as_ref().map(change),
        note,
        history: card.spark.iter().flatten().copied().collect(),
        median: card.median.as_ref().map(|median| median.raw),
        state,
        meaning: meaning(&card.explain),
        quiet: card.badge.tier == Tier::Low,
    }
}

/// A card narrower than this cuts its figure: the cards then stand in two rows.
const CARD_LEAST: f32 = 124.0;

/// How many rows `count` metric cards need over `width`.
pub fn card_lines(width: f32, count: usize) -> usize {
    let one = (width + space::GAP) / count.max(1) as f32 - space::GAP;
    if one < CARD_LEAST { 2 } else { 1 }
}

/// The height of those rows when a card is `height` high.
pub fn cards_height(width: f32, count: usize, height: f32) -> f32 {
    let lines = card_lines(width, count) as f32;
    lines * height + (lines - 1.0) * space::GAP
}

/// One box a card.
pub fn card_boxes(rect: Rect, count: usize) -> Vec<Rect> {
    let lines = card_lines(rect.width(), count);
    let across = count.div_ceil(lines).max(1);
    let tracks = vec![Track::Share(1.0); across];
    layout::rows(rect, space::GAP, &vec![Track::Share(1.0); lines])
        .into_iter()
        .flat_map(|line| layout::columns(line, space::GAP, &tracks))
        .take(count)
        .collect()
}

/// What a scroll bar of a page takes beside its cards.
pub const BAR: f32 = 8.0;

/// Draws a page of a fixed height: as high as the window when it is high enough, else scrolled.
pub fn page(ui: &mut Ui, id: &str, least: f32, draw: impl FnOnce(&mut Ui, Rect)) {
    let room = ui.available_height();
    if room + 0.5 >= least {
        let rect = ui.available_rect_before_wrap();
        draw(ui, rect);
        return;
    }
    ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
        let size = vec2(ui.available_width() - BAR, least);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        draw(ui, rect);
    });
}
