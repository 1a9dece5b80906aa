//! 模型: what can be learned? The verdict first, then the tree or the effects, then the checks.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align, Align2, Layout, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{Surroundings, empty, models_side, progress};
use crate::domain::Verdict;
use crate::gui::app::Command;
use crate::gui::kit::layout::{columns, place, rows};
use crate::gui::kit::{
    Axis, BadgeKind, Breadth, Card, Chart, Column, Dot, Dropdown, EffectLook, EffectRow, Estimate,
    Icon, Mark, Row, Table, Track, TreeNode, draw, effect_rows, interval, segmented, tip, tree,
    verdict_badge,
};
use crate::gui::theme::{Theme, Type, space};
use crate::learn::{ModelKind, Question};
use crate::present::pages::models::{
    CoefficientView, ConfusionView, CurveView, ImportanceView, ModelCard, TreeView,
};
use crate::present::pages::{ModelsPage, Num, RangeText};
use crate::present::text::foresight::{Word, word};
use crate::worker::PageKind;

/// Levels of the tree shown until somebody asks for others.
const LEVELS: usize = 3;
/// Width of the left column.
const SIDE: f32 = 236.0;

/// What the page keeps between frames.
#[derive(Clone, Debug)]
pub struct ModelsState {
    /// The question shown; `None`: the first that was trained.
    pub question: Option<Question>,
    /// The method shown; `None`: the one to rely on most.
    pub method: Option<ModelKind>,
    /// Position of the training shown.
    pub version: usize,
    /// Levels of the tree.
    pub levels: usize,
    /// The open tab of the checks, where they do not fit side by side.
    pub tab: usize,
}

impl Default for ModelsState {
    fn default() -> Self {
        Self {
            question: None,
            method: None,
            version: 0,
            levels: LEVELS,
            tab: 0,
        }
    }
}

impl ModelsState {
    /// What the worker is asked.
    pub fn query(&self) -> PageKind {
        PageKind::Models {
            question: self.question,
            method: self.method,
            version: self.version,
            levels: self.levels,
        }
    }
}

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ModelsPage,
    state: &mut ModelsState,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    let breadth = Breadth::of_page(area.width());
    if breadth == Breadth::One {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            models_side::show(ui, theme, model, state, around, out);
            ui.add_space(space::GAP);
            let high = ui.available_height().max(620.0);
            let at = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), high));
            ui.allocate_rect(at, Sense::hover());
            place(ui, at, |ui| {
                content(ui, theme, model, state, around, out, breadth)
            });
        });
        return;
    }
    let parts = columns(area, space::GAP, &[Track::Fixed(SIDE), Track::Share(1.0)]);
    place(ui, parts[0], |ui| {
        let inner = parts[0];
        Card::new("").height(inner.height()).bleed().show(ui, |ui| {
            models_side::show(ui, theme, model, state, around, out);
        });
    });
    place(ui, parts[1], |ui| {
        let least = if breadth == Breadth::Tabs {
            600.0
        } else {
            640.0
        };
        if parts[1].height() >= least {
            content(ui, theme, model, state, around, out, breadth);
            return;
        }
        ScrollArea::vertical()
            .id_salt("models")
            .auto_shrink(false)
            .show(ui, |ui| {
                let at =
                    Rect::from_min_size(ui.cursor().min, vec2(ui.available_width() - 8.0, least));
                ui.allocate_rect(at, Sense::hover());
                place(ui, at, |ui| {
                    content(ui, theme, model, state, around, out, breadth)
                });
            });
    });
}

/// The question shown, also while nothing was chosen.
pub(super) fn shown_question(model: &ModelsPage) -> Question {
    let shown = model.questions.iter().find(|item| item.selected);
    shown.map_or(Question::Buyers, |item| item.question)
}

fn content(
    ui: &mut Ui,
    theme: &Theme,
    model: &ModelsPage,
    state: &mut ModelsState,
    around: &Surroundings,
    out: &mut Vec<Command>,
    breadth: Breadth,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if around.training {
        Card::new("").show(ui, |ui| progress::show(ui, theme, around, out));
        ui.add_space(space::GAP);
    }
    for notice in &model.notices {
        note(ui, theme, notice.warn, &notice.text);
    }
    if let Some(nothing) = &model.empty {
        if empty::primary(ui, theme, Icon::Models, nothing, around.training) {
            out.push(Command::Train(shown_question(model)));
        }
        return;
    }
    let area = ui.available_rect_before_wrap();
    let parts = rows(
        area,
        space::GAP,
        &[Track::Fixed(132.0), Track::Share(1.0), Track::Fixed(232.0)],
    );
    if let Some(card) = &model.card {
        place(ui, parts[0], |ui| {
            verdict(ui, theme, card, parts[0].height())
        });
    }
    place(ui, parts[1], |ui| {
        if let Some(view) = &model.tree {
            tree_card(ui, view, state, parts[1].height(), around);
        } else if let Some(view) = &model.coefficients {
            coefficients(ui, view, parts[1].height());
        }
    });
    checks(ui, theme, model, state, parts[2], breadth);
}

