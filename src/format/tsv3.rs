//! WebAnno TSV 3.3, which INCEpTION reads and writes: a token a line, a column for each feature of each layer. Positions
//! count UTF-16 units; the end is exclusive.
//!
//! The layers are those of the CAS: `custom.Span` and `custom.Relation` of INCEpTION's basic projects, with the one feature
//! that both have there. INCEpTION refuses a file with features that a project lacks, and passes over lines of a sentence's
//! head that it does not know: what no column can hold stands in such lines.

use super::spec::{FileStart, FormatSpec, SeveralArticles, no_companions};

mod cells;
mod columns;
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
         relations; names, comments, tags and verdicts are in lines that only Pullquote reads.",
    ),
    several_articles: SeveralArticles::OneFileEach,
    companion_files: no_companions,
    detect: |file: &FileStart| file.plain_first_line().is_some_and(|line| line.starts_with(FORMAT)),
    write: write::write,
    read: |file| read::read(file).map(|set| vec![set]),
};

/// How the first line begins, whatever the minor version.
const FORMAT: &str = "#FORMAT=WebAnno TSV 3.";

/// How the lines of a sentence's head begin: its text, and what we carry along.
const TEXT: &str = "#Text=";
const CARRIED: &str = "#Pullquote=";

/// How a line of ours goes on that carries what stands before the first token: readers put blanks there.
const LEAD: &str = "lead ";

/// The label of the relation between a later part of a split annotation and its first part.
const PART: &str = "Part";
