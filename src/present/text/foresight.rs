//! Words of the controls on the Models, Recommend and Plan pages.

use super::Lang;

/// Small fixed words of the three pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// 问题
    Questions,
    /// 用什么方法看
    Methods,
    /// 版本
    Versions,
    /// 层数
    Levels,
    /// 给谁
    Audience,
    /// 方法
    Method,
    /// 看重什么
    Weights,
    /// 恢复原样
    Reset,
    /// 买过的也推
    Repeat,
    /// 过去推得准吗
    Quality,
    /// 算一算
    Measure,
    /// 正在算
    Working,
    /// What measuring does.
    MeasureDetail,
    /// 目标
    Goal,
    /// 观众
    Viewers,
    /// 分钟
    Minutes,
    /// 底线
    Floor,
    /// 算
    Objective,
    /// 试新
    Explore,
    /// 模板
    Template,
    /// 预计成交
    Expected,
    /// 80% 区间
    Range,
    /// 达到目标的把握
    Odds,
    /// 流量分配
    Split,
    /// 按观众分钟，合计 100%
    SplitNote,
    /// 上一场
    Last,
    /// 建议
    Proposed,
    /// 商品
    Product,
    /// 份额
    Share,
    /// 再多 1%
    OnePercent,
    /// 被什么卡住
    Limit,
    /// 预计
    Value,
    /// 比均分
    Gain,
    /// 把握
    OddsShort,
    /// 最低
    Least,
    /// 最高
    Most,
    /// 保存计划
    Save,
    /// 计划名
    PlanName,
    /// The first name offered for a plan.
    FirstName,
    /// 为什么
    Why,
    /// No goal: what to type.
    NoGoal,
    /// A figure that cannot be read.
    NotANumber,
    /// 定住这个份额
    LockIt,
    /// 放开
    Unlock,
    /// 曲线
    Curves,
    /// 最看什么
    Swings,
    /// 为什么这样分
    WhyTitle,
    /// 名字
    Name,
    /// 放大
    ZoomIn,
    /// 缩小
    ZoomOut,
    /// How a tree is moved and zoomed.
    ZoomTip,
    /// 收起
    CloseRows,
}

/// A small fixed word.
pub fn word(word: Word, lang: Lang) -> &'static str {
    let (zh, en) = match word {
        Word::ZoomIn => ("放大", "Zoom in"),
        Word::ZoomOut => ("缩小", "Zoom out"),
        Word::ZoomTip => (
            "Ctrl + 滚轮也能缩放；按住拖动，Tab 键逐格走。",
            "Ctrl and the wheel zoom too. Drag to move, Tab goes from box to box.",
        ),
        Word::CloseRows => ("收起", "Close"),
        Word::Questions => ("问题", "Questions"),
        Word::Methods => ("用什么方法看", "Methods"),
        Word::Versions => ("版本", "Versions"),
        Word::Levels => ("层数", "Levels"),
        Word::Audience => ("推给谁", "For whom"),
        Word::Method => ("方法", "Method"),
        Word::Weights => ("更看重什么", "What counts more"),
        Word::Reset => ("恢复原样", "Reset"),
        Word::Repeat => ("买过的也可以推", "Past purchases may come again"),
        Word::Quality => ("过去推得准吗？", "Would it have been right?"),
        Word::Measure => ("拿过去考一考", "Test on the past"),
        Word::Working => ("正在算", "Working"),
        Word::MeasureDetail => (
            "用前 80% 的购买学，考后 20%：每种方法猜中多少，比「总热卖」好不好。要算一会儿。",
            "Learns from the first 80% of purchases and is tested on the last 20%: how many each method hits, and whether it beats best sellers. This takes a while.",
        ),
        Word::Goal => ("目标", "Goal"),
        Word::Viewers => ("观众", "Viewers"),
        Word::Minutes => ("分钟", "Minutes"),
        Word::Floor => ("底线", "Floor"),
        Word::Objective => ("算", "Count"),
        Word::Explore => ("试新", "Explore"),
        Word::Template => ("模板", "Template"),
        Word::Expected => ("预计", "Expected"),
        Word::Range => ("80% 区间", "80% range"),
        Word::Odds => ("达到目标的把握", "Chance of the goal"),
        Word::Split => ("流量分配", "Split"),
        Word::SplitNote => ("按观众分钟，合计 100%", "of viewer minutes, 100% in all"),
        Word::Last => ("上一场", "Last"),
        Word::Proposed => ("建议", "Plan"),
        Word::Product => ("商品", "Product"),
        Word::Share => ("份额", "Share"),
        Word::OnePercent => ("再多 1%", "1% more"),
        Word::Limit => ("被什么卡住", "Held by"),
        Word::Value => ("预计", "Expected"),
        Word::Gain => ("比均分", "vs equal"),
        Word::OddsShort => ("把握", "Chance"),
        Word::Least => ("最低 %", "Least %"),
        Word::Most => ("最高 %", "Most %"),
        Word::Save => ("保存计划", "Save plan"),
        Word::PlanName => ("计划的名字", "Name of the plan"),
        Word::FirstName => ("下一场", "Next session"),
        Word::Why => ("为什么", "Why"),
        Word::WhyTitle => ("为什么这样分", "Why this split"),
        Word::Swings => ("最看什么", "Drivers"),
        Word::NoGoal => {
            ("填上目标，就告诉你有几成把握。", "Enter a goal to see the chance of reaching it.")
        }
        Word::NotANumber => ("要填数字", "This must be a number"),
        Word::LockIt => ("定住这个份额", "Keep this share"),
        Word::Unlock => ("放开", "Let go"),
        Word::Curves => ("曲线", "Curves"),
        Word::Name => ("名字", "Name"),
    };
    lang.pick(zh, en)
}

/// `锁住 挂耳咖啡 的 18%`.
pub fn lock_share(name: &str, share: &str, locked: bool, lang: Lang) -> String {
    match (locked, lang) {
        (false, Lang::Zh) => format!("把{name}锁在 {share}"),
        (false, Lang::En) => format!("Lock {name} at {share}"),
        (true, Lang::Zh) => format!("{name}锁在 {share}，按一下放开"),
        (true, Lang::En) => format!("{name} is locked at {share}; press to let go"),
    }
}

/// What the range of a share cell says: 上一场 12%，建议 18%，可在 5–30%.
pub fn share_cell(last: &str, proposed: &str, min: &str, max: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("上一场 {last}，建议 {proposed}，上下限 {min}–{max}"),
        Lang::En => format!("Last {last}, plan {proposed}, bounds {min}–{max}"),
    }
}
