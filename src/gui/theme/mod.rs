//! The look as tokens: primitive → semantic → component, light and dark.
//!
//! The only folder that may write a raw colour. Everything that draws asks [`Theme::of`]
//! for component tokens.
#![allow(clippy::disallowed_methods, reason = "this is where the colours live")]

mod component;
mod data;
mod fonts;
mod primitive;
mod semantic;
mod style;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use eframe::egui;
use eframe::egui::{Color32, Context, Id};

pub use component::{
    BadgeSet, BadgeTokens, ButtonTokens, CardTokens, ControlTokens, FloatTokens, PlotTokens,
    ShellTokens, TextTokens, TipTokens,
};
pub use data::DataTokens;
pub use fonts::{Type, definitions, medium, semibold};

/// Opacity of what cannot be pressed, and of a value being renewed.
pub const DISABLED: f32 = 0.45;

/// Corner radii.
pub mod radius {
    /// Heat and calendar cells.
    pub const CELL: u8 = 3;
    /// Badges.
    pub const BADGE: u8 = 4;
    /// Buttons, chips, fields, slots.
    pub const CONTROL: u8 = 6;
    /// Cards, menus, tooltips.
    pub const CARD: u8 = 8;
    /// Dialogs and the palette.
    pub const DIALOG: u8 = 12;
}

/// Distances on the grid of 4.
pub mod space {
    /// Page margin.
    pub const PAGE: f32 = 20.0;
    /// Between cards.
    pub const GAP: f32 = 12.0;
    /// Card padding, left and right.
    pub const CARD_X: f32 = 16.0;
    /// Card padding, top and bottom.
    pub const CARD_Y: f32 = 10.0;
    /// Rail width.
    pub const RAIL: f32 = 72.0;
    /// Top bar height.
    pub const TOP: f32 = 52.0;
    /// Status bar height.
    pub const STATUS: f32 = 28.0;
    /// Buttons, chips, fields.
    pub const CONTROL: f32 = 28.0;
}

/// What a person chose about the look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Dark instead of light.
    pub dark: bool,
    /// 红涨绿跌: a rise is red. Off: a rise is green.
    pub red_rises: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { dark: false, red_rises: true }
    }
}

/// Every component token of one look.
#[derive(Clone, Debug)]
pub struct Theme {
    /// What it was made from.
    pub look: Look,
    /// Words.
    pub text: TextTokens,
    /// Rail, bars, page.
    pub shell: ShellTokens,
    /// Cards.
    pub card: CardTokens,
    /// Buttons.
    pub button: ButtonTokens,
    /// Chips, switches, fields, menus.
    pub control: ControlTokens,
    /// Badges.
    pub badge: BadgeSet,
    /// Charts.
    pub plot: PlotTokens,
    /// Ink bubbles.
    pub tip: TipTokens,
    /// Floating things.
    pub float: FloatTokens,
    /// Colours of data.
    pub data: DataTokens,
}

impl Theme {
    /// The tokens of a look.
    pub fn new(look: Look) -> Self {
        let s = if look.dark { &semantic::DARK } else { &semantic::LIGHT };
        Self {
            look,
            text: component::text(s),
            shell: component::shell(s),
            card: component::card(s),
            button: component::button(s),
            control: component::control(s),
            badge: component::badge(s),
            plot: component::plot(s),
            tip: component::tip(s),
            float: component::float(s, look.dark),
            data: DataTokens::new(s, look.dark, look.red_rises),
        }
    }

    /// The theme in force. Before [`install`] it is the default light one.
    pub fn of(ctx: &Context) -> Arc<Self> {
        ctx.data_mut(|data| {
            Arc::clone(
                data.get_temp_mut_or_insert_with(key(), || Arc::new(Self::new(Look::default()))),
            )
        })
    }
}

fn key() -> Id {
    Id::unique("fupan.theme")
}

/// Registers the faces. Once, when the window opens.
pub fn install_fonts(ctx: &Context) {
    ctx.set_fonts(definitions());
}

/// Puts a look in force, for the kit and for egui's own widgets. Cheap; call when it changes.
pub fn apply(ctx: &Context, look: Look) {
    let theme = Arc::new(Theme::new(look));
    let style = Arc::new(style::style(&theme));
    // egui keeps two styles and may follow the system: both wear ours, so that only `look` decides.
    ctx.set_style_of(egui::Theme::Light, Arc::clone(&style));
    ctx.set_style_of(egui::Theme::Dark, style);
    ctx.set_theme(if look.dark {
        egui::ThemePreference::Dark
    } else {
        egui::ThemePreference::Light
    });
    ctx.data_mut(|data| data.insert_temp(key(), theme));
}

/// WCAG contrast ratio of two opaque colours, 1 to 21.
pub fn contrast(a: Color32, b: Color32) -> f64 {
    let luminance = |colour: Color32| {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
