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
        let (rise, fall) = if red_rises {
            (s.change_red, s.change_green)
        } else {
            (s.change_green, s.change_red)
        };
        let pick = |light: u32, night: u32| hex(if dark { night } else { light });
        Self {
            series: [
                pick(0x52_4F_CE, 0x8B_94_FF),
                pick(0xC4_72_00, 0xFE_93_3E),
                pick(0x06_86_8A, 0x41_9D_8D),
                pick(0x86_29_89, 0xB7_59_C3),
                pick(0x0A_9E_D0, 0x88_C4_F2),
                pick(0xA3_57_3A, 0x8F_66_52),
                pick(0x52_44_01, 0xEC_CB_86),
                pick(0x24_3C_4B, 0xCE_E3_F2),
            ],
            other: s.ghost,
            sequential: [
                pick(0xED_F0_FF, 0x26_29_39),
                pick(0xD2_D8_FD, 0x36_3B_63),
                pick(0xB2_BA_FA, 0x49_4E_93),
                pick(0x90_9A_F3, 0x61_66_C2),
                pick(0x64_68_DC, 0x7D_86_E4),
                pick(0x4F_4E_C6, 0x9F_A8_F5),
                pick(0x35_34_8E, 0xC9_CF_FA),
            ],
            diverging: [
                pick(0x07_67_7F, 0x56_C3_E6),
                pick(0x26_9D_BE, 0x2C_91_AF),
                pick(0x9F_D4_E7, 0x28_5B_6B),
                pick(0xF3_F1_ED, 0x33_30_2C),
                pick(0xF8_C8_A8, 0x70_4D_34),
                pick(0xCF_7C_3C, 0xC0_74_3B),
                pick(0x8F_4D_17, 0xF9_A1_63),
            ],
            tier: [
                s.accent,
                pick(0x90_9A_F3, 0x56_5C_AA),
                if dark { STONE_750 } else { STONE_200 },
            ],
            tier_dot: s.on_accent,
            rise,
            fall,
            worse: s.warn,
            better: s.text2,
            text_on_pale: s.text1,
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
        let text = if step >= self.strong_from {
            self.text_on_strong
        } else {
            self.text_on_pale
        };
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
