//! Taking a verdict back where what was judged is something else now.

use std::collections::BTreeSet;

use super::{Annotation, EarlierVerdict, Verdict};

impl Annotation {
    /// Takes back the verdict: `before` has those parts of what was judged that are others now. Of an annotation that
    /// waits since an earlier change, the parts that were judged first count.
    pub(crate) fn reopen(&mut self, before: EarlierVerdict) {
        if !before.has_changes() {
            return;
        }
        let judged = self.earlier.take().filter(|_| self.verdict == Verdict::Open);
        let judged = judged.unwrap_or(EarlierVerdict { verdict: self.verdict, ..EarlierVerdict::default() });
        self.earlier = Some(EarlierVerdict {
            verdict: judged.verdict,
            words: judged.words.or(before.words),
            speaker: judged.speaker.or(before.speaker),
            cue: judged.cue.or(before.cue),
            value: judged.value.or(before.value),
        });
        self.verdict = Verdict::Open;
    }

    /// What a reader said before the article changed, as long as nobody has judged what it says now.
    pub(crate) fn changed_since(&self) -> Option<&EarlierVerdict> {
        self.earlier.as_ref().filter(|_| self.verdict == Verdict::Open)
    }
}

/// Whether two names may be one person's: the same, or one is a part of the other (`Moor`, `Ida Moor`).
pub(crate) fn is_same_name(a: &str, b: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    a.is_subset(&b) || b.is_subset(&a)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::annotation::{Body, Id};
    use crate::span::Span;

    fn words(words: &str) -> EarlierVerdict {
        EarlierVerdict { words: Some(words.to_owned()), ..EarlierVerdict::default() }
    }

    #[test]
    fn what_was_judged_first_counts_until_it_is_judged_anew() {
        let mut note = Annotation::by_reader(Id::new(1), Span::new(0, 9), Body::Note);
        note.reopen(EarlierVerdict::default());
        assert_eq!((note.verdict, &note.earlier), (Verdict::Confirmed, &None), "nothing changed");
        note.reopen(words("one"));
        note.reopen(words("two"));
        let expected = EarlierVerdict { verdict: Verdict::Confirmed, ..words("one") };
        assert_eq!(note.changed_since(), Some(&expected));
        note.verdict = Verdict::Rejected;
        assert_eq!(note.changed_since(), None);
        note.reopen(words("three"));
        assert_eq!(
            note.changed_since(),
            Some(&EarlierVerdict { verdict: Verdict::Rejected, ..words("three") })
        );
    }

    #[test]
    fn a_part_of_a_name_is_the_same_name() {
        assert!(is_same_name("Moor", "Ida Moor") && is_same_name("Mr. Bell", "Bell"));
        assert!(!is_same_name("Ida Moor", "Jan Moor") && !is_same_name("Ida Moor", "Jan Bell"));
    }

    #[test]
    fn an_older_reader_takes_it_for_not_judged() {
        #[derive(Deserialize)]
        struct OlderAnnotation {
            verdict: Verdict,
        }
        let mut note = Annotation::by_reader(Id::new(1), Span::new(0, 9), Body::Note);
        note.reopen(words("one"));
        let json = serde_json::to_string(&note).unwrap();
        assert_eq!(serde_json::from_str::<OlderAnnotation>(&json).unwrap().verdict, Verdict::Open);
        assert_eq!(serde_json::from_str::<Annotation>(&json).unwrap(), note);
    }
}
