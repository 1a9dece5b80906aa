//! The headers of order exports as platforms write them, and files made of them.

/// Kind, and its header cells separated by `|`.
pub const HEADERS: &[(&str, &str)] = &[
    ("taobao.orders", TAOBAO),
    ("taobao.orders", TMALL),
    ("taobao.order_items", TAOBAO_ITEMS),
    ("kuaishou.orders", KUAISHOU),
    ("wechat.orders", WECHAT),
    ("xhs.buyer_orders", XHS_BUYER),
    ("xhs.orders", XHS),
    ("pdd.orders", PDD),
    ("shopify.orders", SHOPIFY),
    ("amazon.orders", AMAZON),
    ("amazon.orders", AMAZON_UNSHIPPED),
    ("woo.orders", WOO),
    ("douyin.orders", DOUYIN),
    ("douyin.orders", DOUYIN_2),
    ("douyin.after_sales", AFTER_SALES),
    ("tiktok.orders", TIKTOK),
];

// Two headers of this export end with a blank.
pub const TAOBAO: &str = "订单编号|买家会员名|买家支付宝账号|支付单号|支付详情|买家应付货款|买家应付邮费|买家支付积分|总金额|返点积分|买家实际支付金额|买家实际支付积分|订单状态|买家留言|收货人姓名|收货地址 |运送方式|联系电话|联系手机|订单创建时间|订单付款时间 |宝贝标题|宝贝种类|物流单号|物流公司|订单备注|宝贝总数量|店铺Id|店铺名称|订单关闭原因|卖家服务费|买家服务费|发票抬头|是否手机订单|退款金额|确认收货时间|打款商家金额|直播返现状态|返现金额|发货时间|商家备忘|主订单编号";

pub const TMALL: &str =
    "订单编号|总金额|买家实际支付金额|收货地址 |订单创建时间|订单付款时间 |退款金额";

pub const TAOBAO_ITEMS: &str = "子订单编号|主订单编号|标题|价格|购买数量|外部系统编号|商品属性|套餐信息|备注|订单状态|商家编码|支付单号|买家应付货款|买家实际支付金额|退款状态|退款金额|订单创建时间|订单付款时间";

pub const KUAISHOU: &str = "订单号|赠品订单号|活动订单编号|订单创建时间|订单支付时间|预售定金支付时间|订单状态|实付款|快递费|店铺优惠|平台补贴|主播补贴|混资活动优惠|支付优惠|支付方式|成交数量|买家留言|账号类型|账号明细|订单备注|旗帜颜色|售后状态|活动订单|预售/承诺发货时间|订单载体|商品名称|商品ID|商品规格|SKU编码|商品单价|渠道|CPS达人ID|CPS达人昵称|预估推广佣金|预估推广者分佣比例|团长ID|团长昵称|快赚客ID|快赚客昵称|授权推广者ID|授权推广者昵称|收货人姓名|收货人电话|收货地址-省|收货地址-市|收货地址-区|收货地址-街道|收货地址|发货时间|快递公司|快递单号|物流信息|集运类型|直邮类型|仓库名称|仓库地址|实名姓名|服务门店ID|服务门店名称|服务门店地址|国补/类国补/消费券";

pub const WECHAT: &str = "订单号|订单状态|订单下单时间|支付时间|订单发货时间|订单确认收货时间|订单完成结算时间|商品名称|商品编码(平台)|商品编码(自定义)|SKU编码(自定义)|商品属性|商品数量|商品价格(单件)|商品实际价格(单件)|商品实际价格(总共)|商品总价|商品改价|商品优惠|跨店优惠|积分抵扣|订单运费|商品平均运费|订单实际支付金额|订单实际收款金额|商品已退款金额|商品售后|商品发货|支付方式|交易单号|是否预售|发货方式|物流公司|快递单号|收件人姓名|收件人手机|收件人地址|省|市|区|买家备注|商家备注|带货方式|带货账号类型|带货账号昵称|带货佣金率|带货费用|带货费用类型|带货费用渠道|技术服务费|技术服务费（将以人气卡形式返还）|运费险预计投保费用|礼物单号|定制信息|定制预览图";

