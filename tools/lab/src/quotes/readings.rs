//! What the deep model makes of texts that no one has annotated: a file of probabilities, without the texts.
//!
//! A line is the path of a set, the id of a text and fields, with tabs between them. A field stands for a word that may
//! be of a quotation, a cue or a source: the code points from the start of the last such word to its own, then for each
//! likely tag a letter (`b` the first tag after "outside") and the probability in fifteenths.

use std::collections::HashMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;
use pullquote::training::learn::BioesTag;
use pullquote::training::quotes::{CONTENT, CUE, SOURCE, TAGS, THOUGHT};
use pullquote::{CodePointPos, Document, OffsetMap, Span};
use pullquote_deep::{DeepModel, DeepParagraph, DeepReading};

use super::settings::LANES;
use crate::data;
use crate::entities::corpus::texts;

#[derive(clap::Args)]
pub struct Args {
    /// The folder with the training data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// The folder of the deep model.
    #[arg(long, default_value = "tools/lab/deep")]
    model: PathBuf,
    /// Where the probabilities go.
    #[arg(long, default_value = "tools/lab/silver/readings.tsv.gz")]
    out: PathBuf,
    /// The sets that are read.
    #[arg(long, value_delimiter = ',', default_value = "ner/worldwide/train,ner/gmb/train")]
    sets: Vec<String>,
}

/// Probabilities are kept in so many steps.
const STEPS: f32 = 15.0;

pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let model = open(&args.model)?;
    let tags: Vec<usize> =
        model.labels().iter().map(|label| tag(label)).collect::<Result<_, Failed>>().map_err(plain)?;
    let mut out = GzEncoder::new(File::create(&args.out)?, Compression::best());
    for set in &args.sets {
        let texts = texts(&args.data, set)?;
        let half = texts.len().div_ceil(2).max(1);
        let read = |texts: &[(String, String)]| {
            texts.iter().map(|(id, text)| line(&model, &tags, set, id, text)).collect::<Result<Vec<_>, _>>()
        };
        let lines = std::thread::scope(|scope| {
            let read = &read;
            let running: Vec<_> = texts.chunks(half).map(|texts| scope.spawn(move || read(texts))).collect();
            running.into_iter().map(|part| part.join().expect("reading does not panic")).collect::<Vec<_>>()
        });
        for line in
            lines.into_iter().collect::<Result<Vec<_>, Failed>>().map_err(plain)?.into_iter().flatten()
        {
            out.write_all(line.as_bytes())?;
        }
        println!("{set}: {} texts; {:.0?}", texts.len(), begun.elapsed());
    }
    out.finish()?;
    Ok(())
}

/// Why a text was not read; what reads it runs in a thread.
type Failed = Box<dyn Error + Send + Sync>;

fn plain(why: Failed) -> Box<dyn Error> {
    why
}

fn open(folder: &Path) -> Result<DeepModel, Box<dyn Error>> {
    let path = |name: &str| folder.join(name);
    let text =
        |name: &str| fs::read_to_string(path(name)).map_err(|e| format!("{}: {e}", path(name).display()));
    Ok(DeepModel::read(&text("deep.json")?, &text("vocab.txt")?, fs::read(path("model.onnx"))?)?)
}

fn tag(label: &str) -> Result<usize, Failed> {
    let unknown = || Failed::from(format!("{label} is no label of quotations"));
    let Some((place, kind)) = label.split_once('-') else {
        return (label == "O").then_some(0).ok_or_else(unknown);
    };
    let kind = match kind {
        "C" => CONTENT,
        "I" => THOUGHT,
        "K" => CUE,
        "S" => SOURCE,
        _ => return Err(unknown()),
    };
    let tag = match place {
        "B" => BioesTag::Begin(kind),
        "I" => BioesTag::Inside(kind),
        "E" => BioesTag::End(kind),
        "S" => BioesTag::Single(kind),
        _ => return Err(unknown()),
    };
    Ok(tag.tag())
}

/// The line of a text.
fn line(model: &DeepModel, tags: &[usize], set: &str, id: &str, text: &str) -> Result<String, Failed> {
    let document = Document::from_text(text);
    let paragraphs = pullquote::deep_paragraphs(&document);
    let mut reading = DeepReading::new(model, &paragraphs, 0);
    while 0 < reading.windows_left() {
        reading.read_window(model).map_err(|error| format!("{set} {id}: {error}"))?;
    }
    let mut line = format!("{set}\t{id}");
    let mut last = 0;
    for ((paragraph, read), text) in document.paragraphs().iter().zip(reading.finish()).zip(&paragraphs) {
        // A text in another form has been read as a copy, whose places are others.
        if document.slice(paragraph.span) == text {
            write_words(&document, paragraph.span, (&read, tags), &mut last, &mut line);
        }
    }
    line.push('\n');
    Ok(line)
}

