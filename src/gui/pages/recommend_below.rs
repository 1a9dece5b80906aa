//! Below the recommendations: why others are missing, and how good the lists would have been.

use eframe::egui::{Align, Layout, Rect, Ui, vec2};

use super::Surroundings;
use super::recommend::RecommendState;
use crate::gui::kit::layout::{place, place_with, rows};
use crate::gui::kit::table::ROW_COMPACT;
use crate::gui::kit::{Button, Card, Column, Row, Table, Track, draw, segmented, tabs};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::RecommendPage;
use crate::present::pages::recommend::{QualityTable, TogetherTable};
use crate::present::text::Lang;
use crate::present::text::foresight::{Word, word};
use crate::present::text::recommend as say;
use crate::recommend::Protocol;

/// Below this width tables leave columns out.
const NARROW: f32 = 720.0;
/// The tab of what is bought together.
const TOGETHER: usize = 1;

/// Draws the tabs below the list.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &RecommendPage,
    state: &mut RecommendState,
    height: f32,
    around: &Surroundings,
) {
    let lang = around.lang;
    let area = ui.available_rect_before_wrap();
    let split = rows(
        Rect::from_min_size(area.min, vec2(area.width(), height)),
        8.0,
        &[Track::Fixed(26.0), Track::Share(1.0)],
    );
    let titles = [model.others_title.as_str(), &model.together_title, word(Word::Quality, lang)];
    let across = Layout::left_to_right(Align::Center);
    if let Some(tab) = place_with(ui, split[0], across, |ui| tabs(ui, "below", &titles, state.tab))
    {
        state.tab = tab;
        state.together |= tab == TOGETHER;
    }
    place(ui, split[1], |ui| {
        let height = split[1].height();
        if state.tab == 0 {
            others(ui, model, height);
        } else if state.tab == TOGETHER {
            together(ui, theme, model.together.as_ref(), height, lang);
        } else if let Some(table) = &model.quality {
            quality(ui, theme, table, &mut state.quality, height, lang);
        } else {
            measure(ui, theme, model, state, height, around);
        }
    });
}

fn others(ui: &mut Ui, model: &RecommendPage, height: f32) {
    let head = |at: usize| model.heads.get(at).cloned().unwrap_or_default();
    let all = [
        Column::words(head(1)).share(0.8, 120.0),
        Column::words(head(3)).share(2.0, 200.0),
        Column::figures(head(2), 56.0),
    ];
    Card::new("").height(height).sentence(&model.others_more).bleed().show(ui, |ui| {
        Table::new("others", &all, model.others.len()).row_height(ROW_COMPACT).read_only().show(
            ui,
            |row| Row::new(format!("{} {}", model.others[row].name, model.others[row].why_not)),
            |cell| {
                let row = &model.others[cell.row];
                match cell.column {
                    0 => cell.text(&row.name),
                    1 => cell.text(&row.why_not),
                    _ => cell.text(&row.score.text),
                }
            },
        );
    });
}

fn together(ui: &mut Ui, theme: &Theme, table: Option<&TogetherTable>, height: f32, lang: Lang) {
    let Some(table) = table.filter(|table| !table.rows.is_empty()) else {
        let said = table.map_or(word(Word::Working, lang), |table| &table.sentence);
        Card::new("").height(height).show(ui, |ui| {
            ui.label(draw::rich(said, Type::Body, theme.text.second));
        });
        return;
    };
    // A narrow page leaves out the last column, which is for reference.
    let columns = if ui.available_width() < NARROW { 5 } else { table.heads.len() };
    let all: Vec<Column> = table
        .heads
        .iter()
        .take(columns)
        .enumerate()
        .map(|(at, (title, tip))| {
            let column = match at {
                0 | 1 => Column::words(title).share(1.0, 100.0),
                2 => Column::figures(title, 104.0),
                5 => Column::figures(title, 56.0),
                _ => Column::figures(title, 118.0),
            };
            column.tip(tip)
        })
        .collect();
    Card::new("").sentence(&table.sentence).height(height).bleed().show(ui, |ui| {
        Table::new("together", &all, table.rows.len()).row_height(ROW_COMPACT).read_only().show(
            ui,
            |row| {
                let row = &table.rows[row];
                let chance = (&row.times_chance.text, &row.verdict);
                Row::new(format!(
                    "{} {} {} {} {} {}",
                    row.from, row.to, row.both.text, row.confidence.text, chance.0, chance.1
                ))
            },
            |cell| {
                let row = &table.rows[cell.row];
                match cell.column {
                    0 => cell.text(&row.from),
                    1 => cell.text(&row.to),
                    2 => cell.text(&row.both.text),
                    3 => {
                        cell.quiet(&row.confidence_range.text);
                        cell.text(&row.confidence.text);
                    }
                    4 => {
                        cell.quiet(&row.times_range.text);
                        if row.clear {
                            cell.strong(&row.times_chance.text);
                        } else {
                            cell.quiet(&row.times_chance.text);
                        }
                    }
                    _ => cell.quiet(&row.lift.text),
                }
            },
        );
    });
}

