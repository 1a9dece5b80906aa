//! Words of what leaves the program: sheets, columns and their meanings, the export menu.

use super::{Lang, Notice, export_evaluate};
use crate::present::pages::export::{ChartName, OfferKind, Subject, TableName};

/// The title of a table: a sheet's name.
pub fn table(name: TableName, lang: Lang) -> &'static str {
    use TableName as T;
    let (zh, en) = match name {
        T::Cards => ("指标", "Metrics"),
        T::Funnel => ("漏斗", "Funnel"),
        T::Why => ("为什么", "Why"),
        T::Channels => ("渠道", "Channels"),
        T::Products => ("商品", "Products"),
        T::Segments => ("讲解", "Talk segments"),
        T::Minutes => ("分钟", "Minutes"),
        T::Suggestions => ("可以动的商品", "Products to change"),
        T::History => ("单个商品", "One product"),
        T::Sessions => ("场次", "Sessions"),
        T::Hours => ("星期和钟点", "Weekday and hour"),
        T::Top => ("卖得最好的商品", "Best sellers"),
        T::Income => ("收入构成", "Streams of income"),
        T::RunDown => ("流程单", "Run-down"),
        T::Split => ("流量分配", "Split"),
        T::Score => ("计划对照", "Plan and outcome"),
        T::Actions => ("待办", "Actions"),
        T::Dictionary => ("数据字典", "Data dictionary"),
    };
    lang.pick(zh, en)
}

/// The name of a chart.
pub fn chart(name: ChartName, lang: Lang) -> &'static str {
    use ChartName as C;
    let (zh, en) = match name {
        C::Cards => ("指标", "Metrics"),
        C::Why => ("差额来自哪里", "Where the difference comes from"),
        C::Funnel => ("漏斗（人数）", "Funnel (people)"),
        C::FunnelTimes => ("漏斗（次数）", "Funnel (times)"),
        C::Minutes => ("分钟曲线", "Minute curve"),
        C::Channels => ("渠道", "Channels"),
        C::Products => ("这场的商品", "Products of the session"),
        C::Segments => ("讲解", "Talk segments"),
        C::Quadrant => ("商品四象限", "Product quadrant"),
        C::Rates => ("商品每场成交率", "Order rate by session"),
        C::Prices => ("商品价格", "Price by session"),
        C::Trend => ("每场金额", "Amount by session"),
        C::Hours => ("星期和钟点", "Weekday and hour"),
        C::Calendar => ("半年日历", "Calendar of half a year"),
        C::Top => ("卖得最好的商品", "Best sellers"),
        C::Income => ("收入构成", "Streams of income"),
    };
    lang.pick(zh, en)
}

/// A line of the export menu.
pub fn offer(kind: OfferKind, lang: Lang) -> String {
    match kind {
        OfferKind::Html => lang.pick("报告（HTML，能打印）", "Report (HTML, prints)").to_owned(),
        OfferKind::Workbook => {
            lang.pick("表格（Excel，带数据字典）", "Workbook (Excel, with dictionary)").to_owned()
        }
        OfferKind::Tables => lang.pick("每张表一个 CSV", "One CSV a table").to_owned(),
        OfferKind::Poster => {
            lang.pick("长图（PNG，发群里）", "Long picture (PNG, for chats)").to_owned()
        }
        OfferKind::Picture(name) => {
            let name = chart(name, lang);
            lang.pick(format!("图片：{name}"), format!("Picture: {name}"))
        }
    }
}

/// The button that opens the menu.
pub fn button(lang: Lang) -> &'static str {
    lang.pick("导出", "Export")
}

/// The button at a chart.
pub fn save_picture(lang: Lang) -> &'static str {
    lang.pick("存成图片", "Save as picture")
}

/// The title of the file dialog.
pub fn dialog(kind: OfferKind, lang: Lang) -> String {
    let what = offer(kind, lang);
    lang.pick(format!("{what}写到"), format!("{what}: write to"))
}

/// The name a file is offered under, without its ending.
pub fn file_name(subject: Subject, kind: OfferKind, lang: Lang) -> String {
    let page = match subject {
        Subject::Session(_) => lang.pick("复盘", "review"),
        Subject::Products(_) => lang.pick("商品", "products"),
        Subject::Overview => lang.pick("总览", "overview"),
        Subject::Evaluate(_) => lang.pick("评估", "evaluate"),
    };
    match kind {
        OfferKind::Picture(chart) => format!("{page}-{}", chart.word()),
        _ => lang.pick(format!("{page}导出"), format!("fupan-{page}")),
    }
}