fn write_words(
    document: &Document,
    paragraph: Span,
    (read, tags): (&DeepParagraph, &[usize]),
    last: &mut u32,
    line: &mut String,
) {
    for ([start, _], costs) in read.words.iter().zip(read.costs.chunks(tags.len())) {
        let weights: Vec<f32> = costs.iter().map(|&cost| (-f32::from(cost) / 1000.0).exp()).collect();
        let sum: f32 = weights.iter().sum();
        let steps = |weight: &f32| (weight / sum * STEPS).round() as u32;
        let mut likely: Vec<(usize, u32)> = tags.iter().copied().zip(weights.iter().map(steps)).collect();
        likely.retain(|&(tag, steps)| tag != 0 && 0 < steps);
        if likely.is_empty() {
            continue;
        }
        let place = Span::new(paragraph.start().index() + start, paragraph.end().index()).start();
        let Some(CodePointPos(at)) = document.to_code_point(place) else { continue };
        line.push_str(&format!("\t{}", at - *last));
        *last = at;
        for (tag, steps) in likely {
            line.push(char::from(b'a' + tag as u8));
            line.push(char::from_digit(steps, 16).unwrap_or('f'));
        }
    }
}

/// A text with the probabilities of the tags of its tokens.
pub struct ReadText {
    pub document: Document,
    pub probabilities: Vec<[f32; LANES]>,
}

/// The texts of a file of readings.
pub fn read(data: &Path, file: &Path) -> Result<Vec<ReadText>, Box<dyn Error>> {
    let mut sets: HashMap<String, HashMap<String, String>> = HashMap::new();
    let mut read = vec![];
    for line in data::lines(file)? {
        let mut fields = line.split('\t');
        let [set, id] = std::array::from_fn(|_| fields.next().unwrap_or(""));
        if !sets.contains_key(set) {
            sets.insert(set.to_owned(), texts(data, set)?.into_iter().collect());
        }
        let text = sets[set].get(id).ok_or_else(|| format!("{set} has no text {id}"))?;
        let document = Document::from_text(text.as_str());
        let probabilities = probabilities(&document, fields)?;
        read.push(ReadText { document, probabilities });
    }
    Ok(read)
}

fn probabilities<'a>(
    document: &Document,
    fields: impl Iterator<Item = &'a str>,
) -> Result<Vec<[f32; LANES]>, Box<dyn Error>> {
    let offsets = OffsetMap::new(document.text());
    let mut outside = [0.0; LANES];
    outside[0] = 1.0;
    let mut all = vec![outside; document.tokens().len()];
    let mut at = 0;
    for field in fields.filter(|field| !field.is_empty()) {
        let wrong = || format!("{field} is no reading of a word");
        let digits = field.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        at += field[..digits].parse::<u32>()?;
        let start = offsets.from_code_point(document.text(), CodePointPos(at)).ok_or_else(wrong)?.index();
        let token = document.tokens_in(Span::new(start, start + 1)).start;
        let Some(row) = all.get_mut(token) else { return Err(wrong().into()) };
        // A token may be several of the model's words: the first stands for it.
        if document.tokens()[token].span.start().index() == start {
            *row = word(&field.as_bytes()[digits..]).ok_or_else(wrong)?;
        }
    }
    Ok(all)
}

fn word(pairs: &[u8]) -> Option<[f32; LANES]> {
    let mut row = [0.0; LANES];
    for pair in pairs.chunks(2) {
        let &[tag, steps] = pair else { return None };
        let tag = usize::from(tag.checked_sub(b'a')?);
        *row.get_mut(tag).filter(|_| tag < TAGS)? = char::from(steps).to_digit(16)? as f32 / STEPS;
    }
    row[0] = (1.0 - row[1..].iter().sum::<f32>()).max(0.0);
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_of_words_are_read_and_bad_ones_refused() {
        let document = Document::from_text("Yes, she said.");
        let read = probabilities(&document, ["0f3e8", "5nc", "4e1"].into_iter()).unwrap();
        assert_eq!(read[0][5], 3.0 / 15.0);
        assert!((read[0][0] - 4.0 / 15.0).abs() < 1e-6);
        assert_eq!(read[1][0], 1.0, "a comma that no field speaks of");
        assert_eq!(read[2][13], 12.0 / 15.0);
        for bad in ["x", "3", "0f", "0fg", "99f1"] {
            assert!(probabilities(&document, [bad].into_iter()).is_err(), "{bad}");
        }
    }
}
