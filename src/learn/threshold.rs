//! What a line through the chances brings in money.

use super::Confusion;

/// What one success brings and one contact costs, in major units of one currency.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stakes {
    /// Brought by one buyer (or order).
    pub worth: f64,
    /// Spent on each one who is called, whether or not it brings anything.
    pub cost: f64,
}

impl Confusion {
    /// How many are called.
    pub fn called(&self) -> f64 {
        self.true_positive + self.false_positive
    }

    /// What calling them brings less what it costs.
    pub fn net(&self, stakes: Stakes) -> f64 {
        stakes.worth * self.true_positive - stakes.cost * self.called()
    }
}

/// The line that brings most, of two alike the stricter one; `None` where none brings more than it
/// costs.
pub fn best_line(lines: &[Confusion], stakes: Stakes) -> Option<usize> {
    let mut best = None;
    let mut most = 0.0;
    for (at, line) in lines.iter().enumerate() {
        let net = line.net(stakes);
        if net > most {
            (best, most) = (Some(at), net);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 100 people of whom 20 buy; the stricter the line, the surer.
    fn lines() -> Vec<Confusion> {
        [(0.5, 10.0, 10.0), (0.3, 16.0, 34.0), (0.05, 20.0, 70.0)]
            .map(|(threshold, bought, vain)| Confusion {
                threshold,
                true_positive: bought,
                false_positive: vain,
                false_negative: 20.0 - bought,
                true_negative: 80.0 - vain,
            })
            .to_vec()
    }

    #[test]
    fn the_dearer_a_contact_the_stricter_the_best_line() {
        let lines = lines();
        let best = |cost| best_line(&lines, Stakes { worth: 100.0, cost });
        // 1,000 / 1,600 / 2,000 less 20 / 50 / 90 contacts.
        assert_eq!(best(0.0), Some(2), "calling costs nothing: call everybody");
        assert_eq!(best(9.0), Some(2), "820, 1,150, 1,190");
        assert_eq!(best(11.0), Some(1), "780, 1,050, 1,010");
        assert_eq!(best(30.0), Some(0), "400, 100, -700");
        assert_eq!(best(50.0), None, "0, -900, -2,500");
        assert!((lines[1].net(Stakes { worth: 100.0, cost: 11.0 }) - 1_050.0).abs() < 1e-9);
        assert_eq!(best_line(&lines, Stakes::default()), None, "nothing is known to be worth it");
    }
}
