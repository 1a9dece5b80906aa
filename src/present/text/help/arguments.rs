//! What `--help` says of every argument.

use super::Both;

/// Arguments: the command (empty: of any), the argument, the text.
pub(super) const ARGUMENTS: &[(&str, &str, Both)] = &[
    ("", "help", ("看怎么用", "Print this help")),
    ("", "version", ("看版本号", "Print the version")),
    (
        "",
        "lang",
        (
            "说哪种话；不写就跟系统一样",
            "Language of everything printed; the system's when left out",
        ),
    ),
    (
        "",
        "store",
        (
            "数据文件，以 .fupan 结尾；不写就用自己的那一个",
            "The data file, ending in .fupan; your own when left out",
        ),
    ),
    ("", "files", ("要导入的文件，和拖进窗口一样", "Files to import as if dropped on the window")),
    ("", "json", ("打印成一份 JSON", "Print one JSON document")),
    (
        "",
        "seed",
        (
            "随机种子：同样的数据和种子，结果一模一样",
            "Seed of everything random: the same data and seed give the same result",
        ),
    ),
    (
        "",
        "session",
        (
            "哪一场：编号或平台的场次 ID；不写就是最近一场",
            "The session, by number or the platform's id; the latest when left out",
        ),
    ),
    ("help", "topic", ("哪条命令", "Which command")),
    (
        "review",
        "from_minute",
        (
            "只看从这一分钟起：开播后第几分钟，或几点几分",
            "Only from this minute on: minutes from the start, or a time of day",
        ),
    ),
    ("review", "to_minute", ("只看到这一分钟为止", "Only up to this minute")),
    ("review", "against", ("和这一场并排比", "Side by side with this session")),
    (
        "plan",
        "follow_review",
        (
            "照复盘的建议改讲解分钟：哪一场；不写编号就是最近一场。计划存下时，这些也记成待办",
            "Follow what the review of a session found; the latest when no id is given. Saved with the plan, they are kept as open actions too",
        ),
    ),
    ("privacy", "what", ("audit：逐列、逐段查一遍", "audit: look at every column and every text")),
    ("import", "paths", ("文件和文件夹", "Files and folders")),
    (
        "import",
        "kind",
        (
            "当作这种表来读；fupan kinds 列出全部",
            "Read them as this kind; `fupan kinds` lists them",
        ),
    ),
    (
        "import",
        "template",
        (
            "按这个模板来读：模板文件，或记下来的名字",
            "Read them with this template: a file, or the name of a kept one",
        ),
    ),
    (
        "import",
        "session",
        (
            "只讲一场、却没写哪一场的文件，归到这一场",
            "The session of files that are about one and say not which",
        ),
    ),
    ("import", "dry_run", ("只看会怎样，什么都不写", "Show what would happen and write nothing")),
    ("imports", "undo", ("撤销这一次导入", "Take this import back")),
    (
        "imports",
        "show",
        (
            "看这一次导入写了什么、有什么问题、怎么办",
            "What this import wrote, what is wrong with its files and what to do",
        ),
    ),
    (
        "imports",
        "rejects",
        ("这一次导入没收进的行", "The rows of this import that did not come in"),
    ),
    ("imports", "csv", ("没收进的行以 CSV 输出", "Print those rows as CSV")),
    ("imports", "out", ("没收进的行写进这个 CSV 文件", "Write those rows into this CSV file")),
    (
        "kinds",
        "added",
        ("加入自己的一种文件，或换成它的新写法", "Add a kind of one's own, or its newer file"),
    ),
    ("kinds", "own_kind", ("去掉自己的一种", "Forget a kind of one's own")),
    (
        "kinds",
        "kind",
        ("打印一种的写法，可以照着改", "Print the file of a kind, to start one's own from"),
    ),
    ("map", "file", ("哪个文件", "The file")),
    ("map", "grain", ("一行记的是什么；不写就猜", "What a row is about; guessed when left out")),
    ("map", "inner", ("压缩包里的哪个文件", "Which file of an archive")),
    ("map", "sheet", ("哪个工作表", "Which sheet")),
    ("map", "header", ("表头在第几行，没有表头写 0", "The row of the header; 0 without one")),
    (
        "map",
        "columns",
        (
            "哪一列是什么，写成 列=名字；名字空着就不要这一列",
            "What a column is, as COLUMN=TARGET; an empty target leaves it out",
        ),
    ),
    (
        "map",
        "unit",
        (
            "一列的单位，写成 列=单位：seconds、minutes、hours、fraction、percent",
            "The unit of a column, as COLUMN=UNIT: seconds, minutes, hours, fraction, percent",
        ),
    ),
    ("map", "first", ("日期先写日还是月", "Whether day or month comes first in dates")),
    ("map", "decimal", ("小数点是点还是逗号", "Whether dot or comma is the decimal sign")),
    (
        "map",
        "encoding",
        ("文字编码，例如 shift_jis、latin1", "Text encoding, such as shift_jis or latin1"),
    ),
    (
        "map",
        "bad_cells_empty",
        (
            "看不懂的格子当作没填，不丢掉整行",
            "Leave cells that cannot be read empty and keep their rows",
        ),
    ),
    (
        "map",
        "template",
        (
            "按这个模板来试：模板文件，或记下来的名字",
            "Try this template: a file, or the name of a kept one",
        ),
    ),
    (
        "map",
        "save",
        (
            "用这个名字记下来，同样的表以后自动认",
            "Keep it under this name: files of the same shape are known from then on",
        ),
    ),
    (
        "map",
        "alias",
        (
            "平台改了表头，写成 新表头=名字，以后都认",
            "A header that a platform renamed, as HEADER=TARGET; known from then on",
        ),
    ),
    ("map", "list", ("列出记下来的表和表头", "List the templates and headers that are kept")),
    (
        "map",
        "forget",
        ("忘掉这个名字的模板，或这个表头", "Forget the template of this name, or this header"),
    ),
    (
        "map",
        "toml",
        (
            "只打印模板，可以存成文件再改",
            "Print only the template, to be kept in a file and changed",
        ),
    ),
    ("show", "table", ("哪张表", "Which table")),
    (
        "show",
        "session",
        ("只看这一场：编号或平台的场次 ID", "Only this session, by number or the platform's id"),
    ),
    (
        "show",
        "from",
        (
            "从这一天起，例如 2026-11-01（按账号当地的日子）",
            "From this day on, such as 2026-11-01, as the account it happened to counts days",
        ),
    ),
    ("show", "to", ("到这一天为止（含）", "To this day, included")),
    ("show", "csv", ("打印成 CSV", "Print CSV")),
    (
        "set",
        "product",
        ("给哪个商品填：编号或名字", "The product whose fields are set, by id or name"),
    ),
    (
        "set",
        "viewer",
        (
            "标记哪位观众：平台的账号，或列表里的代号",
            "The viewer who is marked: the platform's id, or the code that lists show",
        ),
    ),
    (
        "set",
        "pairs",
        (
            "填什么，写成 名字=值：商品的 price、unit_cost、return_cost、stock、role、kind、category；观众的 mark=person|staff|bot|auto；clean_viewers=on|off",
            "What to set, as name=value: price, unit_cost, return_cost, stock, role, kind, category of a product; mark=person|staff|bot|auto of a viewer; clean_viewers=on|off",
        ),
    ),
    (
        "note",
        "minute",
        (
            "开播后第几分钟；不写就记在整场上",
            "Minutes from the session's start; on the whole session when left out",
        ),
    ),
    ("note", "remove", ("改为删掉这个号的记录", "Remove the note with this number instead")),
    (
        "note",
        "text",
        ("记什么；不写就列出这场的记录", "The note; without it the session's notes are listed"),
    ),
    (
        "train",
        "question",
        (
            "问什么：谁会买、哪些商品会卖好、一场能卖多少",
            "What is asked: who buys, which products sell, how much a session sells",
        ),
    ),
    (
        "train",
        "source",
        (
            "用哪些行来学：导入的场次和订单、观众行为、自己的表；不写时只有自己的表就用它，否则用历史",
            "Which rows: history as imported, viewer events, or a table of one's own; by default visits when they are all there is, else history",
        ),
    ),
    (
        "train",
        "model",
        (
            "用哪种方法；all 是数据够用的全部",
            "Which method; all is every one the data is enough for",
        ),
    ),
    (
        "train",
        "engine",
        (
            "用谁的实现：自己的、linfa 库，或两种都训、放在一起比",
            "Whose implementation: our own, the linfa crates, or both side by side",
        ),
    ),
    ("train", "depth", ("决策树最多几层", "Depth of the tree")),
    ("train", "min_leaf", ("每片叶子最少几行", "Least rows in a leaf")),
    (
        "train",
        "trees",
        ("随机森林几棵树，梯度提升几轮", "Trees of the random forest, rounds of boosting"),
    ),
    ("train", "by", ("再按这一列的各组分开看", "Figures by the groups of this column too")),
    (
        "train",
        "sensitive",
        (
            "性别、年龄这类说人本身的列也拿来学；不写就不学",
            "Let models look at columns that say what a person is, such as gender and age",
        ),
    ),
    (
        "train",
        "outcome",
        (
            "自己的表里改猜这一列，不猜导入时说的那一列",
            "This column of a table of one's own is predicted instead of the one named at import",
        ),
    ),
    (
        "drift",
        "question",
        (
            "问什么；拿最新一次训练和之后来的数据比",
            "The question; its newest training is compared with what came since",
        ),
    ),
    (
        "train",
        "folds",
        (
            "CSV 文件：每行数据一个折号，顺序一样",
            "A CSV with one fold number per row, in the order of the rows",
        ),
    ),
    (
        "predict",
        "question",
        ("问什么；由在用的那次训练回答", "The question; the training in use answers"),
    ),
    (
        "predict",
        "from_row",
        (
            "从哪一行出发：商品名、日期，或观众编号（马上加密，不留下）",
            "The row to start from: a product, a day, or a viewer's id, which is hashed at once",
        ),
    ),
    ("models", "question", ("看哪个问题的模型", "The question whose trainings are listed")),
    ("models", "run_in_use", ("以后用这一次训练", "Put this training to use")),
    ("models", "newest", ("总是用最新的一次", "Always use the newest training")),
    (
        "models",
        "run_to_delete",
        ("删掉这一次训练和它的模型", "Remove this training with its models"),
    ),
    (
        "models",
        "export",
        (
            "把模型和它学过的数据写进这个文件夹",
            "Write a model and the rows it stands on into this folder",
        ),
    ),
    (
        "models",
        "model_id",
        ("导出这一个模型，或者列它的线", "The model version to export, or whose lines are listed"),
    ),
    (
        "models",
        "thresholds",
        (
            "列出每条能画的线：招呼谁，带来多少",
            "List every line that can be drawn: whom it calls, what that brings",
        ),
    ),
    (
        "models",
        "contact_cost",
        (
            "招呼一个人（或推给一个点击）花多少；会记住，并列出每条线。没说过就按 0 算",
            "What contacting one person (or showing to one click) costs; kept, and the lines are listed. 0 until somebody says otherwise",
        ),
    ),
    ("predict", "model_id", ("用这一个模型", "This model version")),
    (
        "predict",
        "set",
        (
            "一个特征的值，写成 特征=值；其余和那一行一样，没写行就取中间值",
            "A feature's value, as feature=value; others stay as in the row, or at their middle",
        ),
    ),
    (
        "report",
        "page",
        (
            "哪一页：一场、全部商品、全部场次、计划对照和待办",
            "Which page: one session, all products, all sessions, plan against outcome with actions",
        ),
    ),
    ("report", "product", ("商品页上细看哪个商品", "The product that is shown in detail")),
    (
        "report",
        "plan",
        (
            "评估页上对照哪个计划，写名字；不写就是最近有场次的那个",
            "The plan beside its outcome on Evaluate; without one the newest that has a session",
        ),
    ),
    (
        "report",
        "table",
        (
            "只要一张表，写成 .csv；all 是每张表一个文件",
            "One table, as .csv; all writes one file a table",
        ),
    ),
    ("report", "chart", ("只要一张图，写成 .png", "One chart, as .png")),
    (
        "report",
        "out",
        (
            "写到哪里：.html 报告、.xlsx 表格、.csv 一张表、.png 长图，或一个文件夹",
            "Where to write: .html report, .xlsx workbook, .csv table, .png picture, or a folder",
        ),
    ),
    (
        "comments",
        "session",
        ("只看这一场；不写就是最近 20 场", "Only this session; the twenty newest when left out"),
    ),
    (
        "comments",
        "product",
        ("只看讲这个商品时的评论", "Only what was written while this product was talked about"),
    ),
];
