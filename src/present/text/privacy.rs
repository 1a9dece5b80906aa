//! Texts of what becomes of people's data: the card on Settings, the import summary, and
//! `fupan privacy audit`.

use super::Lang;
use crate::domain::ColumnFates;
use crate::engine::PrivacyAudit;
use crate::present::format;
use crate::present::pages::settings::{Fate, Privacy, PrivacyGroup};
use crate::privacy::Personal;
use crate::store::Suspect;

/// The fixed words of the card.
pub fn head(lang: Lang) -> Privacy {
    Privacy {
        title: lang.pick("隐私", "Privacy").to_owned(),
        note: lang.pick("什么都不离开这台电脑", "Nothing leaves this computer").to_owned(),
        ..Privacy::default()
    }
}

/// Headers enough to see what is meant, and how many there are.
fn some_of(headers: &[String], lang: Lang) -> String {
    const SHOWN: usize = 24;
    let shown = headers[..headers.len().min(SHOWN)].join(lang.pick("、", ", "));
    let all = headers.len();
    if all <= SHOWN {
        return shown;
    }
    lang.pick(format!("{shown}…… 共 {all} 种表头"), format!("{shown} … {all} headers in all"))
}

/// What becomes of every field. `dropped` are headers of the files in the store, or, while there
/// are none, those that would be dropped.
pub fn groups(dropped: &[String], empty: bool, lang: Lang) -> Vec<PrivacyGroup> {
    let group = |fate, texts: [&str; 3], fields: Option<String>| PrivacyGroup {
        fate,
        title: texts[0].to_owned(),
        detail: texts[1].to_owned(),
        fields: fields.unwrap_or_else(|| texts[2].to_owned()),
    };
    let names = match (dropped.is_empty(), empty) {
        (false, _) => Some(some_of(dropped, lang)),
        (true, true) => None,
        (true, false) => Some(
            lang.pick("导入的文件里没有这样的列", "No imported file had such a column").to_owned(),
        ),
    };
    vec![
        group(
            Fate::Kept,
            lang.pick(
                ["原样存", "只在这台电脑的一个文件里", "场次、商品、渠道、分钟、讲解的数字；订单的商品、金额、时间、状态；省份；评论文字，里面的手机号、身份证号、邮箱、地址打成 ***"],
                ["Kept", "in one file on this computer", "figures of sessions, products, channels, minutes and talks; product, amount, time and state of orders; province; comment texts, with phone and ID numbers, e-mail and postal addresses turned into ***"],
            ),
            None,
        ),
        group(
            Fate::Hashed,
            lang.pick(
                ["换成代号", "用只在这台电脑上的密钥算出，认得出是同一个人，认不出是谁", "买家和观众的账号、评论的作者"],
                ["Turned into a code", "with a key that only this computer has: the same person can be told, not who it is", "ids of buyers and viewers, authors of comments"],
            ),
            None,
        ),
        group(
            Fate::Dropped,
            lang.pick(
                ["读都不读", "导入时整列跳过，不进文件、不进模型", "姓名、电话、地址、身份证、邮箱、昵称、留言"],
                ["Never read", "the whole column is skipped on entry: not stored, not in any model", "names, phones, addresses, ID numbers, e-mail, nicknames, messages"],
            ),
            names,
        ),
    ]
}

/// Viewer keys are from another machine.
pub fn foreign_key(lang: Lang) -> String {
    lang.pick(
        "观众代号是在另一台电脑上生成的：同一个人在这里再导入会算成两个人。",
        "Viewer codes were made on another computer: the same person imported here counts as two.",
    )
    .to_owned()
}

/// Before the look.
pub fn looking(lang: Lang) -> String {
    lang.pick(
        "正在逐列查看库里存了什么，数据多时要几秒。",
        "Looking at every column of the store; with much data this takes some seconds.",
    )
    .to_owned()
}

/// What looking at every text gave.
pub fn verdict(audit: &PrivacyAudit, lang: Lang) -> String {
    let texts = format::count(audit.store.texts as f64);
    let count: u64 = audit.store.findings.iter().map(|finding| finding.count).sum();
    let masked = match (audit.masked, lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("导入时有 {n} 段文字打了 ***。"),
        (n, Lang::En) => format!(" {n} texts were masked with *** on entry."),
    };
    match (count, lang) {
        (0, Lang::Zh) => {
            format!(
                "逐段看过存下的 {texts} 段文字：没有一段像手机号、身份证号、邮箱或地址。{masked}"
            )
        }
        (0, Lang::En) => format!(
            "All {texts} stored texts were looked at: none looks like a phone number, an ID number, an e-mail or a postal address.{masked}"
        ),
        (n, Lang::Zh) => format!("逐段看过存下的 {texts} 段文字：有 {n} 段像个人信息。{masked}"),
        (n, Lang::En) => {
            format!("All {texts} stored texts were looked at: {n} look like personal data.{masked}")
        }
    }
}

