//! Flows through the window by label, without a renderer: what a person does, what they see.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "flows/actions.rs"]
mod actions;
#[path = "flows/ahead.rs"]
mod ahead;
#[allow(dead_code, reason = "each program uses what it needs")]
#[path = "pages_support/broken.rs"]
mod broken;
#[path = "flows/cleaning.rs"]
mod cleaning;
#[path = "flows/evaluate.rs"]
mod evaluate;
#[path = "flows/experiments.rs"]
mod experiments;
#[path = "flows/export.rs"]
mod export;
mod flows;
#[path = "flows/idle.rs"]
mod idle;
#[path = "flows/kinds.rs"]
mod kinds;
#[path = "flows/mapping.rs"]
mod mapping;
#[path = "flows/models.rs"]
mod models;
#[path = "flows/pictures.rs"]
mod pictures;
#[path = "flows/plan_wishes.rs"]
mod plan_wishes;
#[path = "flows/repairs.rs"]
mod repairs;
#[path = "flows/review.rs"]
mod review;
#[path = "flows/stop.rs"]
mod stop;
#[path = "flows/undo.rs"]
mod undo;

use eframe::egui::Key;
use flows::{Opening, SESSIONS, UNKNOWN, Window};
use fupan::engine::Engine;
use fupan::gui::app::{Command, Page, TrayStage};
use fupan::worker::Places;

#[test]
fn the_first_minute_offers_the_sample_and_says_when_it_is_missing() {
    let window = Window::open();
    window.must_see("下播了，复个盘");
    window.must_see("先用示例数据看看");
    window.must_see("没找到示例数据");
    window.must_see("只存在这台电脑");
}

#[test]
fn a_dropped_file_is_previewed_imported_seen_and_undone() {
    let mut window = Window::open();
    let file = window.file("我的场次.csv", SESSIONS);
    window.drop_files(&[&file]);

    // Preview: nothing is written yet.
    window.must_see("我的场次.csv");
    window.must_see("已识别");
    window.must_see("现在还什么都没写进去");
    assert_eq!(window.harness.state().state().facts().unwrap().sessions, 0);

    window.press("导入已识别的 1 个");
    window.must_see("已写入");
    window.must_see("导入 1 个文件");
    assert_eq!(window.harness.state().state().facts().unwrap().sessions, 3);
    window.must_see("3 场");

    // The numbers appear.
    window.ctrl(Key::Num1);
    window.must_see("42,319");

    // The toast takes it back.
    window.press("撤销");
    window.must_see("已撤销");
    assert_eq!(window.harness.state().state().facts().unwrap().sessions, 0);
    window.must_see("下播了，复个盘");
    window.ctrl(Key::Num9);
    window.must_see("导入记录");
}

#[test]
fn the_same_file_again_is_a_duplicate_and_cannot_be_written() {
    let mut window = Window::open();
    let file = window.file("a.csv", SESSIONS);
    window.drop_files(&[&file]);
    window.press("导入已识别的 1 个");
    window.press("关闭");
    window.drop_files(&[&file]);
    window.must_see("重复");
    window.must_see("导入过，跳过");
    let command = Command::CommitImport;
    assert!(window.harness.state().state().blocked(&command).is_some());
}

#[test]
fn an_unknown_file_is_named_with_a_reason_and_the_good_one_still_comes_in() {
    let mut window = Window::open();
    let good = window.file("场次.csv", SESSIONS);
    let odd = window.file("福袋记录.csv", UNKNOWN);
    let broken = window.file("坏的.xlsx", "not a workbook");
    window.drop_files(&[&good, &odd, &broken]);
    window.must_see("等你对应");
    window.must_see("读不了");
    window.must_see("3 个文件：1 个已识别，1 个等你对应，1 个读不了");
    window.press("导入已识别的 1 个");
    assert_eq!(window.harness.state().state().facts().unwrap().sessions, 3);
}

#[test]
fn a_file_can_be_taken_out_of_the_tray_and_the_tray_emptied() {
    let mut window = Window::open();
    let good = window.file("场次.csv", SESSIONS);
    let odd = window.file("福袋记录.csv", UNKNOWN);
    window.drop_files(&[&good, &odd]);
    window.press("从托盘拿掉 福袋记录.csv");
    window.must_not_see("福袋记录.csv");
    window.must_see("场次.csv");
    window.press("全部先不要");
    assert!(matches!(window.harness.state().state().tray, TrayStage::Empty));
    window.must_see("把文件拖到窗口任何地方");
}

#[test]
fn reading_can_be_stopped_and_leaves_nothing_behind() {
    let mut window = Window::open();
    let file = window.file("场次.csv", SESSIONS);
    // Asked for and stopped before the next frame: the jobs thread sees the flag at its next
    // check, or has already read the small file; either way nothing is written.
    let app = window.harness.state_mut();
    app.push(Command::ImportPaths(vec![file]));
    app.push(Command::CancelWork);
    window.settle();
    let state = window.harness.state().state();
    assert!(matches!(state.tray, TrayStage::Empty | TrayStage::Waiting(_)));
    assert_eq!(state.facts().unwrap().imports, 0);
}

#[test]
fn hovered_files_say_what_they_are_before_they_are_let_go() {
    let mut window = Window::open();
    let good = window.file("场次.csv", SESSIONS);
    let odd = window.file("福袋记录.csv", UNKNOWN);
    window.hover_files(&[&good, &odd]);
    window.must_see("松手就放进托盘");
    window.must_see("场次.csv 自己的表");
    window.must_see("福袋记录.csv");
    window.hover_files(&[]);
    window.must_not_see("松手就放进托盘");
}

