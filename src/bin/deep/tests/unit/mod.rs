//! The tiny model of `tests/tiny`, beside what other programs make of the same texts.

use std::time::Instant;

use sha2::{Digest, Sha256};

use crate::encoder::Encoder;
use crate::pieces::{self, PieceWord};
use crate::vocabulary::Vocabulary;
use crate::windows::{PieceWindow, windows};
use crate::{DeepError, DeepModel, DeepParagraph, DeepReading};

const DESCRIPTION: &str = include_str!("../tiny/deep.json");
const PIECES: &str = include_str!("../tiny/vocab.txt");
const MODEL: &[u8] = include_bytes!("../tiny/model.onnx");

fn vocabulary() -> Vocabulary {
    Vocabulary::read(PIECES).unwrap()
}

fn tiny() -> DeepModel {
    DeepModel::read(DESCRIPTION, PIECES, MODEL.to_vec()).unwrap()
}

fn read(model: &DeepModel, paragraphs: &[&str], first: usize) -> Vec<DeepParagraph> {
    let mut reading = DeepReading::new(model, paragraphs, first);
    while 0 < reading.windows_left() {
        assert!(0 < reading.read_window(model).unwrap());
    }
    assert_eq!(reading.read_window(model), Ok(0));
    reading.finish()
}

/// Each word with its likeliest label, where that is not "outside".
fn labelled<'t>(model: &'t DeepModel, text: &'t str, read: &DeepParagraph) -> Vec<(&'t str, &'t str)> {
    let rows = read.costs.chunks(model.labels().len());
    let best = rows.map(|row| row.iter().position(|&cost| cost == 0).unwrap());
    let named = read.words.iter().zip(best).filter(|(_, label)| *label != 0);
    named.map(|(&[start, end], label)| (&text[start..end], model.labels()[label].as_str())).collect()
}

#[derive(serde::Deserialize)]
struct KnownWords {
    text: String,
    words: Vec<(usize, usize, Vec<i32>)>,
}

#[test]
fn words_and_pieces_are_those_of_another_tokeniser() {
    let texts: Vec<KnownWords> = serde_json::from_str(include_str!("../tiny/words.json")).unwrap();
    for KnownWords { text, words } in texts {
        let own = pieces::words(&text, &vocabulary());
        let own: Vec<_> = own.into_iter().map(|w| (w.bytes.start, w.bytes.end, w.pieces)).collect();
        assert_eq!(own, words, "{text:?}");
    }
}

#[test]
fn numbers_are_those_of_another_engine() {
    #[derive(serde::Deserialize)]
    struct KnownLogits {
        ids: Vec<i32>,
        shapes: Vec<i32>,
        logits: Vec<Vec<f32>>,
    }
    let known: KnownLogits = serde_json::from_str(include_str!("../tiny/logits.json")).unwrap();
    let own = Encoder::read(MODEL.to_vec()).unwrap().run(known.ids, known.shapes, 17).unwrap().into_data();
    for (own, known) in own.iter().zip(known.logits.iter().flatten()) {
        // Engines round whole numbers differently.
        assert!((own - known).abs() < 0.02, "{own} {known}");
    }
}

#[test]
fn an_article_gets_labels_whatever_paragraph_is_read_first() {
    let model = tiny();
    let text = "The mayor claimed that the harbour stays open.";
    let long = "yes claimed that open ".repeat(30);
    let paragraphs = [text, "", &long, "Mayor planned to leave.", " \u{301} ", text];
    let read_first = read(&model, &paragraphs, 0);
    let [mayor, claimed, that] = [("mayor", "S-S"), ("claimed", "S-K"), ("that", "B-C")];
    let inner = [("the", "I-C"), ("harbour", "I-C"), ("stays", "I-C"), ("open", "E-C")];
    let first = [&[("The", "I-C"), mayor, claimed, that][..], &inner].concat();
    assert_eq!(labelled(&model, text, &read_first[0]), first);
    assert_eq!(labelled(&model, text, &read_first[5]), first);
    assert_eq!(labelled(&model, &long, &read_first[2]).len(), 120);
    assert!(read_first[1].words.is_empty() && read_first[4].words.is_empty());
    for first in 1..7 {
        assert_eq!(read(&model, &paragraphs, first), read_first);
    }
}

#[test]
fn reading_begins_where_the_reader_looks() {
    let model = tiny();
    let paragraphs = ["the mayor planned to leave the harbour"; 9];
    let mut reading = DeepReading::new(&model, &paragraphs, 4);
    reading.read_window(&model).unwrap();
    assert!(reading.has_read(4) && reading.has_read(5) && !reading.has_read(6));
    let so_far: Vec<bool> = reading.so_far().iter().map(|p| !p.words.is_empty()).collect();
    assert_eq!(so_far.iter().filter(|&&is_there| is_there).count(), 2);
    assert!(so_far[4] && so_far[5]);
    let is_read = |p: &DeepParagraph| p.costs.iter().any(|&cost| cost != 0);
    let read: Vec<usize> =
        reading.finish().iter().enumerate().filter(|(_, p)| is_read(p)).map(|(i, _)| i).collect();
    assert_eq!(read, [4, 5]);
}

