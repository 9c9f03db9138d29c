//! The signature of a passage that is set off: `— Mara Lund (@mlund) May 3, 2024`, or a name alone on the last line.

use crate::annotation::EntityKind;
use crate::document::Document;
use crate::recognise::found::FoundEntity;
use crate::span::Span;

/// A signature, and where the words before it end.
pub(super) struct Signature {
    pub speaker: Span,
    /// What stands before it on its line; empty where it has the line to itself.
    pub before: Span,
}

/// Words of the longest signature: a name, what its bearer is, a handle, a date.
const LONGEST: usize = 16;
/// Words of the longest name.
const LONGEST_NAME: usize = 6;

/// The signature at the end of a line: after a dash, or the whole line where it is a person's name.
pub(super) fn read(document: &Document, entities: &[FoundEntity], line: Span) -> Option<Signature> {
    let text = document.slice(line);
    let credits = &document.language().turns.sharing_credits;
    let after = |phrase: &String| {
        let beginning = text.get(..phrase.len())?;
        beginning.eq_ignore_ascii_case(phrase).then_some(line.start().index() + phrase.len())
    };
    if let Some(at) = credits.iter().find_map(after) {
        let rest = Span::new(at, line.end()).trimmed(document.text());
        let before = Span::new(line.start(), line.start().index());
        return named(document, entities, rest).map(|speaker| Signature { speaker, before });
    }
    let dash = text.char_indices().rev().find(|&(at, c)| is_signing_dash(text, at, c));
    if let Some((at, c)) = dash {
        let rest = text[at..].trim_start_matches(|other: char| other == c || other.is_whitespace());
        let start = line.end().index() - rest.len();
        let speaker = named(document, entities, Span::new(start, line.end()))?;
        let before = Span::new(line.start(), line.start().index() + at).trimmed(document.text());
        let before_text = document.slice(before);
        let ends = before_text.is_empty() || !before_text.ends_with(|c: char| c.is_lowercase() || c == ',');
        return ends.then_some(Signature { speaker, before });
    }
    let alone = text.split_whitespace().count() <= LONGEST_NAME && !text.ends_with(['.', '?', '!', ':', '…']);
    let is_name =
        |entity: &FoundEntity| entity.kind == EntityKind::Person && entity.span.start() == line.start();
    let entity = entities.get(entities.partition_point(|entity| entity.span.start() < line.start()))?;
    let rest = document.text().get(entity.span.end().index()..line.end().index()).unwrap_or("");
    let ends = rest.is_empty()
        || rest.starts_with([',', ' ']) && (rest.starts_with(',') || rest.contains(['(', '@']));
    (is_name(entity) && (alone && ends || has_handle(text)))
        .then(|| Signature { speaker: entity.span, before: Span::new(line.start(), line.start()) })
}

/// Whether a line is a name with a handle, as posts begin: "Ida Lund @idalund · May 3".
pub(super) fn has_handle(line: &str) -> bool {
    let words = line.split_whitespace();
    words.clone().count() <= LONGEST
        && words.clone().skip(1).any(|word| word.trim_start_matches('(').starts_with('@') && 2 < word.len())
        && line.starts_with(char::is_uppercase)
}

/// A dash before a capital or a handle, with few words after it: `— Ida Lund`, `-- @idalund`.
fn is_signing_dash(text: &str, at: usize, c: char) -> bool {
    let is_dash = matches!(c, '—' | '–' | '―')
        || c == '-' && (text[..at].is_empty() || text[..at].ends_with(['-', ' ']));
    let rest = text[at + c.len_utf8()..].trim_start_matches(['-', ' ', '\u{a0}']);
    let hyphen_alone = c == '-' && text[..at].ends_with('-');
    is_dash
        && !hyphen_alone
        && rest.split_whitespace().count() <= LONGEST
        && rest.starts_with(|c: char| c.is_uppercase() || c == '@' || c.is_alphabetic() && !c.is_lowercase())
}

/// The name at the beginning of a signature: an entity, or the words before a bracket, a comma, a handle or a number.
pub(super) fn named(document: &Document, entities: &[FoundEntity], signature: Span) -> Option<Span> {
    let first = entities.partition_point(|entity| entity.span.start() < signature.start());
    let entity = entities.get(first).filter(|entity| {
        entity.span.start() == signature.start()
            && matches!(entity.kind, EntityKind::Person | EntityKind::Org)
    });
    if let Some(entity) = entity {
        return Some(entity.span);
    }
    let text = document.slice(signature);
    let handle = usize::from(text.starts_with('@'));
    let ends = |c: char| {
        matches!(c, '(' | '[' | ',' | '@' | '|' | '·' | '•' | '\n' | ';' | ':') || c.is_ascii_digit()
    };
    let len = text[handle..].find(ends).map_or(text.len(), |len| len + handle);
    let len = if handle == 1 { text.find(char::is_whitespace).unwrap_or(text.len()) } else { len };
    let name = Span::new(signature.start(), signature.start().index() + len).trimmed(document.text());
    let words = document.slice(name);
    let is_sentence = words.ends_with(['.', '?', '!']) && 3 < words.split_whitespace().count();
    let all_names = words.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count() <= 2;
    (!name.is_empty() && !is_sentence && all_names && words.split_whitespace().count() <= LONGEST_NAME)
        .then_some(name)
}
