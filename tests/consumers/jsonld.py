"""pyld expands the Web Annotations with the W3C's own context, and the W3C's MUST assertions hold for each."""

import importlib.metadata
import json

from shown import end, expected, read, same, shared, text, true, words_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OA = "http://www.w3.org/ns/oa#"
written = json.loads(read("set"))


def meaning():
    """What the set says once all its names are spelled out."""
    from pyld import jsonld

    context = json.loads((shared / "w3c-context/anno.jsonld").read_text())

    def local(url, options):
        assert url == CONTEXT, url
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    jsonld.set_document_loader(local)
    [collection] = jsonld.expand(written)
    [first] = collection["http://www.w3.org/ns/activitystreams#first"]
    [items] = first["http://www.w3.org/ns/activitystreams#items"]
    return items["@list"]


def value(node, key):
    [one] = node[key]
    return one["@value"]


def passage(target):
    selectors = target[OA + "hasSelector"]
    quote = next(s for s in selectors if OA + "exact" in s)
    place = next(s for s in selectors if OA + "start" in s)
    exact = value(quote, OA + "exact")
    start, stop = value(place, OA + "start"), value(place, OA + "end")
    same("the slice in code points", text[start:stop], exact)
    true("the prefix stands before", text[:start].endswith(value(quote, OA + "prefix")))
    true("the suffix stands after", text[stop:].startswith(value(quote, OA + "suffix")))
    return exact


def assertions():
    """The W3C's tests: JSON schemas, listed in .test files."""
    from jsonschema import Draft4Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT4

    home = shared / "w3c-web-annotation-tests"
    registry = Registry()
    for path in home.glob("definitions/*.json"):
        schema = Resource.from_contents(json.loads(path.read_text()), default_specification=DRAFT4)
        registry = registry.with_resources([(path.name, schema), (schema.id() or path.name, schema)])

    def failed(document, test):
        for name in json.loads((home / test).read_text())["assertions"]:
            schema = json.loads((home / name).read_text())
            wanted = schema.get("expectedResult", "valid") == "valid"
            if Draft4Validator(schema, registry=registry).is_valid(document) != wanted:
                yield name

    same("MUSTs of the collection", list(failed(written, "collections/collectionMusts.test")), [])
    for item in written["first"]["items"]:
        alone = {"@context": written["@context"][0], **item}
        same(f"MUSTs of {item['id']}", list(failed(alone, "annotations/annotationMusts.test")), [])


if not shared.exists():
    print("SKIPPED: without ../shared there is no context to expand with, and no assertion")
    end("json " + json.__name__)
items = meaning()
linking = [i for i in items if i.get(OA + "motivatedBy", [{}])[0].get("@id") == OA + "linking"]
marks = [i for i in items if i not in linking]
same("ties", len(linking), len(expected["relations"]))
same("marks", len(marks), len(expected["annotations"]))
for item in marks:
    own = value(item, "urn:x-pullquote:id")
    same(own, [passage(t) for t in item[OA + "hasTarget"]], words_of[own])
    true(f"{own} has a body", item[OA + "hasBody"])
ids = {i["@id"] for i in marks}
for item in linking:
    true("a tie leads between annotations", {t["@id"] for t in item[OA + "hasTarget"]} <= ids)
assertions()
end(f"PyLD {importlib.metadata.version('pyld')}, jsonschema {importlib.metadata.version('jsonschema')}")
