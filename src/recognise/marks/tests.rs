//! Marks in every style, as examples.

use crate::document::{Block, Meta, Role};
use crate::sorting::Sorting as _;
use proptest::prelude::*;

use super::*;

/// The text with every pair in brackets: ⟦ ⟧ for the outermost, ⟨ ⟩ inside; `→` where the next paragraph
/// carries on, `…` where the closing mark is missing, `+` where the paragraph before is carried on.
fn render(text: &str) -> String {
    let document = Document::from_text(text);
    let mut inserts: Vec<(usize, usize, String)> = vec![];
    for (i, m) in pair(&document).iter().enumerate() {
        let (open, close) = if m.depth == 0 { ("⟦", "⟧") } else { ("⟨", "⟩") };
        let start = if m.start == Start::Continued { "+" } else { "" };
        let end = match m.end {
            End::Closed => "",
            End::Unclosed => "…",
            End::ContinuesInNext => "→",
        };
        inserts.push((m.span.start().index(), 1000 + i, format!("{open}{start}")));
        inserts.push((m.span.end().index(), 999 - m.depth, format!("{end}{close}")));
    }
    inserts.order();
    let (mut out, mut at) = (String::new(), 0);
    for (place, _, sign) in inserts {
        out.push_str(&text[at..place]);
        out.push_str(&sign);
        at = place;
    }
    out + &text[at..]
}

fn check(expected: &str) {
    let text: String = expected.chars().filter(|c| !"⟦⟧⟨⟩→+…".contains(*c)).collect();
    assert_eq!(render(&text), expected);
}

#[test]
fn styles() {
    check("⟦“Yes,”⟧ she said, ⟦“we go.”⟧");
    check("⟦\"Yes,\"⟧ she said, ⟦\"we go.\"⟧");
    check("⟦''Yes,''⟧ she said, ⟦``we go.''⟧");
    check("⟦‘Yes,’⟧ she said, ⟦‘we go.’⟧ ⟦'No,'⟧ he said.");
    check("⟦« Oui »⟧, dit-elle, ⟦«\u{a0}non\u{a0}»⟧. ⟦»Ja«⟧, sagt sie, ⟦»nein«⟧.");
    check("⟦„Ja“⟧, sagt sie, ⟦„nein”⟧. ⟦‚Gut‘⟧, ⟦‹gut›⟧ und ⟦›gut‹⟧.");
    check("⟦”Ja”⟧, sade hon, ⟦”vi går”⟧.");
    check("他说⟦「你好⟨『世界』⟩」⟧。 他说⟦“你好”⟧。");
}

#[test]
fn single_marks_over_paragraphs() {
    check("⟦‘Yes,’⟧ she said. ⟦‘We go.→⟧\n\n⟦+‘We stay.’⟧");
    check("⟦'Yes,'⟧ she said. ⟦'We go.→⟧\n\n⟦+'We stay.'⟧");
    // Without speech in such marks before, a straight one is an apostrophe.
    check("Yes, she said. 'Arry went.\n\n⟦'We stay.'⟧");
    check("She said ‘we go.\n\n⟦‘We stay.’⟧");
}

#[test]
fn nested() {
    check("⟦“He told us ⟨‘go’⟩ and we went,”⟧ she said.");
    check("⟦‘He told us ⟨“go”⟩ and we went,’⟧ she said.");
    check("⟦\"He told us ⟨'go'⟩ and we don't,\"⟧ she said.");
    check("⟦''Then she said ⟨'no'⟩''⟧ and left.");
    check("⟦“⟨‘Go,’⟩ he told us,”⟧ she said. ⟦“He said: ⟨‘Go.’⟩”⟧");
    check("⟦\"He said ⟨\"no\"⟩ to me,\"⟧ she said.");
    check("⟦«Elle a dit ⟨“non”⟩»⟧");
}

#[test]
fn apostrophes_are_no_marks() {
    check("Don’t tell the leaders’ men that it’s ’90s rock ’n’ roll; ’tis O’Brien’s.");
    check("Don't tell the leaders' men that it's '90s rock 'n' roll; 'tis O'Brien's.");
    check("⟦‘The leaders’ talks failed,’⟧ said the leaders’ men.");
    check("⟦'The leaders' talks failed,'⟧ said the leaders' men.");
    check("⟦‘It’s nothin’ else,’⟧ he said. The ‘60s men’s room.");
    check("Tell 'em that the players' bus won't wait.");
}

