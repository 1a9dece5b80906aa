//! What stands beside the tray: what is wrong with its files, and what can be said of one.

use eframe::egui::Ui;

use super::{Surroundings, data_repairs};
use crate::gui::app::Command;
use crate::gui::kit::{Button, Icon};
use crate::gui::theme::Theme;
use crate::present::pages::repairs::Repairs;
use crate::present::pages::tray::{RowAction, TrayRow, TrayState, TrayView};
use crate::present::text::tray;

/// What stands beside the tray.
pub(super) enum Aside<'a> {
    /// Why a file could not be read.
    Trouble(&'a TrayRow),
    /// What is wrong with one file.
    Of(&'a TrayRow),
    /// What is wrong with all of them.
    All(&'a Repairs),
}

impl<'a> Aside<'a> {
    /// What was chosen; else all there is to say of any of them.
    pub(super) fn of(view: &'a TrayView, chosen: Option<&'a TrayRow>) -> Option<Self> {
        match chosen {
            Some(row) if !row.trouble.is_empty() => Some(Self::Trouble(row)),
            Some(row) if row.state != TrayState::Duplicate => Some(Self::Of(row)),
            _ => {
                let unread = view.rows.iter().any(|row| !row.trouble.is_empty());
                (unread || !view.repairs.is_empty()).then_some(Self::All(&view.repairs))
            }
        }
    }

    pub(super) fn show(
        &self,
        ui: &mut Ui,
        theme: &Theme,
        view: &TrayView,
        editable: bool,
        around: &Surroundings,
        out: &mut Vec<Command>,
    ) {
        let unread: Vec<&TrayRow> = match self {
            Self::All(_) => view.rows.iter().filter(|row| !row.trouble.is_empty()).collect(),
            _ => Vec::new(),
        };
        let notes: &[String] = if let Self::Of(row) = self { &row.notes } else { &[] };
        let (repairs, name) = match self {
            Self::Trouble(row) => {
                data_repairs::trouble(ui, theme, &row.name, &row.trouble, around, |ui| {
                    out.extend(sessions(ui, row, editable, around));
                });
                return;
            }
            Self::Of(row) => (&row.repairs, row.name.as_str()),
            Self::All(repairs) => (*repairs, ""),
        };
        let row = if let Self::Of(row) = self { Some(*row) } else { None };
        data_repairs::card(ui, theme, repairs, name, &unread, notes, |ui| {
            for (action, words) in row.filter(|_| editable).iter().flat_map(|row| &row.actions) {
                if Button::plain(words).small().show(ui).clicked()
                    && let Some(row) = row
                {
                    out.extend(command(row, action));
                }
            }
            if !view.export.is_empty() {
                let button = Button::plain(&view.export).icon(Icon::Export).small();
                if button.show(ui).clicked() {
                    out.push(Command::ExportRejects(None));
                }
            }
        });
    }
}

/// What an action of a row asks for, when it is more than to look.
pub(super) fn command(row: &TrayRow, action: &RowAction) -> Option<Command> {
    let path = row.path.clone();
    Some(match action {
        RowAction::Map { inner } => Command::OpenMapping { path, inner: inner.clone() },
        RowAction::Accept(offers) => Command::AcceptAliases(offers.clone()),
        RowAction::Belongs(session) => Command::NameSession { path, session: *session },
        RowAction::ChooseSession => return None,
    })
}

/// The sessions a file may be about, to press the one it is.
fn sessions(ui: &mut Ui, row: &TrayRow, editable: bool, around: &Surroundings) -> Option<Command> {
    let belongs = |action: &RowAction| matches!(action, RowAction::Belongs(_));
    let choices = row.actions.iter().filter(|(action, _)| editable && belongs(action));
    let mut pressed = None;
    for (at, (action, words)) in choices.enumerate() {
        if at == 0 {
            ui.add_space(8.0);
            ui.label(tray::which_session(around.lang));
        }
        ui.add_space(4.0);
        if Button::secondary(words).small().width(ui.available_width()).show(ui).clicked() {
            pressed = command(row, action);
        }
    }
    pressed
}
