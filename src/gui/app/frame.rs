//! Draws one frame: the shell, the open page, and what floats above.

use std::sync::Arc;

use eframe::egui::{Align, Layout, Ui, ViewportCommand};

use super::command::Command;
use super::lookup;
use super::page::Page;
use super::palette::keys;
use super::state::{Purpose, State, StoreState, TrayStage};
use super::{App, export};
use crate::gui::kit::{ChipLook, Dropdown, RailItem, Shell};
use crate::gui::pages::data_mapping::MappingView;
use crate::gui::pages::{self, Surroundings};
use crate::gui::theme::Theme;
use crate::present::pages::{Empty, Filters, FinderPage};
use crate::present::text::app::{self, Word};
use crate::worker::{PageModel, Worker, describe};

impl App {
    pub(super) fn draw(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let lang = self.state.lang();
        self.title(&ctx);
        let theme = Theme::of(&ctx);
        match &self.state.store {
            StoreState::Failed(failure) => {
                let notice = failure.notice(lang);
                pages::notice::show(ui, &theme, &notice, lang, &mut self.commands);
            }
            StoreState::Opening | StoreState::Open(_) => {
                shell(ui, &theme, &mut self.state, &self.worker, &mut self.commands);
            }
        }
        self.state.toasts.show(&ctx, lang, &mut self.commands);
        if let Some(mut open) = self.state.palette.take() {
            let commands = lookup::commands(lang, |command| self.state.blocked(command));
            let response = open.show(&ctx, lang, commands, self.state.finder());
            self.commands.extend(response.run);
            if response.close {
                ctx.request_repaint();
            } else {
                self.state.palette = Some(open);
            }
        }
        self.state.hover.show(&ctx, lang);
    }

    fn title(&mut self, ctx: &eframe::egui::Context) {
        let name = app::name(self.state.lang());
        let title = match self.state.facts().and_then(|facts| facts.path.file_stem()) {
            Some(stem) => format!("{} · {name}", stem.to_string_lossy()),
            None => name.to_owned(),
        };
        if title != self.titled {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.titled = title;
        }
    }
}

fn shell(ui: &mut Ui, theme: &Theme, state: &mut State, worker: &Worker, out: &mut Vec<Command>) {
    let lang = state.lang();
    let page = state.prefs.page;
    let waiting = matches!(state.tray, TrayStage::Waiting(_));
    let mut starts = false;
    let rail: Vec<RailItem<'_>> = Page::ALL
        .iter()
        .map(|item| {
            let group = std::mem::replace(&mut starts, item.ends_group());
            RailItem {
                icon: item.icon(),
                label: app::page(item.word(), lang),
                group,
                waiting: waiting && *item == Page::Data && page != Page::Data,
            }
        })
        .collect();
    let (status, right) = status(state, worker);
    let status: Vec<&str> = status.iter().map(String::as_str).collect();
    let search_keys = keys(ui.ctx(), &Command::TogglePalette).replace('+', " ");
    let import = if page == Page::Data {
        crate::present::text::data::invitation(lang).action
    } else {
        app::word(Word::Import, lang).to_owned()
    };
    let shell = Shell {
        rail: &rail,
        active: page.index(),
        title: app::page(page.word(), lang),
        question: app::question(page.word(), lang),
        search: app::word(Word::SearchHint, lang),
        search_keys: &search_keys,
        import: &import,
        program: app::name(lang),
        status: &status,
        status_right: &right,
    };
    let around = Surroundings {
        lang,
        prefs: state.prefs,
        look: theme.look,
        running: worker.running(),
        working: state.stoppable().is_some(),
        training: state.under_way.values().any(|purpose| *purpose == Purpose::Train),
        loading: state.slots[page.index()].is_loading(),
        commit_blocked: state.blocked(&Command::CommitImport),
        sample_blocked: state.blocked(&Command::LoadSample),
        mapping: mapping(state),
        review: state.review_aside(),
    };
    let filters = state.filters.clone();
    let filtered = matches!(page, Page::Overview | Page::Products | Page::Recommend | Page::Plan);
    // What comes next is learnt from every session of the shop.
    let whole = matches!(page, Page::Overview | Page::Products);
    let finder: Option<Arc<FinderPage>> =
        state.finder().filter(|finder| filtered && !finder.sessions.is_empty()).cloned();
    let first_run = page == Page::Overview && state.is_first_run();
    let mut asked = Vec::new();
    let subject = export::subject(page, state).filter(|_| !first_run);
    let unwritten = state.blocked(&Command::Report);
    let response = shell.show(
        ui,
        |ui| {
            if let Some(finder) = &finder {
                choose_filters(ui, &filters, finder, whole, out);
            }
        },
        |ui| {
            if let Some(subject) = subject {
                export::menu(ui, theme, subject, (unwritten, lang), &mut asked);
            }
        },
        |ui| {
            let mut pushed = Vec::new();
            if first_run {
                if let Some(PageModel::FirstRun(model)) = state.first_run.model() {
                    pages::first_run::show(ui, theme, model, &around, &mut pushed);
                }
            } else {
                open_page(ui, theme, state, page, &around, &mut pushed);
            }
            pushed
        },
    );
    out.extend(asked);
    out.extend(response.page);
    if let Some(index) = response.picked {
        out.push(Command::Go(Page::ALL[index]));
    }
    if response.search {
        out.push(Command::TogglePalette);
    }
    if response.import {
        out.push(Command::ChooseFiles);
    }
}

