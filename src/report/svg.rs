//! A small writer of inline SVG: shapes, text, axis ticks. Every text is escaped here.

use std::fmt::Write;

/// Text made safe for HTML and SVG, in elements and in quoted attributes.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Not allowed in a document, even escaped.
            c if c.is_control() && c != '\n' && c != '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A coordinate: one decimal, no `-0`, and nothing that is not a number.
fn at(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.1}");
    let short = text.strip_suffix(".0").unwrap_or(&text);
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// Where a text stands against its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// How texts of a document look; in the HTML report its style sheet says the same.
const TEXTS: &str =
    "text{font-family:Inter;font-size:12px;fill:#5c5952}.strong{fill:#1f1d1b;font-weight:500}";

/// A drawing on a canvas of fixed units that scales with the page.
pub(crate) struct Svg {
    width: f64,
    height: f64,
    label: String,
    body: String,
}

impl Svg {
    /// An empty canvas; `label` is what a screen reader says.
    pub fn new(width: f64, height: f64, label: &str) -> Self {
        Self { width, height, label: escaped(label), body: String::new() }
    }

    fn put(&mut self, text: std::fmt::Arguments) {
        // Writing to a string cannot fail.
        let _ = self.body.write_fmt(text);
    }

    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, radius: f64, fill: &str) {
        let (x, y, w, h) = (at(x), at(y), at(width.max(0.0)), at(height.max(0.0)));
        let r = at(radius);
        self.put(format_args!(
            r#"<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}"/>"#
        ));
    }

    /// A filled box that shows `share` of its colour.
    pub fn pale_rect(
        &mut self,
        (x, y, width, height): (f64, f64, f64, f64),
        fill: &str,
        share: f64,
    ) {
        let (x, y, w, h) = (at(x), at(y), at(width.max(0.0)), at(height.max(0.0)));
        self.put(format_args!(
            r#"<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{fill}" fill-opacity="{share}"/>"#
        ));
    }

    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: &str, width: f64) {
        let (x1, y1, x2, y2) = (at(from.0), at(from.1), at(to.0), at(to.1));
        self.put(format_args!(
            r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{stroke}" stroke-width="{width}"/>"#
        ));
    }

    /// A line through points; `None` is a gap.
    pub fn path(&mut self, points: &[Option<(f64, f64)>], stroke: &str, width: f64) {
        let mut d = String::new();
        let mut pen_down = false;
        for (index, point) in points.iter().enumerate() {
            let Some((x, y)) = point else {
                pen_down = false;
                continue;
            };
            let _ = write!(d, "{}{} {}", if pen_down { "L" } else { "M" }, at(*x), at(*y));
            // A point between two gaps would be invisible as a path.
            let lonely = !pen_down && points.get(index + 1).is_none_or(Option::is_none);
            if lonely {
                let _ = write!(d, "h.1");
            }
            pen_down = true;
        }
        self.put(format_args!(
            r#"<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width}" stroke-linejoin="round" stroke-linecap="round"/>"#
        ));
    }

    /// A filled shape with corners.
    pub fn polygon(&mut self, corners: &[(f64, f64)], fill: &str) {
        let points: Vec<String> =
            corners.iter().map(|(x, y)| format!("{},{}", at(*x), at(*y))).collect();
        self.put(format_args!(r#"<polygon points="{}" fill="{fill}"/>"#, points.join(" ")));
    }

    pub fn circle(&mut self, centre: (f64, f64), radius: f64, fill: &str, stroke: &str) {
        let (x, y, r) = (at(centre.0), at(centre.1), at(radius));
        self.put(format_args!(
            r#"<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>"#
        ));
    }

    pub fn text(&mut self, x: f64, y: f64, anchor: Anchor, strong: bool, text: &str) {
        let anchor = anchor.word();
        let class = if strong { r#" class="strong""# } else { "" };
        let (x, y, text) = (at(x), at(y), escaped(text));
        self.put(format_args!(
            r#"<text x="{x}" y="{y}" text-anchor="{anchor}"{class}>{text}</text>"#
        ));
    }

    /// Height of the canvas as it is drawn over `width`.
    pub fn height_over(&self, width: f64) -> f64 {
        self.height / self.width.max(1.0) * width
    }

    /// The drawing inside another one, `width` wide.
    pub fn placed(&self, x: f64, y: f64, width: f64) -> String {
        format!(
            r#"<svg x="{}" y="{}" width="{}" height="{}" viewBox="0 0 {} {}">{}</svg>"#,
            at(x),
            at(y),
            at(width),
            at(self.height_over(width)),
            at(self.width),
            at(self.height),
            self.body
        )
    }

    /// A text of another size and colour than the usual, `weight` as in CSS.
    pub fn words(
        &mut self,
        (x, y): (f64, f64),
        anchor: Anchor,
        (size, weight, colour): (f64, u16, &str),
        text: &str,
    ) {
        let anchor = anchor.word();
        let (x, y, text) = (at(x), at(y), escaped(text));
        self.put(format_args!(
            r#"<text x="{x}" y="{y}" text-anchor="{anchor}" style="font-size:{size}px;font-weight:{weight};fill:{colour}">{text}</text>"#
        ));
    }

    /// A box with a line around it.
    pub fn frame(
        &mut self,
        (x, y, width, height): (f64, f64, f64, f64),
        radius: f64,
        fill: &str,
        line: &str,
    ) {
        let (x, y, w, h, r) = (at(x), at(y), at(width.max(0.0)), at(height.max(0.0)), at(radius));
        self.put(format_args!(
            r#"<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}" stroke="{line}"/>"#
        ));
    }

    /// A dashed line.
    pub fn dashed(&mut self, from: (f64, f64), to: (f64, f64), stroke: &str) {
        let (x1, y1, x2, y2) = (at(from.0), at(from.1), at(to.0), at(to.1));
        self.put(format_args!(
            r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{stroke}" stroke-dasharray="4 4"/>"#
        ));
    }

    /// Everything of another drawing on the same canvas, above what is there.
    pub fn lay(&mut self, drawing: &Svg) {
        self.body.push_str(&drawing.body);
    }

    /// Another drawing inside this one.
    pub fn place(&mut self, drawing: &Svg, x: f64, y: f64, width: f64) {
        self.body.push_str(&drawing.placed(x, y, width));
    }

    /// The drawing as a document of its own, with the look of its texts.
    pub fn document(self) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}"><style>{TEXTS}</style>{2}</svg>"#,
            at(self.width),
            at(self.height),
            self.body
        )
    }

    /// The drawing as an element.
    pub fn finish(self) -> String {
        format!(
            r#"<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>"#,
            at(self.width),
            at(self.height),
            self.label,
            self.body
        )
    }
}

