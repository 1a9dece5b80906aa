//! Files to typed rows and remarks. Knows no SQL and no window.
