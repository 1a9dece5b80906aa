//! The loop closes: the outcome of a plan is in the next fit, and its ranges answer for it.

use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};

use super::{Engine, ImportOptions, Places, solve};
use crate::domain::{Job, SessionId};
use crate::plan::{Method, Note, PlanForm, PlanResult, Scope, Wider};

const PRODUCTS: usize = 6;

pub(super) struct Shop {
    pub(super) folder: tempfile::TempDir,
    pub(super) engine: Engine,
}

/// The start of a session, four days apart.
pub(super) fn start(number: i64) -> Timestamp {
    let first: Timestamp = "2026-06-01T12:00:00Z".parse().unwrap();
    first + SignedDuration::from_hours(96 * number)
}

impl Shop {
    pub(super) fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let engine = Engine::open_or_create(&folder.path().join("loop.fupan"), &places).unwrap();
        Self { folder, engine }
    }

    /// Imports sessions in which every product sells at its pace, times `luck`.
    fn broadcast(&mut self, numbers: std::ops::Range<i64>, luck: impl Fn(i64, usize) -> f64) {
        let mut sessions =
            "场次id,账号,开播时间,时长,观看人数,观看次数,订单数,支付金额\n".to_owned();
        let mut products =
            "账号,session_start,product_id,product_name,price,impr_uv,click_uv,orders,paid_amount\n"
                .to_owned();
        for number in numbers.clone() {
            let at = start(number).in_tz("Asia/Shanghai").unwrap();
            let at = at.strftime("%Y-%m-%d %H:%M:%S");
            let (mut all, mut paid) = (0, 0);
            for product in 0..PRODUCTS {
                let shown = 400 + 50 * product as i64 + number % 7 * 10;
                let pace = 0.05 + 0.01 * product as f64;
                let orders = (shown as f64 * pace * luck(number, product)).round() as i64;
                let price = 40 + 10 * product as i64;
                (all, paid) = (all + orders, paid + orders * price);
                let clicks = (shown / 3).max(orders);
                writeln!(
                    products,
                    "小满,{at},P{product},商品 {product},{price},{shown},{clicks},{orders},{}",
                    orders * price
                )
                .unwrap();
            }
            writeln!(sessions, "S{number},小满,{at},3小时,1000,1300,{all},{paid}").unwrap();
        }
        let write = |name: &str, text: &str| {
            let path = self.folder.path().join(format!("{name}_{}.csv", numbers.start));
            std::fs::write(&path, text).unwrap();
            path
        };
        let files = [write("sessions", &sessions), write("products", &products)];
        let job = Job::new(start(numbers.end) - SignedDuration::from_hours(60), 42);
        let options = ImportOptions::default();
        let prepared = self.engine.prepare_import(&job, &files, &options).unwrap();
        let report = self.engine.commit_import(&job, &prepared).unwrap();
        assert!(report.files.len() == 2, "{report:#?}");
    }

    fn solved(&mut self, form: &PlanForm, at: Timestamp) -> PlanResult {
        let scope = Scope::default();
        let request = self.engine.plan_request(form, Method::Water, &scope).unwrap();
        solve(&Job::new(at, 42), &request).unwrap()
    }

    /// Plans a session, broadcasts it and says which one it was.
    fn round(&mut self, number: i64, luck: impl Fn(i64, usize) -> f64) -> PlanResult {
        let form = PlanForm::default();
        let made = start(number) - SignedDuration::from_hours(10);
        let result = self.solved(&form, made);
        let job = Job::new(made, 42);
        let name = format!("第 {number} 场");
        let (plan, _) = self.engine.save_plan(&job, &name, &form, &result).unwrap();
        self.broadcast(number..number + 1, luck);
        let session = self.session(number);
        self.engine.attach_plan(plan, Some(session)).unwrap();
        result
    }

    pub(super) fn session(&mut self, number: i64) -> SessionId {
        self.engine.find_session(Some(&format!("S{number}"))).unwrap()
    }
}

/// Small ups and downs that the model expects.
fn usual(number: i64, product: usize) -> f64 {
    1.0 + 0.08 * ((number * 5 + product as i64 * 3) % 7 - 3) as f64 / 3.0
}

/// Far apart: half of the products sell a third, the others thrice.
fn wild(number: i64, product: usize) -> f64 {
    if (number + product as i64) % 2 == 0 { 0.33 } else { 3.0 }
}

