//! The words of reported speech: verbs that report with what they take, nouns for things said, and the small words
//! between. One [`SpeechLexicon`] a language.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::folder::Folder;
use super::inflection::Inflection;
pub(crate) use super::inflection::VerbForm;
use super::lists::{Sections, WordHasher, WordSet};

/// What the lists know of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordInfo {
    classes: u32,
    /// The verb of reported speech that it is a form of.
    pub verb: Option<Verb>,
}

/// A class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordClass {
    Determiner,
    Possessive,
    Pronoun,
    Object,
    Preposition,
    Conjunction,
    Subordinator,
    Auxiliary,
    Adverb,
    Day,
    Time,
    Question,
    CueNoun,
    RoleNoun,
}

/// A form of a verb that reports speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// Index into the verbs, for [`SpeechLexicon::variants`].
    lemma: u16,
    pub(crate) form: VerbForm,
}

/// A verb that reports speech, with the particle that it needs (`point out`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CueVerb {
    pub lemma: &'static str,
    pub particle: Option<&'static str>,
    frames: &'static str,
}

/// What a verb may be followed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// `said that they left`, `said they left`
    Clause,
    /// `told reporters that they left`
    PersonAndClause,
    /// `asked whether they left`
    Question,
    /// `vowed to leave`
    Infinitive,
    /// `denied the charge`
    Noun,
    /// Marked words only: `laughed`
    Marked,
    /// Reports speech only beside marks or "that": `believe`, `show`
    Weak,
}

impl WordInfo {
    pub fn is(self, class: WordClass) -> bool {
        self.classes & 1 << class as u32 != 0
    }

    /// Whether it holds the sentence together rather than naming anything.
    pub fn is_function_word(self) -> bool {
        const NAMING: u32 = 1 << WordClass::Day as u32
            | 1 << WordClass::Time as u32
            | 1 << WordClass::CueNoun as u32
            | 1 << WordClass::RoleNoun as u32;
        self.classes & !NAMING != 0
    }
}

impl CueVerb {
    pub(crate) fn takes(&self, frame: Frame) -> bool {
        let letter = match frame {
            Frame::Clause => 'c',
            Frame::PersonAndClause => 'p',
            Frame::Question => 'w',
            Frame::Infinitive => 'i',
            Frame::Noun => 'n',
            Frame::Marked => 'q',
            Frame::Weak => 'z',
        };
        self.frames.contains(letter)
    }
}

/// The longest entry has 14 letters, so that longer words need no look-up.
const LONGEST_ENTRY: usize = 16;

/// What a language knows of the words of reported speech.
#[derive(Clone, Debug)]
pub(crate) struct SpeechLexicon {
    words: HashMap<Box<str>, WordInfo, BuildHasherDefault<WordHasher>>,
    /// The entries of each verb: alone, and with each particle.
    verbs: Vec<Vec<CueVerb>>,
    /// Words that names follow, without their full stop.
    honorifics: WordSet,
    inflection: Inflection,
}

impl SpeechLexicon {
    /// Reads the lists of a folder, and the sections of `quote_words`.
    pub(super) fn read(folder: &Folder, sections: &Sections) -> SpeechLexicon {
        let mut lexicon = SpeechLexicon {
            words: HashMap::default(),
            verbs: vec![],
            honorifics: sections.set("honorifics"),
            inflection: Inflection::read(sections),
        };
        for line in folder.lines("function_words") {
            let (name, words) = line.split_once(':').expect("each line of the list has a name");
            words.split_whitespace().for_each(|word| lexicon.add(word, class(name)));
        }
        folder.lines("cue_nouns").for_each(|word| lexicon.add(word, WordClass::CueNoun));
        folder.lines("role_nouns").for_each(|word| lexicon.add(word, WordClass::RoleNoun));
        let mut lemmas = HashMap::new();
        folder.lines("cues").for_each(|line| lexicon.add_verb(line, &mut lemmas));
        lexicon
    }

