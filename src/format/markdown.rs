//! Notes in Markdown, for Obsidian and others: what is known of the article at the top, then each quotation as a
//! block with its speaker, tags and comment. A remark above each block, which no program shows, has the annotation's id
//! and the positions of its parts in code points.
//!
//! Import finds each passage by its words where there is no such remark. It takes in what people change: comments,
//! tags, speakers, kinds, and footnotes of a block, which become comments.

use super::spec::{FileStart, FormatCodec, FormatSpec, SeveralArticles, no_companions};

mod escape;
mod lines;
mod read;
mod write;

#[cfg_attr(not(target_arch = "wasm32"), allow(unused_imports, reason = "only the page uses it"))]
pub(crate) use escape::escaped;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "markdown",
    label: "Markdown: the quotations with their speakers",
    extension: "md",
    own_endings: &["md", "markdown"],
    media_type: "text/markdown",
    leaves_out: Some(
        "The notes hold quotations and commented passages, with speakers’ names, comments and tags. Entities, dates, \
         the words that name speakers, cues, verdicts and rejected suggestions are not exported. Import takes in what \
         you change in them.",
    ),
    several_articles: SeveralArticles::Appended,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec {
    companion_files: no_companions,
    detect: |file: &FileStart| file.plain().is_some_and(read::is_ours),
    write: write::write,
    read: |file| read::read(file).map(|set| vec![set]),
};
