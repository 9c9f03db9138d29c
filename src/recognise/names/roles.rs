//! Which person the article gives which role: "Turkish ambassador Ali Demir", "Ada Lund, the club's captain",
//! "the head of the union, Ada Lund".

use std::collections::HashMap;

use crate::document::{Document, TokenKind};
use crate::lang;
use crate::recognise::FoundEntity;

/// How many words of a role to keep before its noun, and how far to look for one beside a name.
const WORDS_BEFORE: usize = 4;
const APPOSITION: usize = 12;

/// How many persons of one role are kept: of a crowd of "ministers", the last.
const HOLDERS: usize = 16;

/// Whether a word, in small letters, is what one person can be.
pub(crate) fn is_role(word: &str) -> bool {
    lang::english().names.is_role(word)
}

/// A person in a role.
struct Holder {
    /// The words before the role's noun, in small letters: "turkish".
    words: Vec<String>,
    /// The token at which the article says so.
    at: usize,
    entity: usize,
}

/// From the noun of a role to those who have it.
#[derive(Default)]
pub(crate) struct Roles {
    holders: HashMap<String, Vec<Holder>>,
}

impl Roles {
    /// Reads the roles off what stands before and after the names of persons.
    pub(crate) fn read(document: &Document, entities: &[FoundEntity], persons: &[usize]) -> Roles {
        let mut roles = Roles::default();
        for &entity in persons {
            let tokens = document.tokens_in(entities[entity].span);
            roles.before(document, tokens.start, entity);
            roles.after(document, tokens.end, entity);
        }
        roles
    }

    fn add(&mut self, document: &Document, noun: usize, entity: usize) {
        let holders = self.holders.entry(lower(document, noun)).or_default();
        if holders.len() == HOLDERS {
            holders.remove(0);
        }
        holders.push(Holder { words: words_before(document, noun), at: noun, entity });
    }

    /// "Turkish ambassador Ali Demir"; "the head of the union, Ada Lund".
    fn before(&mut self, document: &Document, name: usize, entity: usize) {
        let Some(previous) = name.checked_sub(1) else { return };
        if is_role(&lower(document, previous)) {
            return self.add(document, previous, entity);
        }
        if document.word(previous) != "," {
            return;
        }
        let start = previous.saturating_sub(APPOSITION).max(sentence_start(document, name));
        let Some(determiner) = (start..previous).rev().find(|&t| is_determiner(document.word(t))) else {
            return;
        };
        let noun = (determiner + 1..previous).take(WORDS_BEFORE).find(|&t| is_role(&lower(document, t)));
        if let Some(noun) = noun {
            self.add(document, noun, entity);
        }
    }

    /// "Ada Lund, the club's captain"; "Ada Lund, a former captain of the club".
    fn after(&mut self, document: &Document, end: usize, entity: usize) {
        let last = document.tokens().len();
        if end + 1 >= last || document.word(end) != "," {
            return;
        }
        let phrase = (end + 1..last.min(end + APPOSITION))
            .take_while(|&t| {
                let word = document.word(t);
                document.tokens()[t].kind != TokenKind::Punctuation || word == "-"
            })
            .take_while(|&t| !ends_noun_phrase(document.word(t)));
        if let Some(noun) = phrase.filter(|&t| is_role(&lower(document, t))).last() {
            self.add(document, noun, entity);
        }
    }

    /// The person whom a role noun means at a place in the text: of those with the role the one who shares most
    /// of the words before it, then the nearest before, then the first after.
    pub(crate) fn holder(&self, document: &Document, noun: usize) -> Option<usize> {
        let holders = self.holders.get(&lower(document, noun))?;
        let words = words_before(document, noun);
        let nearness = |holder: &Holder| {
            let shared = words.iter().filter(|word| holder.words.contains(word)).count();
            let before = holder.at <= noun;
            (shared, before, if before { holder.at as isize } else { -(holder.at as isize) })
        };
        let best = holders.iter().max_by_key(|holder| nearness(holder))?;
        // "the French minister" is not the minister who is called British.
        let contradicts = !words.is_empty()
            && !best.words.is_empty()
            && !words.iter().any(|word| best.words.contains(word));
        (!contradicts).then_some(best.entity)
    }

    /// The roles' nouns with the persons who have them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.holders
            .iter()
            .flat_map(|(noun, all)| all.iter().map(move |holder| (noun.as_str(), holder.entity)))
    }
}

/// The words of a role before its noun: adjectives, nouns, names; not articles and the like.
fn words_before(document: &Document, noun: usize) -> Vec<String> {
    let mut words = vec![];
    let start = sentence_start(document, noun);
    for token in (start..noun).rev().take(WORDS_BEFORE) {
        let word = document.word(token);
        let is_word = document.tokens()[token].kind == TokenKind::Word;
        if !is_word || is_determiner(word) || ends_noun_phrase(word) {
            break;
        }
        if !matches!(word, "former" | "then" | "current" | "new") {
            words.push(word.to_lowercase());
        }
    }
    words
}

fn sentence_start(document: &Document, token: usize) -> usize {
    let sentences = document.sentences();
    let after = sentences.partition_point(|sentence| sentence.tokens.start <= token);
    after.checked_sub(1).map_or(0, |sentence| sentences[sentence].tokens.start)
}

fn lower(document: &Document, token: usize) -> String {
    document.word(token).to_lowercase()
}

/// Words that begin a noun phrase.
pub(crate) fn is_determiner(word: &str) -> bool {
    const DETERMINERS: [&str; 14] = [
        "the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "your",
    ];
    DETERMINERS.iter().any(|determiner| word.eq_ignore_ascii_case(determiner))
}

/// Words that come after the noun of a noun phrase, or begin something else.
pub(crate) fn ends_noun_phrase(word: &str) -> bool {
    const ENDS: [&str; 46] = [
        "of",
        "for",
        "from",
        "in",
        "at",
        "with",
        "on",
        "by",
        "to",
        "about",
        "against",
        "near",
        "under",
        "over",
        "between",
        "behind",
        "during",
        "after",
        "before",
        "since",
        "who",
        "whom",
        "whose",
        "which",
        "that",
        "where",
        "when",
        "and",
        "or",
        "but",
        "said",
        "says",
        "told",
        "is",
        "was",
        "has",
        "had",
        "were",
        "are",
        "released",
        "issued",
        "published",
        "familiar",
        "close",
        "involved",
        "as",
    ];
    ENDS.iter().any(|end| word.eq_ignore_ascii_case(end))
}
