//! What imports say: kinds, rejected rows, warnings.
