//! The words that tell the kinds of names, and the words of amounts.

use super::folder::Folder;
use super::lists::{Sections, WordMap, WordSet};

/// Word lists, each named after what its words do.
#[derive(Clone, Debug)]
pub(crate) struct EntityWords {
    /// Peoples, faiths and political groups, as written: `Iraqi`, `Kurds`, `Shia`.
    peoples: WordSet,
    /// Words before the names of works: "the film Limbo".
    works: WordSet,
    /// Words beside or within the names of products.
    pub(crate) products: WordSet,
    /// Words that begin or end the names of places without a government, and such names: `Lake`, `Nile`.
    pub(crate) landforms: WordSet,
    /// Words that begin or end the names of buildings, roads and other works.
    pub(crate) facilities: WordSet,
    /// Words that end the names of events.
    pub(crate) events: WordSet,
    /// Words that end the names of laws and treaties.
    pub(crate) laws: WordSet,
    /// Words before the names of works that stand before no other names: "the film Gandhi".
    pub(crate) only_before_works: WordSet,
    /// Small words after the names of landforms: "the Laja river".
    pub(crate) landforms_after_names: WordSet,
    /// Small words after the names of buildings that are named like places: "the Laja dam".
    pub(crate) facilities_after_names: WordSet,
    /// What the names of landforms end with that are called like buildings: "Torvik National Park".
    pub(crate) park_endings: Vec<String>,
    /// Words of [`EntityWords::landforms`] and [`EntityWords::facilities`] that begin names: "Lake Chad".
    pub(crate) place_heads: WordSet,
    /// Events whose names end with a number: "COP26".
    pub(crate) numbered_events: Vec<&'static str>,
    /// The definite article.
    pub(crate) the: WordSet,
    // What stands beside a name.
    /// Given names that are auxiliary verbs too, which begin questions: "Will".
    pub(crate) auxiliaries_like_names: WordSet,
    /// Given names that are other words too: "April".
    pub(crate) given_names_like_words: WordSet,
    /// Verbs with a tense that no list of times has: "is".
    pub(crate) finite_verbs: WordSet,
    /// After a name and a comma, these begin what says who or what it is.
    pub(crate) begins_appositions: WordSet,
    /// What stands before 's in the names of companies: "Moody".
    pub(crate) companies_in_s: WordSet,
    /// After a name in 's, these say that it is a company's: "Harrow’s said".
    pub(crate) verbs_after_companies: WordSet,
    /// People and things of companies: "analysts", "shares".
    pub(crate) of_companies: WordSet,
    pub(crate) before_workplaces: WordSet,
    pub(crate) relatives_of_things: WordSet,
    /// Kinds of companies: "the grocery chain".
    pub(crate) company_nouns: WordSet,
    /// "Lloyd’s of London"
    pub(crate) of: WordSet,
    /// After a place and a dash: "Torvik-born".
    pub(crate) after_birthplaces: WordSet,
    /// "Halden-based"
    pub(crate) after_seats: WordSet,
    /// Titles before the name of one person, as written.
    pub(crate) titles_of_office: WordSet,
    /// Words that go on such a title: "Governor General".
    pub(crate) goes_on_titles: WordSet,
    /// Words of amounts.
    pub(crate) amounts: AmountWords,
    // The tagger.
    /// Words before a name that are no part of it: "the".
    pub(crate) articles: Vec<&'static str>,
    /// What ends a name that owns something: "'s".
    pub(crate) possessive_endings: Vec<&'static str>,
    /// Words before a person's name that are nobody's name: "Mr".
    pub(crate) forms_of_address: WordSet,
    /// What belongs to a place's name after a comma: "D.C."
    pub(crate) federal_districts: WordSet,
}

/// The words of amounts of money and of percentages, to the letter.
#[derive(Clone, Debug)]
pub(crate) struct AmountWords {
    /// What a word says of an amount; [`AmountWords::sense`] knows it in other spellings too.
    pub(crate) senses: WordMap<AmountWord>,
    /// Codes of one letter, which count only before a figure of some length: `R120 000`.
    pub(crate) letter_codes: WordSet,
    /// Those of them that roads have too: `N340`.
    pub(crate) road_codes: WordSet,
    /// Currencies whose names are verbs too: "Norhavn 2 won".
    pub(crate) also_verbs: WordSet,
    /// Currencies whose names begin other things: "550 real estate agents".
    pub(crate) compounds: WordMap<&'static str>,
    /// Before a figure in words: "a hundred".
    pub(crate) articles: WordSet,
    /// But not with such a figure: "a multimillion".
    pub(crate) many_prefixes: Vec<&'static str>,
    /// Before a scale: "several thousand".
    pub(crate) several: WordSet,
    /// Between two scales: "tens of millions".
    pub(crate) of: WordSet,
    plural_endings: Vec<&'static str>,
    /// "half a million", "one and a half million"
    pub(crate) halves: WordSet,
    pub(crate) and_word: WordSet,
    /// Currencies whose names are weights too.
    pub(crate) also_weights: WordSet,
    /// Verbs of weighing, and what stands beside weights: "14 kg (30 pounds)".
    pub(crate) weighing: WordSet,
    pub(crate) beside_weights: WordSet,
    /// What is paid for after "pounds of": "500 pounds of damage".
    pub(crate) worth: WordSet,
    /// Parts of one: "a tenth of a percent".
    pub(crate) fractions: WordSet,
    /// "12 percent"
    pub(crate) percent: WordSet,
    /// "12 per cent": the first word with the second.
    pub(crate) percent_in_two: WordMap<&'static str>,
    /// "12 percentage points": the first word, and the second.
    pub(crate) percentage: WordSet,
    pub(crate) points: WordSet,
}

