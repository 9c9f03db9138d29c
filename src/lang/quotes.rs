//! The words that the analysis of quotations asks for: one field a list.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::folder::Folder;
use super::lists::{WordHasher, WordSet};
use super::speech::SpeechLexicon;

/// What a word, or its ending, does in a clause, where the classes of [`super::speech::WordClass`] are too coarse.
/// A word may have several uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClauseUse {
    /// Begins a reported clause: "that".
    That,
    /// Begins an infinitive: "to".
    To,
    /// Turns an infinitive into its opposite: "not to leave".
    Negation,
    /// A pronoun that is the object of a verb in the form of a subject: "told you".
    ObjectLikeSubject,
    /// Points at a time before a noun: "this week".
    PointsAtTime,
    /// Begins a clause before its main clause: "if".
    OpensClause,
    /// After a comma, begins a clause that is the writer's more often than the speaker's: "while".
    TurnsAway,
    /// First word of "according to".
    According,
    /// Last word of "according to".
    AccordingTo,
    /// Makes a name of the word after it that looks like a verb: "United States".
    MakesName,
    /// Before a participle without a subject: "when asked".
    BeforeParticiple,
    /// What is done to a speaker who is listened to: "was heard shouting".
    Perceived,
    /// Names who acts in the passive: "by".
    Agent,
    /// A form of "be".
    Be,
    /// Quantifies a subject that a verb follows: "all".
    Quantifier,
    /// Begins a time or manner before a verb that a day's name ends: "on Monday".
    BeforeDay,
    /// Begins one that another noun ends: "in particular".
    BeforeTime,
    /// Ends one: "particular".
    EndsAside,
    /// Ties a relative clause to a subject: "who".
    Relative,
    /// A relative of persons that cannot carry on a report in commas: "who".
    PersonalRelative,
    /// Ties a phrase to the noun that owns it: "of".
    Of,
    /// Joins nouns: "and".
    And,
    /// A preposition that ties a phrase to the noun before it.
    TiesToNoun,
    /// Carries a noun phrase on.
    CarriesPhraseOn,
    /// Begins an adverbial before the subject: "last".
    OpensAdverbial,
    /// Begins a report that goes before its main clause: "as".
    As,
    /// A form of a verb of saying that is a noun more often.
    NounLike,
    /// A common irregular past tense, or plural present tense.
    IrregularVerb,
    /// A form of a verb that hands on the words of another: "quoted Lane as saying".
    Quotes,
    /// A form of a verb by which a thing said comes out: "issued a statement".
    Issues,
    /// A particle of such a verb: "put out".
    IssuingParticle,
    /// Before the one whom words are called out to: "at".
    CalledTo,
    /// Tells when with the time after it: "earlier this month".
    OpensTime,
    /// A month that is a verb in small letters: "May".
    MonthLikeVerb,
    /// Tells that a time lies ahead: "next".
    Ahead,
    /// A noun for a thing said: "statement".
    Document,
    /// A noun for what one person can be: "mayor".
    Role,
    /// Begins a phrase about one that is not known: "a".
    Indefinite,
    /// A small word within names: "van".
    InName,
    /// Ends as adverbs do.
    AdverbEnding,
    /// Ends as regular past tenses do.
    PastEnding,
    /// Ends as verbs of the third person do.
    PresentEnding,
    /// Ends as plurals do.
    PluralEnding,
    /// Ends as present participles do.
    ParticipleEnding,
    /// Ends as subjects of a plural verb do.
    PluralSubjectEnding,
    /// Ends as nouns for what a person does: "keeper".
    RoleEnding,
    /// After whose they are, what somebody says: "in Lane's words".
    OwnWords,
}

