//! Icons: strokes on a 20 grid, 1.5 wide, round caps, one colour; crisp at every scale.
//!
//! Each icon is a short drawing program: `M x y` move, `L x y` line, `H x`, `V y`, `Q` and `C`
//! curves, `Z` close, `A cx cy r from to` arc in degrees, `O cx cy r` ring, `D cx cy r` dot,
//! `R x y w h r` rounded box, `S cx cy r` star.

use std::f32::consts::TAU;

use eframe::egui;
use eframe::egui::epaint::{CircleShape, CubicBezierShape, PathShape, QuadraticBezierShape};
use eframe::egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2,
};

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $path:literal),* $(,)?) => {
        /// A picture for a page, an action or a state.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Icon { $($(#[$doc])* $name),* }

        impl Icon {
            /// Every icon.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            fn path(self) -> &'static str {
                match self { $(Self::$name => $path),* }
            }
        }
    };
}

icons! {
    /// 总览
    Overview = "R 2.8 2.8 6 8.4 1.3 R 11.6 2.8 5.6 4.6 1.3 R 11.6 10.2 5.6 7 1.3 R 2.8 14 6 3.2 1.1",
    /// 复盘
    Review = "A 10.4 10.4 6.4 -155 160 M 4.2 3.6 L 4.2 7.4 L 8 7.4 D 10.4 10.4 1.9",
    /// 商品
    Products = "M 3 8.6 V 4.6 Q 3 3 4.6 3 H 8.6 Q 9.5 3 10.2 3.7 L 16.4 9.9 Q 17.5 11 16.4 12.1 L 12.1 16.4 Q 11 17.5 9.9 16.4 L 3.7 10.2 Q 3 9.5 3 8.6 Z D 6.9 6.9 1.3",
    /// 观众
    Viewers = "O 7.6 6.6 3 M 2.2 16.8 V 15.8 C 2.2 13.2 4.4 12 7.6 12 C 10.8 12 13 13.2 13 15.8 V 16.8 A 12.6 6.6 3 -80 80 M 15 12.2 C 16.8 12.8 17.8 14 17.8 15.8 V 16.8",
    /// 模型
    Models = "O 4.2 10 2 O 15.6 4.6 2 O 15.6 15.4 2 M 6.2 10 C 10.4 10 9.2 4.6 13.6 4.6 M 6.2 10 C 10.4 10 9.2 15.4 13.6 15.4",
    /// 推荐
    Recommend = "M 2.6 5 H 10 M 2.6 10 H 6.6 M 2.6 15 H 8 S 13.3 10.6 4.5",
    /// 计划
    Plan = "R 2.4 2.8 7.6 3.6 1.6 R 5.6 8.2 7.6 3.6 1.6 R 10 13.6 7.6 3.6 1.6 M 4.6 6.4 V 8.6 Q 4.6 10 5.6 10 M 8.4 11.8 V 14 Q 8.4 15.4 10 15.4",
    /// 评估
    Evaluate = "O 10 10 7.2 M 6.8 10.2 L 9.1 12.5 L 13.3 7.8",
    /// 数据
    Data = "M 2.8 11.4 H 6.6 L 7.8 13.4 H 12.2 L 13.4 11.4 H 17.2 M 5.6 3.8 H 14.4 L 17.2 11 V 14.6 Q 17.2 16.2 15.6 16.2 H 4.4 Q 2.8 16.2 2.8 14.6 V 11 Z",
    /// 设置
    Settings = "M 2.6 6 H 9.8 O 11.8 6 2 M 13.8 6 H 17.4 M 2.6 14 H 6.2 O 8.2 14 2 M 10.2 14 H 17.4",
    /// Look something up.
    Search = "O 9 9 5.4 M 13 13 L 17 17",
    /// 导入
    Import = "M 10 2.8 V 12 M 6.4 8.6 L 10 12.2 L 13.6 8.6 M 3 12.6 V 15.2 Q 3 16.8 4.6 16.8 H 15.4 Q 17 16.8 17 15.2 V 12.6",
    /// 导出
    Export = "M 10 12.6 V 3.2 M 6.4 6.8 L 10 3.2 L 13.6 6.8 M 3 12.6 V 15.2 Q 3 16.8 4.6 16.8 H 15.4 Q 17 16.8 17 15.2 V 12.6",
    /// A day.
    Calendar = "R 2.8 4.2 14.4 12.8 1.8 M 2.8 8.4 H 17.2 M 6.8 2.4 V 6 M 13.2 2.4 V 6",
    /// A time.
    Clock = "O 10 10 7.2 M 10 5.8 V 10.2 L 12.8 11.8",
    /// 锁住
    Lock = "R 3.8 9 12.4 8 1.6 M 6.6 9 V 6.6 A 10 6.6 3.4 180 360 M 13.4 6.6 V 9",
    /// 没锁
    Unlock = "R 3.8 9 12.4 8 1.6 M 6.6 9 V 6.2 A 10 6.2 3.4 180 325",
    /// Look at this.
    Warning = "M 8.9 3.6 Q 10 1.9 11.1 3.6 L 17.5 14.6 Q 18.3 16.6 16.3 16.8 H 3.7 Q 1.7 16.6 2.5 14.6 Z M 10 7.6 V 11.4 D 10 13.9 1",
    /// More to know.
    Info = "O 10 10 7.2 M 10 9.4 V 13.6 D 10 6.7 1",
    /// Done, right.
    Check = "M 3.8 10.6 L 8 14.6 L 16.2 5.8",
    /// Close, wrong, remove.
    Cross = "M 5 5 L 15 15 M 15 5 L 5 15",
    /// 撤销
    Undo = "M 7 3.4 L 3.2 7.2 L 7 11 M 3.2 7.2 H 11.8 A 11.8 11.7 4.5 -90 90 L 8.6 16.2",
    /// 福利
    Gift = "R 2.8 6.4 14.4 3.6 0.8 M 4.2 10 V 15.6 Q 4.2 17 5.6 17 H 14.4 Q 15.8 17 15.8 15.6 V 10 M 10 6.4 V 17 M 10 6.4 C 9.4 3.4 7.8 2.4 6.4 2.8 C 4.6 3.4 5 6.4 7.4 6.4 M 10 6.4 C 10.6 3.4 12.2 2.4 13.6 2.8 C 15.4 3.4 15 6.4 12.6 6.4",
    /// Not kept, not shown.
    Hidden = "M 2 10 C 5.4 3.6 14.6 3.6 18 10 C 14.6 16.4 5.4 16.4 2 10 Z M 16.4 3.4 L 3.6 16.6",
    /// Shown.
    Eye = "M 2 10 C 5.4 3.6 14.6 3.6 18 10 C 14.6 16.4 5.4 16.4 2 10 Z O 10 10 2.4",
    /// Kept on this machine.
    Shield = "M 10 2.4 L 16.4 4.6 V 9.4 C 16.4 13.6 13.8 16.2 10 17.6 C 6.2 16.2 3.6 13.6 3.6 9.4 V 4.6 Z M 7 9.8 L 9.2 12 L 13 7.8",
    /// 不联网
    Offline = "A 10 15.4 11 -134 -46 A 10 15.4 6.6 -132 -48 D 10 15.2 1.1 M 16.2 3.2 L 4 17",
    /// 对比
    Compare = "R 3 6.2 4.8 8 1 M 5.4 2.8 V 6.2 M 5.4 14.2 V 17.2 R 12.2 5 4.8 7.4 1 M 14.6 2.4 V 5 M 14.6 12.4 V 16",
    /// One sentence about a picture.
    Comment = "M 4.4 3.4 H 15.6 Q 17.2 3.4 17.2 5 V 11.8 Q 17.2 13.4 15.6 13.4 H 9.4 L 5.8 16.8 V 13.4 H 4.4 Q 2.8 13.4 2.8 11.8 V 5 Q 2.8 3.4 4.4 3.4 Z",
    /// A file.
    File = "M 5.6 2.4 H 11.6 L 16 6.8 V 16 Q 16 17.6 14.4 17.6 H 5.6 Q 4 17.6 4 16 V 4 Q 4 2.4 5.6 2.4 Z M 11.4 2.6 V 7 H 15.8",
    /// Drag here.
    Grip = "D 7.6 4.6 1.1 D 12.4 4.6 1.1 D 7.6 10 1.1 D 12.4 10 1.1 D 7.6 15.4 1.1 D 12.4 15.4 1.1",
    /// Opens below.
    ChevronDown = "M 5.8 7.8 L 10 12.2 L 14.2 7.8",
    /// Closes.
    ChevronUp = "M 5.8 12.2 L 10 7.8 L 14.2 12.2",
    /// Leads on.
    ChevronRight = "M 7.8 5.8 L 12.2 10 L 7.8 14.2",
    /// Leads back.
    ChevronLeft = "M 12.2 5.8 L 7.8 10 L 12.2 14.2",
    /// From here to there.
    ArrowRight = "M 3.6 10 H 16 M 11.4 5.4 L 16 10 L 11.4 14.6",
    /// Sorted low to high.
    ArrowUp = "M 10 16 V 4 M 5.6 8.4 L 10 4 L 14.4 8.4",
    /// Sorted high to low.
    ArrowDown = "M 10 4 V 16 M 5.6 11.6 L 10 16 L 14.4 11.6",
    /// Start, try.
    Play = "M 6.2 4.4 Q 6.2 3.2 7.2 3.8 L 15.6 9.2 Q 16.6 10 15.6 10.8 L 7.2 16.2 Q 6.2 16.8 6.2 15.6 Z",
    /// One more.
    Plus = "M 10 4 V 16 M 4 10 H 16",
    /// One fewer.
    Minus = "M 4 10 H 16",
    /// A note on the time line.
    Flag = "M 4.8 17.6 V 3 M 4.8 3.6 H 15.6 L 12.8 7.4 L 15.6 11.2 H 4.8",
    /// Change the words.
    Edit = "M 3.4 16.6 L 4.2 12.8 L 13.4 3.6 L 16.4 6.6 L 7.2 15.8 Z M 11.4 5.6 L 14.4 8.6",
    /// Take away.
    Trash = "M 3.4 5.4 H 16.6 M 7.4 5.2 V 3 H 12.6 V 5.2 M 5 5.4 L 5.8 17 H 14.2 L 15 5.4 M 8.4 8.8 V 13.6 M 11.6 8.8 V 13.6",
    /// More actions.
    More = "D 4.4 10 1.4 D 10 10 1.4 D 15.6 10 1.4",
    /// Again.
    Refresh = "A 10 10 6.6 -60 215 M 13.6 1.8 L 13.4 4.4 L 16.2 4.8",
    /// A folder.
    Folder = "M 2.6 15 V 5 Q 2.6 3.8 3.8 3.8 H 7.6 L 9.4 6 H 16.2 Q 17.4 6 17.4 7.2 V 15 Q 17.4 16.2 16.2 16.2 H 3.8 Q 2.6 16.2 2.6 15 Z",
}

