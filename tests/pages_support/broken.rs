//! Files as they come when somebody kept them by hand: half of what is in them is wrong.

/// Sessions of an own table: a time in words, a figure in words, counts that contradict each
/// other, a total, a column nobody knows.
pub const SESSIONS: &str = "\
场次id,账号,主播,开播时间,时长,观看人数,观看次数,商品曝光人数,商品点击人数,成交人数,订单数,成交金额,心情
s1,小满生活馆,阿禾,2026-11-14 19:30:00,3小时,11800,15100,8200,3400,360,372,38600,好
s2,小满生活馆,阿禾,昨天晚上,3小时,12100,15600,8400,3500,370,381,39000,好
s3,小满生活馆,小满,2026-11-17 19:30:00,3小时,9 百多,16200,9960,4180,402,410,42319,累
s4,小满生活馆,小满,2026-11-21 19:30:00,3小时,12840,16200,9960,4180,5000,5100,42319,好
s5,小满生活馆,小满,2026-11-21 21:00:00,1小时,1000,900,800,300,20,21,2000,好
合计,,,,,38480,47800,27920,11380,5752,5903,125238,
";

/// Products of sessions, of which one names a session nobody told of.
pub const PRODUCTS: &str = "\
场次id,商品ID,商品名称,商品曝光人数,商品点击人数,成交人数,成交金额
s4,p1,挂耳咖啡,9000,4000,4000,30000
s4,p2,冻干草莓脆,2000,1000,200,3000
s9,p1,挂耳咖啡,100,50,5,500
";
