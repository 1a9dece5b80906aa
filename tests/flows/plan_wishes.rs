//! Wishes for the next plan in the window: a floor for the worst sessions and a template.

use eframe::egui::Key;
use fupan::gui::app::Page;
use fupan::present::pages::PlanPage;
use fupan::worker::PageModel;

use crate::flows::{Opening, Window};

fn opened() -> Window {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    window.ctrl(Key::Num7);
    window
}

fn plan(window: &Window) -> &PlanPage {
    match window.harness.state().state().slots[Page::Plan.index()].model() {
        Some(PageModel::Plan(page)) => page,
        other => panic!("no plan page: {other:?}"),
    }
}

#[test]
fn a_floor_is_asked_for_in_the_window_and_one_too_high_stays_with_what_can_be_kept() {
    let mut window = opened();
    let without = plan(&window).strip.expected.raw.unwrap();
    window.fill("底线", "5000");
    let floor = plan(&window).strip.floor.as_ref().and_then(|floor| floor.raw);
    assert_eq!(floor, Some(5_000.0));
    window.press("为什么");
    window.must_see("你要的底线是");

    // More than any split can keep: what was typed stays, beside how far it goes.
    window.fill("底线", "900万");
    window.must_see("最差的 10% 场平均到不了");
    window.must_see("怎么分最多也只到");
    assert_eq!(window.typed("底线"), "9,000,000");

    // Taken away, the first plan is back.
    window.fill("底线", "");
    window.must_not_see("怎么分最多也只到");
    assert_eq!(plan(&window).strip.expected.raw, Some(without));
    assert!(plan(&window).strip.floor.is_none());
}

#[test]
fn a_template_sets_what_nobody_set_and_says_so() {
    let mut window = opened();
    let without = plan(&window).clone();
    window.press("为什么");
    window.must_not_see("模板「品牌」");
    window.choose("模板", "品牌");
    window.must_see("模板「品牌」：");
    window.must_see("这是起点，不是标准，随时能改。");
    let share = |page: &PlanPage| {
        page.table.rows.iter().map(|row| (row.id.clone(), row.share.raw)).collect::<Vec<_>>()
    };
    assert_ne!(share(plan(&window)), share(&without));

    // What somebody sets stays as it was set.
    window.choose("试新", "20%");
    assert!((plan(&window).strip.explore - 0.2).abs() < 1e-9);
    window.must_see("模板「品牌」：");

    window.choose("模板", "不用");
    window.must_not_see("模板「品牌」");
}
