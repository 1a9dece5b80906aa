//! Viewers that are no customers, on the screen: the report, the switch, and a person's word.

use std::fmt::Write as _;

use fupan::gui::app::{Command, Page};

use crate::flows::{SESSIONS, Window};

/// A program that clicks ninety times in a minute, beside two customers.
fn log() -> String {
    let mut rows = String::from("viewer,product_id,action,time,session_id\n");
    for n in 0..90 {
        let (product, second) = (n % 7, n % 60);
        let _ = writeln!(rows, "机器,{product},click,2026-11-21 20:00:{second:02},s3");
    }
    rows + "甲,1,view,2026-11-21 20:01:00,s3\n甲,1,view,2026-11-21 20:01:00,s3\n乙,1,click,2026-11-21 20:02:00,s3\n"
}

#[test]
fn flagged_viewers_are_switched_and_corrected_in_the_window() {
    let mut window = Window::open();
    let files = [window.file("场次.csv", SESSIONS), window.file("行为.csv", &log())];
    window.drop_files(&[&files[0], &files[1]]);
    window.press("导入已识别的 2 个");
    window.press("关闭");
    window.let_toasts_go();

    window.harness.state_mut().push(Command::Go(Page::Viewers));
    window.settle();
    window.must_see("重复的行为 1 条，像机器的 1 人");
    window.must_see("像机器：一分钟 90 次");
    window.must_see("模型、推荐和观众统计里不算");

    // The switch, here and on Settings.
    window.press("模型和统计里 也算");
    window.must_see("现在照样算进去");
    assert!(!window.engine().leaves_out_flagged().unwrap());
    window.harness.state_mut().push(Command::Go(Page::Settings));
    window.settle();
    window.press("模型和统计里 不算他们");
    assert!(window.engine().leaves_out_flagged().unwrap());

    // A person knows better, and may think again.
    window.let_toasts_go();
    window.harness.state_mut().push(Command::Go(Page::Viewers));
    window.settle();
    window.press("是真观众");
    window.must_see("你说是真观众");
    window.must_see("像机器的 0 人");
    window.press("按数据判断");
    window.must_see("像机器：一分钟 90 次");
}
