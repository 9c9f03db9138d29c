//! How many corrections a word list saves: a reader corrects ten articles of one affair, and the rest follow.

use std::collections::{BTreeMap, HashSet};

use crate::annotation::{Annotation, Body, Entity, EntityKind, Id, QuoteKind, Verdict, is_shown};
use crate::document::Document;
use crate::session::{Action, MarkKind, Session, SpanEdge};
use crate::span::Span;
use crate::view::wire::from_wire_name;
use crate::word_list::WordList;

/// An article with what is right.
struct Article {
    text: String,
    /// What words name, by their places.
    names: BTreeMap<Span, Entity>,
    /// Where quotations begin, with their speakers; `None` where the words are no quotation.
    quotations: Vec<(Span, Option<String>)>,
}

fn articles() -> Vec<Article> {
    let file = include_str!("../../words/affair.txt");
    let named: Vec<(&str, Entity)> =
        file.lines().filter_map(|line| line.strip_prefix("= ")).map(named).collect();
    file.split("\n## ").skip(1).map(|article| read(article, &named)).collect()
}

fn named(line: &str) -> (&str, Entity) {
    let (words, what) = line.split_once(" = ").expect("words = KIND name");
    let (kind, name) = what.split_once(' ').expect("KIND name");
    (words, Entity { kind: from_wire_name(kind).expect("a kind"), name: name.to_owned() })
}

fn read(article: &str, named: &[(&str, Entity)]) -> Article {
    let lines = || article.lines();
    let text: Vec<&str> = lines().filter(|line| !line.starts_with("> ") && !line.is_empty()).collect();
    let text = text.join("\n\n");
    let mut names = BTreeMap::<Span, Entity>::new();
    let mut longest: Vec<&(&str, Entity)> = named.iter().collect();
    longest.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    for (words, entity) in longest {
        for (start, _) in text.match_indices(words) {
            let span = Span::new(start, start + words.len());
            let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let is_part = touches(text[..start].chars().next_back())
                || touches(text[span.end().index()..].chars().next());
            if !is_part && !names.keys().any(|other| other.overlaps(span)) {
                names.insert(span, entity.clone());
            }
        }
    }
    let quotations = lines().filter_map(|line| line.strip_prefix("> ")).map(|line| {
        let (words, speaker) = line.split_once(" = ").expect("beginning = speaker");
        let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the article"));
        let speaker = (speaker != "none").then(|| speaker.to_owned());
        (Span::new(start, start + words.len()), speaker)
    });
    Article { quotations: quotations.collect(), text, names }
}

/// Names whose kinds the affair's table has. Amounts, works and the like are not counted.
fn is_counted(annotation: &Annotation) -> bool {
    let kinds = [
        EntityKind::Person,
        EntityKind::Org,
        EntityKind::Gpe,
        EntityKind::Loc,
        EntityKind::Fac,
        EntityKind::Norp,
    ];
    annotation.entity().is_some_and(|entity| kinds.contains(&entity.kind))
}

/// Corrects an article as a reader does in the page, a name at all its mentions in one step; gives the number of steps.
fn correct(session: &mut Session, article: &Article) -> usize {
    let mut steps = 0;
    for (&span, entity) in &article.names {
        steps += correct_name(session, article, span, entity);
    }
    let gold: HashSet<Span> = article.names.keys().copied().collect();
    while let Some(id) = shown(session, |a| {
        is_counted(a) && !a.spans.iter().any(|span| gold.iter().any(|g| g.overlaps(*span)))
    }) {
        session.perform(Action::RejectName { id }).expect("it can be rejected");
        steps += 1;
    }
    steps + correct_quotations(session, article)
}

fn shown(session: &Session, is_wanted: impl Fn(&Annotation) -> bool) -> Option<Id> {
    session.set().in_order().find(|a| is_shown(session.set(), a) && is_wanted(a)).map(|a| a.id)
}

fn entity_at(session: &Session, span: Span) -> Option<(Id, Entity)> {
    let id = shown(session, |a| a.entity().is_some() && a.spans.as_slice() == [span])?;
    Some((id, session.set().get(id)?.entity()?.clone()))
}

