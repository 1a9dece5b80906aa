//! Open actions are carried from session to session until a hand or a session's numbers close
//! them, and stand as before when an import is taken back.

use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};

use super::wider_tests::{Shop, start};
use super::{ActionStep, ImportOptions};
use crate::domain::{
    ActionDraft, ActionId, ActionKind, ActionState, ImportId, Job, PlanId, SessionId,
};
use crate::metrics::FindingKind;
use crate::plan::{
    self, Change, ChangeOf, ClosedBy, JudgedAction, MinuteWish, PlanScore, ProductScore,
};

/// An hour before a session.
pub(super) fn job(number: i64) -> Job {
    Job::new(start(number) - SignedDuration::from_hours(1), 42)
}

/// What happened in a session: minutes by product, money by product, buyers of 1,000 that clicked.
pub(super) struct Night<'a> {
    minutes: &'a [(&'a str, i64)],
    paid: &'a [(&'a str, i64)],
    buyers: i64,
}

pub(super) const QUIET: Night<'_> = Night { minutes: &[], paid: &[], buyers: 30 };

impl Shop {
    pub(super) fn air(&mut self, number: i64, night: &Night<'_>) -> ImportId {
        self.air_of("小满", number, night)
    }

    fn air_of(&mut self, account: &str, number: i64, night: &Night<'_>) -> ImportId {
        let local = |at: Timestamp| {
            at.in_tz("Asia/Shanghai").unwrap().strftime("%Y-%m-%d %H:%M:%S").to_string()
        };
        let at = local(start(number));
        let id =
            if account == "小满" { format!("S{number}") } else { format!("{account}{number}") };
        let sold: i64 = night.paid.iter().map(|(_, paid)| paid).sum();
        let mut files = vec![(
            "sessions",
            format!(
                "场次id,账号,开播时间,时长,观看人数,商品点击人数,成交人数,支付金额\n\
                 {id},{account},{at},3小时,5000,1000,{},{}\n",
                night.buyers,
                sold + 100
            ),
        )];
        if !night.paid.is_empty() {
            let mut text =
                "账号,session_start,product_id,product_name,price,orders,paid_amount\n".to_owned();
            for (product, paid) in night.paid {
                writeln!(text, "{account},{at},{product},商品 {product},10,{},{paid}", paid / 10)
                    .unwrap();
            }
            files.push(("products", text));
        }
        if !night.minutes.is_empty() {
            let mut text =
                "account_name,session_start,product_id,start_at,end_at,orders\n".to_owned();
            let mut from = start(number);
            for (product, minutes) in night.minutes {
                let to = from + SignedDuration::from_mins(*minutes);
                let (begins, ends) = (local(from), local(to));
                writeln!(text, "{account},{at},{product},{begins},{ends},1").unwrap();
                from = to;
            }
            files.push(("segments", text));
        }
        let files: Vec<_> = files
            .into_iter()
            .map(|(name, text)| {
                let path = self.folder.path().join(format!("{name}_{account}_{number}.csv"));
                std::fs::write(&path, text).unwrap();
                path
            })
            .collect();
        let prepared =
            self.engine.prepare_import(&job(number + 1), &files, &ImportOptions::default());
        let report = self.engine.commit_import(&job(number + 1), &prepared.unwrap()).unwrap();
        report.import.unwrap()
    }

    /// Keeps what a finding of a session asks for.
    pub(super) fn follow(&mut self, number: i64, finding: &FindingKind) -> ActionId {
        let session = self.session(number);
        let draft = plan::draft_of(&self.engine.snapshot().unwrap(), session, finding);
        self.engine.keep_actions(&job(number + 1), &[draft]).unwrap()[0]
    }

    /// 「P1」 is to have 24 minutes after it had 12.
    fn more(&mut self, number: i64) -> ActionId {
        let product = self.engine.find_product("P1").unwrap();
        let (amount, lift) = (100.0, 0.4);
        let kind = FindingKind::TalkMore { product, minutes: 12.0, change: 12, amount, lift };
        self.follow(number, &kind)
    }

    pub(super) fn judged(&mut self, id: ActionId) -> JudgedAction {
        let all = self.engine.actions().unwrap();
        all.into_iter().find(|judged| judged.action.id == id).unwrap()
    }

    fn set(&mut self, number: i64, id: ActionId, step: ActionStep) -> crate::domain::ActionHand {
        self.engine.set_action(&job(number), id, step).unwrap()
    }
}

