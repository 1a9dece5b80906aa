//! Splitting the change of a product of factors into shares that add up exactly.

/// Logarithmic mean `(a − b) / (ln a − ln b)`; `a` when both are equal. Needs positive numbers.
pub fn log_mean(a: f64, b: f64) -> f64 {
    let t = a / b - 1.0;
    if t == 0.0 {
        a
    } else if t.abs() < 1e-5 {
        // The quotient cancels close to 1: use its series, L = b (1 + t/2 − t²/12 + …).
        b * (1.0 + t / 2.0 - t * t / 12.0)
    } else {
        (a - b) / (a / b).ln()
    }
}

/// LMDI: `Δᵢ = L(G₁, G₀) · ln(x₁ᵢ / x₀ᵢ)` with `G` the product of the factors
/// (B. W. Ang, Energy Policy 32, 2004). Exact and free of order. `None` when a factor is not
/// positive.
pub fn lmdi(now: &[f64], base: &[f64]) -> Option<Vec<f64>> {
    if now.len() != base.len() || now.iter().chain(base).any(|x| !(*x > 0.0 && x.is_finite())) {
        return None;
    }
    let mean = log_mean(now.iter().product(), base.iter().product());
    Some(now.iter().zip(base).map(|(a, b)| mean * (a / b).ln()).collect())
}

/// Shapley: the mean over all orders of switching the factors one by one. Exact also with zeros.
/// Meant for at most six factors.
pub fn shapley(now: &[f64], base: &[f64]) -> Vec<f64> {
    let n = now.len().min(base.len());
    let value = |set: usize| -> f64 {
        (0..n).map(|i| if set >> i & 1 == 1 { now[i] } else { base[i] }).product()
    };
    let factorial = |k: usize| (1..=k).map(|x| x as f64).product::<f64>();
    (0..n)
        .map(|i| {
            (0..1usize << n)
                .filter(|set| set >> i & 1 == 0)
                .map(|set| {
                    let size = set.count_ones() as usize;
                    let weight = factorial(size) * factorial(n - size - 1) / factorial(n);
                    weight * (value(set | 1 << i) - value(set))
                })
                .sum()
        })
        .collect()
}

/// LMDI where every factor is positive, else Shapley.
pub fn decompose(now: &[f64], base: &[f64]) -> Vec<f64> {
    lmdi(now, base).unwrap_or_else(|| shapley(now, base))
}