pub const XHS_BUYER: &str = "支付时间|订单ID|订单状态|规格名称|规格ID|价格|达人名称|达人ID|商家实收金额|用户实付金额|退款金额|有效销售金额（计佣金额）|佣金率|预估支出佣金|合作类型|推广渠道";

pub const XHS: &str = "订单号|订单状态|小红书编码|用户应付金额(元)|商家应收金额(元)(支付金额)|SKU件数|SKU名称|支付时间|承诺发货时间|用户备注|包裹备注标记|包裹备注信息";

pub const PDD: &str = "订单成交时间|商品|订单号|订单状态|商品总价(元)|邮费(元)|店铺优惠折扣(元)|平台优惠折扣(元)|多多支付立减金额(元)|用户实付金额(元)|商家实收金额(元)|商品数量(件)|发货时间|确认收货时间|商品id|商品规格|样式ID|商家编码-规格维度|商家编码-商品维度|商家备注|售后状态|快递单号|快递公司";

pub const SHOPIFY: &str = "Name|Email|Financial Status|Paid at|Fulfillment Status|Fulfilled at|Accepts Marketing|Currency|Subtotal|Shipping|Taxes|Total|Discount Code|Discount Amount|Shipping Method|Created at|Lineitem quantity|Lineitem name|Lineitem price|Lineitem compare at price|Lineitem sku|Lineitem requires shipping|Lineitem taxable|Lineitem fulfillment status|Billing Name|Billing Street|Billing Address1|Billing Address2|Billing Company|Billing City|Billing Zip|Billing Province|Billing Country|Billing Phone|Shipping Name|Shipping Street|Shipping Address1|Shipping Address2|Shipping Company|Shipping City|Shipping Zip|Shipping Province|Shipping Country|Shipping Phone|Notes|Note Attributes|Cancelled at|Payment Method|Payment Reference|Refunded Amount|Vendor|Outstanding Balance|Employee|Location|Device ID|Id|Tags|Risk Level|Source|Lineitem discount|Tax 1 Name|Tax 1 Value|Tax 2 Name|Tax 2 Value|Tax 3 Name|Tax 3 Value|Tax 4 Name|Tax 4 Value|Tax 5 Name|Tax 5 Value|Phone|Receipt Number|Duties|Billing Province Name|Shipping Province Name|Payment ID|Payment Terms Name|Next Payment Due At|Payment References";

pub const AMAZON: &str = "order-id|order-item-id|purchase-date|payments-date|buyer-email|buyer-name|buyer-phone-number|sku|product-name|quantity-purchased|currency|item-price|item-tax|shipping-price|shipping-tax|ship-service-level|recipient-name|ship-address-1|ship-address-2|ship-address-3|ship-city|ship-state|ship-postal-code|ship-country|ship-phone-number|delivery-start-date|delivery-end-date|delivery-time-zone|delivery-Instructions|sales-channel";

pub const AMAZON_UNSHIPPED: &str = "order-id|order-item-id|purchase-date|payments-date|reporting-date|promise-date|days-past-promise|buyer-email|buyer-name|buyer-phone-number|sku|product-name|quantity-purchased|quantity-shipped|quantity-to-ship|ship-service-level|recipient-name|ship-address-1|ship-address-2|ship-address-3|ship-city|ship-state|ship-postal-code|ship-country|is-business-order|purchase-order-number|price-designation|is-iba|verge-of-cancellation|verge-of-lateShipment";

pub const WOO: &str = "order_id|order_number|order_date|paid_date|status|shipping_total|shipping_tax_total|fee_total|fee_tax_total|tax_total|cart_discount|order_discount|discount_total|order_total|order_subtotal|order_currency|payment_method|payment_method_title|transaction_id|customer_ip_address|customer_user_agent|shipping_method|customer_id|customer_user|customer_email|billing_first_name|billing_last_name|billing_company|billing_email|billing_phone|billing_address_1|billing_city|billing_country";

