"""python -m unittest test_deep.py: sums over sequences against plain enumeration, windows, kinds."""

import itertools
import math
import unittest

import numpy as np

from candidates import kind_of
from paths import ALLOWED, COUNT, FIRST, LAST, Sums, likeliest, spans
from reading import CLS, LABEL_IDS, SEP, Paragraph, shape, windows

WORDS = 3


def allowed_sequences():
    for labels in itertools.product(range(COUNT), repeat=WORDS):
        if FIRST[labels[0]] and LAST[labels[-1]] and all(ALLOWED[a, b] for a, b in zip(labels, labels[1:])):
            yield labels


class Paths(unittest.TestCase):
    def setUp(self):
        self.logits = np.random.default_rng(7).normal(size=(WORDS, COUNT)) * 2
        self.chances = {y: math.exp(sum(self.logits[t, k] for t, k in enumerate(y))) for y in allowed_sequences()}
        self.total = sum(self.chances.values())

    def test_likeliest(self):
        self.assertEqual(tuple(likeliest(self.logits)), max(self.chances, key=self.chances.get))

    def test_span(self):
        sums = Sums(self.logits)
        for first, last, kind in [(0, 0, "C"), (0, 2, "C"), (1, 2, "S"), (1, 1, "K")]:
            has = lambda y: (kind, first, last) in spans(list(y))
            right = sum(c for y, c in self.chances.items() if has(y)) / self.total
            self.assertAlmostEqual(sums.span(first, last, kind), right)

    def test_marginals(self):
        marginals = Sums(self.logits).marginals()
        right = sum(c for y, c in self.chances.items() if y[1] == LABEL_IDS["I-C"]) / self.total
        self.assertAlmostEqual(marginals[1, LABEL_IDS["I-C"]], right)
        np.testing.assert_allclose(marginals.sum(1), 1)


class Reading(unittest.TestCase):
    def test_shape(self):
        self.assertEqual([shape(w) for w in ["the", "The", "U", "USA", "2021", "e2e", "“"]], [0, 1, 1, 2, 3, 0, 0])

    def test_windows(self):
        paragraph = lambda n: Paragraph([9] * n, list(range(n)), [[i, i + 1] for i in range(n)], [0] * n)
        made = windows([paragraph(4), paragraph(3), paragraph(25)], size=12)
        self.assertEqual([len(w.ids) for w in made], [10, 12, 12, 7])
        self.assertEqual(made[0].ids, [CLS, 9, 9, 9, 9, SEP, 9, 9, 9, SEP])
        self.assertEqual([(p, first, len(pieces)) for w in made for p, first, pieces in w.parts], [(0, 0, 4), (1, 0, 3), (2, 0, 10), (2, 10, 10), (2, 20, 5)])

    def test_kind(self):
        text = 'He said "it is late" and left.'
        kind = lambda words: kind_of(text, (0, len(text)), text.index(words), text.index(words) + len(words))
        self.assertEqual([kind('"it is late"'), kind('"it is late" and'), kind("and left")], ["direct", "mixed", "indirect"])


if __name__ == "__main__":
    unittest.main()
