//! What the words beside a name say of it that the tagger misses: given names that are other words too, companies whose
//! names end in 's, persons of one name after a title, "Torvik-born".

use std::collections::HashSet;
use std::ops::Range;

use crate::annotation::{EntityKind, Why};
use crate::document::{Document, Role, TokenKind};
use crate::lang::speech::WordClass;
use crate::lang::time_words::{Tense, TimeWord};
use crate::recognise::FoundEntity;
use crate::recognise::words::{List, Looks, Word};
use crate::sorting::Sorting as _;
use crate::span::Span;

/// How probable it is that a rule on the words beside a name is right.
const BY_RULE: f32 = 0.9;

/// How far the mark may stand that makes a sentence a question, in tokens: few have more.
const LONGEST_QUESTION: usize = 60;

/// How far after a name and a comma the noun may stand that says what it is: "Harrow’s, the large grocery chain".
const LONGEST_APPOSITION: usize = 5;

/// Corrects the names of an article; they stay in order and disjoint.
pub(super) fn correct(document: &Document, words: &[Word], found: &mut Vec<FoundEntity>) {
    // "@" before a handle.
    found.retain(|entity| entity.name.contains(char::is_alphanumeric));
    let article = Article { document, words };
    let persons = article.persons(found);
    let mut end = 0;
    found.retain_mut(|entity| {
        let tokens = document.tokens_in(entity.span);
        // "London" of "Lloyd’s of London".
        if tokens.start < end {
            return false;
        }
        let changed = match entity.kind {
            EntityKind::Money | EntityKind::Percent => None,
            _ => article
                .with_given_name(entity, &tokens, end)
                .or_else(|| article.company(entity, &tokens, &persons))
                .or_else(|| article.birthplace(entity, &tokens)),
        };
        if let Some((tokens, kind)) = changed {
            entity.span = article.span(&tokens);
            entity.name = document.slice(entity.span).to_string();
            (entity.kind, entity.why) = (kind, Why::Context);
        }
        end = document.tokens_in(entity.span).end;
        true
    });
    article.name_companies_alike(found);
    let missed = article.missed(found, &given_names(found));
    if !missed.is_empty() {
        found.extend(missed);
        found.order_by_key(|entity| entity.span);
    }
}

/// The given names of an article's persons.
fn given_names(found: &[FoundEntity]) -> HashSet<String> {
    let persons = found.iter().filter(|entity| entity.kind == EntityKind::Person);
    persons.filter_map(|entity| Some(entity.name.split_once(' ')?.0.to_owned())).collect()
}

struct Article<'a> {
    document: &'a Document,
    words: &'a [Word],
}

