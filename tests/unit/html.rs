//! How web pages and pasted rich text come in.

use crate::document::html::{self, HtmlError};
use crate::document::{Block, Document, Meta};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn render(blocks: &[Block]) -> String {
    blocks.iter().map(|block| format!("{:?}: {}\n", block.role, block.text.replace('\n', "⏎"))).collect()
}

fn render_meta(meta: &Meta) -> String {
    let published = meta.published.map(|day| day.to_string());
    let known = [&meta.title, &meta.byline, &published, &meta.lang, &meta.url];
    known.map(|field| field.as_deref().unwrap_or("-")).join(" / ")
}

fn check_page(page: &str, expected: Expect) {
    let page =
        html::read_page(page, Some("https://courier.example/ferries")).expect("there is text in the page");
    expected.assert_eq(&format!("{}= {}\n", render(&page.blocks), render_meta(&page.meta)));
}

fn check_fragment(fragment: &str, expected: Expect) {
    expected.assert_eq(&render(&html::read_fragment(fragment)));
}

#[test]
fn an_article_out_of_its_page() {
    check_page(
        include_str!("../articles/night_ferries.html"),
        expect![[r#"
        Title: Harbour union tells mayor the night ferries must stay
        Standfirst: Crews heard of the new timetable on the radio, says the head of the union, and two hundred of them may lose their night pay
        Byline: By Ana Ruiz and Tom Baker
        Caption: Inga Thorsen at the quay on Friday. Photo: Lena Ito
        Paragraph: The head of the harbour union, Inga Thorsen, told the mayor of Westhaven on Saturday that “the night ferries must stay, whatever the council says about the cost of them,” and handed her a list of two hundred names.
        Paragraph: Mayor Paula Adeyemi, who had come to the quay with three of her deputies, said that nothing was decided yet, that she would read the list, and that the council would meet again in April, when the figures of the year were known.
        Paragraph: Ms. Thorsen, a crane driver by trade, has led the union since 2015. “We heard it on the radio, between the weather and a song”, she said, adding that <nobody> had called her, written to her, or knocked at her door.
        Boilerplate: Advertisement
        Heading: What the crews fear
        Paragraph: From May on, boats are to run from six in the morning until ten at night, according to the timetable that the council sent to newspapers on Thursday, a day before it was shown to those who are to keep it, and who may lose a fifth of their pay.
        ListItem: The first boat would leave at six, and not at five, as it does now.
        ListItem: The last one would leave at ten, three hours before the bars close.
        Paragraph: “I asked for one thing,” Ms. Thorsen said, “that somebody stands on this quay at two in the morning and counts.” The mayor said she might, and that she would bring her coat, a lamp, and the deputy who had written the timetable.
        Boilerplate: Who will pay for the bridge over the Lenne
        = Harbour union tells mayor the night ferries must stay / Ana Ruiz and Tom Baker / 2023-03-04 / en-GB / https://courier.example/ferries
    "#]],
    );
}

#[test]
fn a_page_says_where_it_is() {
    let url = |head: &str| {
        let page = format!("<html><head>{head}</head><body><p>One. Two, said Ida.</p></body></html>");
        html::read_page(&page, None).expect("there is text in the page").meta.url
    };
    let canonical = "<link rel=canonical href=' https://courier.example/ferries '>";
    assert_eq!(url(canonical).as_deref(), Some("https://courier.example/ferries"));
    let shared = "<meta property=og:url content='http://courier.example/ferries?a=1'>";
    assert_eq!(url(shared).as_deref(), Some("http://courier.example/ferries?a=1"));
    for other in
        ["", "<link rel=canonical href='/ferries'>", "<link rel=canonical href='javascript:alert(1)'>"]
    {
        assert_eq!(url(other), None, "{other}");
    }
}

#[test]
fn running_text_and_document() {
    let page = html::read_page(include_str!("../articles/night_ferries.html"), None)
        .expect("there is text in the page");
    let text = page.article_text();
    assert!(text.starts_with("The head of the harbour union, Inga Thorsen, told"), "{text}");
    assert!(text.ends_with("had written the timetable."), "{text}");
    for beside in ["Photo: Lena Ito", "Advertisement", "Zoo gets", "Crews heard", "hidden"] {
        assert!(!text.contains(beside), "{beside} is beside the text");
    }
    assert_eq!(text.matches("whatever the council says").count(), 1, "the pull quote is left out");
    let document = Document::from_blocks(&page.blocks, page.meta);
    assert_eq!(document.paragraphs().len(), page.blocks.len());
}

#[test]
fn what_the_clipboard_of_a_browser_holds() {
    check_fragment(
        "Version:0.9\r\nStartHTML:0000000105\r\nSourceURL:https://courier.example\r\n<html><body>\r\n\
         <!--StartFragment--><h1 style=\"color: rgb(0, 0, 0);\">Storm closes the pass</h1>\
         <p style=\"margin: 0\"><span style=\"font-size: 12pt\">It fell <b>all</b>&nbsp;night,</span>\n \
         <span>she said.<span class=\"Apple-converted-space\">&nbsp;</span></span></p>\
         <ul><li>Snow &amp; ice</li><li>Wind<ul><li>from the north</li></ul></li></ul>\
         <div>First line<br>second line<br><br>New paragraph.<br></div><!--EndFragment-->\r\n</body></html>",
        expect![[r#"
            Title: Storm closes the pass
            Paragraph: It fell all night, she said.
            ListItem: Snow & ice
            ListItem: Wind
            ListItem: from the north
            Paragraph: First line⏎second line
            Paragraph: New paragraph.
        "#]],
    );
}

#[test]
fn all_text_of_a_fragment_is_kept() {
    check_fragment(
        "<nav>Home</nav><p>He said yes.</p><aside>More on page 4 of this paper</aside><table><tr><th>Name</th>\
         <th>Age</th></tr><tr><td>Ana</td><td>41</td></tr></table><pre>one\n  two\n\nthree</pre>\
         <figure><figcaption>A quay</figcaption></figure><h1>Late heading</h1><p>Then he left the room.</p>",
        expect![[r#"
            Boilerplate: Home
            Paragraph: He said yes.
            Paragraph: More on page 4 of this paper
            Paragraph: Name | Age
            Paragraph: Ana | 41
            Paragraph: one⏎two
            Paragraph: three
            Caption: A quay
            Heading: Late heading
            Paragraph: Then he left the room.
        "#]],
    );
}

#[test]
fn what_is_not_shown_is_left_out() {
    check_fragment(
        "<p>Seen<script>alert('x')</script><style>p{}</style><template>no</template><span hidden>no</span>\
         <span style=\"Display : NONE\">no</span><!-- no --><textarea>no</textarea> by all.</p>\
         <p>Hy\u{ad}phen</p>",
        expect![[r#"
            Paragraph: Seen by all.
            Paragraph: Hyphen
        "#]],
    );
}

#[test]
fn broken_html_is_read_as_browsers_do() {
    check_fragment(
        "<p>One <b>two <p>three</b> 1 < 2 &amp; 3 &bogus; </div></p><li>four",
        expect![[r#"
        Paragraph: One two
        Paragraph: three 1 < 2 & 3 &bogus;
        ListItem: four
    "#]],
    );
    check_fragment("", expect![[""]]);
    check_fragment(
        "no tags, a < b",
        expect![[r#"
        Paragraph: no tags, a < b
    "#]],
    );
    check_fragment(
        "<q>Yes, <q>no</q></q>, she said",
        expect![[r#"
        Paragraph: “Yes, ‘no’”, she said
    "#]],
    );
}

#[test]
fn pages_with_little_in_them() {
    check_page(
        "<p>“Hi,” she said.</p>",
        expect![[r#"
        Paragraph: “Hi,” she said.
        = - / - / - / - / https://courier.example/ferries
    "#]],
    );
    check_page(
        "<title>Storm</title><h1>Storm</h1><p>By Ana Ruiz - 4 March 2023</p><p>It fell.</p>",
        expect![[r#"
            Title: Storm
            Byline: By Ana Ruiz - 4 March 2023
            Paragraph: It fell.
            = Storm / Ana Ruiz / 2023-03-04 / - / https://courier.example/ferries
        "#]],
    );
}

#[test]
fn no_pages() {
    assert_eq!(html::read_page("", None), Err(HtmlError::Empty));
    assert_eq!(html::read_page(" <p> </p> <script>let page = 1</script>", None), Err(HtmlError::Empty));
    assert_eq!(html::read_page(&"\0\u{1}\u{2}ELF".repeat(40), None), Err(HtmlError::Binary));
    assert_eq!(html::read_page(&"<p>".repeat(12_000_000), None), Err(HtmlError::TooLong));
}

#[test]
fn source_is_told_from_text() {
    let source = [
        "<!DOCTYPE html><title>x</title>",
        "\u{feff}\n <HTML>",
        "<p>He said yes.</p>",
        "<div class='story'><p>x</p></div>",
        "<!-- saved --><p>x</p>",
        "<meta charset='utf-8'><b>bold</b>",
    ];
    for text in source {
        assert!(html::looks_like_html(text), "{text}");
    }
    for text in
        ["", "a < b", "<3 from Ana", "Use <b>bold</b> here", "<em> is a tag", "<Ana Ruiz> wrote", "<p"]
    {
        assert!(!html::looks_like_html(text), "{text}");
    }
}

#[test]
fn a_hundred_thousand_levels() {
    for open in ["<div>", "<b>", "<table><tr><td>"] {
        let page = format!("{}deep down", open.repeat(100_000));
        let blocks = html::read_fragment(&page);
        assert_eq!(blocks.last().map(|block| block.text.as_str()), Some("deep down"), "{open}");
    }
    let page = format!("{}It fell all night, she said.{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let page = html::read_page(&page, None).expect("there is text in the page");
    assert_eq!(page.article_text(), "It fell all night, she said.");
}

#[test]
fn pull_quotes_are_told_from_quotations() {
    check_fragment(
        "<p>The mayor said that nobody had asked her about it.</p><blockquote>Nobody had asked her</blockquote>\
         <blockquote>The ferries must stay, we say.</blockquote><p>The council said nothing.</p>",
        expect![[r#"
            Paragraph: The mayor said that nobody had asked her about it.
            PullQuote: Nobody had asked her
            BlockQuote: The ferries must stay, we say.
            Paragraph: The council said nothing.
        "#]],
    );
}

/// The text of a story of several paragraphs with this among them.
fn story_with(piece: &str) -> String {
    let long = "The islands had asked for a decision before the storms of the winter, and the crews had waited for one, too.";
    let page = format!(
        "<article><h1>Boats</h1><p>{long}</p>{piece}<p>{}</p></article>",
        long.replace("winter", "spring")
    );
    render(&html::read_page(&page, None).expect("there is text in the page").blocks)
}

#[test]
fn linked_paragraphs_stay_and_teasers_go() {
    let said = "“We never sank a boat,” said Ana Ruiz, the pilot of the harbour.";
    for wrapped in [
        format!("<div><a href=x><p>{said}</p></a></div>"),
        format!("<section><div><p><a href=x>{said}</a></p></div></section>"),
        format!(
            "<div><p><a href=x>{said}</a></p><p><a href=y>Nobody in the office contradicted her.</a></p></div>"
        ),
        format!("<ul><li><a href=x>{said}</a></li></ul>"),
        format!("<blockquote><a href=x>{said}</a></blockquote>"),
    ] {
        assert!(story_with(&wrapped).contains(said), "{wrapped}");
    }
    for teaser in [
        "<div><a href=x>Pilots of the harbour go on strike</a></div>".to_owned(),
        format!("<aside><a href=x>{said}</a></aside>"),
    ] {
        let text = story_with(&teaser);
        let shown = text.lines().filter(|line| !line.starts_with("Boilerplate"));
        assert!(!shown.into_iter().any(|line| line.contains("ilot")), "{text}");
    }
}

#[test]
fn boxes_that_ask_for_an_address_are_no_part_of_the_article() {
    for offer in [
        "<div class='c-NewsletterBox'><h3>Daily</h3><p>“I read it at breakfast,” says Tom Baker.</p></div>",
        "<section id=mailinglist-3><p>“I read it at breakfast,” says Tom Baker.</p></section>",
        "<div><p>“I read it at breakfast,” says Tom Baker.</p><form><div><input type=email></div></form></div>",
    ] {
        assert!(!story_with(offer).contains("breakfast"), "{offer}");
    }
    // An article of such a site, and one about newsletters.
    let long = "<p>The islands had asked for a decision before the storms, and the crews had waited for one, too.</p>".repeat(6);
    for page in [
        format!("<body class=newsletter><div class=newsletter>{long}</div></body>"),
        format!("<article id=newsletter-boom>{long}<input type=email></article>"),
    ] {
        let text = render(&html::read_page(&page, None).expect("there is text in the page").blocks);
        assert!(text.contains("The islands had asked"), "{text}");
    }
}

#[test]
fn what_readers_write_below_is_no_part_of_the_article() {
    let comments = "<section id=comments><h2>2 comments</h2><div class=comment><p>The keeper is a fool.</p></div></section>";
    assert!(!story_with(comments).contains("a fool"));
}

#[test]
fn a_lead_in_the_header_that_quotes_is_kept() {
    let long = "<p>The islands had asked for a decision before the storms, and the crews had waited for one, too.</p>".repeat(6);
    let lead = "“We stay, whatever the weather does to the boats this year,” the pilots told the town.";
    let page = format!(
        "<title>Pilots stay</title><header><h1>Pilots stay</h1><p>{lead}</p></header><article>{long}</article>"
    );
    let text = render(&html::read_page(&page, None).expect("there is text in the page").blocks);
    assert!(text.contains(lead), "{text}");
}

#[test]
fn what_only_screen_readers_are_told_is_left_out() {
    check_fragment(
        "<p><span class='visually-hidden'>Quotation follows</span>“We stay,” she said.</p>\
         <p class='sr-only'>Advertisement, a long one.</p><p style='position:absolute;clip:rect(0,0,0,0)'>Skip it.</p>\
         <h1 class='screen-reader-text'>Boats</h1>",
        expect![[r#"
            Paragraph: “We stay,” she said.
            Heading: Boats
        "#]],
    );
}

#[test]
fn lines_are_those_that_a_browser_shows() {
    let styled = "<p><span style='display:block'>By the mayor</span><b style='display: block'>To the council</b></p>\
         <div>“One <div style='display:inline'>two,</div><a href=x style='display:inline-block'> three</a>”</div>\
         <p style='white-space:pre-line'>first line\nsecond line</p>\
         <pre>kept\n<span style='white-space:normal'>not\nkept</span></pre>\
         <p>“<em>Ne</em><b>ver</b>&nbsp;<a href=x>again,</a>” <i>she</i>\n <span> said</span><span>.</span></p>";
    let expected = "Paragraph: By the mayor\nParagraph: To the council\nParagraph: “One two, three”\n\
         Paragraph: first line⏎second line\nParagraph: kept⏎not kept\nParagraph: “Never again,” she said.\n";
    check_fragment(styled, Expect { position: expect![""].position, data: expected, indent: false });
    // The finder drops styles.
    let page = html::read_page(&story("", "", styled), None).expect("there is text in the page");
    let lines = render(&page.blocks);
    for line in expected.lines().filter(|line| !line.contains("kept")) {
        assert!(lines.contains(line), "{line} is not in {lines}");
    }
}

#[test]
fn quotations_are_kept_in_whatever_they_stand() {
    let said: Vec<String> = (1..=6).map(|n| format!("“Ferry {n} is late again, as ever.”")).collect();
    let row = |before: &str, after: &str| {
        said.iter().map(|words| format!("{before}{words}{after}")).collect::<String>()
    };
    for below in [
        format!("<dl>{}</dl>", row("<dt>And this one?</dt><dd>", " She laughed, and went on.</dd>")),
        row("<h3>And this one, Ms. Ruiz?</h3><p>", "</p>"),
        row("<p><b>And this one?</b></p><p>", "</p>"),
        row("<section><time datetime=2023-03-04T10:00>10:00</time><p>", "</p></section>"),
        row("<div class=post><div class=meta>10:00 GMT</div><div class=text><p>", "</p></div></div>"),
        row("<blockquote><p>", "</p></blockquote>"),
        row("<blockquote class=tweet><p>", "</p>— Ana Ruiz (@ana) <a href=/x>March 4, 2023</a></blockquote>"),
        format!("<ul>{}</ul>", row("<li><a href=/x>Ana Ruiz</a>: ", "</li>")),
        format!(
            "<table><tr><th>Boat</th><th>Words</th></tr>{}</table>",
            row("<tr><td>One</td><td>", "</td></tr>")
        ),
        format!("<div>{}</div>", row("", "<br><br>")),
        format!("<table><tr><td>{}</td></tr></table>", row("<font size=2>", "</font><br><br>")),
        format!("<blockquote>{}</blockquote>", row("<b>", "</b><br> <br><u>She laughed.</u><br><br>")),
        row("<figure><blockquote>", "</blockquote><figcaption>Ana Ruiz</figcaption></figure>"),
        row("<blockquote><p>", "</p><footer>— Ana Ruiz, captain</footer></blockquote>"),
    ] {
        let page = html::read_page(&story("", "", &below), None).expect("there is text in the page");
        let text = page.article_text();
        for words in &said {
            assert_eq!(text.matches(words.as_str()).count(), 1, "{words} of {below} in {text}");
            assert!(!text.contains("ever.”“") && !text.contains("”She"), "{below} is joined in {text}");
        }
    }
}

/// A page with an article of its own: what its head holds, what stands above the text, and what follows it.
fn story(head: &str, above: &str, below: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Ferries stay after all, says the mayor</title>{head}</head><body>\
         <nav><a href=/>Home</a></nav><main><h1>Ferries stay after all, says the mayor</h1>{above}<article>\
         <p>The council of Westhaven met on Tuesday, for the third time in a month, and spoke of the ferries, the \
         bridge, and the cost of both.</p><p>Nobody in the hall, from the mayor to the porter, had read the whole \
         report, which runs to four hundred pages, and weighs two kilos.</p><p>The harbour union, which had asked \
         for a copy in May, was given one on Monday, a day before the meeting, and said so at length.</p>{below}\
         </article></main><footer>About us</footer></body></html>"
    )
}

fn meta_of(head: &str, above: &str) -> String {
    render_meta(&html::read_page(&story(head, above, ""), None).expect("there is text in the page").meta)
}

fn linked(data: &str) -> String {
    format!("<script type='application/ld+json'>{data}</script>")
}

#[test]
fn titles_without_the_name_of_the_site() {
    let title = |head: &str| {
        let page = story(head, "", "");
        html::read_page(&page, None).expect("there is text in the page").meta.title.unwrap_or_default()
    };
    let shown = "Ferries stay after all, says the mayor";
    assert_eq!(
        title("<meta property=og:title content='Ferries stay after all, says the mayor | Courier'>"),
        shown
    );
    let site = "<meta property=og:site_name content='The Westhaven Courier'>";
    for (searched, expected) in [
        ("Ferries: why they stay - The Westhaven Courier", "Ferries: why they stay"),
        ("Ferries - why they stay – The Westhaven Courier", "Ferries - why they stay"),
        ("Ferries - why they stay", "Ferries - why they stay"),
        ("The Westhaven Courier", "The Westhaven Courier"),
    ] {
        assert_eq!(title(&format!("{site}<meta property=og:title content='{searched}'>")), expected);
    }
    let published = linked(
        r#"{"@context":"https://schema.org","@type":"NewsArticle","headline":"Why they stay | Courier","publisher":{"name":"Courier"}}"#,
    );
    assert_eq!(title(&published), "Why they stay");
    // One title for search engines, the shown one for other sites.
    let shared = "<meta name=twitter:title content='Ferries stay after all, says the mayor'>";
    assert_eq!(title(&format!("{published}{shared}")), shown);
}

#[test]
fn who_wrote_it_and_when() {
    let by = |head: &str, above: &str| {
        let meta = meta_of(head, above);
        meta.split(" / ").skip(1).take(2).collect::<Vec<_>>().join(" / ")
    };
    let joined = "<div class=byline><div>By Ana Ruiz</div><div>March 4, 2023</div></div>";
    assert_eq!(by("", joined), "Ana Ruiz / 2023-03-04");
    assert_eq!(by("", "<p class=byline>Text: Ana Ruiz</p><p>4 March 2023</p>"), "Ana Ruiz / 2023-03-04");
    assert_eq!(by("", "<div>Updated 5 March 2023</div><div>4 March 2023, 10:00</div>"), "- / 2023-03-04");
    let author = linked(r#"{"@type":"NewsArticle","author":["Ana Ruiz"]}"#);
    assert_eq!(by(&author, "<span class=byline>By</span>"), "Ana Ruiz / -");
    let elsewhere = linked(
        r##"{"@graph":[{"@type":"WebPage","author":{"@id":"#ana"}},{"@type":"Person","@id":"#ana","name":"Ana Ruiz"}]}"##,
    );
    assert_eq!(by(&elsewhere, ""), "Ana Ruiz / -");
    // A name to log in with, where the page shows the author's.
    let handle = linked(r#"{"@type":"NewsArticle","author":{"name":"ana-r"}}"#);
    assert_eq!(by(&handle, "<p>By Ana Ruiz</p>"), "Ana Ruiz / -");
    assert_eq!(by(&handle, ""), "ana-r / -");
}

#[test]
fn what_is_said_of_the_authors_is_not_the_article() {
    let below = "<p>Tom Baker was on the quay, as ever.</p><p>Ana Ruiz</p><p>Ana Ruiz is a reporter for the Courier.</p>\
         <p>Learn more</p><h3>More great Courier stories</h3><ul><li><a href=/x>The life</a> of a pier</li></ul>";
    let page = story("", "<p class=byline>By Ana Ruiz and Pia Holm</p>", below);
    let text = html::read_page(&page, None).expect("there is text in the page").article_text();
    assert!(text.ends_with("and said so at length.\n\nTom Baker was on the quay, as ever."), "{text}");
}

#[test]
fn what_the_publisher_gives_as_the_text_where_the_page_has_another() {
    let text = "The mayor spoke first, and at length. “We stay,” she said. ".repeat(12);
    let read = |body: &str| {
        let data = linked(&serde_json::json!({ "@type": "NewsArticle", "articleBody": body }).to_string());
        html::read_page(&story(&data, "", ""), None).expect("there is text in the page").article_text()
    };
    assert_eq!(read(&format!("{text}\n\nThen all left.")), format!("{}\n\nThen all left.", text.trim_end()));
    assert_eq!(
        read(&format!("<p>{text}</p><p>Then all &amp; one left.</p>")),
        format!("{}\n\nThen all & one left.", text.trim_end())
    );
    assert!(read("A teaser: “We stay,” she said.").starts_with("The council of Westhaven"));
}

proptest! {
    #[test]
    fn any_fragment_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let page = pieces.concat();
        let blocks = html::read_fragment(&page);
        for block in &blocks {
            prop_assert!(!block.text.trim().is_empty());
        }
        let paragraphs = Document::from_blocks(&blocks, Meta::default()).paragraphs().len();
        prop_assert_eq!(paragraphs, blocks.len());
        let _ = html::read_page(&page, None);
        html::looks_like_html(&page);
    }

    #[test]
    fn any_text_is_read(text in "(\\PC|[<>&/=\"'\0\r\n]){0,200}") {
        html::read_fragment(&text);
        let _ = html::read_page(&text, None);
        html::looks_like_html(&text);
    }
}

const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div hidden>",
    "</div>",
    "<q>",
    "</q>",
    "<b",
    ">",
    "<!--",
    "-->",
    "<br>",
    "<table>",
    "<td>",
    "<a href=x>",
    "</a>",
    "<li>",
    "<pre>",
    "\n",
    "&amp;",
    "&#0;",
    "&#x1F600;",
    "word ",
    "“Yes,” she said.",
    "<script>",
    "</script>",
    "<h1>",
    "<svg>",
    "<template>",
    "<title>",
    "<style>",
    "<![CDATA[",
    "<?php",
    "é\u{301}",
    "\0",
    "<select>",
    "<blockquote>",
    "<span style='white-space:pre'>",
    "<!--StartFragment-->",
    "<article>",
    "<html lang='en'>",
    "</body>",
    "<frameset>",
];