/// How wide a text is drawn at 12 units, roughly: Han characters are square, others about half.
pub(crate) fn text_width(text: &str) -> f64 {
    text.chars().map(|c| if u32::from(c) >= 0x2e80 { 12.0 } else { 6.8 }).sum()
}

/// A text cut to a width, with … where something is missing.
pub(crate) fn clipped(text: &str, width: f64) -> String {
    if text_width(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 12.0;
    for c in text.chars() {
        used += text_width(c.encode_utf8(&mut [0; 4]));
        if used > width {
            break;
        }
        out.push(c);
    }
    if out.is_empty() { out } else { out + "…" }
}

/// A text of `size` broken into lines of at most `width`: between words, and before any Han
/// character; a closing mark never opens a line.
pub(crate) fn wrapped(text: &str, size: f64, width: f64) -> Vec<String> {
    let scale = size / 12.0;
    let mut lines = Vec::new();
    let (mut line, mut word) = (String::new(), String::new());
    let wide = |text: &str| text_width(text) * scale;
    let mut flush = |line: &mut String, word: &mut String| {
        if !line.is_empty() && wide(line) + wide(word.trim_end()) > width {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(word);
        word.clear();
    };
    for c in text.chars() {
        let closing = "，。；：、！？）」』》…·%".contains(c);
        let square = u32::from(c) >= 0x2e80;
        if square && !closing {
            flush(&mut line, &mut word);
        }
        word.push(c);
        if c == ' ' || c == '\n' {
            flush(&mut line, &mut word);
        }
    }
    flush(&mut line, &mut word);
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Round tick values from 0 to at least `most`, at most `count` steps.
pub(crate) fn ticks(most: f64, count: usize) -> Vec<f64> {
    if !most.is_finite() || most <= 0.0 {
        return vec![0.0, 1.0];
    }
    let raw = most / count.max(1) as f64;
    let scale = 10f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|s| s * scale)
        .find(|s| *s >= raw * (1.0 - 1e-9))
        .unwrap_or(10.0 * scale);
    let steps = (most / step - 1e-9).ceil() as usize;
    (0..=steps.max(1)).map(|i| i as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_element() {
        assert_eq!(
            escaped("<b a=\"1\" b='2'>&\u{1}"),
            "&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp; "
        );
    }

    #[test]
    fn ticks_are_round_and_hold_the_peak() {
        assert_eq!(ticks(412.0, 3), [0.0, 200.0, 400.0, 600.0]);
        assert_eq!(ticks(400.0, 4), [0.0, 100.0, 200.0, 300.0, 400.0]);
        assert_eq!(ticks(0.0, 4), [0.0, 1.0]);
        for most in [0.03, 1.0, 7.3, 99_999.0, 1.0e9] {
            let ticks = ticks(most, 4);
            assert!(ticks.len() <= 6 && ticks.last().is_some_and(|t| *t >= most));
        }
    }

    #[test]
    fn gaps_break_a_line_and_lonely_points_stay() {
        let mut svg = Svg::new(10.0, 10.0, "x");
        svg.path(&[Some((0.0, 1.0)), None, Some((2.0, 3.0)), Some((4.0, 5.0))], "red", 1.0);
        let out = svg.finish();
        assert!(out.contains(r#"d="M0 1h.1M2 3L4 5""#), "{out}");
    }

    #[test]
    fn sentences_are_broken_where_they_may() {
        assert_eq!(wrapped("挂耳咖啡，每场都讲。", 12.0, 60.0), ["挂耳咖啡，", "每场都讲。"]);
        assert_eq!(wrapped("sold more than usual", 12.0, 75.0), ["sold more", "than usual"]);
        assert_eq!(wrapped("", 12.0, 60.0), Vec::<String>::new());
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(clipped("冻干草莓脆", 60.0), "冻干草莓脆");
        assert_eq!(clipped("冻干草莓脆", 48.0), "冻干草…");
        assert_eq!(clipped("冻干", 5.0), "");
    }
}
