//! Words of the curves that show how a model's answer moves with one feature.

use super::features::{level_name, level_place, level_short, number_text};
use crate::learn::{CellValue, Feature, OutcomeUnit};
use crate::present::text::{Lang, models};

/// Title of the curves.
pub fn effects_title(lang: Lang) -> String {
    lang.pick("改变一样，它的答案怎么变", "Change one thing: how its answer moves").to_owned()
}

/// What is drawn.
pub fn effects_unit(unit: &OutcomeUnit, lang: Lang) -> String {
    match unit {
        OutcomeUnit::Rate => lang.pick("竖：会买的 %", "up: % bought").to_owned(),
        OutcomeUnit::Money(currency) => {
            let code = &currency.0;
            lang.pick(format!("竖：金额 {code}"), format!("up: {code}"))
        }
        OutcomeUnit::Number => lang.pick("竖：答案", "up: answer").to_owned(),
    }
}

/// A value a feature was set to.
pub fn effect_value(feature: &Feature, value: &CellValue, lang: Lang) -> String {
    match value {
        CellValue::Number(number) => number_text(feature.unit, *number, lang),
        CellValue::Text(text) => level_name(&feature.key, text, lang),
        CellValue::Missing => "—".to_owned(),
    }
}

/// The same as it stands under an axis, where there is little room.
pub fn effect_tick(feature: &Feature, value: &CellValue, lang: Lang) -> String {
    match value {
        CellValue::Text(text) => level_short(&feature.key, text, lang),
        _ => effect_value(feature, value, lang),
    }
}

/// Where a value stands among those of its feature; numbers and unknown levels stay as they come.
pub fn effect_place(feature: &str, value: &CellValue) -> usize {
    match value {
        CellValue::Text(text) => level_place(feature, text),
        _ => 0,
    }
}

/// The widest curve in words.
pub fn effects_sentence(
    name: &str,
    (from, low): (&str, f64),
    (to, high): (&str, f64),
    unit: &OutcomeUnit,
    lang: Lang,
) -> String {
    let (low, high) = (models::outcome(low, unit, lang), models::outcome(high, unit, lang));
    lang.pick(
        format!("「{name}」从 {from} 到 {to}，答案从 {low} 到 {high}。这是模型怎么看，不证明因果。"),
        format!(
            "{name} from {from} to {to}: the answer goes from {low} to {high}. It is how the model sees it and proves no cause."
        ),
    )
}

/// Nothing moves the answer.
pub fn effects_none(lang: Lang) -> String {
    lang.pick("没有哪一样能让它的答案动起来。", "Nothing that is known moves its answer.")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::text::learn::features::level_short;

    #[test]
    fn weekdays_stand_in_their_order_and_short_under_an_axis() {
        let mut seen = ["sun", "sat", "tue", "elsewhere", "mon"].map(str::to_owned).to_vec();
        seen.sort_by_key(|day| effect_place("weekday", &CellValue::Text(day.clone())));
        assert_eq!(seen, ["mon", "tue", "sat", "sun", "elsewhere"]);
        let short = |lang| level_short("weekday", "tue", lang);
        assert_eq!((short(Lang::En), short(Lang::Zh)), ("Tue".to_owned(), "周二".to_owned()));
        assert_eq!(level_short("role", "traffic", Lang::En), "traffic");
    }
}
