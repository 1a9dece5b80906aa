//! What the words of `recommend`, `plan` and `evaluate` mean.

use super::Both;

/// Command, argument, and what it means.
pub(super) const ARGUMENTS: &[(&str, &str, Both)] = &[
    (
        "recommend",
        "segment",
        (
            "给哪群人：新客 new、回头客 returning、老客 loyal、非粉丝 none、粉丝 fan、粉丝团 club",
            "For a segment: new, returning, loyal, or a fan level: none, fan, club",
        ),
    ),
    (
        "recommend",
        "viewer",
        (
            "给一位观众：原始代号，收到就变成密文",
            "For a viewer, by the raw id, which is hashed at once",
        ),
    ),
    ("recommend", "next_session", ("给下一场（不写也是）", "For the next session (the default)")),
    ("recommend", "count", ("列几个", "How many")),
    (
        "recommend",
        "evaluate",
        ("改为拿过去考一考各种方法", "Measure the recommenders on the past instead"),
    ),
    ("recommend", "together", ("改为看什么常被一起买", "What is bought together instead")),
    (
        "recommend",
        "protocol",
        (
            "怎么考：后五分之一时间、随机五分之一、每人最后一次购买",
            "What is tested: the last fifth in time, a random fifth, everybody's last purchase",
        ),
    ),
    ("plan", "viewers", ("预计多少观众", "Expected viewers")),
    ("plan", "minutes", ("播多少分钟", "Length in minutes")),
    (
        "plan",
        "start",
        (
            "几点开播，例如 \"2026-11-28 19:30\"；不写时猜是上一场的下一周",
            "When it begins, such as \"2026-11-28 19:30\"; else a week after the latest session",
        ),
    ),
    (
        "plan",
        "out",
        (
            "流程单写到哪里：.html 能打印，.xlsx 是表格，.ics 进日历",
            "Where to write the run-down: .html prints, .xlsx is a workbook, .ics goes into a calendar",
        ),
    ),
    (
        "plan",
        "goal",
        ("目标，单位元（按订单排时是单数）", "Goal in yuan (in orders with --objective orders)"),
    ),
    (
        "plan",
        "objective",
        (
            "什么越多越好：利润、成交额、退款后成交额、订单数；不写是 gmv",
            "What to make large: profit, sales, sales after refunds, orders; gmv when left out",
        ),
    ),
    (
        "plan",
        "method",
        (
            "怎么分：auto 自动挑最好的，water 精确分份额，dp 按整分钟，lp 连限制和最差场次一起算，explore 多留探索，equal 人人一样；不写是 auto",
            "How: auto takes the best, water exact shares, dp whole minutes, lp all limits and the worst sessions at once, explore mostly exploring, equal the same for all; auto when left out",
        ),
    ),
    (
        "plan",
        "explore",
        (
            "留多少份额给还没把握的商品，0 到 1",
            "Share kept for trying products that are not known well, 0 to 1",
        ),
    ),
    (
        "plan",
        "spec",
        (
            "写在文件里的计划，不需要数据文件；这里写了的优先",
            "A plan described in a file; needs no data file. What is also given here wins over it",
        ),
    ),
    (
        "evaluate",
        "plan",
        ("存过的计划；不写就看所有计划的成绩", "A saved plan; without one, how all plans did"),
    ),
    (
        "evaluate",
        "session",
        (
            "它播成了哪一场：我们的编号或平台的编号，会记下来",
            "The session it became, by our number or the platform's; kept with the plan",
        ),
    ),
    ("evaluate", "detach", ("不再对照那一场", "Take the session back from the plan")),
    (
        "evaluate",
        "exposure_floor",
        (
            "一组商品至少占多少曝光，会记下来：age:new=15%；0 就是不设",
            "The least share of exposure of a group of products, kept: age:new=15%; 0 removes it",
        ),
    ),
    (
        "plan",
        "floor",
        (
            "最差的那些场（不另说就是十场里最差的一场）平均至少要有多少，单位元",
            "What the worst sessions (one in ten, unless the file says otherwise) bring at least on average, in yuan",
        ),
    ),
    (
        "plan",
        "template",
        (
            "从哪种场子的模板开始：没填的按商品角色补上",
            "Start from a template: what is left open is filled in by the roles of the products",
        ),
    ),
    (
        "plan",
        "hosts",
        (
            "这一场谁来播，用、或逗号隔开；两位以上就分好谁讲哪一段",
            "Who presents, with commas between; with two or more the plan says who presents what",
        ),
    ),
    ("actions", "add", ("记下一条要做的", "Write down something to do")),
    (
        "actions",
        "session",
        (
            "它来自哪一场：我们的编号或平台的编号；不写是最近一场",
            "The session it comes from, by our number or the platform's; else the latest",
        ),
    ),
    ("actions", "done", ("这个编号的做完了", "Mark the one with this number as done")),
    ("actions", "dropped", ("这个编号的不做了", "Let go of the one with this number")),
    (
        "actions",
        "reopen",
        (
            "重新打开这个编号的：不管之前是谁说做完了",
            "Open the one with this number again, whoever said it was done",
        ),
    ),
    (
        "plan",
        "open_actions",
        (
            "把没做完的待办写成讲解分钟的上下限，见 fupan actions",
            "Write open actions into the plan as limits of talk minutes, see fupan actions",
        ),
    ),
    (
        "plan",
        "hold_floors",
        (
            "守住用 evaluate --exposure-floor 设的曝光下限",
            "Hold the floors of exposure set with evaluate --exposure-floor",
        ),
    ),
    ("plan", "save", ("用这个名字存下来", "Keep the plan under this name")),
];
