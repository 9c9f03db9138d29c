//! The table of formats, and what is done with any of them: detect, write, read.

use std::borrow::Cow;

use super::error::FormatError;
use super::file_name::file_stem;
use super::import::Imported;
use super::json;
use super::spec::{
    CompanionFile, CompanionInput, FileStart, FormatCodec, FormatSpec, SeveralArticles,
    without_byte_order_mark,
};
use super::suspect::may_be_a_set;
use super::{
    bioc, brat, cas, csv, doccano, html, hypothesis, iob2, jsonl, jsonld, labelstudio, markdown, prodigy,
    spacy, tei, tsv3, vtt, xmi,
};
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::document::decode::{DecodeError, decode};

/// Makes [`Format`], the list of all formats and the way to each one's spec and codec from one row a format, so that no
/// row can be forgotten anywhere.
macro_rules! formats {
    ($($(#[doc = $doc:literal])+ $format:ident: $module:ident,)+) => {
        /// A format that annotation sets are exchanged in.
        ///
        /// ```
        /// use pullquote::{Document, Format, annotate, export, import};
        ///
        /// let document = Document::from_text("“We will act,” said Ana Ruiz.");
        /// let set = annotate(&document);
        /// let format: Format = "jsonld".parse()?;
        /// let file = export(&document, &set, "act", format);
        /// assert_eq!(import(&file, format)?[0].annotations.len(), set.len());
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum Format {
            $($(#[doc = $doc])+ $format,)+
        }

        impl Format {
            /// Every format, in the order in which the page and the command line list them.
            pub const ALL: &'static [Format] = &[$(Format::$format),+];

            const fn spec(self) -> &'static FormatSpec {
                match self {
                    $(Format::$format => &$module::SPEC,)+
                }
            }

            /// The page's library has no use for it: there, a module beside it reads and writes.
            const fn codec(self) -> &'static FormatCodec {
                match self {
                    $(Format::$format => &$module::CODEC,)+
                }
            }
        }
    };
}

formats! {
    /// W3C Web Annotations (JSON-LD), with everything that a set holds.
    Jsonld: jsonld,
    /// A table of the quotations, for spreadsheets. Positions count code points.
    Csv: csv,
    /// One article a line: quotations, entities and dates, with positions in code points.
    Jsonl: jsonl,
    /// brat standoff, beside a file with the article's text. Positions count code points.
    Brat: brat,
    /// One token and its tag a line, for training named-entity taggers.
    Iob2: iob2,
    /// Tasks of Prodigy and spaCy, one a line. Positions count code points.
    Prodigy: prodigy,
    /// Tasks of Label Studio. Positions count code points.
    Labelstudio: labelstudio,
    /// UIMA CAS as JSON, for INCEpTION. Positions count UTF-16 units.
    Cas: cas,
    /// UIMA CAS as XMI, beside its type system. Positions count UTF-16 units.
    Xmi: xmi,
    /// TEI P5: the article in XML, with its annotations as mark-up.
    Tei: tei,
    /// Notes in Markdown, with the quotations as quoted blocks.
    Markdown: markdown,
    /// Exports of Hypothesis. Positions count UTF-16 units.
    Hypothesis: hypothesis,
    /// A web page that shows the article and carries its annotation set.
    Html: html,
    /// WebAnno TSV 3.3, for INCEpTION. Positions count UTF-16 units.
    Tsv3: tsv3,
    /// Lines for doccano, one an article. Positions count code points.
    Doccano: doccano,
    /// BioC as JSON. Positions count code points.
    Bioc: bioc,
    /// WebVTT: a track of the quotations beside a recording, with the set in its notes. Positions count code points.
    Vtt: vtt,
    /// spaCy's own files, which are binary: as a text they are Base64. Positions count code points.
    Spacy: spacy,
}

impl Format {
    /// The name by which the command line, the page and JavaScript ask for the format.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// What a list of formats calls it, for people.
    pub fn label(self) -> &'static str {
        self.spec().label
    }

    /// The ending of the format's files, without a dot.
    pub fn extension(self) -> &'static str {
        self.spec().extension
    }

    /// A name for an exported file, made of a title's words, that every system takes. No two formats give the same.
    ///
    /// ```
    /// use pullquote::Format;
    ///
    /// assert_eq!(Format::Labelstudio.file_name("Ferry stays"), "ferry-stays.labelstudio.json");
    /// ```
    pub fn file_name(self, title: &str) -> String {
        let extension = self.extension();
        let is_first = Format::ALL.iter().find(|other| other.extension() == extension) == Some(&self);
        let own = if is_first && extension != "json" { String::new() } else { format!(".{}", self.name()) };
        format!("{}{own}.{extension}", file_stem(title))
    }

    /// The format whose files end so; `None` for endings that several formats share (`json`, `jsonl`, `xml`).
    pub fn by_ending(ending: &str) -> Option<Format> {
        let ending = ending.to_lowercase();
        Format::ALL.iter().copied().find(|format| format.spec().own_endings.contains(&ending.as_str()))
    }

    /// The format's media type.
    pub fn media_type(self) -> &'static str {
        self.spec().media_type
    }

    /// Whether the format's files are no text: then the text of an export is their Base64.
    pub fn is_binary(self) -> bool {
        self.spec().is_binary
    }

    /// The bytes of a file that has an export: those of the text, but for a binary format.
    ///
    /// ```
    /// use pullquote::{Document, Format, annotate, binary_set, export};
    ///
    /// let document = Document::from_text("“We will act,” said Ana Ruiz.");
    /// let text = export(&document, &annotate(&document), "act", Format::Spacy);
    /// let bytes = Format::Spacy.file_bytes(&text);
    /// assert_eq!(bytes[0], 0x78); // As all that zlib packs.
    /// assert_eq!(binary_set(&bytes), Some(text.clone()));
    /// ```
    pub fn file_bytes(self, exported: &str) -> Cow<'_, [u8]> {
        let bytes = if self.is_binary() { spacy::bytes(exported) } else { None };
        bytes.map_or(Cow::Borrowed(exported.as_bytes()), Cow::Owned)
    }

    /// What an export loses, for a person who is about to export; `None` when it loses nothing.
    pub fn leaves_out(self) -> Option<&'static str> {
        self.spec().leaves_out
    }

    /// The files that the other tool needs beside the exported one, such as brat's `annotation.conf`. `stem` is the
    /// exported file's name without its ending.
    pub fn companion_files(self, document: &Document, stem: &str) -> Vec<CompanionFile> {
        (self.codec().companion_files)(&CompanionInput { document, stem })
    }

    /// The part of an exported file that may follow the export of another article in the same file; `None` when
    /// the format needs one file for each article.
    pub fn appendable(self, file: &str) -> Option<&str> {
        match self.spec().several_articles {
            SeveralArticles::OneFileEach => None,
            SeveralArticles::Appended => Some(file),
            SeveralArticles::AppendedWithout(strip) => Some(strip(file)),
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Format, UnknownFormat> {
        let named = Format::ALL.iter().copied().find(|format| format.name() == name);
        named.ok_or_else(|| UnknownFormat { name: name.to_owned() })
    }
}

fn all_names() -> String {
    Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
}

/// No format has this name; the message lists the formats.
///
/// ```
/// use pullquote::Format;
///
/// let error = "docx".parse::<Format>().unwrap_err();
/// assert!(error.to_string().starts_with("unknown format \"docx\"; choose one of jsonld, csv, "));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownFormat {
    /// The name that was asked for.
    pub name: String,
}

