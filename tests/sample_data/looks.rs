//! A closer look at the models of the sample data: every explanation adds up and reads well.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use fupan::domain::{FEWEST_PEOPLE, Money};
use fupan::engine::{LookAt, ModelLook, look};
use fupan::learn::{CellValue, ModelKind, ModelReport, Question, RowKind, TrainReport};
use fupan::present::pages::ModelsPage;
use fupan::present::pages::models::{BillKind, ModelsAsk, ModelsInput, ModelsView, Run, models};
use fupan::present::text::Lang;

use super::models::{context, planted};

fn changes(key: &str, value: f64) -> BTreeMap<String, CellValue> {
    BTreeMap::from([(key.to_owned(), CellValue::Number(value))])
}

fn looked(report: &TrainReport, model: &ModelReport, at: &LookAt) -> ModelLook {
    let place = planted().reports.iter().position(|r| r.question == report.question).unwrap();
    let table = &planted().tables[place];
    look(&model.model, Some(model), table, (report.question, report.source), at, "").unwrap()
}

fn page(report: &TrainReport, ask: &ModelsAsk, lang: Lang) -> ModelsPage {
    page_with_cost(report, ask, None, lang)
}

fn page_with_cost(
    report: &TrainReport,
    ask: &ModelsAsk,
    contact_cost: Option<Money>,
    lang: Lang,
) -> ModelsPage {
    let at = "2026-11-22T23:40:00+08:00[Asia/Shanghai]".parse::<jiff::ZonedDateTime>().unwrap();
    let runs =
        vec![(report.question, vec![Run { id: 1, at, report: report.clone(), revision: 1 }])];
    let model = report.models.iter().find(|m| Some(m.name) == ask.method).unwrap();
    let look = looked(report, model, &ask.look_at());
    let worth = (68.5, fupan::domain::Currency::cny());
    let input = ModelsInput {
        runs: &runs,
        revision: 1,
        ask: ask.clone(),
        worth: Some(worth),
        contact_cost,
        look: Some(&look),
        ..ModelsInput::default()
    };
    models(&input, &context(lang))
}

fn ask(question: Question, method: ModelKind, view: ModelsView) -> ModelsAsk {
    ModelsAsk {
        question: Some(question),
        method: Some(method),
        levels: 3,
        view,
        ..ModelsAsk::default()
    }
}

#[test]
fn every_answer_adds_up_from_its_start_to_its_end() {
    for report in &planted().reports {
        for model in &report.models {
            // The latest row of the table, and the usual row.
            for find in ["2026-11", ""] {
                let asked = ModelsAsk {
                    find: find.to_owned(),
                    ..ask(report.question, model.name, ModelsView::Bill)
                };
                let page = page(report, &asked, Lang::Zh);
                let bill = page.bill.unwrap();
                let size = report.base.value.abs();
                let mut at = 0.0;
                for row in &bill.rows {
                    if row.kind == BillKind::Answer {
                        assert!((row.to - at).abs() < 1e-9 * size.max(1.0), "{row:?} {at}");
                        at = row.from;
                    }
                    assert!((row.from - at).abs() < 1e-9 * size.max(1.0), "{row:?} {at}");
                    assert!(bill.range.0 <= row.from.min(row.to) && row.to <= bill.range.1);
                    at = row.to;
                }
                assert_eq!(bill.rows.last().unwrap().kind, BillKind::Answer);
                assert!(bill.rows.len() <= 12, "{}", bill.rows.len());
            }
        }
    }
}

#[test]
fn a_longer_stay_moves_the_answer_as_planted_and_beyond_the_data_it_is_said() {
    let report = planted().report(Question::Buyers);
    for model in &report.models {
        let asked = |seconds: f64| ModelsAsk {
            changes: changes("dwell_s", seconds),
            ..ask(Question::Buyers, model.name, ModelsView::WhatIf)
        };
        let view = |seconds: f64| page(report, &asked(seconds), Lang::Zh).what_if.unwrap();
        let (short, long) = (view(20.0), view(1_500.0));
        assert_eq!((&short.now.value, &short.now.interval), (&long.now.value, &long.now.interval));
        let value =
            |view: &fupan::present::pages::models::WhatIfView| view.changed.value.raw.unwrap();
        assert!(value(&short) < value(&long), "{:?}", model.name);
        for answer in [&long.now, &long.changed] {
            // Every method tells a range, and its distribution is all there.
            let range = answer.interval.as_ref().unwrap();
            let said = answer.value.raw.unwrap();
            assert!(range.low <= said && said <= range.high, "{:?} {answer:?}", model.name);
            let sum: f64 = answer.bins.iter().map(|bin| bin.chance).sum();
            assert!(sum > 0.97 && sum < 1.0 + 1e-9, "{:?} {sum}", model.name);
        }
        assert!(long.warnings.is_empty() && !long.head.sentence.is_empty());
        let far = view(500_000.0);
        assert_eq!(far.warnings.len(), 1, "{:?}", model.name);
        assert!(far.features.iter().any(|f| f.key == "dwell_s" && f.outside && f.changed));
    }
}

