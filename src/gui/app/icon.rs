//! The window's icon: the board with a played and a planned stone, drawn into pixels.

use eframe::egui::IconData;

const SIDE: u32 = 64;
/// Samples per pixel and direction.
const FINE: u32 = 4;

/// Ink 800 of the palette, and paper.
const BOARD: [f32; 3] = [51.0, 48.0, 44.0];
const STONE: [f32; 3] = [255.0, 255.0, 255.0];

/// The icon in 64 × 64 pixels.
pub fn icon() -> IconData {
    let mut rgba = Vec::with_capacity((SIDE * SIDE * 4) as usize);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let (mut sum, mut cover) = ([0.0_f32; 3], 0.0_f32);
            for sy in 0..FINE {
                for sx in 0..FINE {
                    let at = |pixel: u32, sample: u32| {
                        (pixel as f32 + (sample as f32 + 0.5) / FINE as f32) * 36.0 / SIDE as f32
                    };
                    if let Some(colour) = colour(at(x, sx), at(y, sy)) {
                        cover += 1.0;
                        for (sum, part) in sum.iter_mut().zip(colour) {
                            *sum += part;
                        }
                    }
                }
            }
            let samples = (FINE * FINE) as f32;
            rgba.extend(sum.map(|part| (part / cover.max(1.0)).round() as u8));
            rgba.push((255.0 * cover / samples).round() as u8);
        }
    }
    IconData { rgba, width: SIDE, height: SIDE }
}

/// The colour at a point of the 36 × 36 board; `None` outside its rounded corners.
fn colour(x: f32, y: f32) -> Option<[f32; 3]> {
    const RADIUS: f32 = 9.0;
    let corner = |v: f32| (RADIUS - v).max(v - (36.0 - RADIUS)).max(0.0);
    if corner(x).hypot(corner(y)) > RADIUS {
        return None;
    }
    if (x - 12.5).hypot(y - 24.5) <= 6.6 {
        return Some(STONE);
    }
    let planned = (x - 24.5).hypot(y - 12.5);
    if planned <= 6.8 {
        return Some(if planned >= 5.2 { STONE } else { BOARD });
    }
    let line = [12.5, 24.5].iter().any(|at| (x - at).abs() < 0.5 || (y - at).abs() < 0.5);
    let mix = if line { 0.35 } else { 0.0 };
    let blend = |a: f32, b: f32| a + (b - a) * mix;
    Some([blend(BOARD[0], STONE[0]), blend(BOARD[1], STONE[1]), blend(BOARD[2], STONE[2])])
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_icon_has_clear_corners_and_a_white_stone() {
        let icon = super::icon();
        assert_eq!(icon.rgba.len() as u32, 4 * icon.width * icon.height);
        assert_eq!(icon.rgba[3], 0, "corner");
        let at = |x: f32, y: f32| {
            let pixel = |v: f32| (v / 36.0 * 64.0) as usize;
            4 * (pixel(y) * 64 + pixel(x))
        };
        assert_eq!(icon.rgba[at(12.5, 24.5)..][..4], [255, 255, 255, 255]);
    }
}
