//! Amounts of money and percentages, by rule: `$2.5 million`, `20,000 euros`, `Rs 300`, `12 per cent`.

use std::ops::Range;

use crate::annotation::{EntityKind, Why};
use crate::document::{Document, TokenKind};
use crate::lang::entities::{AmountWord, AmountWords};
use crate::recognise::FoundEntity;
use crate::span::Span;

/// Patterns of figures hardly ever mean anything else.
const SURE: f32 = 0.95;

/// The amounts within a paragraph's tokens, in order, disjoint.
pub(crate) fn find(document: &Document, tokens: Range<usize>) -> Vec<FoundEntity> {
    let text = AmountText { document, end: tokens.end, words: &document.language().entities.amounts };
    let (mut found, mut i) = (vec![], tokens.start);
    while i < tokens.end {
        let Some((end, kind)) = text.may_begin(i).then(|| text.amount(i)).flatten() else {
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

/// Signs of currencies.
const SIGNS: &str = "$€£¥₹₽₺₩₦₱฿₫₴₡₵¢₪₸₾₮৳＄￥";

/// Words of the longest figure that is written out, with room to spare; a bound, so that a text of figures costs no more.
/// "One hundred and twenty-three million four hundred and fifty-six thousand seven hundred and eighty-nine" has 22.
const LONGEST_FIGURE: usize = 40;

/// Groups of digits of the longest figure: a googol has 34. A bound for the same reason.
const MOST_GROUPS: usize = 40;

/// The letter of Peru's sign, which has a slash: `S/479`.
const SOL: &str = "S";

/// How far before an amount a verb of weighing may stand, in words: "weighed only about 40 pounds".
const WEIGHING: usize = 5;

/// A paragraph's tokens as amounts are read from them.
struct AmountText<'a> {
    document: &'a Document,
    end: usize,
    words: &'a AmountWords,
}

impl AmountText<'_> {
    fn word(&self, i: usize) -> &str {
        if i < self.end { self.document.word(i) } else { "" }
    }

    fn sense(&self, i: usize) -> Option<AmountWord> {
        self.words.sense(self.word(i))
    }

    fn is_number(&self, i: usize) -> bool {
        i < self.end && self.document.tokens()[i].kind == TokenKind::Number
    }

    fn touches(&self, i: usize) -> bool {
        let tokens = self.document.tokens();
        0 < i && i < self.end && tokens[i - 1].span.end() == tokens[i].span.start()
    }

    /// Whether an amount may begin with token `i`: a quick look, with false alarms.
    fn may_begin(&self, i: usize) -> bool {
        let (word, words) = (self.word(i), self.words);
        self.is_number(i)
            || words.sense(word).is_some()
            || word.bytes().any(|b| b.is_ascii_digit())
            || self.is_sign(i)
            || word == SOL
            || [&words.articles, &words.several, &words.fractions].iter().any(|list| list.contains(word))
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
        if let Some(end) = self.fraction_of_percent(i).or_else(|| self.glued_percent(i)) {
            return Some((end, EntityKind::Percent));
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
        let other = scaled == end && self.words.also_verbs.contains(self.word(end)) && self.word(i).len() < 4
            || self.words.compounds.get(self.word(scaled)) == Some(&self.word(scaled + 1));
        let unit = self.unit(scaled).filter(|_| !other)?;
        let scale = (i..scaled).any(|k| self.sense(k) == Some(AmountWord::Scale));
        let weight = !scale && self.is_weight(i, unit);
        (!weight).then_some((unit, EntityKind::Money))
    }

    /// "weighs 40 pounds", "100 pounds of rice", "14 kg (30 pounds)": a weight has the name of a currency.
    fn is_weight(&self, start: usize, end: usize) -> bool {
        let words = self.words;
        let unit = self.word(end - 1);
        if !words.also_weights.contains(unit) {
            return false;
        }
        // "a 50-pound bag"
        if !words.is_plural(unit) {
            return true;
        }
        let near = start.saturating_sub(WEIGHING)..start;
        let weighs = near.clone().any(|k| words.weighing.contains(self.word(k)));
        let of = words.of.contains(self.word(end)) && !words.worth.contains(self.word(end + 1));
        let beside = |mut range: Range<usize>| range.any(|k| words.beside_weights.contains(self.word(k)));
        weighs || of || beside(near) || beside(end..end + 3)
    }

    /// "3pc"
    fn glued_percent(&self, i: usize) -> Option<usize> {
        let unit = self.word(i).trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        (self.is_number(i) && self.words.percent.contains(unit)).then_some(i + 1)
    }

    /// "one-tenth of 1 percent", "a quarter of a percentage point", "half a percent".
    fn fraction_of_percent(&self, i: usize) -> Option<usize> {
        let words = self.words;
        let is_one = |k: usize| {
            words.articles.contains(self.word(k))
                || self.sense(k) == Some(AmountWord::Figure)
                || self.is_number(k)
        };
        let counted = i + usize::from(is_one(i) && !words.fractions.contains(self.word(i)));
        let counted = counted + usize::from(counted != i && self.word(counted) == "-");
        let fraction = words.fractions.contains(self.word(counted));
        // "0.5 of a percentage point"
        let decimal = counted == i + 1 && self.word(i).contains('.');
        if !fraction && !decimal {
            return None;
        }
        let end = counted + usize::from(fraction);
        let whole = end + usize::from(words.of.contains(self.word(end)));
        is_one(whole).then(|| self.percent(whole + 1)).flatten()
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
        match self.sense(i) {
            _ if self.is_sign(i) => Some(i + 1),
            Some(AmountWord::Nation | AmountWord::Code) if self.is_sign(i + 1) => Some(i + 2),
            // "US dollars 6000"
            Some(AmountWord::Nation)
                if self.sense(i + 1) == Some(AmountWord::Unit) && 2 < self.word(i + 2).len() =>
            {
                Some(i + 2)
            }
            // "S/479"
            _ if self.word(i) == SOL
                && self.word(i + 1) == "/"
                && self.touches(i + 1)
                && self.touches(i + 2) =>
            {
                Some(i + 2)
            }
            Some(AmountWord::Code) => {
                Some(i + 1 + usize::from(self.word(i + 1) == "." && self.touches(i + 1)))
            }
            _ => None,
        }
    }

    /// The end of a code with its figure in one word: `RM20`, `Rs500`, and what hangs on it.
    fn glued(&self, i: usize) -> Option<usize> {
        let word = self.word(i);
        let digits = word.find(|c: char| c.is_ascii_digit())?;
        let code = &word[..digits];
        let is = |word: &str, sense| self.words.senses.get(word) == Some(&sense);
        if !is(code, AmountWord::Code) && !self.words.letter_codes.contains(code) {
            return None;
        }
        let figure = &word[digits..];
        let end = self.thousands(figure, self.separated(i + 1));
        let letters = figure.trim_start_matches(|c: char| c.is_ascii_digit());
        let scaled = self.scaled(end) != end || is(letters, AmountWord::Scale);
        // "R2" is a robot, "L5" a bus and "N340" a road: one letter needs a figure of some length.
        let road = self.words.road_codes.contains(code);
        let long = 1 < code.len() || scaled || end != i + 1 || (!road && 3 <= figure.len());
        let plain = figure.bytes().all(|b| b.is_ascii_alphanumeric());
        (long && plain).then_some(end)
    }

    /// Past groups of three digits after blanks: "R120 000", of which `first` is the first.
    fn thousands(&self, first: &str, mut i: usize) -> usize {
        let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
        if 3 < first.len() || !digits(first) {
            return i;
        }
        let last = i + MOST_GROUPS;
        while i < last && self.word(i).len() == 3 && digits(self.word(i)) && self.follows_a_blank(i) {
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
        let last = i + 2 * MOST_GROUPS;
        while i < last
            && matches!(self.word(i), "," | ".")
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
        let many = |prefix: &&str| self.word(i + 1).starts_with(prefix);
        // "a two-million-euro prize": the article is the prize's.
        let compound =
            self.sense(i + 1) == Some(AmountWord::Figure) && self.word(i + 2) == "-" && self.touches(i + 2);
        let article = self.words.articles.contains(self.word(i))
            && !compound
            && !self.words.many_prefixes.iter().any(many);
        let article = usize::from(article);
        let several = usize::from(self.words.several.contains(self.word(i)));
        let share = self.share_of_figure(i + article);
        let mut end = i + article + several + share;
        let first = end;
        let is_figure = |k: usize| matches!(self.sense(k), Some(AmountWord::Figure | AmountWord::Scale));
        // "twenty-five", "tens of millions of dollars"
        let joins = |k: usize| match self.word(k) {
            "-" if self.words.many_prefixes.contains(&self.word(k - 1)) => is_figure(k + 1),
            "-" if self.sense(k + 1) == Some(AmountWord::Figure) => true,
            "-" => false,
            // "half a million", "one and a half million"
            word if self.words.articles.contains(word) => {
                self.words.halves.contains(self.word(k - 1)) && is_figure(k + 1)
                    || self.words.halves.contains(self.word(k + 1)) && is_figure(k + 2)
            }
            word if self.words.and_word.contains(word) => {
                self.words.articles.contains(self.word(k + 1)) && self.words.halves.contains(self.word(k + 2))
            }
            word => {
                self.words.of.contains(word)
                    && self.words.is_plural(self.word(k - 1))
                    && (is_figure(k + 1) || self.unit(k + 1).is_some())
            }
        };
        while end < i + LONGEST_FIGURE && (is_figure(end) || (first < end && joins(end))) {
            end += 1;
        }
        (first < end).then_some(end)
    }

    /// How many words before a figure say which share of it: "quarter of a million".
    fn share_of_figure(&self, i: usize) -> usize {
        let words = self.words;
        let is_figure = |k: usize| matches!(self.sense(k), Some(AmountWord::Figure | AmountWord::Scale));
        // "three quarters of a million"
        let counted =
            usize::from(self.sense(i) == Some(AmountWord::Figure) && words.is_plural(self.word(i + 1)));
        let at = i + counted;
        let is_share = words.fractions.contains(self.word(at))
            && words.of.contains(self.word(at + 1))
            && words.articles.contains(self.word(at + 2))
            && is_figure(at + 3);
        if is_share { counted + 3 } else { 0 }
    }

    fn scaled(&self, i: usize) -> usize {
        let hyphen = usize::from(self.word(i) == "-" && self.touches(i));
        if self.sense(i + hyphen) != Some(AmountWord::Scale) {
            return i;
        }
        // "3.5 lakh crore"
        let end = i + hyphen + 1;
        end + usize::from(self.sense(end) == Some(AmountWord::Scale) && self.word(end).len() > 2)
    }

    /// The end of a currency's name: `euros`, `U.S. dollars`, `Hong Kong dollars`.
    fn unit(&self, i: usize) -> Option<usize> {
        let hyphen = usize::from(self.word(i) == "-" && self.touches(i));
        let first = i + hyphen;
        (first..first + 3).find_map(|k| match self.sense(k) {
            Some(AmountWord::Unit) => Some(Some(k + 1)),
            Some(AmountWord::Code) if k == first => Some(Some(k + 1)),
            Some(AmountWord::Nation) => None,
            _ => Some(None),
        })?
    }

    /// The end of `%`, `percent`, `per cent`, `percentage points`.
    fn percent(&self, i: usize) -> Option<usize> {
        let i = i + usize::from(self.word(i) == "-" && self.touches(i));
        let (first, second) = (self.word(i), self.word(i + 1));
        let in_two = self.words.percent_in_two.get(first);
        match second {
            _ if first == "%" || self.words.percent.contains(first) => Some(i + 1),
            _ if in_two == Some(&second) => Some(i + 2),
            "-" if in_two == Some(&self.word(i + 2)) => Some(i + 3),
            _ if self.words.percentage.contains(first) && self.words.points.contains(second) => Some(i + 2),
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
