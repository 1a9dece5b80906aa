//! How far two words are from each other.

/// Letters to put in, leave out or change to make one word of the other (Levenshtein 1966).
pub fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, a) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = at + 1;
        for (b_at, b) in other.iter().enumerate() {
            let changed = corner + usize::from(a != *b);
            corner = row[b_at + 1];
            row[b_at + 1] = changed.min(corner + 1).min(row[b_at] + 1);
        }
    }
    row[other.len()]
}
