//! A decision tree, left to right: nodes as cards, links as wide as the people on them. It is
//! dragged, scrolled and zoomed; a node can be pressed.

use eframe::egui::accesskit::Role;
use eframe::egui::epaint::CubicBezierShape;
use eframe::egui::scroll_area::{DragScroll, ScrollSource};
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontId, Painter, Pos2, Rect, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
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
/// The sizes a tree can be seen at: below the smallest nothing could be read.
pub const ZOOM: [f32; 8] = [0.6, 0.7, 0.85, 1.0, 1.2, 1.4, 1.7, 2.0];
/// Below this a node shows its figure alone.
const DETAIL: f32 = 0.75;

/// The next size up or down.
pub fn zoomed(zoom: f32, closer: bool) -> f32 {
    let next = if closer {
        ZOOM.into_iter().find(|size| *size > zoom + 0.01)
    } else {
        ZOOM.into_iter().rev().find(|size| *size < zoom - 0.01)
    };
    next.unwrap_or(zoom)
}

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
    /// On the way of a row that was looked for.
    pub on_path: bool,
    /// Pressed.
    pub selected: bool,
    /// What is read out and shown on hover.
    pub name: String,
}

/// Draws the tree over the box at hand, centred where there is room and dragged or scrolled where
/// not; Ctrl and the wheel, `+` and `−` change `zoom`. Returns the node that was pressed.
pub fn tree(
    ui: &mut Ui,
    id: &str,
    nodes: &[TreeNode<'_>],
    scale: (f64, f64),
    zoom: &mut f32,
) -> Option<usize> {
    let plan = Plan::of(nodes)?;
    let frame = ui.available_rect_before_wrap();
    if ui.rect_contains_pointer(frame) {
        let turned = ui.input(eframe::egui::InputState::zoom_delta);
        if (turned - 1.0).abs() > 0.001 {
            *zoom = zoomed(*zoom, turned > 1.0);
        }
    }
    let z = *zoom;
    // The scroll bar lies over the content: nodes keep clear of it.
    let room = ui.available_size() - vec2(12.0, 0.0);
    let levels = plan.levels as f32;
    let wide = ((room.x - (levels - 1.0) * GAP) / levels).clamp(WIDE.0, WIDE.1).floor();
    let spare = room.x - levels * wide;
    let gap = if levels > 1.0 { (spare / (levels - 1.0)).clamp(GAP, 120.0) } else { 0.0 };
    let size = vec2(levels * wide + (levels - 1.0) * gap, plan.height) * z;
    let mut pressed = None;
    let drag = ScrollSource { drag: DragScroll::Always, ..ScrollSource::ALL };
    let area = ScrollArea::both().id_salt(id).auto_shrink(false).scroll_source(drag);
    area.on_drag_cursor(CursorIcon::Grabbing).show(ui, |ui| {
        let (rect, _) = ui.allocate_exact_size(size.max(room - vec2(0.5, 0.5)), Sense::hover());
        let top = rect.top() + ((rect.height() - size.y) / 2.0).max(0.0);
        let boxes: Vec<Rect> = plan
            .places
            .iter()
            .map(|(level, y)| {
                let at = pos2(rect.left() + *level as f32 * (wide + gap) * z, top + y * z);
                Rect::from_min_size(pos2(at.x.round(), at.y.round()), vec2(wide, HIGH) * z)
            })
            .collect();
        links(ui, nodes, &boxes, z);
        let mut seen = Vec::new();
        for (at, (node, place)) in nodes.iter().zip(&boxes).enumerate() {
            if card(ui, node, *place, scale, z) {
                pressed = Some(at);
            }
            if node.on_path {
                seen.push(at);
            }
        }
        // A tree higher than its box opens on its root, which stands half way down; a row that
        // was found is followed to its end, and a node that was pressed stays in sight.
        let opened = ui.scope_id().with("opened on");
        let chosen = nodes.iter().position(|node| node.selected);
        let goal = chosen.or(seen.last().copied());
        let now = (nodes.len(), room.x as i32, room.y as i32, (z * 100.0) as i32, goal);
        if ui.data(|data| data.get_temp(opened)) != Some(now) {
            ui.data_mut(|data| data.insert_temp(opened, now));
            let at = goal.unwrap_or(0);
            ui.scroll_to_rect(boxes[at], Some(eframe::egui::Align::Center));
        }
    });
    pressed
}

fn links(ui: &Ui, nodes: &[TreeNode<'_>], boxes: &[Rect], zoom: f32) {
    let theme = Theme::of(ui.ctx());
    let found = nodes.iter().any(|node| node.on_path);
    let marked =
        if found { nodes.iter().map(|node| node.on_path).collect() } else { path_to_best(nodes) };
    for (parent, from) in boxes.iter().enumerate() {
        let children: Vec<usize> =
            (0..nodes.len()).filter(|at| nodes[*at].parent == Some(parent)).collect();
        let width = |at: &usize| (nodes[*at].share as f32 * WIDEST * zoom).max(1.2);
        let mut y = from.center().y - children.iter().map(width).sum::<f32>() / 2.0;
        for child in &children {
            let wide = width(child);
            let start = pos2(from.right(), y + wide / 2.0);
            y += wide;
            let end = boxes[*child].left_center();
            let bend = (end.x - start.x) * 0.5;
            let points: [Pos2; 4] = [start, start + vec2(bend, 0.0), end - vec2(bend, 0.0), end];
            let color = if marked[*child] { theme.plot.main } else { theme.plot.mute };
            let quiet = marked[*child] && wide > 3.0 && !found;
            let color = if quiet { color.gamma_multiply(0.45) } else { color };
            // A found way is clear to see even where few people go it.
            let wide = if found && marked[*child] { wide.max(2.0) } else { wide };
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

/// One line of text at the size of the tree, cut with … at `width`.
fn words(
    painter: &Painter,
    left: Pos2,
    (text, step): (&str, Type),
    color: Color32,
    width: f32,
    zoom: f32,
) -> Rect {
    let font = step.font();
    let format = TextFormat {
        line_height: Some(step.line() * zoom),
        ..TextFormat::simple(FontId::new((font.size * zoom).round(), font.family), color)
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    job.break_on_newline = false;
    let galley = painter.layout_job(job);
    let rect = Align2::LEFT_CENTER.anchor_size(left, galley.size());
    painter.galley(rect.min, galley, color);
    rect
}

/// Draws a node; whether it was pressed.
fn card(ui: &mut Ui, node: &TreeNode<'_>, rect: Rect, scale: (f64, f64), zoom: f32) -> bool {
    let id = ui.scope_id().with(("node", node.name.as_str(), rect.top() as i32));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, node.selected, &node.name));
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None);
    }
    let pressed = response.clicked();
    if !ui.is_rect_visible(rect) {
        return pressed;
    }
    let theme = Theme::of(ui.ctx());
    let painter = ui.painter();
    let (fill, line) = if node.selected || node.best {
        (theme.card.wash, Stroke::new(1.5, theme.card.selected))
    } else if node.on_path {
        (theme.card.fill, Stroke::new(2.0, theme.plot.main))
    } else if response.hovered() {
        (theme.card.hover, Stroke::new(1.0, theme.card.dashed))
    } else {
        (theme.card.fill, Stroke::new(1.0, theme.card.dashed))
    };
    painter.rect(rect, CornerRadius::same(radius::CARD), fill, line, StrokeKind::Inside);
    if node.selected {
        let inner = rect.shrink(3.0);
        draw::dashed_box(painter, inner, radius::CONTROL, Stroke::new(1.0, theme.plot.main));
    }
    draw::focus_ring(ui, &response, rect, radius::CARD);
    let inner = rect.shrink2(vec2(10.0 * zoom, 0.0));
    let main = theme.text.main;
    if zoom < DETAIL {
        let at = pos2(inner.left(), rect.center().y);
        words(painter, at, (node.headline, Type::Strong), main, inner.width(), zoom);
    } else {
        detail(ui, node, (rect, inner), scale, zoom);
    }
    tip::hover_text(response.on_hover_cursor(CursorIcon::PointingHand), &node.name);
    pressed
}

fn detail(ui: &Ui, node: &TreeNode<'_>, (rect, inner): (Rect, Rect), scale: (f64, f64), zoom: f32) {
    let theme = Theme::of(ui.ctx());
    let painter = ui.painter();
    let kind = if node.best { BadgeKind::Strong } else { BadgeKind::Outline };
    let badge = if node.badge.is_empty() { 0.0 } else { badge_width(painter, kind, node.badge) };
    let room = inner.width() - if badge > 0.0 { badge + 6.0 } else { 0.0 };
    let at = pos2(inner.left(), rect.top() + 14.0 * zoom);
    let second = theme.text.second;
    let said = words(painter, at, (node.condition, Type::Caption), second, room, zoom);
    if badge > 0.0 {
        paint_badge(ui, pos2(said.right() + 6.0, at.y), kind, node.badge);
    }
    let at = pos2(inner.left(), rect.top() + 32.0 * zoom);
    words(painter, at, (node.headline, Type::Strong), theme.text.main, inner.width(), zoom);
    let y = rect.top() + 51.0 * zoom;
    if let Some(estimate) = &node.estimate {
        let counts = draw::width(painter, node.counts, Type::Caption) * zoom;
        let bar = (inner.width() - counts - 14.0).clamp(40.0, 120.0 * zoom);
        let track =
            Rect::from_min_max(pos2(inner.left(), y - 1.0), pos2(inner.left() + bar, y + 1.0));
        painter.rect_filled(track, CornerRadius::same(1), theme.plot.mute);
        let at = Rect::from_min_max(pos2(track.left(), y - 8.0), pos2(track.right(), y + 8.0));
        interval::paint(painter, &theme, at, scale, None, estimate, theme.plot.main);
        let left = pos2(at.right() + 12.0, y);
        let room = inner.right() - at.right() - 10.0;
        words(painter, left, (node.counts, Type::Caption), theme.text.third, room, zoom);
    }
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