/// One line to know before believing.
pub(super) fn note(ui: &mut Ui, theme: &Theme, warns: bool, text: &str) {
    let (icon, ink) = if warns {
        (Icon::Warning, theme.text.warn)
    } else {
        (Icon::Info, theme.text.second)
    };
    let room = ui.available_width();
    let galley = ui
        .painter()
        .layout(text.to_owned(), Type::Body.font(), ink, room - 24.0);
    let (rect, response) =
        ui.allocate_exact_size(vec2(room, galley.size().y.max(20.0) + 6.0), Sense::hover());
    icon.paint(
        ui.painter(),
        pos2(rect.left() + 8.0, rect.top() + 10.0),
        16.0,
        ink,
    );
    ui.painter()
        .galley(pos2(rect.left() + 24.0, rect.top()), galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

fn verdict(ui: &mut Ui, theme: &Theme, card: &ModelCard, height: f32) {
    Card::new("").height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 2.0);
        ui.horizontal(|ui| {
            verdict_badge(ui, verdict_kind(card.verdict), &card.badge);
            let room = ui.available_width();
            let galley = draw::line(
                ui.painter(),
                &card.headline,
                Type::Verdict,
                theme.text.main,
                room,
            );
            let cut = galley.elided;
            let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
            ui.painter().galley(rect.min, galley, theme.text.main);
            response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &card.headline));
            if cut {
                tip::hover_text(response, &card.headline);
            }
        });
        ui.add_space(2.0);
        line(ui, &card.detail, Type::Body, theme.text.second);
        ui.add_space(8.0);
        let area = ui.available_rect_before_wrap();
        let tracks = vec![Track::Share(1.0); card.facts.len()];
        for (fact, at) in card.facts.iter().zip(columns(area, 16.0, &tracks)) {
            place(ui, at, |ui| {
                let painter = ui.painter();
                let y = at.top() + 9.0;
                let (main, third) = (theme.text.main, theme.text.third);
                let place = pos2(at.left(), y);
                let room = at.width();
                draw::text_in(
                    painter,
                    place,
                    Align2::LEFT_CENTER,
                    &fact.label,
                    Type::Caption,
                    third,
                    room,
                );
                let place = pos2(at.left(), y + 22.0);
                let value = draw::text_in(
                    painter,
                    place,
                    Align2::LEFT_CENTER,
                    &fact.value,
                    Type::Verdict,
                    main,
                    room,
                );
                let place = pos2(value.right() + 6.0, y + 22.0);
                let room = at.right() - place.x;
                draw::text_in(
                    painter,
                    place,
                    Align2::LEFT_CENTER,
                    &fact.note,
                    Type::Caption,
                    third,
                    room,
                );
                let said = format!("{} {} {}", fact.label, fact.value, fact.note);
                let response = ui.interact(at, ui.scope_id().with(&fact.label), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
                let more = if fact.hover.is_empty() {
                    said.clone()
                } else {
                    format!("{said}\n{}", fact.hover)
                };
                tip::hover_text(response, &more);
            });
        }
    });
}

/// The badge of a verdict.
pub(super) fn verdict_kind(verdict: Verdict) -> BadgeKind {
    match verdict {
        Verdict::Usable => BadgeKind::Ok,
        Verdict::Weak => BadgeKind::Warn,
        Verdict::DoNotUse => BadgeKind::Bad,
    }
}

/// One line of text, cut where it must be and then told on hover.
pub(super) fn line(ui: &mut Ui, text: &str, step: Type, color: eframe::egui::Color32) {
    let galley = draw::line(ui.painter(), text, step, color, ui.available_width());
    let cut = galley.elided;
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, color);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if cut {
        tip::hover_text(response, text);
    }
}

