//! Reads the head of a line that may name who speaks in it: `LUND:`, `Ida Lund (00:12):`, `Q.`, `Mr. LUND.`, or a name
//! alone on its line. What stands there may be anything; the whole article decides (see `evidence`).

use crate::document::Document;
use crate::document::tokens::is_apostrophe;
use crate::lang::Language;
use crate::span::Span;

/// Words of the longest name with its titles: "The Right Honourable the Lord Lund of Torvik".
const LONGEST_NAME: usize = 8;
/// Letters of the longest title that is written with a full stop: "Prof."
const LONGEST_SHORT_TITLE: usize = 4;
/// Bytes of what follows a name in brackets: "(Parliamentary Secretary, Harbours and Fisheries)".
const LONGEST_BRACKET: usize = 90;
/// Bytes of what follows a name and a comma: ", FORMER HARBOUR MASTER OF THE TOWN OF TORVIK".
const LONGEST_DESCRIPTION: usize = 100;

/// What stands between a label and the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Separator {
    Colon,
    Stop,
    Dash,
    /// A blank alone: "Q  Did you see it?"
    Blank,
    /// The label stands alone on its line.
    LineEnd,
}

/// A head of a line that may be a label.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LineHead {
    /// The words that name somebody, titles included.
    pub name: Span,
    /// What is said of them after a comma or in brackets.
    pub description: Option<Span>,
    /// The rest of the line: what is said.
    pub words: Span,
    pub separator: Separator,
    /// Whether a time stands beside the name.
    pub is_stamped: bool,
    /// Whether a quotation mark stands before the name: a paper quotes a transcript, each paragraph after a mark.
    pub is_quoted: bool,
}

/// The head of a line, if it may be a label.
pub(super) fn read(document: &Document, line: Span) -> Option<LineHead> {
    let text = document.slice(line);
    let mut reader =
        HeadReader { text, at: 0, language: document.language(), is_stamped: false, is_quoted: false };
    reader.skip_opening();
    let name_start = reader.at;
    let (name_end, description, separator) = reader.name()?;
    if reader.is_quoted && separator != Separator::Colon {
        return None;
    }
    reader.skip_after(separator);
    let base = line.start().index();
    let place = |start: usize, end: usize| Span::new(base + start, base + end);
    Some(LineHead {
        name: place(name_start, name_end),
        description: description.map(|(start, end)| place(start, end)),
        words: place(reader.at, text.len()),
        separator,
        is_stamped: reader.is_stamped,
        is_quoted: reader.is_quoted,
    })
}

struct HeadReader<'a> {
    text: &'a str,
    at: usize,
    language: &'a Language,
    is_stamped: bool,
    is_quoted: bool,
}

/// Where a name ends, what is said of its bearer, and what stands after it.
type NameRead = (usize, Option<(usize, usize)>, Separator);