/// What a text looks like.
fn looks(what: Option<Personal>, lang: Lang) -> &'static str {
    match what {
        Some(Personal::Phone) => lang.pick("手机号或电话", "a phone number"),
        Some(Personal::IdNumber) => lang.pick("身份证号", "an ID number"),
        Some(Personal::Email) => lang.pick("邮箱", "an e-mail address"),
        Some(Personal::Address) => lang.pick("地址", "a postal address"),
        None => lang.pick("没换成代号的账号", "an id that is not turned into a code"),
    }
}

/// Texts that look personal, and what to do about them.
pub fn finding(found: &Suspect, lang: Lang) -> String {
    let (what, n) = (looks(found.what, lang), format::count(found.count as f64));
    let place = format!("{} · {}", table(&found.table, lang), found.column);
    let by_hand = matches!(
        found.table.as_str(),
        "notes" | "settings" | "templates" | "plans" | "plan_items" | "plan_slots"
    );
    match (by_hand, lang) {
        (true, Lang::Zh) => format!("{place}：{n} 段像{what}。这是自己写的，改掉或删掉就行。"),
        (true, Lang::En) => {
            format!("{place}: {n} look like {what}. You wrote these: change or remove them.")
        }
        (false, Lang::Zh) => {
            format!("{place}：{n} 段像{what}。撤销带来它的那次导入，再导一次，就会打成 ***。")
        }
        (false, Lang::En) => format!(
            "{place}: {n} look like {what}. Undo the import that brought it and import again: it is masked then."
        ),
    }
}

/// Title of the list of tables.
pub fn tables_title(lang: Lang) -> String {
    lang.pick("存了哪些表", "What each table holds").to_owned()
}

/// Title of the list of files.
pub fn sources_title(lang: Lang) -> String {
    lang.pick("每种文件的列去了哪里", "What became of the columns of each kind of file").to_owned()
}

/// A table of the store in words.
pub fn table(name: &str, lang: Lang) -> String {
    let (zh, en) = match name {
        "session_facts" | "session_reported" => ("场次", "Sessions"),
        "sessions" => ("场次名册", "Register of sessions"),
        "session_products" | "session_product_reported" => ("场次的商品", "Products of sessions"),
        "channels" => ("渠道", "Channels"),
        "minutes" => ("分钟", "Minutes"),
        "segments" => ("讲解", "Talks"),
        "order_lines" => ("订单", "Orders"),
        "refunds" | "own_refunds" => ("售后", "Refunds"),
        "product_facts" => ("商品目录", "Catalogue"),
        "products" => ("商品名册", "Register of products"),
        "product_settings" => ("商品成本和角色", "Costs and roles"),
        "viewers" => ("观众", "Viewers"),
        "viewer_marks" => ("观众的标记", "Marks of viewers"),
        "comments" => ("评论", "Comments"),
        "events" | "event_rows" => ("行为", "Actions"),
        "event_sheets" | "action_words" => ("行为的词典", "Dictionary of actions"),
        "viewer_keys" => ("观众代号", "Codes of viewers"),
        "visits" => ("访问", "Visits"),
        "income" => ("其他收入", "Other income"),
        "periods" => ("按天和时段的数字", "Figures of periods"),
        "accounts" => ("账号", "Accounts"),
        "hosts" => ("主播", "Hosts"),
        "imports" => ("导入记录", "Imports"),
        "sources" => ("导入过的文件", "Imported files"),
        "settings" => ("设置", "Settings"),
        "templates" => ("模板", "Templates"),
        "notes" => ("笔记", "Notes"),
        "models" | "model_versions" | "training_runs" => ("模型", "Models"),
        "plans" | "plan_items" | "plan_slots" => ("计划", "Plans"),
        "meta" => ("版本号", "Version of the data"),
        other => (other, other),
    };
    lang.pick(zh, en).to_owned()
}

