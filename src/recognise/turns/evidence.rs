//! Which heads of lines are labels of speakers: decided over the whole article, by how often each stands there, what
//! they name, and whether people speak in the words after them.

use std::collections::{HashMap, HashSet};

use super::labels::{self, LineHead, Separator};
use super::lines::{AnalysedLine, SpeechSigns};
use super::naming::{LabelKind, LabelReader, NamedLabel};
use crate::document::{Document, Role};
use crate::span::Span;

/// A head of a line that may be a label, with the line that it stands on.
pub(super) struct LabelCandidate {
    pub line: usize,
    pub head: LineHead,
    pub label: NamedLabel,
    /// Of the words after it, on this line or on the next.
    pub signs: SpeechSigns,
}

/// The candidates of an article, in the order of the text: what a name, a colon and words make.
pub(super) fn candidates(
    document: &Document,
    lines: &[AnalysedLine],
    reader: &LabelReader,
) -> Vec<LabelCandidate> {
    let mut candidates: Vec<LabelCandidate> = vec![];
    for (index, line) in lines.iter().enumerate() {
        if line.role(document) == Role::Caption {
            continue;
        }
        let Some(head) = labels::read(document, line.span) else { continue };
        let Some(label) = reader.read(&head) else { continue };
        let said =
            if head.words.is_empty() { lines.get(index + 1).map(|line| line.span) } else { Some(head.words) };
        let mut signs = said.map(|said| SpeechSigns::read(document, said)).unwrap_or_default();
        signs.is_about_other |= said.is_some_and(|said| names(document, said, label.core));
        let is_colon = head.separator == Separator::Colon;
        if is_colon || signs.can_be_said() && may_separate(document, &head, &label, &signs) {
            candidates.push(LabelCandidate { line: index, head, label, signs });
        }
    }
    drop_headline(document, lines, &mut candidates);
    candidates
}

/// A headline may have a name before a colon, too: it is a turn where the very label stands again. A first line that
/// ends as a sentence does may be a headline: then its name has small letters, and those of the turns have none.
fn drop_headline(document: &Document, lines: &[AnalysedLine], candidates: &mut Vec<LabelCandidate>) {
    let Some(first) = candidates.first() else { return };
    let name = |candidate: &LabelCandidate| document.slice(candidate.head.name);
    let is_shouted = |candidate: &&LabelCandidate| labels::is_shouted(name(candidate));
    let all_shout = 2 < candidates.len() && candidates[1..].iter().all(|candidate| is_shouted(&candidate));
    let is_title = match lines[first.line].role(document) {
        Role::Title => true,
        _ => first.line == 0 && all_shout && !is_shouted(&first),
    };
    let again = candidates.iter().filter(|other| name(other) == name(first)).count();
    if is_title && again < 2 {
        candidates.remove(0);
    }
}

/// Whether words have the last word of a name in them: then somebody tells of its bearer.
pub(super) fn names(document: &Document, words: Span, name: Span) -> bool {
    let last = document.tokens_in(name).next_back().map_or("", |t| document.word(t));
    let mut tokens = document.tokens_in(words).take(TOKENS_COMPARED);
    1 < last.len() && tokens.any(|t| document.word(t).eq_ignore_ascii_case(last))
}

/// Tokens of a paragraph in which its speaker's name is looked for.
const TOKENS_COMPARED: usize = 400;

/// Whether a label of this kind can have this separator. A full stop, a dash and the end of a line stand after other
/// things, too.
fn may_separate(document: &Document, head: &LineHead, label: &NamedLabel, signs: &SpeechSigns) -> bool {
    let is_short = head.name.len() <= 3;
    let is_known = !matches!(label.kind, LabelKind::Unknown | LabelKind::Place);
    let name = document.slice(head.name);
    match head.separator {
        Separator::Colon => true,
        Separator::Blank => is_short && !signs.is_names_alone,
        Separator::Stop if is_short => matches!(label.kind, LabelKind::Asker | LabelKind::Answerer),
        // "Questions for Ida Lund." alone on its line is a headline.
        Separator::Stop => {
            matches!(label.kind, LabelKind::Part | LabelKind::Person)
                && (signs.ends_sentence || 4 < signs.n_words)
                && (!head.words.is_empty() || label.kind == LabelKind::Part)
        }
        Separator::Dash => is_known && signs.ends_sentence,
        Separator::LineEnd => is_known && signs.ends_sentence && !name.ends_with(['.', '?', '!']),
    }
}