/// The sections of words with a use.
const USES: [(&str, ClauseUse); 37] = [
    ("that", ClauseUse::That),
    ("to", ClauseUse::To),
    ("negations", ClauseUse::Negation),
    ("object_like_subject", ClauseUse::ObjectLikeSubject),
    ("point_at_time", ClauseUse::PointsAtTime),
    ("open_clauses", ClauseUse::OpensClause),
    ("turn_away", ClauseUse::TurnsAway),
    ("according", ClauseUse::According),
    ("according_to", ClauseUse::AccordingTo),
    ("make_names", ClauseUse::MakesName),
    ("before_participles", ClauseUse::BeforeParticiple),
    ("agent", ClauseUse::Agent),
    ("be", ClauseUse::Be),
    ("quantifiers", ClauseUse::Quantifier),
    ("before_days", ClauseUse::BeforeDay),
    ("before_times", ClauseUse::BeforeTime),
    ("end_asides", ClauseUse::EndsAside),
    ("relatives", ClauseUse::Relative),
    ("personal_relatives", ClauseUse::PersonalRelative),
    ("of", ClauseUse::Of),
    ("and", ClauseUse::And),
    ("tie_to_nouns", ClauseUse::TiesToNoun),
    ("carry_phrases_on", ClauseUse::CarriesPhraseOn),
    ("open_adverbials", ClauseUse::OpensAdverbial),
    ("as", ClauseUse::As),
    ("noun_like", ClauseUse::NounLike),
    ("irregular_verbs", ClauseUse::IrregularVerb),
    ("quoting", ClauseUse::Quotes),
    ("perceived", ClauseUse::Perceived),
    ("issuing", ClauseUse::Issues),
    ("issuing_particles", ClauseUse::IssuingParticle),
    ("called_to", ClauseUse::CalledTo),
    ("months_like_verbs", ClauseUse::MonthLikeVerb),
    ("ahead", ClauseUse::Ahead),
    ("open_times", ClauseUse::OpensTime),
    ("within_names", ClauseUse::InName),
    ("own_words", ClauseUse::OwnWords),
];

/// The sections of endings with a use, and of longer endings that have it not.
const ENDINGS: [(&str, &str, ClauseUse); 6] = [
    ("adverb_endings", "", ClauseUse::AdverbEnding),
    ("past_endings", "", ClauseUse::PastEnding),
    ("present_endings", "no_present_endings", ClauseUse::PresentEnding),
    ("plural_endings", "", ClauseUse::PluralEnding),
    ("participle_endings", "", ClauseUse::ParticipleEnding),
    ("plural_subject_endings", "", ClauseUse::PluralSubjectEnding),
];

/// A set of [`ClauseUse`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ClauseUses(u64);

impl ClauseUses {
    /// Whether a use is among them.
    pub(crate) fn has(self, which: ClauseUse) -> bool {
        self.0 & 1 << which as u32 != 0
    }

    fn with(self, which: ClauseUse) -> ClauseUses {
        ClauseUses(self.0 | 1 << which as u32)
    }

    /// The uses of both.
    pub(crate) fn and(self, other: ClauseUses) -> ClauseUses {
        ClauseUses(self.0 | other.0)
    }
}

/// Endings that give a word a use, but for words with one of the exceptions.
#[derive(Clone, Debug)]
struct EndingUse {
    endings: Vec<&'static str>,
    exceptions: Vec<&'static str>,
    which: ClauseUse,
}

/// A pattern of up to three last bytes of a word, the last one lowest, and the class that it gives.
#[derive(Clone, Copy, Debug)]
struct TailClass {
    mask: u32,
    bytes: u32,
    class: u64,
}

