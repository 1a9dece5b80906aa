//! The thin binary: chooses between the window and the command line.

fn main() {}