#[test]
fn feet_and_inches_are_no_marks() {
    check("At 5' 10\" he is short; he has 12\" records and stands at 40°26'46\"N.");
    check("⟦\"I was born in 1990\"⟧ is her song. He is 6'2\", ⟦\"tall\"⟧.");
    check("It measures 5′ 10″.");
}

#[test]
fn headlines() {
    check("Deal ⟦'close'⟧, says minister");
    check("⟦‘We will not go’⟧: minister defies court over ⟦‘high costs’⟧ row");
    check("⟦'90 per cent'⟧ of staff ⟦'back'⟧ strike");
}

#[test]
fn brackets_and_dashes() {
    check("She left (⟦\"for good\"⟧)—⟦\"never again\"⟧—and said:⟦\"no\"⟧.");
    check("Mixed hands: ⟦“one\"⟧ and ⟦\"two”⟧ and ⟦“three“⟧ he wrote.");
    check("⟦\" Spaced marks. \"⟧ he said.");
}

#[test]
fn several_paragraphs() {
    check("He said: ⟦“One.→⟧\n\n⟦+“Two.→⟧\n\n⟦+“Three,”⟧ and left. ⟦“Four.”⟧");
    check("⟦'One.→⟧\n⟦+'Two,'⟧ he said.");
    check("⟦“One.→⟧\n⟦+Two,”⟧ he said.");
    check("⟦“One.”⟧\n⟦“Two.”⟧");
}

#[test]
fn never_closed() {
    check("⟦“We go.…⟧\n\nIt rained. ⟦“Yes,”⟧ she said.");
    check("“We go, he said. ⟦“They stay,”⟧ she said.");
    check("We go,” he said. ⟦“They stay,”⟧ she said.");
    check("He said⟦\" we go\"⟧ today.");
}

#[test]
fn never_closed_before_a_report() {
    check("⟦“We go,⟧ he said.\n\n⟦“We stay,”⟧ she said.");
    check("⟦\"The bridge is safe,⟧ said Ida Lund, the engineer.\n\n⟦\"It is not,\"⟧ said Ivo Marsh.");
    check("⟦“Is it safe?⟧ Ida Lund asked.\n\n⟦“Yes,”⟧ said Ivo Marsh.");
    // A report of others within speech, and speech that only names one.
    check("⟦“He said he was late, and we left the harbour.→⟧\n\n⟦+“We stay,”⟧ she said.");
    check("⟦“We asked him, over and over.→⟧\n\n⟦+“We stay,”⟧ she said.");
}

#[test]
fn arrows_and_bullets_are_no_marks() {
    check("» The harbour will close\n» Lane said ⟦\"no\"⟧\n» Ferries resume later");
    check("« Previous | Next » Lane said ⟦“no”⟧ today.");
    check("Home » News » Torvik");
    check("⟦«Un.→⟧\n\n⟦+» Deux.…⟧");
    check("⟦»Ja«⟧, sagt sie. ⟦» Nein «⟧");
}

proptest! {
    #[test]
    fn pairs_lie_in_the_text_and_nest(text in "[ a,.\n1s'\"“”‘’«»„‚`‹›」「é]{0,60}") {
        let document = Document::from_text(text.clone());
        let all = pair(&document);
        for (i, m) in all.iter().enumerate() {
            prop_assert!(m.span.get(&text).is_some() && m.inside.get(&text).is_some());
            prop_assert!(m.span.covers(m.inside) && !m.span.is_empty());
            prop_assert!(document.paragraphs()[m.paragraph].span.covers(m.span));
            for other in &all[i + 1..] {
                prop_assert!(!m.span.overlaps(other.span) || m.span.covers(other.span), "{text:?}");
            }
        }
    }

    #[test]
    fn any_text_is_taken(text in "\\PC{0,80}") {
        pair(&Document::from_text(text));
    }

    #[test]
    fn a_later_paragraph_changes_nothing_before_the_last(
        text in "[ a,.\n's\"“”‘’«»]{0,50}", more in "[ a,.'\"“”‘’]{0,20}"
    ) {
        // By blocks: in plain text, one line more can change what the layout makes of the others.
        let block = |text: &str| Block { role: Role::Paragraph, text: text.to_owned() };
        let mut blocks: Vec<Block> = text.lines().map(block).collect();
        let before = Document::from_blocks(&blocks, Meta::default());
        blocks.push(block(&more));
        let after = Document::from_blocks(&blocks, Meta::default());
        let last = before.paragraphs().len().saturating_sub(1);
        let upto = |d| pair(d).into_iter().filter(|m| m.paragraph < last).collect::<Vec<_>>();
        prop_assert_eq!(upto(&before), upto(&after));
    }
}
