"""cassis reads the CAS: the stretches cover their words, relations lead to them, and the XMI that it writes
holds the same."""

import importlib.metadata
import json

import cassis

from shown import end, expected, folder, kept, read, same, slice16, text, true, words_of

source = read("set")
for structure in json.loads(source)["%FEATURE_STRUCTURES"]:
    if structure["%TYPE"] == "custom.Span":
        whole, _, part = structure["key"].partition(".")
        words = words_of[whole][int(part or 0)]
        same("UTF-16 units in the file", slice16(structure["begin"], structure["end"]), words)

cas = cassis.load_cas_from_json(source)
again = cassis.load_cas_from_xmi(cas.to_xmi(), typesystem=cas.typesystem) if "\0" not in text else cas
for name, cas in (("JSON", cas), ("XMI", again)):
    same(f"{name}: text", cas.sofa_string, text)
    got = {}
    for span in cas.select("custom.Span"):
        got.setdefault(span.key.partition(".")[0], []).append((span.begin, span.label, span.get_covered_text()))
    got = {key: [words for *_, words in sorted(parts)] for key, parts in got.items()}
    same(f"{name}: passages", got, {a["id"]: words_of[a["id"]] for a in kept})
    labels = {s.key: s.label for s in cas.select("custom.Span") if "." not in s.key}
    same(f"{name}: labels", labels, {a["id"]: a["label"] for a in kept})
    ties = [(r.Governor.key, r.Dependent.key) for r in cas.select("custom.Relation")]
    same(f"{name}: ties", sorted(ties), sorted((f, t) for _, f, t in expected["relations"]))
    types = {type_.name for type_ in cas.typesystem.get_types()}
    true(f"{name}: our types", {"custom.Span", "custom.Relation"} <= types)
# As INCEpTION would save it.
(folder / "back").write_text(cassis.load_cas_from_json(source).to_json(), encoding="utf-8")

end(f"cassis {importlib.metadata.version('dkpro-cassis')}")
