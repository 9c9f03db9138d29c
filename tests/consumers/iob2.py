"""spaCy's converter for CoNLL's tags makes documents of them, with the names as entities."""

import spacy
from spacy.tokens import DocBin
from spacy.training.converters import conll_ner_to_docs

from shown import end, folder, kept, read, same, true

docs = list(conll_ner_to_docs(read("set"), n_sents=0, no_print=True))
same("documents", len(docs), 1)
found = [(e.label_, "".join(t.text for t in e)) for doc in docs for e in doc.ents]
names = [a for a in kept if a["label"] not in ("Quote", "Speaker", "Cue", "Note")]
true("there are names", names)
# Longer names go before shorter ones within them; in these articles none overlap.
same("names", found, [(a["label"], "".join(a["parts"][0]["words"].split())) for a in names])
DocBin(docs=docs).to_disk(folder / "set.spacy")
[again] = DocBin().from_disk(folder / "set.spacy").get_docs(spacy.blank("en").vocab)
same("names in the binary file", [(e.label_, "".join(t.text for t in e)) for e in again.ents], found)
end(f"spaCy {spacy.__version__}")
