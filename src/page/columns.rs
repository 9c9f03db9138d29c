//! The dialog in which a reader says which column of a table is which, with what then comes in. The module of the formats
//! draws it, which reads the tables.

use serde::{Deserialize, Serialize};

use super::command::{ColumnsCommand, ColumnsField, Command, Field};
use super::controls::{SelectOption, button, labelled, options};
use crate::format::{
    ARTICLE_COLUMNS, ColumnsChoice, NamedColumns, QUOTATION_COLUMNS, TableShape, TableSort, first_rows,
    shape_of,
};
use crate::strings;
use crate::view::{Element, tree_json};

/// What is asked for: a file, what the reader has said so far, and the field that has another value now. The page hands on what
/// it need not read as JSON.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct ColumnsQuestion {
    /// The file's name.
    pub name: String,
    /// Nothing yet: what the columns are is guessed, of quotations where these are asked for.
    pub choice: serde_json::Value,
    pub of_quotations: bool,
    pub change: Option<(ColumnsField, String)>,
}

/// The dialog, with what the reader has said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ColumnsDialog {
    pub choice: serde_json::Value,
    /// Elements as JSON.
    pub shown: serde_json::Value,
    /// What has been said, if it does: [`NamedColumns`].
    pub named: serde_json::Value,
}

/// Answers about the beginning of a file.
pub(crate) fn ask(question: ColumnsQuestion, head: &str) -> ColumnsDialog {
    let shape = shape_of(head).unwrap_or(TableShape { columns: vec![], is_json: true });
    let guessed = || match question.of_quotations && !shape.is_json {
        true => shape.guessed_as(TableSort::Quotations),
        false => shape.guessed(),
    };
    let mut choice = ColumnsChoice::deserialize(&question.choice).unwrap_or_else(|_| guessed());
    match question.change {
        Some((ColumnsField::Sort, value)) => {
            let sort = if value == QUOTATIONS { TableSort::Quotations } else { TableSort::Articles };
            choice = shape.guessed_as(sort);
        }
        Some((ColumnsField::Column(at), value)) => {
            if let Some(role) = choice.roles.get_mut(at) {
                *role = value;
            }
        }
        None => {}
    }
    let named = named(&shape, &choice);
    let preview = named.as_ref().map(|named| first_rows(head, named, choice.sort).unwrap_or_default());
    let shown = render(&question.name, &shape, &choice, preview.map_err(|problem| problem.0.as_str()));
    ColumnsDialog {
        choice: serde_json::to_value(choice).unwrap_or_default(),
        shown: tree_json::to_json(&shown),
        named: named.ok().and_then(|named| serde_json::to_value(named).ok()).unwrap_or_default(),
    }
}

const ARTICLES: &str = "articles";
const QUOTATIONS: &str = "quotations";

/// Why columns cannot be named so, in words for the reader.
struct ColumnsProblem(String);

fn named(shape: &TableShape, choice: &ColumnsChoice) -> Result<NamedColumns, ColumnsProblem> {
    let problem = |why: String| Err(ColumnsProblem(why));
    let has = |role: &str| choice.roles.iter().any(|other| other == role);
    match choice.sort {
        TableSort::Articles if !has("text") => return problem(strings::NO_TEXT_COLUMN.to_owned()),
        TableSort::Quotations if !has("quote") => return problem(strings::NO_QUOTE_COLUMN.to_owned()),
        _ => {}
    }
    let twice = |role: &&String| !role.is_empty() && 1 < choice.roles.iter().filter(|r| r == role).count();
    if let Some(role) = choice.roles.iter().find(twice) {
        return problem(strings::fill(strings::TWO_OF_ONE, &[&label(role)]));
    }
    shape.named(choice).map_err(|error| ColumnsProblem(error.to_string()))
}

fn label(role: &str) -> &'static str {
    strings::COLUMN_ROLES.iter().find(|(name, _)| *name == role).map_or("", |(_, label)| label)
}

fn render(
    name: &str,
    shape: &TableShape,
    choice: &ColumnsChoice,
    preview: Result<Vec<Vec<String>>, &str>,
) -> Vec<Element> {
    let lead = Element::new("p").class("hint").text(strings::fill(strings::COLUMNS_LEAD, &[&name]));
    let (is_ready, coming) = match preview {
        Err(problem) => (false, Element::new("p").class("hint").with("role", "status").text(problem)),
        Ok(rows) if rows.is_empty() => {
            (true, Element::new("p").class("hint").with("role", "status").text(strings::NOTHING_COMES_IN))
        }
        Ok(rows) => (true, coming_in(choice.sort, &rows)),
    };
    let command = |label, command| button(label, &Command::Columns(command));
    vec![
        lead,
        sorts(shape, choice),
        columns(shape, choice),
        Element::new("h3").text(strings::COMES_IN),
        coming,
        Element::new("div")
            .class("buttons")
            .child(
                command(strings::USE_COLUMNS, ColumnsCommand::Take)
                    .class("primary")
                    .disabled_unless(is_ready),
            )
            .child(command(strings::LEAVE_OUT_FILE, ColumnsCommand::LeaveOut)),
    ]
}

