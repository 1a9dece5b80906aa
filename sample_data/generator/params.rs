//! What a world is made from: the seed and the size of every planted effect.

/// Sizes of the planted effects. All zero is the twin: the same calendar, the same shocks and
/// the same people, but nothing to find.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// 1: clicks follow a Hill curve of the minutes a product has been talked about in the
    /// session; 0: they are proportional to them.
    pub saturation: f64,
    /// Log uplift of the order rate of clicks from 20:00 to 22:00.
    pub evening: f64,
    /// Price elasticity of the order rate, as a positive number.
    pub elasticity: f64,
    /// Log loss of the order rate of viewers who were shown the giveaway opener.
    pub opener_damping: f64,
    /// 1: the opener is used on big nights; 0: on any night alike.
    pub opener_confounding: f64,
    /// Log uplift of the order rate on big nights (Saturdays with ads).
    pub big_night: f64,
    /// Log uplift of the order rate of members who bought within the last 14 days.
    pub recency: f64,
    /// Elasticity of a member's order rate to the minutes watched.
    pub dwell: f64,
    /// 1: a member's chance to buy grows with every product clicked; 0: it does not.
    pub clicks: f64,
    /// 1: order rates differ by product as the catalogue says; 0: one rate for all goods.
    pub product_spread: f64,
}

impl Effects {
    /// The effects planted in the files that are checked in.
    pub fn planted() -> Self {
        Self {
            saturation: 1.0,
            evening: 1.35_f64.ln(),
            elasticity: 1.6,
            opener_damping: -(0.74_f64.ln()),
            opener_confounding: 1.0,
            big_night: 2.5_f64.ln(),
            recency: 2.6_f64.ln(),
            dwell: 0.5,
            clicks: 1.0,
            product_spread: 1.0,
        }
    }

    /// No effect at all.
    pub fn none() -> Self {
        Self {
            saturation: 0.0,
            evening: 0.0,
            elasticity: 0.0,
            opener_damping: 0.0,
            opener_confounding: 0.0,
            big_night: 0.0,
            recency: 0.0,
            dwell: 0.0,
            clicks: 0.0,
            product_spread: 0.0,
        }
    }
}

/// Everything that decides a world.
#[derive(Clone, Debug, PartialEq)]
pub struct Params {
    /// Seed of all draws.
    pub seed: u64,
    /// Planted effects.
    pub effects: Effects,
}

impl Params {
    /// The seed of the files that are checked in.
    pub const SEED: u64 = 20_261_123;

    /// The world of the files that are checked in.
    pub fn planted() -> Self {
        Self { seed: Self::SEED, effects: Effects::planted() }
    }

    /// The same world with nothing to find.
    pub fn twin() -> Self {
        Self { seed: Self::SEED, effects: Effects::none() }
    }
}
