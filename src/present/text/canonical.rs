//! What canonical names are called before people: one short name each.

use super::Lang;

/// Names in the order of the canonical dictionary: canonical, Chinese, English.
const FIELDS: &[(&str, &str, &str)] = &[
    // What a row belongs to.
    ("session_id", "场次 ID", "session id"),
    ("session_start", "那场的开播时间", "start of its session"),
    ("account_name", "账号名", "account name"),
    ("account_id", "账号 ID", "account id"),
    ("platform", "平台", "platform"),
    ("currency", "币种", "currency"),
    ("country", "国家", "country"),
    ("product_id", "商品 ID", "product id"),
    ("product_name", "商品名", "product name"),
    ("viewer", "观众或买家（只存加密编号）", "viewer or buyer (keyed code only)"),
    ("time_of_day", "几点（和日期合在一起）", "time of day (joined with the date)"),
    ("feature", "特征（原样保留）", "feature (kept as it is)"),
    // Sessions.
    ("title", "标题", "title"),
    ("host", "主播", "host"),
    ("start_at", "开始时间", "start"),
    ("end_at", "结束时间", "end"),
    ("duration_s", "时长", "length"),
    ("room_impr_uv", "直播间曝光人数", "people shown the room"),
    ("room_impr_pv", "直播间曝光次数", "times the room was shown"),
    ("viewers_uv", "观看人数", "viewers (people)"),
    ("views_pv", "观看次数", "views (times)"),
    ("incentive_views_pv", "激励观看次数", "incentive views"),
    ("engaged_viewers", "互动人数", "engaged viewers"),
    ("natural_viewers_uv", "自然流量观看人数", "viewers from natural traffic"),
    ("paid_viewers_uv", "付费流量观看人数", "viewers from paid traffic"),
    ("peak_online", "最高在线", "peak online"),
    ("avg_online", "平均在线", "average online"),
    ("avg_watch_s", "人均观看时长", "watch time per viewer"),
    ("avg_watch_per_view_s", "次均观看时长", "watch time per view"),
    ("comments", "评论数", "comments"),
    ("comment_users", "评论人数", "people who commented"),
    ("likes", "点赞数", "likes"),
    ("shares", "分享数", "shares"),
    ("new_followers", "新增粉丝", "new followers"),
    ("unfollows", "取关人数", "unfollows"),
    ("fan_club_joins", "新加团人数", "fan club joins"),
    ("fan_share", "老粉占比", "share of old followers"),
    ("product_count", "带货商品数", "products shown"),
    ("prod_impr_uv", "商品曝光人数", "people shown a product"),
    ("prod_impr_pv", "商品曝光次数", "times a product was shown"),
    ("prod_click_uv", "商品点击人数", "people who clicked a product"),
    ("prod_click_pv", "商品点击次数", "product clicks"),
    ("cart_adds", "加购件数", "items put into carts"),
    ("cart_users", "加购人数", "people who used the cart"),
    ("orders", "订单数", "orders"),
    ("orders_created", "创建订单数", "orders created"),
    ("sku_orders", "SKU 订单数", "SKU orders"),
    ("items", "件数", "items sold"),
    ("buyers", "成交人数", "buyers"),
    ("gmv", "成交金额", "sales (GMV)"),
    ("paid_amount", "支付金额", "amount paid"),
    ("net_gmv", "净成交金额", "net sales"),
    ("net_orders", "净成交订单数", "net orders"),
    ("refund_amount", "退款金额", "refunded amount"),
    ("refund_orders", "退款订单数", "refunded orders"),
    ("refund_users", "退款人数", "people refunded"),
    ("refund_amount_1h", "1 小时退款金额", "refunded within an hour"),
    ("refund_orders_1h", "1 小时退款订单数", "orders refunded within an hour"),
    ("ad_spend_bound", "投放消耗（店铺绑定）", "ad spend (bound accounts)"),
    ("ad_spend_targeted", "投放消耗（店铺被投）", "ad spend (on the shop)"),
    ("ad_spend", "广告花费", "ad spend"),
    ("commission_cost", "佣金支出", "commission paid"),
    ("commission_income", "佣金收入", "commission earned"),
    ("presale_orders", "预售订单数", "presale orders"),
    ("presale_amount", "预售金额", "presale amount"),
    ("purchase_group_joins", "新加购物团人数", "purchase group joins"),
    ("voucher_paid_amount", "用券支付金额", "paid with vouchers"),
    ("voucher_subsidy", "券补贴", "voucher subsidy"),
    ("vouchers_used", "用券数", "vouchers used"),
    // Products of a session, channels, minutes, segments.
    ("price", "价格", "price"),
    ("explain_count", "讲解次数", "times presented"),
    ("listed_at", "上架时间", "listed at"),
    ("impr_uv", "曝光人数", "people shown it"),
    ("impr_pv", "曝光次数", "times shown"),
    ("click_uv", "点击人数", "people who clicked"),
    ("click_pv", "点击次数", "clicks"),
    ("refund_pre_amount", "发货前退款金额", "refunded before shipping"),
    ("refund_pre_orders", "发货前退款订单数", "orders refunded before shipping"),
    ("refund_post_amount", "发货后退款金额", "refunded after shipping"),
    ("refund_post_orders", "发货后退款订单数", "orders refunded after shipping"),
    ("stock", "库存", "stock"),
    ("channel", "渠道", "channel"),
    ("channel_group", "自然还是付费", "natural or paid"),
    ("spend", "花费", "spend"),
    ("impressions_pv", "曝光次数", "impressions"),
    ("at", "时间", "time"),
    ("online", "在线人数", "online"),
    ("entered", "进入人数", "came in"),
    ("left_count", "离开人数", "left"),
    ("viewer_change", "人数变化", "change of viewers"),
    ("clicks", "点击", "clicks"),
    // Orders.
    ("order_id", "订单号", "order id"),
    ("line_id", "子订单号", "order line id"),
    ("sku_id", "SKU ID", "SKU id"),
    ("sku_code", "商家编码", "seller's code"),
    ("spec", "规格", "variation"),
    ("qty", "数量", "quantity"),
    ("unit_price", "单价", "unit price"),
    ("paid", "这行实付", "paid for the line"),
    ("order_paid", "整单金额", "paid for the order"),
    ("merchant_income", "商家实收", "merchant's income"),
    ("refund", "退款", "refund"),
    ("status", "订单状态", "order status"),
    ("after_sale", "售后状态", "after-sale status"),
    ("created_at", "下单时间", "ordered at"),
    ("paid_at", "支付时间", "paid at"),
    ("carrier", "订单来源", "where it was ordered"),
    ("author", "达人", "sold by"),
    ("region", "地区", "region"),
    ("refund_at", "退款时间", "refunded at"),
    // Products, viewers, income, comments, events, visits.
    ("category", "类目", "category"),
    ("brand", "品牌", "brand"),
    ("unit_cost", "成本", "unit cost"),
    ("kind", "类型", "type"),
    ("role", "角色", "role"),
    ("age_band", "年龄", "age"),
    ("gender", "性别", "gender"),
    ("fan_level", "粉丝层级", "fan level"),
    ("amount", "金额", "amount"),
    ("text", "内容", "text"),
    ("offset_s", "开播后多久", "time since the start"),
    ("action", "行为", "action"),
    ("value", "数值", "value"),
    ("visit_id", "编号", "row id"),
    ("outcome", "结果", "outcome"),
];

/// A canonical name before people; the name itself for one that is not ours, such as the header
/// of a free column.
pub fn field(name: &str, lang: Lang) -> String {
    let known = FIELDS.iter().find(|(own, ..)| *own == name);
    known.map_or_else(|| name.to_owned(), |(_, zh, en)| lang.pick(*zh, *en).to_owned())
}

#[cfg(test)]
mod tests {
    use super::FIELDS;
    use crate::ingest::kinds;

    #[test]
    fn every_name_a_column_can_have_is_named_once() {
        for kind in kinds().iter().filter(|kind| kind.generic) {
            for column in &kind.columns {
                let found = FIELDS.iter().filter(|(name, ..)| *name == column.name).count();
                assert_eq!(found, 1, "{} of {}", column.name, kind.id);
            }
        }
    }
}
