//! Which mentions of organisations, places and other things are of one: acronyms with their long forms, short
//! forms, names that have nothing in common ("U.S.", "United States").

use std::collections::{HashMap, HashSet};

use super::clusters::Clusters;
use super::mentions::ThingMention;
use super::name_forms;
use super::short_forms::{self, is_institution, is_shortened};
use crate::annotation::EntityKind;
use crate::lang::Language;
use crate::lang::names::NameWords;

/// Words of the longest name that is shortened word by word: a name of n words has n²/2 parts.
const LONGEST: usize = 10;

/// Joins the mentions of each thing.
pub(super) fn join(language: &Language, mentions: &[ThingMention], clusters: &mut Clusters) {
    let lists = &language.names;
    join_aliases(language, mentions, clusters);
    join_spacings(mentions, clusters);
    join_departments(lists, mentions, clusters);
    let bracketed = join_bracketed(lists, mentions, clusters);
    join_acronyms(lists, mentions, &bracketed, clusters);
    join_short_forms(language, mentions, clusters);
    join_institutions(language, mentions, clusters);
    join_rivers(lists, mentions, clusters);
    join_plurals(lists, mentions, clusters);
    join_groups(lists, mentions, clusters);
}

fn join_aliases(language: &Language, mentions: &[ThingMention], clusters: &mut Clusters) {
    let mut named: HashMap<String, usize> = HashMap::new();
    for mention in mentions.iter().filter(|m| m.kind != EntityKind::Norp) {
        let form = mention.words.join(" ");
        // "us" is a pronoun, "US" a country.
        let short = form.len() < 4 && !name_forms::is_all_capitals(mention.text);
        let name = match language.aliases.get(form.as_str()) {
            Some(name) if !short => name,
            _ => without_form_of_state(&language.names, &form, mention.kind),
        };
        let name = towards(&language.names, name, mention.kind);
        match named.get(&name) {
            Some(&first) => clusters.join(first, mention.index),
            None => _ = named.insert(name, mention.index),
        }
    }
}

/// "West Norland" for "Western Norland"; but Southern Africa is no country.
fn towards(lists: &NameWords, name: &str, kind: EntityKind) -> String {
    let place = matches!(kind, EntityKind::Gpe | EntityKind::Loc);
    let parts = name.split_once(' ').filter(|(_, rest)| place && !lists.regions_by_side.contains(rest));
    match parts.and_then(|(first, rest)| Some((lists.sides.get(first)?, rest))) {
        Some((side, rest)) => format!("{side} {rest}"),
        None => name.to_owned(),
    }
}

/// "Thailand" for "Kingdom of Thailand", "Hubei" for "Hubei Province".
fn without_form_of_state<'a>(lists: &NameWords, name: &'a str, kind: EntityKind) -> &'a str {
    let before = |form: &String| name.strip_prefix(form.as_str())?.strip_prefix(' ');
    let after = |form: &String| name.strip_suffix(form.as_str())?.strip_suffix(' ');
    let bare = lists.forms_of_state.iter().find_map(before);
    let bare = bare.or_else(|| lists.forms_of_places.iter().find_map(after));
    bare.filter(|_| matches!(kind, EntityKind::Gpe | EntityKind::Loc)).unwrap_or(name)
}

/// "the Justice Department", "the Department of Justice".
fn join_departments(lists: &NameWords, mentions: &[ThingMention], clusters: &mut Clusters) {
    let mut named: HashMap<String, usize> = HashMap::new();
    for mention in mentions.iter().filter(|m| m.kind == EntityKind::Org && 1 < m.words.len()) {
        let Some(name) = department(lists, &mention.words) else { continue };
        match named.get(&name) {
            Some(&first) => clusters.join(first, mention.index),
            None => _ = named.insert(name, mention.index),
        }
    }
}

/// "justice department" of either form.
fn department(lists: &NameWords, words: &[String]) -> Option<String> {
    let at = words.iter().position(|word| lists.departments.contains(word))?;
    let (is_of, is_the) = (|word: &str| lists.of.contains(word), |word: &str| lists.the.contains(word));
    let after = &words[at + 1..];
    let (before, kind) = (&words[..at], &words[at]);
    let what = match after {
        [] => before.join(" "),
        [of, the, what @ ..] if is_of(of) && is_the(the) => [before, what].concat().join(" "),
        [of, what @ ..] if is_of(of) => [before, what].concat().join(" "),
        _ => return None,
    };
    // "the Foreign Ministry" is the Ministry of Foreign Affairs.
    let affairs = what.rsplit_once(' ').filter(|(_, last)| lists.affairs.contains(last));
    let what = affairs.map_or(what.as_str(), |(what, _)| what);
    (!what.is_empty()).then(|| format!("{what} {kind}"))
}

