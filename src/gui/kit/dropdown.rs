//! A chip that opens a list of choices; the list may hold every session of many years.

use eframe::egui::{Align, Popup, Rect, ScrollArea, Ui, pos2, vec2};

use super::control::{Chip, ChipLook, MENU_ROW, menu_frame, menu_row};
use super::{Icon, draw};
use crate::gui::theme::{Theme, Type};

/// Between two rows.
const MENU_GAP: f32 = 2.0;
/// Longer lists scroll.
const MOST_HEIGHT: f32 = 320.0;

/// A chip that opens a list of choices.
#[derive(Clone, Debug)]
#[must_use = "call `show`"]
pub struct Dropdown<'a> {
    label: &'a str,
    options: &'a [&'a str],
    selected: Option<usize>,
    icon: Option<Icon>,
    empty: &'a str,
    max_width: f32,
    look: ChipLook,
    said: &'a str,
    least: f32,
}

impl<'a> Dropdown<'a> {
    /// Choices and which one is in force.
    pub fn new(options: &'a [&'a str], selected: Option<usize>) -> Self {
        Self {
            label: "",
            options,
            selected,
            icon: None,
            empty: "—",
            max_width: 320.0,
            look: ChipLook::Plain,
            said: "",
            least: 0.0,
        }
    }

    /// A quiet word before the value.
    pub fn label(mut self, label: &'a str) -> Self {
        self.label = label;
        self
    }

    /// An icon before everything.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// How it looks.
    pub fn look(mut self, look: ChipLook) -> Self {
        self.look = look;
        self
    }

    /// What is read out before the value, where what it is about stands elsewhere.
    pub fn said(mut self, said: &'a str) -> Self {
        self.said = said;
        self
    }

    /// At least that wide, where several stand one under another.
    pub fn least_width(mut self, width: f32) -> Self {
        self.least = width;
        self
    }

    /// What stands there while nothing is chosen.
    pub fn empty(mut self, empty: &'a str) -> Self {
        self.empty = empty;
        self
    }

    /// Values longer than this are cut.
    pub fn max_width(mut self, width: f32) -> Self {
        self.max_width = width;
        self
    }

    /// Draws it. Returns the choice made in this frame.
    pub fn show(self, ui: &mut Ui) -> Option<usize> {
        let theme = Theme::of(ui.ctx());
        let value =
            self.selected.and_then(|index| self.options.get(index)).copied().unwrap_or(self.empty);
        let mut chip = Chip::new(value)
            .label(self.label)
            .max_width(self.max_width)
            .look(self.look)
            .said(self.said)
            .dropdown();
        chip.icon = self.icon;
        chip.least = self.least;
        let response = chip.show(ui);
        let mut picked = None;
        let popup = Popup::menu(&response);
        // Measured only while it can be seen: a list may hold every session of many years.
        let width = if popup.is_open() || response.clicked() {
            self.list_width(ui, response.rect.width())
        } else {
            0.0
        };
        let opens = response.clicked();
        popup
            .frame(menu_frame(&theme))
            .gap(4.0)
            .accessible_name(if self.label.is_empty() { value } else { self.label })
            .show(|ui| {
                ui.spacing_mut().item_spacing.y = MENU_GAP;
                let list = ScrollArea::vertical().max_height(MOST_HEIGHT);
                list.show_rows(ui, MENU_ROW, self.options.len(), |ui, rows| {
                    ui.set_min_width(width);
                    if let Some(selected) = self.selected.filter(|_| opens) {
                        let step = MENU_ROW + MENU_GAP;
                        let top =
                            ui.min_rect().top() + (selected as f32 - rows.start as f32) * step;
                        let row = Rect::from_min_size(
                            pos2(ui.min_rect().left(), top),
                            vec2(width, MENU_ROW),
                        );
                        ui.scroll_to_rect(row, Some(Align::Center));
                    }
                    for index in rows {
                        let (option, here) = (self.options[index], self.selected == Some(index));
                        if menu_row(ui, option, here, width).clicked() {
                            picked = Some(index);
                        }
                    }
                });
            });
        picked
    }

    /// Wide enough for the longest choice and its mark. The few with most letters are measured.
    fn list_width(&self, ui: &Ui, chip: f32) -> f32 {
        /// As wide as the list gets.
        const MOST_WIDTH: f32 = 420.0;
        const MEASURED: usize = 24;
        let mut longest: Vec<&str> = self.options.to_vec();
        if longest.len() > MEASURED {
            // A Chinese letter takes three bytes and the width of two: bytes are near enough.
            longest.select_nth_unstable_by_key(MEASURED, |option| std::cmp::Reverse(option.len()));
            longest.truncate(MEASURED);
        }
        longest
            .into_iter()
            .map(|option| draw::width(ui.painter(), option, Type::Body) + 52.0)
            .fold(chip - 8.0, f32::max)
            .min(MOST_WIDTH)
    }
}
