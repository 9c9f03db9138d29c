//! The article that a first-time visitor can open with one click: invented from end to end.

/// A news story about a town, a ferry and people who do not exist.
pub const SAMPLE: &str = include_str!("sample.txt");
