//! Colours that carry data: series, sequential and diverging scales, tiers, change.

use eframe::egui::Color32;

use super::primitive::{STONE_0, STONE_200, STONE_750, STONE_900, STONE_950, hex};
use super::semantic::Semantic;

/// Colours of data. A product keeps its series colour on a page.
#[derive(Clone, Debug)]
pub struct DataTokens {
    /// Eight series; a ninth is 其他 and takes `other`. Natural traffic is 0, paid is 1.
    pub series: [Color32; 8],
    /// What is left after eight series.
    pub other: Color32,
    /// Seven steps, low to high.
    pub sequential: [Color32; 7],
    /// Seven steps, minus to plus; the middle is zero.
    pub diverging: [Color32; 7],
    /// 优秀, 中位, 偏低.
    pub tier: [Color32; 3],
    /// The dot inside a 优秀 cell.
    pub tier_dot: Color32,
    /// More than before, where more is better.
    pub rise: Color32,
    /// Less than before, where more is better.
    pub fall: Color32,
    /// A change for the worse where more is worse (refunds, costs).
    pub worse: Color32,
    /// A change for the better where more is worse.
    pub better: Color32,
    /// Text on the pale end of a scale.
    text_on_pale: Color32,
    /// Text on the strong end of a scale.
    text_on_strong: Color32,
    /// First sequential step that takes the strong-end text.
    strong_from: usize,
}

impl DataTokens {
    pub(super) fn new(s: &Semantic, dark: bool, red_rises: bool) -> Self {
        let (rise, fall) =
            if red_rises { (s.change_red, s.change_green) } else { (s.change_green, s.change_red) };
        let pick = |light: u32, night: u32| hex(if dark { night } else { light });
        Self {
            series: [
                pick(0x524FCE, 0x8B94FF),
                pick(0xC47200, 0xFE933E),
                pick(0x06868A, 0x419D8D),
                pick(0x862989, 0xB759C3),
                pick(0x0A9ED0, 0x88C4F2),
                pick(0xA3573A, 0x8F6652),
                pick(0x524401, 0xECCB86),
                pick(0x243C4B, 0xCEE3F2),
            ],
            other: s.ghost,
            sequential: [
                pick(0xEDF0FF, 0x262939),
                pick(0xD2D8FD, 0x363B63),
                pick(0xB2BAFA, 0x494E93),
                pick(0x909AF3, 0x6166C2),
                pick(0x6468DC, 0x7D86E4),
                pick(0x4F4EC6, 0x9FA8F5),
                pick(0x35348E, 0xC9CFFA),
            ],
            diverging: [
                pick(0x07677F, 0x56C3E6),
                pick(0x269DBE, 0x2C91AF),
                pick(0x9FD4E7, 0x285B6B),
                pick(0xF3F1ED, 0x33302C),
                pick(0xF8C8A8, 0x704D34),
                pick(0xCF7C3C, 0xC0743B),
                pick(0x8F4D17, 0xF9A163),
            ],
            tier: [s.accent, pick(0x909AF3, 0x565CAA), if dark { STONE_750 } else { STONE_200 }],
            tier_dot: s.on_accent,
            rise,
            fall,
            worse: s.warn,
            better: s.text2,
            text_on_pale: if dark { STONE_0 } else { s.text1 },
            text_on_strong: if dark { STONE_950 } else { STONE_0 },
            strong_from: 4,
        }
    }

    /// The colour of series `index`; from the ninth on it is 其他.
    pub fn series(&self, index: usize) -> Color32 {
        self.series.get(index).copied().unwrap_or(self.other)
    }

    /// Fill and text of a value at `share` (0..=1) of the sequential scale.
    pub fn sequential(&self, share: f64) -> (Color32, Color32) {
        let step = ((share.clamp(0.0, 1.0) * 7.0) as usize).min(6);
        let text = if step >= self.strong_from { self.text_on_strong } else { self.text_on_pale };
        (self.sequential[step], text)
    }

    /// Fill and text of a signed value at `share` (−1..=1) of the diverging scale.
    pub fn diverging(&self, share: f64) -> (Color32, Color32) {
        let step = ((share.clamp(-1.0, 1.0) + 1.0) * 3.5) as usize;
        let fill = self.diverging[step.min(6)];
        (fill, self.text_over(fill))
    }

    /// Black or white text, whichever reads better on `fill`.
    pub fn text_over(&self, fill: Color32) -> Color32 {
        if super::contrast(fill, STONE_0) > super::contrast(fill, STONE_900) {
            STONE_0
        } else {
            STONE_900
        }
    }
}
