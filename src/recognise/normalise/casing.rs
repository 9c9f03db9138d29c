//! Capitals for text that has none, and small letters for text all in capitals.
//!
//! The tagger and the rules find names by their capitals. Where a paragraph is all in capitals, or an article has no
//! capitals, each word gets the case that it has elsewhere in the article, or else the one that a small trained model
//! expects (`tools/lab`, `lab casing`). A second pass scores each word again by what the first makes of its neighbours
//! and of the same word elsewhere. After Lita, Ittycheriah, Roukos and Kambhatla, "tRuEcasIng" (ACL 2003).

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use self::evidence::{CaseEvidence, WordCase};
use self::features::{CasingWord, casing_words};
use self::rescore::{ArticleScores, CAPITAL, SHOUTED, ScoredWord};
pub use self::rescore::{SCORES, Scores};
use crate::document::tokens::is_mark;
use crate::document::{Document, Paragraph, Role};
use crate::lang::detect::{self, ENGLISH};
use crate::learn::templates::FeatureWriter;
use crate::learn::{BadModel, Reader, WeightRows};

mod evidence;
mod features;
mod rescore;
#[cfg(feature = "training")]
pub(crate) mod training;

/// The weights of the two passes.
#[derive(Clone, Debug)]
pub(crate) struct CasingModel {
    first: WeightRows,
    second: WeightRows,
}

impl CasingModel {
    /// A model from the bytes that `tools/lab` writes.
    fn from_bytes(bytes: &[u8]) -> Result<CasingModel, BadModel> {
        let mut reader = Reader(bytes);
        reader.magic(b"cas2")?;
        let [first, second] = [WeightRows::read(&mut reader)?, WeightRows::read(&mut reader)?];
        let fits = first.labels() == SCORES && second.labels() == SCORES;
        if fits { Ok(CasingModel { first, second }) } else { Err(BadModel) }
    }
}

/// The model that the program carries.
pub(crate) fn model() -> &'static CasingModel {
    static MODEL: LazyLock<CasingModel> = LazyLock::new(|| {
        CasingModel::from_bytes(include_bytes!("casing/casing.bin"))
            .expect("the program's own weights are whole")
    });
    &MODEL
}

/// A copy of a document with the capitals that its words usually have, every byte at its place; `None` where its
/// paragraphs have capitals and small letters, or the text is not English.
pub(super) fn usual_case(document: &Document) -> Option<Document> {
    let paragraphs = of_one_case(document);
    if paragraphs.is_empty() {
        return None;
    }
    let small = document.text().to_lowercase();
    let tag = document.meta().lang.as_deref();
    let language = detect::shown(&small, small.split_whitespace()).language();
    if language.or_else(|| detect::of_tag(tag?)).is_some_and(|language| language != ENGLISH) {
        return None;
    }
    Some(with_usual_case(document, &paragraphs, model()))
}

/// Fewer words do not show that a paragraph is all in capitals: it may be an acronym and a number.
const LEAST_SHOUTED: usize = 3;

/// An article with fewer words and no capital is a scrap; its words stay as they are.
const LEAST_SMALL: usize = 4;

/// Of a hundred words in an article without capitals, so many have one all the same: a slip, a name pasted in.
const CAPITALS_OF_HUNDRED: usize = 1;

/// The paragraphs that are all in capitals, or all paragraphs of an article without capitals. A line in capitals among
/// others is recased where it is the headline or a sentence: headings are made of names as often as of words.
fn of_one_case(document: &Document) -> Vec<usize> {
    let (mut shouted, mut words, mut capitals, mut shouted_words) = (vec![], 0, 0, 0);
    for (index, paragraph) in document.paragraphs().iter().enumerate().filter(|(_, p)| p.is_read_as_english())
    {
        let count = CaseCount::of(document.slice(paragraph.span));
        if LEAST_SHOUTED <= count.capital && count.is_shouted() {
            shouted.push(index);
            shouted_words += count.words;
        }
        words += count.words;
        capitals += count.capital;
    }
    if LEAST_SMALL <= words && 100 * capitals <= CAPITALS_OF_HUNDRED * words {
        return (0..document.paragraphs().len()).collect();
    }
    if 2 * shouted_words <= words {
        shouted.retain(|&index| {
            let paragraph = &document.paragraphs()[index];
            let text = document.slice(paragraph.span).trim_end_matches(is_mark);
            matches!(paragraph.role, Role::Title | Role::Standfirst) || text.ends_with(['.', '!', '?'])
        });
    }
    shouted
}

