//! Which mentions of organisations, places and other things are of one: acronyms with their long forms, short
//! forms, names that have nothing in common ("U.S.", "United States").

use std::collections::{HashMap, HashSet};

use super::clusters::Clusters;
use super::keys;
use super::short_forms::{self, is_institution, is_shortened};
use crate::annotation::EntityKind;
use crate::lang;

/// A mention of something that is not a person.
pub(super) struct ThingMention<'a> {
    /// Index into the entities.
    pub index: usize,
    pub kind: EntityKind,
    pub text: &'a str,
    pub words: Vec<String>,
    /// Whether it stands in brackets right after the mention before: "European Union (EU)".
    pub explains_previous: bool,
    /// Whether "the" stands before it.
    pub has_article: bool,
}

/// Longer names are not shortened word by word.
const LONGEST: usize = 10;

/// Joins the mentions of each thing.
pub(super) fn join(mentions: &[ThingMention], clusters: &mut Clusters) {
    join_aliases(mentions, clusters);
    join_spacings(mentions, clusters);
    join_departments(mentions, clusters);
    let told = join_bracketed(mentions, clusters);
    join_acronyms(mentions, &told, clusters);
    join_short_forms(mentions, clusters);
    join_institutions(mentions, clusters);
    join_rivers(mentions, clusters);
    join_plurals(mentions, clusters);
    join_groups(mentions, clusters);
}

fn join_aliases(mentions: &[ThingMention], clusters: &mut Clusters) {
    let mut named: HashMap<String, usize> = HashMap::new();
    for mention in mentions.iter().filter(|m| m.kind != EntityKind::Norp) {
        let form = mention.words.join(" ");
        // "us" is a pronoun, "US" a country.
        let short = form.len() < 4 && !keys::is_all_capitals(mention.text);
        let name = match lang::english().names.aliases.get(form.as_str()) {
            Some(name) if !short => name,
            _ => without_form_of_state(&form, mention.kind),
        };
        let name = towards(name, mention.kind);
        match named.get(&name) {
            Some(&first) => clusters.join(first, mention.index),
            None => _ = named.insert(name, mention.index),
        }
    }
}

/// "West Norland" for "Western Norland"; but Southern Africa is no country.
fn towards(name: &str, kind: EntityKind) -> String {
    let place = matches!(kind, EntityKind::Gpe | EntityKind::Loc);
    match name.split_once("ern ") {
        Some((side @ ("north" | "south" | "east" | "west"), rest)) if place && rest != "africa" => {
            format!("{side} {rest}")
        }
        _ => name.to_owned(),
    }
}

/// "Thailand" for "Kingdom of Thailand", "Hubei" for "Hubei Province".
fn without_form_of_state(name: &str, kind: EntityKind) -> &str {
    let before =
        ["kingdom of ", "republic of ", "federal republic of ", "state of ", "city of ", "commonwealth of "];
    let after = [" province", " municipality", " island", " islands", " archipelago"];
    let bare = before.iter().find_map(|form| name.strip_prefix(form));
    let bare = bare.or_else(|| after.iter().find_map(|form| name.strip_suffix(form)));
    bare.filter(|_| matches!(kind, EntityKind::Gpe | EntityKind::Loc)).unwrap_or(name)
}

/// "the Justice Department", "the Department of Justice".
fn join_departments(mentions: &[ThingMention], clusters: &mut Clusters) {
    let mut named: HashMap<String, usize> = HashMap::new();
    for mention in mentions.iter().filter(|m| m.kind == EntityKind::Org && 1 < m.words.len()) {
        let Some(name) = department(&mention.words) else { continue };
        match named.get(&name) {
            Some(&first) => clusters.join(first, mention.index),
            None => _ = named.insert(name, mention.index),
        }
    }
}

/// "justice department" of either form.
fn department(words: &[String]) -> Option<String> {
    let is = |word: &String| matches!(word.as_str(), "department" | "ministry" | "office");
    let at = words.iter().position(is)?;
    let after = &words[at + 1..];
    let (before, sort) = (&words[..at], &words[at]);
    let what = match after {
        [] => before.join(" "),
        [of, the, what @ ..] if of == "of" && the == "the" => [before, what].concat().join(" "),
        [of, what @ ..] if of == "of" => [before, what].concat().join(" "),
        _ => return None,
    };
    // "the Foreign Ministry" is the Ministry of Foreign Affairs.
    let what = what.strip_suffix(" affairs").unwrap_or(&what);
    (!what.is_empty()).then(|| format!("{what} {sort}"))
}

/// Gives the words of the acronyms that a bracket has joined with their long forms.
fn join_bracketed<'a>(mentions: &'a [ThingMention], clusters: &mut Clusters) -> HashSet<&'a str> {
    let mut told = HashSet::new();
    for pair in mentions.windows(2) {
        let short = keys::is_acronym(pair[1].text) || keys::is_acronym(pair[0].text);
        if pair[1].explains_previous && short && may_be_one(pair[0].kind, pair[1].kind) {
            clusters.join(pair[0].index, pair[1].index);
            told.insert(pair[1].words[0].as_str());
        }
    }
    told
}

