//! The palette: every command, session and product by name; what cannot run says why.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Area, Context, CornerRadius, Id, Key, Modifiers, Order, Rect, ScrollArea, Sense,
    Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::command::Command;
use super::page::Page;
use crate::gui::kit::{Icon, draw};
use crate::gui::theme::{DISABLED, Theme, Type, radius, space};
use crate::present::pages::FinderPage;
use crate::present::text::Lang;
use crate::present::text::app::{self, Why, Word};

const WIDTH: f32 = 560.0;
const ROW: f32 = 36.0;
const ROWS: usize = 8;

/// The open palette.
#[derive(Debug, Default)]
pub struct Palette {
    words: String,
    at: usize,
    focused: bool,
}

/// One thing that can be run.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What runs.
    pub command: Command,
    /// Its name.
    pub title: String,
    /// Its name in the other language: found by either, whatever the keyboard is set to.
    pub other: String,
    /// Its picture.
    pub icon: Icon,
    /// Why it cannot run now.
    pub blocked: Option<Why>,
}

/// Everything that can be run, commands first. `blocked` says why one cannot.
pub fn entries(
    finder: Option<&FinderPage>,
    lang: Lang,
    blocked: impl Fn(&Command) -> Option<Why>,
) -> Vec<Entry> {
    let mut all: Vec<Entry> = Command::plain()
        .into_iter()
        .filter(|command| *command != Command::TogglePalette)
        .map(|command| Entry {
            title: app::command(command.word(), lang),
            other: app::command(command.word(), lang.other()),
            icon: icon(&command),
            blocked: blocked(&command),
            command,
        })
        .collect();
    if let Some(finder) = finder {
        all.extend(finder.sessions.iter().map(|(id, day)| Entry {
            command: Command::OpenSession(*id),
            title: app::open_session(day, lang),
            other: app::open_session(day, lang.other()),
            icon: Icon::Review,
            blocked: None,
        }));
        all.extend(finder.products.iter().map(|(id, name)| Entry {
            command: Command::OpenProduct(*id),
            title: app::open_product(name, lang),
            other: app::open_product(name, lang.other()),
            icon: Icon::Products,
            blocked: None,
        }));
    }
    all
}

fn icon(command: &Command) -> Icon {
    match command {
        Command::Go(page) => page.icon(),
        Command::ChooseFiles | Command::CommitImport => Icon::Import,
        Command::UndoLast => Icon::Undo,
        Command::LoadSample => Icon::Play,
        Command::CancelWork | Command::EmptyTray | Command::ClearFilters | Command::Quit => {
            Icon::Cross
        }
        Command::Train(_) | Command::TrainBeside(_) => Icon::Models,
        Command::Backup | Command::Report => Icon::Export,
        Command::CheckStore => Icon::Shield,
        Command::ChooseStore => Icon::Folder,
        _ => Page::Settings.icon(),
    }
}

/// The entries whose title, in either language, holds every word typed, whatever the case; those
/// that can be run first.
pub fn matching(entries: Vec<Entry>, words: &str) -> Vec<Entry> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<Entry> = entries
        .into_iter()
        .filter(|entry| {
            let title = format!("{} {}", entry.title, entry.other).to_lowercase();
            words.iter().all(|word| title.contains(word.as_str()))
        })
        .collect();
    found.sort_by_key(|entry| entry.blocked.is_some());
    found
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
    pub fn show(&mut self, ctx: &Context, lang: Lang, entries: Vec<Entry>) -> PaletteResponse {
        let mut out = PaletteResponse::default();
        let key = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        // Taken before the field is drawn, which would move its cursor with them.
        let (up, down) = (key(Key::ArrowUp), key(Key::ArrowDown));
        let (enter, escape) = (key(Key::Enter), key(Key::Escape));
        let found = matching(entries, &self.words);
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
        out
    }

    #[allow(clippy::too_many_arguments, reason = "one frame of one widget")]
    fn body(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        lang: Lang,
        width: f32,
        found: &[Entry],
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
                        if self.row(ui, theme, lang, &found[index], index == self.at) {
                            out.run = Some(found[index].command.clone());
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

#[cfg(test)]
mod tests {
    use super::{Entry, entries, matching};
    use crate::gui::app::command::Command;
    use crate::gui::app::page::Page;
    use crate::present::pages::FinderPage;
    use crate::present::text::Lang;

    fn titles(found: &[Entry]) -> Vec<&str> {
        found.iter().map(|entry| entry.title.as_str()).collect()
    }

    #[test]
    fn every_word_must_stand_in_the_title_whatever_its_case() {
        let all = || entries(None, Lang::En, |_| None);
        assert_eq!(titles(&matching(all(), "open plan")), ["Open Plan"]);
        assert_eq!(titles(&matching(all(), "PLAN op")), ["Open Plan"]);
        assert!(matching(all(), "no such thing").is_empty());
        assert_eq!(matching(all(), " ").len(), all().len());
    }

    #[test]
    fn what_can_be_run_comes_first() {
        let first = entries(None, Lang::En, |_| None)[0].command.clone();
        let blocked = |command: &Command| {
            (*command == first).then_some(crate::present::text::app::Why::Working)
        };
        let found = matching(entries(None, Lang::En, blocked), "");
        assert!(found[0].blocked.is_none());
        assert_eq!(found.last().unwrap().command, first);
    }

    #[test]
    fn either_language_finds_a_command() {
        let found = matching(entries(None, Lang::Zh, |_| None), "open plan");
        assert_eq!(
            found.iter().map(|e| e.command.clone()).collect::<Vec<_>>(),
            [Command::Go(Page::Plan)]
        );
    }

    #[test]
    fn sessions_and_products_are_found_by_name() {
        let finder = FinderPage {
            products: vec![(crate::domain::ProductId(7), "挂耳咖啡 20 包".to_owned())],
            ..FinderPage::default()
        };
        let found = matching(entries(Some(&finder), Lang::Zh, |_| None), "咖啡");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].command, Command::OpenProduct(crate::domain::ProductId(7)));
    }

    #[test]
    fn all_ten_pages_can_be_opened_by_name() {
        let all = entries(None, Lang::Zh, |_| None);
        for page in Page::ALL {
            assert!(all.iter().any(|entry| entry.command == Command::Go(page)), "{page:?}");
        }
    }
}
