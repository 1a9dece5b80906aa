//! The run-down below the plan, and the panels beside it: curves, what it depends on, why, and
//! the methods side by side.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, Pos2, Rect, ScrollArea, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::plan::PlanState;
use super::plan_hosts::hosts;
use crate::gui::app::Command;
use crate::gui::kit::control::menu_under;
use crate::gui::kit::layout::{columns, place, rows};
use crate::gui::kit::slots::{Handled, Hold, SLOT, Slot, Timeline, slots};
use crate::gui::kit::{
    Axis, Button, Card, Chart, Column, Dot, EffectLook, EffectRow, Estimate, Icon, Mark, Row,
    Table, Track, draw, effect_rows, interval, tabs, tip,
};
use crate::gui::theme::{Theme, Type};
use crate::plan::Lay;
use crate::present::pages::PlanPage;
use crate::present::pages::plan::{CrowdView, CurveView, RunDownKind, SlotView};
use crate::present::text::Lang;
use crate::present::text::foresight::{Word, word};
use crate::present::text::labels::slot_minutes;
use crate::present::text::{plan_board as say, rundown};

/// Height of the run-down.
pub const HEIGHT: f32 = 40.0 + CROWD + SLOT + 28.0 + 14.0;
/// Height of the curve of people online.
const CROWD: f32 = 26.0;

/// Draws the run-down: how many are online, the slots, which a hand can take, and the clock.
pub fn board(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    state: &mut PlanState,
    lang: Lang,
    out: &mut Vec<Command>,
) {
    let board = &model.board;
    let first = if board.laid.is_empty() { &board.hint } else { &board.laid };
    let note = format!("{first} · {}", model.evidence);
    let card = Card::new(&board.title).note(&note).height(HEIGHT);
    let (chosen, hold) = (state.selected.clone(), state.hold);
    let response = card.show_with(
        ui,
        |ui| controls(ui, theme, model, state, lang, out),
        |ui| {
            if let Some(crowd) = &board.crowd {
                online(ui, theme, crowd, board.minutes);
            } else {
                ui.add_space(8.0);
            }
            timeline(ui, theme, model, (chosen.as_deref(), hold), lang)
        },
    );
    let handled = response.body;
    state.hold = handled.held;
    if let Some(hold) = handled.dropped
        && let Some(forms) = board.after(lay_of(hold)).forms
    {
        state.before_hand.push(std::mem::replace(&mut state.form.slots, forms));
    }
    if let Some(slot) = handled.pressed.and_then(|at| board.slots.get(at)) {
        let again = state.selected.as_deref() == Some(slot.id.as_str());
        state.selected = (!again).then(|| slot.id.clone());
        state.slot = handled.pressed.filter(|_| !again);
        ui.ctx().request_repaint();
    }
}

fn lay_of(hold: Hold) -> Lay {
    let Hold { slot, to, edge } = hold;
    if edge { Lay::Edge { slot, to } } else { Lay::Move { slot, to } }
}

/// Undo, the plan's own run-down again, and what it can be written as.
fn controls(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    state: &mut PlanState,
    lang: Lang,
    out: &mut Vec<Command>,
) {
    let button = Button::secondary(say::export(lang)).icon(Icon::Export).show(ui);
    let lines = RunDownKind::ALL.map(|kind| rundown::offer(kind, lang));
    if let Some(at) = menu_under(&button, theme, say::export(lang), &lines) {
        out.push(Command::RunDown(RunDownKind::ALL[at]));
    }
    if !model.board.laid.is_empty() && Button::secondary(say::automatic(lang)).show(ui).clicked() {
        let laid = std::mem::take(&mut state.form.slots);
        state.before_hand.push(laid);
    }
    if let Some(last) = state.before_hand.last()
        && Button::secondary(say::undo(lang)).icon(Icon::Undo).show(ui).clicked()
    {
        state.form.slots = last.clone();
        state.before_hand.pop();
    }
}

