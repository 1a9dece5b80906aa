//! The linked filters of every page: dates, platform, account, host, role.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{AccountId, HostId, Platform, ProductId, Role, Session, Snapshot};

/// What a page is limited to. Empty fields limit nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// First day, in the account's time zone.
    pub from: Option<Date>,
    /// Last day, included.
    pub to: Option<Date>,
    /// Platform.
    pub platform: Option<Platform>,
    /// Account.
    pub account: Option<AccountId>,
    /// Host.
    pub host: Option<HostId>,
    /// Role of products.
    pub role: Option<Role>,
    /// One product, and the sessions in which it was on sale.
    pub product: Option<ProductId>,
}

impl Filters {
    /// Whether a session is let through.
    pub fn session(&self, session: &Session) -> bool {
        let day = session.start.date();
        self.from.is_none_or(|from| day >= from)
            && self.to.is_none_or(|to| day <= to)
            && self.platform.is_none_or(|p| session.platform == p)
            && self.account.is_none_or(|a| session.account == a)
            && self.host.is_none_or(|h| session.host == Some(h))
    }

    /// The same without a shop or a host that the store does not know any more.
    #[must_use]
    pub fn known_to(&self, snapshot: &Snapshot) -> Self {
        let account = self.account.filter(|id| snapshot.accounts.iter().any(|a| a.id == *id));
        let host = self.host.filter(|id| snapshot.hosts.iter().any(|h| h.id == *id));
        let product = self.product.filter(|id| snapshot.product(*id).is_some());
        Self { account, host, product, ..self.clone() }
    }

    /// Whether a session is let through, and the chosen product was on sale in it.
    pub fn session_of(&self, snapshot: &Snapshot, session: &Session) -> bool {
        self.session(session)
            && self.product.is_none_or(|id| {
                snapshot.products_of(session.id).iter().any(|row| row.product == id)
            })
    }

    /// Whether anything but the shop is limited.
    pub fn is_narrow(&self) -> bool {
        *self != Self { account: self.account, ..Self::default() }
    }

    /// Whether a product is let through.
    pub fn product(&self, snapshot: &Snapshot, id: ProductId) -> bool {
        self.product.is_none_or(|chosen| chosen == id)
            && self.role.is_none_or(|role| snapshot.product(id).and_then(|p| p.role) == Some(role))
    }

    /// The account whose amounts are shown: the chosen one, else the one with most sessions
    /// let through (the lowest id among equals). Amounts of different accounts may have
    /// different currencies and are never added.
    pub fn shown_account(&self, snapshot: &Snapshot) -> Option<AccountId> {
        self.account.or_else(|| {
            let mut counts = std::collections::BTreeMap::<AccountId, usize>::new();
            for session in snapshot.sessions.iter().filter(|s| self.session_of(snapshot, s)) {
                *counts.entry(session.account).or_default() += 1;
            }
            counts
                .into_iter()
                .max_by_key(|(id, count)| (*count, std::cmp::Reverse(*id)))
                .map(|(id, _)| id)
        })
    }
}

/// The sessions let through, by start. Comparisons with the own history use the whole
/// snapshot: a date filter chooses what is shown, not what it is compared with.
pub fn apply<'a>(filters: &Filters, snapshot: &'a Snapshot) -> Vec<&'a Session> {
    let mut sessions: Vec<&Session> =
        snapshot.sessions.iter().filter(|s| filters.session_of(snapshot, s)).collect();
    sessions.sort_by(|a, b| a.start.timestamp().cmp(&b.start.timestamp()).then(a.id.cmp(&b.id)));
    sessions
}
