//! Keyed hashing of identities, with a key that is kept outside the store.

mod hash;
mod key;

pub use hash::Hasher;
pub use key::{KeyError, load_or_create};
