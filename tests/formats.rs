//! Annotation sets travel: what is written can be read, here and by the formats' own rules.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use pullquote::annotation::{
    Annotation, AnnotationSet, Body, Entity, EntityKind, Id, Origin, Quote, QuoteKind, Relation,
    RelationKind, Spans, Timex, TimexKind, Verdict, Why,
};
use pullquote::document::{Document, Meta};
use pullquote::format::{self, Format};
use pullquote::span::Span;

const ARTICLE: &str =
    "“We 🙂 will act,” said Dr Ana Núñez, “and soon.”\nZoë told reporters on 3 May that it was done.";

/// The n-th place of some words in the article.
fn at(words: &str) -> Span {
    let start = ARTICLE.find(words).expect("the words stand in the article");
    Span::new(start, start + words.len())
}

/// A set with everything that a set can hold.
fn full_set() -> AnnotationSet {
    let machine =
        |id, spans: Spans, body| Annotation::by_machine(Id::new(id), spans, body, 0.9, Why::MarksAndCue);
    let quote =
        |kind, speaker: Option<&str>| Body::Quote(Quote { kind, speaker: speaker.map(str::to_owned) });
    let split = Spans::new(vec![at("“We 🙂 will act,”"), at("“and soon.”")]).expect("the parts stand apart");
    let entity = |kind, name: &str| Body::Entity(Entity { kind, name: name.to_owned() });
    let mut confirmed = machine(1, split, quote(QuoteKind::Direct, Some("Ana Núñez")));
    confirmed.verdict = Verdict::Confirmed;
    confirmed.note = "checked against the tape, \"twice\"\n</script><b>".to_owned();
    confirmed.tags = vec!["=policy".to_owned(), "speaker".to_owned()];
    let mut rejected = machine(7, at("Zoë told").into(), entity(EntityKind::Org, "Zoë told"));
    rejected.verdict = Verdict::Rejected;
    let date = Body::Date(Timex { kind: TimexKind::Date, value: "2021-05-03".to_owned() });
    let all = [
        confirmed,
        machine(2, at("Dr Ana Núñez").into(), Body::Speaker),
        machine(3, at("said").into(), Body::Cue),
        machine(4, at("Ana Núñez").into(), entity(EntityKind::Person, "Ana Núñez")),
        machine(5, at("3 May").into(), date),
        machine(6, at("it was done").into(), quote(QuoteKind::Indirect, None)),
        rejected,
        Annotation {
            note: "why?".to_owned(),
            ..Annotation::by_reader(Id::new(8), at("reporters on 3 May"), Body::Note)
        },
    ];
    let mut set = AnnotationSet::new();
    for annotation in all {
        set.insert(annotation);
    }
    set.link(Relation { kind: RelationKind::SpokenBy, from: Id::new(1), to: Id::new(2) });
    set.link(Relation { kind: RelationKind::CuedBy, from: Id::new(1), to: Id::new(3) });
    set
}

fn document(text: &str) -> Document {
    let meta = Meta {
        title: Some("Act, \"soon\"".to_owned()),
        published: "2021-05-04".parse().ok(),
        url: Some("https://news.example/act".to_owned()),
        ..Meta::default()
    };
    Document::from_text_with(text, meta)
}

fn check(format: Format, expected: Expect) {
    let written = format::write(&document(ARTICLE), &full_set(), "act", format);
    // Tables end their lines as RFC 4180 wants it; expectations in this file end them as source code does.
    assert_eq!(written.contains("\r\n"), format == Format::Csv);
    expected.assert_eq(&written.replace("\r\n", "\n"));
}

/// What a set looks like after it went out in a format and came back in.
fn round_trip(format: Format, document: &Document, set: &AnnotationSet) -> AnnotationSet {
    let file = format::write(document, set, "article", format);
    let imported = format::read(&file, format).unwrap_or_else(|e| panic!("{format}: {e}\n{file}"));
    assert_eq!(imported.skipped, [], "{format}: {file}");
    let placed = format::place(&imported, document);
    assert_eq!(placed.lost, [], "{format}: {file}");
    placed.set
}

