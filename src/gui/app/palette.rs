//! The palette: every command, session and product by name; what cannot run says why.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Area, Context, CornerRadius, Id, Key, Modifiers, Order, Rect, ScrollArea, Sense,
    Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::command::Command;
use super::lookup::{Entry, Found, Lookup};
use crate::gui::kit::{Icon, draw};
use crate::gui::theme::{DISABLED, Theme, Type, radius, space};
use crate::present::pages::FinderPage;
use crate::present::text::Lang;
use crate::present::text::app::{self, Word};

const WIDTH: f32 = 560.0;
const ROW: f32 = 36.0;
const ROWS: usize = 8;

/// The open palette.
#[derive(Debug, Default)]
pub struct Palette {
    words: String,
    at: usize,
    focused: bool,
    lookup: Lookup,
}

/// What became of the palette in this frame.
#[derive(Clone, Debug, Default)]
pub struct PaletteResponse {
    /// The command chosen.
    pub run: Option<Command>,
    /// Whether it closes.
    pub close: bool,
}

impl Palette {
    /// Draws it over everything else.
    pub fn show(
        &mut self,
        ctx: &Context,
        lang: Lang,
        commands: Vec<Entry>,
        finder: Option<&Arc<FinderPage>>,
    ) -> PaletteResponse {
        let mut out = PaletteResponse::default();
        let key = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        // Taken before the field is drawn, which would move its cursor with them.
        let (up, down) = (key(Key::ArrowUp), key(Key::ArrowDown));
        let (enter, escape) = (key(Key::Enter), key(Key::Escape));
        let mut lookup = std::mem::take(&mut self.lookup);
        let found = lookup.find(commands, finder, lang, &self.words);
        let last = found.len().saturating_sub(1);
        if down {
            self.at = (self.at + 1).min(last);
        }
        if up {
            self.at = self.at.saturating_sub(1);
        }
        self.at = self.at.min(last);
        if enter && let Some(entry) = found.get(self.at).filter(|entry| entry.blocked.is_none()) {
            out.run = Some(entry.command.clone());
        }
        out.close = escape || out.run.is_some();

        let theme = Theme::of(ctx);
        let window = ctx.content_rect();
        let back = Area::new(Id::unique("palette back"))
            .order(Order::Foreground)
            .fixed_pos(window.min)
            .show(ctx, |ui| {
                let (rect, response) = ui.allocate_exact_size(window.size(), Sense::click());
                ui.painter().rect_filled(rect, CornerRadius::ZERO, theme.float.backdrop);
                response.widget_info(|| {
                    WidgetInfo::labeled(Role::Button, true, app::word(Word::Close, lang))
                });
                response.clicked()
            });
        out.close |= back.inner;
        let width = WIDTH.min(window.width() - 2.0 * space::PAGE);
        Area::new(Id::unique("palette"))
            .order(Order::Tooltip)
            .anchor(Align2::CENTER_TOP, vec2(0.0, (window.height() * 0.12).min(120.0)))
            .show(ctx, |ui| self.body(ui, &theme, lang, width, &found, up || down, &mut out));
        self.lookup = lookup;
        out
    }

    #[allow(clippy::too_many_arguments, reason = "one frame of one widget")]
    fn body(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        lang: Lang,
        width: f32,
        found: &Found<'_>,
        moved: bool,
        out: &mut PaletteResponse,
    ) {
        let height = 48.0 + ROW * found.len().clamp(1, ROWS) as f32 + 12.0;
        let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::click());
        let corner = CornerRadius::same(radius::DIALOG);
        ui.painter().add(theme.float.shadow_high.as_shape(rect, corner));
        let edge = Stroke::new(1.0, theme.float.line);
        ui.painter().rect(rect, corner, theme.float.fill, edge, StrokeKind::Inside);

