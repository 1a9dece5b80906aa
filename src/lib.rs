//! Fupan 复盘: offline review and planning for live commerce.
//!
//! One engine, two front ends. The layers and who may know whom are in
//! `docs/architecture.md`; `tests/tidy.rs` holds the rules.

pub mod cli;
pub mod comments;
pub mod domain;
pub mod engine;
pub mod experiment;
pub mod ingest;
pub mod learn;
pub mod metrics;
pub mod plan;
pub mod present;
pub mod privacy;
pub mod recommend;
pub mod report;
pub mod store;

#[cfg(feature = "gui")]
pub mod gui;
#[cfg(feature = "gui")]
pub mod worker;
