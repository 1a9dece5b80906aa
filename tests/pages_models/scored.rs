//! A plan of the shop beside the session it became.

use fupan::domain::{Currency, Job, Money, PlanId, SessionId, Snapshot};
use fupan::engine::ScoredPlan;
use fupan::plan::{
    Aired, Fairness, FloorWish, Floors, Group, Groups, History, Method, Objective, PlanForm,
    PlanScore, Scope, Seen, TakingsFrom, fairness, score, score_slots, solve,
};
use fupan::present::pages::evaluate::{SlotRow, evaluate};
use fupan::present::pages::export::{Cell, Format, Table, TableName, evaluate_tables, plan_tables};
use fupan::present::pages::{EvaluatePage, plan};
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
    let scored = score(&result, &seen).unwrap();
    let aired = Aired::of(snapshot, session, Objective::Gmv, &minutes(), &[]).unwrap();
    let slots = score_slots(&result, &aired);
    let exposure = exposure(snapshot, session, &scored, &Floors::new());
    ScoredPlan {
        exposure: if attached { exposure } else { Vec::new() },
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
        score: Some(scored).filter(|_| attached),
        slots: Some(slots).filter(|_| attached),
        after_the_fact: false,
        likely: (!attached).then_some(session),
        result,
    }
}

fn exposure(
    snapshot: &Snapshot,
    session: SessionId,
    score: &PlanScore,
    floors: &Floors,
) -> Vec<Fairness> {
    let ids: Vec<String> = score.products.iter().map(|p| p.product_id.clone()).collect();
    fairness(score, &Groups::of(snapshot, Some(session), &ids), floors)
}

fn page(attached: bool, lang: Lang) -> EvaluatePage {
    let snapshot = shop();
    let session = snapshot.sessions.last().unwrap().id;
    evaluate(&snapshot, &[planned(&snapshot, session, attached)], None, &[], lang)
}

#[test]
fn a_plan_beside_its_session() {
    insta::assert_json_snapshot!("scored_zh", page(true, Lang::Zh));
    insta::assert_json_snapshot!("scored_en", page(true, Lang::En));
}

#[test]
fn a_plan_is_written_in_the_unit_of_its_objective() {
    let snapshot = shop();
    let session = snapshot.sessions.last().unwrap().id;
    for (objective, wanted) in [
        (Objective::Gmv, Format::Money),
        (Objective::Profit, Format::Money),
        (Objective::Orders, Format::Plain),
    ] {
        let plan = ScoredPlan { objective, ..planned(&snapshot, session, true) };
        let tables = evaluate_tables(&evaluate(&snapshot, &[plan], None, &[], Lang::Zh), Lang::Zh);
        let found = formats(&tables[0], &["planned", "low", "high", "actual"]);
        assert_eq!(found, [wanted; 4], "{objective:?}");
    }
}

/// How the numbers of a table's first row are written.
fn formats(table: &Table, keys: &[&str]) -> Vec<Format> {
    let format = |cell: &Cell| match cell {
        Cell::Number(_, format) => Some(*format),
        _ => None,
    };
    keys.iter().filter_map(|key| table.at(0, key).and_then(format)).collect()
}

#[test]
fn a_run_down_in_orders_expects_no_money() {
    let money = include_str!("../../sample_data/founding_case.toml");
    let orders = money.replace("\"gmv\"", "\"orders\"").replace("goal = 100000", "goal = 900");
    assert_ne!(money, orders);
    for (text, wanted) in [(money, Format::Money), (&orders, Format::Plain)] {
        let request = PlanForm::from_toml(text).unwrap().check(Method::Auto, None).unwrap();
        let result = solve(&Job::new(jiff::Timestamp::UNIX_EPOCH, 42), &request).unwrap();
        let sheet = plan::run_down(&request, &result, None, None, Lang::En);
        let tables = plan_tables(&sheet, &plan::plan(&request, &result, Lang::En), Lang::En);
        let of = |name| tables.iter().find(|table| table.name == name).unwrap();
        let slot = formats(of(TableName::RunDown), &["price", "expected"]);
        assert_eq!(slot, [Format::Money, wanted]);
        let split = formats(of(TableName::Split), &["expected", "low", "high", "per_percent"]);
        assert_eq!(split, [wanted; 4]);
    }
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
        let page = evaluate(&snapshot, std::slice::from_ref(plan), None, &[], lang);
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
        let page = evaluate(&snapshot, std::slice::from_ref(&plan), None, &[], lang);
        let slots = plan.slots.as_ref().unwrap();
        assert_eq!(page.slots.rows.len(), plan.result.slots.len());
        assert_eq!(slots.takings, TakingsFrom::Minutes);
        let taken: f64 = page.slots.rows.iter().filter_map(|row| row.actual.raw).sum();
        let told: f64 = minutes().iter().filter_map(|m| m.gmv.map(Money::major)).sum();
        let ends = plan.result.slots.last().map(|slot| slot.start_minute + slot.minutes).unwrap();
        assert!(ends >= 180 && (taken - told).abs() < 1e-6 * told, "{ends} {taken} {told}");
        assert!(!page.slots.sentence.is_empty() && page.slots.empty.is_empty());
        assert!(page.slots.rows.iter().all(SlotRow::columns_are_complete));
    }
    // What no export tells is said, not made up.
    let aired = Aired::of(&snapshot, session, Objective::Profit, &minutes(), &[]).unwrap();
    plan.slots = Some(score_slots(&plan.result, &aired));
    let page = evaluate(&snapshot, std::slice::from_ref(&plan), None, &[], Lang::Zh);
    assert!(page.slots.rows.iter().all(|row| row.actual.raw.is_none() && row.inside.is_none()));
    assert!(page.slots.empty.contains("没有按分钟"), "{}", page.slots.empty);
}

