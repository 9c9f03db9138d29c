//! Sets of annotations: their order, and what goes with them.

use crate::annotation::{Annotation, AnnotationSet, Body, Id, Relation, RelationKind, Spans};
use crate::span::{Pos, Span};

fn note(id: u64, start: u32, end: u32) -> Annotation {
    Annotation::by_reader(Id::new(id), Span::new(Pos(start), Pos(end)), Body::Note)
}

fn set(annotations: impl IntoIterator<Item = Annotation>) -> AnnotationSet {
    let mut set = AnnotationSet::new();
    for annotation in annotations {
        set.insert(annotation);
    }
    set
}

fn ids<'a>(annotations: impl Iterator<Item = &'a Annotation>) -> String {
    annotations.map(|a| a.id.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn order_is_the_texts_and_the_longer_comes_first() {
    let mut split = note(9, 0, 2);
    split.spans = Spans::new(vec![Span::new(Pos(30), Pos(40)), Span::new(Pos(4), Pos(6))]).unwrap();
    let set = set([note(1, 10, 12), note(2, 4, 20), split, note(3, 10, 30)]);
    assert_eq!(ids(set.in_order()), "a2 a9 a3 a1");
    let within = |a, b| ids(set.overlapping(Span::new(Pos(a), Pos(b))).map(|x| x.0));
    assert_eq!(within(19, 31), "a2 a3 a9");
    assert_eq!(within(20, 30), "a3");
    assert_eq!(within(40, 50), "");
}

#[test]
fn removing_an_annotation_takes_its_relations_along() {
    let mut set = set([note(1, 0, 5), note(2, 6, 8), note(3, 9, 12)]);
    let spoken = Relation { kind: RelationKind::SpokenBy, from: Id::new(1), to: Id::new(2) };
    let cued = Relation { kind: RelationKind::CuedBy, from: Id::new(1), to: Id::new(3) };
    assert!(set.link(spoken) && set.link(cued) && !set.link(cued));
    assert!(!set.link(Relation { to: Id::new(7), ..spoken }), "no such annotation");
    assert_eq!(set.speaker_of(Id::new(1)).map(|a| a.id), Some(Id::new(2)));
    assert_eq!(set.relations_of(Id::new(2)), [spoken]);
    assert_eq!(set.remove(Id::new(2)).map(|x| x.1), Some(vec![spoken]));
    assert_eq!(set.speaker_of(Id::new(1)), None);
    assert_eq!(set.cue_of(Id::new(1)).map(|a| a.id), Some(Id::new(3)));
}

#[test]
fn a_set_is_the_same_after_storage() {
    let mut set = set([note(1, 0, 5), note(2, 6, 8)]);
    set.link(Relation { kind: RelationKind::CuedBy, from: Id::new(1), to: Id::new(2) });
    let json = serde_json::to_string(&set).unwrap();
    assert_eq!(serde_json::from_str::<AnnotationSet>(&json).unwrap(), set);
    assert!(serde_json::from_str::<Spans>("[]").is_err());
    assert!(serde_json::from_str::<Spans>("[[0,5],[4,9]]").is_err());
}
