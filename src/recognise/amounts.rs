//! Amounts of money and percentages, by rule: `$2.5 million`, `20,000 euros`, `Rs 300`, `12 per cent`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::FoundEntity;
use crate::annotation::{EntityKind, Why};
use crate::document::{Document, TokenKind};
use crate::lang::en;
use crate::span::Span;

/// Patterns of figures hardly ever mean anything else.
const SURE: f32 = 0.95;

/// The amounts within a paragraph's tokens, in order, disjoint.
pub(crate) fn find(document: &Document, tokens: Range<usize>) -> Vec<FoundEntity> {
    let text = Tokens { document, end: tokens.end };
    let (mut found, mut i) = (vec![], tokens.start);
    while i < tokens.end {
        let Some((end, kind)) = text.amount(i) else {
            i += 1;
            continue;
        };
        let span = document.tokens()[i].span.hull(document.tokens()[end - 1].span);
        let name = document.slice(span).to_string();
        found.push(FoundEntity { span, kind, name, confidence: SURE, why: Why::Pattern });
        i = end;
    }
    found
}

/// What a word says of an amount.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// `million`, `bn`, `crore`
    Scale,
    /// `five`, `hundred`
    Figure,
    /// `euros`: stands after the figure
    Unit,
    /// `US`, `Hong Kong`'s first word and the like, before a unit or sign
    Nation,
    /// `EUR`, `Rs`: stands before or after the figure
    Code,
}

/// The words by small letters, but codes by capitals: `RON` is money, `Ron` is not.
static WORDS: LazyLock<HashMap<&'static str, Part>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    let mut part = Part::Unit;
    for entry in en::entries(include_str!("../lang/en/money.txt")) {
        part = match entry {
            "[scales]" => Part::Scale,
            "[figures]" => Part::Figure,
            "[units]" => Part::Unit,
            "[nations]" => Part::Nation,
            "[codes]" => Part::Code,
            word => {
                words.insert(word, part);
                part
            }
        };
    }
    words
});

/// Signs of currencies.
const SIGNS: &str = "$€£¥₹₽₺₩₦₱฿₫₴₡₵¢₪₸₾₮৳＄￥";

/// The longest entry of the list, in bytes: longer words need no looking up.
const LONGEST: usize = 12;

struct Tokens<'a> {
    document: &'a Document,
    end: usize,
}

