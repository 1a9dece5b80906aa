//! The run-down as a board: its slots on the clock, how many are online when, and what would change
//! if a hand laid them otherwise.

use jiff::civil::DateTime;
use serde::Serialize;

use super::rundown::clock;
use super::{Board, SlotView, View};
use crate::plan::{Lay, LayBoard, Slot, SlotForm, lay};
use crate::present::text::plan::Unit;
use crate::present::text::{Lang, plan_board as text};

/// How many are online in the course of the session.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CrowdView {
    /// 预计在线.
    pub title: String,
    /// The most at one time, as shown.
    pub peak: String,
    /// Where it comes from.
    pub hint: String,
    /// Per minute: its number, low, middle, high.
    pub points: Vec<[f64; 4]>,
}

/// What letting go would make of the run-down.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardPreview {
    /// The slots as they would lie.
    pub slots: Vec<SlotView>,
    /// What changes, in words.
    pub words: String,
    /// The same slots for the plan's form; `None` when nothing changes.
    pub forms: Option<Vec<SlotForm>>,
}

/// What a board needs to answer a hand at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Hand {
    board: LayBoard,
    /// Id, row of the table, name.
    products: Vec<(String, usize, String)>,
    begins: Option<DateTime>,
    /// What the plan is expected to bring.
    total: f64,
    unit: Unit,
}

impl Board {
    /// The words of a minute: on the clock, or counted from the start.
    pub fn clock(&self, minute: u32) -> String {
        clock(self.hand.begins, minute)
    }

    /// The run-down after a hand, with what it would change.
    pub fn after(&self, hold: Lay) -> BoardPreview {
        let hand = &self.hand;
        let (before, after) = (&hand.board.slots, lay(&hand.board.slots, hold));
        let slots = hand.views(&after);
        if after == *before {
            let words = text::nothing(hand.unit.lang).to_owned();
            return BoardPreview { slots, words, forms: None };
        }
        let what = match hold {
            Lay::Move { slot, to } => {
                let from = before.get(slot).map_or(0, |slot| slot.start_minute);
                // Where it really comes to lie: near an edge, the edge is meant.
                let to = landed(&after, before.get(slot), to);
                format!("{} → {}", self.clock(from), self.clock(to))
            }
            Lay::Edge { slot, .. } => [slot, slot + 1]
                .iter()
                .filter_map(|at| {
                    let (was, is) = (before.get(*at)?, after.get(*at)?);
                    let name = hand.name(&is.product_id);
                    Some(text::stretched(&name, was.minutes, is.minutes, hand.unit.lang))
                })
                .collect::<Vec<_>>()
                .join(" · "),
        };
        // Read off the curves, which are drawn coarser than the plan is worked out.
        let apart = hand.board.value(&after) - hand.board.value(before);
        let total = text::total(&hand.unit, hand.total, hand.total + apart);
        BoardPreview {
            slots,
            words: format!("{what} · {total}"),
            forms: Some(after.iter().map(form).collect()),
        }
    }

    /// The run-down with another host in a slot; `None` where it is that host's already.
    pub fn presented_by(&self, slot: usize, host: &str) -> Option<Vec<SlotForm>> {
        let mut slots = self.hand.board.slots.clone();
        let slot = slots.get_mut(slot).filter(|slot| slot.host.as_deref() != Some(host))?;
        slot.host = Some(host.to_owned());
        Some(slots.iter().map(form).collect())
    }
}

fn form(slot: &Slot) -> SlotForm {
    SlotForm { product: slot.product_id.clone(), minutes: slot.minutes, host: slot.host.clone() }
}

/// The start of the slot that was taken.
fn landed(after: &[Slot], taken: Option<&Slot>, to: u32) -> u32 {
    after
        .iter()
        .filter(|slot| taken.is_some_and(|taken| taken.product_id == slot.product_id))
        .map(|slot| slot.start_minute)
        .min_by_key(|start| start.abs_diff(to))
        .unwrap_or(to)
}

impl Hand {
    fn name(&self, id: &str) -> String {
        let known = self.products.iter().find(|(known, ..)| known == id);
        known.map_or_else(|| id.to_owned(), |(.., name)| name.clone())
    }

    fn views(&self, slots: &[Slot]) -> Vec<SlotView> {
        let lang = self.unit.lang;
        slots
            .iter()
            .enumerate()
            .map(|(at, slot)| {
                let again = slots[..at].iter().any(|s| s.product_id == slot.product_id);
                let name = self.name(&slot.product_id);
                let row = self.products.iter().find(|(id, ..)| *id == slot.product_id);
                let end = slot.start_minute + slot.minutes;
                let length = format!("{} {}", slot.minutes, lang.pick("分", "min"));
                let from = clock(self.begins, slot.start_minute);
                let host = slot.host.as_ref().map_or_else(String::new, |host| format!(" · {host}"));
                SlotView {
                    id: slot.product_id.clone(),
                    row: row.map_or(0, |(_, row, _)| *row),
                    name: match (again, lang) {
                        (false, _) => name,
                        (true, Lang::Zh) => format!("{name}返场"),
                        (true, Lang::En) => format!("{name} again"),
                    },
                    start: slot.start_minute,
                    minutes: slot.minutes,
                    when: format!("{from}–{} · {length}{host}", clock(self.begins, end)),
                    host: slot.host.clone().unwrap_or_default(),
                    again,
                }
            })
            .collect()
    }
}

impl View<'_> {
    pub(super) fn board(&self) -> Board {
        let order = self.order();
        let place = |id: &str| order.iter().position(|at| self.result.items[*at].product_id == id);
        let products = self.result.items.iter().map(|item| {
            let id = &item.product_id;
            (id.clone(), place(id).unwrap_or(0), self.name(id))
        });
        let hand = Hand {
            board: LayBoard::of(self.request, self.result),
            products: products.collect(),
            begins: self.request.start,
            total: self.result.total.expected,
            unit: self.unit.clone(),
        };
        let laid = self.result.detail.by_hand.as_ref().and_then(|plan| {
            let own = self.result.compared.iter().find(|row| row.method == plan.method)?;
            Some(text::laid(&self.unit, own.expected, hand.total))
        });
        Board {
            title: self.lang.pick("排品时间轴", "Run-down").to_owned(),
            hint: text::hint(self.lang).to_owned(),
            minutes: self.request.minutes,
            slots: hand.views(&self.result.slots),
            laid: laid.unwrap_or_default(),
            crowd: self.crowd(),
            hand,
        }
    }

    fn crowd(&self) -> Option<CrowdView> {
        let crowd = self.request.crowd.as_ref().filter(|crowd| crowd.sessions > 0)?;
        let mean = crowd.online_per_viewer? * self.request.viewers.p50;
        let points: Vec<[f64; 4]> = (0_u32..)
            .zip(&crowd.minutes)
            .map(|(at, m)| [f64::from(at), m.low * mean, m.middle * mean, m.high * mean])
            .collect();
        let peak = points.iter().map(|point| point[2]).fold(0.0, f64::max);
        Some(CrowdView {
            title: text::online(self.lang).to_owned(),
            peak: crate::present::format::count(peak.round()),
            hint: text::online_hint(crowd.sessions, self.lang),
            points,
        })
    }
}