/// Gives the words of the acronyms that a bracket has joined with their long forms.
fn join_bracketed<'a>(
    lists: &NameWords,
    mentions: &'a [ThingMention],
    clusters: &mut Clusters,
) -> HashSet<&'a str> {
    let mut bracketed = HashSet::new();
    for pair in mentions.windows(2) {
        let short = pair.iter().any(|mention| name_forms::is_acronym(lists, mention.text));
        if pair[1].explains_previous && short && may_be_one(pair[0].kind, pair[1].kind) {
            clusters.join(pair[0].index, pair[1].index);
            bracketed.insert(pair[1].words[0].as_str());
        }
    }
    bracketed
}

/// A `bracketed` acronym stands for no other name: "University Hospital of Lavik (UHL)".
fn join_acronyms(
    lists: &NameWords,
    mentions: &[ThingMention],
    bracketed: &HashSet<&str>,
    clusters: &mut Clusters,
) {
    let long_forms = LongForms::of(lists, mentions);
    let acronyms = mentions.iter().filter(|m| m.words.len() == 1 && name_forms::is_acronym(lists, m.text));
    for mention in acronyms.filter(|m| !bracketed.contains(m.words[0].as_str())) {
        if let Some(long) = long_forms.meant(mention) {
            clusters.join(mentions[long].index, mention.index);
        }
    }
}

/// The names of several words that acronyms may stand for; mentions are given by their places in the slice.
struct LongForms<'a> {
    lists: &'a NameWords,
    mentions: &'a [ThingMention<'a>],
    by_initials: HashMap<String, usize>,
    by_first_letter: HashMap<char, Vec<usize>>,
}

impl<'a> LongForms<'a> {
    fn of(lists: &'a NameWords, mentions: &'a [ThingMention]) -> LongForms<'a> {
        let (mut by_initials, mut by_first_letter) = (HashMap::new(), HashMap::<char, Vec<usize>>::new());
        let long = mentions.iter().enumerate().filter(|(_, m)| (2..=LONGEST).contains(&m.words.len()));
        for (i, mention) in long {
            for initials in name_forms::initials(lists, &mention.words) {
                by_initials.entry(initials).or_insert(i);
            }
            if mention.kind == EntityKind::Org {
                for initials in name_forms::initials(lists, &name_forms::full_words(lists, mention.text)) {
                    by_initials.entry(initials).or_insert(i);
                }
            }
            let Some(letter) = mention.words[0].chars().next() else { continue };
            let alike = by_first_letter.entry(letter).or_default();
            if alike.len() < LOOSE_CANDIDATES {
                alike.push(i);
            }
        }
        LongForms { lists, mentions, by_initials, by_first_letter }
    }

    /// The long form of an acronym.
    fn meant(&self, mention: &ThingMention) -> Option<usize> {
        let (mentions, acronym) = (self.mentions, mention.words[0].as_str());
        let fits = |&&long: &&usize| may_be_one(mentions[long].kind, mention.kind);
        // Long initials leave no doubt, whatever kinds the two were taken for.
        let long = |&&long: &&usize| 4 <= acronym.len() && mentions[long].kind != EntityKind::Norp;
        let singular = || self.lists.without_plural(acronym);
        let exact = self.by_initials.get(acronym).or_else(|| self.by_initials.get(singular()?));
        let loose = || {
            let alike = self.by_first_letter.get(&acronym.chars().next()?)?;
            let is_loose =
                |&long: &usize| name_forms::is_loose_acronym(self.lists, acronym, &mentions[long].words);
            alike.iter().find(|&&long| is_loose(&long) && fits(&&long))
        };
        exact.filter(|at| fits(at) || long(at)).or_else(loose).copied()
    }
}

/// Long forms that are tried, letter by letter, for an acronym that is not simply their initials. A bound, so that the
/// cost is linear.
const LOOSE_CANDIDATES: usize = 24;

/// "the House" after "the House of Representatives", "Congress" after "the US Congress".
///
/// A short form that stands before any long one is a thing of its own: "the BBC" that goes on to mention "BBC
/// Two" is not that channel.
fn join_short_forms(language: &Language, mentions: &[ThingMention], clusters: &mut Clusters) {
    // For every part of a long form, the mention of it that came last.
    let mut latest: HashMap<String, usize> = HashMap::new();
    let mut seen: HashSet<String> = HashSet::new();
    for (i, mention) in mentions.iter().enumerate().filter(|(_, m)| is_shortened(m.kind)) {
        let form = mention.words.join(" ");
        if let Some(&long) = latest.get(&form)
            && mentions[long].kind == mention.kind
            && !seen.contains(&form)
        {
            clusters.join(mentions[long].index, mention.index);
        }
        if (2..=LONGEST).contains(&mention.words.len()) {
            for part in short_forms::of(language, mention) {
                latest.insert(part, i);
            }
        }
        seen.insert(form);
    }
}

