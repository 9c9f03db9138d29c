//! Reads GATE's own XML: a text with numbered nodes, and annotations that lie between two of them.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::{FormatError, Imported};
use super::{GateAnnotation, imported};

pub(in super::super) fn is_xml(markup: &str) -> bool {
    let start = markup.get(..markup.len().min(2_000)).unwrap_or(markup);
    start.contains("<GateDocument")
}

/// What is being read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum WithinXml {
    #[default]
    Outside,
    Text,
    FeatureName,
    FeatureValue,
}

#[derive(Default)]
struct GateReader {
    place: WithinXml,
    text: String,
    /// The text's length in code points.
    at: u32,
    /// Where each node stands, in code points: what its number counts does not matter.
    nodes: HashMap<String, u32>,
    sets: Vec<(String, Vec<GateAnnotation>)>,
    annotation: Option<GateAnnotation>,
    feature: (String, String),
    /// The features of the document.
    of_document: Vec<(String, String)>,
}

pub(in super::super) fn read(file: &str) -> Result<Imported, FormatError> {
    let mut gate = GateReader::default();
    let mut reader = Reader::from_str(file);
    loop {
        let at = reader.buffer_position();
        match reader.read_event().map_err(|error| FormatError::in_xml(file, at, error))? {
            Event::Start(element) => gate.begin(&element),
            Event::Empty(element) => {
                gate.begin(&element);
                gate.end(element.local_name().as_ref());
            }
            Event::End(element) => gate.end(element.local_name().as_ref()),
            Event::Text(text) => gate.add(&text),
            Event::CData(text) => gate.add(&text),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => gate.add(&character.to_string()),
                _ => gate.add(quick_xml::escape::resolve_xml_entity(&reference).unwrap_or_default()),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let of_document = |wanted: &str| {
        let one = gate.of_document.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        one.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    let (title, url) = (of_document("title"), of_document("gate.SourceURL"));
    let mut set = imported(gate.text, gate.sets);
    set.meta.title = title;
    set.meta.url = url.filter(|url| url.starts_with("http"));
    Ok(set)
}

impl GateReader {
    fn begin(&mut self, element: &BytesStart) {
        let mut attributes = HashMap::new();
        for attribute in element.attributes().with_checks(false).flatten() {
            if let Ok(value) = quick_xml::escape::unescape(&attribute.value) {
                attributes.insert(attribute.key.as_ref().to_owned(), value.into_owned());
            }
        }
        let value = |wanted: &str| attributes.get(wanted).cloned();
        match element.local_name().as_ref() {
            "TextWithNodes" => self.place = WithinXml::Text,
            "Node" if self.place == WithinXml::Text => {
                self.nodes.insert(value("id").unwrap_or_default(), self.at);
            }
            "AnnotationSet" => self.sets.push((value("Name").unwrap_or_default(), vec![])),
            "Annotation" => {
                let place = |node: &str| value(node).and_then(|node| self.nodes.get(&node)).copied();
                self.annotation = Some(GateAnnotation {
                    kind: value("Type").unwrap_or_default(),
                    id: value("Id").unwrap_or_default(),
                    // What has no place is told as such.
                    start: place("StartNode").unwrap_or(u32::MAX),
                    end: place("EndNode").unwrap_or(0),
                    features: vec![],
                });
            }
            "Feature" => self.feature = (String::new(), String::new()),
            "Name" => self.place = WithinXml::FeatureName,
            "Value" => self.place = WithinXml::FeatureValue,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "TextWithNodes" | "Name" | "Value" => self.place = WithinXml::Outside,
            "Feature" => {
                let feature = std::mem::take(&mut self.feature);
                match &mut self.annotation {
                    Some(annotation) => annotation.features.push(feature),
                    None => self.of_document.push(feature),
                }
            }
            "Annotation" => {
                if let (Some(annotation), Some((_, set))) = (self.annotation.take(), self.sets.last_mut()) {
                    set.push(annotation);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, words: &str) {
        match self.place {
            WithinXml::Text => {
                self.text.push_str(words);
                self.at += words.chars().count() as u32;
            }
            WithinXml::FeatureName => self.feature.0.push_str(words),
            WithinXml::FeatureValue => self.feature.1.push_str(words),
            WithinXml::Outside => {}
        }
    }
}
