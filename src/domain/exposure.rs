//! How many people were shown a product where the export does not say, but says how many clicked
//! and the click rate: clicks over rate, with the range that rounding of the rate leaves open.

use std::borrow::Cow;

use serde::Serialize;

use super::{SessionProduct, SessionProductFacts};

/// The rate as it is kept beside the counts.
const RATE: &str = "click_rate_uv";
/// More decimals of a per cent than these are no rounding: a workbook keeps the whole number.
const MOST_DECIMALS: i32 = 6;

/// People shown a product, rebuilt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Exposure {
    /// Likeliest.
    pub value: i64,
    /// Least that rounds to the reported rate.
    pub low: i64,
    /// Most that does.
    pub high: i64,
}

/// The exposure of a row that reports none. `None` where one is reported, where a part is
/// missing, and where the rate is rounded to nothing.
pub fn exposure(row: &SessionProduct) -> Option<Exposure> {
    let clicks = row.facts.click_uv.filter(|clicks| *clicks > 0)?;
    if row.facts.impr_uv.is_some() {
        return None;
    }
    let rate = row.reported.iter().find(|(name, _)| name == RATE).map(|(_, rate)| *rate)?;
    if !(rate > 0.0 && rate <= 1.0) {
        return None;
    }
    let half = 0.5 * 10f64.powi(-decimals(rate)) / 100.0;
    // A rate no larger than what rounding takes away says nothing of the most there could be.
    let least_rate = Some(rate - half).filter(|rate| *rate > half)?;
    let clicks_f = clicks as f64;
    let value = (clicks_f / rate).round() as i64;
    let low = (clicks_f / (rate + half)).ceil() as i64;
    let high = (clicks_f / least_rate).floor() as i64;
    Some(Exposure {
        value: value.max(clicks),
        low: low.clamp(clicks, value.max(clicks)),
        high: high.max(value),
    })
}

/// Decimals of a per cent in which a rate is written: 2 for 0.1725. Where the last happens to be
/// 0 this is one too few, and the range wider than it must be.
fn decimals(rate: f64) -> i32 {
    let percent = rate * 100.0;
    (0..MOST_DECIMALS)
        .find(|digits| {
            let scaled = percent * 10f64.powi(*digits);
            (scaled - scaled.round()).abs() < 1e-6
        })
        .unwrap_or(MOST_DECIMALS)
}

/// The facts with the rebuilt exposure in place, and whether it is.
pub fn with_exposure(row: &SessionProduct) -> (Cow<'_, SessionProductFacts>, bool) {
    let Some(rebuilt) = exposure(row) else {
        return (Cow::Borrowed(&row.facts), false);
    };
    let facts = SessionProductFacts {
        impr_uv: row.facts.impr_uv.or(Some(rebuilt.value)),
        ..row.facts.clone()
    };
    (Cow::Owned(facts), true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ProductId, SessionId};

    fn row(shown: Option<i64>, clicks: Option<i64>, rate: Option<f64>) -> SessionProduct {
        SessionProduct {
            session: SessionId(1),
            product: ProductId(1),
            facts: SessionProductFacts {
                impr_uv: shown,
                click_uv: clicks,
                ..SessionProductFacts::default()
            },
            reported: rate.map(|rate| (RATE.to_owned(), rate)).into_iter().collect(),
            origins: Vec::new(),
            derived: false,
        }
    }

    #[test]
    fn clicks_over_the_rate_with_what_rounding_leaves_open() {
        let of = |clicks, rate| exposure(&row(None, Some(clicks), Some(rate)));
        let known = |value, low, high| Some(Exposure { value, low, high });
        // 345 / 17.25% = 2,000; 345 / 17.255% = 1,999.4; 345 / 17.245% = 2,000.6.
        assert_eq!(of(345, 0.1725), known(2_000, 2_000, 2_000));
        // 345 / 17% = 2,029; from 17.5% to 16.5%.
        assert_eq!(of(345, 0.17), known(2_029, 1_972, 2_090));
        assert_eq!(of(50, 1.0), known(50, 50, 50));
        assert_eq!(of(7, 1.0 / 3.0), known(21, 21, 21));
        for nothing in [of(0, 0.2), of(5, 0.0), of(5, 1.2), of(5, 0.01), of(5, f64::NAN)] {
            assert_eq!(nothing, None);
        }
    }

    #[test]
    fn what_is_reported_is_never_replaced() {
        assert_eq!(exposure(&row(Some(10), Some(5), Some(0.2))), None);
        assert_eq!(exposure(&row(None, None, Some(0.2))), None);
        assert_eq!(exposure(&row(None, Some(5), None)), None);
        let known_row = row(Some(10), Some(5), Some(0.2));
        let (facts, rebuilt) = with_exposure(&known_row);
        assert_eq!((facts.impr_uv, rebuilt), (Some(10), false));
        let rebuilt_row = row(None, Some(5), Some(0.125));
        let (facts, rebuilt) = with_exposure(&rebuilt_row);
        assert_eq!((facts.impr_uv, rebuilt), (Some(40), true));
    }

    #[test]
    fn the_true_count_lies_in_the_range_whatever_was_rounded() {
        for shown in (20_i64..5_000).step_by(37) {
            for clicks in [shown / 9 + 1, shown / 3 + 1, shown - 1] {
                for digits in 0..4 {
                    let scale = 10f64.powi(digits) * 100.0;
                    let rate = (clicks as f64 / shown as f64 * scale).round() / scale;
                    let Some(found) = exposure(&row(None, Some(clicks), Some(rate))) else {
                        continue;
                    };
                    assert!(
                        found.low <= shown && shown <= found.high,
                        "{clicks} of {shown} at {rate}: {found:?}"
                    );
                    assert!(found.low <= found.value && found.value <= found.high);
                }
            }
        }
    }
}
