//! An experiment in the window: drawn, a session of it come in, said by hand, stopped, deleted,
//! and each of these taken back.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use fupan::domain::{Arm, Job};
use fupan::engine::{Engine, Experiment, ImportOptions, NewExperiment};
use fupan::metrics::MetricKey;
use fupan::present::pages::evaluate::ExperimentsView;

use fupan::worker::Places;
use jiff::{SignedDuration, Timestamp};

use crate::flows::{Opening, Window};

fn view(window: &Window) -> &ExperimentsView {
    &window.evaluate_page().experiments
}

/// The experiments as the store has them.
fn kept(window: &Window) -> Vec<Experiment> {
    window.engine().experiments("2026-11-22T15:40:00Z".parse().unwrap()).unwrap()
}

#[test]
fn an_experiment_is_drawn_run_stopped_and_taken_back() {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    window.ctrl(Key::Num8);
    // Without any plan too: experiments need none.
    window.press("看 实验");
    window.must_see("抽签走 A 或 B");
    window.fill("名字", "开场");
    window.fill("A 是什么做法", "先发福利");
    window.fill("播几场", "8");
    window.press("抽签排场次");
    window.must_see("实验「开场」排好了");
    window.must_see("还没有播到排好的场次");
    let drawn = kept(&window).remove(0);
    assert_eq!((drawn.planned.len(), drawn.record.ways[0].as_str()), (8, "先发福利"));
    let next = view(&window).shown.as_ref().unwrap().next.clone();
    window.must_see(&next);
    assert!(next.starts_with("下一场 11-"), "{next}");
    window.let_toasts_go();

    // Its first session comes in and fills its place.
    let first = drawn.planned[0].planned;
    let text = format!(
        "账号,开播时间,时长,观看人数,观看次数,订单数,支付金额\n山禾小铺,{} 19:30:00,3小时,5000,8000,300,30000\n",
        first.day
    );
    let file = window.file("第一场.csv", &text);
    window.drop_files(&[&file]);
    window.press("导入已识别的 1 个");
    window.press("关闭");
    window.let_toasts_go();
    window.ctrl(Key::Num8);
    let letter = if first.arm == Arm::A { "A" } else { "B" };
    window.must_see(&format!("只播过 {letter}"));
    assert!(kept(&window)[0].planned[0].session.is_some());

    // How it was really run is said by hand, and taken back.
    let label = view(&window).shown.as_ref().unwrap().rows[0].label.clone();
    let chip = window.harness.query_all_by_label_contains(&label).next();
    chip.unwrap_or_else(|| panic!("no 「{label}」 in {:#?}", window.words())).click();
    window.settle();
    window.press("不算");
    assert_eq!(kept(&window)[0].planned[0].session.unwrap().arm, None);
    window.must_see("还没有播到排好的场次");
    window.press("撤销");
    assert_eq!(kept(&window)[0].planned[0].session.unwrap().arm, Some(first.arm));
    window.let_toasts_go();

    window.press("停下");
    assert!(!kept(&window)[0].runs());
    window.must_see("开场 · 已停");
    window.press("撤销");
    assert!(kept(&window)[0].runs());
    window.let_toasts_go();

    let before = kept(&window);
    window.press("删掉");
    assert!(kept(&window).is_empty());
    window.must_see("抽签走 A 或 B");
    window.press("撤销");
    assert_eq!(kept(&window), before);
    window.must_see(&format!("只播过 {letter}"));
    window.press("看 计划对照");
    window.must_not_see("抽签走 A 或 B");
}

