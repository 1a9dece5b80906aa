//! The minute curve: up to four panels on their own scale, event lanes below, one cursor, and a
//! range that is brushed by dragging or with Shift and the arrow keys.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, EventFilter, Id, Key, Painter, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use super::review::ReviewState;
use super::{parts, review_brush, review_lanes};
use crate::gui::app::Command;
use crate::gui::kit::{Button, Card, Chip, Dropdown, Icon, draw, field, icon_button};
use crate::gui::theme::{Theme, Type};
use crate::metrics::Stretch;
use crate::present::pages::ReviewPage;
use crate::present::pages::export::{ChartName, Subject};
use crate::present::pages::review::{BrushView, MinuteChart, MinutePanel};
use crate::present::text::Lang;
use crate::present::text::labels::{self, Label, label};

const SIDE: f32 = 92.0;
const AXIS: f32 = 18.0;
/// Width from which a bar can be hollow.
const HOLLOW: f32 = 5.0;
/// What the buttons and the names of the lines take of the head.
const HEAD_TOOLS: f32 = 560.0;
/// Lines shown at once, at most and at first.
const MOST: usize = 4;
const FIRST: usize = 3;

/// Draws the card.
pub fn chart(
    ui: &mut Ui,
    theme: &Theme,
    page: &ReviewPage,
    state: &mut ReviewState,
    view: Option<&BrushView>,
    out: &mut Vec<Command>,
) {
    let model = &page.minutes;
    let height = ui.available_height();
    // What the cursor reads stands in the head, where it covers nothing. The head is drawn before
    // the curve knows the pointer: it shows the last frame's words.
    let id = ui.scope_id().with("minute reading");
    let reading: Option<(String, u32)> = ui.data(|data| data.get_temp(id));
    // A note is about the minute that was looked at last: the pointer has left it by then.
    let last = id.with(page.session);
    let minute: Option<u32> = ui.data(|data| data.get_temp(last));
    let minute = state.brush.map(|(_, range)| range.from).or(minute);
    let about = state.note.is_some().then(|| note_about(model, minute, super::lang(ui.ctx())));
    let note = match (&about, &reading) {
        (Some(about), _) => about,
        (None, Some((words, _))) => words,
        (None, None) => &model.head.unit,
    };
    let shown = shown(model, state);
    let sentence = view.map_or(&model.head.sentence, |view| &view.sentence);
    let mut writing =
        Writing { note: state.note.take(), lines: std::mem::take(&mut state.lines), at: minute };
    let mut taken = Vec::new();
    let controls = |ui: &mut Ui| head(ui, theme, page, &mut writing, &shown, out);
    Card::new(&model.head.title).note(note).sentence(sentence).height(height).show_with(
        ui,
        controls,
        |ui| {
            if let Some(nothing) = &model.empty {
                ui.label(draw::rich(&nothing.title, Type::Strong, theme.text.main));
                ui.label(draw::rich(&nothing.detail, Type::Body, theme.text.second));
                review_lanes::notes(ui, theme, &model.lanes, &mut taken);
                return;
            }
            let rect = ui.available_rect_before_wrap();
            let groups = review_lanes::groups(&model.lanes);
            let low = rect.bottom() - AXIS - review_lanes::HEIGHT * groups.len() as f32;
            let panels: Vec<&MinutePanel> = shown.iter().map(|at| &model.panels[*at]).collect();
            let pitch = (low - rect.top()) / panels.len().max(1) as f32;
            let plot = Rect::from_min_max(pos2(rect.left() + SIDE, rect.top()), rect.max);
            let end = f64::from(model.offsets.last().copied().unwrap_or(1)).max(1.0);
            let x_of = |minute: f64| draw::scale(minute, (0.0, end), (plot.left(), plot.right()));
            for (at, part) in panels.iter().enumerate() {
                let top = rect.top() + at as f32 * pitch;
                let area = Rect::from_min_max(
                    pos2(plot.left(), top + 2.0),
                    pos2(plot.right(), top + pitch - 6.0),
                );
                panel(ui, theme, part, model, area, rect.left(), at, &x_of);
            }
            let step =
                [15, 30, 60].into_iter().find(|s| end / f64::from(*s) <= 13.0).unwrap_or(120);
            for (offset, clock) in model.offsets.iter().zip(&model.clock) {
                if offset % step == 0 {
                    let at = pos2(x_of(f64::from(*offset)), rect.bottom());
                    draw::text(
                        ui.painter(),
                        at,
                        Align2::CENTER_BOTTOM,
                        clock,
                        Type::Caption,
                        theme.text.second,
                    );
                }
            }
            let read = cursor(ui, theme, page, &panels, plot, end, state);
            let lanes = pos2(rect.left(), low);
            review_lanes::show(ui, theme, &groups, lanes, plot.x_range(), &x_of, &mut taken);
            if let Some((session, range)) = state.brush
                && page.session == Some(session)
            {
                let ends = (x_of(f64::from(range.from)), x_of(f64::from(range.to).min(end)));
                let area = Rect::from_x_y_ranges(plot.x_range(), rect.top()..=plot.bottom() - AXIS);
                review_brush::show(ui, theme, area, ends, view, state);
            }
            if read != reading {
                ui.data_mut(|data| match read.clone() {
                    Some(words) => {
                        data.insert_temp(last, words.1);
                        data.insert_temp(id, words);
                    }
                    None => data.remove::<(String, u32)>(id),
                });
                ui.ctx().request_repaint();
            }
        },
    );
    state.note = writing.note;
    state.lines = writing.lines;
    out.append(&mut taken);
}

