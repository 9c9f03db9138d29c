//! The words between two names that say that the second is another name of the first: "also known as", "formerly",
//! "who writes under the pseudonym".

use crate::document::Document;
use crate::lang;
use crate::recognise::FoundEntity;

/// What stands between two names for one thing is no longer than this, in bytes.
const LONGEST: usize = 100;

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Running,
    Bracket,
}

/// The words between two names of one sentence.
pub(super) struct Between<'a> {
    pub words: Vec<&'a str>,
    pub opens: bool,
    pub closes: bool,
    /// Whether a comma sets the second name apart.
    pub apart: bool,
}

impl<'a> Between<'a> {
    /// `None` where the names are too far from each other, or not in one sentence.
    pub(super) fn read(document: &'a Document, a: &FoundEntity, b: &FoundEntity) -> Option<Between<'a>> {
        let between = document.text().get(a.span.end().index()..b.span.start().index())?;
        if LONGEST < between.len() || between.contains('\n') || ends_sentence(between) {
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
        Some(Between {
            words: without_language(words.collect()),
            opens,
            closes,
            apart: inner.trim_start().starts_with([',', '–', '—']),
        })
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(&word)
    }

    fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    /// "or", "or simply".
    pub(super) fn is_or(&self) -> bool {
        self.has("or") && self.words.iter().all(|word| is_of(word, "or simply just the"))
    }

    /// ", of", ", the capital of": what is set apart after a name, up to the name within it.
    pub(super) fn is_apposition(&self) -> bool {
        self.apart && self.words.last().is_some_and(|word| is_of(word, "of in at for near"))
    }

    /// Whether more names than one follow.
    pub(super) fn names_several(&self) -> bool {
        self.has_any(&["pseudonyms", "aliases", "names", "nicknames"])
    }

    /// Whether the words say that a thing was given the other name, which a person may have done: "Cole later named
    /// it Peep".
    pub(super) fn gives_name(&self) -> bool {
        self.words.iter().any(|word| is_of(word, GIVEN))
    }

    /// Whether the words say that the second name is another of the first.
    pub(super) fn says_so(&self, place: Place) -> bool {
        let bracket = place == Place::Bracket;
        let set_apart = bracket || self.apart;
        // "Cole later named Reed" says that Cole gave Reed an office, and so does "Cole, who later named Reed".
        let acts = self.has_any(&["who", "which"]);
        let passive = (set_apart && !acts) || self.has_any(&["is", "was", "are", "were", "been"]);
        let name = self.has_any(&["name", "names", "nickname", "nicknames", "pseudonym", "pseudonyms"]);
        let says = match () {
            _ if self.has("known") || self.has("referred") => self.has("as") || (self.has("by") && name),
            _ if self.has_any(&["alias", "aka", "a.k.a", "née"]) => true,
            _ if self.has("under") => name,
            _ if self.has("rebranded") => self.has_any(&["as", "to"]),
            _ if self.has("changed") => name && self.has("to"),
            _ if self.has_any(&["nicknamed", "nickname", "pseudonym"]) => passive,
            _ if self.gives_name() => {
                bracket || (passive && self.words.iter().any(|word| is_of(word, ADVERBS)))
            }
            _ if name => passive && self.has_any(&["real", "birth", "full", "stage", "pen", "maiden"]),
            _ if self.has_any(&["formerly", "born", "nee"]) => set_apart,
            _ if self.has("short") => set_apart && self.has("for"),
            _ if self.words == ["or", "simply"] => true,
            _ => {
                return bracket
                    && !self.words.is_empty()
                    && self.words.iter().all(|word| is_of(word, IN_BRACKETS));
            }
        };
        // "(initially called Peep and later renamed Chirpy)"
        let may = |word: &&str| {
            is_of(word, ADVERBS) || is_of(word, GIVEN) || is_of(word, WORDS) || (bracket && *word == "and")
        };
        says && self.words.iter().all(may)
    }
}

/// Whether a word is one of a row with blanks between.
fn is_of(word: &str, row: &str) -> bool {
    row.split(' ').any(|other| other == word)
}

/// Whether a sentence ends between two names; "Inc. (formerly" and "a.k.a. Berg" end none.
fn ends_sentence(between: &str) -> bool {
    let stop = |(at, _): (usize, &str)| {
        let next = between[at + 1..].trim_start().chars().next();
        let abbreviated = ["a.k.a", "lit"].into_iter().any(|word| between[..at].ends_with(word));
        next.is_none_or(char::is_uppercase) && !abbreviated
    };
    between.contains(['!', '?']) || between.match_indices(". ").any(stop)
}

/// Without "in Mongolian".
fn without_language(mut words: Vec<&str>) -> Vec<&str> {
    let language = |pair: &[&str]| pair[0] == "in" && lang::english().entities.is_people(pair[1]);
    if let Some(at) = words.windows(2).position(language) {
        words.drain(at..at + 2);
    }
    words
}

/// What tells when, where or how often a name is used.
const ADVERBS: &str = "also formerly previously originally initially then once now later better best more commonly \
    popularly widely often oftentimes sometimes simply locally officially informally colloquially usually generally \
    alternatively otherwise";

/// What is done to a thing that gets a name.
const GIVEN: &str = "called named renamed abbreviated titled dubbed spelled spelt";

/// What says enough in a bracket: "Lavik (now Norhavn)".
const IN_BRACKETS: &str = "or also now later originally initially then previously today translated as literally lit \
    plural simply sometimes locally alternatively";

/// All other words that may stand there.
const WORDS: &str = "known referred as by to alias aka a.k.a née nee nicknamed rebranded changed its his her their \
    name names born or is was were are has been who which whose the but short for became itself nickname nicknames \
    pseudonym pseudonyms real birth full stage pen maiden under write writes wrote writing perform performs performed \
    performing records recorded recording publishes published works worked";
