//! The columns of a table of annotation sets. docs/parquet.md describes them; a test holds the two together.

use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

/// One row an article: `id`, lists of its quotations, entities and dates, and what is known of it. Positions count code points; the end is
/// exclusive. Signed numbers, because Spark has no others.
pub fn schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
        let columns =
            [text("id"), list("quotes", quote()), list("entities", entity()), list("dates", date())];
        let known = ["title", "byline", "published", "publisher", "lang", "url"];
        let known = known.map(|name| maybe(text(name)));
        Arc::new(Schema::new(columns.into_iter().chain(known).collect::<Vec<_>>()))
    });
    SCHEMA.clone()
}

/// One row an article: `id`, and its set as text.
pub fn line_schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> =
        LazyLock::new(|| Arc::new(Schema::new(vec![text("id"), text("annotations")])));
    SCHEMA.clone()
}

fn quote() -> Vec<Field> {
    let own = [
        text("kind"),
        text("source_kind"),
        Field::new("is_question", DataType::Boolean, false),
        mention("speaker"),
        maybe(text("speaker_name")),
        mention("cue"),
        text("group"),
        text("words"),
    ];
    span().into_iter().chain(own).chain(judged()).collect()
}

fn entity() -> Vec<Field> {
    let own = [text("label"), text("name"), maybe(text("id")), text("words")];
    span().into_iter().chain(own).chain(judged()).collect()
}

fn date() -> Vec<Field> {
    let own = [text("type"), text("value"), text("id"), text("words")];
    span().into_iter().chain(own).chain(judged()).collect()
}

/// The words that name a speaker or report speech.
fn mention(name: &str) -> Field {
    let parts: Vec<Field> = span().into_iter().chain([text("id"), text("words")]).collect();
    Field::new(name, DataType::Struct(Fields::from(parts)), true)
}

fn span() -> [Field; 2] {
    ["start", "end"].map(|name| Field::new(name, DataType::Int32, false))
}

fn judged() -> [Field; 2] {
    [Field::new("confidence", DataType::Float32, false), Field::new("checked", DataType::Boolean, false)]
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, false)
}

fn maybe(field: Field) -> Field {
    field.with_nullable(true)
}

fn list(name: &str, parts: Vec<Field>) -> Field {
    let element = Field::new("element", DataType::Struct(Fields::from(parts)), false);
    Field::new(name, DataType::List(Arc::new(element)), false)
}
