//! Oracles and laws of whole plans.

mod by_hand;
mod engine;
mod floors;
mod founding;
mod history;
mod hosts;
mod laws;
mod methods;
mod score;
mod simulation;
mod since;
mod slots;
mod spec;
mod template;
mod way;

use super::{Method, PlanError, PlanForm, PlanRequest, PlanResult, solve};
use crate::domain::Job;

/// A job with a frozen clock.
fn job(seed: u64) -> Job {
    Job::new(jiff::Timestamp::UNIX_EPOCH, seed)
}

fn request(text: &str) -> Result<PlanRequest, PlanError> {
    PlanForm::from_toml(text)?.check(Method::Auto, None)
}

fn plan(text: &str) -> Result<PlanResult, PlanError> {
    solve(&job(42), &request(text)?)
}

fn shares(result: &PlanResult) -> Vec<f64> {
    result.items.iter().map(|i| i.share).collect()
}

/// A session of 1,000 viewers without exploration, with products given as TOML lines.
fn toml(session: &str, products: &[&str]) -> String {
    let mut text = format!("[session]\nviewers = 1000\nexplore = 0\n{session}\n");
    for (at, product) in products.iter().enumerate() {
        text += &format!("[[product]]\nid = \"P{at}\"\n{product}\n");
    }
    text
}