/// How the candidates of one speaker are used.
#[derive(Default)]
struct LabelUse {
    count: usize,
    questions: usize,
    is_described_as_asker: bool,
    kind: Option<LabelKind>,
    is_shouted: bool,
}

/// The labels of an article that name who speaks.
#[derive(Default)]
pub(super) struct SpeakerLabels {
    /// By their keys: what they name, and whether it asks.
    speakers: HashMap<String, (LabelKind, bool)>,
}

impl SpeakerLabels {
    /// What a label names, if it is one of a speaker.
    pub(super) fn kind(&self, key: &str) -> Option<LabelKind> {
        self.speakers.get(key).map(|(kind, _)| *kind)
    }

    /// Whether a label is of whoever asks.
    pub(super) fn asks(&self, key: &str) -> bool {
        self.speakers.get(key).is_some_and(|(_, asks)| *asks)
    }
}

/// The share of the turns that shows people speaking to each other, in a hundred: without labels that tell it.
const CONVERSATION: usize = 15;
/// The same, where no label stands twice: then the words alone tell.
const CONVERSATION_OF_SINGLES: usize = 50;
/// The same, where the labels are words that no list of names has.
const CONVERSATION_OF_SURNAMES: usize = 30;
/// More turns than this that begin with "she" are a list about people.
const ABOUT_OTHERS: usize = 34;
/// Of the turns of whoever asks so many are questions.
const QUESTIONS_OF_ASKER: usize = 60;
/// Of the turns of whoever answers not more.
const QUESTIONS_OF_ANSWERER: usize = 50;

/// The labels that name who speaks; none where the candidates make no conversation.
pub(super) fn accept(
    document: &Document,
    lines: &[AnalysedLine],
    candidates: &[LabelCandidate],
) -> SpeakerLabels {
    let with_layout = consistent(candidates);
    let mut uses = uses(document, &with_layout);
    let surnames = surnames(&with_layout, &uses);
    for (key, of) in uses.iter_mut().filter(|(_, of)| is_unnamed(of.kind)) {
        // A paper that asks: "Norland Times: When did you begin?"
        let asks = 2 <= of.count && of.count * QUESTIONS_OF_ASKER <= of.questions * 100;
        if asks {
            of.kind = Some(LabelKind::Asker);
        } else if surnames.contains(key) {
            of.kind = Some(LabelKind::Person);
        }
    }
    for key in answerers(&with_layout, &uses) {
        uses.entry(key).or_default().kind = Some(LabelKind::Person);
    }
    let is_strong = |candidate: &&LabelCandidate| !is_unnamed(uses[candidate.label.key.as_str()].kind);
    let strong: Vec<&LabelCandidate> = with_layout.iter().copied().filter(is_strong).collect();
    if !is_conversation(lines, document, &strong, &uses) {
        return SpeakerLabels::default();
    }
    let mut keys: HashSet<&str> = strong.iter().map(|candidate| candidate.label.key.as_str()).collect();
    keys.extend(unknown_among(&with_layout, &strong, &uses));
    let speaker = |&key: &&str| {
        let kind = uses[key].kind.unwrap_or(LabelKind::Unknown);
        (key.to_owned(), (kind, asks(key, &keys, &uses)))
    };
    let mut speakers: HashMap<String, (LabelKind, bool)> = keys.iter().map(speaker).collect();
    // Within a transcript a part may say a name and nothing else.
    let (first, last) = (strong[0].line, strong[strong.len() - 1].line);
    let silent = candidates.iter().filter(|candidate| !candidate.signs.can_be_said());
    for candidate in silent.filter(|candidate| first <= candidate.line && candidate.line <= last + 1) {
        if matches!(candidate.label.kind, LabelKind::Part | LabelKind::Person) {
            speakers.entry(candidate.label.key.clone()).or_insert((candidate.label.kind, false));
        }
    }
    SpeakerLabels { speakers }
}

fn is_unnamed(kind: Option<LabelKind>) -> bool {
    matches!(kind, None | Some(LabelKind::Unknown | LabelKind::Place))
}

