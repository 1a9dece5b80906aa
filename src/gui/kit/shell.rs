//! The window around a page: rail, top bar, status bar.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Align2, CornerRadius, CursorIcon, Layout, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::button::Button;
use super::draw;
use super::icon::{Icon, paint_logo};
use crate::gui::theme::{Theme, Type, radius, space};

/// Least height of an item of the rail with its word under the icon.
const LABELLED: f32 = 46.0;

/// A page in the rail.
#[derive(Clone, Debug)]
pub struct RailItem<'a> {
    /// Its picture.
    pub icon: Icon,
    /// Its name.
    pub label: &'a str,
    /// Starts a new group: a line above.
    pub group: bool,
    /// Something waits there (an import to confirm): a dot.
    pub waiting: bool,
}

/// Everything around a page, as plain data.
#[derive(Clone, Debug, Default)]
pub struct Shell<'a> {
    /// Pages, top down.
    pub rail: &'a [RailItem<'a>],
    /// The open page.
    pub active: usize,
    /// Its name.
    pub title: &'a str,
    /// The question it answers.
    pub question: &'a str,
    /// 「搜索或执行命令」
    pub search: &'a str,
    /// 「Ctrl K」
    pub search_keys: &'a str,
    /// 「导入」; empty leaves the button out.
    pub import: &'a str,
    /// The name of the program, read out for the logo.
    pub program: &'a str,
    /// Left part of the status bar; the first entry stands after the shield.
    pub status: &'a [&'a str],
    /// Right end of the status bar.
    pub status_right: &'a str,
}

/// What was pressed around the page, and what the page returned.
pub struct ShellResponse<F, A, P> {
    /// A page of the rail.
    pub picked: Option<usize>,
    /// The search box.
    pub search: bool,
    /// The import button.
    pub import: bool,
    /// From the filters.
    pub filters: F,
    /// From the actions.
    pub actions: A,
    /// From the page.
    pub page: P,
}

/// Width of the search box with its words.
const SEARCH: f32 = 196.0;