/// Word lists, each named after what its words do.
#[derive(Clone, Debug)]
pub(crate) struct QuoteWords {
    /// Verbs that report speech, and the small words.
    pub(crate) speech: SpeechLexicon,
    /// Verbs whose participle needs no subject after "when": "when asked".
    pub(crate) asked_verbs: WordSet,
    /// Verbs that report a clause with "that", and little else: "the study found that".
    pub(crate) finding_verbs: WordSet,
    pub(crate) articles: WordSet,
    /// Words right before a name between marks: "calls himself".
    pub(crate) before_given_names: WordSet,
    /// The same in several words: "known only as".
    pub(crate) naming_phrases: Vec<Vec<&'static str>>,
    /// Participles after which something is named: "is dubbed".
    pub(crate) naming_participles: WordSet,
    /// The same before "as", with "be" or without: "known as".
    pub(crate) knowing_participles: WordSet,
    /// Participles of verbs for what the law holds against somebody: "is charged with".
    pub(crate) charging_participles: WordSet,
    /// Nouns for what has a name between marks before it: "the “stay in port” policy".
    pub(crate) named_things: WordSet,
    /// Verbs of saying, each with the objects of which it says nothing: "called a meeting".
    pub(crate) deeds: Vec<Vec<&'static str>>,
    /// Phrases before the source of marked words, in small letters, word by word: "in the words of".
    pub(crate) source_phrases: Vec<Vec<&'static str>>,
    /// Before the source of what somebody thinks: "in the view of".
    pub(crate) view_phrases: Vec<Vec<&'static str>>,
    /// Nouns for what is measured in shares, or words before them: "'20 per cent" is no year.
    pub(crate) share_words: WordSet,
    /// Words before the colon of a headline that say what kind of article it is: "Review".
    pub(crate) headline_labels: WordSet,
    /// Endings of words that an apostrophe may follow: "leaders' talks", "nothin' else".
    pub(crate) before_apostrophe_endings: Vec<&'static str>,
    /// Words that are written with an apostrophe at their end: "th' old".
    pub(crate) clipped_words: WordSet,
    /// Last letters of the possessive clitic.
    pub(crate) possessive_endings: Vec<&'static str>,
    uses: HashMap<&'static str, ClauseUses, BuildHasherDefault<WordHasher>>,
    endings: Vec<EndingUse>,
    tails: Vec<TailClass>,
    past_tail: Vec<u32>,
}

/// Words with a use are shorter than this.
const LONGEST_USE: usize = 16;