/// What a row of the table is. Lines of JSON are articles.
fn sorts(shape: &TableShape, choice: &ColumnsChoice) -> Element {
    let option = |value: &str, label: &'static str, sort| SelectOption {
        value: value.to_owned(),
        label,
        is_chosen: choice.sort == sort,
    };
    let articles = option(ARTICLES, strings::ROW_OF_ARTICLE, TableSort::Articles);
    let quotations = option(QUOTATIONS, strings::ROW_OF_QUOTATION, TableSort::Quotations);
    let choices = if shape.is_json { vec![articles] } else { vec![articles, quotations] };
    let select =
        Element::new("select").changes(&Field::Columns(ColumnsField::Sort)).children(options(choices));
    labelled(strings::TABLE_HAS, select)
}

fn columns(shape: &TableShape, choice: &ColumnsChoice) -> Element {
    let head = [strings::COLUMN, strings::COLUMN_IS, strings::FIRST_VALUES];
    let rows = shape.columns.iter().zip(&choice.roles).enumerate().map(|(at, (column, role))| {
        Element::new("tr")
            .child(Element::new("th").with("scope", "row").with("dir", "auto").text(&column.name))
            .child(Element::new("td").child(roles(choice.sort, at, &column.name, role)))
            .child(Element::new("td").with("dir", "auto").text(column.examples.join(" · ")))
    });
    table(strings::COLUMNS_TABLE, &head, rows)
}

/// What a column is, to be chosen.
fn roles(sort: TableSort, at: usize, name: &str, chosen: &str) -> Element {
    let known: &[&str] = if sort == TableSort::Articles { &ARTICLE_COLUMNS } else { &QUOTATION_COLUMNS };
    let choices = std::iter::once("").chain(known.iter().copied()).map(|role| SelectOption {
        value: role.to_owned(),
        label: label(role),
        is_chosen: role == chosen,
    });
    Element::new("select")
        .changes(&Field::Columns(ColumnsField::Column(at)))
        .with("aria-label", strings::fill(strings::COLUMN_NAMED, &[&name]))
        .children(options(choices))
}

/// The first rows as they are read.
fn coming_in(sort: TableSort, rows: &[Vec<String>]) -> Element {
    let head: &[&str] = match sort {
        TableSort::Articles => &["title", "published", "publisher", "text"],
        TableSort::Quotations => &["quote", "speaker"],
    };
    let head: Vec<&str> = head.iter().map(|role| label(role)).collect();
    let cell = |cell: &String| Element::new("td").with("dir", "auto").text(cell);
    let rows = rows.iter().map(|row| Element::new("tr").children(row.iter().map(cell)));
    table(strings::COMES_IN, &head, rows)
}

/// It is wider than a small screen: the keyboard can scroll it.
fn table(name: &str, head: &[&str], rows: impl Iterator<Item = Element>) -> Element {
    let head = head.iter().map(|name| Element::new("th").with("scope", "col").text(*name));
    let table = Element::new("table")
        .with("aria-label", name)
        .child(Element::new("thead").child(Element::new("tr").children(head)))
        .child(Element::new("tbody").children(rows));
    Element::new("div").class("figures columns").with("tabindex", "0").child(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "Nr;Kopf;Inhalt\n1;Fähre;“Sie bleibt.”\n";

    fn said(dialog: &ColumnsDialog) -> String {
        dialog.shown.to_string()
    }

    #[test]
    fn the_text_must_be_named_and_nothing_twice() {
        let first = ask(ColumnsQuestion { name: "a.csv".to_owned(), ..ColumnsQuestion::default() }, FILE);
        assert!(first.named.is_null() && said(&first).contains(strings::NO_TEXT_COLUMN));
        let change = |dialog: &ColumnsDialog, at, role: &str| {
            let choice = dialog.choice.clone();
            let change = Some((ColumnsField::Column(at), role.to_owned()));
            ask(ColumnsQuestion { choice, change, ..ColumnsQuestion::default() }, FILE)
        };
        let second = change(&first, 2, "text");
        assert_eq!(second.named["header"], serde_json::json!(["nr", "kopf", "inhalt"]));
        assert!(said(&second).contains("Sie bleibt."), "{}", second.shown);
        let third = change(&second, 0, "text");
        assert!(third.named.is_null() && said(&third).contains("Two columns cannot both be “Text”."));
    }

    #[test]
    fn every_role_has_a_name() {
        for role in ARTICLE_COLUMNS.iter().chain(&QUOTATION_COLUMNS) {
            assert!(!label(role).is_empty(), "{role}");
        }
    }
}
