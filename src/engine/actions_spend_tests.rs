//! Spend that was to be moved is judged by what the minutes of later sessions name.

use std::fmt::Write as _;

use jiff::SignedDuration;

use super::ImportOptions;
use super::actions_tests::{QUIET, job};
use super::wider_tests::{Shop, start};
use crate::domain::{ActionState, ImportId};
use crate::metrics::FindingKind;
use crate::plan::{ChangeOf, ClosedBy, Untold};

impl Shop {
    /// Minutes of a session, one each half-hour, with what its ads cost.
    fn spend(&mut self, number: i64, halves: &[Option<i64>]) -> ImportId {
        let at = |minute: i64| {
            let at = start(number) + SignedDuration::from_mins(minute);
            at.in_tz("Asia/Shanghai").unwrap().strftime("%Y-%m-%d %H:%M:%S").to_string()
        };
        let mut text = "账号,开播时间,时间,在线人数,消耗\n".to_owned();
        for (half, spend) in (0..).zip(halves) {
            let spend = spend.map_or_else(String::new, |spend| spend.to_string());
            writeln!(text, "小满,{},{},200,{spend}", at(0), at(30 * half)).unwrap();
        }
        let path = self.folder.path().join(format!("minutes_{number}.csv"));
        std::fs::write(&path, text).unwrap();
        let prepared =
            self.engine.prepare_import(&job(number + 1), &[path], &ImportOptions::default());
        let report = self.engine.commit_import(&job(number + 1), &prepared.unwrap()).unwrap();
        report.import.unwrap()
    }
}

/// Spend is to move from the second half-hour to the third.
fn to_the_third_half_hour() -> FindingKind {
    let (from_minute, to_minute) = (30, 60);
    FindingKind::MoveSpend { spend: 500.0, from_minute, to_minute, rate: 0.01, best: 0.03 }
}

#[test]
fn spend_is_moved_when_a_later_session_has_most_of_it_at_the_other_time() {
    let mut shop = Shop::open();
    shop.air(1, &QUIET);
    shop.spend(1, &[Some(0), Some(500), Some(10)]);
    let id = shop.follow(1, &to_the_third_half_hour());
    // Without minutes, and with minutes that name no spend, nothing shows.
    shop.air(2, &QUIET);
    shop.spend(2, &[None; 3]);
    let open = shop.judged(id);
    assert_eq!((open.state, open.shown), (ActionState::Open, None));
    // Most of it at the old time; too short for the other time; moved at last.
    shop.air(3, &QUIET);
    shop.spend(3, &[Some(0), Some(400), Some(100)]);
    let not_yet = shop.judged(id);
    let shown = not_yet.shown.unwrap();
    assert_eq!((not_yet.state, shown.figure, shown.met), (ActionState::Open, 0.2, false));
    shop.air(4, &QUIET);
    shop.spend(4, &[Some(900), Some(100)]);
    assert_eq!(shop.judged(id).shown, Some(shown), "the session before still says it");
    shop.air(5, &QUIET);
    let minutes = shop.spend(5, &[None, Some(100), Some(300)]);
    let done = shop.judged(id);
    assert_eq!((done.state, done.by), (ActionState::Done, Some(ClosedBy::Numbers)));
    let shown = done.shown.unwrap();
    assert_eq!((shown.session, shown.figure), (shop.session(5), 0.75));
    assert_eq!(done.change.unwrap().of, ChangeOf::Session);
    // Taken back with the minutes that told it.
    shop.engine.undo_import(&job(9), minutes).unwrap();
    assert_eq!(shop.judged(id).state, ActionState::Open);
}

#[test]
fn spend_that_was_only_cut_was_not_moved() {
    let mut shop = Shop::open();
    shop.air(1, &QUIET);
    shop.spend(1, &[Some(0), Some(500), Some(10)]);
    let id = shop.follow(1, &to_the_third_half_hour());
    // Nothing any more at the old time, and at the new one what was there before.
    shop.air(2, &QUIET);
    shop.spend(2, &[Some(0), Some(0), Some(10)]);
    let cut = shop.judged(id);
    let shown = cut.shown.unwrap();
    assert_eq!((cut.state, shown.figure, shown.met), (ActionState::Open, 1.0, false));
    assert!(cut.was_only_cut());
    shop.air(3, &QUIET);
    shop.spend(3, &[Some(0), Some(0), Some(11)]);
    let moved = shop.judged(id);
    assert_eq!((moved.by, moved.was_only_cut()), (Some(ClosedBy::Numbers), false));
}

#[test]
fn it_is_told_why_spend_says_nothing() {
    let mut shop = Shop::open();
    let origin = shop.air(1, &QUIET);
    let minutes = shop.spend(1, &[Some(0), Some(500), Some(10)]);
    let id = shop.follow(1, &to_the_third_half_hour());
    assert_eq!(shop.judged(id).untold, None);
    shop.air(2, &QUIET);
    shop.spend(2, &[Some(900), Some(100)]);
    assert_eq!(shop.judged(id).untold, Some(Untold::TooShort));
    shop.air(3, &QUIET);
    shop.spend(3, &[Some(900), Some(0), Some(0)]);
    assert_eq!(shop.judged(id).untold, Some(Untold::NoSpend), "the latest says why");
    shop.air(4, &QUIET);
    shop.spend(4, &[None, Some(100), Some(300)]);
    assert_eq!((shop.judged(id).untold, shop.judged(id).is_open()), (None, false));
    for import in [minutes, origin] {
        shop.engine.undo_import(&job(9), import).unwrap();
        let judged = shop.judged(id);
        assert_eq!((judged.untold, judged.is_open()), (Some(Untold::NoBefore), true));
    }
}