    /// What the lists know of a word, whatever its case.
    pub(crate) fn look_up(&self, word: &str) -> WordInfo {
        let mut small = [0; LONGEST_ENTRY];
        let Some(small) = small.get_mut(..word.len()) else { return WordInfo::default() };
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        let small = std::str::from_utf8(small).unwrap_or("");
        self.words.get(small).copied().unwrap_or_default()
    }

    /// The same of a word in a text, given the word before it: after "Mrs", "May" is a name and "Long" is one.
    pub(crate) fn look_up_after(&self, before: &str, word: &str) -> WordInfo {
        let is_name = || self.honorifics.contains(before.strip_suffix('.').unwrap_or(before));
        if word.starts_with(char::is_uppercase) && is_name() {
            WordInfo::default()
        } else {
            self.look_up(word)
        }
    }

    /// The verb's entries: alone, and with each particle.
    pub(crate) fn variants(&self, verb: Verb) -> &[CueVerb] {
        &self.verbs[verb.lemma as usize]
    }

    /// How verbs are inflected.
    #[cfg(test)]
    pub(super) fn inflection(&self) -> &Inflection {
        &self.inflection
    }

    fn add(&mut self, word: &str, class: WordClass) {
        self.words.entry(word.into()).or_default().classes |= 1 << class as u32;
    }

    fn add_verb(&mut self, line: &'static str, lemmas: &mut HashMap<&'static str, u16>) {
        let mut fields = line.split_whitespace();
        let (Some(name), Some(frames)) = (fields.next(), fields.next()) else { return };
        let (lemma, particle) = name.split_once('_').map_or((name, None), |(l, p)| (l, Some(p)));
        let next = u16::try_from(self.verbs.len()).expect("a few hundred verbs");
        let index = *lemmas.entry(lemma).or_insert(next);
        if index == next {
            self.verbs.push(vec![]);
        }
        self.verbs[index as usize].push(CueVerb { lemma, particle, frames });
        for (form, word) in self.inflection.forms(lemma, fields.next(), fields.next()) {
            let entry = self.words.entry(word.into()).or_default();
            entry.verb.get_or_insert(Verb { lemma: index, form });
        }
    }
}

fn class(name: &str) -> WordClass {
    match name {
        "determiner" => WordClass::Determiner,
        "possessive" => WordClass::Possessive,
        "pronoun" => WordClass::Pronoun,
        "object" => WordClass::Object,
        "preposition" => WordClass::Preposition,
        "conjunction" => WordClass::Conjunction,
        "subordinator" => WordClass::Subordinator,
        "auxiliary" => WordClass::Auxiliary,
        "adverb" => WordClass::Adverb,
        "day" => WordClass::Day,
        "time" => WordClass::Time,
        "question" => WordClass::Question,
        _ => unreachable!("the list has no other classes: {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::english;

    #[test]
    fn verbs_are_known_in_every_form() {
        let speech = &english().quotes.speech;
        let check = |word: &str, lemma: &str, form: VerbForm| {
            let verb = speech.look_up(word).verb.unwrap_or_else(|| panic!("{word} is a verb"));
            assert_eq!((speech.variants(verb)[0].lemma, verb.form), (lemma, form));
        };
        check("Said", "say", VerbForm::Past);
        check("denies", "deny", VerbForm::Third);
        check("admitting", "admit", VerbForm::Ing);
        check("wrote", "write", VerbForm::Past);
        check("written", "write", VerbForm::Participle);
        check("noting", "note", VerbForm::Ing);
        check("pushes", "push", VerbForm::Third);
        assert_eq!(speech.look_up("table"), WordInfo::default());
        assert_eq!(speech.look_up_after("Mrs.", "May"), WordInfo::default());
        assert_eq!(speech.look_up_after("it", "May"), speech.look_up("May"));
        assert_eq!(speech.look_up("a word longer than every entry"), WordInfo::default());
    }

    #[test]
    fn small_words_have_classes() {
        let look_up = |word: &str| english().quotes.speech.look_up(word);
        assert!(look_up("The").is(WordClass::Determiner) && look_up("she").is(WordClass::Pronoun));
        assert!(look_up("spokesman").is(WordClass::RoleNoun) && !look_up("spokesman").is_function_word());
    }
}