/// How each label is used, by their keys.
fn uses<'a>(document: &Document, candidates: &[&'a LabelCandidate]) -> HashMap<&'a str, LabelUse> {
    let mut uses: HashMap<&str, LabelUse> = HashMap::new();
    for candidate in candidates {
        let of = uses.entry(&candidate.label.key).or_default();
        of.count += 1;
        of.questions += usize::from(candidate.signs.is_question);
        of.is_described_as_asker |= is_asker(document, &candidate.head);
        of.is_shouted |= labels::is_shouted(document.slice(candidate.head.name));
        if is_unnamed(of.kind) {
            of.kind = Some(candidate.label.kind);
        }
    }
    uses
}

/// The labels of one word in capitals that no list knows, where people speak behind them to each other.
fn surnames<'a>(candidates: &[&'a LabelCandidate], uses: &HashMap<&str, LabelUse>) -> HashSet<&'a str> {
    let is_surname = |candidate: &&&LabelCandidate| {
        let of = &uses[candidate.label.key.as_str()];
        let may_be_person = is_unnamed(of.kind) || of.kind == Some(LabelKind::Person);
        may_be_person
            && of.is_shouted
            && candidate.head.separator == Separator::Colon
            && !candidate.label.key.contains('_')
    };
    let shouted: Vec<&&LabelCandidate> = candidates.iter().filter(is_surname).collect();
    let conversation = shouted.iter().filter(|candidate| candidate.signs.is_conversation()).count();
    let keys: HashSet<&str> = shouted.iter().map(|candidate| candidate.label.key.as_str()).collect();
    // "LANE (voice-over):" is a script, in which each may speak once.
    let is_script = |candidate: &&&LabelCandidate| candidate.head.description.is_some();
    let repeated = keys.iter().any(|key| 2 <= uses[key].count) || shouted.iter().any(is_script);
    let speaks = shouted.len() * CONVERSATION_OF_SURNAMES <= conversation * 100;
    if repeated && 2 <= keys.len() && speaks { keys } else { HashSet::new() }
}

/// Names that no list knows, each of whose turns stands right after a question of whoever asks.
fn answerers<'a>(candidates: &[&'a LabelCandidate], uses: &HashMap<&str, LabelUse>) -> Vec<&'a str> {
    let kind = |candidate: &LabelCandidate| uses[candidate.label.key.as_str()].kind;
    let mut answers: HashMap<&str, usize> = HashMap::new();
    for pair in candidates.windows(2).filter(|pair| kind(pair[0]) == Some(LabelKind::Asker)) {
        let is_answer = pair[0].signs.is_question && kind(pair[1]) == Some(LabelKind::Unknown);
        *answers.entry(&pair[1].label.key).or_default() += usize::from(is_answer);
    }
    answers.retain(|key, count| 2 <= *count && *count == uses[key].count);
    answers.into_keys().collect()
}

/// The candidates whose layout is not a matter of chance: a dash, a line of its own or a blank stands after the names of
/// several turns; one of two speakers at least has two.
fn consistent(candidates: &[LabelCandidate]) -> Vec<&LabelCandidate> {
    let mut by_layout: HashMap<Separator, HashMap<&str, usize>> = HashMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.signs.can_be_said()) {
        *by_layout.entry(candidate.head.separator).or_default().entry(&candidate.label.key).or_default() += 1;
    }
    // "QWhy?" with "A: Because" are the letters of one interview.
    let is_letter =
        |candidate: &&LabelCandidate| matches!(candidate.label.kind, LabelKind::Asker | LabelKind::Answerer);
    let speaking = candidates.iter().filter(|candidate| candidate.signs.can_be_said());
    let letters: HashSet<&str> = speaking.filter(is_letter).map(|c| c.label.key.as_str()).collect();
    let holds = |candidate: &&LabelCandidate| {
        let keys = &by_layout[&candidate.head.separator];
        match candidate.head.separator {
            Separator::Colon | Separator::Stop => true,
            _ if candidate.head.is_stamped => true,
            Separator::Blank => 2 <= keys.len() || is_letter(candidate) && 2 <= letters.len(),
            Separator::Dash | Separator::LineEnd => {
                2 <= keys.len() && keys.values().any(|count| 2 <= *count)
                    || keys.values().all(|count| 2 <= *count)
            }
        }
    };
    candidates.iter().filter(|candidate| candidate.signs.can_be_said()).filter(holds).collect()
}