/// Where a note will stand.
fn note_about(model: &MinuteChart, minute: Option<u32>, lang: Lang) -> String {
    let at = minute.and_then(|minute| model.offsets.iter().position(|offset| *offset == minute));
    labels::note_about(at.and_then(|at| model.clock.get(at)).map(String::as_str), lang)
}

/// What the head of the card changes.
struct Writing {
    note: Option<String>,
    lines: Vec<String>,
    /// The minute a note is about.
    at: Option<u32>,
}

/// Positions of the panels that are shown.
fn shown(model: &MinuteChart, state: &ReviewState) -> Vec<usize> {
    let chosen: Vec<usize> = state
        .lines
        .iter()
        .filter_map(|key| model.panels.iter().position(|panel| panel.key == *key))
        .take(MOST)
        .collect();
    if chosen.is_empty() { (0..model.panels.len().min(FIRST)).collect() } else { chosen }
}

/// Right in the head: the lines shown, each to take away, one more, and a note to write.
fn head(
    ui: &mut Ui,
    theme: &Theme,
    page: &ReviewPage,
    state: &mut Writing,
    shown: &[usize],
    out: &mut Vec<Command>,
) {
    let lang = super::lang(ui.ctx());
    let model = &page.minutes;
    ui.spacing_mut().item_spacing.x = 6.0;
    let name = label(Label::AddNote, lang);
    if let Some(mut text) = state.note.clone() {
        if icon_button(ui, Icon::Cross, label(Label::LeaveNote, lang)).clicked() {
            state.note = None;
            return;
        }
        let keep = Button::secondary(label(Label::KeepNote, lang)).show(ui).clicked();
        let hint = label(Label::NoteHint, lang);
        let response = field(ui, name, &mut text, hint, 220.0);
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let done = (keep || entered) && !text.trim().is_empty();
        if !response.has_focus() && text.is_empty() {
            response.request_focus();
        }
        if let (true, Some(session)) = (done, page.session) {
            out.push(Command::AddNote { session, minute: state.at, text: text.trim().to_owned() });
            state.note = None;
        } else {
            state.note = Some(text);
        }
        return;
    }
    if model.empty.is_none() {
        parts::save_picture(ui, Subject::Session(page.session), ChartName::Minutes, out);
    }
    if icon_button(ui, Icon::Flag, name).clicked() {
        state.note = Some(String::new());
    }
    let keys = |places: &[usize]| -> Vec<String> {
        places.iter().map(|at| model.panels[*at].key.clone()).collect()
    };
    let rest: Vec<usize> = (0..model.panels.len()).filter(|at| !shown.contains(at)).collect();
    if !rest.is_empty() && shown.len() < MOST {
        let titles: Vec<&str> = rest.iter().map(|at| model.panels[*at].title.as_str()).collect();
        let picked = Dropdown::new(&titles, None)
            .icon(Icon::Plus)
            .empty(label(Label::AddLine, lang))
            .show(ui);
        if let Some(at) = picked.and_then(|at| rest.get(at)) {
            let mut lines = keys(shown);
            lines.push(model.panels[*at].key.clone());
            state.lines = lines;
        }
    }
    // Where the head is short the titles beside the panels must do.
    if ui.available_width() < 480.0 || shown.len() < 2 {
        return;
    }
    for (place, at) in shown.iter().enumerate().rev() {
        let title = &model.panels[*at].title;
        let tip = label(Label::TakeLine, lang);
        let chip = Chip::new(title).dot(theme.data.series(place)).tip(tip).max_width(88.0);
        if chip.show(ui).clicked() {
            let mut lines = keys(shown);
            lines.remove(place);
            state.lines = lines;
        }
    }
}