#[test]
fn a_row_is_found_and_its_way_is_marked_to_the_end() {
    let report = planted().report(Question::Products);
    let asked = ModelsAsk {
        find: "挂耳".to_owned(),
        levels: 30,
        ..ask(Question::Products, ModelKind::Tree, ModelsView::Model)
    };
    let page = page(report, &asked, Lang::Zh);
    let found = page.found.unwrap();
    assert!(found.items[0].selected && found.items.len() > 3 && found.sentence.contains("落在"));
    let tree = page.tree.unwrap();
    let way: Vec<usize> = (0..tree.nodes.len()).filter(|at| tree.nodes[*at].on_path).collect();
    assert!(way.len() > 1, "a way of more than one step");
    for (step, at) in way.iter().enumerate() {
        assert_eq!(tree.nodes[*at].depth, step, "one node a level");
    }
    let end = *way.last().unwrap();
    assert!(!tree.nodes.iter().any(|node| node.parent == Some(end)), "to a leaf");
}

#[test]
fn rows_of_a_node_name_products_and_only_codes_of_people() {
    for (question, kind) in
        [(Question::Buyers, RowKind::Person), (Question::Products, RowKind::Product)]
    {
        let report = planted().report(question);
        let model = report.models.iter().find(|m| m.name == ModelKind::Tree).unwrap();
        let nodes = &model.tree.as_ref().unwrap().nodes;
        let mut shown = 0;
        for (at, own) in nodes.iter().enumerate() {
            let asked =
                ModelsAsk { node: Some(at), ..ask(question, ModelKind::Tree, ModelsView::Model) };
            let leaf = page(report, &asked, Lang::Zh).leaf.unwrap();
            let look = looked(report, model, &asked.look_at());
            assert_eq!(look.kind, kind);
            let rows = look.node.unwrap();
            assert!(rows.hidden || rows.people >= FEWEST_PEOPLE);
            let learnt_from = if rows.hidden { 0 } else { own.rows };
            assert_eq!(rows.count as u64, learnt_from, "the very rows it learnt from");
            assert_eq!(leaf.rows.is_empty(), rows.hidden);
            assert_eq!(leaf.hidden.is_empty(), !rows.hidden);
            shown += leaf.rows.len();
            for row in &leaf.rows {
                assert_eq!(row.len(), leaf.columns.len());
                match kind {
                    // Eight letters of the keyed hash and no more.
                    RowKind::Person => {
                        assert!(row[0].len() == 8 && row[0].bytes().all(|b| b.is_ascii_hexdigit()))
                    }
                    _ => assert!(row[0].contains(" · 2026-"), "{row:?}"),
                }
            }
        }
        assert!(shown > 100);
    }
}

/// Everything that explains, as a person reads it.
fn sentences(lang: Lang) -> String {
    let mut said = String::new();
    for report in &planted().reports {
        let question = report.question;
        let mut line = |what: &str, text: &str| {
            let _ = writeln!(said, "{} · {what}: {text}", question.word());
        };
        let tree = ModelsAsk {
            node: Some(1),
            find: if question == Question::Products { "挂耳" } else { "2026-11-2" }.to_owned(),
            ..ask(question, ModelKind::Tree, ModelsView::Model)
        };
        let page_of_tree = page(report, &tree, lang);
        if let Some(view) = &page_of_tree.tree {
            line("tree", &view.head.sentence);
            for node in view.nodes.iter().filter(|node| node.depth < 3) {
                line("node", &node.sentence);
            }
        }
        if let Some(found) = &page_of_tree.found {
            line("found", &found.sentence);
        }
        if let Some(leaf) = &page_of_tree.leaf {
            line("rows", &format!("{} {} {}", leaf.note, leaf.columns.join("|"), leaf.hidden));
        }
        for model in &report.models {
            let bill = page(report, &ask(question, model.name, ModelsView::Bill), lang);
            if let Some(view) = bill.bill {
                line("account", &format!("{} · {}", view.head.unit, view.head.sentence));
            }
        }
        let first = report.models[0].name;
        let key = if question == Question::SessionSales { "ad_spend" } else { "hour" };
        let what_if =
            ModelsAsk { changes: changes(key, 22.0), ..ask(question, first, ModelsView::WhatIf) };
        let page_of_change = page(report, &what_if, lang);
        if let Some(view) = &page_of_change.what_if {
            line("what if", &view.head.sentence);
            line("range", &view.changed.range);
        }
        for (what, view) in [
            ("calibration", &page_of_change.calibration),
            ("lift", &page_of_change.lift),
            ("roc", &page_of_change.roc),
        ] {
            if let Some(view) = view {
                line(what, &view.head.sentence);
            }
        }
        if let Some(view) = &page_of_change.confusion {
            let step = &view.steps[view.usual];
            line("threshold", &format!("{}: {}", step.threshold, step.sentence));
        }
        // Cheap enough for many, dear enough for few, dearer than a buyer is worth.
        for cost in [1.0, 20.0, 500.0] {
            let asked = ask(question, first, ModelsView::Model);
            let page = page_with_cost(report, &asked, Money::from_major(cost), lang);
            if let Some(view) = &page.confusion {
                let step = &view.steps[view.usual];
                let cost = view.cost.as_ref().unwrap();
                line(&format!("a contact costs {}", cost.typed), &cost.sentence);
                line("threshold", &format!("{}: {}", step.threshold, step.sentence));
            }
        }
        let versions = page(report, &ask(question, first, ModelsView::Versions), lang);
        line("versions", &versions.compare.unwrap().head.sentence);
    }
    said
}

#[test]
fn every_explanation_reads_as_it_should() {
    insta::assert_snapshot!("explanations_zh", sentences(Lang::Zh));
    insta::assert_snapshot!("explanations_en", sentences(Lang::En));
}
