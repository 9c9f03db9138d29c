"""Chooses the pieces that the encoder keeps: the most frequent of the upstream vocabulary in news that is no development set."""

import collections
import json

from tokenizers import Tokenizer

from reading import SPECIAL, rows, spelled

SIZE = 8000
TEXTS = [
    "quotes/polnear/train",
    "ner/worldwide/train",
    "ner/gmb/train",
    "ner/btc_newstweets/train",
    "ner/crossner_politics/train",
    "timex/timebank/train",
    "timex/aquaint/train",
]
# Every letter, digit and mark, so that a rare word can be spelled.
ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~‘’“”–—…•£€«»„"


def chosen(data, upstream):
    """The pieces in the order of their ids here, and their ids upstream."""
    tok = Tokenizer.from_file(str(upstream / "tokenizer.json"))
    tok.no_truncation()
    tok.no_padding()
    ids = tok.get_vocab()
    counts = collections.Counter()
    for name in TEXTS:
        for encoded in tok.encode_batch([row["text"] for row in rows(data / f"{name}.jsonl.gz")], add_special_tokens=False):
            counts.update(encoded.tokens)
    must = [c for c in ALPHABET] + [f"##{c}" for c in ALPHABET] + [c for c in MARKS]
    pieces = SPECIAL + [piece for piece in must if piece in ids]
    have = set(pieces)
    for piece, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])):
        if len(pieces) == SIZE:
            break
        if piece not in have and spelled(piece):
            have.add(piece)
            pieces.append(piece)
    pieces[4:] = sorted(pieces[4:], key=lambda p: (-counts[p], p))
    return pieces, [ids[piece] for piece in pieces]
