//! A picture's paper: what is put on it stands one below the other, in cards, tables and lines.

use super::svg::{Anchor, Svg, clipped, text_width, wrapped};

/// Room at the sides.
const MARGIN: f64 = 24.0;
/// Width of the cards.
const INNER: f64 = 780.0;
/// Room within a card.
const PAD: f64 = 16.0;
/// Rows of a table that a picture shows.
pub(super) const MOST_ROWS: usize = 14;

const PAPER: &str = "#faf9f6";
const CARD: &str = "#ffffff";
const LINE: &str = "#e6e4de";
const HEAD: &str = "#f3f1ed";
const TEXT: &str = "#1f1d1b";
const SECOND: &str = "#5c5952";
const THIRD: &str = "#716e66";

/// How a text looks: size, line height, weight, colour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink(f64, f64, u16, &'static str);

impl Ink {
    pub const TITLE: Self = Self(20.0, 28.0, 500, TEXT);
    pub const VERDICT: Self = Self(16.0, 24.0, 500, TEXT);
    pub const METRIC: Self = Self(20.0, 26.0, 600, TEXT);
    pub const BODY: Self = Self(13.0, 20.0, 400, SECOND);
    pub const STRONG: Self = Self(13.0, 20.0, 500, TEXT);
    pub const SMALL: Self = Self(12.0, 17.0, 400, THIRD);
}

/// One column of a table.
pub(super) struct Column<'a> {
    pub head: &'a str,
    /// Words stand left, figures right.
    pub words: bool,
    /// Width; 0 takes what is left.
    pub width: f64,
}

/// The paper and how far it is filled.
pub(super) struct Sheet {
    svg: Svg,
    left: f64,
    width: f64,
    y: f64,
}

impl Sheet {
    /// An empty one.
    pub fn new(name: &str) -> Self {
        let svg = Svg::new(INNER + 2.0 * MARGIN, 0.0, name);
        Self { svg, left: MARGIN, width: INNER, y: 20.0 }
    }

    /// Some air.
    pub fn gap(&mut self, height: f64) {
        self.y += height;
    }

    /// A paragraph over the whole width.
    pub fn paragraph(&mut self, text: &str, ink: Ink) {
        for line in wrapped(text, ink.0, self.width) {
            self.y += ink.1;
            let base = self.y - (ink.1 - ink.0) / 2.0 - ink.0 * 0.12;
            self.svg.words((self.left, base), Anchor::Start, (ink.0, ink.2, ink.3), &line);
        }
    }

    /// A white card around what `fill` puts into it.
    pub fn card(&mut self, fill: impl FnOnce(&mut Self)) {
        let top = self.y;
        let mut inner = Self {
            svg: Svg::new(0.0, 0.0, ""),
            left: self.left + PAD,
            width: self.width - 2.0 * PAD,
            y: top + 10.0,
        };
        fill(&mut inner);
        let height = inner.y + 12.0 - top;
        self.svg.frame((self.left, top, self.width, height), 8.0, CARD, LINE);
        self.svg.lay(&inner.svg);
        self.y = top + height + 12.0;
    }

    /// Title left, unit behind it.
    pub fn head(&mut self, title: &str, unit: &str) {
        self.y += 20.0;
        let base = self.y - 5.0;
        let title = clipped(title, self.width * 0.8);
        self.svg.words((self.left, base), Anchor::Start, (14.0, 500, TEXT), &title);
        let used = text_width(&title) * 14.0 / 12.0 + 14.0;
        let unit = clipped(unit, self.width - used);
        self.svg.words((self.left + used, base), Anchor::Start, (12.0, 400, THIRD), &unit);
        self.y += 6.0;
    }

    /// A drawing over the whole width.
    pub fn chart(&mut self, drawing: &Svg) {
        self.svg.place(drawing, self.left, self.y, self.width);
        self.y += drawing.height_over(self.width) + 4.0;
    }

    /// Boxes side by side, four in a row, each of lines below one another.
    pub fn boxes(&mut self, boxes: &[Vec<(String, Ink)>]) {
        const GAP: f64 = 12.0;
        let wide = (self.width - 3.0 * GAP) / 4.0;
        for row in boxes.chunks(4) {
            let lines = |lines: &Vec<(String, Ink)>| lines.iter().map(|(_, ink)| ink.1).sum();
            let high = row.iter().map(lines).fold(0.0f64, f64::max) + 20.0;
            for (at, lines) in row.iter().enumerate() {
                let left = self.left + at as f64 * (wide + GAP);
                self.svg.frame((left, self.y, wide, high), 8.0, CARD, LINE);
                let mut y = self.y + 8.0;
                for (text, ink) in lines {
                    y += ink.1;
                    let scale = ink.0 / 12.0;
                    let text = clipped(text, (wide - 22.0) / scale);
                    let base = y - (ink.1 - ink.0) / 2.0 - ink.0 * 0.12;
                    let look = (ink.0, ink.2, ink.3);
                    self.svg.words((left + 12.0, base), Anchor::Start, look, &text);
                }
            }
            self.y += high + GAP;
        }
    }

    /// A table of finished cells; a row of `strong` is stressed.
    pub fn table(&mut self, columns: &[Column<'_>], rows: &[(bool, Vec<String>)]) {
        let fixed: f64 = columns.iter().map(|column| column.width).sum();
        let open = columns.iter().filter(|column| column.width == 0.0).count().max(1);
        let rest = ((self.width - fixed) / open as f64).max(60.0);
        let mut edges = vec![self.left];
        for column in columns {
            let wide = if column.width == 0.0 { rest } else { column.width };
            edges.push(edges[edges.len() - 1] + wide);
        }
        self.svg.rect(self.left, self.y, self.width, 24.0, 4.0, HEAD);
        let put = |svg: &mut Svg, at: usize, y: f64, look: (f64, u16, &str), text: &str| {
            let (from, to) = (edges[at], edges[at + 1]);
            let room = (to - from - 14.0) * 12.0 / look.0;
            let (x, anchor) = match columns[at].words {
                true => (from + 8.0, Anchor::Start),
                false => (to - 8.0, Anchor::End),
            };
            svg.words((x, y), anchor, look, &clipped(text, room));
        };
        for (at, column) in columns.iter().enumerate() {
            put(&mut self.svg, at, self.y + 16.0, (12.0, 400, SECOND), column.head);
        }
        self.y += 24.0;
        for (strong, cells) in rows {
            let weight = if *strong { 500 } else { 400 };
            for (at, cell) in cells.iter().enumerate().take(columns.len()) {
                let look = (13.0, weight, if at == 0 { TEXT } else { SECOND });
                put(&mut self.svg, at, self.y + 18.5, look, cell);
            }
            self.y += 28.0;
            self.svg.line((self.left, self.y), (self.left + self.width, self.y), LINE, 1.0);
        }
        self.y += 4.0;
    }

    /// The finished document.
    pub fn document(self) -> String {
        let (wide, high) = (INNER + 2.0 * MARGIN, self.y + 12.0);
        let mut paper = Svg::new(wide, high, "");
        paper.rect(0.0, 0.0, wide, high, 0.0, PAPER);
        paper.lay(&self.svg);
        paper.document()
    }
}
