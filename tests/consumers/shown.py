"""What the programs of this folder share: the case that they are given, and how they say what is wrong."""

import json
import pathlib
import sys

folder, shared = map(pathlib.Path, sys.argv[1:3])


def read(name):
    return (folder / name).read_bytes().decode("utf-8")


expected = json.loads(read("expected.json"))
text = expected["text"]
# Other tools would take for right what a reader rejected.
kept = [a for a in expected["annotations"] if not a["rejected"]]
words_of = {a["id"]: [p["words"] for p in a["parts"]] for a in expected["annotations"]}

troubles = []


def same(what, got, wanted):
    if got != wanted:
        troubles.append(f"{what}: {got!r}, not {wanted!r}")


def true(what, holds):
    if not holds:
        troubles.append(what)


def units16(string):
    """Counted as the browser counts."""
    return string.encode("utf-16-le")


def slice16(start, end):
    return units16(text)[2 * start : 2 * end].decode("utf-16-le")


def end(consumer):
    """`consumer` with its version."""
    print(f"{folder.name}: {len(expected['annotations'])} annotations seen by {consumer}")
    for trouble in troubles:
        print("WRONG", trouble)
    sys.exit(bool(troubles))
