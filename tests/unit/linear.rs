//! Everything that takes text or a file from outside takes time that is linear in its length, whatever is in it.
//!
//! Each reader gets rows of one thing at a length and at four times that length. Four times the text may take seven
//! times as long, for a cache or an allocation that grows; the square would be sixteen.

use std::time::Duration;

use super::trust::spent;
use crate::anchor;
use crate::annotation::{Annotation, AnnotationSet, Body, Entity, EntityKind, Id, Quote, QuoteKind, Why};
use crate::document::{Document, html, markdown};
use crate::edit::History;
use crate::format::{self, Format};
use crate::page::command::VoicesView;
use crate::page::comparison::{self, ComparisonView};
use crate::page::comparison_files;
use crate::page::voices::{self, VoicesChoice, VoicesInput};
use crate::project::agreement::{Agreement, CodedArticle, compare_sets, differences};
use crate::project::digest::{ArticleDigest, QuotationDigest};
use crate::project::settling::{Dispute, disputes, settled};
use crate::project::source_check::{SourceText, check_sources};
use crate::project::speaking::NameFold;
use crate::project::voice::Voice;
use crate::session::Session;
use crate::span::Span;
use crate::store::{Choice, Decision, StoredComparison, VersionAnswers, backup};
use crate::word_list::{WordEntry, WordList, WordSort};

/// Bytes of the shorter input: at four times as many a square shows, and what is linear takes milliseconds.
const SHORT: usize = 12_000;

/// What is faster than this, without optimisation, is not compared: it is below what can be measured reliably. The
/// square of the slowest linear reader exceeds it many times over.
const UNMEASURED: Duration = Duration::from_millis(60);

/// The most that four times the input may take.
const MOST: u32 = 7;

/// Rows that have made readers of one kind or another slow.
const ROWS: &[&str] = &[
    "[",
    "]",
    "![",
    "[a](",
    "](",
    "[a][",
    "<",
    "<b>",
    "<div>",
    "<a ",
    "<a b='",
    "<!--",
    "<?",
    "<![CDATA[",
    "</",
    "*",
    "_",
    "*a _b ",
    "**a*",
    "`",
    "`` ` ",
    "&",
    "&amp;",
    "&#",
    ">",
    "> ",
    "\n> > a",
    "|",
    "|a",
    "a|b\n-|-\n",
    "\n|-|-|\na|",
    "\"",
    "\"a\",",
    "“",
    "'",
    "~",
    "~~a",
    "\\",
    "$",
    "- ",
    "\n- a",
    "\n  - a\n",
    "1. ",
    "#",
    "\n# a\n",
    "a\n---\n",
    "```\n",
    "[a]: b\n",
    "[^a]",
    "[^a]: b\n\n",
    "{",
    "[{\"a\":",
    "{\"quotes\":[",
    "9",
    "9,",
    "-",
    "a",
    "a ",
    "\n",
    "\r",
    "\t",
    "\0",
    "(",
    ")",
    "—",
    "a\tB-QUOTE\n",
    "T1\tQuote 0 1;2 3\ta\n",
    "R1\tSays Arg1:T1 Arg2:T2\n",
    "<p>a",
    "<li>a",
    "<td>a",
    "<said who=\"#a\">",
    "e\u{301}",
];

fn rows(row: &str, bytes: usize) -> String {
    row.repeat((bytes / row.len()).max(1))
}

/// Whether the time of `read` grows faster than its input. Times are the least of two: another process may disturb one.
fn grows(row: &str, make: impl Fn(usize) -> String, read: impl Fn(&str)) -> Option<String> {
    grows_from(SHORT, row, make, read)
}

/// The same, from a length in bytes.
fn grows_from(
    least: usize,
    row: &str,
    make: impl Fn(usize) -> String,
    read: impl Fn(&str),
) -> Option<String> {
    let time = |bytes: usize| {
        let input = make(bytes);
        let once = || {
            let start = spent();
            read(&input);
            spent() - start
        };
        let first = once();
        if first < UNMEASURED { first } else { first.min(once()) }
    };
    let long = time(4 * least);
    if long < UNMEASURED {
        return None;
    }
    let short = time(least);
    (short * MOST < long).then(|| format!("{row:?}: {short:?}, then {long:?}"))
}

