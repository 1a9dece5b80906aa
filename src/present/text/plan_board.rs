//! Words of the run-down that a hand can lay.

use super::Lang;
use super::plan::Unit;

/// What a hand can do.
pub fn hint(lang: Lang) -> &'static str {
    lang.pick(
        "拖动换位置，拖边改分钟，松开才算数",
        "Drag to move, drag an edge for minutes; it counts when let go",
    )
}

/// Nothing would change.
pub fn nothing(lang: Lang) -> &'static str {
    lang.pick("没有变化", "No change")
}

/// One product's slot gets longer or shorter.
pub fn stretched(name: &str, was: u32, is: u32, lang: Lang) -> String {
    lang.pick(format!("{name} {was} → {is} 分"), format!("{name} {was} → {is} min"))
}

/// The total before and after.
pub fn total(unit: &Unit, was: f64, is: f64) -> String {
    let (before, after, apart) = (unit.amount(was), unit.amount(is), unit.signed(is - was));
    match unit.lang {
        Lang::Zh => format!("合计 {before} → {after}（{apart}）"),
        Lang::En => format!("total {before} → {after} ({apart})"),
    }
}

/// What the hand's run-down brings against the plan's own.
pub fn laid(unit: &Unit, own: f64, laid: f64) -> String {
    let apart = unit.signed(laid - own);
    unit.lang.pick(
        format!("手排，比自动排 {apart}"),
        format!("laid by hand, {apart} against the plan's own"),
    )
}

/// 预计在线
pub fn online(lang: Lang) -> &'static str {
    lang.pick("预计在线", "Expected online")
}

/// Where the curve comes from.
pub fn online_hint(sessions: usize, lang: Lang) -> String {
    lang.pick(
        format!("最近 {sessions} 场的在线走势，按这次的观众数放大；同样的分钟，人多时更值"),
        format!("Course of your last {sessions} sessions at this number of viewers; a minute at the peak is worth more"),
    )
}

/// Takes the last hand back.
pub fn undo(lang: Lang) -> &'static str {
    lang.pick("撤销", "Undo")
}

/// Leaves the run-down to the plan again.
pub fn automatic(lang: Lang) -> &'static str {
    lang.pick("恢复自动排", "Let the plan lay it")
}

/// Writes the run-down.
pub fn export(lang: Lang) -> &'static str {
    lang.pick("导出流程单", "Export run-down")
}
