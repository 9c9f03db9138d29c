//! The texts of the page's own files: `www/` names them, `src/strings/frame.txt` says them.

use crate::failure::Failure;
use std::fs;
use std::path::Path;

/// A name and its text.
pub(crate) type Texts = Vec<(String, String)>;

/// Reads lines of the form `name: text`. Lines that begin with `#` are comments.
pub(crate) fn texts(path: &Path) -> Result<Texts, Failure> {
    let lines = fs::read_to_string(path).map_err(Failure::file(path))?;
    Ok(parse(&lines))
}

fn parse(lines: &str) -> Texts {
    let lines = lines.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(": "));
    pairs.map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

/// Replaces each `{{name}}` in a file of the page with its text.
pub(crate) fn put_texts(file: &'static str, source: &str, texts: &Texts) -> Result<String, Failure> {
    let put = |page: String, (name, text): &(String, String)| page.replace(&format!("{{{{{name}}}}}"), text);
    let page = texts.iter().fold(source.to_owned(), put);
    match page.split_once("{{").and_then(|(_, rest)| rest.split_once("}}")) {
        Some((name, _)) => Err(Failure::Page { file, wants: format!("has no text for `{name}`") }),
        None => Ok(page),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_by_their_texts() {
        let texts = parse("# What the page says\n\nopen: Open: now\nclose: Close\n");
        let put = |source| put_texts("index.html", source, &texts).map_err(|failure| failure.to_string());
        assert_eq!(put("<b>{{open}}</b> {{close}}"), Ok("<b>Open: now</b> Close".into()));
        assert_eq!(put("{{opne}}"), Err("index.html has no text for `opne`".into()));
    }
}
