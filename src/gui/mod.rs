//! The window: draws page models and pushes commands. Computes nothing.

pub mod app;
pub mod kit;
pub mod pages;
pub mod theme;

pub use app::{App, Command, Page, Start, run};
