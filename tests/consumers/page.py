"""html5lib reads the page as a browser does: the article's text, its marks, and the set as JSON-LD in the head."""

import importlib.metadata
import json

import html5lib

from shown import end, expected, folder, kept, same, text, true

source = (folder / "set").read_bytes().decode()
tree = html5lib.parse(source, namespaceHTMLElements=False)
article = tree.find("./body/article")
same("text", "".join("".join(article.itertext()).split()), "".join(text.split()))
scripts = [s for s in tree.iter("script")]
same("scripts", [s.get("type") for s in scripts], ["application/ld+json"])
data = json.loads(scripts[0].text)
same("the text in the data", data["pq:article"]["pq:text"], text)
same("annotations in the data", data["total"], len(expected["annotations"]) + len(expected["relations"]))
marked = {name for mark in article.iter("mark") for name in (mark.get("data-annotation") or "").split()}
true("every annotation is marked", {a["id"] for a in kept} <= marked)
# Links within the page go nowhere else.
handlers = [
    k
    for e in tree.iter()
    for k, value in e.attrib.items()
    if k.startswith("on") or k in ("src", "srcdoc") or k == "href" and not (e.tag == "a" and value.startswith("#"))
]
same("nothing runs or loads", handlers, [])
end(f"html5lib {importlib.metadata.version('html5lib')}")
