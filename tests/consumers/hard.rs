//! An article with everything that makes positions go wrong, and a set with everything that a set can hold.

use pullquote::Span;
use pullquote::{
    Annotation, AnnotationSet, Body, Entity, EntityKind, Id, Quote, QuoteKind, Relation, RelationKind, Spans,
    Timex, TimexKind, Verdict, Why,
};
use pullquote::{Document, Meta};

/// An emoji before each passage, so that bytes, UTF-16 units and code points all differ; line ends of two
/// kinds, a tab, letters with marks of their own, text from right to left.
const ARTICLE: &str = "🙂 “We will act,” 🙂 said Dr Ana Nu\u{301}n\u{303}ez, 🙂 “and soon.”\r\n\r\n\
    👩‍🔬 Zoë Ömer told\treporters on 🗓️ 3 May that 🎯 it was <done> & \"dusted\".\n\n\
    🕊️ דוד לוי אמר 🕊️ “שלום”. 😀=SUM(A1) \u{202e}odd\u{202c} 🏦 $5 million, 🏦 ten per cent.\n\n\
    🙂 “A long one\n\n“that goes on,” 🙂 he added.\n";

pub(crate) fn document() -> Document {
    let meta = Meta {
        title: Some("=Act, \"soon\" <now> 🙂".to_owned()),
        byline: Some("By Zoë Ömer & Co".to_owned()),
        published: "2021-05-04".parse().ok(),
        lang: Some("en".to_owned()),
        url: Some("https://news.example/act?a=1&b=2".to_owned()),
        ..Meta::default()
    };
    Document::from_text_with(ARTICLE, meta)
}

fn at(words: &str) -> Span {
    let start = ARTICLE.find(words).unwrap_or_else(|| panic!("{words:?} stands in the article"));
    Span::new(start, start + words.len())
}

fn quote(kind: QuoteKind, speaker: &str) -> Body {
    let speaker = Some(speaker.to_owned()).filter(|name| !name.is_empty());
    Body::Quote(Quote::new(kind, speaker))
}

fn entity(kind: EntityKind, name: &str) -> Body {
    Body::Entity(Entity { kind, name: name.to_owned() })
}

pub(crate) fn set() -> AnnotationSet {
    let parts =
        |words: &[&str]| Spans::new(words.iter().map(|w| at(w)).collect()).expect("the parts stand apart");
    let bodies: Vec<(Spans, Body)> = vec![
        (parts(&["“We will act,”", "“and soon.”"]), quote(QuoteKind::Direct, "Ana Nu\u{301}n\u{303}ez")),
        (at("Dr Ana Nu\u{301}n\u{303}ez").into(), Body::Speaker),
        (at("said").into(), Body::Cue),
        (at("Ana Nu\u{301}n\u{303}ez").into(), entity(EntityKind::Person, "Ana Nu\u{301}n\u{303}ez")),
        (at("Zoë Ömer").into(), entity(EntityKind::Person, "Zoë Ömer")),
        (at("it was <done> & \"dusted\"").into(), quote(QuoteKind::Indirect, "=Zoë, \"Ö\"")),
        (at("3 May").into(), Body::Date(Timex { kind: TimexKind::Date, value: "2021-05-03".to_owned() })),
        // Crosses the two before and after it, and holds a tab.
        (at("Ömer told\treporters on 🗓️ 3").into(), Body::Note),
        (at("דוד לוי").into(), entity(EntityKind::Person, "דוד לוי")),
        (at("“שלום”").into(), quote(QuoteKind::Mixed, "דוד לוי")),
        (at("=SUM(A1)").into(), quote(QuoteKind::Direct, "")),
        (at("$5 million").into(), entity(EntityKind::Money, "$5 million")),
        (at("ten per cent").into(), entity(EntityKind::Percent, "ten per cent")),
        // Over a break of paragraphs.
        (at("“A long one\n\n“that goes on,”").into(), quote(QuoteKind::Direct, "Ana Nu\u{301}n\u{303}ez")),
    ];
    let mut set = AnnotationSet::new();
    for ((spans, body), number) in bodies.into_iter().zip(1..) {
        set.insert(Annotation::by_machine(Id::new(number), spans, body, 0.9, Why::MarksAndCue));
    }
    let first = set.get(Id::new(1)).cloned().expect("it was just put in");
    set.insert(Annotation {
        verdict: Verdict::Confirmed,
        note: "checked against the tape,\t\"twice\"\n</script>]]><b>&amp; \\ 🙂".to_owned(),
        tags: vec!["=policy".to_owned(), "two words".to_owned(), "שלום".to_owned()],
        ..first
    });
    let wrong = Annotation::by_reader(Id::new(20), at("Zoë Ömer told"), entity(EntityKind::Org, "Zoë"));
    set.insert(Annotation { verdict: Verdict::Rejected, ..wrong });
    set.link(Relation { kind: RelationKind::SpokenBy, from: Id::new(1), to: Id::new(2) });
    set.link(Relation { kind: RelationKind::CuedBy, from: Id::new(1), to: Id::new(3) });
    set
}
