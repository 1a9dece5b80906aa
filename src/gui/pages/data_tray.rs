//! The import tray: what each file is, what writing it would do, what there is to know.

use std::path::Path;

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Align2, Color32, CornerRadius, Layout, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use super::data::DataState;
use super::data_aside::{Aside, command};
use super::{Surroundings, data_repairs, progress};
use crate::gui::app::{Command, TrayStage};
use crate::gui::kit::badge::paint_badge;
use crate::gui::kit::{BadgeKind, Button, Card, Icon, draw, icon_button, layout};
use crate::gui::theme::{Theme, Type, radius, space};
use crate::present::pages::DataPage;
use crate::present::pages::tray::{RowAction, TrayRow, TrayState, TrayView, file_name};
use crate::present::text::app::{self, Word};

const HEAD: f32 = 40.0;
const ROW: f32 = 40.0;
const FOOT: f32 = 52.0;
/// Width of the remarks beside the tray.
const ASIDE: f32 = 400.0;

/// The height the tray would like.
pub fn height(model: &DataPage, tray: &TrayStage, around: &Surroundings) -> f32 {
    let rows = match (tray, &model.tray) {
        (TrayStage::Reading { paths, .. }, _) => paths.len(),
        (_, Some(view)) => view.rows.len(),
        _ => 0,
    };
    match (rows, around.working) {
        (0, _) => 116.0,
        _ => {
            let list = HEAD + ROW * rows.clamp(3, 9) as f32 + FOOT;
            let says = |view: &TrayView| {
                !view.repairs.is_empty() || view.rows.iter().any(|row| !row.trouble.is_empty())
            };
            let aside = model.tray.as_ref().is_some_and(says);
            if aside { list.max(data_repairs::LEAST) } else { list }
        }
    }
}

/// Draws the tray, whatever stage it is in.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &DataPage,
    tray: &TrayStage,
    state: &mut DataState,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    match (tray, &model.tray) {
        (TrayStage::Reading { paths, .. }, _) => reading(ui, theme, paths, around, out),
        (_, Some(view)) if !view.rows.is_empty() && tray.tray().is_some() => {
            let chosen = state.selected.and_then(|index| view.rows.get(index));
            // Beside the panel that maps a file there is no room for more.
            let aside = Aside::of(view, chosen).filter(|_| !state.mapping.beside);
            let area = ui.available_rect_before_wrap();
            let wide = area.width() > super::data_import::WIDE;
            let parts = match (&aside, wide) {
                (Some(_), true) => layout::columns(
                    area,
                    space::GAP,
                    &[layout::Track::Share(1.0), layout::Track::Fixed(ASIDE)],
                ),
                (Some(_), false) => layout::rows(
                    area,
                    space::GAP,
                    &[layout::Track::Share(1.2), layout::Track::Share(1.0)],
                ),
                (None, _) => vec![area],
            };
            layout::place(ui, parts[0], |ui| {
                filled(ui, theme, view, tray, state, around, out);
            });
            if let (Some(aside), Some(part)) = (aside, parts.get(1)) {
                let editable = matches!(tray, TrayStage::Waiting(_));
                layout::place(ui, *part, |ui| aside.show(ui, theme, view, editable, around, out));
            }
        }
        _ => invitation(ui, theme, model, around, out),
    }
}

fn invitation(
    ui: &mut Ui,
    theme: &Theme,
    model: &DataPage,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let rect = ui.available_rect_before_wrap();
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CARD), theme.card.fill);
    let edge = Stroke::new(1.0, theme.float.drop_edge);
    draw::dashed_box(ui.painter(), rect, radius::CARD, edge);
    let middle = rect.center().y;
    let stone = pos2(rect.left() + 52.0, middle);
    ui.painter().circle_filled(stone, 24.0, theme.control.selected);
    Icon::Import.paint(ui.painter(), stone, 20.0, theme.text.accent);
    if around.working {
        let bar = Rect::from_min_max(
            pos2(rect.left() + 96.0, middle - 20.0),
            pos2(rect.right() - 24.0, middle + 20.0),
        );
        layout::place(ui, bar, |ui| progress::show(ui, theme, around, out));
        return;
    }
    let words = &model.invitation;
    let left = rect.left() + 96.0;
    let button = draw::width(ui.painter(), &words.action, Type::Strong) + 60.0;
    let room = rect.width() - 120.0 - button - 24.0;
    let align = Align2::LEFT_CENTER;
    let at = pos2(left, middle - 12.0);
    draw::text_in(ui.painter(), at, align, &words.title, Type::Verdict, theme.text.main, room);
    let at = pos2(left, middle + 12.0);
    draw::text_in(ui.painter(), at, align, &words.detail, Type::Body, theme.text.second, room);
    let said = format!("{}. {}", words.title, words.detail);
    let response = ui.interact(rect, ui.scope_id().with("invitation"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    let at = Rect::from_center_size(
        pos2(rect.right() - 24.0 - button / 2.0, middle),
        vec2(button, 36.0),
    );
    let choose = Button::primary(&words.action).icon(Icon::File).large();
    if layout::place(ui, at, |ui| choose.show(ui).clicked()) {
        out.push(Command::ChooseFiles);
    }
}

fn reading(
    ui: &mut Ui,
    theme: &Theme,
    paths: &[std::path::PathBuf],
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let title = app::word(Word::Reading, around.lang);
    let height = ui.available_height();
    let share = around.running.as_ref().and_then(crate::worker::Running::share);
    let done = (share.unwrap_or(0.0) * paths.len() as f32) as usize;
    Card::new(title).height(height).bleed().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let list = ui.available_height() - FOOT;
        ScrollArea::vertical().max_height(list).auto_shrink(false).show_rows(
            ui,
            ROW,
            paths.len(),
            |ui, range| {
                for index in range {
                    let share = match index.cmp(&done) {
                        std::cmp::Ordering::Less => Some(1.0),
                        std::cmp::Ordering::Equal => Some(0.5),
                        std::cmp::Ordering::Greater => None,
                    };
                    waiting_row(ui, theme, &paths[index], share);
                }
            },
        );
        foot(ui, theme, |ui| progress::show(ui, theme, around, out));
    });
}

