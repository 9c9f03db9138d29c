//! The rows that each writer of features gives for a few tokens. The committed weights belong to these rows: a change
//! here makes every model stale.

use crate::document::Document;
use crate::learn::hash::mix;
use crate::learn::templates::FeatureWriter;
use crate::recognise::quotes::reports::rule_spans::rule_spans;
use crate::recognise::quotes::{context::TaggerInput, reports, tagger as quote_tagger, tags, token_features};
use crate::recognise::speakers::context::{SpeakerContext, SpeakerInput};
use crate::recognise::{entities, marks, words};

const TEXT: &str = "“We will not go back,” Prime Minister Ada Torvik-Lund told the BBC in Port Halden, Norland. \
    She said that al-Ameri's U.S.-led group, the Orvani Unity Party (OUP), had lost 3 of 14 seats.\n\n\
    According to OUP spokesman Ben Ost, “nothing 'great' happened”; he thinks so.";

/// One number for many, in their order.
fn digest(values: impl IntoIterator<Item = u64>) -> u64 {
    values.into_iter().fold(0, mix)
}

/// The digests of what a writer gives for each of some tokens.
fn check(writer: &str, found: &[u64], expected: &[u64]) {
    let shown: Vec<String> = found.iter().map(|digest| format!("0x{digest:016x}")).collect();
    assert_eq!(found, expected, "{writer}: [{}]", shown.join(", "));
}

#[test]
fn the_entity_tagger_sees_the_same_rows() {
    let document = Document::from_text(TEXT);
    let words = words::look_up(&document, words::lexicon());
    let mut writer = FeatureWriter::new(19);
    let mut of = |sentence: usize, token: usize| {
        let tokens = &document.sentences()[sentence].tokens;
        entities::features::write_features(&words, tokens, tokens.start + token, &mut writer);
        digest(writer.rows().iter().map(|&row| row.into()))
    };
    let found = [of(0, 0), of(0, 9), of(0, 12), of(0, 17), of(1, 3), of(1, 12), of(2, 2), of(2, 3)];
    check(
        "entity tagger",
        &found,
        &[
            0xc96e529963c2069a,
            0xb97300a7245afb00,
            0xcf6cb99673719e3c,
            0x71a6ebf4a6214f3a,
            0x0ce66b9438c4e224,
            0xedbd1cc278590511,
            0xcec6bc0ecb4edb88,
            0x3b5f09985950a0b9,
        ],
    );
}

#[test]
fn the_entity_tagger_sees_the_same_rows_of_a_set_in_training() {
    let document = Document::from_text(TEXT);
    let words = words::look_up(&document, words::lexicon());
    let mut writer = FeatureWriter::new(19);
    let tokens = &document.sentences()[1].tokens;
    entities::features::write_features(&words, tokens, tokens.start + 3, &mut writer);
    entities::features::write_set_features(&words, tokens, tokens.start + 3, 2, &mut writer);
    let found = digest(writer.rows().iter().map(|&row| row.into()));
    check("entity tagger, of a set", &[found], &[0x3751f3c7a8e869cf]);
}

#[test]
fn the_second_pass_sees_the_same_inputs() {
    let document = Document::from_text(TEXT);
    let words = words::look_up(&document, words::lexicon());
    let seen = entities::tagger().second_pass_tokens(&document, &words);
    // Thousandths: the last bits of a logarithm differ between machines.
    let value = |value: f32| (value * 1000.0).round() as i64 as u64;
    let of = |seen: &entities::second_pass::SecondPassToken| {
        digest(seen.inputs.iter().map(|&(input, x)| mix(input.into(), value(x))))
    };
    let found: Vec<u64> = seen.iter().map(of).collect();
    check(
        "second pass",
        &found,
        &[
            0xff27ddda2c1a5ddb,
            0x8ca3e44707245be8,
            0xd0d1dbabe8dc387b,
            0x317cd5b70c780885,
            0x1ce650e43b37b7a1,
            0x8e9da25ccd587601,
            0xaa662c5998f1da09,
            0x13abe34e9a15fee3,
            0x4e1b8163645f296f,
            0xaffe34a6add6ef42,
            0x9c2ec3fdc5aaf509,
            0x641ac7311e4a65f5,
            0x39c408614a42f4f8,
            0xf893cd9a2142a937,
            0x8932d960e4db10ca,
            0xaddcff6f2816839d,
            0x345e2c4fb70b79e7,
            0xd0959ac779319fa8,
            0xc739d83fc4c731a7,
            0xa44290b9676c4cd9,
            0xb9d159c678717f13,
            0x006b7350c55d3840,
            0x05e31eb62c7db008,
            0x46befbdadfdf47f5,
            0xd19eb92c7fedc821,
            0x4ce378f882930f1f,
            0xc57647966c97b33f,
        ],
    );
}

