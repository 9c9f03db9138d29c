//! Verdicts of an imported set belong to the words that the file has: in an article that has others they are open again.

use std::collections::HashMap;

use super::import::Imported;
use crate::anchor::same_words;
use crate::annotation::{AnnotationSet, EarlierVerdict, Id, RelationKind, is_same_name};
use crate::document::Document;

/// What stands between the passages of an annotation where its words are told on one line.
const PASSAGE_GAP: &str = " … ";

/// Takes back the verdicts on annotations whose words, or whose speaker's, are others in the article. `words` are those
/// of the file: for each of its annotations, in order, one text a passage, empty where the file has none.
pub(super) fn reopen_changed(
    set: &mut AnnotationSet,
    imported: &Imported,
    words: &[Vec<&str>],
    document: &Document,
) {
    let with_words = imported.annotations.iter().zip(words);
    let with_words = with_words.filter(|(_, passages)| passages.iter().all(|p| !p.trim().is_empty()));
    let then: HashMap<Id, String> =
        with_words.map(|(a, passages)| (a.id, on_one_line(passages.iter().copied()))).collect();
    let spoken = imported.relations.iter().filter(|r| r.kind == RelationKind::SpokenBy);
    let speakers: HashMap<Id, Id> = spoken.map(|r| (r.from, r.to)).collect();
    let judged: Vec<Id> = set.in_order().filter(|a| !a.is_replaceable()).map(|a| a.id).collect();
    for id in judged {
        let now = |id: &Id| {
            let spans = &set.get(*id)?.spans;
            Some(on_one_line(spans.iter().map(|&span| document.slice(span))))
        };
        let changed = |id: &Id, is_same: fn(&str, &str) -> bool| {
            let then = then.get(id)?;
            (!now(id).is_some_and(|now| is_same(then, &now))).then(|| then.clone())
        };
        let words = changed(&id, same_words);
        let former_speaker = speakers.get(&id).and_then(|speaker| changed(speaker, is_same_name));
        let Some(mut annotation) = set.get(id).cloned() else { continue };
        let name = annotation.quote().and_then(|quote| quote.speaker.clone());
        // "She" may have become the name that is meant.
        let is_named = name
            .as_deref()
            .is_some_and(|name| speakers.get(&id).and_then(now).is_some_and(|now| is_same_name(name, &now)));
        let speaker = former_speaker.filter(|_| !is_named).map(|words| name.unwrap_or(words));
        annotation.reopen(EarlierVerdict { words, speaker, ..EarlierVerdict::default() });
        set.insert(annotation);
    }
}

fn on_one_line<'t>(passages: impl Iterator<Item = &'t str>) -> String {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    passages.map(fold).collect::<Vec<_>>().join(PASSAGE_GAP)
}
