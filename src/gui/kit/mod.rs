//! The kit: every widget a page is made of. Drawn from tokens, fed with plain data; all words
//! come from the caller.

pub mod badge;
pub mod button;
pub mod card;
pub mod change;
pub mod chart;
pub mod control;
pub mod draw;
pub mod dropdown;
pub mod effect;
pub mod forecast;
pub mod icon;
pub mod interval;
pub mod layout;
pub mod metric;
pub mod share;
pub mod shell;
pub mod slider;
pub mod slots;
pub mod table;
pub mod tip;
pub mod tree;
pub mod waterfall;

#[cfg(test)]
mod gallery;
#[cfg(test)]
mod gallery_parts;

pub use badge::{BadgeKind, badge, verdict_badge, verdict_width};
pub use button::{Button, icon_button};
pub use card::{Card, CardLook, CardResponse, divider, sentence};
pub use change::{Better, Change};
pub use chart::{Axis, Bar, Chart, ChartResponse, Dot, Mark, Shape};
pub use control::{Chip, ChipLook, checkbox, field, number_field, segmented, tabs};
pub use dropdown::Dropdown;
pub use effect::{EffectLook, EffectRow, effect_rows};
pub use forecast::{Forecast, OutcomeBar, forecast, stones};
pub use icon::Icon;
pub use interval::{Estimate, interval_bar};
pub use layout::{Breadth, Track};
pub use metric::{Metric, MetricState};
pub use shell::{RailItem, Shell, ShellResponse};
pub use slider::slider;
pub use table::{Cell, Column, Order, Row, Table, TableResponse, Tone};
pub use tip::Meaning;
pub use tree::{TreeNode, tree, zoomed};
pub use waterfall::{Bill, bill};
