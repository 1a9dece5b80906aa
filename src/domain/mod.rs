//! The shared vocabulary: plain types that every layer knows and that know nobody.

mod distance;
mod interval;
mod job;
mod money;
mod names;
mod parsed;
mod record;
mod refunds;
mod remark;
mod rows;
mod snapshot;
mod stat;
#[cfg(test)]
mod tests;
mod trouble;

pub use distance::distance;
pub use interval::Interval;
pub use job::{Cancelled, Job, Progress};
pub use money::{Basis, Currency, Money};
pub use names::{
    AccountId, Action, ChannelGroup, FanLevel, HostId, ImportId, ModelId, PlanId, Platform,
    ProductId, ProductKind, Role, SessionId, SourceId, Tier, Verdict,
};
pub use parsed::{
    AccountRef, Origin, ParsedRow, ParsedTables, ProductRef, RawIdentity, Reported, SessionRef,
};
pub use record::{Cell, Field, FieldKind, FieldValue, Fraction, Record, Seconds, WrongKind};
pub use refunds::RefundFacts;
pub use remark::{Reject, Warning, WarningCode};
pub use rows::{
    ChannelFacts, CommentFacts, EventFacts, FeatureValue, IncomeFacts, MinuteFacts, OrderFacts,
    ProductFacts, SegmentFacts, SessionFacts, SessionProductFacts, ViewerFacts, VisitFacts,
};
pub use snapshot::{
    Account, Channel, Host, Income, Product, Segment, Session, SessionProduct, Snapshot, Source,
    SourceCell, TAKINGS_STEP, Takings,
};
pub use trouble::FileTrouble;

pub(crate) use record::record;
pub(crate) use stat::{hex, median, quantile};