fn correct_name(session: &mut Session, article: &Article, span: Span, right: &Entity) -> usize {
    let mut steps = 0;
    if entity_at(session, span).is_none() {
        let over = shown(session, |a| {
            matches!(a.body, Body::Entity(_))
                && a.spans.as_slice().len() == 1
                && a.spans.first().overlaps(span)
        });
        match over {
            Some(id) => {
                for (edge, to) in [(SpanEdge::Start, span.start()), (SpanEdge::End, span.end())] {
                    let now = session.set().get(id).expect("it is there").spans.first();
                    let is_there = if edge == SpanEdge::Start { now.start() == to } else { now.end() == to };
                    if !is_there {
                        session.perform(Action::MoveEdge { id, edge, to }).expect("the end can be moved");
                        steps += 1;
                    }
                }
            }
            None => {
                session
                    .perform(Action::Mark { span, label: MarkKind::Entity(right.kind) })
                    .expect("it can be marked");
                steps += 1;
                let id = session.selected().expect("what is marked is selected").id;
                if session.perform(Action::MarkAll { id }).is_ok() {
                    steps += 1;
                }
            }
        }
    }
    let (id, now) = entity_at(session, span).expect("it is marked now");
    if now.kind != right.kind {
        session.perform(Action::SetNameKind { id, kind: right.kind }).expect("the kind can be set");
        steps += 1;
    }
    let (_, now) = entity_at(session, span).expect("it is marked still");
    if now.name != right.name {
        // All mentions under the wrong name that are this one.
        let wrong = |(&other, entity): (&Span, &Entity)| {
            let (id, there) = entity_at(session, other)?;
            (*entity == *right && there.name == now.name).then_some(id)
        };
        let ids: Vec<Id> = article.names.iter().filter_map(wrong).collect();
        session.perform(Action::Rename { ids, name: right.name.clone() }).expect("it can be renamed");
        steps += 1;
    }
    steps
}

fn correct_quotations(session: &mut Session, article: &Article) -> usize {
    let (mut steps, mut right) = (0, HashSet::new());
    for (beginning, speaker) in &article.quotations {
        let Some(speaker) = speaker else { continue };
        let over = session.set().overlapping(*beginning).map(|(a, _)| a);
        let over = over.filter(|a| is_shown(session.set(), a) && a.quote().is_some());
        let Some(quote) = over.max_by_key(|a| a.spans.hull().len()) else {
            steps += 1; // It is to be marked, with the list or without.
            continue;
        };
        let (id, said) = (quote.id, quote.quote().and_then(|quote| quote.speaker.clone()));
        right.insert(id);
        if said.as_deref() != Some(speaker) {
            session.perform(Action::SetSpeaker { id, name: speaker.clone() }).expect("it can be named");
            steps += 1;
        }
    }
    while let Some(id) = shown(session, |a| a.quote().is_some() && !right.contains(&a.id)) {
        session.perform(Action::Reject { id }).expect("it can be rejected");
        steps += 1;
    }
    steps
}

#[test]
fn ten_corrected_articles_save_a_third_of_the_corrections_in_twenty() {
    let articles = articles();
    assert_eq!(articles.len(), 30);
    let (first, rest) = articles.split_at(10);
    let (mut words, mut in_first) = (WordList::default(), 0);
    for (article, n) in first.iter().zip(1..) {
        let mut session = Session::analyse_with(
            Document::from_text(article.text.as_str()),
            std::rc::Rc::new(words.clone()),
        );
        in_first += correct(&mut session, article);
        let (document, set, history) = (session.document(), session.set(), session.history());
        let id = format!("article {n}");
        for entry in super::corrections(super::CorrectedArticle { document, set, history, id: &id }) {
            words.add(entry);
        }
    }
    let needed = |words: &WordList| -> usize {
        let corrected = rest.iter().map(|article| {
            let words = std::rc::Rc::new(words.clone());
            correct(&mut Session::analyse_with(Document::from_text(article.text.as_str()), words), article)
        });
        corrected.sum()
    };
    let (without, with) = (needed(&WordList::default()), needed(&words));
    let saved = 100 * (without - with.min(without)) / without;
    println!(
        "{in_first} corrections in ten articles; in twenty {without} without the list, {with} with it: {saved} % saved"
    );
    // What follows the list is right: what it does wrong is corrected, too, and counted above.
    let (mut followed, mut wrong) = (0, 0);
    for article in rest {
        let session = Session::analyse_with(
            Document::from_text(article.text.as_str()),
            std::rc::Rc::new(words.clone()),
        );
        for annotation in session.set().in_order().filter(|a| a.learned.is_some()) {
            followed += 1;
            wrong += usize::from(!is_right(annotation, article));
        }
    }
    println!("{followed} suggestions follow the list, {wrong} of them wrongly");
    assert!(30 <= saved, "{without} corrections without the list, {with} with it");
    assert!(20 * wrong <= followed, "{wrong} of {followed} are wrong");
}

fn is_right(annotation: &Annotation, article: &Article) -> bool {
    let hull = annotation.spans.hull();
    match &annotation.body {
        Body::Entity(entity) if annotation.verdict == Verdict::Rejected => {
            article.names.get(&hull) != Some(entity)
        }
        Body::Entity(entity) => article.names.get(&hull) == Some(entity),
        Body::Quote(quote) => {
            let said = article.quotations.iter().find(|(beginning, _)| {
                hull.overlaps(*beginning)
                    && (quote.kind != QuoteKind::Direct || hull.start() == beginning.start())
            });
            match (annotation.verdict, said) {
                (Verdict::Rejected, said) => said.is_none_or(|(_, speaker)| speaker.is_none()),
                (_, said) => said.is_some_and(|(_, speaker)| *speaker == quote.speaker),
            }
        }
        _ => true,
    }
}
