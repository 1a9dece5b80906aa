//! The figures look.md promises: contrast, scales, faces.