#[test]
fn a_paragraph_that_is_cut_counts_as_read_at_its_end() {
    let model = tiny();
    let long = "yes claimed that open ".repeat(30);
    let mut reading = DeepReading::new(&model, &["", &long, "to"], 0);
    assert!(reading.has_read(0) && !reading.has_read(1));
    reading.read_window(&model).unwrap();
    assert!(1 < reading.windows_left() && !reading.has_read(1), "its first words alone were read");
    assert!(reading.so_far()[1].words.is_empty());
    while 0 < reading.read_window(&model).unwrap() {}
    assert!(reading.has_read(1) && reading.has_read(2));
    assert_eq!(reading.so_far(), reading.finish());
}

#[test]
fn windows_are_whole_paragraphs_that_fit() {
    let vocabulary = vocabulary();
    let paragraphs: Vec<Vec<PieceWord>> =
        ["the mayor", "", "claimed that the harbour stays open", "yes", "to"]
            .iter()
            .map(|text| pieces::words(text, &vocabulary))
            .collect();
    let shown = |most| {
        let show = |window: &PieceWindow| {
            let (ids, shapes) = window.inputs(&paragraphs, &vocabulary);
            assert!(ids.len() <= most && ids.len() == shapes.len());
            let beginnings: Vec<_> = window.beginnings(&paragraphs).collect();
            for (paragraph, word, at) in beginnings {
                assert_eq!(ids[at], paragraphs[paragraph][word].pieces[0]);
            }
            let parts = window.parts.iter().map(|part| format!("{}:{:?}", part.paragraph, part.words));
            parts.collect::<Vec<_>>().join(" ")
        };
        windows(&paragraphs, most).iter().map(show).collect::<Vec<_>>()
    };
    assert_eq!(shown(64), ["0:0..2 2:0..6 3:0..1 4:0..1"]);
    assert_eq!(shown(13), ["0:0..2 2:0..6 3:0..1", "4:0..1"]);
    assert_eq!(shown(8), ["0:0..2", "2:0..6", "3:0..1 4:0..1"]);
    assert_eq!(shown(5), ["0:0..2", "2:0..3", "2:3..6", "3:0..1 4:0..1"]);
}

#[test]
fn hostile_texts_are_read() {
    let model = tiny();
    let mut random = fastrand::Rng::with_seed(7);
    let kinds = ["a", " ", "\0", "\u{301}", "\n", "😀", "é", "\u{200d}", "東", "\"", "İ", "\u{fffd}", "ﷺ"];
    for _ in 0..200 {
        let text: String = (0..random.usize(0..60)).map(|_| random.choice(kinds).unwrap()).collect();
        for [start, end] in read(&model, &[text.as_str()], 0).remove(0).words {
            assert!(start < end && text.get(start..end).is_some(), "{text:?}");
        }
    }
}

#[test]
fn long_words_and_long_texts_are_cut_into_pieces_at_once() {
    let vocabulary = vocabulary();
    let texts = ["a".repeat(2_000_000), "a\u{301}".repeat(400_000), "harbour 😀 ".repeat(100_000)];
    for (text, count) in texts.iter().zip([1, 1, 200_000]) {
        let started = Instant::now();
        assert_eq!(pieces::words(text, &vocabulary).len(), count);
        assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    }
}

/// The tiny model's description for other files.
fn described(labels: &str, pieces: &str, model: &[u8]) -> String {
    let sha256 = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect::<String>();
    let [pieces, model] = [sha256(pieces.as_bytes()), sha256(model)];
    format!(r#"{{"labels":{labels},"window":24,"vocab_sha256":"{pieces}","model_sha256":"{model}"}}"#)
}

#[test]
fn files_that_are_no_model_are_refused() {
    let refused = |description: &str, pieces: &str, model: &[u8]| {
        DeepModel::read(description, pieces, model.to_vec()).err().unwrap().to_string()
    };
    assert!(refused("[]", PIECES, MODEL).starts_with("deep.json does not describe a model"));
    let without_labels = described("[]", PIECES, MODEL);
    assert!(refused(&without_labels, PIECES, MODEL).starts_with("deep.json does not describe a model"));
    let label = "[\"O\"]";
    let other_pieces = described(label, "the\n", MODEL);
    assert_eq!(refused(&other_pieces, "the\n", MODEL), "vocab.txt lacks the piece [UNK]");
    for damaged in [&b""[..], b"model", &MODEL[..MODEL.len() / 2]] {
        let described = described(label, PIECES, damaged);
        assert!(refused(&described, PIECES, damaged).starts_with("model.onnx cannot be used"));
    }
    let model = DeepModel::read(&described(label, PIECES, MODEL), PIECES, MODEL.to_vec()).unwrap();
    let read = DeepReading::new(&model, &["the"], 0).read_window(&model);
    assert!(matches!(read, Err(DeepError::Model(_))), "{read:?}");
}

#[test]
fn files_that_are_not_those_described_are_refused() {
    let mut damaged = MODEL.to_vec();
    damaged[MODEL.len() / 2] ^= 1;
    let read = |pieces: &str, model: Vec<u8>| DeepModel::read(DESCRIPTION, pieces, model).err();
    assert_eq!(read(PIECES, damaged), Some(DeepError::Damaged("model.onnx")));
    assert_eq!(read(&format!("{PIECES}x\n"), MODEL.to_vec()), Some(DeepError::Damaged("vocab.txt")));
    assert_eq!(read(PIECES, MODEL.to_vec()), None);
}
