//! Oracles and laws of the metrics.

mod fields;
mod rates;
mod sanity;
mod sessions;

use proptest::prelude::*;

use super::rates::{beta_range, gamma_range, z};
use super::*;
use crate::domain::{
    AccountId, Basis, Channel, ChannelFacts, Currency, MinuteFacts, Money, Platform, Seconds,
    Session, SessionFacts, SessionId, TAKINGS_STEP, Takings, Tier,
};

fn yuan(x: f64) -> Option<Money> {
    Money::from_major(x)
}

fn value(key: MetricKey, f: &SessionFacts) -> f64 {
    from_facts(key, f, &[]).value.unwrap()
}

#[track_caller]
fn close(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance, "{a} is not {b} ± {tolerance}");
}

fn session(id: i64, start: &str, facts: SessionFacts) -> Session {
    let start: jiff::ZonedDateTime = start.parse().unwrap();
    Session {
        id: SessionId(id),
        account: AccountId(1),
        platform: Platform::Douyin,
        currency: Currency::cny(),
        external_id: None,
        host: None,
        as_of: start.timestamp(),
        start,
        facts,
        reported: Vec::new(),
        origins: Vec::new(),
    }
}

/// The documented sample row of a session list.
fn sample() -> SessionFacts {
    SessionFacts {
        viewers_uv: Some(15093),
        views_pv: Some(21254),
        prod_impr_uv: Some(12774),
        prod_impr_pv: Some(67458),
        prod_click_uv: Some(6390),
        prod_click_pv: Some(10306),
        buyers: Some(1513),
        orders: Some(1536),
        gmv: yuan(61045.3),
        refund_amount_1h: yuan(10532.4),
        ..SessionFacts::default()
    }
}

#[test]
fn ratios_of_a_documented_row_are_reproduced() {
    let f = sample();
    for (key, expected, tolerance) in [
        (MetricKey::ClickRate, 0.5002, 5e-5),
        (MetricKey::ClickRatePv, 0.1528, 5e-5),
        (MetricKey::OrderRate, 0.2368, 5e-5),
        (MetricKey::OrderRatePv, 0.149, 5e-5),
        (MetricKey::ViewerConversion, 0.1002, 5e-5),
        (MetricKey::ViewerConversionPv, 0.0723, 5e-5),
        (MetricKey::NetGmv, 50512.9, 1e-9),
        (MetricKey::Gpm, 61045.3 / 21254.0 * 1000.0, 1e-9),
    ] {
        close(value(key, &f), expected, tolerance);
    }
    let net = from_facts(MetricKey::NetGmv, &f, &[]);
    assert_eq!(net.way, Some(Way::NetOfFirstHour));
}

#[test]
fn a_second_documented_row() {
    let f = SessionFacts {
        viewers_uv: Some(6782),
        views_pv: Some(8947),
        prod_click_uv: Some(1495),
        buyers: Some(46),
        new_followers: Some(66),
        paid_amount: yuan(236_552.0),
        gmv: yuan(240_000.0),
        ..SessionFacts::default()
    };
    close(value(MetricKey::PerBuyer, &f), 5142.43, 0.005);
    close(value(MetricKey::OrderRate, &f), 0.0308, 5e-5);
    close(value(MetricKey::ViewerConversion, &f), 0.0068, 5e-5);
    close(value(MetricKey::FollowRate, &f), 0.0097, 5e-5);
    // By views, not by viewers: viewers would give 34,879.
    close(value(MetricKey::Gpm, &f), 26439.25, 1.0);
    assert_eq!(from_facts(MetricKey::Gpm, &f, &[]).basis, Some(Basis::Paid), "paid before GMV");
}

#[test]
fn hours_are_exact_not_the_rounded_length() {
    let start: jiff::Timestamp = "2026-11-21T10:00:00Z".parse().unwrap();
    let f = SessionFacts {
        viewers_uv: Some(15093),
        start_at: Some(start),
        end_at: Some(start + jiff::SignedDuration::from_secs(57_612)),
        duration_s: Some(Seconds(57_600.0)),
        ..SessionFacts::default()
    };
    // 15,093 viewers in 16.0033 hours; the rounded length would give 943.31.
    close(value(MetricKey::ViewersPerHour, &f), 943.116, 0.005);
}

