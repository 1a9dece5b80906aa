//! Files over the window: the overlay that says what each of them is.

use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Area, Context, CornerRadius, Id, Order, Rect, Sense, Stroke, StrokeKind, WidgetInfo,
    pos2, vec2,
};

use super::act_data::is_kind_file;
use crate::gui::kit::badge::{badge_width, paint_badge};
use crate::gui::kit::{BadgeKind, Icon, draw};
use crate::gui::theme::{Theme, Type, radius};
use crate::ingest::{IngestError, Recognition};
use crate::present::pages::tray::file_name;
use crate::present::text::app::{self, Word};
use crate::present::text::{Lang, ingest as say, taught};
use crate::worker::RequestId;

const ROWS: usize = 8;

/// Files over the window and what they seem to be.
#[derive(Debug, Default)]
pub struct Hover {
    paths: Vec<PathBuf>,
    unnamed: usize,
    flight: Option<RequestId>,
    known: Vec<(PathBuf, Result<Recognition, IngestError>)>,
}

impl Hover {
    /// Looks at what is over the window now. Returns the files to recognise when they changed.
    pub fn update(&mut self, ctx: &Context) -> Option<Vec<PathBuf>> {
        let (paths, unnamed) = ctx.input(|input| {
            let files = &input.raw.hovered_files;
            let paths: Vec<PathBuf> = files.iter().filter_map(|file| file.path.clone()).collect();
            let unnamed = files.len() - paths.len();
            (paths, unnamed)
        });
        self.unnamed = unnamed;
        if paths == self.paths {
            return None;
        }
        self.known.clear();
        self.flight = None;
        self.paths.clone_from(&paths);
        (!paths.is_empty()).then_some(paths)
    }

    /// They are being looked at.
    pub fn asked(&mut self, id: RequestId) {
        self.flight = Some(id);
    }

    /// What they seem to be, if it is still about the files over the window.
    pub fn recognised(
        &mut self,
        id: RequestId,
        known: Vec<(PathBuf, Result<Recognition, IngestError>)>,
    ) {
        if self.flight == Some(id) {
            self.known = known;
        }
    }

    /// Whether files are over the window.
    pub fn is_on(&self) -> bool {
        !self.paths.is_empty() || self.unnamed > 0
    }

    /// Covers the window.
    pub fn show(&self, ctx: &Context, lang: Lang) {
        if !self.is_on() {
            return;
        }
        let theme = Theme::of(ctx);
        let window = ctx.content_rect();
        let title = app::word(Word::DropTitle, lang);
        Area::new(Id::unique("drop overlay")).order(Order::Tooltip).fixed_pos(window.min).show(
            ctx,
            |ui| {
                let (rect, response) = ui.allocate_exact_size(window.size(), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Dialog, true, title));
                let painter = ui.painter();
                let edge = Stroke::new(2.0, theme.float.drop_edge);
                painter.rect_filled(rect, CornerRadius::ZERO, theme.float.drop);
                let inside = rect.shrink(10.0);
                let corner = CornerRadius::same(radius::DIALOG);
                painter.rect_stroke(inside, corner, edge, StrokeKind::Inside);
                let listed = self.paths.len().min(ROWS);
                let extra = usize::from(self.unnamed > 0 || self.paths.len() > ROWS);
                let height = 48.0 + 48.0 * (listed + extra).max(1) as f32;
                let box_width = 560.0_f32.min(inside.width() - 48.0);
                let body = Rect::from_center_size(rect.center(), vec2(box_width, height));
                let top = body.top() + 16.0;
                Icon::Import.paint(painter, pos2(body.left() + 12.0, top), 20.0, theme.text.accent);
                draw::text(
                    painter,
                    pos2(body.left() + 32.0, top),
                    Align2::LEFT_CENTER,
                    title,
                    Type::Verdict,
                    theme.text.main,
                );
                let mut y = body.top() + 48.0;
                for path in self.paths.iter().take(ROWS) {
                    let row = Rect::from_min_size(pos2(body.left(), y), vec2(box_width, 40.0));
                    self.row(ui, &theme, row, path, lang);
                    y += 48.0;
                }
                let rest = self.paths.len().saturating_sub(ROWS);
                let more = if rest > 0 {
                    app::more_files(rest + self.unnamed, lang)
                } else if self.unnamed > 0 {
                    app::hovering(self.unnamed, lang)
                } else {
                    return;
                };
                let at = pos2(body.left() + 12.0, y + 16.0);
                let ink = theme.text.second;
                draw::text(ui.painter(), at, Align2::LEFT_CENTER, &more, Type::Body, ink);
            },
        );
    }

    fn row(
        &self,
        ui: &mut eframe::egui::Ui,
        theme: &Theme,
        rect: Rect,
        path: &PathBuf,
        lang: Lang,
    ) {
        let painter = ui.painter();
        let corner = CornerRadius::same(radius::CONTROL);
        let edge = Stroke::new(1.0, theme.card.line);
        painter.rect(rect, corner, theme.card.fill, edge, StrokeKind::Inside);
        let y = rect.center().y;
        Icon::File.paint(painter, pos2(rect.left() + 18.0, y), 16.0, theme.text.second);
        let (kind, text) = match self.known.iter().find(|(known, _)| known == path) {
            _ if is_kind_file(path) => (BadgeKind::Outline, taught::kind_file(lang)),
            None => (BadgeKind::Outline, app::word(Word::Reading, lang).to_owned()),
            Some((_, Ok(seems))) => {
                (BadgeKind::Ok, app::recognised(seems, &say::kind_name(&seems.kind.0, lang), lang))
            }
            Some((_, Err(IngestError::UnknownKind { .. }))) => {
                let error = IngestError::UnknownKind { headers: Vec::new(), near: Vec::new() };
                (BadgeKind::Warn, say::ingest_error(&error, lang).title)
            }
            Some((_, Err(error))) => {
                (BadgeKind::OutlineCross, say::ingest_error(error, lang).title)
            }
        };
        let wide = badge_width(painter, kind, &text);
        let left = rect.right() - 12.0 - wide;
        let name = file_name(path);
        let at = pos2(rect.left() + 34.0, y);
        let room = left - at.x - 12.0;
        draw::text_in(painter, at, Align2::LEFT_CENTER, &name, Type::Body, theme.text.main, room);
        paint_badge(ui, pos2(left, y), kind, &text);
        let said = format!("{name} {text}");
        let id = ui.scope_id().with(("hovered", path));
        let response = ui.interact(rect, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
    }
}
