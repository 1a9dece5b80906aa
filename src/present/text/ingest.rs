//! What imports say: kinds, files that cannot be read, rejected rows, warnings.

mod errors;
mod fates;
mod kinds;
mod own_kinds;

pub use errors::ingest_error;
pub use fates::column_fates;
pub use kinds::{kind_description, kind_name};
pub use own_kinds::{kind_added, own_kind};

use super::Lang;
use crate::domain::{Reject, Warning, WarningCode};

/// A refused row, with its place and reason.
pub fn reject(reject: &Reject, lang: Lang) -> String {
    let sheet = match (reject.sheet.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("「{}」", reject.sheet),
        (false, Lang::En) => format!("'{}', ", reject.sheet),
    };
    let mut text = match lang {
        Lang::Zh => format!("{sheet}第 {} 行：{}", reject.row, reject_reason(&reject.reason, lang)),
        Lang::En => format!("{sheet}row {}: {}", reject.row, reject_reason(&reject.reason, lang)),
    };
    let cell = match (reject.column.is_empty(), reject.value.is_empty(), lang) {
        (true, _, _) => return text,
        (false, true, Lang::Zh) => format!("（{}）", reject.column),
        (false, true, Lang::En) => format!(" ({})", reject.column),
        (false, false, Lang::Zh) => format!("（{}：{}）", reject.column, reject.value),
        (false, false, Lang::En) => format!(" ({}: {})", reject.column, reject.value),
    };
    text.push_str(&cell);
    text
}

/// Why a row was refused.
pub fn reject_reason(reason: &str, lang: Lang) -> String {
    let (zh, en) = match reason {
        "not_a_number" => ("不是数字", "not a number"),
        "not_whole" => ("应是整数", "should be a whole number"),
        "not_an_amount" => ("不是金额", "not an amount"),
        "not_a_time" => ("看不懂的时间", "not a time that can be read"),
        "not_a_duration" => ("看不懂的时长", "not a length of time"),
        "out_of_range" => ("数值太大", "too large"),
        "missing_key" => ("缺少必需的值", "a value that is needed is missing"),
        "damaged_id" => (
            "编号已被表格软件改成科学计数，请从平台重新导出",
            "a spreadsheet rounded the id; export it again from the platform",
        ),
        "too_many_cells" => ("比表头多出了格子", "more cells than headers"),
        "cut_off" => ("最后一行不完整", "the last line is cut off"),
        "no_session" => ("找不到它属于的场次", "of a session that is not known"),
        "unknown_action" => ("不认识的行为", "an action that is not known"),
        "unknown_word" => ("不认识的词", "a word that is not known"),
        "mixed_currency" => ("币种和其他行不同", "another currency than the other rows"),
        "ends_before_start" => ("结束早于开始", "ends before it starts"),
        other => (other, other),
    };
    lang.pick(zh, en).to_owned()
}

/// A warning, with what it means for the numbers.
pub fn warning(warning: &Warning, lang: Lang) -> String {
    let Warning { code, message, count, .. } = warning;
    match lang {
        Lang::Zh => warning_zh(*code, message, *count),
        Lang::En => warning_en(*code, message, *count),
    }
}

fn warning_zh(code: WarningCode, message: &str, n: u64) -> String {
    match code {
        WarningCode::AssumedThousands => {
            format!(
                "「{message}」里的分隔符按千位读取（1.234 = 1234）；如果不对，请告诉我们小数点是哪个"
            )
        }
        WarningCode::DamagedId => {
            format!("「{message}」有 {n} 个编号已被表格软件改成科学计数，没有采用")
        }
        WarningCode::AmbiguousDate => {
            format!("「{message}」分不清日和月（{n} 处），按当地习惯读取，请核对")
        }
        WarningCode::TotalRowsSkipped => format!("略过 {n} 行合计"),
        WarningCode::NestedRowsSkipped => format!("略过 {n} 行 SKU 明细（商品行已包含）"),
        WarningCode::BlankRowsSkipped => format!("略过 {n} 个空行"),
        WarningCode::DescriptionRowSkipped => format!("略过 {n} 行表头说明"),
        WarningCode::PersonalColumnsDropped => format!("{n} 列个人信息没有读取：{message}"),
        WarningCode::PersonalTextMasked => {
            format!("「{message}」有 {n} 段写了手机号、身份证号、邮箱或地址，已打成 ***")
        }
        WarningCode::OrdersWithoutSession => {
            format!("{n} 行订单不在任何已导入的场次里，先保留，导入场次后会自动归入")
        }
        WarningCode::RefundsWithoutOrder => {
            format!("{n} 条售后的订单还没有导入，先保留，导入订单后会自动对上")
        }
        WarningCode::UnknownStatus => {
            format!("售后状态「{message}」不认识（{n} 条），不知道钱有没有退，没有算作退款")
        }
        WarningCode::PartialSession => {
            "导出时直播还在进行，数字不完整，下播后请再导出一次".to_owned()
        }
        WarningCode::ImplausibleLength => {
            format!("有 {n} 场长过 48 小时，下播时间或时长多半写错了，没有采用；请核对后再导入")
        }
        WarningCode::Inconsistent => {
            format!("有 {n} 场的数字互相矛盾：{}", contradiction(message, Lang::Zh))
        }
        WarningCode::ReplacedBytes => format!("有 {n} 个字符无法识别，已用 � 代替"),
        WarningCode::DuplicateHeader => format!("表头「{message}」重复，只读第一列"),
        WarningCode::CutOffLastLine => "最后一行不完整，没有采用；文件可能没有下载完".to_owned(),
        WarningCode::TextAsMissing => format!("「{message}」有 {n} 处是文字说明，按缺失处理"),
        WarningCode::SameFileAgain => "这个文件已经导入过，没有重复写入".to_owned(),
        WarningCode::EntriesSkipped => format!("没有读取：{message}"),
        WarningCode::MessagesCounted => format!("只数了条数：{message}"),
        WarningCode::StockNotRead => {
            format!(
                "「{message}」有 {n} 处不是 0 或更大的整数，库存按没填处理；没货写 0，不限量留空"
            )
        }
        WarningCode::RowsWithoutAction => format!("{n} 行不符合模板里的任何行为规则，略过"),
        WarningCode::RowsAddedUp => format!("{n} 行是同一场的其他计划，已加到该场的第一行"),
    }
}

