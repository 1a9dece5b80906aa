//! Costs, roles and stock: the table a merchant fills in.

use eframe::egui::Ui;

use super::settings::SettingsState;
use crate::domain::{ProductId, Role};
use crate::gui::app::Command;
use crate::gui::kit::{Card, Column, Dropdown, Icon, Row, Table, Tone, field, number_field};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::settings::{CostRow, CostTable, typed_amount, typed_pieces};
use crate::worker::ProductSettings;

/// Height of a row: a field and some air.
const ROW: f32 = 36.0;

/// Draws the table.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &CostTable,
    state: &mut SettingsState,
    out: &mut Vec<Command>,
) {
    let height = ui.available_height();
    let card = Card::new(&model.title).note(&model.note).sentence(&model.sentence).height(height);
    if !model.empty.is_empty() {
        card.show(ui, |ui| {
            let words = crate::gui::kit::draw::rich(&model.empty, Type::Body, theme.text.third);
            ui.label(words);
        });
        return;
    }
    // What was stored meanwhile is no longer typed.
    state.typed.retain(|(product, column), text| {
        model
            .rows
            .iter()
            .find(|row| row.product == *product)
            .is_none_or(|row| stored(row, *column) != text.trim())
    });
    let SettingsState { search, typed } = state;
    let mut words = search.clone();
    card.bleed().show_with(
        ui,
        |ui| {
            field(ui, &model.search, &mut words, &model.search, 160.0);
        },
        |ui| {
            let wanted = search.to_lowercase();
            let rows: Vec<&CostRow> = model
                .rows
                .iter()
                .filter(|row| row.name.to_lowercase().contains(wanted.trim()))
                .collect();
            table(ui, model, &rows, typed, out);
        },
    );
    *search = words;
}

fn table(
    ui: &mut Ui,
    model: &CostTable,
    rows: &[&CostRow],
    typed: &mut std::collections::BTreeMap<(ProductId, usize), String>,
    out: &mut Vec<Command>,
) {
    let columns: Vec<Column> = model
        .columns
        .iter()
        .enumerate()
        .map(|(at, title)| match at {
            0 => Column::words(title.as_str()).share(1.0, 160.0),
            1 | 2 => Column::words(title.as_str()).fixed(104.0),
            _ => Column::figures(title.as_str(), 96.0),
        })
        .collect();
    let kinds: Vec<&str> = model.kinds.iter().map(|(_, word)| word.as_str()).collect();
    let mut roles: Vec<&str> = vec![model.no_role.as_str()];
    roles.extend(model.roles.iter().map(|(_, word)| word.as_str()));
    Table::new("costs", &columns, rows.len()).row_height(ROW).read_only().show(
        ui,
        |index| Row {
            name: rows[index].name.clone(),
            tone: if rows[index].upside_down { Tone::Warn } else { Tone::Plain },
        },
        |cell| {
            let row = rows[cell.row];
            let column = cell.column;
            let product = row.product;
            match column {
                0 => {
                    if row.upside_down {
                        let (rect, _) = cell
                            .ui
                            .allocate_exact_size([16.0, 16.0].into(), eframe::egui::Sense::hover());
                        let ink = Theme::of(cell.ui.ctx()).text.warn;
                        Icon::Warning.paint(cell.ui.painter(), rect.center(), 14.0, ink);
                    }
                    cell.strong(&row.name);
                    if !row.currency.is_empty() {
                        cell.quiet(&row.currency);
                    }
                }
                1 => {
                    let now = model.kinds.iter().position(|(kind, _)| *kind == row.kind);
                    if let Some(at) = Dropdown::new(&kinds, now).max_width(56.0).show(cell.ui) {
                        let kind = Some(model.kinds[at].0);
                        let change = ProductSettings { kind, ..ProductSettings::default() };
                        out.push(Command::SetProduct { product, change });
                    }
                }
                2 => {
                    let place = |role: Role| {
                        model.roles.iter().position(|(known, _)| *known == role).map(|at| at + 1)
                    };
                    let now = row.role.map_or(Some(0), place);
                    let picked = Dropdown::new(&roles, now).max_width(56.0).show(cell.ui);
                    if let Some(at) = picked.and_then(|at| at.checked_sub(1)) {
                        let role = Some(model.roles[at].0);
                        let change = ProductSettings { role, ..ProductSettings::default() };
                        out.push(Command::SetProduct { product, change });
                    }
                }
                _ => {
                    let title = &model.columns[column];
                    figure(cell.ui, row, column, title, typed, out);
                }
            }
        },
    );
}

/// What the store says in a column.
fn stored(row: &CostRow, column: usize) -> &str {
    match column {
        3 => &row.price,
        4 => &row.unit_cost,
        5 => &row.return_cost,
        _ => &row.stock,
    }
}

/// The change a typed figure means; `None` when it is no such figure.
fn change(column: usize, text: &str) -> Option<ProductSettings> {
    let mut change = ProductSettings::default();
    match column {
        3 => change.price = Some(typed_amount(text)?),
        4 => change.unit_cost = Some(typed_amount(text)?),
        5 => change.return_cost = Some(typed_amount(text)?),
        _ => change.stock = Some(typed_pieces(text)?),
    }
    Some(change)
}

fn figure(
    ui: &mut Ui,
    row: &CostRow,
    column: usize,
    title: &str,
    typed: &mut std::collections::BTreeMap<(ProductId, usize), String>,
    out: &mut Vec<Command>,
) {
    let key = (row.product, column);
    let known = stored(row, column);
    let mut text = typed.get(&key).cloned().unwrap_or_else(|| known.to_owned());
    let valid = text.trim().is_empty() || change(column, &text).is_some();
    let name = format!("{} {title}", row.name);
    ui.push_id(key, |ui| {
        let (response, done) = number_field(ui, &name, &mut text, 88.0, valid);
        if response.changed() {
            typed.insert(key, text.clone());
        }
        if !done {
            return;
        }
        if text.trim().is_empty() {
            // A figure can be changed but not forgotten: the old one stands again.
            typed.remove(&key);
        } else if text.trim() != known
            && let Some(change) = change(column, &text)
        {
            out.push(Command::SetProduct { product: row.product, change });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::change;
    use crate::domain::Money;

    #[test]
    fn a_typed_figure_changes_only_its_own_column() {
        let cost = change(4, "12.5").unwrap();
        assert_eq!(cost.unit_cost, Some(Money(1_250)));
        assert_eq!((cost.price, cost.stock), (None, None));
        assert_eq!(change(6, "80").unwrap().stock, Some(80));
        assert!(change(6, "1.5").is_none(), "pieces are whole");
        assert!(change(3, "cheap").is_none());
    }
}
