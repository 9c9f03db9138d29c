//! The manifest of the models that the program carries: `tools/lab/models.toml`. It says what each is, from which code
//! and data it was made, and the SHA-256 of all of these. A test holds the committed files to it.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::entities::corpus::{Source, TRAINING};

#[derive(clap::Args)]
pub struct Args {
    /// The folder with the training data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// The project's folder.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Models (lexicon, entities, quotes, casing, deep) that the code as it is has just made.
    #[arg(long, value_delimiter = ',')]
    made: Vec<String>,
}

/// Where the manifest is, in the project.
const FILE: &str = "tools/lab/models.toml";

const HEAD: &str = "\
# The models that the program carries, with the code and the data that they were made from. `lab manifest` writes this
# file; `lab manifest --made quotes` records a model that was made anew. `cargo test -p lab` holds the committed models,
# and the data where they are present, to it.
#
# code_commit       the commit that holds the code that made the model; empty until that is committed
# code_sha256       of all .rs and .txt files under src and tools/lab at that time, in the order of their paths:
#                   the path, a line feed, the file; of deep reading, all .py and .sh files under tools/lab/deep
# is_todays_code    whether that is the code as it is now
# [model.data]      SHA-256 by path: in the folder of data sets, which is no part of the project, or in the project
";

/// A model that the program carries.
struct Model {
    name: &'static str,
    what: &'static str,
    path: &'static str,
    command: &'static str,
}

const MODELS: [Model; 5] = [
    Model {
        name: "lexicon",
        what: "words with cluster, frequency, habit of capitals and lists; names of several words",
        path: "src/recognise/words/lexicon.bin",
        command: "lab lexicon",
    },
    Model {
        name: "entities",
        what: "the entity tagger: a CRF, and the network of its second pass",
        path: "src/recognise/entities/entities.bin",
        command: "lab entities",
    },
    Model {
        name: "quotes",
        what: "quotations: tagger, span classifier, speaker ranker, calibration",
        path: "src/recognise/quotes/quotes.bin",
        command: "lab quotes",
    },
    Model {
        name: "casing",
        what: "capitals for text that has none, or nothing else: logistic regressions in two passes",
        path: "src/recognise/normalise/casing/casing.bin",
        command: "lab casing",
    },
    Model {
        name: "deep",
        what: "deep reading: an encoder that marks quotations, cues, sources and names",
        path: "tools/lab/deep/model.onnx",
        command: "tools/lab/deep/all.sh",
    },
];

/// The texts beside PolNeAR's whose pieces are counted for the encoder's vocabulary; `vocabulary.py` has the list.
const COUNTED: [&str; 6] = [
    "ner/worldwide/train",
    "ner/gmb/train",
    "ner/btc_newstweets/train",
    "ner/crossner_politics/train",
    "timex/timebank/train",
    "timex/aquaint/train",
];

/// Those that the deep model is taught on beside these.
const TAUGHT: [&str; 6] = [
    "ner/redocred/dev",
    "ner/redocred/test",
    "ner/wikigold/test",
    "ner/crossner_politics/dev",
    "ner/crossner_politics/test",
    "ner/gum_other/train",
];

/// What a larger model makes of the names of many texts.
const CHANCES: &str = "tools/lab/silver/chances.tsv.gz";

/// What the deep model makes of two sets' texts, from which the tagger of quotations learns.
const READINGS: &str = "tools/lab/silver/readings.tsv.gz";

impl Model {
    /// The files that it learns from, in the folder of data sets or in the project.
    fn data(&self) -> Vec<String> {
        let sets =
            TRAINING.iter().map(|source| format!("ner/{}/{}.jsonl.gz", source.set.folder(), source.part));
        let articles = "quotes/polnear/train.jsonl.gz".to_string();
        match self.name {
            "lexicon" => {
                let lists = ["names", "md_vectors_clusters", "wordfreq_zipf"];
                lists.iter().map(|list| format!("lex/{list}.tsv.gz")).chain(sets).collect()
            }
            "entities" => sets.chain([articles, CHANCES.to_string()]).collect(),
            "casing" => {
                let sets = crate::casing::ENTITY_SETS;
                let path = |source: &Source| format!("ner/{}/{}.jsonl.gz", source.set.folder(), source.part);
                sets.iter().map(path).chain([articles]).collect()
            }
            "deep" => {
                let sets = ["quotes/polnear_curly/train", "quotes/polnear_straight/train"];
                let path = |set: &&str| format!("{set}.jsonl.gz");
                let sets = sets.iter().chain(&COUNTED).chain(&TAUGHT).map(path);
                [articles].into_iter().chain(sets).chain([CHANCES.to_string()]).collect()
            }
            _ => {
                let read = ["ner/worldwide/train.jsonl.gz", "ner/gmb/train.jsonl.gz", READINGS];
                [articles].into_iter().chain(read.map(str::to_string)).collect()
            }
        }
    }