fn measure(
    ui: &mut Ui,
    theme: &Theme,
    model: &RecommendPage,
    state: &mut RecommendState,
    height: f32,
    around: &Surroundings,
) {
    let lang = around.lang;
    let waits = state.quality.is_some() && model.quality_missing.is_empty();
    Card::new("").height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 10.0;
        let text = if model.quality_missing.is_empty() {
            word(Word::MeasureDetail, lang)
        } else {
            &model.quality_missing
        };
        ui.label(draw::rich(text, Type::Body, theme.text.second));
        if model.quality_missing.is_empty() {
            let busy = (waits && around.loading).then(|| word(Word::Working, lang));
            let label = if busy.is_some() { Word::Working } else { Word::Measure };
            let press = Button::secondary(word(label, lang)).disabled_because(busy).show(ui);
            if press.clicked() {
                state.quality = Some(Protocol::Time);
            }
        }
    });
}

fn quality(
    ui: &mut Ui,
    theme: &Theme,
    table: &QualityTable,
    asked: &mut Option<Protocol>,
    height: f32,
    lang: Lang,
) {
    // A narrow page keeps who was hit, how well it was ranked, and against what.
    let narrow = ui.available_width() < NARROW;
    let shown: &[usize] = if narrow { &[0, 1, 2, 6] } else { &[0, 1, 2, 3, 4, 5, 6] };
    let all: Vec<Column> = shown
        .iter()
        .filter_map(|at| Some((*at, table.heads.get(*at)?)))
        .map(|(at, title)| match at {
            0 => Column::words(title).share(1.0, 110.0),
            1 if narrow => Column::figures(title, 124.0),
            2 => Column::figures(title, 160.0).share(1.3, 140.0),
            6 => Column::figures(title, 150.0).share(1.4, 150.0),
            _ => Column::figures(title, 80.0).share(0.8, 70.0),
        })
        .collect();
    let card = Card::new(&table.title).note(&table.scope).sentence(&table.sentence);
    let picked = card.height(height).bleed().show_with(
        ui,
        |ui| {
            let names: Vec<&str> =
                Protocol::ALL.iter().map(|how| say::protocol_short(*how, lang)).collect();
            let now = Protocol::ALL.iter().position(|how| Some(*how) == *asked);
            segmented(ui, say::protocols(lang), &names, now.unwrap_or_default())
        },
        |ui| {
            Table::new("quality", &all, table.rows.len()).row_height(ROW_COMPACT).read_only().show(
                ui,
                |row| {
                    let row = &table.rows[row];
                    Row::new(format!("{} {} {}", row.name, row.ndcg.text, row.verdict))
                },
                |cell| {
                    let row = &table.rows[cell.row];
                    match shown.get(cell.column).copied().unwrap_or_default() {
                        0 => cell.text(&row.name),
                        1 => cell.text(&row.hr.text),
                        2 => {
                            cell.quiet(&row.ndcg_range.text);
                            cell.text(&row.ndcg.text);
                        }
                        3 => cell.text(&row.recall.text),
                        4 => cell.text(&row.map.text),
                        5 => cell.text(&row.coverage.text),
                        _ => {
                            cell.quiet(&row.verdict);
                            if row.clear_win {
                                cell.colored(&row.against, theme.text.ok);
                            } else {
                                cell.text(&row.against);
                            }
                        }
                    }
                },
            );
        },
    );
    if let Some(at) = picked.controls {
        *asked = Some(Protocol::ALL[at]);
        ui.ctx().request_repaint();
    }
}
