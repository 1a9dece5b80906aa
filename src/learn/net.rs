//! A small neural net: one or two hidden layers of rectified units on standardised columns,
//! trained by Adam (Kingma & Ba 2015) until rows kept aside stop getting better.

use ndarray::{Array1, Array2, ArrayView2, Axis};
use rand::seq::SliceRandom;
use rand::{Rng as _, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use super::stat;
use crate::domain::{Cancelled, Job};

/// Rows per step.
const BATCH: usize = 64;
/// Passes without getting better before it stops.
const PATIENCE: usize = 8;
/// Step length.
const STEP: f64 = 2e-3;
/// Decay of the weights per step, as a share of the step.
const DECAY: f64 = 1e-3;

/// How a net is trained.
#[derive(Clone, Debug, PartialEq)]
pub struct NetParams {
    /// Units of the hidden layers: one or two numbers.
    pub hidden: Vec<usize>,
    /// Most passes over the rows.
    pub passes: usize,
    /// Whether the outcome is a rate (log-loss) or a number (squared error).
    pub rate: bool,
    /// First weights and order of the rows.
    pub seed: u64,
}

/// One layer: `x · weights + bias`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Layer {
    inputs: usize,
    /// Row-major, one row per input.
    weights: Vec<f64>,
    bias: Vec<f64>,
}

/// A trained net. Gives log-odds for rates, the outcome itself for numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Net {
    layers: Vec<Layer>,
    /// Numbers are learnt as `(y − centre) ÷ scale`.
    centre: f64,
    scale: f64,
}

/// A layer as it is computed with.
struct Dense {
    weights: Array2<f64>,
    bias: Array1<f64>,
}

/// Moments of a layer's gradient.
struct Moments {
    weights: [Array2<f64>; 2],
    bias: [Array1<f64>; 2],
}

/// A net as an export writes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NetParts {
    /// From the columns to the one output: a row of weights per input, and a bias per output.
    pub layers: Vec<(Vec<Vec<f64>>, Vec<f64>)>,
    /// Added to the output.
    pub centre: f64,
    /// Multiplies the output.
    pub scale: f64,
}

impl Net {
    /// The net in an open form.
    pub(super) fn parts(&self) -> NetParts {
        let layers = self.layers.iter().map(|layer| {
            let rows = layer.weights.chunks(layer.bias.len().max(1));
            (rows.map(<[f64]>::to_vec).collect(), layer.bias.clone())
        });
        NetParts { layers: layers.collect(), centre: self.centre, scale: self.scale }
    }

    /// The net's value for each row.
    pub fn values(&self, x: ArrayView2<'_, f64>) -> Vec<f64> {
        let layers: Vec<Dense> = self.layers.iter().map(Dense::of).collect();
        let (outputs, _) = forward(&layers, x);
        outputs.iter().map(|z| self.centre + self.scale * z).collect()
    }
}

impl Dense {
    fn of(layer: &Layer) -> Self {
        let shape = (layer.inputs, layer.bias.len());
        Self {
            weights: Array2::from_shape_fn(shape, |(i, j)| layer.weights[i * shape.1 + j]),
            bias: Array1::from(layer.bias.clone()),
        }
    }

    fn kept(&self) -> Layer {
        Layer {
            inputs: self.weights.nrows(),
            weights: self.weights.iter().copied().collect(),
            bias: self.bias.to_vec(),
        }
    }
}

/// The last layer's sums, and what each layer was given.
fn forward(layers: &[Dense], x: ArrayView2<'_, f64>) -> (Array1<f64>, Vec<Array2<f64>>) {
    let mut given = vec![x.to_owned()];
    for (at, layer) in layers.iter().enumerate() {
        let mut next = given[at].dot(&layer.weights) + &layer.bias;
        if at + 1 < layers.len() {
            next.mapv_inplace(|v| v.max(0.0));
        }
        given.push(next);
    }
    let outputs = given.pop().map_or_else(|| Array1::zeros(0), |last| last.column(0).to_owned());
    (outputs, given)
}

/// Gradients of the mean loss by weights and bias of each layer.
fn backward(
    layers: &[Dense],
    given: &[Array2<f64>],
    slope: Array1<f64>,
) -> Vec<(Array2<f64>, Array1<f64>)> {
    let mut slope = slope.insert_axis(Axis(1));
    let mut gradients = Vec::with_capacity(layers.len());
    for (layer, given) in layers.iter().zip(given).rev() {
        gradients.push((given.t().dot(&slope), slope.sum_axis(Axis(0))));
        let mut below = slope.dot(&layer.weights.t());
        below.zip_mut_with(given, |s, &v| {
            if v <= 0.0 {
                *s = 0.0;
            }
        });
        slope = below;
    }
    gradients.reverse();
    gradients
}

