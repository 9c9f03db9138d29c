//! Which mentions of persons are of one person: surnames, given names, initials, spellings.
//!
//! In the order of the text: a name of several words is a person of its own, unless it is a form of one already
//! known; a part of a name ("Al-Ameri", "Hadi") is the person of that name who was mentioned most, between equals the
//! one named longest ago, or else the first of that name to come.

use std::collections::HashMap;

use super::clusters::Clusters;
use super::gender::{Gender, of_first_name};
use super::keys;
use crate::lang;

/// A mention of a person.
pub(super) struct PersonMention {
    /// Index into the entities.
    pub index: usize,
    pub words: Vec<String>,
    /// What a title before the name tells ("Mrs").
    pub gender: Option<Gender>,
}

/// A person known by a name of several words.
struct Person {
    /// The first mention.
    mention: usize,
    words: Vec<String>,
    gender: Option<Gender>,
}

/// Longer names are parts of other things; looking at their parts costs more than it gives.
const LONGEST: usize = 8;

/// How many persons of one surname, or of surnames alike, to compare a new name with.
const NAMESAKES: usize = 12;

/// Joins the mentions of each person.
pub(super) fn join(mentions: &[PersonMention], clusters: &mut Clusters) {
    let people = Directory::of(mentions, clusters);
    let mut latest: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut alone: HashMap<String, usize> = HashMap::new();
    let parts = people.parts();
    let mut counts = vec![0; people.all.len()];
    for mention in mentions {
        let form = mention.words.join(" ");
        let person = match people.by_form.get(&form) {
            Some(&person) if !people.is_part(&form, &parts) => Some(person),
            _ => people.meant(mention, &form, &latest, &counts, &parts),
        };
        let person = person.or_else(|| people.misspelt(mention, &parts));
        let Some(person) = person else {
            let first = *alone.entry(form).or_insert(mention.index);
            clusters.join(first, mention.index);
            continue;
        };
        clusters.join(mention.index, people.all[person].mention);
        counts[person] += 1;
        for part in &people.parts_of[person] {
            let recent = latest.entry(part).or_default();
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
#[derive(Default)]
struct Directory {
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

impl Directory {
    fn of(mentions: &[PersonMention], clusters: &mut Clusters) -> Directory {
        let mut people = Directory::default();
        // "Reed and Lund", "Reed & Lund": two persons that were taken for one lend neither their name.
        let several = |m: &PersonMention| m.words.iter().any(|word| matches!(word.as_str(), "and" | "&"));
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
        let known = known.copied().find(|&person| is_same_person(&self.all[person].words, &mention.words));
        let known =
            known.or_else(|| self.turned_round(&mention.words)).or_else(|| self.abridged(&mention.words));
        let person = known.unwrap_or_else(|| {
            let gender = mention.gender.or_else(|| of_first_name(lang::english(), &mention.words[0]));
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
            keys::is_spelling_of(&words[words.len() - 1], word) && self.agrees(**person, mention.gender)
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
        latest: &HashMap<&str, Vec<usize>>,
        counts: &[usize],
        parts: &HashMap<&str, Vec<usize>>,
    ) -> Option<usize> {
        let longer = |&&person: &&usize| {
            mention.words.len() < self.all[person].words.len() && self.agrees(person, mention.gender)
        };
        // A bare surname is the person whom the article is about, not the relative named in passing; between
        // equals, the one named longest ago.
        let before = latest
            .get(form)
            .and_then(|people| people.iter().rev().filter(longer).max_by_key(|person| counts[**person]));
        let after = || parts.get(form).and_then(|people| people.iter().find(longer));
        before.or_else(after).copied().or_else(|| self.by_form.get(form).copied())
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

/// Whether two names of several words are forms of one: "Ann B. Cole" and "Ann Cole", "A. Cole" and "Ann Cole",
/// "Qasem" and "Qassem".
fn is_same_person(a: &[String], b: &[String]) -> bool {
    let (first_a, last_a) = (&a[0], &a[a.len() - 1]);
    let (first_b, last_b) = (&b[0], &b[b.len() - 1]);
    if last_a == last_b && agree(first_a, first_b) {
        let (middle_a, middle_b) = (&a[1..a.len() - 1], &b[1..b.len() - 1]);
        let all_agree = middle_a.iter().zip(middle_b).all(|(x, y)| agree(x, y));
        return middle_a.is_empty() || middle_b.is_empty() || all_agree;
    }
    let alike = |x: &String, y: &String| x == y || keys::is_spelling_of(x, y);
    // "Mohamed Nuri", "Mohammed Nuri": both are known, but hardly two persons of one surname.
    let given = first_a == first_b || keys::differ_by_a_letter(first_a, first_b);
    let whole = a.len() == b.len() && given && a.iter().zip(b).skip(1).all(|(x, y)| alike(x, y));
    // "Zakhary Petrovich Orlov", "Zachary Orlov"
    let ends = (a.len() == 2 || b.len() == 2) && last_a == last_b && given;
    (whole || ends) && {
        // "Maria Lind" is not "Mario Lind".
        match (of_first_name(lang::english(), first_a), of_first_name(lang::english(), first_b)) {
            (Some(x), Some(y)) => x == y && (first_a == first_b || last_a == last_b),
            _ => true,
        }
    }
}

/// Whether two given names are the same, or one is the initial or the short form of the other.
fn agree(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a == b || initial(a, b) || initial(b, a) || full_name(a) == full_name(b)
}

/// The name that a short one is of: "Bill" of "William". Pairs in which one man is known by both; written for this
/// project.
fn full_name(name: &str) -> &str {
    const SHORT: [(&str, &str); 44] = [
        ("abe", "abraham"),
        ("al", "albert"),
        ("alex", "alexander"),
        ("andy", "andrew"),
        ("ben", "benjamin"),
        ("beth", "elizabeth"),
        ("bill", "william"),
        ("bob", "robert"),
        ("bobby", "robert"),
        ("charlie", "charles"),
        ("chris", "christopher"),
        ("chuck", "charles"),
        ("dan", "daniel"),
        ("dave", "david"),
        ("dick", "richard"),
        ("don", "donald"),
        ("ed", "edward"),
        ("fred", "frederick"),
        ("greg", "gregory"),
        ("jack", "john"),
        ("jeff", "jeffrey"),
        ("jim", "james"),
        ("jimmy", "james"),
        ("joe", "joseph"),
        ("josh", "joshua"),
        ("kate", "katherine"),
        ("ken", "kenneth"),
        ("larry", "lawrence"),
        ("liz", "elizabeth"),
        ("matt", "matthew"),
        ("mike", "michael"),
        ("nick", "nicholas"),
        ("pat", "patrick"),
        ("pete", "peter"),
        ("ray", "raymond"),
        ("rick", "richard"),
        ("rob", "robert"),
        ("ron", "ronald"),
        ("sam", "samuel"),
        ("steve", "stephen"),
        ("sue", "susan"),
        ("ted", "edward"),
        ("tim", "timothy"),
        ("tom", "thomas"),
    ];
    SHORT.iter().find(|(short, _)| *short == name).map_or(name, |(_, full)| full)
}