impl HeadReader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        self.at = self.text.len() - self.rest().trim_start_matches(is_skipped).len();
    }

    /// Skips emphasis, a quotation mark, the marks of captions (`>>`), a time and the dash after it.
    fn skip_opening(&mut self) {
        self.skip(|c| c.is_whitespace() || is_emphasis(c));
        if let Some(rest) = self.rest().strip_prefix(['"', '“']) {
            self.at = self.text.len() - rest.len();
            self.is_quoted = true;
        }
        if self.rest().starts_with(">>") {
            self.skip(|c| c == '>' || c.is_whitespace());
        }
        if let Some(len) = stamp_len(self.rest()) {
            self.at += len;
            self.is_stamped = true;
            self.skip(|c| c.is_whitespace() || is_emphasis(c) || matches!(c, '-' | '–' | '—' | '|'));
        }
    }

    fn name(&mut self) -> Option<NameRead> {
        if let Some(end) = self.glued_label() {
            self.at = end;
            return Some((end, None, Separator::Blank));
        }
        let (mut words, mut end, mut description) = (0, self.at, None);
        let mut is_titled = false;
        loop {
            let before_blank = self.at;
            self.skip(|c| c.is_whitespace() || is_emphasis(c));
            let is_blank = before_blank < self.at;
            let Some(c) = self.next() else {
                return (0 < words).then_some((end, description, Separator::LineEnd));
            };
            if 0 < words && is_blank && self.is_short_label(&self.text[..end]) && starts_sentence(c) {
                return Some(self.after_letter(end));
            }
            match c {
                ':' | '：' if 0 < words => {
                    let after = self.rest()[c.len_utf8()..].chars().next();
                    let is_label = after.is_none_or(|c| c != '/' && !c.is_ascii_digit());
                    return is_label.then_some((end, description, Separator::Colon));
                }
                '(' | '[' if 0 < words => {
                    let inside = self.bracket()?;
                    description = description.or(inside);
                }
                ',' if 0 < words => return self.described(end),
                '–' | '—' if 0 < words => return self.before_dash(c, end, description),
                '-' if 0 < words && is_blank && self.rest()[1..].starts_with(' ') => {
                    return self.before_dash(c, end, description);
                }
                '.' if 0 < words && self.ends_with_stop(end, is_titled) => {
                    return Some((end, description, Separator::Stop));
                }
                _ => {
                    if description.is_some() || LONGEST_NAME == words {
                        // "Lund (Torvik) said": what follows is no label's end. A stamp may follow: "Ida Lund 0:04".
                        return self.stamp_at_end(end, description);
                    }
                    let Some(word) = self.word(words == 0) else {
                        return self.stamp_at_end(end, description).filter(|_| 0 < words);
                    };
                    is_titled |= self.is_title(&self.text[self.at..self.at + word]);
                    self.at += word;
                    words += 1;
                    end = self.at;
                }
            }
        }
    }

    /// A letter before the words, or before its number: "Q  Did you see it?", "Q 1: Did you see it?".
    fn after_letter(&mut self, end: usize) -> NameRead {
        let words = self.rest().trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = words.len() < self.rest().len() && words.starts_with([':', '.', ')']);
        if !is_number {
            return (end, None, Separator::Blank);
        }
        self.at = self.text.len() - words.len();
        (end, None, Separator::Colon)
    }

    /// A name before a dash. Words of a turn begin with a capital: "Lund – in a red coat – said" goes on.
    fn before_dash(&self, dash: char, end: usize, description: Option<(usize, usize)>) -> Option<NameRead> {
        let rest = &self.rest()[dash.len_utf8()..];
        let goes_on = rest.trim_start().starts_with(char::is_lowercase);
        (!goes_on).then_some((end, description, Separator::Dash))
    }

    /// Whether a name that ends here may be a label before a full stop: "Q.", "Mr. LUND.", "The SPEAKER.".
    fn ends_with_stop(&self, end: usize, is_titled: bool) -> bool {
        let rest = &self.rest()[1..];
        let follows = rest.trim_start_matches(|c: char| c.is_whitespace() || is_emphasis(c));
        let parted = rest.len() != follows.len() || matches!(follows.chars().next(), Some('—' | '–'));
        let name = self.text[..end].trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_shouted = name.split_whitespace().last().is_some_and(is_shouted);
        (parted || rest.is_empty()) && (is_titled || self.is_short_label(name) || is_shouted)
    }

    /// The end of a letter set large, which pages lose the blank after: "QWhat did you see?"
    fn glued_label(&self) -> Option<usize> {
        let mut letters = self.rest().char_indices();
        let ((_, first), (end, second)) = (letters.next()?, letters.next()?);
        let (_, third) = letters.next()?;
        let is_glued =
            first.is_uppercase() && second.is_uppercase() && (third.is_lowercase() || is_apostrophe(third));
        (is_glued && self.is_short_label(&self.rest()[..end])).then_some(self.at + end)
    }

    /// Bytes of the next word of a name; nothing where no name goes on.
    fn word(&self, is_first: bool) -> Option<usize> {
        let rest = self.rest();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '&' | '/' | '#' | '‑');
        let len = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let word = &rest[..len];
        let first = word.trim_start_matches('#').chars().next()?;
        let is_small = self.language.turns.within_labels.contains(word);
        let fits = first.is_uppercase()
            || first.is_ascii_digit() && !is_first
            || !is_first && is_small
            || word == "&";
        // Scripts without capitals have names, too; their labels are short.
        let fits = fits || first.is_alphabetic() && !first.is_lowercase() && len <= 24;
        if !fits || stamp_len(rest).is_some() {
            return None;
        }
        // The full stops of "Mr.", "J." and "Jr." are part of the name.
        let stopped = rest[len..].starts_with('.');
        let letters = word.chars().count();
        let is_initial = letters == 1 && !(is_first && self.is_short_label(word));
        let is_short_title = letters <= LONGEST_SHORT_TITLE && self.is_title(word);
        Some(if stopped && (is_initial || is_short_title) { len + 1 } else { len })
    }

    fn is_title(&self, word: &str) -> bool {
        is_title(self.language, word)
    }

    /// "Q", "A", "Q1": labels that need no colon.
    fn is_short_label(&self, name: &str) -> bool {
        let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
        let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let turns = &self.language.turns;
        let is_listed = |word: &str| turns.askers.contains(word) || turns.answerers.contains(word);
        letters.chars().count() == 1 && is_shouted(letters) && is_listed(&letters.to_lowercase())
    }

    /// Goes past brackets; gives what is in them, where it is no time.
    fn bracket(&mut self) -> Option<Option<(usize, usize)>> {
        let close = if self.next() == Some('(') { ')' } else { ']' };
        let len = self.rest().find(close).filter(|len| *len <= LONGEST_BRACKET)?;
        let inside = (self.at + 1, self.at + len);
        let stamp = stamp_len(&self.text[inside.0..inside.1]).is_some();
        self.is_stamped |= stamp;
        self.at += len + 1;
        Some((!stamp).then_some(inside))
    }

    /// A name with what its bearer is, after a comma: "MARA LUND, HOST:".
    fn described(&mut self, end: usize) -> Option<NameRead> {
        let start = self.at + 1;
        let rest = &self.text[start..];
        let colon = rest.char_indices().find(|(_, c)| matches!(c, ':' | '：' | '.' | '?' | '!' | ';'));
        let (len, separator) = match colon {
            Some((len, ':' | '：')) => (len, Separator::Colon),
            Some((len, '.')) if rest[len + 1..].starts_with(' ') => {
                // The full stop of an abbreviation: ", D-CALIF.:" and the like are rare enough to be left out.
                return None;
            }
            None => (rest.len(), Separator::LineEnd),
            _ => return None,
        };
        // "Ida," alone on its line is whom a letter is to.
        let is_empty = rest[..len].trim_matches(|c: char| c.is_whitespace() || is_emphasis(c)).is_empty();
        self.at = start + len;
        (!is_empty && len <= LONGEST_DESCRIPTION).then_some((end, Some((start, start + len)), separator))
    }

    /// A name with a time after it, alone on its line: "Ida Lund  0:04".
    fn stamp_at_end(&mut self, end: usize, description: Option<(usize, usize)>) -> Option<NameRead> {
        let len = stamp_len(self.rest())?;
        let rest = self.rest()[len..].trim_start_matches(is_emphasis);
        let separator = match rest.trim_start().chars().next() {
            None => Separator::LineEnd,
            Some(':') => Separator::Colon,
            Some('-' | '–' | '—') => Separator::Dash,
            Some(_) => return None,
        };
        self.at = self.text.len() - rest.trim_start().len();
        self.is_stamped = true;
        Some((end, description, separator))
    }

    /// Skips what separates the label from the words.
    fn skip_after(&mut self, separator: Separator) {
        if let (Separator::Colon | Separator::Stop | Separator::Dash, Some(c)) = (separator, self.next()) {
            self.at += c.len_utf8();
        }
        self.skip(|c| c.is_whitespace() || is_emphasis(c));
        if separator != Separator::Dash {
            let dash = self.rest().strip_prefix(['—', '–']).map(str::len);
            self.at = dash.map_or(self.at, |rest| self.text.len() - rest);
        }
        if let Some(len) = stamp_len(self.rest()) {
            self.at += len;
            self.is_stamped = true;
        }
        self.skip(char::is_whitespace);
    }
}