#[test]
fn an_action_is_carried_through_sessions_until_one_shows_it_was_done() {
    let mut shop = Shop::open();
    let night = |minutes| Night { minutes, paid: &[("P1", 1_200), ("P2", 500)], buyers: 30 };
    shop.air(0, &night(&[("P1", 12), ("P2", 40)]));
    let id = shop.more(0);
    let fresh = shop.judged(id);
    assert_eq!((fresh.state, fresh.carried, fresh.shown), (ActionState::Open, 0, None));
    let wish = MinuteWish { id: "P1".to_owned(), minutes: 24, more: true };
    assert_eq!(fresh.minute_wish(), Some(wish.clone()));

    // Too little, then not at all, then nothing told: it stays open.
    shop.air(1, &night(&[("P1", 15), ("P2", 40)]));
    let one = shop.judged(id);
    assert_eq!((one.carried, one.shown.unwrap().figure, one.is_open()), (1, 15.0, true));
    shop.air(2, &night(&[("P2", 40)]));
    shop.air(3, &night(&[]));
    let three = shop.judged(id);
    let told = three.shown.unwrap();
    assert_eq!((three.carried, told.figure, told.met), (3, 0.0, false));
    assert_eq!(told.session, shop.session(2), "the latest that tells");
    let all = shop.engine.actions().unwrap();
    assert_eq!(plan::minute_wishes(&all), [wish]);

    // Done, by the numbers; what it sold changed with it.
    let done = Night { paid: &[("P1", 1_950)], ..night(&[("P1", 26)]) };
    let import = shop.air(4, &done);
    let judged = shop.judged(id);
    assert_eq!((judged.state, judged.by), (ActionState::Done, Some(ClosedBy::Numbers)));
    assert_eq!((judged.carried, judged.fresh), (3, true));
    let shown = judged.shown.unwrap();
    assert_eq!((shown.session, shown.figure, shown.met), (shop.session(4), 26.0, true));
    let change = Change { of: ChangeOf::Product, before: 1_200.0, after: 1_950.0 };
    assert_eq!(judged.change, Some(change));
    assert_eq!(judged.minute_wish(), None);
    // A later session without it changes nothing any more, but it is no news then.
    let last = shop.air(5, &night(&[("P2", 40)]));
    assert_eq!(shop.judged(id), JudgedAction { fresh: false, ..judged });
    shop.engine.undo_import(&job(7), last).unwrap();

    // The import taken back, the judgement goes with it.
    shop.engine.undo_import(&job(7), import).unwrap();
    assert_eq!(shop.judged(id), three);
}

#[test]
fn less_is_shown_only_by_a_session_with_the_product() {
    let mut shop = Shop::open();
    let night = |minutes| Night { minutes, ..QUIET };
    shop.air(0, &night(&[("P1", 30), ("P2", 10)]));
    let product = shop.engine.find_product("P1").unwrap();
    let kind =
        FindingKind::TalkLess { product, minutes: 30.0, change: 12, amount: 9.0, lift: -0.4 };
    let id = shop.follow(0, &kind);
    assert_eq!(shop.judged(id).minute_wish().unwrap().minutes, 18);
    shop.air(1, &night(&[("P2", 10)]));
    assert_eq!((shop.judged(id).carried, shop.judged(id).shown), (1, None));
    shop.air(2, &night(&[("P1", 19)]));
    assert!(shop.judged(id).is_open());
    shop.air(3, &night(&[("P1", 11), ("P2", 10), ("P1", 7)]));
    let judged = shop.judged(id);
    assert_eq!((judged.state, judged.carried), (ActionState::Done, 2));
    assert_eq!(judged.shown.unwrap().figure, 18.0, "both stretches together");
    assert_eq!(judged.change, None, "no export tells what it sold");
}

#[test]
fn a_step_is_done_when_it_is_back_at_its_median() {
    let mut shop = Shop::open();
    shop.air(0, &Night { buyers: 21, ..QUIET });
    let (step, from) = (crate::metrics::Step::Buyers, crate::metrics::Step::Clicks);
    let kind = FindingKind::WeakStep { step, from, rate: 0.021, median: 0.032, lost: 11.0 };
    let id = shop.follow(0, &kind);
    shop.air(1, &Night { buyers: 31, ..QUIET });
    let judged = shop.judged(id);
    assert_eq!((judged.is_open(), judged.shown.unwrap().figure), (true, 0.031));
    assert_eq!(judged.minute_wish(), None, "a plan has no knob for it");
    shop.air(2, &Night { buyers: 32, paid: &[("P1", 900)], ..QUIET });
    let judged = shop.judged(id);
    assert_eq!((judged.by, judged.carried), (Some(ClosedBy::Numbers), 1));
    let change = Change { of: ChangeOf::Session, before: 100.0, after: 1_000.0 };
    assert_eq!(judged.change, Some(change));
}