/// How many columns of a table hold what.
pub fn table_line(rows: u64, kept: usize, hashed: usize, nothing: usize, lang: Lang) -> String {
    let rows = format::count(rows as f64);
    let mut line = match lang {
        Lang::Zh => format!("{rows} 行 · 原样 {kept} 列"),
        Lang::En => format!("{rows} rows · {kept} kept"),
    };
    if hashed > 0 {
        line += &lang.pick(format!(" · 代号 {hashed} 列"), format!(" · {hashed} coded"));
    }
    if nothing > 0 {
        line += &lang.pick(format!(" · 空 {nothing} 列"), format!(" · {nothing} empty"));
    }
    line
}

/// The columns of a table by what they hold.
pub fn column_lists(kept: &[String], hashed: &[String], nothing: &[String], lang: Lang) -> String {
    let words = lang.pick(["原样", "代号", "空"], ["Kept", "Coded", "Empty"]);
    lists(&words, &[kept, hashed, nothing], lang)
}

/// The headers of files by what became of them.
pub fn fate_lists(fates: &ColumnFates, lang: Lang) -> String {
    let words = lang.pick(["存下", "换成代号", "丢掉"], ["Kept", "Coded", "Dropped"]);
    lists(&words, &[&fates.kept, &fates.hashed, &fates.dropped], lang)
}

fn lists(words: &[&str; 3], columns: &[&[String]; 3], lang: Lang) -> String {
    let shown: Vec<String> = words
        .iter()
        .zip(columns)
        .filter(|(_, columns)| !columns.is_empty())
        .map(|(word, columns)| {
            format!("{word}{}{}", lang.pick("：", ": "), columns.join(lang.pick("、", ", ")))
        })
        .collect();
    shown.join("\n")
}

/// A kind of file and how many there are.
pub fn files(kind: &str, files: usize, lang: Lang) -> String {
    match files {
        1 => kind.to_owned(),
        n => lang.pick(format!("{kind} ×{n}"), format!("{kind} ×{n}")),
    }
}

/// What became of the columns of a file, those of people by their headers.
pub fn fates(fates: &ColumnFates, masked: u64, lang: Lang) -> String {
    if fates.is_empty() {
        return lang
            .pick(
                "那时还没记下每一列的去向；撤销后再导入就有了",
                "what became of each column was not noted then; undo and import again to know",
            )
            .to_owned();
    }
    let list = |columns: &[String]| columns.join(lang.pick("、", ", "));
    let (kept, hashed, dropped) = (fates.kept.len(), fates.hashed.len(), fates.dropped.len());
    let columns = if kept == 1 { "column" } else { "columns" };
    let mut parts = vec![lang.pick(format!("存下 {kept} 列"), format!("{kept} {columns} kept"))];
    if hashed > 0 {
        let names = list(&fates.hashed);
        parts.push(lang.pick(
            format!("换成代号 {hashed} 列（{names}）"),
            format!("{hashed} turned into codes ({names})"),
        ));
    }
    parts.push(match dropped {
        0 => lang.pick("没有要丢的列", "none to drop").to_owned(),
        n => {
            let names = list(&fates.dropped);
            lang.pick(format!("丢掉 {n} 列（{names}）"), format!("{n} dropped ({names})"))
        }
    });
    if masked > 0 {
        parts.push(
            lang.pick(
                format!("{masked} 段文字打了 ***"),
                format!("{masked} texts masked with ***"),
            ),
        );
    }
    parts.join(lang.pick("，", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_personal_headers_are_named_in_part_and_counted() {
        let headers: Vec<String> = (0..30).map(|n| format!("h{n}")).collect();
        assert_eq!(some_of(&headers[..3], Lang::Zh), "h0、h1、h2");
        let long = some_of(&headers, Lang::En);
        assert!(long.starts_with("h0, h1") && long.ends_with("h23 … 30 headers in all"), "{long}");
        assert!(some_of(&headers, Lang::Zh).ends_with("h23…… 共 30 种表头"));
    }

    #[test]
    fn what_became_of_columns_is_said_by_their_headers() {
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let all = ColumnFates {
            kept: list(&["订单", "金额"]),
            hashed: list(&["手机号"]),
            dropped: list(&["收件人", "地址"]),
        };
        assert_eq!(
            fates(&all, 3, Lang::Zh),
            "存下 2 列，换成代号 1 列（手机号），丢掉 2 列（收件人、地址），3 段文字打了 ***"
        );
        let plain = ColumnFates { kept: list(&["Orders"]), ..ColumnFates::default() };
        assert_eq!(fates(&plain, 0, Lang::En), "1 column kept, none to drop");
        assert!(fates(&ColumnFates::default(), 0, Lang::En).contains("import again"));
    }
}
