//! What a file is, whatever its bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first byte chooses the name: it takes part in what a file is.
    let Some((first, bytes)) = bytes.split_first() else { return };
    let names =
        ["a.csv", "a.xlsx", "a.xls", "a.zip", "a.xml", "a.json", "a.txt", "数据_20260907.csv"];
    let name = names[usize::from(*first) % names.len()];
    let known = fupan::ingest::recognise_bytes(name, bytes);
    let looked = fupan::ingest::inspect_bytes(name, bytes);
    if known.is_ok() {
        assert!(looked.is_ok(), "recognised, but not to be looked at");
    }
});
