//! What an experiment cannot be, and what to do instead.

use super::{Lang, Notice};
use crate::engine::ExperimentProblem;

/// What is wrong and what to do next.
pub fn problem(problem: &ExperimentProblem, lang: Lang) -> Notice {
    match problem {
        ExperimentProblem::Name { longest } => Notice::new(
            lang.pick("实验要有一个名字", "An experiment needs a name"),
            "",
            lang.pick(
                format!("名字和 A、B 的说明都写短一点，最多 {longest} 个字。"),
                format!("Give it a short one; it and the words for A and B have at most {longest} characters."),
            ),
        ),
        ExperimentProblem::NameTaken { name } => Notice::new(
            lang.pick(
                format!("已经有一个实验叫「{name}」"),
                format!("There is already an experiment called \"{name}\""),
            ),
            "",
            lang.pick("换一个名字，或者先把旧的删掉。", "Take another name, or delete the old one first."),
        ),
        ExperimentProblem::FirstDay { least, most } => Notice::new(
            lang.pick(
                "第一天不能是过去的日子，也不能太远",
                "The first day is over, or too far off",
            ),
            "",
            match lang {
                Lang::Zh => format!("选 {least} 到 {most} 之间的一天；不写就从明天排起。"),
                Lang::En => {
                    format!("Take a day from {least} to {most}; without one it begins tomorrow.")
                }
            },
        ),
        ExperimentProblem::Sessions { least, most } => Notice::new(
            lang.pick(
                format!("一个实验要有 {least} 到 {most} 场"),
                format!("An experiment has {least} to {most} sessions"),
            ),
            "",
            lang.pick(
                "两种做法至少各播 6 场才可能说清，20 场上下比较合适。",
                "It takes at least 6 sessions of each way to tell anything; about 20 in all is a good start.",
            ),
        ),
        ExperimentProblem::NoneRuns => Notice::new(
            lang.pick("没有正在做的实验", "No experiment is running"),
            "",
            lang.pick(
                "先用 fupan experiment new 名字 排一个，或者用 --name 说是哪一个。",
                "Draw one with `fupan experiment new NAME`, or say which one with --name.",
            ),
        ),
        ExperimentProblem::SeveralRun { names } => Notice::new(
            lang.pick("有几个实验正在做", "Several experiments are running"),
            names.join(lang.pick("、", ", ")),
            lang.pick("用 --name 说是哪一个。", "Say which one with --name."),
        ),
        ExperimentProblem::NotItsSession => Notice::new(
            lang.pick("这一场不在这个实验里", "That session is not one of this experiment"),
            lang.pick(
                "只有同一个账号、实验排好以后、停下以前播的场次才算。",
                "Only sessions of the same account after it was drawn and before it was stopped count.",
            ),
            lang.pick(
                "用 fupan show sessions 看场次，换一场。",
                "See `fupan show sessions` and take another one.",
            ),
        ),
        ExperimentProblem::Metric { metric } => Notice::new(
            lang.pick(
                format!("实验要比的数字「{metric}」这个版本不认识"),
                format!("This version does not know the figure \"{metric}\" of the experiment"),
            ),
            "",
            lang.pick("换新版本的复盘打开。", "Open the store with a newer version."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{ExperimentProblem, problem};
    use crate::present::text::Lang;

    #[test]
    fn every_problem_of_an_experiment_says_what_to_do() {
        let all = [
            ExperimentProblem::Name { longest: 60 },
            ExperimentProblem::NameTaken { name: "开场".to_owned() },
            ExperimentProblem::Sessions { least: 4, most: 200 },
            ExperimentProblem::FirstDay {
                least: jiff::civil::date(2026, 7, 1),
                most: jiff::civil::date(2027, 7, 2),
            },
            ExperimentProblem::NoneRuns,
            ExperimentProblem::SeveralRun { names: vec!["一".to_owned(), "二".to_owned()] },
            ExperimentProblem::NotItsSession,
            ExperimentProblem::Metric { metric: "luck".to_owned() },
        ];
        for one in &all {
            for lang in [Lang::Zh, Lang::En] {
                let notice = problem(one, lang);
                assert!(!notice.title.is_empty() && !notice.action.is_empty(), "{notice:?}");
            }
        }
    }
}
