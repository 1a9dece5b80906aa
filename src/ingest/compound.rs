//! Compound files, the container of workbooks before 2007: one stream by its name.

use super::IngestError;

/// Entries of allocation tables from here on are no sectors.
const NO_SECTOR: u32 = 0xffff_fffa;
const HEADER: usize = 512;
const ENTRY: usize = 128;
/// Streams below this size lie in the stream of small sectors.
const SMALL: usize = 64;

/// A compound file, opened as far as its directory.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    shift: u32,
    table: Vec<u32>,
    small_table: Vec<u32>,
    small: Vec<u8>,
    cutoff: usize,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    is_stream: bool,
    start: u32,
    size: usize,
}

fn corrupt(what: &str) -> IngestError {
    IngestError::Corrupt { detail: what.to_owned() }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four))
}

impl<'a> Compound<'a> {
    /// Reads the tables and the directory. Errors: a file that is damaged or cut off.
    pub fn open(bytes: &'a [u8]) -> Result<Self, IngestError> {
        let field = |at| u32_at(bytes, at).ok_or_else(|| corrupt("compound header"));
        let shift = u32::from(u16_at(bytes, 30).unwrap_or(0));
        if bytes.len() < HEADER || !matches!(shift, 9 | 12) {
            return Err(corrupt("compound header"));
        }
        let mut file = Self {
            bytes,
            shift,
            table: Vec::new(),
            small_table: Vec::new(),
            small: Vec::new(),
            cutoff: field(56)? as usize,
            entries: Vec::new(),
        };
        file.table = file.allocation(field(68)?)?;
        let directory = file.chain(field(48)?, usize::MAX)?;
        file.entries = directory.chunks_exact(ENTRY).map(entry).collect();
        if let Some((start, size)) = file.entries.first().map(|root| (root.start, root.size))
            && start < NO_SECTOR
        {
            file.small = file.chain(start, size)?;
            file.small_table = match field(60)? {
                start if start < NO_SECTOR => numbers(&file.chain(start, usize::MAX)?).collect(),
                _ => Vec::new(),
            };
        }
        Ok(file)
    }

    /// Whether there is a stream or storage of this name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream.
    pub fn stream(&self, name: &str) -> Result<Vec<u8>, IngestError> {
        let entry = self
            .entries
            .iter()
            .find(|entry| entry.is_stream && entry.name.eq_ignore_ascii_case(name))
            .ok_or_else(|| corrupt("no such stream"))?;
        if entry.size >= self.cutoff {
            return self.chain(entry.start, entry.size);
        }
        let sector = |id: u32| {
            let from = (id as usize).checked_mul(SMALL)?;
            let to = from.checked_add(SMALL)?.min(self.small.len());
            self.small.get(from..to).filter(|part| !part.is_empty())
        };
        gather(entry.start, entry.size, &self.small_table, sector)
    }

    /// One sector; the last of a file may be cut short.
    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let from = (id as usize).checked_add(1)?.checked_shl(self.shift)?;
        let to = from.checked_add(1 << self.shift)?.min(self.bytes.len());
        self.bytes.get(from..to).filter(|part| !part.is_empty())
    }

    fn chain(&self, start: u32, size: usize) -> Result<Vec<u8>, IngestError> {
        gather(start, size, &self.table, |id| self.sector(id))
    }

    /// The table of all sectors: where it lies stands in the header and in a chain of its own.
    fn allocation(&self, further: u32) -> Result<Vec<u32>, IngestError> {
        let most = self.bytes.len() >> self.shift;
        let mut places: Vec<u32> = numbers(&self.bytes[76..HEADER]).collect();
        let mut next = further;
        let mut steps = 0;
        while next < NO_SECTOR {
            steps += 1;
            let part = self.sector(next).filter(|_| steps <= most);
            let mut list: Vec<u32> = numbers(part.ok_or_else(|| corrupt("sector"))?).collect();
            next = list.pop().unwrap_or(NO_SECTOR);
            places.append(&mut list);
        }
        let mut table = Vec::new();
        for place in places.into_iter().filter(|place| *place < NO_SECTOR) {
            table.extend(numbers(self.sector(place).ok_or_else(|| corrupt("sector"))?));
            if table.len() > most + (1 << self.shift) {
                return Err(corrupt("sector table"));
            }
        }
        Ok(table)
    }
}

/// Follows a chain of sectors to its end or to `size` bytes.
fn gather<'b>(
    start: u32,
    size: usize,
    table: &[u32],
    sector: impl Fn(u32) -> Option<&'b [u8]>,
) -> Result<Vec<u8>, IngestError> {
    let mut out = Vec::new();
    let mut next = start;
    let mut steps = 0;
    while next < NO_SECTOR && out.len() < size {
        steps += 1;
        // A chain that comes back to itself is longer than its table.
        let part = sector(next).filter(|_| steps <= table.len());
        out.extend_from_slice(part.ok_or_else(|| corrupt("sector chain"))?);
        next = table.get(next as usize).copied().unwrap_or(NO_SECTOR);
    }
    out.truncate(size);
    Ok(out)
}

fn entry(bytes: &[u8]) -> Entry {
    let length = usize::from(u16_at(bytes, 64).unwrap_or(0)).min(64);
    let name: Vec<u16> =
        bytes[..length].as_chunks::<2>().0.iter().map(|two| u16::from_le_bytes(*two)).collect();
    Entry {
        name: String::from_utf16_lossy(&name).trim_end_matches('\0').to_owned(),
        is_stream: bytes[66] == 2,
        start: u32_at(bytes, 116).unwrap_or(NO_SECTOR),
        size: u32_at(bytes, 120).unwrap_or(0) as usize,
    }
}
