//! Runs commands: where to go, how the window looks. Commands about data are in `act_data`.

use eframe::egui::{Context, ViewportCommand};

use super::App;
use super::command::Command;
use super::dialog::Asking;
use super::page::Page;
use super::palette::Palette;
use super::prefs::Appearance;
use super::toast::Say;
use crate::plan::FloorWish;
use crate::present::pages::Filters;
use crate::present::pages::export::{OfferKind, Subject};

impl App {
    /// Runs what was asked for in this frame, in order.
    pub(super) fn act(&mut self, ctx: &Context, frame: &eframe::Frame) {
        let commands = std::mem::take(&mut self.commands);
        if commands.is_empty() {
            return;
        }
        for command in commands {
            if self.state.blocked(&command).is_none() {
                self.run(command, ctx, frame);
            }
        }
        // What was drawn is out of date now.
        self.dress(ctx);
        self.ask_for_pages();
        ctx.request_repaint();
    }

    /// Hands floors of exposure to the plan and opens it; the toast takes it back.
    fn hold(&mut self, floors: Vec<FloorWish>) {
        let plan = &mut self.state.pages.plan;
        let undo = Command::SetPlanForm(Box::new(plan.form.clone()));
        let held = floors.iter().filter(|floor| floor.can_be_held(&plan.form)).count();
        let of = floors.len();
        plan.floors = floors;
        self.state.prefs.page = Page::Plan;
        self.state.toasts.say(Say::FloorsHeld { held, of }, (of > 0).then_some(undo));
    }

    fn run(&mut self, command: Command, ctx: &Context, frame: &eframe::Frame) {
        let lang = self.state.lang();
        let prefs = &mut self.state.prefs;
        match command {
            Command::Go(page) => prefs.page = page,
            Command::OpenSession(session) => {
                self.state.pages.review.open(session);
                prefs.page = Page::Review;
            }
            Command::OpenEvidence(session) => {
                self.state.pages.review.open(session);
                self.state.pages.review.evidence = true;
                prefs.page = Page::Review;
            }
            Command::OpenProduct(product) => {
                self.state.pages.products.selected = Some(product);
                prefs.page = Page::Products;
            }
            Command::FollowFindings { wishes, drafts, of } => self.follow(wishes, drafts, of),
            Command::Unfollow { form, kept } => self.unfollow(*form, kept),
            Command::HoldFloors(floors) => self.hold(floors),
            Command::SetPlanForm(form) => self.restore_plan(*form),
            Command::TogglePalette => {
                self.state.palette = match self.state.palette.take() {
                    Some(_) => None,
                    None => Some(Palette::default()),
                };
            }
            Command::SetFilters(filters) => self.state.filters = filters,
            Command::ClearFilters => self.state.filters = Filters::default(),

            Command::SetLang(lang) => prefs.lang = Some(lang),
            Command::SwitchLang => prefs.lang = Some(lang.other()),
            Command::SetAppearance(appearance) => prefs.appearance = appearance,
            Command::SwitchAppearance => {
                let dark = self.worn.is_some_and(|(look, _)| look.dark);
                prefs.appearance = if dark { Appearance::Light } else { Appearance::Dark };
            }
            Command::SetRedRises(on) => prefs.red_rises = Some(on),
            Command::SetTextSize(size) => {
                prefs.text_size = size;
                *prefs = prefs.checked();
            }
            Command::LargerText => prefs.text_size = prefs.stepped(true),
            Command::SmallerText => prefs.text_size = prefs.stepped(false),
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),

            Command::ChooseFiles => self.dialogs.ask(Asking::Files, frame, lang),
            Command::ExportRejects(import) => {
                self.dialogs.ask(Asking::Rejects(import), frame, lang);
            }
            Command::Report => {
                let subject = Subject::Session(self.state.pages.review.session);
                self.dialogs.ask(Asking::Export(subject, OfferKind::Html), frame, lang);
            }
            Command::Export(subject, kind) => {
                self.dialogs.ask(Asking::Export(subject, kind), frame, lang);
            }
            Command::RunDown(kind) => self.dialogs.ask(Asking::RunDown(kind), frame, lang),
            Command::ExportModel => {
                if let Some((question, model)) = self.state.shown_model() {
                    self.dialogs.ask(Asking::Model(question, model), frame, lang);
                }
            }
            Command::Backup => self.dialogs.ask(Asking::Backup, frame, lang),
            Command::ChooseStore => self.dialogs.ask(Asking::Store, frame, lang),
            Command::Reopen => self.reopen(),
            other => self.run_data(other),
        }
    }
}
