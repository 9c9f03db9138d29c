#!/usr/bin/env python3
"""Measures what a change of a text's form does to the analysis.

  tools/forms.py ARTICLES.jsonl[.gz] [--program target/release/pullquote] [--first 60] [--change NAME]

Each line of the file is an article: {"id", "text"}, with "quotes" and "entities" where people have annotated it.
Each article is changed in every way of CHANGES, analysed, and what is found is put back at its place in the unchanged
text. A line a change says in percent:
  same       quotations and entities that the unchanged text gives as well (F1; quotations with the same speaker)
  quotes     F1 against the annotated quotations: word overlap of 0.8, and a word of the speaker shared
  entities   F1 against the annotated entities: the same words
Offsets count code points. Only the standard library is needed.
"""
import argparse
import gzip
import json
import random
import re
import subprocess
import tempfile
import unicodedata
from pathlib import Path


class Changed:
    """A text being changed: its characters, and where each comes from in the unchanged text."""

    def __init__(self, text):
        self.chars = list(text)
        self.origins = [(i, i + 1) for i in range(len(text))]

    def text(self):
        return "".join(self.chars)

    def sub(self, pattern, with_):
        text, chars, origins, at = self.text(), [], [], 0
        for match in re.finditer(pattern, text):
            new = with_(match.group()) if callable(with_) else with_
            start, end = match.span()
            chars += self.chars[at:start]
            origins += self.origins[at:start]
            if len(new) == end - start:
                origins += self.origins[start:end]
            else:
                low = self.origins[start][0] if start < len(self.origins) else self.origins[-1][1]
                high = self.origins[end - 1][1] if start < end else low
                origins += [(low, high)] * len(new)
            chars += new
            at = end
        self.chars = chars + self.chars[at:]
        self.origins = origins + self.origins[at:]
        return self

    def each(self, *pairs):
        for pattern, with_ in pairs:
            self.sub(pattern, with_)
        return self

    def back(self, start, end):
        return (self.origins[start][0], self.origins[end - 1][1]) if start < end else None


WIDTH = 72  # of wrapped lines, in characters


def wrap(changed, hyphens):
    text, breaks, broken = changed.text(), set(), set()
    line, blank = 0, None
    for at, char in enumerate(text):
        if char == "\n":
            line, blank = at + 1, None
        elif char == " ":
            blank = at
        if WIDTH <= at - line and blank is not None:
            room = WIDTH - (blank - line) - 2
            word = re.match(r"[a-zA-Z]{7,}", text[blank + 1:])
            if hyphens and word and 3 <= room and 3 <= word.end() - room:
                line = blank + 1 + room
                broken.add(line)
            else:
                breaks.add(blank)
                line = blank + 1
            blank = None
    chars, origins = [], []
    for at, (char, origin) in enumerate(zip(changed.chars, changed.origins)):
        if at in broken:
            chars += ["-", "\n"]
            origins += [(origin[0], origin[0])] * 2
        chars.append("\n" if at in breaks else char)
        origins.append(origin)
    changed.chars, changed.origins = chars, origins
    return changed


def recased(changed, case):
    same_length = lambda word: case(word) if len(case(word)) == len(word) else word
    return changed.sub(r"\w+", same_length)


def sometimes(changed, pattern, with_, share):
    dice = random.Random(len(changed.chars))
    return changed.sub(pattern, lambda old: with_ if dice.random() < share else old)


def misread(changed):
    dice = random.Random(len(changed.chars))
    likes = {"l": "1", "o": "0", "e": "c", "h": "b", "i": "l", "I": "l", "m": "rn", "t": "f"}
    return changed.sub("[lohemiIt]", lambda c: likes[c] if dice.random() < 0.02 else c)


def to_ascii(changed):
    plain = lambda c: unicodedata.normalize("NFKD", c).encode("ascii", "ignore").decode() or "?"
    changed.each(("[“”]", "\""), ("[‘’]", "'"), ("—", "--"), ("–", "-"), ("…", "..."))
    return changed.sub(r"[^\x00-\x7f]", plain)


