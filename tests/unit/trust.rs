//! Bytes that nobody has looked at go in everywhere, and nothing panics, hangs or gives a place outside its text.
//!
//! The same targets as cargo-fuzz's, with inputs made here: pieces of real files of each kind, cut, repeated,
//! crossed and written over. A short run belongs to every test; `PULLQUOTE_RUNS=1000000` makes a long one of it,
//! `PULLQUOTE_SEED` another one, and `PULLQUOTE_TARGET=spacy` one of that target alone.

use fastrand::Rng;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::anchor;
use crate::document::Document;
use crate::format::{self, Format};
use crate::span::Span;

use crate::fuzz_targets as targets;

/// Runs of each target where nothing else is asked for: a few seconds without optimisation.
const RUNS: u64 = 100;

/// The longest that one input of a few kilobytes may keep a processor, without optimisation.
const PATIENCE: Duration = Duration::from_secs(10);

/// The same of a hundred kilobytes and more.
const LONG_PATIENCE: Duration = Duration::from_secs(60);

/// What this thread has had of a processor, so that a busy machine does not count; else the time that has passed.
pub(crate) fn spent() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let start = START.get_or_init(Instant::now);
    let account = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = account.and_then(|account| account.split(' ').next()?.parse().ok());
    spent.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// The longest input that is made.
const LONGEST: usize = 6_000;

/// What inputs are made of, beside an article and its exports.
const PIECES: [&str; 24] = [
    "<p>",
    "</p>",
    "<div><b>",
    "</table>",
    "<svg onload=x>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&#x110000;",
    "&amp;amp;",
    "\"@id\":",
    "{\"start\":-1,\"end\":4294967296}",
    "[[[[[[[[",
    "T1\tQuote 0 99999\t",
    "\u{202e}\u{feff}",
    "e\u{301}\u{300}",
    "👩‍👩‍👧",
    "\0",
    "\r\n\r\n",
    "“‘\"«",
    "99999999999999999999 years ago",
    "31 February 2023, ",
];

/// A number below a limit; 0 where that is 0.
fn below(random: &mut Rng, limit: usize) -> usize {
    random.usize(..limit.max(1))
}

fn stretch<'b>(random: &mut Rng, bytes: &'b [u8]) -> &'b [u8] {
    let start = below(random, bytes.len() + 1);
    &bytes[start..start + below(random, (bytes.len() - start).min(1_500) + 1)]
}

/// An article, its page, and its set in every format.
fn seeds() -> Vec<Vec<u8>> {
    let text = "Harbour stays open\n\nBy Ana Ruiz\n3 May 2024\n\n“It stays 🥐,” said Mara Lindqvist of the Port Board on \
        Monday. “We voted,” she added, “five to two.”\n\nThe cost is $3m, he said.\n";
    let document = Document::from_text(text);
    let set = crate::recognise::annotate(&document);
    let mut seeds: Vec<Vec<u8>> =
        Format::ALL.iter().map(|&format| format::export(&document, &set, "a", format).into_bytes()).collect();
    seeds.extend(FOREIGN.iter().map(|file| file.as_bytes().to_vec()));
    seeds.push(crate::word_list::WordList::default().to_json().into_bytes());
    seeds.push(text.as_bytes().to_vec());
    seeds.push(include_bytes!("../articles/night_ferries.html").to_vec());
    seeds
}

/// Files of other programs, of kinds that are not written here, and the entries of lists.
const FOREIGN: [&str; 7] = [
    "<Node id=\"4\"/></TextWithNodes><AnnotationSet Name=\"Key\"><Annotation Id=\"1\" Type=\"Person\" StartNode=\"0\" EndNode=\"4\">\
        <Feature><Name>note</Name><Value>x</Value></Feature></Annotation></AnnotationSet></GateDocument>",
    "{\"type\": \"Quotation\", \"start\": 0, \"end\": 3, \"id\": 1, \"features\": {\"speaker\": \"Ana\"}}]}}}",
    "No\tno\tdirect.speech.1|reported.thought_writing.2.border=state\tframe.1\tspeaker.1_2\tintexpr.0\n",
    "[{\"id\":0,\"paragraphs\":[{\"raw\":\"Ana left.\",\"sentences\":[{\"tokens\":[{\"orth\":\"Ana\",\"ner\":\"U-PER\"}]}]}]}]",
    "[\"Ana left.\", {\"entities\": [[0, 3, \"PER\"]]}]\n[\"No.\", {\"entities\": []}]\n",
    "{\"sort\":\"cue\",\"words\":\"quips\"},{\"sort\":\"name\",\"words\":\"Ana\",\"name\":\"Ana Ruiz\"}",
    "text=story,title=headline\nid,story,headline\n1,\"“No,” she said.\",No\n2,\"open\n",
];

