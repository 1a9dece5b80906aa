//! The one table: a sunken head, virtual rows, numbers right, sort arrows, one row selected.
//!
//! Rows are drawn here rather than with `egui_extras`: a row is one thing to press, to focus
//! and to read out, and lies under the buttons in its cells.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Align2, Color32, CornerRadius, CursorIcon, Layout, Rect, ScrollArea, Sense, Stroke, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::draw;
use super::icon::Icon;
use super::layout::Track;
use super::tip;
use crate::gui::theme::{DISABLED, Theme, Type, space};

/// Height of a table's head.
pub const HEAD: f32 = 28.0;
/// Height of a row.
pub const ROW: f32 = 32.0;
/// Height of a row in a compact table.
pub const ROW_COMPACT: f32 = 24.0;

/// A column.
#[derive(Clone, Debug)]
#[must_use]
pub struct Column {
    title: String,
    track: Track,
    least: f32,
    right: bool,
    sortable: bool,
    tip: String,
}

impl Column {
    /// Words, left. Shares the width that is left.
    pub fn words(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            track: Track::Share(1.0),
            least: 80.0,
            right: false,
            sortable: false,
            tip: String::new(),
        }
    }

    /// Figures, right; the unit stands in the title.
    pub fn figures(title: impl Into<String>, width: f32) -> Self {
        Self { track: Track::Fixed(width), right: true, ..Self::words(title) }
    }

    /// Exactly that wide.
    pub fn fixed(mut self, width: f32) -> Self {
        self.track = Track::Fixed(width);
        self
    }

    /// That share of what is left, at least `least` wide.
    pub fn share(mut self, share: f32, least: f32) -> Self {
        self.track = Track::Share(share);
        self.least = least;
        self
    }

    /// A click on the title sorts.
    pub fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// What the column means, on hover.
    pub fn tip(mut self, tip: impl Into<String>) -> Self {
        self.tip = tip.into();
        self
    }
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Low to high.
    Up,
    /// High to low.
    Down,
}

/// How a row looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As any other.
    #[default]
    Plain,
    /// A total.
    Sunken,
    /// A problem.
    Warn,
    /// Out of use.
    Faded,
}

/// A row: what is read out for it, and how it looks.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Name with its main figures.
    pub name: String,
    /// How it looks.
    pub tone: Tone,
}

impl Row {
    /// A plain row.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), tone: Tone::Plain }
    }
}

/// What happened in a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableResponse {
    /// The row that was pressed.
    pub clicked: Option<usize>,
    /// The column whose title was pressed.
    pub sort: Option<usize>,
    /// The row under the pointer.
    pub hovered: Option<usize>,
}

/// One cell while it is drawn. The `Ui` is one line, from the left (words) or right (figures).
pub struct Cell<'u> {
    /// To draw into.
    pub ui: &'u mut Ui,
    /// Row index.
    pub row: usize,
    /// Column index.
    pub column: usize,
}

impl Cell<'_> {
    fn label(&mut self, text: &str, step: Type, color: Color32) {
        let room = self.ui.available_width();
        let galley = draw::line(self.ui.painter(), text, step, color, room);
        let cut = galley.elided;
        let (rect, response) = self.ui.allocate_exact_size(galley.size(), Sense::hover());
        self.ui.painter().galley(rect.min, galley, color);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        if cut {
            tip::hover_text(response, text);
        }
    }

    /// Plain words or figures.
    pub fn text(&mut self, text: &str) {
        let color = Theme::of(self.ui.ctx()).text.main;
        self.label(text, Type::Body, color);
    }

    /// The row's main figure or name.
    pub fn strong(&mut self, text: &str) {
        let color = Theme::of(self.ui.ctx()).text.main;
        self.label(text, Type::Strong, color);
    }

    /// Words that stand back.
    pub fn quiet(&mut self, text: &str) {
        let color = Theme::of(self.ui.ctx()).text.third;
        self.label(text, Type::Caption, color);
    }

    /// Words in a colour of their own.
    pub fn colored(&mut self, text: &str, color: Color32) {
        self.label(text, Type::Strong, color);
    }

    /// More words on hover over the whole cell.
    pub fn tip(&mut self, text: &str) {
        let id = self.ui.scope_id().with(("tip", self.row, self.column));
        tip::hover_text(self.ui.interact(self.ui.max_rect(), id, Sense::hover()), text);
    }

    /// The square of a series, before a name.
    pub fn series(&mut self, color: Color32) {
        let (rect, _) = self.ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
        self.ui.painter().rect_filled(rect, CornerRadius::same(3), color);
    }

    /// A bar of `share` (0..=1) of the cell's width.
    pub fn bar(&mut self, share: f32, color: Color32) {
        let width = self.ui.available_width();
        let (rect, _) = self.ui.allocate_exact_size(vec2(width, 8.0), Sense::hover());
        let long = (rect.width() * share.clamp(0.0, 1.0)).max(if share > 0.0 { 2.0 } else { 0.0 });
        let bar = Rect::from_min_size(rect.min, vec2(long, 8.0));
        self.ui.painter().rect_filled(bar, CornerRadius::same(2), color);
    }
}

