//! What cues show, each word once: without mark-up, without lines that stay while others roll up, parted by speaker.

use super::Cue;
use crate::document::parts::MediaTime;

/// Words of one speaker in one cue.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turn {
    pub time: MediaTime,
    /// Who speaks, as the file names them.
    pub speaker: Option<String>,
    pub words: String,
    /// Another speaker begins here, whether named or not.
    pub begins: bool,
}

impl Turn {
    /// `Name: words`, or the words alone.
    pub(super) fn text(&self) -> String {
        match &self.speaker {
            Some(name) => format!("{name}: {}", self.words),
            None => self.words.clone(),
        }
    }
}

/// Words of a speaker's name, at most; "Dr. Ida Lund of the harbour office" is none.
const LONGEST_NAME: usize = 4;
/// Milliseconds between two cues of which the later shows the earlier's line again.
const ROLL_UP_GAP: u32 = 100;

/// The turns of cues, in order.
pub(super) fn turns(cues: &[Cue]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = vec![];
    let mut shown: Vec<String> = vec![];
    let mut until = 0;
    for cue in cues {
        let lines: Vec<ShownLine> = cue.lines.iter().flat_map(|line| parted(line)).collect();
        let texts: Vec<String> = lines.iter().map(|line| line.words.clone()).collect();
        let rolls = cue.time.start <= until + ROLL_UP_GAP;
        let again = if rolls { repeated(&shown, &texts) } else { 0 };
        // A line that grows word by word replaces what it was.
        let grows = rolls && again == 0 && shown.len() == 1;
        let replaced = turns.pop_if(|last| grows && lines.first().is_some_and(|line| line.grows_from(last)));
        let start = replaced.map_or(cue.time.start, |turn| turn.time.start);
        let is_new = |line: &&ShownLine| !line.words.is_empty() && !is_sound(&line.words);
        turns.extend(lines.iter().skip(again).filter(is_new).map(|line| Turn {
            time: MediaTime { start, ..cue.time },
            speaker: line.speaker.clone(),
            words: line.words.clone(),
            begins: line.begins,
        }));
        until = cue.time.end;
        shown = texts.into_iter().filter(|text| !text.is_empty()).collect();
    }
    turns
}

/// How many lines at the start of a cue are those that the cue before ended with. A short answer that is given twice
/// stands alone both times.
fn repeated(shown: &[String], lines: &[String]) -> usize {
    let is_same = |count: &usize| shown[shown.len() - count..] == lines[..*count];
    let most = shown.len().min(lines.len());
    let longest = (1..=most).rev().find(is_same).unwrap_or(0);
    let is_answer = longest == lines.len() && lines.iter().all(|line| !line.contains(' '));
    if is_answer { 0 } else { longest }
}

/// A line, or the part of it that one speaker says.
#[derive(Clone, Debug, Default)]
struct ShownLine {
    speaker: Option<String>,
    words: String,
    begins: bool,
}

impl ShownLine {
    fn grows_from(&self, turn: &Turn) -> bool {
        let more = self.words.strip_prefix(turn.words.as_str());
        more.is_some_and(|more| more.starts_with(' ')) && self.speaker == turn.speaker
    }
}

/// The parts of a line by speaker, without mark-up.
fn parted(line: &str) -> Vec<ShownLine> {
    let (mut parts, mut part) = (vec![], ShownLine::default());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        part.words.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(tag) = tag(rest) else {
            let (sign, after) = rest.split_at(1);
            part.words.push_str(sign);
            rest = after;
            continue;
        };
        rest = &rest[tag.len()..];
        let inside = &tag[1..tag.len() - 1];
        if let Some(name) = voice(inside) {
            parts.push(std::mem::take(&mut part));
            part.speaker = Some(decoded(name)).filter(|name| !name.is_empty());
        } else if inside.starts_with("br") {
            part.words.push(' ');
        }
    }
    part.words.push_str(rest);
    parts.push(part);
    let mut parts: Vec<ShownLine> = parts.into_iter().map(finished).collect();
    if 1 < parts.len() {
        parts.retain(|part| !part.words.is_empty());
    }
    parts
}

