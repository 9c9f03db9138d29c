//! What the page asks of the module that checks, compares and counts: requests and answers, as JSON.

use serde::{Deserialize, Serialize};

use super::command::VoicesFile;
use super::compared_many::{self, TwiceCoded};
use super::guidelines;
use super::voices::{VoicesInput, render};
use super::voices_files::file;
use super::word_list::{self, WordListInput};
use crate::annotation::{AnnotationSet, Id, SourceFinding};
use crate::document::Document;
use crate::guidelines::Guidelines;
use crate::project::agreement::{Agreement, CodedArticle, compare_sets};
use crate::project::settling::{Dispute, disputes};
use crate::project::source_check::{QuotationCheck, SourceText, check_sources};
use crate::project::source_finding::source_finding;
use crate::read_json;
use crate::recognise::pipeline::LabelledTurn;
use crate::store::{StoredComparison, StoredSource};
use crate::view::tree_json::to_json;
use crate::word_list::WordList;

/// What is asked for.
#[derive(Serialize, Deserialize)]
pub(crate) enum ProjectRequest {
    /// An article's quotations, to be checked against sources.
    #[serde(rename = "check")]
    Check {
        id: String,
        article: StoredSource,
        set: AnnotationSet,
        sources: Vec<StoredSource>,
        /// The labelled turns of each source. The library finds them, beside the page, before this module answers: it has
        /// the words and weights for that, and this module has not.
        turns: Vec<Vec<LabelledTurn>>,
    },
    /// Two people's sets of an article.
    Compare {
        id: String,
        article: StoredSource,
        mine: AnnotationSet,
        comparison: StoredComparison,
    },
    /// The same of many articles, with the sets that could not be compared.
    CompareMany(Vec<TwiceCoded>, Vec<(String, String)>),
    /// Who speaks in the articles of the library.
    Voices(VoicesInput),
    /// The same as a file.
    VoicesFile(VoicesInput, VoicesFile),
    /// The word list as the dialog shows it, as a file, and out of a file's text.
    WordList(WordListInput),
    WordListFile(WordList),
    ReadWordList(String),
    /// The same of the guidelines.
    Guidelines(Guidelines),
    GuidelinesFile(Guidelines),
    ReadGuidelines(String),
}

/// What came of it. Each has the article's id in the library: another may be open by then.
#[derive(Serialize, Deserialize)]
pub(crate) enum ProjectAnswer {
    Checked {
        id: String,
        findings: Vec<(Id, SourceFinding)>,
    },
    Compared(Box<ComparedSets>),
    ComparedMany(serde_json::Value),
    /// What the dialog shows: elements as JSON.
    Voices(serde_json::Value),
    /// A file: how its name ends, and its text.
    File(String, String),
    WordList(serde_json::Value),
    Guidelines(serde_json::Value),
    /// A file of JSON: its name and its text.
    JsonFile(String, String),
    /// What a file has, or why it cannot be read.
    ReadWordList(Result<WordList, FileRefusal>),
    ReadGuidelines(Result<Guidelines, FileRefusal>),
}

/// Why a file is not taken, for the reader.
#[derive(Serialize, Deserialize)]
pub(crate) struct FileRefusal(pub String);

impl FileRefusal {
    fn of(error: impl std::fmt::Display) -> FileRefusal {
        FileRefusal(error.to_string())
    }
}

/// How far two sets agree, and where they do not.
#[derive(Serialize, Deserialize)]
pub(crate) struct ComparedSets {
    /// The article's id in the library.
    pub id: String,
    pub comparison: StoredComparison,
    pub agreement: Agreement,
    pub disputes: Vec<Dispute>,
}

/// A request with the turns of its sources. The library reads this one kind of requests alone, and of it what it needs:
/// the page would have the readers of all kinds with it.
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub(crate) fn with_turns(request: &str) -> String {
    let Ok(mut request) = serde_json::from_str::<serde_json::Value>(request) else { return String::new() };
    let check = &mut request["check"];
    let Ok(sources) = read_json::from_value::<Vec<StoredSource>>(&check["sources"]) else {
        return String::new();
    };
    let turns = sources.iter().map(|source| crate::recognise::pipeline::labelled_turns(&source.document()));
    check["turns"] = serde_json::to_value(turns.collect::<Vec<_>>()).unwrap_or_default();
    request.to_string()
}

/// Answers a request; nothing where it cannot be read, which only another version's page could ask.
pub fn project_answer(request: &str) -> String {
    let answer = serde_json::from_str(request).map(answer);
    let json = answer.and_then(|answer| serde_json::to_string(&answer));
    json.unwrap_or_default()
}

fn answer(request: ProjectRequest) -> ProjectAnswer {
    match request {
        ProjectRequest::Check { id, article, set, sources, mut turns } => {
            let article = article.document();
            let documents: Vec<Document> = sources.iter().map(StoredSource::document).collect();
            turns.resize_with(sources.len(), Vec::new);
            let named = sources.iter().zip(&documents).zip(turns);
            let text = |((source, document), turns): ((&StoredSource, _), _)| {
                SourceText::with_turns(source.name.as_str(), document, turns)
            };
            let texts: Vec<SourceText> = named.map(text).collect();
            let checks = check_sources(&article, &set, &texts);
            let finding = |check: &QuotationCheck| (check.id, source_finding(&article, check, &texts));
            ProjectAnswer::Checked { id, findings: checks.iter().map(finding).collect() }
        }
        ProjectRequest::Compare { id, article, mine, comparison } => {
            let document = article.document();
            let article = CodedArticle { document: &document, mine: &mine, theirs: &comparison.theirs };
            let (agreement, disputes) = (compare_sets(&[article]), disputes(&article));
            ProjectAnswer::Compared(Box::new(ComparedSets { id, comparison, agreement, disputes }))
        }
        ProjectRequest::CompareMany(articles, left_out) => {
            ProjectAnswer::ComparedMany(to_json(&compared_many::render(&articles, &left_out)))
        }
        ProjectRequest::Voices(input) => ProjectAnswer::Voices(to_json(&render(&input))),
        ProjectRequest::VoicesFile(input, kind) => {
            let (ending, text) = file(&input, kind);
            ProjectAnswer::File(ending.to_owned(), text)
        }
        ProjectRequest::WordList(input) => ProjectAnswer::WordList(to_json(&word_list::render(&input))),
        ProjectRequest::WordListFile(list) => {
            ProjectAnswer::JsonFile("pullquote-words.json".to_owned(), list.to_json())
        }
        ProjectRequest::ReadWordList(file) => {
            ProjectAnswer::ReadWordList(WordList::from_json(&file).map_err(FileRefusal::of))
        }
        ProjectRequest::Guidelines(rules) => ProjectAnswer::Guidelines(to_json(&guidelines::render(&rules))),
        ProjectRequest::GuidelinesFile(rules) => {
            ProjectAnswer::JsonFile("pullquote-guidelines.json".to_owned(), rules.to_json())
        }
        ProjectRequest::ReadGuidelines(file) => {
            ProjectAnswer::ReadGuidelines(Guidelines::from_json(&file).map_err(FileRefusal::of))
        }
    }
}
