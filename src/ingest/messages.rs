//! Comment logs in JSON, one message a line: the replayed chat of YouTube as yt-dlp saves it, and
//! what DouyinBarrageGrab sends. Every comment becomes a row under headers that say where in the
//! message its cells stood.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;

use super::IngestError;
use super::grid::{Cells, Document, Row, Sheet};

/// Rows of a log that is no table, as a table.
pub(super) struct Log {
    rows: Vec<Row>,
    width: usize,
    left_out: Vec<(String, u64)>,
}

impl Log {
    /// A log with its headers.
    pub fn new(headers: &[&str]) -> Self {
        let mut log = Self { rows: Vec::new(), width: headers.len(), left_out: Vec::new() };
        log.row(0, headers);
        log
    }

    pub fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    /// Adds a row that stood in a line of the file.
    pub fn row(&mut self, line: u32, cells: &[&str]) {
        let cells = Cells::Record(csv::StringRecord::from(cells.to_vec()));
        self.rows.push(Row { number: line, cells });
    }

    /// Adds a row that cannot be read, so that it is listed with its line.
    pub fn cut_off(&mut self, line: u32) {
        let mut cells = vec![""; self.width];
        cells[self.width - 2] = "?";
        self.row(line, &cells);
    }

    /// Says what the file holds besides.
    pub fn leave_out(&mut self, what: &str, count: u64) {
        self.left_out.push((what.to_owned(), count));
    }

    pub fn document(self, encoding: &'static str) -> Document {
        let sheet = Sheet { name: Arc::from(""), rows: self.rows, open_end: false };
        let left_out = self.left_out;
        Document { encoding, delimiter: None, replaced: 0, left_out, sheets: vec![sheet] }
    }
}

/// A message, taken apart.
enum Message {
    Comment(Vec<String>),
    /// Something else, by the name it has.
    Other(&'static str),
    /// None of this log's messages.
    Unknown,
}

/// One way of writing a log.
struct Dialect {
    headers: &'static [&'static str],
    takes: fn(&Value) -> bool,
    read: fn(&Value) -> Message,
}

const DIALECTS: [Dialect; 2] = [
    Dialect {
        headers: &[
            "videoOffsetTimeMsec / 1000",
            "timestampUsec",
            "authorExternalChannelId",
            "message.runs[].text",
        ],
        takes: |message| message.get("replayChatItemAction").is_some(),
        read: live_chat,
    },
    Dialect {
        headers: &["Type", "Data.RoomId", "Data.User.SecUid", "Data.Content"],
        takes: |message| message.get("Type").is_some() && message.get("Data").is_some(),
        read: barrage,
    },
];

/// Whether text looks like one JSON object a line.
pub(super) fn is_json_lines(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    first.is_some_and(|line| {
        line.starts_with('{') && serde_json::from_str::<Value>(line).is_ok_and(|v| v.is_object())
    })
}

/// Reads a log; of the beginning of a file what is whole.
///
/// Errors: JSON that is no comment log.
pub(super) fn open(
    text: &str,
    encoding: &'static str,
    head: bool,
) -> Result<Document, IngestError> {
    let parsed = |line: &str| serde_json::from_str::<Value>(line).ok();
    let dialect = text
        .lines()
        .filter_map(parsed)
        .find_map(|message| DIALECTS.iter().find(|dialect| (dialect.takes)(&message)))
        .ok_or_else(|| IngestError::NotWhatItSays {
            named: String::new(),
            found: "json".to_owned(),
        })?;
    let mut log = Log::new(dialect.headers);
    let mut left_out: BTreeMap<&str, u64> = BTreeMap::new();
    for (nth, line) in (1u32..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        match parsed(line).map(|message| (dialect.read)(&message)) {
            Some(Message::Comment(cells)) => {
                log.row(nth, &cells.iter().map(String::as_str).collect::<Vec<_>>());
            }
            Some(Message::Other(name)) => *left_out.entry(name).or_default() += 1,
            Some(Message::Unknown) => *left_out.entry("?").or_default() += 1,
            None if head => {}
            None => log.cut_off(nth),
        }
    }
    for (name, count) in left_out {
        log.leave_out(name, count);
    }
    Ok(log.document(encoding))
}

fn text_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// `replayChatItemAction`: the time from the start of the stream, and actions that add items.
fn live_chat(message: &Value) -> Message {
    let Some(replay) = message.get("replayChatItemAction") else { return Message::Unknown };
    let item = replay
        .get("actions")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .find_map(|action| action.get("addChatItemAction")?.get("item")?.as_object())
        .and_then(|item| item.values().next());
    let Some(item) = item else { return Message::Other("replayChatItemAction") };
    let runs = item.get("message").and_then(|m| m.get("runs")).and_then(Value::as_array);
    let text: String =
        runs.into_iter().flatten().filter_map(|run| run.get("text")?.as_str()).collect();
    if text.trim().is_empty() {
        return Message::Other("addChatItemAction");
    }
    let offset = text_of(replay.get("videoOffsetTimeMsec")).parse::<f64>().ok();
    let at = text_of(item.get("timestampUsec"))
        .parse::<i64>()
        .ok()
        .and_then(|at| Timestamp::from_microsecond(at).ok());
    Message::Comment(vec![
        offset.map_or(String::new(), |ms| (ms / 1000.0).to_string()),
        at.map_or(String::new(), |at| at.to_string()),
        text_of(item.get("authorExternalChannelId")),
        text,
    ])
}

/// `{Type, ProcessName, Data}`, where `Data` is JSON within a text.
fn barrage(message: &Value) -> Message {
    let kind = message.get("Type").and_then(Value::as_i64).unwrap_or(0);
    if kind != 1 {
        return match kind {
            2 => Message::Other("点赞"),
            3 => Message::Other("进房"),
            4 => Message::Other("关注"),
            5 => Message::Other("礼物"),
            6 => Message::Other("直播间统计"),
            7 => Message::Other("粉丝团"),
            8 => Message::Other("分享"),
            9 => Message::Other("下播"),
            _ => Message::Unknown,
        };
    }
    let data = message.get("Data").and_then(Value::as_str);
    let Some(data) = data.and_then(|data| serde_json::from_str::<Value>(data).ok()) else {
        return Message::Unknown;
    };
    let user = data.get("User");
    Message::Comment(vec![
        "1".to_owned(),
        text_of(data.get("RoomId")),
        text_of(user.and_then(|user| user.get("SecUid"))),
        text_of(data.get("Content")),
    ])
}