fn width(result: &PlanResult) -> f64 {
    let interval = result.total.interval;
    (interval.high / interval.low).ln()
}

#[test]
fn the_outcome_of_a_plan_is_in_the_next_fit() {
    let mut shop = Shop::open();
    shop.broadcast(0..10, usual);
    let before = shop.engine.plan_history(&Scope::default()).unwrap().unwrap();
    assert_eq!(before.sessions, 10);
    let first =
        shop.round(10, |number, product| if product == 0 { 0.0 } else { usual(number, product) });
    let after = shop.engine.plan_history(&Scope::default()).unwrap().unwrap();
    assert_eq!((after.sessions, after.latest), (11, shop.session(10)));
    for product in &after.products {
        let known = before.find(&product.id).unwrap();
        assert_eq!(product.observations.len(), known.observations.len() + 1, "{}", product.id);
    }
    assert_eq!(after.find("P0").unwrap().observations.last().unwrap().orders, 0.0);
    let next = shop.solved(&PlanForm::default(), start(11));
    assert_eq!(next.detail.sessions, first.detail.sessions + 1);
    assert_eq!(next.detail.observations, first.detail.observations + PRODUCTS);
    let at = |result: &PlanResult| {
        let item = result.items.iter().position(|item| item.product_id == "P0").unwrap();
        result.detail.curves[item].rate.unwrap()
    };
    assert!(at(&next) < 0.97 * at(&first), "a night without an order counts against it");
    // Planned as if it had not happened, the outcome is not known.
    let scope = Scope { before: Some(shop.session(10)), ..Scope::default() };
    assert_eq!(shop.engine.plan_history(&scope).unwrap().unwrap(), before);
}

#[test]
fn ranges_are_never_narrower_than_the_scorecard_supports() {
    let mut shop = Shop::open();
    shop.broadcast(0..10, usual);
    let scope = Scope::default();
    assert_eq!(shop.engine.wider(&scope).unwrap(), None);
    // Plans that hold widen nothing.
    for number in 10..13 {
        let result = shop.round(number, usual);
        assert!(result.detail.notes.iter().all(|note| !matches!(note, Note::Widened { .. })));
    }
    let held = shop.engine.wider(&scope).unwrap().unwrap();
    assert_eq!((held.factor, held.plans), (1.0, 3));

    // Plans that miss again and again do.
    for number in 13..19 {
        shop.round(number, wild);
    }
    let wider = shop.engine.wider(&scope).unwrap().unwrap();
    assert!(wider.factor > 1.2 && wider.inside * 5 < wider.products * 4, "{wider:?}");
    let plans = shop.engine.scored_plans().unwrap();
    assert_eq!(Engine::wider_of(plans.iter()), Some(wider));
    let form = PlanForm::default();
    let mut request = shop.engine.plan_request(&form, Method::Water, &scope).unwrap();
    assert_eq!(request.wider, Some(wider));
    let job = Job::new(start(19), 42);
    let next = solve(&job, &request).unwrap();
    assert!(next.detail.notes.contains(&Note::Widened { wider }));
    request.wider = None;
    let model = solve(&job, &request).unwrap();
    assert!(
        width(&next) > 0.9 * wider.factor * width(&model),
        "{} {}",
        width(&next),
        width(&model)
    );
    assert_eq!(next.total.expected, model.total.expected, "what is expected stays");
    for (item, alone) in next.items.iter().zip(&model.items).filter(|(item, _)| item.share > 0.0) {
        let (range, narrow) = (item.value_interval, alone.value_interval);
        assert!(range.low <= narrow.low && range.high >= narrow.high, "{item:?} {alone:?}");
    }

    // A session taken back counts no more; nor does a plan made after its session began.
    let made = plans.iter().map(|plan| (plan.record.id, plan.record.session));
    let made: Vec<_> = made.collect();
    for (plan, _) in &made {
        shop.engine.attach_plan(*plan, None).unwrap();
    }
    assert_eq!(shop.engine.wider(&scope).unwrap(), None);
    let late = Job::new(start(40), 42);
    let (plan, _) = shop.engine.save_plan(&late, "late", &form, &model).unwrap();
    let session = shop.session(15);
    shop.engine.attach_plan(plan, Some(session)).unwrap();
    assert_eq!(shop.engine.wider(&scope).unwrap(), None::<Wider>);
}
