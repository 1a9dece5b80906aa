//! A decision tree, left to right: nodes as cards, links as wide as the people on them.

use eframe::egui::accesskit::Role;
use eframe::egui::epaint::CubicBezierShape;
use eframe::egui::{
    Align2, Color32, CornerRadius, Pos2, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::badge::{BadgeKind, badge_width, paint_badge};
use super::interval::{self, Estimate};
use super::{draw, tip};
use crate::gui::theme::{Theme, Type, radius};

/// Height of a node.
const HIGH: f32 = 64.0;
/// Least space between two nodes of one level.
const APART: f32 = 10.0;
/// Least and greatest width of a node.
const WIDE: (f32, f32) = (204.0, 236.0);
/// Least space between two levels.
const GAP: f32 = 44.0;
/// Width of the link that carries everybody.
const WIDEST: f32 = 13.0;

/// One node.
#[derive(Clone, Debug, Default)]
pub struct TreeNode<'a> {
    /// Position of the parent in the list; parents stand before their children.
    pub parent: Option<usize>,
    /// The condition that leads here.
    pub condition: &'a str,
    /// The sentence with the figure.
    pub headline: &'a str,
    /// Counts behind it.
    pub counts: &'a str,
    /// One or two words; empty for none.
    pub badge: &'a str,
    /// Figure and range on the scale of the tree; `None` when nothing may be shown.
    pub estimate: Option<Estimate>,
    /// Share of all people, 0..=1.
    pub share: f64,
    /// The best end.
    pub best: bool,
    /// What is read out and shown on hover.
    pub name: String,
}

