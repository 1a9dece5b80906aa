//! Every sentence that models say, in both languages, as one snapshot.

use std::fmt::Write as _;

use super::*;
use crate::domain::{Currency, Interval};
use crate::learn::{
    Contrast, Drift, DriftLevel, Effect, Fairness, FeatureDrift, GroupFigures, MoreData,
    PooledVsWithin, RateEstimate,
};

/// Every reason. A new one does not compile until `fits` knows it, which is where to add it here.
fn reasons() -> Vec<Reason> {
    vec![
        Reason::TooFewTested { found: 4.0, needed: 10.0 },
        Reason::NoBetterThanChance { auc: 0.5312, interval: Interval::new(0.48, 0.58) },
        Reason::NoBetterThanMean { mae: 5_300.0, baseline: 5_100.0 },
        Reason::NoBetterThanMean { mae: 5_000.0, baseline: 5_100.0 },
        Reason::NoBetterThanLast { mae: 5_300.0, baseline: 4_100.0 },
        Reason::NoBetterThanOneFeature {
            feature: "past_orders".to_owned(),
            score: 0.71,
            baseline: 0.74,
        },
        Reason::NoBetterThanOneFeature {
            feature: "hour".to_owned(),
            score: 5_300.0,
            baseline: 4_900.0,
        },
        Reason::RatesOff { slope: 0.41, error: 0.062 },
        Reason::SmallGain { auc: 0.57 },
        Reason::SuspectedLeak { columns: vec!["PageValues".to_owned()] },
        Reason::FindsBuyers { reached: 0.2, found: 0.583 },
        Reason::CloserThanBaselines { mae: 3_100.0, baseline: 5_100.0 },
    ]
}

/// Whether a reason is ever given for rates, or for amounts.
fn fits(reason: &Reason, rate: bool) -> bool {
    match reason {
        Reason::TooFewTested { .. } | Reason::SuspectedLeak { .. } => true,
        Reason::NoBetterThanOneFeature { score, .. } => rate == (*score < 1.0),
        Reason::NoBetterThanMean { .. }
        | Reason::NoBetterThanLast { .. }
        | Reason::CloserThanBaselines { .. } => !rate,
        Reason::NoBetterThanChance { .. }
        | Reason::RatesOff { .. }
        | Reason::SmallGain { .. }
        | Reason::FindsBuyers { .. } => rate,
    }
}

fn skips() -> Vec<SkipReason> {
    let all = vec![
        SkipReason::NeedsBuyers { found: 12.0, needed: 20.0 },
        SkipReason::NeedsRows { found: 31, needed: 40 },
        SkipReason::OneOutcome,
        SkipReason::OutcomeIsRate,
        SkipReason::OutcomeIsNumber,
        SkipReason::EngineCannot,
        SkipReason::TooLargeForEngine { cells: 12_000_000, limit: 4_000_000 },
        SkipReason::NoColumns,
        SkipReason::NoSplit,
        SkipReason::Failed { message: "singular".to_owned() },
    ];
    for reason in &all {
        match reason {
            SkipReason::NeedsBuyers { .. }
            | SkipReason::NeedsRows { .. }
            | SkipReason::OneOutcome
            | SkipReason::OutcomeIsRate
            | SkipReason::OutcomeIsNumber
            | SkipReason::EngineCannot
            | SkipReason::TooLargeForEngine { .. }
            | SkipReason::NoColumns
            | SkipReason::NoSplit
            | SkipReason::Failed { .. } => {}
        }
    }
    all
}

fn warnings() -> Vec<LearnWarning> {
    let codes = [
        LearnWarningCode::KnownOnlyAfter,
        LearnWarningCode::AlmostTheOutcome,
        LearnWarningCode::HangsOnOneColumn,
        LearnWarningCode::Confounded,
        LearnWarningCode::ConstantColumn,
        LearnWarningCode::MostlyMissing,
        LearnWarningCode::NotReproducible,
        LearnWarningCode::BaseRateChanged,
        LearnWarningCode::FeaturesLimited,
    ];
    let warning = |code, before, after| LearnWarning {
        code,
        columns: vec!["giveaway_seen".to_owned(), "PageValues".to_owned()],
        before: Some(before),
        after: Some(after),
    };
    let mut all: Vec<LearnWarning> = codes
        .into_iter()
        .map(|code| match code {
            LearnWarningCode::AlmostTheOutcome => warning(code, 0.993, 0.5),
            LearnWarningCode::HangsOnOneColumn => warning(code, 0.921, 0.751),
            LearnWarningCode::BaseRateChanged => warning(code, 0.046, 0.081),
            LearnWarningCode::Confounded
            | LearnWarningCode::KnownOnlyAfter
            | LearnWarningCode::ConstantColumn
            | LearnWarningCode::MostlyMissing
            | LearnWarningCode::NotReproducible
            | LearnWarningCode::FeaturesLimited => warning(code, 0.02, -0.03),
        })
        .collect();
    all.push(warning(LearnWarningCode::Confounded, -0.02, 0.03));
    all
}

fn splits() -> Vec<SplitInfo> {
    [
        SplitKind::SessionForward,
        SplitKind::StratifiedKFold,
        SplitKind::GroupedKFold,
        SplitKind::GivenFolds,
    ]
    .map(|kind| SplitInfo {
        kind,
        folds: 5,
        train_sessions: Some(50),
        test_sessions: Some(17),
        test_rows: 900,
    })
    .to_vec()
}

