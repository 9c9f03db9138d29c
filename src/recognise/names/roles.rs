//! Which person the article gives which role: "Turkish ambassador Ali Demir", "Ada Lund, the club's captain",
//! "the head of the union, Ada Lund".

use std::collections::HashMap;
use std::ops::Range;

use crate::annotation::EntityKind;
use crate::document::{Document, TokenKind};
use crate::lang::speech::WordClass;
use crate::recognise::FoundEntity;

/// Words before a role's noun that tell it from other such roles: "the former Turkish deputy foreign minister" has no
/// more.
const WORDS_BEFORE: usize = 4;

/// Tokens from a name in which a role may stand that is set apart from it by a comma.
const APPOSITION: usize = 12;

/// Tokens after a name in which a verb says what the person becomes: "was re-elected as".
const PREDICATE: usize = 6;

/// How far behind a leader's noun it is told what they lead, in tokens: "head of the Northern fishers' union".
const LED: usize = 8;

/// Persons of one role that are compared: of a crowd of "ministers", the last. A bound, so that the cost is linear.
const HOLDERS: usize = 16;

/// A person in a role.
struct RoleHolder {
    /// The words before the role's noun: "Turkish".
    words: Vec<RoleWord>,
    /// The token at which the article says so.
    at: usize,
    entity: usize,
}

/// A word before the noun of a role.
#[derive(Debug, PartialEq)]
struct RoleWord {
    /// In small letters.
    word: String,
    tells: RoleWordKind,
}