fn input(random: &mut Rng, seeds: &[Vec<u8>]) -> Vec<u8> {
    let seed = &seeds[below(random, seeds.len())];
    // Half of them begin as a file of their kind does, else no reader would look at the rest.
    let mut input = if below(random, 2) == 0 {
        seed[..seed.len().min(LONGEST)].to_vec()
    } else {
        stretch(random, seed).to_vec()
    };
    for _ in 0..below(random, 8) {
        let at = below(random, input.len() + 1);
        let end = at + below(random, input.len() - at + 1).min(below(random, 64));
        let piece: Vec<u8> = match below(random, 5) {
            0 => vec![below(random, 256) as u8],
            1 => PIECES[below(random, PIECES.len())].as_bytes().to_vec(),
            2 => PIECES[below(random, PIECES.len())].repeat(below(random, 60)).into_bytes(),
            3 => {
                let other = below(random, seeds.len());
                stretch(random, &seeds[other]).to_vec()
            }
            _ => vec![],
        };
        input.splice(at..end, piece);
    }
    input.truncate(LONGEST);
    input
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn no_bytes_do_harm() {
    let (runs, mut random, seeds) =
        (number("PULLQUOTE_RUNS", RUNS), Rng::with_seed(number("PULLQUOTE_SEED", 1)), seeds());
    let wanted = std::env::var("PULLQUOTE_TARGET").unwrap_or_default();
    for &(name, target) in targets::TARGETS {
        if !wanted.is_empty() && wanted != name {
            continue;
        }
        let mut slowest = Duration::ZERO;
        for run in 0..runs {
            let input = input(&mut random, &seeds);
            let start = spent();
            let ended = catch_unwind(AssertUnwindSafe(|| target(&input)));
            let took = spent() - start;
            slowest = slowest.max(took);
            let harmless = ended.is_ok() && took < PATIENCE;
            assert!(harmless, "{name}, run {run}, {took:?}: {:?}", String::from_utf8_lossy(&input));
        }
        println!("{name}: {runs} runs, the slowest {slowest:?}");
    }
}

/// Long and deep inputs, each of which has made some reader's time grow with its square.
#[test]
fn long_and_deep_pages_take_bounded_time() {
    use crate::document::html;
    let deep =
        |open: &str, close: &str, n: usize| format!("{}“No,” said Ana.{}", open.repeat(n), close.repeat(n));
    // A title is compared with every heading.
    let headings = "<h1>a b</h1><p>“No,” said Ana.".repeat(5_000);
    let headlined = |end: &str| {
        let headline = "a - ".repeat(100_000);
        format!(r#"{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{headline}"{end}}}"#)
    };
    let pages = [
        deep("<div>", "</div>", 50_000),
        deep("<table><tr><td>", "</td></tr></table>", 20_000),
        deep("<b><i>", "", 50_000),
        deep("<ul><li>", "</li></ul>", 15_000),
        deep("<svg><g>", "</g></svg>", 30_000),
        deep("<!--", "", 100_000),
        format!("<p {}>“No,” said Ana.", "a='b' ".repeat(50_000)),
        format!("<title>{}</title>{headings}", "a - ".repeat(100_000)),
        format!("<meta property=og:title content='{}'>{headings}", "a - ".repeat(100_000)),
        format!("<script type=application/ld+json>{}</script>{headings}", headlined("")),
        format!("<script type=application/ld+json>{}</script>{headings}", headlined(", broken")),
    ];
    for page in pages {
        let start = spent();
        let _article_or_refusal = html::read_page(&page, None);
        html::read_fragment(&page);
        let took = spent() - start;
        println!("{} … {} kB: {took:?}", &page[..page.len().min(20)], page.len() / 1000);
        assert!(took < LONG_PATIENCE, "{}: {took:?}", &page[..page.len().min(40)]);
    }
}

/// Long rows of one thing, each of which has made the time grow with its square.
#[test]
fn long_rows_take_bounded_time() {
    let rows = [
        ",",
        "(",
        "' ",
        "\" ",
        "“",
        "“ ",
        "‘No’ ",
        "and ",
        "not ",
        ". ",
        "… ",
        "$",
        "1 ",
        "000 ",
        "20s and ",
        "May ",
        "said ",
        "he said ",
        "Ana ",
        "Ana Ruiz of ",
        "a\n",
        "\n",
        "U.S. ",
        "that ",
        "of the ",
        "— ",
        ": ",
        "; ",
        "@a ",
        "🥐",
        "e\u{301}",
        "שלום ",
        "東",
        "http://a.b/",
        "Ana: “x” ",
        "“No one.\n\n",
        "3 May 2024, ",
        "“No,” said Ana. ",
        "two days ago, ",
    ];
    for row in rows {
        let text = row.repeat(20_000 / row.len());
        let start = spent();
        let document = Document::from_text(text.as_str());
        let set = crate::recognise::annotate(&document);
        for &format in Format::ALL {
            format::export(&document, &set, "a", format);
        }
        let took = spent() - start;
        println!("{row:?}: {} annotations, {took:?}", set.len());
        assert!(took < LONG_PATIENCE, "{row:?}: {took:?}");
    }
}

/// Passages that are like a thousand others, and letters under a hundred thousand accents.
#[test]
fn look_alikes_take_bounded_time_to_find_again() {
    let same = "“We were never asked,” said Anna Holt. ".repeat(10_000);
    let alike: String = (0..10_000).map(|i| format!("“I saw boat {i} go down,” said Ole Lie.\n")).collect();
    let accents = format!("He said e{} and left.", "\u{301}".repeat(100_000));
    let texts = [
        (same.clone(), same["“We were never asked,” said Anna Holt. ".len()..].to_owned()),
        (alike.clone(), alike.replace("boat", "ship")),
        (accents.clone(), accents.replace("He", "She")),
        ("Anna Holt ".repeat(50_000), "Anna Holt ".repeat(49_000)),
        ("\u{ad}".repeat(100_000) + "a", "\u{200b}".repeat(100_000) + "a"),
    ];
    for (old, new) in texts {
        let border = |at: usize| (at..=old.len()).find(|&b| old.is_char_boundary(b)).unwrap_or(old.len());
        let spans: Vec<Span> =
            (0..200).map(|i| border(i * old.len() / 200)).map(|at| Span::new(at, border(at + 30))).collect();
        let start = spent();
        let found = anchor::reanchor(&old, &new, &spans).len()
            + anchor::resolve_all(&new, &anchor::describe_all(&old, &spans)).len();
        let took = spent() - start;
        println!("{} … {found} places: {took:?}", &old[..border(20)]);
        assert!(took < LONG_PATIENCE, "{}: {took:?}", &old[..border(20)]);
    }
}
