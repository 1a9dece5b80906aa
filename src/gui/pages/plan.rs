//! 计划: how to split traffic and time, and will the goal be reached? What a person sets is kept
//! here as a form; everything shown comes solved from the worker.

use eframe::egui::{Rect, ScrollArea, Sense, Ui, vec2};

use super::{Surroundings, models, plan_board, plan_split, plan_strip};
use crate::gui::app::Command;
use crate::gui::kit::layout::{columns, place, rows};
use crate::gui::kit::slots::Hold;
use crate::gui::kit::{Breadth, Track};
use crate::gui::theme::{Theme, space};
use crate::plan::{FloorWish, Method, MinuteWish, PlanForm, ProductForm, RiskForm, SlotForm};
use crate::present::pages::PlanPage;
use crate::worker::PageKind;

/// Width of the right column.
const SIDE: f32 = 424.0;

/// A figure that is being typed; at rest the field shows what the plan was solved with.
#[derive(Clone, Debug, Default)]
pub struct Typed(pub Option<String>);

/// What the page keeps between frames.
#[derive(Clone, Debug)]
pub struct PlanState {
    /// What a person set.
    pub form: PlanForm,
    /// How the split is found.
    pub method: Method,
    /// Whether the goal is the usual one as long as the form has none.
    pub usual_goal: bool,
    /// Name to keep the plan under; `None` until it was changed.
    pub name: Option<String>,
    /// The product whose bounds are open.
    pub selected: Option<String>,
    /// The slot of the run-down that was pressed last.
    pub slot: Option<usize>,
    /// The open tab of the right column.
    pub tab: usize,
    /// What a hand holds of the run-down.
    pub hold: Option<Hold>,
    /// The run-downs before each hand, the latest last: what undo goes back to.
    pub before_hand: Vec<Vec<SlotForm>>,
    /// What a review asked for; written into the form once the products are known.
    pub wishes: Vec<MinuteWish>,
    /// Floors of exposure to hold; written into the form with the wishes.
    pub floors: Vec<FloorWish>,
    pub(super) goal: Typed,
    pub(super) viewers: Typed,
    pub(super) minutes: Typed,
    pub(super) floor: Typed,
    pub(super) hosts: Typed,
    pub(super) least: Typed,
    pub(super) most: Typed,
}

impl Default for PlanState {
    fn default() -> Self {
        Self {
            form: PlanForm::default(),
            method: Method::Auto,
            usual_goal: true,
            name: None,
            selected: None,
            slot: None,
            tab: 0,
            hold: None,
            before_hand: Vec::new(),
            wishes: Vec::new(),
            floors: Vec::new(),
            goal: Typed::default(),
            viewers: Typed::default(),
            minutes: Typed::default(),
            floor: Typed::default(),
            hosts: Typed::default(),
            least: Typed::default(),
            most: Typed::default(),
        }
    }
}

impl PlanState {
    /// What the worker is asked.
    pub fn query(&self) -> PageKind {
        PageKind::Plan {
            form: Box::new(self.form.clone()),
            method: self.method,
            usual_goal: self.usual_goal,
        }
    }

    /// Asks for a floor of the worst sessions; `None` asks for none. What else the form says of
    /// them stays.
    pub(super) fn ask_floor(&mut self, floor: Option<f64>) {
        let risk = RiskForm { floor, ..self.form.session.risk.unwrap_or_default() };
        self.form.session.risk = Some(risk).filter(|risk| *risk != RiskForm::default());
    }

    /// The form's entry of a product. The first entry brings those of all products shown: a form
    /// with products plans only these.
    pub(super) fn product(&mut self, id: &str, model: &PlanPage) -> &mut ProductForm {
        if self.form.products.is_empty() {
            let entry =
                |id: &String| ProductForm { id: Some(id.clone()), ..ProductForm::default() };
            self.form.products = model.table.rows.iter().map(|row| entry(&row.id)).collect();
        }
        let products = &mut self.form.products;
        let at = products.iter().position(|form| form.id.as_deref() == Some(id));
        let at = at.unwrap_or_else(|| {
            products.push(ProductForm { id: Some(id.to_owned()), ..ProductForm::default() });
            products.len() - 1
        });
        &mut products[at]
    }

    /// The form's entry of a product, if there is one.
    pub(super) fn known(&self, id: &str) -> Option<&ProductForm> {
        self.form.products.iter().find(|form| form.id.as_deref() == Some(id))
    }
}

