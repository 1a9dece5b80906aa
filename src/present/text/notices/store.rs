//! A store or an identity key that cannot be used: what, why, and what to do next.

use std::path::Path;

use crate::domain::FileTrouble;
use crate::engine::EngineError;
use crate::learn::Question;
use crate::present::text::files::{Access, said, trouble};
use crate::present::text::{Lang, Notice, learn};
use crate::privacy::KeyError;
use crate::store::StoreError;

pub(super) fn store(error: &StoreError, lang: Lang) -> Notice {
    let shown = |path: &Path| path.display().to_string();
    match error {
        StoreError::Cancelled(_) => super::notice(&EngineError::Cancelled(crate::domain::Cancelled), lang),
        StoreError::ZeroBytes { path } => Notice::new(
            lang.pick("数据文件是空的（0 字节）", "The data file is empty (0 bytes)"),
            shown(path),
            lang.pick(
                "多半是拷贝没有完成。换回备份；如果里面本来就没有数据，删掉它再试，会新建一个。",
                "A copy probably did not finish. Put a backup in its place; if it never held data, delete it and try again: a new one is made.",
            ),
        ),
        StoreError::NotAStore { path } => Notice::new(
            lang.pick("这不是复盘的数据文件", "This is not a Fupan data file"),
            shown(path),
            lang.pick(
                "数据文件以 .fupan 结尾。要导入平台导出的表格，请用「导入」，不要用「打开」。",
                "Data files end in .fupan. To bring in a platform's export, import it instead of opening it.",
            ),
        ),
        StoreError::Missing { path } => Notice::new(
            lang.pick("找不到数据文件", "The data file was not found"),
            shown(path),
            lang.pick(
                "检查路径；第一次使用时先导入文件，会自动新建。",
                "Check the path. On first use import a file: a data file is made then.",
            ),
        ),
        StoreError::TooNew { path, .. } => Notice::new(
            lang.pick("数据文件来自更新的版本", "The data file is from a newer version"),
            shown(path),
            lang.pick(
                "请升级复盘再打开。文件没有被改动。",
                "Update Fupan and open it again. The file was not changed.",
            ),
        ),
        StoreError::InUse { path } => Notice::new(
            lang.pick("数据文件正被另一个窗口使用", "The data file is open elsewhere"),
            shown(path),
            lang.pick(
                "关掉另一个复盘窗口或等另一条命令结束，再试一次；或用 --store 打开另一个文件。",
                "Close the other Fupan window or wait for the other command, then try again; or open another file with --store.",
            ),
        ),
        StoreError::ReadOnly { path } => Notice::new(
            lang.pick("这里不能写入", "This place cannot be written"),
            shown(path),
            lang.pick(
                "把数据文件放到能写的文件夹（例如「文档」），或检查文件夹权限。",
                "Put the data file into a folder you can write, such as Documents, or check the folder's permissions.",
            ),
        ),
        StoreError::DiskFull => Notice::new(
            lang.pick("磁盘满了", "The disk is full"),
            lang.pick("这次什么都没有写进去，原来的数据都在。", "Nothing of this was written; all earlier data is in place."),
            lang.pick("清出一些空间再试。", "Free some space and try again."),
        ),
        StoreError::Damaged { .. } => Notice::new(
            lang.pick("数据文件损坏了", "The data file is damaged"),
            lang.pick("里面有一部分读不出来。", "Part of it cannot be read."),
            lang.pick(
                "先拷贝一份留着，再换回最近的备份，或新建文件重新导入。",
                "Keep a copy, then put the latest backup in its place, or import again into a new file.",
            ),
        ),
        StoreError::NotFound { what: "model", id } if asked(id).is_some() => {
            let title = asked(id).map_or_else(String::new, |question| {
                let question = learn::question_title(question, lang);
                lang.pick(
                    format!("「{question}」还没有训练过模型"),
                    format!("No model was trained yet for \"{question}\""),
                )
            });
            let action = lang.pick(
                format!("先运行 fupan train --question {id}。"),
                format!("Run `fupan train --question {id}` first."),
            );
            Notice::new(title, "", action)
        }
        StoreError::NotFound { what, id } => Notice::new(
            lang.pick(
                format!("没有这个{}：{id}", what_zh(what)),
                format!("There is no {what} {id}"),
            ),
            "",
            match *what {
                "import" => lang.pick("用 fupan imports 看有哪些；撤销过的不能再撤。", "See `fupan imports`; what was undone cannot be undone again."),
                "session" => lang.pick("用 fupan show sessions 看有哪些场次。", "See `fupan show sessions`."),
                "product" => lang.pick("用 fupan show products 看有哪些商品。", "See `fupan show products`."),
                "template" | "alias" => lang.pick(
                    "用 fupan map --list 看记下了哪些表和表头。",
                    "See `fupan map --list` for what is kept.",
                ),
                "kind" => lang.pick(
                    "fupan kinds 里标着「自己的」才能去掉；自带的类型去不掉。",
                    "`fupan kinds` marks your own, which can be taken away; those that are built in cannot.",
                ),
                "plan" => lang.pick("用 fupan plans 看存了哪些计划。", "See `fupan plans`."),
                "action" => lang.pick("用 fupan actions 看有哪些待办。", "See `fupan actions`."),
                "experiment" => {
                    lang.pick("用 fupan experiment list 看有哪些实验。", "See `fupan experiment list`.")
                }
                "note" => lang.pick(
                    "用 fupan note --session 场次 看那一场有哪些记录。",
                    "See `fupan note --session ID` for a session's notes.",
                ),
                "viewer" => lang.pick(
                    "写平台上的账号，或 fupan show flagged 里的代号（至少 8 位）。",
                    "Give the platform's id, or a code of `fupan show flagged`, at least 8 digits of it.",
                ),
                "model" => lang.pick("先用 fupan train 训练。", "Train one first with `fupan train`."),
                _ => "",
            },
        ),
        StoreError::Busy { .. } => Notice::new(
            lang.pick("数据文件一直被别的程序占着", "Another program keeps the data file busy"),
            lang.pick("等了一会儿还没轮到，什么都没有写进去。", "It did not let go in time; nothing was written."),
            lang.pick(
                "等另一条命令或同步盘、杀毒软件忙完再试；也可以把数据文件放到本机磁盘上。",
                "Wait until the other command, a sync folder or a virus scanner is done and try again; or keep the data file on a local disk.",
            ),
        ),
        StoreError::Disk { .. } => Notice::new(
            lang.pick("磁盘读写失败", "The disk failed"),
            lang.pick("这次什么都没有写进去。", "Nothing of this was written."),
            lang.pick(
                "检查移动硬盘或网络盘还连着没有，再运行 fupan check；不行就换一块盘，用备份继续。",
                "Check that an external or network disk is still connected, then run `fupan check`; if it fails again, go on with a backup on another disk.",
            ),
        ),
        StoreError::Document(_) => Notice::new(
            lang.pick("存下的内容读不出来", "A stored document cannot be read"),
            lang.pick("它是别的版本写的，或者损坏了。", "Another version wrote it, or it is damaged."),
            lang.pick("重新训练或重新存一次计划就好。", "Train again, or save the plan again."),
        ),
        StoreError::Io(error) => {
            let (why, action) = trouble(FileTrouble::of(error), Access::Write, lang);
            Notice::new(lang.pick("数据文件打不开", "The data file cannot be opened"), why, action)
        }
        StoreError::Sql(_) => Notice::new(
            lang.pick("数据文件出错了", "The data file failed"),
            said(&error.to_string(), lang),
            lang.pick(
                "这次什么都没有写进去。运行 fupan check 检查文件。",
                "Nothing of this was written. Run `fupan check` to check the file.",
            ),
        ),
    }
}

