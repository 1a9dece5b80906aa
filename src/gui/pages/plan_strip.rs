//! The strip above the plan: verdict, inputs, forecast, odds, what it would take.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Align2, CornerRadius, Layout, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::Surroundings;
use super::models::line;
use super::plan::{PlanState, Typed, read_figure};
use crate::gui::app::Command;
use crate::gui::kit::layout::{columns, place, place_with, rows};
use crate::gui::kit::{
    Button, Card, Forecast, Icon, OutcomeBar, Track, draw, field, forecast, number_field, stones,
    tip,
};
use crate::gui::theme::{Theme, Type};
use crate::plan::ViewersForm;
use crate::present::format;
use crate::present::pages::PlanPage;
use crate::present::pages::plan::NeedRow;
use crate::present::text::Lang;
use crate::present::text::foresight::{Word, word};

/// Height of the verdict's line.
const VERDICT: f32 = 34.0;
/// Height of the figures.
const FIGURES: f32 = 132.0;

/// Height of a verdict that has a line of its own.
const OWN_LINE: f32 = 28.0;
/// Room of the plan's name and its button, and of the card's edges.
const SAVING: f32 = 300.0;

/// Edges of the button that takes open actions in, and the gap beside it.
const TAKING: f32 = 32.0;

/// How high the strip is; `wide` where everything stands side by side. `across` is the width of the
/// page: a verdict that finds no room beside the button has a line of its own.
pub fn height(ui: &Ui, model: &PlanPage, wide: bool, across: f32) -> f32 {
    let needs = if wide { 0.0 } else { FIGURES };
    VERDICT + own_line(ui, model, across) + FIGURES + needs + 24.0
}

fn own_line(ui: &Ui, model: &PlanPage, across: f32) -> f32 {
    let taking = model
        .actions
        .as_ref()
        .map_or(0.0, |open| draw::width(ui.painter(), &open.button, Type::Strong) + TAKING);
    let room = across - SAVING - taking;
    if draw::width(ui.painter(), &model.verdict, Type::Verdict) > room { OWN_LINE } else { 0.0 }
}

/// Draws the strip.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    state: &mut PlanState,
    around: &Surroundings,
    wide: bool,
    out: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    let own = own_line(ui, model, area.width());
    let most = height(ui, model, wide, area.width()) + 132.0;
    let card = Card::new("").height(area.height().min(most)).show(ui, |ui| {
        let inner = ui.available_rect_before_wrap();
        let parts = rows(inner, 4.0, &[Track::Fixed(VERDICT + own), Track::Share(1.0)]);
        head(ui, theme, model, state, around, parts[0], out);
        let body = parts[1];
        let narrow = body.width() < 560.0;
        let boxes: Vec<Rect> = if wide {
            let tracks =
                [Track::Fixed(232.0), Track::Share(1.3), Track::Fixed(236.0), Track::Share(1.1)];
            columns(body, 33.0, &tracks)
        } else if narrow {
            let lines = rows(body, 8.0, &[Track::Share(1.0); 3]);
            let first = columns(lines[0], 20.0, &[Track::Share(1.0), Track::Share(1.0)]);
            vec![first[0], lines[1], first[1], lines[2]]
        } else {
            let lines = rows(body, 8.0, &[Track::Share(1.0), Track::Share(1.0)]);
            let top = columns(lines[0], 33.0, &[Track::Fixed(232.0), Track::Share(1.0)]);
            let low = columns(lines[1], 33.0, &[Track::Fixed(236.0), Track::Share(1.0)]);
            vec![top[0], top[1], low[0], low[1]]
        };
        if wide {
            let line = Stroke::new(1.0, theme.card.line);
            for at in &boxes[1..] {
                ui.painter().vline(at.left() - 16.5, at.y_range(), line);
            }
        }
        place(ui, boxes[0], |ui| inputs(ui, theme, model, state, around.lang));
        place(ui, boxes[1], |ui| outcome(ui, theme, model, around.lang));
        place(ui, boxes[2], |ui| odds(ui, theme, model, around.lang));
        place(ui, boxes[3], |ui| needs(ui, theme, model));
    });
    if around.loading {
        let line = Rect::from_min_size(
            card.rect.min + vec2(8.0, 0.0),
            vec2(card.rect.width() - 16.0, 2.0),
        );
        ui.painter().rect_filled(line, CornerRadius::ZERO, theme.plot.main);
    }
}

