//! Refunds that come in a file of their own, beside the order lines they are about.

use jiff::Timestamp;

use super::{Money, record};

record! {
    /// One after-sale case of one order line.
    RefundFacts in "refunds" {
        /// The case.
        refund_id: String,
        /// The order.
        order_id: String,
        /// The line of the order.
        line_id: String,
        /// What was asked for, as exported (仅退款, 退货退款, 换货 …).
        case_type: String,
        /// The amount that was asked for.
        asked: Money,
        /// The amount that went back: 0 while the case is open or when it was refused; missing
        /// when nobody knows what its status means.
        refunded: Money,
        /// Status as exported.
        status: String,
        /// When it was asked for.
        at: Timestamp,
    }
}