#[test]
fn missing_is_not_zero_and_zero_below_the_line_is_no_value() {
    let empty = SessionFacts::default();
    for key in MetricKey::ALL {
        assert_eq!(from_facts(*key, &empty, &[]).value, None, "{}", key.word());
        assert_eq!(MetricKey::from_word(key.word()), Some(*key));
    }
    let nobody = SessionFacts {
        viewers_uv: Some(0),
        buyers: Some(0),
        gmv: Some(Money::ZERO),
        ..SessionFacts::default()
    };
    assert_eq!(value(MetricKey::Gmv, &nobody), 0.0);
    assert_eq!(from_facts(MetricKey::ViewerConversion, &nobody, &[]).value, None);
}

#[test]
fn spend_is_never_counted_twice_and_net_takes_what_is_known() {
    let mut f = SessionFacts {
        gmv: yuan(1000.0),
        ad_spend_bound: yuan(100.0),
        ad_spend_targeted: yuan(200.0),
        refund_amount: yuan(250.0),
        refund_amount_1h: yuan(50.0),
        ..SessionFacts::default()
    };
    close(value(MetricKey::Roi, &f), 5.0, 1e-12);
    close(value(MetricKey::NetGmv, &f), 750.0, 1e-12);
    close(value(MetricKey::NetRoi, &f), 3.75, 1e-12);
    f.net_gmv = yuan(900.0);
    close(value(MetricKey::NetGmv, &f), 900.0, 1e-12);
}

fn channel(name: &str, group: &str, views: i64, people: i64, gmv: f64) -> Channel {
    Channel {
        session: SessionId(1),
        facts: ChannelFacts {
            channel: Some(name.into()),
            channel_group: Some(group.into()),
            views_pv: Some(views),
            viewers_uv: Some(people),
            gmv: yuan(gmv),
            ..ChannelFacts::default()
        },
    }
}

#[test]
fn channels_add_times_and_money_never_people_and_no_total_twice() {
    let rows = [
        channel("推荐feed", "natural", 700, 600, 100.0),
        channel("关注", "natural", 300, 200, 50.0),
        channel("付费流量", "paid", 500, 400, 80.0),
        channel("千川PC版", "paid", 450, 380, 70.0),
    ];
    let groups = channel_groups(&rows);
    assert_eq!(groups.len(), 2);
    assert_eq!(groups[0].total.views_pv, Some(1000));
    assert_eq!(groups[0].total.viewers_uv, None, "people are not added");
    assert_eq!(groups[1].total.views_pv, Some(500), "the export's own total");
    assert_eq!(groups[1].channels.len(), 1);
    let f = SessionFacts::default();
    let share = from_facts(MetricKey::NaturalShare, &f, &rows[..3]);
    close(share.value.unwrap(), 1000.0 / 1500.0, 1e-12);
    assert_eq!(share.way, Some(Way::ByTimes));
}

#[test]
fn lmdi_and_shapley_of_the_worked_example() {
    let (base, now) = ([10000.0, 0.12, 0.03, 120.0], [12000.0, 0.10, 0.036, 110.0]);
    let parts = lmdi(&now, &base).unwrap();
    for (got, want) in parts.iter().zip([826.39, -826.39, 826.39, -394.39]) {
        close(*got, want, 0.005);
    }
    let parts = shapley(&now, &base);
    for (got, want) in parts.iter().zip([832.6, -835.0, 832.6, -398.2]) {
        close(*got, want, 0.05);
    }
}

#[test]
fn wilson_matches_published_figures() {
    // Newcombe, Statistics in Medicine 17 (1998), table I: 81/263 and 15/148 at 95%.
    for (k, n, low, high) in [(81.0, 263.0, 0.2553, 0.3662), (15.0, 148.0, 0.0624, 0.1605)] {
        let range = wilson(k, n, 0.95).unwrap();
        close(range.low, low, 5e-5);
        close(range.high, high, 5e-5);
    }
    assert_eq!(wilson(0.0, 20.0, 0.8).unwrap().low, 0.0);
    assert_eq!(wilson(5.0, 3.0, 0.8), None, "no share");
    assert_eq!(wilson(0.0, 0.0, 0.8), None);
}

#[test]
fn ranges_of_known_distributions() {
    // Beta(2, 5): mean 2/7, variance 10/392; 10% and 90% points from tables.
    let range = beta_range(2.0 / 7.0, 10.0 / 392.0, 0.8);
    close(range.low, 0.0926, 5e-5);
    close(range.high, 0.5103, 5e-5);
    // Gamma(3, 1): 10% and 90% points.
    let range = gamma_range(3.0, 1.0, 0.8);
    close(range.low, 1.1021, 5e-5);
    close(range.high, 5.3223, 5e-5);
}

