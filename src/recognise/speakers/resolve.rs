//! Who is meant by the words that name a quotation's source: a name, a role ("the minister"), a pronoun, or
//! somebody who has no name in the article ("police", "a spokesman for the union").

use super::pronouns::{self, Antecedents};
use crate::annotation::EntityKind;
use crate::document::{Document, TokenKind};
use crate::lang::Language;
use crate::recognise::FoundEntity;
use crate::recognise::names::clean;
use crate::recognise::names::roles::Roles;
use crate::span::Span;

/// Who a source is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// Something that has a name: an index into the entities.
    Entity(usize),
    /// Somebody without a name: the words that describe them.
    Described(String),
}

/// Nouns for things said: whose they are is who says it.
const DOCUMENTS: [&str; 22] = [
    "statement",
    "report",
    "release",
    "letter",
    "email",
    "e-mail",
    "post",
    "tweet",
    "article",
    "document",
    "memo",
    "note",
    "communique",
    "communiqué",
    "message",
    "filing",
    "lawsuit",
    "complaint",
    "affidavit",
    "briefing",
    "press",
    "declaration",
];

/// Nouns for organisations: "the company" is the one spoken of last.
const BODIES: [&str; 20] = [
    "company",
    "firm",
    "group",
    "organisation",
    "organization",
    "agency",
    "party",
    "ministry",
    "department",
    "bank",
    "union",
    "newspaper",
    "club",
    "team",
    "charity",
    "council",
    "committee",
    "university",
    "commission",
    "court",
];

/// Longer descriptions are cut at their first comma, clause or preposition; this is for those without.
const LONGEST_DESCRIPTION: usize = 10;

/// How far back, in mentions of names, "the company" looks.
const BODY_REACH: usize = 12;

/// Everything that tells who a source is.
pub(super) struct Scene<'a> {
    pub document: &'a Document,
    pub entities: &'a [FoundEntity],
    pub roles: Roles,
    pub antecedents: Antecedents<'a>,
}

/// What the quotations so far tell.
#[derive(Default)]
pub(super) struct History {
    /// The last source and where it was named.
    pub last: Option<(Span, Source)>,
    /// Whose the last "statement" was.
    document: Option<Source>,
}