#[test]
fn a_hand_closes_drops_opens_again_and_takes_each_back() {
    let mut shop = Shop::open();
    let night = |minutes| Night { minutes, ..QUIET };
    shop.air(0, &night(&[("P1", 12)]));
    let id = shop.more(0);
    shop.air(1, &night(&[("P1", 12)]));
    for (step, state) in
        [(ActionStep::Done, ActionState::Done), (ActionStep::Drop, ActionState::Dropped)]
    {
        let before = shop.set(2, id, step);
        let closed = shop.judged(id);
        assert_eq!((closed.state, closed.by), (state, Some(ClosedBy::Hand)));
        assert_eq!((closed.carried, closed.fresh, closed.change), (1, false, None));
        assert_eq!(closed.action.hand.closed_at, Some(job(2).now));
        shop.set(2, id, ActionStep::Back(before));
        assert!(shop.judged(id).is_open());
    }
    // What a hand closed stays closed whatever comes, and counts no further session.
    shop.set(2, id, ActionStep::Drop);
    shop.air(2, &night(&[("P1", 25)]));
    let dropped = shop.judged(id);
    assert_eq!((dropped.state, dropped.carried), (ActionState::Dropped, 1));

    // Opened again, sessions of before do not close it: a hand said that it was not done.
    let before = shop.set(3, id, ActionStep::Reopen);
    assert_eq!(before.state, ActionState::Dropped);
    let open = shop.judged(id);
    assert_eq!((open.state, open.carried), (ActionState::Open, 2));
    assert!(open.shown.unwrap().met, "and yet the numbers are told");
    shop.air(3, &night(&[("P1", 30)]));
    assert_eq!(shop.judged(id).by, Some(ClosedBy::Numbers));
    // Even what the numbers closed is opened again, and that is taken back.
    let before = shop.set(4, id, ActionStep::Reopen);
    assert!(shop.judged(id).is_open());
    shop.set(4, id, ActionStep::Back(before));
    assert_eq!(shop.judged(id).by, Some(ClosedBy::Numbers));
    let missing = shop.engine.set_action(&job(4), ActionId(99), ActionStep::Done);
    assert!(missing.unwrap_err().to_string().contains("99"));
}

#[test]
fn what_is_open_already_is_not_made_twice_and_lines_have_their_own_words() {
    let mut shop = Shop::open();
    let nothing = shop.engine.add_action(&job(0), "  ", None).unwrap();
    assert_eq!(nothing, None);
    let early = shop.engine.add_action(&job(0), "换一盏灯", None).unwrap().unwrap();
    shop.air(0, &Night { minutes: &[("P1", 12)], ..QUIET });
    let id = shop.more(0);
    let draft = shop.judged(id).action.what;
    let again = ActionDraft { figure: Some(14.0), wish: Some(21.0), ..draft };
    assert!(shop.engine.keep_actions(&job(1), std::slice::from_ref(&again)).unwrap().is_empty());
    shop.set(1, id, ActionStep::Done);
    let next = shop.engine.keep_actions(&job(1), &[again.clone(), again]).unwrap();
    assert_eq!(next.len(), 1, "what was done may come again, once");
    shop.engine.remove_actions(&next).unwrap();

    let own = shop.engine.add_action(&job(1), " 开场先说包邮 ", None).unwrap().unwrap();
    let twice = shop.engine.add_action(&job(1), "开场先说包邮", None).unwrap();
    assert_eq!(twice, None);
    let session = shop.session(0);
    let kept = shop.judged(own).action;
    assert_eq!(
        (kept.what.text.as_deref(), kept.what.session),
        (Some("开场先说包邮"), Some(session))
    );
    shop.air(1, &QUIET);
    // The line from before anything was imported is carried through both.
    let carried = [early, own].map(|id| shop.judged(id).carried);
    assert_eq!(carried, [2, 1]);
    assert!(shop.judged(own).shown.is_none());
    let order: Vec<ActionId> =
        shop.engine.actions().unwrap().iter().map(|judged| judged.action.id).collect();
    assert_eq!(order, [own, id, early], "newest first");
}

#[test]
fn an_action_outlives_its_session_and_knows_it_again_by_the_product() {
    let mut shop = Shop::open();
    let night = |minutes| Night { minutes, ..QUIET };
    let first = shop.air(0, &night(&[("P1", 12)]));
    let id = shop.more(0);
    let own = shop.engine.add_action(&job(1), "换一盏灯", None).unwrap().unwrap();
    let before = shop.judged(id).action;
    assert!(before.what.session.is_some() && before.account.is_some());
    shop.engine.undo_import(&job(1), first).unwrap();
    assert!(shop.engine.snapshot().unwrap().sessions.is_empty());
    let gone = shop.judged(id);
    assert_eq!((gone.action.what.session, gone.action.account), (None, None));
    assert_eq!((gone.action.since, gone.carried), (before.since, 0));
    assert_eq!(gone.action.session_at, Some(start(0)));
    assert_eq!(gone.action.what, ActionDraft { session: None, ..before.what });
    assert_eq!(shop.judged(own).action.what.text.as_deref(), Some("换一盏灯"));
    assert!(shop.engine.check().unwrap().ok);

    // Imported again under new numbers, it goes on where it was.
    shop.air(0, &night(&[("P1", 12)]));
    shop.air(1, &night(&[("P1", 10)]));
    let judged = shop.judged(id);
    assert_eq!((judged.carried, judged.shown.unwrap().figure), (1, 10.0));
}

