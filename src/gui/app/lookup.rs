//! What the palette finds: commands as they can run now, and every session and product of the
//! store, told apart by what was typed.

use std::sync::Arc;

use super::command::Command;
use super::page::Page;
use crate::gui::kit::Icon;
use crate::present::pages::FinderPage;
use crate::present::text::Lang;
use crate::present::text::app::{self, Why};

/// One thing that can be run.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What runs.
    pub command: Command,
    /// Its name.
    pub title: String,
    /// Its name in the other language: found by either, whatever the keyboard is set to.
    pub other: String,
    /// Its picture.
    pub icon: Icon,
    /// Why it cannot run now.
    pub blocked: Option<Why>,
}

/// The commands; `blocked` says why one cannot run.
pub fn commands(lang: Lang, blocked: impl Fn(&Command) -> Option<Why>) -> Vec<Entry> {
    Command::plain()
        .into_iter()
        .filter(|command| *command != Command::TogglePalette)
        .map(|command| Entry {
            title: app::command(command.word(), lang),
            other: app::command(command.word(), lang.other()),
            icon: icon(&command),
            blocked: blocked(&command),
            command,
        })
        .collect()
}

fn icon(command: &Command) -> Icon {
    match command {
        Command::Go(page) => page.icon(),
        Command::ChooseFiles | Command::CommitImport => Icon::Import,
        Command::UndoLast => Icon::Undo,
        Command::LoadSample => Icon::Play,
        Command::CancelWork | Command::EmptyTray | Command::ClearFilters | Command::Quit => {
            Icon::Cross
        }
        Command::Train(_) | Command::TrainBeside(_) => Icon::Models,
        Command::Backup | Command::Report => Icon::Export,
        Command::CheckStore => Icon::Shield,
        Command::ChooseStore => Icon::Folder,
        _ => Page::Settings.icon(),
    }
}

/// Sessions and products by name: made once per answer of the worker, since there may be tens of
/// thousands, and searched once per word typed.
#[derive(Debug, Default)]
pub struct Lookup {
    of: Option<(Arc<FinderPage>, Lang)>,
    entries: Vec<Entry>,
    /// Both names of each entry, in lower case; made with the first word typed.
    names: Vec<String>,
    /// The words searched last, and what they found.
    found: Option<(String, Vec<usize>)>,
}

/// What was found: first the commands that can run, then sessions and products, last the
/// commands that cannot.
pub struct Found<'a> {
    ready: Vec<Entry>,
    entries: &'a [Entry],
    at: &'a [usize],
    blocked: Vec<Entry>,
}

impl Found<'_> {
    /// How many.
    pub fn len(&self) -> usize {
        self.ready.len() + self.at.len() + self.blocked.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry at a place of the list.
    pub fn get(&self, index: usize) -> Option<&Entry> {
        let Some(index) = index.checked_sub(self.ready.len()) else {
            return self.ready.get(index);
        };
        match index.checked_sub(self.at.len()) {
            None => self.at.get(index).and_then(|at| self.entries.get(*at)),
            Some(index) => self.blocked.get(index),
        }
    }
}

impl Lookup {
    /// The entries whose name, in either language, holds every word typed, whatever the case.
    pub fn find(
        &mut self,
        commands: Vec<Entry>,
        finder: Option<&Arc<FinderPage>>,
        lang: Lang,
        typed: &str,
    ) -> Found<'_> {
        self.follow(finder, lang);
        let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
        let holds = |name: &str| words.iter().all(|word| name.contains(word.as_str()));
        if self.found.as_ref().is_none_or(|(known, _)| known != typed) {
            if self.names.len() < self.entries.len() && !words.is_empty() {
                self.names = self.entries.iter().map(both_names).collect();
            }
            let at = 0..self.entries.len();
            let at = at.filter(|at| words.is_empty() || holds(&self.names[*at])).collect();
            self.found = Some((typed.to_owned(), at));
        }
        let (ready, blocked) = commands
            .into_iter()
            .filter(|entry| holds(&both_names(entry)))
            .partition(|entry| entry.blocked.is_none());
        let at = self.found.as_ref().map_or(&[][..], |(_, at)| at);
        Found { ready, entries: &self.entries, at, blocked }
    }

    fn follow(&mut self, finder: Option<&Arc<FinderPage>>, lang: Lang) {
        let same = match (&self.of, finder) {
            (Some((known, spoken)), Some(finder)) => Arc::ptr_eq(known, finder) && *spoken == lang,
            (None, None) => true,
            _ => false,
        };
        if same {
            return;
        }
        *self = Self::default();
        let Some(finder) = finder else { return };
        let sessions = finder.sessions.iter().map(|(id, day)| Entry {
            command: Command::OpenSession(*id),
            title: app::open_session(day, lang),
            other: app::open_session(day, lang.other()),
            icon: Icon::Review,
            blocked: None,
        });
        let products = finder.products.iter().map(|(id, name)| Entry {
            command: Command::OpenProduct(*id),
            title: app::open_product(name, lang),
            other: app::open_product(name, lang.other()),
            icon: Icon::Products,
            blocked: None,
        });
        self.entries = sessions.chain(products).collect();
        self.of = Some((Arc::clone(finder), lang));
    }
}