#[track_caller]
fn check(read: impl Fn(&str)) {
    let slow: Vec<String> =
        ROWS.iter().filter_map(|row| grows(row, |bytes| rows(row, bytes), &read)).collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// Lines and paragraphs that the stages of the analysis read one by one, and words that go on and on.
const ENGLISH_ROWS: &[&str] = &[
    "“We will keep the ferry, and the town will pay.\n\n",
    "The plan: stay open for the winter.\n",
    "— We will keep the ferry, said Ana Lund.\n",
    "THE COUNCIL OF TORVIK SAID IT WILL KEEP THE FERRY. ",
    "the council of torvik said it will keep the ferry. ",
    "LUND: We will keep the ferry, I said.\n",
    "Q: Will you keep it?\n\nA: Yes, I am Ida Lund and will.\n\n",
    "> We will keep the ferry.\n",
    "> We will keep it.\n\nShe said it:\n\n",
    "“We keep it,” said Ida Lund.\n\n",
    "a\u{ad}",
    "keep-\n",
    "[laughs] ",
    "million ",
    "half a million and a half ",
    "tens of ",
    "1,",
    "$ 000 ",
];

/// The same in languages that rules read.
const OTHER_ROWS: &[&str] = &[
    "— Nous garderons le bac pour la ville, a dit la maire.\n\n",
    "— Nous garderons, et le bac, et la ville, ",
    "le mot « bac » et la ville et ",
    "„Wir bleiben offen“, sagte Ida Lund. Das ist gut für die Stadt.\n\n",
    "Das Schiff und die Stadt bleiben am 3. Mai, sagte sie. ",
    "「続ける」と市長は言った。",
];

/// Names that are all others.
fn turns_of_many(bytes: usize) -> String {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    let name = |n: usize| format!("Ida L{}{}{}", letter(n), letter(n / 26), letter(n / 676));
    (0..bytes / 40).map(|n| format!("{}: We will keep it, I say.\n\n", name(n))).collect()
}

#[test]
fn analyses_are_linear() {
    let analyse = |text: &str| drop(crate::recognise::annotate(&Document::from_text(text)));
    let mut slow: Vec<String> = vec![];
    for (least, all) in [(SHORT / 6, ENGLISH_ROWS), (SHORT / 2, OTHER_ROWS)] {
        slow.extend(all.iter().filter_map(|row| grows_from(least, row, |n| rows(row, n), analyse)));
    }
    slow.extend(grows_from(SHORT / 6, "turns of many", turns_of_many, analyse));
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn markdown_is_linear() {
    check(|text| drop(markdown::read_markdown(text)));
}

#[test]
fn plain_text_is_linear() {
    check(|text| drop(Document::from_text(text)));
}

#[test]
fn pages_are_linear() {
    check(|text| {
        let _article_or_refusal = html::read_page(text, None);
    });
}

#[test]
fn pasted_html_is_linear() {
    check(|text| drop(html::read_fragment(text)));
}

#[test]
fn files_of_annotations_are_linear() {
    check(|text| {
        format::detect(text);
        for &format in Format::ALL {
            let _sets_or_refusal = format::import(text, format);
        }
    });
}

/// Words of spaCy's training files that the text beside them does not have.
#[test]
fn words_are_looked_for_in_linear_time() {
    let file = |bytes: usize| {
        let tokens = vec![r#"{"orth":"b","ner":"U-PER"}"#; bytes / 8].join(",");
        let raw = "a ".repeat(bytes / 8);
        format!(r#"[{{"paragraphs":[{{"raw":"{raw}","sentences":[{{"tokens":[{tokens}]}}]}}]}}]"#)
    };
    assert_eq!(grows("b", file, |text| drop(format::import(text, Format::Prodigy))), None);
}

#[test]
fn backups_are_linear() {
    check(|text| drop(backup::read(text)));
}

/// Every paragraph of a text as a quotation.
fn every_paragraph(document: &Document) -> AnnotationSet {
    let mut set = AnnotationSet::new();
    for (paragraph, number) in document.paragraphs().iter().zip(1..) {
        let body = Body::Quote(Quote::new(QuoteKind::Direct, None));
        set.insert(Annotation::by_reader(Id::new(number), paragraph.span, body));
    }
    set
}

#[test]
fn checks_against_sources_are_linear() {
    let without_some = |text: &str| {
        let words = text.split_inclusive(' ').enumerate();
        words.filter(|(at, _)| at % 7 != 3).map(|(_, word)| word).collect::<String>()
    };
    let more = ["a", "a ", "9,", "\n> > a", "\n- a", "a\n---\n"];
    let slow: Vec<String> = ENGLISH_ROWS
        .iter()
        .chain(&more)
        .filter_map(|row| {
            grows_from(
                SHORT / 4,
                row,
                |bytes| rows(row, bytes),
                |text| {
                    let (source, article) =
                        (Document::from_text(without_some(text)), Document::from_text(text));
                    let sources = [SourceText::new("source", &source)];
                    drop(check_sources(&article, &every_paragraph(&article), &sources));
                },
            )
        })
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn comparisons_of_coders_are_linear() {
    check(|text| {
        let document = Document::from_text(text);
        let (mine, mut theirs) = (every_paragraph(&document), AnnotationSet::new());
        mine.in_order().step_by(2).for_each(|annotation| drop(theirs.insert(annotation.clone())));
        let article = CodedArticle { document: &document, mine: &mine, theirs: &theirs };
        drop((compare_sets(&[article]), differences(&article)));
    });
}

/// A comparison in which everything that differs is decided, most of it more than once.
fn decided(article: &CodedArticle, disputes: &[Dispute]) -> StoredComparison {
    let choices = [Choice::Both, Choice::Mine, Choice::Theirs, Choice::Neither];
    let decision = |(dispute, choice): (&Dispute, &Choice)| Decision {
        pair: dispute.pair,
        choice: *choice,
        at: String::new(),
        by: None,
    };
    let twice = disputes.iter().chain(disputes);
    let decisions = twice.zip(choices.iter().cycle()).map(decision).collect();
    let theirs = article.theirs.clone();
    StoredComparison { name: "Ada".to_owned(), theirs, lost: 0, decisions, undone: vec![] }
}

#[test]
fn decisions_between_coders_are_linear() {
    let settle = |text: &str| {
        let document = Document::from_text(text);
        let mine = every_paragraph(&document);
        let mut theirs = AnnotationSet::new();
        for annotation in mine.in_order() {
            let body = Body::Quote(Quote::new(QuoteKind::Indirect, None));
            theirs.insert(Annotation { body, ..annotation.clone() });
        }
        let article = CodedArticle { document: &document, mine: &mine, theirs: &theirs };
        let disputes = disputes(&article);
        let comparison = decided(&article, &disputes);
        let agreement = Agreement::default();
        let view = ComparisonView {
            document: &document,
            mine: &mine,
            comparison: &comparison,
            agreement: &agreement,
            disputes: &disputes,
            current: 0,
        };
        drop((comparison::render(&view), settled(&mine, &comparison)));
        drop(comparison_files::decisions(&document, &mine, &comparison, &disputes));
    };
    let make = |bytes: usize| rows("We go.\n\n", bytes);
    let slow = grows_from(SHORT, "decisions", make, settle);
    assert_eq!(slow, None);
}

/// Each of many articles names people of its own, quotes them, and quotes one of whom all have the same words.
#[test]
fn who_speaks_is_linear() {
    let digest = |n: usize| {
        let words = |key: &str| vec![format!("{key}{n}")];
        let quotation = |id: u64, key: Vec<String>, text: String| QuotationDigest {
            id: Id::new(id),
            voice: Voice::Person(key.join(" ")),
            key,
            kind: QuoteKind::Direct,
            words: 5,
            text,
        };
        let same = "we will keep the old boat for as long as we can".to_owned();
        let quotations = vec![
            quotation(1, words("lund"), format!("nobody asked me about boat number {n}")),
            quotation(2, ["ida".to_owned()].into_iter().chain(words("lund")).collect(), same),
        ];
        ArticleDigest {
            id: format!("{n}"),
            title: format!("News {n}"),
            quotations,
            ..ArticleDigest::default()
        }
    };
    let count = |bytes: &str| {
        let n = bytes.len();
        let fold = |n: usize| NameFold {
            from: vec![format!("lund{n}")],
            short: format!("lund{n}"),
            to: vec!["ida".to_owned(), format!("lund{n}")],
            name: format!("ida lund{n}"),
        };
        let folds = (0..n).step_by(2).map(fold).collect();
        let mut input =
            VoicesInput { articles: (0..n).map(digest).collect(), folds, choice: VoicesChoice::default() };
        let key = vec!["ida".to_owned(), "lund1".to_owned()];
        for view in [VoicesView::Speakers, VoicesView::Person(key), VoicesView::Same] {
            input.choice.view = view;
            drop(voices::render(&input));
        }
    };
    assert_eq!(grows_from(SHORT / 10, "articles", |n| "a".repeat(n), count), None);
}

/// Every quotation of the older version is gone, and as many others are new.
#[test]
fn reports_on_newer_versions_are_linear() {
    let session = |text: &str| {
        let document = Document::from_text(text);
        let set = every_paragraph(&document);
        Session::restore(document, set, History::default())
    };
    let compare = |old: &str| {
        let (old, new) = (session(old), session(&old.replace("keep", "sell").replace("boat", "house")));
        drop(new.compare_with(old.document(), old.set(), &VersionAnswers::new()));
    };
    let make = |bytes: usize| {
        (0..bytes / 60).map(|n| format!("“We keep {n} of boat {} there, says {n}x.”\n\n", n * 7)).collect()
    };
    assert_eq!(grows_from(SHORT, "versions", make, compare), None);
}

/// The machine's suggestions for a text: a name wherever it stands, and all that is in marks.
fn suggested(text: &str) -> AnnotationSet {
    let mut set = AnnotationSet::new();
    let mut add = |start: usize, words: &str, body: Body| {
        let (id, span) = (set.fresh_id(), Span::new(start, start + words.len()));
        set.insert(Annotation::by_machine(id, span, body, 0.9, Why::Model));
    };
    for (start, words) in text.match_indices("Rey") {
        add(start, words, Body::Entity(Entity { kind: EntityKind::Gpe, name: words.to_owned() }));
    }
    for (start, words) in text.match_indices("“so”") {
        add(start, words, Body::Quote(Quote::new(QuoteKind::Direct, None)));
    }
    set
}

#[test]
fn word_lists_are_applied_in_linear_time() {
    let name = WordEntry {
        kind: Some(EntityKind::Person),
        name: "Ana Rey".to_owned(),
        ..WordEntry::new(WordSort::Name, "Rey")
    };
    let others =
        [(WordSort::Cue, "zings"), (WordSort::NotAQuotation, "so"), (WordSort::Speaker, "the rower")];
    let others = others.map(|(sort, words)| WordEntry::new(sort, words));
    let words = WordList::from_entries(others.into_iter().chain([name]));
    let rows_of_list =
        ["Rey ", "“so” ", "“so” zings Rey, ", "Rey zings “so”\n\n", "the rower ", "zings ", "Reyzings"];
    let apply = |text: &str| drop(words.applied(&Document::from_text(text), suggested(text)));
    let slow: Vec<String> = rows_of_list
        .iter()
        .filter_map(|row| grows_from(SHORT / 4, row, |bytes| rows(row, bytes), apply))
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// Every line of a text as a comment.
fn every_line(document: &Document) -> AnnotationSet {
    let mut set = AnnotationSet::new();
    for (paragraph, number) in document.paragraphs().iter().zip(1..) {
        let mut mine = Annotation::by_reader(Id::new(number), paragraph.span, Body::Note);
        mine.note = "Check.".to_owned();
        set.insert(mine);
    }
    set
}

/// Lines of a shorter text, all of which are looked for in another: of signs alone, altered, swapped, gone.
#[test]
fn newer_versions_are_linear() {
    let find = |old: &str, new: &str| {
        let ends: Vec<usize> = old.match_indices('\n').map(|(at, _)| at).collect();
        let starts = std::iter::once(0).chain(ends.iter().map(|at| at + 1));
        let spans: Vec<Span> = starts.zip(&ends).map(|(start, &end)| Span::new(start, end)).collect();
        anchor::reanchor(old, new, &spans);
    };
    type Change = fn(&str) -> String;
    let changes: [(&str, Change); 7] = [
        ("—\n", |old| old.replace('\n', "\nx")),
        ("—\n", |old| old.replace('—', "-")),
        ("“one two three four.”\n", |old| "zero two three nine ".repeat(old.len() / 20)),
        ("[\n", |old| old.replace('\n', "\n\n")),
        ("🥐 \n", |old| old.replace('\n', " a\n")),
        ("town hall\nold boat\n", |old| old.replace("town hall", "boat town")),
        ("“No,” said Ana.\n", |_| "Nothing.".to_owned()),
    ];
    let slow: Vec<String> = changes
        .iter()
        .filter_map(|(row, change)| {
            grows_from(SHORT / 8, row, |bytes| rows(row, bytes), |old| find(old, &change(old)))
        })
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// The same passage many times, annotated each time, in every format out and in.
#[test]
fn equal_annotations_are_linear() {
    let mut slow = vec![];
    for &format in Format::ALL {
        let make = |bytes: usize| rows("“No,” said Ana.\n\n", bytes);
        slow.extend(grows_from(SHORT / 4, format.name(), make, |text| {
            let document = Document::from_text(text);
            let file = format::export(&document, &every_line(&document), "a", format);
            for set in format::import(&file, format).unwrap_or_default() {
                format::place(&set, &document);
            }
        }));
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
