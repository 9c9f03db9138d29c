//! brat standoff: text-bound annotations (`T`), relations (`R`), attributes (`A`), notes (`#`). Positions count code
//! points. The article stands beside it in a `.txt` of the same name.
//!
//! brat compares the words of a span with its text and refuses the file where they differ, even by a tab. Its lines
//! end at every line break, so that a span over several lines is one of several fragments there.

use super::labels;
use super::spec::{CompanionFile, CompanionInput, FileStart, FormatCodec, FormatSpec, SeveralArticles};

mod fragment;
mod read;
mod write;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "brat",
    label: "brat standoff",
    extension: "ann",
    own_endings: &["ann"],
    media_type: "text/plain",
    leaves_out: Some(
        "Rejected suggestions are not exported: the other tool would show them as correct. What is known of the article \
         (title, byline, day, publisher, address, language) stands in a note on the first annotation: without one it is not \
         exported.",
    ),
    several_articles: SeveralArticles::OneFileEach,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec {
    companion_files,
    detect: is_brat,
    write: write::write,
    read: |file| read::read(file).map(|set| vec![set]),
};

fn is_brat(file: &FileStart) -> bool {
    file.plain_first_line().is_some_and(read::is_text_bound)
}

/// The article's text, and the labels for the whole folder.
fn companion_files(input: &CompanionInput) -> Vec<CompanionFile> {
    vec![
        CompanionFile { name: format!("{}.txt", input.stem), text: input.document.text().to_owned() },
        CompanionFile { name: "annotation.conf".to_owned(), text: configuration() },
    ]
}

/// The labels that brat must know: its `annotation.conf`.
fn configuration() -> String {
    let labels = labels::ALL.join("\n");
    format!(
        "[entities]\n{labels}\n\n[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\nSpeaker\tArg1:Quote, Arg2:Speaker\n\
         Cue\tArg1:Quote, Arg2:Cue\n\n\
         [events]\n\n[attributes]\nQuoteKind\tArg:Quote, Value:direct|indirect|mixed\n\
         SourceKind\tArg:Quote, Value:turn|set-off|reported\nConfirmed\tArg:<ENTITY>\n"
    )
}
