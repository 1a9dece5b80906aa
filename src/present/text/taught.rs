//! Texts of what a person taught the importer.

use super::canonical::field;
use super::ingest::kind_name;
use super::mapping::grain as grain_name;
use super::{Lang, tray};
use crate::domain::Platform;
use crate::engine::Taught;
use crate::ingest::Grain;

/// Title of the list.
pub fn title(lang: Lang) -> String {
    lang.pick("学会认的", "What it has learnt").to_owned()
}

/// Beside the title.
pub fn note(lang: Lang) -> String {
    lang.pick("去掉以后，已经导入的数据不变", "Forgetting changes nothing that was imported")
        .to_owned()
}

/// Column headers: what it is, its name, what it is for.
pub fn columns(lang: Lang) -> Vec<String> {
    lang.pick(["记下的是", "名字", "用来"], ["What", "Name", "Serves"]).map(str::to_owned).to_vec()
}

/// The button.
pub fn forget(lang: Lang) -> String {
    lang.pick("去掉", "Forget").to_owned()
}

/// What was taught.
pub fn what(taught: &Taught, lang: Lang) -> String {
    let (zh, en) = match taught {
        Taught::Kind(_) => ("自己的类型", "Own kind"),
        Taught::Template(_) => ("记下的表", "Kept table"),
        Taught::Alias(_) => ("改名的表头", "Renamed header"),
    };
    lang.pick(zh, en).to_owned()
}

/// Its name.
pub fn name(taught: &Taught) -> &str {
    match taught {
        Taught::Kind(kind) => &kind.id,
        Taught::Template(template) => &template.name,
        Taught::Alias(alias) => &alias.header,
    }
}

/// What an own kind is for.
pub fn kind_serves(grain: Grain, platform: Platform, replaces: Option<&str>, lang: Lang) -> String {
    let rows = tray::kind(platform, &grain_name(grain, lang), lang);
    let Some(other) = replaces else {
        return lang.pick(format!("认出文件：{rows}"), format!("recognises files: {rows}"));
    };
    let other = kind_name(other, lang);
    lang.pick(
        format!("认出文件：{rows}，代替「{other}」"),
        format!("recognises files: {rows}, in place of '{other}'"),
    )
}

/// What a kept table is for.
pub fn template_serves(kind: &str, headers: usize, lang: Lang) -> String {
    let kind = kind_name(kind, lang);
    lang.pick(
        format!("有这 {headers} 个表头的文件当作「{kind}」"),
        format!("files with its {headers} headers are read as '{kind}'"),
    )
}

/// What a renamed header is for.
pub fn alias_serves(kind: &str, name: &str, lang: Lang) -> String {
    let (kind, name) = (kind_name(kind, lang), field(name, lang));
    lang.pick(format!("「{kind}」里的{name}"), format!("{name} of '{kind}'"))
}

/// Kept by another version of the program.
pub fn not_read(lang: Lang) -> String {
    lang.pick("这个版本读不了它，不起作用", "not read by this version, without effect").to_owned()
}

/// Something was forgotten.
pub fn forgotten(taught: &Taught, lang: Lang) -> String {
    let (what, name) = (what(taught, lang), name(taught));
    lang.pick(
        format!("已去掉{what}「{name}」"),
        format!("Forgot the {} '{name}'", what.to_lowercase()),
    )
}

/// A kind file over the window.
pub fn kind_file(lang: Lang) -> String {
    lang.pick("类型文件，放下就加入", "a kind file: drop it to add it").to_owned()
}
