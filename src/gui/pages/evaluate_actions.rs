//! Open actions: what is to be done, what the numbers say of it, closed ones folded away.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Color32, Key, Layout, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::domain::ActionState;
use crate::engine::ActionStep;
use crate::gui::app::Command;
use crate::gui::kit::layout::{place, place_with};
use crate::gui::kit::{Button, Card, Icon, draw, field, tip};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::actions::{ActionOffer, ActionRow, ActionsView};
use crate::worker::ActionWork;

/// Height of a card without anything, and of one before its first line.
const HEAD: f32 = 40.0;
const EDGES: f32 = 50.0;
/// Height of an action, of an offer, and of the button that folds.
const ROW: f32 = 48.0;
const OFFER: f32 = 36.0;
const FOLD: f32 = 32.0;
/// Width of the field for a new line.
const FIELD: f32 = 220.0;
/// Room of the mark before an action.
const MARK: f32 = 26.0;

/// What the card keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct ActionsState {
    /// A line while it is typed.
    typed: String,
    /// Whether the card stood above everything when it was last drawn.
    pub(super) above: bool,
    /// Whether all are shown, closed ones too.
    unfolded: bool,
}

/// How high the card is.
pub fn height(model: &ActionsView, state: &ActionsState) -> f32 {
    if model.is_bare() {
        return HEAD;
    }
    let (shown, folded) = split(model);
    let older = if model.older.is_empty() { 0.0 } else { FOLD };
    let fold = match (folded, state.unfolded) {
        (0, _) => 0.0,
        (_, false) => FOLD,
        (folded, true) => FOLD + ROW * folded as f32 + older,
    };
    EDGES + ROW * shown as f32 + OFFER * model.offers.len() as f32 + fold
}

/// How many rows stand there, and how many are folded away.
fn split(model: &ActionsView) -> (usize, usize) {
    let shown = model.rows.len().min(ActionsView::SHOWN);
    (shown, model.rows.len() - shown + model.unfolding().len())
}

/// Draws the card.
pub fn card(
    ui: &mut Ui,
    theme: &Theme,
    model: &ActionsView,
    state: &mut ActionsState,
    out: &mut Vec<Command>,
) {
    let height = height(model, state);
    let note = if model.rows.is_empty() { &model.empty } else { &model.note };
    let typed = &mut state.typed;
    let unfolded = &mut state.unfolded;
    let shown = Card::new(&model.title).note(note).height(height).show_with(
        ui,
        |ui| add(ui, model, typed),
        |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let (shown, more) = model.rows.split_at(split(model).0);
            for row in shown {
                action(ui, theme, model, row, out);
            }
            for item in &model.offers {
                offer(ui, theme, model, item, out);
            }
            if more.is_empty() && model.closed.is_empty() {
                return;
            }
            let rect = slice(ui, FOLD);
            place_with(ui, rect, Layout::left_to_right(Align::Center), |ui| {
                let icon = if *unfolded { Icon::ChevronDown } else { Icon::ChevronRight };
                let words = &model.fold[usize::from(*unfolded)];
                if Button::plain(words).small().icon(icon).show(ui).clicked() {
                    *unfolded = !*unfolded;
                    ui.ctx().request_repaint();
                }
            });
            if *unfolded {
                for row in more.iter().chain(model.unfolding()) {
                    action(ui, theme, model, row, out);
                }
                older(ui, theme, &model.older);
            }
        },
    );
    if let Some(text) = shown.controls {
        out.push(Command::Actions(ActionWork::Add(text)));
    }
}

/// The next strip of the card.
fn slice(ui: &mut Ui, height: f32) -> Rect {
    ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover()).0
}

