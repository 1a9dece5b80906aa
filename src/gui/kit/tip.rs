//! The ink bubble that says more on hover.

use eframe::egui::{CornerRadius, Frame, Margin, Response, Tooltip, Ui};

use super::draw;
use crate::gui::theme::{Theme, Type, radius};

/// One sentence on hover, also over a disabled widget.
pub fn hover_text(response: Response, text: &str) -> Response {
    hover(response, |ui| {
        let theme = Theme::of(ui.ctx());
        ui.label(draw::rich(text, Type::Caption, theme.tip.text));
    })
}

/// Anything on hover, on ink.
pub fn hover(response: Response, add: impl FnOnce(&mut Ui)) -> Response {
    let theme = Theme::of(&response.ctx);
    let frame = Frame::new()
        .fill(theme.tip.fill)
        .corner_radius(CornerRadius::same(radius::CONTROL))
        .inner_margin(Margin::symmetric(10, 6))
        .shadow(theme.float.shadow);
    let mut tooltip = if response.enabled() {
        Tooltip::for_enabled(&response)
    } else {
        Tooltip::for_disabled(&response)
    };
    tooltip.popup = tooltip.popup.frame(frame);
    tooltip.gap(6.0).width(420.0).show(add);
    response
}

/// What a figure means: a formula with its counts, then lines that explain, then the source.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// 「商品点击率 = 点击人数 ÷ 商品曝光人数」.
    pub formula: String,
    /// 「4,180 ÷ 9,960」; empty when there are no counts.
    pub counts: String,
    /// Sentences, one a line.
    pub lines: Vec<String>,
}

impl Meaning {
    /// Shows the meaning while the pointer rests on `response`.
    pub fn on_hover(&self, response: Response) -> Response {
        hover(response, |ui| {
            let theme = Theme::of(ui.ctx());
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.horizontal(|ui| {
                ui.label(draw::rich(&self.formula, Type::CaptionStrong, theme.tip.text));
                if !self.counts.is_empty() {
                    ui.add_space(16.0);
                    ui.label(draw::rich(&self.counts, Type::Caption, theme.tip.text));
                }
            });
            for line in &self.lines {
                ui.label(draw::rich(line, Type::Caption, theme.tip.second));
            }
        })
    }
}
