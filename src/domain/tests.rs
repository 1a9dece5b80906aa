//! Laws of the domain types.

use super::{Cell, Money, Record, SessionFacts};

#[test]
fn a_record_is_known_by_name() {
    let mut facts = SessionFacts::default();
    let at = SessionFacts::index_of("gmv").unwrap();
    facts.set(at, Cell::Money(Money(12_345))).unwrap();
    assert_eq!(facts.gmv, Some(Money(12_345)));
    assert_eq!(facts.get(at), Cell::Money(Money(12_345)));
    assert!(facts.set(at, Cell::Int(1)).is_err(), "a count is not money");
    facts.set(at, Cell::Null).unwrap();
    assert_eq!(facts.gmv, None);
}

#[test]
fn filling_keeps_what_is_there() {
    let newer = SessionFacts { viewers_uv: Some(10), ..SessionFacts::default() };
    let older = SessionFacts { viewers_uv: Some(7), likes: Some(3), ..SessionFacts::default() };
    let mut merged = newer;
    merged.fill_from(&older);
    assert_eq!((merged.viewers_uv, merged.likes), (Some(10), Some(3)));
}

#[test]
fn money_rounds_half_away_from_zero_and_refuses_what_is_not_finite() {
    assert_eq!(Money::from_major(61_045.3), Some(Money(6_104_530)));
    assert_eq!(Money::from_major(-0.005), Some(Money(-1)));
    assert_eq!(Money::from_major(f64::NAN), None);
    assert_eq!(Money::from_major(1e30), None);
}
