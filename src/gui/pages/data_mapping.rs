//! The panel that says what the columns of a file are: kind of table, one row a column, the first
//! rows as they come in, and what to remember.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Align2, CornerRadius, Layout, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};

use super::data_mapping_table as table;
use super::notice;
use crate::gui::app::Command;
use crate::gui::kit::{
    Button, Card, Chip, ChipLook, Dropdown, Icon, checkbox, draw, field, icon_button, layout,
    segmented, tip,
};
use crate::gui::theme::{Theme, Type, space};
use crate::ingest::{ColumnAt, MapSpec};
use crate::present::pages::MappingPage;
use crate::present::pages::mapping::{Ask, AskAbout, MappingRow, Mark};
use crate::present::text::app::{self, Why, Word};
use crate::present::text::{Lang, Notice, mapping as text};

/// Width of the panel beside the page.
const WIDTH: f32 = 452.0;
/// A page that is narrower shows the panel alone.
const BESIDE: f32 = 1000.0;
/// Height of a row, and of its second line.
const ROW: f32 = 40.0;
const SWITCH: f32 = 30.0;
/// Buttons, name and box below the rows.
const FOOT: f32 = 96.0;
/// Kinds of table that have a chip of their own.
const CHIPS: usize = 4;

/// What the panel keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct MappingState {
    /// The name, as typed; the page's own while nothing was.
    pub name: Option<String>,
    /// The mapping is for this once only.
    pub forget: bool,
    /// The page is drawn beside the panel.
    pub beside: bool,
}

/// The file that is mapped.
#[derive(Clone, Debug)]
pub struct MappingView {
    /// What was said of it.
    pub spec: MapSpec,
    /// Its page, once it came.
    pub page: Option<Arc<MappingPage>>,
    /// Why there is none, or no newer one.
    pub notice: Option<Notice>,
    /// Why nothing can be put into the tray now.
    pub blocked: Option<Why>,
}

/// Draws the panel. Returns what is left beside it for the page, if anything.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    view: &MappingView,
    state: &mut MappingState,
    lang: Lang,
    out: &mut Vec<Command>,
) -> Option<Rect> {
    let area = ui.available_rect_before_wrap();
    let (left, right) = if area.width() < BESIDE {
        (None, area)
    } else {
        let tracks = [layout::Track::Share(1.0), layout::Track::Fixed(WIDTH)];
        let parts = layout::columns(area, space::GAP, &tracks);
        (Some(parts[0]), parts[1])
    };
    layout::place(ui, right, |ui| panel(ui, theme, view, state, lang, out));
    left
}

fn panel(
    ui: &mut Ui,
    theme: &Theme,
    view: &MappingView,
    state: &mut MappingState,
    lang: Lang,
    out: &mut Vec<Command>,
) {
    let looking = text::looking(lang);
    let title = view.page.as_ref().map_or(looking.as_str(), |page| page.title.as_str());
    let height = ui.available_height();
    let close = |ui: &mut Ui| icon_button(ui, Icon::Cross, app::word(Word::Close, lang)).clicked();
    let drawn = Card::new(title).height(height).bleed().show_with(ui, close, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        if let Some(notice) = &view.notice {
            notice::strip(ui, theme, notice);
        }
        let Some(page) = &view.page else {
            return;
        };
        let room = (ui.available_height() - FOOT).max(120.0);
        let scroll = ScrollArea::vertical().id_salt("mapping").max_height(room);
        scroll.auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
            grains(ui, theme, page, &view.spec, out);
            columns(ui, theme, page, &view.spec, out);
            for ask in &page.asks {
                question(ui, theme, ask, &view.spec, out);
            }
            if !page.blocked.is_empty() {
                table::strip(ui, theme, &page.blocked, |_| {});
            }
            if let Some(preview) = &page.preview {
                table::preview(ui, theme, preview, &view.spec, out);
            }
        });
        foot(ui, theme, page, view, state, lang, out);
    });
    if drawn.controls {
        out.push(Command::CloseMapping);
    }
}

