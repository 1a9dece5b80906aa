//! The faces and the type scale: Inter, then Noto Sans SC, in three weights.

use std::sync::Arc;

use eframe::egui::{FontData, FontDefinitions, FontFamily, FontId};

/// A step of the type scale: one size, one weight, one line height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// 12/16 Regular: captions, axes, units.
    Caption,
    /// 12/16 Medium: badges, names on charts.
    CaptionStrong,
    /// 13/20 Regular: body, table, control.
    Body,
    /// 13/20 Medium: figures in tables, buttons, emphasis.
    Strong,
    /// 14/20 Medium: card title.
    Title,
    /// 16/24 Medium: verdict.
    Verdict,
    /// 20/28 Medium: page title.
    Page,
    /// 20/24 SemiBold: value of a compact metric card.
    Compact,
    /// 22/28 SemiBold: value of a metric card.
    Metric,
    /// 32/40 SemiBold: odds and heroes.
    Hero,
}

impl Type {
    /// All steps, small to large.
    pub const ALL: [Self; 10] = [
        Self::Caption,
        Self::CaptionStrong,
        Self::Body,
        Self::Strong,
        Self::Title,
        Self::Verdict,
        Self::Page,
        Self::Compact,
        Self::Metric,
        Self::Hero,
    ];

    /// Size in points.
    pub fn size(self) -> f32 {
        match self {
            Self::Caption | Self::CaptionStrong => 12.0,
            Self::Body | Self::Strong => 13.0,
            Self::Title => 14.0,
            Self::Verdict => 16.0,
            Self::Page | Self::Compact => 20.0,
            Self::Metric => 22.0,
            Self::Hero => 32.0,
        }
    }

    /// Line height in points.
    pub fn line(self) -> f32 {
        match self {
            Self::Caption | Self::CaptionStrong => 16.0,
            Self::Body | Self::Strong | Self::Title => 20.0,
            Self::Verdict | Self::Compact => 24.0,
            Self::Page | Self::Metric => 28.0,
            Self::Hero => 40.0,
        }
    }

    /// Family of its weight.
    pub fn family(self) -> FontFamily {
        match self {
            Self::Caption | Self::Body => FontFamily::Proportional,
            Self::CaptionStrong | Self::Strong | Self::Title | Self::Verdict | Self::Page => {
                medium()
            }
            Self::Compact | Self::Metric | Self::Hero => semibold(),
        }
    }

    /// The same step, one weight up: how a word is stressed inside a sentence.
    #[must_use]
    pub fn stressed(self) -> Self {
        match self {
            Self::Caption => Self::CaptionStrong,
            Self::Body => Self::Strong,
            other => other,
        }
    }

    /// As egui names it.
    pub fn font(self) -> FontId {
        FontId::new(self.size(), self.family())
    }
}

/// Family of Medium text.
pub fn medium() -> FontFamily {
    FontFamily::Name("medium".into())
}

/// Family of SemiBold figures (Chinese stays Medium).
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// The faces of every family. egui's own faces stay behind ours, so that a rare sign in an
/// imported text falls back instead of failing; system faces come after these.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let faces: [(&str, &'static [u8]); 5] = [
        ("inter", include_bytes!("../../../assets/fonts/Inter-Regular.otf")),
        ("inter-medium", include_bytes!("../../../assets/fonts/Inter-Medium.otf")),
        ("inter-semibold", include_bytes!("../../../assets/fonts/Inter-SemiBold.otf")),
        ("noto-sc", include_bytes!("../../../assets/fonts/NotoSansSC-Regular.otf")),
        ("noto-sc-medium", include_bytes!("../../../assets/fonts/NotoSansSC-Medium.otf")),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let spare = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let chain = |latin: &str, chinese: &str| {
        let mut names = vec![latin.to_owned(), chinese.to_owned()];
        names.extend(spare.iter().cloned());
        names
    };
    fonts.families.insert(FontFamily::Proportional, chain("inter", "noto-sc"));
    fonts.families.insert(medium(), chain("inter-medium", "noto-sc-medium"));
    fonts.families.insert(semibold(), chain("inter-semibold", "noto-sc-medium"));
    if let Some(mono) = fonts.families.get_mut(&FontFamily::Monospace) {
        mono.insert(1, "noto-sc".to_owned());
    }
    fonts
}
