//! Level three: what each part of each component wears. Drawing reads only these.

use eframe::egui::Color32;
use eframe::egui::epaint::Shadow;

use super::semantic::Semantic;

/// Colours of words.
#[derive(Clone, Debug)]
pub struct TextTokens {
    /// Figures, titles, what is read first.
    pub main: Color32,
    /// Sentences and labels.
    pub second: Color32,
    /// Units, axes, notes. Never on the rail.
    pub third: Color32,
    /// Pressable words.
    pub accent: Color32,
    /// Words on an accent fill.
    pub on_accent: Color32,
    /// A problem to look at.
    pub warn: Color32,
    /// Success, always with ✓ or a word.
    pub ok: Color32,
    /// Failure, always with an icon and words.
    pub bad: Color32,
    /// A value that is not there.
    pub ghost: Color32,
}

/// The three bands around a page.
#[derive(Clone, Debug)]
pub struct ShellTokens {
    /// Behind the cards.
    pub page: Color32,
    /// Behind the rail.
    pub rail: Color32,
    /// Between the rail, the bars and the page.
    pub line: Color32,
    /// Icon and word of a page that is not open.
    pub item: Color32,
    /// Under the pointer.
    pub item_hover: Color32,
    /// Behind the open page's icon.
    pub item_active: Color32,
    /// Icon and word of the open page.
    pub item_active_text: Color32,
    /// The stone board at the top of the rail.
    pub logo: Color32,
    /// The stones on it.
    pub logo_stone: Color32,
}

/// A card and what lies in it.
#[derive(Clone, Debug)]
pub struct CardTokens {
    /// Paper.
    pub fill: Color32,
    /// Edge and dividers.
    pub line: Color32,
    /// Table heads, totals, wells.
    pub sunken: Color32,
    /// Under the pointer.
    pub hover: Color32,
    /// A selected part.
    pub wash: Color32,
    /// The edge of a selected part.
    pub wash_edge: Color32,
    /// The main line of a selected part.
    pub selected: Color32,
    /// Dashed edges of what is missing.
    pub dashed: Color32,
    /// A part with a problem.
    pub warn: Color32,
    /// Its edge.
    pub warn_edge: Color32,
}

/// Buttons.
#[derive(Clone, Debug)]
pub struct ButtonTokens {
    /// The one primary action.
    pub primary: Color32,
    /// Under the pointer.
    pub primary_hover: Color32,
    /// Its words.
    pub primary_text: Color32,
    /// Any other action.
    pub secondary: Color32,
    /// Under the pointer.
    pub secondary_hover: Color32,
    /// Its edge.
    pub secondary_line: Color32,
    /// Its words.
    pub secondary_text: Color32,
    /// A button that is only words.
    pub plain_text: Color32,
    /// Under the pointer.
    pub plain_hover: Color32,
    /// The ring of the widget that has the keyboard.
    pub focus: Color32,
}

/// Chips, dropdowns, switches, fields, menus.
#[derive(Clone, Debug)]
pub struct ControlTokens {
    /// At rest.
    pub fill: Color32,
    /// Under the pointer.
    pub hover: Color32,
    /// Edge.
    pub line: Color32,
    /// Edge of a field that has the keyboard.
    pub line_focus: Color32,
    /// A selected chip.
    pub selected: Color32,
    /// Its edge.
    pub selected_line: Color32,
    /// Its words.
    pub selected_text: Color32,
    /// Track of a switch.
    pub track: Color32,
    /// The pressed part of a switch.
    pub thumb: Color32,
    /// Behind the selected row of a menu or palette.
    pub menu_selected: Color32,
    /// Ticked box, filled bar, slider.
    pub on: Color32,
    /// The tick.
    pub on_mark: Color32,
    /// An empty track.
    pub off: Color32,
}

/// One badge: fill, edge, words.
#[derive(Clone, Copy, Debug)]
pub struct BadgeTokens {
    /// Behind the words; transparent for outlines.
    pub fill: Color32,
    /// Edge; transparent for fills.
    pub line: Color32,
    /// Words and icon.
    pub text: Color32,
}

/// All badges.
#[derive(Clone, Debug)]
pub struct BadgeSet {
    /// 优秀 and other strong marks.
    pub strong: BadgeTokens,
    /// 中位 and other quiet marks.
    pub tint: BadgeTokens,
    /// 偏低, neutral.
    pub outline: BadgeTokens,
    /// 还说不清 (edge drawn dashed).
    pub dashed: BadgeTokens,
    /// 可用.
    pub ok: BadgeTokens,
    /// 勉强.
    pub warn: BadgeTokens,
    /// 不要用.
    pub bad: BadgeTokens,
}

/// Charts.
#[derive(Clone, Debug)]
pub struct PlotTokens {
    /// Horizontal grid.
    pub grid: Color32,
    /// Zero and frame lines.
    pub axis: Color32,
    /// Tick words.
    pub tick: Color32,
    /// Names at line ends and over bars.
    pub label: Color32,
    /// Dashed cursor and reference lines.
    pub cursor: Color32,
    /// Medians and other ink marks.
    pub ink: Color32,
    /// The main line.
    pub main: Color32,
    /// Normal range behind a line.
    pub band: Color32,
    /// Fill of a hollow mark.
    pub hollow: Color32,
    /// What is unclear.
    pub ghost: Color32,
    /// Tracks and the quiet rest of a histogram.
    pub mute: Color32,
    /// A brushed range.
    pub wash: Color32,
    /// Its two edges.
    pub wash_edge: Color32,
    /// Rings of empty stones.
    pub ring: Color32,
}