#[test]
fn what_went_on_before_it_was_decided_is_no_sign_of_it() {
    let mut shop = Shop::open();
    let night = |minutes| Night { minutes, ..QUIET };
    shop.air(0, &night(&[("P1", 12)]));
    shop.air(1, &night(&[("P1", 40)]));
    // The older session is looked at only now.
    let id = shop.more(0);
    let judged = shop.judged(id);
    assert_eq!((judged.is_open(), judged.carried, judged.shown), (true, 0, None));
    assert_eq!((judged.action.session_at, judged.action.since), (Some(start(0)), start(1)));
    shop.air(2, &night(&[("P1", 25)]));
    assert_eq!(shop.judged(id).by, Some(ClosedBy::Numbers));
}

#[test]
fn sessions_of_another_shop_say_nothing() {
    let mut shop = Shop::open();
    let night = |minutes| Night { minutes, ..QUIET };
    shop.air(0, &night(&[("P1", 12)]));
    let id = shop.more(0);
    shop.air_of("大寒", 1, &night(&[("P1", 60)]));
    assert_eq!((shop.judged(id).carried, shop.judged(id).is_open()), (0, true));
}

#[test]
fn products_far_off_their_planned_minutes_are_offered_once() {
    let product = |id: &str, planned: u32, talked: Option<f64>| ProductScore {
        product_id: id.to_owned(),
        name: format!("商品 {id}"),
        planned_share: 0.2,
        share: Some(0.2),
        planned_minutes: planned,
        minutes: talked,
        planned: 100.0,
        interval: None,
        actual: Some(90.0),
        inside: None,
        sold_out: false,
    };
    let mut shop = Shop::open();
    shop.air(0, &QUIET);
    let session = shop.session(0);
    let score = PlanScore {
        products: vec![
            product("little", 24, Some(10.0)),
            product("half", 20, Some(10.0)),
            product("much", 10, Some(30.0)),
            product("near", 20, Some(11.0)),
            product("short", 4, Some(0.0)),
            product("untold", 20, None),
            product("none", 30, Some(0.0)),
        ],
        ..score_of(session)
    };
    let offered = |known: &[JudgedAction]| -> Vec<(String, ActionKind)> {
        let found = plan::shortfalls(&score, PlanId(1), known);
        found.into_iter().map(|d| (d.product_id.unwrap(), d.kind)).collect()
    };
    let all = [
        ("none".to_owned(), ActionKind::ShortMinutes),
        ("much".to_owned(), ActionKind::OverMinutes),
        ("little".to_owned(), ActionKind::ShortMinutes),
    ];
    assert_eq!(offered(&[]), all, "the furthest off first, at most three");
    let mut draft = plan::shortfalls(&score, PlanId(1), &[]).remove(0);
    assert_eq!((draft.figure, draft.wish), (Some(0.0), Some(30.0)));
    draft.plan = None;
    let id = shop.engine.keep_actions(&job(1), &[draft]).unwrap()[0];
    let known = shop.engine.actions().unwrap();
    let half = ("half".to_owned(), ActionKind::ShortMinutes);
    let rest = [all[1].clone(), all[2].clone(), half];
    assert_eq!(offered(&known), rest, "what is open is not offered again");
    shop.set(1, id, ActionStep::Drop);
    let known = shop.engine.actions().unwrap();
    assert_eq!(offered(&known), rest, "nor what was let go of the same session");
    let less = ActionDraft {
        session: Some(session),
        product_id: Some("much".to_owned()),
        wish: Some(20.0),
        ..ActionDraft::new(ActionKind::TalkLess)
    };
    shop.engine.keep_actions(&job(1), &[less]).unwrap();
    let known = shop.engine.actions().unwrap();
    assert_eq!(offered(&known), rest[1..], "nor what another finding asks for already");
}

/// A score without products.
fn score_of(session: SessionId) -> PlanScore {
    PlanScore {
        session,
        planned: 0.0,
        interval: crate::domain::Interval::new(0.0, 0.0),
        actual: 0.0,
        inside: true,
        planned_viewers: 0.0,
        viewers: None,
        goal: None,
        products: Vec::new(),
        bridge: None,
        model: None,
        utilisation: None,
        wider: 1.0,
    }
}
