//! Why the plan is as it is, and what to do on the way to its goal.

use super::{PlaybookView, View};
use crate::plan::Explanation;
use crate::present::text::{plan as text, plan_how};

impl View<'_> {
    pub(super) fn explanations(&self) -> Vec<String> {
        let detail = &self.result.detail;
        let explain = |why: &Explanation| text::explanation(why, &|id| self.name(id), &self.unit);
        let mut list: Vec<String> = detail
            .chosen
            .map(|why| plan_how::chosen(why, self.result.method, &self.unit))
            .into_iter()
            .collect();
        list.extend(detail.worst.as_ref().map(|worst| plan_how::worst(worst, &self.unit)));
        list.extend(detail.explanations.iter().map(explain));
        // One product has nothing to share: its loss is none.
        let several = self.result.items.len() > 1;
        list.extend(
            detail.loss.as_ref().filter(|_| several).map(|loss| plan_how::loss(loss, &self.unit)),
        );
        list
    }

    pub(super) fn playbook(&self) -> Option<PlaybookView> {
        let book = self.result.detail.playbook.as_ref()?;
        let rules = book.steps.iter().flat_map(|step| {
            step.rules.iter().map(move |rule| {
                plan_how::rule(step.minute, rule, &self.name(&rule.product_id), &self.unit)
            })
        });
        Some(PlaybookView {
            title: plan_how::playbook_title(self.lang).to_owned(),
            sentence: plan_how::playbook(book, self.lang),
            rules: rules.collect(),
        })
    }
}
