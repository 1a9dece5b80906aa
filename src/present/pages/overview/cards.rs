//! Which eight metrics stand on the cards of the overview: the usual ones, or those a person chose.

use super::CardChoice;
use crate::domain::Session;
use crate::metrics::MetricKey;
use crate::present::pages::make::amount_metric;
use crate::present::text::{Lang, metrics as names};

/// The key under which the choice is kept in the store.
pub const CARDS_SETTING: &str = "overview_cards";

/// How many cards there are.
const CARDS: usize = 8;

/// The usual cards, those after the amount.
const USUAL: [MetricKey; CARDS - 1] = [
    MetricKey::NetGmv,
    MetricKey::Viewers,
    MetricKey::EntryRate,
    MetricKey::ClickRate,
    MetricKey::OrderRate,
    MetricKey::Gpm,
    MetricKey::PerBuyer,
];

/// Reads what was kept: words of eight different metrics with commas between. `None` when it is
/// anything else.
pub fn cards_of(kept: &str) -> Option<Vec<MetricKey>> {
    let keys: Vec<MetricKey> =
        kept.split(',').map(|word| MetricKey::from_word(word.trim())).collect::<Option<_>>()?;
    let mut seen = keys.clone();
    seen.sort_unstable();
    seen.dedup();
    (keys.len() == CARDS && seen.len() == CARDS).then_some(keys)
}

/// The metrics of the cards and whether a person chose them.
pub(super) fn keys(kept: Option<&str>, session: &Session) -> (Vec<MetricKey>, bool) {
    match kept.and_then(cards_of) {
        Some(keys) => (keys, true),
        None => (std::iter::once(amount_metric(session)).chain(USUAL).collect(), false),
    }
}

/// Every metric that may stand on a card.
pub(super) fn choices(lang: Lang) -> Vec<CardChoice> {
    MetricKey::ALL
        .iter()
        .map(|key| CardChoice {
            key: key.word().to_owned(),
            text: names::metric_name(*key, lang).to_owned(),
        })
        .collect()
}

/// The cards with another metric in one place, as they are kept. A metric that already stands on
/// another card changes places with it.
pub fn with_card(shown: &[&str], place: usize, key: &str) -> String {
    let mut words: Vec<&str> = shown.to_vec();
    if let Some(before) = words.iter().position(|word| *word == key) {
        words.swap(before, place);
    } else if let Some(word) = words.get_mut(place) {
        *word = key;
    }
    words.join(",")
}

#[cfg(test)]
mod tests {
    use super::{cards_of, with_card};

    const KEPT: &str = "gmv,net_gmv,viewers,entry_rate,click_rate,order_rate,gpm,per_buyer";

    #[test]
    fn eight_different_metrics_are_a_choice_and_nothing_else_is() {
        assert_eq!(cards_of(KEPT).unwrap().len(), 8);
        for wrong in ["", "gmv", "gmv,gmv,gmv,gmv,gmv,gmv,gmv,gmv", "gmv,weather"] {
            assert_eq!(cards_of(wrong), None, "{wrong}");
        }
        assert_eq!(cards_of(&KEPT.replace(',', " , ")).unwrap().len(), 8);
    }

    #[test]
    fn another_metric_takes_a_place_or_changes_places() {
        let shown: Vec<&str> = KEPT.split(',').collect();
        let roi = with_card(&shown, 7, "roi");
        assert!(roi.ends_with("gpm,roi") && cards_of(&roi).is_some());
        let swapped = with_card(&shown, 0, "per_buyer");
        assert!(swapped.starts_with("per_buyer,net_gmv") && swapped.ends_with("gpm,gmv"));
    }
}
