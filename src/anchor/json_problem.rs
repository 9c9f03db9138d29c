//! What is wrong with a text that should be JSON, in words for people.

use serde_json::error::Category;

/// What is wrong with a text that should be JSON, without its place. serde's own words are for programmers: "missing
/// field `text`".
///
/// ```
/// let error = serde_json::from_str::<Vec<u32>>("[1, oops]").unwrap_err();
/// assert_eq!(pullquote::json_problem(&error), "this is not valid JSON");
/// ```
pub fn json_problem(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let mut named = message.split('`').skip(1).step_by(2);
    if message.starts_with("recursion limit exceeded") {
        return "nested more than 128 levels deep; no annotation needs that".to_owned();
    }
    match (error.classify(), named.next()) {
        (Category::Eof, _) => "the JSON ends too early".to_owned(),
        (Category::Data, Some(field)) if message.starts_with("missing field") => {
            format!("the field {field:?} is missing")
        }
        (Category::Data, Some(field)) if message.starts_with("duplicate field") => {
            format!("the field {field:?} stands there twice")
        }
        (Category::Data, Some(field)) if message.starts_with("unknown field") => {
            format!("the field {field:?} is not known")
        }
        (Category::Data, Some(value)) if message.starts_with("unknown variant") => {
            let known: Vec<String> = named.map(|word| format!("{word:?}")).collect();
            format!("{value:?} is not one of {}", known.join(", "))
        }
        (Category::Data, _) => "a value has the wrong type".to_owned(),
        _ => "this is not valid JSON".to_owned(),
    }
}
