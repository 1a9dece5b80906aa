//! A dictionary: many texts held once each, in one piece of memory, under numbers.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hasher, RandomState};

/// Texts under numbers from 0 on, in the order they came. Holds a million ids in a tenth of what
/// as many strings take.
#[derive(Clone, Default)]
pub struct Texts {
    all: String,
    /// Where each text ends in `all`.
    ends: Vec<usize>,
    index: Index,
}

/// Finds a text's number. The hashes are keyed, so that no file can be made to collide.
#[derive(Clone, Default)]
struct Index {
    hasher: RandomState,
    by_hash: HashMap<u64, u32, BuildHasherDefault<Given>>,
    /// Texts whose hash another text has.
    beside: HashMap<Box<str>, u32>,
}

/// Takes a hash for what it is: to hash it once more would tell nothing new.
#[derive(Default)]
struct Given(u64);

impl Hasher for Given {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl Texts {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text under a number.
    pub fn get(&self, code: u32) -> &str {
        let at = code as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[at]]
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|code| self.get(code))
    }

    /// The number of a text that is in here.
    pub fn find(&self, text: &str) -> Option<u32> {
        let code = *self.index.by_hash.get(&self.index.hasher.hash_one(text))?;
        if self.get(code) == text { Some(code) } else { self.index.beside.get(text).copied() }
    }

    /// The number of a text, which is taken in when it is new.
    pub fn code(&mut self, text: &str) -> u32 {
        let hash = self.index.hasher.hash_one(text);
        let known = self.index.by_hash.get(&hash).copied();
        let code = self.ends.len() as u32;
        match known {
            Some(known) if self.get(known) == text => return known,
            Some(_) => {
                if let Some(known) = self.index.beside.get(text) {
                    return *known;
                }
                self.index.beside.insert(text.into(), code);
            }
            None => {
                self.index.by_hash.insert(hash, code);
            }
        }
        self.push(text);
        code
    }

    /// Puts a text under the next number, whether or not it is there already.
    pub fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    /// Gives back the memory that only taking in needs. Texts that come later are new ones.
    pub fn forget_index(&mut self) {
        self.index = Index::default();
    }
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all && self.ends == other.ends
    }
}

/// May hold people's ids: they are never printed.
impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Texts({})", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn equal_texts_have_one_number_and_the_empty_one_is_a_text() {
        let mut texts = Texts::default();
        let codes: Vec<u32> = ["u1", "", "u2", "u1", "u", ""].map(|t| texts.code(t)).into();
        assert_eq!(codes, [0, 1, 2, 0, 3, 1]);
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["u1", "", "u2", "u"]);
        assert_eq!((texts.find("u2"), texts.find("1u")), (Some(2), None));
        assert_eq!(format!("{texts:?}"), "Texts(4)");
        let mut apart = Texts::default();
        for text in ["u1", "", "u2", "u"] {
            apart.push(text);
        }
        assert_eq!(apart, texts);
        texts.forget_index();
        assert_eq!((texts.get(2), texts.find("u2"), texts == apart), ("u2", None, true));
    }

    #[test]
    fn texts_with_the_same_hash_are_kept_apart() {
        let mut texts = Texts::default();
        texts.code("a");
        // What a collision would look like.
        let hash = std::hash::BuildHasher::hash_one(&texts.index.hasher, "b");
        texts.index.by_hash.insert(hash, 0);
        assert_eq!((texts.find("b"), texts.code("b"), texts.code("b")), (None, 1, 1));
        assert_eq!((texts.find("a"), texts.find("b")), (Some(0), Some(1)));
    }
}
