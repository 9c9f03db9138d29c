//! One word for each kind of annotation, as the label lists of other tools have them, and back.

use crate::annotation::{Body, Entity, EntityKind, Outcome, Quote, QuoteKind, SourceKind, Timex, TimexKind};

/// Every label that is written, in the order in which tools list them.
pub(super) const ALL: [&str; 21] = [
    "Quote", "Speaker", "Cue", "Note", "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK",
    "PRODUCT", "LAW", "MONEY", "PERCENT", "MISC", "DATE", "TIME", "DURATION", "SET",
];

/// The label of an annotation in the formats whose tools have lists of labels: `Quote`, `PERSON`, `DATE`, …
pub fn label(body: &Body) -> &'static str {
    match body {
        Body::Quote(_) => "Quote",
        Body::Speaker => "Speaker",
        Body::Cue => "Cue",
        Body::Note => "Note",
        Body::Entity(entity) => entity_label(entity.kind),
        Body::Date(timex) => timex_label(timex.kind),
    }
}

pub(super) fn entity_label(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "PERSON",
        EntityKind::Org => "ORG",
        EntityKind::Gpe => "GPE",
        EntityKind::Loc => "LOC",
        EntityKind::Fac => "FAC",
        EntityKind::Norp => "NORP",
        EntityKind::Event => "EVENT",
        EntityKind::Work => "WORK",
        EntityKind::Product => "PRODUCT",
        EntityKind::Law => "LAW",
        EntityKind::Money => "MONEY",
        EntityKind::Percent => "PERCENT",
        EntityKind::Misc => "MISC",
    }
}

pub(super) fn timex_label(kind: TimexKind) -> &'static str {
    match kind {
        TimexKind::Date => "DATE",
        TimexKind::Time => "TIME",
        TimexKind::Duration => "DURATION",
        TimexKind::Set => "SET",
    }
}

pub(super) fn quote_word(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Indirect => "indirect",
        QuoteKind::Mixed => "mixed",
    }
}

pub(super) fn quote_kind(word: &str) -> Option<QuoteKind> {
    [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed].into_iter().find(|&k| quote_word(k) == word)
}

/// The word for a quotation of a corpus that does not say which kind it is: by the marks in its words.
pub(super) fn kind_by_marks(words: &str) -> &'static str {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」');
    let words = words.trim().trim_end_matches([',', '.', ';', ':']);
    let has = |end: Option<char>| end.is_some_and(is_mark);
    let kind = match (has(words.chars().next()), has(words.chars().next_back())) {
        (true, true) => QuoteKind::Direct,
        _ if words.contains(is_mark) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    };
    quote_word(kind)
}

/// The word for how a quotation is known; nothing for one known by a cue or marks.
pub(super) fn source_word(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Cued => "",
        SourceKind::Turn => "turn",
        SourceKind::SetOff => "set-off",
        SourceKind::Reported => "reported",
    }
}

pub(super) fn source_kind(word: &str) -> Option<SourceKind> {
    let all = [SourceKind::Turn, SourceKind::SetOff, SourceKind::Reported];
    all.into_iter().find(|&kind| source_word(kind) == word)
}

/// The word for what sources show of a quotation: `verbatim`, `not-found`.
pub(super) fn outcome_word(outcome: Outcome) -> String {
    let json = serde_json::to_value(outcome).expect("a unit variant becomes a string");
    json.as_str().unwrap_or_default().to_owned()
}

pub(super) fn outcome(word: &str) -> Option<Outcome> {
    Outcome::ALL.into_iter().find(|&outcome| outcome_word(outcome) == word)
}

/// The word for the turn of whoever asks.
pub(super) const QUESTION: &str = "question";

/// What a label of this or another tool means; `words` are the text that bears it. `None` where it means
/// nothing that is known here.
///
/// ```
/// use pullquote::{label, meaning};
///
/// assert_eq!(meaning("Per", "Ana Ruiz").map(|body| label(&body)), Some("PERSON"));
/// assert_eq!(meaning("Protein", "p53"), None);
/// ```
pub fn meaning(label: &str, words: &str) -> Option<Body> {
    body(label, words)
}

/// As [`meaning`].
pub(super) fn body(label: &str, words: &str) -> Option<Body> {
    let entity = |kind| Body::Entity(Entity { kind, name: words.to_owned() });
    let date = |kind| Body::Date(Timex { kind, value: String::new() });
    let quote = |kind| Body::Quote(Quote::new(kind, None));
    Some(match label.to_uppercase().as_str() {
        "QUOTE" | "QUOTATION" | "DIRECT" => quote(QuoteKind::Direct),
        "INDIRECT" => quote(QuoteKind::Indirect),
        "MIXED" => quote(QuoteKind::Mixed),
        "SPEAKER" | "SOURCE" => Body::Speaker,
        "CUE" | "INTEXPR" => Body::Cue,
        "NOTE" => Body::Note,
        "PERSON" | "PER" => entity(EntityKind::Person),
        "ORG" | "ORGANIZATION" | "ORGANISATION" => entity(EntityKind::Org),
        "GPE" | "COUNTRY" | "CITY" => entity(EntityKind::Gpe),
        "LOC" | "LOCATION" | "PLACE" => entity(EntityKind::Loc),
        "FAC" | "FACILITY" => entity(EntityKind::Fac),
        "NORP" => entity(EntityKind::Norp),
        "EVENT" => entity(EntityKind::Event),
        "WORK" | "WORK_OF_ART" => entity(EntityKind::Work),
        "PRODUCT" => entity(EntityKind::Product),
        "LAW" => entity(EntityKind::Law),
        "MONEY" => entity(EntityKind::Money),
        "PERCENT" => entity(EntityKind::Percent),
        "MISC" | "OTH" => entity(EntityKind::Misc),
        "DATE" => date(TimexKind::Date),
        "TIME" => date(TimexKind::Time),
        "DURATION" => date(TimexKind::Duration),
        "SET" => date(TimexKind::Set),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_tell_the_kind_of_a_quotation() {
        for (words, expected) in [
            ("“We act,”", "direct"),
            ("“We act”.", "direct"),
            ("that they “act” now", "mixed"),
            ("that they act", "indirect"),
            ("", "indirect"),
        ] {
            assert_eq!(kind_by_marks(words), expected, "{words}");
        }
    }

    #[test]
    fn every_label_comes_back_as_what_it_stood_for() {
        for word in ALL {
            assert_eq!(body(word, "x").map(|b| label(&b)), Some(word));
        }
        assert_eq!(body("Protein", "x"), None);
    }
}
