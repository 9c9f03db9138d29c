//! How plain text is read: which lines are one paragraph, and what each paragraph is to the article.

use crate::document::layout;
use proptest::prelude::*;

/// The roles and texts of the paragraphs, one a line, then what is known of the article.
fn render(text: &str) -> String {
    let layout = layout::read(text, crate::lang::english());
    let mut lines: Vec<String> = vec![];
    for (span, role) in layout.paragraphs {
        let words = span.get(text).expect("spans fit the text").replace('\n', "⏎");
        lines.push(format!("{role:?}: {words}"));
    }
    let meta = layout.meta;
    let known = [meta.title.map(|_| "title".into()), meta.byline, meta.published.map(|day| day.to_string())];
    let known: Vec<String> = known.into_iter().flatten().collect();
    if !known.is_empty() {
        lines.push(format!("= {}", known.join(" / ")));
    }
    lines.join("\n")
}

fn check(text: &str, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(render(text), expected.join("\n"));
}

#[test]
fn a_news_page_as_pasted() {
    check(
        "Harbour union tells mayor the night ferries must stop\n\
         Its head also said at the quayside that nobody had been asked about the new timetable\n\
         By City Desk - March 4 2023\n\
         \n\
         Union head Inga Thorsen (left) receives Mayor Paul Adeyemi at the quay in Westhaven, 4 March 2023\n\
         \n\
         On 4 March, the head of the union met the mayor for talks.\n\
         \n\
         “We were never asked,” Thorsen said.\n\
         \n\
         Most Popular",
        "Title: Harbour union tells mayor the night ferries must stop
         Standfirst: Its head also said at the quayside that nobody had been asked about the new timetable
         Byline: By City Desk - March 4 2023
         Caption: Union head Inga Thorsen (left) receives Mayor Paul Adeyemi at the quay in Westhaven, 4 March 2023
         Paragraph: On 4 March, the head of the union met the mayor for talks.
         Paragraph: “We were never asked,” Thorsen said.
         Boilerplate: Most Popular
         = title / City Desk / 2023-03-04",
    );
}

#[test]
fn what_stands_around_the_text() {
    check(
        "Skip to main content\n\
         Politics\n\
         Who will pay for the bridge over the Lenne?\n\
         Ana Ruiz, Westhaven Correspondent\n\
         Published: 25/12/2021 14:30 GMT\n\
         Last modified on Mon 27 Dec 2021 08.00 GMT\n\
         4 min read\n\
         Share this\n\
         WESTHAVEN (Reuters) — The council votes on Tuesday, its speaker said.\n\
         Advertisement\n\
         A bridge too dear\n\
         Read more: Ferries stop at night from May\n\
         Nobody has named a price yet, though the plans are five years old.\n\
         FILE PHOTO: The old bridge, seen from the park. REUTERS/Tom Baker\n\
         The vote is open, the speaker said.\n\
         Most read\n\
         Ferries stop at night from May\n\
         Zoo gets a second bear\n\
         © 2021 The Westhaven Courier. All rights reserved.",
        "Boilerplate: Skip to main content
         Heading: Politics
         Title: Who will pay for the bridge over the Lenne?
         Byline: Ana Ruiz, Westhaven Correspondent
         Byline: Published: 25/12/2021 14:30 GMT
         Byline: Last modified on Mon 27 Dec 2021 08.00 GMT
         Boilerplate: 4 min read
         Boilerplate: Share this
         Paragraph: WESTHAVEN (Reuters) — The council votes on Tuesday, its speaker said.
         Boilerplate: Advertisement
         Heading: A bridge too dear
         Boilerplate: Read more: Ferries stop at night from May
         Paragraph: Nobody has named a price yet, though the plans are five years old.
         Caption: FILE PHOTO: The old bridge, seen from the park. REUTERS/Tom Baker
         Paragraph: The vote is open, the speaker said.
         Boilerplate: Most read
         Boilerplate: Ferries stop at night from May
         Boilerplate: Zoo gets a second bear
         Boilerplate: © 2021 The Westhaven Courier. All rights reserved.
         = title / Ana Ruiz, Westhaven Correspondent / 2021-12-25",
    );
}

#[test]
fn in_doubt_a_paragraph() {
    check("Most Popular", "Paragraph: Most Popular");
    check("One line, no full stop", "Paragraph: One line, no full stop");
    check(
        "The ferry sank on Monday.\nNobody was hurt, the owner said.",
        "Paragraph: The ferry sank on Monday.
         Paragraph: Nobody was hurt, the owner said.",
    );
    check(
        "A sentence opens it, he said.\nHe read more in hope than in fear, as a trend.\nNo full stop at the end",
        "Paragraph: A sentence opens it, he said.
         Paragraph: He read more in hope than in fear, as a trend.
         Paragraph: No full stop at the end",
    );
    check(
        "More in hope than in fear, he went.\nSee also what she wrote: nothing.\n“Share this,” he said to her.",
        "Paragraph: More in hope than in fear, he went.
         Paragraph: See also what she wrote: nothing.
         Paragraph: “Share this,” he said to her.",
    );
    check(
        "Shopping, as she listed it.\n- Bread\n- Salt\n1. Tea for 3.5 people",
        "Paragraph: Shopping, as she listed it.
         ListItem: - Bread
         ListItem: - Salt
         ListItem: 1. Tea for 3.5 people",
    );
}

