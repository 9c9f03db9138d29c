//! The searched words in an article, and what stands around them.

use crate::page::clip::clip;
use crate::view::{Element, search};

/// The searched words in an article, and what stands around them.
pub(crate) struct TextMatch {
    pub before: String,
    pub words: String,
    pub after: String,
}

/// Characters that are shown of an article before and after the searched words.
const AROUND: usize = 70;

impl TextMatch {
    /// The first place of some words in a text, with some of the text around it.
    pub(crate) fn find(text: &str, words: &str) -> Option<TextMatch> {
        let span = *search::find(text, words, 1).first()?;
        let (before, after) = (&text[..span.start().index()], &text[span.end().index()..]);
        let cut = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
        let start = before[cut..].find(' ').filter(|_| 0 < cut).map_or(cut, |blank| cut + blank);
        let ellipsis = if cut == 0 { "" } else { "…" };
        Some(TextMatch {
            before: format!("{ellipsis}{}", &before[start..]),
            words: span.get(text).unwrap_or("").to_owned(),
            after: clip(after, AROUND),
        })
    }

    /// As it is shown; `what` says where it was found, if not in the text.
    pub(super) fn render(self, what: &str) -> Element {
        let found = Element::new("b").text(self.words);
        let before = format!("{what}{}", self.before);
        Element::new("span").class("hit").with("dir", "auto").text(before).child(found).text(self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_shows_the_words_and_what_stands_around_them() {
        let check = |text: &str, words, expected: Option<&str>| {
            let hit =
                TextMatch::find(text, words).map(|hit| format!("{}[{}]{}", hit.before, hit.words, hit.after));
            assert_eq!(hit.as_deref(), expected);
        };
        check("The lock opens.", "LOCK", Some("The [lock] opens."));
        check("The lock opens.", "key", None);
        let far = format!("{} the lock {}", "é word ".repeat(30), "word 🥐 ".repeat(30));
        let hit =
            TextMatch::find(&far, "lock").map(|hit| (hit.before.chars().count(), hit.after.chars().count()));
        assert!(hit.is_some_and(|(before, after)| before <= AROUND + 2 && after <= AROUND + 2), "{hit:?}");
    }
}
