//! Names: who speaks, what things are called, and which words say so.

use super::{ActionError, Plan, by_paragraph, changed, owned};
use crate::annotation::{Annotation, Body, Entity, Id, Quote, Relation, RelationKind};
use crate::edit::{Change, Edit};
use crate::session::Session;
use crate::session::words::fold_blanks;
use crate::span::Span;

fn with_speaker(annotation: &Annotation, name: &str) -> Result<Edit, ActionError> {
    let Body::Quote(quote) = &annotation.body else {
        return Err(ActionError::DoesNotFit("Only a quotation has a speaker"));
    };
    let name = fold_blanks(name);
    let speaker = (!name.is_empty()).then_some(name);
    changed(annotation, [Change::Body(Body::Quote(Quote { speaker, ..quote.clone() }))])
}

pub fn set_speaker(annotation: &Annotation, name: &str) -> Result<Plan, ActionError> {
    let edit = with_speaker(annotation, name)?;
    let name = fold_blanks(name);
    let said = if name.is_empty() { "No speaker".to_owned() } else { format!("Speaker: {name}") };
    Ok(Plan::new("Set speaker", edit, said))
}

pub fn set_mention(
    session: &Session,
    annotation: &Annotation,
    span: Span,
    kind: RelationKind,
) -> Result<Plan, ActionError> {
    let Body::Quote(quote) = &annotation.body else {
        return Err(ActionError::DoesNotFit(
            "Select a quotation first: only a quotation has a speaker and a cue",
        ));
    };
    let body = if kind == RelationKind::SpokenBy { Body::Speaker } else { Body::Cue };
    let spans =
        by_paragraph(session, [span]).ok_or(ActionError::Nothing("There is no text in the selection"))?;
    let from = annotation.id;
    let (old, to) = (former_mentions(session, from, kind), session.set.fresh_id());
    let mention = Annotation::by_reader(to, spans.clone(), body);
    let mut edits = old;
    edits.extend([Edit::Add(Box::new(mention)), Edit::Link(Relation { kind, from, to })]);
    if kind == RelationKind::SpokenBy {
        let within = session.set.overlapping(spans.hull()).find_map(|(a, _)| a.entity());
        let name =
            within.map_or_else(|| fold_blanks(session.document.slice(spans.first())), |e| e.name.clone());
        let body = Body::Quote(Quote { speaker: Some(name), ..quote.clone() });
        edits.push(Edit::Set(from, Change::Body(body)));
    }
    edits.extend(owned(from));
    let label = if kind == RelationKind::SpokenBy { "Set speaker" } else { "Set cue" };
    Ok(Plan { select: Some(from), ..Plan::new(label, Edit::Batch(edits), label) })
}

/// What takes a quotation's speaker or cue away: the tie, and the mention with it where it is nobody else's.
fn former_mentions(session: &Session, from: Id, kind: RelationKind) -> Vec<Edit> {
    let ties = session.set.relations_of(from).into_iter().filter(|r| r.from == from && r.kind == kind);
    let is_alone = |r: &Relation| session.set.relations_of(r.to).len() == 1;
    ties.map(|r| if is_alone(&r) { Edit::Remove(r.to) } else { Edit::Unlink(r) }).collect()
}

fn with_name(annotation: &Annotation, name: &str) -> Result<Edit, ActionError> {
    let Body::Entity(entity) = &annotation.body else {
        return Err(ActionError::DoesNotFit("Only an entity has a name"));
    };
    let name = fold_blanks(name);
    if name.is_empty() {
        return Err(ActionError::Nothing("A name cannot be empty"));
    }
    changed(annotation, [Change::Body(Body::Entity(Entity { name, ..entity.clone() }))])
}

pub fn set_name(annotation: &Annotation, name: &str) -> Result<Plan, ActionError> {
    Ok(Plan::new("Change name", with_name(annotation, name)?, format!("Name: {}", fold_blanks(name))))
}

/// What these are called, or who speaks them.
pub fn rename(annotations: &[&Annotation], name: &str) -> Result<Plan, ActionError> {
    let renamed = |a: &&Annotation| match &a.body {
        Body::Quote(_) => with_speaker(a, name),
        _ => with_name(a, name),
    };
    let mut edits = vec![];
    for edit in annotations.iter().map(renamed) {
        match edit {
            Ok(edit) => edits.push(edit),
            Err(ActionError::Nothing(_)) if !name.trim().is_empty() => {}
            Err(error) => return Err(error),
        }
    }
    if edits.is_empty() {
        return Err(ActionError::Nothing("They have that name already"));
    }
    let said = format!("{} now under {}", crate::view::count(edits.len(), "annotation"), fold_blanks(name));
    Ok(Plan::new("Rename", Edit::Batch(edits), said))
}