    /// The SHA-256 of the code that makes it, as that code is.
    fn code_sha256(&self, root: &Path) -> Result<String, Box<dyn Error>> {
        match self.name {
            "deep" => code_sha256(root, &[DEEP], &[".py", ".sh"]),
            _ => code_sha256(root, &["src", "tools/lab"], &[".rs", ".txt"]),
        }
    }
}

/// The trainer of deep reading, in Python, with its own files of text.
const DEEP: &str = "tools/lab/deep";

/// What the manifest has of a model: fields, and data files with their SHA-256.
#[derive(Clone, Debug, Default, PartialEq)]
struct Entry {
    fields: Vec<(String, String)>,
    data: Vec<(String, String)>,
}

impl Entry {
    fn get(&self, key: &str) -> &str {
        self.fields.iter().find(|(k, _)| k == key).map_or("", |(_, value)| value)
    }
}

/// Reads the part of TOML that [`render`] writes.
fn parse(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = vec![];
    let mut is_data = false;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        is_data = is_data && line != "[[model]]" || line == "[model.data]";
        if line == "[[model]]" {
            entries.push(Entry::default());
        }
        let Some((entry, (key, value))) = entries.last_mut().zip(line.split_once(" = ")) else { continue };
        let pair = [key, value].map(|part| part.trim_matches('"').to_string()).into();
        if is_data { entry.data.push(pair) } else { entry.fields.push(pair) }
    }
    entries
}

fn render(entries: &[Entry]) -> String {
    let mut text = HEAD.to_string();
    for entry in entries {
        text.push_str("\n[[model]]\n");
        for (key, value) in &entry.fields {
            let quote = if matches!(value.as_str(), "true" | "false") { "" } else { "\"" };
            writeln!(text, "{key} = {quote}{value}{quote}").expect("a string can be written to");
        }
        text.push_str("[model.data]\n");
        for (path, sha) in &entry.data {
            writeln!(text, "\"{path}\" = \"{sha}\"").expect("a string can be written to");
        }
    }
    text
}

fn sha256(path: &Path) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(format!("{:x}", Sha256::digest(bytes)))
}

/// Where a file of the manifest is.
fn locate(path: &str, root: &Path, data: &Path) -> PathBuf {
    if path.starts_with("tools/") { root.join(path) } else { data.join(path) }
}

/// The SHA-256 of the files in these folders whose names end so.
fn code_sha256(root: &Path, folders: &[&str], ends: &[&str]) -> Result<String, Box<dyn Error>> {
    let mut files = vec![];
    folders.iter().try_for_each(|folder| list_files(root, folder, &mut files))?;
    files.retain(|file| ends.iter().any(|end| file.ends_with(end)));
    files.sort();
    let mut hasher = Sha256::new();
    for file in files {
        hasher.update(format!("{file}\n"));
        hasher.update(std::fs::read(root.join(&file))?);
    }
    Ok(format!("{:x}", hasher.finalize()))
}

/// All files of a folder; those of deep reading only where it is the folder that is asked for.
fn list_files(root: &Path, folder: &str, files: &mut Vec<String>) -> std::io::Result<()> {
    for item in std::fs::read_dir(root.join(folder))? {
        let item = item?;
        let path = format!("{folder}/{}", item.file_name().to_string_lossy());
        if !item.file_type()?.is_dir() {
            files.push(path);
        } else if path != DEEP {
            list_files(root, &path, files)?;
        }
    }
    Ok(())
}

/// Writes the manifest: what it has of the code and the data stays, but of models that were made anew.
pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let file = args.root.join(FILE);
    let recorded = parse(&std::fs::read_to_string(&file).unwrap_or_default());
    let mut entries = vec![];
    for model in &MODELS {
        let present_code = model.code_sha256(&args.root)?;
        let before = recorded.iter().find(|entry| entry.get("name") == model.name);
        let entry = match before {
            Some(before) if !args.made.iter().any(|made| made == model.name) => {
                let sha = sha256(&args.root.join(model.path))?;
                if sha != before.get("sha256") {
                    let name = model.name;
                    return Err(format!("{} has changed: lab manifest --made {name}", model.path).into());
                }
                entry(model, before, &present_code)
            }
            _ => entry(model, &made_now(model, &args, &present_code)?, &present_code),
        };
        entries.push(entry);
    }
    std::fs::write(&file, render(&entries))?;
    println!("{}: {} models", file.display(), entries.len());
    Ok(())
}

/// What changes when a model is made anew.
fn made_now(model: &Model, args: &Args, present_code: &str) -> Result<Entry, Box<dyn Error>> {
    let field = |key: &str, value: String| (key.to_string(), value);
    let mut data = vec![];
    for path in model.data() {
        let sha = sha256(&locate(&path, &args.root, &args.data))?;
        data.push((path, sha));
    }
    let sha = sha256(&args.root.join(model.path))?;
    Ok(Entry { fields: vec![field("sha256", sha), field("code_sha256", present_code.to_string())], data })
}