/// Lines and words around one curve: its title over a note at the side, three lines across. Returns
/// where a value stands; `highest` nearly fills the area.
pub(super) fn frame(
    painter: &Painter,
    theme: &Theme,
    (title, note): (&str, &str),
    side: Rect,
    area: Rect,
    highest: f64,
) -> impl Fn(f64) -> f32 + Copy + use<> {
    let top = highest.max(1e-9);
    let (low, high) = (area.bottom(), area.top());
    let y_of = move |value: f64| draw::scale(value, (0.0, top * 1.08), (low, high));
    for share in [0.0, 0.5, 1.0] {
        painter.hline(area.x_range(), y_of(top * share), Stroke::new(1.0, theme.plot.grid));
    }
    let head = side.left_top();
    let (step, ink) = (Type::CaptionStrong, theme.text.main);
    draw::text_in(painter, head, Align2::LEFT_TOP, title, step, ink, side.width());
    // A figure is never cut.
    let below = head + vec2(0.0, 16.0);
    draw::text(painter, below, Align2::LEFT_TOP, note, Type::Caption, theme.text.second);
    y_of
}

#[allow(clippy::too_many_arguments, reason = "one drawing of one panel")]
fn panel(
    ui: &mut Ui,
    theme: &Theme,
    panel: &MinutePanel,
    model: &MinuteChart,
    area: Rect,
    left: f32,
    at: usize,
    x_of: &dyn Fn(f64) -> f32,
) {
    let color = theme.data.series(at);
    let painter = ui.painter();
    let note = if panel.peak.is_empty() { &panel.unit } else { &panel.peak };
    let side = Rect::from_x_y_ranges(left..=left + SIDE - 6.0, area.y_range());
    let highest = panel.values.iter().flatten().copied().fold(0.0, f64::max);
    let y_of = frame(painter, theme, (&panel.title, note), side, area, highest);
    let points: Vec<(f32, Option<f32>)> = model
        .offsets
        .iter()
        .zip(&panel.values)
        .map(|(offset, value)| (x_of(f64::from(*offset)), value.map(y_of)))
        .collect();
    if panel.bars {
        let wide = (area.width() / model.offsets.len().max(1) as f32 - 1.0).max(1.0);
        for (x, y) in points.iter().filter_map(|(x, y)| Some((*x, (*y)?))) {
            let bar =
                Rect::from_min_max(pos2(x - wide / 2.0, y), pos2(x + wide / 2.0, area.bottom()));
            let bar = bar.intersect(area);
            if !model.derived {
                painter.rect_filled(bar, CornerRadius::ZERO, color);
                continue;
            }
            // Rebuilt: hollow where there is room for a hollow, else dashed.
            let edge = Stroke::new(1.5, color);
            if wide >= HOLLOW {
                painter.rect_filled(bar, CornerRadius::ZERO, color.gamma_multiply(0.12));
                draw::dashed_box(painter, bar, 0, Stroke::new(1.0, color));
            } else {
                draw::dashed(painter, bar.center_bottom(), bar.center_top(), edge, 3.0, 2.0);
            }
        }
        return;
    }
    // A gap breaks the line: nobody knows what was there.
    let mut run: Vec<Pos2> = Vec::new();
    let stroke = Stroke::new(1.5, color);
    let line = |run: Vec<Pos2>| {
        if !model.derived {
            draw::polyline(painter, run, stroke);
            return;
        }
        for two in run.windows(2) {
            draw::dashed(painter, two[0], two[1], stroke, 4.0, 4.0);
        }
    };
    for (x, y) in points {
        match y {
            Some(y) => run.push(pos2(x, y)),
            None if run.len() > 1 => line(std::mem::take(&mut run)),
            None => run.clear(),
        }
    }
    if run.len() > 1 {
        line(run);
    }
}