INSIDE = r"(?<=\w)(?=\w)"
CHANGES = {
    "unchanged": lambda t: t,
    "straight marks": lambda t: t.each(("[“”]", '"'), ("[‘’]", "'")),
    "single marks": lambda t: t.each(("“", "‘"), ("”", "’")),
    "guillemets": lambda t: t.each(("“", "«"), ("”", "»")),
    "spaced guillemets": lambda t: t.each(("“", "«\u00a0"), ("”", "\u00a0»")),
    "low marks": lambda t: t.each(("”", "“"), ("“(?=\\w)", "„")),
    "same marks twice": lambda t: t.sub("“", "”"),
    "two apostrophes": lambda t: t.each(("“", "``"), ("”", "''"), ("[‘’]", "'")),
    "comma outside": lambda t: t.sub(",”", "”,"),
    "CR LF": lambda t: t.sub("\n", "\r\n"),
    "wrapped": lambda t: wrap(t, False),
    "hyphenated": lambda t: wrap(t, True),
    "no blank lines": lambda t: t.sub(r"\n\s*\n", "\n"),
    "wrapped, no blank lines": lambda t: wrap(t.sub(r"\n\s*\n", "\n"), False),
    "one paragraph": lambda t: t.sub(r"\s*\n\s*", " "),
    "no-break blanks": lambda t: t.sub(" ", "\u00a0"),
    "zero-width blanks": lambda t: sometimes(t, INSIDE, "\u200b", 0.05),
    "joiners": lambda t: sometimes(t, INSIDE, "\u2060", 0.05),
    "soft hyphens": lambda t: sometimes(t, r"(?<=\w\w\w)(?=\w\w\w)", "\u00ad", 0.4),
    "NFD": lambda t: t.sub(r"[^\x00-\x7f]", lambda c: unicodedata.normalize("NFD", c)),
    "ASCII": to_ascii,
    "ligatures": lambda t: t.each(("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")),
    "fullwidth": lambda t: t.sub(r"[,.:;?!](?=\s)", lambda c: chr(ord(c) + 0xFEE0)),
    "misread letters": misread,
    "capitals": lambda t: recased(t, str.upper),
    "small letters": lambda t: recased(t, str.lower),
}


def analyse(program, texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"id": str(number), "text": text}) + "\n")
        file.flush()
        command = [program, "annotate", "--format", "jsonl", file.name]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def placed(changed, found):
    """Quotations as (start, end, speaker's place) and entities as (start, end) in the unchanged text."""
    quotes, entities = [], []
    for quote in found["quotes"]:
        place = changed.back(quote["start"], quote["end"])
        speaker = quote["speaker"] and changed.back(quote["speaker"]["start"], quote["speaker"]["end"])
        quotes += [(*place, speaker)] if place else []
    for entity in found["entities"]:
        place = changed.back(entity["start"], entity["end"])
        entities += [place] if place else []
    return quotes, entities


def words(text, start, end):
    return {match.start() for match in re.finditer(r"\w+", text) if start <= match.start() < end}


def right_quotes(text, gold, found):
    """How many found quotations match one that was annotated, speaker included."""
    right, left = 0, list(gold)
    for start, end, speaker in found:
        own = words(text, start, end)
        for quote in left:
            wanted = words(text, quote["start"], quote["end"])
            if len(own & wanted) < 0.8 * len(own | wanted):
                continue
            who = quote.get("speaker")
            if who is None or speaker and words(text, *speaker) & words(text, who["start"], who["end"]):
                right += 1
                left.remove(quote)
            break
    return right


def f1(right, one, other):
    return f"{200 * right / max(1, one + other):5.1f}"


def measure(program, rows, change, clean):
    changed = [CHANGES[change](Changed(row["text"])) for row in rows]
    found = analyse(program, [each.text() for each in changed])
    results = [placed(*pair) for pair in zip(changed, found)]
    counts = {"same": [0, 0, 0], "quotes": [0, 0, 0], "entities": [0, 0, 0]}

    def add(key, *numbers):
        counts[key] = [sum(pair) for pair in zip(counts[key], numbers)]

    for row, (quotes, entities), (clean_quotes, clean_entities) in zip(rows, results, clean or results):
        all_, before = {*quotes, *entities}, {*clean_quotes, *clean_entities}
        add("same", len(all_ & before), len(all_), len(before))
        if "quotes" in row:
            gold = [quote for quote in row["quotes"] if not quote.get("ignore")]
            add("quotes", right_quotes(row["text"], gold, quotes), len(quotes), len(gold))
        if "entities" in row:
            gold = {(entity["start"], entity["end"]) for entity in row["entities"]}
            add("entities", len(gold & set(entities)), len(entities), len(gold))
    shown = "  ".join(f"{key} {f1(*numbers)}" for key, numbers in counts.items() if numbers[2])
    print(f"{change:24} {shown}", flush=True)
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--program", default="target/release/pullquote")
    parser.add_argument("--first", type=int, default=60, help="how many articles are read")
    parser.add_argument("--change", action="append", choices=CHANGES, help="only this change; may be repeated")
    options = parser.parse_args()
    opened = gzip.open if options.articles.suffix == ".gz" else open
    with opened(options.articles, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(options.first))]
    clean = measure(options.program, rows, "unchanged", None)
    for change in options.change or list(CHANGES)[1:]:
        measure(options.program, rows, change, clean)


if __name__ == "__main__":
    main()
