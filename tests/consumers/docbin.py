"""spaCy reads the file and finds all spans on its own tokens; what its DocBin keeps comes back, and what somebody changed."""

import pathlib

import spacy
from spacy.symbols import IDS
from spacy.tokens import DocBin
from spacy.training import Corpus

from shown import end, expected, folder, kept, same, text, true, words_of

LABELS = {"direct": "Quote", "indirect": "Quote", "mixed": "Quote"}

nlp = spacy.blank("en")
[doc] = DocBin().from_disk(folder / "set").get_docs(nlp.vocab)
same("text", doc.text, text)
for token in doc:
    same("a token's number", token.orth, nlp.vocab.strings[token.text])
true("sentences begin", any(token.is_sent_start for token in doc))

got, labels, names = {}, {}, {}
for span in [*doc.ents, *(span for group in doc.spans.values() for span in group)]:
    # spaCy cuts nothing: its characters are ours.
    got.setdefault(span.id_, []).append(text[span.start_char : span.end_char])
    same("a span's words", span.text, text[span.start_char : span.end_char])
    labels[span.id_] = LABELS.get(span.label_, span.label_)
    names[span.id_] = span.kb_id_
same("passages", got, {a["id"]: words_of[a["id"]] for a in kept})
same("labels", labels, {a["id"]: a["label"] for a in kept})
speakers = {a["id"]: a["speaker"] or "" for a in kept if a["label"] == "Quote"}
same("speakers", {key: names[key] for key in speakers}, speakers)
true("the groups have their names", {"quotes", "speakers", "cues"} <= set(doc.spans))

# All of spaCy's own names, so that none gets a hash for its number.
listed = {}
table = pathlib.Path(__file__).parents[2] / "src/format/spacy/symbols.txt"
for line in table.read_text(encoding="utf-8").splitlines():
    if not line.startswith("#"):
        first, *own = line.split(" ")
        listed |= {name: int(first) + at for at, name in enumerate(own)}
listed |= {f"FLAG{n}": n for n in range(19, 64)} | {f"DEPRECATED{n:03}": 103 + n for n in range(1, 277)}
same("symbols", listed, {name: number for name, number in IDS.items() if name})

# As `spacy train` reads it.
(folder / "train").mkdir(exist_ok=True)
(folder / "train" / "set.spacy").write_bytes((folder / "set").read_bytes())
[example] = Corpus(folder / "train")(nlp)
same("names to learn", [e.text for e in example.reference.ents], [e.text for e in doc.ents])

# Without user data, as most write it.
DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID", "SENT_START"], docs=[doc]).to_disk(folder / "back")

end(f"spaCy {spacy.__version__}")
