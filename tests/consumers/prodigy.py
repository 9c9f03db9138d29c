"""spaCy builds the document from the task's tokens; every span falls on them, and a DocBin keeps it all."""

import json

import spacy
from spacy.tokens import Doc, DocBin, Span

from shown import end, expected, folder, kept, read, same, text, true, words_of

[line] = read("set").splitlines()
task = json.loads(line)
same("text", task["text"], text)
nlp = spacy.blank("en")

for token in task["tokens"]:
    same("a token's text", task["text"][token["start"] : token["end"]], token["text"])
same("ids count up", [t["id"] for t in task["tokens"]], list(range(len(task["tokens"]))))

got = {}
for span in task["spans"]:
    whole = span.get("part_of") or span["id"]
    got.setdefault(whole, []).append(task["text"][span["start"] : span["end"]])
    inside = task["tokens"][span["token_start"] : span["token_end"] + 1]
    true(f"{span['id']}'s tokens cover it", inside[0]["start"] <= span["start"] and span["end"] <= inside[-1]["end"])
same("passages", got, {a["id"]: words_of[a["id"]] for a in kept})

# The recipe of the README: spaCy's own tokens, spans laid over them.
doc = nlp.make_doc(task["text"])
same("spaCy's text", doc.text, text)
spans = [doc.char_span(s["start"], s["end"], label=s["label"], alignment_mode="expand") for s in task["spans"]]
true("every span is one of spaCy's", all(spans))
doc.spans["pullquote"] = spans
names = [s for s in task["spans"] if s["label"] in ("PERSON", "ORG", "GPE", "DATE", "MONEY")]
exact = [doc.char_span(s["start"], s["end"], label=s["label"]) for s in names]
doc.ents = spacy.util.filter_spans([e for e in exact if e])
DocBin(docs=[doc], store_user_data=True).to_disk(folder / "set.spacy")
[again] = DocBin().from_disk(folder / "set.spacy").get_docs(nlp.vocab)
same("spans kept", [(s.label_, s.text) for s in again.spans["pullquote"]], [(s.label_, s.text) for s in spans])
same("entities kept", [e.text for e in again.ents], [e.text for e in doc.ents])

ties = [r for r in task["relations"]]
same("ties", len(ties), len(expected["relations"]))
for tie in ties:
    for end_of in ("head", "child"):
        true("a tie's end is the last token of its span", tie[end_of] == tie[end_of + "_span"]["token_end"])
(folder / "back").write_text(json.dumps({**task, "answer": "accept", "_view_id": "relations"}) + "\n", encoding="utf-8")

end(f"spaCy {spacy.__version__}")
