//! What values the arguments take, where they are no list of words.

use super::Both;

/// What values an argument takes, where it is not a list of words.
pub(super) const ALLOWED: &[(&str, Both)] = &[
    (
        "store",
        (
            "写数据文件的路径，例如 我的直播.fupan。",
            "Give the path of a data file, such as my-shop.fupan.",
        ),
    ),
    ("contact_cost", ("写 0 或更大的钱数，例如 0.5。", "Give an amount from 0 up, such as 0.5.")),
    (
        "start",
        (
            "写日期和时间，例如 \"2026-11-28 19:30\"。",
            "Give a date and a time, such as \"2026-11-28 19:30\".",
        ),
    ),
    (
        "add",
        (
            "写一句要做的，例如 开场先说包邮。",
            "Write what to do, such as \"mention free shipping\".",
        ),
    ),
    (
        "done",
        ("写待办的编号，用 fupan actions 看。", "Give an action's number; see `fupan actions`."),
    ),
    (
        "dropped",
        ("写待办的编号，用 fupan actions 看。", "Give an action's number; see `fupan actions`."),
    ),
    (
        "reopen",
        ("写待办的编号，用 fupan actions 看。", "Give an action's number; see `fupan actions`."),
    ),
    ("files", ("写文件的路径。", "Give the path of a file.")),
    ("seed", ("写 0 或更大的整数，例如 42。", "Give a whole number from 0 up, such as 42.")),
    (
        "session",
        (
            "写场次的编号或平台的场次 ID，用 fupan show sessions 看。",
            "Give a session's number or the platform's id; see `fupan show sessions`.",
        ),
    ),
    (
        "against",
        (
            "写另一场的编号或平台的场次 ID，用 fupan show sessions 看。",
            "Give the other session's number or id; see `fupan show sessions`.",
        ),
    ),
    (
        "subject",
        (
            "写实验的名字；assign 后面写场次的编号。",
            "Give an experiment's name; after assign, a session's number.",
        ),
    ),
    ("sessions", ("写 4 到 200 的整数。", "Give a whole number from 4 to 200.")),
    ("way_a", ("写一句话，例如 开场先发福袋。", "Give a few words, such as \"gift first\".")),
    (
        "way_b",
        ("写一句话，例如 开场先讲主推。", "Give a few words, such as \"main product first\"."),
    ),
    (
        "name",
        (
            "写实验的名字，用 fupan experiment list 看。",
            "Give an experiment's name; see `fupan experiment list`.",
        ),
    ),
    (
        "follow_review",
        (
            "写场次的编号，或什么都不写，就是最近一场。",
            "Give a session's number, or nothing for the latest.",
        ),
    ),
    (
        "from_minute",
        (
            "写开播后第几分钟（66），或几点几分（20:36）。",
            "Give minutes from the start (66) or a time of day (20:36).",
        ),
    ),
    (
        "to_minute",
        (
            "写开播后第几分钟（90），或几点几分（21:04）。",
            "Give minutes from the start (90) or a time of day (21:04).",
        ),
    ),
    ("hosts", ("写名字，用、或逗号隔开。", "Give names, with commas between.")),
    ("floor", ("写一个数，单位元。", "Give an amount in yuan.")),
    (
        "exposure_floor",
        (
            "写成 组=百分数，例如 age:new=15% 或 category:零食=10%。",
            "Give GROUP=PERCENT, such as age:new=15% or category:snacks=10%.",
        ),
    ),
    ("topic", ("写一条命令，例如 plan。", "Give a command, such as plan.")),
    ("paths", ("写文件或文件夹的路径。", "Give the path of a file or folder.")),
    (
        "kind",
        ("写一种表的名字，用 fupan kinds 看。", "Give the name of a kind; see `fupan kinds`."),
    ),
    (
        "added",
        (
            "写类型文件（.toml）的路径，写法见说明文档。",
            "Give the path of a kind file (.toml); the documentation says how it is written.",
        ),
    ),
    (
        "own_kind",
        (
            "写自己加入的类型的名字，fupan kinds 里标着「自己的」。",
            "Give the id of a kind of your own; `fupan kinds` marks them.",
        ),
    ),
    (
        "template",
        (
            "写模板文件（.toml）的路径，或记下来的名字（用 fupan map --list 看）。",
            "Give the path of a template (.toml) or the name of a kept one; see `fupan map --list`.",
        ),
    ),
    ("file", ("写文件的路径。", "Give the path of a file.")),
    ("inner", ("写压缩包里文件的名字。", "Give the name of a file in the archive.")),
    ("sheet", ("写工作表的名字。", "Give the name of a sheet.")),
    (
        "header",
        (
            "写 0 或更大的整数：表头在第几行。",
            "Give a whole number from 0 up: the row of the header.",
        ),
    ),
    (
        "columns",
        ("写成 列=名字，例如 场观=viewers_uv。", "Give COLUMN=TARGET, such as Watched=viewers_uv."),
    ),
    ("unit", ("写成 列=单位，例如 时长=minutes。", "Give COLUMN=UNIT, such as Length=minutes.")),
    (
        "encoding",
        ("写编码的名字，例如 shift_jis。", "Give the label of an encoding, such as shift_jis."),
    ),
    (
        "forget",
        (
            "写模板的名字或表头，用 fupan map --list 看。",
            "Give the name of a template or a header; see `fupan map --list`.",
        ),
    ),
    ("alias", ("写成 新表头=名字，例如 成交总额=gmv。", "Give HEADER=TARGET, such as Sales=gmv.")),
    (
        "undo",
        (
            "写导入的号（整数），用 fupan imports 看。",
            "Give the number of an import; see `fupan imports`.",
        ),
    ),
    (
        "show",
        (
            "写导入的号（整数），用 fupan imports 看。",
            "Give the number of an import; see `fupan imports`.",
        ),
    ),
    (
        "rejects",
        (
            "写导入的号（整数），用 fupan imports 看。",
            "Give the number of an import; see `fupan imports`.",
        ),
    ),
    ("from", ("写一天，例如 2026-11-01。", "Give a day, such as 2026-11-01.")),
    ("to", ("写一天，例如 2026-11-30。", "Give a day, such as 2026-11-30.")),
    (
        "product",
        (
            "写商品的编号或名字，用 fupan show products 看。",
            "Give a product's id or name; see `fupan show products`.",
        ),
    ),
    ("pairs", ("写成 名字=值，例如 unit_cost=12.5。", "Give NAME=VALUE, such as unit_cost=12.5.")),
    (
        "minute",
        (
            "写 0 或更大的整数：开播后第几分钟。",
            "Give a whole number from 0 up: minutes from the start.",
        ),
    ),
    (
        "remove",
        ("写记录的号（整数），用 fupan note 看。", "Give the number of a note; see `fupan note`."),
    ),
    ("text", ("写要记下的话，不能是空的。", "Give the words of the note; they cannot be empty.")),
    ("depth", ("写 1 到 30 的整数。", "Give a whole number from 1 to 30.")),
    ("min_leaf", ("写 1 或更大的整数。", "Give a whole number from 1 up.")),
    ("trees", ("写 1 到 5000 的整数。", "Give a whole number from 1 to 5000.")),
    ("by", ("写一列的名字，例如 fan_level。", "Give the name of a column, such as fan_level.")),
    (
        "outcome",
        (
            "写表里一列的名字，和表头一模一样。",
            "Give the name of a column exactly as in the table.",
        ),
    ),
    ("folds", ("写 CSV 文件的路径。", "Give the path of a CSV file.")),
    (
        "model_id",
        (
            "写模型的号（整数），fupan train --json 会列出。",
            "Give the number of a model; `fupan train --json` lists them.",
        ),
    ),
    (
        "run_in_use",
        (
            "写训练的号（整数），fupan models 会列出。",
            "Give the number of a training; `fupan models` lists them.",
        ),
    ),
    (
        "run_to_delete",
        (
            "写训练的号（整数），fupan models 会列出。",
            "Give the number of a training; `fupan models` lists them.",
        ),
    ),
    (
        "from_row",
        (
            "写商品名、日期（2026-11-21）或观众编号。",
            "Give a product's name, a day (2026-11-21) or a viewer's id.",
        ),
    ),
    ("export", ("写一个文件夹。", "Give a folder.")),
    ("set", ("写成 特征=值，例如 hour=20。", "Give FEATURE=VALUE, such as hour=20.")),
    (
        "segment",
        (
            "可以写：new、returning、loyal、none、fan、club。",
            "Use one of: new, returning, loyal, none, fan, club.",
        ),
    ),
    (
        "viewer",
        ("写观众的代号，和导入的文件里一样。", "Give the viewer's id as in the imported files."),
    ),
    ("count", ("写 1 到 1000 的整数。", "Give a whole number from 1 to 1000.")),
    ("viewers", ("写大于 0 的数，例如 1200。", "Give a number above 0, such as 1200.")),
    ("minutes", ("写 1 到 1440 的整数。", "Give a whole number from 1 to 1440.")),
    (
        "goal",
        (
            "写大于 0 的数，例如 50000；没有目标就不写 --goal。",
            "Give a number above 0, such as 50000; without a goal leave --goal out.",
        ),
    ),
    ("explore", ("写 0 到 1 的数，例如 0.1。", "Give a number from 0 to 1, such as 0.1.")),
    ("spec", ("写计划文件（.toml）的路径。", "Give the path of a plan file (.toml).")),
    (
        "plan",
        (
            "写存过的计划的名字，用 fupan plans 看。",
            "Give the name of a saved plan; see `fupan plans`.",
        ),
    ),
    ("save", ("写一个名字，例如 双十二。", "Give a name, such as Friday.")),
    (
        "out",
        (
            "写文件的路径：.html 报告、.xlsx 或 .csv 表格、.png 图片。",
            "Give the path of a file: .html for a report, .xlsx or .csv for tables, .png for a picture.",
        ),
    ),
];
