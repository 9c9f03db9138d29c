//! Datelines with their agency: "TORVIK, Norland (NNA) — The council …". What stands before the brackets is a place, known or
//! not; what stands in them is the agency, and no short form of the place.

use std::ops::Range;

use crate::annotation::{EntityKind, Why};
use crate::document::{Document, TokenKind};
use crate::recognise::FoundEntity;
use crate::span::Span;

/// The most tokens before the brackets: "SAN LERO, Norland, Nov. 6" has seven.
const LONGEST_PLACE: usize = 14;

/// The most tokens within them: "Agence France-Presse" has four.
const LONGEST_AGENCY: usize = 8;

/// A pattern of marks that hardly ever means anything else.
const SURE: f32 = 0.95;

/// Puts the names of the dateline that the paragraph of these tokens begins with in the place of what was found there.
pub(super) fn replace(document: &Document, tokens: Range<usize>, found: &mut Vec<FoundEntity>) {
    let Some((places, agency)) = read(document, tokens.clone()) else { return };
    let all = span(document, &(tokens.start..agency.end));
    let first = found.partition_point(|entity| entity.span.end() <= all.start());
    let mut names = found.split_off(first);
    names.retain(|entity| !entity.span.overlaps(all));
    found.extend(places.iter().map(|place| entity(document, place, EntityKind::Gpe)));
    found.push(entity(document, &agency, EntityKind::Org));
    found.extend(names);
}

/// The tokens of the places, and of the agency.
fn read(document: &Document, tokens: Range<usize>) -> Option<(Vec<Range<usize>>, Range<usize>)> {
    let open = (tokens.clone()).take(LONGEST_PLACE).find(|&i| document.word(i) == "(")?;
    let inside = open + 1..tokens.end;
    let close = inside.clone().take(LONGEST_AGENCY).find(|&i| document.word(i) == ")")?;
    let dash = (close + 1 < tokens.end).then(|| document.word(close + 1))?;
    if !matches!(dash, "-" | "--" | "–" | "—")
        || !is_name(document, open + 1..close)
        || !begins_sentence(document, close + 2..tokens.end)
        || is_short_form(document, tokens.start..open, open + 1..close)
    {
        return None;
    }
    let parts = (tokens.start..open).collect::<Vec<_>>();
    let parts = parts.split(|&i| matches!(document.word(i), "," | "/" | ";"));
    let mut places: Vec<Range<usize>> = vec![];
    for part in parts {
        let (Some(&first), Some(&last)) = (part.first(), part.last()) else { continue };
        if is_date(document, first..last + 1) {
            continue;
        }
        if !is_name(document, first..last + 1) {
            return None;
        }
        places.push(first..last + 1);
    }
    (!places.is_empty()).then_some((places, open + 1..close))
}

fn begins_sentence(document: &Document, tokens: Range<usize>) -> bool {
    let lower = |i: usize| document.word(i).starts_with(char::is_lowercase);
    tokens.into_iter().next().is_some_and(|first| !lower(first))
}

/// "The Norland Fishing Board (NFB)": the letters in brackets are those that the words begin with.
fn is_short_form(document: &Document, long: Range<usize>, short: Range<usize>) -> bool {
    let capitals = |i: usize| document.word(i).chars().next().filter(|c| c.is_uppercase());
    let the = document.language().entities.the.contains_ignoring_case(document.word(long.start));
    let initials: String = long.filter_map(capitals).collect();
    the || (short.len() == 1 && initials.len() > 1 && document.word(short.start) == initials)
}

/// Whether tokens are words with capitals, joined by small words, dashes and stops: "Rio de Janeiro".
fn is_name(document: &Document, tokens: Range<usize>) -> bool {
    let within = &document.language().names.within_names;
    let fits = |i: usize| {
        let word = document.word(i);
        word.starts_with(char::is_uppercase) || matches!(word, "-" | "." | "&") || within.contains(word)
    };
    let starts = |i: usize| document.word(i).starts_with(char::is_uppercase);
    !tokens.is_empty() && starts(tokens.start) && tokens.into_iter().all(fits)
}

/// "Nov. 6", "6 November 2024".
fn is_date(document: &Document, mut tokens: Range<usize>) -> bool {
    tokens.any(|i| document.tokens()[i].kind == TokenKind::Number)
}

fn entity(document: &Document, tokens: &Range<usize>, kind: EntityKind) -> FoundEntity {
    let span = span(document, tokens);
    let name = document.slice(span).to_string();
    FoundEntity { span, kind, name, confidence: SURE, why: Why::Pattern }
}

fn span(document: &Document, tokens: &Range<usize>) -> Span {
    document.tokens()[tokens.start].span.hull(document.tokens()[tokens.end - 1].span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let document = Document::from_text(text);
        let mut found = vec![];
        replace(&document, 0..document.tokens().len(), &mut found);
        let names: Vec<&str> = found.iter().map(|entity| entity.name.as_str()).collect();
        assert_eq!(names.join("|"), expected, "in: {text}");
    }

    #[test]
    fn what_is_a_dateline() {
        check("HALDEN, Norland (NNA) — The ferry sank.", "HALDEN|Norland|NNA");
        check("SAN LERO, Nov. 6 (Norland News Agency) -- It rained.", "SAN LERO|Norland News Agency");
        check("Rio de Lund/Halden (NNA) - It rained.", "Rio de Lund|Halden|NNA");
        check("Ada Lund (Norland) won the race.", "");
        check("Norland Fishing Board (NFB) — Ships came in.", "");
        check("The Board (NFB) — Ships came in.", "");
        check("The mayor (Ada Lund) — so it is said — left.", "");
        check("HALDEN (in the north) — It rained.", "");
    }
}