impl Scene<'_> {
    /// Who is meant by the words of a span; `None` for a pronoun that finds nobody.
    pub(super) fn source(&self, span: Span, history: &mut History) -> Option<Source> {
        let tokens = self.document.tokens_in(span);
        let words: Vec<usize> =
            tokens.filter(|&t| self.document.tokens()[t].kind != TokenKind::Mark).collect();
        let (&first, &last) = (words.first()?, words.last()?);
        if pronouns::is_pronoun(self.document.word(first)) && first == last {
            return self.antecedents.resolve(self.document.word(first), span, history.last.as_ref());
        }
        let source = self.phrase(first, last + 1, history);
        Some(source)
    }

    /// Who is meant by a noun phrase of several words.
    fn phrase(&self, start: usize, end: usize, history: &mut History) -> Source {
        if let Some(person) = self.person(start, end) {
            return Source::Entity(person);
        }
        let head_end = self.head_end(start, end);
        let Some(noun) = head_end.checked_sub(1).filter(|&noun| start <= noun) else {
            return self.described(start, end);
        };
        if let Some(entity) = self.entity_ending_at(noun) {
            return Source::Entity(entity);
        }
        let word = self.document.word(noun).to_lowercase();
        if DOCUMENTS.contains(&word.as_str()) {
            return self.document_source(start, noun, end, history);
        }
        if self.is_definite(start)
            && self.document.language().persons.is_role(&word)
            && let Some(entity) = self.roles.holder(self.document, noun)
        {
            return Source::Entity(entity);
        }
        if self.document.word(start).eq_ignore_ascii_case("the")
            && noun == start + 1
            && BODIES.contains(&&*word)
            && let Some(entity) = self.body(&word, start)
        {
            return Source::Entity(entity);
        }
        self.described(start, end)
    }

    /// The person who is the head of a phrase, not one who is named within it: "Lund's lawyer", "a spokesman for
    /// Lund".
    fn person(&self, start: usize, end: usize) -> Option<usize> {
        self.entities_in(start, end).find(|&entity| {
            let tokens = self.document.tokens_in(self.entities[entity].span);
            let possessive = tokens.end < end && self.document.tokens()[tokens.end].kind == TokenKind::Clitic;
            let described = tokens.end < end
                && self.document.tokens()[tokens.end].kind == TokenKind::Word
                && self.document.language().persons.is_role(&self.document.word(tokens.end).to_lowercase());
            self.entities[entity].kind == EntityKind::Person
                && !possessive
                && !described
                && !self.is_governed(start, tokens.start)
        })
    }

    /// Whether a preposition or a clause governs the name that begins at a token.
    fn is_governed(&self, start: usize, name: usize) -> bool {
        // "Governor of Washington Ada Lund": one name right after another is who the words before are about.
        let named_before = start < name && self.entity_ending_at(name - 1).is_some();
        if named_before
            && (start..name)
                .any(|t| self.document.language().persons.is_role(&self.document.word(t).to_lowercase()))
        {
            return false;
        }
        for token in (start + 1..name).rev() {
            let word = self.document.word(token);
            if self.document.tokens()[token].kind == TokenKind::Punctuation && word != "-" {
                return false;
            }
            if self.document.language().names.ends_noun_phrases.contains_ignoring_case(word) {
                return !matches!(word, "and" | "or");
            }
        }
        // "by Ada Lund" within the words of the source is the source itself.
        false
    }

    /// Where the noun phrase ends that a phrase begins with: before a comma, a preposition, a clause.
    fn head_end(&self, start: usize, end: usize) -> usize {
        let inside = |t: usize| self.entity_covering(t).is_some();
        let stop = (start + 1..end).find(|&t| {
            let punctuation = self.document.tokens()[t].kind == TokenKind::Punctuation;
            let word = self.document.word(t);
            !inside(t)
                && ((punctuation && word != "-" && word != ".")
                    || self.document.language().names.ends_noun_phrases.contains_ignoring_case(word))
        });
        let stop = stop.unwrap_or(end);
        let clitic = self.document.tokens()[stop - 1].kind == TokenKind::Clitic;
        if clitic && start < stop - 1 { stop - 1 } else { stop }
    }

    /// Whose a statement is: "a statement released by the union", "the union's statement", "the statement".
    fn document_source(&self, start: usize, noun: usize, end: usize, history: &mut History) -> Source {
        let by = (noun + 1..end).rev().find(|&t| matches!(self.document.word(t), "by" | "from" | "of"));
        let owner = (start..noun).rev().find(|&t| {
            self.document.tokens()[t].kind == TokenKind::Clitic
                && self.entity_ending_at(t.saturating_sub(1)).is_some()
        });
        let source = match (by, owner) {
            (Some(by), _) if by + 1 < end => self.phrase(by + 1, end, history),
            (_, Some(owner)) => {
                self.entity_ending_at(owner - 1).map_or_else(|| self.described(start, end), Source::Entity)
            }
            _ => match &history.document {
                Some(source) if self.is_definite(start) => return source.clone(),
                _ => return self.described(start, end),
            },
        };
        history.document = Some(source.clone());
        source
    }

    /// The organisation that "the company" means: the last that is called so, or the last at all.
    fn body(&self, noun: &str, start: usize) -> Option<usize> {
        let here = self.document.tokens()[start].span.start();
        let before = self.entities.partition_point(|entity| entity.span.start() < here);
        let recent = || {
            let orgs = self.entities[..before].iter().enumerate().rev();
            orgs.filter(|(_, entity)| entity.kind == EntityKind::Org).take(BODY_REACH)
        };
        let called_so = recent().find(|(_, entity)| entity.name.to_lowercase().contains(noun));
        let any = || {
            recent().next().filter(|_| matches!(noun, "company" | "firm" | "organisation" | "organization"))
        };
        called_so.or_else(any).map(|(index, _)| index)
    }

    /// Whether a phrase is about one that is known: "the minister", "its chairman", "Minister".
    fn is_definite(&self, start: usize) -> bool {
        let word = self.document.word(start);
        !matches!(
            word.to_ascii_lowercase().as_str(),
            "a" | "an" | "another" | "one" | "some" | "any" | "no" | "every"
        )
    }

    /// The words of a source without a name: no article, nothing after the first comma or clause, no capital that
    /// only begins the sentence.
    fn described(&self, start: usize, end: usize) -> Source {
        let article = matches!(self.document.word(start).to_ascii_lowercase().as_str(), "the" | "a" | "an");
        let first = if article && start + 1 < end { start + 1 } else { start };
        let stop = (first + 1..end).find(|&t| {
            let word = self.document.word(t);
            let punctuation = self.document.tokens()[t].kind == TokenKind::Punctuation;
            (punctuation && !matches!(word, "-" | "." | "&"))
                || matches!(word, "who" | "which" | "that" | "whose" | "where" | "when")
        });
        let stop = stop.unwrap_or(end).min(first + LONGEST_DESCRIPTION);
        let span = self.document.tokens()[first].span.hull(self.document.tokens()[stop - 1].span);
        let words = clean(&self.document.language().names, self.document.slice(span));
        let begins_sentence =
            !article && self.begins_sentence(first) && self.entity_covering(first).is_none();
        Source::Described(if begins_sentence {
            without_capital(self.document.language(), &words)
        } else {
            words
        })
    }

    fn begins_sentence(&self, token: usize) -> bool {
        let sentences = self.document.sentences();
        sentences.binary_search_by_key(&token, |sentence| sentence.tokens.start).is_ok()
    }

    fn entities_in(&self, start: usize, end: usize) -> impl Iterator<Item = usize> {
        let tokens = self.document.tokens();
        let span = tokens[start].span.hull(tokens[end - 1].span);
        let first = self.entities.partition_point(|entity| entity.span.end() <= span.start());
        let last = self.entities.partition_point(|entity| entity.span.start() < span.end());
        first..last.max(first)
    }

    fn entity_covering(&self, token: usize) -> Option<usize> {
        self.entities_in(token, token + 1).next()
    }

    /// The name whose last word is this token.
    fn entity_ending_at(&self, token: usize) -> Option<usize> {
        let span = self.document.tokens()[token].span;
        self.entity_covering(token).filter(|&entity| {
            let entity = &self.entities[entity];
            entity.span.end() == span.end() && !matches!(entity.kind, EntityKind::Money | EntityKind::Percent)
        })
    }

    /// The name of a source.
    pub(super) fn name(&self, source: &Source) -> String {
        match source {
            Source::Entity(entity) => self.entities[*entity].name.clone(),
            Source::Described(words) => words.clone(),
        }
    }
}

/// Words that begin descriptions and are no names.
const COMMON: [&str; 24] = [
    "police", "one", "two", "three", "four", "five", "some", "many", "most", "several", "few", "other",
    "both", "those", "all", "his", "her", "their", "its", "our", "people", "state", "local", "media",
];

/// "Police" → "police", but not "US officials" nor "Mr. Lund": only words that are certain not to be names.
fn without_capital(language: &Language, words: &str) -> String {
    let is_role = |word: &str| language.persons.is_role(word);
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let lower = first.to_lowercase();
    let plain = first.chars().skip(1).all(char::is_lowercase);
    let common =
        COMMON.contains(&lower.as_str()) || is_role(&lower) || lower.strip_suffix('s').is_some_and(is_role);
    let name_follows = is_role(&lower) && rest.starts_with(char::is_uppercase);
    let many =
        matches!(lower.as_str(), "authorities" | "witnesses" | "sources" | "prosecutors" | "residents");
    if plain && (common || many) && !name_follows {
        format!("{lower}{}", &words[first.len()..])
    } else {
        words.to_owned()
    }
}
