"""lxml parses the TEI and finds it valid by the Consortium's schema; the words of each <said> and name are the
article's, and every pointer leads somewhere."""

from lxml import etree

from shown import end, expected, folder, kept, read, same, shared, text, true, words_of

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
tree = etree.fromstring((folder / "set").read_bytes())
schema = shared / "tei/tei_all-4.9.0.rng"
if schema.exists():
    rules = etree.RelaxNG(etree.parse(schema))
    true(f"valid TEI: {rules.error_log}", rules.validate(tree))
else:
    print("SKIPPED: without ../shared there is no schema")

body = tree.find(f".//{TEI}body")
# Between paragraphs stands what parts them, which is no text in TEI.
same("text", "".join("".join(body.itertext()).split()), "".join(text.split()))
ids = {element.get(ID) for element in tree.iter() if element.get(ID)}
pointers = [v for e in tree.iter() for k in ("who", "corresp", "next", "prev", "target") for v in (e.get(k) or "").split()]
true("every pointer leads somewhere", all(p[1:] in ids for p in pointers if p.startswith("#")))

people = {p.get(ID): p.findtext(f"{TEI}persName") for p in tree.iter(f"{TEI}person")}
got = {}
for element in body.iter():
    whole = element.get(ID) or (element.get("corresp") or "#")[1:]
    if whole in words_of:
        got.setdefault(whole, []).append("".join(element.itertext()))
        if element.tag == f"{TEI}said" and element.get("who"):
            speaker = next(a["speaker"] for a in kept if a["id"] == whole)
            same(f"who said {whole}", people[element.get("who")[1:]], speaker)
squeezed = {key: "".join("".join(parts).split()) for key, parts in got.items()}
same("passages", squeezed, {a["id"]: "".join("".join(words_of[a["id"]]).split()) for a in kept})
(folder / "back").write_bytes(etree.tostring(tree, encoding="utf-8", xml_declaration=True))

end(f"lxml {etree.__version__}")
