//! Licence expressions of Cargo.toml: `MIT OR Apache-2.0`, `(MIT OR Apache-2.0) AND Unicode-3.0`, and the older
//! `MIT/Apache-2.0`.

/// The licences under which this project takes what others made, the most wanted first: short texts, then those with
/// more to keep to.
pub(crate) const CHOICE: [&str; 8] =
    ["MIT", "0BSD", "Zlib", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0", "Unicode-3.0"];

/// The licences that have to be kept to: of each alternative the one that stands first in `CHOICE`. Nothing if there is
/// an alternative without one.
pub(crate) fn chosen(expression: &str) -> Option<Vec<&str>> {
    expression.split(" AND ").map(|part| choose(part, &CHOICE)).collect()
}

/// Whether an expression can be met with these licences.
#[cfg(test)]
pub(crate) fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    expression.split(" AND ").all(|part| choose(part, allowed).is_some())
}

fn choose<'e>(part: &'e str, wanted: &[&str]) -> Option<&'e str> {
    let part = part.trim().trim_start_matches('(').trim_end_matches(')');
    let alternatives = part.split(" OR ").flat_map(|one| one.split('/')).map(str::trim);
    let rank = |licence: &&str| wanted.iter().position(|name| name == licence);
    alternatives.filter(|licence| rank(licence).is_some()).min_by_key(rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_licence_of_each_alternative_is_chosen() {
        for (expression, expected) in [
            ("MIT", Some(vec!["MIT"])),
            ("Apache-2.0 OR MIT", Some(vec!["MIT"])),
            ("MIT/Apache-2.0", Some(vec!["MIT"])),
            ("Apache-2.0 / MIT", Some(vec!["MIT"])),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", Some(vec!["MIT", "Unicode-3.0"])),
            ("GPL-3.0", None),
            ("GPL-3.0 AND MIT", None),
        ] {
            assert_eq!(chosen(expression), expected, "{expression}");
        }
        assert!(is_allowed("GPL-3.0 OR MIT", &["MIT"]));
        assert!(!is_allowed("GPL-3.0 AND MIT", &["MIT"]));
    }
}
