//! An import taken back in the window: every number on Overview and Data is as it was.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use fupan::gui::app::{Command, Page};

use crate::flows::{Opening, SESSIONS, Window};

/// The two first sessions, and the one that came a week later.
fn two_files(window: &Window) -> [std::path::PathBuf; 2] {
    let mut lines = SESSIONS.lines();
    let head = lines.next().unwrap();
    let rows: Vec<&str> = lines.collect();
    let first = format!("{head}\n{}\n{}\n", rows[0], rows[1]);
    let later = format!("{head}\n{}\n", rows[2]);
    [window.file("十四号.csv", &first), window.file("二十一号.csv", &later)]
}

fn import(window: &mut Window, file: &std::path::Path) {
    window.drop_files(&[file]);
    window.press("导入已识别的 1 个");
    window.press("关闭");
    window.let_toasts_go();
}

/// All that can be read on a page, but for when the last import was.
fn read(window: &mut Window, page: Page) -> Vec<String> {
    window.harness.state_mut().push(Command::Go(page));
    window.settle();
    window.words()
}

#[test]
fn what_an_import_changed_is_changed_back_from_the_history() {
    let mut window = Window::open();
    let [first, later] = two_files(&window);
    import(&mut window, &first);
    let overview = read(&mut window, Page::Overview);
    let data = read(&mut window, Page::Data);
    assert!(overview.iter().any(|word| word.contains("39,000")), "{overview:#?}");
    window.must_see("2 场");

    import(&mut window, &later);
    let changed = read(&mut window, Page::Overview);
    assert!(changed.iter().any(|word| word.contains("42,319")), "{changed:#?}");
    assert_ne!(changed, overview);
    window.must_see("3 场");

    // Both imports can be taken back; the newest stands first.
    let more = read(&mut window, Page::Data);
    assert!(more.iter().any(|word| word.contains("11-21")), "{more:#?}");
    assert_eq!(window.harness.query_all_by_label_contains("撤销 ").count(), 2);
    window.harness.query_all_by_label_contains("撤销 ").next().unwrap().click();
    window.settle();
    window.must_see("已撤销：去掉 1 行");
    assert_eq!(window.harness.query_all_by_label_contains("撤销 ").count(), 1);
    window.let_toasts_go();

    // Overview says exactly what it said before; so does Data, but for the history, which
    // keeps the import that was taken back.
    assert_eq!(read(&mut window, Page::Overview), overview);
    let now = read(&mut window, Page::Data);
    let mut rest = now.clone();
    for word in &data {
        let at = rest.iter().position(|other| other == word);
        let at = at.unwrap_or_else(|| panic!("「{word}」 did not come back: {now:#?}"));
        rest.remove(at);
    }
    assert_eq!(rest, ["今天 15:40 1 个文件 · 1 行"], "more than the history is left");
    let facts = window.harness.state().state().facts().unwrap().clone();
    assert_eq!((facts.sessions, facts.imports), (2, 1));
}

#[test]
fn the_whole_sample_is_taken_back_by_one_command_and_comes_again() {
    let mut window = Window::open_with(Opening { shop: true, ..Opening::default() });
    let overview = read(&mut window, Page::Overview);
    let facts = window.harness.state().state().facts().unwrap().clone();
    assert!(facts.sessions > 60 && facts.order_lines > 15_000, "{facts:?}");
    window.ctrl(Key::K);
    window.type_text("撤销最近");
    window.key(Key::Enter);
    window.must_see("已撤销");
    assert!(window.harness.state().state().is_first_run());
    window.must_see("下播了，复个盘");
    assert!(!overview.iter().any(|word| word == "下播了，复个盘"));
    // No page stumbles over a session or product that is gone.
    for page in Page::ALL {
        read(&mut window, page);
        window.must_not_see("出了差错");
    }
}

#[test]
fn a_page_open_on_a_session_that_is_taken_back_shows_another() {
    let mut window = Window::open();
    let [first, later] = two_files(&window);
    import(&mut window, &first);
    import(&mut window, &later);
    let finder = window.harness.state().state().finder().unwrap();
    assert_eq!(finder.sessions.len(), 3);
    let latest = window.engine().find_session(None).unwrap();
    window.harness.state_mut().push(Command::OpenSession(latest));
    window.settle();
    window.must_see("42,319");
    window.harness.state_mut().push(Command::UndoLast);
    window.settle();
    assert_eq!(window.harness.state().state().prefs.page, Page::Review);
    window.must_see("39,000");
    window.must_not_see("42,319");
}