/// The file whose columns are mapped, as far as its page has come.
fn mapping(state: &State) -> Option<MappingView> {
    let spec = state.mapping.clone()?;
    let page = match state.mapping_slot.model() {
        Some(PageModel::Mapping(page)) => Some(std::sync::Arc::clone(page)),
        _ => None,
    };
    let notice = state.mapping_slot.failure().map(|failure| failure.notice(state.lang()));
    let blocked = state.blocked(&Command::PutInTray { spec: Box::default(), name: None });
    Some(MappingView { spec, page, notice, blocked })
}

fn open_page(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut State,
    page: Page,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    if matches!(state.store, StoreState::Opening) {
        pages::notice::quiet(ui, theme, app::word(Word::Opening, around.lang));
        return;
    }
    let slot = &state.slots[page.index()];
    let notice = slot.failure().map(|failure| failure.notice(around.lang));
    let Some(model) = slot.model().cloned() else {
        if let Some(notice) = notice {
            let nothing = Empty {
                title: notice.title,
                detail: format!("{} {}", notice.detail, notice.action).trim().to_owned(),
                action: app::word(Word::Import, around.lang).to_owned(),
            };
            if pages::empty::state(ui, theme, page.icon(), &nothing) {
                out.push(Command::ChooseFiles);
            }
        }
        return;
    };
    if let Some(notice) = notice {
        pages::notice::strip(ui, theme, &notice);
    }
    pages::show(ui, theme, &model, &state.tray, &mut state.pages, around, out);
}

/// Shop, dates and host, linked over all pages; `whole` is false where only the shop counts.
fn choose_filters(
    ui: &mut Ui,
    filters: &Filters,
    finder: &FinderPage,
    whole: bool,
    out: &mut Vec<Command>,
) {
    use crate::gui::kit::Icon;
    fn pick<T>(
        ui: &mut Ui,
        (label, said): (&str, &str),
        everything: &str,
        icon: Option<Icon>,
        choices: &[crate::present::pages::Choice<T>],
    ) -> Option<usize> {
        if choices.len() < 2 {
            return None;
        }
        let options: Vec<&str> = choices.iter().map(|choice| choice.text.as_str()).collect();
        let selected = choices.iter().position(|choice| choice.selected);
        // Where the bar is short, what a filter is about stands in place of 「全部」.
        let short = ui.ctx().content_rect().width() < 1300.0 && !said.is_empty();
        let (label, most) = if short { ("", 88.0) } else { (label, 140.0) };
        // A filter in force is told from one that lets everything through.
        let all = options.first().is_some_and(|first| *first == everything);
        let narrow = selected.unwrap_or(0) > 0 && (all || icon.is_some());
        let look = if narrow { ChipLook::Selected } else { ChipLook::default() };
        let value = if short && !narrow && all { None } else { selected };
        let mut dropdown = Dropdown::new(&options, value)
            .label(label)
            .said(said)
            .empty(said)
            .max_width(most)
            .look(look);
        if let Some(icon) = icon {
            dropdown = dropdown.icon(icon);
        }
        dropdown.show(ui)
    }
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let [shop, host, platform, product] = &finder.labels;
        let everything = &finder.everything;
        fn named(words: &str) -> (&str, &str) {
            (words, words)
        }
        ui.spacing_mut().item_spacing.x = 6.0;
        if whole && let Some(at) = pick(ui, named(platform), everything, None, &finder.platforms) {
            let platform = finder.platforms[at].id;
            // Another platform has other shops, hosts and products.
            let rest = Filters { account: None, host: None, product: None, ..filters.clone() };
            out.push(Command::SetFilters(Filters { platform, ..rest }));
        }
        if let Some(at) = pick(ui, named(shop), everything, None, &finder.shops) {
            let account = Some(finder.shops[at].id);
            // Another shop has other hosts and products.
            let rest = Filters { host: None, product: None, ..filters.clone() };
            out.push(Command::SetFilters(Filters { account, ..rest }));
        }
        if !whole {
            return;
        }
        if let Some(at) = pick(ui, ("", ""), everything, Some(Icon::Calendar), &finder.ranges) {
            let (from, to) = finder.ranges[at].id;
            out.push(Command::SetFilters(Filters { from, to, ..filters.clone() }));
        }
        if let Some(at) = pick(ui, named(host), everything, None, &finder.hosts) {
            let host = finder.hosts[at].id;
            out.push(Command::SetFilters(Filters { host, ..filters.clone() }));
        }
        if let Some(at) = pick(ui, named(product), everything, None, &finder.goods) {
            let product = finder.goods[at].id;
            out.push(Command::SetFilters(Filters { product, ..filters.clone() }));
        }
    });
}

/// The status bar, left parts and right end.
fn status(state: &State, worker: &Worker) -> (Vec<String>, String) {
    let lang = state.lang();
    let mut left = vec![app::word(Word::Local, lang).to_owned()];
    if let Some(facts) = state.facts() {
        left.push(app::status(facts, lang));
        let last = app::last_import(facts, worker.now(), worker.zone(), lang);
        if !last.is_empty() {
            left.push(last);
        }
    }
    if state.choosing {
        left.push(app::word(Word::Choosing, lang).to_owned());
    } else if state.stoppable().is_some()
        && let Some(running) = worker.running()
    {
        left.push(describe(&running, lang));
    }
    let right = match state.prefs.page {
        Page::Review => app::word(Word::BrushHint, lang),
        _ => app::word(Word::DropAnywhere, lang),
    };
    (left, right.to_owned())
}
