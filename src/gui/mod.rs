//! The window: draws page models and pushes commands. Computes nothing.

pub mod kit;
pub mod theme;