fn estimate(value: f64, range: Option<&RangeText>, dot: crate::present::pages::Dot) -> Estimate {
    use crate::present::pages::Dot as Said;
    Estimate {
        value,
        low: range.map_or(value, |range| range.low),
        high: range.map_or(value, |range| range.high),
        mark: match dot {
            Said::Solid => interval::Mark::Clear,
            Said::Hollow => interval::Mark::Estimate,
            Said::Ghost => interval::Mark::Unclear,
        },
        raw: None,
    }
}

fn raw(num: &Num) -> f64 {
    num.raw.unwrap_or_default()
}

fn tree_card(
    ui: &mut Ui,
    view: &TreeView,
    state: &mut ModelsState,
    height: f32,
    around: &Surroundings,
) {
    let nodes: Vec<TreeNode<'_>> = view
        .nodes
        .iter()
        .map(|node| TreeNode {
            parent: node.parent,
            condition: &node.condition,
            headline: &node.headline,
            counts: &node.counts,
            badge: &node.badge,
            estimate: node.value.raw.map(|value| {
                estimate(
                    value,
                    node.interval.as_ref(),
                    crate::present::pages::Dot::Solid,
                )
            }),
            share: node.share,
            best: node.best,
            name: [
                node.condition.as_str(),
                node.headline.as_str(),
                node.interval
                    .as_ref()
                    .map_or("", |range| range.text.as_str()),
                node.counts.as_str(),
            ]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        })
        .collect();
    let choices: Vec<String> = (1..=view.levels_max.max(1))
        .map(|n| n.to_string())
        .collect();
    let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
    let card = Card::new(&view.head.title)
        .note(&view.head.unit)
        .sentence(&view.head.sentence)
        .height(height);
    let picked = card.show_with(
        ui,
        |ui| {
            Dropdown::new(&choices, Some(view.levels.saturating_sub(1)))
                .label(word(Word::Levels, around.lang))
                .show(ui)
        },
        |ui| tree(ui, "tree", &nodes, (0.0, view.scale_max)),
    );
    if let Some(levels) = picked.controls {
        state.levels = levels + 1;
        ui.ctx().request_repaint();
    }
}

fn coefficients(ui: &mut Ui, view: &CoefficientView, height: f32) {
    let rows: Vec<EffectRow<'_>> = view
        .rows
        .iter()
        .map(|row| EffectRow {
            label: &row.label,
            value: &row.effect.text,
            estimate: estimate(raw(&row.effect), row.interval.as_ref(), row.dot),
            has_range: row.interval.is_some(),
        })
        .collect();
    let head = &view.head;
    Card::new(&head.title)
        .note(&head.unit)
        .sentence(&head.sentence)
        .height(height)
        .show(ui, |ui| {
            effect_rows(ui, &rows, (-view.reach, view.reach), EffectLook::Bars);
        });
}

