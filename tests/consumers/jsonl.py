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
wanted = sorted(words_of[a["id"]][0] for a in kept if a["label"] not in names)
same("entities", sorted(text[e["start"] : e["end"]] for e in line["entities"]), wanted)
dates = sorted(words_of[a["id"]][0] for a in kept if a["label"] in ("DATE", "TIME", "DURATION", "SET"))
same("dates", sorted(text[d["start"] : d["end"]] for d in line["dates"]), dates)
speakers = {q["speaker_name"] for q in line["quotes"]}
true("speakers have their names", speakers == {a["speaker"] for a in quotes})
end(f"pandas {pandas.__version__}")
