//! The calendar and the income streams of the overview, from what the page model worked out.

use super::charts::{ACCENT, CARD, GRID, MUTE, SERIES, WIDTH};
use super::svg::{Anchor, Svg, clipped, text_width};
use crate::domain::Tier;
use crate::present::pages::overview::{Calendar, IncomeSplit};

/// The colour of a tier.
pub(super) fn tier_colour(tier: Tier) -> &'static str {
    match tier {
        Tier::Top => ACCENT,
        Tier::Middle => "#909af3",
        Tier::Low | Tier::Unclear => MUTE,
    }
}

/// A day each, weeks from left to right; the best days have a dot as well as their colour.
pub(crate) fn calendar(view: &Calendar) -> Svg {
    let (left, top, foot) = (44.0, 24.0, 30.0);
    let weeks = view.weeks.max(1) as f64;
    let pitch = ((WIDTH - left) / weeks).min(26.0);
    let size = pitch - 3.0;
    let height = top + 7.0 * pitch + foot;
    let mut svg = Svg::new(WIDTH, height, &view.head.title);
    for (week, month) in &view.months {
        svg.text(left + *week as f64 * pitch, 14.0, Anchor::Start, false, month);
    }
    for (row, day) in view.weekdays.iter().enumerate() {
        let base = top + row as f64 * pitch + size / 2.0 + 4.0;
        svg.text(0.0, base, Anchor::Start, false, &clipped(day, left - 6.0));
    }
    let place = |week: usize, day: usize| {
        (left + week as f64 * pitch, top + day as f64 * pitch, size, size)
    };
    for week in 0..view.weeks {
        for day in 0..7 {
            svg.frame(place(week, day), 3.0, CARD, GRID);
        }
    }
    for day in &view.days {
        let (x, y, wide, high) = place(day.week, day.weekday);
        if let Some(tier) = day.tier {
            svg.rect(x, y, wide, high, 3.0, tier_colour(tier));
            if tier == Tier::Top {
                svg.circle((x + wide / 2.0, y + high / 2.0), 2.0, CARD, CARD);
            }
        }
        if day.planned {
            let (right, low) = (x + wide, y + high);
            for (from, to) in [
                ((x, y), (right, y)),
                ((right, y), (right, low)),
                ((x, low), (right, low)),
                ((x, y), (x, low)),
            ] {
                svg.dashed(from, to, ACCENT);
            }
        }
    }
    let mut x = left;
    for (tier, text) in &view.legend {
        svg.rect(x, height - 18.0, 10.0, 10.0, 2.0, tier_colour(*tier));
        svg.text(x + 16.0, height - 9.0, Anchor::Start, false, text);
        x += text_width(text) + 40.0;
    }
    svg
}

/// One bar of all income, then a line a stream.
pub(crate) fn income(view: &IncomeSplit) -> Svg {
    let (bar, row) = (16.0, 28.0);
    let height = bar + 10.0 + row * view.parts.len() as f64;
    let mut svg = Svg::new(WIDTH, height, &view.head.title);
    let mut x = 0.0;
    for (at, part) in view.parts.iter().enumerate() {
        let colour = SERIES[at.min(SERIES.len() - 1)];
        let wide = WIDTH * part.share.raw.unwrap_or_default().clamp(0.0, 1.0);
        svg.rect(x, 0.0, (wide - 2.0).max(1.0), bar, 3.0, colour);
        x += wide;
        let base = bar + 10.0 + row * at as f64 + 18.0;
        svg.rect(0.0, base - 9.0, 10.0, 10.0, 2.0, colour);
        svg.text(18.0, base, Anchor::Start, false, &part.label);
        svg.text(WIDTH - 90.0, base, Anchor::End, true, &part.amount.text);
        svg.text(WIDTH, base, Anchor::End, false, &part.share.text);
    }
    svg
}
