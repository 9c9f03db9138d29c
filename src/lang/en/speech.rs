//! The words of reported speech: verbs that report, nouns for things said, and the small words between.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::entries;

/// What the lists know of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    classes: u32,
    pub verb: Option<Verb>,
}

/// A class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
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
    /// Index into the verbs, for [`variants`].
    lemma: u16,
    pub form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `say`
    Base,
    /// `says`
    Third,
    /// `said`, and the participle where it is the same
    Past,
    /// `written`
    Participle,
    /// `saying`
    Ing,
}

/// A verb that reports speech, with the particle that it needs (`point out`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cue {
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

impl Known {
    pub fn is(self, class: Class) -> bool {
        self.classes & 1 << class as u32 != 0
    }

    /// Whether it holds the sentence together rather than naming anything.
    pub fn is_function_word(self) -> bool {
        const NAMING: u32 = 1 << Class::Day as u32
            | 1 << Class::Time as u32
            | 1 << Class::CueNoun as u32
            | 1 << Class::RoleNoun as u32;
        self.classes & !NAMING != 0
    }
}

impl Cue {
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

/// What the lists know of a word, whatever its case.
pub(crate) fn look_up(word: &str) -> Known {
    // The longest entry has 14 letters.
    let mut small = [0; 16];
    let Some(small) = small.get_mut(..word.len()) else { return Known::default() };
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    let small = std::str::from_utf8(small).unwrap_or("");
    LISTS.words.get(small).copied().unwrap_or_default()
}

/// The same of a word in a text, given the word before it: after "Mrs", "May" is a name and "Long" is one.
pub(crate) fn look_up_after(before: &str, word: &str) -> Known {
    const HONORIFICS: [&str; 10] = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Sir", "Dame", "Lord", "Lady"];
    let is_name = || HONORIFICS.contains(&before.strip_suffix('.').unwrap_or(before));
    if word.starts_with(char::is_uppercase) && is_name() { Known::default() } else { look_up(word) }
}

/// The verb's entries: alone, and with each particle.
pub(crate) fn variants(verb: Verb) -> &'static [Cue] {
    &LISTS.verbs[verb.lemma as usize]
}

struct Lists {
    words: HashMap<String, Known>,
    verbs: Vec<Vec<Cue>>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists { words: HashMap::new(), verbs: vec![] };
    for line in entries(include_str!("function_words.txt")) {
        let (name, words) = line.split_once(':').expect("each line of the list has a name");
        words.split_whitespace().for_each(|w| lists.add(w, class(name)));
    }
    entries(include_str!("cue_nouns.txt")).for_each(|w| lists.add(w, Class::CueNoun));
    entries(include_str!("role_nouns.txt")).for_each(|w| lists.add(w, Class::RoleNoun));
    let mut known = HashMap::new();
    for line in entries(include_str!("cues.txt")) {
        lists.add_verb(line, &mut known);
    }
    lists
});

fn class(name: &str) -> Class {
    match name {
        "determiner" => Class::Determiner,
        "possessive" => Class::Possessive,
        "pronoun" => Class::Pronoun,
        "object" => Class::Object,
        "preposition" => Class::Preposition,
        "conjunction" => Class::Conjunction,
        "subordinator" => Class::Subordinator,
        "auxiliary" => Class::Auxiliary,
        "adverb" => Class::Adverb,
        "day" => Class::Day,
        "time" => Class::Time,
        "question" => Class::Question,
        _ => unreachable!("the list has no other classes: {name}"),
    }
}

impl Lists {
    fn add(&mut self, word: &str, class: Class) {
        self.words.entry(word.to_string()).or_default().classes |= 1 << class as u32;
    }

    fn add_verb(&mut self, line: &'static str, known: &mut HashMap<&'static str, u16>) {
        let mut fields = line.split_whitespace();
        let (Some(name), Some(frames)) = (fields.next(), fields.next()) else { return };
        let (lemma, particle) = name.split_once('_').map_or((name, None), |(l, p)| (l, Some(p)));
        let next = u16::try_from(self.verbs.len()).expect("a few hundred verbs");
        let index = *known.entry(lemma).or_insert(next);
        if index == next {
            self.verbs.push(vec![]);
        }
        self.verbs[index as usize].push(Cue { lemma, particle, frames });
        for (form, word) in inflect(lemma, fields.next(), fields.next()) {
            self.words.entry(word).or_default().verb.get_or_insert(Verb { lemma: index, form });
        }
    }
}

/// The forms of a verb, given its irregular past and participle if it has such.
fn inflect(lemma: &str, past: Option<&str>, participle: Option<&str>) -> Vec<(Form, String)> {
    let consonant_y = lemma.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u']));
    let silent_e = lemma.strip_suffix('e');
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|end| lemma.ends_with(end));
    let third = match consonant_y {
        Some(stem) => format!("{stem}ies"),
        None if sibilant || lemma == "go" => format!("{lemma}es"),
        None => format!("{lemma}s"),
    };
    let regular = match (consonant_y, silent_e) {
        (Some(stem), _) => format!("{stem}ied"),
        (_, Some(stem)) => format!("{stem}ed"),
        _ => format!("{lemma}ed"),
    };
    // A past that doubles the last letter ("admitted") has a form in -ing that does so too.
    let doubled = past.and_then(|p| p.strip_suffix("ed")).filter(|s| lemma.len() < s.len());
    let doubled = doubled.or(match lemma {
        "put" => Some("putt"),
        "begin" => Some("beginn"),
        "hit" => Some("hitt"),
        _ => None,
    });
    let ing = match (doubled, silent_e) {
        (Some(stem), _) => format!("{stem}ing"),
        (_, Some(stem)) if !lemma.ends_with("ee") => format!("{stem}ing"),
        _ => format!("{lemma}ing"),
    };
    let mut forms = vec![
        (Form::Past, past.map_or(regular, str::to_string)),
        (Form::Base, lemma.to_string()),
        (Form::Third, third),
        (Form::Ing, ing),
    ];
    forms.extend(participle.map(|p| (Form::Participle, p.to_string())));
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_in_every_form() {
        let check = |word: &str, lemma: &str, form: Form| {
            let verb = look_up(word).verb.unwrap_or_else(|| panic!("{word} is a verb"));
            assert_eq!((variants(verb)[0].lemma, verb.form), (lemma, form));
        };
        check("Said", "say", Form::Past);
        check("denies", "deny", Form::Third);
        check("admitting", "admit", Form::Ing);
        check("wrote", "write", Form::Past);
        check("written", "write", Form::Participle);
        check("noting", "note", Form::Ing);
        check("pushes", "push", Form::Third);
        assert_eq!(look_up("table"), Known::default());
        assert_eq!(look_up_after("Mrs.", "May"), Known::default());
        assert_eq!(look_up_after("it", "May"), look_up("May"));
        assert_eq!(look_up("a word longer than every entry"), Known::default());
    }

    #[test]
    fn small_words_have_classes() {
        assert!(look_up("The").is(Class::Determiner) && look_up("she").is(Class::Pronoun));
        assert!(look_up("spokesman").is(Class::RoleNoun) && !look_up("spokesman").is_function_word());
    }
}
