//! Keyed hashing of identities. Knows no window.