/// What was written: the file, or how many files and where.
pub fn written(files: usize, path: &str, lang: Lang) -> String {
    match (files, lang) {
        (1, Lang::Zh) => format!("已写到 {path}"),
        (1, Lang::En) => format!("Written to {path}"),
        (n, Lang::Zh) => format!("已写 {n} 个文件，第一个是 {path}"),
        (n, Lang::En) => format!("{n} files written, the first is {path}"),
    }
}

/// Nothing of the page can be written.
pub fn nothing(lang: Lang) -> Notice {
    Notice::new(
        lang.pick("还没有能导出的数据", "There is nothing to export yet"),
        "",
        lang.pick("先导入场次，或放宽筛选。", "Import sessions first, or widen the filters."),
    )
}

/// There is no such table here; `known` are those there are.
pub fn no_table(name: TableName, known: &[TableName], lang: Lang) -> Notice {
    let known: Vec<&str> = known.iter().map(|table| table.word()).collect();
    let known = known.join(lang.pick("、", ", "));
    Notice::new(
        lang.pick(
            format!("没有「{}」这张表的数据", table(name, lang)),
            format!("There are no rows for the table {}", name.word()),
        ),
        "",
        lang.pick(format!("这里有：{known}。"), format!("There are: {known}.")),
    )
}

/// There is nothing to draw.
pub fn no_chart(name: ChartName, lang: Lang) -> Notice {
    let chart = chart(name, lang);
    Notice::new(
        lang.pick(
            format!("「{chart}」没有数据，画不出图"),
            format!("There is nothing to draw for '{chart}'"),
        ),
        "",
        lang.pick(
            "看页面上这张图缺什么，导入那张表再试。",
            "See on the page what this chart lacks, import it, and try again.",
        ),
    )
}

/// Only a session and the outcome of a plan have a report in HTML.
pub fn no_html(lang: Lang) -> Notice {
    Notice::new(
        lang.pick("这一页没有 HTML 报告", "This page has no HTML report"),
        "",
        lang.pick(
            "写成 .xlsx、.csv 或 .png，或用 --page review、evaluate。",
            "Write .xlsx, .csv or .png, or use --page review or evaluate.",
        ),
    )
}

/// The file could not be made.
pub fn not_made(why: &str, lang: Lang) -> Notice {
    Notice::new(
        lang.pick("文件没做成", "The file could not be made"),
        why,
        lang.pick(
            "换一种格式试试，例如 .html 或 .csv。",
            "Try another format, such as .html or .csv.",
        ),
    )
}

/// The ending of the file says nothing that can be written.
pub fn bad_ending(lang: Lang) -> &'static str {
    lang.pick(
        "--out 的文件名要以 .html、.xlsx、.csv 或 .png 结尾，或写一个文件夹（每张表一个 CSV）",
        "--out must end in .html, .xlsx, .csv or .png, or name a folder (one CSV a table)",
    )
}

/// `--table` goes with CSV, `--chart` with PNG.
pub fn wrong_pair(option: &str, ending: &str, lang: Lang) -> String {
    lang.pick(
        format!("{option} 要和以 {ending} 结尾的 --out 一起用"),
        format!("{option} goes with --out ending in {ending}"),
    )
}

/// An option that belongs to one page.
pub fn wrong_page(option: &str, page: &str, lang: Lang) -> String {
    lang.pick(
        format!("{option} 要和 --page {page} 一起用"),
        format!("{option} goes with --page {page}"),
    )
}

/// The first words of the data dictionary's metrics.
pub fn metrics(lang: Lang) -> &'static str {
    lang.pick("口径", "How metrics are made")
}

/// Whether more is better.
pub fn better(more: bool, lang: Lang) -> &'static str {
    if more { lang.pick("多好", "more is better") } else { lang.pick("少好", "less is better") }
}

/// Yes; nothing for no.
pub fn yes(holds: bool, lang: Lang) -> &'static str {
    if holds { lang.pick("是", "yes") } else { "" }
}

