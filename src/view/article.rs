//! The article: one element a paragraph, its annotations as nested marks.
//!
//! An element's text is the paragraph's, to the character. So a selection in the page maps back to a position in the
//! document.

use super::layers::{HiddenLayers, Layer};
use super::tree::{Element, Node};
use super::wire::wire_name;
use super::{describe, kind_of, timex_words, verdict_of};
use crate::annotation::{Annotation, AnnotationSet, Body, Id, RelationKind, Verdict, is_shown, is_unsure};
use crate::document::{Document, Paragraph, Role};
use crate::guidelines::Guidelines;
use crate::sorting::Sorting as _;
use crate::span::{Pos, Span};
use crate::strings;

/// All paragraphs of a document.
pub(crate) fn render(document: &Document, set: &AnnotationSet) -> Vec<Element> {
    (0..document.paragraphs().len()).map(|i| paragraph(document, set, i)).collect()
}

/// What of the annotations is drawn: the layers that are not hidden, as far as the guidelines mark their kinds, and what the
/// reader looks at, whatever its layer.
#[derive(Clone, Copy)]
pub(crate) struct VisibleMarks<'a> {
    pub hidden: &'a HiddenLayers,
    pub guidelines: &'a Guidelines,
    pub looked_at: &'a [Id],
}

impl VisibleMarks<'_> {
    /// Whether an annotation that is not rejected is drawn.
    pub(crate) fn shows(&self, annotation: &Annotation) -> bool {
        self.includes(annotation) || self.looked_at.contains(&annotation.id)
    }

    /// The same, whether or not the reader looks at it.
    pub(crate) fn includes(&self, annotation: &Annotation) -> bool {
        !self.hidden.hides(Layer::of(&annotation.body)) && self.guidelines.shows(annotation)
    }
}

/// One paragraph with all layers.
pub(crate) fn paragraph(document: &Document, set: &AnnotationSet, index: usize) -> Element {
    let (hidden, guidelines) = (&HiddenLayers::default(), &Guidelines::default());
    let all = VisibleMarks { hidden, guidelines, looked_at: &[] };
    paragraph_with(document, set, index, all)
}

/// One paragraph with the marks that are visible.
pub(crate) fn paragraph_with(
    document: &Document,
    set: &AnnotationSet,
    index: usize,
    visible: VisibleMarks,
) -> Element {
    let paragraph = &document.paragraphs()[index];
    let mut shown: Vec<ShownSpan> = set
        .overlapping(paragraph.span)
        .filter(|(annotation, _)| is_shown(set, annotation) && visible.shows(annotation))
        .filter_map(|(annotation, span)| {
            Some(ShownSpan { annotation, span: span.intersection(paragraph.span)? })
        })
        .collect();
    shown.order_by_key(|s| {
        (s.span.start(), std::cmp::Reverse(s.span.end()), depth(s.annotation), s.annotation.id)
    });
    let label = |annotation: &Annotation| label(set, annotation);
    body(paragraph, index).children(nest(document.text(), paragraph.span, &shown, &label))
}

/// One paragraph without its marks.
pub(crate) fn bare_paragraph(document: &Document, index: usize) -> Element {
    let paragraph = &document.paragraphs()[index];
    body(paragraph, index).text(document.slice(paragraph.span))
}

fn body(paragraph: &Paragraph, index: usize) -> Element {
    let (tag, class) = dress(paragraph);
    let mut element = Element::new(tag).with("data-paragraph", index.to_string()).with("dir", "auto");
    if paragraph.role == Role::Boilerplate {
        // The page shows it beside the text, which it is no part of.
        element = element.with("data-aside", strings::LEFT_OUT);
    }
    if class.is_empty() { element } else { element.class(class) }
}

/// Element and class for a paragraph's role.
fn dress(paragraph: &Paragraph) -> (&'static str, &'static str) {
    match paragraph.role {
        Role::Title => ("h1", ""),
        Role::Standfirst => ("p", "standfirst"),
        Role::Byline => ("p", "byline"),
        Role::Heading => ("h2", ""),
        Role::Paragraph => ("p", ""),
        Role::ListItem => ("p", "item"),
        Role::BlockQuote => ("p", "block-quote"),
        Role::Caption => ("p", "caption"),
        Role::PullQuote => ("p", "pull-quote"),
        Role::Boilerplate => ("p", "boilerplate"),
    }
}