/// What a bracket has `told` stands for no other: "University Hospital of Lavik (UHL)".
fn join_acronyms(mentions: &[ThingMention], told: &HashSet<&str>, clusters: &mut Clusters) {
    let mut by_initials: HashMap<String, usize> = HashMap::new();
    let mut by_first_letter: HashMap<char, Vec<usize>> = HashMap::new();
    for (i, mention) in mentions.iter().enumerate().filter(|(_, m)| (2..=LONGEST).contains(&m.words.len())) {
        for initials in keys::initials(&mention.words) {
            by_initials.entry(initials).or_insert(i);
        }
        if mention.kind == EntityKind::Org {
            for initials in keys::initials(&keys::full_words(mention.text)) {
                by_initials.entry(initials).or_insert(i);
            }
        }
        let alike = mention.words[0].chars().next().map(|letter| by_first_letter.entry(letter).or_default());
        if let Some(alike) = alike.filter(|alike| alike.len() < LOOSE_CANDIDATES) {
            alike.push(i);
        }
    }
    let acronyms = mentions.iter().filter(|m| m.words.len() == 1 && keys::is_acronym(m.text));
    for mention in acronyms.filter(|m| !told.contains(m.words[0].as_str())) {
        let acronym = mention.words[0].as_str();
        let fits = |&&long: &&usize| may_be_one(mentions[long].kind, mention.kind);
        // Long initials leave no doubt, whatever kinds the two were taken for.
        let long = |&&long: &&usize| 4 <= acronym.len() && mentions[long].kind != EntityKind::Norp;
        let exact = || by_initials.get(acronym).or_else(|| by_initials.get(acronym.strip_suffix('s')?));
        let loose = || {
            let alike = by_first_letter.get(&acronym.chars().next()?)?;
            alike.iter().find(|&&long| keys::is_loose_acronym(acronym, &mentions[long].words) && fits(&&long))
        };
        if let Some(&long) = exact().filter(|at| fits(at) || long(at)).or_else(loose) {
            clusters.join(mentions[long].index, mention.index);
        }
    }
}

/// How many long forms to try, letter by letter, for an acronym that is not simply their initials.
const LOOSE_CANDIDATES: usize = 24;

/// "the House" after "the House of Representatives", "Congress" after "the US Congress".
///
/// A short form that stands before any long one is a thing of its own: "the BBC" that goes on to mention "BBC
/// Two" is not that channel.
fn join_short_forms(mentions: &[ThingMention], clusters: &mut Clusters) {
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
            for part in short_forms::of(mention) {
                latest.insert(part, i);
            }
        }
        seen.insert(form);
    }
}

/// "the Supreme Court" before "the Supreme Court of Pakistan", where the article has only one of them.
fn join_institutions(mentions: &[ThingMention], clusters: &mut Clusters) {
    // For every part of a long form that ends with an institution, the long form; `None` where there are two.
    let mut owners: HashMap<String, Option<usize>> = HashMap::new();
    let mut forms: HashMap<String, usize> = HashMap::new();
    for (i, mention) in mentions.iter().enumerate().filter(|(_, m)| m.kind == EntityKind::Org) {
        let form = mention.words.join(" ");
        if !(2..=LONGEST).contains(&mention.words.len()) || forms.insert(form.clone(), i).is_some() {
            continue;
        }
        for part in short_forms::of(mention).into_iter().filter(|part| is_institution(part)) {
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
fn join_rivers(mentions: &[ThingMention], clusters: &mut Clusters) {
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
            && LEFT_OUT.contains(&last.as_str())
        {
            latest.insert(name, mention.index);
        }
    }
}

/// What the name of a place may leave out after "the".
const LEFT_OUT: [&str; 14] = [
    "river",
    "rivers",
    "sea",
    "ocean",
    "mountains",
    "desert",
    "strait",
    "canal",
    "bridge",
    "hotel",
    "theatre",
    "theater",
    "stadium",
    "tower",
];

/// "Democrat", "Democrats"; "Native Norlander", "Native Norlanders".
fn join_plurals(mentions: &[ThingMention], clusters: &mut Clusters) {
    let may = |m: &&ThingMention| matches!(m.kind, EntityKind::Norp | EntityKind::Org | EntityKind::Event);
    let first = mentions.iter().filter(may).rev().map(|m| (m.words.join(" "), m));
    let named: HashMap<String, &ThingMention> = first.collect();
    for (form, mention) in &named {
        let singular = form.strip_suffix('s').and_then(|form| named.get(form));
        if let Some(singular) = singular.filter(|singular| may_be_one(singular.kind, mention.kind)) {
            clusters.join(singular.index, mention.index);
        }
    }
}

/// "the Torviks" for "the Torvik Islands", "the Paralympics" for "the Paralympic Games".
fn join_groups(mentions: &[ThingMention], clusters: &mut Clusters) {
    const GROUPS: [&str; 4] = ["islands", "isles", "mountains", "games"];
    let mut groups: HashMap<&str, &ThingMention> = HashMap::new();
    for mention in mentions {
        if let [name, group] = mention.words.as_slice()
            && GROUPS.contains(&group.as_str())
        {
            groups.entry(name).or_insert(mention);
        }
    }
    for mention in mentions.iter().filter(|m| m.has_article && m.words.len() == 1) {
        let group = mention.words[0].strip_suffix('s').and_then(|name| groups.get(name));
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
