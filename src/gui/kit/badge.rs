//! Badges: 18 high, one or two words, never colour alone.

use eframe::egui;
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, CornerRadius, Painter, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::draw;
use super::icon::Icon;
use crate::gui::theme::{BadgeTokens, Theme, Type, radius};

/// How a badge looks, by what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadgeKind {
    /// 优秀, 主推: accent fill.
    Strong,
    /// 中位, 补曝光: tint.
    Tint,
    /// 偏低, 重复: outline.
    Outline,
    /// 还说不清, 样本少: dashed.
    Dashed,
    /// 可用: ✓.
    Ok,
    /// 勉强: ⚠.
    Warn,
    /// 不要用: ✕.
    Bad,
    /// 补转化: amber words without an icon.
    WarnPlain,
    /// 图片, 用不上: outline with ✕.
    OutlineCross,
    /// 等你对应: accent fill with ⓘ.
    StrongInfo,
}

impl BadgeKind {
    fn tokens(self, theme: &Theme) -> BadgeTokens {
        match self {
            Self::Strong | Self::StrongInfo => theme.badge.strong,
            Self::Tint => theme.badge.tint,
            Self::Outline | Self::OutlineCross => theme.badge.outline,
            Self::Dashed => theme.badge.dashed,
            Self::Ok => theme.badge.ok,
            Self::Warn | Self::WarnPlain => theme.badge.warn,
            Self::Bad => theme.badge.bad,
        }
    }

    fn icon(self) -> Option<Icon> {
        match self {
            Self::Ok => Some(Icon::Check),
            Self::Warn => Some(Icon::Warning),
            Self::Bad | Self::OutlineCross => Some(Icon::Cross),
            Self::StrongInfo => Some(Icon::Info),
            _ => None,
        }
    }
}

const HEIGHT: f32 = 18.0;
const PAD: f32 = 5.0;
const ICON: f32 = 12.0;

/// Width a badge takes.
pub fn badge_width(painter: &egui::Painter, kind: BadgeKind, text: &str) -> f32 {
    let icon = if kind.icon().is_some() { ICON + 3.0 } else { 0.0 };
    (draw::width(painter, text, Type::CaptionStrong) + 2.0 * PAD + icon).ceil()
}

/// Paints a badge with its left centre at `left`. Returns its box.
pub fn paint_badge(ui: &Ui, left: egui::Pos2, kind: BadgeKind, text: &str) -> Rect {
    let size = vec2(badge_width(ui.painter(), kind, text), HEIGHT);
    let rect = Rect::from_min_size(pos2(left.x, (left.y - HEIGHT / 2.0).round()), size);
    paint_badge_in(ui, rect, kind, text);
    rect
}

fn paint_badge_in(ui: &Ui, rect: Rect, kind: BadgeKind, text: &str) {
    let theme = Theme::of(ui.ctx());
    let tokens = kind.tokens(&theme);
    let painter = ui.painter();
    let corner = CornerRadius::same(radius::BADGE);
    painter.rect_filled(rect, corner, tokens.fill);
    if kind == BadgeKind::Dashed {
        draw::dashed_box(painter, rect, radius::BADGE, Stroke::new(1.0, tokens.line));
    } else if tokens.line != Color32::TRANSPARENT {
        painter.rect_stroke(rect, corner, Stroke::new(1.0, tokens.line), StrokeKind::Inside);
    }
    let mut x = rect.left() + PAD;
    if let Some(icon) = kind.icon() {
        icon.paint(painter, pos2(x + ICON / 2.0, rect.center().y), ICON, tokens.text);
        x += ICON + 3.0;
    }
    draw::text(
        painter,
        pos2(x, rect.center().y),
        Align2::LEFT_CENTER,
        text,
        Type::CaptionStrong,
        tokens.text,
    );
}

/// A badge as a widget.
pub fn badge(ui: &mut Ui, kind: BadgeKind, text: &str) -> Response {
    let size: Vec2 = vec2(badge_width(ui.painter(), kind, text), HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    if ui.is_rect_visible(rect) {
        paint_badge_in(ui, rect, kind, text);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// Width of a [`verdict_badge`].
pub fn verdict_width(painter: &Painter, kind: BadgeKind, text: &str) -> f32 {
    let icon = if kind.icon().is_some() { 22.0 } else { 0.0 };
    draw::width(painter, text, Type::Verdict) + 20.0 + icon
}

/// The verdict badge of a page's head: 28 high, 16 M.
pub fn verdict_badge(ui: &mut Ui, kind: BadgeKind, text: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let tokens = kind.tokens(&theme);
    let icon = kind.icon();
    let width = verdict_width(ui.painter(), kind, text);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::hover());
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(radius::CONTROL), tokens.fill);
    if tokens.line != Color32::TRANSPARENT {
        let stroke = Stroke::new(1.0, tokens.line);
        if kind == BadgeKind::Dashed {
            draw::dashed_box(painter, rect, radius::CONTROL, stroke);
        } else {
            painter.rect_stroke(
                rect,
                CornerRadius::same(radius::CONTROL),
                stroke,
                StrokeKind::Inside,
            );
        }
    }
    let mut x = rect.left() + 10.0;
    if let Some(icon) = icon {
        icon.paint(painter, pos2(x + 8.0, rect.center().y), 16.0, tokens.text);
        x += 22.0;
    }
    draw::text(
        painter,
        pos2(x, rect.center().y),
        Align2::LEFT_CENTER,
        text,
        Type::Verdict,
        tokens.text,
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}
