//! The review by label: a range brushed with the keyboard, two sessions side by side, what was
//! found handed to the plan, a note, the evidence.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use fupan::gui::app::{Command, Page};
use fupan::worker::PageModel;

use crate::flows::{Opening, Window};

fn open() -> Window {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    window.ctrl(Key::Num2);
    window.must_see("分钟曲线");
    window
}

/// Gives the curve the keyboard.
fn focus_curve(window: &mut Window) {
    let curve = window.harness.query_all_by_role(Role::Image).find(|node| {
        use egui_kittest::kittest::NodeT;
        node.accesskit_node().label().is_some_and(|label| label.starts_with("分钟曲线"))
    });
    curve.unwrap().focus();
    window.settle();
}

#[test]
fn a_range_is_brushed_with_the_keyboard_and_let_go() {
    let mut window = open();
    window.must_not_see("放开选区");
    focus_curve(&mut window);
    for _ in 0..6 {
        window.harness.key_press_modifiers(Modifiers::CTRL, Key::ArrowRight);
        window.settle();
    }
    let both = Modifiers::CTRL | Modifiers::SHIFT;
    for _ in 0..3 {
        window.harness.key_press_modifiers(both, Key::ArrowRight);
        window.settle();
    }
    // Minutes 60 to 90: the pill, and everything of the range in place of the session.
    window.must_see("20:30–21:00");
    window.must_see("31 分钟");
    window.must_see("进入-下单率");
    window.must_see("选区里的次数，对比全场");
    window.must_see("选区里");
    window.must_see("占整场的");
    let shown = window.harness.state().state().pages.review.brush.unwrap().1;
    assert_eq!((shown.from, shown.to), (60, 90));
    // The products of the range are told by the orders paid in it.
    window.press("来源 商品");
    window.must_see("选区内付款的订单");
    window.key(Key::Escape);
    assert_eq!(window.harness.state().state().pages.review.brush, None);
    window.must_not_see("进入-下单率");
    window.must_see("点击-成交率");
}

#[test]
fn another_session_lets_the_range_go() {
    let mut window = open();
    focus_curve(&mut window);
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.settle();
    window.must_see("放开选区");
    window.press("放开选区");
    window.must_not_see("放开选区");
    focus_curve(&mut window);
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.settle();
    let other = window.harness.state().state().finder().unwrap().sessions[4].0;
    window.harness.state_mut().push(Command::OpenSession(other));
    window.settle();
    window.must_not_see("放开选区");
}

#[test]
fn two_sessions_stand_side_by_side() {
    let mut window = open();
    let other = window.harness.state().state().finder().unwrap().sessions[4].clone();
    window.harness.get_by_label("对比 对比").click();
    window.settle();
    window.harness.get_all_by_label_contains(&other.1).last().unwrap().click();
    window.settle();
    window.must_see("两场并排");
    window.must_see("叠在一起看");
    window.must_see("差在哪一步");
    window.must_see("两场之比不证明因果");
    window.press("不比了");
    window.must_not_see("两场并排");
    window.must_see("讲解片段");
}

#[test]
fn what_was_found_goes_into_the_plan_and_comes_back_out() {
    let mut window = open();
    window.press("加入下次计划");
    let state = window.harness.state().state();
    assert_eq!(state.prefs.page, Page::Plan);
    let form = &state.pages.plan.form;
    assert!(form.products.iter().any(|product| product.max_minutes.is_some()), "{form:#?}");
    window.must_see("加进计划");
    window.press("撤销");
    assert!(window.harness.state().state().pages.plan.form.products.is_empty());
}

#[test]
fn the_evidence_opens_in_place_and_leads_to_its_sessions() {
    let mut window = open();
    window.press("看证据");
    window.must_see("差额是怎么拆的");
    window.must_see("Shapley");
    window.must_see("同账号（也就同平台）");
    window.must_see("最弱的几项");
    window.press("收起证据");
    window.must_not_see("差额是怎么拆的");
    window.ctrl(Key::Num1);
    window.press("看证据");
    window.must_see("差额是怎么拆的");
}

