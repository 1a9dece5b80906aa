//! The shared vocabulary: plain types that every layer knows and that know nobody.

mod actions;
mod distance;
mod events;
mod exposure;
mod fates;
mod interval;
mod job;
mod money;
mod names;
mod parsed;
mod periods;
mod record;
mod refunds;
mod remark;
mod repair;
mod rows;
mod snapshot;
mod spend;
mod stat;
#[cfg(test)]
mod tests;
mod texts;
mod trouble;

pub use actions::{ActionDraft, ActionHand, ActionKind, ActionState, KeptAction};
pub use distance::distance;
pub use events::{Event, EventPlace, EventTable};
pub use exposure::{Exposure, exposure, with_exposure};
pub use fates::ColumnFates;
pub use interval::Interval;
pub use job::{Cancelled, Job, Progress};
pub use money::{Basis, Currency, Money};
pub(crate) use names::words;
pub use names::{
    AccountId, Action, ActionId, Arm, ChannelGroup, ExperimentId, FanLevel, HostId, ImportId,
    ModelId, PlanId, Platform, ProductId, ProductKind, Role, SessionId, SourceId, Tier, Verdict,
};
pub use parsed::{
    AccountRef, Origin, ParsedRow, ParsedTables, ProductRef, RawIdentity, Reported, SessionRef,
};
pub use periods::PeriodFacts;
pub use record::{Cell, Field, FieldKind, FieldValue, Fraction, Record, Seconds, WrongKind};
pub use refunds::RefundFacts;
pub use remark::{Example, Reject, Remarks, Warning, WarningCode};
pub use repair::{About, RemarkedFile, Remedy, Repair, repairs};
pub use rows::{
    ChannelFacts, CommentFacts, EventFacts, FeatureValue, IncomeFacts, MinuteFacts, OrderFacts,
    ProductFacts, SegmentFacts, SessionFacts, SessionProductFacts, ViewerFacts, VisitFacts,
};
pub use snapshot::{
    Account, Channel, Host, Income, NOT_TOLD, Product, Segment, Session, SessionProduct, Snapshot,
    Source, SourceCell, TAKINGS_STEP, Takings,
};
pub use spend::{AdPeriod, spend_of_sessions};
pub use texts::Texts;
pub use trouble::FileTrouble;

pub(crate) use record::record;
pub use stat::FEWEST_PEOPLE;
pub(crate) use stat::{hex, median, quantile};
