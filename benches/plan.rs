//! Speed of planning: products learnt from 60 sessions, with 64 averaged plans, 10,000 draws, stock
//! and a goal over 240 minutes; what the window works out at every frame while a slot is held; the
//! founding case; and a floor for the worst sessions.

use std::hint::black_box;
use std::time::{Duration, Instant};

use fupan::domain::{Currency, Job, ProductKind};
use fupan::plan::{
    Lay, LayBoard, Method, Objective, Observation, PlanError, PlanForm, PlanProduct, PlanRequest,
    Response, Risk, Uncertainty, Viewers, lay, solve,
};

/// A shop whose products bend at .2 and differ in rate, price and stock.
fn request(products: usize, sessions: u32) -> PlanRequest {
    let products: Vec<PlanProduct> = (0..products)
        .map(|at| {
            let rate = 0.01 + 0.002 * (at % 17) as f64;
            let seen = (0..sessions)
                .filter(|session| !(*session as usize + at).is_multiple_of(3))
                .map(|session| {
                    let share = 0.01 + 0.01 * f64::from((at as u32 * 7 + session * 5) % 9);
                    let viewers = 8_000.0 + 100.0 * f64::from(session);
                    let used = 0.2 * (1.0 - (-share / 0.2_f64).exp());
                    let mood = 1.0 + 0.2 * f64::from(session * 7 % 11).sin();
                    Observation {
                        session: Some(session),
                        exposure: viewers * share,
                        share: Some(share),
                        orders: (viewers * rate * used * mood).round(),
                    }
                })
                .collect();
            PlanProduct {
                id: format!("P{at:02}"),
                product: None,
                name: format!("product {at}"),
                kind: ProductKind::Goods,
                role: None,
                category: Some(format!("c{}", at % 5)),
                price: Some(20.0 + (at * 13 % 90) as f64),
                margin: None,
                return_rate: 0.05,
                return_cost: 0.0,
                stock: (at % 2 == 0).then_some(20 + at as u64),
                min_share: 0.0,
                max_share: 1.0,
                min_minutes: if at % 4 == 0 { 5 } else { 0 },
                max_minutes: None,
                must_include: false,
                lock_share: None,
                response: Response::Learnt(seen),
                last_share: Some(1.0 / products as f64),
                cap_to_seen: true,
            }
        })
        .collect();
    PlanRequest {
        minutes: 240,
        block_minutes: 5,
        viewers: Viewers { p10: 7_000.0, p50: 10_000.0, p90: 14_000.0 },
        goal: Some(12_000.0),
        objective: Objective::Gmv,
        method: Method::Auto,
        explore: 0.1,
        risk: None,
        uncertainty: Uncertainty::Full,
        min_products: 1,
        max_products: products.len(),
        category_caps: [("c1".to_owned(), 0.3)].into(),
        hosts: Vec::new(),
        past_hosts: [].into(),
        host_floors: [].into(),
        start: None,
        already_seen: false,
        laid: Vec::new(),
        crowd: None,
        template: None,
        wider: None,
        currency: Currency::cny(),
        most_viewers_seen: None,
        products,
    }
}

fn best_of(runs: u32, work: impl Fn()) -> Duration {
    (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// One product, one price, one day, an exact tail.
fn founding() -> Result<PlanRequest, PlanError> {
    let text = include_str!("../sample_data/founding_case.toml");
    PlanForm::from_toml(text)?.check(Method::Auto, None)
}

#[allow(clippy::print_stdout)] // a bench prints its figures
fn main() {
    let job = Job::new(jiff::Timestamp::UNIX_EPOCH, 42);
    let plan = |name: &str, request: &PlanRequest| {
        let time = best_of(5, || {
            if let Err(error) = solve(&job, request) {
                println!("{error}");
            }
        });
        println!("{name}: {:.1} ms", time.as_secs_f64() * 1e3);
    };
    for products in [10, 40, 50] {
        let full = request(products, 60);
        let mut quick = full.clone();
        quick.explore = 0.0;
        quick.goal = None;
        let mut risk = full.clone();
        risk.risk = Some(Risk { worst: 0.1, floor: None, weight: 0.5 });
        let mut hosts = full.clone();
        hosts.hosts = ["a", "b", "c"].map(str::to_owned).to_vec();
        hosts.past_hosts =
            (0..60).map(|session| (session, hosts.hosts[session as usize % 3].clone())).collect();
        plan(&format!("{products} products, full plan"), &full);
        plan(&format!("{products} products, no goal, no exploration"), &quick);
        plan(&format!("{products} products, worst sessions weighed"), &risk);
        plan(&format!("{products} products, three hosts"), &hosts);
        let worst = |weight| {
            let mut asked = full.clone();
            asked.risk = Some(Risk { worst: 0.1, floor: None, weight });
            solve(&job, &asked).ok().and_then(|plan| plan.detail.worst).map(|worst| worst.average)
        };
        if let (Some(least), Some(most)) = (worst(1e-9), worst(1.0)) {
            // Neither met for nothing nor out of reach: the split has to give way.
            let floor = Some(0.5 * (least + most));
            risk.risk = Some(Risk { worst: 0.1, floor, weight: 0.0 });
            plan(&format!("{products} products, a floor for the worst sessions"), &risk);
        }
        let Ok(made) = solve(&job, &full) else { continue };
        let board = LayBoard::of(&full, &made);
        let hold = Lay::Move { slot: 0, to: full.minutes / 2 };
        let time = best_of(20, || {
            let after = lay(&board.slots, hold);
            black_box(board.value(&after) - board.value(&board.slots));
        });
        let (count, time) = (board.slots.len(), time.as_secs_f64() * 1e3);
        println!(
            "{products} products, one of {count} slots held over another minute: {time:.3} ms"
        );
    }
    match founding() {
        Ok(request) => plan("founding case", &request),
        Err(error) => println!("{error}"),
    }
}
