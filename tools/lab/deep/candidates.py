"""Spans that may be quotations: those of the first reading and those of the encoder, with the facts that weigh them.

A paragraph's words are the encoder's; a span is a range of them, first and last included.
"""

import bisect
import math
import re

import numpy as np

from paths import Sums, likeliest, spans
from reading import KINDS, LABEL_IDS

# A span of the encoder is a candidate from this probability on.
LEAST = 0.05
# Two spans are nearly the same when they share this much of their words.
NEAR = 0.8
# Begins and ends less likely than this are not looked at.
EDGE = 0.005
MARK = re.compile(r"``|''|[\"“”„«»]")
OPENING, CLOSING = ("``", "“", "„", "«"), ("”", "»")


def kind_of(text, paragraph, begin, end):
    """direct: every word between marks; indirect: none, and no mark; mixed: the rest."""
    inside, is_open, words, between, has_mark = [], False, 0, 0, False
    marks = list(MARK.finditer(text, *paragraph))
    at, states = paragraph[0], []
    for mark in marks:
        states.append((at, mark.start(), is_open))
        is_open = mark.group() in OPENING or (mark.group() not in CLOSING and not is_open)
        at = mark.end()
        has_mark |= begin <= mark.start() < end
    states.append((at, paragraph[1], is_open))
    for word in re.finditer(r"\w+(?:['’\-]\w+)*", text[begin:end]):
        where = begin + word.start()
        state = next((s for a, b, s in states if a <= where < b), False)
        words, between = words + 1, between + state
    if words and between == words:
        return "direct"
    return "indirect" if between == 0 and not has_mark else "mixed"


class ParagraphReading:
    """What the encoder makes of a paragraph."""

    def __init__(self, text, words, logits):
        self.text, self.words = text, words
        self.starts = [w[0] for w in words]
        self.span = (words[0][0], words[-1][1])
        # Punctuation does not count when spans are compared.
        counted = [any(c.isalnum() for c in text[a:b]) for a, b in words]
        self.counted = np.concatenate([[0], np.cumsum(counted)])
        self.sums = Sums(logits)
        self.marginals = self.sums.marginals()
        self.best = spans(likeliest(logits))
        column = lambda place, kind: self.marginals[:, LABEL_IDS[f"{place}-{kind}"]]
        self.mass = {k: np.concatenate([[0], np.cumsum(sum(column(p, k) for p in "BIES"))]) for k in KINDS}
        self.likely = {k: self._likely(k) for k in "CI"}

    def _likely(self, kind):
        """(first, last, probability) of the spans whose ends are not out of the question."""
        begin = self.marginals[:, [LABEL_IDS[f"B-{kind}"], LABEL_IDS[f"S-{kind}"]]].sum(1)
        end = self.marginals[:, [LABEL_IDS[f"E-{kind}"], LABEL_IDS[f"S-{kind}"]]].sum(1)
        firsts, lasts = np.flatnonzero(begin > EDGE), np.flatnonzero(end > EDGE)
        found = [(i, j, self.sums.span(i, j, kind)) for i in firsts for j in lasts if i <= j]
        return [f for f in found if f[2] > 1e-4]

    def range_of(self, begin, end):
        """The words that start within code points."""
        return bisect.bisect_left(self.starts, begin), bisect.bisect_left(self.starts, end) - 1

    def likeness(self, a, b):
        """Shared words of all words."""
        size = lambda i, j: self.counted[j + 1] - self.counted[i] if i <= j else 0
        both = size(max(a[0], b[0]), min(a[1], b[1]))
        return both / max(1, size(*a) + size(*b) - both)

    def near(self, span, kind="C"):
        """The probability that a span of this kind is nearly this one."""
        return min(1.0, sum(p for i, j, p in self.likely[kind] if NEAR <= self.likeness(span, (i, j))))

    def mean(self, span, kind):
        total = self.mass[kind]
        return (total[span[1] + 1] - total[span[0]]) / (span[1] + 1 - span[0])


class Candidate:
    def __init__(self, paragraph, span, quote=None):
        self.paragraph, self.span, self.quote = paragraph, span, quote
        words = paragraph.words
        self.begin, self.end = (quote["start"], quote["end"]) if quote else (words[span[0]][0], words[span[1]][1])
        self.kind = quote["kind"] if quote else kind_of(paragraph.text, paragraph.span, self.begin, self.end)
        self.is_likeliest = False


def log_odds(p):
    return math.log((p + 0.002) / (1.002 - p))


def candidates(paragraph, quotes):
    """Of a paragraph: the first reading's quotations, and the encoder's spans that are not the same words."""
    made = []
    for quote in quotes:
        span = paragraph.range_of(quote["start"], quote["end"])
        if span[0] <= span[1]:
            made.append(Candidate(paragraph, span, quote))
    best = {(i, j) for kind, i, j in paragraph.best if kind == "C"}
    own = {(i, j) for i, j, p in paragraph.likely["C"] if LEAST <= p} | best
    for span in sorted(own):
        same = [c for c in made if c.quote and paragraph.likeness(c.span, span) == 1]
        if same:
            same[0].is_likeliest |= span in best
        else:
            made.append(Candidate(paragraph, span))
            made[-1].is_likeliest = span in best
    return made


FACTS = [
    "one", "first", "first_confidence", "near", "exact", "content", "ignored", "likeliest", "first_elsewhere",
    "first_near", "first_elsewhere_confidence", "direct", "mixed", "marked_near", "first_and_near", "length", "source",
]


def facts(candidate, quotes):
    """The numbers that the weights apply to, in the order of FACTS."""
    paragraph, span, quote = candidate.paragraph, candidate.span, candidate.quote
    near, exact = paragraph.near(span), paragraph.sums.span(*span, "C")
    others = [q for q in quotes if q is not quote and q["start"] < candidate.end and candidate.begin < q["end"]]
    like = max((paragraph.likeness(span, paragraph.range_of(q["start"], q["end"])) for q in others), default=0)
    confidence = log_odds(quote["confidence"]) if quote else 0.0
    rival = max((log_odds(q["confidence"]) for q in others), default=0.0)
    has_source = any(kind == "S" for kind, _, _ in paragraph.best)
    is_marked = candidate.kind != "indirect"
    return np.array([
        1, quote is not None, confidence, log_odds(near), log_odds(exact), log_odds(paragraph.mean(span, "C")),
        log_odds(paragraph.mean(span, "I")), candidate.is_likeliest, bool(others), like, rival,
        candidate.kind == "direct", candidate.kind == "mixed", is_marked * log_odds(near),
        (quote is not None) * log_odds(near), math.log(1 + span[1] - span[0]), has_source,
    ], dtype=float)