impl QuoteWords {
    /// Reads the lists of a folder.
    pub(super) fn read(folder: &Folder) -> QuoteWords {
        let sections = folder.sections("quote_words");
        let list = |section: &str| sections.list(section).to_vec();
        let mut uses: HashMap<&str, ClauseUses, _> = HashMap::default();
        let speaker_sections = folder.sections("speaker_words");
        let mut add = |word: &'static str, which| {
            let known = uses.entry(word).or_default();
            *known = known.with(which);
        };
        for (section, which) in USES {
            sections.list(section).iter().for_each(|word| add(word, which));
        }
        speaker_sections.list("documents").iter().for_each(|word| add(word, ClauseUse::Document));
        speaker_sections.list("single").iter().for_each(|word| add(word, ClauseUse::Indefinite));
        folder.lines("roles").for_each(|word| add(word, ClauseUse::Role));
        let ending = |(section, exceptions, which): (&str, &str, ClauseUse)| EndingUse {
            endings: list(section),
            exceptions: if exceptions.is_empty() { vec![] } else { list(exceptions) },
            which,
        };
        let of_roles = EndingUse {
            endings: folder.sections("person_words").list("uncommon_role_endings").to_vec(),
            exceptions: vec![],
            which: ClauseUse::RoleEnding,
        };
        let phrases =
            |section| sections.list(section).iter().map(|phrase| phrase.split('_').collect()).collect();
        QuoteWords {
            speech: SpeechLexicon::read(folder, &sections),
            asked_verbs: sections.set("asked_verbs"),
            finding_verbs: sections.set("finding_verbs"),
            articles: sections.set("articles"),
            before_given_names: sections.set("before_given_names"),
            naming_phrases: phrases("naming_phrases"),
            naming_participles: sections.set("naming_participles"),
            knowing_participles: sections.set("knowing_participles"),
            charging_participles: sections.set("charging_participles"),
            named_things: sections.set("named_things"),
            deeds: phrases("deeds"),
            source_phrases: phrases("source_phrases"),
            view_phrases: phrases("view_phrases"),
            share_words: sections.set("share_words"),
            headline_labels: sections.set("headline_labels"),
            before_apostrophe_endings: list("before_apostrophe_endings"),
            clipped_words: sections.set("clipped_words"),
            possessive_endings: list("possessive_endings"),
            uses,
            endings: ENDINGS.map(ending).into_iter().chain([of_roles]).collect(),
            tails: sections.list("tail_classes").iter().map(|entry| TailClass::read(entry)).collect(),
            past_tail: list("past_endings").iter().map(|ending| tail(ending)).collect(),
        }
    }

    /// What a word does in a clause, whatever its case.
    pub(crate) fn uses(&self, word: &str) -> ClauseUses {
        let mut small = [0; LONGEST_USE];
        let Some(small) = small.get_mut(..word.len()) else { return ClauseUses::default() };
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        let small = std::str::from_utf8(small).unwrap_or("");
        self.uses.get(small).copied().unwrap_or_default()
    }

    /// What a word's ending says of its use.
    pub(crate) fn uses_of_ending(&self, word: &str) -> ClauseUses {
        let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
        let of = |uses: ClauseUses, ending: &EndingUse| {
            let has = ends(&ending.endings) && !ends(&ending.exceptions);
            if has { uses.with(ending.which) } else { uses }
        };
        self.endings.iter().fold(ClauseUses::default(), of)
    }

    /// The class of a word's ending as a small number, given its last letters, the last one lowest; 0 for none. The
    /// tagger's weights know these numbers.
    pub(crate) fn tail_class(&self, tail: u32) -> u64 {
        self.tails.iter().find(|t| tail & t.mask == t.bytes).map_or(0, |t| t.class)
    }

    /// Whether a word has the ending of a regular past tense, given its last letters, the last one lowest.
    pub(crate) fn is_past_tail(&self, word_tail: u32) -> bool {
        self.past_tail.contains(&(word_tail & 0xffff))
    }
}

/// The last bytes of an ending as a number, the last one lowest.
fn tail(ending: &str) -> u32 {
    ending.bytes().fold(0, |tail, byte| tail << 8 | u32::from(byte))
}

impl TailClass {
    /// Reads `ous=7`; a `?` stands for any letter.
    fn read(entry: &str) -> TailClass {
        let (ending, class) = entry.split_once('=').expect("an ending and its class");
        let any = |byte: u8| if byte == b'?' { 0 } else { 0xff };
        let mask = ending.bytes().fold(0, |mask, byte| mask << 8 | any(byte));
        TailClass { mask, bytes: tail(ending) & mask, class: class.parse().expect("a class is a number") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::english;

    #[test]
    fn words_and_endings_have_uses() {
        let words = &english().quotes;
        assert!(words.uses("That").has(ClauseUse::That) && words.uses("that").has(ClauseUse::Relative));
        assert!(!words.uses("thatch").has(ClauseUse::That));
        let ends = |word: &str, which| words.uses_of_ending(word).has(which);
        assert!(ends("quickly", ClauseUse::AdverbEnding) && ends("passing", ClauseUse::ParticipleEnding));
        assert!(ends("plans", ClauseUse::PresentEnding) && !ends("pass", ClauseUse::PresentEnding));
    }

    #[test]
    fn the_first_class_that_fits_an_ending_counts() {
        let class = |word: &str| english().quotes.tail_class(tail(&word[word.len().saturating_sub(4)..]));
        let classes = ["walked", "going", "only", "nation", "event", "city", "pass", "plans", "actor"];
        assert_eq!(classes.map(class), [1, 2, 3, 4, 4, 4, 0, 5, 6]);
        assert_eq!(["artist", "final", "famous", "about", "native", "table"].map(class), [6, 7, 5, 7, 7, 0]);
    }
}
