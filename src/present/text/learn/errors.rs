//! What goes wrong while learning, and what to do about it.

use super::feature_name;
use crate::learn::LearnError;
use crate::present::format;
use crate::present::text::files::said;
use crate::present::text::{Lang, Notice};

/// A feature that a model does not have, with those it has.
pub fn unknown_feature(key: &str, known: &[&str], lang: Lang) -> Notice {
    let list = known.join(lang.pick("、", ", "));
    Notice::new(
        lang.pick(format!("模型里没有「{key}」"), format!("The model has no feature {key}")),
        lang.pick(format!("它有：{list}。"), format!("It has: {list}.")),
        lang.pick("换成其中一个再试。", "Use one of these."),
    )
}

/// What went wrong while learning and what to do.
pub fn learn_error(error: &LearnError, lang: Lang) -> Notice {
    match error {
        LearnError::Cancelled(_) => Notice::new(
            lang.pick("已取消", "Cancelled"),
            lang.pick("没有存下模型。", "No model was stored."),
            "",
        ),
        LearnError::Empty => Notice::new(
            lang.pick("没有可以学的数据", "There is nothing to learn from"),
            "",
            lang.pick(
                "先导入几场直播；「谁会买」还需要订单或观众行为数据。",
                "Import some sessions; \"who buys\" also needs orders or viewer events.",
            ),
        ),
        LearnError::UnknownFeature(key) => Notice::new(
            lang.pick(format!("模型里没有「{key}」"), format!("The model has no feature {key}")),
            "",
            lang.pick(
                "看看模型页列出的特征名，再试一次。",
                "Look up the features listed with the model and try again.",
            ),
        ),
        LearnError::NoColumn(column) => Notice::new(
            lang.pick(
                format!("表里没有「{column}」这一列"),
                format!("The table has no column {column}"),
            ),
            "",
            lang.pick(
                "列名要和导入的表一模一样；先看看 fupan show 列出的列。",
                "Write it exactly as in the imported table; fupan show lists its columns.",
            ),
        ),
        LearnError::NotAnOutcome { column, value } => Notice::new(
            lang.pick(
                format!("「{column}」里的「{value}」看不出是还是否"),
                format!("\"{value}\" in {column} says neither yes nor no"),
            ),
            "",
            lang.pick(
                "结果列要是数字，或只有两种写法、其中一种是「是」「true」这样的词。",
                "An outcome is a number, or one of two words of which one is like yes or true.",
            ),
        ),
        LearnError::TooLarge { cells, limit } => {
            let (cells, limit) = (format::count(*cells as f64), format::count(*limit as f64));
            Notice::new(
                lang.pick("表太大，内存放不下", "The table is too large for memory"),
                lang.pick(
                    format!("有 {cells} 格，一次最多学 {limit} 格。"),
                    format!("It has {cells} cells; at most {limit} can be learnt from at once."),
                ),
                lang.pick(
                    "少选几列，或只导入一部分行，再训练。",
                    "Leave out columns, or import a part of the rows, and train again.",
                ),
            )
        }
        LearnError::NeedsNumber { feature, value } => {
            let name = feature_name(feature, lang);
            Notice::new(
                lang.pick(format!("「{name}」要填数字"), format!("{name} needs a number")),
                value.clone(),
                lang.pick("改成数字再试。", "Give a number and try again."),
            )
        }
        LearnError::Setting { name, value } => Notice::new(
            lang.pick(
                format!("设置 {name} 不能是 {value}"),
                format!("The setting {name} cannot be {value}"),
            ),
            "",
            lang.pick("换一个值再试。", "Choose another value."),
        ),
        LearnError::Shape { what: "folds", found, expected } => Notice::new(
            lang.pick("分组文件的行数对不上", "The folds do not match the rows"),
            lang.pick(
                format!("分组 {found} 行，数据 {expected} 行。"),
                format!("{found} folds for {expected} rows."),
            ),
            lang.pick(
                "分组文件要每行数据一个编号，顺序一致。",
                "The file must give one fold per row, in the same order.",
            ),
        ),
        LearnError::Shape { .. }
        | LearnError::NotFinite { .. }
        | LearnError::Singular
        | LearnError::Linfa(_) => Notice::new(
            lang.pick("没训成", "Training failed"),
            said(&error.to_string(), lang),
            lang.pick(
                "检查导入的数据里有没有异常的数；用 linfa 引擎时换成 fupan 再试。",
                "Check the imported data for odd numbers; with the linfa engine, try fupan.",
            ),
        ),
    }
}
