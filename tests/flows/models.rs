//! The Models page closer: rows of a node, a row's way, one answer's account, what-if, the
//! threshold, trainings side by side.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use fupan::domain::Money;
use fupan::gui::app::{Choice, Command, Page};
use fupan::gui::pages::models::ModelsState;
use fupan::learn::{ModelKind, Question};
use fupan::present::pages::ModelsPage;
use fupan::worker::PageModel;

use crate::flows::{Opening, Window, sample};

fn page(window: &Window) -> &ModelsPage {
    match window.harness.state().state().slots[Page::Models.index()].model() {
        Some(PageModel::Models(page)) => page,
        other => panic!("no models page: {other:?}"),
    }
}

fn state(window: &Window) -> &ModelsState {
    &window.harness.state().state().pages.models
}

/// The page of products, trained.
pub fn trained(opening: Opening) -> Window {
    let mut window = Window::open_with(Opening { shop: true, ..opening });
    window.harness.state_mut().push(Command::Train(Question::Products));
    window.harness.state_mut().push(Command::Go(Page::Models));
    window.settle();
    assert!(page(&window).card.is_some());
    window
}

/// Looks at another method.
pub fn method(window: &mut Window, label: &str) {
    let item = page(window).methods.iter().find(|item| item.label == label).unwrap();
    let said = format!("{} {} {}", item.label, item.score, item.hint);
    window.press(&said);
}

#[test]
fn a_node_opens_its_rows_and_a_product_shows_its_way() {
    let mut window = trained(Opening::default());
    method(&mut window, "决策树");
    let tree = page(&window).tree.clone().unwrap();
    assert!(tree.levels <= 4, "four levels at most until more are asked for");
    // Each node is read out as a whole sentence with count, rate and range.
    let node = tree.nodes.iter().find(|node| node.depth == 1 && !node.hidden).unwrap();
    assert!(node.sentence.contains("点击里成交") && node.sentence.contains("80% 区间"));
    window.press(&node.sentence);
    let leaf = page(&window).leaf.clone().unwrap();
    window.must_see("这一格里的每一行");
    window.must_see(&leaf.note);
    let row = leaf.rows[0].join(" ");
    window.must_see(&row);
    window.press("收起");
    window.must_not_see("这一格里的每一行");

    window.harness.get_by_label("找商品：输入名字").focus();
    window.type_text("挂耳");
    let found = page(&window).found.clone().unwrap();
    window.must_see(&found.sentence);
    assert!(page(&window).tree.as_ref().unwrap().nodes.iter().any(|node| node.on_path));
    // Closer and further off.
    let before = state(&window).zoom;
    window.press("放大");
    assert!(state(&window).zoom > before);
    window.press("缩小");
    window.press("缩小");
    assert!(state(&window).zoom < before);
}

#[test]
fn one_answer_is_accounted_for_bar_by_bar() {
    let mut window = trained(Opening::default());
    method(&mut window, "逻辑回归");
    window.press("一笔账");
    let bill = page(&window).bill.clone().unwrap();
    for row in [&bill.rows[0], &bill.rows[1], bill.rows.last().unwrap()] {
        window.must_see(&format!("{} {}", row.label, row.amount.text));
    }
    window.harness.get_by_label("找商品：输入名字").focus();
    window.type_text("挂耳");
    let own = page(&window).bill.clone().unwrap();
    assert!(own.head.unit.contains("挂耳"), "{}", own.head.unit);
    assert_ne!(own.rows, bill.rows);
    window.press("全貌");
    window.must_see("每个因素加减多少");
}

#[test]
fn a_slider_changes_the_answer_beside_the_one_before() {
    let mut window = trained(Opening::default());
    method(&mut window, "逻辑回归");
    window.press("试一试：如果这样");
    window.must_see("还没改");
    let view = page(&window).what_if.clone().unwrap();
    assert_eq!(view.now.value, view.changed.value);
    let feature = view.features.iter().find(|f| f.key == "past_rate").unwrap().clone();
    let name = format!("{} {}", feature.label, feature.value);
    window.harness.get_by_label(&name).focus();
    // Only what had the keyboard a frame before keeps the arrows for itself.
    window.harness.run_steps(3);
    for _ in 0..300 {
        window.key(Key::ArrowRight);
        if !page(&window).what_if.as_ref().unwrap().warnings.is_empty() {
            break;
        }
    }
    let view = page(&window).what_if.clone().unwrap();
    assert!(view.is_changed);
    assert!(view.changed.value.raw.unwrap() > view.now.value.raw.unwrap(), "what sold well sells");
    // Far to the right nothing like it was ever seen, and the page says so.
    let moved = view.features.iter().find(|f| f.key == "past_rate").unwrap();
    assert_eq!(view.warnings.len(), 1, "{moved:?}");
    window.must_see(&view.warnings[0]);
    window.press("恢复原样");
    window.must_see("还没改");
    window.press("回到模型");
    window.must_see("每个因素加减多少");
}

