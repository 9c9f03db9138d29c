//! What is known of the article beside its text, and the dates that follow from its day.

use super::planned::Plan;
use super::request::ActionError;
use crate::annotation::{Annotation, Body, Origin, Verdict};
use crate::document::{Document, Meta};
use crate::edit::{Change, Edit};
use crate::recognise;
use crate::session::LONG;
use crate::session::article::Session;
use crate::strings;

/// Takes what a reader says of the article. Where the day is another, the dates that the machine found are resolved anew.
pub(super) fn set_details(session: &Session, details: Meta) -> Result<Plan, ActionError> {
    let known = session.document.meta();
    let (reader_lang, times) = (known.reader_lang.clone(), known.times.clone());
    let details = Meta { reader_lang, times, ..details };
    if details == *known {
        return Err(ActionError::Nothing(strings::SO_ALREADY));
    }
    let mut edits = if details.published == known.published { vec![] } else { resolved(session, &details) };
    let dates = edits.len();
    let mut document = session.document.clone();
    document.correct(Some(&details));
    edits.insert(0, Edit::Details(Some(Box::new(Meta { reader_lang: None, times: vec![], ..details }))));
    // A long article is read again in a worker: a step of its own.
    if is_read_otherwise(session, &document) && document.text().len() < LONG {
        edits.push(session.fresh_suggestions(&session.suggestions_for(&document)));
    }
    let said = match dates {
        0 => strings::DETAILS_SAVED.to_owned(),
        n => strings::fill(strings::DETAILS_SAVED_DATES, &[&crate::view::count(n, strings::DATES_OF_TEXT)]),
    };
    Ok(Plan::new(strings::CHANGE_DETAILS, Edit::Batch(edits), said))
}

/// Whether a paragraph is in another language than before.
fn is_read_otherwise(session: &Session, document: &Document) -> bool {
    let paragraphs = session.document.paragraphs().iter().zip(document.paragraphs());
    paragraphs.into_iter().any(|(before, now)| before.language != now.language)
}

/// The changes of the dates whose values follow from the day of publication. A reader's own value stays; a verdict on
/// another value is open again.
fn resolved(session: &Session, details: &Meta) -> Vec<Edit> {
    let mut document = session.document.clone();
    document.correct(Some(details));
    let found = recognise::find_dates(&document);
    let new_value = |annotation: &Annotation| {
        let here = annotation.spans.first();
        let at = found.binary_search_by_key(&here, |date| date.span).ok()?;
        (annotation.spans.as_slice().len() == 1).then(|| &found[at].timex)
    };
    let is_machines =
        |a: &&Annotation| matches!(a.origin, Origin::Machine { .. }) && a.verdict != Verdict::Rejected;
    let mut edits = vec![];
    for annotation in session.set.in_order().filter(is_machines) {
        let (Some(old), Some(new)) = (annotation.date(), new_value(annotation)) else { continue };
        if old == new {
            continue;
        }
        let mut changes = vec![Edit::Set(annotation.id, Change::Body(Body::Date(new.clone())))];
        if annotation.verdict == Verdict::Confirmed {
            changes.push(Edit::Set(annotation.id, Change::Verdict(Verdict::Open)));
        }
        edits.push(Edit::Batch(changes));
    }
    edits
}