        let y = rect.top() + 24.0;
        Icon::Search.paint(ui.painter(), pos2(rect.left() + 24.0, y), 16.0, theme.text.second);
        let line = Rect::from_min_max(
            pos2(rect.left() + 44.0, rect.top() + 10.0),
            pos2(rect.right() - 16.0, rect.top() + 38.0),
        );
        crate::gui::kit::layout::place(ui, line, |ui| {
            let hint = app::word(Word::SearchHint, lang);
            let edit = TextEdit::singleline(&mut self.words)
                .hint_text(draw::rich(hint, Type::Body, theme.text.third))
                .font(Type::Body.font())
                .text_color(theme.text.main)
                .frame(eframe::egui::Frame::NONE)
                .margin(eframe::egui::Margin::symmetric(0, 4))
                .desired_width(line.width());
            let response = ui.add(edit);
            response.widget_info(|| {
                let mut info = WidgetInfo::labeled(Role::SearchInput, true, hint);
                info.current_text_value = Some(self.words.clone());
                info
            });
            if !self.focused {
                response.request_focus();
                self.focused = true;
            }
            if response.changed() {
                self.at = 0;
            }
        });
        ui.painter().hline(rect.x_range().shrink(8.0), rect.top() + 46.5, edge);
        let list = Rect::from_min_max(
            pos2(rect.left() + 8.0, rect.top() + 52.0),
            pos2(rect.right() - 8.0, rect.bottom() - 8.0),
        );
        crate::gui::kit::layout::place(ui, list, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if found.is_empty() {
                let words = app::word(Word::NothingFound, lang);
                ui.add_space(8.0);
                ui.horizontal(|ui| {
                    ui.add_space(8.0);
                    ui.label(draw::rich(words, Type::Body, theme.text.third));
                });
                return;
            }
            ScrollArea::vertical().auto_shrink(false).show_rows(
                ui,
                ROW,
                found.len(),
                |ui, range| {
                    if moved {
                        let top = ui.min_rect().top() + (self.at as f32 - range.start as f32) * ROW;
                        let row = Rect::from_min_size(pos2(list.left(), top), vec2(1.0, ROW));
                        ui.scroll_to_rect(row, None);
                    }
                    for index in range {
                        let Some(entry) = found.get(index) else { continue };
                        if self.row(ui, theme, lang, entry, index == self.at) {
                            out.run = Some(entry.command.clone());
                            out.close = true;
                        }
                    }
                },
            );
        });
    }

    /// Draws one row; `true` when it was pressed and may run.
    fn row(&self, ui: &mut Ui, theme: &Theme, lang: Lang, entry: &Entry, here: bool) -> bool {
        let enabled = entry.blocked.is_none();
        let (rect, response) = ui.allocate_exact_size(
            vec2(ui.available_width(), ROW),
            if enabled { Sense::click() } else { Sense::hover() },
        );
        let corner = CornerRadius::same(radius::CONTROL);
        if here {
            ui.painter().rect_filled(rect, corner, theme.control.menu_selected);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, corner, theme.card.hover);
        }
        let mut painter = ui.painter().clone();
        if !enabled {
            painter.multiply_opacity(DISABLED + 0.2);
        }
        let y = rect.center().y;
        let ink = if here { theme.text.accent } else { theme.text.main };
        entry.icon.paint(&painter, pos2(rect.left() + 16.0, y), 16.0, ink);
        let side = match entry.blocked {
            Some(why) => app::why(why, lang).to_owned(),
            None => keys(ui.ctx(), &entry.command),
        };
        let right = if side.is_empty() {
            rect.right()
        } else {
            draw::text(
                &painter,
                pos2(rect.right() - 12.0, y),
                Align2::RIGHT_CENTER,
                &side,
                Type::Caption,
                theme.text.third,
            )
            .left()
        };
        let at = pos2(rect.left() + 36.0, y);
        let room = right - at.x - 12.0;
        draw::text_in(&painter, at, Align2::LEFT_CENTER, &entry.title, Type::Body, ink, room);
        let said =
            if side.is_empty() { entry.title.clone() } else { format!("{} {side}", entry.title) };
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, enabled, here, &said));
        response.clicked()
    }
}

/// The keys of a command as this system writes them: `Ctrl+O`, `⌘O`.
pub fn keys(ctx: &Context, command: &Command) -> String {
    command.shortcut().map(|keys| ctx.format_shortcut(&keys)).unwrap_or_default()
}
