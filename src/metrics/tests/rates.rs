//! Ranges against the distributions they are of.

use super::super::rates::{beta_range, gamma_range};

/// The ends are where the distribution function says, also where the density is steep or has no
/// top inside.
#[test]
fn ends_of_ranges_cut_off_their_tails() {
    use statrs::function::{beta::beta_reg, gamma::gamma_lr};
    for mean in [1e-4, 0.02, 0.3, 0.5, 0.97] {
        for strength in [0.2, 1.0, 3.0, 50.0, 4_000.0, 9e5] {
            for level in [0.5, 0.8, 0.95] {
                let range = beta_range(mean, mean * (1.0 - mean) / (strength + 1.0), level);
                let (a, b) = (mean * strength, (1.0 - mean) * strength);
                let tail = (1.0 - level) / 2.0;
                for (end, part) in [(range.low, tail), (range.high, 1.0 - tail)] {
                    // Nearer to an end than numbers can tell apart.
                    let told = (1e-12..1.0 - 1e-9).contains(&end);
                    let off = (beta_reg(a, b, end.clamp(0.0, 1.0)) - part).abs();
                    assert!(!told || off < 1e-6, "{mean} {strength} {level}: {end}, off {off}");
                }
            }
        }
    }
    for shape in [0.5, 1.5, 40.0, 9e5] {
        let range = gamma_range(shape, 1.0, 0.8);
        for (end, part) in [(range.low, 0.1), (range.high, 0.9)] {
            assert!((gamma_lr(shape, end) - part).abs() < 1e-8, "{shape}: {end}");
        }
    }
}
