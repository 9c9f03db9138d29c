//! `annotate --deep`: reads each article a second time with a larger model, whose files stand beside the program.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::{env, fs};

use pullquote::{AnnotationSet, BadReading, Document, SecondReading};
use pullquote_deep::{DeepError, DeepModel, DeepReading};

use crate::report::io_problem;

/// Names the folder of the model where no option does.
const FOLDER_VARIABLE: &str = "PULLQUOTE_DEEP";

/// The folder of the model beside the program, and in the checkout that the program was built in.
const BESIDE: &str = "deep";
const IN_CHECKOUT: &str = "tools/lab/deep";

const DESCRIPTION: &str = "deep.json";
const VOCABULARY: &str = "vocab.txt";
const MODEL: &str = "model.onnx";

/// A model with what says how its reading is weighed.
pub(crate) struct DeepReader {
    model: DeepModel,
    description: String,
}

/// Why an article cannot be read with a model.
#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum DeepProblem {
    /// There is no model where one is looked for.
    NoModel,
    File(PathBuf, io::Error),
    Model(PathBuf, DeepError),
    Reading(BadReading),
    Run(DeepError),
}

impl fmt::Display for DeepProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeepProblem::NoModel => write!(
                f,
                "--deep needs the model for deep reading: the files {DESCRIPTION}, {VOCABULARY} and {MODEL}, in a folder \
                 named deep beside the program, or in one that --deep-model or {FOLDER_VARIABLE} names"
            ),
            DeepProblem::File(path, error) => {
                write!(f, "--deep: {}: cannot be read: {}", path.display(), io_problem(error))
            }
            DeepProblem::Model(folder, error) => write!(f, "--deep: {}: {error}", folder.display()),
            DeepProblem::Reading(error) => write!(f, "--deep: {error}"),
            DeepProblem::Run(error) => write!(f, "--deep: {error}"),
        }
    }
}

impl std::error::Error for DeepProblem {}

impl DeepReader {
    /// The model in this folder, or in the one where it usually stands.
    pub(crate) fn open(named: Option<&Path>) -> Result<DeepReader, DeepProblem> {
        let folder = match named {
            Some(folder) => folder.to_owned(),
            None => usual_folder().ok_or(DeepProblem::NoModel)?,
        };
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read(&path).map_err(|error| DeepProblem::File(path, error))
        };
        let text = |name| read(name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let description = text(DESCRIPTION)?;
        let model = DeepModel::read(&description, &text(VOCABULARY)?, read(MODEL)?);
        let model = model.map_err(|error| DeepProblem::Model(folder, error))?;
        // A model of another kind is refused before the first article.
        SecondReading::from_json(&description, "[]").map_err(DeepProblem::Reading)?;
        Ok(DeepReader { model, description })
    }

    /// What both readings find in an article.
    pub(crate) fn annotate(&self, document: &Document) -> Result<AnnotationSet, DeepProblem> {
        let paragraphs = pullquote::deep_paragraphs(document);
        let mut reading = DeepReading::new(&self.model, &paragraphs, 0);
        while 0 < reading.windows_left() {
            reading.read_window(&self.model).map_err(DeepProblem::Run)?;
        }
        let read = serde_json::to_string(&reading.finish()).expect("numbers become JSON");
        let reading = SecondReading::from_json(&self.description, &read).map_err(DeepProblem::Reading)?;
        Ok(pullquote::annotate_after(&reading, document))
    }
}

fn usual_folder() -> Option<PathBuf> {
    if let Some(folder) = env::var_os(FOLDER_VARIABLE) {
        return Some(folder.into());
    }
    let program = env::current_exe().ok()?;
    let in_checkout = program.ancestors().skip(1).map(|folder| folder.join(IN_CHECKOUT));
    let mut all = program.parent().map(|folder| folder.join(BESIDE)).into_iter().chain(in_checkout);
    all.find(|folder| folder.join(DESCRIPTION).is_file())
}
