//! The same quotation in another article: found by the words that both have in a row.

use std::collections::HashMap;

use super::article::Session;
use super::wording::{DiffPart, compare, fold_words, likeness};
use crate::annotation::{Annotation, AnnotationSet, Id, is_shown};
use crate::document::Document;
use crate::sorting::Sorting as _;

/// A quotation of this article, as another has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SharedQuotation {
    pub id: Id,
    /// Who says it there.
    pub speaker: Option<String>,
    /// Gone: only here; new: only there.
    pub pieces: Vec<DiffPart>,
}

impl SharedQuotation {
    pub(crate) fn is_verbatim(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, DiffPart::Same(_)))
    }
}

/// Words in a row that two quotations must share. Three are in many a sentence ("we have to"), five may be all that a
/// rewritten one has left.
const ROW: usize = 4;

/// The share of the words of both, in per cent, that must be the same and in the same order.
const ALIKE: usize = 50;

impl Session {
    /// The quotations of this article that another has, too, each with the one there that is most like it.
    pub(crate) fn shared_quotations(&self, document: &Document, set: &AnnotationSet) -> Vec<SharedQuotation> {
        let theirs: Vec<(&Annotation, String)> = quotations(document, set).collect();
        let mut rows: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
        for (index, (_, words)) in theirs.iter().enumerate() {
            for row in rows_of(words) {
                rows.entry(row).or_default().push(index);
            }
        }
        let ours = quotations(&self.document, &self.set);
        let echo = |(annotation, words): (&Annotation, String)| {
            let mut near: Vec<usize> =
                rows_of(&words).filter_map(|row| rows.get(&row)).flatten().copied().collect();
            near.order();
            near.dedup();
            let compared = near.into_iter().map(|i| (compare(&words, &theirs[i].1), i));
            let (pieces, index) =
                compared.max_by_key(|(pieces, i)| (likeness(pieces), std::cmp::Reverse(*i)))?;
            let speaker = theirs[index].0.quote().and_then(|q| q.speaker.clone());
            (ALIKE <= likeness(&pieces)).then_some(SharedQuotation { id: annotation.id, speaker, pieces })
        };
        ours.filter_map(echo).collect()
    }
}

fn quotations<'a>(
    document: &'a Document,
    set: &'a AnnotationSet,
) -> impl Iterator<Item = (&'a Annotation, String)> {
    let shown = set.in_order().filter(|a| a.quote().is_some() && is_shown(set, a));
    shown.map(|a| (a, fold_words(document, &a.spans)))
}

/// Each row of words, in small letters and without what stands around them.
fn rows_of(words: &str) -> impl Iterator<Item = Vec<String>> {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words: Vec<String> = words.split(' ').map(bare).filter(|word| !word.is_empty()).collect();
    let rows = words.windows(ROW).map(<[String]>::to_vec).collect::<Vec<_>>();
    rows.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "“We will keep the boat for as long as we can,” said Tomas Rey.\n\n“Yes,” said Ida Moor.\n\n\
        Rey said that the town had no money for a pier.";

    /// Each echo on a line: who says it there, and the words, those of here alone in `[- -]`.
    fn check(there: &str, expected: &[&str]) {
        let session = Session::analyse(Document::from_text(HERE));
        let other = Session::analyse(Document::from_text(there));
        let piece = |p: &DiffPart| match p {
            DiffPart::Same(words) => words.clone(),
            DiffPart::Removed(words) => format!("[-{words}-]"),
            DiffPart::Added(words) => format!("{{+{words}+}}"),
        };
        let echoes = session.shared_quotations(other.document(), other.set());
        let line = |e: &SharedQuotation| {
            let words = e.pieces.iter().map(piece).collect::<Vec<_>>().join(" ");
            format!("{}: {words}", e.speaker.as_deref().unwrap_or("?"))
        };
        assert_eq!(echoes.iter().map(line).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn other_wordings_are_shown() {
        let there = "“We will keep this boat for as long as we can,” said Jo Bell.\n\n“Yes,” he said.";
        check(there, &["Jo Bell: “We will keep [-the-] {+this+} boat for as long as we can,”"]);
    }

    #[test]
    fn the_same_words_are_found_and_others_not() {
        check(
            HERE,
            &[
                "Tomas Rey: “We will keep the boat for as long as we can,”",
                "Tomas Rey: that the town had no money for a pier",
            ],
        );
        check(
            "“We will keep the boat for nobody, least of all for you and the gentlemen of the board,” said Jo Bell.",
            &[],
        );
        check("", &[]);
    }
}
