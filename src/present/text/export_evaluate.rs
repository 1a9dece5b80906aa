//! Words of what is written about plans and what is to be done: columns with their meanings, and
//! what there is not.

use super::{Lang, Notice};

/// Head and meaning.
type Said = (&'static str, &'static str);

/// Every column: its word; head and meaning in Chinese; head and meaning in English.
pub(super) const COLUMNS: &[(&str, Said, Said)] = &[
    (
        "planned",
        ("计划", "按目标口径计划带来多少"),
        ("Planned", "What it was planned to bring, in the unit of the objective"),
    ),
    ("actual", ("实际", "实际带来多少"), ("Actual", "What it really brought")),
    ("mark", ("结果", "落在区间里没有"), ("Outcome", "Whether it lies in the range")),
    ("state", ("状态", "没做、做完了还是不做了"), ("State", "Open, done or dropped")),
    ("to_do", ("待办", "要做什么"), ("Action", "What is to be done")),
    (
        "from",
        ("来自", "从哪一场看出来的，带过几场"),
        ("From", "The session it comes from, and through how many it was carried"),
    ),
    (
        "figure_then",
        ("当时", "定下来那场的数：讲了几分钟，或比率；挪投放的是投放原来在开播后第几分钟"),
        (
            "Then",
            "In the session it comes from: minutes of talk or a rate; of moved ad spend the minute from the start at which it was",
        ),
    ),
    (
        "figure_wanted",
        ("想要", "要做到的数：讲几分钟，或比率；挪投放的是挪到开播后第几分钟"),
        (
            "Wanted",
            "What it is to become: minutes of talk or a rate; of moved ad spend the minute from the start to which it goes",
        ),
    ),
    (
        "figure_seen",
        (
            "后来",
            "后来那场的数：讲了几分钟，或比率；挪投放的是新的半小时占两处投放的比例。没有就是还看不出",
        ),
        (
            "Later",
            "In a later session: minutes of talk or a rate; of moved ad spend the new half-hour's part of the spend of both. Empty while none tells",
        ),
    ),
    (
        "sales_then",
        ("当时成交", "定下来那场的成交"),
        ("Sales then", "Takings in the session it comes from"),
    ),
    (
        "sales_after",
        ("后来成交", "做到那场的成交；是变化，不等于效果"),
        ("Sales later", "Takings where it was done: a change, not proof of an effect"),
    ),
    (
        "numbers_say",
        ("数字说", "谁了结的，凭哪场的哪个数"),
        ("The numbers", "Who closed it, by which figure of which session"),
    ),
];

/// A page without charts has no long picture.
pub fn no_picture(lang: Lang) -> Notice {
    Notice::new(
        lang.pick("这一页没有图可以写", "This page has no picture"),
        "",
        lang.pick("写成 .html、.xlsx 或 .csv。", "Write .html, .xlsx or .csv."),
    )
}