/// How many are expected online, over the same minutes as the slots.
fn online(ui: &mut Ui, theme: &Theme, crowd: &CrowdView, minutes: u32) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), CROWD), Sense::hover());
    let plot = Rect::from_min_max(pos2(rect.left(), rect.top() + 8.0), rect.max - vec2(0.0, 3.0));
    let most = crowd.points.iter().map(|p| p[3]).fold(1.0, f64::max);
    let at = |minute: f64, value: f64| {
        pos2(
            draw::scale(minute, (0.0, f64::from(minutes.max(1))), (plot.left(), plot.right())),
            draw::scale(value, (0.0, most), (plot.bottom(), plot.top())),
        )
    };
    let painter = ui.painter();
    let band = theme.plot.main.gamma_multiply(0.12);
    for two in crowd.points.windows(2) {
        let [a, b] = [two[0], two[1]];
        let corners = vec![at(a[0], a[1]), at(a[0], a[3]), at(b[0], b[3]), at(b[0], b[1])];
        painter.add(Shape::convex_polygon(corners, band, Stroke::NONE));
    }
    let middle: Vec<Pos2> = crowd.points.iter().map(|p| at(p[0], p[2])).collect();
    painter.extend(Shape::dashed_line(&middle, Stroke::new(1.5, theme.plot.main), 5.0, 4.0));
    let words = format!("{} {}", crowd.title, crowd.peak);
    // The curve passes behind its name.
    let wide = draw::width(painter, &words, Type::Caption) + 4.0;
    let under = Rect::from_min_size(rect.left_top(), vec2(wide, 14.0));
    painter.rect_filled(under, CornerRadius::ZERO, theme.card.fill);
    draw::text(
        painter,
        rect.left_top() + vec2(0.0, 7.0),
        Align2::LEFT_CENTER,
        &words,
        Type::Caption,
        theme.text.second,
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    tip::hover_text(response, &crowd.hint);
}

fn timeline(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    (chosen, hold): (Option<&str>, Option<Hold>),
    lang: Lang,
) -> Handled {
    let board = &model.board;
    let lengths = |slots: &[SlotView]| -> Vec<String> {
        slots.iter().map(|slot| slot_minutes(slot.minutes, lang)).collect()
    };
    fn blocks<'a>(theme: &Theme, slots: &'a [SlotView], lengths: &'a [String]) -> Vec<Slot<'a>> {
        let block = |(slot, length): (&'a SlotView, &'a String)| Slot {
            start: slot.start,
            minutes: slot.minutes,
            name: &slot.name,
            length,
            who: &slot.host,
            when: &slot.when,
            color: theme.data.series(slot.row),
        };
        slots.iter().zip(lengths).map(block).collect()
    }
    let preview = hold.map(|hold| (hold, board.after(lay_of(hold))));
    let (own, held) = (
        lengths(&board.slots),
        preview.as_ref().map(|(_, preview)| lengths(&preview.slots)).unwrap_or_default(),
    );
    let shown = preview.as_ref().map(|(hold, preview)| {
        (*hold, blocks(theme, &preview.slots, &held), preview.words.as_str())
    });
    let line = Timeline {
        total: board.minutes,
        blocks: &blocks(theme, &board.slots, &own),
        preview: shown.as_ref().map(|(hold, slots, words)| (*hold, slots.as_slice(), *words)),
        clock: &|minute| board.clock(minute),
    };
    slots(ui, &line, |at| board.slots.get(at).is_some_and(|slot| chosen == Some(slot.id.as_str())))
}

/// The tab of hosts.
pub const HOSTS: usize = 3;

