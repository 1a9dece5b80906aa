//! The verdict of the review: the session and what it is compared with, one sentence, the factors
//! as a bridge, what to do next.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Color32, CornerRadius, Rect, Sense, Ui, WidgetInfo, pos2};

use super::review::ReviewState;
use crate::gui::app::{Command, Page};
use crate::gui::kit::layout::{self, Track};
use crate::gui::kit::{Button, Card, Dropdown, Icon, draw, icon_button, tip};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::ReviewPage;
use crate::present::pages::overview::{drafts, minute_wishes};
use crate::present::text::labels::{self, Label, label};

/// Height where everything stands side by side.
pub const HEIGHT: f32 = 114.0;
/// Where the factors stand below the words instead of beside them.
pub const HEIGHT_SLIM: f32 = 224.0;
/// Width of the buttons.
const SIDE: f32 = 214.0;

/// Draws the card.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ReviewPage,
    state: &mut ReviewState,
    height: f32,
    out: &mut Vec<Command>,
) {
    Card::new("").height(height).show(ui, |ui| {
        let rect = ui.available_rect_before_wrap();
        let (said, factors, side) = if height >= HEIGHT_SLIM {
            let lines = layout::rows(rect, 8.0, &[Track::Fixed(124.0), Track::Share(1.0)]);
            let upper = layout::columns(lines[0], 20.0, &[Track::Share(1.0), Track::Fixed(SIDE)]);
            (upper[0], lines[1], upper[1])
        } else {
            let tracks = [Track::Share(1.0), Track::Fixed(356.0), Track::Fixed(SIDE)];
            let columns = layout::columns(rect, 20.0, &tracks);
            (columns[0], columns[1], columns[2])
        };
        layout::place(ui, said, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            choosers(ui, theme, model, state, out);
            ui.label(draw::rich(&model.verdict.headline, Type::Verdict, theme.text.main));
            paragraph(ui, &model.verdict.detail, Type::Body, theme.text.second, 2);
        });
        bridge(ui, theme, model, factors);
        layout::place(ui, side, |ui| buttons(ui, theme, model, state, out));
    });
}

/// The session, and the one it stands beside.
fn choosers(
    ui: &mut Ui,
    theme: &Theme,
    model: &ReviewPage,
    state: &mut ReviewState,
    out: &mut Vec<Command>,
) {
    let lang = super::lang(ui.ctx());
    let texts: Vec<&str> = model.sessions.iter().map(|choice| choice.text.as_str()).collect();
    let at = model.sessions.iter().position(|choice| choice.selected);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let room = ui.available_width();
        let most = (room * 0.5).clamp(180.0, 360.0);
        let picked = Dropdown::new(&texts, at).icon(Icon::Calendar).max_width(most).show(ui);
        if let Some(choice) = picked.and_then(|at| model.sessions.get(at)) {
            out.push(Command::OpenSession(choice.id));
        }
        let others: Vec<&_> = model.sessions.iter().filter(|choice| !choice.selected).collect();
        if !others.is_empty() {
            let texts: Vec<&str> = others.iter().map(|choice| choice.text.as_str()).collect();
            let at = state.against.and_then(|id| others.iter().position(|c| c.id == id));
            let picked = Dropdown::new(&texts, at)
                .icon(Icon::Compare)
                .empty(label(Label::Compare, lang))
                .said(label(Label::CompareWith, lang))
                .max_width((room - most - 120.0).clamp(90.0, 260.0))
                .show(ui);
            if let Some(choice) = picked.and_then(|at| others.get(at)) {
                state.against = Some(choice.id);
                state.evidence = false;
                state.brush = None;
            }
            if state.against.is_some() {
                let stop = label(Label::StopComparing, lang);
                if icon_button(ui, Icon::Cross, stop).clicked() {
                    state.against = None;
                }
                return;
            }
        }
        // Of a broadcast that still went on, refunds are the least that will change.
        let note = [&model.partial, &model.refund_note];
        if let Some(note) = note.into_iter().find(|note| !note.is_empty()) {
            super::models::line(ui, note, Type::Caption, theme.text.warn);
        }
    });
}

fn buttons(
    ui: &mut Ui,
    theme: &Theme,
    model: &ReviewPage,
    state: &mut ReviewState,
    out: &mut Vec<Command>,
) {
    let lang = super::lang(ui.ctx());
    ui.spacing_mut().item_spacing.y = 6.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let wide = ui.available_width();
        let evidence = match state.evidence {
            true => label(Label::HideEvidence, lang),
            false => label(Label::Evidence, lang),
        };
        let rest = wide - 90.0;
        if Button::plain(evidence).width(84.0).show(ui).clicked() {
            state.evidence = !state.evidence;
            state.against = None;
        }
        // Moved spend and a mended step are nothing that a plan can hold: it says so and opens.
        let wishes = minute_wishes(&model.findings);
        let left = labels::not_in_plan(model.findings.len() - wishes.len(), lang);
        let tip = [model.verdict.action.as_str(), &left].join("\n");
        let tip = tip.trim_end();
        if wishes.is_empty() {
            let open = label(Label::OpenNextPlan, lang);
            if Button::primary(open).width(rest).tip(tip).show(ui).clicked() {
                out.push(Command::Go(Page::Plan));
            }
        } else {
            let add = label(Label::AddToNextPlan, lang);
            if Button::primary(add).width(rest).tip(tip).show(ui).clicked() {
                let (drafts, of) = (drafts(&model.findings), model.findings.len());
                out.push(Command::FollowFindings { wishes, drafts, of });
            }
        }
    });
    paragraph(ui, &model.verdict.footnote, Type::Caption, theme.text.third, 3);
}

/// Words on at most so many lines; the rest stands in the hover.
fn paragraph(ui: &mut Ui, text: &str, step: Type, ink: Color32, rows: usize) {
    let galley = draw::lines(ui.painter(), text, step, ink, ui.available_width(), rows);
    let (line, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(line.min, galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    tip::hover_text(response, text);
}

/// The factors of the difference as bars left and right of zero.
fn bridge(ui: &mut Ui, theme: &Theme, model: &ReviewPage, rect: Rect) {
    let bars = &model.verdict.parts;
    let tracks = vec![Track::Share(1.0); bars.len().max(1)];
    for (part, bar) in layout::columns(rect, 8.0, &tracks).into_iter().zip(bars) {
        let painter = ui.painter();
        let middle = part.center().x;
        draw::text_in(
            painter,
            pos2(middle, part.top() + 4.0),
            Align2::CENTER_TOP,
            &bar.label,
            Type::Caption,
            theme.text.second,
            part.width(),
        );
        let reach = part.width() / 2.0 - 4.0;
        let end = middle + reach * bar.bar as f32;
        let body = Rect::from_min_max(
            pos2(middle.min(end), part.top() + 28.0),
            pos2(middle.max(end).max(middle.min(end) + 2.0), part.top() + 40.0),
        );
        let color = if bar.bar >= 0.0 { theme.data.rise } else { theme.data.fall };
        painter.rect_filled(body, CornerRadius::same(2), color);
        draw::text(
            painter,
            pos2(middle, part.top() + 48.0),
            Align2::CENTER_TOP,
            &bar.amount.text,
            Type::Strong,
            color,
        );
        let response =
            ui.interact(part, ui.scope_id().with(("bridge", &bar.factor)), Sense::hover());
        let range = bar.interval.as_ref().map_or("", |range| range.text.as_str());
        let name = format!("{} {} {} {}", bar.label, bar.amount.text, range, bar.hover);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        tip::hover_text(response, &name);
    }
}
