//! Small fixed words of the window's pages: buttons, tabs, heads, titles that stand in no model.

use super::Lang;

/// A small fixed word of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Kind of files in a dialog.
    LiveData,
    /// Kind of files in a dialog.
    AllFiles,
    /// Kind of files in a dialog.
    StoreFiles,
    /// Title of a dialog.
    ChooseFiles,
    /// Title of a dialog.
    BackUpTo,
    /// Name that a copy is offered under.
    BackupName,
    /// Title of a dialog.
    RejectsTo,
    /// Name that the rows are offered under.
    RejectsName,
    /// Title of a dialog.
    ModelTo,
    /// Title of a dialog.
    OpenStore,
    /// What comments ask.
    Asked,
    /// What comments complain about.
    Complaints,
    /// Nothing of the kind was written.
    NoneSaid,
    /// Head of how often.
    TimesHead,
    /// Head of how often nobody answered.
    OpenHead,
    /// Comments are being read.
    ReadingComments,
    /// Opens the evidence.
    Evidence,
    /// Opens the evidence on the review.
    SeeEvidence,
    /// Closes the evidence.
    HideEvidence,
    /// Goes to the plan.
    OpenPlan,
    /// Goes to the plan of the next session.
    OpenNextPlan,
    /// Hands every finding to the plan.
    AddToNextPlan,
    /// What a press on a card does.
    ChooseMetric,
    /// Back to the cards of the beginning.
    UsualCards,
    /// Legend of the trend.
    LikeMedian,
    /// Legend of the trend.
    TierLow,
    /// Legend of the trend.
    TierMiddle,
    /// Legend of the trend.
    TierTop,
    /// Title of a card.
    NextSession,
    /// What dots are as large as.
    Amount,
    /// What dots are as large as.
    Margin,
    /// Title of a card.
    ProductsToChange,
    /// There is no suggestion.
    NothingToChange,
    /// Goes to where costs are entered.
    EnterCosts,
    /// What of a product is shown.
    Trend,
    /// What of a product is shown.
    WhenWho,
    /// What of a product or a session is shown.
    Comments,
    /// Nothing tells when a product sells.
    NoSlots,
    /// No host can be compared.
    OneHost,
    /// Ends a brush.
    LetRangeGo,
    /// Title of two sessions.
    SideBySide,
    /// Title of the factors between two sessions.
    WhereApart,
    /// What a funnel counts.
    People,
    /// What a funnel counts.
    Times,
    /// Begins a note.
    AddNote,
    /// Ends a note unwritten.
    LeaveNote,
    /// Keeps a note.
    KeepNote,
    /// What to type.
    NoteHint,
    /// Removes a note.
    RemoveNote,
    /// Adds a line to the curve.
    AddLine,
    /// What a press on a line's name does.
    TakeLine,
    /// What the table of channels and products tells.
    Sources,
    /// A table of the review.
    Channels,
    /// A table of the review.
    Products,
    /// A table of the review.
    Talks,
    /// What the table beside the sources tells.
    BelowCurve,
    /// Puts another session beside this one.
    Compare,
    /// The same, read out.
    CompareWith,
    /// Ends the comparison.
    StopComparing,
}

/// It in a language.
pub fn label(label: Label, lang: Lang) -> &'static str {
    let (zh, en) = match label {
        Label::LiveData => ("直播数据", "Live data"),
        Label::AllFiles => ("所有文件", "All files"),
        Label::StoreFiles => ("复盘数据", "Fupan data"),
        Label::ChooseFiles => ("选要导入的文件", "Choose files to import"),
        Label::BackUpTo => ("备份到", "Back up to"),
        Label::BackupName => ("复盘备份.fupan", "fupan-backup.fupan"),
        Label::RejectsTo => ("没收进的行写到", "Write the rows left out to"),
        Label::RejectsName => ("没收进的行.csv", "rows-left-out.csv"),
        Label::ModelTo => ("模型和数据写到", "Write the model and its rows to"),
        Label::OpenStore => ("打开数据文件", "Open a data file"),
        Label::Asked => ("在问什么", "Asked"),
        Label::Complaints => ("在抱怨什么", "Complaints"),
        Label::NoneSaid => ("没有。", "None."),
        Label::TimesHead => ("次", "Times"),
        Label::OpenHead => ("没人回", "Open"),
        Label::ReadingComments => ("正在读评论…", "Reading the comments…"),
        Label::Evidence => ("看证据", "Evidence"),
        Label::SeeEvidence => ("看证据", "See the evidence"),
        Label::HideEvidence => ("收起证据", "Hide"),
        Label::OpenPlan => ("打开计划", "Open plan"),
        Label::OpenNextPlan => ("打开下次计划", "Open next plan"),
        Label::AddToNextPlan => ("加入下次计划", "Add to next plan"),
        Label::ChooseMetric => ("点一下，换成别的指标", "Press to show another metric here"),
        Label::UsualCards => ("换回常用的八张", "Back to the usual eight"),
        Label::LikeMedian => ("同类中位", "Median"),
        Label::TierLow => ("偏低", "Low"),
        Label::TierMiddle => ("中位以上", "Middle"),
        Label::TierTop => ("优秀", "Top"),
        Label::NextSession => ("下一场", "Next session"),
        Label::Amount => ("金额", "Amount"),
        Label::Margin => ("毛利", "Margin"),
        Label::ProductsToChange => ("可以动一动的商品", "Products to change"),
        Label::NothingToChange => {
            ("现在没有明显该动的商品。", "Nothing clearly calls for a change.")
        }
        Label::EnterCosts => ("去填成本", "Enter costs"),
        Label::Trend => ("走势", "Trend"),
        Label::WhenWho => ("何时何人", "When, who"),
        Label::Comments => ("评论", "Comments"),
        Label::NoSlots => ("没有讲解时段和订单。", "No talk segments with orders."),
        Label::OneHost => ("只有一位主播。", "One host only."),
        Label::LetRangeGo => ("放开选区", "Let the range go"),
        Label::SideBySide => ("两场并排", "Side by side"),
        Label::WhereApart => ("差在哪一步", "Where the difference lies"),
        Label::People => ("人数", "People"),
        Label::Times => ("次数", "Times"),
        Label::AddNote => ("记一笔", "Add a note"),
        Label::LeaveNote => ("不记了", "Leave it"),
        Label::KeepNote => ("记下", "Keep"),
        Label::NoteHint => ("写一句，回车记下", "A few words, then Enter"),
        Label::RemoveNote => ("删掉这条记录", "Remove this note"),
        Label::AddLine => ("加一条", "Add a line"),
        Label::TakeLine => ("点一下拿掉这条", "Press to take this line away"),
        Label::Sources => ("来源", "Sources"),
        Label::Channels => ("渠道", "Channels"),
        Label::Products => ("商品", "Products"),
        Label::Talks => ("讲解", "Talks"),
        Label::BelowCurve => ("讲解或评论", "Talks or comments"),
        Label::Compare => ("对比", "Compare"),
        Label::CompareWith => ("对比", "Compare with"),
        Label::StopComparing => ("不比了", "Stop comparing"),
    };
    lang.pick(zh, en)
}

