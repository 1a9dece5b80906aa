//! 设置: how should it work for you? The window, costs, privacy, the store.

use std::collections::BTreeMap;

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::{Surroundings, settings_costs, settings_privacy, viewers_cleaning};
use crate::domain::ProductId;
use crate::gui::app::{Appearance, Command, Prefs};
use crate::gui::kit::{Button, Card, Dropdown, Icon, draw, layout, segmented};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::SettingsPage;
use crate::present::pages::settings::{CleaningSetting, StoreCard};
use crate::present::text::Lang;
use crate::present::text::app::look;

/// What the page keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct SettingsState {
    /// Words that narrow the table of products.
    pub search: String,
    /// Figures that were typed and are not stored yet, by product and column.
    pub typed: BTreeMap<(ProductId, usize), String>,
}

/// Width of the right column.
const ASIDE: f32 = 400.0;

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &SettingsPage,
    state: &mut SettingsState,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    let wide = area.width() > 960.0;
    if wide {
        let parts = layout::columns(
            area,
            space::GAP,
            &[layout::Track::Share(1.0), layout::Track::Fixed(ASIDE)],
        );
        layout::place(ui, parts[0], |ui| {
            settings_costs::show(ui, theme, &model.products, state, out);
        });
        layout::place(ui, parts[1], |ui| {
            ScrollArea::vertical().id_salt("aside").auto_shrink(false).show(ui, |ui| {
                aside(ui, theme, model, around, out);
            });
        });
    } else {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - super::parts::BAR);
            aside(ui, theme, model, around, out);
            ui.add_space(space::GAP);
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 480.0));
            layout::place(ui, rect, |ui| {
                settings_costs::show(ui, theme, &model.products, state, out);
            });
        });
    }
}

fn aside(
    ui: &mut Ui,
    theme: &Theme,
    model: &SettingsPage,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = space::GAP;
    window(ui, theme, around, out);
    cleaning(ui, theme, &model.cleaning, out);
    store(ui, theme, &model.store, out);
    settings_privacy::show(ui, theme, &model.privacy);
}

/// A name and its control on one line.
fn line(ui: &mut Ui, theme: &Theme, name: &str, control: impl FnOnce(&mut Ui)) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 32.0));
    let ink = theme.text.second;
    draw::text(ui.painter(), rect.left_center(), Align2::LEFT_CENTER, name, Type::Body, ink);
    let right = eframe::egui::Layout::right_to_left(eframe::egui::Align::Center);
    layout::place_with(ui, rect, right, control);
}

fn window(ui: &mut Ui, theme: &Theme, around: &Surroundings, out: &mut Vec<Command>) {
    let (lang, prefs) = (around.lang, around.prefs);
    Card::new(look::title(lang)).sentence(look::sentence(lang)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let name = look::language(lang);
        line(ui, theme, name, |ui| {
            let now = usize::from(lang == Lang::En);
            if let Some(at) = segmented(ui, name, &look::LANGUAGES, now) {
                out.push(Command::SetLang([Lang::Zh, Lang::En][at]));
            }
        });
        let name = look::appearance(lang);
        line(ui, theme, name, |ui| {
            let all = [Appearance::System, Appearance::Light, Appearance::Dark];
            let now = all.iter().position(|one| *one == prefs.appearance).unwrap_or_default();
            if let Some(at) = segmented(ui, name, &look::appearances(lang), now) {
                out.push(Command::SetAppearance(all[at]));
            }
        });
        let name = look::rises(lang);
        line(ui, theme, name, |ui| {
            let now = usize::from(!around.look.red_rises);
            if let Some(at) = segmented(ui, name, &look::rise_choices(lang), now) {
                out.push(Command::SetRedRises(at == 0));
            }
        });
        let name = look::size(lang);
        line(ui, theme, name, |ui| {
            let words = Prefs::SIZES.map(|size| format!("{size}%"));
            let options = words.each_ref().map(String::as_str);
            let now = Prefs::SIZES.iter().position(|size| *size == prefs.text_size);
            if let Some(at) = Dropdown::new(&options, now).label(name).show(ui) {
                out.push(Command::SetTextSize(Prefs::SIZES[at]));
            }
        });
    });
}

/// Whether programs and people of the house count as viewers.
fn cleaning(ui: &mut Ui, theme: &Theme, model: &CleaningSetting, out: &mut Vec<Command>) {
    Card::new(&model.title).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        line(ui, theme, &model.switch.label, |ui| {
            viewers_cleaning::switch(ui, &model.switch, out);
        });
        paragraph(ui, &model.rules, theme.text.third);
    });
}

fn store(ui: &mut Ui, theme: &Theme, model: &StoreCard, out: &mut Vec<Command>) {
    Card::new(&model.title).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        paragraph(ui, &model.path, theme.text.main);
        paragraph(ui, &model.line, theme.text.second);
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            if Button::secondary(&model.backup).icon(Icon::Export).show(ui).clicked() {
                out.push(Command::Backup);
            }
            if Button::secondary(&model.check).icon(Icon::Shield).show(ui).clicked() {
                out.push(Command::CheckStore);
            }
            if Button::plain(&model.open).show(ui).clicked() {
                out.push(Command::ChooseStore);
            }
        });
        ui.add_space(4.0);
        paragraph(ui, &model.hint, theme.text.third);
    });
}

pub(super) fn paragraph(ui: &mut Ui, words: &str, ink: eframe::egui::Color32) {
    let width = ui.available_width();
    let galley = ui.painter().layout(words.to_owned(), Type::Caption.font(), ink, width);
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y), Sense::hover());
    ui.painter().galley(rect.min, galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}