/// The words of a text that have case, by their first letters; and letters.
#[derive(Default)]
struct CaseCount {
    words: usize,
    capital: usize,
    small_letters: usize,
    capital_letters: usize,
}

impl CaseCount {
    fn of(text: &str) -> CaseCount {
        let mut count = CaseCount::default();
        let mut is_within = false;
        for c in text.chars() {
            let (small, capital) = match c {
                'a'..='z' => (true, false),
                'A'..='Z' => (false, true),
                c if c.is_ascii() => (false, false),
                c => (c.is_lowercase(), c.is_uppercase()),
            };
            count.small_letters += usize::from(small);
            count.capital_letters += usize::from(capital);
            if (small || capital) && !is_within {
                count.words += 1;
                count.capital += usize::from(capital);
            }
            // "it's" and "McKay" are one word.
            is_within = small || capital || is_within && matches!(c, '\'' | '’');
        }
        count
    }

    /// Whether nearly all letters are capitals: "McKAY’s" has a small one.
    fn is_shouted(&self) -> bool {
        20 * self.small_letters <= self.capital_letters
    }
}

/// A sentence of which each word is scored.
struct ScoredSentence {
    tokens: Range<usize>,
    words: Vec<CasingWord>,
    scores: Vec<Scores>,
}

/// What the model makes of the words of some paragraphs.
fn with_usual_case(document: &Document, paragraphs: &[usize], model: &CasingModel) -> Document {
    let titled = titled(document, paragraphs);
    let evidence = CaseEvidence::of(document, paragraphs);
    let mut scored: Vec<ScoredSentence> = vec![];
    for &index in paragraphs {
        let Paragraph { sentences, .. } = &titled.paragraphs()[index];
        for sentence in &titled.sentences()[sentences.clone()] {
            let words = casing_words(&titled, sentence.tokens.clone());
            scored.push(ScoredSentence {
                tokens: sentence.tokens.clone(),
                scores: first_scores(&words, &model.first),
                words,
            });
        }
    }
    let first = article_scores(&scored);
    for sentence in &mut scored {
        rescore(sentence, &first, &model.second);
    }
    let article = article_scores(&scored);
    let labels: HashSet<usize> =
        paragraphs.iter().flat_map(|&index| shouted_label(document, &titled, index)).collect();
    let mut text = titled.text().to_owned();
    for ScoredSentence { tokens, words, scores } in scored {
        for ((token, word), own) in tokens.zip(&words).zip(scores) {
            let span = titled.tokens()[token].span;
            if labels.contains(&token) {
                text.replace_range(span.range(), document.slice(span));
                continue;
            }
            if !word.has_case() {
                continue;
            }
            let elsewhere = article.elsewhere(word, own).unwrap_or_default();
            let case = evidence.case(word.lower()).unwrap_or_else(|| decide(own, elsewhere));
            let case = if word.is_first() { case.max(WordCase::Capital) } else { case };
            recase(&mut text, span.range(), case);
        }
    }
    Document::from_stored(text, &document.roles(), document.meta().clone())
}

/// Tokens of a label of a turn, "MAYOR ADA LANE:", at most.
const LONGEST_LABEL: usize = 8;

/// The tokens of a label in capitals at a paragraph's start. Its capitals tell that it is one, so it keeps them.
fn shouted_label(document: &Document, titled: &Document, paragraph: usize) -> Range<usize> {
    let tokens = titled.paragraphs()[paragraph].tokens.clone();
    let colon = tokens.clone().take(LONGEST_LABEL).find(|&token| titled.word(token) == ":");
    let label = tokens.start..colon.unwrap_or(tokens.start);
    let is_small = |token: usize| document.slice(titled.tokens()[token].span).contains(char::is_lowercase);
    if label.clone().any(is_small) { tokens.start..tokens.start } else { label }
}

