//! What the words of `experiment` mean, and what `evaluate` says of another split.

use super::Both;

/// Command, argument, and what it means.
pub(super) const ARGUMENTS: &[(&str, &str, Both)] = &[
    (
        "evaluate",
        "what_if_split",
        (
            "推算：过去的场次要是按这份计划分讲解，会多卖还是少卖；数据不够就说不够",
            "What the plan's split would have brought in the sessions so far, or why that cannot be told",
        ),
    ),
    (
        "experiment",
        "what",
        (
            "做什么：new 抽签排场次，list 列出来，show 看一个，assign 说一场实际怎么走的，stop 停下，resume 接着做，delete 删掉",
            "What to do: draw a schedule (new), list, show one, say how a session was run (assign), stop, resume, delete",
        ),
    ),
    (
        "experiment",
        "subject",
        (
            "实验的名字；assign 时是场次。show 不写名字就是正在做的那个",
            "The experiment's name; for assign the session. show without one takes the one that runs",
        ),
    ),
    (
        "experiment",
        "arm",
        (
            "assign 时：那场走的 a 还是 b；out 不算，drawn 照抽签",
            "For assign: whether that session ran as a or b; out leaves it out, drawn is as drawn",
        ),
    ),
    ("experiment", "metric", ("new 时：比哪个数字", "For new: the figure that is compared")),
    (
        "experiment",
        "sessions",
        (
            "new 时：播几场，4 到 200；每边满 6 场才可能说清",
            "For new: how many sessions, 4 to 200; it takes at least 6 of each way to tell anything",
        ),
    ),
    (
        "experiment",
        "from",
        (
            "new 时：从哪天排起，例如 2026-12-01；不写就是明天",
            "For new: the first day, such as 2026-12-01; else tomorrow",
        ),
    ),
    (
        "experiment",
        "seed",
        (
            "new 时：抽签号码；号码和日子一样，抽出来就一样。不写就现取一个，记在实验里",
            "For new: the lot number; the same over the same days draws the same. Else one is taken and kept",
        ),
    ),
    ("experiment", "way_a", ("new 时：A 是什么做法", "For new: what A is")),
    ("experiment", "way_b", ("new 时：B 是什么做法", "For new: what B is")),
    (
        "experiment",
        "name",
        (
            "assign 时：是哪个实验；只有一个在做时不用写",
            "For assign: which experiment; not needed while one runs",
        ),
    ),
];
