//! Files that cannot be read or written, and what libraries say of them.

use std::path::Path;

use super::{Lang, Notice};
use crate::domain::FileTrouble;

/// What was to be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To read it.
    Read,
    /// To write it.
    Write,
}

/// A named file that cannot be read or written.
pub fn no_access(path: &Path, why: FileTrouble, access: Access, lang: Lang) -> Notice {
    let path = path.display();
    let title = match access {
        Access::Read => lang.pick(format!("读不了 {path}"), format!("Cannot read {path}")),
        Access::Write => lang.pick(format!("写不了 {path}"), format!("Cannot write {path}")),
    };
    let (why, action) = trouble(why, access, lang);
    Notice::new(title, why, action)
}

/// Why, and what to do.
pub fn trouble(why: FileTrouble, access: Access, lang: Lang) -> (&'static str, &'static str) {
    let read = access == Access::Read;
    match why {
        FileTrouble::Missing if read => lang.pick(
            ("找不到文件。", "请检查路径；文件可能被移动或改名了。"),
            ("The file does not exist.", "Check the path; it may have been moved or renamed."),
        ),
        FileTrouble::Missing => lang.pick(
            ("文件夹不存在。", "先建好这个文件夹，或换一个已有的文件夹。"),
            ("The folder does not exist.", "Make the folder first, or choose one that is there."),
        ),
        FileTrouble::Denied if read => lang.pick(
            ("没有权限读取。", "请检查文件权限，或先关闭正在使用它的程序。"),
            (
                "No permission to read it.",
                "Check its permissions, or close the program that uses it.",
            ),
        ),
        FileTrouble::Denied => lang.pick(
            ("没有权限写入。", "换一个能写的文件夹（例如「文档」），或先关闭正在使用它的程序。"),
            (
                "No permission to write it.",
                "Choose a folder you can write, such as Documents, or close the program that uses it.",
            ),
        ),
        FileTrouble::Folder if read => lang.pick(
            ("这是一个文件夹。", "请写文件夹里的文件；导入表格时可以直接给整个文件夹。"),
            (
                "It is a folder.",
                "Name a file in it; tables can also be imported as a whole folder.",
            ),
        ),
        FileTrouble::Folder => lang.pick(
            ("这里已经有一个同名的文件夹。", "换一个文件名。"),
            ("A folder of that name is there.", "Choose another name."),
        ),
        FileTrouble::NotAFolder => lang.pick(
            ("路径中间有一段是文件，不是文件夹。", "请检查路径。"),
            ("A part of the path is a file, not a folder.", "Check the path."),
        ),
        FileTrouble::ReadOnly => lang.pick(
            ("这个磁盘或文件夹只能读。", "换一个能写的文件夹，例如「文档」。"),
            ("That disk or folder can only be read.", "Choose a folder you can write, such as Documents."),
        ),
        FileTrouble::Full => lang.pick(
            ("磁盘满了。", "清出一些空间再试。"),
            ("The disk is full.", "Free some space and try again."),
        ),
        FileTrouble::BadName => lang.pick(
            ("系统不接受这样的文件名（太长，或有不能用的字）。", "换一个短一些的名字。"),
            ("The system does not take that name: too long, or with signs it forbids.", "Choose a shorter name."),
        ),
        FileTrouble::NotText => lang.pick(
            ("内容不是 UTF-8 文字。", "用记事本打开，另存为 UTF-8 编码再试。"),
            ("Its content is not UTF-8 text.", "Open it in a text editor, save it as UTF-8 and try again."),
        ),
        FileTrouble::Other => lang.pick(
            ("磁盘或系统没有做成。", "请先关闭正在使用它的程序，或把它复制到本机磁盘后再试。"),
            (
                "The disk or the system failed.",
                "Close the program that uses it, or copy it to a local disk and try again.",
            ),
        ),
    }
}

/// What could not be printed: standard output leads into a file or program that takes no more.
pub fn output_failed(why: FileTrouble, lang: Lang) -> Notice {
    let (why, action) = trouble(why, Access::Write, lang);
    Notice::new(lang.pick("结果没有全部写出去", "Not everything could be printed"), why, action)
}

/// A library's own words, marked as such: they are English whatever the language.
pub fn said(raw: &str, lang: Lang) -> String {
    lang.pick(format!("（原话：{raw}）"), format!("({raw})"))
}

/// A text that is no TOML.
pub fn toml_said(raw: &str, lang: Lang) -> String {
    let raw = raw.lines().next().unwrap_or_default();
    lang.pick(
        format!("不是有效的 TOML，多半是少了引号、括号或等号。（原话：{raw}）"),
        format!(
            "It is not valid TOML; a quote, bracket or equals sign is probably missing ({raw})."
        ),
    )
}
