//! The words between two names that say that the second is another name of the first: "also known as", "formerly",
//! "who writes under the pseudonym".

use crate::document::Document;
use crate::lang::Language;
use crate::lang::lists::WordSet;
use crate::lang::names::NameWords;
use crate::recognise::FoundEntity;

/// Bytes between two names for one thing, at most: "(who wrote and published under the pseudonym" has 40.
const LONGEST: usize = 100;

/// Where the second of two names stands.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum AliasPosition {
    /// In the same sentence, not in brackets.
    Running,
    /// In brackets after the first.
    Bracket,
}

/// The words between two names of one sentence.
pub(super) struct WordsBetween<'a> {
    /// As written, without marks.
    pub words: Vec<&'a str>,
    /// Whether a bracket opens there that the second name stands in.
    pub opens: bool,
    /// Whether a bracket closes there that the first name stands in.
    pub closes: bool,
    /// Whether a comma sets the second name apart.
    pub apart: bool,
    /// The words of the language.
    pub lists: &'a NameWords,
}

impl<'a> WordsBetween<'a> {
    /// `None` where the names are too far from each other, or not in one sentence.
    pub(super) fn read(document: &'a Document, a: &FoundEntity, b: &FoundEntity) -> Option<WordsBetween<'a>> {
        let language = document.language();
        let lists = &language.names;
        let between = document.text().get(a.span.end().index()..b.span.start().index())?;
        if LONGEST < between.len() || between.contains('\n') || ends_sentence(lists, between) {
            return None;
        }
        let inner = between.rsplit(['(', '[']).next().unwrap_or(between);
        let opens = inner.len() < between.len() && !inner.contains([')', ']']);
        // What a bracket says that ends before the name is not of the name.
        let (inner, closes) = match inner.rsplit_once([')', ']']) {
            Some((_, after)) => (after, inner.len() == between.len()),
            None => (inner, false),
        };
        let letters = |c: char| !c.is_alphanumeric() && c != '.';
        let words = inner.split(letters).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty());
        Some(WordsBetween {
            words: without_language(language, words.collect()),
            opens,
            closes,
            apart: inner.trim_start().starts_with([',', '–', '—']),
            lists,
        })
    }

    fn has(&self, list: &WordSet) -> bool {
        self.words.iter().any(|word| list.contains(word))
    }

    fn has_only(&self, list: &WordSet) -> bool {
        self.words.iter().all(|word| list.contains(word))
    }

    /// Whether one word of a list is all that stands there.
    pub(super) fn is_just(&self, list: &WordSet) -> bool {
        self.words.len() == 1 && self.has(list)
    }

    /// "or", "or simply".
    pub(super) fn is_or(&self) -> bool {
        self.has(&self.lists.or) && self.has_only(&self.lists.with_or)
    }

    /// ", of", ", the capital of": what is set apart after a name, up to the name within it.
    pub(super) fn is_apposition(&self) -> bool {
        self.apart && self.words.last().is_some_and(|word| self.lists.ends_appositions.contains(word))
    }

    /// Whether more names than one follow.
    pub(super) fn names_several(&self) -> bool {
        self.has(&self.lists.several_names)
    }

    /// Whether the words say that a thing was given the other name, which a person may have done: "Cole later named
    /// it Peep".
    pub(super) fn gives_name(&self) -> bool {
        self.has(&self.lists.gives_names)
    }

    /// Whether the words say that the second name is another of the first.
    pub(super) fn says_so(&self, position: AliasPosition) -> bool {
        let bracket = position == AliasPosition::Bracket;
        match self.tells(bracket) {
            Some(tells) => tells && self.words.iter().all(|word| self.may_stand(word, bracket)),
            None => bracket && !self.words.is_empty() && self.has_only(&self.lists.enough_in_brackets),
        }
    }

    /// Whether the word that tells of another name does so here; `None` where there is no such word.
    fn tells(&self, bracket: bool) -> Option<bool> {
        let lists = self.lists;
        let set_apart = bracket || self.apart;
        // "Cole later named Reed" says that Cole gave Reed an office, and so does "Cole, who later named Reed".
        let passive = (set_apart && !self.has(&lists.subjects)) || self.has(&lists.passives);
        let name = self.has(&lists.name_nouns);
        Some(match () {
            _ if self.has(&lists.known) => self.has(&lists.as_word) || (self.has(&lists.by) && name),
            _ if self.has(&lists.alias_words) => true,
            _ if self.has(&lists.under) => name,
            _ if self.has(&lists.rebranded) => self.has(&lists.as_word) || self.has(&lists.to),
            _ if self.has(&lists.changed) => name && self.has(&lists.to),
            _ if self.has(&lists.nicknames) => passive,
            _ if self.gives_name() => bracket || (passive && self.has(&lists.name_adverbs)),
            _ if name => passive && self.has(&lists.kinds_of_names),
            _ if self.has(&lists.formerly) => set_apart,
            _ if self.has(&lists.short) => set_apart && self.has(&lists.for_word),
            _ if self.is_or_simply() => true,
            _ => return None,
        })
    }

    fn is_or_simply(&self) -> bool {
        matches!(self.words.as_slice(), [or, simply]
            if self.lists.or.contains(or) && self.lists.simply.contains(simply))
    }

    /// Whether a word may stand beside the one that tells: "(initially called Peep and later renamed Chirpy)".
    fn may_stand(&self, word: &str, bracket: bool) -> bool {
        let lists = self.lists;
        lists.name_adverbs.contains(word)
            || lists.gives_names.contains(word)
            || lists.between_names.contains(word)
            || (bracket && lists.and.contains(word))
    }
}

/// Whether a sentence ends between two names; "Inc. (formerly" and "a.k.a. Berg" end none.
fn ends_sentence(lists: &NameWords, between: &str) -> bool {
    let stop = |(at, _): (usize, &str)| {
        let next = between[at + 1..].trim_start().chars().next();
        let abbreviated = lists.abbreviations_between.iter().any(|word| between[..at].ends_with(word));
        next.is_none_or(char::is_uppercase) && !abbreviated
    };
    between.contains(['!', '?']) || between.match_indices(". ").any(stop)
}

/// Without "in Mongolian".
fn without_language<'a>(language: &Language, mut words: Vec<&'a str>) -> Vec<&'a str> {
    let names_language = |pair: &[&str]| {
        language.names.before_languages.contains(pair[0]) && language.entities.is_people(pair[1])
    };
    if let Some(at) = words.windows(2).position(names_language) {
        words.drain(at..at + 2);
    }
    words
}
