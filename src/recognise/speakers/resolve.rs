//! Who is meant by the words that name a quotation's source: a name, a role ("the minister"), a pronoun, or
//! somebody who has no name in the article ("police", "a spokesman for the union").

use super::pronouns::{Antecedents, is_pronoun};
use super::source::{NameResolution, Source, SourceHistory};
use crate::annotation::EntityKind;
use crate::document::{Document, TokenKind};
use crate::lang::quotes::ClauseUse;
use crate::lang::speakers::SpeakerWords;
use crate::recognise::found::FoundEntity;
use crate::recognise::names::clean;
use crate::recognise::names::roles::Roles;
use crate::span::Span;

/// Longer descriptions are cut at their first comma, clause or preposition; this is for those without.
const LONGEST_DESCRIPTION: usize = 10;

/// How far back, in mentions of names, "the company" looks.
const BODY_REACH: usize = 12;

/// Everything that says who a source is.
pub(super) struct SourceContext<'a> {
    pub document: &'a Document,
    pub entities: &'a [FoundEntity],
    pub words: &'a SpeakerWords,
    pub roles: Roles,
    pub antecedents: Antecedents<'a>,
}

impl SourceContext<'_> {
    /// Who is meant by the words of a span; nobody for a pronoun that finds none.
    pub(super) fn source(&self, span: Span, history: &mut SourceHistory) -> (Option<Source>, NameResolution) {
        let tokens = self.document.tokens_in(span);
        let words: Vec<usize> =
            tokens.filter(|&t| self.document.tokens()[t].kind != TokenKind::Mark).collect();
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else {
            return (None, NameResolution::Unresolved);
        };
        if is_pronoun(self.document.word(first), self.words) && first == last {
            let source = self.antecedents.resolve(self.document.word(first), span, history.last.as_ref());
            let found = source.is_some();
            let resolution = if found { NameResolution::Pronoun } else { NameResolution::Unresolved };
            return (source, resolution);
        }
        let (source, resolution) = self.phrase(first, last + 1, history);
        (Some(source), resolution)
    }

    /// Who is meant by a noun phrase of several words.
    fn phrase(&self, start: usize, end: usize, history: &mut SourceHistory) -> (Source, NameResolution) {
        if let Some(person) = self.person(start, end) {
            return (Source::Entity(person), NameResolution::Person);
        }
        let head_end = self.head_end(start, end);
        let Some(noun) = head_end.checked_sub(1).filter(|&noun| start <= noun) else {
            return (self.described(start, end), NameResolution::Description);
        };
        if let Some(entity) = self.entity_ending_at(noun) {
            return (Source::Entity(entity), NameResolution::Name);
        }
        let word = self.document.word(noun).to_lowercase();
        if self.words.documents.contains(&word) {
            return self.document_source(start, noun, end, history);
        }
        if self.words.utterances.contains(&word)
            && let Some(owner) = self.owner(start, noun)
        {
            return self.phrase(start, owner, history);
        }
        if self.is_definite(start)
            && self.document.language().persons.may_be_role(&word)
            && let Some(entity) = self.roles.holder(self.document, self.entities, noun)
        {
            return (Source::Entity(entity), NameResolution::Role);
        }
        if self.words.definite_articles.contains_ignoring_case(self.document.word(start))
            && noun == start + 1
            && self.words.bodies.contains(&word)
            && let Some(entity) = self.body(&word, start)
        {
            return (Source::Entity(entity), NameResolution::Organisation);
        }
        let described = self.described(start, end);
        if self.words.study_authors.contains(&word) && self.is_definite(start) {
            return (self.authors(start, noun, described, history), NameResolution::Description);
        }
        (described, NameResolution::Description)
    }

    /// Those who wrote a study: "researchers at Lund University", then "the researchers", "the report's authors". A name
    /// before the noun, or after it, begins another study.
    fn authors(&self, start: usize, noun: usize, described: Source, history: &mut SourceHistory) -> Source {
        let is_new = !self.is_article(start) || (start..noun).any(|t| self.entity_covering(t).is_some());
        match &history.authors {
            Some(known) if !is_new => known.clone(),
            _ => {
                history.authors = Some(described.clone());
                described
            }
        }
    }

    fn is_article(&self, token: usize) -> bool {
        self.words.definite_articles.contains_ignoring_case(self.document.word(token))
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
                return !self.words.joiners.contains(word);
            }
            if self.begins_clause(start, token) {
                return true;
            }
        }
        // "by Ada Lund" within the words of the source is the source itself.
        false
    }

    /// Whether a participle tells what the bearer of a role does: "the lawyer representing Lund".
    fn begins_clause(&self, start: usize, token: usize) -> bool {
        let language = self.document.language();
        let word = self.document.word(token);
        let is_role = |role: &str| {
            let one = || self.words.plural_endings.iter().find_map(|end| role.strip_suffix(end));
            language.persons.is_role(role) || one().is_some_and(|one| language.persons.is_role(one))
        };
        let next =
            self.document.tokens().get(token + 1).map(|_| self.document.word(token + 1).to_lowercase());
        start < token
            && language.quotes.uses_of_ending(word).has(ClauseUse::ParticipleEnding)
            && word.starts_with(char::is_lowercase)
            && is_role(&self.document.word(token - 1).to_lowercase())
            && !next.is_some_and(|next| is_role(&next))
    }

    /// Where the noun phrase ends that a phrase begins with: before a comma, a preposition, a clause.
    fn head_end(&self, start: usize, end: usize) -> usize {
        let inside = |t: usize| self.entity_covering(t).is_some();
        let stop = (start + 1..end).find(|&t| {
            let punctuation = self.document.tokens()[t].kind == TokenKind::Punctuation;
            let word = self.document.word(t);
            !inside(t)
                && ((punctuation && word != "-" && word != ".")
                    || self.document.language().names.ends_noun_phrases.contains_ignoring_case(word)
                    || self.begins_clause(start, t))
        });
        let stop = stop.unwrap_or(end);
        let clitic = self.document.tokens()[stop - 1].kind == TokenKind::Clitic;
        if clitic && start < stop - 1 { stop - 1 } else { stop }
    }

    /// Whose a statement is: "a statement released by the union", "the union's statement", "the statement".
    fn document_source(
        &self,
        start: usize,
        noun: usize,
        end: usize,
        history: &mut SourceHistory,
    ) -> (Source, NameResolution) {
        let by = (noun + 1..end).rev().find(|&t| self.words.before_owners.contains(self.document.word(t)));
        let owner = (start..noun).rev().find(|&t| {
            self.document.tokens()[t].kind == TokenKind::Clitic
                && self.entity_ending_at(t.saturating_sub(1)).is_some()
        });
        // "the union's statement", where the union has no name
        let described = self.owner(start, noun).filter(|_| owner.is_none());
        let source = match (by, owner) {
            (None, None) if described.is_some_and(|end| start < end) => {
                self.phrase(start, described.unwrap_or(noun), history).0
            }
            (Some(by), _) if by + 1 < end => self.phrase(by + 1, end, history).0,
            (_, Some(owner)) => {
                self.entity_ending_at(owner - 1).map_or_else(|| self.described(start, end), Source::Entity)
            }
            _ => match &history.document {
                Some(source) if self.is_definite(start) => {
                    return (source.clone(), NameResolution::Statement);
                }
                _ => return (self.described(start, end), NameResolution::Description),
            },
        };
        history.document = Some(source.clone());
        (source, NameResolution::Statement)
    }

    /// Where the words end that name whose something is: of "the mayor's answer", those before the clitic.
    fn owner(&self, start: usize, noun: usize) -> Option<usize> {
        (start + 1..noun).find(|&t| self.document.tokens()[t].kind == TokenKind::Clitic)
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
        let any = || recent().next().filter(|_| self.words.any_bodies.contains(noun));
        called_so.or_else(any).map(|(index, _)| index)
    }

    /// Whether a phrase is about one that is known: "the minister", "its chairman", "Minister".
    fn is_definite(&self, start: usize) -> bool {
        !self.words.indefinites.contains_ignoring_case(self.document.word(start))
    }

    /// The words of a source without a name: no article, nothing after the first comma or clause, no capital that
    /// only begins the sentence.
    fn described(&self, start: usize, end: usize) -> Source {
        let article = self.words.articles.contains_ignoring_case(self.document.word(start));
        let first = if article && start + 1 < end { start + 1 } else { start };
        let stop = (first + 1..end).find(|&t| {
            let word = self.document.word(t);
            let punctuation = self.document.tokens()[t].kind == TokenKind::Punctuation;
            (punctuation && !matches!(word, "-" | "." | "&")) || self.words.after_descriptions.contains(word)
        });
        let stop = stop.unwrap_or(end).min(first + LONGEST_DESCRIPTION);
        let span = self.document.tokens()[first].span.hull(self.document.tokens()[stop - 1].span);
        let words = clean(&self.document.language().names, self.document.slice(span));
        let begins_sentence =
            !article && self.begins_sentence(first) && self.entity_covering(first).is_none();
        Source::Described(if begins_sentence { self.without_capital(&words) } else { words })
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

    /// "Police" → "police", but not "US officials" nor "Mr. Lund": only words that are certain not to be names.
    fn without_capital(&self, words: &str) -> String {
        let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
        let lower = first.to_lowercase();
        let plain = first.chars().skip(1).all(char::is_lowercase);
        let is_role = |word: &str| self.document.language().persons.is_role(word);
        let singular = || self.words.plural_endings.iter().find_map(|end| lower.strip_suffix(end));
        let common = self.words.common.contains(&lower) || is_role(&lower) || singular().is_some_and(is_role);
        let name_follows = is_role(&lower) && rest.starts_with(char::is_uppercase);
        if plain && common && !name_follows {
            format!("{lower}{}", &words[first.len()..])
        } else {
            words.to_owned()
        }
    }
}
