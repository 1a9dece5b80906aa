//! Looking ahead on the sample data: train → verdict, plan → split and odds.

use std::collections::BTreeMap;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key};
use egui_kittest::kittest::{NodeT, Queryable};
use fupan::domain::Verdict;
use fupan::gui::app::{Command, Page};
use fupan::learn::Question;
use fupan::present::pages::{ModelsPage, PlanPage};
use fupan::worker::PageModel;

use crate::flows::{Opening, Window};

fn shop() -> Window {
    Window::open_with(Opening { shop: true, ..Opening::default() })
}

fn models(window: &Window) -> &ModelsPage {
    match window.harness.state().state().slots[Page::Models.index()].model() {
        Some(PageModel::Models(page)) => page,
        other => panic!("no models page: {other:?}"),
    }
}

/// The odds as they are read out: `达到目标的把握 26% 播 100 场…`.
fn odds(window: &Window) -> f64 {
    let said = window
        .words()
        .into_iter()
        .find(|word| word.starts_with("达到目标的把握 "))
        .unwrap_or_else(|| panic!("no odds in {:#?}", window.words()));
    percent(said.split(' ').nth(1).unwrap()).unwrap()
}

/// `26%`, `<1%` and `>99%` as a figure.
fn percent(text: &str) -> Option<f64> {
    text.strip_suffix('%')?.trim_start_matches(['<', '>', '＜', '＞']).parse().ok()
}

/// Every product of the split with its share in percent, read from the rows while scrolling
/// through them.
fn split(window: &mut Window) -> BTreeMap<String, f64> {
    let names: Vec<String> =
        window.plan_page().table.rows.iter().map(|row| row.name.clone()).collect();
    let mut found = BTreeMap::new();
    for _ in 0..100 {
        let before = found.len();
        let mut last = None;
        for node in window.harness.query_all_by_role(Role::Row) {
            let said = node.accesskit_node().label().unwrap_or_default();
            let Some(name) = names.iter().find(|name| said.starts_with(&format!("{name} "))) else {
                continue;
            };
            let share = said[name.len()..].split_whitespace().find_map(percent).unwrap();
            found.insert(name.clone(), share);
            last = Some(node);
        }
        last.unwrap().scroll_down();
        window.settle();
        if found.len() == names.len() || (found.len() == before && window.sees("合计")) {
            break;
        }
    }
    assert_eq!(found.len(), names.len(), "not every product could be scrolled to");
    found
}

#[test]
fn training_gives_a_verdict_in_one_sentence() {
    let mut window = shop();
    window.ctrl(Key::Num5);
    window.must_see("还没训练过这个问题");
    window.must_not_see("可用");

    window.press("训练");
    window.must_see("训练好了：谁会买？");
    // The verdict stands as a sentence with its figures, and its badge.
    let card = models(&window).card.clone().unwrap();
    assert_ne!(card.verdict, Verdict::DoNotUse, "the sample holds buyers that can be told apart");
    assert!(card.headline.contains("先招呼最可能买的 20% 观众"), "{}", card.headline);
    window.must_see(&card.headline);
    window.must_see(&card.badge);
    assert_eq!(models(&window).stale, "现有的数据都学过了。");
    assert_eq!(window.engine().training_runs(Question::Buyers).unwrap().len(), 1);

    // A forest has no tree to show: how its answer moves stands there instead.
    press_method(&mut window, "随机森林");
    window.must_see("改变一样，它的答案怎么变");
    let effects = models(&window).effects.clone().unwrap();
    assert!(effects.charts.iter().any(|chart| chart.title == "停留时间"), "{effects:?}");
    window.must_see(&effects.head.sentence);
}

#[test]
fn what_to_know_before_trusting_opens_from_the_left_column() {
    let mut window = shop();
    window.ctrl(Key::Num5);
    window.press("训练");
    let view = models(&window).trust.clone().unwrap();
    window.must_not_see("它看哪些东西");
    window.press(&view.title);
    window.must_see("它看哪些东西");
    let contrasts = view.contrasts.unwrap();
    window.must_see(&contrasts.pooled.head.sentence);
    window.press(&format!("{} {}", contrasts.pooled.head.title, contrasts.switch[1]));
    window.must_see(&contrasts.within.head.sentence);
    assert!(view.features.unwrap().rows.iter().all(|row| row.len() == 4 && !row[1].is_empty()));
    window.press(&view.title);
    window.must_not_see("它看哪些东西");
}

fn press_method(window: &mut Window, method: &str) {
    let item = models(window).methods.iter().find(|item| item.label == method).unwrap();
    let said = format!("{} {} {}", item.label, item.score, item.hint);
    window.press(&said);
}

