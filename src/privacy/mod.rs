//! Keyed hashing of identities, with a key that is kept outside the store, and finding what tells
//! who somebody is in free text.

mod address;
mod hash;
mod key;
mod look;

pub use hash::Hasher;
pub use key::{KeyError, load_or_create};
pub use look::{Hit, MASK, Personal, find, is_phone_number, mask};
