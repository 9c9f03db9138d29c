//! Annotation sets as Arrow tables: articles in, one row an article out, with the quotations, entities and dates as nested
//! columns. What a row holds is what the line of `pullquote annotate --format jsonl` holds.

mod articles;
mod failure;
mod rows;
mod schema;
mod threads;

pub use articles::{BatchArticle, articles};
pub use failure::TableFailure;
pub use rows::Rows;
pub use schema::{line_schema, schema};
pub use threads::in_order;
