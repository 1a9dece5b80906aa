//! A table nobody knows: mapped in the window, put into the tray, imported; next month it is
//! known by itself. A renamed column: accepted with one press.

use egui_kittest::kittest::Queryable;
use fupan::gui::app::{Command, Page};

use crate::flows::{Opening, Window};

const OWN: &str = "哪天播的,几点开播,场观,卖了多少钱,联系电话\n\
                   2026/11/14,20:30,1284,3860.50,13812342210\n2026/11/17,19:33,9 百多,4120.00,13812342211\n\
                   2026/11/18,19:30,1390,3900.10,13812342212\n2026/11/19,19:40,1402,4010.80,13812342213\n\
                   2026/11/20,20:05,1550,5120.20,13812342214\n";

const LIST: &str = "主播昵称,主播抖音号,直播开始时间,直播结束时间,直播时长(分钟),直播间曝光人数,直播间观看人数,直播间观看次数,直播间成交的金额,直播间成交订单数,直播间成交人数\n\
                    小店,xd,2026/09/07 08:55:37,2026/09/07 10:55:37,120,900,500,700,1234.5,20,18\n";

#[test]
fn an_unknown_file_is_mapped_put_into_the_tray_and_its_numbers_appear() {
    let mut window = Window::open();
    let file = window.file("自己记的_11月.csv", OWN);
    window.drop_files(&[&file]);
    window.must_see("等你对应");
    window.press("去对应 自己记的_11月.csv");
    window.must_see("列对应：自己记的_11月.csv");
    window.must_see("这张表记的是什么？");
    // Nobody's phone number is shown anywhere.
    window.must_see("个人信息，不存");
    window.must_not_see("1381234");
    window.must_see("第 3 行「9 百多」不是数字");

    // People are told from times; a cell that is no number stays empty.
    window.press("场观 次数");
    window.must_see("场观 观看次数");
    window.press("场观 人数");
    window.harness.get_by_label_contains("记成 整行不要").click();
    window.settle();
    window.press("空着");
    window.press("放进托盘 5 行");
    window.must_see("已识别");
    window.must_not_see("列对应：");
    window.press("导入已识别的 1 个");
    let facts = window.harness.state().state().facts().unwrap().clone();
    assert_eq!(facts.sessions, 5);
    window.harness.state_mut().push(Command::Go(Page::Overview));
    window.settle();
    window.must_see("5,120");

    // The next month: another file of this shape, with its columns in another order.
    window.harness.state_mut().push(Command::Go(Page::Data));
    let next = "场观,哪天播的,天气,几点开播,卖了多少钱\n1600,2026/12/01,晴,20:00,6000.00\n";
    let next = window.file("自己记的_12月.csv", next);
    window.drop_files(&[&next]);
    window.must_see("已识别");
    window.press("导入已识别的 1 个");
    let facts = window.harness.state().state().facts().unwrap().clone();
    assert_eq!(facts.sessions, 6);
    let kept = window.engine().templates().unwrap();
    assert_eq!(kept.iter().map(|saved| saved.name.as_str()).collect::<Vec<_>>(), ["自己记的"]);
}

#[test]
fn the_panel_closes_without_a_trace_and_says_what_is_missing() {
    let mut window = Window::open_with(Opening { english: true, ..Opening::default() });
    let file = window.file("odd.csv", "alpha,beta,gamma\n1,2,x\n3,4,y\n");
    window.drop_files(&[&file]);
    window.press("Map odd.csv");
    window.must_see("Columns of odd.csv");
    window.press("Orders");
    window.must_see("Orders also needs: order id");
    window.press("Leave it for now");
    window.must_not_see("Columns of odd.csv");
    assert!(window.engine().templates().unwrap().is_empty());
    window.must_see("Needs mapping");
}

#[test]
fn a_renamed_column_is_accepted_with_one_press() {
    let mut window = Window::open();
    let file = window.file("直播间列表.csv", LIST);
    window.drop_files(&[&file]);
    window.must_see("像「抖音罗盘 场次列表」，有列改了名");
    // In the row, and beside it under what there is to know.
    let accept = "把「直播间成交的金额」认作「直播间成交金额」";
    window.harness.query_all_by_label_contains(accept).next().unwrap().click();
    window.settle();
    window.must_see("已识别");
    window.press("导入已识别的 1 个");
    assert_eq!(window.harness.state().state().facts().unwrap().sessions, 1);
    let known = window.engine().known().unwrap();
    assert_eq!(known.aliases().len(), 1);
}

/// Products of a livestream whose file names it nowhere: the row asks, a press on the session
/// answers, and the numbers stand in that session.
#[test]
fn a_file_that_names_no_session_is_asked_which_it_is() {
    let mut window = Window::open();
    let list = "session_id,platform,account_name,currency,start_at,end_at,viewers_uv,gmv\n\
                L1,shopee,kopi,IDR,2026-09-07 19:00:00,2026-09-07 21:00:00,900,500000\n\
                L2,shopee,kopi,IDR,2026-09-08 19:00:00,2026-09-08 21:00:00,800,400000\n";
    let list = window.file("sessions.csv", list);
    window.drop_files(&[&list]);
    window.press("导入已识别的 1 个");
    let products = "Ranking,Produk,Klik Produk,Tambah ke Keranjang,Pesanan(Pesanan Siap Dikirim)\n\
                    1,Kopi Gayo,120,30,9\n2,Teh Melati,80,12,4\n";
    let products = window.file("produk.csv", products);
    window.drop_files(&[&products]);
    window.must_see("等你对应");
    window.press("选它是哪一场 produk.csv");
    window.must_see("它是哪一场的？点一下就归到那场");
    window.press("09-07 周一 19:00 · kopi");
    window.must_see("已识别");
    window.press("导入已识别的 1 个");
    let mut engine = window.engine();
    let snapshot = engine.snapshot().unwrap();
    let first = snapshot.sessions.iter().find(|s| s.external_id.as_deref() == Some("L1")).unwrap();
    let rows: Vec<_> = snapshot.session_products.iter().map(|row| row.session).collect();
    assert_eq!(rows, [first.id, first.id]);
}
