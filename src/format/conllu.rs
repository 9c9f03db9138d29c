//! CoNLL-U with entities in its last column, as GUM and CorefUD have them: `Entity=(e1-person-1` where one begins, `e1)` where
//! it ends. The text is that of the tokens; `SpaceAfter=No` says where no blank follows.

use std::collections::HashMap;

use super::FormatError;
use super::import::{Imported, Skipped};
use super::labelled_spans::{self, ImportedSpan};
use crate::sorting::Sorting as _;

/// Whether a file's first tokens have the ten columns, and it says that it has entities.
pub(super) fn is_conllu(file: &str) -> bool {
    let mut lines = file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let is_token =
        |line: &str| line.split('\t').count() == 10 && line.starts_with(|c: char| c.is_ascii_digit());
    lines.next().is_some_and(is_token) && (file.contains("Entity=(") || file.contains("# global.Entity"))
}

/// The articles of a file: each follows a line `# newdoc`.
pub(super) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    let mut fields = Fields::default();
    let (mut articles, mut article) = (vec![], ConlluArticle::default());
    for (line, number) in file.lines().zip(1..) {
        let remark = line.strip_prefix('#').map(str::trim);
        if let Some(order) = remark.and_then(|remark| remark.strip_prefix("global.Entity")) {
            fields = Fields::of(order.trim_start_matches([' ', '=']));
        } else if let Some(id) = remark.and_then(|remark| remark.strip_prefix("newdoc")) {
            let id = id.split_once('=').map(|(_, id)| id.trim().to_owned());
            articles.push(std::mem::replace(&mut article, ConlluArticle { id, ..ConlluArticle::default() }));
        } else if remark.is_some() || line.trim().is_empty() {
            article.end_sentence();
        } else if let Err(problem) = article.token(line, &fields, number) {
            article.skipped.push(Skipped {
                line: Some(number),
                what: format!("this line is not imported: {}", problem.message),
            });
        }
    }
    articles.push(article);
    articles.retain(|article| !article.text.is_empty() || !article.skipped.is_empty());
    Ok(articles.into_iter().map(ConlluArticle::finish).collect())
}

/// Which of the fields of an entity say what.
struct Fields {
    kind: usize,
    identity: Option<usize>,
}

impl Default for Fields {
    fn default() -> Fields {
        Fields { kind: 1, identity: None }
    }
}

impl Fields {
    /// `eid-etype-head-other`, `GRP-etype-infstat-…-identity`
    fn of(order: &str) -> Fields {
        let at = |name: &str| order.split('-').position(|field| field.trim() == name);
        Fields { kind: at("etype").unwrap_or(1), identity: at("identity") }
    }
}

/// An entity whose end is not read yet.
struct OpenEntity {
    byte: usize,
    start: u32,
    label: String,
    name: Option<String>,
    line: usize,
}

#[derive(Default)]
struct ConlluArticle {
    id: Option<String>,
    text: String,
    /// The length of the text in code points.
    at: u32,
    /// Whether a blank is due before the next token.
    blank: bool,
    /// The last word that is part of a longer token, where one is being read.
    within: Option<u32>,
    /// Where the token begins that is read, in bytes and code points.
    token: (usize, u32),
    open: HashMap<String, Vec<OpenEntity>>,
    found: Vec<ImportedSpan>,
    skipped: Vec<Skipped>,
}

impl ConlluArticle {
    /// `3<tab>Ana<tab>…<tab>Entity=(e1-person-1-new)|SpaceAfter=No`
    fn token(&mut self, line: &str, fields: &Fields, number: usize) -> Result<(), FormatError> {
        let cells: Vec<&str> = line.split('\t').collect();
        let (Some(id), Some(form), Some(last)) = (cells.first(), cells.get(1), cells.get(9)) else {
            let what = format!("it has {} columns separated by tabs, and needs ten", cells.len());
            return Err(FormatError::at_line(number, what));
        };
        if id.contains('.') {
            return Ok(()); // A word that is left out in the text.
        }
        let features = || last.split('|');
        let range = id.split_once('-').and_then(|(_, end)| end.parse::<u32>().ok());
        let is_within =
            range.is_none() && self.within.is_some_and(|end| id.parse().is_ok_and(|id: u32| id <= end));
        if !is_within {
            if self.blank {
                self.push(" ");
            }
            self.token = (self.text.len(), self.at);
            self.push(form);
            self.blank = features().all(|feature| feature != "SpaceAfter=No");
            self.within = range;
        }
        for entities in features().filter_map(|feature| feature.strip_prefix("Entity=")) {
            self.entities(entities, fields, number);
        }
        Ok(())
    }

    /// `(e1-person(e2-place)e1)`: one begins, another is this token alone, the first ends.
    fn entities(&mut self, entities: &str, fields: &Fields, line: usize) {
        let mut rest = entities;
        while !rest.is_empty() {
            let begins = rest.starts_with('(');
            rest = rest.trim_start_matches('(');
            let end = rest.find(['(', ')']).unwrap_or(rest.len());
            let (entity, after) = rest.split_at(end);
            let ends = after.starts_with(')');
            rest = after.strip_prefix(')').unwrap_or(after);
            // The parts of one that is not in one piece are numbered: `e1[1/2]`.
            let mut parts = entity.split('-');
            let key = parts.next().unwrap_or_default();
            if key.is_empty() && !begins && !ends {
                break;
            }
            if begins {
                let field = |at: usize| entity.split('-').nth(at).map(str::trim).filter(|f| !f.is_empty());
                let label = field(fields.kind).unwrap_or("MISC").to_owned();
                let name = fields.identity.and_then(field).map(|name| name.replace('_', " "));
                let (byte, start) = self.token;
                self.open.entry(key.to_owned()).or_default().push(OpenEntity {
                    byte,
                    start,
                    label,
                    name,
                    line,
                });
            }
            if ends {
                self.close(key);
            }
        }
    }

    fn close(&mut self, key: &str) {
        let Some(OpenEntity { byte, start, label, name, .. }) = self.open.get_mut(key).and_then(Vec::pop)
        else {
            return;
        };
        let selectors = vec![labelled_spans::selector(&self.text[byte..], start, self.at)];
        let key = self.found.len().to_string();
        self.found.push(ImportedSpan { key, label, selectors, name, ..ImportedSpan::default() });
    }

    fn end_sentence(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push("\n");
        }
        (self.blank, self.within) = (false, None);
    }

    fn push(&mut self, words: &str) {
        self.text.push_str(words);
        self.at += words.chars().count() as u32;
    }

    fn finish(mut self) -> Imported {
        let open =
            self.open.into_iter().flat_map(|(key, all)| all.into_iter().map(move |one| (key.clone(), one)));
        self.skipped.extend(open.map(|(key, one)| Skipped {
            line: Some(one.line),
            what: format!("entity {key} is not imported: it begins here and ends nowhere"),
        }));
        self.skipped.order_by_key(|skipped| skipped.line);
        let mut set = Imported { id: self.id, skipped: self.skipped, ..Imported::default() };
        set.text = Some(self.text.trim_end().to_owned());
        labelled_spans::assemble(&mut set, self.found, vec![]);
        set
    }
}
