"""Makes many articles out of the paragraphs of annotated ones: articles.py DATA COUNT FOLDER.

Writes articles.jsonl and articles.parquet into the folder; the same arguments give the same articles.
"""

import gzip
import json
import pathlib
import random
import sys

import pyarrow
import pyarrow.parquet


def paragraphs(data: pathlib.Path) -> list[str]:
    found: dict[str, None] = {}
    for path in sorted(data.glob("quotes/*/*.jsonl.gz")):
        if path.parent.name not in ("polnear", "gum_news", "polnear_curly"):
            continue
        for line in gzip.open(path, "rt", encoding="utf-8"):
            for paragraph in json.loads(line)["text"].split("\n"):
                if 40 <= len(paragraph.strip()) <= 1200:
                    found[paragraph.strip()] = None
    return list(found)


def main(data: str, count: str, folder: str) -> None:
    chance = random.Random(7)
    known = paragraphs(pathlib.Path(data))
    if not known:
        sys.exit(f"{data} has no paragraphs")
    rows = []
    for number in range(int(count)):
        text = "\n\n".join(chance.sample(known, chance.randint(2, 6)))
        day = f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        rows.append({"id": f"article-{number:06}", "text": text, "published": day})
    out = pathlib.Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "articles.jsonl", "w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out / "articles.parquet", row_group_size=500)
    print(f"{count} articles of {sum(len(row['text'].split()) for row in rows)} words, from {len(known)} paragraphs")


if __name__ == "__main__":
    main(*sys.argv[1:])
