//! Dresses egui itself: the parts of its own widgets that show through the kit.

use eframe::egui;
use eframe::egui::style::{ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use eframe::egui::{
    Color32, CornerRadius, FontId, Margin, Stroke, Style, TextStyle, Vec2, Visuals, vec2,
};

use super::{Theme, Type, radius};

/// The egui style of a theme.
pub(super) fn style(theme: &Theme) -> Style {
    let mut style = Style::default();
    let font = |step: Type| -> FontId { step.font() };
    style.text_styles = [
        (TextStyle::Small, font(Type::Caption)),
        (TextStyle::Body, font(Type::Body)),
        (TextStyle::Button, font(Type::Strong)),
        (TextStyle::Heading, font(Type::Page)),
        (TextStyle::Monospace, FontId::monospace(13.0)),
    ]
    .into();
    style.animation_time = 0.0;
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style.explanation_tooltips = false;

    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 4.0);
    spacing.button_padding = vec2(12.0, 4.0);
    spacing.interact_size = vec2(28.0, 28.0);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(4);
    spacing.menu_spacing = 4.0;
    spacing.combo_width = 120.0;
    spacing.combo_height = 320.0;
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = 8.0;
    spacing.slider_rail_height = 4.0;
    spacing.tooltip_width = 460.0;
    spacing.default_area_size = Vec2::new(560.0, 400.0);
    spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        handle_min_length: 24.0,
        bar_inner_margin: 2.0,
        bar_outer_margin: 2.0,
        foreground_color: true,
        dormant_handle_opacity: 0.45,
        active_handle_opacity: 0.6,
        interact_handle_opacity: 0.9,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        ..ScrollStyle::floating()
    };

    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.3;
    style.interaction.show_tooltips_only_when_still = false;
    style.visuals = visuals(theme);
    style
}

fn visuals(theme: &Theme) -> Visuals {
    let mut visuals = if theme.look.dark { Visuals::dark() } else { Visuals::light() };
    let control = &theme.control;
    let state = |fill: Color32, line: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: CornerRadius::same(radius::CONTROL),
        fg_stroke: Stroke::new(1.5, text),
        expansion: 0.0,
    };
    visuals.widgets = Widgets {
        noninteractive: state(theme.card.fill, theme.card.line, theme.text.main),
        inactive: state(control.fill, theme.button.secondary_line, theme.text.main),
        hovered: state(control.hover, theme.button.secondary_line, theme.text.main),
        active: state(control.hover, control.line_focus, theme.text.main),
        open: state(control.hover, theme.button.secondary_line, theme.text.main),
    };
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(theme.text.third);
    visuals.selection =
        Selection { bg_fill: control.selected, stroke: Stroke::new(1.5, control.selected_text) };
    visuals.hyperlink_color = theme.text.accent;
    visuals.faint_bg_color = theme.card.sunken;
    visuals.extreme_bg_color = theme.card.sunken;
    visuals.text_edit_bg_color = Some(theme.card.sunken);
    visuals.code_bg_color = theme.card.sunken;
    visuals.warn_fg_color = theme.text.warn;
    visuals.error_fg_color = theme.text.bad;
    visuals.window_corner_radius = CornerRadius::same(radius::DIALOG);
    visuals.window_shadow = theme.float.shadow_high;
    visuals.window_fill = theme.float.fill;
    visuals.window_stroke = Stroke::new(1.0, theme.float.line);
    visuals.window_highlight_topmost = false;
    visuals.menu_corner_radius = CornerRadius::same(radius::CARD);
    visuals.panel_fill = theme.shell.page;
    visuals.popup_shadow = theme.float.shadow;
    visuals.text_cursor = TextCursorStyle {
        stroke: Stroke::new(1.5, theme.text.accent),
        blink: false,
        ..TextCursorStyle::default()
    };
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = egui::style::HandleShape::Circle;
    visuals.indent_has_left_vline = false;
    visuals.disabled_alpha = super::DISABLED;
    visuals
}