/// A table to build and then show.
#[must_use = "call `show`"]
pub struct Table<'a> {
    id: &'a str,
    columns: &'a [Column],
    rows: usize,
    height: f32,
    selected: Option<usize>,
    sort: Option<(usize, Order)>,
    fit: bool,
    clickable: bool,
    headless: bool,
    reveal: Option<usize>,
}

impl<'a> Table<'a> {
    /// `id` tells tables of one page apart.
    pub fn new(id: &'a str, columns: &'a [Column], rows: usize) -> Self {
        Self {
            id,
            columns,
            rows,
            height: ROW,
            selected: None,
            sort: None,
            fit: false,
            clickable: true,
            headless: false,
            reveal: None,
        }
    }

    /// Height of a row: [`ROW`] or [`ROW_COMPACT`].
    pub fn row_height(mut self, height: f32) -> Self {
        self.height = height;
        self
    }

    /// The selected row.
    pub fn selected(mut self, row: Option<usize>) -> Self {
        self.selected = row;
        self
    }

    /// The column the rows are sorted by.
    pub fn sorted(mut self, sort: Option<(usize, Order)>) -> Self {
        self.sort = sort;
        self
    }

    /// As high as its rows instead of filling the height at hand (short tables only).
    pub fn fit(mut self) -> Self {
        self.fit = true;
        self
    }

    /// Rows are only read.
    pub fn read_only(mut self) -> Self {
        self.clickable = false;
        self
    }

    /// Without a head: rows that explain themselves.
    pub fn headless(mut self) -> Self {
        self.headless = true;
        self
    }

    /// Scrolls that row into view.
    pub fn reveal(mut self, row: Option<usize>) -> Self {
        self.reveal = row;
        self
    }

