//! Figures of hours, days and longer periods that belong to no session: of the shop, a host, a
//! product, its ads, a video.

use jiff::Timestamp;

use super::{Money, Seconds, record};

record! {
    /// What one export says of one period.
    PeriodFacts in "periods" {
        /// What the figures are of: `shop`, `live`, `host`, `product`, `ads`, `video`.
        subject: String,
        /// The host's name or the video's title, where the subject is one.
        subject_name: String,
        /// Start of the period; missing where the file does not say.
        start_at: Timestamp,
        /// Its end, not included.
        end_at: Timestamp,
        /// LIVE sessions in it.
        lives: i64,
        /// Time on the air.
        live_s: Seconds,
        /// Ad spend.
        ad_spend: Money,
        /// Times something was shown: ads, or the room's entry.
        impressions_pv: i64,
        /// Clicks on that.
        clicks_pv: i64,
        /// Viewers or visitors, people.
        viewers_uv: i64,
        /// Views of rooms or pages, times.
        views_pv: i64,
        /// Highest number online at once.
        peak_online: i64,
        /// Mean number online.
        avg_online: f64,
        /// Mean watch time per viewer.
        avg_watch_s: Seconds,
        /// Comments.
        comments: i64,
        /// Likes.
        likes: i64,
        /// Shares.
        shares: i64,
        /// New followers.
        new_followers: i64,
        /// People shown a product.
        prod_impr_uv: i64,
        /// Times a product was shown.
        prod_impr_pv: i64,
        /// People who clicked a product.
        prod_click_uv: i64,
        /// Clicks on products.
        prod_click_pv: i64,
        /// Items put into carts.
        cart_adds: i64,
        /// People who put something into the cart.
        cart_users: i64,
        /// Orders.
        orders: i64,
        /// SKU orders.
        sku_orders: i64,
        /// Items sold.
        items: i64,
        /// Buyers, people.
        buyers: i64,
        /// GMV as reported.
        gmv: Money,
        /// Paid.
        paid_amount: Money,
        /// GMV less the refunds the platform subtracts.
        net_gmv: Money,
        /// Orders behind `net_gmv`.
        net_orders: i64,
        /// Refunded amount.
        refund_amount: Money,
        /// Refunded orders.
        refund_orders: i64,
        /// People refunded.
        refund_users: i64,
        /// Refunded within an hour of paying.
        refund_amount_1h: Money,
        /// Orders refunded within an hour.
        refund_orders_1h: i64,
        /// Commission earned.
        commission_income: Money,
        /// The video's id.
        subject_id: String,
        /// Watch time of all viewers together.
        watch_s: Seconds,
        /// Paid subscriptions.
        subs: i64,
    }
}
