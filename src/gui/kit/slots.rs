//! The run-down: one block per slot, as wide as its minutes, over a time axis.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, CornerRadius, CursorIcon, Key, LayerId, Modifiers, Order, Pos2, Rect,
    Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{draw, tip};
use crate::gui::theme::{Theme, Type, radius};

/// Height of a block.
pub const SLOT: f32 = 44.0;

/// One block.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a> {
    /// Minutes from the start.
    pub start: u32,
    /// Minutes.
    pub minutes: u32,
    /// What is shown.
    pub name: &'a str,
    /// Minutes in words.
    pub length: &'a str,
    /// Who presents; may be empty.
    pub who: &'a str,
    /// From when to when, for hover and reading out.
    pub when: &'a str,
    /// Colour of its product.
    pub color: Color32,
}

/// What a hand does to a block: it takes it, or the edge after it, to a minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hold {
    /// Which block.
    pub slot: usize,
    /// Where to.
    pub to: u32,
    /// The edge between it and the next one rather than the block.
    pub edge: bool,
}

/// The run-down as it is to be drawn.
pub struct Timeline<'a> {
    /// Minutes of the session.
    pub total: u32,
    /// The blocks that can be taken.
    pub blocks: &'a [Slot<'a>],
    /// The blocks as they would lie if the hand let go now, with what that would change in words.
    pub preview: Option<(Hold, &'a [Slot<'a>], &'a str)>,
    /// The words of a minute on the axis.
    pub clock: &'a dyn Fn(u32) -> String,
}

/// What became of the blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handled {
    /// The block that was pressed.
    pub pressed: Option<usize>,
    /// What is held.
    pub held: Option<Hold>,
    /// What was let go, or moved by keys.
    pub dropped: Option<Hold>,
}

/// Width of an edge that can be taken.
const GRIP: f32 = 8.0;
/// How far Alt and an arrow take a block.
const KEY_STEP: u32 = 5;

/// Draws the blocks and the axis over the width at hand.
pub fn slots(ui: &mut Ui, line: &Timeline<'_>, selected: impl Fn(usize) -> bool) -> Handled {
    let theme = Theme::of(ui.ctx());
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, SLOT + 28.0), Sense::hover());
    let lane = Rect::from_min_size(rect.min, vec2(width, SLOT));
    let total = f64::from(line.total.max(1));
    let x = |minute: u32| draw::scale(f64::from(minute), (0.0, total), (lane.left(), lane.right()));
    let body = |slot: &Slot<'_>| {
        Rect::from_min_max(
            pos2(x(slot.start).round(), lane.top()),
            pos2(x(slot.start + slot.minutes).round() - 2.0, lane.bottom()),
        )
    };
    let mut handled = Handled::default();
    for (index, slot) in line.blocks.iter().enumerate() {
        let look = Look { selected: selected(index), seen: line.preview.is_none() };
        let response = block(ui, &theme, body(slot), slot, index, look);
        if response.clicked() {
            handled.pressed = Some(index);
        }
        if response.has_focus()
            && let Some(to) = taken_by_keys(ui, slot.start)
        {
            handled.dropped = Some(Hold { slot: index, to, edge: false });
        }
        let to = minute_under(ui, &response, slot.start, total / f64::from(lane.width().max(1.0)));
        settle(ui, &mut handled, &response, Hold { slot: index, to, edge: false });
    }
    for (index, slot) in line.blocks.iter().enumerate().take(line.blocks.len().saturating_sub(1)) {
        let end = slot.start + slot.minutes;
        let grip = Rect::from_center_size(pos2(x(end) - 1.0, lane.center().y), vec2(GRIP, SLOT));
        let response = ui
            .interact(grip, ui.scope_id().with(("edge", index)), Sense::drag())
            .on_hover_cursor(CursorIcon::ResizeHorizontal);
        if response.hovered() && line.preview.is_none() {
            let stroke = Stroke::new(2.0, theme.card.selected);
            ui.painter().vline(x(end) - 1.0, lane.y_range(), stroke);
        }
        let to = minute_under(ui, &response, end, total / f64::from(lane.width().max(1.0)));
        settle(ui, &mut handled, &response, Hold { slot: index, to, edge: true });
    }
    if let Some((hold, after, words)) = line.preview {
        for slot in after {
            paint(ui, &theme, body(slot), slot, false, false);
        }
        let at = x(hold.to);
        draw::dashed(
            ui.painter(),
            pos2(at, lane.top() - 12.0),
            pos2(at, lane.bottom() + 6.0),
            Stroke::new(1.5, theme.plot.main),
            3.0,
            3.0,
        );
        bubble(ui, &theme, pos2(at, lane.top() - 10.0), words);
    }
    axis(ui, &theme, lane, line.total, line.clock);
    handled
}

/// Minutes are whole: a block snaps to the minute that the hand has taken it to.
fn minute_under(ui: &Ui, response: &Response, from: u32, minutes_per_point: f64) -> u32 {
    let (origin, now) = ui.input(|i| (i.pointer.press_origin(), i.pointer.interact_pos()));
    match (origin, now) {
        (Some(origin), Some(now)) if response.dragged() => {
            let moved = f64::from(now.x - origin.x) * minutes_per_point;
            (f64::from(from) + moved).round().max(0.0) as u32
        }
        _ => from,
    }
}

