//! Who is named near a quotation by a role alone: “the mayor”, “a harbour spokesman”.

use crate::annotation::Annotation;
use crate::document::{Document, TokenKind};
use crate::lang::speech::WordClass;
use crate::sorting::Sorting as _;
use crate::span::Pos;

/// Words between the article and the role, at most: “the former deputy mayor”.
const BEFORE_ROLE: usize = 3;

/// Descriptions in the quotation's paragraph and in the ones around it, the nearest first, each once.
pub(super) fn roles_near(document: &Document, quotation: &Annotation) -> Vec<String> {
    let hull = quotation.spans.hull();
    let here = document.paragraph_at(quotation.spans.first().start());
    let around = here.saturating_sub(1)..(here + 2).min(document.paragraphs().len());
    let mut found: Vec<(usize, String)> = vec![];
    for paragraph in around {
        for token in document.paragraphs()[paragraph].tokens.clone() {
            let span = document.tokens()[token].span;
            if hull.intersection(span).is_some() {
                continue;
            }
            let Some(role) = role_at(document, token) else { continue };
            let distance = if span.end() <= hull.start() {
                gap(span.end(), hull.start())
            } else {
                gap(hull.end(), span.start())
            };
            found.push((distance, role));
        }
    }
    found.order();
    let mut roles: Vec<String> = vec![];
    for (_, role) in found {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

fn gap(from: Pos, to: Pos) -> usize {
    to.index().saturating_sub(from.index())
}

/// The words from the article to the role at this token. A role before a name describes somebody who has one.
fn role_at(document: &Document, token: usize) -> Option<String> {
    let quotes = &document.language().quotes;
    let is_role = |token: usize| quotes.speech.look_up(document.word(token)).is(WordClass::RoleNoun);
    let next = Some(token + 1).filter(|&next| next < document.tokens().len());
    let goes_on = |next: usize| is_role(next) || document.word(next).starts_with(char::is_uppercase);
    if !is_role(token) || next.is_some_and(goes_on) {
        return None;
    }
    let is_article = |at: usize| quotes.articles.contains(&document.word(at).to_lowercase());
    let first = token.saturating_sub(BEFORE_ROLE + 1);
    let mut before = (first..token).rev().take_while(|&at| document.tokens()[at].kind == TokenKind::Word);
    let article = before.find(|&at| is_article(at))?;
    let words = (article..=token).map(|at| document.word(at)).enumerate();
    let words = words.map(|(n, word)| if n == 0 { word.to_lowercase() } else { word.to_owned() });
    Some(words.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::session::{SAMPLE, Session};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let session = Session::analyse(Document::from_text(text));
        let quotation = session.set().in_order().find(|a| a.quote().is_some()).expect("there is a quotation");
        assert_eq!(super::roles_near(session.document(), quotation), expected, "{text}");
    }

    #[test]
    fn roles_beside_a_quotation_are_found_the_nearest_first() {
        check(
            "“The boats go out,” the harbour spokesman said. A former mayor was there.",
            &["the harbour spokesman", "a former mayor"],
        );
        check("“The boats go out,” said the chairman Tomas Rey.", &[]);
        check("“The mayor and the chief are late,” said Mila Rask.", &[]);
    }

    #[test]
    fn roles_stand_among_the_likely_speakers_after_the_names() {
        let session = Session::analyse(Document::from_text(SAMPLE));
        for quotation in session.set().in_order().filter(|a| a.quote().is_some()) {
            assert!(session.likely_speakers(quotation).len() <= 9);
        }
    }
}