#[test]
fn the_quotation_tagger_sees_the_same_rows() {
    let document = Document::from_text(TEXT);
    let words = words::look_up(&document, words::lexicon());
    let marked = marks::pair(&document);
    let by_rules = reports::find::find(&document, &marked);
    let input = TaggerInput { document: &document, words: &words, marked: &marked, hints: &by_rules.hints };
    let mut writer = FeatureWriter::new(20);
    let mut found = vec![];
    for (_, context) in input.contexts(quote_tagger::passages(&document), |word| (word % 6) as u8) {
        for i in (0..context.seen.len()).step_by(4) {
            token_features::write_features(&context, i, &mut writer);
            found.push(digest(writer.rows().iter().map(|&row| row.into())));
        }
    }
    check(
        "quotation tagger",
        &found,
        &[
            0x3b7a7b23eb6f6c19,
            0x7e23e8e3449b73c4,
            0xcf9b22b1e95947e5,
            0x2fe9c84b50175566,
            0x1a291ee3fdc033fb,
            0x1115fce5220ba556,
            0x724a960960bdf26d,
            0xbaa72654df78a2df,
            0x11f06e183d4957df,
            0x0aa04c6155ff35c8,
            0xe8d16c7a2a53184a,
            0x2bb952ee9ac10184,
            0xf76f934021bfb140,
            0xfe731a117fcf48ae,
            0xb52a3758adeab524,
            0x23d243d16d7ac17a,
            0xfc5fda1847016e2d,
            0xaf05d0cc9dfbb145,
        ],
    );
}

#[test]
fn the_speaker_ranker_sees_the_same_rows() {
    let document = Document::from_text(TEXT);
    let words = words::look_up(&document, words::lexicon());
    let marked = marks::pair(&document);
    let rule_spans = rule_spans(&document, &reports::find::find(&document, &marked));
    let token = |word: &str| {
        let is_word = |i: &usize| document.word(*i) == word;
        (0..document.tokens().len()).find(is_word).expect("the text has the word")
    };
    let span = |kind: usize, from: &str, to: &str| quote_tagger::TaggedSpan {
        kind,
        tokens: token(from)..token(to) + 1,
    };
    let spans = [
        span(tags::CONTENT, "“", "”"),
        span(tags::SOURCE, "Prime", "Lund"),
        span(tags::CUE, "told", "told"),
        span(tags::SOURCE, "She", "She"),
        span(tags::CUE, "said", "said"),
        span(tags::CONTENT, "that", "seats"),
        span(tags::SOURCE, "spokesman", "Ost"),
        span(tags::CONTENT, "nothing", "happened"),
    ];
    let sources: Vec<f32> = (0..document.tokens().len()).map(|i| (i * 37 % 100) as f32 / 250.0).collect();
    let context = SpeakerContext::new(&SpeakerInput {
        document: &document,
        words: &words,
        marked: &marked,
        entities: &[],
        spans: &spans,
        rule_spans: &rule_spans,
        source_marginals: &sources,
    });
    let candidates = |content| context.candidates(content, Some(&spans[1].tokens));
    let rows = context.contents().flat_map(candidates).map(|candidate| candidate.rows);
    let found: Vec<_> = rows.map(|rows| digest(rows.iter().map(|&row| row.into()))).collect();
    check(
        "speaker ranker",
        &found,
        &[
            0x2238161c7244524d,
            0xc74f790762cccea7,
            0x6dc2264a568c2b32,
            0x0196f2bebe198b7b,
            0x7d6d3807ca388467,
            0x802013ea787e47cb,
            0xd16fd99e1d855215,
            0x38e76360d921585c,
            0xf0d87f8678be3a76,
            0x05145750fc7852d7,
            0xf5ee172912725735,
            0xcc9fc178378abd72,
            0xc2ae067459aeb2e8,
            0x09e0489a5d90f350,
            0x66d938f7cda6214e,
        ],
    );
}
