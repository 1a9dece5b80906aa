//! Tests of the kinds as data.

use super::kinds;

#[test]
fn every_embedded_kind_is_read() {
    assert!(kinds().len() >= 18);
    for kind in kinds() {
        assert!(!kind.columns.is_empty(), "{}", kind.id);
    }
}
