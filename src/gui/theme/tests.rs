//! The figures the design promises: contrast, scales, faces, baseline.

use eframe::egui::epaint::text::{Fonts, LayoutJob, TextFormat, TextOptions};
use eframe::egui::{Color32, FontFamily};

use super::semantic::{DARK, LIGHT, Semantic};
use super::{Look, Theme, Type, contrast, definitions, medium, semibold};

fn close(name: &str, found: f64, promised: f64) {
    assert!((found - promised).abs() < 0.06, "{name}: {found:.2}, promised {promised}");
}

#[test]
fn contrast_on_card_is_as_promised() {
    type Pair = (&'static str, fn(&Semantic) -> Color32, f64, f64);
    let pairs: [Pair; 12] = [
        ("text 1", |s| s.text1, 16.8, 14.4),
        ("text 2", |s| s.text2, 7.0, 7.9),
        ("text 3", |s| s.text3, 5.1, 5.2),
        ("ink", |s| s.ink, 13.1, 12.4),
        ("ghost", |s| s.ghost, 3.2, 5.2),
        ("accent", |s| s.accent, 6.0, 6.1),
        ("accent text", |s| s.accent_text, 8.1, 8.8),
        ("warn", |s| s.warn, 6.7, 9.3),
        ("ok", |s| s.ok, 5.8, 8.8),
        ("bad", |s| s.bad, 7.3, 7.8),
        ("change red", |s| s.change_red, 5.4, 6.3),
        ("change green", |s| s.change_green, 5.5, 6.8),
    ];
    for (name, pick, light, dark) in pairs {
        close(name, contrast(pick(&LIGHT), LIGHT.card), light);
        close(name, contrast(pick(&DARK), DARK.card), dark);
    }
    close("on accent", contrast(LIGHT.on_accent, LIGHT.accent), 6.0);
    close("on accent", contrast(DARK.on_accent, DARK.accent), 6.7);
    close("text 3 on hover", contrast(LIGHT.text3, LIGHT.hover), 4.5);
    close("text 3 on hover", contrast(DARK.text3, DARK.hover), 4.6);
}

#[test]
fn words_read_on_everything_they_stand_on() {
    for s in [&LIGHT, &DARK] {
        for (words, behind) in [
            (s.text2, s.rail),
            (s.text2, s.app),
            (s.text3, s.sunken),
            (s.text1, s.hover),
            (s.accent_text, s.tint),
            (s.accent_text, s.wash),
            (s.warn, s.warn_bg),
            (s.ok, s.ok_bg),
            (s.bad, s.bad_bg),
            (s.on_ink, s.ink),
        ] {
            assert!(contrast(words, behind) >= 4.5, "{words:?} on {behind:?}");
        }
    }
}

#[test]
fn data_colours_stand_out_and_their_figures_read() {
    for dark in [false, true] {
        let theme = Theme::new(Look { dark, red_rises: true });
        let least = if dark { 3.35 } else { 3.08 };
        for (index, color) in theme.data.series.iter().enumerate() {
            let found = contrast(*color, theme.card.fill);
            assert!(found >= least - 0.005, "series {index}, dark {dark}: {found:.2}");
        }
        for step in 0..7 {
            let share = (f64::from(step) + 0.5) / 7.0;
            let (fill, text) = theme.data.sequential(share);
            assert_eq!(fill, theme.data.sequential[step as usize]);
            assert!(contrast(fill, text) >= 4.6, "sequential {step}, dark {dark}");
            let (fill, text) = theme.data.diverging(share * 2.0 - 1.0);
            assert_eq!(fill, theme.data.diverging[step as usize]);
            assert!(contrast(fill, text) >= 4.6, "diverging {step}, dark {dark}");
        }
    }
}

#[test]
fn red_rises_until_the_switch_is_turned() {
    let on = Theme::new(Look { dark: false, red_rises: true }).data;
    let off = Theme::new(Look { dark: false, red_rises: false }).data;
    assert!(on.rise.r() > on.rise.g() && off.rise.g() > off.rise.r());
    assert_eq!((on.rise, on.fall), (off.fall, off.rise));
    assert_eq!(on.worse, off.worse, "refunds keep their colour");
}

fn families() -> [FontFamily; 3] {
    [FontFamily::Proportional, medium(), semibold()]
}

#[test]
fn our_faces_hold_every_sign_of_the_interface() {
    let text = "¥42,319 ▲9.6% ▼11.0% −52% ±1 点 19:30–22:30 · 阿禾 「谁会买？」 → 估计 4.9%（2.6–8.3%） \
                × ÷ ≈ ≤ ≥ ● ■ ◆ ○ ★ ← ↑ ↓ ✓ ✗ ⚠ “引号” ‘单’ … — ① ② ， 。 、 ； ： ！ 《》 【】 ￥ ％ é ü ñ";
    let mut fonts = Fonts::new(TextOptions::default(), definitions());
    let mut view = fonts.with_pixels_per_point(1.0);
    for family in families() {
        let known = view.characters(&family);
        for sign in text.chars().filter(|c| !c.is_whitespace()) {
            let faces = known.get(&sign);
            let ours = faces.is_some_and(|faces| {
                faces.iter().any(|face| face.starts_with("inter") || face.starts_with("noto"))
            });
            assert!(ours, "{sign} (U+{:04X}) is missing in {family}", sign as u32);
        }
    }
}

#[test]
fn gb2312_is_covered_and_chinese_quotes_are_wide() {
    let mut fonts = Fonts::new(TextOptions::default(), definitions());
    let mut view = fonts.with_pixels_per_point(1.0);
    for family in families() {
        let hanzi = view.characters(&family).keys().filter(|c| ('一'..='龥').contains(*c)).count();
        assert!(hanzi >= 6763, "{family}: {hanzi}");
        let face = eframe::egui::FontId::new(20.0, family);
        for wide in "“”‘’…「」（），。".chars() {
            let width = view.glyph_width(&face, wide);
            assert!((width - 20.0).abs() < 0.02, "{wide} is {width} of 20");
        }
    }
}

#[test]
fn figures_are_tabular() {
    let mut fonts = Fonts::new(TextOptions::default(), definitions());
    let mut view = fonts.with_pixels_per_point(1.0);
    for step in Type::ALL {
        let mut width =
            |text: String| view.layout_no_wrap(text, step.font(), Color32::WHITE).size().x;
        let expect = width("0000,000.0".into());
        for digit in 1..=9 {
            let text = "0000,000.0".replace('0', &digit.to_string());
            let found = width(text);
            assert!((found - expect).abs() < 0.02, "{step:?} {digit}: {found} against {expect}");
        }
        let mixed = width("1234,567.8".into());
        assert!(
            (mixed - expect).abs() < 0.02,
            "{step:?}: kerning moves figures by {}",
            mixed - expect
        );
    }
}

#[test]
fn latin_and_chinese_share_a_baseline() {
    for scale in [1.0, 1.25, 1.5, 2.0] {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        let mut view = fonts.with_pixels_per_point(scale);
        for step in Type::ALL {
            let format = TextFormat {
                line_height: Some(step.line()),
                ..TextFormat::simple(step.font(), Color32::WHITE)
            };
            let galley = view.layout_job(LayoutJob::single_section("H国一8".into(), format));
            let glyphs = &galley.rows[0].row.glyphs;
            let pixel = 1.0 / scale;
            for glyph in glyphs {
                assert_eq!(glyph.pos.y, glyphs[0].pos.y, "{step:?} at {scale}: {}", glyph.chr);
            }
            // Ink: a capital stands on the line; the middle of 国 is the middle of H.
            let ink = |index: usize| {
                let glyph = &glyphs[index];
                let top = glyph.pos.y + glyph.uv_rect.offset.y;
                (top, top + glyph.uv_rect.size.y)
            };
            let (latin, chinese) = (ink(0), ink(1));
            assert!((latin.1 - glyphs[0].pos.y).abs() <= 1.5 * pixel, "{step:?} at {scale}");
            let off = f32::midpoint(latin.0, latin.1) - f32::midpoint(chinese.0, chinese.1);
            assert!(off.abs() <= 0.06 * step.size() + pixel, "{step:?} at {scale}: {off}");
            // And capitals stand in the middle of the line.
            let middle = f32::midpoint(latin.0, latin.1) - step.line() / 2.0;
            assert!(middle.abs() <= 0.03 * step.size() + pixel, "{step:?} at {scale}: {middle}");
        }
    }
}