#[test]
fn the_line_is_moved_and_told_in_people_and_money() {
    let mut window = trained(Opening::default());
    let view = page(&window).confusion.clone().unwrap();
    assert!(view.steps.len() > 20, "there are many places for the line");
    let usual = view.steps[view.usual].clone();
    assert!(usual.sentence.contains('¥'), "{}", usual.sentence);
    window.must_see(&format!("{} {} {}", view.cells[0], usual.counts[0], usual.money[0]));
    let name = format!("{} {}", view.slider, usual.threshold);
    window.harness.get_by_role_and_label(Role::Slider, &name).focus();
    window.harness.run_steps(3);
    window.key(Key::ArrowRight);
    let next = &view.steps[view.usual + 1];
    window.must_see(&next.threshold);
    window.must_see(&format!("{} {} {}", view.cells[0], next.counts[0], next.money[0]));
    // Nobody said what a click costs, and that is said; then somebody does.
    let cost = view.cost.clone().unwrap();
    window.must_see("没说成本，按 0 算");
    assert_eq!((cost.typed.as_str(), cost.best), ("", Some(view.steps.len() - 1)));
    window.fill(&cost.label, "8");
    let view = page(&window).confusion.clone().unwrap();
    let cost = view.cost.clone().unwrap();
    assert_eq!(window.engine().contact_cost(Question::Products).unwrap(), Some(Money(800)));
    assert_eq!(cost.typed, "8");
    let best = cost.best.unwrap();
    assert!(best + 1 < view.steps.len() && view.usual == best);
    window.must_see(&cost.sentence);
    window.press("去最划算的线");
    window.must_see(&view.steps[best].threshold);
    window.must_see(&view.steps[best].sentence.replace("**", ""));
    assert_eq!(page(&window).stale, "现有的数据都学过了。", "no data was changed");
    // The other side of the lift.
    window.press("分得开吗");
    window.must_see(&page(&window).roc.as_ref().unwrap().head.sentence);
}

#[test]
fn trainings_stand_side_by_side_one_is_chosen_and_a_removed_one_comes_back() {
    let mut window = trained(Opening::default());
    window.press("重新训练");
    window.press("比一比");
    window.must_see("几次训练比一比");
    let view = page(&window).compare.clone().unwrap();
    assert_eq!(view.columns.len(), 2);
    assert!(view.columns[0].in_use, "the newest, until somebody chooses");
    let older = view.columns[1].run;
    let button = format!("用这次 · {}", view.columns[1].title);
    window.press(&button);
    assert_eq!(window.engine().run_in_use(Question::Products).unwrap(), Some(older));
    assert!(page(&window).compare.as_ref().unwrap().columns[1].in_use);
    window.must_see("是你选的");

    // Both were trained in one minute of a frozen clock: the second of two alike is the older.
    let name = format!("删掉 · {}", view.columns[1].title);
    let last = window.harness.query_all_by_label(&name).last().unwrap();
    last.click();
    window.settle();
    window.must_see("删掉了");
    assert_eq!(window.engine().training_runs(Question::Products).unwrap().len(), 1);
    assert_eq!(window.engine().run_in_use(Question::Products).unwrap(), None);
    window.press("撤销");
    let runs = window.engine().training_runs(Question::Products).unwrap();
    assert_eq!(runs.iter().map(|run| run.id).collect::<Vec<_>>(), [older + 1, older]);
    assert_eq!(window.engine().run_in_use(Question::Products).unwrap(), Some(older));
}

#[test]
fn the_model_that_is_shown_is_written_with_its_rows() {
    let mut window = trained(Opening::default());
    let target = window.folder.path().join("my model.json");
    let choice = Choice::ModelTo(Question::Products, ModelKind::Tree, target.clone());
    window.harness.state_mut().chose(choice);
    window.settle();
    window.must_see("my model.json");
    let model = std::fs::read_to_string(&target).unwrap();
    assert!(model.contains("\"name\": \"tree\"") && model.contains("\"training_score\""));
    let rows = std::fs::read_to_string(target.with_extension("csv")).unwrap();
    assert_eq!(rows.lines().count(), 1 + 401, "a row for each it learnt from");
}

#[test]
fn a_fifth_more_rows_ask_for_another_training() {
    let lists = |from: &str, to: &str| -> Vec<std::path::PathBuf> {
        let mut files: Vec<_> = std::fs::read_dir(sample("shanhe"))
            .unwrap()
            .flatten()
            .filter(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                let rest = name.strip_prefix("直播间列表_");
                rest.is_some_and(|rest| *rest >= *from && *rest < *to)
            })
            .map(|entry| entry.path())
            .collect();
        files.sort();
        files
    };
    let mut window = Window::open();
    for (from, to) in [("2026-05", "2026-09"), ("2026-09", "2027")] {
        let files = lists(from, to);
        window.drop_files(&files.iter().map(std::path::PathBuf::as_path).collect::<Vec<_>>());
        let words = window.words();
        window.press(words.iter().find(|word| word.starts_with("导入已识别的")).unwrap());
        if from == "2026-05" {
            window.harness.state_mut().push(Command::Train(Question::SessionSales));
        }
        window.harness.state_mut().push(Command::Go(Page::Models));
        window.settle();
        assert_eq!(page(&window).suggest, from != "2026-05", "{}", page(&window).stale);
    }
    // The button calls for attention, and pressing it settles the matter.
    window.must_see("该再训一次了");
    window.press("重新训练");
    assert!(!page(&window).suggest);
    window.must_see("现有的数据都学过了。");
}