#[test]
fn another_question_is_chosen_trained_and_judged() {
    let mut window = shop();
    window.ctrl(Key::Num5);
    let title = "哪些商品会卖好？";
    let node = window.harness.query_all_by_label_contains(title).next().unwrap();
    node.click();
    window.settle();
    window.must_see("看价格、讲解时长、时段怎样影响点击后的成交");
    window.press("训练");
    window.must_see(&format!("训练好了：{title}"));
    let card = models(&window).card.clone().unwrap();
    window.must_see(&card.headline);
    assert!(window.engine().training_runs(Question::Buyers).unwrap().is_empty());
    assert_eq!(window.engine().training_runs(Question::Products).unwrap().len(), 1);
    // Every method can be looked at; the verdict follows.
    let mut tree = card.clone();
    for method in ["逻辑回归", "决策树", "随机森林", "梯度提升"] {
        press_method(&mut window, method);
        let card = models(&window).card.clone().unwrap();
        window.must_see(&card.headline);
        if method == "决策树" {
            tree = card;
        }
    }

    // The button trains again now, and the earlier training stays to compare with.
    window.press("重新训练");
    assert_eq!(models(&window).versions.len(), 2);
    assert_eq!(window.engine().training_runs(Question::Products).unwrap().len(), 2);
    // The same data and seed: the same verdict.
    press_method(&mut window, "决策树");
    assert_eq!(models(&window).card.as_ref().unwrap().headline, tree.headline);
}

#[test]
fn what_is_bought_together_stands_in_its_tab() {
    let mut window = shop();
    window.ctrl(Key::Num6);
    window.press("什么常一起买？");
    window.must_see("比随便凑");
    window.must_see("次购买里");
    // How good the lists would have been, measured in another way at a press.
    window.press("过去推得准吗？");
    window.press("拿过去考一考");
    window.must_see("用前 80% 的成交学，考后 20%");
    window.press("怎么考 最后一次");
    window.must_see("藏起每人最后买的商品来考");
    window.must_not_see("用前 80% 的成交学，考后 20%");
    // Back to the first tab, the list is still the same one.
    window.press("为什么没有它？");
    window.must_see("上榜要");
}

#[test]
fn a_plan_splits_the_traffic_and_says_the_odds() {
    let mut window = shop();
    window.ctrl(Key::Num7);
    window.must_see("流量分配");
    let page = window.plan_page().clone();
    window.must_see(&page.verdict);

    // Exactly: the shares are a whole. As read: but for the rounding of each.
    let exact: f64 = page.table.rows.iter().filter_map(|row| row.share.raw).sum();
    assert!((exact - 1.0).abs() < 1e-9, "{exact}");
    let read = split(&mut window);
    let sum: f64 = read.values().sum();
    let shown = read.values().filter(|share| **share > 0.0).count();
    assert!(shown >= 3, "{read:?}");
    assert!((sum - 100.0).abs() <= 0.5 * shown as f64 + 1e-9, "{sum}: {read:?}");
    window.must_see("合计");
    window.must_see("比平均分");

    // Without a goal of one's own it is a tenth above the latest session.
    let usual = odds(&window);
    assert!((0.0..=100.0).contains(&usual));
    let said = page.strip.probability.unwrap();
    window.must_see(&said.sentence);
}

#[test]
fn the_odds_follow_the_goal_and_the_viewers() {
    let mut window = shop();
    window.ctrl(Key::Num7);
    window.fill("目标", "1000");
    let easy = odds(&window);
    assert!(easy >= 99.0, "{easy}");
    window.fill("目标", "9999万");
    let hopeless = odds(&window);
    assert!(hopeless <= 1.0, "{hopeless}");

    // A goal as high as what is expected: more viewers raise the odds, fewer lower them.
    let expected = window.plan_page().strip.expected.raw.unwrap();
    window.fill("目标", &format!("{expected:.0}"));
    let even = odds(&window);
    assert!((15.0..=85.0).contains(&even), "{even}");
    let viewers = window.plan_page().strip.viewers.raw.unwrap();
    window.fill("观众", &format!("{:.0}", viewers * 2.0));
    let more = odds(&window);
    window.fill("观众", &format!("{:.0}", viewers / 2.0));
    let fewer = odds(&window);
    assert!(fewer < even && even < more, "{fewer} {even} {more}");

    // What is no number is said, and the plan stays.
    let before = window.plan_page().clone();
    window.fill("目标", "很多");
    assert_eq!(*window.plan_page(), before);
}

#[test]
fn a_plan_is_kept_in_versions() {
    let mut window = shop();
    window.ctrl(Key::Num7);
    window.press("保存计划");
    window.must_see("计划「下一场」已保存，第 1 版");
    window.fill("目标", "6万");
    window.press("保存计划");
    window.must_see("计划「下一场」已保存，第 2 版");
    assert_eq!(window.engine().plans().unwrap().len(), 2);
}

#[test]
fn a_share_is_locked_by_its_button_and_the_rest_is_split_anew() {
    let mut window = shop();
    window.ctrl(Key::Num7);
    let row = window.plan_page().table.rows[0].clone();
    let share = row.share.raw.unwrap();
    window.press(&format!("把{}锁在 {}", row.name, row.share.text));
    // Fewer viewers would change the split; the locked share stays.
    window.fill("观众", "3000");
    let page = window.plan_page();
    let locked = page.table.rows.iter().find(|other| other.id == row.id).unwrap();
    assert!(locked.locked);
    assert!((locked.share.raw.unwrap() - share).abs() < 1e-9);
    let sum: f64 = page.table.rows.iter().filter_map(|row| row.share.raw).sum();
    assert!((sum - 1.0).abs() < 1e-9, "{sum}");
}