/// Of two marks over the same words, the one with the larger depth is drawn inside.
fn depth(annotation: &Annotation) -> u8 {
    match annotation.body {
        Body::Note => 0,
        Body::Quote(_) => 1,
        Body::Speaker => 2,
        Body::Cue => 3,
        Body::Entity(_) => 4,
        Body::Date(_) => 5,
    }
}

/// The label of a mark: its kind, speaker, name or value.
pub(crate) fn label(set: &AnnotationSet, annotation: &Annotation) -> String {
    match &annotation.body {
        Body::Quote(quote) => match &quote.speaker {
            Some(name) => name.clone(),
            None => match set.follow(annotation.id, RelationKind::SpokenBy) {
                Some(_) => strings::SPEAKER_NOT_NAMED.to_owned(),
                None => strings::SPOKEN_BY_NOBODY.to_owned(),
            },
        },
        Body::Date(timex) => timex_words(&timex.value).unwrap_or_else(|| timex.value.clone()),
        body => describe(body).to_owned(),
    }
}

struct ShownSpan<'a> {
    annotation: &'a Annotation,
    span: Span,
}

/// A mark that is not closed yet: its children so far, and where its annotation ends.
struct OpenMark<'a> {
    annotation: &'a Annotation,
    end: Pos,
    children: Vec<Node>,
}

/// Flattens overlapping annotations into properly nested marks: one that crosses another's end is cut in two
/// marks with the same id. `shown` is in the order of starts, the outer first.
fn nest<'a>(
    text: &str,
    within: Span,
    shown: &[ShownSpan<'a>],
    label: &dyn Fn(&Annotation) -> String,
) -> Vec<Node> {
    let mut builder = Nesting { text, at: within.start(), open: vec![], done: vec![], label };
    for next in shown {
        builder.advance(next.span.start());
        builder.open.push(OpenMark { annotation: next.annotation, end: next.span.end(), children: vec![] });
    }
    builder.advance(within.end());
    builder.done
}

struct Nesting<'t, 'a> {
    text: &'t str,
    at: Pos,
    open: Vec<OpenMark<'a>>,
    done: Vec<Node>,
    label: &'t dyn Fn(&Annotation) -> String,
}

impl Nesting<'_, '_> {
    /// Writes the text up to `to`, closing the marks that end on the way.
    fn advance(&mut self, to: Pos) {
        while let Some(end) = self.open.iter().map(|o| o.end).min().filter(|&end| end <= to) {
            self.write(end);
            self.close_at(end);
        }
        self.write(to);
    }

    fn write(&mut self, to: Pos) {
        if self.at < to {
            let words = Span::new(self.at, to).get(self.text).unwrap_or("").to_owned();
            self.children().push(Node::Text(words));
            self.at = to;
        }
    }

    /// Closes every mark that ends here, and reopens those inside it that continue.
    fn close_at(&mut self, end: Pos) {
        let Some(outermost) = self.open.iter().position(|o| o.end <= end) else { return };
        let mut go_on = vec![];
        while self.open.len() > outermost {
            let Some(open) = self.open.pop() else { break };
            if end < open.end {
                go_on.push((open.annotation, open.end));
            }
            if !open.children.is_empty() {
                let mark = mark(open.annotation, (self.label)(open.annotation), open.children);
                // In print, what is said of a quotation follows its last words.
                let is_last = open.annotation.quote().is_some() && open.annotation.spans.hull().end() == end;
                self.children().push(if is_last { mark.with("data-last", "") } else { mark }.into());
            }
        }
        let again = go_on.into_iter().rev();
        self.open.extend(again.map(|(annotation, end)| OpenMark { annotation, end, children: vec![] }));
    }

    fn children(&mut self) -> &mut Vec<Node> {
        self.open.last_mut().map_or(&mut self.done, |o| &mut o.children)
    }
}

