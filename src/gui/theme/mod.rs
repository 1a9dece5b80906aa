//! Tokens: primitive → semantic → component. The only place with raw colours.