fn both_names(entry: &Entry) -> String {
    format!("{} {}", entry.title, entry.other).to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Lookup, commands};
    use crate::domain::{ProductId, SessionId};
    use crate::gui::app::command::Command;
    use crate::gui::app::page::Page;
    use crate::present::pages::FinderPage;
    use crate::present::text::Lang;
    use crate::present::text::app::Why;

    fn titles(lang: Lang, typed: &str) -> Vec<String> {
        let mut lookup = Lookup::default();
        let found = lookup.find(commands(lang, |_| None), None, lang, typed);
        (0..found.len()).map(|at| found.get(at).unwrap().title.clone()).collect()
    }

    #[test]
    fn every_word_must_stand_in_the_title_whatever_its_case() {
        assert_eq!(titles(Lang::En, "open plan"), ["Open Plan"]);
        assert_eq!(titles(Lang::En, "PLAN op"), ["Open Plan"]);
        assert!(titles(Lang::En, "no such thing").is_empty());
        assert_eq!(titles(Lang::En, " ").len(), commands(Lang::En, |_| None).len());
    }

    #[test]
    fn what_can_be_run_comes_first() {
        let first = commands(Lang::En, |_| None)[0].command.clone();
        let blocked = |command: &Command| (*command == first).then_some(Why::Working);
        let finder = Arc::new(FinderPage {
            products: vec![(ProductId(7), "挂耳咖啡 20 包".to_owned())],
            ..FinderPage::default()
        });
        let mut lookup = Lookup::default();
        let found = lookup.find(commands(Lang::En, blocked), Some(&finder), Lang::En, "");
        assert!(found.get(0).unwrap().blocked.is_none());
        let last = found.len() - 1;
        assert_eq!(found.get(last).unwrap().command, first);
        assert_eq!(found.get(last - 1).unwrap().command, Command::OpenProduct(ProductId(7)));
        assert!(found.get(last + 1).is_none());
    }

    #[test]
    fn either_language_finds_a_command() {
        let mut lookup = Lookup::default();
        let found = lookup.find(commands(Lang::Zh, |_| None), None, Lang::Zh, "open plan");
        assert_eq!(found.len(), 1);
        assert_eq!(found.get(0).unwrap().command, Command::Go(Page::Plan));
    }

    #[test]
    fn sessions_and_products_are_found_by_name_and_anew_when_the_store_changes() {
        let mut lookup = Lookup::default();
        let named = |name: &str| {
            Arc::new(FinderPage {
                sessions: vec![(SessionId(1), "11-21 周六 19:30".to_owned())],
                products: vec![(ProductId(7), name.to_owned())],
                ..FinderPage::default()
            })
        };
        let mut find = |finder: &Arc<FinderPage>, lang: Lang, typed: &str| {
            let found = lookup.find(commands(lang, |_| None), Some(finder), lang, typed);
            (0..found.len()).map(|at| found.get(at).unwrap().command.clone()).collect::<Vec<_>>()
        };
        let coffee = named("挂耳咖啡 20 包");
        assert_eq!(find(&coffee, Lang::Zh, "咖啡"), [Command::OpenProduct(ProductId(7))]);
        assert_eq!(find(&coffee, Lang::Zh, "11-21"), [Command::OpenSession(SessionId(1))]);
        assert!(find(&named("山茶油"), Lang::Zh, "咖啡").is_empty());
        assert_eq!(find(&named("山茶油"), Lang::En, "茶油"), [Command::OpenProduct(ProductId(7))]);
    }

    #[test]
    fn all_ten_pages_can_be_opened_by_name() {
        let all = commands(Lang::Zh, |_| None);
        for page in Page::ALL {
            assert!(all.iter().any(|entry| entry.command == Command::Go(page)), "{page:?}");
        }
    }
}
