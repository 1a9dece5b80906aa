//! Level one: the raw palette. Nothing outside this folder sees it.

use eframe::egui::Color32;

/// A colour from its six hexadecimal digits.
pub(super) const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

macro_rules! palette {
    ($($name:ident = $rgb:literal),* $(,)?) => {
        $(pub(super) const $name: Color32 = hex($rgb);)*
    };
}

palette! {
    STONE_0 = 0xFFFFFF, STONE_25 = 0xFAF9F6, STONE_50 = 0xF7F5F2, STONE_75 = 0xF3F1ED,
    STONE_100 = 0xEFEDE9, STONE_150 = 0xE6E4DE, STONE_200 = 0xDFDDD8, STONE_300 = 0xC9C7C0,
    STONE_350 = 0xB5B2AB, STONE_400 = 0x948F87, STONE_500 = 0x716E66, STONE_600 = 0x5C5952,
    STONE_750 = 0x3A3733, STONE_800 = 0x33302C, STONE_850 = 0x2A2825, STONE_900 = 0x1F1D1B,
    STONE_925 = 0x1A1917, STONE_950 = 0x141312,
    INDIGO_50 = 0xF5F6FE, INDIGO_100 = 0xE8ECFE, INDIGO_200 = 0xCFD5FD, INDIGO_300 = 0xAEB7FA,
    INDIGO_400 = 0x8A94F3, INDIGO_600 = 0x5453CE, INDIGO_700 = 0x4341AC, INDIGO_800 = 0x494E93,
    INDIGO_850 = 0x2C2D45, INDIGO_900 = 0x22222F,
    AMBER_50 = 0xFFF4E8, AMBER_300 = 0xF6B469, AMBER_700 = 0x805215, AMBER_900 = 0x332616,
    TEAL_50 = 0xE9F8F8, TEAL_300 = 0x82C7C9, TEAL_700 = 0x137172, TEAL_900 = 0x152A2B,
    RED_50 = 0xFFF1EE, RED_300 = 0xFE9482, RED_400 = 0xFC7460, RED_600 = 0xC53425,
    RED_700 = 0xA12C20, RED_900 = 0x3A1F1A,
    GREEN_400 = 0x40BA7F, GREEN_600 = 0x0A784A,
}
