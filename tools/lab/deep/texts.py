"""The texts that the encoders learn from, with what is known of each word."""

import bisect
import gzip

import numpy as np

from reading import LABELS, NAMES, NAME_TAGS, is_held_out, put_labels, read, rows

# An article with quotations is read with these marks in turn.
VARIANTS = ["polnear", "polnear_curly", "polnear_straight"]
# Texts whose quotations no one has marked.
UNMARKED = [
    "ner/worldwide/train",
    "ner/gmb/train",
    "ner/redocred/dev",
    "ner/redocred/test",
    "ner/wikigold/test",
    "ner/crossner_politics/train",
    "ner/crossner_politics/dev",
    "ner/crossner_politics/test",
    "ner/gum_other/train",
]
# Of these a text is so many rows, as each is a sentence.
SENTENCES_TOGETHER = {"ner/gmb/train": 12}
FOLDS = 4
SETS_LABELS = {
    "PERSON": ["Person"],
    "ORG": ["Organization"],
    "PLACE": ["Location", "Facility"],
    "NORP": ["NORP"],
    "MISC": ["Product", "Misc"],
}
NAME_OF = {label: name for name, labels in SETS_LABELS.items() for label in labels}


class Text:
    """A text as an encoder reads it: `paragraphs`, its words, and where these begin among the words of all texts."""

    def __init__(self, path, row, tok):
        self.path, self.id, self.text = path, row["id"], row["text"]
        self.paragraphs = read(row["text"], tok)
        self.starts = [word[0] for paragraph in self.paragraphs for word in paragraph.words]
        self.quotes = self.names = None
        self.base = 0
        if "quotes" in row:
            put_labels(self.paragraphs, row["quotes"])
            self.quotes = np.array([label for paragraph in self.paragraphs for label in paragraph.labels], np.int64)
        # The first word of each paragraph, of this text.
        counts = [len(paragraph.words) for paragraph in self.paragraphs]
        self.at = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    @property
    def key(self):
        return f"{self.path}\t{self.id}"

    def is_held_out(self):
        return self.path.startswith("quotes/") and is_held_out(self.id)

    def fold(self):
        return sum(self.id.encode()) % FOLDS


def joined(sentences):
    text = "".join(row["text"] + "\n" for row in sentences)
    return dict(id=sentences[0]["id"], text=text)


def marked(data, tok, variants=VARIANTS):
    """Articles whose quotations are marked; for each the texts of its variants."""
    sets = [(f"quotes/{name}/train", rows(data / f"quotes/{name}/train.jsonl.gz")) for name in variants]
    return [[Text(path, row, tok) for (path, _), row in zip(sets, of_one)] for of_one in zip(*(found for _, found in sets))]


def unmarked(data, tok):
    texts = []
    for path in UNMARKED:
        found = rows(data / f"{path}.jsonl.gz")
        together = SENTENCES_TOGETHER.get(path)
        if together:
            found = [joined(found[at : at + together]) for at in range(0, len(found), together)]
        for row in found:
            text = Text(path, row, tok)
            if path == "ner/worldwide/train":
                put_names(text, row["entities"])
            texts.append(text)
    return texts


def put_names(text, entities):
    """The names as people marked them."""
    tags = np.zeros(len(text.starts), np.int64)
    for entity in entities:
        name = NAME_OF.get(entity["label"])
        if name:
            begin, end = (bisect.bisect_left(text.starts, entity[key]) for key in ("start", "end"))
            tags[begin:end] = NAME_TAGS.index(f"I-{name}")
            if begin < end:
                tags[begin] -= 1
    text.names = np.eye(len(NAME_TAGS), dtype=np.float16)[tags]


def put_chances(texts, path):
    """The names as a larger model sees them (silver/teach.py says how a line is written)."""
    by_key = {text.key: text for text in texts}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            set_path, text_id, *fields = line.rstrip("\n").split("\t")
            text = by_key.get(f"{set_path}\t{text_id}")
            if text is None:
                continue
            chances = np.zeros((len(text.starts), len(NAME_TAGS)), np.float32)
            at = 0
            for field in fields:
                digits = len(field) - len(field.lstrip("0123456789"))
                at += int(field[:digits])
                word = bisect.bisect_left(text.starts, at)
                if word == len(text.starts) or text.starts[word] != at:
                    continue
                for letter, digit in zip(field[digits::2], field[digits + 1 :: 2]):
                    chances[word, ord(letter) - ord("a")] = int(digit, 16) / 15
            total = chances[:, 1:].sum(1)
            chances /= np.maximum(total, 1)[:, None]
            chances[:, 0] = np.maximum(0, 1 - total)
            text.names = chances.astype(np.float16)


def written(text, chances):
    """A line of `lab readings`: how likely each label is, of the words that are not surely outside."""
    steps = np.round(15 * chances).astype(int)
    fields, last = [], 0
    for word in np.flatnonzero(steps[:, 1:].sum(1)):
        pairs = "".join(f"{chr(97 + label)}{steps[word, label]:x}" for label in range(1, len(LABELS)) if steps[word, label])
        fields.append(f"{text.starts[word] - last}{pairs}")
        last = text.starts[word]
    return "\t".join([text.key, *fields]) + "\n"