#[test]
fn endless_counts_have_a_range_at_once() {
    // The exact range at the border and the approximate one just beyond agree.
    for level in [0.5, 0.8, 0.95] {
        let (exact, beyond) =
            (gamma_range(1e6, 2.0, level), gamma_range(1e6 * (1.0 + 1e-12), 2.0, level));
        close(exact.low, beyond.low, 0.005);
        close(exact.high, beyond.high, 0.005);
        assert!(exact.high - exact.low > 600.0, "{exact:?}");
    }
    // As many orders as no talk has: nothing to wait for, and nothing out of bounds.
    for shape in [7_389_124_567_890.0, 1e14] {
        let range = gamma_range(shape, 3.0, 0.8);
        assert!(range.low < shape / 3.0 && range.high > shape / 3.0, "{range:?}");
        close((range.high - range.low) / (shape.sqrt() / 3.0), 2.0 * z(0.8), 1e-2);
    }
}

#[test]
fn identical_rates_pool_fully_and_endless_trials_give_the_raw_rate() {
    let pooled = shrink(&[(1.0, 10.0), (10.0, 100.0), (100.0, 1000.0)], 0.8).unwrap();
    for item in &pooled.items {
        close(item.estimate, 0.1, 1e-9);
        assert!(item.interval.low < 0.1 && item.interval.high > 0.1);
    }
    let pooled = shrink(&[(3.0, 40.0), (200.0, 4000.0), (4e8, 1e9), (90.0, 900.0)], 0.8).unwrap();
    close(pooled.items[2].estimate, 0.4, 1e-4);
    let small = pooled.items[0];
    assert!(small.interval.contains(small.estimate));
    assert_eq!(shrink(&[(0.0, 0.0)], 0.8), None);
    let none_bought = shrink(&[(0.0, 50.0), (0.0, 80.0)], 0.8).unwrap();
    assert!(none_bought.items[0].interval.high > 0.0);
}

#[test]
fn few_people_are_pulled_towards_the_shop_and_keep_a_wide_range() {
    let shop = [(3.0, 40.0), (196.0, 4100.0), (150.0, 3000.0), (90.0, 2100.0)];
    let pooled = shrink(&shop, 0.8).unwrap();
    let small = pooled.items[0];
    assert!(small.estimate < 0.075 && small.estimate > pooled.mean);
    let large = pooled.items[1];
    assert!((large.estimate - 196.0 / 4100.0).abs() < 0.003);
    let width = |i: &Shrunk| i.interval.high - i.interval.low;
    assert!(width(&small) > 1.5 * width(&large));
}

#[test]
fn tiers_follow_the_own_history() {
    let history = || (1..=8).map(f64::from).collect::<Vec<f64>>();
    let tier = |v: f64, d| stand(Some(v), history(), d).tier;
    assert_eq!(tier(7.0, Direction::Up), Tier::Top);
    assert_eq!(tier(5.0, Direction::Up), Tier::Middle);
    assert_eq!(tier(4.0, Direction::Up), Tier::Low);
    assert_eq!(tier(1.0, Direction::Down), Tier::Top);
    assert_eq!(tier(8.0, Direction::Down), Tier::Low);
    let few = stand(Some(9.0), vec![1.0, 2.0, 3.0, 4.0], Direction::Up);
    assert_eq!((few.tier, few.quantile), (Tier::Unclear, None));
    let flat = stand(Some(5.0), vec![5.0; 6], Direction::Up);
    assert_eq!(flat.tier, Tier::Middle, "equal to a constant is not excellent");
}