impl Icon {
    /// Draws the icon in a box of `size` points around `center`.
    pub fn paint(self, painter: &Painter, center: Pos2, size: f32, color: Color32) {
        painter.extend(self.shapes(center, size, color));
    }

    /// The strokes of the icon.
    pub fn shapes(self, center: Pos2, size: f32, color: Color32) -> Vec<Shape> {
        // Small icons keep a readable stroke: 1.5 on 20, never under 1.25.
        let scale = size / 20.0;
        let mut pen = Pen {
            origin: center - Vec2::splat(size / 2.0),
            scale,
            stroke: Stroke::new((1.5 * scale).max(1.25), color),
            line: Vec::new(),
            shapes: Vec::new(),
        };
        pen.run(self.path());
        pen.shapes
    }
}

struct Pen {
    origin: Pos2,
    scale: f32,
    stroke: Stroke,
    line: Vec<Pos2>,
    shapes: Vec<Shape>,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> Pos2 {
        self.origin + vec2(x, y) * self.scale
    }

    fn run(&mut self, path: &str) {
        let mut words = path.split_ascii_whitespace();
        let mut last = (0.0, 0.0);
        while let Some(word) = words.next() {
            let mut number =
                || words.next().and_then(|w| w.parse::<f32>().ok()).unwrap_or_default();
            match word {
                "M" => {
                    self.end(false);
                    last = (number(), number());
                    self.push(last);
                }
                "L" => {
                    last = (number(), number());
                    self.push(last);
                }
                "H" => {
                    last.0 = number();
                    self.push(last);
                }
                "V" => {
                    last.1 = number();
                    self.push(last);
                }
                "Q" => {
                    let control = (number(), number());
                    let to = (number(), number());
                    let curve = QuadraticBezierShape::from_points_stroke(
                        [
                            self.at(last.0, last.1),
                            self.at(control.0, control.1),
                            self.at(to.0, to.1),
                        ],
                        false,
                        Color32::TRANSPARENT,
                        self.stroke,
                    );
                    self.line.extend(curve.flatten(Some(0.05)).into_iter().skip(1));
                    last = to;
                }
                "C" => {
                    let (a, b) = ((number(), number()), (number(), number()));
                    let to = (number(), number());
                    let curve = CubicBezierShape::from_points_stroke(
                        [
                            self.at(last.0, last.1),
                            self.at(a.0, a.1),
                            self.at(b.0, b.1),
                            self.at(to.0, to.1),
                        ],
                        false,
                        Color32::TRANSPARENT,
                        self.stroke,
                    );
                    self.line.extend(curve.flatten(Some(0.05)).into_iter().skip(1));
                    last = to;
                }
                "A" => {
                    let (cx, cy, r) = (number(), number(), number());
                    let (from, to) = (number().to_radians(), number().to_radians());
                    let joins = self.line.last().is_some_and(|end| {
                        end.distance(self.at(cx + r * from.cos(), cy + r * from.sin())) < 0.1
                    });
                    if !joins {
                        self.end(false);
                    }
                    for step in 0..=24u8 {
                        let angle = from + (to - from) * f32::from(step) / 24.0;
                        last = (cx + r * angle.cos(), cy + r * angle.sin());
                        self.push(last);
                    }
                }
                "Z" => self.end(true),
                "O" => {
                    self.end(false);
                    let (center, r) = (self.at(number(), number()), number() * self.scale);
                    self.shapes.push(Shape::Circle(CircleShape::stroke(center, r, self.stroke)));
                }
                "D" => {
                    self.end(false);
                    let (center, r) = (self.at(number(), number()), number() * self.scale);
                    self.shapes.push(Shape::circle_filled(center, r, self.stroke.color));
                }
                "R" => {
                    self.end(false);
                    let from = self.at(number(), number());
                    let size = vec2(number(), number()) * self.scale;
                    let radius = CornerRadius::same((number() * self.scale).round().max(1.0) as u8);
                    self.shapes.push(Shape::Rect(
                        egui::epaint::RectShape::stroke(
                            Rect::from_min_size(from, size),
                            radius,
                            self.stroke,
                            StrokeKind::Middle,
                        )
                        .with_round_to_pixels(false),
                    ));
                }
                "S" => {
                    self.end(false);
                    let (cx, cy, r) = (number(), number(), number());
                    for step in 0..10u8 {
                        let angle = TAU * (f32::from(step) / 10.0 - 0.25);
                        let r = if step % 2 == 0 { r } else { r * 0.44 };
                        self.push((cx + r * angle.cos(), cy + r * angle.sin()));
                    }
                    self.end(true);
                }
                _ => {}
            }
        }
        self.end(false);
    }