#[test]
fn jsonl_has_quotations_entities_and_dates() {
    check(
        Format::Jsonl,
        expect![[r#"
        {"id":"act","quotes":[{"start":0,"end":16,"kind":"direct","speaker":{"start":22,"end":34},"speaker_name":"Ana Núñez","cue":{"start":17,"end":21},"group":"a1","confidence":1.0},{"start":36,"end":47,"kind":"direct","speaker":{"start":22,"end":34},"speaker_name":"Ana Núñez","cue":{"start":17,"end":21},"group":"a1","confidence":1.0},{"start":81,"end":92,"kind":"indirect","speaker":null,"speaker_name":null,"cue":null,"group":"a6","confidence":0.9}],"entities":[{"start":25,"end":34,"label":"PERSON","name":"Ana Núñez","confidence":0.9},{"start":70,"end":75,"label":"DATE","name":"3 May","confidence":0.9}],"dates":[{"start":70,"end":75,"type":"DATE","value":"2021-05-03"}]}
    "#]],
    );
}

#[test]
fn csv_has_a_row_for_each_quotation() {
    check(
        Format::Csv,
        expect![[r#"
        ﻿article_title,url,quote_id,quote,quote_type,speaker,speaker_role,speaker_mention,cue,tags,comment,start,end,checked,confidence,speaker_start,speaker_end,cue_start,cue_end
        "Act, ""soon""",https://news.example/act,a1,"“We 🙂 will act,” […] “and soon.”",direct,Ana Núñez,,Dr Ana Núñez,said,"'=policy; speaker","checked against the tape, ""twice""
        </script><b>",0,47,yes,1,22,34,17,21
        "Act, ""soon""",https://news.example/act,a6,it was done,indirect,,,,,,,81,92,no,0.9,,,,
    "#]],
    );
}

#[test]
fn web_annotations_hold_everything() {
    check(
        Format::Jsonld,
        expect![[r#"
        {
          "@context": [
            "http://www.w3.org/ns/anno.jsonld",
            {
              "pq": "urn:x-pullquote:"
            }
          ],
          "first": {
            "id": "urn:uuid:348b2a33-f806-886f-aff8-049e134bb946",
            "items": [
              {
                "body": [
                  {
                    "format": "text/plain",
                    "purpose": "tagging",
                    "type": "TextualBody",
                    "value": "quotation:direct"
                  },
                  {
                    "format": "text/plain",
                    "purpose": "identifying",
                    "type": "TextualBody",
                    "value": "Ana Núñez"
                  },
                  {
                    "format": "text/plain",
                    "purpose": "commenting",
                    "type": "TextualBody",
                    "value": "checked against the tape, \"twice\"\n</script><b>"
                  },
                  {
                    "format": "text/plain",
                    "purpose": "tagging",
                    "type": "TextualBody",
                    "value": "=policy"
                  },
                  {
                    "format": "text/plain",
                    "purpose": "tagging",
                    "type": "TextualBody",
                    "value": "speaker"
                  }
                ],
                "id": "urn:uuid:33ed4641-5f4f-878d-a7df-2967e9536d69",
                "motivation": "tagging",
                "pq:confidence": 0.9,
                "pq:id": "a1",
                "pq:kind": "quotation:direct",
                "pq:origin": "machine",
                "pq:value": "Ana Núñez",
                "pq:verdict": "confirmed",
                "pq:why": "marks-and-cue",
                "target": [
                  {
                    "selector": [
                      {
                        "exact": "“We 🙂 will act,”",
                        "prefix": "",
                        "suffix": " said Dr Ana Núñez, “and soon.”",
                        "type": "TextQuoteSelector"
                      },
                      {
                        "end": 16,
                        "start": 0,
                        "type": "TextPositionSelector"
                      }
                    ],
                    "source": "https://news.example/act",
                    "type": "SpecificResource"
                  },
                  {
                    "selector": [
                      {
                        "exact": "“and soon.”",
                        "prefix": "will act,” said Dr Ana Núñez, ",
                        "suffix": "\nZoë told reporters on 3 May that",
                        "type": "TextQuoteSelector"
                      },
                      {
                        "end": 47,
                        "start": 36,
                        "type": "TextPositionSelector"
                      }
                    ],
                    "source": "https://news.example/act",
                    "type": "SpecificResource"
                  }
                ],
                "type": "Annotation"
              },
              {
                "body": [
                  {
                    "format": "text/plain",
                    "purpose": "tagging",
                    "type": "TextualBody",
                    "value": "cue"
                  }
                ],
                "id": "urn:uuid:33ed4646-4b4f-878d-a7df-2967e956749b",
                "motivation": "tagging",
                "pq:confidence": 0.9,
                "pq:id": "a3",
                "pq:kind": "cue",
                "pq:origin": "machine",
                "pq:verdict": "open",
                "pq:why": "marks-and-cue",
                "target": [
                  {
                    "selector": [
                      {
                        "exact": "said",
                        "prefix": "“We 🙂 will act,” ",
                        "suffix": " Dr Ana Núñez, “and soon.”",
                        "type": "TextQuoteSelector"
                      },
                      {
                        "end": 21,
                        "start": 17,
                        "type": "TextPositionSelector"
                      }
                    ],
                    "source": "https://news.example/act",
                    "type": "SpecificResource"
                  }
                ],
                "type": "Annotation"
              },
              {
                "body": [
                  {
                    "format": "text/plain",
                    "purpose": "tagging",
                    "type": "TextualBody",
                    "value": "speaker"
                  }
                ],
                "id": "urn:uuid:33ed4643-d54f-878d-a7df-2967e954f102",
                "motivation": "tagging",
                "pq:confidence": 0.9,
                "pq:id": "a2",
                "pq:kind": "speaker",
                "pq:origin": "machine",
                "pq:verdict": "open",
                "pq:why": "marks-and-cue",
                "target": [
                  {
                    "selector": [
                      {
                        "exact": "Dr Ana Núñez",
                        "prefix": "“We 🙂 will act,” said ",
                        "suffix": ", “and soon.”\nZoë told reporters",
                        "type": "TextQuoteSelector"
                      },
                      {
                        "end": 34,
                        "start": 22,
                        "type": "TextPositionSelector"
                      }
                    ],
                    "source": "https://news.example/act",
                    "type": "SpecificResource"
                  }
                ],
                "type": "Annotation"
              },
              {
                "body": [
                  {
                    "format": "text/plain",
                    "purpose": "tagging",
                    "type": "TextualBody",
                    "value": "entity:PERSON"
                  },
                  {
                    "format": "text/plain",
                    "purpose": "identifying",
                    "type": "TextualBody",
                    "value": "Ana Núñez"
                  }
                ],
                "id": "urn:uuid:33ed4648-c14f-878d-a7df-2967e957f834",
                "motivation": "identifying",
                "pq:confidence": 0.9,
                "pq:id": "a4",
                "pq:kind": "entity:PERSON",
                "pq:origin": "machine",
                "pq:value": "Ana Núñez",
                "pq:verdict": "open",
                "pq:why": "marks-and-cue",
                "target": [
                  {
                    "selector": [
                      {
                        "exact": "Ana Núñez",
                        "prefix": "“We 🙂 will act,” said Dr ",
                        "suffix": ", “and soon.”\nZoë told reporters",
                        "type": "TextQuoteSelector"
                      },
                      {
                        "end": 34,
                        "start": 25,
                        "type": "TextPositionSelector"
                      }
                    ],
                    "source": "https://news.example/act",
                    "type": "SpecificResource"
                  }
                ],
                "type": "Annotation"
              },
              {
                "body": [
                  {
                    "format": "text/plain",
                    "purpose": "tagging",
                    "type": "TextualBody",
                    "value": "entity:ORG"
                  },
                  {
                    "format": "text/plain",
                    "purpose": "identifying",
                    "type": "TextualBody",
                    "value": "Zoë told"
                  }
                ],
                "id": "urn:uuid:33ed4650-234f-878d-a7df-2967e95c82ff",
                "motivation": "identifying",
                "pq:confidence": 0.9,
                "pq:id": "a7",
                "pq:kind": "entity:ORG",
                "pq:origin": "machine",
                "pq:value": "Zoë told",
                "pq:verdict": "rejected",
                "pq:why": "marks-and-cue",
                "target": [
                  {
                    "selector": [
                      {
                        "exact": "Zoë told",
                        "prefix": "Dr Ana Núñez, “and soon.”\n",
                        "suffix": " reporters on 3 May that it was done.",
                        "type": "TextQuoteSelector"
                      },
                      {
                        "end": 56,
                        "start": 48,
                        "type": "TextPositionSelector"
                      }
                    ],
                    "source": "https://news.example/act",
                    "type": "SpecificResource"
                  }
                ],
                "type": "Annotation"
              },
              {
                "body": [
                  {
                    "format": "text/plain",
                    "purpose": "tagging",
                    "type": "TextualBody",
                    "value": "note"
                  },
                  {
                    "format": "text/plain",
                    "purpose": "commenting",
                    "type": "TextualBody",
                    "value": "why?"
                  }
                ],
                "id": "urn:uuid:33ed4652-994f-878d-a7df-2967e95e0698",
                "motivation": "commenting",
                "pq:id": "a8",
                "pq:kind": "note",
                "pq:origin": "reader",
                "pq:verdict": "confirmed",
                "target": [
                  {
                    "selector": [
                      {
                        "exact": "reporters on 3 May",
                        "prefix": "Núñez, “and soon.”\nZoë told ",
                        "suffix": " that it was done.",
                        "type": "TextQuoteSelector"
                      },
                      {
                        "end": 75,
                        "start": 57,
                        "type": "TextPositionSelector"
                      }
                    ],
                    "source": "https://news.example/act",
                    "type": "SpecificResource"
                  }
                ],
                "type": "Annotation"
              },
              {
                "body": [
                  {
                    "format": "text/plain",
                    "purpose": "tagging",
                    "type": "TextualBody",
                    "value": "date:DATE"
                  },
                  {
                    "format": "text/plain",
                    "purpose": "identifying",
                    "type": "TextualBody",
                    "value": "2021-05-03"
                  }
                ],
                "id": "urn:uuid:33ed464b-374f-878d-a7df-2967e9597bcd",
                "motivation": "identifying",
                "pq:confidence": 0.9,
                "pq:id": "a5",
                "pq:kind": "date:DATE",
                "pq:origin": "machine",
                "pq:value": "2021-05-03",
                "pq:verdict": "open",
                "pq:why": "marks-and-cue",
                "target": [
                  {
                    "selector": [
                      {
                        "exact": "3 May",
                        "prefix": "soon.”\nZoë told reporters on ",
                        "suffix": " that it was done.",
                        "type": "TextQuoteSelector"
                      },
                      {
                        "end": 75,
                        "start": 70,
                        "type": "TextPositionSelector"
                      }
                    ],
                    "source": "https://news.example/act",
                    "type": "SpecificResource"
                  }
                ],
                "type": "Annotation"
              },
              {
                "body": [
                  {
                    "format": "text/plain",
                    "purpose": "tagging",
                    "type": "TextualBody",
                    "value": "quotation:indirect"
                  }
                ],
                "id": "urn:uuid:33ed464d-ad4f-878d-a7df-2967e95aff66",
                "motivation": "tagging",
                "pq:confidence": 0.9,
                "pq:id": "a6",
                "pq:kind": "quotation:indirect",
                "pq:origin": "machine",
                "pq:verdict": "open",
                "pq:why": "marks-and-cue",
                "target": [
                  {
                    "selector": [
                      {
                        "exact": "it was done",
                        "prefix": "Zoë told reporters on 3 May that ",
                        "suffix": ".",
                        "type": "TextQuoteSelector"
                      },
                      {
                        "end": 92,
                        "start": 81,
                        "type": "TextPositionSelector"
                      }
                    ],
                    "source": "https://news.example/act",
                    "type": "SpecificResource"
                  }
                ],
                "type": "Annotation"
              },
              {
                "body": [
                  {
                    "format": "text/plain",
                    "purpose": "tagging",
                    "type": "TextualBody",
                    "value": "speaker"
                  }
                ],
                "id": "urn:uuid:d84e2490-225a-82e8-ad28-0b6060b044e3",
                "motivation": "linking",
                "target": [
                  {
                    "id": "urn:uuid:33ed4641-5f4f-878d-a7df-2967e9536d69"
                  },
                  {
                    "id": "urn:uuid:33ed4643-d54f-878d-a7df-2967e954f102"
                  }
                ],
                "type": "Annotation"
              },
              {
                "body": [
                  {
                    "format": "text/plain",
                    "purpose": "tagging",
                    "type": "TextualBody",
                    "value": "cue"
                  }
                ],
                "id": "urn:uuid:582b85f9-4d89-80ea-82ea-2d6c6a15d61c",
                "motivation": "linking",
                "target": [
                  {
                    "id": "urn:uuid:33ed4641-5f4f-878d-a7df-2967e9536d69"
                  },
                  {
                    "id": "urn:uuid:33ed4646-4b4f-878d-a7df-2967e956749b"
                  }
                ],
                "type": "Annotation"
              }
            ],
            "partOf": "urn:uuid:154510f7-0d09-84ec-b90b-5657345aa11f",
            "startIndex": 0,
            "type": "AnnotationPage"
          },
          "id": "urn:uuid:154510f7-0d09-84ec-b90b-5657345aa11f",
          "label": "Act, \"soon\"",
          "pq:article": {
            "pq:name": "act",
            "pq:published": "2021-05-04",
            "pq:text": "“We 🙂 will act,” said Dr Ana Núñez, “and soon.”\nZoë told reporters on 3 May that it was done.",
            "pq:title": "Act, \"soon\"",
            "pq:url": "https://news.example/act"
          },
          "total": 10,
          "type": "AnnotationCollection"
        }
    "#]],
    );
}

#[test]
fn a_full_set_comes_back_whole() {
    let document = document(ARTICLE);
    assert_eq!(round_trip(Format::Jsonld, &document, &full_set()), full_set());
}

#[test]
fn formats_are_asked_for_by_name() {
    for &format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    let error = "docx".parse::<Format>().expect_err("there is no such format");
    assert!(
        error.to_string().starts_with("there is no format \"docx\"; choose one of jsonld, csv, jsonl"),
        "{error}"
    );
}

#[test]
fn a_file_shows_its_format() {
    for &format in Format::ALL {
        let file = format::write(&document(ARTICLE), &full_set(), "act", format);
        assert_eq!(format::detect(&file), Some(format), "{file}");
    }
    for other in ["", "hello", "[]", "{", "{\"a\":1}", "\u{0}\u{1}"] {
        assert_eq!(format::detect(other), None, "{other:?}");
    }
}

#[test]
fn sets_find_their_places_in_an_edited_article() {
    let file = format::write(&document(ARTICLE), &full_set(), "act", Format::Jsonld);
    let edited =
        ARTICLE.replace("“We", "Late on Monday the council met. “We").replace("that it was done", "nothing");
    let edited = Document::from_text(edited);
    let placed = format::place(&format::read(&file, Format::Jsonld).expect("it was just written"), &edited);
    let quote = placed.set.get(Id::new(1)).expect("the quotation is still there");
    let words: Vec<&str> = quote.spans.iter().map(|&span| edited.slice(span)).collect();
    assert_eq!(words, ["“We 🙂 will act,”", "“and soon.”"]);
    assert_eq!(
        placed.set.speaker_of(Id::new(1)).map(|s| edited.slice(s.spans.first())),
        Some("Dr Ana Núñez")
    );
    let lost: Vec<&str> = placed.lost.iter().map(|a| a.selectors[0].exact.as_str()).collect();
    assert_eq!(lost, ["it was done"]);
}

#[test]
fn a_file_that_cannot_be_read_says_what_is_wrong_and_where() {
    let check = |file: &str, format: Format, expected: &str| {
        assert_eq!(format::read(file, format).expect_err(file).to_string(), expected);
    };
    check("", Format::Jsonld, "line 1, column 0: not JSON: EOF while parsing a value");
    check("{\n  \"type\": oops", Format::Jsonld, "line 2, column 11: not JSON: expected value");
    check(
        "{\"type\": \"Annotation\"}",
        Format::Jsonld,
        "line 1: no Web Annotation: \"@context\" is to be, or to hold, \"http://www.w3.org/ns/anno.jsonld\"",
    );
    let page = |items: &str| {
        format!(
            "{{\"@context\": \"http://www.w3.org/ns/anno.jsonld\",\n\"type\": \"AnnotationPage\",\n\"items\": [{items}]}}"
        )
    };
    let good = "{\"id\": \"urn:a\", \"type\": \"Annotation\", \"target\": \"x:y\"}";
    let bad = "{\"id\": \"urn:b\", \"type\": \"Annotation\"}";
    check(
        &page(&format!("{good},\n{bad}")),
        Format::Jsonld,
        "line 4: no Web Annotation: it needs a \"target\"",
    );
    check(
        "{\"quotes\": 3}",
        Format::Jsonl,
        "line 1, column 12: invalid type: integer `3`, expected a sequence",
    );
    check("", Format::Jsonl, "the file holds no annotation set");
    check(
        "{}\n{}\n",
        Format::Jsonl,
        "the file holds the sets of 2 articles; split it with `pullquote convert`, one file an article",
    );
}

#[test]
fn web_annotations_of_other_tools_come_in() {
    let file = r#"[{
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "https://tool.example/1", "type": "Annotation",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "Person"},
                 {"type": "TextualBody", "purpose": "commenting", "value": "who is she?"}],
        "target": {"source": "x:y", "selector": {"type": "TextQuoteSelector", "exact": "Zoë"}}
    }, {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "https://tool.example/2", "type": "Annotation",
        "bodyValue": "a picture", "target": "https://tool.example/picture.jpg#xywh=1,1,2,2"
    }]"#;
    let imported = format::read(file, Format::Jsonld).expect("these are Web Annotations");
    assert_eq!(imported.skipped.len(), 1);
    assert_eq!(imported.skipped[0].line, Some(6));
    let placed = format::place(&imported, &document(ARTICLE));
    let zoe = placed.set.in_order().next().expect("Zoë is found");
    assert_eq!((zoe.spans.first(), zoe.note.as_str()), (at("Zoë"), "who is she?"));
    assert_eq!(zoe.entity().map(|e| e.kind), Some(EntityKind::Person));
}

/// Strings that break careless writers.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zé😀 ]{0,8}",
        "(\\PC|\n|\t|\0|\r){0,8}",
        Just("=cmd|' /C calc'!A0".to_owned()),
        Just("\"],}</script><!--\u{2028}".to_owned()),
        Just("שלום \u{202e}abc".to_owned()),
    ]
}