/// A check of the model.
enum Check<'a> {
    Calibration(&'a CurveView),
    Lift(&'a CurveView),
    Importance(&'a ImportanceView),
    Confusion(&'a ConfusionView),
}

impl Check<'_> {
    fn title(&self) -> &str {
        match self {
            Self::Calibration(view) | Self::Lift(view) => &view.head.title,
            Self::Importance(view) => &view.head.title,
            Self::Confusion(view) => &view.head.title,
        }
    }
}

fn checks(
    ui: &mut Ui,
    theme: &Theme,
    model: &ModelsPage,
    state: &mut ModelsState,
    area: Rect,
    breadth: Breadth,
) {
    let all: Vec<Check<'_>> = [
        model.calibration.as_ref().map(Check::Calibration),
        model.lift.as_ref().map(Check::Lift),
        model.importance.as_ref().map(Check::Importance),
        model.confusion.as_ref().map(Check::Confusion),
    ]
    .into_iter()
    .flatten()
    .collect();
    if all.is_empty() {
        return;
    }
    if breadth == Breadth::Full {
        let tracks = vec![Track::Share(1.0); all.len()];
        for (view, at) in all.iter().zip(columns(area, space::GAP, &tracks)) {
            place(ui, at, |ui| check(ui, theme, view, at.height()));
        }
        return;
    }
    let parts = rows(area, 8.0, &[Track::Fixed(26.0), Track::Share(1.0)]);
    let titles: Vec<&str> = all.iter().map(Check::title).collect();
    let open = state.tab.min(all.len() - 1);
    let across = Layout::left_to_right(Align::Center);
    let picked = crate::gui::kit::layout::place_with(ui, parts[0], across, |ui| {
        segmented(ui, "checks", &titles, open)
    });
    if let Some(tab) = picked {
        state.tab = tab;
    }
    place(ui, parts[1], |ui| {
        check(ui, theme, &all[open], parts[1].height())
    });
}

fn check(ui: &mut Ui, theme: &Theme, view: &Check<'_>, height: f32) {
    let head = match view {
        Check::Calibration(view) | Check::Lift(view) => &view.head,
        Check::Importance(view) => &view.head,
        Check::Confusion(view) => &view.head,
    };
    let card = Card::new(&head.title)
        .note(&head.unit)
        .sentence(&head.sentence)
        .height(height);
    match view {
        Check::Calibration(view) => {
            card.show(ui, |ui| curve(ui, theme, view, false));
        }
        Check::Lift(view) => {
            card.show(ui, |ui| curve(ui, theme, view, true));
        }
        Check::Importance(view) => {
            let rows: Vec<EffectRow<'_>> = view
                .rows
                .iter()
                .map(|row| EffectRow {
                    label: &row.label,
                    value: &row.value.text,
                    estimate: estimate(raw(&row.value), Some(&row.interval), row.dot),
                    has_range: true,
                })
                .collect();
            let low = view
                .rows
                .iter()
                .map(|row| row.interval.low)
                .fold(0.0, f64::min);
            card.show(ui, |ui| {
                effect_rows(ui, &rows, (low, view.reach), EffectLook::Dots)
            });
        }
        Check::Confusion(view) => {
            let columns: Vec<Column> = view
                .columns
                .iter()
                .map(|title| Column::figures(title, 40.0).share(1.0, 48.0))
                .collect();
            card.bleed().show(ui, |ui| {
                Table::new("confusion", &columns, view.rows.len())
                    .row_height(crate::gui::kit::table::ROW_COMPACT)
                    .read_only()
                    .show(
                        ui,
                        |row| Row::new(view.rows[row].join(" ")),
                        |cell| {
                            if let Some(text) = view.rows[cell.row].get(cell.column) {
                                cell.text(text);
                            }
                        },
                    );
            });
        }
    }
}

/// A curve against its diagonal: a line with a marked point, or points with ranges.
fn curve(ui: &mut Ui, theme: &Theme, view: &CurveView, joined: bool) {
    let (wide, high) = view.max;
    let diagonal = [[0.0, 0.0], [wide, high]];
    let line: Vec<[f64; 2]> = view.points.iter().map(|point| [point.x, point.y]).collect();
    let main = theme.plot.main;
    let mut dots: Vec<Dot> = Vec::new();
    if joined {
        if let Some((at, label, chance)) = &view.marked
            && let Some(point) = view.points.get(*at)
        {
            dots.push(Dot {
                label: label.clone(),
                tip: vec![point.hover.clone()],
                ..Dot::new(point.x, point.y, main)
            });
            dots.push(Dot {
                label: chance.clone(),
                hollow: true,
                tip: vec![view.diagonal.clone()],
                ..Dot::new(
                    point.x,
                    point.x * high / wide.max(f64::MIN_POSITIVE),
                    theme.plot.ghost,
                )
            });
        }
    } else {
        dots.extend(view.points.iter().map(|point| {
            Dot {
                spread: point
                    .range
                    .map(|(low, high)| [(point.x, point.x), (low, high)]),
                tip: vec![point.hover.clone()],
                ..Dot::new(point.x, point.y, main)
            }
        }));
    }
    let percent = |value: f64| format!("{value:.0}");
    let name = format!(
        "{}. {}",
        view.head.title,
        draw::unmarked(&view.head.sentence)
    );
    let mut chart = Chart::new(&view.head.title, &name)
        .x(Axis::figures(percent).range(0.0, wide))
        .y(Axis::figures(percent).range(0.0, high))
        .right(14.0)
        .mark(Mark::Line {
            name: "",
            points: &diagonal,
            color: theme.plot.cursor,
            width: 1.0,
            dashed: true,
            dots: None,
            fill: false,
        });
    if joined {
        chart = chart.mark(Mark::Line {
            name: "",
            points: &line,
            color: main,
            width: 2.0,
            dashed: false,
            dots: None,
            fill: false,
        });
    }
    let drawn = chart.mark(Mark::Dots(&dots)).show(ui);
    // The diagonal's words stand below it, where no curve better than chance goes.
    let at = drawn.view.at(wide * 0.98, high * 0.12);
    let ink = theme.text.third;
    draw::text(
        ui.painter(),
        at,
        Align2::RIGHT_CENTER,
        &view.diagonal,
        Type::Caption,
        ink,
    );
}