impl std::fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "unknown format {:?}; choose one of {}", self.name, all_names())
    }
}

impl std::error::Error for UnknownFormat {}

/// A set written in a format; `id` names the article. The same set gives the same text, byte for byte.
pub fn export(document: &Document, set: &AnnotationSet, id: &str, format: Format) -> String {
    (format.codec().write)(document, set, id)
}

/// The text that stands for the bytes of a file in a binary format; `None` for all other files.
pub fn binary_set(file: &[u8]) -> Option<String> {
    spacy::is_binary(file).then(|| spacy::text(file))
}

/// The text of a file's bytes: for a binary set the text that stands for it.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "only the page uses it"))]
pub(crate) fn file_text(file: &[u8]) -> Result<String, DecodeError> {
    binary_set(file).map_or_else(|| decode(file), Ok)
}

/// The set of one article, read from a file; an error when it contains none, or several ([`import`] takes them).
pub fn import_one(file: &str, format: Format) -> Result<Imported, FormatError> {
    let mut all = import(file, format)?;
    match (all.pop(), all.len()) {
        (Some(one), 0) => Ok(one),
        (None, _) => Err(FormatError::whole("the file contains no annotation set")),
        (Some(_), more) => Err(FormatError::whole(format!(
            "the file contains the sets of {} articles; split it with `pullquote convert --out FOLDER`, which \
             writes one file for each article",
            more + 1
        ))),
    }
}

