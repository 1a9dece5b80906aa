//! Names, formulas and notes of the metrics (口径).