/// What a word before the noun of a role tells of it. Words that tell different things do not contradict each other:
/// the Labour leader may be the Scottish one.
#[derive(Clone, Copy, Debug, PartialEq)]
enum RoleWordKind {
    /// What the role is: "foreign" minister.
    Duty,
    /// Where: "Turkish".
    Country,
    /// Of which party or belief: "Shia".
    Creed,
    /// Of which organisation: "Harbour Guild" leader.
    Body,
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
            let text = RoleText { document, entities };
            roles.before(&text, tokens.start, entity);
            roles.after(&text, tokens.end, entity);
        }
        roles
    }

    fn add(&mut self, text: &RoleText, noun: usize, entity: usize) {
        let holders = self.holders.entry(role_noun(text.document, noun)).or_default();
        if holders.len() == HOLDERS {
            holders.remove(0);
        }
        holders.push(RoleHolder { words: text.words_before(noun), at: noun, entity });
    }

    /// "Turkish ambassador Ali Demir"; "the head of the union, Ada Lund".
    fn before(&mut self, text: &RoleText, name: usize, entity: usize) {
        let document = text.document;
        let Some(previous) = name.checked_sub(1) else { return };
        if is_role(document, previous) {
            return self.add(text, previous, entity);
        }
        if document.word(previous) != "," {
            return;
        }
        let start = previous.saturating_sub(APPOSITION).max(sentence_start(document, name));
        let mut determiners = (start..previous).rev().filter(|&t| begins_noun_phrase(document, t));
        let Some(nearest) = determiners.next() else { return };
        let role =
            |determiner: usize| (determiner + 1..previous).take(WORDS_BEFORE).find(|&t| is_role(document, t));
        // "The tower keeper, Ada Lund": an uncommon role ends the phrase.
        let role = |determiner| {
            role(determiner).or_else(|| {
                let is_short = previous - determiner <= WORDS_BEFORE && !text.is_governed(determiner);
                (is_short && text.is_uncommon_role(determiner + 1..previous)).then_some(previous - 1)
            })
        };
        // "The leader of the islands' guild, Ada Lund": the nearest article is that of the guild.
        let noun = role(nearest)
            .or_else(|| determiners.find_map(role).filter(|&noun| is_one_phrase(document, noun, previous)));
        if let Some(noun) = noun {
            self.add(text, noun, entity);
        }
    }

    /// "Ada Lund, the club's captain"; "Ada Lund, a former captain of the club".
    fn after(&mut self, text: &RoleText, end: usize, entity: usize) {
        let document = text.document;
        let last = document.tokens().len();
        if end + 1 >= last {
            return;
        }
        // "Ada Lund became captain in May", "Ada Lund was elected mayor".
        let predicate = || (end..last.min(end + PREDICATE)).take_while(|&t| text.is_of_becoming(t)).last();
        let start = if document.word(end) == "," { Some(end + 1) } else { predicate().map(|t| t + 1) };
        let Some(start) = start else { return };
        let phrase = (start..last.min(end + APPOSITION))
            .take_while(|&t| {
                let word = document.word(t);
                document.tokens()[t].kind != TokenKind::Punctuation || word == "-"
            })
            .take_while(|&t| !ends_noun_phrase(document, t));
        let phrase: Vec<usize> = phrase.collect();
        let uncommon = || {
            let determined = begins_noun_phrase(document, *phrase.first()?);
            let words = &phrase[usize::from(determined)..];
            let (first, noun) = (*words.first()?, *words.last()?);
            let is_role = determined || document.word(end) != ",";
            (is_role && words.len() <= WORDS_BEFORE && text.is_uncommon_role(first..noun + 1)).then_some(noun)
        };
        let noun = phrase.iter().rev().find(|&&t| is_role(document, t)).copied().or_else(uncommon);
        if let Some(noun) = noun {
            self.add(text, noun, entity);
        }
    }

    /// The person whom a role noun means at a place in the text: of those with the role the one who shares most
    /// of the words before it, then the nearest before, then the first after.
    pub(crate) fn holder(&self, document: &Document, entities: &[FoundEntity], noun: usize) -> Option<usize> {
        let words = RoleText { document, entities }.words_before(noun);
        let role = role_noun(document, noun);
        let Some(holders) = self.holders.get(&role) else {
            return self.leader(document, &role, &words);
        };
        let nearness = |holder: &RoleHolder| {
            let shared = words.iter().filter(|word| holder.has(&word.word)).count();
            let before = holder.at <= noun;
            (shared, before, if before { holder.at as isize } else { -(holder.at as isize) })
        };
        let best = holders.iter().max_by_key(|holder| nearness(holder))?;
        let name = &entities[best.entity].name;
        let is_only = || holders.iter().all(|holder| entities[holder.entity].name == *name);
        let agrees = words.is_empty()
            || best.words.is_empty()
            || words.iter().any(|word| best.has(&word.word))
            || best.may_be(&words) && is_only();
        agrees.then_some(best.entity)
    }

    /// Who leads what the words before a leader's noun name, where the article calls them by another: "the union leader"
    /// is the head of the fishers' union.
    fn leader(&self, document: &Document, role: &str, words: &[RoleWord]) -> Option<usize> {
        let leaders = &document.language().names.leaders;
        let led = &words.first().filter(|_| leaders.contains(role))?.word;
        let leads = |holder: &&RoleHolder| {
            let after = holder.at..(holder.at + LED).min(document.tokens().len());
            after.into_iter().any(|t| document.word(t).eq_ignore_ascii_case(led))
        };
        let all = leaders.words().filter_map(|noun| self.holders.get(noun)).flatten();
        all.filter(leads).max_by_key(|holder| holder.at).map(|holder| holder.entity)
    }

    /// The roles' nouns with the persons who have them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.holders
            .iter()
            .flat_map(|(noun, all)| all.iter().map(move |holder| (noun.as_str(), holder.entity)))
    }
}

impl RoleHolder {
    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| own.word == word)
    }

    /// Whether other words do not contradict: "the French minister" is not the one who is called British, nor is the
    /// finance minister the prime minister; but the Shia leader may be that of a guild.
    fn may_be(&self, words: &[RoleWord]) -> bool {
        words.iter().all(|word| {
            word.tells != RoleWordKind::Duty
                && self.words.iter().all(|own| own.tells != RoleWordKind::Duty && own.tells != word.tells)
        })
    }
}

/// A document with its entities, in which roles are read.
struct RoleText<'a> {
    document: &'a Document,
    entities: &'a [FoundEntity],
}

