//! Which headers tell who somebody is, in the words of `kinds/personal.txt`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::header::normalise;

const WORDS: &str = include_str!("kinds/personal.txt");

/// The lists of the file by the section they stand in; the first has no name.
static LISTS: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    let mut lists: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut section = String::new();
    for line in WORDS.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(name) => name.clone_into(&mut section),
            None => {
                lists.entry(section.clone()).or_default().insert(normalise(line));
            }
        }
    }
    lists
});

fn list(section: &str) -> &'static BTreeSet<String> {
    static NONE: BTreeSet<String> = BTreeSet::new();
    LISTS.get(section).unwrap_or(&NONE)
}

/// Whether a normalised header names a personal column.
pub(super) fn is_personal(header: &str) -> bool {
    list("").contains(header)
}

/// Whether a free header, which nobody has looked at, tells who somebody is: `customer_name`,
/// `homeTel`, `收货手机号`, but not `product_name`, `phone_brand` or `is_mobile`.
pub(super) fn tells_who(header: &str) -> bool {
    let plain = normalise(header);
    if is_personal(&plain) {
        return true;
    }
    let mut words = words_of(header);
    let asks = words.first().is_some_and(|first| list("questions").contains(first))
        || list("questions").iter().any(|word| !word.is_ascii() && plain.starts_with(word));
    if asks {
        return false;
    }
    loop {
        if ends_personal(&words) {
            return true;
        }
        // `phone no 2`
        let trailing = words.last().is_some_and(|last| {
            last.bytes().all(|b| b.is_ascii_digit()) || list("trailing").contains(last)
        });
        if !trailing || words.len() < 2 {
            return false;
        }
        words.pop();
    }
}

fn ends_personal(words: &[String]) -> bool {
    list("ends").iter().any(|end| before(words, end).is_some())
        || list("names").iter().any(|name| {
            before(words, name).is_some_and(|rest| rest.is_empty() || ends_with_person(&rest))
        })
        || list("ids")
            .iter()
            .any(|id| before(words, id).is_some_and(|rest| ends_with(&rest, "people")))
}

fn ends_with_person(words: &[String]) -> bool {
    ends_with(words, "people") || ends_with(words, "which")
}

fn ends_with(words: &[String], section: &str) -> bool {
    list(section).iter().any(|word| before(words, word).is_some())
}

/// What stands before `end` at the end of a header; `None` when something else stands there.
/// Chinese is written without gaps; ASCII words count as a whole (`tel` is not in `hotel`).
fn before(words: &[String], end: &str) -> Option<Vec<String>> {
    if !end.is_ascii() {
        let joined = words.concat();
        let rest = joined.strip_suffix(end)?;
        return Some(if rest.is_empty() { Vec::new() } else { words_of(rest) });
    }
    (1..=words.len().min(3))
        .map(|count| words.split_at(words.len() - count))
        .find(|(_, tail)| tail.concat() == end)
        .map(|(rest, _)| rest.to_vec())
        .or_else(|| {
            // `customername`
            let (last, rest) = words.split_last()?;
            let who = last.strip_suffix(end).filter(|who| list("people").contains(*who))?;
            Some(rest.iter().cloned().chain([who.to_owned()]).collect())
        })
}

/// The words of a header in lower case, without what stands in brackets: `homeTel (old)` and
/// `home_tel` are `home`, `tel`; `用户ID` is `用户`, `id`.
fn words_of(header: &str) -> Vec<String> {
    let mut apart = String::with_capacity(header.len() + 8);
    let mut last: Option<char> = None;
    for c in header.chars() {
        if let Some(last) = last
            && ((last.is_ascii_lowercase() && c.is_ascii_uppercase())
                || (last.is_alphanumeric()
                    && c.is_alphanumeric()
                    && last.is_ascii() != c.is_ascii()))
        {
            apart.push(' ');
        }
        apart.push(c);
        last = Some(c);
    }
    let plain = normalise(&apart);
    let bare = plain.split('(').find(|part| !part.trim().is_empty()).unwrap_or_default();
    bare.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{LISTS, is_personal, tells_who};

    #[test]
    fn headers_of_people_are_told_from_headers_of_things() {
        assert!(is_personal("收货地址") && is_personal("phone #") && !is_personal("商品名称"));
        for who in [
            "name",
            "user_name",
            "username",
            "real_name",
            "customer_name",
            "tel",
            "id_card",
            "bank",
            "wechat",
            "openid",
            "nickname",
            "昵称",
            "Name",
            "CustomerName",
            "customername",
            "Customer Name",
            "homeTel",
            "home_tel_2",
            "phone no.",
            "Mobile Phone",
            "用户昵称",
            "用户ID",
            "买家名称",
            "user_id",
            "customerID",
            "Surname",
            "e-mail",
            "contact email",
            "ip_address",
            "收货手机号",
            "联系电话2",
            "会员手机",
            "微信号",
            "QQ号",
            "bank_account_no",
            "银行卡号",
            "家庭住址",
            "open_id",
            "客户姓名（脱敏）",
            "ID Card Number",
            "Buyer",
            "买家",
            "wx_openid",
            "last name",
            "身份证号码",
            "user wechat id",
        ] {
            assert!(tells_who(who), "{who}");
        }
        for thing in [
            "product_name",
            "host_name",
            "page_name",
            "account_name",
            "shop_name",
            "campaign name",
            "商品名称",
            "主播名",
            "场次名称",
            "phone_brand",
            "PhoneService",
            "is_mobile",
            "has_email",
            "email_opens",
            "hotel",
            "minutes",
            "source",
            "returning",
            "Administrative",
            "BounceRates",
            "Month",
            "VisitorType",
            "Browser",
            "Region",
            "contact",
            "housing",
            "duration",
            "product_id",
            "session_id",
            "手机品牌",
            "是否手机",
            "是否关注微信",
            "微信渠道占比",
            "页面地址",
            "member_level",
            "会员等级",
            "user_count",
            "fan_level",
            "customer_age",
            "number_of_viewers",
            "Durasi_Jam",
            "file_name",
            "用户数",
            "购买次数",
        ] {
            assert!(!tells_who(thing), "{thing}");
        }
    }

    #[test]
    fn every_list_of_the_file_is_used() {
        let sections: Vec<&str> = LISTS.keys().map(String::as_str).collect();
        assert_eq!(
            sections,
            ["", "ends", "ids", "names", "people", "questions", "trailing", "which"]
        );
    }
}