fn set(out: &mut Vec<Command>, spec: &MapSpec, change: impl FnOnce(&mut MapSpec)) {
    let mut spec = spec.clone();
    change(&mut spec);
    out.push(Command::SetMapping(Box::new(spec)));
}

/// What a row is about: a few chips, and the rest behind one more.
fn grains(ui: &mut Ui, theme: &Theme, page: &MappingPage, spec: &MapSpec, out: &mut Vec<Command>) {
    let inner = inset(ui);
    let used = layout::place(ui, inner, |ui| {
        ui.label(draw::rich(&page.question, Type::Caption, theme.text.second));
        ui.add_space(4.0);
        let options = &page.grains.options;
        let selected = page.grains.selected;
        let chips: Vec<usize> =
            (0..options.len()).filter(|at| *at < CHIPS || Some(*at) == selected).collect();
        let rest: Vec<usize> = (0..options.len()).filter(|at| !chips.contains(at)).collect();
        let mut picked = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
            for at in chips {
                let on = Some(at) == selected;
                let look = if on { ChipLook::Selected } else { ChipLook::Plain };
                if Chip::new(&options[at].1).look(look).show(ui).clicked() && !on {
                    picked = Some(at);
                }
            }
            let words: Vec<&str> = rest.iter().map(|at| options[*at].1.as_str()).collect();
            if let Some(at) = Dropdown::new(&words, None).empty(&page.other).show(ui) {
                picked = Some(rest[at]);
            }
        });
        if let Some(at) = picked {
            let grain = options[at].0;
            // What columns are called differs from kind to kind.
            set(out, spec, |spec| {
                spec.grain = Some(grain);
                spec.columns.clear();
                spec.units.clear();
            });
        }
        if let Some(sheets) = &page.sheets {
            ui.add_space(6.0);
            let words: Vec<&str> = sheets.options.iter().map(|(_, name)| name.as_str()).collect();
            if let Some(at) = Dropdown::new(&words, sheets.selected).icon(Icon::File).show(ui) {
                let sheet = sheets.options[at].0.clone();
                set(out, spec, |spec| {
                    spec.sheet = Some(sheet);
                    spec.grain = None;
                    spec.columns.clear();
                    spec.units.clear();
                });
            }
        }
        ui.min_rect().height()
    });
    ui.add_space(used + 8.0);
}

/// The width at hand without the card's padding.
fn inset(ui: &Ui) -> Rect {
    let area = ui.available_rect_before_wrap();
    Rect::from_min_max(
        pos2(area.left() + space::CARD_X, area.top()),
        pos2(area.right() - space::CARD_X - super::parts::BAR, area.bottom()),
    )
}

fn thirds(row: Rect) -> Vec<Rect> {
    let inner = Rect::from_min_max(
        pos2(row.left() + space::CARD_X, row.top()),
        pos2(row.right() - space::CARD_X, row.bottom()),
    );
    layout::columns(
        inner,
        8.0,
        &[
            layout::Track::Share(1.0),
            layout::Track::Fixed(16.0),
            layout::Track::Fixed(148.0),
            layout::Track::Share(1.0),
        ],
    )
}

fn columns(ui: &mut Ui, theme: &Theme, page: &MappingPage, spec: &MapSpec, out: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let (_, head) = ui.allocate_space(vec2(ui.available_width(), 28.0));
    ui.painter().rect_filled(head, CornerRadius::ZERO, theme.card.sunken);
    let line = Stroke::new(1.0, theme.card.line);
    ui.painter().hline(head.x_range(), head.top() + 0.5, line);
    ui.painter().hline(head.x_range(), head.bottom() - 0.5, line);
    let parts = thirds(head);
    for (part, words) in [parts[0], parts[2], parts[3]].into_iter().zip(&page.heads) {
        let at = pos2(part.left(), head.center().y);
        let align = Align2::LEFT_CENTER;
        let ink = theme.text.second;
        draw::text_in(ui.painter(), at, align, words, Type::Caption, ink, part.width());
    }
    let names: Vec<&str> = page.targets.iter().map(|(_, words)| words.as_str()).collect();
    for row in &page.rows {
        ui.push_id(("column", row.position), |ui| column(ui, theme, page, row, &names, spec, out));
    }
    ui.spacing_mut().item_spacing.y = 6.0;
}

