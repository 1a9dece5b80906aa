//! A change against the own median: ▲▼ with a figure, coloured by whether more is better.

use eframe::egui;
use eframe::egui::{Align2, Color32, Painter, Pos2, Rect, pos2};

use super::draw;
use super::icon::triangle;
use crate::gui::theme::{Theme, Type};

/// Whether more of a metric is good news.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Better {
    /// Sales, viewers, rates: rise and fall colours.
    #[default]
    More,
    /// Refunds, costs, unfollows: warn when up, quiet when down, with a word.
    Less,
    /// Neither.
    Neither,
}

/// A change as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Size without a sign: 「9.6%」, 「4.6点」.
    pub text: String,
    /// Up (true), down (false), or unchanged.
    pub up: Option<bool>,
    /// Whether more is good news.
    pub better: Better,
    /// 「变差」 or 「好转」 where less is better; else empty.
    pub word: String,
}

impl Change {
    /// A change of a metric of which more is better.
    pub fn more(text: impl Into<String>, up: bool) -> Self {
        Self { text: text.into(), up: Some(up), better: Better::More, word: String::new() }
    }

    /// The colour of this change.
    pub fn color(&self, theme: &Theme) -> Color32 {
        match (self.better, self.up) {
            (Better::More, Some(true)) => theme.data.rise,
            (Better::More, Some(false)) => theme.data.fall,
            (Better::Less, Some(true)) => theme.data.worse,
            (Better::Less, Some(false)) => theme.data.better,
            _ => theme.text.second,
        }
    }

    /// As a sentence for accessible names: 「▲9.6% 变差」.
    pub fn spoken(&self) -> String {
        let sign = match self.up {
            Some(true) => "▲",
            Some(false) => "▼",
            None => "",
        };
        [sign, &self.text, if self.word.is_empty() { "" } else { " " }, &self.word].concat()
    }

    /// Paints it with its left centre (or right centre) at `pos`. Returns its box.
    pub fn paint(
        &self,
        painter: &Painter,
        theme: &Theme,
        pos: Pos2,
        right: bool,
        step: Type,
    ) -> Rect {
        let color = self.color(theme);
        let words = if self.word.is_empty() {
            self.text.clone()
        } else {
            format!("{} {}", self.text, self.word)
        };
        let mark = if self.up.is_some() { step.size() } else { 0.0 };
        let width = draw::width(painter, &words, step) + mark;
        let left = if right { pos.x - width } else { pos.x };
        if let Some(up) = self.up {
            let at = pos2(left + mark / 2.0 - 1.0, pos.y);
            painter.add(triangle(at, mark * 0.8, up, color));
        }
        draw::text(painter, pos2(left + mark, pos.y), Align2::LEFT_CENTER, &words, step, color)
            .union(Rect::from_center_size(pos2(left, pos.y), egui::Vec2::ZERO))
    }
}
