//! Every ratio of the product, recomputed from counts. Knows no files, no SQL, no window.
//!
//! The dictionary of metrics with counts and ranges, the own history, the funnel, talk segments,
//! products, and what made a session better or worse. Results are numbers and enums; sentences
//! are made in `present`.

mod board;
mod channels;
pub mod cleaning;
pub mod curve;
mod decompose;
mod diagnosis;
mod dictionary;
mod fields;
mod findings;
mod funnel;
mod history;
mod hours;
mod key;
mod margin;
mod minutes;
mod product_history;
mod quadrant;
mod rates;
mod reconcile;
mod sanity;
mod sources;
mod stretch;
mod talk;
#[cfg(test)]
mod tests;
mod value;

pub use board::{BasketLine, Board, ProductStats, Together, board, bought_together, session_price};
pub use channels::{ChannelSum, channel_groups};
pub use decompose::{decompose, lmdi, log_mean, shapley};
pub use diagnosis::{
    Diagnosis, ExtraWarning, Factor, Part, Verdict, between, diagnose, splits_agree,
};
pub use dictionary::{
    amount_key, channel_metric, from_facts, group, product_metric, session_metric, session_metrics,
};
pub use fields::{
    Counted, FieldFrom, FieldState, Fills, Have, SessionExport, SessionField, best_export, fields,
};
pub use findings::{Finding, FindingKind, findings};
pub use funnel::{Funnel, FunnelKind, FunnelStep, Step, funnel};
pub use history::{
    Criterion, ENOUGH, LikeGroup, Low, Slot, Standing, like_sessions, stand, standing, worst,
};
pub use hours::{HourCell, HourTable, hour_table};
pub use key::{Direction, MetricKey, Unit};
pub use margin::{NoMargin, product_margin, session_margin};
pub use minutes::{
    Block, MinuteSum, blocks, minute_amount, minute_basis, spend_by_block, sum_minutes,
};
pub use product_history::{HostRate, RateAt, SlotRate, hosts, price_history, rate_history, slots};
pub use quadrant::{Advice, Corner, Suggested, suggestions};
pub(crate) use rates::z;
pub use rates::{Pooled, Shrunk, shrink, wilson};
pub use reconcile::{
    Against, Coverage, REFUNDS_SETTLED_DAYS, Reconciled, Table, completeness, reconcile,
    refund_days,
};
pub use sanity::{Broken, Quantity, Rule, sanity};
pub use sources::facts_of;
pub use stretch::{SaleLine, Sold, Stretch, sold, talks_in};
pub use talk::{Talk, TalkReview, dispersion, shrunken_lifts, talk_review};
pub use value::{MetricValue, Way};
