"""cassis reads the XMI with the type system beside it: the stretches cover their words, and relations lead to them."""

import importlib.metadata

import cassis

from shown import end, expected, folder, kept, read, same, text, words_of

with open(folder / "TypeSystem.xml", "rb") as file:
    typesystem = cassis.load_typesystem(file)
cas = cassis.load_cas_from_xmi(read("set"), typesystem=typesystem)
# XML has no zero.
same("text", cas.sofa_string, text.replace("\0", "\ufffd"))
got = {}
for span in cas.select("custom.Span"):
    got.setdefault(span.key.partition(".")[0], []).append((span.begin, span.get_covered_text()))
got = {key: [words for _, words in sorted(parts)] for key, parts in got.items()}
same("passages", got, {a["id"]: [words.replace("\0", "\ufffd") for words in words_of[a["id"]]] for a in kept})
labels = {s.key: s.label for s in cas.select("custom.Span") if "." not in s.key}
same("labels", labels, {a["id"]: a["label"] for a in kept})
ties = [(r.Governor.key, r.Dependent.key) for r in cas.select("custom.Relation")]
same("ties", sorted(ties), sorted((f, t) for _, f, t in expected["relations"]))
# As another program would save it.
if "\0" not in text:
    (folder / "back").write_text(cas.to_xmi(), encoding="utf-8")

end(f"cassis {importlib.metadata.version('dkpro-cassis')}")