fn body() -> impl Strategy<Value = Body> {
    let quote = prop::sample::select(vec![QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed]);
    let entity = prop::sample::select(vec![EntityKind::Person, EntityKind::Gpe, EntityKind::Money]);
    let timex =
        prop::sample::select(vec![TimexKind::Date, TimexKind::Time, TimexKind::Duration, TimexKind::Set]);
    prop_oneof![
        (quote, prop::option::of(hostile())).prop_map(|(kind, speaker)| Body::Quote(Quote { kind, speaker })),
        Just(Body::Speaker),
        Just(Body::Cue),
        Just(Body::Note),
        (entity, hostile()).prop_map(|(kind, name)| Body::Entity(Entity { kind, name })),
        (timex, hostile()).prop_map(|(kind, value)| Body::Date(Timex { kind, value })),
    ]
}

prop_compose! {
    fn annotation(text: String)(
        cuts in prop::collection::vec(0..=text.chars().count(), 2..6),
        body in body(),
        confidence in prop::option::of(0.0f32..=1.0),
        verdict in prop::sample::select(vec![Verdict::Open, Verdict::Confirmed, Verdict::Rejected]),
        note in hostile(),
        tags in prop::collection::vec(hostile(), 0..3),
    ) -> Option<Annotation> {
        let mut cuts: Vec<usize> = cuts.iter().map(|&n| text.char_indices().nth(n).map_or(text.len(), |c| c.0)).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let spans = cuts.chunks_exact(2).map(|c| Span::new(c[0], c[1])).collect();
        let origin = confidence.map_or(Origin::Reader, |confidence| Origin::Machine { confidence, why: Why::Context });
        let annotation = Annotation::by_reader(Id::new(0), Spans::new(spans).ok()?, body);
        Some(Annotation { origin, verdict, note, tags, ..annotation })
    }
}

