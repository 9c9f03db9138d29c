"""The lines in pandas: places in code points, and what a line is known to hold."""

import io

import pandas

from shown import end, kept, read, same, text, true, words_of

table = pandas.read_json(io.StringIO(read("set")), lines=True)
same("lines", len(table), 1)
line = table.iloc[0]
groups = {}
for quote in line["quotes"]:
    groups.setdefault(quote["group"], []).append(text[quote["start"] : quote["end"]])
quotes = [a for a in kept if a["label"] == "Quote"]
same("quotations", groups, {a["id"]: words_of[a["id"]] for a in quotes})
names = ("Quote", "Speaker", "Cue", "Note")
times = ("DATE", "TIME", "DURATION", "SET")
wanted = sorted(words_of[a["id"]][0] for a in kept if a["label"] not in names + times)
found = [e for e in line["entities"] if e["label"] not in times]
same("entities", sorted(text[e["start"] : e["end"]] for e in found), wanted)
# Of the dates, those that have a name are entities too, without the words around it.
named = [text[e["start"] : e["end"]] for e in line["entities"] if e["label"] in times]
dates = sorted(words_of[a["id"]][0] for a in kept if a["label"] in times)
true("named dates are dates", all(any(name in date for date in dates) for name in named))
same("dates", sorted(text[d["start"] : d["end"]] for d in line["dates"]), dates)
speakers = {q["speaker_name"] for q in line["quotes"]}
true("speakers have their names", speakers == {a["speaker"] for a in quotes})
end(f"pandas {pandas.__version__}")