fn head(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    state: &mut PlanState,
    around: &Surroundings,
    rect: Rect,
    out: &mut Vec<Command>,
) {
    let lang = around.lang;
    let end = Layout::right_to_left(Align::Center);
    let across = Rect::from_min_size(rect.min, vec2(rect.width(), VERDICT));
    let left = place_with(ui, across, end, |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let reason = around.working.then(|| word(Word::Working, lang));
        let mut name = state.name.clone().unwrap_or_else(|| word(Word::FirstName, lang).to_owned());
        let pressed =
            Button::primary(word(Word::Save, lang)).disabled_because(reason).show(ui).clicked();
        if field(ui, word(Word::PlanName, lang), &mut name, word(Word::Name, lang), 148.0).changed()
        {
            state.name = Some(name.clone());
        }
        if let Some(open) = &model.actions
            && Button::secondary(&open.button).tip(&open.tip).show(ui).clicked()
        {
            let wishes = open.wishes.clone();
            let of = wishes.len();
            out.push(Command::FollowFindings { wishes, drafts: Vec::new(), of });
        }
        let name = name.trim();
        if pressed && !name.is_empty() {
            out.push(Command::SavePlan {
                name: name.to_owned(),
                form: Box::new(state.form.clone()),
                method: state.method,
                usual_goal: state.usual_goal,
            });
        }
        ui.min_rect().left()
    });
    let (y, right) = if rect.height() > VERDICT {
        (rect.bottom() - 0.5 * OWN_LINE, rect.right())
    } else {
        (rect.center().y, left - 16.0)
    };
    let at = Rect::from_min_max(pos2(rect.left(), y - 12.0), pos2(right, y + 12.0));
    place(ui, at, |ui| line(ui, &model.verdict, Type::Verdict, theme.text.main));
}

/// A figure to type: shows `shown` at rest. What was typed comes back once it is done.
pub(super) fn figure(
    ui: &mut Ui,
    name: &str,
    typed: &mut Typed,
    shown: &str,
    width: f32,
    lang: Lang,
) -> Option<String> {
    let mut text = typed.0.clone().unwrap_or_else(|| shown.to_owned());
    let valid = typed.0.is_none() || text.trim().is_empty() || read_figure(&text).is_some();
    let (response, done) = number_field(ui, name, &mut text, width, valid);
    if response.changed() {
        typed.0 = Some(text.clone());
    }
    if !valid {
        tip::hover_text(response, word(Word::NotANumber, lang));
        if done {
            typed.0 = None;
        }
        return None;
    }
    if done { typed.0.take() } else { None }
}