/// The mark-up at the start of a text: `<i>`, `</c>`, `<00:00:01.000>`, `{\an8}`; `None` for a sign that is text.
fn tag(text: &str) -> Option<&str> {
    let close = if text.starts_with('<') { '>' } else { '}' };
    let inside = &text[1..];
    let is_markup = if close == '>' {
        inside.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
    } else {
        inside.starts_with('\\')
    };
    let end = inside.find(close).filter(|_| is_markup)?;
    Some(&text[..end + 2])
}

/// The name in `v Ida Lund` or `v.loud Ida Lund`.
fn voice(tag: &str) -> Option<&str> {
    let (element, name) = tag.split_once(char::is_whitespace)?;
    (element == "v" || element.starts_with("v.")).then(|| name.trim())
}

/// Reads the signs by which captions tell that another speaks: `>>`, a dash, `NAME:`.
fn finished(part: ShownLine) -> ShownLine {
    let words = decoded(&part.words);
    let arrow = words.trim_start_matches(['>', '»']).trim_start();
    let dash = words.strip_prefix(['-', '–', '—', '‐']).map(str::trim_start);
    let (bare, begins) = match dash {
        Some(bare)
            if bare.starts_with(char::is_alphanumeric) || bare.starts_with(['“', '"', '\'', '[', '(']) =>
        {
            (bare, true)
        }
        _ if words.starts_with(">>") => (arrow, true),
        _ => (words.as_str(), false),
    };
    let (label, said) = match label(bare) {
        Some((name, said)) => (Some(name.to_owned()), said),
        None => (None, bare),
    };
    // A voice may be named in its words, too.
    let begins = begins || (label.is_some() && part.speaker.is_none());
    ShownLine { speaker: part.speaker.or(label), words: said.to_owned(), begins }
}

/// The name before a colon: of few words, each with a capital. "The plan: stay open" is a sentence.
fn label(line: &str) -> Option<(&str, &str)> {
    let (name, said) = line.split_once(':')?;
    if !said.starts_with(' ') && !said.is_empty() {
        return None;
    }
    let bare = name.split(['(', '[']).next().unwrap_or("").trim();
    let words: Vec<&str> = bare.split_whitespace().collect();
    let is_name = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '&');
    let is_short = (1..=LONGEST_NAME).contains(&words.len());
    (is_short && words.iter().all(is_name)).then(|| (name.trim(), said.trim_start()))
}

/// Whether a line only describes what is heard: `[door slams]`, `(laughter)`, `♪`.
fn is_sound(words: &str) -> bool {
    let inside = |open, close| words.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    let bracketed = inside('[', ']').or_else(|| inside('(', ')'));
    bracketed.is_some_and(|inside: &str| !inside.contains([']', ')']))
        || words.chars().all(|c| matches!(c, '♪' | '♫' | ' '))
}

/// Named characters that subtitles may have.
const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("lrm", ""),
    ("rlm", ""),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
];

/// A text with its character references read and its blanks folded.
fn decoded(text: &str) -> String {
    let (mut read, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('&') {
        read.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest.find(';').filter(|end| *end <= 10).map(|end| (&rest[1..end], &rest[end + 1..]));
        let Some((character, after)) = reference.and_then(|(name, after)| Some((character(name)?, after)))
        else {
            read.push('&');
            rest = &rest[1..];
            continue;
        };
        read.push_str(&character);
        rest = after;
    }
    read.push_str(rest);
    read.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn character(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
        let number = hexadecimal.unwrap_or_else(|| number.parse()).ok()?;
        return char::from_u32(number).filter(|c| !c.is_control()).map(String::from);
    }
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| (*character).to_owned())
}