/// The entry of a model, given what is recorded of its making.
fn entry(model: &Model, recorded: &Entry, present_code: &str) -> Entry {
    let is_todays_code = (recorded.get("code_sha256") == present_code).to_string();
    let fields = [
        ("name", model.name),
        ("what", model.what),
        ("path", model.path),
        ("sha256", recorded.get("sha256")),
        ("command", model.command),
        ("code_commit", recorded.get("code_commit")),
        ("code_sha256", recorded.get("code_sha256")),
        ("is_todays_code", &is_todays_code),
        ("note", recorded.get("note")),
    ];
    let fields = fields.iter().filter(|(_, value)| !value.is_empty());
    Entry {
        fields: fields.map(|(key, value)| (key.to_string(), value.to_string())).collect(),
        data: recorded.data.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    fn recorded() -> Vec<Entry> {
        parse(&std::fs::read_to_string(root().join(FILE)).expect("it is part of the project"))
    }

    #[test]
    fn the_committed_models_are_the_recorded_ones() {
        let recorded = recorded();
        let names: Vec<&str> = recorded.iter().map(|entry| entry.get("name")).collect();
        assert_eq!(names, MODELS.map(|model| model.name));
        for entry in &recorded {
            let path = entry.get("path");
            let sha = sha256(&root().join(path)).expect("models are part of the project");
            assert_eq!(
                sha,
                entry.get("sha256"),
                "{path}; after a training, `lab manifest --made` records it"
            );
        }
    }

    #[test]
    fn the_data_are_the_recorded_ones() {
        let data = root().join("../shared/data");
        for (path, sha) in recorded().iter().flat_map(|entry| &entry.data) {
            let file = locate(path, &root(), &data);
            if !file.exists() {
                crate::skipped::skip(&format!("data of the models: {} is missing", file.display()));
                continue;
            }
            assert_eq!(sha256(&file).expect("the file is there"), *sha, "{path}");
        }
    }

    #[test]
    fn the_manifest_says_whether_a_model_is_of_todays_code() {
        for (entry, model) in recorded().iter().zip(&MODELS) {
            let present = model.code_sha256(&root()).expect("the code is part of the project");
            let is_todays = (entry.get("code_sha256") == present).to_string();
            assert_eq!(entry.get("is_todays_code"), is_todays, "{}; run `lab manifest`", entry.get("name"));
        }
    }

    #[test]
    fn every_model_has_its_data_and_its_code_recorded() {
        for (entry, model) in recorded().iter().zip(&MODELS) {
            let paths: Vec<&String> = entry.data.iter().map(|(path, _)| path).collect();
            assert_eq!(paths, model.data().iter().collect::<Vec<_>>(), "{}", model.name);
            assert_eq!(entry.get("code_sha256").len(), 64, "{}", model.name);
        }
    }

    fn script(path: &str) -> String {
        std::fs::read_to_string(root().join(path)).expect("it is part of the project")
    }

    /// The strings of a list in a script.
    fn listed<'s>(script: &'s str, list: &str) -> Vec<&'s str> {
        let opening = format!("\n{list} = [");
        let items = script.split_once(&opening).and_then(|(_, rest)| rest.split_once(']')).expect("a list").0;
        items.split('"').skip(1).step_by(2).collect()
    }

    #[test]
    fn the_vocabulary_is_counted_in_the_texts_that_the_manifest_names() {
        let code = script("tools/lab/deep/vocabulary.py");
        assert_eq!(listed(&code, "TEXTS"), [&["quotes/polnear/train"], COUNTED.as_slice()].concat());
    }

    /// The scripts of deep reading are kept as they were run, so they cannot take these lists from elsewhere.
    #[test]
    fn deep_reading_reads_texts_that_the_larger_model_of_names_has_read() {
        let (texts, teach) = (script("tools/lab/deep/texts.py"), script("tools/lab/silver/teach.py"));
        let taught = listed(&teach, "SETS");
        for set in listed(&texts, "UNMARKED") {
            assert!(taught.contains(&set), "{set}");
        }
        // A text of GMB is known by the first of so many sentences.
        let corpus = script("tools/lab/src/entities/corpus.rs");
        for (code, line) in [
            (texts, "SENTENCES_TOGETHER = {\"ner/gmb/train\": 12}"),
            (teach, "SENTENCES_TOGETHER = 12"),
            (corpus, "const SENTENCES_TOGETHER: usize = 12;"),
        ] {
            assert!(code.lines().any(|there| there == line), "{line}");
        }
    }

    #[test]
    fn deep_reading_names_its_own_files() {
        let file = |name: &str| root().join(DEEP).join(name);
        let facts = std::fs::read(file("deep.json")).expect("it is part of the project");
        let facts: serde_json::Value = serde_json::from_slice(&facts).expect("it is JSON");
        for (key, name) in [("model_sha256", "model.onnx"), ("vocab_sha256", "vocab.txt")] {
            assert_eq!(facts[key], sha256(&file(name)).expect("it is part of the project"), "{name}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let entries = recorded();
        assert_eq!(parse(&render(&entries)), entries);
    }
}