/// "the Supreme Court" before "the Supreme Court of Pakistan", where the article has only one of them.
fn join_institutions(language: &Language, mentions: &[ThingMention], clusters: &mut Clusters) {
    // For every part of a long form that ends with an institution, the long form; `None` where there are two.
    let mut owners: HashMap<String, Option<usize>> = HashMap::new();
    let mut forms: HashMap<String, usize> = HashMap::new();
    for (i, mention) in mentions.iter().enumerate().filter(|(_, m)| m.kind == EntityKind::Org) {
        let form = mention.words.join(" ");
        if !(2..=LONGEST).contains(&mention.words.len()) || forms.insert(form.clone(), i).is_some() {
            continue;
        }
        for part in short_forms::of(language, mention)
            .into_iter()
            .filter(|part| is_institution(&language.names, part))
        {
            let owner = owners.entry(part).or_insert(Some(i));
            let same =
                owner.is_some_and(|o| clusters.first(mentions[o].index) == clusters.first(mention.index));
            if !same {
                *owner = None;
            }
        }
    }
    for mention in mentions.iter().filter(|m| m.kind == EntityKind::Org) {
        if let Some(Some(long)) = owners.get(&mention.words.join(" ")) {
            clusters.join(mentions[*long].index, mention.index);
        }
    }
}

/// "Web Works", "WebWorks", "Web-Works".
fn join_spacings(mentions: &[ThingMention], clusters: &mut Clusters) {
    let mut named: HashMap<String, &ThingMention> = HashMap::new();
    for mention in mentions.iter().filter(|m| m.words.len() <= LONGEST) {
        let first = named.entry(mention.words.concat()).or_insert(mention);
        if first.kind == mention.kind {
            clusters.join(first.index, mention.index);
        }
    }
}

/// "the Laja" for "the Laja River", "the Long Arch" for "the Long Arch Bridge"; where the article has "Laja" or
/// "Laja Province" too, it may be that.
fn join_rivers(lists: &NameWords, mentions: &[ThingMention], clusters: &mut Clusters) {
    let is_place = |m: &&ThingMention| matches!(m.kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac);
    let mut other: HashSet<&[String]> = HashSet::new();
    let mut forms: HashMap<usize, &[String]> = HashMap::new();
    for mention in mentions {
        let form = *forms.entry(clusters.first(mention.index)).or_insert(&mention.words);
        if !mention.has_article {
            other.insert(&mention.words);
        }
        if form != mention.words {
            other.extend([form, &mention.words]);
        }
    }
    let mut latest: HashMap<&[String], usize> = HashMap::new();
    for mention in mentions.iter().filter(is_place) {
        let name = mention.words.as_slice();
        if let Some(&long) = latest.get(name).filter(|_| !other.contains(name)) {
            clusters.join(long, mention.index);
        }
        if let Some((last, name @ [_, ..])) = mention.words.split_last()
            && lists.left_out_of_places.contains(last)
        {
            latest.insert(name, mention.index);
        }
    }
}

/// "Democrat", "Democrats"; "Native Norlander", "Native Norlanders".
fn join_plurals(lists: &NameWords, mentions: &[ThingMention], clusters: &mut Clusters) {
    let may = |m: &&ThingMention| matches!(m.kind, EntityKind::Norp | EntityKind::Org | EntityKind::Event);
    let first = mentions.iter().filter(may).rev().map(|m| (m.words.join(" "), m));
    let named: HashMap<String, &ThingMention> = first.collect();
    for (form, mention) in &named {
        let singular = lists.without_plural(form).and_then(|form| named.get(form));
        if let Some(singular) = singular.filter(|singular| may_be_one(singular.kind, mention.kind)) {
            clusters.join(singular.index, mention.index);
        }
    }
}

/// "the Torviks" for "the Torvik Islands", "the Paralympics" for "the Paralympic Games".
fn join_groups(lists: &NameWords, mentions: &[ThingMention], clusters: &mut Clusters) {
    let mut groups: HashMap<&str, &ThingMention> = HashMap::new();
    for mention in mentions {
        if let [name, group] = mention.words.as_slice()
            && lists.groups.contains(group)
        {
            groups.entry(name).or_insert(mention);
        }
    }
    for mention in mentions.iter().filter(|m| m.has_article && m.words.len() == 1) {
        let group = lists.without_plural(&mention.words[0]).and_then(|name| groups.get(name));
        if let Some(group) = group.filter(|group| may_be_one(group.kind, mention.kind)) {
            clusters.join(group.index, mention.index);
        }
    }
}

/// Whether mentions of two kinds may be of one thing: kinds are mistaken within these bounds.
fn may_be_one(a: EntityKind, b: EntityKind) -> bool {
    let place = |kind| matches!(kind, EntityKind::Gpe | EntityKind::Loc);
    let people = |kind| kind == EntityKind::Norp;
    a == b
        || (place(a) == place(b) && people(a) == people(b))
        || a == EntityKind::Misc
        || b == EntityKind::Misc
}
