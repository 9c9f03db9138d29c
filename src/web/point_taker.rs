//! Takes restore points of the open article, to be written a little later.

use super::open_article::OpenArticle;
use crate::annotation::AnnotationSet;
use crate::store::PointSchedule;

/// When the next point is due, and those that were taken but are not written yet.
#[derive(Default)]
pub(super) struct PointTaker {
    schedule: PointSchedule,
    /// The article that the schedule is for.
    article: String,
    /// To compress a point takes a while: it is done when the record is written, not at the key that was pressed.
    unwritten: Vec<(String, f64, AnnotationSet)>,
}

impl PointTaker {
    /// Takes a point before a change, if one is due.
    pub(super) fn before_change(&mut self, open: &OpenArticle) {
        if self.schedule(open).is_due(js_sys::Date::now()) {
            self.take(open);
        }
    }

    /// Takes a point before a step that changes many annotations, unless nothing has changed since the last.
    pub(super) fn before_bulk(&mut self, open: &OpenArticle) {
        if self.schedule(open).is_due_before_bulk() {
            self.take(open);
        }
    }

    /// Takes a point of an article before its work is replaced.
    pub(super) fn before_replacement(&mut self, id: &str, set: &AnnotationSet) {
        self.unwritten.push((id.to_owned(), js_sys::Date::now(), set.clone()));
    }

    /// Notes that the open article has changed.
    pub(super) fn note_change(&mut self, open: &OpenArticle) {
        self.schedule(open).note_change();
    }

    /// Takes a point now.
    pub(super) fn take(&mut self, open: &OpenArticle) {
        let Some(session) = &open.session else { return };
        let now = js_sys::Date::now();
        self.schedule(open).note_point(now);
        self.unwritten.push((open.id().to_owned(), now, session.saved_set().into_owned()));
    }

    /// The points to be written: article, time in milliseconds since 1970, annotations.
    pub(super) fn take_unwritten(&mut self) -> Vec<(String, f64, AnnotationSet)> {
        std::mem::take(&mut self.unwritten)
    }

    fn schedule(&mut self, open: &OpenArticle) -> &mut PointSchedule {
        if self.article != open.id() {
            open.id().clone_into(&mut self.article);
            self.schedule = PointSchedule::default();
        }
        &mut self.schedule
    }
}
