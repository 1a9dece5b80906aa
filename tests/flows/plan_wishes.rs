//! Wishes for the next plan in the window: a floor for the worst sessions, a template, hosts.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use fupan::present::pages::PlanPage;

use crate::flows::{Opening, Window};

fn opened() -> Window {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    window.ctrl(Key::Num7);
    window
}

#[test]
fn a_floor_is_asked_for_in_the_window_and_one_too_high_stays_with_what_can_be_kept() {
    let mut window = opened();
    let without = window.plan_page().strip.expected.raw.unwrap();
    window.fill("底线", "5000");
    let floor = window.plan_page().strip.floor.as_ref().and_then(|floor| floor.raw);
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
    assert_eq!(window.plan_page().strip.expected.raw, Some(without));
    assert!(window.plan_page().strip.floor.is_none());
}

#[test]
fn a_template_sets_what_nobody_set_and_says_so() {
    let mut window = opened();
    let without = window.plan_page().clone();
    window.press("为什么");
    window.must_not_see("模板「品牌」");
    window.choose("模板", "品牌");
    window.must_see("模板「品牌」：");
    window.must_see("这是起点，不是标准，随时能改。");
    let share = |page: &PlanPage| {
        page.table.rows.iter().map(|row| (row.id.clone(), row.share.raw)).collect::<Vec<_>>()
    };
    assert_ne!(share(window.plan_page()), share(&without));

    // What somebody sets stays as it was set.
    window.choose("试新", "20%");
    assert!((window.plan_page().strip.explore - 0.2).abs() < 1e-9);
    window.must_see("模板「品牌」：");

    window.choose("模板", "不用");
    window.must_not_see("模板「品牌」");
}

/// Opens the bounds of a product by pressing its row.
fn select(window: &mut Window, name: &str) {
    let row = window.harness.query_all_by_role(Role::Row).find(|node| {
        node.accesskit_node().label().is_some_and(|label| label.starts_with(&format!("{name} ")))
    });
    row.unwrap_or_else(|| panic!("no row of {name}")).click();
    window.settle();
}

#[test]
fn bounds_that_contradict_each_other_are_named_with_the_smallest_change() {
    let mut window = opened();
    let names: Vec<String> =
        window.plan_page().table.rows.iter().take(2).map(|row| row.name.clone()).collect();
    let before = window.plan_page().clone();
    for name in &names {
        select(&mut window, name);
        window.fill(&format!("{name} 最低 %"), "60");
    }
    // No plan can hold both: it says which, and by how much; the last plan stays in view.
    window.must_see("最低份额加起来超过 100%");
    window.must_see("一共降低 20% 就行");
    assert_eq!(window.plan_page().table.rows[0].name, before.table.rows[0].name);

    window.fill(&format!("{} 最低 %", names[1]), "30");
    window.must_not_see("最低份额加起来超过 100%");
    let least = |name: &String| {
        let row = window.plan_page().table.rows.iter().find(|row| row.name == *name).unwrap();
        row.share.raw.unwrap()
    };
    assert!(least(&names[0]) >= 0.6 - 1e-9 && least(&names[1]) >= 0.3 - 1e-9);
}

#[test]
fn hosts_are_chosen_in_the_window_and_each_has_a_part_of_the_split() {
    let mut window = opened();
    let without = window.plan_page().strip.expected.raw.unwrap();
    window.press("主播");
    window.must_see("写上或点选谁来播");
    let known = window.plan_page().hosts.known.clone();
    assert_eq!(known.len(), 2, "{known:?}");

    // One: a plan of the sessions of this host.
    window.press(&known[0]);
    assert_eq!(window.plan_page().hosts.chosen, known[..1]);
    window.must_see(&format!("按{}播过的", known[0]));
    let one = window.plan_page().strip.expected.raw.unwrap();
    assert!((one - without).abs() > 1.0, "{one} {without}");

    // Two: who presents what, which the run-down tells too.
    window.press(&known[1]);
    let page = window.plan_page();
    let hosts = page.hosts.rows.iter().filter(|row| row.is_host);
    let minutes: f64 = hosts.clone().filter_map(|row| row.minutes.raw).sum();
    assert_eq!((hosts.count(), minutes as u32), (2, page.board.minutes));
    assert!(page.board.slots.iter().all(|slot| known.contains(&slot.host)));
    window.must_see("80% 区间");
    assert_eq!(window.typed("这一场的主播"), known.join("、"));

    // A slot is given to the other, and taken back.
    let page = window.plan_page();
    let first = page.board.slots.iter().position(|slot| slot.minutes >= 15).unwrap();
    let (slot, when) =
        (page.board.slots[first].clone(), page.board.clock(page.board.slots[first].start));
    let other = known.iter().find(|name| **name != slot.host).unwrap().clone();
    window.press(&format!("{} {}", slot.name, slot.when));
    window.press(&format!("{when} {} 由谁讲 {other}", slot.name));
    assert_eq!(window.plan_page().board.slots[first].host, other);
    window.press("撤销");
    assert_eq!(window.plan_page().board.slots[first].host, slot.host);

    // A name nobody knows is typed, one is pressed away again.
    window.fill("这一场的主播", "新来的");
    window.must_see("没有一场的导出写着是新来的播的");
    window.fill("这一场的主播", "");
    window.must_see("写上或点选谁来播");
    assert_eq!(window.plan_page().strip.expected.raw, Some(without));
}
