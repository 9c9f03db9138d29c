"""bioc reads the collection: places cover the words, relations lead from quotations to their parts, and what it writes again
is the same."""

import importlib.metadata
import io

from bioc import biocjson

from shown import end, expected, folder, kept, read, same, text, words_of

collection = biocjson.loads(read("set"))
[document] = collection.documents
[passage] = document.passages
same("text", passage.text, text)
got, labels = {}, {}
for annotation in passage.annotations:
    words = [text[place.offset : place.end] for place in annotation.locations]
    got[annotation.id], labels[annotation.id] = words, annotation.infons["type"]
    same("the words beside the places", annotation.text, " ".join(words))
same("passages", got, {a["id"]: words_of[a["id"]] for a in kept})
same("labels", labels, {a["id"]: a["label"] for a in kept})
ties = [tuple(node.refid for node in relation.nodes) for relation in passage.relations]
same("relations", sorted(ties), sorted((f, t) for _, f, t in expected["relations"]))
out = io.StringIO()
biocjson.dump(collection, out)
(folder / "back").write_text(out.getvalue(), encoding="utf-8")

end(f"bioc {importlib.metadata.version('bioc')}")