/// The question whose models were looked for.
fn asked(word: &str) -> Option<Question> {
    Question::ALL.iter().copied().find(|question| question.word() == word)
}

fn what_zh(what: &str) -> &'static str {
    match what {
        "import" => "导入",
        "session" => "场次",
        "product" => "商品",
        "plan" => "计划",
        "action" => "待办",
        "experiment" => "实验",
        "model" => "模型",
        "note" => "记录",
        "viewer" => "观众",
        "template" => "记下来的表",
        "alias" => "改过名的表头",
        "kind" => "自己的类型",
        _ => "内容",
    }
}

pub(super) fn key(error: &KeyError, lang: Lang) -> Notice {
    let title = lang.pick(
        "保护观众身份的密钥用不了",
        "The key that protects viewers' identities cannot be used",
    );
    let elsewhere = lang.pick(
        "检查数据文件夹能不能写，或用环境变量 FUPAN_DATA_DIR 指定一个能写的文件夹。",
        "Check that the data folder can be written, or name another with the environment variable FUPAN_DATA_DIR.",
    );
    match error {
        KeyError::Damaged { path } => Notice::new(
            title,
            path.display().to_string(),
            lang.pick(
                "密钥文件损坏。从备份恢复它；删掉它会新建一个，但以前导入的人和以后导入的人会对不上。",
                "The key file is damaged. Restore it from a backup. Deleting it makes a new one, but people imported before and after will not match.",
            ),
        ),
        KeyError::Io { path, source } => {
            let (why, _) = trouble(FileTrouble::of(source), Access::Write, lang);
            let stop = lang.pick("：", ": ");
            Notice::new(title, format!("{}{stop}{why}", path.display()), elsewhere)
        }
        KeyError::NoRandomness => Notice::new(
            title,
            lang.pick("系统没有给出随机数。", "The system gave no random bytes."),
            lang.pick("重启电脑后再试。", "Restart the computer and try again."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;

    #[test]
    fn every_trouble_says_what_to_do_in_its_own_language() {
        let raw = "disk I/O error: database disk image is malformed".to_owned();
        let path = std::path::PathBuf::from("/d/a");
        let of_system = [
            ErrorKind::NotFound,
            ErrorKind::PermissionDenied,
            ErrorKind::StorageFull,
            ErrorKind::IsADirectory,
            ErrorKind::Interrupted,
        ];
        let stores = [
            StoreError::Busy { detail: raw.clone() },
            StoreError::Disk { detail: raw.clone() },
            StoreError::Damaged { detail: raw },
            StoreError::NotFound { what: "note", id: "7".to_owned() },
            StoreError::NotFound { what: "action", id: "7".to_owned() },
            StoreError::NotFound { what: "experiment", id: "7".to_owned() },
            StoreError::NotFound { what: "model", id: "buyers".to_owned() },
            StoreError::NotFound { what: "model", id: "7".to_owned() },
        ];
        let io = |kind: &ErrorKind| Error::new(*kind, "words of the system (os error 5)");
        let keys =
            of_system.iter().map(|kind| KeyError::Io { path: path.clone(), source: io(kind) });
        let keys = keys.chain([KeyError::Damaged { path: path.clone() }, KeyError::NoRandomness]);
        let keys: Vec<KeyError> = keys.collect();
        let stores: Vec<StoreError> =
            stores.into_iter().chain(of_system.iter().map(|kind| io(kind).into())).collect();
        for lang in [Lang::Zh, Lang::En] {
            let of_stores = stores.iter().map(|error| store(error, lang));
            let of_keys = keys.iter().map(|error| key(error, lang));
            for notice in of_stores.chain(of_keys) {
                assert!(!notice.title.is_empty() && !notice.action.is_empty(), "{notice:?}");
                let said = format!("{}{}{}", notice.title, notice.detail, notice.action);
                for word in ["error", "malformed", "words of"] {
                    assert!(!said.contains(word), "{word}: {notice:?}");
                }
            }
        }
    }
}