fn rate(value: f64) -> RateEstimate {
    RateEstimate { value, interval: Interval::new(value - 0.01, value + 0.01), n: 400.0 }
}

fn fairness(below_four_fifths: bool, hidden: usize) -> Fairness {
    let group = GroupFigures {
        group: "f".to_owned(),
        people: 400,
        base: rate(0.1),
        called: rate(0.2),
        ratio: 1.0,
        found: None,
        predicted: 0.11,
    };
    let groups = vec![group];
    Fairness { feature: "gender".to_owned(), reached: 0.2, groups, hidden, below_four_fifths }
}

fn drifts() -> Vec<Drift> {
    let feature = |psi, level| FeatureDrift { feature: "dwell_s".to_owned(), psi, level };
    let drift = |level, features, base_level, sessions| Drift {
        rows: 420,
        sessions,
        late: 0,
        outside: Some(0.0),
        features,
        base: Some((rate(0.1), rate(0.2))),
        base_level,
        level,
    };
    use DriftLevel::{Act, Steady, Watch};
    vec![
        drift(Steady, vec![feature(0.02, Steady)], Steady, Some(6)),
        drift(Watch, vec![feature(0.15, Watch)], Watch, Some(6)),
        drift(Act, vec![feature(0.4, Act)], Steady, None),
        drift(Act, vec![feature(0.4, Act)], Act, Some(6)),
        drift(Act, vec![feature(0.02, Steady)], Act, Some(6)),
        Drift { late: 1, outside: None, ..drift(Steady, Vec::new(), Steady, Some(6)) },
        Drift { late: 4, outside: Some(0.03), ..drift(Steady, Vec::new(), Steady, Some(6)) },
    ]
}

fn contrasts() -> Vec<Contrast> {
    let effect = |slope: f64, half: f64| Effect {
        slope,
        std_error: half / 1.28,
        interval: Interval::new(slope - half, slope + half),
    };
    [(0.02, 0.03, 12), (-0.02, -0.03, 12), (0.02, -0.03, 12)]
        .map(|(pooled, within, groups)| Contrast {
            feature: "hour".to_owned(),
            both: PooledVsWithin {
                pooled: effect(pooled, 0.005),
                within: effect(within, 0.005),
                groups,
            },
        })
        .into_iter()
        .chain([Contrast {
            feature: "hour".to_owned(),
            both: PooledVsWithin { pooled: effect(0.0, 1.0), within: effect(0.0, 1.0), groups: 9 },
        }])
        .collect()
}

#[test]
fn every_sentence_in_both_languages() {
    let mut text = String::new();
    let yuan = OutcomeUnit::Money(Currency::cny());
    for lang in [Lang::Zh, Lang::En] {
        let mut say = |line: String| {
            assert!(!line.trim().is_empty());
            writeln!(text, "{line}").unwrap();
        };
        for question in [Question::Buyers, Question::Products, Question::SessionSales] {
            say(format!("# {}", question_title(question, lang)));
            let unit = if question == Question::SessionSales { &yuan } else { &OutcomeUnit::Rate };
            let rate = question != Question::SessionSales;
            for reason in reasons().into_iter().filter(|reason| fits(reason, rate)) {
                say(verdict_reason(&reason, unit, question, lang));
            }
            for reason in skips() {
                say(skip_reason(&reason, question, Source::History, lang));
                if matches!(reason, SkipReason::NeedsBuyers { .. } | SkipReason::NeedsRows { .. }) {
                    say(skip_reason(&reason, question, Source::Visits, lang));
                }
            }
            for found in warnings() {
                say(warning(&found, question, lang));
            }
            for source in [Source::History, Source::Visits] {
                for needed in [Some(160.0), None] {
                    say(trust::more_data(
                        &MoreData { found: 40.0, needed },
                        question,
                        source,
                        lang,
                    ));
                }
            }
        }
        say("#".to_owned());
        for verdict in [Verdict::Usable, Verdict::Weak, Verdict::DoNotUse] {
            say(verdict_word(verdict, lang));
            of_little_use(verdict, lang).map(str::to_owned).into_iter().for_each(&mut say);
        }
        splits().iter().for_each(|split| say(split_sentence(split, lang)));
        for held_back in [vec![], vec!["gender".to_owned()]] {
            say(trust::features_sentence(&held_back, lang));
        }
        for (below, hidden) in [(false, 0), (true, 2)] {
            say(trust::fairness_sentence(&fairness(below, hidden), lang));
        }
        drifts().iter().for_each(|drift| say(trust::drift_sentence(drift, lang)));
        say(trust::no_drift(lang));
        DriftLevel::ALL.iter().for_each(|level| say(trust::drift_level(*level, lang)));
        for within in [false, true] {
            say(trust::contrast_sentence(within, lang));
            contrasts().iter().for_each(|c| say(trust::slope_reading(c, within, lang)));
        }
        say(trust::engines_sentence(lang));
        for key in super::features::keys() {
            say(format!("{}: {}", feature_name(key, lang), formula(key, lang)));
        }
    }
    insta::assert_snapshot!(text);
}
