//! Open actions: findings handed to the plan and kept, what became of them, each with a way back.

use super::App;
use super::command::Command;
use super::page::Page;
use super::state::Purpose;
use super::toast::Say;
use crate::domain::{ActionDraft, ActionId};
use crate::engine::ActionStep;
use crate::plan::{MinuteWish, PlanForm};
use crate::present::text::actions::Said;
use crate::worker::{ActionReply, ActionWork, Followed, Work};

impl App {
    /// Hands what was found to the plan, opens it and keeps what was decided; the toast takes all
    /// of it back.
    pub(super) fn follow(&mut self, wishes: Vec<MinuteWish>, drafts: Vec<ActionDraft>, of: usize) {
        let plan = &mut self.state.pages.plan;
        let (added, left) = (wishes.len(), of.saturating_sub(wishes.len()));
        let followed = Box::new(Followed { form: plan.form.clone(), added, left });
        plan.wishes = wishes;
        self.state.prefs.page = Page::Plan;
        if drafts.is_empty() {
            self.followed(*followed, Vec::new());
        } else {
            self.ask_actions(ActionWork::Keep { drafts, followed: Some(followed) });
        }
    }

    /// Takes back what was followed: the plan's form, and the actions it made.
    pub(super) fn unfollow(&mut self, form: PlanForm, kept: Vec<ActionId>) {
        self.restore_plan(form);
        if !kept.is_empty() {
            self.ask_actions(ActionWork::Remove(kept));
        }
    }

    /// Puts the form of the plan back as it was.
    pub(super) fn restore_plan(&mut self, form: PlanForm) {
        let plan = &mut self.state.pages.plan;
        plan.form = form;
        plan.wishes.clear();
        plan.floors.clear();
    }

    fn followed(&mut self, Followed { form, added, left }: Followed, kept: Vec<ActionId>) {
        let undo = Command::Unfollow { form: Box::new(form), kept };
        self.state.toasts.say(Say::AddedToPlan { added, left }, (added > 0).then_some(undo));
    }

    pub(super) fn ask_actions(&mut self, work: ActionWork) {
        let submitted = self.submit(Work::Actions(work), Purpose::Other);
        self.complain(submitted.err());
    }

    /// Says what became of it.
    pub(super) fn actions_done(&mut self, reply: ActionReply) {
        // An action is no data, so the revision does not tell.
        for page in [Page::Evaluate, Page::Plan] {
            self.state.slots[page.index()].forget();
        }
        let (said, undo) = match reply {
            ActionReply::Kept(kept, Some(followed)) => return self.followed(*followed, kept),
            ActionReply::Removed => return,
            ActionReply::Kept(kept, None) if kept.is_empty() => (Said::Known, None),
            ActionReply::Kept(kept, None) => (Said::Kept, Some(ActionWork::Remove(kept))),
            ActionReply::Set { id, state, before } => {
                (Said::Stands(state), Some(ActionWork::Set(id, ActionStep::Back(before))))
            }
        };
        self.state.toasts.say(Say::Action(said), undo.map(Command::Actions));
    }
}