#[test]
fn the_plan_waits_for_nothing_while_models_are_trained() {
    let mut window = shop();
    let app = window.harness.state_mut();
    app.push(Command::Train(Question::Buyers));
    app.push(Command::Go(Page::Plan));
    window.frames_until("the plan beside the training", |window| window.sees("达到目标的把握"));
    let state = window.harness.state().state();
    assert!(state.stoppable().is_some(), "the training was over before the plan came");
    window.harness.state_mut().push(Command::CancelWork);
    window.settle();
}

#[test]
fn another_shop_shows_its_own_numbers_on_every_page_that_looks_ahead() {
    let mut window = shop();
    let finder = window.harness.state().state().finder().unwrap().clone();
    let shops: Vec<&str> = finder.shops.iter().map(|shop| shop.text.as_str()).collect();
    assert_eq!(shops.len(), 3, "{shops:?}");
    let teacher = finder.shops.iter().find(|shop| shop.text.contains("TikTok")).unwrap().id;
    let filters = fupan::present::pages::Filters { account: Some(teacher), ..Default::default() };
    window.harness.state_mut().push(Command::SetFilters(filters));
    window.settle();
    window.must_see("RM 6,326");
    window.must_not_see("挂耳咖啡");
    for page in [Page::Products, Page::Recommend, Page::Plan] {
        window.harness.state_mut().push(Command::Go(page));
        window.settle();
        window.must_see("Lightroom Colour Class");
        window.must_not_see("挂耳咖啡");
    }
}

/// Minutes of every product in the run-down.
fn talked(page: &PlanPage) -> BTreeMap<String, u32> {
    let mut minutes = BTreeMap::new();
    for slot in &page.board.slots {
        *minutes.entry(slot.id.clone()).or_default() += slot.minutes;
    }
    minutes
}

/// Where a slot of the run-down is drawn.
fn slot_at(window: &Window, at: usize) -> egui::Rect {
    let slot = &window.plan_page().board.slots[at];
    window.harness.get_by_label(&format!("{} {}", slot.name, slot.when)).rect()
}

#[test]
fn a_slot_is_dragged_to_another_minute_and_taken_back() {
    let mut window = shop();
    window.ctrl(Key::Num7);
    let before = window.plan_page().clone();
    let last = before.board.slots.len() - 1;
    assert!(window.sees(&before.evidence), "what the plan rests on");
    // Taken near its beginning, so that it is to begin where the last one ends.
    let from = slot_at(&window, 0).left_center() + egui::vec2(6.0, 0.0);
    let to = slot_at(&window, last).right_center() + egui::vec2(6.0, 0.0);
    window.harness.drag_at(from);
    window.harness.step();
    window.harness.hover_at(to);
    window.harness.step();
    window.harness.step();
    // Before it is let go, the total that would come of it is told.
    assert!(window.words().iter().any(|word| word.contains("→") && word.contains("合计")));
    assert_eq!(window.plan_page().board.slots, before.board.slots, "nothing counts yet");
    window.harness.drop_at(to);
    window.settle();
    let after = window.plan_page().clone();
    assert_eq!(after.board.slots.last().unwrap().id, before.board.slots[0].id);
    assert_eq!(talked(&after), talked(&before), "a move takes nobody a minute");
    assert!(after.board.laid.starts_with("手排"), "{}", after.board.laid);
    assert!(after.table.total.value.raw != before.table.total.value.raw);

    // An edge gives minutes from one product to the next.
    let edge = slot_at(&window, 0).right_center() + egui::vec2(1.0, 0.0);
    let further = edge + egui::vec2(30.0, 0.0);
    window.harness.drag_at(edge);
    window.harness.step();
    window.harness.hover_at(further);
    window.harness.step();
    window.harness.drop_at(further);
    window.settle();
    let stretched = window.plan_page().clone();
    assert!(stretched.board.slots[0].minutes > after.board.slots[0].minutes);
    assert_ne!(talked(&stretched), talked(&after));

    window.press("撤销");
    assert_eq!(window.plan_page().board.slots, after.board.slots);
    window.press("撤销");
    assert_eq!(window.plan_page().board.slots, before.board.slots);
    window.must_not_see("撤销");
    // Another goal is another plan: the hand's run-down does not stand for it.
    window.harness.drag_at(from);
    window.harness.step();
    window.harness.hover_at(to);
    window.harness.step();
    window.harness.drop_at(to);
    window.settle();
    window.press("保存计划");
    let saved = window.engine().plan("下一场").unwrap();
    assert_eq!(saved.slots.last().unwrap().product_key, before.board.slots[0].id);
    window.fill("观众", "3000");
    assert_eq!(window.plan_page().board.laid, "");
}
