//! Features, models, honest evaluation and explanation. Knows no files, no SQL, no window.
