//! The one catalogue of what people read: plain Simplified Chinese and plain English.

pub mod actions;
pub mod app;
pub mod brush;
pub mod canonical;
pub mod cleaning;
pub mod comments;
pub mod data;
pub mod evaluate;
pub mod evaluate_exposure;
pub mod evaluate_slots;
pub mod evidence;
pub mod experiment_end;
pub mod experiment_form;
pub mod experiment_problems;
pub mod experiment_split;
pub mod experiments;
pub mod export;
pub mod export_evaluate;
pub mod fields;
pub mod files;
pub mod finder;
pub mod first_run;
pub mod foresight;
pub mod help;
pub mod ingest;
pub mod labels;
pub mod learn;
pub mod mapping;
pub mod metrics;
pub mod models;
mod models_charts;
mod models_looks;
mod models_threshold;
mod models_what_if;
pub mod notices;
pub mod pages;
pub mod plan;
pub mod plan_board;
pub mod plan_errors;
pub mod plan_hosts;
pub mod plan_how;
pub mod plan_notes;
pub mod plan_since;
pub mod plan_template;
mod plan_unit;
pub mod privacy;
pub mod products;
pub mod recommend;
pub mod repairs;
pub mod review;
pub mod rundown;
pub mod sanity;
pub mod settings;
pub mod summary;
pub mod taught;
pub mod tray;
pub mod usage;

use serde::{Deserialize, Serialize};

/// The language of everything a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// 简体中文
    #[default]
    Zh,
    /// English
    En,
}

impl Lang {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// Picks one of two texts.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// From a system locale such as `zh_CN` or `en-GB`; Chinese of any region reads Chinese.
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
    }
}

/// What a person is told when something goes wrong: what, where, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What happened, in one short sentence.
    pub title: String,
    /// Where or why; may be empty.
    pub detail: String,
    /// What to do next; may be empty.
    pub action: String,
}

impl Notice {
    /// A notice of three texts.
    pub fn new(
        title: impl Into<String>,
        detail: impl Into<String>,
        action: impl Into<String>,
    ) -> Self {
        Self { title: title.into(), detail: detail.into(), action: action.into() }
    }
}