    fn push(&mut self, (x, y): (f32, f32)) {
        let point = self.at(x, y);
        self.line.push(point);
    }

    fn end(&mut self, closed: bool) {
        let points = std::mem::take(&mut self.line);
        let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else {
            return;
        };
        if points.len() < 2 {
            return;
        }
        if closed {
            self.shapes.push(Shape::Path(PathShape::closed_line(points, self.stroke)));
            return;
        }
        self.shapes.push(Shape::line(points, self.stroke));
        // Round caps: egui ends lines square.
        for end in [first, last] {
            self.shapes.push(Shape::circle_filled(end, self.stroke.width / 2.0, self.stroke.color));
        }
    }
}

/// The board with two stones: a played one and a planned one.
pub fn paint_logo(painter: &Painter, rect: Rect, board: Color32, stone: Color32) {
    let unit = rect.width() / 36.0;
    painter.rect_filled(rect, CornerRadius::same((9.0 * unit).round() as u8), board);
    let grid = Stroke::new(unit.max(1.0), stone.gamma_multiply(0.35));
    for step in [12.5, 24.5] {
        painter.vline(rect.left() + step * unit, rect.y_range(), grid);
        painter.hline(rect.x_range(), rect.top() + step * unit, grid);
    }
    let played = rect.min + vec2(12.5, 24.5) * unit;
    let planned = rect.min + vec2(24.5, 12.5) * unit;
    painter.circle_filled(played, 6.6 * unit, stone);
    painter.circle(planned, 6.0 * unit, board, Stroke::new(1.6 * unit, stone));
}

/// A triangle for ▲ and ▼, drawn instead of set so that its size follows the text.
pub fn triangle(center: Pos2, size: f32, up: bool, color: Color32) -> Shape {
    let (half, rise) = (size / 2.0, size * 0.45);
    let sign = if up { 1.0 } else { -1.0 };
    Shape::convex_polygon(
        vec![
            pos2(center.x, center.y - rise * sign),
            pos2(center.x + half, center.y + rise * sign),
            pos2(center.x - half, center.y + rise * sign),
        ],
        color,
        Stroke::NONE,
    )
}
