//! Least squares with weights and ridge through the centred Gram matrix.