/// What a funnel counts.
pub fn counted(people: bool, lang: Lang) -> &'static str {
    if people { lang.pick("人数", "people") } else { lang.pick("次数", "times") }
}

/// What a column of the minute table means.
pub fn panel(explain: &str, derived: bool, lang: Lang) -> String {
    let mut text = if explain.is_empty() {
        lang.pick("这一分钟里的数", "In this minute").to_owned()
    } else {
        explain.to_owned()
    };
    if derived {
        text.push_str(lang.pick("；由订单和评论还原", "; rebuilt from orders and comments"));
    }
    text
}

/// The first sheet of a workbook: its name and the labels of its lines.
pub fn about(lang: Lang) -> [&'static str; 5] {
    lang.pick(
        ["关于", "范围", "结论", "怎么来的", "表"],
        ["About", "Scope", "Verdict", "How it was made", "Sheets"],
    )
}

/// Rows that a long picture leaves out.
pub fn more_rows(count: usize, lang: Lang) -> String {
    lang.pick(
        format!("还有 {count} 行，在表格里看"),
        format!("{count} more rows are in the workbook"),
    )
}

fn every_column() -> impl Iterator<Item = &'static (&'static str, Said, Said)> {
    COLUMNS.iter().chain(export_evaluate::COLUMNS)
}

/// Head and meaning of a column.
pub fn column(key: &str, lang: Lang) -> (&'static str, &'static str) {
    let found = every_column().find(|(known, ..)| *known == key);
    found.map_or(("", ""), |(_, zh, en)| lang.pick(*zh, *en))
}

type Said = (&'static str, &'static str);