    /// Draws the table; `row` describes each row, `cell` draws each cell.
    pub fn show(
        self,
        ui: &mut Ui,
        row: impl Fn(usize) -> Row,
        mut cell: impl FnMut(&mut Cell<'_>),
    ) -> TableResponse {
        let mut out = TableResponse::default();
        let needed = self.least_width();
        let room = ui.available_width();
        if needed > room + 0.5 {
            ScrollArea::horizontal().id_salt((self.id, "wide")).auto_shrink(false).show(ui, |ui| {
                self.draw(ui, needed, &row, &mut cell, &mut out);
            });
        } else {
            self.draw(ui, room, &row, &mut cell, &mut out);
        }
        out
    }

    fn least_width(&self) -> f32 {
        let gaps = space::GAP * self.columns.len().saturating_sub(1) as f32;
        let columns: f32 = self
            .columns
            .iter()
            .map(|column| match column.track {
                Track::Fixed(width) => width,
                Track::Share(_) => column.least,
            })
            .sum();
        columns + gaps + 2.0 * space::CARD_X
    }

    fn cells(&self, rect: Rect) -> Vec<Rect> {
        let inner = rect.shrink2(vec2(space::CARD_X, 0.0));
        let tracks: Vec<Track> = self.columns.iter().map(|column| column.track).collect();
        super::layout::columns(inner, space::GAP, &tracks)
    }

    fn draw(
        &self,
        ui: &mut Ui,
        width: f32,
        row: &impl Fn(usize) -> Row,
        cell: &mut impl FnMut(&mut Cell<'_>),
        out: &mut TableResponse,
    ) {
        ui.spacing_mut().item_spacing.y = 0.0;
        if !self.headless {
            self.head(ui, width, out);
        }
        if self.fit {
            for index in 0..self.rows {
                self.row(ui, width, index, row, cell, out);
            }
            return;
        }
        ScrollArea::vertical().id_salt(self.id).auto_shrink(false).show_rows(
            ui,
            self.height,
            self.rows,
            |ui, range| {
                if let Some(reveal) = self.reveal {
                    let top =
                        ui.min_rect().top() + (reveal as f32 - range.start as f32) * self.height;
                    let rect = Rect::from_min_size(
                        pos2(ui.min_rect().left(), top),
                        vec2(1.0, self.height),
                    );
                    ui.scroll_to_rect(rect, None);
                }
                for index in range {
                    self.row(ui, width, index, row, cell, out);
                }
            },
        );
    }

    fn head(&self, ui: &mut Ui, width: f32, out: &mut TableResponse) {
        let theme = Theme::of(ui.ctx());
        let (rect, _) = ui.allocate_exact_size(vec2(width, HEAD), Sense::hover());
        ui.painter().rect_filled(
            rect.shrink2(vec2(1.0, 0.0)),
            CornerRadius::ZERO,
            theme.card.sunken,
        );
        let line = Stroke::new(1.0, theme.card.line);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
        for (index, (column, part)) in self.columns.iter().zip(self.cells(rect)).enumerate() {
            let sorted = self.sort.filter(|(by, _)| *by == index).map(|(_, order)| order);
            let arrow = if sorted.is_some() { 14.0 } else { 0.0 };
            let ink = if sorted.is_some() { theme.text.main } else { theme.text.third };
            let (at, align) = if column.right {
                (pos2(part.right() - arrow, part.center().y), Align2::RIGHT_CENTER)
            } else {
                (pos2(part.left(), part.center().y), Align2::LEFT_CENTER)
            };
            let room = part.width() - arrow;
            let title =
                draw::text_in(ui.painter(), at, align, &column.title, Type::Caption, ink, room);
            if let Some(order) = sorted {
                let icon = if order == Order::Up { Icon::ArrowUp } else { Icon::ArrowDown };
                icon.paint(ui.painter(), pos2(title.right() + 8.0, part.center().y), 12.0, ink);
            }
            let sense = if column.sortable { Sense::click() } else { Sense::hover() };
            let id = ui.scope_id().with((self.id, "head", index));
            let response = ui.interact(part.expand2(vec2(4.0, 0.0)), id, sense);
            draw::focus_ring(ui, &response, part, 2);
            response.widget_info(|| {
                let role = if column.sortable { Role::Button } else { Role::ColumnHeader };
                WidgetInfo::labeled(role, true, &column.title)
            });
            if column.sortable && response.clicked() {
                out.sort = Some(index);
            }
            let response = if column.sortable {
                response.on_hover_cursor(CursorIcon::PointingHand)
            } else {
                response
            };
            if !column.tip.is_empty() {
                tip::hover_text(response, &column.tip);
            }
        }
    }

    fn row(
        &self,
        ui: &mut Ui,
        width: f32,
        index: usize,
        row: &impl Fn(usize) -> Row,
        cell: &mut impl FnMut(&mut Cell<'_>),
        out: &mut TableResponse,
    ) {
        let theme = Theme::of(ui.ctx());
        let Row { name, tone } = row(index);
        let (_, rect) = ui.allocate_space(vec2(width, self.height));
        let sense = if self.clickable { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, ui.scope_id().with((self.id, index)), sense);
        let selected = self.selected == Some(index);
        let hot = response.contains_pointer() && self.clickable;
        let fill = match tone {
            _ if selected => theme.card.wash,
            _ if hot => theme.card.hover,
            Tone::Sunken => theme.card.sunken,
            Tone::Warn => theme.card.warn,
            Tone::Plain | Tone::Faded => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect.shrink2(vec2(1.0, 0.0)), CornerRadius::ZERO, fill);
        let line = Stroke::new(1.0, theme.plot.grid);
        ui.painter().hline(rect.x_range().shrink(1.0), rect.bottom() - 0.5, line);
        if response.has_focus() {
            draw::focus_ring(ui, &response, rect.shrink(4.0), 2);
        }
        response.widget_info(|| WidgetInfo::selected(Role::Row, true, selected, &name));
        if hot {
            out.hovered = Some(index);
        }
        if response.clicked() {
            out.clicked = Some(index);
        }
        for (column, part) in self.cells(rect).into_iter().enumerate() {
            let layout = if self.columns[column].right {
                Layout::right_to_left(Align::Center)
            } else {
                Layout::left_to_right(Align::Center)
            };
            let salt = (self.id, index, column);
            let mut child =
                ui.new_child(UiBuilder::new().id_salt(salt).max_rect(part).layout(layout));
            child.spacing_mut().item_spacing.x = 6.0;
            if tone == Tone::Faded {
                child.set_opacity(DISABLED + 0.15);
            }
            cell(&mut Cell { ui: &mut child, row: index, column });
        }
    }
}
