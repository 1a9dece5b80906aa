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
    STONE_0 = 0xFF_FF_FF, STONE_25 = 0xFA_F9_F6, STONE_50 = 0xF7_F5_F2, STONE_75 = 0xF3_F1_ED,
    STONE_100 = 0xEF_ED_E9, STONE_150 = 0xE6_E4_DE, STONE_200 = 0xDF_DD_D8, STONE_300 = 0xC9_C7_C0,
    STONE_350 = 0xB5_B2_AB, STONE_400 = 0x94_8F_87, STONE_500 = 0x71_6E_66, STONE_600 = 0x5C_59_52,
    STONE_750 = 0x3A_37_33, STONE_800 = 0x33_30_2C, STONE_850 = 0x2A_28_25, STONE_900 = 0x1F_1D_1B,
    STONE_925 = 0x1A_19_17, STONE_950 = 0x14_13_12,
    INDIGO_50 = 0xF5_F6_FE, INDIGO_100 = 0xE8_EC_FE, INDIGO_200 = 0xCF_D5_FD, INDIGO_300 = 0xAE_B7_FA,
    INDIGO_400 = 0x8A_94_F3, INDIGO_600 = 0x54_53_CE, INDIGO_700 = 0x43_41_AC, INDIGO_800 = 0x49_4E_93,
    INDIGO_850 = 0x2C_2D_45, INDIGO_900 = 0x22_22_2F,
    AMBER_50 = 0xFF_F4_E8, AMBER_300 = 0xF6_B4_69, AMBER_700 = 0x80_52_15, AMBER_900 = 0x33_26_16,
    TEAL_50 = 0xE9_F8_F8, TEAL_300 = 0x82_C7_C9, TEAL_700 = 0x13_71_72, TEAL_900 = 0x15_2A_2B,
    RED_50 = 0xFF_F1_EE, RED_300 = 0xFE_94_82, RED_400 = 0xFC_74_60, RED_600 = 0xC5_34_25,
    RED_700 = 0xA1_2C_20, RED_900 = 0x3A_1F_1A,
    GREEN_400 = 0x40_BA_7F, GREEN_600 = 0x0A_78_4A,
}