/// What stands below the closed ones where there are more of them.
fn older(ui: &mut Ui, theme: &Theme, words: &str) {
    if words.is_empty() {
        return;
    }
    let rect = slice(ui, FOLD);
    let ink = theme.text.third;
    let galley = draw::line(ui.painter(), words, Type::Caption, ink, rect.width() - MARK);
    let at = pos2(rect.left() + MARK, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    let response = ui.interact(rect, ui.scope_id().with("older"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}

/// The field for a new line with its button, from the right; a line once it is complete.
fn add(ui: &mut Ui, model: &ActionsView, typed: &mut String) -> Option<String> {
    // A field is higher than a button: in a box as high as both their middles meet.
    let area = ui.available_rect_before_wrap().expand2(vec2(0.0, 2.0));
    let (pressed, entered, width) =
        place_with(ui, area, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let pressed = Button::secondary(&model.words.add).show(ui).clicked();
            let [name, hint] = &model.field;
            let response = field(ui, name, typed, hint, FIELD);
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            (pressed, entered, ui.min_rect().width())
        });
    ui.allocate_space(vec2(width, space::CONTROL));
    if !(pressed || entered) || typed.trim().is_empty() {
        return None;
    }
    Some(std::mem::take(typed).trim().to_owned())
}

fn action(
    ui: &mut Ui,
    theme: &Theme,
    model: &ActionsView,
    row: &ActionRow,
    out: &mut Vec<Command>,
) {
    let rect = slice(ui, ROW);
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, theme.card.line));
    mark(ui, theme, row.state, pos2(rect.left() + 8.0, rect.center().y));
    let words = &model.words;
    let buttons = place_with(ui, rect, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let named = |word: &str| format!("{word} · {}", row.title);
        let mut set = |step| out.push(Command::Actions(ActionWork::Set(row.id, step)));
        if row.state != ActionState::Open {
            let name = named(&words.reopen);
            if Button::plain(&words.reopen).small().name(&name).show(ui).clicked() {
                set(ActionStep::Reopen);
            }
            return ui.min_rect().left();
        }
        let (done, drop) = (named(&words.done), named(&words.drop));
        if Button::secondary(&words.done).small().name(&done).show(ui).clicked() {
            set(ActionStep::Done);
        }
        if Button::plain(&words.drop).small().name(&drop).show(ui).clicked() {
            set(ActionStep::Drop);
        }
        if let Some(wish) = &row.wish {
            let name = named(&words.plan);
            if Button::plain(&words.plan).small().name(&name).show(ui).clicked() {
                let wishes = vec![wish.clone()];
                out.push(Command::FollowFindings { wishes, drafts: Vec::new(), of: 1 });
            }
        }
        ui.min_rect().left()
    });
    let text = Rect::from_min_max(
        pos2(rect.left() + MARK, rect.top()),
        pos2(buttons - 12.0, rect.bottom()),
    );
    let second = [&row.said, &row.change];
    let second: Vec<&str> =
        second.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
    lines(ui, theme, row, text, &second.join(" · "));
}

/// What is to be done with where it comes from; what the numbers say below. What finds no room
/// waits in the hover.
fn lines(ui: &mut Ui, theme: &Theme, row: &ActionRow, rect: Rect, second: &str) {
    let open = row.state == ActionState::Open;
    let ink = if open { theme.text.main } else { theme.text.second };
    let painter = ui.painter();
    let put = |at: Pos2, words: &str, step: Type, ink: Color32, room: f32| {
        let galley = draw::line(painter, words, step, ink, room);
        let (size, cut) = (galley.size(), galley.elided);
        painter.galley(pos2(at.x, at.y - size.y / 2.0), galley, ink);
        (at.x + size.x, cut)
    };
    let first = pos2(rect.left(), rect.center().y - 10.0);
    let (end, mut cut) = put(first, &row.title, Type::Strong, ink, rect.width());
    let room = rect.right() - end - 12.0;
    // A few letters and … say nothing.
    if room > 120.0 {
        let at = pos2(end + 12.0, first.y);
        cut |= put(at, &row.origin, Type::Caption, theme.text.third, room).1;
    } else {
        cut = true;
    }
    let below = pos2(rect.left(), rect.center().y + 11.0);
    cut |= put(below, second, Type::Caption, theme.text.second, rect.width()).1;
    let said = [row.title.as_str(), &row.origin, second].join("\n");
    let response = ui.interact(rect, ui.scope_id().with(("action", row.id)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    if cut {
        tip::hover_text(response, &said);
    }
}

/// Solid is what happened, hollow what is to come.
fn mark(ui: &Ui, theme: &Theme, state: ActionState, at: Pos2) {
    match state {
        ActionState::Open => {
            ui.painter().circle_stroke(at, 5.0, Stroke::new(1.5, theme.text.second));
        }
        ActionState::Done => Icon::Check.paint(ui.painter(), at, 16.0, theme.text.ok),
        ActionState::Dropped => Icon::Cross.paint(ui.painter(), at, 14.0, theme.text.third),
    }
}

/// Something the session of the plan shows, to be added.
fn offer(
    ui: &mut Ui,
    theme: &Theme,
    model: &ActionsView,
    item: &ActionOffer,
    out: &mut Vec<Command>,
) {
    let rect = slice(ui, OFFER);
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, theme.card.line));
    let left = place_with(ui, rect, Layout::right_to_left(Align::Center), |ui| {
        let name = format!("{} · {}", model.words.add, item.text);
        if Button::plain(&model.words.add).small().icon(Icon::Plus).name(&name).show(ui).clicked() {
            let drafts = vec![item.draft.clone()];
            out.push(Command::Actions(ActionWork::Keep { drafts, followed: None }));
        }
        ui.min_rect().left()
    });
    let text =
        Rect::from_min_max(pos2(rect.left() + MARK, rect.top()), pos2(left - 12.0, rect.bottom()));
    place(ui, text, |ui| {
        let ink = theme.text.second;
        let galley = draw::line(ui.painter(), &item.text, Type::Body, ink, text.width());
        let (at, cut) = (pos2(text.left(), text.center().y - galley.size().y / 2.0), galley.elided);
        ui.painter().galley(at, galley, ink);
        let response = ui.interact(text, ui.scope_id().with(("offer", &item.text)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &item.text));
        if cut {
            tip::hover_text(response, &item.text);
        }
    });
}
