"""brat's own rules, as its server checks an .ann file against its .txt (server/src/annotation.py, version 1.3):
a line that breaks one is shown in red there, and lost at the next save.

With BRAT set to a checkout of brat, its own parser reads the file as well."""

import os
import re
import sys

from shown import end, expected, kept, read, same, text, true, words_of

source = read("set")
bounds, relations, seen = {}, [], set()
# As `readlines` does it: at every separator of lines that Unicode has.
for line in source.splitlines():
    key, _, rest = line.partition("\t")
    true(f"{line!r} begins with an id of its own", re.fullmatch(r"[TRAN#]\d+", key) and key not in seen)
    seen.add(key)
    data, tab, tail = rest.partition("\t")
    if key[0] == "T":
        label, _, places = data.partition(" ")
        spans = [tuple(map(int, place.split(" "))) for place in places.split(";")]
        true(f"{key} lies in the text", all(0 <= a <= b <= len(text) for a, b in spans))
        apart = all(before[1] <= after[0] for before, after in zip(spans, spans[1:]))
        true(f"{key}'s parts stand in order", apart)
        # No word of it may be changed on the way, not even a tab.
        same(f"{key}'s words", tab and tail, " ".join(text[a:b] for a, b in spans))
        bounds[key] = (label, spans)
    elif key[0] == "R":
        kind, *ends = data.split()
        ends = [tuple(end.split(":")) for end in ends]
        true(f"{key} has two ends", len(ends) == 2 and ends[0][0] != ends[1][0])
        relations.append((kind, *(end[1] for end in ends)))
    elif key[0] == "A":
        true(f"{key} is an attribute", re.fullmatch(r"\S+ [TRE]\d+( \S+)?", data))
    elif key[0] == "#":
        true(f"{key} is a note", re.fullmatch(r"\S+ [TRE]\d+", data))

for kind, *ends in relations:
    true(f"{kind} ties what there is", all(end in bounds for end in ends))
same("stretches", len(bounds), len(kept))
same("ties", len(relations), len(expected["relations"]))
# Where a passage goes over a line's end brat has a part for each line.
lines = {a["id"]: [l for words in words_of[a["id"]] for l in words.splitlines() if l] for a in kept}
got = sorted([label, [text[a:b] for a, b in spans]] for label, spans in bounds.values())
same("passages", got, sorted([a["label"], lines[a["id"]]] for a in kept))

if home := os.environ.get("BRAT"):
    sys.path[:0] = [home + "/server/src", home + "/server/lib", home]
    import annotation

    theirs = annotation.TextAnnotations(text=text, source=source)
    same("lines that brat refuses", theirs.failed_lines, [])
    same("brat's stretches", sorted(t.id for t in theirs.get_textbounds()), sorted(bounds))
    same("brat's ties", len(list(theirs.get_relations())), len(relations))
    end("brat's own parser")
end("brat's rules")
