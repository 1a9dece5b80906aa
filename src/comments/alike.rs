//! Near-identical texts by their hashed single and double characters.

/// A text as counts of hashed grams, by hash.
#[derive(Clone, Debug)]
pub(super) struct Grams {
    counts: Vec<(u16, f32)>,
    norm: f32,
}

/// How alike two texts of one group are, as the cosine of their grams.
const ALIKE: f32 = 0.6;

fn hash(letters: &[char]) -> u16 {
    // FNV-1a, folded: the same on every machine and in every version.
    let mut state = 0x811c_9dc5_u32;
    for byte in letters.iter().flat_map(|c| u32::from(*c).to_le_bytes()) {
        state = (state ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    ((state >> 16) ^ state) as u16
}

impl Grams {
    /// Grams of the letters and digits of a text.
    pub fn of(text: &[char]) -> Self {
        let letters: Vec<char> = text.iter().copied().filter(|c| c.is_alphanumeric()).collect();
        let mut hashes: Vec<u16> = letters.chunks(1).chain(letters.windows(2)).map(hash).collect();
        hashes.sort_unstable();
        let mut counts: Vec<(u16, f32)> = Vec::new();
        for hash in hashes {
            match counts.last_mut() {
                Some((last, count)) if *last == hash => *count += 1.0,
                _ => counts.push((hash, 1.0)),
            }
        }
        let norm = counts.iter().map(|(_, n)| n * n).sum::<f32>().sqrt();
        Self { counts, norm }
    }

    /// Whether two texts say nearly the same.
    pub fn alike(&self, other: &Self) -> bool {
        if self.norm == 0.0 || other.norm == 0.0 {
            return false;
        }
        let (mut a, mut b) = (self.counts.iter().peekable(), other.counts.iter().peekable());
        let mut dot = 0.0;
        while let (Some((left, n)), Some((right, m))) = (a.peek(), b.peek()) {
            match left.cmp(right) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    dot += n * m;
                    a.next();
                    b.next();
                }
            }
        }
        dot / (self.norm * other.norm) >= ALIKE
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::normal;
    use super::*;

    #[test]
    fn small_differences_stay_together() {
        let grams = |text: &str| Grams::of(&normal(text));
        assert!(grams("这个多少钱").alike(&grams("这个多少钱？")));
        assert!(grams("这个多少钱啊").alike(&grams("这个多少钱")));
        assert!(grams("how much is it").alike(&grams("How much is it??")));
        assert!(!grams("这个多少钱").alike(&grams("什么时候发货")));
        assert!(!grams("。。。").alike(&grams("。。。")));
    }
}
