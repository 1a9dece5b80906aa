//! What recommendations say: reasons and why not.
