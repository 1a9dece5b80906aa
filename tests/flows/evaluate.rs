//! A plan beside its session in the window: taken, taken back, another one chosen.

use eframe::egui::Key;
use fupan::domain::SessionId;

use crate::flows::{Opening, Window};

fn opened() -> Window {
    let mut window = Window::open_with(Opening { shop: true, planned: true, ..Opening::default() });
    window.ctrl(Key::Num8);
    window
}

/// The session of the plan as the store has it.
fn kept(window: &Window) -> Option<SessionId> {
    window.engine().plans().unwrap()[0].session
}

#[test]
fn a_session_is_taken_taken_back_and_another_one_chosen() {
    let mut window = opened();
    window.must_see("这份计划还没有对照的场次");
    let take = window.evaluate_page().session.take.clone();
    let likely = window.evaluate_page().session.likely;
    assert!(take.contains("11-21") && likely.is_some(), "{take}");

    // The likely session at a press: the verdict stands there, and the button is gone.
    window.press(&take);
    assert_eq!(kept(&window), likely);
    let first = window.evaluate_page().verdict.clone();
    window.must_see(&first);
    window.must_see("计划「周六」已和这场对照");
    window.must_not_see("这份计划还没有对照的场次");
    assert!(
        window.evaluate_page().warning.is_empty() && !window.evaluate_page().table.rows.is_empty()
    );
    let total = window.evaluate_page().facts[0].actual.clone();
    window.must_see(&total);

    // Taken back as changes are, from the toast.
    window.press("撤销");
    assert_eq!(kept(&window), None);
    window.must_see("这份计划还没有对照的场次");
    window.must_not_see(&total);
    window.let_toasts_go();

    // Taken again and taken back with its own button.
    window.press(&take);
    window.let_toasts_go();
    assert_eq!(window.evaluate_page().verdict, first);

    // The run-down beside it, one press away.
    window.press("对照 时段");
    let slots = window.evaluate_page().slots.clone();
    window.must_see(&slots.title);
    window.must_see(&slots.rows[0].planned_product);
    assert!(slots.rows.iter().any(|row| row.actual.raw.is_some()), "{slots:#?}");
    window.press("对照 商品");

    window.press("不对照这场");
    assert_eq!(kept(&window), None);
    window.must_see(&take);
    window.let_toasts_go();

    // An older session from the list: other figures, and a warning that the plan may have seen it.
    let older = window
        .evaluate_page()
        .session
        .sessions
        .iter()
        .find(|choice| choice.text.contains("11-14"))
        .cloned()
        .unwrap();
    window.choose("对照场次", &older.text);
    assert_eq!(kept(&window), Some(older.id));
    assert_ne!(window.evaluate_page().verdict, first);
    window.must_see(&window.evaluate_page().verdict.clone());
    window.must_see("不计入成绩");

    // From one session to another without a detour; the toast brings the older one back.
    window.let_toasts_go();
    let latest =
        window.evaluate_page().session.sessions.iter().find(|choice| Some(choice.id) == likely);
    let latest = latest.unwrap().text.clone();
    window.choose("对照场次", &latest);
    assert_eq!((kept(&window), &window.evaluate_page().verdict), (likely, &first));
    window.press("撤销");
    assert_eq!(kept(&window), Some(older.id));
}

#[test]
fn a_floor_is_set_taken_back_and_handed_to_the_next_plan() {
    let mut window = opened();
    let take = window.evaluate_page().session.take.clone();
    window.press(&take);
    window.let_toasts_go();
    window.press("对照 曝光");
    let rows = window.evaluate_page().exposure.rows.clone();
    let row = rows.iter().find(|row| row.group.to_string().starts_with("category:")).unwrap();
    assert!(row.floor.is_empty() && row.held.is_none());
    window.fill(&row.field, "40");
    assert_eq!(window.engine().exposure_floors().unwrap()[&row.group], 0.4);
    window.must_see(&window.evaluate_page().exposure.hold.clone());
    assert!(window.evaluate_page().exposure.rows.iter().any(|row| row.floor == "40"));
    window.press("撤销");
    assert!(window.engine().exposure_floors().unwrap().is_empty());
    assert!(window.evaluate_page().exposure.hold.is_empty());
    window.let_toasts_go();

    window.fill(&row.field, "40");
    window.let_toasts_go();
    window.press(&window.evaluate_page().exposure.hold.clone());
    window.must_see("条下限进了计划");
    let form = window.harness.state().state().pages.plan.form.clone();
    let least: f64 = form.products.iter().filter_map(|product| product.min_share).sum();
    assert!((least - 0.4).abs() < 1e-9, "{least}");
    window.press("撤销");
    assert!(window.harness.state().state().pages.plan.form.products.is_empty());
}