/// Draws the tree over the box at hand, centred where there is room and scrolled where not.
pub fn tree(ui: &mut Ui, id: &str, nodes: &[TreeNode<'_>], scale: (f64, f64)) {
    let Some(plan) = Plan::of(nodes) else { return };
    // The scroll bar lies over the content: nodes keep clear of it.
    let room = ui.available_size() - vec2(12.0, 0.0);
    let levels = plan.levels as f32;
    let wide = ((room.x - (levels - 1.0) * GAP) / levels).clamp(WIDE.0, WIDE.1).floor();
    let spare = room.x - levels * wide;
    let gap = if levels > 1.0 { (spare / (levels - 1.0)).clamp(GAP, 120.0) } else { 0.0 };
    let size = vec2(levels * wide + (levels - 1.0) * gap, plan.height);
    ScrollArea::both().id_salt(id).auto_shrink(false).show(ui, |ui| {
        let (rect, _) = ui.allocate_exact_size(size.max(room - vec2(0.5, 0.5)), Sense::hover());
        let top = rect.top() + ((rect.height() - size.y) / 2.0).max(0.0);
        let boxes: Vec<Rect> = plan
            .places
            .iter()
            .map(|(level, y)| {
                let at = pos2(rect.left() + *level as f32 * (wide + gap), top + y);
                Rect::from_min_size(pos2(at.x.round(), at.y.round()), vec2(wide, HIGH))
            })
            .collect();
        links(ui, nodes, &boxes);
        for (node, at) in nodes.iter().zip(&boxes) {
            card(ui, node, *at, scale);
        }
        // A tree higher than its box opens on its root, which stands half way down.
        let seen = ui.scope_id().with("opened on");
        let now = (nodes.len(), room.y as i32);
        if ui.data(|data| data.get_temp(seen)) != Some(now)
            && let Some(root) = boxes.first()
        {
            ui.data_mut(|data| {
                data.insert_temp(seen, now);
            });
            ui.scroll_to_rect(*root, Some(eframe::egui::Align::Center));
        }
    });
}

fn links(ui: &Ui, nodes: &[TreeNode<'_>], boxes: &[Rect]) {
    let theme = Theme::of(ui.ctx());
    let to_best = path_to_best(nodes);
    for (parent, from) in boxes.iter().enumerate() {
        let children: Vec<usize> =
            (0..nodes.len()).filter(|at| nodes[*at].parent == Some(parent)).collect();
        let width = |at: &usize| (nodes[*at].share as f32 * WIDEST).max(1.2);
        let mut y = from.center().y - children.iter().map(width).sum::<f32>() / 2.0;
        for child in &children {
            let wide = width(child);
            let start = pos2(from.right(), y + wide / 2.0);
            y += wide;
            let end = boxes[*child].left_center();
            let bend = (end.x - start.x) * 0.5;
            let points: [Pos2; 4] = [start, start + vec2(bend, 0.0), end - vec2(bend, 0.0), end];
            let color = if to_best[*child] { theme.plot.main } else { theme.plot.mute };
            let color =
                if to_best[*child] && wide > 3.0 { color.gamma_multiply(0.45) } else { color };
            ui.painter().add(CubicBezierShape::from_points_stroke(
                points,
                false,
                Color32::TRANSPARENT,
                Stroke::new(wide, color),
            ));
        }
    }
}

fn path_to_best(nodes: &[TreeNode<'_>]) -> Vec<bool> {
    let mut on_path = vec![false; nodes.len()];
    let mut at = nodes.iter().position(|node| node.best);
    while let Some(node) = at {
        on_path[node] = true;
        at = nodes[node].parent;
    }
    on_path
}

fn card(ui: &Ui, node: &TreeNode<'_>, rect: Rect, scale: (f64, f64)) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let theme = Theme::of(ui.ctx());
    let painter = ui.painter();
    let (fill, line) = if node.best {
        (theme.card.wash, Stroke::new(1.5, theme.card.selected))
    } else {
        (theme.card.fill, Stroke::new(1.0, theme.card.dashed))
    };
    painter.rect(rect, CornerRadius::same(radius::CARD), fill, line, StrokeKind::Inside);
    let inner = rect.shrink2(vec2(10.0, 0.0));
    let kind = if node.best { BadgeKind::Strong } else { BadgeKind::Outline };
    let badge = if node.badge.is_empty() { 0.0 } else { badge_width(painter, kind, node.badge) };
    let room = inner.width() - if badge > 0.0 { badge + 6.0 } else { 0.0 };
    let words = draw::text_in(
        painter,
        pos2(inner.left(), rect.top() + 14.0),
        Align2::LEFT_CENTER,
        node.condition,
        Type::Caption,
        theme.text.second,
        room,
    );
    if badge > 0.0 {
        paint_badge(ui, pos2(words.right() + 6.0, rect.top() + 14.0), kind, node.badge);
    }
    draw::text_in(
        painter,
        pos2(inner.left(), rect.top() + 32.0),
        Align2::LEFT_CENTER,
        node.headline,
        Type::Strong,
        theme.text.main,
        inner.width(),
    );
    let y = rect.top() + 51.0;
    if let Some(estimate) = &node.estimate {
        let counts = draw::width(painter, node.counts, Type::Caption);
        let bar = (inner.width() - counts - 14.0).clamp(40.0, 120.0);
        let track =
            Rect::from_min_max(pos2(inner.left(), y - 1.0), pos2(inner.left() + bar, y + 1.0));
        painter.rect_filled(track, CornerRadius::same(1), theme.plot.mute);
        let at = Rect::from_min_max(pos2(track.left(), y - 8.0), pos2(track.right(), y + 8.0));
        interval::paint(painter, &theme, at, scale, None, estimate, theme.plot.main);
        draw::text_in(
            painter,
            pos2(at.right() + 12.0, y),
            Align2::LEFT_CENTER,
            node.counts,
            Type::Caption,
            theme.text.third,
            inner.right() - at.right() - 10.0,
        );
    }
    let id = ui.scope_id().with(("node", node.name.as_str(), rect.top() as i32));
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::TreeItem, true, &node.name));
    tip::hover_text(response, &node.name);
}

/// Where the nodes stand: level and top of each, and the height of all.
struct Plan {
    places: Vec<(usize, f32)>,
    levels: usize,
    height: f32,
}

/// A subtree while it is laid out: tops relative to its root, and the outline per level.
struct Branch {
    tops: Vec<(usize, f32)>,
    outline: Vec<(f32, f32)>,
}

impl Plan {
    fn of(nodes: &[TreeNode<'_>]) -> Option<Self> {
        let root = nodes.iter().position(|node| node.parent.is_none())?;
        let branch = Self::branch(nodes, root);
        let top = branch.outline.iter().fold(0.0_f32, |least, (top, _)| least.min(*top));
        let bottom = branch.outline.iter().fold(0.0_f32, |most, (_, end)| most.max(*end));
        let mut places = vec![(0, 0.0); nodes.len()];
        let mut levels = vec![0; nodes.len()];
        for at in 0..nodes.len() {
            if let Some(parent) = nodes[at].parent {
                levels[at] = levels[parent] + 1;
            }
        }
        for (at, y) in branch.tops {
            places[at] = (levels[at], y - top);
        }
        Some(Self { places, levels: branch.outline.len(), height: bottom - top })
    }

    /// Children are packed as tightly as their outlines allow, the parent stands in the middle.
    fn branch(nodes: &[TreeNode<'_>], at: usize) -> Branch {
        let mut tops: Vec<(usize, f32)> = Vec::new();
        let mut outline: Vec<(f32, f32)> = Vec::new();
        let mut roots: Vec<f32> = Vec::new();
        for child in (0..nodes.len()).filter(|child| nodes[*child].parent == Some(at)) {
            let branch = Self::branch(nodes, child);
            let shift = outline
                .iter()
                .zip(&branch.outline)
                .map(|((_, end), (top, _))| end + APART - top)
                .fold(f32::NEG_INFINITY, f32::max);
            let shift = if shift.is_finite() { shift } else { 0.0 };
            roots.push(shift);
            tops.extend(branch.tops.into_iter().map(|(node, y)| (node, y + shift)));
            for (level, (top, end)) in branch.outline.into_iter().enumerate() {
                match outline.get_mut(level) {
                    Some(known) => known.1 = end + shift,
                    None => outline.push((top + shift, end + shift)),
                }
            }
        }
        let middle = match (roots.first(), roots.last()) {
            (Some(first), Some(last)) => (first + last) / 2.0,
            _ => 0.0,
        };
        for (_, y) in &mut tops {
            *y -= middle;
        }
        for (top, end) in &mut outline {
            *top -= middle;
            *end -= middle;
        }
        tops.push((at, 0.0));
        outline.insert(0, (0.0, HIGH));
        Branch { tops, outline }
    }
}

#[cfg(test)]
mod tests {
    use super::{APART, HIGH, Plan, TreeNode};

    #[test]
    fn nodes_of_one_level_never_overlap() {
        // Depths 0 1 1 2 2 2 2 3 3, unbalanced on purpose.
        let parents =
            [None, Some(0), Some(0), Some(1), Some(1), Some(2), Some(2), Some(4), Some(4)];
        let nodes: Vec<TreeNode<'_>> = parents
            .iter()
            .map(|parent| TreeNode { parent: *parent, ..TreeNode::default() })
            .collect();
        let plan = Plan::of(&nodes).unwrap();
        assert_eq!(plan.levels, 4);
        for (a, (level, y)) in plan.places.iter().enumerate() {
            assert!(*y >= 0.0 && y + HIGH <= plan.height + 0.01, "{a}");
            for (other, z) in &plan.places[a + 1..] {
                if level == other {
                    assert!((y - z).abs() >= HIGH + APART - 0.01, "{a}: {y} {z}");
                }
            }
        }
    }
}
