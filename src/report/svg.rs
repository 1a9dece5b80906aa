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
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let class = if strong { r#" class="strong""# } else { "" };
        let (x, y, text) = (at(x), at(y), escaped(text));
        self.put(format_args!(
            r#"<text x="{x}" y="{y}" text-anchor="{anchor}"{class}>{text}</text>"#
        ));
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
    fn long_names_are_cut() {
        assert_eq!(clipped("冻干草莓脆", 60.0), "冻干草莓脆");
        assert_eq!(clipped("冻干草莓脆", 48.0), "冻干草…");
        assert_eq!(clipped("冻干", 5.0), "");
    }
}