/// Draws curves, what the forecast depends on, why the split is as it is, or who presents.
pub fn panels(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    state: &mut PlanState,
    lang: Lang,
    height: f32,
) {
    let words = [
        word(Word::Curves, lang),
        word(Word::Swings, lang),
        word(Word::Why, lang),
        model.hosts.tab.as_str(),
    ];
    let (title, sentence) = match state.tab {
        0 => (model.curves.head.title.as_str(), model.curves.head.sentence.as_str()),
        1 => (model.swings.head.title.as_str(), model.swings.head.sentence.as_str()),
        HOSTS => (model.hosts.title.as_str(), model.hosts.sentence.as_str()),
        _ => (word(Word::WhyTitle, lang), ""),
    };
    let tab = state.tab;
    let card = Card::new(title).sentence(sentence).height(height);
    let picked = card.show_with(
        ui,
        |ui| tabs(ui, "panels", &words, tab),
        |ui| match tab {
            0 => curves(ui, theme, model),
            1 => swings(ui, model),
            HOSTS => hosts(ui, theme, model, state),
            _ => why(ui, theme, model),
        },
    );
    if let Some(tab) = picked.controls {
        state.tab = tab;
    }
}

fn curves(ui: &mut Ui, theme: &Theme, model: &PlanPage) {
    const SHOWN: usize = 4;
    let area = ui.available_rect_before_wrap();
    let lines = rows(area, 6.0, &[Track::Share(1.0), Track::Share(1.0)]);
    let boxes: Vec<Rect> = lines
        .into_iter()
        .flat_map(|line| columns(line, 16.0, &[Track::Share(1.0), Track::Share(1.0)]))
        .collect();
    let most = model
        .curves
        .curves
        .iter()
        .take(SHOWN)
        .flat_map(|curve| curve.line.iter().map(|point| point[0]))
        .fold(0.05_f64, f64::max);
    for (row, (curve, at)) in model.curves.curves.iter().zip(boxes).enumerate().take(SHOWN) {
        place(ui, at, |ui| one_curve(ui, theme, curve, row, most));
    }
}

fn one_curve(ui: &mut Ui, theme: &Theme, curve: &CurveView, row: usize, most: f64) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let color = theme.data.series(row);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let painter = ui.painter();
    let y = rect.center().y;
    let square = Rect::from_center_size(pos2(rect.left() + 5.0, y), vec2(10.0, 10.0));
    painter.rect_filled(square, CornerRadius::same(3), color);
    let caption = draw::text(
        painter,
        pos2(rect.right(), y),
        Align2::RIGHT_CENTER,
        &curve.caption,
        Type::Caption,
        theme.text.third,
    );
    draw::text_in(
        painter,
        pos2(rect.left() + 15.0, y),
        Align2::LEFT_CENTER,
        &curve.name,
        Type::CaptionStrong,
        theme.text.main,
        caption.left() - rect.left() - 20.0,
    );
    let seen_to = curve.seen_to.unwrap_or(0.0);
    let mut seen: Vec<[f64; 2]> =
        curve.line.iter().copied().filter(|point| point[0] <= seen_to).collect();
    let beyond: Vec<[f64; 2]> =
        curve.line.iter().copied().filter(|point| point[0] >= seen_to).collect();
    if let Some(next) = beyond.first()
        && !seen.is_empty()
    {
        seen.push(*next);
    }
    let mut dots: Vec<Dot> = curve
        .dots
        .iter()
        .map(|dot| Dot { radius: 2.0, ..Dot::new(dot[0], dot[1], color.gamma_multiply(0.5)) })
        .collect();
    if let Some(last) = curve.last {
        dots.push(Dot { radius: 4.0, ..Dot::new(last[0], last[1], theme.plot.ink) });
    }
    let [x, y] = curve.proposed;
    dots.push(Dot { radius: 4.5, hollow: true, ..Dot::new(x, y, theme.plot.main) });
    let name = format!("{} {}", curve.name, curve.caption);
    let part = |points, dashed| Mark::Line {
        name: "",
        points,
        color,
        width: if dashed { 1.5 } else { 2.0 },
        dashed,
        dots: None,
        fill: false,
    };
    Chart::new(&curve.id, &name)
        .x(Axis::figures(|share| format!("{:.0}%", share * 100.0)).range(0.0, most))
        .y(Axis::hidden().from_zero())
        .mark(Mark::Band { points: &curve.band, color: color.gamma_multiply(0.12) })
        .mark(part(&seen, false))
        .mark(part(&beyond, true))
        .mark(Mark::Dots(&dots))
        .show(ui);
}