/// Ink bubbles.
#[derive(Clone, Debug)]
pub struct TipTokens {
    /// Ink.
    pub fill: Color32,
    /// Words on it.
    pub text: Color32,
    /// Quieter words on it.
    pub second: Color32,
}

/// What floats.
#[derive(Clone, Debug)]
pub struct FloatTokens {
    /// Menus, toasts, palette.
    pub fill: Color32,
    /// Their edge.
    pub line: Color32,
    /// Shadow of menus, tooltips and toasts.
    pub shadow: Shadow,
    /// Shadow of dialogs and of a part being dragged.
    pub shadow_high: Shadow,
    /// Behind a dialog.
    pub backdrop: Color32,
    /// Behind the drop overlay.
    pub drop: Color32,
    /// Its edge.
    pub drop_edge: Color32,
}

pub(super) fn text(s: &Semantic) -> TextTokens {
    TextTokens {
        main: s.text1,
        second: s.text2,
        third: s.text3,
        accent: s.accent_text,
        on_accent: s.on_accent,
        warn: s.warn,
        ok: s.ok,
        bad: s.bad,
        ghost: s.ghost,
    }
}

pub(super) fn shell(s: &Semantic) -> ShellTokens {
    ShellTokens {
        page: s.app,
        rail: s.rail,
        line: s.line,
        item: s.text2,
        item_hover: s.mute.gamma_multiply(0.5),
        item_active: s.card,
        item_active_text: s.accent_text,
        logo: s.ink,
        logo_stone: s.on_ink,
    }
}

pub(super) fn card(s: &Semantic) -> CardTokens {
    CardTokens {
        fill: s.card,
        line: s.line,
        sunken: s.sunken,
        hover: s.hover,
        wash: s.wash,
        wash_edge: s.edge,
        selected: s.accent,
        dashed: s.line_strong,
        warn: s.warn_bg,
        warn_edge: s.warn_edge,
    }
}

pub(super) fn button(s: &Semantic) -> ButtonTokens {
    ButtonTokens {
        primary: s.accent,
        primary_hover: s.accent_hover,
        primary_text: s.on_accent,
        secondary: s.card,
        secondary_hover: s.hover,
        secondary_line: s.line_strong,
        secondary_text: s.text1,
        plain_text: s.accent_text,
        plain_hover: s.tint,
        focus: s.accent,
    }
}

pub(super) fn control(s: &Semantic) -> ControlTokens {
    ControlTokens {
        fill: s.card,
        hover: s.hover,
        line: s.line,
        line_focus: s.accent,
        selected: s.tint,
        selected_line: s.edge,
        selected_text: s.accent_text,
        track: s.hover,
        thumb: s.card,
        menu_selected: s.tint,
        on: s.accent,
        on_mark: s.on_accent,
        off: s.mute,
    }
}

pub(super) fn badge(s: &Semantic) -> BadgeSet {
    let none = Color32::TRANSPARENT;
    let flat = |fill, text| BadgeTokens { fill, line: none, text };
    let outline = BadgeTokens { fill: s.card, line: s.line_strong, text: s.text2 };
    BadgeSet {
        strong: flat(s.accent, s.on_accent),
        tint: flat(s.tint, s.accent_text),
        outline,
        dashed: outline,
        ok: flat(s.ok_bg, s.ok),
        warn: flat(s.warn_bg, s.warn),
        bad: flat(s.bad_bg, s.bad),
    }
}

pub(super) fn plot(s: &Semantic) -> PlotTokens {
    PlotTokens {
        grid: s.grid,
        axis: s.line,
        tick: s.text3,
        label: s.text1,
        cursor: s.ghost,
        ink: s.ink,
        main: s.accent,
        band: s.text2.gamma_multiply(0.14),
        hollow: s.card,
        ghost: s.ghost,
        mute: s.mute,
        wash: s.accent.gamma_multiply(0.06),
        wash_edge: s.accent,
        ring: s.line_strong,
    }
}

pub(super) fn tip(s: &Semantic) -> TipTokens {
    TipTokens { fill: s.ink, text: s.on_ink, second: s.on_ink.gamma_multiply(0.78) }
}

pub(super) fn float(s: &Semantic, dark: bool) -> FloatTokens {
    let shadow = |offset: i8, blur, light, night| Shadow {
        offset: [0, offset],
        blur,
        spread: 0,
        color: Color32::from_black_alpha(if dark { night } else { light }),
    };
    FloatTokens {
        fill: s.raised,
        line: s.line,
        shadow: shadow(4, 16, 36, 115),
        shadow_high: shadow(12, 32, 51, 153),
        backdrop: Color32::from_black_alpha(if dark { 140 } else { 70 }),
        drop: s.wash.gamma_multiply(0.92),
        drop_edge: s.accent,
    }
}
