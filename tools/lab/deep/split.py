"""python split.py DATA OUT: the training articles without the held-out tenth, as a folder of data sets, and that tenth.

The first reading learns from OUT/quotes/polnear/train.jsonl.gz and annotates OUT/held_out.jsonl, so that the combination
is fitted on what neither reading has seen.
"""

import gzip
import json
import pathlib
import sys

from reading import is_held_out, rows


def main(data, out):
    folder = pathlib.Path(out) / "quotes/polnear"
    folder.mkdir(parents=True, exist_ok=True)
    articles = rows(f"{data}/quotes/polnear/train.jsonl.gz")
    with gzip.open(folder / "train.jsonl.gz", "wt", encoding="utf-8") as learned, open(f"{out}/held_out.jsonl", "w", encoding="utf-8") as held:
        for article in articles:
            file = held if is_held_out(article["id"]) else learned
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
