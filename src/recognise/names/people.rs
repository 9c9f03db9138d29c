//! Which mentions of persons are of one person: surnames, given names, initials, spellings.
//!
//! In the order of the text: a name of several words is a person of its own, unless it is a form of one already
//! known; a part of a name ("Al-Ameri", "Hadi") is the person of that name who was mentioned most, between equals the
//! one named longest ago, or else the first of that name to come.

use std::collections::HashMap;

use super::clusters::Clusters;
use super::mentions::PersonMention;
use super::name_forms;
use crate::lang::Language;
use crate::lang::persons::Gender;

/// A person known by a name of several words.
struct Person {
    /// The first mention.
    mention: usize,
    words: Vec<String>,
    gender: Option<Gender>,
}

/// Words of the longest name of a person: what is longer was marked wrongly, and has many parts.
const LONGEST: usize = 8;

/// Persons of one surname, or of surnames alike, that a new name is compared with. A bound, so that the cost is linear;
/// no article has as many Smiths.
const NAMESAKES: usize = 12;

/// Joins the mentions of each person.
pub(super) fn join(language: &Language, mentions: &[PersonMention], clusters: &mut Clusters) {
    let people = PersonDirectory::of(language, mentions, clusters);
    let mut alone: HashMap<String, usize> = HashMap::new();
    let parts = people.parts();
    let mut mentioned = MentionedSoFar { latest: HashMap::new(), counts: vec![0; people.all.len()] };
    for mention in mentions {
        let form = mention.words.join(" ");
        let person = match people.by_form.get(&form) {
            Some(&person) if !people.is_part(&form, &parts) => Some(person),
            _ => people.meant(mention, &form, &mentioned, &parts),
        };
        let person = person.or_else(|| people.misspelt(mention, &parts));
        let Some(person) = person else {
            let first = *alone.entry(form).or_insert(mention.index);
            clusters.join(first, mention.index);
            continue;
        };
        clusters.join(mention.index, people.all[person].mention);
        mentioned.add(person, &people.parts_of[person]);
    }
}

/// Whom the text has mentioned so far.
struct MentionedSoFar<'a> {
    /// The persons with each part of a name, the last mentioned last.
    latest: HashMap<&'a str, Vec<usize>>,
    /// How often each person was mentioned.
    counts: Vec<usize>,
}

impl<'a> MentionedSoFar<'a> {
    fn add(&mut self, person: usize, parts: &'a [String]) {
        self.counts[person] += 1;
        for part in parts {
            let recent = self.latest.entry(part).or_default();
            recent.retain(|&p| p != person);
            recent.push(person);
            // Only the last few count: the nearest whose gender fits.
            if NAMESAKES < recent.len() {
                recent.remove(0);
            }
        }
    }
}

/// The persons of an article.
struct PersonDirectory<'l> {
    language: &'l Language,
    all: Vec<Person>,
    by_form: HashMap<String, usize>,
    /// Persons by what their names' spellings share.
    alike: HashMap<String, Vec<usize>>,
    /// Persons by their given names.
    by_given_name: HashMap<String, Vec<usize>>,
    /// Persons by their names written without blanks.
    unspaced: HashMap<String, usize>,
    /// The parts of each person's name that may stand for it, the whole included.
    parts_of: Vec<Vec<String>>,
}

