//! A file that is half wrong: its problems are listed before writing and stay in the history, and
//! what did not come in can be had as a table.

use egui_kittest::kittest::Queryable;
use fupan::gui::app::{Choice, Command, Page};

use crate::broken;
use crate::flows::Window;

#[test]
fn what_is_wrong_is_said_before_writing_and_stays_in_the_history() {
    let mut window = Window::open();
    let file = window.file("场次.csv", broken::SESSIONS);
    window.drop_files(&[&file]);
    // Under what to do, with the place and the cell.
    window.must_see("改好再导入");
    window.must_see("看不懂的时间");
    window.must_see("第 3 行");
    window.must_see("昨天晚上");
    window.must_see("9 百多");
    window.must_see("合计行");
    window.must_see("导出没收进的 2 行");
    window.must_see("11-14 至 11-21");

    window.press("导入已识别的 1 个");
    window.must_see("已写入 1 个文件：新增 3 行，略过 1 行，没收进 2 行");
    window.must_see("9 百多");
    window.press("关闭");
    window.let_toasts_go();
    window.must_not_see("9 百多");

    // Days later: the import in the history says the same.
    window.harness.get_by_label("今天 15:40 1 个文件 · 3 行 2 行没收进").click();
    window.settle();
    window.must_see("的导入");
    window.must_see("9 百多");
    window.must_see("撤销这次导入");
    window.press("撤销这次导入");
    window.must_see("这次导入已撤销");
    window.press("关闭");
    window.must_not_see("9 百多");
}

#[test]
fn rows_left_out_are_written_as_a_table_from_the_tray_and_from_the_history() {
    let mut window = Window::open();
    let file = window.file("场次.csv", broken::SESSIONS);
    window.drop_files(&[&file]);
    let before = window.folder.path().join("before.csv");
    window.harness.state_mut().chose(Choice::RejectsTo(None, before.clone()));
    window.settle();
    window.must_see("2 行写在");
    window.press("导入已识别的 1 个");
    let import = window.engine().imports().unwrap()[0].id;
    let after = window.folder.path().join("after.csv");
    window.harness.state_mut().chose(Choice::RejectsTo(Some(import), after.clone()));
    window.settle();
    let table = std::fs::read_to_string(after).unwrap();
    assert_eq!(table, std::fs::read_to_string(before).unwrap());
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3, "{table}");
    assert!(lines[1].starts_with("场次.csv,,3,开播时间,昨天晚上,看不懂的时间,"), "{table}");
}

#[test]
fn a_press_opens_a_file_and_another_look_at_what_is_there() {
    let mut window = Window::open();
    let file = window.file("场次.csv", broken::SESSIONS);
    window.drop_files(&[&file]);
    window.press("导入已识别的 1 个");
    window.press("关闭");
    window.let_toasts_go();
    window.harness.state_mut().push(Command::Go(Page::Data));
    window.settle();
    // Contradictions stand beside the sums.
    window.must_see("处数字自相矛盾");
    window.must_see("成交人数多于点击人数");
    window.must_see("和上一场时间重叠");
    // By figures: every figure of every session says its source.
    window.press("数据齐不齐 按数字");
    window.must_see("11-14 周六 时长 有 场次.csv › 第 2 行");
    window.press("数据齐不齐 按表");
    // The file says where its rows went.
    let row = window.harness.query_all_by_label_contains("场次.csv 自己的表").next().unwrap();
    row.click();
    window.settle();
    window.must_see("这些行去了哪里");
    window.must_see("场次 3 行（第 2–6 行） 3 场");
}
