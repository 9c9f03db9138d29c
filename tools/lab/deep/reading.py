"""Reads articles: words and pieces with offsets, gold labels, and windows of whole paragraphs."""

import bisect
import gzip
import hashlib
import json
import re
import unicodedata

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

# C content of a quotation, I content of a thought or plan (ignored content), K cue, S source.
KINDS = ["C", "I", "K", "S"]
LABELS = ["O"] + [f"{place}-{kind}" for kind in KINDS for place in "BIES"]
LABEL_IDS = {label: i for i, label in enumerate(LABELS)}
# The kinds of names, and the tags of a word for them.
NAMES = ["PERSON", "ORG", "PLACE", "NORP", "MISC"]
NAME_TAGS = ["O"] + [f"{place}-{name}" for name in NAMES for place in "BI"]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
PAD, UNK, CLS, SEP = range(4)
WINDOW = 256
# The articles that the encoder does not learn from; the combination is fitted on them.
HELD_OUT_SHARE = 10


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def is_held_out(article_id):
    return hashlib.sha256(article_id.encode()).digest()[0] * HELD_OUT_SHARE < 256


def tokenizer(vocabulary):
    """BERT's uncased WordPiece over our own list of pieces; a word that it cannot spell is [UNK]."""
    pieces = {piece: i for i, piece in enumerate(vocabulary)}
    made = Tokenizer(models.WordPiece(pieces, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def paragraphs(text):
    spans, begin = [], 0
    for gap in re.finditer(r"\s*\n\s*", text):
        if begin < gap.start():
            spans.append((begin, gap.start()))
        begin = gap.end()
    if begin < len(text):
        spans.append((begin, len(text)))
    return spans


def shape(word):
    """0 other, 1 a capital first, 2 all capitals, 3 digits."""
    if word.isdigit():
        return 3
    if word[:1].isupper():
        return 2 if 1 < len(word) and word.isupper() else 1
    return 0


class Paragraph:
    """Pieces of a paragraph; `words` are spans in code points, `first` the first piece of each word."""

    def __init__(self, ids, first, words, shapes):
        self.ids, self.first, self.words, self.shapes = ids, first, words, shapes
        self.labels = [0] * len(words)


def read(text, tok):
    spans = paragraphs(text)
    made = []
    for (begin, end), encoded in zip(spans, tok.encode_batch([text[a:b] for a, b in spans], add_special_tokens=False)):
        first, words, of_word, previous = [], [], [], None
        for piece, (word, offset) in enumerate(zip(encoded.word_ids, encoded.offsets)):
            if word != previous:
                first.append(piece)
                words.append([begin + offset[0], begin + offset[1]])
                previous = word
            else:
                words[-1][1] = begin + offset[1]
            of_word.append(len(words) - 1)
        word_shapes = [shape(text[a:b]) for a, b in words]
        made.append(Paragraph(encoded.ids, first, words, [word_shapes[w] for w in of_word]))
    return made


def put_labels(article, quotes):
    """Gold labels: content first, then what is ignored, cues, sources; the first to take a word keeps it."""
    words = [word for paragraph in article for word in paragraph.words]
    of_paragraph = [p for p, paragraph in enumerate(article) for _ in paragraph.words]
    starts = [word[0] for word in words]
    labels = [0] * len(words)

    def put(span, kind):
        i, end = bisect.bisect_left(starts, span["start"]), bisect.bisect_left(starts, span["end"])
        if any(labels[i:end]):
            return
        while i < end:
            j = i
            while j < end and of_paragraph[j] == of_paragraph[i]:
                j += 1
            if j - i == 1:
                labels[i] = LABEL_IDS[f"S-{kind}"]
            else:
                labels[i] = LABEL_IDS[f"B-{kind}"]
                labels[i + 1 : j - 1] = [LABEL_IDS[f"I-{kind}"]] * (j - i - 2)
                labels[j - 1] = LABEL_IDS[f"E-{kind}"]
            i = j

    for kind, is_ignored in (("C", False), ("I", True)):
        for quote in quotes:
            if bool(quote.get("ignore")) == is_ignored:
                put(quote, kind)
    for key, kind in (("cue", "K"), ("speaker", "S")):
        for quote in quotes:
            if quote.get(key):
                put(quote[key], kind)
    at = 0
    for paragraph in article:
        paragraph.labels = labels[at : at + len(paragraph.words)]
        at += len(paragraph.words)


class Window:
    """`ids` and `shapes` for the encoder; `parts`: (paragraph, first word, piece of each word)."""

    def __init__(self, first_id):
        self.ids, self.shapes, self.parts = [first_id], [0], []


def windows(article, size=WINDOW, first_size=None, ends=(CLS, SEP)):
    """[CLS] paragraph [SEP] paragraph [SEP] …, as many as fit; one that is too long is cut before a word."""
    made, limit = [], first_size or size
    for p, paragraph in enumerate(article):
        begin, count = 0, len(paragraph.ids)
        while begin < count:
            end = count
            if size - 2 < count - begin:
                end = max(i for i in paragraph.first + [count] if i - begin <= size - 2)
                if end <= begin:
                    end = min(count, begin + size - 2)
            if not made or limit < len(made[-1].ids) + end - begin + 1:
                limit = size if made or len(paragraph.ids) + 2 > limit else limit
                made.append(Window(ends[0]))
            window = made[-1]
            offset = len(window.ids) - begin
            window.ids += paragraph.ids[begin:end] + [ends[1]]
            window.shapes += paragraph.shapes[begin:end] + [0]
            inside = [(w, offset + i) for w, i in enumerate(paragraph.first) if begin <= i < end]
            if inside:
                window.parts.append((p, inside[0][0], [i for _, i in inside]))
            begin = end
    return made


def spelled(piece):
    """Whether a piece of the large vocabulary is of use here: no other scripts, no unused entries."""
    body = piece.removeprefix("##")
    return not body.startswith("[") and all(
        unicodedata.name(c, "").split(" ")[0] == "LATIN" or not c.isalpha() for c in body
    )