impl Tokens<'_> {
    fn word(&self, i: usize) -> &str {
        if i < self.end { self.document.word(i) } else { "" }
    }

    fn part(&self, i: usize) -> Option<Part> {
        let word = self.word(i);
        if word.is_empty() || LONGEST < word.len() {
            return None;
        }
        let as_written = WORDS.get(word).or_else(|| WORDS.get(word.trim_end_matches('.'))).copied();
        as_written.or_else(|| match WORDS.get(word.to_ascii_lowercase().as_str()) {
            Some(Part::Code | Part::Nation) => None,
            other => other.copied(),
        })
    }

    fn is_number(&self, i: usize) -> bool {
        i < self.end && self.document.tokens()[i].kind == TokenKind::Number
    }

    fn touches(&self, i: usize) -> bool {
        let tokens = self.document.tokens();
        0 < i && i < self.end && tokens[i - 1].span.end() == tokens[i].span.start()
    }

    /// The end of the amount that begins with token `i`.
    fn amount(&self, i: usize) -> Option<(usize, EntityKind)> {
        if let Some((after, end)) = self.sign(i).and_then(|after| Some((after, self.number(after)?))) {
            let end = self.scaled(self.thousands(self.word(after), end));
            // "US$10 million dollars"
            return Some((self.unit(end).unwrap_or(end), EntityKind::Money));
        }
        if let Some(end) = self.glued(i) {
            return Some((self.scaled(end), EntityKind::Money));
        }
        let end = self.number(i).or_else(|| self.figures(i))?;
        if let Some(end) = self.percent(end) {
            return Some((end, EntityKind::Percent));
        }
        if self.is_number(i) && self.is_sign(end) && !self.is_before_figure(end) {
            // "70 ₹"
            return Some((end + 1, EntityKind::Money));
        }
        let scaled = self.scaled(end);
        // "CFC 2 won the match", "550 real estate agents"
        let other = scaled == end && self.word(end) == "won" && self.word(i).len() < 4
            || self.word(scaled) == "real" && self.word(scaled + 1) == "estate";
        Some((self.unit(scaled).filter(|_| !other)?, EntityKind::Money))
    }

    /// Whether a sign belongs to what follows: "5 $10 notes", "4 $ACME".
    fn is_before_figure(&self, sign: usize) -> bool {
        let word = self.word(sign + 1);
        self.is_number(sign + 1)
            || (self.touches(sign + 1) && word.starts_with(|c: char| c.is_alphanumeric()))
    }

    fn is_sign(&self, i: usize) -> bool {
        let mut chars = self.word(i).chars();
        chars.next().is_some_and(|c| SIGNS.contains(c)) && chars.next().is_none()
    }

    /// The end of a currency sign or code that stands before its figure: `$`, `US$`, `HK $`, `Rs.`, `EUR`.
    fn sign(&self, i: usize) -> Option<usize> {
        match self.part(i) {
            _ if self.is_sign(i) => Some(i + 1),
            Some(Part::Nation | Part::Code) if self.is_sign(i + 1) => Some(i + 2),
            // "US dollars 6000"
            Some(Part::Nation) if self.part(i + 1) == Some(Part::Unit) && 2 < self.word(i + 2).len() => {
                Some(i + 2)
            }
            // "S/479"
            _ if self.word(i) == "S"
                && self.word(i + 1) == "/"
                && self.touches(i + 1)
                && self.touches(i + 2) =>
            {
                Some(i + 2)
            }
            Some(Part::Code) => Some(i + 1 + usize::from(self.word(i + 1) == "." && self.touches(i + 1))),
            _ => None,
        }
    }

    /// The end of a code with its figure in one word: `RM20`, `Rs500`, and what hangs on it.
    fn glued(&self, i: usize) -> Option<usize> {
        let word = self.word(i);
        let digits = word.find(|c: char| c.is_ascii_digit())?;
        let code = &word[..digits];
        let known = 0 < digits && WORDS.get(code) == Some(&Part::Code) || matches!(code, "R" | "L" | "N");
        if !known {
            return None;
        }
        let figure = &word[digits..];
        let end = self.thousands(figure, self.separated(i + 1));
        let letters = figure.trim_start_matches(|c: char| c.is_ascii_digit());
        let scaled = self.scaled(end) != end || WORDS.get(letters) == Some(&Part::Scale);
        // "R2" is a robot, "L5" a bus and "N340" a road: one letter needs a figure of some length.
        let long = 1 < code.len() || scaled || end != i + 1 || (code != "N" && 3 <= figure.len());
        let plain = figure.bytes().all(|b| b.is_ascii_alphanumeric());
        (long && plain).then_some(end)
    }

    /// Past groups of three digits after blanks: "R120 000", of which `first` is the first.
    fn thousands(&self, first: &str, mut i: usize) -> usize {
        let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
        if 3 < first.len() || !digits(first) {
            return i;
        }
        while self.word(i).len() == 3 && digits(self.word(i)) && self.follows_a_blank(i) {
            i += 1;
        }
        i
    }

    fn follows_a_blank(&self, i: usize) -> bool {
        let tokens = self.document.tokens();
        0 < i && {
            let between = Span::new(tokens[i - 1].span.end(), tokens[i].span.start());
            matches!(self.document.slice(between), " " | "\u{a0}" | "\u{202f}" | "\u{2009}")
        }
    }

    /// The end of a number in digits, with a range: `5`, `1.2–1.4`.
    fn number(&self, i: usize) -> Option<usize> {
        if !self.is_number(i) {
            return None;
        }
        let end = self.separated(i + 1);
        let dash = matches!(self.word(end), "-" | "–") && self.touches(end) && self.touches(end + 1);
        if dash && self.is_number(end + 1) { Some(self.separated(end + 2)) } else { Some(end) }
    }

    /// Past groups of digits that the tokenisation split off.
    fn separated(&self, mut i: usize) -> usize {
        while matches!(self.word(i), "," | ".")
            && self.touches(i)
            && self.touches(i + 1)
            && self.is_number(i + 1)
        {
            i += 2;
        }
        i
    }

    /// The end of a number in words: `a hundred`, `twenty-five`, `several thousand`.
    fn figures(&self, i: usize) -> Option<usize> {
        // "a hundred", but not "a multimillion"
        let article =
            matches!(self.word(i), "a" | "A" | "an" | "An") && !self.word(i + 1).starts_with("multi");
        let article = usize::from(article);
        let several = usize::from(matches!(self.word(i), "several" | "Several"));
        let mut end = i + article + several;
        let first = end;
        let is_figure = |k: usize| matches!(self.part(k), Some(Part::Figure | Part::Scale));
        // "twenty-five", "tens of millions of dollars"
        let joins = |k: usize| match self.word(k) {
            "-" => self.part(k + 1) == Some(Part::Figure),
            "of" => self.word(k - 1).ends_with('s') && (is_figure(k + 1) || self.unit(k + 1).is_some()),
            _ => false,
        };
        while is_figure(end) || (first < end && joins(end)) {
            end += 1;
        }
        (first < end).then_some(end)
    }

    fn scaled(&self, i: usize) -> usize {
        let hyphen = usize::from(self.word(i) == "-" && self.touches(i));
        if self.part(i + hyphen) == Some(Part::Scale) { i + hyphen + 1 } else { i }
    }

    /// The end of a currency's name: `euros`, `U.S. dollars`, `Hong Kong dollars`.
    fn unit(&self, i: usize) -> Option<usize> {
        let hyphen = usize::from(self.word(i) == "-" && self.touches(i));
        let first = i + hyphen;
        (first..first + 3).find_map(|k| match self.part(k) {
            Some(Part::Unit) => Some(Some(k + 1)),
            Some(Part::Code) if k == first => Some(Some(k + 1)),
            Some(Part::Nation) => None,
            _ => Some(None),
        })?
    }

    /// The end of `%`, `percent`, `per cent`, `percentage points`.
    fn percent(&self, i: usize) -> Option<usize> {
        let i = i + usize::from(self.word(i) == "-" && self.touches(i));
        match (self.word(i), self.word(i + 1)) {
            ("per", "cent") => Some(i + 2),
            ("per", "-") if self.word(i + 2) == "cent" => Some(i + 3),
            ("%" | "percent" | "pct" | "per-cent" | "Percent", _) => Some(i + 1),
            ("percentage", "points" | "point") => Some(i + 2),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_an_amount() {
        for (text, expected) in [
            ("a multimillion-dollar deal for a hundred dollars", "multimillion-dollar|a hundred dollars"),
            ("the R2-D2, the N95 and the N340 at COP26", ""),
            ("for 70 ₹, 5 $10 notes, 4 $ACME shares, 300 €.", "70 ₹|$10|300 €"),
            ("for R120 000, N5bn, N7.2 billion, R500", "R120 000|N5bn|N7.2 billion|R500"),
        ] {
            let document = Document::from_text(text);
            let found = find(&document, 0..document.tokens().len());
            let names: Vec<&str> = found.iter().map(|amount| amount.name.as_str()).collect();
            assert_eq!(names.join("|"), expected, "in: {text}");
        }
    }
}