fn column(
    ui: &mut Ui,
    theme: &Theme,
    page: &MappingPage,
    row: &MappingRow,
    names: &[&str],
    spec: &MapSpec,
    out: &mut Vec<Command>,
) {
    let switched = row.units.is_some() || row.counts.is_some();
    let height = ROW + if switched { SWITCH } else { 0.0 };
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let line = Stroke::new(1.0, theme.plot.grid);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
    let first = Rect::from_min_size(rect.min, vec2(rect.width(), ROW));
    let parts = thirds(first);
    let y = first.center().y;
    let left = Align2::LEFT_CENTER;
    let painter = ui.painter();
    let ink = if row.crossed { theme.text.third } else { theme.text.main };
    let at = pos2(parts[0].left(), y - 8.0);
    let room = parts[0].width();
    let said = draw::text_in(painter, at, left, &row.header, Type::Strong, ink, room);
    if row.crossed {
        painter.hline(said.x_range(), said.center().y, Stroke::new(1.0, ink));
    }
    let at = pos2(parts[0].left(), y + 9.0);
    draw::text_in(painter, at, left, &row.sample, Type::Caption, theme.text.third, room);
    Icon::ChevronRight.paint(painter, parts[1].center(), 14.0, theme.text.third);

    let (icon, tone) = match row.mark {
        Mark::Sure => (Some(Icon::Check), theme.text.ok),
        Mark::Guess => (Some(Icon::Warning), theme.text.warn),
        Mark::Hidden => (Some(Icon::Hidden), theme.text.bad),
        Mark::Unused => (None, theme.text.third),
    };
    let mut x = parts[3].left();
    if let Some(icon) = icon {
        icon.paint(painter, pos2(x + 7.0, y), 14.0, tone);
        x += 20.0;
    }
    let words = if row.mark == Mark::Sure { theme.text.second } else { tone };
    let room = parts[3].right() - x;
    draw::text_in(painter, pos2(x, y), left, &row.words, Type::Caption, words, room);
    let said = format!("{} {} {} {}", row.header, row.sample, row.target_text, row.words);
    let id = ui.scope_id().with("said");
    let seen = Rect::from_min_max(first.min, pos2(parts[1].right(), first.bottom()));
    let response = ui.interact(seen, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &said));
    if !row.samples.is_empty() {
        tip::hover_text(response, &row.samples);
    }
    let sure = Rect::from_min_max(pos2(parts[3].left(), first.top()), first.max);
    let response = ui.interact(sure, ui.scope_id().with("sure"), Sense::hover());
    tip::hover_text(response, &row.words);

    let at = Rect::from_center_size(parts[2].center(), vec2(parts[2].width(), 28.0));
    let place = ColumnAt::Position(row.position);
    let look = if row.mark == Mark::Guess { ChipLook::Warn } else { ChipLook::Plain };
    let selected = page.targets.iter().position(|(name, _)| *name == row.target);
    let drop = Dropdown::new(names, selected)
        .look(look)
        .said(&row.header)
        .max_width(104.0)
        .least_width(parts[2].width());
    if let Some(at) = layout::place(ui, at, |ui| drop.show(ui)) {
        let target = page.targets[at].0.clone();
        set(out, spec, |spec| spec.set(place.clone(), target));
    }
    if switched {
        let second = Rect::from_min_max(
            pos2(parts[2].left(), first.bottom() - 4.0),
            pos2(first.right() - space::CARD_X, rect.bottom()),
        );
        layout::place_with(ui, second, Layout::left_to_right(Align::Center), |ui| {
            if let Some(units) = &row.units {
                let words: Vec<&str> =
                    units.options.iter().map(|(_, word)| word.as_str()).collect();
                // Nothing is in force while nothing is chosen.
                let now = units.selected.unwrap_or(usize::MAX);
                if let Some(at) = segmented(ui, &row.header, &words, now) {
                    let unit = units.options[at].0;
                    set(out, spec, |spec| spec.set_unit(place.clone(), unit));
                }
            }
            if let Some(counts) = &row.counts {
                let words: Vec<&str> =
                    counts.options.iter().map(|(_, word)| word.as_str()).collect();
                let now = counts.selected.unwrap_or(usize::MAX);
                if let Some(at) = segmented(ui, &row.header, &words, now) {
                    let name = counts.options[at].0.clone();
                    set(out, spec, |spec| spec.set(place.clone(), Some(name)));
                }
            }
        });
    }
}

