//! A text file as it passes by: decoded to UTF-8 piece by piece, hashed on the way, with the
//! last stretch kept to look back at.

use std::io::Read;

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8};
use sha2::{Digest as _, Sha256};

use super::super::limits::MAX_RECORD;
use super::super::text;
use crate::domain::hex;

/// Bytes read at once.
const PIECE: usize = 256 << 10;

/// An encoding a file may be in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Code {
    encoding: &'static Encoding,
    /// As in reports.
    pub name: &'static str,
    /// Bytes of the mark at the beginning.
    mark: usize,
}

/// The encodings to try, in order: byte order mark, the template's label, or UTF-8 before GB18030.
pub(super) fn codes(head: &[u8], label: Option<&str>) -> Vec<Code> {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        let name = if encoding == UTF_8 { "utf-8-bom" } else { text::named(encoding) };
        return vec![Code { encoding, name, mark }];
    }
    let code = |encoding| Code { encoding, name: text::named(encoding), mark: 0 };
    match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        Some(encoding) => vec![code(encoding)],
        None => vec![code(UTF_8), code(GB18030)],
    }
}

/// A file on its way through.
pub(super) struct Tape<R> {
    file: R,
    code: Code,
    decoder: encoding_rs::Decoder,
    hash: Sha256,
    /// Bytes of the file so far.
    pub read: u64,
    piece: Vec<u8>,
    /// A character's beginning whose end has not come.
    carried: Vec<u8>,
    /// The last stretch of decoded text.
    kept: String,
    /// Where that begins in the whole text.
    kept_from: u64,
    /// How much of the whole text was handed out.
    given: u64,
    /// Whether a character beyond ASCII came.
    is_plain: bool,
    state: State,
}

/// How far a tape is.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Running,
    Ended,
    /// The file ends within a character.
    Cut,
    /// The file is not in this encoding.
    Foreign,
}

impl<R: Read> Tape<R> {
    /// A file from its beginning.
    pub fn new(file: R, code: Code) -> Self {
        Self {
            file,
            code,
            decoder: code.encoding.new_decoder_without_bom_handling(),
            hash: Sha256::new(),
            read: 0,
            piece: vec![0; PIECE],
            carried: Vec::new(),
            kept: String::new(),
            kept_from: 0,
            given: 0,
            is_plain: true,
            state: State::Running,
        }
    }

    /// Whether the file ends within a character.
    pub fn is_cut(&self) -> bool {
        self.state == State::Cut
    }

    /// Whether the file turned out not to be in this encoding.
    pub fn is_foreign(&self) -> bool {
        self.state == State::Foreign
    }

    /// The hash of the file, once it is read to its end.
    pub fn sha256(&self) -> String {
        hex(&self.hash.clone().finalize())
    }

    /// The text from a place on to where reading is; `None` when it is too long ago.
    pub fn since(&self, place: u64) -> Option<&str> {
        let at = usize::try_from(place.checked_sub(self.kept_from)?).ok()?;
        self.kept.get(at..)
    }

    /// Takes in the next piece.
    fn more(&mut self) -> std::io::Result<()> {
        let length = self.file.read(&mut self.piece)?;
        if length == 0 {
            self.state = State::Ended;
        }
        self.hash.update(&self.piece[..length]);
        if self.kept.len() > 2 * MAX_RECORD {
            // What was handed out longer ago than a record may be long is of no more use.
            let mut from = (self.given - self.kept_from) as usize;
            from = from.saturating_sub(MAX_RECORD);
            while !self.kept.is_char_boundary(from) {
                from -= 1;
            }
            self.kept.drain(..from);
            self.kept_from += from as u64;
        }
        let skip = if self.read == 0 { self.code.mark.min(length) } else { 0 };
        self.read += length as u64;
        let piece = std::mem::take(&mut self.piece);
        if self.code.encoding == UTF_8 {
            self.utf8(&piece[skip..length]);
        } else {
            self.decode(&piece[skip..length]);
        }
        self.piece = piece;
        if self.is_foreign() {
            return Err(std::io::Error::other("not in this encoding"));
        }
        Ok(())
    }

    fn utf8(&mut self, piece: &[u8]) {
        let joined;
        let bytes = if self.carried.is_empty() {
            piece
        } else {
            joined = [std::mem::take(&mut self.carried).as_slice(), piece].concat();
            &joined
        };
        let (good, rest) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, &[][..]),
            Err(broken) if broken.error_len().is_none() => {
                let (good, rest) = bytes.split_at(broken.valid_up_to());
                (std::str::from_utf8(good).unwrap_or_default(), rest)
            }
            Err(_) => {
                self.state = State::Foreign;
                return;
            }
        };
        self.is_plain = self.is_plain && good.is_ascii();
        self.kept.push_str(good);
        if !rest.is_empty() && self.state == State::Ended {
            // Only what was UTF-8 before can be cut off UTF-8.
            let is_utf8 = !self.is_plain || self.code.mark > 0;
            self.state = if is_utf8 { State::Cut } else { State::Foreign };
        } else {
            self.carried = rest.to_vec();
        }
    }

    fn decode(&mut self, piece: &[u8]) {
        let most = self.decoder.max_utf8_buffer_length_without_replacement(piece.len());
        self.kept.reserve(most.unwrap_or(piece.len() * 4));
        let last = self.state == State::Ended;
        let (result, read) =
            self.decoder.decode_to_string_without_replacement(piece, &mut self.kept, last);
        if let DecoderResult::Malformed(..) = result {
            self.state = if last && read == piece.len() { State::Cut } else { State::Foreign };
        }
    }
}

impl<R: Read> Read for Tape<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let at = (self.given - self.kept_from) as usize;
            let waiting = &self.kept.as_bytes()[at..];
            if !waiting.is_empty() || self.state != State::Running {
                let length = waiting.len().min(out.len());
                out[..length].copy_from_slice(&waiting[..length]);
                self.given += length as u64;
                return Ok(length);
            }
            self.more()?;
        }
    }
}