fn inputs(ui: &mut Ui, theme: &Theme, model: &PlanPage, state: &mut PlanState, lang: Lang) {
    let strip = &model.strip;
    // Four rows in the height of the figures.
    ui.spacing_mut().item_spacing = vec2(8.0, 5.0);
    let row = |ui: &mut Ui, label: &str, note: &str, add: &mut dyn FnMut(&mut Ui)| {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(48.0, 28.0), Sense::hover());
            let at = pos2(rect.left(), rect.center().y);
            let ink = theme.text.second;
            draw::text_in(ui.painter(), at, Align2::LEFT_CENTER, label, Type::Body, ink, 50.0);
            add(ui);
            line(ui, note, Type::Caption, theme.text.third);
        });
    };
    let goal = if strip.target.raw.is_some() { strip.target.text.as_str() } else { "" };
    row(ui, word(Word::Goal, lang), "", &mut |ui| {
        let name = word(Word::Goal, lang);
        if let Some(text) = figure(ui, name, &mut state.goal, goal, 120.0, lang) {
            state.form.session.goal = read_figure(&text).filter(|goal| *goal > 0.0);
            state.usual_goal = false;
        }
    });
    let range = strip.viewers_range.as_ref();
    let note = range.map_or("", |range| range.text.as_str());
    row(ui, word(Word::Viewers, lang), note, &mut |ui| {
        let name = word(Word::Viewers, lang);
        let typed = figure(ui, name, &mut state.viewers, &strip.viewers.text, 76.0, lang);
        if let Some(text) = typed {
            let wanted = read_figure(&text).filter(|viewers| *viewers >= 1.0);
            // The usual spread around another middle.
            state.form.session.viewers = wanted.map(|p50| match (range, strip.viewers.raw) {
                (Some(range), Some(now)) if now > 0.0 => ViewersForm::Range {
                    p10: range.low * p50 / now,
                    p50,
                    p90: range.high * p50 / now,
                },
                _ => ViewersForm::One(p50),
            });
        }
    });
    let minutes = model.board.minutes.to_string();
    row(ui, word(Word::Minutes, lang), "", &mut |ui| {
        let name = word(Word::Minutes, lang);
        if let Some(text) = figure(ui, name, &mut state.minutes, &minutes, 76.0, lang) {
            state.form.session.minutes =
                read_figure(&text).filter(|minutes| *minutes >= 1.0).map(|minutes| minutes as u32);
        }
    });
    // What was asked for stands there also when no plan could be made for it.
    let asked = state.form.session.risk.and_then(|risk| risk.floor);
    let planned = strip.floor.as_ref();
    let shown = match asked {
        Some(asked) if planned.and_then(|floor| floor.raw) != Some(asked) => format::count(asked),
        _ => planned.map_or_else(String::new, |floor| floor.text.clone()),
    };
    row(ui, word(Word::Floor, lang), &strip.floor_note, &mut |ui| {
        let name = word(Word::Floor, lang);
        let asked = ui.scope(|ui| figure(ui, name, &mut state.floor, &shown, 76.0, lang));
        tip::hover_text(asked.response, &strip.floor_help);
        if let Some(text) = asked.inner {
            state.ask_floor(read_figure(&text));
        }
    });
}

fn outcome(ui: &mut Ui, theme: &Theme, model: &PlanPage, lang: Lang) {
    let strip = &model.strip;
    ui.spacing_mut().item_spacing.y = 2.0;
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, 26.0), Sense::hover());
    let label = format!("{} · {}", word(Word::Expected, lang), strip.objective);
    let painter = ui.painter();
    let y = rect.center().y;
    let (third, main) = (theme.text.third, theme.text.main);
    let value = draw::width(painter, &strip.expected.text, Type::Compact);
    let room = rect.width() - value - 8.0;
    let place = pos2(rect.left(), y);
    let said = draw::text_in(
        painter,
        place,
        Align2::LEFT_CENTER,
        &label,
        Type::Caption,
        theme.text.second,
        room,
    );
    let place = pos2(said.right() + 8.0, y);
    let value =
        draw::text(painter, place, Align2::LEFT_CENTER, &strip.expected.text, Type::Compact, main);
    let note = format!("{} {}", word(Word::Range, lang), strip.range.text);
    let room = rect.right() - value.right() - 8.0;
    if draw::width(painter, &note, Type::Caption) <= room {
        let place = pos2(value.right() + 8.0, y);
        draw::text(painter, place, Align2::LEFT_CENTER, &note, Type::Caption, third);
    }
    let name = format!("{label} {} {note}", strip.expected.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let bars: Vec<OutcomeBar> = strip
        .bars
        .iter()
        .map(|bar| OutcomeBar {
            low: bar.low,
            high: bar.high,
            share: bar.share,
            past_goal: bar.past_goal,
        })
        .collect();
    let goal = format!("{} {}", word(Word::Goal, lang), strip.target.text);
    let ends: Vec<&str> = strip.range.text.split('–').collect();
    let (low, high) = match ends.as_slice() {
        [low, high] => (*low, *high),
        _ => ("", ""),
    };
    let expected = strip.expected.raw.unwrap_or_default();
    forecast(
        ui,
        &Forecast {
            bars: &bars,
            goal: strip.target.raw.map(|target| (target, goal.as_str())),
            figures: [strip.range.low, expected, strip.range.high],
            texts: [low, &strip.expected.text, high],
            name: &name,
        },
    );
}