/// Loss of one row and its slope by the net's output `z`; `y` is scaled as the net sees it.
fn loss(z: f64, y: f64, rate: bool) -> (f64, f64) {
    if rate {
        // ln(1 + e^z) − y z, without overflow.
        (z.max(0.0) + (-z.abs()).exp().ln_1p() - y * z, stat::logistic(z) - y)
    } else {
        (0.5 * (z - y) * (z - y), z - y)
    }
}

/// Trains a net on `x` (standardised columns), outcome `y` and weights `w`; the rows for which
/// `aside` holds are not learnt from but tell when to stop.
///
/// Errors: cancelled.
pub fn train_net(
    job: &Job,
    x: ArrayView2<'_, f64>,
    y: &[f64],
    w: &[f64],
    aside: &[bool],
    params: &NetParams,
) -> Result<Net, Cancelled> {
    let total = stat::sum(w.iter().copied());
    let mean = stat::sum(y.iter().zip(w).map(|(y, w)| y * w)) / total;
    let (centre, scale) = if params.rate {
        (0.0, 1.0)
    } else {
        let spread = stat::sum(y.iter().zip(w).map(|(y, w)| w * (y - mean).powi(2))) / total;
        (mean, if spread > 0.0 { spread.sqrt() } else { 1.0 })
    };
    let y: Vec<f64> = y.iter().map(|y| (y - centre) / scale).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(params.seed);
    let mut layers = fresh(x.ncols(), &params.hidden, &mut rng);
    if params.rate
        && let Some(last) = layers.last_mut()
    {
        last.bias.fill(stat::log_odds(mean));
    }
    let mut moments: Vec<Moments> = layers.iter().map(Moments::of).collect();
    let (kept_aside, mut learnt): (Vec<usize>, Vec<usize>) =
        (0..y.len()).partition(|&row| aside[row]);
    let judged = if kept_aside.is_empty() { learnt.clone() } else { kept_aside };
    let judged_x = x.select(Axis(0), &judged);
    let mean_loss = |layers: &[Dense]| {
        let (z, _) = forward(layers, judged_x.view());
        let losses =
            judged.iter().zip(&z).map(|(&row, z)| w[row] * loss(*z, y[row], params.rate).0);
        stat::sum(losses)
    };
    let keep = |layers: &[Dense]| layers.iter().map(Dense::kept).collect::<Vec<_>>();
    let mut best = (mean_loss(&layers), keep(&layers));
    let (mut since, mut step) = (0, 0);
    for pass in 0..params.passes {
        job.report("passes", "", pass as u64, params.passes as u64);
        learnt.shuffle(&mut rng);
        for batch in learnt.chunks(BATCH) {
            job.check()?;
            let (z, given) = forward(&layers, x.select(Axis(0), batch).view());
            let all = stat::sum(batch.iter().map(|&row| w[row]));
            let slope: Array1<f64> = batch
                .iter()
                .zip(&z)
                .map(|(&row, z)| w[row] / all * loss(*z, y[row], params.rate).1)
                .collect();
            step += 1;
            let gradients = backward(&layers, &given, slope);
            for ((layer, moments), gradient) in layers.iter_mut().zip(&mut moments).zip(gradients) {
                moments.step(layer, &gradient, step);
            }
        }
        let now = mean_loss(&layers);
        if now < best.0 {
            best = (now, keep(&layers));
            since = 0;
        } else {
            since += 1;
            if since >= PATIENCE {
                break;
            }
        }
    }
    Ok(Net { layers: best.1, centre, scale })
}

/// First weights, spread so that signals keep their size (He et al. 2015).
fn fresh(inputs: usize, hidden: &[usize], rng: &mut ChaCha8Rng) -> Vec<Dense> {
    let mut sizes = vec![inputs];
    sizes.extend(hidden);
    sizes.push(1);
    sizes
        .windows(2)
        .map(|pair| {
            let reach = (6.0 / pair[0].max(1) as f64).sqrt();
            Dense {
                weights: Array2::from_shape_simple_fn((pair[0], pair[1]), || {
                    rng.gen_range(-reach..=reach)
                }),
                bias: Array1::zeros(pair[1]),
            }
        })
        .collect()
}

impl Moments {
    fn of(layer: &Dense) -> Self {
        Self {
            weights: [Array2::zeros(layer.weights.dim()), Array2::zeros(layer.weights.dim())],
            bias: [Array1::zeros(layer.bias.dim()), Array1::zeros(layer.bias.dim())],
        }
    }