#[test]
fn lines_broken_at_a_fixed_width_are_joined() {
    check(
        "Night ferries stop\n\
         \n\
         The last night ferry left Westhaven on Sunday with eleven people on\n\
         board, the harbour office said. From May on, boats run from six in the\n\
         morning until ten at night.\n\
         \n\
         “Nobody asked the crews,” said Inga Thorsen, who has led the union of\n\
         harbour workers since 2015. “We heard it on the radio.”\n",
        "Title: Night ferries stop
         Paragraph: The last night ferry left Westhaven on Sunday with eleven people on⏎board, the harbour office said. From May on, boats run from six in the⏎morning until ten at night.
         Paragraph: “Nobody asked the crews,” said Inga Thorsen, who has led the union of⏎harbour workers since 2015. “We heard it on the radio.”
         = title",
    );
}

#[test]
fn lines_that_end_with_their_sentence_stay_apart() {
    check(
        "“Nobody asked the crews,” said Inga Thorsen.\n\
         “We heard it on the radio,” she went on to say.\n\
         The mayor, who was not there, sent a letter.\n\
         It was read out by a clerk in the afternoon.",
        "Paragraph: “Nobody asked the crews,” said Inga Thorsen.
         Paragraph: “We heard it on the radio,” she went on to say.
         Paragraph: The mayor, who was not there, sent a letter.
         Paragraph: It was read out by a clerk in the afternoon.",
    );
}

#[test]
fn any_line_break_will_do() {
    check("", "");
    check(" \r\n\0\u{feff}\n ", "");
    let expected = "Title: Storm closes the pass
        Paragraph: It fell all night, he said.
        Paragraph: It stopped at noon, he said.
        = title";
    for br in ["\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\n\n", "\r\n\r\n", "\n \n\n"] {
        let lines = ["Storm closes the pass", "It fell all night, he said.", "It stopped at noon, he said."];
        check(&lines.join(br), expected);
    }
}

#[test]
fn other_scripts() {
    check(
        "桥梁将于五月关闭\n记者 2023-03-04\n市长周一表示，这座桥将于五月关闭，居民对此感到惊讶。\n没有人说明费用由谁承担，市议会将于周二投票表决。",
        "Title: 桥梁将于五月关闭
         Byline: 记者 2023-03-04
         Paragraph: 市长周一表示，这座桥将于五月关闭，居民对此感到惊讶。
         Paragraph: 没有人说明费用由谁承担，市议会将于周二投票表决。
         = title / 记者 / 2023-03-04",
    );
    check(
        "הגשר ייסגר במאי\nראש העיר אמר ביום שני שהגשר ייסגר במאי.\nהתושבים הופתעו מאוד מן ההודעה.",
        "Title: הגשר ייסגר במאי
         Paragraph: ראש העיר אמר ביום שני שהגשר ייסגר במאי.
         Paragraph: התושבים הופתעו מאוד מן ההודעה.
         = title",
    );
}

#[test]
fn ten_megabytes_at_once() {
    let line = "By Ana Ruiz 10 November 2021 said, “Share this” ";
    assert_eq!(
        layout::read(&line.repeat(10_000_000 / line.len()), crate::lang::english()).paragraphs.len(),
        1
    );
    assert_eq!(
        layout::read(&"Most Popular\n\n".repeat(100_000), crate::lang::english()).paragraphs.len(),
        100_000
    );
}

/// Text of the kind that the rules look at, with all that may break it.
fn article() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "\n",
        "\r\n",
        "\r",
        "\u{2028}",
        "\n\n",
        "\0",
        " ",
        "\u{200b}",
        "By Ana Ruiz - 10 November 2021",
        "Most Popular",
        "• ",
        "1. ",
        "桥。",
        "e\u{301}",
        "“Storm,” she said.",
        "Storm closes the pass",
        "and on it went, hour after hour, without an end in sight",
        "Read more: ",
        "2021-11-10",
        "May",
        "31/12/",
        "👩‍👩‍👧",
        "a",
        ".",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

/// Paragraphs lie inside the text on borders of characters, in order, apart, none of them blank, and leave out
/// nothing that can be seen.
fn check_spans(text: &str) {
    let mut end = 0;
    for (span, _) in layout::read(text, crate::lang::english()).paragraphs {
        assert!(end <= span.start().index(), "in order and apart");
        assert!(text[end..span.start().index()].chars().all(|c| !c.is_alphanumeric()), "nothing left out");
        let inside = span.get(text).expect("on borders of characters");
        assert!(!inside.trim().is_empty(), "none blank");
        end = span.end().index();
    }
    assert!(text[end..].chars().all(|c| !c.is_alphanumeric()), "nothing left out at the end");
}

proptest! {
    #[test]
    fn paragraphs_cover_articles(text in article()) {
        check_spans(&text);
    }

    #[test]
    fn paragraphs_cover_any_text(text in "(\\PC|[\r\n\0 ]){0,300}") {
        check_spans(&text);
    }
}
