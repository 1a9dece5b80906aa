//! Pictures of the kit, for the eye.
