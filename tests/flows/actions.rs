//! Open actions in the window: followed from a review, typed by hand, closed, opened again, handed
//! to the next plan, each with a way back.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use fupan::domain::{ActionKind, ActionState};
use fupan::gui::app::{Choice, Command};
use fupan::plan::JudgedAction;
use fupan::present::pages::export::{OfferKind, Subject};
use fupan::present::pages::plan::RunDownKind;

use crate::flows::{Opening, Window};

fn kept(window: &Window) -> Vec<JudgedAction> {
    window.engine().actions().unwrap()
}

#[test]
fn what_was_followed_is_kept_until_it_is_done_and_every_step_is_taken_back() {
    let mut window = Window::open_with(Opening { shop: true, planned: true, ..Opening::default() });
    window.ctrl(Key::Num8);
    window.must_see("还没有：在「复盘」按「加入下次计划」");

    // A line of one's own, taken back and written again.
    window.fill("新的待办", "开场先说包邮");
    window.must_see("记下了，会一直带到做完");
    window.press("撤销");
    assert!(kept(&window).is_empty());
    window.must_not_see("开场先说包邮");
    window.fill("新的待办", "开场先说包邮");
    window.let_toasts_go();

    // What the review found goes into the plan, and is kept.
    window.ctrl(Key::Num2);
    window.press("加入下次计划");
    window.must_see("加进计划");
    let all = kept(&window);
    let minutes = all.iter().filter(|judged| judged.action.what.kind.wants_minutes().is_some());
    let (found, followed) = (all.len() - 1, minutes.count());
    assert!(followed > 0 && found >= followed, "{all:#?}");
    // Taken back, both are gone; the line stays.
    window.press("撤销");
    assert_eq!(kept(&window).len(), 1);
    assert!(window.harness.state().state().pages.plan.form.products.is_empty());
    window.let_toasts_go();

    // Once more; then the plan forgets it, and its button brings it back.
    window.ctrl(Key::Num2);
    window.press("加入下次计划");
    window.let_toasts_go();
    window.ctrl(Key::Num7);
    let form = window.harness.state().state().pages.plan.form.clone();
    assert!(!form.products.is_empty());
    let take = format!("排进 {followed} 条待办");
    window.must_not_see(&take);
    let blank = Command::SetPlanForm(Box::default());
    window.harness.state_mut().push(blank);
    window.settle();
    window.press(&take);
    assert_eq!(window.harness.state().state().pages.plan.form.products, form.products);
    window.let_toasts_go();

    // On Evaluate they wait for the next session. One is done, one is dropped, each taken back.
    window.ctrl(Key::Num8);
    let rows = window.evaluate_page().actions.clone().unwrap().rows;
    assert_eq!(rows.len(), found + 1);
    let row = rows.iter().find(|row| row.wish.is_some()).unwrap().clone();
    window.must_see(&row.title);
    window.must_see("等下一场");
    let state = |window: &Window| {
        let all = kept(window);
        all.iter().find(|judged| judged.action.id == row.id).unwrap().state
    };
    window.press(&format!("做完了 · {}", row.title));
    assert_eq!(state(&window), ActionState::Done);
    window.must_see("标记做完了");
    window.must_not_see(&row.title);
    window.press("撤销");
    assert_eq!(state(&window), ActionState::Open);
    window.let_toasts_go();
    window.press(&format!("不做了 · {}", row.title));
    assert_eq!(state(&window), ActionState::Dropped);
    window.let_toasts_go();

    // Folded away, shown, opened again.
    window.press("看已了结的 1 条");
    window.must_see("决定不做了");
    window.press(&format!("重新打开 · {}", row.title));
    assert_eq!(state(&window), ActionState::Open);
    window.let_toasts_go();

    // One alone goes into the plan.
    window.harness.state_mut().push(Command::SetPlanForm(Box::default()));
    window.settle();
    window.press(&format!("排进计划 · {}", row.title));
    let form = &window.harness.state().state().pages.plan.form;
    assert!(form.holds(row.wish.as_ref().unwrap()));
}

#[test]
fn what_a_plans_session_shows_is_offered_and_kept_at_a_press() {
    let mut window = Window::open_with(Opening { shop: true, planned: true, ..Opening::default() });
    window.ctrl(Key::Num8);
    let take = window.evaluate_page().session.take.clone();
    window.press(&take);
    window.let_toasts_go();
    let offers = window.evaluate_page().actions.clone().unwrap().offers;
    let offer = offers.first().expect("a product far off its planned minutes").clone();
    window.must_see(&offer.text);
    // The empty list lies below everything, until there is something in it.
    let keep = format!("记下 · {}", offer.text);
    window.harness.get_by_label(&keep).scroll_to_me();
    window.settle();
    window.press(&keep);
    let all = kept(&window);
    assert_eq!(all.len(), 1);
    let what = &all[0].action.what;
    assert!(matches!(what.kind, ActionKind::ShortMinutes | ActionKind::OverMinutes));
    assert_eq!((what.plan.is_some(), &what.product_id), (true, &offer.draft.product_id));
    assert!(!window.evaluate_page().actions.as_ref().unwrap().offers.contains(&offer));
    window.press("撤销");
    assert!(kept(&window).is_empty());
    assert_eq!(window.evaluate_page().actions.as_ref().unwrap().offers, offers);
}

#[test]
fn what_is_open_is_written_from_evaluate_and_into_the_run_down() {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    window.ctrl(Key::Num8);
    window.fill("新的待办", "开场先说包邮");
    window.let_toasts_go();
    window.press("导出");
    window.must_see("报告（HTML，能打印）");
    window.must_see("每张表一个 CSV");
    window.must_not_see("长图（PNG，发群里）");
    window.key(Key::Escape);
    let evaluate = Subject::Evaluate(None);
    let target = |name: &str| window.folder.path().join(name);
    let (report, sheet) = (target("e.html"), target("plan.html"));
    let read = |path: &std::path::Path| std::fs::read_to_string(path).unwrap();
    window.harness.state_mut().chose(Choice::ExportTo(evaluate, OfferKind::Html, report.clone()));
    window.settle();
    assert!(read(&report).contains("开场先说包邮"));
    window.let_toasts_go();
    window.ctrl(Key::Num7);
    window.harness.state_mut().chose(Choice::RunDownTo(RunDownKind::Html, sheet.clone()));
    window.settle();
    assert!(read(&sheet).contains("开场先说包邮"), "{}", read(&sheet));
}
