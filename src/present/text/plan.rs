//! What plans say: limits, goals, explanations.
