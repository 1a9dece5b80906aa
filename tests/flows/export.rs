//! What a page shows is written from its export menu and from the button at a chart.

use fupan::gui::app::{Choice, Command, Page};
use fupan::present::pages::export::{ChartName, OfferKind, Subject};

use crate::flows::{SESSIONS, Window};

/// A window on three sessions of an own table.
fn three_sessions() -> Window {
    let mut window = Window::open();
    let file = window.file("场次.csv", SESSIONS);
    window.drop_files(&[&file]);
    window.press("导入已识别的 1 个");
    window.press("关闭");
    window.let_toasts_go();
    window
}

#[test]
fn a_page_is_exported_from_its_menu() {
    let mut window = three_sessions();
    for (page, offered, missing) in [
        (Page::Overview, "图片：每场金额", "报告（HTML，能打印）"),
        (Page::Review, "报告（HTML，能打印）", "图片：商品四象限"),
        (Page::Products, "图片：商品四象限", "报告（HTML，能打印）"),
    ] {
        window.harness.state_mut().push(Command::Go(page));
        window.settle();
        window.press("导出");
        for line in [offered, "表格（Excel，带数据字典）", "每张表一个 CSV", "长图（PNG，发群里）"]
        {
            window.must_see(line);
        }
        window.must_not_see(missing);
        window.key(eframe::egui::Key::Escape);
        window.must_not_see(offered);
    }
    // Other pages write nothing of the kind.
    window.harness.state_mut().push(Command::Go(Page::Settings));
    window.settle();
    window.must_not_see("长图（PNG，发群里）");
}

#[test]
fn files_are_written_by_the_worker_and_the_toast_names_them() {
    let mut window = three_sessions();
    let session = Subject::Session(None);
    for (kind, name, said, begins) in [
        (OfferKind::Html, "r.html", "r.html", &b"<!DOCTYPE html>"[..]),
        (OfferKind::Workbook, "r.xlsx", "r.xlsx", b"PK"),
        (OfferKind::Tables, "r.csv", "r-cards.csv", "\u{feff}代号".as_bytes()),
        (OfferKind::Poster, "r.png", "r.png", b"\x89PNG"),
        (OfferKind::Picture(ChartName::Funnel), "f.png", "f.png", b"\x89PNG"),
    ] {
        let target = window.folder.path().join(name);
        window.harness.state_mut().chose(Choice::ExportTo(session, kind, target));
        window.settle();
        window.must_see(said);
        let bytes = std::fs::read(window.folder.path().join(said)).unwrap();
        assert!(bytes.starts_with(begins), "{said}");
        window.let_toasts_go();
    }
    // What cannot be drawn is said, and nothing is written.
    let target = window.folder.path().join("none.png");
    let kind = OfferKind::Picture(ChartName::Minutes);
    window.harness.state_mut().chose(Choice::ExportTo(session, kind, target.clone()));
    window.settle();
    window.must_see("「分钟曲线」没有数据，画不出图");
    assert!(!target.exists());
}
