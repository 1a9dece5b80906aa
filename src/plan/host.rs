//! Who presents: what past sessions say of each host, who is given which slot, and the split seen
//! host by host.

mod assign;
mod exposure;
mod names;
mod rates;
mod split;

pub use exposure::host_exposure;
pub(super) use names::each_once;
pub use names::host_names;
pub(super) use rates::HostRates;
pub(super) use split::{Ground, apart, give, presented};
pub use split::{HostPart, HostProduct, HostSplit};
