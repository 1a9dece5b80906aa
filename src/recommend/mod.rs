//! What to show next, with reasons. Knows no files, no SQL, no window.
