"""python write_readings.py FOLDER DATA TOKENIZER OUT: what the large encoders make of texts whose quotations no one has
marked, as `lab readings` writes it.

FOLDER is what teacher.py wrote, TOKENIZER a tokenizer.json (any, as words are the same).
"""

import gzip
import pathlib
import sys

from tokenizers import Tokenizer

import texts as all_texts
from train import taught

SETS = ("ner/worldwide/train", "ner/gmb/train")


def main(folder, data, tokenizer, out):
    tok = Tokenizer.from_file(tokenizer)
    tok.no_truncation()
    tok.no_padding()
    lessons = taught(pathlib.Path(folder))
    some = [text for text in all_texts.unmarked(pathlib.Path(data), tok) if text.path in SETS]
    # No name and no time in the head, so that the same readings are the same bytes.
    with open(out, "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
        packed.write("".join(all_texts.written(text, lessons[text.key]) for text in some).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