#[test]
fn an_hour_table_crosses_midnight_in_the_local_zone() {
    let start = "2026-11-21T23:30:00+08:00[Asia/Shanghai]";
    let facts = SessionFacts {
        gmv: yuan(3000.0),
        duration_s: Some(Seconds(5400.0)),
        ..SessionFacts::default()
    };
    let night = session(1, start, facts);
    let table = hour_table(&[&night], Basis::Created, &Takings::new());
    assert_eq!((table.sessions, table.spread), (1, 1));
    let cells = table.cells;
    let hours: Vec<u8> = cells.iter().map(|c| c.hour).collect();
    assert_eq!(hours, [0, 23]);
    assert!(cells.iter().all(|c| c.weekday == 5), "Saturday's session");
    close(cells.iter().map(|c| c.per_hour * c.hours).sum(), 3000.0, 1e-6);
    assert!(hour_table(&[&night], Basis::Paid, &Takings::new()).cells.is_empty());

    // Orders say when the money came in: two thirds before midnight, nothing while off air.
    let quarter = |at: &str| {
        let at: jiff::ZonedDateTime = at.parse().unwrap();
        at.timestamp().as_second() / TAKINGS_STEP
    };
    let taken = [
        (quarter("2026-11-21T20:00:00+08:00[Asia/Shanghai]"), 900.0),
        (quarter("2026-11-21T23:45:00+08:00[Asia/Shanghai]"), 80.0),
        (quarter("2026-11-22T00:30:00+08:00[Asia/Shanghai]"), 40.0),
    ];
    let takings = Takings::from([(SessionId(1), taken.into())]);
    let table = hour_table(&[&night], Basis::Created, &takings);
    assert_eq!((table.sessions, table.spread), (1, 0));
    let amounts: Vec<f64> = table.cells.iter().map(|c| c.per_hour * c.hours).collect();
    close(amounts[0], 1000.0, 1e-6);
    close(amounts[1], 2000.0, 1e-6);
}

#[test]
fn a_brushed_range_adds_times_and_averages_people() {
    let minute = |online, clicks, paid| MinuteFacts {
        online: Some(online),
        click_uv: Some(clicks),
        paid_amount: yuan(paid),
        ..MinuteFacts::default()
    };
    let range = [minute(100, 10, 50.0), minute(300, 20, 70.0), MinuteFacts::default()];
    let sum = sum_minutes(&range, minute_basis(&range));
    assert_eq!(sum.amount, Some(120.0));
    assert_eq!(sum.avg_online, Some(200.0));
    close(sum.click_per_online.unwrap(), 30.0 / 400.0, 1e-12);
    assert_eq!(sum.orders, None, "missing stays missing");
}

fn like_days(n: i64, gmv: impl Fn(i64) -> f64) -> crate::domain::Snapshot {
    let sessions = (1..=n)
        .map(|i| {
            let facts = SessionFacts {
                gmv: yuan(gmv(i)),
                viewers_uv: Some(1000 + 10 * i),
                prod_click_uv: Some(300 + i),
                buyers: Some(30),
                ..SessionFacts::default()
            };
            let day = format!("2026-10-{i:02}T20:00:00+08:00[Asia/Shanghai]");
            session(i, &day, facts)
        })
        .collect();
    crate::domain::Snapshot { sessions, ..Default::default() }
}

#[test]
fn a_diagnosis_adds_up_and_is_reproducible() {
    let snapshot = like_days(20, |i| 1000.0 + 20.0 * i as f64);
    let mut now = snapshot.sessions[19].clone();
    now.facts.buyers = Some(60);
    now.facts.gmv = yuan(2900.0);
    let like = like_sessions(&snapshot, &now);
    assert!(like.sessions.len() >= super::history::ENOUGH);
    assert!(like.sessions.iter().all(|s| s.id != now.id));
    let d = diagnose(&now, &like, 7);
    let sum: f64 = d.parts.iter().map(|p| p.amount).sum();
    close(sum, d.total.unwrap(), 1e-6);
    assert_eq!(d.verdict, Verdict::Better);
    assert_eq!(d.parts[d.lead.unwrap()].factor, Factor::OrderRate);
    assert!(d.parts.iter().all(|p| p.interval.unwrap().low <= p.amount + 1e-6));
    assert_eq!(d, diagnose(&now, &like, 7));
    assert_eq!(diagnose(&now, &LikeGroup::default(), 7).verdict, Verdict::Unclear);
}

#[test]
fn a_handful_of_buyers_is_not_judged() {
    // Twelve sessions of 1, 2 and 3 buyers in turn; then one in which nobody bought.
    let mut snapshot = like_days(13, |_| 1000.0);
    for (i, s) in snapshot.sessions.iter_mut().enumerate() {
        let buyers = 1 + i as i64 % 3;
        s.facts.viewers_uv = Some(300);
        s.facts.prod_click_uv = Some(30);
        s.facts.buyers = Some(buyers);
        s.facts.gmv = yuan(50.0 * buyers as f64);
    }
    let mut now = snapshot.sessions[12].clone();
    let like = like_sessions(&snapshot, &now);
    for (buyers, verdict) in
        [(0, Verdict::Same), (1, Verdict::Same), (4, Verdict::Same), (12, Verdict::Better)]
    {
        now.facts.buyers = Some(buyers);
        now.facts.gmv = yuan(50.0 * buyers as f64);
        let d = diagnose(&now, &like, 7);
        assert_eq!(d.verdict, verdict, "{buyers} buyers: {:?}", d.interval);
        let range = d.interval.unwrap();
        assert!(range.contains(d.total.unwrap()), "{buyers} buyers");
    }
}

