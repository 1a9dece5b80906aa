//! Texts of the first minute.

use super::Lang;
use crate::present::pages::FirstRunPage;

/// Everything that does not depend on the program's surroundings.
pub fn page(lang: Lang) -> FirstRunPage {
    match lang {
        Lang::Zh => FirstRunPage {
            headline: "下播了，复个盘".to_owned(),
            promise: "看清这场发生了什么，下一场讲哪些商品、各给多少流量、有多大把握达到目标".to_owned(),
            board: words(["播过的", "下一场"]),
            drop_title: "把直播数据拖到这里".to_owned(),
            drop_lines: words(["Excel、CSV、压缩包都行，一次拖多少个都行", "名字乱、表头不在第一行也没关系"]),
            sample: "先用示例数据看看".to_owned(),
            choose: "选文件".to_owned(),
            kinds_title: words(["认得这些导出文件", "文件名不用改"]),
            steps_title: words(["文件从哪儿来", "以抖音为例"]),
            steps: vec![
                words(["先从一个文件开始", "打开罗盘 → 直播 → 直播列表 → 下载明细", "有它就能看总览"]),
                words(["再加「整场数据下载」", "直播间详情页右上角，一场一个文件", "能看漏斗、渠道和每个商品"]),
                words(["有订单更好", "抖店 → 订单 → 导出，姓名电话地址不会存", "能看退款、回头客和训练模型"]),
            ],
            promises: vec![
                words(["只存在这台电脑", "一个文件，设置里一键备份"]),
                words(["从不联网", "断网也能用，没有账号"]),
                words(["不存买家隐私", "姓名、电话、地址导入时就丢掉"]),
                words(["导错能撤", "一次导入整批撤回"]),
            ],
            ..FirstRunPage::default()
        },
        Lang::En => FirstRunPage {
            headline: "Off air. Now look back.".to_owned(),
            promise: "See what happened, what to show next, how to split the traffic, and how likely the goal is".to_owned(),
            board: words(["played", "next"]),
            drop_title: "Drop your live data here".to_owned(),
            drop_lines: words(["Excel, CSV and zip archives, as many as you like", "Odd names and headers further down are fine"]),
            sample: "Try with sample data".to_owned(),
            choose: "Choose files".to_owned(),
            kinds_title: words(["Exports it knows", "file names do not matter"]),
            steps_title: words(["Where the files come from", "with Douyin as the example"]),
            steps: vec![
                words(["Start with one file", "Compass → Live → Session list → Download details", "enough for the overview"]),
                words(["Add the session workbook", "top right of a session's page, one file each", "funnel, channels and every product"]),
                words(["Orders are better still", "Shop → Orders → Export; names, phones and addresses are not kept", "refunds, returning buyers, trained models"]),
            ],
            promises: vec![
                words(["Stays on this computer", "one file, backed up from Settings"]),
                words(["Never goes online", "works without network, no account"]),
                words(["Keeps no buyer's privacy", "names, phones, addresses dropped on entry"]),
                words(["Mistakes can be undone", "one import goes back as a whole"]),
            ],
            ..FirstRunPage::default()
        },
    }
}

fn words<const N: usize>(texts: [&str; N]) -> [String; N] {
    texts.map(str::to_owned)
}

/// Platforms of which one kind of file is known, all in one row.
pub fn other_platforms(lang: Lang) -> String {
    lang.pick("其他平台", "Other platforms").to_owned()
}

/// A person's own tables, at the end of the list.
pub fn own_tables(lang: Lang) -> String {
    lang.pick("自己的表", "Own tables").to_owned()
}

/// The sample data is not beside the program.
pub fn sample_missing(lang: Lang) -> String {
    lang.pick(
        "没找到示例数据：把 sample_data 文件夹放在程序旁边再试",
        "The sample data was not found: put the folder sample_data beside the program",
    )
    .to_owned()
}
