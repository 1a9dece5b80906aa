//! A kind of one's own is dropped on the window, known at once, and forgotten with a way back.

use egui_kittest::kittest::Queryable;
use fupan::gui::app::{Command, Page};

use crate::flows::{Opening, Window};

const LIST: &str = "房间流水号,开场时刻,收场时刻,进房人数,成交额(元)\n\
                    8801,2026-09-07 20:00:00,2026-09-07 23:00:00,1284,3860.50\n";
const KIND: &str = "id = \"小店工具\"\nplatform = \"douyin\"\ngrain = \"sessions\"\n\
                    currency = \"CNY\"\ntime_zone = \"Asia/Shanghai\"\n\
                    [fingerprint]\nmust = [\"房间流水号\", \"进房人数\"]\n\
                    [columns]\nsession_id = [\"房间流水号\"]\nstart_at = [\"开场时刻\"]\n\
                    end_at = [\"收场时刻\"]\nviewers_uv = [\"进房人数\"]\ngmv = [\"成交额\"]\n";

#[test]
fn a_kind_file_is_dropped_used_at_once_and_forgotten_with_a_way_back() {
    let mut window = Window::open();
    let list = window.file("名单.csv", LIST);
    window.drop_files(&[&list]);
    window.must_see("等你对应");
    let kind = window.file("小店.toml", KIND);
    window.drop_files(&[&kind]);
    window.must_see("已加入「小店工具」");
    window.must_see("已识别");
    window.press("导入已识别的 1 个");
    assert_eq!(window.harness.state().state().facts().unwrap().sessions, 1);
    window.press("关闭");
    window.let_toasts_go();

    window.must_see("学会认的");
    window.must_see("自己的类型 小店工具 认出文件：");
    window.harness.get_by_label("去掉 小店工具").scroll_to_me();
    window.settle();
    window.press("去掉 小店工具");
    window.must_see("已去掉自己的类型「小店工具」");
    window.must_not_see("学会认的");
    assert!(window.engine().all_taught().unwrap().is_empty());
    window.press("撤销");
    window.must_see("学会认的");
    assert_eq!(window.engine().all_taught().unwrap().len(), 1);
}

#[test]
fn a_kind_file_with_a_mistake_says_its_line_and_leaves_everything_as_it_was() {
    let mut window = Window::open_with(Opening { english: true, ..Opening::default() });
    let kind = window.file("shop.toml", &KIND.replace("gmv =", "gvm ="));
    window.drop_files(&[&kind]);
    window.must_see("Kind file, line 13: sessions has no field gvm");
    window.harness.state_mut().push(Command::Go(Page::Data));
    window.settle();
    window.must_not_see("What it has learnt");
}