fn swings(ui: &mut Ui, model: &PlanPage) {
    let expected = model.swings.expected;
    let rows: Vec<EffectRow<'_>> = model
        .swings
        .rows
        .iter()
        .map(|row| EffectRow {
            label: &row.label,
            value: &row.range.text,
            estimate: Estimate {
                value: 0.0,
                low: row.range.low - expected,
                high: row.range.high - expected,
                mark: interval::Mark::Estimate,
                raw: None,
            },
            has_range: true,
        })
        .collect();
    let ends = |pick: fn(f64, f64) -> f64, of: fn(&Estimate) -> f64| {
        rows.iter().map(|row| of(&row.estimate)).fold(0.0, pick)
    };
    let range = (ends(f64::min, |e| e.low), ends(f64::max, |e| e.high));
    effect_rows(ui, &rows, range, EffectLook::Dots);
}

fn why(ui: &mut Ui, theme: &Theme, model: &PlanPage) {
    ScrollArea::vertical().id_salt("why").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        for notice in &model.notices {
            super::models::note(ui, theme, notice.warn, &notice.text);
        }
        if let Some(since) = &model.since {
            ui.label(draw::rich(&since.title, Type::Strong, theme.text.main));
            for line in std::iter::once(&since.sentence).chain(&since.causes).chain(&since.rows) {
                ui.label(draw::rich(line, Type::Body, theme.text.second));
            }
        }
        for sentence in &model.explanations {
            ui.label(draw::rich(sentence, Type::Body, theme.text.second));
        }
        if let Some(book) = &model.playbook {
            ui.label(draw::rich(&book.title, Type::Strong, theme.text.main));
            for line in std::iter::once(&book.sentence).chain(&book.rules) {
                ui.label(draw::rich(line, Type::Body, theme.text.second));
            }
        }
    });
}

/// Height of a method's row.
const METHOD: f32 = 24.0;

/// How high the methods are.
pub fn methods_height(model: &PlanPage) -> f32 {
    40.0 + 28.0 + METHOD * model.methods.rows.len() as f32 + 8.0
}

/// Draws the methods side by side; a press chooses one.
pub fn methods(ui: &mut Ui, theme: &Theme, model: &PlanPage, state: &mut PlanState, lang: Lang) {
    let all = [
        Column::words("").share(1.0, 84.0),
        Column::figures(word(Word::Value, lang), 58.0),
        Column::figures(word(Word::Gain, lang), 50.0),
        Column::figures("", 98.0),
        Column::figures(word(Word::OddsShort, lang), 44.0),
    ];
    let panel = &model.methods;
    let chosen = panel.rows.iter().position(|row| row.chosen);
    let card =
        Card::new(&panel.title).note(&model.table.unit).height(methods_height(model)).bleed();
    let pressed = card.show(ui, |ui| {
        Table::new("methods", &all, panel.rows.len()).row_height(METHOD).selected(chosen).show(
            ui,
            |at| {
                let row = &panel.rows[at];
                Row::new(format!("{} {} {}", row.name, row.expected.text, row.gain.text))
            },
            |cell| {
                let row = &panel.rows[cell.row];
                match cell.column {
                    0 if row.chosen => cell.strong(&row.name),
                    0 => cell.text(&row.name),
                    1 => cell.text(&row.expected.text),
                    2 if row.gain_clear && row.gain.raw.is_some_and(|gain| gain > 0.0) => {
                        cell.colored(&row.gain.text, theme.text.ok);
                    }
                    2 => cell.text(&row.gain.text),
                    3 => cell.quiet(&row.gain_range),
                    _ => cell.text(&row.probability.text),
                }
            },
        )
    });
    if let Some(row) = pressed.body.clicked.and_then(|at| panel.rows.get(at))
        && row.can_choose
    {
        state.method = row.method;
    }
}
