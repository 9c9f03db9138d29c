//! The words of TEI that the writer and the reader share.

use crate::annotation::{Body, EntityKind};

pub(super) const DATA: &str = "<xenoData type=\"annotations\">";
pub(super) const DATA_END: &str = "</xenoData>";

/// Whether a value is a day of the calendar, as TEI's `when` takes it.
pub(super) fn is_day(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit()) && value.parse::<jiff::civil::Date>().is_ok()
}

/// The element that an annotation is written as.
pub(super) fn element(body: &Body) -> &'static str {
    match body {
        Body::Quote(_) => "said",
        Body::Speaker | Body::Cue | Body::Note => "seg",
        Body::Date(_) => "date",
        Body::Entity(entity) => match entity.kind {
            EntityKind::Person => "persName",
            EntityKind::Org => "orgName",
            EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac => "placeName",
            EntityKind::Money | EntityKind::Percent => "measure",
            _ => "name",
        },
    }
}