impl Shell<'_> {
    /// Draws the window: `filters` stand after the question (left to right), `actions` left of
    /// the import button (right to left), `page` gets the rest, inside the page margins.
    pub fn show<F, A, P>(
        &self,
        ui: &mut Ui,
        filters: impl FnOnce(&mut Ui) -> F,
        actions: impl FnOnce(&mut Ui) -> A,
        page: impl FnOnce(&mut Ui) -> P,
    ) -> ShellResponse<F, A, P> {
        let theme = Theme::of(ui.ctx());
        let window = ui.max_rect();
        ui.painter().rect_filled(window, CornerRadius::ZERO, theme.shell.page);
        let split = window.left() + space::RAIL;
        let rail = Rect::from_min_max(window.min, pos2(split, window.bottom()));
        let foot = window.bottom() - space::STATUS;
        let top = Rect::from_min_max(
            pos2(split + space::PAGE, window.top()),
            pos2(window.right() - space::PAGE, window.top() + space::TOP),
        );
        let body = Rect::from_min_max(
            pos2(split + space::PAGE, top.bottom()),
            pos2(window.right() - space::PAGE, foot - space::GAP),
        );
        let status = Rect::from_min_max(pos2(split, foot), window.max);

        let picked = self.rail(ui, rail);
        let (search, import, filters, actions) = self.top(ui, top, filters, actions);
        let page = {
            let builder = UiBuilder::new()
                .max_rect(body)
                .id_salt("page")
                .layout(Layout::top_down(Align::Min))
                .accessibility_role(Role::Main)
                .accessibility_label(self.title);
            let mut child = ui.new_child(builder);
            page(&mut child)
        };
        self.status(ui, status);
        ui.advance_cursor_after_rect(window);
        ShellResponse { picked, search, import, filters, actions, page }
    }

    fn rail(&self, ui: &mut Ui, rect: Rect) -> Option<usize> {
        let theme = Theme::of(ui.ctx());
        let painter = ui.painter();
        painter.rect_filled(rect, CornerRadius::ZERO, theme.shell.rail);
        painter.vline(rect.right() - 0.5, rect.y_range(), Stroke::new(1.0, theme.shell.line));
        let logo =
            Rect::from_center_size(pos2(rect.center().x, rect.top() + 30.0), vec2(36.0, 36.0));
        paint_logo(painter, logo, theme.shell.logo, theme.shell.logo_stone);
        let response = ui.interact(logo, ui.scope_id().with("logo"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, self.program));

        let groups = self.rail.iter().filter(|item| item.group).count() as f32;
        let room = rect.height() - 62.0 - groups * 13.0;
        // On a low window the words give way before an item does.
        let pitch = (room / self.rail.len().max(1) as f32).clamp(28.0, 60.0);
        let side = if pitch < LABELLED { pitch - 2.0 } else { (pitch - 4.0).min(56.0) };
        let mut y = rect.top() + 60.0;
        let mut picked = None;
        for (index, item) in self.rail.iter().enumerate() {
            if item.group {
                let line = Stroke::new(1.0, theme.shell.line);
                let from = (rect.left() + 20.0)..=(rect.right() - 20.0);
                ui.painter().hline(from, y + 4.5, line);
                y += 13.0;
            }
            let part = Rect::from_min_size(pos2(rect.left() + 5.0, y), vec2(62.0, side));
            y += pitch;
            if self.item(ui, part, index, item).clicked() {
                picked = Some(index);
            }
        }
        picked
    }

    fn item(&self, ui: &mut Ui, rect: Rect, index: usize, item: &RailItem<'_>) -> Response {
        let theme = Theme::of(ui.ctx());
        let response = ui.interact(rect, ui.scope_id().with(("rail", index)), Sense::click());
        let open = index == self.active;
        let corner = CornerRadius::same(radius::CARD);
        let ink = if open { theme.shell.item_active_text } else { theme.shell.item };
        if open {
            let edge = Stroke::new(1.0, theme.shell.line);
            ui.painter().rect(rect, corner, theme.shell.item_active, edge, StrokeKind::Inside);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, corner, theme.shell.item_hover);
        }
        let middle = rect.center();
        let bare = rect.height() < LABELLED - 4.0;
        let lift = if bare { 0.0 } else { 9.5 };
        item.icon.paint(ui.painter(), pos2(middle.x, middle.y - lift), 20.0, ink);
        let mut cut = bare;
        if !bare {
            let at = pos2(middle.x, middle.y + 11.0);
            let step = if open { Type::CaptionStrong } else { Type::Caption };
            let shown = draw::line(ui.painter(), item.label, step, ink, rect.width());
            cut = shown.elided;
            let at = Align2::CENTER_CENTER.anchor_size(at, shown.size()).min;
            ui.painter().galley(at, shown, ink);
        }
        if item.waiting {
            let at = pos2(middle.x + 13.0, middle.y - 17.0);
            ui.painter().circle(at, 4.0, theme.control.on, Stroke::new(1.5, theme.shell.rail));
        }
        draw::focus_ring(ui, &response, rect, radius::CARD);
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, open, item.label));
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if cut { super::tip::hover_text(response, item.label) } else { response }
    }

    fn top<F, A>(
        &self,
        ui: &mut Ui,
        rect: Rect,
        filters: impl FnOnce(&mut Ui) -> F,
        actions: impl FnOnce(&mut Ui) -> A,
    ) -> (bool, bool, F, A) {
        let theme = Theme::of(ui.ctx());
        let mut right = ui.new_child(
            UiBuilder::new()
                .id_salt("top right")
                .max_rect(rect)
                .layout(Layout::right_to_left(Align::Center)),
        );
        let import = !self.import.is_empty()
            && Button::secondary(self.import).icon(Icon::Import).show(&mut right).clicked();
        let actions = actions(&mut right);
        let wide =
            ui.data(|data| data.get_temp::<f32>(ui.scope_id().with("filters"))).unwrap_or(0.0);
        // The words of the search give way before a filter is cut.
        let taken = draw::width(ui.painter(), self.title, Type::Page) + 12.0 + wide + 12.0;
        let free = right.min_rect().left() - rect.left() - taken;
        let narrow = rect.width() < 900.0 || free < SEARCH + right.spacing().item_spacing.x;
        let search = self.search_box(&mut right, narrow).clicked();
        let end = right.min_rect().left() - 12.0;

        let y = rect.center().y;
        let title = draw::text(
            ui.painter(),
            pos2(rect.left(), y),
            Align2::LEFT_CENTER,
            self.title,
            Type::Page,
            theme.text.main,
        );
        let heading = ui.interact(title, ui.scope_id().with("title"), Sense::hover());
        heading.widget_info(|| {
            WidgetInfo::labeled(Role::Heading, true, format!("{} {}", self.title, self.question))
        });
        // The question gives way first and as a whole: filters must stay.
        let mut x = title.right() + 12.0;
        let wanted = draw::width(ui.painter(), self.question, Type::Body);
        let room = end - x - wide - 16.0;
        if room >= wanted && !self.question.is_empty() {
            let at = pos2(x, y + 1.0);
            let color = theme.text.second;
            let align = Align2::LEFT_CENTER;
            draw::text(ui.painter(), at, align, self.question, Type::Body, color);
            x += wanted + 16.0;
        }
        let slot = Rect::from_min_max(pos2(x, rect.top()), pos2(end.max(x), rect.bottom()));
        let mut left = ui.new_child(
            UiBuilder::new()
                .id_salt("filters")
                .max_rect(slot)
                .layout(Layout::left_to_right(Align::Center)),
        );
        left.shrink_clip_rect(slot.expand(4.0));
        let filters = filters(&mut left);
        let used = left.min_rect().width();
        ui.data_mut(|data| data.insert_temp(ui.scope_id().with("filters"), used));
        (search, import, filters, actions)
    }

    fn search_box(&self, ui: &mut Ui, narrow: bool) -> Response {
        let theme = Theme::of(ui.ctx());
        let width = if narrow { 28.0 } else { SEARCH };
        let (rect, response) = ui.allocate_exact_size(vec2(width, space::CONTROL), Sense::click());
        let painter = ui.painter();
        let fill = if response.hovered() { theme.control.hover } else { theme.control.fill };
        let corner = CornerRadius::same(radius::CONTROL);
        let edge = Stroke::new(1.0, theme.control.line);
        painter.rect(rect, corner, fill, edge, StrokeKind::Inside);
        let y = rect.center().y;
        let icon = pos2(rect.left() + if narrow { 14.0 } else { 17.0 }, y);
        Icon::Search.paint(painter, icon, 16.0, theme.text.second);
        if !narrow {
            let keys = draw::width(painter, self.search_keys, Type::Caption) + 12.0;
            let key = Rect::from_min_max(
                pos2(rect.right() - 8.0 - keys, y - 9.0),
                pos2(rect.right() - 8.0, y + 9.0),
            );
            let corner = CornerRadius::same(radius::BADGE);
            painter.rect(key, corner, theme.card.sunken, edge, StrokeKind::Inside);
            let quiet = theme.text.third;
            let middle = key.center();
            let align = Align2::CENTER_CENTER;
            draw::text(painter, middle, align, self.search_keys, Type::Caption, quiet);
            let at = pos2(rect.left() + 31.0, y);
            let room = key.left() - at.x - 6.0;
            draw::text_in(painter, at, Align2::LEFT_CENTER, self.search, Type::Body, quiet, room);
        }
        draw::focus_ring(ui, &response, rect, radius::CONTROL);
        let name = format!("{} {}", self.search, self.search_keys);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        response.on_hover_cursor(CursorIcon::PointingHand)
    }

    fn status(&self, ui: &mut Ui, rect: Rect) {
        let theme = Theme::of(ui.ctx());
        let painter = ui.painter();
        painter.hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, theme.shell.line));
        let y = rect.center().y + 0.5;
        let quiet = theme.text.second;
        let right = draw::text(
            painter,
            pos2(rect.right() - space::PAGE, y),
            Align2::RIGHT_CENTER,
            self.status_right,
            Type::Caption,
            quiet,
        );
        let mut x = rect.left() + space::PAGE;
        Icon::Shield.paint(painter, pos2(x + 7.0, y), 14.0, quiet);
        x += 18.0;
        let mut cut = false;
        for text in self.status {
            if x + draw::width(painter, text, Type::Caption) > right.left() - 20.0 {
                cut = true;
                break;
            }
            let at = pos2(x, y);
            x = draw::text(painter, at, Align2::LEFT_CENTER, text, Type::Caption, quiet).right()
                + 20.0;
        }
        let said = [self.status.join(", "), self.status_right.to_owned()].join(", ");
        let said_in = Rect::from_min_max(rect.min, pos2(right.left(), rect.bottom()));
        let response = ui.interact(said_in, ui.scope_id().with("status"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &said));
        if cut {
            super::tip::hover_text(response, &self.status.join(" · "));
        }
    }
}
