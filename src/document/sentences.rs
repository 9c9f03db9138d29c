//! Where sentences end, from the tokens of one paragraph.

use std::ops::Range;

use super::tokens::{Token, TokenKind, is_emphasis};
use crate::lang::Language;

/// Marks in a row that are looked at, before a sentence's end and after it. Writers close and open two or three at
/// once; where there are more, they are a line drawn with them, and the time would grow with its square.
const MOST_MARKS: usize = 16;

/// The sentences of a paragraph, as ranges of its tokens; together they are all of them.
pub(crate) fn split(text: &str, tokens: &[Token], language: &Language) -> Vec<Range<usize>> {
    let (mut sentences, mut start) = (vec![], 0);
    for i in 1..tokens.len() {
        if ends_before(text, tokens, i, language) {
            sentences.push(start..i);
            start = i;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

/// Whether a new sentence begins with token `i`.
fn ends_before(text: &str, tokens: &[Token], i: usize, language: &Language) -> bool {
    let word = |k: usize| tokens[k].span.get(text).unwrap_or("");
    // Without a blank before it, nothing begins a sentence: "example.com", closing marks.
    if tokens[i - 1].span.end() == tokens[i].span.start() {
        return false;
    }
    let mut last = i - 1;
    let earliest = last.saturating_sub(MOST_MARKS);
    while last > earliest && tokens[last].span.start() == tokens[last - 1].span.end() && closes(word(last)) {
        last -= 1;
    }
    let mut coming = tokens[i..].iter().take(MOST_MARKS);
    let skipped = |t: &Token| t.kind == TokenKind::Mark || t.span.get(text).is_some_and(is_row_of_emphasis);
    let next = coming.find(|t| !skipped(t)).unwrap_or(&tokens[i]);
    let next = next.span.get(text).unwrap_or("");
    let begins = next.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "([—–•-".contains(c))
        || !next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_punctuation());
    match word(last) {
        "." | "!" | "?" | "…" | "。" | "؟" | "।" => begins,
        "..." => begins && last == i - 1,
        // "the U.S. The" ends a sentence, "U.S. President" does not: only a word that begins sentences tells.
        acronym if acronym.ends_with('.') && acronym.len() > 2 => {
            !language.persons.is_title(acronym) && language.splitting.begins_sentences(next)
        }
        _ => false,
    }
}

fn closes(word: &str) -> bool {
    matches!(word, "”" | "\"" | "''" | "’" | "'" | "»" | ")" | "]" | "›" | "“") || is_row_of_emphasis(word)
}

fn is_row_of_emphasis(word: &str) -> bool {
    word.starts_with(is_emphasis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tokens;
    use crate::span::Span;

    fn check(text: &str, expected: &str) {
        let mut all = vec![];
        let english = crate::lang::english();
        tokens::tokenise(text, Span::new(0, text.len()), english, &mut all);
        let found = split(text, &all, english);
        let render =
            |r: Range<usize>| &text[all[r.start].span.start().index()..all[r.end - 1].span.end().index()];
        assert_eq!(found.into_iter().map(render).collect::<Vec<_>>().join(" | "), expected);
    }

    #[test]
    fn ends() {
        check("One. Two! “Three?” Four", "One. | Two! | “Three?” | Four");
        check("“Go!” he said. (He left.) 2021 came.", "“Go!” he said. | (He left.) | 2021 came.");
        check("_One._ “_Two_ is it.” **Three!** Four", "_One._ | “_Two_ is it.” | **Three!** | Four");
    }

    #[test]
    fn no_ends() {
        check(
            "Mr. Smith of the U.S. Army met Gen. Jones at 3.5 p.m. today",
            "Mr. Smith of the U.S. Army met Gen. Jones at 3.5 p.m. today",
        );
        check("See example.com for more", "See example.com for more");
    }

    #[test]
    fn acronyms_before_a_new_sentence() {
        check("It left the U.S. The rest stayed.", "It left the U.S. | The rest stayed.");
    }
}