/// Least length of a slot where the form says nothing.
const BLOCK: u32 = 5;
/// Least height of the right column: curves that can be read above all methods.
const MIDDLE: f32 = 412.0;

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    state: &mut PlanState,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let before = state.query();
    if !state.wishes.is_empty() && !model.table.rows.is_empty() {
        let known: Vec<String> = model.table.rows.iter().map(|row| row.id.clone()).collect();
        let wishes = std::mem::take(&mut state.wishes);
        state.form.follow(&wishes, &known);
    }
    if !state.floors.is_empty() && !model.table.rows.is_empty() {
        let known: Vec<String> = model.table.rows.iter().map(|row| row.id.clone()).collect();
        let floors = std::mem::take(&mut state.floors);
        let block = state.form.session.block_minutes.unwrap_or(BLOCK);
        state.form.hold_floors(&floors, &known, (model.board.minutes, block));
    }
    let area = ui.available_rect_before_wrap();
    let full = Breadth::of_page(area.width()) == Breadth::Full;
    let board = plan_board::HEIGHT;
    let strip = |ui: &Ui, wide| plan_strip::height(ui, model, wide, area.width());
    let least = strip(ui, true) + board + 2.0 * space::GAP + MIDDLE;
    if full && area.height() >= least {
        let tracks = [Track::Fixed(strip(ui, true)), Track::Share(1.0), Track::Fixed(board)];
        let parts = rows(area, space::GAP, &tracks);
        place(ui, parts[0], |ui| plan_strip::show(ui, theme, model, state, around, true, out));
        let middle = columns(parts[1], space::GAP, &[Track::Share(1.0), Track::Fixed(SIDE)]);
        place(ui, middle[0], |ui| {
            plan_split::show(ui, theme, model, state, around, middle[0].height());
        });
        place(ui, middle[1], |ui| side(ui, theme, model, state, around));
        place(ui, parts[2], |ui| plan_board::board(ui, theme, model, state, around.lang, out));
    } else {
        ScrollArea::vertical().id_salt("plan").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let wide = ui.available_width() - super::parts::BAR;
            let one = Breadth::of_page(area.width()) == Breadth::One;
            let table = 128.0 + 32.0 * (model.table.rows.len() as f32 + 1.0).min(14.0);
            let heights = [
                strip(ui, full) + if one { 132.0 } else { 0.0 },
                table,
                if one { 620.0 } else { MIDDLE },
                board,
            ];
            for (at, high) in heights.into_iter().enumerate() {
                let (rect, _) = ui.allocate_exact_size(vec2(wide, high), Sense::hover());
                ui.add_space(space::GAP);
                place(ui, rect, |ui| match at {
                    0 => plan_strip::show(ui, theme, model, state, around, full, out),
                    1 => plan_split::show(ui, theme, model, state, around, high),
                    2 => panels(ui, theme, model, state, around, rect, one),
                    _ => plan_board::board(ui, theme, model, state, around.lang, out),
                });
            }
            for notice in &model.notices {
                models::note(ui, theme, notice.warn, &notice.text);
            }
        });
    }
    if before != state.query() {
        if !before.differs_by_hand_alone(&state.query()) {
            // The hand laid the run-down of another plan.
            state.form.slots.clear();
            state.before_hand.clear();
        }
        ui.ctx().request_repaint();
    }
}

fn side(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    state: &mut PlanState,
    around: &Surroundings,
) {
    let area = ui.available_rect_before_wrap();
    if state.tab == plan_board::HOSTS && !model.hosts.rows.is_empty() {
        // A table of every host's products needs the whole column.
        plan_board::panels(ui, theme, model, state, around.lang, area.height());
        return;
    }
    let methods = plan_board::methods_height(model);
    let parts = rows(area, space::GAP, &[Track::Share(1.0), Track::Fixed(methods)]);
    place(ui, parts[0], |ui| {
        plan_board::panels(ui, theme, model, state, around.lang, parts[0].height());
    });
    place(ui, parts[1], |ui| plan_board::methods(ui, theme, model, state, around.lang));
}

/// Curves and methods where the page is not wide enough for a right column.
fn panels(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    state: &mut PlanState,
    around: &Surroundings,
    rect: Rect,
    one: bool,
) {
    let tracks = [Track::Share(1.0), Track::Share(1.0)];
    let parts =
        if one { rows(rect, space::GAP, &tracks) } else { columns(rect, space::GAP, &tracks) };
    place(ui, parts[0], |ui| {
        plan_board::panels(ui, theme, model, state, around.lang, parts[0].height());
    });
    place(ui, parts[1], |ui| plan_board::methods(ui, theme, model, state, around.lang));
}

/// A figure as people type it: `5万`, `46,600`, `¥46600`, `18%`, `12K`.
pub(super) fn read_figure(text: &str) -> Option<f64> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，' | '¥' | '￥' | '%' | '$'))
        .collect();
    let (digits, factor) = match plain.chars().last()? {
        '万' | 'w' | 'W' => (plain.trim_end_matches(['万', 'w', 'W']), 1e4),
        '亿' => (plain.trim_end_matches('亿'), 1e8),
        'k' | 'K' => (plain.trim_end_matches(['k', 'K']), 1e3),
        'm' | 'M' => (plain.trim_end_matches(['m', 'M']), 1e6),
        _ => (plain.as_str(), 1.0),
    };
    digits.parse::<f64>().ok().map(|value| value * factor).filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::{PlanState, read_figure};
    use crate::plan::RiskForm;

    #[test]
    fn a_floor_is_asked_for_and_taken_back_beside_what_else_is_said_of_the_worst_sessions() {
        let mut state = PlanState::default();
        state.ask_floor(None);
        assert_eq!(state.form.session.risk, None);
        state.ask_floor(Some(5_000.0));
        let floor = RiskForm { floor: Some(5_000.0), ..RiskForm::default() };
        assert_eq!(state.form.session.risk, Some(floor));
        state.ask_floor(None);
        assert_eq!(state.form.session.risk, None);
        let weighed = RiskForm { weight: Some(0.3), ..floor };
        state.form.session.risk = Some(weighed);
        state.ask_floor(None);
        assert_eq!(state.form.session.risk, Some(RiskForm { floor: None, ..weighed }));
    }

    #[test]
    fn figures_are_read_as_people_type_them() {
        for (text, expect) in [
            ("46,600", Some(46_600.0)),
            ("¥ 46600", Some(46_600.0)),
            ("5万", Some(50_000.0)),
            ("1.2 亿", Some(1.2e8)),
            ("12K", Some(12_000.0)),
            ("18%", Some(18.0)),
            ("", None),
            ("abc", None),
            ("万", None),
        ] {
            assert_eq!(read_figure(text), expect, "{text}");
        }
    }
}
