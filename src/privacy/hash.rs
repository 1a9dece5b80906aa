//! A person's id becomes a keyed hash before it reaches the store.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::domain::hex;

/// Hashes ids with HMAC-SHA-256, cut to 128 bits: enough that two people never share one, and
/// without the key nobody can try phone numbers against the store.
#[derive(Clone)]
pub struct Hasher {
    key: [u8; 32],
}

impl Hasher {
    /// A hasher with a given key.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// The key of one raw id: 32 hexadecimal digits. Blanks around the id do not count, so that
    /// the same person gets the same key from every export.
    pub fn viewer_key(&self, raw: &str) -> String {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.key)
            .unwrap_or_else(|_| unreachable!("HMAC takes keys of every length"));
        mac.update(raw.trim().as_bytes());
        hex(&mac.finalize().into_bytes()[..16])
    }

    /// Names the key without telling it: stored, so that a store opened with another key is
    /// noticed.
    pub fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(b"fupan identity key");
        digest.update(self.key);
        hex(&digest.finalize()[..8])
    }
}

impl std::fmt::Debug for Hasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hasher(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Hasher;

    #[test]
    fn the_same_person_has_the_same_key_and_another_key_tells_nothing() {
        let (one, two) = (Hasher::new([1; 32]), Hasher::new([2; 32]));
        assert_eq!(one.viewer_key("13800000001"), one.viewer_key(" 13800000001\t"));
        assert_ne!(one.viewer_key("13800000001"), one.viewer_key("13800000002"));
        assert_ne!(one.viewer_key("13800000001"), two.viewer_key("13800000001"));
        assert_eq!(one.viewer_key("13800000001").len(), 32);
        assert_ne!(one.fingerprint(), two.fingerprint());
    }
}