fn waiting_row(ui: &mut Ui, theme: &Theme, path: &Path, share: Option<f32>) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let name = file_name(path);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &name));
    let painter = ui.painter();
    let y = rect.center().y;
    Icon::File.paint(painter, pos2(rect.left() + 24.0, y), 16.0, theme.text.second);
    let ink = if share.is_some() { theme.text.main } else { theme.text.third };
    let at = pos2(rect.left() + 44.0, y);
    let room = rect.width() - 180.0;
    draw::text_in(painter, at, Align2::LEFT_CENTER, &name, Type::Strong, ink, room);
    let track = Rect::from_center_size(pos2(rect.right() - 52.0, y), vec2(72.0, 6.0));
    progress::bar(ui, theme, track, share);
    let line = Stroke::new(1.0, theme.plot.grid);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
}

fn foot(ui: &mut Ui, theme: &Theme, add: impl FnOnce(&mut Ui)) {
    let rect = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), FOOT));
    let line = Stroke::new(1.0, theme.card.line);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, line);
    let inner = rect.shrink2(vec2(space::CARD_X, 8.0));
    layout::place_with(ui, inner, Layout::left_to_right(Align::Center), add);
}

fn filled(
    ui: &mut Ui,
    theme: &Theme,
    view: &TrayView,
    tray: &TrayStage,
    state: &mut DataState,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let writing = matches!(tray, TrayStage::Writing(_));
    let editable = matches!(tray, TrayStage::Waiting(_));
    let height = ui.available_height();
    Card::new(&view.title).note(&view.note).height(height).bleed().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let list = ui.available_height() - FOOT;
        ScrollArea::vertical().max_height(list).auto_shrink(false).show_rows(
            ui,
            ROW,
            view.rows.len(),
            |ui, range| {
                for index in range {
                    let row = &view.rows[index];
                    let here = state.selected == Some(index);
                    match file_row(ui, theme, row, here, editable, around) {
                        // Pressed once more it shows all files again.
                        RowPress::Chosen => state.selected = (!here).then_some(index),
                        RowPress::Act(action) => out.extend(command(row, action)),
                        RowPress::TakeOut => {
                            state.selected = None;
                            out.push(Command::TakeFromTray(row.path.clone()));
                        }
                        RowPress::None => {}
                    }
                }
            },
        );
        foot(ui, theme, |ui| {
            if writing {
                progress::show(ui, theme, around, out);
            } else {
                actions(ui, theme, view, around, out);
            }
        });
    });
}

/// The buttons below the tray.
fn actions(
    ui: &mut Ui,
    theme: &Theme,
    view: &TrayView,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let lang = around.lang;
    let why = if view.blocked.is_empty() {
        around.commit_blocked.map(|why| app::why(why, lang))
    } else {
        Some(view.blocked.as_str())
    };
    let commit = Button::primary(&view.commit).icon(Icon::Check).disabled_because(why);
    if commit.show(ui).clicked() {
        out.push(Command::CommitImport);
    }
    if Button::secondary(app::word(Word::NotNow, lang)).show(ui).clicked() {
        out.push(Command::EmptyTray);
    }
    let rect = ui.available_rect_before_wrap();
    draw::text_in(
        ui.painter(),
        rect.right_center(),
        Align2::RIGHT_CENTER,
        &view.foot,
        Type::Caption,
        theme.text.third,
        rect.width() - 12.0,
    );
}

enum RowPress<'a> {
    None,
    Chosen,
    Act(&'a RowAction),
    TakeOut,
}

fn mark(state: TrayState) -> BadgeKind {
    match state {
        TrayState::Known => BadgeKind::Ok,
        TrayState::Check => BadgeKind::Warn,
        TrayState::Ask => BadgeKind::StrongInfo,
        TrayState::Duplicate => BadgeKind::Outline,
        TrayState::Failed => BadgeKind::Bad,
    }
}