fn warning_en(code: WarningCode, message: &str, n: u64) -> String {
    match code {
        WarningCode::AssumedThousands => {
            format!(
                "the separator in '{message}' was read as thousands (1.234 = 1234); check that it is not a decimal point"
            )
        }
        WarningCode::DamagedId => {
            format!("{n} ids in '{message}' were rounded by a spreadsheet and not used")
        }
        WarningCode::AmbiguousDate => {
            format!(
                "day and month cannot be told apart in '{message}' ({n} times); read in the local order, please check"
            )
        }
        WarningCode::TotalRowsSkipped => format!("{n} total rows left out"),
        WarningCode::NestedRowsSkipped => {
            format!("{n} SKU rows left out (their products include them)")
        }
        WarningCode::BlankRowsSkipped => format!("{n} blank rows left out"),
        WarningCode::DescriptionRowSkipped => format!("{n} rows that describe the header left out"),
        WarningCode::PersonalColumnsDropped => {
            format!("{n} columns with personal data were not read: {message}")
        }
        WarningCode::PersonalTextMasked => format!(
            "{n} texts of '{message}' had a phone or ID number, an e-mail or a postal address in them, which was turned into ***"
        ),
        WarningCode::OrdersWithoutSession => {
            format!(
                "{n} order lines lie in no imported session; they are kept and join it once it is imported"
            )
        }
        WarningCode::RefundsWithoutOrder => {
            format!(
                "the orders of {n} refund cases are not imported; the cases are kept and join them once they are"
            )
        }
        WarningCode::UnknownStatus => {
            format!(
                "the after-sale status '{message}' is not known ({n} cases): whether the money went back is not told, so it does not count as a refund"
            )
        }
        WarningCode::PartialSession => {
            "the session was still running when this was exported; export it again after its end"
                .to_owned()
        }
        WarningCode::ImplausibleLength => {
            format!(
                "{n} sessions last more than 48 hours; their end or length is probably mistyped and was not used: please check and import again"
            )
        }
        WarningCode::Inconsistent => format!(
            "counts contradict each other in {n} sessions: {}",
            contradiction(message, Lang::En)
        ),
        WarningCode::ReplacedBytes => format!("{n} characters could not be read and stand as �"),
        WarningCode::DuplicateHeader => {
            format!("the header '{message}' stands twice; the first column was read")
        }
        WarningCode::CutOffLastLine => {
            "the last line is cut off and was not used; the download may be incomplete".to_owned()
        }
        WarningCode::TextAsMissing => {
            format!("{n} cells of '{message}' hold a note in place of a figure; read as missing")
        }
        WarningCode::SameFileAgain => {
            "this file is in the store already; nothing was written".to_owned()
        }
        WarningCode::EntriesSkipped => format!("not read: {message}"),
        WarningCode::MessagesCounted => format!("only counted: {message}"),
        WarningCode::StockNotRead => format!(
            "{n} cells of '{message}' are no whole number from 0 up; the stock was read as not filled in: write 0 for none, leave it empty for no limit"
        ),
        WarningCode::RowsAddedUp => {
            format!("{n} rows were other campaigns of a session and were added to its first row")
        }
        WarningCode::RowsWithoutAction => {
            format!("{n} rows meet none of the template's action rules and were left out")
        }
    }
}

/// Which two counts cannot both be right.
pub fn contradiction(message: &str, lang: Lang) -> &str {
    let (zh, en) = match message {
        "buyers > viewers_uv" => ("成交人数多于观看人数", "more buyers than viewers"),
        "buyers > orders" => ("成交人数多于订单数", "more buyers than orders"),
        "prod_click_uv > prod_impr_uv" => {
            ("商品点击人数多于商品曝光人数", "more people clicked a product than were shown one")
        }
        "viewers_uv > views_pv" => ("观看人数多于观看次数", "more viewers than views"),
        other => (other, other),
    };
    lang.pick(zh, en)
}
