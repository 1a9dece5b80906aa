//! What can be looked up from anywhere: sessions and products for the palette, and the choices
//! of the linked filters.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::Serialize;

use super::{Choice, Filters};
use crate::domain::{
    Account, AccountId, Host, HostId, Platform, ProductId, Session, SessionId, Snapshot,
};
use crate::present::format;
use crate::present::pages::named::product_name;
use crate::present::text::{Lang, finder as text, tray};

/// The lists.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FinderPage {
    /// Sessions, newest first: `11-21 周六 19:30`.
    pub sessions: Vec<(SessionId, String)>,
    /// Products by name.
    pub products: Vec<(ProductId, String)>,
    /// Date ranges.
    pub ranges: Vec<Choice<(Option<Date>, Option<Date>)>>,
    /// Shops; empty when there is only one.
    pub shops: Vec<Choice<AccountId>>,
    /// Hosts; empty when there are fewer than two.
    pub hosts: Vec<Choice<Option<HostId>>>,
    /// Platforms; empty when there is only one.
    pub platforms: Vec<Choice<Option<Platform>>>,
    /// Products of the shop that sold most; empty when there are fewer than two.
    pub goods: Vec<Choice<Option<ProductId>>>,
    /// The word of the choice that lets everything through.
    pub everything: String,
    /// Quiet words before the choices: shop, host, platform, product.
    pub labels: [String; 4],
}

/// Makes the lists; what `filters` say is marked as chosen.
pub fn build(snapshot: &Snapshot, filters: &Filters, lang: Lang) -> FinderPage {
    let newest = snapshot.sessions.iter().rev();
    let this_year = snapshot.sessions.last().map_or(0, |session| session.start.year());
    let mut products: Vec<(ProductId, String)> =
        snapshot.products.iter().map(|product| (product.id, product.name.clone())).collect();
    products.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    FinderPage {
        sessions: newest
            .map(|session| {
                let at = &session.start;
                let day = format!("{} {}", format::day(at, lang), format::clock(at));
                (session.id, format::in_year(day, at.year(), this_year, lang))
            })
            .collect(),
        products,
        ranges: ranges(snapshot, filters, lang),
        shops: shops(snapshot, filters, lang),
        hosts: hosts(snapshot, filters, lang),
        platforms: platforms(snapshot, filters, lang),
        goods: goods(snapshot, filters, lang),
        everything: text::all(lang),
        labels: text::labels(lang),
    }
}

/// Ranges end with the latest session, not with today: an old store still has a last month.
fn ranges(
    snapshot: &Snapshot,
    filters: &Filters,
    lang: Lang,
) -> Vec<Choice<(Option<Date>, Option<Date>)>> {
    let now = (filters.from, filters.to);
    let mut choices = vec![Choice {
        id: (None, None),
        text: text::all_dates(lang),
        selected: now == (None, None),
    }];
    let Some(last) = snapshot.sessions.iter().map(|session| session.start.date()).max() else {
        return choices;
    };
    let spans: [(Span, [&str; 2]); 3] = [
        (4.weeks(), ["近 4 周", "Last 4 weeks"]),
        (3.months(), ["近 3 个月", "Last 3 months"]),
        (6.months(), ["近半年", "Last 6 months"]),
    ];
    for (span, [zh, en]) in spans {
        let from = last.checked_sub(span).ok().and_then(|day| day.tomorrow().ok());
        let id = (from, None);
        choices.push(Choice { id, text: lang.pick(zh, en).to_owned(), selected: now == id });
    }
    choices
}

/// Shops with sessions. Amounts of two shops are never added: one of them is always shown.
fn shops(snapshot: &Snapshot, filters: &Filters, lang: Lang) -> Vec<Choice<AccountId>> {
    let used: Vec<&Account> = snapshot
        .accounts
        .iter()
        .filter(|account| {
            let own = |s: &Session| {
                s.account == account.id && filters.platform.is_none_or(|p| p == s.platform)
            };
            snapshot.sessions.iter().any(own)
        })
        .collect();
    if used.len() < 2 {
        return Vec::new();
    }
    let shown = filters.shown_account(snapshot);
    used.into_iter()
        .map(|account| Choice {
            id: account.id,
            text: match (account.name.as_str(), tray::platform(account.platform, lang)) {
                ("", platform) => platform.to_owned(),
                (name, platform) => format!("{name} · {platform}"),
            },
            selected: shown == Some(account.id),
        })
        .collect()
}

fn platforms(snapshot: &Snapshot, filters: &Filters, lang: Lang) -> Vec<Choice<Option<Platform>>> {
    let used: BTreeSet<Platform> = snapshot.sessions.iter().map(|s| s.platform).collect();
    if used.len() < 2 {
        return Vec::new();
    }
    let all = Choice { id: None, text: text::all(lang), selected: filters.platform.is_none() };
    std::iter::once(all)
        .chain(used.into_iter().map(|platform| Choice {
            id: Some(platform),
            text: tray::platform(platform, lang).to_owned(),
            selected: filters.platform == Some(platform),
        }))
        .collect()
}

/// Products of the shop that is shown, those on sale most often first.
fn goods(snapshot: &Snapshot, filters: &Filters, lang: Lang) -> Vec<Choice<Option<ProductId>>> {
    let shown = filters.shown_account(snapshot);
    let mut counts: BTreeMap<ProductId, usize> = BTreeMap::new();
    for session in snapshot.sessions.iter().filter(|s| Some(s.account) == shown) {
        for row in snapshot.products_of(session.id) {
            *counts.entry(row.product).or_default() += 1;
        }
    }
    if counts.len() < 2 {
        return Vec::new();
    }
    let mut used: Vec<(ProductId, usize)> = counts.into_iter().collect();
    used.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    let all = Choice { id: None, text: text::all(lang), selected: filters.product.is_none() };
    std::iter::once(all)
        .chain(used.into_iter().map(|(id, _)| Choice {
            id: Some(id),
            text: product_name(snapshot, id),
            selected: filters.product == Some(id),
        }))
        .collect()
}

fn hosts(snapshot: &Snapshot, filters: &Filters, lang: Lang) -> Vec<Choice<Option<HostId>>> {
    let shown = filters.shown_account(snapshot);
    let used: Vec<&Host> = snapshot
        .hosts
        .iter()
        .filter(|host| {
            let here = |s: &Session| s.host == Some(host.id) && Some(s.account) == shown;
            snapshot.sessions.iter().any(here)
        })
        .collect();
    if used.len() < 2 {
        return Vec::new();
    }
    let all = Choice { id: None, text: text::all(lang), selected: filters.host.is_none() };
    std::iter::once(all)
        .chain(used.into_iter().map(|host| Choice {
            id: Some(host.id),
            text: host.name.clone(),
            selected: filters.host == Some(host.id),
        }))
        .collect()
}
