//! Which person the article gives which role: "Turkish ambassador Ali Demir", "Ada Lund, the club's captain",
//! "the head of the union, Ada Lund".

use std::collections::HashMap;

use crate::document::{Document, TokenKind};
use crate::recognise::FoundEntity;

/// Words before a role's noun that tell it from other such roles: "the former Turkish deputy foreign minister" has no
/// more.
const WORDS_BEFORE: usize = 4;

/// Tokens from a name in which a role may stand that is set apart from it by a comma.
const APPOSITION: usize = 12;

/// Persons of one role that are compared: of a crowd of "ministers", the last. A bound, so that the cost is linear.
const HOLDERS: usize = 16;

/// A person in a role.
struct RoleHolder {
    /// The words before the role's noun, in small letters: "turkish".
    words: Vec<String>,
    /// The token at which the article says so.
    at: usize,
    entity: usize,
}

/// From the noun of a role to those who have it.
#[derive(Default)]
pub(crate) struct Roles {
    holders: HashMap<String, Vec<RoleHolder>>,
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
        holders.push(RoleHolder { words: words_before(document, noun), at: noun, entity });
    }

    /// "Turkish ambassador Ali Demir"; "the head of the union, Ada Lund".
    fn before(&mut self, document: &Document, name: usize, entity: usize) {
        let Some(previous) = name.checked_sub(1) else { return };
        if is_role(document, previous) {
            return self.add(document, previous, entity);
        }
        if document.word(previous) != "," {
            return;
        }
        let start = previous.saturating_sub(APPOSITION).max(sentence_start(document, name));
        let Some(determiner) = (start..previous).rev().find(|&t| begins_noun_phrase(document, t)) else {
            return;
        };
        let noun = (determiner + 1..previous).take(WORDS_BEFORE).find(|&t| is_role(document, t));
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
            .take_while(|&t| !ends_noun_phrase(document, t));
        if let Some(noun) = phrase.filter(|&t| is_role(document, t)).last() {
            self.add(document, noun, entity);
        }
    }

    /// The person whom a role noun means at a place in the text: of those with the role the one who shares most
    /// of the words before it, then the nearest before, then the first after.
    pub(crate) fn holder(&self, document: &Document, noun: usize) -> Option<usize> {
        let holders = self.holders.get(&lower(document, noun))?;
        let words = words_before(document, noun);
        let nearness = |holder: &RoleHolder| {
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
        if !is_word || begins_noun_phrase(document, token) || ends_noun_phrase(document, token) {
            break;
        }
        if !document.language().names.times_of_roles.contains(word) {
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

/// Whether a token is the noun of what one person can be.
fn is_role(document: &Document, token: usize) -> bool {
    document.language().persons.is_role(&lower(document, token))
}

fn begins_noun_phrase(document: &Document, token: usize) -> bool {
    document.language().names.determiners.contains_ignoring_case(document.word(token))
}

/// Whether a word comes after the noun of a noun phrase, or begins something else.
fn ends_noun_phrase(document: &Document, token: usize) -> bool {
    document.language().names.ends_noun_phrases.contains_ignoring_case(document.word(token))
}