fn file_row<'a>(
    ui: &mut Ui,
    theme: &Theme,
    row: &'a TrayRow,
    here: bool,
    editable: bool,
    around: &Surroundings,
) -> RowPress<'a> {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let id = ui.scope_id().with(("tray", &row.path, &row.name));
    let response = ui.interact(rect, id, Sense::click());
    let said = [
        &row.name,
        &row.size,
        &row.kind,
        &row.remark,
        &row.count,
        &row.days,
        &row.badge,
        &row.outcome,
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .map(String::as_str)
    .collect::<Vec<_>>()
    .join(", ");
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, here, &said));
    let painter = ui.painter();
    let fill = if here {
        theme.card.wash
    } else if response.contains_pointer() {
        theme.card.hover
    } else {
        Color32::TRANSPARENT
    };
    painter.rect_filled(rect.shrink2(vec2(1.0, 0.0)), CornerRadius::ZERO, fill);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.plot.grid));

    let mut faded = painter.clone();
    if row.state == TrayState::Duplicate {
        faded.multiply_opacity(0.6);
    }
    let inner = Rect::from_min_max(
        pos2(rect.left() + space::CARD_X + 24.0, rect.top()),
        pos2(rect.right() - 36.0, rect.bottom()),
    );
    let parts = layout::columns(
        inner,
        12.0,
        &[
            layout::Track::Share(1.2),
            layout::Track::Fixed(60.0),
            layout::Track::Share(1.1),
            layout::Track::Fixed(124.0),
            layout::Track::Fixed(108.0),
            layout::Track::Share(0.8),
        ],
    );
    let y = rect.center().y;
    let icon = pos2(rect.left() + space::CARD_X + 8.0, y);
    Icon::File.paint(&faded, icon, 16.0, theme.text.second);
    let left = |part: Rect, y: f32, words: &str, step: Type, ink: Color32| {
        let at = pos2(part.left(), y);
        draw::text_in(&faded, at, Align2::LEFT_CENTER, words, step, ink, part.width());
    };
    let right = |part: Rect, words: &str, step: Type, ink: Color32| {
        let at = pos2(part.right(), y);
        draw::text_in(&faded, at, Align2::RIGHT_CENTER, words, step, ink, part.width());
    };
    let t = &theme.text;
    let lost = matches!(row.state, TrayState::Ask | TrayState::Failed);
    left(parts[0], y, &row.name, Type::Strong, t.main);
    right(parts[1], &row.size, Type::Caption, t.third);
    let kind = if lost { t.warn } else { t.main };
    if row.remark.is_empty() {
        left(parts[2], y, &row.kind, Type::Body, kind);
    } else {
        left(parts[2], y - 8.0, &row.kind, Type::Body, kind);
        left(parts[2], y + 9.0, &row.remark, Type::Caption, t.third);
    }
    if row.days.is_empty() {
        right(parts[3], &row.count, Type::Strong, t.main);
    } else {
        let at = |y: f32| pos2(parts[3].right(), y);
        let (align, room) = (Align2::RIGHT_CENTER, parts[3].width());
        draw::text_in(&faded, at(y - 8.0), align, &row.count, Type::Strong, t.main, room);
        draw::text_in(&faded, at(y + 9.0), align, &row.days, Type::Caption, t.third, room);
    }
    paint_badge(ui, pos2(parts[4].left(), y), mark(row.state), &row.badge);
    let ink = match row.state {
        TrayState::Known | TrayState::Duplicate => t.second,
        TrayState::Check | TrayState::Ask | TrayState::Failed => t.warn,
    };
    // A file that waits for an answer has its button where the others say what they do.
    let asked = row.actions.first().filter(|_| editable && row.state == TrayState::Ask);
    if asked.is_none() {
        right(parts[5], &row.outcome, Type::Caption, ink);
    }
    draw::focus_ring(ui, &response, rect.shrink(3.0), 2);
    let mut press = if response.clicked() { RowPress::Chosen } else { RowPress::None };
    if let Some((action, words)) = asked {
        let name = format!("{words} {}", row.name);
        let wanted = draw::width(ui.painter(), words, Type::Strong) + 36.0;
        let button = Button::plain(words)
            .small()
            .trailing(Icon::ChevronRight)
            .name(&name)
            .tip(words)
            .width(wanted.min(parts[5].width()));
        let at = Rect::from_center_size(parts[5].center(), vec2(parts[5].width(), 24.0));
        let pressed = layout::place_with(ui, at, Layout::right_to_left(Align::Center), |ui| {
            button.show(ui).clicked()
        });
        if pressed {
            // Which session it is stands in the panel beside: to press is to look there.
            let looks = *action == RowAction::ChooseSession;
            press = if looks { RowPress::Chosen } else { RowPress::Act(action) };
        }
    }
    if editable {
        let at = Rect::from_center_size(pos2(rect.right() - 20.0, y), vec2(24.0, 24.0));
        let name = format!("{} {}", app::word(Word::TakeOut, around.lang), row.name);
        if layout::place(ui, at, |ui| icon_button(ui, Icon::Cross, &name).clicked()) {
            press = RowPress::TakeOut;
        }
    }
    press
}
