//! What models say: verdicts, reasons, tree nodes.