impl<'l> PersonDirectory<'l> {
    fn of(
        language: &'l Language,
        mentions: &[PersonMention],
        clusters: &mut Clusters,
    ) -> PersonDirectory<'l> {
        let mut people = PersonDirectory {
            language,
            all: vec![],
            by_form: HashMap::new(),
            alike: HashMap::new(),
            by_given_name: HashMap::new(),
            unspaced: HashMap::new(),
            parts_of: vec![],
        };
        // "Reed and Lund", "Reed & Lund": two persons that were taken for one lend neither their name.
        let several = |m: &PersonMention| m.words.iter().any(|word| language.names.and.contains(word));
        let full = |m: &&PersonMention| (2..=LONGEST).contains(&m.words.len()) && !several(m);
        for mention in mentions.iter().filter(full) {
            people.add(mention, clusters);
        }
        people
    }

    fn add(&mut self, mention: &PersonMention, clusters: &mut Clusters) {
        let form = mention.words.join(" ");
        if self.by_form.contains_key(&form) {
            return;
        }
        let likeness = likeness(&mention.words);
        let namesakes = self.alike.get(&likeness).map_or(&[][..], Vec::as_slice);
        let known = namesakes.iter().rev().take(NAMESAKES);
        let known = known.copied().find(|&person| self.is_same(&self.all[person].words, &mention.words));
        let known =
            known.or_else(|| self.turned_round(&mention.words)).or_else(|| self.abridged(&mention.words));
        let person = known.unwrap_or_else(|| {
            let gender = mention.gender.or_else(|| self.language.persons.gender_of(&mention.words[0]));
            self.all.push(Person { mention: mention.index, words: mention.words.clone(), gender });
            self.parts_of.push(vec![]);
            self.alike.entry(likeness).or_default().push(self.all.len() - 1);
            self.by_given_name.entry(mention.words[0].clone()).or_default().push(self.all.len() - 1);
            self.all.len() - 1
        });
        self.unspaced.entry(mention.words.concat()).or_insert(person);
        clusters.join(self.all[person].mention, mention.index);
        self.parts_of[person].extend(parts(&mention.words));
        self.by_form.insert(form, person);
    }

    /// The person with the family name at the other end: "Kato Emi", "Emi Kato".
    fn turned_round(&self, words: &[String]) -> Option<usize> {
        match words {
            [first, last] => self.by_form.get(&format!("{last} {first}")).copied(),
            _ => None,
        }
    }

    /// The person whose name has the same words and more between and after them: "Ana Inés Ruiz y Solar" for "Ana
    /// Ruiz".
    fn abridged(&self, words: &[String]) -> Option<usize> {
        let namesakes = self.by_given_name.get(&words[0])?.iter().rev().take(NAMESAKES);
        let one = |person: &&usize| {
            let known = &self.all[**person].words;
            known.len() != words.len() && (is_within(words, known) || is_within(known, words))
        };
        let mut fitting = namesakes.filter(one);
        fitting.next().filter(|_| fitting.next().is_none()).copied()
    }

    /// For every part of a name, the first person who has it.
    fn parts(&self) -> HashMap<&str, Vec<usize>> {
        let mut first: HashMap<&str, Vec<usize>> = HashMap::new();
        for (person, parts) in self.parts_of.iter().enumerate() {
            for part in parts {
                let people = first.entry(part).or_default();
                if people.len() < NAMESAKES && people.last() != Some(&person) {
                    people.push(person);
                }
            }
        }
        first
    }

    /// The only person whose last name is spelled nearly so: "Seyhun", "Seyhoun".
    fn misspelt(&self, mention: &PersonMention, parts: &HashMap<&str, Vec<usize>>) -> Option<usize> {
        let [word] = mention.words.as_slice() else { return None };
        if parts.contains_key(word.as_str()) {
            return None;
        }
        if let Some(&person) = self.unspaced.get(word) {
            return Some(person);
        }
        let alike = self.alike.get(&likeness(&mention.words))?;
        let spelled = |person: &&usize| {
            let words = &self.all[**person].words;
            name_forms::is_spelling_of(&words[words.len() - 1], word) && self.agrees(**person, mention.gender)
        };
        let mut fitting = alike.iter().take(NAMESAKES).filter(spelled);
        fitting.next().filter(|_| fitting.next().is_none()).copied()
    }

    /// Whether a form of several words is a part of another person's longer name: "López Obrador".
    fn is_part(&self, form: &str, parts: &HashMap<&str, Vec<usize>>) -> bool {
        let own = self.by_form.get(form);
        let length = form.split(' ').count();
        parts.get(form).is_some_and(|people| {
            people.iter().any(|person| Some(person) != own && length < self.all[*person].words.len())
        })
    }

    /// Whom a part of a name means.
    fn meant(
        &self,
        mention: &PersonMention,
        form: &str,
        mentioned: &MentionedSoFar,
        parts: &HashMap<&str, Vec<usize>>,
    ) -> Option<usize> {
        let longer = |&&person: &&usize| {
            mention.words.len() < self.all[person].words.len() && self.agrees(person, mention.gender)
        };
        // A bare surname is the person whom the article is about, not the relative named in passing; between
        // equals, the one named longest ago.
        let before = mentioned.latest.get(form).and_then(|people| {
            people.iter().rev().filter(longer).max_by_key(|person| mentioned.counts[**person])
        });
        let after = || parts.get(form).and_then(|people| people.iter().find(longer));
        before.or_else(after).copied().or_else(|| self.by_form.get(form).copied())
    }

    /// Whether two names of several words are forms of one: "Ann B. Cole" and "Ann Cole", "A. Cole" and "Ann Cole",
    /// "Qasem" and "Qassem".
    fn is_same(&self, a: &[String], b: &[String]) -> bool {
        let (first_a, last_a) = (&a[0], &a[a.len() - 1]);
        let (first_b, last_b) = (&b[0], &b[b.len() - 1]);
        if last_a == last_b && self.is_same_given_name(first_a, first_b) {
            let (middle_a, middle_b) = (&a[1..a.len() - 1], &b[1..b.len() - 1]);
            let all_agree = middle_a.iter().zip(middle_b).all(|(x, y)| self.is_same_given_name(x, y));
            return middle_a.is_empty() || middle_b.is_empty() || all_agree;
        }
        let alike = |x: &String, y: &String| x == y || name_forms::is_spelling_of(x, y);
        // "Mohamed Nuri", "Mohammed Nuri": both are known, but hardly two persons of one surname.
        let given = first_a == first_b || name_forms::differ_by_a_letter(first_a, first_b);
        let whole = a.len() == b.len() && given && a.iter().zip(b).skip(1).all(|(x, y)| alike(x, y));
        // "Zakhary Petrovich Orlov", "Zachary Orlov"
        let ends = (a.len() == 2 || b.len() == 2) && last_a == last_b && given;
        let gender = |name: &str| self.language.persons.gender_of(name);
        (whole || ends) && {
            // "Maria Lind" is not "Mario Lind".
            match (gender(first_a), gender(first_b)) {
                (Some(x), Some(y)) => x == y && (first_a == first_b || last_a == last_b),
                _ => true,
            }
        }
    }

    /// Whether two given names are the same, or one is the initial or the short form of the other.
    fn is_same_given_name(&self, a: &str, b: &str) -> bool {
        let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
        let full = |name| self.language.names.short_first_names.get(name).copied();
        a == b || initial(a, b) || initial(b, a) || full(a).unwrap_or(a) == full(b).unwrap_or(b)
    }

    fn agrees(&self, person: usize, gender: Option<Gender>) -> bool {
        match (self.all[person].gender, gender) {
            (Some(known), Some(gender)) => known == gender,
            _ => true,
        }
    }
}

/// The parts of a name that may stand for it: its tails (surnames), its heads (given names, and family names
/// where they come first), first and last without the middle.
fn parts(words: &[String]) -> Vec<String> {
    let mut parts: Vec<String> = (0..words.len()).map(|i| words[i..].join(" ")).collect();
    parts.extend((1..words.len()).map(|i| words[..i].join(" ")));
    if 2 < words.len() {
        parts.push(format!("{} {}", words[0], words[words.len() - 1]));
        parts.extend(words[1..words.len() - 1].iter().filter(|word| 3 < word.len()).cloned());
    }
    parts
}

/// Whether the words of a short name all stand in a long one, in their order.
fn is_within(short: &[String], long: &[String]) -> bool {
    let mut long = long.iter();
    short.iter().all(|word| long.any(|other| other == word))
}

/// Names that could be spellings of one another share this: the consonants of the last word, none of them twice
/// in a row.
fn likeness(words: &[String]) -> String {
    let mut consonants: Vec<char> =
        words[words.len() - 1].chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')).collect();
    consonants.dedup();
    consonants.into_iter().collect()
}