#[test]
fn the_first_day_and_the_lot_of_an_experiment_are_typed() {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    window.ctrl(Key::Num8);
    window.press("看 实验");
    // Tomorrow, by the clock that was injected.
    assert_eq!(window.typed("从哪天排起"), "2026-11-23");
    window.press("抽签排场次");
    window.must_see("先起个名字");
    window.fill("名字", "开场");
    window.must_not_see("先起个名字");
    window.fill("从哪天排起", "2026-11-01");
    window.must_see("填 2026-11-22 到 2027-11-23 之间的一天");
    window.press("抽签排场次");
    assert!(kept(&window).is_empty(), "nothing is drawn while something is wrong");
    assert_eq!(window.typed("从哪天排起"), "2026-11-01", "what is wrong stays to be mended");
    window.fill("从哪天排起", "12/5");
    window.must_not_see("之间的一天");

    // The number of the lot waits behind a button that shows it.
    let first = view(&window).form.usual.lot.clone();
    window.press(&format!("抽签号码 {first}"));
    window.fill("抽签号码", "七");
    window.must_see("填 0 或更大的整数");
    window.fill("抽签号码", &first);
    window.press("换一种抽法");
    let second = window.typed("抽签号码");
    assert_ne!(second, first);
    window.must_see(&format!("抽签号码 {second}"));
    window.fill("抽签号码", "7");
    window.press("抽签排场次");
    window.must_see("实验「开场」排好了");
    let drawn = kept(&window).remove(0);
    assert_eq!(drawn.record.seed, 7);
    let day = drawn.planned[0].planned.day;
    assert!((jiff::civil::date(2026, 12, 5)..jiff::civil::date(2026, 12, 12)).contains(&day));
    window.let_toasts_go();

    // The same number over the same days draws the same once more; the form is empty again.
    window.press("新实验");
    assert_eq!(
        (window.typed("名字"), window.typed("从哪天排起")),
        (String::new(), "2026-11-23".into())
    );
    window.fill("名字", "开场");
    window.must_see("已经有实验叫这个");
    window.fill("名字", "再来");
    window.fill("从哪天排起", "2026年12月5日");
    let line = format!("抽签号码 {}", view(&window).form.usual.lot);
    window.press(&line);
    window.fill("抽签号码", "7");
    window.press("抽签排场次");
    let all = kept(&window);
    let places = |at: usize| all[at].planned.iter().map(|one| one.planned).collect::<Vec<_>>();
    assert_eq!((all.len(), places(0)), (2, places(1)));
}

/// A shop of 42 evenings with an experiment over twelve of them, all of them past and in.
fn a_past_experiment(folder: &std::path::Path) -> std::path::PathBuf {
    let evening = |number: i64| -> Timestamp {
        let first: Timestamp = "2026-10-08T12:00:00Z".parse().unwrap();
        first + SignedDuration::from_hours(24 * number)
    };
    let store = folder.join("past.fupan");
    let mut engine = Engine::open_or_create(&store, &Places::in_folder(folder)).unwrap();
    let mut broadcast = |numbers: std::ops::Range<i64>, name: &str| {
        let mut text = "账号,开播时间,时长,观看人数,观看次数,订单数,支付金额\n".to_owned();
        for number in numbers.clone() {
            let at = evening(number).in_tz("Asia/Shanghai").unwrap();
            let at = at.strftime("%Y-%m-%d %H:%M:%S");
            let takings = 20_000 + 700 * ((number * 5) % 7);
            text.push_str(&format!("小满,{at},3小时,1000,1300,100,{takings}\n"));
        }
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        let job = Job::new(evening(numbers.end), 42);
        let prepared = engine.prepare_import(&job, &[path], &ImportOptions::default()).unwrap();
        engine.commit_import(&job, &prepared).unwrap();
    };
    broadcast(0..30, "before.csv");
    broadcast(30..42, "during.csv");
    let asked = NewExperiment {
        name: "开场".to_owned(),
        ways: Default::default(),
        metric: MetricKey::UvValue,
        sessions: 12,
        from: None,
        seed: Some(7),
        account: None,
    };
    engine.new_experiment(&Job::new(evening(29), 42), &asked).unwrap();
    store
}

#[test]
fn an_experiment_whose_days_are_past_says_what_to_do_in_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let store = a_past_experiment(folder.path());
    let mut window = Window::open_with(Opening { store: Some(store), ..Opening::default() });
    window.ctrl(Key::Num8);
    window.press("看 实验");
    window.must_see("开场 · 日子过完");
    window.must_see("播完也说不清谁好");
    let shown = view(&window).shown.clone().unwrap();
    assert!(shown.next.starts_with("排好的 12 场都播完了。"), "{}", shown.next);
    window.must_see(&shown.next);
    // The next one begins with as many sessions as this one would have needed.
    window.press("新实验");
    let sessions = view(&window).form.usual.sessions.clone();
    assert_eq!(window.typed("播几场"), sessions);
    let named = shown.next.contains(&format!("{sessions} 场左右"));
    assert!(named || sessions == "20", "{} and {sessions}", shown.next);
}