#[test]
fn exposure_by_group_stands_beside_value_and_floors_say_whether_they_held() {
    let mut snapshot = shop();
    for (at, product) in snapshot.products.iter_mut().enumerate() {
        product.facts.category = Some(["茶", "壶"][at % 2].to_owned());
        product.facts.brand = Some(["山禾", "别家"][at % 2].to_owned());
    }
    let session = snapshot.sessions.last().unwrap().id;
    let mut plan = planned(&snapshot, session, true);
    let score = plan.score.clone().unwrap();
    let group = |text: &str| Group::parse(text).unwrap();
    let tea = group("category:茶");
    let all = exposure(&snapshot, session, &score, &Floors::new());
    for fairness in &all {
        let sum = |pick: fn(&fupan::plan::GroupShare) -> f64| -> f64 {
            fairness.groups.iter().map(pick).sum()
        };
        if fairness.left_out == 0 {
            for whole in [sum(|g| g.offered), sum(|g| g.planned), sum(|g| g.earned.unwrap())] {
                assert!((whole - 1.0).abs() < 1e-9, "{fairness:#?}");
            }
        }
        assert!(fairness.groups.iter().all(|g| g.held.is_none() && g.held_in_plan.is_none()));
    }
    // Whose goods they are is grouped as what they are.
    let shares = |by: &str| {
        let of = |g: &fupan::plan::GroupShare| g.group.to_string().starts_with(by);
        let groups = all.iter().flat_map(|f| &f.groups).filter(|g| of(g));
        groups.map(|g| (g.products, g.planned, g.seen)).collect::<Vec<_>>()
    };
    assert_eq!(shares("brand:"), shares("category:"));
    assert_eq!(shares("brand:").len(), 2);
    let of = |floors: &Floors| {
        let all = exposure(&snapshot, session, &score, floors);
        all.iter().flat_map(|f| &f.groups).find(|g| g.group == tea).cloned().unwrap()
    };
    let now = of(&Floors::new());
    let (planned, seen) = (now.planned, now.seen.unwrap());
    let high = of(&Floors::from([(tea.clone(), planned.max(seen) + 0.01)]));
    assert_eq!((high.held_in_plan, high.held), (Some(false), Some(false)));
    let low = of(&Floors::from([(tea.clone(), planned.min(seen))]));
    assert_eq!((low.held_in_plan, low.held), (Some(true), Some(true)));
    // A group that nobody planned or showed did not get its floor, and says so.
    let absent = Floors::from([(group("category:没有的"), 0.1)]);
    let kinds = exposure(&snapshot, session, &score, &absent);
    let kinds = kinds.iter().flat_map(|f| &f.groups).filter_map(|g| g.held);
    assert_eq!(kinds.collect::<Vec<_>>(), [false]);

    plan.exposure = exposure(&snapshot, session, &score, &Floors::from([(tea.clone(), 0.99)]));
    let wish = FloorWish { group: tea, ids: vec!["x".into()], share: 0.99 };
    for lang in [Lang::Zh, Lang::En] {
        let wishes = std::slice::from_ref(&wish);
        let page = evaluate(&snapshot, std::slice::from_ref(&plan), None, wishes, lang);
        let row = page.exposure.rows.iter().find(|row| row.floor == "99").unwrap();
        assert_eq!(row.held, Some(false));
        assert!(!row.mark.is_empty() && !page.exposure.hold.is_empty());
        assert!(page.exposure.note.contains('1'), "{}", page.exposure.note);
    }
}