/// Whether a word is a title, in capitals throughout, too: "MR."
pub(super) fn is_title(language: &Language, word: &str) -> bool {
    let titles = &language.persons;
    titles.is_title(word) || is_shouted(word) && titles.is_title(&with_one_capital(word))
}

pub(in crate::recognise) fn with_one_capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_string() + &letters.as_str().to_lowercase()).unwrap_or_default()
}

fn is_emphasis(c: char) -> bool {
    matches!(c, '*' | '_')
}

fn starts_sentence(c: char) -> bool {
    c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '\'' | '‘')
}

/// Whether a word has capitals and no small letter.
pub(in crate::recognise) fn is_shouted(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// Bytes of a time of a recording at the beginning of a text: `00:12:03`, `[0:12]`, `(00:00:04.120)`.
fn stamp_len(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let close = match open {
        '[' => Some(']'),
        '(' => Some(')'),
        _ => None,
    };
    let clock = &text[usize::from(close.is_some())..];
    let len =
        clock.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',')).unwrap_or(clock.len());
    let digits = clock[..len].trim_end_matches([':', '.', ',']);
    let mut parts = digits.split(':');
    let is_number = |part: &str| {
        let whole = part.split(['.', ',']).next().unwrap_or("");
        (1..=2).contains(&whole.len()) && whole.bytes().all(|b| b.is_ascii_digit())
    };
    let is_clock = (2..=3).contains(&parts.clone().count()) && parts.all(is_number);
    if !is_clock {
        return None;
    }
    match close {
        None => Some(digits.len()),
        Some(close) => clock[digits.len()..].starts_with(close).then_some(digits.len() + 2),
    }
}