impl Article<'_> {
    fn word(&self, i: usize) -> &str {
        if i < self.words.len() { self.document.word(i) } else { "" }
    }

    fn looks(&self, i: usize, looks: u16) -> bool {
        self.words.get(i).is_some_and(|word| word.looks.has(looks))
    }

    fn is(&self, i: usize, kind: TokenKind) -> bool {
        self.document.tokens().get(i).is_some_and(|token| token.kind == kind)
    }

    fn span(&self, tokens: &Range<usize>) -> Span {
        let all = self.document.tokens();
        all[tokens.start].span.hull(all[tokens.end - 1].span)
    }

    /// The last words of the persons of an article that own nothing there: what is called so in 's is no company.
    fn persons(&self, found: &[FoundEntity]) -> HashSet<String> {
        let person = |entity: &&FoundEntity| {
            let end = self.document.tokens_in(entity.span).end;
            entity.kind == EntityKind::Person && !self.is(end, TokenKind::Clitic)
        };
        let last = |entity: &FoundEntity| entity.name.rsplit(' ').next().unwrap_or_default().to_string();
        found.iter().filter(person).map(last).collect()
    }

    /// "April Stone said", "Will Kerrigan, the mayor": the given name is a verb or a month too, and begins a sentence.
    fn with_given_name(
        &self,
        entity: &FoundEntity,
        tokens: &Range<usize>,
        taken: usize,
    ) -> Option<(Range<usize>, EntityKind)> {
        let lists = &self.document.language().entities;
        let given = tokens.start.checked_sub(1).filter(|&given| taken <= given)?;
        let word = self.word(given);
        let opens = self.looks(given, Looks::FIRST)
            || given.checked_sub(1).is_some_and(|before| self.is(before, TokenKind::Mark));
        if entity.kind != EntityKind::Person || !opens || !self.looks(given, Looks::CAPITAL) {
            return None;
        }
        let listed = self.words[given].lists & List::FirstName.bit() != 0;
        let name = match () {
            () if self.document.language().persons.is_title(word) => false,
            () if lists.auxiliaries_like_names.contains(word) => {
                self.is_told(tokens.end) && !self.is_question(given)
            }
            () => lists.given_names_like_words.contains(word) || (listed && self.is_told(tokens.end)),
        };
        name.then_some((given..tokens.end, EntityKind::Person))
    }

    /// Whether the word has a tense, so that what stands before it is its subject: "said", "asked", "is"; or a comma
    /// sets off who that is.
    fn is_told(&self, i: usize) -> bool {
        let language = self.document.language();
        let word = self.word(i);
        let tense = matches!(
            language.time_words.get(word),
            Some(TimeWord::Tense(Tense::Past | Tense::Told | Tense::Future))
        );
        let past = language.dates.past_endings.iter().any(|ending| word.len() > 4 && word.ends_with(ending));
        let third =
            language.dates.scheduled_thirds.contains(word) || language.entities.finite_verbs.contains(word);
        let apposed = word == "," && language.entities.begins_appositions.contains(self.word(i + 1));
        let small = word.starts_with(char::is_lowercase);
        (small && (tense || past || third)) || apposed
    }

    fn is_question(&self, start: usize) -> bool {
        let rest = start + 1..self.words.len().min(start + LONGEST_QUESTION);
        rest.take_while(|&i| !self.looks(i, Looks::FIRST)).any(|i| self.word(i) == "?")
    }

    /// "Moody’s cut its rating", "Harrow’s, the grocery chain".
    fn company(
        &self,
        entity: &FoundEntity,
        tokens: &Range<usize>,
        persons: &HashSet<String>,
    ) -> Option<(Range<usize>, EntityKind)> {
        let lists = &self.document.language().entities;
        let last = tokens.end - 1;
        let owned = self.is(tokens.end, TokenKind::Clitic) && self.is_possessive(tokens.end);
        if !owned || matches!(entity.kind, EntityKind::Norp) {
            return None;
        }
        let known = lists.companies_in_s.contains(self.word(last));
        let person = persons.contains(self.word(last));
        let next = tokens.end + 1;
        let told = lists.verbs_after_companies.contains(self.word(next));
        let apposed = self.is_apposed_company(next) || self.is_described(next);
        let worked_at = self.is_workplace(tokens.start, next);
        // "Lloyd’s of London"
        let of = known && lists.of.contains(self.word(next)) && self.looks(next + 1, Looks::CAPITAL);
        let company = !person && (known || told || apposed || worked_at);
        let end = if of { next + 2 } else { next };
        company.then_some((tokens.start..end, EntityKind::Org))
    }

    /// What is a company in ’s once is one wherever its name stands so: "Harrow’s sales", in an article on Harrow’s.
    fn name_companies_alike(&self, found: &mut [FoundEntity]) {
        let is_company = |entity: &&FoundEntity| {
            let last = self.document.tokens_in(entity.span).end - 1;
            entity.kind == EntityKind::Org && self.is(last, TokenKind::Clitic) && self.is_possessive(last)
        };
        let companies: HashSet<String> =
            found.iter().filter(is_company).map(|entity| entity.name.clone()).collect();
        if companies.is_empty() {
            return;
        }
        for entity in found {
            let tokens = self.document.tokens_in(entity.span);
            let whole = self.span(&(tokens.start..(tokens.end + 1).min(self.words.len())));
            if companies.contains(self.document.slice(whole)) {
                (entity.span, entity.kind, entity.why) = (whole, EntityKind::Org, Why::Context);
                entity.name = self.document.slice(whole).to_string();
            }
        }
    }

    /// ", which sells boots"
    fn is_described(&self, comma: usize) -> bool {
        self.word(comma) == ","
            && self.document.language().entities.relatives_of_things.contains(self.word(comma + 1))
    }

    /// "Analysts at Harrow’s said", "shares of Harrow’s": nothing follows that Harrow owns.
    fn is_workplace(&self, start: usize, next: usize) -> bool {
        let lists = &self.document.language().entities;
        let Some(noun) = start.checked_sub(2) else { return false };
        let info = self.document.language().quotes.speech.look_up(self.word(next));
        let goes_on = self.is_told(next)
            || lists.verbs_after_companies.contains(self.word(next))
            || info.is(WordClass::Auxiliary)
            || info.is(WordClass::Preposition)
            || self.is(next, TokenKind::Punctuation);
        goes_on
            && lists.before_workplaces.contains(self.word(start - 1))
            && lists.of_companies.contains(&self.word(noun).to_lowercase())
    }

    /// ", the grocery chain"
    fn is_apposed_company(&self, comma: usize) -> bool {
        let lists = &self.document.language().entities;
        let within = comma + 2..comma + 2 + LONGEST_APPOSITION;
        self.word(comma) == ","
            && lists.begins_appositions.contains(self.word(comma + 1))
            && within.take_while(|&i| self.word(i) != ",").any(|i| lists.company_nouns.contains(self.word(i)))
    }

    fn is_possessive(&self, i: usize) -> bool {
        self.document.language().entities.possessive_endings.contains(&self.word(i))
    }

    /// "the Torvik-born singer", "the Halden-based firm"
    fn birthplace(&self, entity: &FoundEntity, tokens: &Range<usize>) -> Option<(Range<usize>, EntityKind)> {
        use EntityKind::{Gpe, Misc, Norp, Org, Person};
        let (lists, after) = (&self.document.language().entities, self.word(tokens.end + 1));
        let place = match entity.kind {
            // "a Kenyan-born singer"
            _ if lists.is_people(&entity.name) => false,
            Norp if lists.after_seats.contains(after) => true,
            Norp | Person | Org | Misc => lists.after_birthplaces.contains(after),
            _ => false,
        };
        (place && self.word(tokens.end) == "-").then(|| (tokens.clone(), Gpe))
    }

    /// Names that the tagger took for other words: "Acting Governor Vane left", "Harrow’s, the grocery chain".
    fn missed(&self, found: &[FoundEntity], given_names: &HashSet<String>) -> Vec<FoundEntity> {
        let (mut missed, mut next) = (vec![], 0);
        for paragraph in
            self.document.paragraphs().iter().filter(|p| p.role.is_analysed() && p.role != Role::Title)
        {
            for i in paragraph.tokens.clone().filter(|&i| self.looks(i, Looks::CAPITAL)) {
                let start = self.document.tokens()[i].span.start();
                while found.get(next).is_some_and(|entity| entity.span.end() <= start) {
                    next += 1;
                }
                let taken = found.get(next).is_some_and(|entity| entity.span.start() <= start);
                let (tokens, kind) = match () {
                    () if taken => continue,
                    () if paragraph.tokens.start < i && self.is_titled(i) => (i..i + 1, EntityKind::Person),
                    () if self.is_company(i) => (i..i + 2, EntityKind::Org),
                    () if self.speaks_by_given_name(i, given_names) => (i..i + 1, EntityKind::Person),
                    () => continue,
                };
                let span = self.span(&tokens);
                let name = self.document.slice(span).to_string();
                missed.push(FoundEntity { span, kind, name, confidence: BY_RULE, why: Why::Context });
            }
        }
        missed
    }

    fn is_company(&self, i: usize) -> bool {
        let known = self.document.language().entities.companies_in_s.contains(self.word(i));
        self.is_possessive(i + 1) && (known || self.is_apposed_company(i + 2))
    }

    /// "April said", in an article that names April Stone.
    fn speaks_by_given_name(&self, i: usize, given_names: &HashSet<String>) -> bool {
        let language = self.document.language();
        let tense = language.time_words.get(self.word(i + 1));
        let says = matches!(tense, Some(TimeWord::Tense(Tense::Told)))
            || language.entities.finite_verbs.contains(self.word(i + 1));
        // "June is dry"
        let is_auxiliary = language.quotes.speech.look_up(self.word(i + 1)).is(WordClass::Auxiliary);
        given_names.contains(self.word(i))
            && says
            && !is_auxiliary
            && self.word(i + 1).starts_with(char::is_lowercase)
    }

    fn is_titled(&self, i: usize) -> bool {
        let language = self.document.language();
        let lists = &language.entities;
        let (title, word) = (self.word(i - 1), self.word(i));
        let name = self.is(i, TokenKind::Word)
            && self.looks(i, Looks::CAPITAL)
            && !self.looks(i, Looks::ALL_CAPITALS)
            && !language.persons.is_title(word)
            && !language.persons.is_role(&word.to_ascii_lowercase())
            && !lists.goes_on_titles.contains(word)
            && word.len() > 2;
        let ends = self.is_told(i + 1) || self.is(i + 1, TokenKind::Clitic);
        lists.titles_of_office.contains(title.trim_end_matches('.')) && name && ends
    }
}