/// What a word says of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AmountWord {
    /// `million`, `bn`, `crore`
    Scale,
    /// `five`, `hundred`
    Figure,
    /// `euros`: stands after the figure
    Unit,
    /// `US`, `Hong Kong`'s first word and the like, before a unit or sign
    Nation,
    /// `EUR`, `Rs`: stands before or after the figure
    Code,
}

/// The sections of the list of money, each with what its words are. A word in two of them is of the later.
const AMOUNT_SECTIONS: [(&str, AmountWord); 5] = [
    ("scales", AmountWord::Scale),
    ("figures", AmountWord::Figure),
    ("units", AmountWord::Unit),
    ("nations", AmountWord::Nation),
    ("codes", AmountWord::Code),
];

impl EntityWords {
    pub(super) fn read(folder: &Folder) -> EntityWords {
        let sections = folder.sections("entity_words");
        EntityWords {
            peoples: folder.set("peoples"),
            works: folder.set("works"),
            products: folder.set("products"),
            landforms: folder.set("landforms"),
            facilities: folder.set("facilities"),
            events: folder.set("events"),
            laws: folder.set("laws"),
            only_before_works: sections.set("only_before_works"),
            landforms_after_names: sections.set("landforms_after_names"),
            facilities_after_names: sections.set("facilities_after_names"),
            park_endings: sections.phrases("park_endings"),
            place_heads: sections.set("place_heads"),
            numbered_events: sections.list("numbered_events").to_vec(),
            the: sections.set("the"),
            auxiliaries_like_names: sections.set("auxiliaries_like_names"),
            given_names_like_words: sections.set("given_names_like_words"),
            finite_verbs: sections.set("finite_verbs"),
            begins_appositions: sections.set("begins_appositions"),
            companies_in_s: sections.set("companies_in_s"),
            verbs_after_companies: sections.set("verbs_after_companies"),
            of_companies: sections.set("of_companies"),
            before_workplaces: sections.set("before_workplaces"),
            relatives_of_things: sections.set("relatives_of_things"),
            company_nouns: sections.set("company_nouns"),
            of: sections.set("of"),
            after_birthplaces: sections.set("after_birthplaces"),
            after_seats: sections.set("after_seats"),
            titles_of_office: sections.set("titles_of_office"),
            goes_on_titles: sections.set("goes_on_titles"),
            amounts: AmountWords::read(&folder.sections("money")),
            // The tagger.
            articles: sections.list("articles").to_vec(),
            possessive_endings: sections.list("possessive_endings").to_vec(),
            forms_of_address: sections.set("forms_of_address"),
            federal_districts: sections.set("federal_districts"),
        }
    }

    /// Whether a word, as written, names a people, a faith or a political group.
    pub(crate) fn is_people(&self, word: &str) -> bool {
        self.peoples.contains(word)
    }

    /// Whether a word says of the name or the marked words after it that they are a work's: "the film Limbo".
    pub(crate) fn is_work(&self, word: &str) -> bool {
        self.works.contains(word)
    }
}

impl AmountWords {
    fn read(sections: &Sections) -> AmountWords {
        let senses = AMOUNT_SECTIONS
            .into_iter()
            .flat_map(|(section, sense)| sections.list(section).iter().map(move |word| (*word, sense)));
        AmountWords {
            senses: senses.collect(),
            letter_codes: sections.set("letter_codes"),
            road_codes: sections.set("road_codes"),
            also_verbs: sections.set("also_verbs"),
            compounds: sections.table("compounds", |second| second),
            articles: sections.set("articles"),
            many_prefixes: sections.list("many_prefixes").to_vec(),
            several: sections.set("several"),
            of: sections.set("of"),
            plural_endings: sections.list("plural_endings").to_vec(),
            halves: sections.set("halves"),
            and_word: sections.set("and_word"),
            also_weights: sections.set("also_weights"),
            weighing: sections.set("weighing"),
            beside_weights: sections.set("beside_weights"),
            worth: sections.set("worth"),
            fractions: sections.set("fractions"),
            percent: sections.set("percent"),
            percent_in_two: sections.table("percent_in_two", |second| second),
            percentage: sections.set("percentage"),
            points: sections.set("points"),
        }
    }

    /// What a word says of an amount: codes and nations as written (`RON` is money, `Ron` is not), all else in any
    /// case, and all with a full stop or without.
    pub(crate) fn sense(&self, word: &str) -> Option<AmountWord> {
        let as_written = self.senses.get(word).or_else(|| {
            let bare = word.trim_end_matches('.');
            if bare.len() < word.len() { self.senses.get(bare) } else { None }
        });
        as_written.copied().or_else(|| match self.senses.get_ignoring_case(word) {
            Some(AmountWord::Code | AmountWord::Nation) => None,
            other => other.copied(),
        })
    }

    /// Whether a figure in words is of several: "tens", "millions".
    pub(crate) fn is_plural(&self, word: &str) -> bool {
        self.plural_endings.iter().any(|ending| word.ends_with(ending))
    }
}