/// Whether the words after a name say that it asks: ", HOST".
fn is_asker(document: &Document, head: &LineHead) -> bool {
    let askers = &document.language().turns.askers;
    head.description.is_some_and(|description| {
        let mut tokens = document.tokens_in(description);
        tokens.any(|t| askers.contains_ignoring_case(document.word(t)) && 1 < document.word(t).len())
    })
}

/// Whether the turns of labels that can name speakers are those of a conversation.
fn is_conversation(
    lines: &[AnalysedLine],
    document: &Document,
    strong: &[&LabelCandidate],
    uses: &HashMap<&str, LabelUse>,
) -> bool {
    let share = |is_it: &dyn Fn(&LabelCandidate) -> bool| {
        strong.iter().filter(|candidate| is_it(candidate)).count() * 100 / strong.len().max(1)
    };
    let keys: HashSet<&str> = strong.iter().map(|candidate| candidate.label.key.as_str()).collect();
    let repeated = keys.iter().any(|key| 2 <= uses[key].count);
    let conversation = share(&|candidate| candidate.signs.is_conversation());
    let stamped = 50 <= share(&|candidate| candidate.head.is_stamped);
    let about_others = ABOUT_OTHERS < share(&|candidate| candidate.signs.is_about_other);
    let sentences = 50 <= share(&|candidate| candidate.signs.ends_sentence);
    let is_asked = keys
        .iter()
        .any(|key| matches!(uses[key].kind, Some(LabelKind::Asker)) || uses[key].is_described_as_asker);
    let after_question = |candidate: &&&LabelCandidate| follows_question(lines, document, candidate.line);
    let asked = strong.iter().filter(after_question).count();
    match (keys.len(), repeated) {
        _ if strong.len() < 2 => false,
        (1, _) => (stamped || strong.len() <= asked * 2) && sentences,
        _ if is_asked => 0 < conversation,
        (_, true) => {
            let is_told = about_others || conversation == 0;
            stamped || CONVERSATION <= conversation || !is_told && sentences && 3 <= strong.len()
        }
        (_, false) => CONVERSATION_OF_SINGLES <= conversation && !about_others && sentences,
    }
}

/// Whether the line before is a question.
pub(super) fn follows_question(lines: &[AnalysedLine], document: &Document, line: usize) -> bool {
    let before = line.checked_sub(1).and_then(|before| lines.get(before));
    before.is_some_and(|before| document.slice(before.span).trim_end().ends_with(['?', '？', '؟']))
}

/// Labels of what no list knows that stand among those of speakers: of a paper, of a voice. In capitals where the
/// others are; or at least twice, and beside another's turn.
fn unknown_among<'a>(
    candidates: &[&'a LabelCandidate],
    strong: &[&LabelCandidate],
    uses: &HashMap<&str, LabelUse>,
) -> Vec<&'a str> {
    let first = strong.first().map_or(usize::MAX, |candidate| candidate.line);
    let last = strong.last().map_or(0, |candidate| candidate.line);
    let shouted = strong.iter().filter(|candidate| uses[candidate.label.key.as_str()].is_shouted).count();
    let all_shout = strong.len() < shouted * 2;
    let is_among = |candidate: &&&LabelCandidate| {
        let of = &uses[candidate.label.key.as_str()];
        let within = first <= candidate.line && candidate.line <= last + 1;
        // A place or a people has prices and scores behind its colon, too.
        let is_voice = of.kind != Some(LabelKind::Place) && 2 <= of.count && candidate.signs.ends_sentence;
        is_unnamed(of.kind)
            && candidate.head.separator == Separator::Colon
            && within
            && (all_shout && of.is_shouted || is_voice)
    };
    candidates.iter().filter(is_among).map(|candidate| candidate.label.key.as_str()).collect()
}

/// Whether a label is of whoever asks: it says so, or its turns are questions and another's are not.
fn asks(key: &str, keys: &HashSet<&str>, uses: &HashMap<&str, LabelUse>) -> bool {
    let of = &uses[key];
    if of.kind == Some(LabelKind::Asker) || of.is_described_as_asker {
        return true;
    }
    let share = |of: &LabelUse| of.questions * 100 / of.count.max(1);
    let answers = |other: &&str| **other != *key && share(&uses[*other]) < QUESTIONS_OF_ANSWERER;
    of.kind != Some(LabelKind::Answerer)
        && 2 <= of.count
        && QUESTIONS_OF_ASKER <= share(of)
        && keys.iter().any(answers)
}
