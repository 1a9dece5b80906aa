//! A plan of the shop beside the session it became.

use fupan::domain::{Currency, Job, PlanId, SessionId, Snapshot};
use fupan::engine::ScoredPlan;
use fupan::plan::{
    Aired, History, Method, Objective, PlanForm, Scope, Seen, TakingsFrom, score, score_slots,
    solve,
};
use fupan::present::pages::EvaluatePage;
use fupan::present::pages::evaluate::evaluate;
use fupan::present::text::Lang;
use fupan::store::PlanRecord;

use super::pages_support::{minutes, shop};

/// The plan that the sessions before this one give, as it would have been kept before it began.
pub fn planned(snapshot: &Snapshot, session: SessionId, attached: bool) -> ScoredPlan {
    let scope = Scope { before: Some(session), ..Scope::default() };
    let history = History::from_snapshot(snapshot, &scope).unwrap();
    let mut form = PlanForm::default();
    form.session.goal = Some(30_000.0);
    let request = form.check(Method::Auto, Some(&history)).unwrap();
    let start = snapshot.session(session).unwrap().start.timestamp();
    let made = start - jiff::SignedDuration::from_hours(4);
    let result = solve(&Job::new(made, 42), &request).unwrap();
    let seen = Seen::of(snapshot, session, Objective::Gmv).unwrap();
    let aired = Aired::of(snapshot, session, Objective::Gmv, &minutes(), &[]).unwrap();
    let slots = score_slots(&result, &aired);
    ScoredPlan {
        record: PlanRecord {
            id: PlanId(1),
            name: "周六".to_owned(),
            version: 2,
            created_at: made,
            revision: 1,
            seed: 42,
            request: String::new(),
            result: String::new(),
            session: attached.then_some(session),
            items: Vec::new(),
            slots: Vec::new(),
        },
        objective: Objective::Gmv,
        currency: Currency::cny(),
        score: score(&result, &seen).filter(|_| attached),
        slots: Some(slots).filter(|_| attached),
        after_the_fact: false,
        likely: (!attached).then_some(session),
        result,
    }
}

fn page(attached: bool, lang: Lang) -> EvaluatePage {
    let snapshot = shop();
    let session = snapshot.sessions.last().unwrap().id;
    evaluate(&snapshot, &[planned(&snapshot, session, attached)], None, lang)
}

#[test]
fn a_plan_beside_its_session() {
    insta::assert_json_snapshot!("scored_zh", page(true, Lang::Zh));
    insta::assert_json_snapshot!("scored_en", page(true, Lang::En));
}

#[test]
fn the_parts_shown_add_up_to_the_difference() {
    let page = page(true, Lang::Zh);
    let parts: f64 = page.bridge.parts.iter().filter_map(|part| part.amount.raw).sum();
    let sum = |pick: &dyn Fn(&fupan::present::pages::evaluate::ScoreRow) -> Option<f64>| -> f64 {
        page.table.rows.iter().filter_map(pick).sum()
    };
    let difference = sum(&|row| row.actual.raw) - sum(&|row| row.planned.raw);
    assert!((parts - difference).abs() < 1e-6 * difference.abs().max(1.0), "{parts} {difference}");
}

#[test]
fn a_plan_without_a_session_offers_the_likely_one() {
    for lang in [Lang::Zh, Lang::En] {
        let page = page(false, lang);
        assert!(page.table.rows.is_empty() && page.session.detach.is_empty());
        assert!(page.session.take.contains("11-"), "{}", page.session.take);
        assert!(page.session.likely.is_some());
        assert!(page.session.sessions.iter().all(|choice| !choice.selected));
        assert!(!page.verdict.is_empty() && !page.detail.is_empty());
    }
}

#[test]
fn other_figures_make_another_sentence() {
    let snapshot = shop();
    let session = snapshot.sessions.last().unwrap().id;
    let mut plan = planned(&snapshot, session, true);
    let said = |plan: &ScoredPlan, lang| {
        let page = evaluate(&snapshot, std::slice::from_ref(plan), None, lang);
        (page.verdict, page.warning)
    };
    let mut all = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        for actual in [0.0, plan.result.total.expected, 1e9] {
            let score = plan.score.as_mut().unwrap();
            score.actual = actual;
            score.inside = score.interval.contains(actual);
            let (verdict, warning) = said(&plan, lang);
            assert!(!all.contains(&verdict) && warning.is_empty(), "{verdict}");
            all.push(verdict);
        }
    }
    plan.after_the_fact = true;
    assert!(said(&plan, Lang::Zh).1.contains("不计入成绩"));
}

#[test]
fn the_run_down_stands_beside_what_was_on_and_taken() {
    let snapshot = shop();
    let session = snapshot.sessions.last().unwrap().id;
    let mut plan = planned(&snapshot, session, true);
    for lang in [Lang::Zh, Lang::En] {
        let page = evaluate(&snapshot, std::slice::from_ref(&plan), None, lang);
        let slots = plan.slots.as_ref().unwrap();
        assert_eq!(page.slots.rows.len(), plan.result.slots.len());
        assert_eq!(slots.takings, TakingsFrom::Minutes);
        let taken: f64 = page.slots.rows.iter().filter_map(|row| row.actual.raw).sum();
        let told: f64 = minutes().iter().filter_map(|m| m.gmv.map(|gmv| gmv.major())).sum();
        let ends = plan.result.slots.last().map(|slot| slot.start_minute + slot.minutes).unwrap();
        assert!(ends >= 180 && (taken - told).abs() < 1e-6 * told, "{ends} {taken} {told}");
        assert!(!page.slots.sentence.is_empty() && page.slots.empty.is_empty());
        assert!(page.slots.rows.iter().all(|row| row.columns_are_complete()));
    }
    // What no export tells is said, not made up.
    let aired = Aired::of(&snapshot, session, Objective::Profit, &minutes(), &[]).unwrap();
    plan.slots = Some(score_slots(&plan.result, &aired));
    let page = evaluate(&snapshot, std::slice::from_ref(&plan), None, Lang::Zh);
    assert!(page.slots.rows.iter().all(|row| row.actual.raw.is_none() && row.inside.is_none()));
    assert!(page.slots.empty.contains("没有按分钟"), "{}", page.slots.empty);
}
