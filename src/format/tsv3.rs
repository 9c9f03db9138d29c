//! WebAnno TSV 3.3, which INCEpTION reads and writes: a token a line, a column for each feature of each layer. Positions
//! count UTF-16 units; the end is exclusive.
//!
//! The layers are those of the CAS: `custom.Span` and `custom.Relation` of INCEpTION's basic projects, with the one feature
//! that both have there. INCEpTION refuses a file with features that a project lacks, and passes over lines of a sentence's
//! head that it does not know: what no column can hold stands in such lines.

use super::spec::{FileStart, FormatCodec, FormatSpec, SeveralArticles, no_companions};

mod cells;
mod columns;
mod lines;
mod read;
mod units;
mod write;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "tsv3",
    label: "WebAnno TSV 3.3 for INCEpTION",
    extension: "tsv",
    own_endings: &[],
    media_type: "text/tab-separated-values",
    leaves_out: Some(
        "Rejected suggestions are not exported: the other tool would show them as correct. INCEpTION keeps labels and \
         relations; names, comments, tags, verdicts and the article's details are in lines that only Pullquote reads.",
    ),
    several_articles: SeveralArticles::OneFileEach,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec {
    companion_files: no_companions,
    detect: |file: &FileStart| file.plain_first_line().is_some_and(|line| line.starts_with(lines::FORMAT)),
    write: write::write,
    read: |file| read::read(file).map(|set| vec![set]),
};