#[test]
fn lines_are_chosen_and_a_note_is_kept_at_its_minute() {
    let mut window = open();
    window.press("加一条");
    window.harness.get_all_by_label_contains("进入").last().unwrap().click();
    window.settle();
    assert_eq!(window.harness.state().state().pages.review.lines.len(), 4);
    focus_curve(&mut window);
    window.harness.key_press_modifiers(Modifiers::CTRL, Key::ArrowRight);
    window.settle();
    window.press("记一笔");
    window.fill("记一笔", "福袋 第一轮");
    window.must_see("福利 福袋 第一轮");
    // What was kept can be taken back at once, or later where it stands.
    window.must_see("记下了");
    window.let_toasts_go();
    window.press("福利 福袋 第一轮");
    window.press("删掉这条记录");
    window.must_see("已删掉记录「福袋 第一轮」");
    window.must_not_see("福利 福袋 第一轮");
    let notes = |window: &Window| {
        let session = window.harness.state().state().shown_session().unwrap();
        window.engine().notes(session).unwrap()
    };
    assert!(notes(&window).is_empty());
    window.press("撤销");
    window.must_see("福利 福袋 第一轮");
    assert_eq!(notes(&window)[0].text, "福袋 第一轮");
}

#[test]
fn comments_of_the_session_are_read_when_they_are_opened() {
    let mut window = open();
    let page = |window: &Window| match window.harness.state().state().slots[1].model() {
        Some(PageModel::Review(page)) => std::sync::Arc::clone(page),
        other => panic!("{other:?}"),
    };
    assert_eq!(page(&window).comments, None, "nothing is read before");
    window.press("讲解或评论 评论");
    let said = page(&window).comments.clone().unwrap();
    assert!(said.comments.raw.unwrap() > 0.0);
    window.must_see("评论里在问什么");
    window.must_see("在抱怨什么");
    window.must_see(&said.asked[0].name);
    window.press("讲解或评论 讲解");
    window.must_see("每千观众分钟");
}

#[test]
fn every_chart_has_its_button_for_a_picture() {
    let mut window = open();
    for chart in ["漏斗（人数）", "分钟曲线", "渠道", "讲解"] {
        window.must_see(&format!("存成图片 · {chart}"));
    }
    window.press("来源 商品");
    window.must_see("存成图片 · 这场的商品");
    // A picture shows the whole session: of a range there is none.
    focus_curve(&mut window);
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.settle();
    window.must_not_see("存成图片 · 漏斗（人数）");
    window.ctrl(Key::Num1);
    for chart in ["每场金额", "半年日历", "星期和钟点", "卖得最好的商品", "收入构成"]
    {
        window.must_see(&format!("存成图片 · {chart}"));
    }
}

#[test]
fn a_filter_limits_the_overview_and_says_so() {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    window.ctrl(Key::Num1);
    window.must_not_see("只看");
    let finder = window.harness.state().state().finder().unwrap();
    let (product, name) = finder.goods.get(1).map(|c| (c.id, c.text.clone())).unwrap();
    assert!(finder.platforms.is_empty() || finder.platforms.len() > 2);
    let filters = fupan::present::pages::Filters { product, ..Default::default() };
    window.harness.state_mut().push(Command::SetFilters(filters));
    window.settle();
    window.must_see(&format!("只看 卖过「{name}」的场次"));
    window.must_see("和同类比时仍用全部场次");
    window.harness.state_mut().push(Command::ClearFilters);
    window.settle();
    window.must_not_see("只看");
}

#[test]
fn another_metric_is_put_on_a_card_and_stays_there() {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    window.ctrl(Key::Num1);
    let card = |window: &mut Window, start: &str| {
        use egui_kittest::kittest::NodeT;
        let all = window.harness.query_all_by_role(Role::Button);
        let found = all.into_iter().find(|node| {
            node.accesskit_node().label().is_some_and(|label| label.starts_with(start))
        });
        found.unwrap().click();
        window.settle();
    };
    card(&mut window, "客单价 ");
    window.press("成交金额");
    let kept = window.engine().setting("overview_cards").unwrap().unwrap();
    assert!(kept.ends_with("gpm,gmv"), "{kept}");
    card(&mut window, "成交金额 ");
    window.press("换回常用的八张");
    assert_eq!(window.engine().setting("overview_cards").unwrap(), None);
}