#[test]
fn the_language_switches_live_on_every_page() {
    let mut window = Window::open();
    let file = window.file("场次.csv", SESSIONS);
    window.drop_files(&[&file]);
    window.press("导入已识别的 1 个");
    window.harness.state_mut().push(Command::SwitchLang);
    window.settle();
    window.must_see("Just imported");
    for page in Page::ALL {
        window.harness.state_mut().push(Command::Go(page));
        window.settle();
        let chinese: Vec<String> = window
            .words()
            .into_iter()
            // Names in the data stay as they are; so do the name of the other language and the
            // headers of personal columns, which are quoted from the files.
            .filter(|word| {
                !["小满", "阿禾", "场次.csv", "简体中文", "收件人, 街道"]
                    .iter()
                    .any(|own| word.contains(own))
            })
            .filter(|word| word.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)))
            .collect();
        assert!(chinese.is_empty(), "{page:?}: {chinese:#?}");
    }
}

#[test]
fn ten_pages_open_with_ten_keys() {
    let mut window = Window::open();
    let keys = [
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
        Key::Num7,
        Key::Num8,
        Key::Num9,
        Key::Num0,
    ];
    for (page, key) in Page::ALL.into_iter().zip(keys) {
        window.ctrl(key);
        assert_eq!(window.harness.state().state().prefs.page, page);
    }
}

#[test]
fn the_palette_finds_a_command_by_its_words_and_runs_it() {
    let mut window = Window::open();
    window.ctrl(Key::K);
    window.type_text("打开设置");
    window.key(Key::Enter);
    assert_eq!(window.harness.state().state().prefs.page, Page::Settings);
    assert!(window.harness.state().state().palette.is_none());

    // What cannot run says why and does nothing.
    window.ctrl(Key::K);
    window.type_text("撤销最近");
    window.must_see("没有能撤销的导入");
    window.key(Key::Enter);
    assert!(window.harness.state().state().palette.is_some());
    window.key(Key::Escape);
    assert!(window.harness.state().state().palette.is_none());
}

#[test]
fn a_cost_that_is_typed_is_kept() {
    let mut window = Window::open();
    let products = "商品id,商品名称,价格\np1,挂耳咖啡 20 包,39.9\n";
    let file = window.file("商品.csv", products);
    window.drop_files(&[&file]);
    window.press("导入已识别的 1 个");
    window.ctrl(Key::Num0);
    window.must_see("1 个商品，1 个没填成本");
    window.press("挂耳咖啡 20 包 单件成本 元");
    window.type_text("12.5");
    window.key(Key::Enter);
    window.must_see("1 个商品，都填了成本");
}

#[test]
fn a_store_that_cannot_be_opened_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.fupan");
    std::fs::write(&empty, "").unwrap();
    let window = Window::open_with(Opening { store: Some(empty), ..Opening::default() });
    window.must_see("0 字节");
    window.must_see("再试一次");

    let other = folder.path().join("other.fupan");
    std::fs::write(&other, "this is some text, not a store, long enough to have a header").unwrap();
    let window = Window::open_with(Opening { store: Some(other), ..Opening::default() });
    window.must_see("这不是复盘的数据文件");
}

#[test]
fn a_second_window_on_the_same_store_is_told_and_opens_once_the_first_is_closed() {
    let first = Window::open();
    let store = first.folder.path().join("test.fupan");
    let mut second = Window::open_with(Opening { store: Some(store), ..Opening::default() });
    second.must_see("正被另一个窗口使用");
    drop(first.harness);
    second.press("再试一次");
    second.must_see("下播了，复个盘");
}

#[test]
fn files_named_at_the_start_lie_in_the_tray() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("场次.csv");
    std::fs::write(&file, SESSIONS).unwrap();
    let window = Window::open_with(Opening { files: vec![file], ..Opening::default() });
    window.must_see("已识别");
    assert_eq!(window.harness.state().state().prefs.page, Page::Data);
}

#[test]
fn the_sample_is_one_press_away() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("场次.csv"), SESSIONS).unwrap();
    let sample = Some(folder.path().to_owned());
    let mut window = Window::open_with(Opening { sample, ..Opening::default() });
    window.press("先用示例数据看看");
    assert_eq!(window.harness.state().state().facts().unwrap().sessions, 3);
    window.must_see("42,319");
}

#[test]
fn text_grows_to_twice_its_size_and_the_pages_still_draw() {
    let mut window = Window::open();
    window.harness.state_mut().push(Command::SetTextSize(200));
    for page in Page::ALL {
        window.harness.state_mut().push(Command::Go(page));
        window.settle();
    }
    assert_eq!(window.harness.state().state().prefs.text_size, 200);
}

#[test]
fn an_import_into_a_store_of_another_key_is_warned_about() {
    const WARNING: &str = "观众代号是用另一把密钥算的";
    let elsewhere = tempfile::tempdir().unwrap();
    let store = elsewhere.path().join("a.fupan");
    drop(Engine::open_or_create(&store, &Places::in_folder(elsewhere.path())).unwrap());
    for (store, foreign) in [(Some(store), true), (None, false)] {
        let mut window = Window::open_with(Opening { store, ..Opening::default() });
        let file = window.file("场次.csv", SESSIONS);
        window.drop_files(&[&file]);
        window.press("导入已识别的 1 个");
        assert_eq!(window.words().iter().any(|word| word.contains(WARNING)), foreign);
    }
}