/// A text and a set over it: spans cross, nest and repeat; quotations are split; anything is tied to anything.
fn text_and_set() -> impl Strategy<Value = (String, AnnotationSet)> {
    let words = prop::sample::select(vec![
        "one ",
        "two",
        "“é” ",
        "😀",
        "\n",
        "שלום ",
        "e\u{301}",
        ", ",
        "<b>",
        "\t\"",
        "東京",
    ]);
    prop::collection::vec(words, 1..60).prop_map(|words| words.concat()).prop_flat_map(|text| {
        let annotations = prop::collection::vec(annotation(text.clone()), 0..12);
        let ties = prop::collection::vec((0u64..12, 0u64..12, any::<bool>()), 0..8);
        (Just(text), annotations, ties).prop_map(|(text, annotations, ties)| {
            let mut set = AnnotationSet::new();
            for (annotation, id) in annotations.into_iter().zip(0..) {
                if let Some(annotation) = annotation {
                    set.insert(Annotation { id: Id::new(id), ..annotation });
                }
            }
            for (from, to, spoken) in ties {
                let kind = if spoken { RelationKind::SpokenBy } else { RelationKind::CuedBy };
                set.link(Relation { kind, from: Id::new(from), to: Id::new(to) });
            }
            (text, set)
        })
    })
}

