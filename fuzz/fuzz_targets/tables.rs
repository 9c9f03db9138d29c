//! See `tables` in `targets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pullquote::fuzz_targets::tables(bytes));