    fn step(
        &mut self,
        layer: &mut Dense,
        (by_weights, by_bias): &(Array2<f64>, Array1<f64>),
        t: i32,
    ) {
        let [m, v] = &mut self.weights;
        let moved = layer.weights.iter_mut().zip(m.iter_mut()).zip(v.iter_mut()).zip(by_weights);
        for (((weight, m), v), g) in moved {
            *weight -= adam(m, v, *g, t) + STEP * DECAY * *weight;
        }
        let [m, v] = &mut self.bias;
        let moved = layer.bias.iter_mut().zip(m.iter_mut()).zip(v.iter_mut()).zip(by_bias);
        for (((bias, m), v), g) in moved {
            *bias -= adam(m, v, *g, t);
        }
    }
}

/// One number's step.
fn adam(m: &mut f64, v: &mut f64, g: f64, t: i32) -> f64 {
    const FIRST: f64 = 0.9;
    const SECOND: f64 = 0.999;
    *m = FIRST * *m + (1.0 - FIRST) * g;
    *v = SECOND * *v + (1.0 - SECOND) * g * g;
    let (m, v) = (*m / (1.0 - FIRST.powi(t)), *v / (1.0 - SECOND.powi(t)));
    STEP * m / (v.sqrt() + 1e-8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> Job {
        Job::new(jiff::Timestamp::UNIX_EPOCH, 1)
    }

    #[test]
    fn gradients_are_those_of_finite_differences() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let x = Array2::from_shape_simple_fn((7, 3), || rng.gen_range(-1.0..1.0));
        let y: Vec<f64> = (0..7).map(|i| f64::from(i % 2)).collect();
        for rate in [true, false] {
            let mut layers = fresh(3, &[5, 4], &mut rng);
            // Off the kinks, where a slope has two sides.
            layers.iter_mut().for_each(|l| l.bias.mapv_inplace(|_| rng.gen_range(0.1..0.3)));
            let mean = |layers: &[Dense]| {
                let (z, _) = forward(layers, x.view());
                z.iter().zip(&y).map(|(z, y)| loss(*z, *y, rate).0).sum::<f64>() / 7.0
            };
            let (z, given) = forward(&layers, x.view());
            let slope = z.iter().zip(&y).map(|(z, y)| loss(*z, *y, rate).1 / 7.0).collect();
            let gradients = backward(&layers, &given, slope);
            for at in 0..layers.len() {
                for cell in 0..layers[at].weights.len() {
                    let index =
                        (cell / layers[at].weights.ncols(), cell % layers[at].weights.ncols());
                    let mut moved = |by: f64| {
                        layers[at].weights[index] += by;
                        let loss = mean(&layers);
                        layers[at].weights[index] -= by;
                        loss
                    };
                    let numeric = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                    assert!((numeric - gradients[at].0[index]).abs() < 1e-7, "{at} {index:?}");
                }
                for cell in 0..layers[at].bias.len() {
                    let mut moved = |by: f64| {
                        layers[at].bias[cell] += by;
                        let loss = mean(&layers);
                        layers[at].bias[cell] -= by;
                        loss
                    };
                    let numeric = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                    assert!((numeric - gradients[at].1[cell]).abs() < 1e-7);
                }
            }
        }
    }

    #[test]
    fn learns_what_no_straight_line_can() {
        let corner =
            |i: usize| [if i & 1 == 0 { -1.0 } else { 1.0 }, if i & 2 == 0 { -1.0 } else { 1.0 }];
        let x = Array2::from_shape_fn((400, 2), |(i, j)| corner(i)[j]);
        let y: Vec<f64> = (0..400).map(|i| f64::from(u8::from((i & 1) != (i >> 1 & 1)))).collect();
        let params = NetParams { hidden: vec![8], passes: 200, rate: true, seed: 3 };
        let train =
            || train_net(&job(), x.view(), &y, &[1.0; 400], &[false; 400], &params).unwrap();
        let net = train();
        for (value, y) in net.values(x.view()).iter().zip(&y) {
            assert!((stat::logistic(*value) - y).abs() < 0.1, "{value} {y}");
        }
        assert_eq!(net, train(), "the same seed gives the same net");
    }

    #[test]
    fn numbers_come_back_in_their_own_unit() {
        let x = Array2::from_shape_fn((600, 1), |(i, _)| (i % 100) as f64 / 50.0 - 1.0);
        let y: Vec<f64> = x.column(0).iter().map(|x| 40_000.0 + 20_000.0 * x.abs()).collect();
        let aside: Vec<bool> = (0..600).map(|i| i % 7 == 0).collect();
        let params = NetParams { hidden: vec![16, 8], passes: 200, rate: false, seed: 3 };
        let net = train_net(&job(), x.view(), &y, &vec![1.0; 600], &aside, &params).unwrap();
        let off =
            net.values(x.view()).iter().zip(&y).map(|(p, y)| (p - y).abs()).sum::<f64>() / 600.0;
        assert!(off < 1_000.0, "{off}");
    }
}