proptest! {
    #[test]
    fn any_set_comes_back_from_web_annotations((text, set) in text_and_set()) {
        let document = Document::from_text(text);
        prop_assert_eq!(round_trip(Format::Jsonld, &document, &set), set);
    }

    #[test]
    fn any_set_is_written_in_every_format((text, set) in text_and_set()) {
        let document = Document::from_text(text);
        for &format in Format::ALL {
            let file = format::write(&document, &set, "x", format);
            prop_assert_eq!(&file, &format::write(&document, &set, "x", format));
            format::read_all(&file, format).unwrap_or_else(|e| panic!("{format}: {e}\n{file}"));
        }
    }

    /// Files are cut, doubled and mixed up; readers give an error or a set, and do not panic.
    #[test]
    fn a_damaged_file_is_no_reason_to_panic(
        (text, set) in text_and_set(),
        cut in 0usize..4000,
        wild in hostile(),
    ) {
        let document = Document::from_text(text);
        for &format in Format::ALL {
            let mut file = format::write(&document, &set, "x", format);
            let at = (0..=cut.min(file.len())).rev().find(|&b| file.is_char_boundary(b)).unwrap_or(0);
            file.insert_str(at, &wild);
            for &other in Format::ALL {
                if let Ok(sets) = format::read_all(&file, other) {
                    for set in sets {
                        format::place(&set, &document);
                    }
                }
                let _ = format::read_all(&file[..at], other);
            }
            format::detect(&file);
        }
    }
}