fn odds(ui: &mut Ui, theme: &Theme, model: &PlanPage, lang: Lang) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let width = ui.available_width();
    let Some(odds) = &model.strip.probability else {
        ui.label(draw::rich(word(Word::NoGoal, lang), Type::Body, theme.text.second));
        return;
    };
    let (rect, _) = ui.allocate_exact_size(vec2(width, 40.0), Sense::hover());
    let painter = ui.painter();
    let y = rect.center().y;
    let (second, third) = (theme.text.second, theme.text.third);
    let value = draw::width(painter, &odds.probability.text, Type::Hero);
    let precise = draw::width(painter, &odds.precision, Type::Caption) + 6.0;
    let room = width - value - precise - 8.0;
    let label = word(Word::Odds, lang);
    let place = pos2(rect.left(), y);
    let said =
        draw::text_in(painter, place, Align2::LEFT_CENTER, label, Type::Caption, second, room);
    let place = pos2(said.right() + 8.0, y);
    let ink = theme.text.main;
    let value =
        draw::text(painter, place, Align2::LEFT_CENTER, &odds.probability.text, Type::Hero, ink);
    let place = pos2(value.right() + 6.0, y);
    draw::text(painter, place, Align2::LEFT_CENTER, &odds.precision, Type::Caption, third);
    let name = format!("{label} {} {}", odds.probability.text, odds.sentence);
    stones(ui, odds.stones, 100, &name);
    ui.add_space(4.0);
    line(ui, &odds.sentence, Type::Caption, second);
}

fn needs(ui: &mut Ui, theme: &Theme, model: &PlanPage) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let strip = &model.strip;
    if strip.needs.is_empty() {
        let sentence = model.explanations.first().map_or("", String::as_str);
        ui.label(draw::rich(sentence, Type::Body, theme.text.second));
        return;
    }
    line(ui, &strip.needs_title, Type::Strong, theme.text.main);
    for need in &strip.needs {
        need_row(ui, theme, need);
    }
    if let Some(warning) = strip.needs.iter().find_map(|need| need.warning.as_ref()) {
        let width = ui.available_width();
        let (rect, response) = ui.allocate_exact_size(vec2(width, 18.0), Sense::hover());
        let y = rect.center().y;
        let ink = theme.text.warn;
        Icon::Warning.paint(ui.painter(), pos2(rect.left() + 7.0, y), 14.0, ink);
        let at = pos2(rect.left() + 20.0, y);
        let room = width - 20.0;
        draw::text_in(ui.painter(), at, Align2::LEFT_CENTER, warning, Type::Caption, ink, room);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, warning));
        tip::hover_text(response, warning);
    }
}

fn need_row(ui: &mut Ui, theme: &Theme, need: &NeedRow) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let parts = columns(
        rect,
        6.0,
        &[
            Track::Share(1.2),
            Track::Share(0.9),
            Track::Fixed(14.0),
            Track::Share(0.9),
            Track::Share(0.9),
        ],
    );
    let painter = ui.painter();
    let y = rect.center().y;
    let put = |at: Rect, right: bool, text: &str, step: Type, color| {
        let (place, align) = if right {
            (pos2(at.right(), y), Align2::RIGHT_CENTER)
        } else {
            (pos2(at.left(), y), Align2::LEFT_CENTER)
        };
        draw::text_in(painter, place, align, text, step, color, at.width() + 2.0);
    };
    put(parts[0], false, &need.label, Type::Body, theme.text.second);
    put(parts[1], true, &need.now, Type::Body, theme.text.second);
    if !need.needed.is_empty() {
        Icon::ArrowRight.paint(painter, parts[2].center(), 12.0, theme.text.third);
    }
    put(parts[3], false, &need.needed, Type::Strong, theme.text.main);
    put(parts[4], false, &need.more, Type::Caption, theme.text.third);
    let said = format!("{} {} → {} {}", need.label, need.now, need.needed, need.more);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
    tip::hover_text(response, &said);
}
