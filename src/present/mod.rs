//! Page models and every text people read, in both languages. No I/O, no window.

pub mod format;
pub mod pages;
pub mod text;
