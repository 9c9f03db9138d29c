//! The names of an article: who is in it, who may have said something, and what else has a name.

use super::article::{RenameOffer, Session};
use super::counts::{NameCounts, name_of};
use super::roles::roles_near;
use crate::annotation::{Annotation, Id, is_shown};
use crate::sorting::Sorting as _;
use crate::span::Pos;

/// As many speakers as there are digits to choose them with.
const LIKELY: usize = 9;

/// So many roles are offered, after so many names.
const ROLES: usize = 3;
const NAMES_BEFORE_ROLES: usize = 3;

/// Someone this many times less likely than the likeliest is not worth a line on the card.
const HOPELESS: u32 = 6;

/// What has a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Namesakes {
    /// Quotations of this speaker and entities of this name.
    pub same: Vec<Id>,
    /// Those whose name has all words of this one, or the other way round: `Rey` and `Tomas Rey`.
    pub perhaps: Vec<Id>,
}

/// How likely someone is the speaker of a quotation.
#[derive(Default)]
struct SpeakerEvidence {
    /// Paragraphs between the quotation and the nearest mention.
    distance: Option<usize>,
    mentions: usize,
    quotations: usize,
    is_person: bool,
}

impl SpeakerEvidence {
    /// Nearness outweighs everything else, then who speaks elsewhere in the article; an organisation speaks less
    /// often than a person.
    fn score(&self) -> u32 {
        let near = self.distance.map_or(0, |d| 60 / (1 + d as u32));
        let known = 8 * self.quotations.min(5) + self.mentions.min(10);
        near + known as u32 + if self.is_person { 20 } else { 0 }
    }
}

impl Session {
    /// The names of this article, those of people first, each once, by how often they occur.
    pub(crate) fn names(&self) -> Vec<String> {
        let by_name = self.counts().by_name.iter().filter(|(_, name_counts)| 0 < name_counts.able());
        let mut names: Vec<_> = by_name.map(|(name, b)| (name, (b.is_person(), b.able()))).collect();
        names.order_by_key(|&(_, (person, n))| (!person, std::cmp::Reverse(n)));
        names.into_iter().map(|(name, _)| name.to_owned()).collect()
    }

    /// Those who most likely said this, the likeliest first; its speaker of now is always among them.
    pub(crate) fn likely_speakers(&self, quotation: &Annotation) -> Vec<String> {
        let speaker = quotation.quote().and_then(|q| q.speaker.as_deref());
        let own = speaker.filter(|_| is_shown(&self.set, quotation));
        let likelihood = |(name, name_counts): (&'_ String, &NameCounts)| {
            let quotations = name_counts.quotations - usize::from(own == Some(name.as_str()));
            SpeakerEvidence {
                distance: self.distance(quotation, name_counts),
                mentions: name_counts.mentions.len(),
                quotations,
                is_person: name_counts.mentions.values().any(|&is_person| is_person),
            }
        };
        let able = |name_counts: &NameCounts| 0 < name_counts.quotations + name_counts.mentions.len();
        let likely = self.counts().by_name.iter().filter(|(_, name_counts)| able(name_counts));
        let likely = likely.map(|(name, name_counts)| (name.as_str(), likelihood((name, name_counts))));
        let mut names: Vec<_> = likely.map(|(name, l)| (std::cmp::Reverse(l.score()), name)).collect();
        names.order();
        let best = names.first().map_or(0, |(score, _)| score.0);
        names.retain(|(score, name)| best < HOPELESS * score.0 || Some(*name) == speaker);
        let mut names: Vec<&str> = names.into_iter().map(|(_, name)| name).collect();
        if let Some(at) = speaker.and_then(|speaker| names.iter().position(|&name| name == speaker))
            && LIKELY <= at
        {
            names.swap(LIKELY - 1, at);
        }
        let mut names: Vec<String> = names.into_iter().take(LIKELY).map(str::to_owned).collect();
        self.add_roles(quotation, &mut names);
        names
    }

    /// Puts those who are named near the quotation by a role alone after the likeliest with a name.
    fn add_roles(&self, quotation: &Annotation, names: &mut Vec<String>) {
        let is_listed = |role: &String| names.iter().any(|name| name.eq_ignore_ascii_case(role));
        let roles = roles_near(&self.document, quotation).into_iter().filter(|role| !is_listed(role));
        let roles: Vec<String> = roles.take(ROLES).collect();
        let at = names.len().min(NAMES_BEFORE_ROLES);
        names.splice(at..at, roles);
        names.truncate(LIKELY);
    }

    /// Paragraphs between a quotation and the nearest mention of someone. The words of a quotation seldom name who
    /// says them: a mention there counts as two paragraphs further.
    fn distance(&self, quotation: &Annotation, name_counts: &NameCounts) -> Option<usize> {
        let hull = quotation.spans.hull();
        let (start, end) = ((hull.start(), Id::new(0)), (hull.end(), Id::new(0)));
        let place = |pos: Pos| self.document.paragraph_at(pos);
        let here = place(quotation.spans.first().start());
        let far = |pos: Pos| place(pos).abs_diff(here);
        let before = name_counts.mentions.range(..start).next_back().map(|(&(pos, _), _)| far(pos));
        let after = name_counts.mentions.range(end..).next().map(|(&(pos, _), _)| far(pos));
        let inside = name_counts.mentions.range(start..end).next().map(|(&(pos, _), _)| far(pos) + 2);
        before.into_iter().chain(after).chain(inside).min()
    }

    /// What has a name in this article, rejected suggestions left out.
    pub(crate) fn namesakes(&self, name: &str) -> Namesakes {
        let mut namesakes = Namesakes::default();
        let wanted = words_of(name);
        for (annotation, other) in self.named() {
            if other == name {
                namesakes.same.push(annotation.id);
            } else if is_part_of_the_other(&wanted, &words_of(other)) {
                namesakes.perhaps.push(annotation.id);
            }
        }
        namesakes
    }

    /// How many have this very name.
    pub(crate) fn count_named(&self, name: &str) -> usize {
        self.counts().by_name.get(name).map_or(0, NameCounts::all)
    }

    /// The change of a name that was just made, as long as others could follow it.
    pub(crate) fn offer(&self) -> Option<&RenameOffer> {
        self.offer.as_ref()
    }

    /// What the change of one name offers for the others; `from` is what the name was.
    pub(super) fn make_offer(&mut self, id: Id, from: Option<String>) {
        let to = self.set.get(id).and_then(name_of).map(str::to_owned);
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            let others = self.count_named(&from);
            // Another person of the article as the speaker is about this quotation alone: the two stay two.
            let is_other_person =
                self.set.get(id).is_some_and(|a| a.quote().is_some()) && 1 < self.count_named(&to);
            let offer = RenameOffer { id, from, to, others };
            self.offer = (0 < others && !is_other_person).then_some(offer);
        }
    }

    /// All that is shown and has a name, in the order of the text.
    fn named(&self) -> impl Iterator<Item = (&Annotation, &str)> {
        let named = self.set.in_order().filter_map(|a| Some((a, name_of(a)?)));
        named.filter(|(a, _)| is_shown(&self.set, a))
    }
}

fn words_of(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn is_part_of_the_other(a: &[String], b: &[String]) -> bool {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    !few.is_empty() && few.iter().all(|word| many.contains(word))
}