/// Several at once.
pub fn labels<const N: usize>(all: [Label; N], lang: Lang) -> [&'static str; N] {
    all.map(|one| label(one, lang))
}

/// Hands findings to the plan: all of them, or only those it can follow.
pub fn add_findings(followed: usize, of: usize, lang: Lang) -> String {
    match (followed, lang) {
        (1, _) if of == 1 => lang.pick("加入计划", "Add to the plan").to_owned(),
        (n, _) if n == of => lang.pick("都加入计划", "Add all to the plan").to_owned(),
        (n, Lang::Zh) => format!("把 {n} 条加入计划"),
        (n, Lang::En) => format!("Add {n} to the plan"),
    }
}

/// What becomes of findings that are no talk minutes: a plan splits minutes and traffic, it moves
/// no spend and mends no step.
pub fn not_in_plan(left: usize, lang: Lang) -> String {
    match (left, lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("{n} 条（投放、漏斗）计划排不进去：开播时照着做"),
        (n, Lang::En) => format!("{n} on ads or the funnel fit no plan: do them on the air"),
    }
}

/// Heads of the table of all products.
pub fn product_columns(lang: Lang) -> [&'static str; 7] {
    lang.pick(
        ["商品", "金额", "商品点击率", "点击-成交率", "估计", "毛利/分", "去向"],
        ["Product", "Amount", "Click rate", "Order rate", "Est.", "Per min", "What to do"],
    )
}

/// Of when, with whom and with what a product sells: name, head of the figure, what it is.
pub fn when_columns(lang: Lang) -> [[&'static str; 3]; 3] {
    lang.pick(
        [
            ["时段", "单", "每千人分钟的订单"],
            ["主播", "%", "点击-成交率"],
            ["一起买", "单", "同一单里的订单数，和占这个商品订单的多少"],
        ],
        [
            ["Slot", "Rate", "Orders per 1,000 viewer-minutes"],
            ["Host", "%", "Order rate"],
            ["With", "Orders", "Orders with both, and their share of this product's orders"],
        ],
    )
}

/// Where a note that is being written will stand; without a clock on the whole session.
pub fn note_about(clock: Option<&str>, lang: Lang) -> String {
    match (clock, lang) {
        (Some(clock), Lang::Zh) => format!("记在 {clock}"),
        (Some(clock), Lang::En) => format!("at {clock}"),
        (None, Lang::Zh) => "记在整场".to_owned(),
        (None, Lang::En) => "on the whole session".to_owned(),
    }
}

/// A note on the whole session, where notes of minutes stand.
pub fn whole_note(text: &str, lang: Lang) -> String {
    lang.pick(format!("整场：{text}"), format!("Whole session: {text}"))
}

/// A note was kept.
pub fn note_kept(lang: Lang) -> &'static str {
    lang.pick("记下了", "Note kept")
}

/// A note was removed.
pub fn note_removed(text: &str, lang: Lang) -> String {
    lang.pick(format!("已删掉记录「{text}」"), format!("Note removed: {text}"))
}

/// Minutes of a slot.
pub fn slot_minutes(minutes: u32, lang: Lang) -> String {
    lang.pick(format!("{minutes} 分"), format!("{minutes} min"))
}

/// What happened, and what to do.
pub fn then(title: &str, action: &str, lang: Lang) -> String {
    format!("{title}{}{action}", lang.pick("：", ": "))
}

#[cfg(test)]
mod tests {
    use super::{Lang, add_findings, not_in_plan};

    #[test]
    fn a_button_says_how_many_findings_a_plan_can_follow() {
        assert_eq!(add_findings(1, 1, Lang::Zh), "加入计划");
        assert_eq!(add_findings(3, 3, Lang::En), "Add all to the plan");
        assert_eq!(add_findings(1, 3, Lang::En), "Add 1 to the plan");
        assert_eq!(not_in_plan(0, Lang::Zh), "");
        assert!(not_in_plan(2, Lang::En).starts_with("2 on ads or the funnel"));
    }
}