/// What the file leaves open, asked once.
fn question(ui: &mut Ui, theme: &Theme, ask: &Ask, spec: &MapSpec, out: &mut Vec<Command>) {
    let words: Vec<&str> = ask.options.iter().map(String::as_str).collect();
    let now = ask.selected.unwrap_or(usize::MAX);
    table::strip(ui, theme, &ask.question, |ui| {
        if let Some(at) = segmented(ui, &ask.question, &words, now) {
            set(out, spec, |spec| match ask.about {
                AskAbout::Day => spec.day_first = Some(at == 0),
                AskAbout::Decimal => spec.decimal = Some(if at == 0 { ',' } else { '.' }),
            });
        }
    });
}

fn foot(
    ui: &mut Ui,
    theme: &Theme,
    page: &MappingPage,
    view: &MappingView,
    state: &mut MappingState,
    lang: Lang,
    out: &mut Vec<Command>,
) {
    let rect = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), FOOT));
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, theme.card.line));
    let inner = rect.shrink2(vec2(space::CARD_X, 10.0));
    let lines = layout::rows(inner, 8.0, &[layout::Track::Share(1.0), layout::Track::Share(1.0)]);
    let mut remember = !state.forget;
    let mut name = state.name.clone().unwrap_or_else(|| page.name.clone());
    layout::place_with(ui, lines[0], Layout::left_to_right(Align::Center), |ui| {
        if checkbox(ui, &mut remember, &page.remember).changed() {
            state.forget = !remember;
        }
        let width = ui.available_width().clamp(80.0, 180.0);
        if remember && field(ui, &page.name_field, &mut name, "", width).changed() {
            state.name = Some(name.clone());
        }
    });
    let why = match (page.blocked.as_str(), view.blocked) {
        ("", Some(why)) => Some(app::why(why, lang)),
        ("", None) => None,
        (words, _) => Some(words),
    };
    layout::place_with(ui, lines[1], Layout::left_to_right(Align::Center), |ui| {
        if Button::primary(&page.put).disabled_because(why).show(ui).clicked() {
            let name = Some(name.trim().to_owned()).filter(|name| remember && !name.is_empty());
            out.push(Command::PutInTray { spec: Box::new(view.spec.clone()), name });
        }
        if Button::secondary(&page.not_now).show(ui).clicked() {
            out.push(Command::CloseMapping);
        }
        if let Some(preview) = &page.preview {
            let rest = ui.available_rect_before_wrap();
            let align = Align2::RIGHT_CENTER;
            let ink = theme.text.third;
            let room = rest.width() - 8.0;
            draw::text_in(
                ui.painter(),
                rest.right_center(),
                align,
                &preview.foot,
                Type::Caption,
                ink,
                room,
            );
        }
    });
}
