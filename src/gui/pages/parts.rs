//! From the parts of page models to kit widgets: cards, meanings, dots, badges.

use eframe::egui::accesskit::Role as WidgetRole;
use eframe::egui::{
    Align2, CornerRadius, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::domain::{Role, Tier};
use crate::gui::app::Command;
use crate::gui::kit::interval::Mark;
use crate::gui::kit::layout::{self, Track};
use crate::gui::kit::metric::MetricState;
use crate::gui::kit::{
    BadgeKind, Better, Change, Estimate, Icon, Meaning, Metric, Shape, draw, icon_button,
};
use crate::gui::theme::{Theme, Type, radius, space};
use crate::present::pages::export::{ChartName, OfferKind, Subject};
use crate::present::pages::{self, Dot, Explain, MetricCard, Notice, RangeText, Sense as Good};
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
        badge: (!card.badge.text.is_empty())
            .then(|| (tier_badge(card.badge.tier), card.badge.text.clone())),
        change: card.change.as_ref().map(change),
        note,
        history: card.spark.iter().flatten().copied().collect(),
        median: card.median.as_ref().map(|median| median.raw),
        state,
        meaning: meaning(&card.explain),
        quiet: card.badge.tier == Tier::Low,
    }
}

/// The card of a brushed range: washed, its share of the session where a tier would stand.
pub fn brushed(card: &MetricCard) -> Metric {
    let note = card.median.as_ref().map_or_else(String::new, |median| median.text.clone());
    Metric {
        badge: (!card.remark.is_empty()).then(|| (BadgeKind::Tint, card.remark.clone())),
        state: MetricState::Brushed { note },
        ..metric(card)
    }
}

/// Height of one notice above a page.
const NOTICE: f32 = 30.0;

/// Height of all notices with their gap.
pub fn notices_height(notices: &[Notice]) -> f32 {
    if notices.is_empty() { 0.0 } else { NOTICE * notices.len() as f32 + space::GAP }
}

/// Things to know, one a line at the top; returns what is left below.
pub fn notices(ui: &mut Ui, theme: &Theme, notices: &[Notice], rect: Rect) -> Rect {
    for (at, notice) in notices.iter().enumerate() {
        let top = rect.top() + at as f32 * NOTICE;
        let (fill, edge, ink, icon) = if notice.warn {
            (theme.card.warn, theme.card.warn_edge, theme.text.warn, Icon::Warning)
        } else {
            (theme.card.sunken, theme.card.line, theme.text.second, Icon::Info)
        };
        let bar = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), NOTICE - 2.0));
        let corner = CornerRadius::same(radius::CONTROL);
        ui.painter().rect(bar, corner, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
        let y = bar.center().y;
        icon.paint(ui.painter(), pos2(bar.left() + 16.0, y), 14.0, ink);
        let at = pos2(bar.left() + 30.0, y);
        let room = bar.width() - 42.0;
        draw::text_in(ui.painter(), at, Align2::LEFT_CENTER, &notice.text, Type::Body, ink, room);
        let id = ui.scope_id().with(("notice", &notice.text));
        let response = ui.interact(bar, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &notice.text));
        crate::gui::kit::tip::hover_text(response, &notice.text);
    }
    Rect::from_min_max(pos2(rect.left(), rect.top() + notices_height(notices)), rect.max)
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