/// Where it is let go is where it was held last: by then the press is forgotten.
fn settle(ui: &Ui, handled: &mut Handled, response: &Response, hold: Hold) {
    if response.drag_stopped() {
        handled.dropped = ui.data_mut(|data| data.remove_temp(response.id));
    } else if response.dragged() {
        ui.data_mut(|data| data.insert_temp(response.id, hold));
        handled.held = Some(hold);
    }
}

fn taken_by_keys(ui: &Ui, start: u32) -> Option<u32> {
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::ALT, Key::ArrowLeft) {
            Some(start.saturating_sub(KEY_STEP))
        } else if input.consume_key(Modifiers::ALT, Key::ArrowRight) {
            Some(start + KEY_STEP)
        } else {
            None
        }
    })
}

/// What letting go would change, beside the hand.
fn bubble(ui: &Ui, theme: &Theme, at: Pos2, words: &str) {
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, ui.scope_id().with("hold")));
    let wide = draw::width(&painter, words, Type::Caption) + 20.0;
    let screen = ui.ctx().content_rect();
    let left = at.x.min(screen.right() - wide - 8.0).max(screen.left() + 8.0);
    let rect = Rect::from_min_size(pos2(left, at.y - 30.0), vec2(wide, 26.0));
    painter.rect_filled(rect, CornerRadius::same(radius::CONTROL), theme.tip.fill);
    let middle = pos2(rect.left() + 10.0, rect.center().y);
    draw::text(&painter, middle, Align2::LEFT_CENTER, words, Type::Caption, theme.tip.text);
    // Read out as it changes.
    ui.interact(rect, ui.scope_id().with("would change"), Sense::hover())
        .widget_info(|| WidgetInfo::labeled(Role::Status, true, words));
}

#[derive(Clone, Copy)]
struct Look {
    selected: bool,
    /// Whether it is drawn; while one is held, the blocks are drawn as they would lie.
    seen: bool,
}

fn block(
    ui: &Ui,
    theme: &Theme,
    rect: Rect,
    slot: &Slot<'_>,
    index: usize,
    look: Look,
) -> Response {
    let id = ui.scope_id().with(("slot", index));
    let response = ui.interact(rect, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::Grab);
    if look.seen {
        paint(ui, theme, rect, slot, response.hovered(), look.selected);
    }
    draw::focus_ring(ui, &response, rect, radius::CONTROL);
    let said = format!("{} {}", slot.name, slot.when);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, look.selected, &said));
    if look.seen { tip::hover_text(response, &said) } else { response }
}

fn paint(ui: &Ui, theme: &Theme, rect: Rect, slot: &Slot<'_>, hovered: bool, selected: bool) {
    let painter = ui.painter().with_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
    let corner = CornerRadius::same(radius::CONTROL);
    painter.rect_filled(rect, corner, theme.card.fill);
    painter.rect_filled(rect, corner, slot.color.gamma_multiply(if hovered { 0.2 } else { 0.1 }));
    let (wide, line) =
        if selected { (1.5, theme.card.selected) } else { (1.0, slot.color.gamma_multiply(0.45)) };
    painter.rect_stroke(rect, corner, Stroke::new(wide, line), StrokeKind::Inside);
    let edge = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
    let left = CornerRadius { nw: radius::CONTROL, sw: radius::CONTROL, ne: 0, se: 0 };
    painter.rect_filled(edge, left, slot.color);
    let room = rect.width() - 14.0;
    if room > 24.0 {
        let at = pos2(rect.left() + 9.0, rect.top() + 14.0);
        let ink = theme.text.main;
        draw::text_in(&painter, at, Align2::LEFT_CENTER, slot.name, Type::CaptionStrong, ink, room);
        let at = pos2(rect.left() + 9.0, rect.top() + 31.0);
        let ink = theme.text.second;
        // Who presents gives way first.
        let both = format!("{} · {}", slot.length, slot.who);
        let said = if slot.who.is_empty() { [slot.length, ""] } else { [&both, slot.length] };
        let fits = |text: &&str| draw::width(&painter, text, Type::Caption) <= room;
        if let Some(text) = said.into_iter().find(fits) {
            draw::text(&painter, at, Align2::LEFT_CENTER, text, Type::Caption, ink);
        }
    }
}

/// Ticks at round minutes.
fn axis(ui: &Ui, theme: &Theme, lane: Rect, total: u32, clock: &dyn Fn(u32) -> String) {
    let fits = (lane.width() / 64.0).max(1.0) as u32;
    let step = [5, 10, 15, 20, 30, 60, 120, 240]
        .into_iter()
        .find(|step| total / step <= fits)
        .unwrap_or(480);
    let painter = ui.painter();
    let y = lane.bottom() + 6.0;
    painter.hline(lane.x_range(), y, Stroke::new(1.0, theme.plot.axis));
    for minute in (0..=total).step_by(step as usize) {
        let x = draw::scale(
            f64::from(minute),
            (0.0, f64::from(total.max(1))),
            (lane.left(), lane.right()),
        );
        painter.vline(x.round() + 0.5, y..=(y + 4.0), Stroke::new(1.0, theme.plot.ring));
        let text = clock(minute);
        let half = draw::width(painter, &text, Type::Caption) / 2.0;
        let at = x.clamp(lane.left() + half, lane.right() - half);
        let place = pos2(at, y + 14.0);
        draw::text(painter, place, Align2::CENTER_CENTER, &text, Type::Caption, theme.plot.tick);
    }
}