fn mark(annotation: &Annotation, label: String, children: Vec<Node>) -> Element {
    let kind = kind_of(&annotation.body);
    let detail = match &annotation.body {
        Body::Quote(quote) => wire_name(&quote.kind),
        Body::Entity(entity) => wire_name(&entity.kind).to_lowercase(),
        _ => String::new(),
    };
    let description = match annotation.body {
        Body::Quote(_) | Body::Date(_) => format!("{}, {label}", describe(&annotation.body)),
        _ => label.clone(),
    };
    let state = match annotation.verdict {
        Verdict::Open if annotation.earlier.is_some() => "changed",
        Verdict::Open => "open",
        _ => "confirmed",
    };
    let mut element = Element::new("mark")
        .with("data-annotation", annotation.id.to_string())
        .with("data-kind", kind)
        .with("data-state", if is_unsure(annotation) { "unsure" } else { state })
        .with("data-label", label)
        .with("aria-description", format!("{description}, {}", verdict_of(annotation).to_lowercase()));
    if !detail.is_empty() {
        element = element.with("data-detail", detail);
    }
    element.children(children)
}

/// The paragraphs in which an annotation is drawn.
pub(crate) fn paragraphs_of(document: &Document, annotation: &Annotation) -> impl Iterator<Item = usize> {
    let spans: Vec<Span> = annotation.spans.as_slice().to_vec();
    spans.into_iter().flat_map(|span| document.paragraphs_in(span))
}

/// Where the keys go: the annotation after `here` in an order of the set, or the first one. Annotations that are not drawn
/// and those of hidden layers or not wanted, cues and speakers, are passed over.
pub(crate) fn next_shown<'a>(
    set: &AnnotationSet,
    visible: VisibleMarks,
    order: impl Iterator<Item = &'a Annotation> + Clone,
    here: Option<Id>,
    is_wanted: fn(&Annotation) -> bool,
) -> Option<Id> {
    let is_drawn = |a: &Annotation| is_shown(set, a) && visible.includes(a);
    let is_stop =
        |a: &&Annotation| !matches!(a.body, Body::Cue | Body::Speaker) && is_wanted(a) && is_drawn(a);
    let is_other = |a: &&Annotation| Some(a.id) != here;
    let after = order.clone().skip_while(is_other).skip(1).find(is_stop);
    after.or_else(|| order.take_while(is_other).find(is_stop)).map(|a| a.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `marks` are (start, end) in bytes; the rendering writes each mark as `[number:words]`.
    fn check(text: &str, marks: &[(usize, usize)], expected: &str) {
        let document = Document::from_text(text);
        let mut set = AnnotationSet::new();
        for (i, &(start, end)) in marks.iter().enumerate() {
            set.insert(Annotation::by_reader(Id::new(i as u64 + 1), Span::new(start, end), Body::Note));
        }
        let lines =
            render(&document, &set).into_iter().map(|p| p.children.iter().map(sketch).collect::<String>());
        assert_eq!(lines.collect::<Vec<_>>().join(" / "), expected);
    }

    fn sketch(node: &Node) -> String {
        match node {
            Node::Text(text) => text.clone(),
            Node::Element(e) => {
                let inner: String = e.children.iter().map(sketch).collect();
                format!("[{}:{inner}]", e.attributes[0].1.trim_start_matches('a'))
            }
        }
    }

    #[test]
    fn marks_nest() {
        check("one two three", &[(0, 13), (4, 7)], "[1:one [2:two] three]");
        check("one two three", &[(4, 7), (4, 7)], "one [1:[2:two]] three");
        check("one two three", &[(0, 3), (3, 7)], "[1:one][2: two] three");
    }

    #[test]
    fn crossing_marks_are_cut() {
        check("one two three", &[(0, 7), (4, 13)], "[1:one [2:two]][2: three]");
        check("abcdef", &[(0, 4), (1, 3), (2, 6)], "[1:a[2:b[3:c]][3:d]][3:ef]");
    }

    #[test]
    fn marks_over_a_paragraphs_end_are_cut_there() {
        check("ab cd\n\nef gh", &[(3, 9)], "ab [1:cd] / [1:ef] gh");
    }
}
