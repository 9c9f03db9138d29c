//! UIMA's CAS as XMI (XML 1.1), with its type system beside it: what INCEpTION, DKPro and cassis read. The feature structures
//! are those of the CAS in JSON. Positions count UTF-16 units; the end is exclusive.

use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value, json};

use super::cas::article::{self, ARTICLE, DKPRO};
use super::cas::{self, RELATION, SPAN};
use super::spec::{CompanionFile, CompanionInput, FormatCodec, FormatSpec, LOSES_REJECTED, SeveralArticles};
use super::{FormatError, Imported};
use crate::annotation::AnnotationSet;
use crate::document::Document;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "xmi",
    label: "UIMA CAS for INCEpTION (XMI)",
    extension: "xmi",
    own_endings: &["xmi"],
    media_type: "application/vnd.xmi+xml",
    leaves_out: LOSES_REJECTED,
    several_articles: SeveralArticles::OneFileEach,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec {
    companion_files: type_system,
    detect: |file| {
        file.markup()
            .is_some_and(|text| text.get(..START.min(text.len())).unwrap_or(text).contains("<xmi:XMI"))
    },
    write,
    read: |file| read(file).map(|set| vec![set]),
};

/// Where the root of a file stands, in bytes: below its declarations.
const START: usize = 4_000;

fn write(document: &Document, set: &AnnotationSet, _: &str) -> String {
    let mut structures = cas::feature_structures(document, set);
    structures.extend(article::structures(document, structures.len()));
    let mut xmi = String::from(HEAD);
    for structure in &structures {
        element(structure, &mut xmi);
    }
    let members: Vec<String> = (2..=structures.len()).map(|number| number.to_string()).collect();
    xmi + &format!("<cas:View sofa=\"1\" members=\"{}\"/>\n</xmi:XMI>\n", members.join(" "))
}

const HEAD: &str = "\
<?xml version=\"1.1\" encoding=\"UTF-8\"?>
<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" xmlns:custom=\"http:///custom.ecore\" \
 xmlns:metadata=\"http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore\" xmi:version=\"2.0\">
<cas:NULL xmi:id=\"0\"/>
";

/// `custom.Span` becomes `<custom:Span …/>`; the names of JSON lose their signs.
fn element(structure: &Value, xmi: &mut String) {
    let kind = structure["%TYPE"].as_str().unwrap_or_default().trim_start_matches("uima.");
    let _ = match kind {
        DKPRO => write!(xmi, "<metadata:DocumentMetaData"),
        kind => write!(xmi, "<{}", kind.replace('.', ":")),
    };
    let fields = structure.as_object().into_iter().flatten();
    for (name, value) in fields.filter(|(name, _)| *name != "%TYPE") {
        let name = if name == "%ID" { "xmi:id" } else { name.trim_start_matches('@') };
        let _ = match value {
            Value::String(text) => write!(xmi, " {name}=\"{}\"", escaped(text)),
            other => write!(xmi, " {name}=\"{other}\""),
        };
    }
    xmi.push_str("/>\n");
}

/// Text as the value of an attribute; what XML cannot hold at all becomes U+FFFD, which is one unit, too.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            '\0' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            // Bare, they would be read as blanks; the controls from U+007F on stand only as references.
            c if c.is_control() || c == '\u{2028}' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

fn type_system(_: &CompanionInput) -> Vec<CompanionFile> {
    let text = TYPE_SYSTEM.replace("SPAN", SPAN).replace("RELATION", RELATION);
    let text = text.replace("DKPRO", DKPRO).replace("ARTICLE", ARTICLE);
    vec![CompanionFile { name: "TypeSystem.xml".to_owned(), text }]
}

const TYPE_SYSTEM: &str = include_str!("xmi/type_system.xml");

const UNCLOSED: &str = "a tag is not closed, or closes another; export the file anew";

fn read(file: &str) -> Result<Imported, FormatError> {
    let mut structures = vec![];
    let mut reader = Reader::from_str(file);
    loop {
        let at = reader.buffer_position();
        match reader.read_event().map_err(|_| FormatError::in_xml(file, at, UNCLOSED))? {
            Event::Start(element) | Event::Empty(element) => structures.extend(structure(&element)),
            Event::Eof => break,
            _ => {}
        }
    }
    cas::from_value(&json!({ "%FEATURE_STRUCTURES": structures }))
}

/// An element as the feature structure of JSON: references have their sign, positions are numbers.
fn structure(element: &BytesStart) -> Option<Value> {
    let name = element.name().as_ref().to_owned();
    let (space, kind) = name.split_once(':')?;
    if space == "xmi" || name == "cas:View" || name == "cas:NULL" {
        return None;
    }
    let space = if space == "cas" { "uima.cas" } else { space };
    let mut fields = Map::new();
    fields.insert("%TYPE".to_owned(), format!("{space}.{kind}").into());
    for attribute in element.attributes().flatten() {
        let key = attribute.key.as_ref().to_owned();
        let Ok(value) = quick_xml::escape::unescape(&attribute.value) else { continue };
        let (key, is_number) = match key.as_str() {
            "xmi:id" => ("%ID".to_owned(), true),
            "sofa" | "Governor" | "Dependent" => (format!("@{key}"), true),
            "begin" | "end" => (key, true),
            _ => (key, false),
        };
        let number = if is_number { value.parse::<u64>().ok().map(Value::from) } else { None };
        fields.insert(key, number.unwrap_or_else(|| value.into_owned().into()));
    }
    Some(Value::Object(fields))
}
