//! Money: whole hundredths of a unit, with its currency and its basis kept beside it.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use serde::{Deserialize, Serialize};

/// An amount in 1/100 of the currency's unit, for every currency, because exports carry
/// decimals even where the standard has none.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Money(pub i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From major units (yuan), rounded half away from zero to 1/100.
    /// `None` when the value is not finite or does not fit.
    pub fn from_major(value: f64) -> Option<Self> {
        let minor = (value * 100.0).round();
        (minor.is_finite() && minor.abs() < 9.0e18).then_some(Self(minor as i64))
    }

    /// In major units (yuan).
    pub fn major(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// An ISO 4217 code, such as `CNY`. Amounts of different currencies are never added.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Currency(pub String);

impl Currency {
    /// The currency of mainland China.
    pub fn cny() -> Self {
        Self("CNY".to_owned())
    }

    /// The sign put before an amount; the code itself where there is no usual sign.
    pub fn sign(&self) -> &str {
        match self.0.as_str() {
            "CNY" | "JPY" => "¥",
            "USD" => "$",
            "EUR" => "€",
            "GBP" => "£",
            "IDR" => "Rp",
            "MYR" => "RM",
            "BRL" => "R$",
            "VND" => "₫",
            "THB" => "฿",
            "PHP" => "₱",
            "SGD" => "S$",
            other => other,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which money an amount means. Series of different bases are never joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 用户支付金额: what buyers paid.
    Paid,
    /// 成交金额 (GMV): the value of orders as the platform attributes it.
    Created,
}