#[test]
fn the_parts_show_the_medians_of_the_cards() {
    // Viewers and conversion move against each other, so that medians do not multiply to the
    // median amount.
    let mut snapshot = like_days(12, |_| 1000.0);
    for (i, s) in snapshot.sessions.iter_mut().enumerate() {
        let viewers = [400, 500, 2000][i % 3];
        s.facts.viewers_uv = Some(viewers);
        s.facts.prod_click_uv = Some(viewers / 5);
        s.facts.buyers = Some([40, 10, 20][i % 3]);
        s.facts.gmv = yuan([1600.0, 900.0, 2500.0][i % 3]);
    }
    let now = snapshot.sessions[11].clone();
    let like = like_sessions(&snapshot, &now);
    let d = diagnose(&now, &like, 7);
    let viewers = standing(&snapshot, MetricKey::Viewers, Some(2000.0), &like).median.unwrap();
    assert_eq!(d.parts[0].factor, Factor::Viewers);
    close(d.parts[0].base, viewers, 1e-9);
    let sum: f64 = d.parts.iter().map(|p| p.amount).sum();
    close(sum, d.total.unwrap(), 1e-6);
}

#[test]
fn zero_viewers_explain_everything_by_viewers() {
    let snapshot = like_days(12, |_| 1000.0);
    let mut now = snapshot.sessions[11].clone();
    now.facts = SessionFacts {
        gmv: Some(Money::ZERO),
        viewers_uv: Some(0),
        prod_click_uv: Some(0),
        buyers: Some(0),
        ..SessionFacts::default()
    };
    let d = diagnose(&now, &like_sessions(&snapshot, &now), 1);
    close(d.parts[0].amount, -1000.0, 1e-6);
    assert!(d.parts[1..].iter().all(|p| p.amount == 0.0));
}

#[test]
fn sessions_of_another_basis_or_currency_are_never_alike() {
    let mut snapshot = like_days(12, |_| 1000.0);
    for s in &mut snapshot.sessions[..6] {
        s.facts.paid_amount = s.facts.gmv;
    }
    snapshot.sessions[7].currency = Currency("IDR".into());
    let like = like_sessions(&snapshot, &snapshot.sessions[11]);
    assert_eq!(like.sessions.len(), 4);
}

proptest! {
    #[test]
    fn splits_are_exact_and_swapping_flips_signs(
        now in prop::collection::vec(0.01f64..1e4, 4),
        base in prop::collection::vec(0.01f64..1e4, 4),
        zero in 0usize..5,
    ) {
        let (mut now, base) = (now, base);
        if zero < 4 { now[zero] = 0.0; }
        let total = now.iter().product::<f64>() - base.iter().product::<f64>();
        let scale = 1.0 + now.iter().product::<f64>() + base.iter().product::<f64>();
        for split in [decompose(&now, &base), shapley(&now, &base)] {
            prop_assert!((split.iter().sum::<f64>() - total).abs() < 1e-9 * scale);
        }
        let (there, back) = (decompose(&now, &base), decompose(&base, &now));
        for (a, b) in there.iter().zip(&back) {
            prop_assert!((a + b).abs() < 1e-9 * scale);
        }
    }

    #[test]
    fn shrunken_rates_stay_shares_inside_their_range(
        counts in prop::collection::vec((0u32..400, 1u32..4000), 1..6),
    ) {
        let counts: Vec<(f64, f64)> = counts.iter()
            .map(|(k, n)| (f64::from(*k.min(n)), f64::from(*n))).collect();
        let pooled = shrink(&counts, 0.8).unwrap();
        for item in pooled.items {
            prop_assert!((0.0..=1.0).contains(&item.estimate));
            prop_assert!(item.interval.low <= item.interval.high);
            prop_assert!(item.interval.low >= 0.0 && item.interval.high <= 1.0);
        }
    }

    #[test]
    fn wilson_holds_the_raw_rate(n in 1u32..5000, part in 0.0f64..=1.0) {
        let k = (f64::from(n) * part).round();
        let range = wilson(k, f64::from(n), 0.8).unwrap();
        prop_assert!(range.low <= k / f64::from(n) + 1e-12);
        prop_assert!(range.high >= k / f64::from(n) - 1e-12);
    }
}