impl RoleText<'_> {
    /// The words of a role before its noun: adjectives, nouns, names; not articles and the like.
    fn words_before(&self, noun: usize) -> Vec<RoleWord> {
        let document = self.document;
        let mut words = vec![];
        let start = sentence_start(document, noun);
        for token in (start..noun).rev().take(WORDS_BEFORE) {
            let word = document.word(token);
            let is_word = document.tokens()[token].kind == TokenKind::Word;
            if !is_word || begins_noun_phrase(document, token) || ends_noun_phrase(document, token) {
                break;
            }
            let names = &document.language().names;
            if !names.times_of_roles.contains(word) && !names.loose_before_roles.contains(word) {
                words.push(RoleWord { word: word.to_lowercase(), tells: self.tells(token) });
            }
        }
        words
    }

    /// Whether words can name a role that no list has: words in small letters and names, of which the last is of one
    /// who does something: "tower keeper".
    fn is_uncommon_role(&self, words: Range<usize>) -> bool {
        let Some(noun) = words.end.checked_sub(1).filter(|&noun| words.contains(&noun)) else { return false };
        let document = self.document;
        let plain = |t: usize| document.tokens()[t].kind == TokenKind::Word && !ends_noun_phrase(document, t);
        words.clone().all(plain) && document.language().persons.may_be_role(document.word(noun))
    }

    /// Whether a preposition before a noun phrase makes it something else than who acts: "outside the tower".
    fn is_governed(&self, determiner: usize) -> bool {
        let language = self.document.language();
        let names = &language.names;
        let before = determiner.checked_sub(1).map(|t| self.document.word(t));
        let sources = |word: &str| names.to.contains(word) || names.by.contains(word);
        let governs = |word: &str| {
            language.quotes.speech.look_up(word).is(WordClass::Preposition)
                || language.speakers.before_places.contains_ignoring_case(word)
                || names.ends_noun_phrases.contains_ignoring_case(word)
        };
        before.is_some_and(|word| governs(word) && !sources(word))
    }

    /// Whether a word is of a verb that says what somebody becomes, or stands with it: "has been elected as the".
    fn is_of_becoming(&self, token: usize) -> bool {
        self.document.language().names.becoming.contains(self.document.word(token))
    }

    /// What a word before the noun of a role tells of it.
    fn tells(&self, token: usize) -> RoleWordKind {
        let span = self.document.tokens()[token].span;
        let first = self.entities.partition_point(|entity| entity.span.end() <= span.start());
        let entity = self.entities.get(first).filter(|entity| entity.span.overlaps(span));
        if self.document.language().names.creeds.contains_ignoring_case(self.document.word(token)) {
            return RoleWordKind::Creed;
        }
        match entity.map(|entity| entity.kind) {
            Some(EntityKind::Gpe | EntityKind::Loc | EntityKind::Norp) => RoleWordKind::Country,
            Some(EntityKind::Org) => RoleWordKind::Body,
            _ => RoleWordKind::Duty,
        }
    }
}

/// Whether a preposition ties the words after a role's noun to it, and no verb follows up to `end`.
fn is_one_phrase(document: &Document, noun: usize, end: usize) -> bool {
    let speech = &document.language().quotes.speech;
    let is_tied = document.language().names.of_roles.contains(document.word(noun + 1));
    let is_phrase = |t: usize| {
        let info = speech.look_up(document.word(t));
        info.verb.is_none() && !info.is(WordClass::Auxiliary) && document.word(t) != ","
    };
    is_tied && (noun + 1..end).all(is_phrase)
}

fn sentence_start(document: &Document, token: usize) -> usize {
    let sentences = document.sentences();
    let after = sentences.partition_point(|sentence| sentence.tokens.start <= token);
    after.checked_sub(1).map_or(0, |sentence| sentences[sentence].tokens.start)
}

/// The noun of a role in small letters, written out: "governor" of "Gov.".
fn role_noun(document: &Document, token: usize) -> String {
    let word = document.word(token).to_lowercase();
    let short = word.strip_suffix('.').unwrap_or(&word);
    let whole = document.language().names.roles_of_titles.get(short).copied();
    whole.map_or(word.clone(), str::to_owned)
}

/// Whether a token is the noun of what one person can be.
fn is_role(document: &Document, token: usize) -> bool {
    document.language().persons.is_role(&role_noun(document, token))
}

fn begins_noun_phrase(document: &Document, token: usize) -> bool {
    document.language().names.determiners.contains_ignoring_case(document.word(token))
}

/// Whether a word comes after the noun of a noun phrase, or begins something else.
fn ends_noun_phrase(document: &Document, token: usize) -> bool {
    document.language().names.ends_noun_phrases.contains_ignoring_case(document.word(token))
}