/// The set of the article with this address: the only one of a file, or of several the one that names the address. What
/// the file says of other pages is told as skipped.
pub(crate) fn import_for(file: &str, format: Format, url: Option<&str>) -> Result<Imported, FormatError> {
    let mut all = import(file, format)?;
    let is_it = |set: &Imported| url.is_some() && set.meta.url.as_deref() == url;
    match all.iter().position(is_it).filter(|_| 1 < all.len()) {
        None => import_one(file, format),
        Some(at) => {
            let mut set = all.swap_remove(at);
            set.skipped.extend(all.iter().map(|other| {
                let page = other.meta.url.as_deref().or(other.id.as_deref()).unwrap_or("without an address");
                let what = format!("{} annotations of another page ({page})", other.annotations.len());
                super::Skipped { line: None, what }
            }));
            Ok(set)
        }
    }
}

/// The sets that a file contains, one for each article.
pub fn import(file: &str, format: Format) -> Result<Vec<Imported>, FormatError> {
    (format.codec().read)(without_byte_order_mark(file))
}

/// A set as an export in a format would bring it back: with what the format loses.
pub(crate) fn reimported(document: &Document, set: &AnnotationSet, format: Format) -> Imported {
    import_one(&export(document, set, "", format), format).unwrap_or_default()
}

/// The format of a file, recognised by its content; the error says why Pullquote recognises none.
pub fn identify(file: &str) -> Result<Format, FormatError> {
    detect(file).ok_or_else(|| {
        let unknown =
            || format!("Pullquote does not recognise the format of this file; it reads {}", all_names());
        json::first_error(without_byte_order_mark(file)).unwrap_or_else(|| FormatError::whole(unknown()))
    })
}

/// The format of a file, recognised by its content; `None` when no format recognises it.
pub(crate) fn detect(file: &str) -> Option<Format> {
    let start = FileStart::of(file);
    let found = Format::ALL.iter().copied().find(|format| (format.codec().detect)(&start));
    debug_assert!(found.is_none() || may_be_a_set(file), "the page would not ask for {found:?}");
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_formats_share_a_name_or_an_ending_of_their_own() {
        for (at, format) in Format::ALL.iter().enumerate() {
            for other in &Format::ALL[at + 1..] {
                assert_ne!(format.name(), other.name());
                assert_ne!(format.file_name("x"), other.file_name("x"));
                let shared = |ending: &&&str| other.spec().own_endings.contains(ending);
                assert_eq!(format.spec().own_endings.iter().find(shared), None, "{format} and {other}");
            }
        }
    }

    #[test]
    fn only_one_format_recognises_what_a_format_writes() {
        let document = Document::from_text("“We will act,” said Ana Ruiz of Acme on 3 May 2021.");
        let set = crate::recognise::annotate(&document);
        for &format in Format::ALL {
            let file = export(&document, &set, "act", format);
            let start = FileStart::of(&file);
            let takers = Format::ALL.iter().copied().filter(|format| (format.codec().detect)(&start));
            assert_eq!(takers.collect::<Vec<_>>(), [format]);
        }
    }
}