/// Every column: its word; head and meaning in Chinese; head and meaning in English.
const COLUMNS: &[(&str, Said, Said)] = &[
    (
        "start_minute",
        ("第几分钟", "从开播数起"),
        ("Start minute", "Counted from the start of the session"),
    ),
    ("talk_minutes", ("分钟", "讲几分钟"), ("Minutes", "How long it is talked about")),
    ("host", ("主播", "谁来讲"), ("Host", "Who presents")),
    (
        "expected",
        ("预计", "按目标口径预计带来多少"),
        ("Expected", "What it is expected to bring, in the unit of the objective"),
    ),
    (
        "share_last",
        ("上一场份额", "上一场占观众分钟的份额"),
        ("Share last session", "Its part of viewer-minutes last time"),
    ),
    (
        "per_percent",
        ("再多 1%", "再多给 1% 份额约多多少"),
        ("Another 1%", "What another 1% of share would bring"),
    ),
    (
        "held_by",
        ("被什么卡住", "为什么不再多或再少"),
        ("Held by", "Why it has no more and no less"),
    ),
    ("key", ("代号", "程序里固定的名字"), ("Key", "The stable name in the program")),
    ("metric", ("指标", "指标的名字"), ("Metric", "Name of the metric")),
    ("value", ("数值", "由个数重新算出来的值"), ("Value", "Worked out again from its counts")),
    (
        "tier",
        ("和自己比", "优秀 = 自己历史前 25%，中位 = 中位数以上，偏低 = 以下"),
        (
            "Own history",
            "Top = best 25% of the own history, middle = from the median up, low = below",
        ),
    ),
    ("median", ("同类中位", "同类场次的中位数"), ("Like median", "Median of like sessions")),
    (
        "like",
        ("同类场次", "拿来比的场次有几场"),
        ("Like sessions", "How many stand behind the median"),
    ),
    ("low", ("下限", "80% 区间的下端"), ("Low", "Lower end of the 80% range")),
    ("high", ("上限", "80% 区间的上端"), ("High", "Upper end of the 80% range")),
    ("above", ("分子", "除法上面的数"), ("Above", "Number above the line")),
    ("below", ("分母", "除法下面的数"), ("Below", "Number below the line")),
    ("scale", ("乘", "比值再乘的数，千次为 1,000"), ("Times", "What the ratio is multiplied by")),
    ("formula", ("算法", "怎么算的"), ("Formula", "How it is made")),
    ("basis", ("金额口径", "成交金额还是支付金额"), ("Money", "Which money is meant")),
    ("note", ("注意", "看这个数要知道的"), ("Note", "What to know when reading it")),
    ("source", ("来源", "文件、工作表、行"), ("Source", "File, sheet, row")),
    ("counted", ("按", "按人数还是按次数"), ("By", "People or times")),
    ("step", ("环节", "漏斗的一步"), ("Step", "A step of the funnel")),
    ("count", ("个数", "到这一步的人数或次数"), ("Count", "People or times that came this far")),
    ("rate", ("转化率", "这一步 ÷ 上一步"), ("Rate", "This step ÷ the step above")),
    (
        "change",
        ("和中位差", "比同类中位高多少，单位是点"),
        ("Against median", "Difference from the like median, in points"),
    ),
    (
        "weakest",
        ("最弱", "和自己历史比掉得最多的一步"),
        ("Weakest", "Fell most against the own history"),
    ),
    ("factor", ("因素", "差额的一部分"), ("Factor", "A part of the difference")),
    (
        "part",
        ("多或少", "这个因素带来的金额，合起来等于差额；不证明因果"),
        ("More or less", "Money by this factor; they add up to the difference. Proves no cause"),
    ),
    ("clear", ("方向确定", "80% 区间不跨 0"), ("Clear", "The 80% range does not reach over 0")),
    (
        "was",
        ("这场和同类", "这场的值和同类的值"),
        ("Here and there", "Value here and of like sessions"),
    ),
    ("channel", ("来源渠道", "观众从哪里来"), ("Channel", "Where viewers came from")),
    (
        "sum",
        ("合计", "是一组渠道加起来的行；人数不相加"),
        ("Sum", "Adds a group up; people are never added"),
    ),
    ("views", ("观看次数", "次数，不是人数"), ("Views", "Times, not people")),
    ("amount", ("金额", "按平台导出的口径"), ("Amount", "As the platform reports it")),
    (
        "gpm",
        ("千次观看成交", "金额 ÷ 观看次数 × 1,000"),
        ("Per 1,000 views", "Amount ÷ views × 1,000"),
    ),
    ("roi", ("ROI", "金额 ÷ 投放消耗"), ("ROI", "Amount ÷ ad spend")),
    ("product", ("商品", "商品名"), ("Product", "Name of the product")),
    ("share", ("占比", "占这场商品金额的多少"), ("Share", "Of the money of all products")),
    (
        "orders",
        ("订单", "成交订单数；没有订单数的导出是件数"),
        ("Orders", "Orders, or items where only items are told"),
    ),
    (
        "click_rate",
        ("商品点击率", "点击人数 ÷ 曝光人数"),
        ("Click rate", "People clicking ÷ people shown"),
    ),
    (
        "order_rate",
        ("点击-成交率", "成交人数 ÷ 点击人数"),
        ("Order rate", "Buyers ÷ people clicking"),
    ),
    ("start", ("开始", "开始讲的钟点"), ("Start", "When the talk began")),
    ("minutes", ("分钟", "讲了几分钟"), ("Minutes", "How long it was talked about")),
    (
        "online",
        ("平均在线", "讲的时候平均几个人在线"),
        ("Mean online", "People online while it was talked about"),
    ),
    (
        "viewer_change",
        ("人数变化", "讲完比开始多几个人"),
        ("Change of viewers", "From start to end of the talk"),
    ),
    ("clicks", ("点击", "讲的时候的点击"), ("Clicks", "While it was talked about")),
    (
        "per_thousand",
        ("千人分钟金额", "金额 ÷（分钟 × 平均在线）× 1,000"),
        ("Per 1,000 viewer-minutes", "Amount ÷ (minutes × mean online) × 1,000"),
    ),
    (
        "lift",
        ("比基线", "千人分钟金额 ÷ 这场基线 − 1"),
        ("Lift", "Per viewer-minute against the session's own baseline, less 1"),
    ),
    ("rank", ("名次", "按千人分钟金额"), ("Rank", "By amount per viewer-minute")),
    ("minute", ("第几分钟", "从开播算起"), ("Minute", "From the start")),
    ("clock", ("钟点", "当地时间"), ("Clock", "Local time")),
    ("role", ("角色", "引流、福利、利润、形象"), ("Role", "Traffic, giveaway, profit, image")),
    ("sessions", ("上过几场", "讲过或卖过它的场次"), ("Sessions", "It was shown in")),
    ("click_count", ("点击人数", "每场各算一次"), ("Clicking", "Counted once in each session")),
    ("click_of", ("曝光人数", "每场各算一次"), ("Shown", "Counted once in each session")),
    ("click_raw", ("点击率原数", "点击人数 ÷ 曝光人数"), ("Click rate, raw", "Clicking ÷ shown")),
    (
        "click_estimate",
        ("点击率估计", "样本少的往全店平均靠"),
        ("Click rate, estimate", "Drawn towards the shop's mean where few people stand behind it"),
    ),
    ("order_count", ("成交人数", "每场各算一次"), ("Buyers", "Counted once in each session")),
    ("order_of", ("点击的人", "每场各算一次"), ("Of clicking", "Counted once in each session")),
    ("order_raw", ("成交率原数", "成交人数 ÷ 点击人数"), ("Order rate, raw", "Buyers ÷ clicking")),
    (
        "order_estimate",
        ("成交率估计", "样本少的往全店平均靠"),
        ("Order rate, estimate", "Drawn towards the shop's mean where few people stand behind it"),
    ),
    (
        "gpm_shown",
        ("千次曝光金额", "金额 ÷ 商品曝光次数 × 1,000"),
        ("Per 1,000 shown", "Amount ÷ times the product was shown × 1,000"),
    ),
    (
        "margin",
        ("毛利", "金额减退款和成本，要先填成本"),
        ("Margin", "After refunds and costs; needs costs"),
    ),
    (
        "margin_minute",
        ("毛利/讲解分钟", "毛利 ÷ 讲解分钟"),
        ("Margin per talk minute", "Margin ÷ minutes of talk"),
    ),
    ("corner", ("去向", "四象限里的位置"), ("Where to", "Its corner of the quadrant")),
    ("action", ("建议", "可以试着改的一件事"), ("Suggestion", "One thing to try")),
    (
        "reason",
        ("理由", "建议背后的数；不证明因果"),
        ("Reason", "The numbers behind it; proves no cause"),
    ),
    ("date", ("日期", "开播的日子"), ("Date", "Day of the session")),
    (
        "limit_low",
        ("正常下限", "正常波动的下限，两个标准差"),
        ("Lower limit", "Of ordinary swings, two sigma"),
    ),
    (
        "limit_high",
        ("正常上限", "正常波动的上限，两个标准差"),
        ("Upper limit", "Of ordinary swings, two sigma"),
    ),
    ("outside", ("超出", "在正常波动之外"), ("Outside", "Beyond ordinary swings")),
    ("price", ("价格", "这场的件单价"), ("Price", "Per item in the session")),
    ("weekday", ("星期", "开播那天"), ("Weekday", "Of the start")),
    ("hour", ("钟点", "几点"), ("Hour", "Of the day")),
    (
        "per_hour",
        ("每小时金额", "这个钟点播一小时的金额"),
        ("Per hour", "Amount of an hour on the air"),
    ),
    ("behind", ("场次", "背后有几场"), ("Sessions", "Behind the figure")),
    ("stream", ("收入", "货款、课程、广告分成"), ("Stream", "Goods, courses or ad share")),
    ("income_share", ("占比", "占全部收入的多少"), ("Share", "Of all income")),
    ("sheet", ("表", "在哪张表"), ("Sheet", "Where it stands")),
    ("column", ("列或指标", "列名，或指标的名字"), ("Column or metric", "Its name")),
    ("meaning", ("意思", "是什么，怎么算"), ("Meaning", "What it is and how it is made")),
    ("better", ("好坏", "多好还是少好"), ("Better", "Whether more is better")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_words_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            for name in TableName::ALL {
                let title = table(*name, lang);
                // What a spreadsheet takes as the name of a sheet.
                assert!(!title.is_empty() && title.chars().count() <= 31, "{title}");
                assert!(!title.contains(['/', '\\', '?', '*', '[', ']', ':']), "{title}");
                assert_eq!(TableName::from_word(name.word()), Some(*name));
            }
            for name in ChartName::ALL {
                assert!(!chart(*name, lang).is_empty());
                assert_eq!(ChartName::from_word(name.word()), Some(*name));
            }
            for (key, ..) in every_column() {
                let (head, meaning) = column(key, lang);
                assert!(!head.is_empty() && !meaning.is_empty(), "{key}");
                assert_eq!(every_column().filter(|(other, ..)| other == key).count(), 1, "{key}");
            }
        }
    }
}