/// The scores of words by themselves.
fn first_scores(words: &[CasingWord], weights: &WeightRows) -> Vec<Scores> {
    let mut writer = FeatureWriter::new(weights.bits());
    let of = |(i, word): (usize, &CasingWord)| {
        if !word.has_case() {
            return Scores::default();
        }
        features::write_features(words, i, &mut writer);
        summed(&writer, weights)
    };
    words.iter().enumerate().map(of).collect()
}

/// Adds to the scores of a sentence's words what the second pass says.
fn rescore(sentence: &mut ScoredSentence, article: &ArticleScores, weights: &WeightRows) {
    let words = scored_words(&sentence.words, &sentence.scores, article);
    let mut writer = FeatureWriter::new(weights.bits());
    for (i, scores) in sentence.scores.iter_mut().enumerate() {
        rescore::write_features(&words, i, &mut writer);
        scores.iter_mut().zip(summed(&writer, weights)).for_each(|(score, more)| *score += more);
    }
}

fn scored_words(words: &[CasingWord], scores: &[Scores], article: &ArticleScores) -> Vec<ScoredWord> {
    let scored = |(word, &own): (&CasingWord, &Scores)| ScoredWord {
        word: *word,
        own,
        elsewhere: article.elsewhere(word, own),
    };
    words.iter().zip(scores).map(scored).collect()
}

fn summed(writer: &FeatureWriter, weights: &WeightRows) -> Scores {
    let sums = weights.sum(writer.rows());
    std::array::from_fn(|score| i32::from(sums[score]))
}

fn article_scores(sentences: &[ScoredSentence]) -> ArticleScores {
    ArticleScores::of(sentences.iter().flat_map(|s| s.words.iter().zip(s.scores.iter().copied())))
}

/// What is added to the scores of a word. A capital too many harms the taggers less than one too few: of 10 to 50, this
/// gives the best entities on development news in capitals.
const LENIENCE: Scores = [25, 18];

/// The case of a word by its own scores and those of the same word elsewhere, which count as much.
fn decide(own: Scores, elsewhere: Scores) -> WordCase {
    let score = |kind: usize| own[kind] + elsewhere[kind] + LENIENCE[kind];
    match (score(CAPITAL), score(SHOUTED)) {
        (_, 1..) => WordCase::Shouted,
        (1.., _) => WordCase::Capital,
        _ => WordCase::Small,
    }
}

/// A copy of a document of which some paragraphs have every word with a capital, so that sentences and words are seen
/// where they are.
fn titled(document: &Document, paragraphs: &[usize]) -> Document {
    let mut text = document.text().to_owned();
    for &index in paragraphs {
        let span = document.paragraphs()[index].span;
        let mut words: Vec<Range<usize>> = vec![];
        for (at, c) in document.slice(span).char_indices() {
            let at = span.start().index() + at;
            let is_letter = c.is_alphanumeric();
            match words.last_mut() {
                Some(word) if word.end == at && (is_letter || matches!(c, '\'' | '’')) => {
                    word.end += c.len_utf8();
                }
                _ if is_letter => words.push(at..at + c.len_utf8()),
                _ => {}
            }
        }
        words.into_iter().for_each(|word| recase(&mut text, word, WordCase::Capital));
    }
    Document::from_stored(text, &document.roles(), document.meta().clone())
}

/// Writes a word in another case. Letters whose other case has another length in bytes stay, so that every byte stays
/// where it is.
fn recase(text: &mut String, word: Range<usize>, case: WordCase) {
    let mut is_first = true;
    let recased: String = text[word.clone()]
        .chars()
        .map(|c| {
            let is_capital = case == WordCase::Shouted || case == WordCase::Capital && is_first;
            is_first &= !c.is_alphabetic();
            let other = if is_capital { only(c.to_uppercase()) } else { only(c.to_lowercase()) };
            other.filter(|other| other.len_utf8() == c.len_utf8()).unwrap_or(c)
        })
        .collect();
    text.replace_range(word, &recased);
}

/// The one character of a mapping.
fn only(mut mapped: impl Iterator<Item = char>) -> Option<char> {
    mapped.next().filter(|_| mapped.next().is_none())
}
