"""What Hypothesis's client checks before it takes an export in, and that its selectors fit the text as the
browser counts it."""

import json

from shown import end, kept, read, same, slice16, text, true, words_of

export = json.loads(read("set"))
for key, kind in (("export_date", str), ("export_userid", str), ("client_version", str), ("annotations", list)):
    true(f"{key} is there", isinstance(export.get(key), kind))
got = {}
for row in export["annotations"]:
    for key, kind in (("uri", str), ("text", str), ("tags", list), ("target", list), ("document", dict)):
        true(f"{key} of {row['id']} is there", isinstance(row.get(key), kind))
    true(f"{row['id']}'s tags are words", all(isinstance(tag, str) and tag for tag in row["tags"]))
    # Its server keeps the first one only.
    same("targets", len(row["target"]), 1)
    for target in row["target"]:
        same("source", target["source"], row["uri"])
        selectors = {selector["type"]: selector for selector in target["selector"]}
        place, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
        same("the slice in UTF-16 units", slice16(place["start"], place["end"]), quote["exact"])
        whole = quote["prefix"] + quote["exact"] + quote["suffix"]
        true("the surroundings stand around it", whole in text)
        got.setdefault(row["id"].split(".")[0], []).append(quote["exact"])
same("passages", got, {a["id"]: words_of[a["id"]] for a in kept})
end("the client's checks")