pub const DOUYIN: &str = "主订单编号|子订单编号|选购商品|商品规格|商品数量|商品ID|商家编码|商品单价|订单应付金额|运费|优惠总金额|平台优惠|商家优惠|达人优惠|商家改价|支付优惠|红包抵扣|支付方式|手续费|收件人|收件人手机号|省|市|区|街道|详细地址|是否修改过地址|地址修改时段|买家留言|订单提交时间|旗帜颜色|商家备注|订单完成时间|支付完成时间|APP渠道|流量来源|订单状态|承诺发货时间|订单类型|鲁班落地页ID|达人ID|达人昵称|所属门店ID|售后状态|取消原因|预约发货时间|仓库ID|仓库名称|序列号|是否安心购|广告渠道|流量类型|流量体裁|流量渠道|发货主体|发货主体明细|发货时间|降价类优惠|平台实际承担优惠金额|商家实际承担优惠金额|达人实际承担优惠金额|预计送达时间|是否平台仓自流转|车型|商品69码|发货SN码|发货IMEI码1|发货IMEI码2|预约送达时间|建议发货时间（起）|建议发货时间（止）|物流SN码|物流IMEI码1|物流IMEI码2";

/// The second set of headers.
pub const DOUYIN_2: &str = "主订单编号|子订单编号|选购商品|货号|商品数量|商品ID|商家编码|商品金额|订单应付金额|运费|优惠总金额|平台优惠|商家优惠|达人优惠|商家改价|支付优惠|红包抵扣|支付方式|手续费|收件人|收件人手机号|省|市|区|街道|详细地址|是否修改过地址|地址修改时段|买家留言|订单提交时间|旗帜颜色|商家备注|订单完成时间|支付完成时间|APP渠道|流量来源|订单状态|承诺发货时间|订单类型|鲁班落地页ID|达人ID|达人昵称|所属门店ID|售后状态|取消原因|预约发货时间|仓库ID|仓库名称|序列号|是否安心购|广告渠道|流量类型|流量体裁|流量渠道|发货主体|发货主体明细|发货时间|降价类优惠|平台实际承担优惠金额|商家实际承担优惠金额|达人实际承担优惠金额|预计送达时间|是否平台仓自流转|车型|商品69码|发货SN码|发货IMEI码1|发货IMEI码2|预约送达时间|建议发货时间（起）|建议发货时间（止）|物流SN码|物流IMEI码1|物流IMEI码2|快递信息|拼团订单团编号|税费|教育优惠|是否是渠道商品";

/// As far as it is known.
pub const AFTER_SALES: &str = "售后单号|订单号|商品单号|商品名称|商品ID|应付金额（元）|售后类型|退商品金额（元）|售后状态|售后申请时间";

pub const TIKTOK: &str = "Order ID|Order Status|Order Substatus|Cancelation/Return Type|Normal or Pre-order|SKU ID|Seller SKU|Product Name|Variation|Quantity|Sku Quantity of return|SKU Unit Original Price|SKU Subtotal Before Discount|SKU Platform Discount|SKU Seller Discount|SKU Subtotal After Discount|Shipping Fee After Discount|Original Shipping Fee|Shipping Fee Seller Discount|Shipping Fee Platform Discount|Payment platform discount|Taxes|Order Amount|Order Refund Amount|Created Time|Paid Time|RTS Time|Shipped Time|Delivered Time|Cancelled Time|Cancel By|Cancel Reason|Fulfillment Type|Warehouse Name|Tracking ID|Delivery Option|Shipping Provider Name|Buyer Message|Buyer Username|Recipient|Phone #|Country|Province|District|Zipcode|Payment Method|Weight(kg)|Product Category|Package ID|Seller Note";

/// A row: the cells that are filled, by header.
pub type Cells<'a> = &'a [(&'a str, &'a str)];

/// A text file with a full header and rows of which only some cells are filled. A name of a cell
/// that no header has is a slip of the test.
pub fn file(header: &str, rows: &[Cells<'_>], delimiter: u8) -> String {
    let names: Vec<&str> = header.split('|').collect();
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
    writer.write_record(&names).unwrap();
    for row in rows {
        let mut cells = vec![""; names.len()];
        for (name, value) in *row {
            let at = names.iter().position(|n| n.trim() == *name);
            cells[at.unwrap_or_else(|| panic!("no header {name}"))] = value;
        }
        writer.write_record(&cells).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// As [`file`], with commas.
pub fn csv(header: &str, rows: &[Cells<'_>]) -> String {
    file(header, rows, b',')
}
