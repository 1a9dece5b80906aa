//! Response curves, solvers, simulation and goals. Knows no files, no SQL, no window.