/// The one cursor: values of every panel at the pointer's minute, or at the one that the arrow
/// keys chose; a drag, or Shift with the keys, brushes a range.
fn cursor(
    ui: &mut Ui,
    theme: &Theme,
    page: &ReviewPage,
    panels: &[&MinutePanel],
    plot: Rect,
    end: f64,
    state: &mut ReviewState,
) -> Option<(String, u32)> {
    let model = &page.minutes;
    let response = ui.interact(plot, ui.scope_id().with("minute cursor"), Sense::click_and_drag());
    let name = format!("{} {}", model.head.title, model.head.sentence);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    draw::focus_ring(ui, &response, plot, 4);
    let nearest = |x: f32| {
        let minute = f64::from((x - plot.left()) / plot.width().max(1.0)) * end;
        (0..model.offsets.len()).min_by(|a, b| {
            let gap = |index: &usize| (f64::from(model.offsets[*index]) - minute).abs();
            gap(a).total_cmp(&gap(b))
        })
    };
    let session = page.session?;
    let range = |a: usize, b: usize| {
        Some((session, Stretch::between(*model.offsets.get(a)?, *model.offsets.get(b)?)))
    };
    let anchor = response.id.with("anchor");
    if response.drag_started()
        && let Some(at) = ui.input(|input| input.pointer.press_origin()).and_then(|p| nearest(p.x))
    {
        ui.data_mut(|data| data.insert_temp(anchor, at));
    }
    if response.dragged()
        && let Some(at) = response.interact_pointer_pos().and_then(|p| nearest(p.x))
    {
        let from = ui.data(|data| data.get_temp::<usize>(anchor)).unwrap_or(at);
        state.brush = range(from, at);
    }
    if response.clicked() {
        state.brush = None;
        response.request_focus();
    }
    let at = match response.hover_pos() {
        Some(pointer) => nearest(pointer.x)?,
        None => keyed(ui, &response, model.offsets.len(), anchor, |from, at| {
            state.brush = match (from, at) {
                (Some(from), Some(at)) => range(from, at),
                _ => None,
            };
        })?,
    };
    let x = draw::scale(f64::from(model.offsets[at]), (0.0, end), (plot.left(), plot.right()));
    draw::dashed(
        ui.painter(),
        pos2(x, plot.top()),
        pos2(x, plot.bottom() - AXIS),
        Stroke::new(1.0, theme.plot.cursor),
        3.0,
        3.0,
    );
    let text = reading(ui.painter(), model, panels, at, plot.width() + SIDE - HEAD_TOOLS);
    if let Some(told) = model.sources.get(at).filter(|told| !told.is_empty()) {
        // The row of the file is said beside the pointer: the head has no room for it.
        crate::gui::kit::tip::hover_text(response, told);
    }
    Some((text, model.offsets[at]))
}

/// The values of a minute for the head. Without room for their names they stand alone, in the
/// order of the curves: a value that is cut says something wrong.
fn reading(
    painter: &Painter,
    model: &MinuteChart,
    panels: &[&MinutePanel],
    at: usize,
    room: f32,
) -> String {
    let said = |named: bool| {
        let mut text = model.clock.get(at).cloned().unwrap_or_default();
        for panel in panels {
            if let Some(value) = panel.texts.get(at) {
                let name = if named { format!("{} ", panel.title) } else { String::new() };
                text += &format!(" · {name}{value}");
            }
        }
        text
    };
    let room = room - draw::width(painter, &model.head.title, Type::Title);
    Some(said(true))
        .filter(|text| draw::width(painter, text, Type::Caption) <= room)
        .unwrap_or_else(|| said(false))
}

/// The point the arrow keys chose while the curve has the keyboard. `brush` is told the two ends
/// of a range, or nothing when it is let go.
fn keyed(
    ui: &Ui,
    response: &eframe::egui::Response,
    points: usize,
    anchor: Id,
    mut brush: impl FnMut(Option<usize>, Option<usize>),
) -> Option<usize> {
    let last = points.checked_sub(1)?;
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter { horizontal_arrows: true, escape: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let before = ui.data(|data| data.get_temp::<usize>(response.id)).unwrap_or(0).min(last);
    let (step, wide, shift, escape) = ui.input(|input| {
        let count = |key| input.num_presses(key) as isize;
        let step = count(Key::ArrowRight) - count(Key::ArrowLeft);
        (step, input.modifiers.ctrl, input.modifiers.shift, input.key_pressed(Key::Escape))
    });
    let at = before.saturating_add_signed(step * if wide { 10 } else { 1 }).min(last);
    ui.data_mut(|data| data.insert_temp(response.id, at));
    if step != 0 && shift {
        let from = ui.data(|data| data.get_temp::<usize>(anchor)).unwrap_or(before);
        ui.data_mut(|data| data.insert_temp(anchor, from));
        brush(Some(from), Some(at));
    } else if step != 0 {
        // The next range begins here.
        ui.data_mut(|data| data.insert_temp(anchor, at));
    }
    if escape {
        brush(None, None);
    }
    Some(at)
}
