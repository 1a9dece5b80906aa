//! Pages that were made, kept while nothing they are made of changes: going back to one, or
//! setting a filter as it was, is answered from memory.

use std::mem::discriminant;

use jiff::Timestamp;

use super::{PageKind, PageModel, PageQuery};

/// Of one page. A slider makes a new question with every step, and must not push other pages out.
/// A page of a store of many years takes a megabyte.
const MOST: usize = 6;

/// What pages are true of: the state of the store's file, and the hour, because pages say what
/// lies ahead and how old an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    change: i64,
    hour: i64,
}

impl Stamp {
    /// `change` tells every write to the store's file from the one before.
    pub fn new(change: i64, now: Timestamp) -> Self {
        Self { change, hour: now.as_second().div_euclid(3600) }
    }
}

/// Pages made under one stamp.
#[derive(Default)]
pub(super) struct Kept {
    stamp: Option<Stamp>,
    /// The one asked last stands last.
    pages: Vec<(PageQuery, PageModel)>,
}

impl Kept {
    /// The page, when it was made before.
    pub fn get(&mut self, stamp: Stamp, query: &PageQuery) -> Option<PageModel> {
        if self.stamp != Some(stamp) {
            *self = Self { stamp: Some(stamp), pages: Vec::new() };
        }
        let at = self.pages.iter().position(|(known, _)| known == query)?;
        let found = self.pages.remove(at);
        let model = found.1.clone();
        self.pages.push(found);
        Some(model)
    }

    /// Keeps a page that was made under the stamp asked for last.
    pub fn put(&mut self, query: PageQuery, model: &PageModel) {
        if !is_worth_keeping(&query.page) {
            return;
        }
        let kind = discriminant(&query.page);
        let alike = |(known, _): &(PageQuery, PageModel)| discriminant(&known.page) == kind;
        if self.pages.iter().filter(|page| alike(page)).count() >= MOST
            && let Some(oldest) = self.pages.iter().position(alike)
        {
            self.pages.remove(oldest);
        }
        self.pages.push((query, model.clone()));
    }
}

/// Not what speaks of files outside the store, and not a brush: it is never drawn twice alike.
fn is_worth_keeping(page: &PageKind) -> bool {
    match page {
        PageKind::FirstRun { .. } | PageKind::Mapping { .. } | PageKind::Brush { .. } => false,
        PageKind::Data { tray, .. } => tray.is_none(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, MOST, Stamp};
    use crate::domain::{ProductId, SessionId};
    use crate::metrics::Stretch;
    use crate::present::pages::Filters;
    use crate::present::text::Lang;
    use crate::worker::{PageKind, PageModel, PageQuery};

    fn query(page: PageKind, lang: Lang) -> PageQuery {
        PageQuery { page, filters: Filters::default(), lang, revision: 1 }
    }

    fn stamp(change: i64, now: &str) -> Stamp {
        Stamp::new(change, now.parse().unwrap())
    }

    fn page() -> PageModel {
        PageModel::Brush(None)
    }

    fn product(at: i64) -> PageQuery {
        query(PageKind::Products { selected: Some(ProductId(at)), comments: false }, Lang::Zh)
    }

    #[test]
    fn a_page_is_kept_under_its_own_question_until_something_changes() {
        let mut kept = Kept::default();
        let first = stamp(1, "2026-11-22T15:40:00Z");
        let asked = query(PageKind::Overview, Lang::Zh);
        assert!(kept.get(first, &asked).is_none());
        kept.put(asked.clone(), &page());
        assert!(kept.get(first, &asked).is_some());
        assert!(kept.get(stamp(1, "2026-11-22T15:59:00Z"), &asked).is_some());
        assert!(kept.get(first, &query(PageKind::Overview, Lang::En)).is_none());
        assert!(kept.get(first, &query(PageKind::Viewers, Lang::Zh)).is_none());
        assert!(kept.get(stamp(2, "2026-11-22T15:40:00Z"), &asked).is_none(), "a write");
        kept.put(asked.clone(), &page());
        assert!(kept.get(stamp(2, "2026-11-22T16:00:00Z"), &asked).is_none(), "an hour later");
    }

    #[test]
    fn the_page_asked_longest_ago_goes_first_and_other_pages_stay() {
        let mut kept = Kept::default();
        let now = stamp(1, "2026-11-22T15:40:00Z");
        let asked = query(PageKind::Overview, Lang::Zh);
        assert!(kept.get(now, &asked).is_none());
        kept.put(asked.clone(), &page());
        for at in 0..MOST as i64 {
            kept.put(product(at), &page());
        }
        assert!(kept.get(now, &product(0)).is_some());
        let stretch = Stretch::between(1, 2);
        for _ in 0..MOST {
            let brush = PageKind::Brush { session: SessionId(1), stretch };
            kept.put(query(brush, Lang::Zh), &page());
        }
        kept.put(product(-1), &page());
        assert!(kept.get(now, &product(0)).is_some(), "asked just now");
        assert!(kept.get(now, &product(1)).is_none(), "the oldest");
        assert!(kept.get(now, &product(-1)).is_some());
        assert!(kept.get(now, &asked).is_some(), "another page");
    }
}
