"""Reads WebAnno TSV as INCEpTION's own reader does (Tsv3XDeserializer of 2026-08, by its source: its jars come from a
registry that a checkout may not reach), with all that it insists on: a feature, a blank line or a position that is not as
it expects is an error there. The features are those of INCEpTION's basic project template."""

import re

from shown import end, expected, folder, kept, read, same, text, true, words_of

FEATURES = {"custom.Span": ["label"], "custom.Relation": ["label", "BT_custom.Span"]}
NAMED = {"\\t": "\t", "\\n": "\n", "\\f": "\f", "\\r": "\r", "\\b": "\b", "\\\\": "\\"}


def unescaped(line):
    return re.sub(r"\\([tnfrb\\]|[\x00-\x07\x0e-\x1f])", lambda m: NAMED.get(m[0], m[1]), line)


def units(words):
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


lines = iter(re.split("\r\n|\r|\n", read("set").removesuffix("\n")))
same("format", next(lines), "#FORMAT=WebAnno TSV 3.3")
columns = []
for line in lines:
    if not line.strip():
        break
    kind, _, declared = line.partition("=")
    layer, *features = declared.split("|")
    same("features of the basic template", features, FEATURES[layer])
    same("kind of the layer", kind, "#T_RL" if layer == "custom.Relation" else "#T_SP")
    columns += [(layer, feature) for feature in features]
same("a second blank line", next(lines), "")

read_text, sentence, state, spans, ids, ties, token_count = "", "", "between", {}, {}, [], 0
for line in [*lines, ""]:
    if line.startswith("#") and state in ("between", "head"):
        state = "head"
        if line.startswith("#Text="):
            sentence += unescaped(line[6:]) + "\n"
        continue
    if not line:
        true("a sentence has tokens", state == "tokens")
        state = "between"
        continue
    fields = line.split("\t")
    true("every column has its field", len(columns) + 3 <= len(fields))
    begin, stop = map(int, fields[1].split("-"))
    if state == "head":
        if units(read_text) > begin:
            true("one line break too many at most", units(read_text) == begin + 1 and read_text.endswith("\n"))
            read_text = read_text[:-1]
        read_text += " " * (begin - units(read_text))
        same("where the sentence begins", units(read_text), begin)
        read_text, sentence = read_text + sentence, ""
    true("the order of lines", state in ("head", "tokens"))
    state, token_count = "tokens", token_count + ("." not in fields[0])
    row = dict(zip(columns, fields[3:]))
    for value in row.get(("custom.Span", "label"), "_").split("|"):
        if value != "_":
            label, number = re.fullmatch(r"(\w+)\[(\d+)\]", value).groups()
            ids.setdefault(number, fields[0])
            spans.setdefault(number, [label, begin, stop])[2] = stop
    labels, sources = (row.get(("custom.Relation", name), "_").split("|") for name in FEATURES["custom.Relation"])
    same("as many labels as sources", len(labels), len(sources))
    for label, source in zip(labels, sources):
        if label != "_":
            ties.append((label, *re.fullmatch(r"([\d.-]+)\[(\d+)_(\d+)\]", source).groups(), fields[0]))

# Before the first token stand blanks, whatever stood there.
first = re.search(r"\S", text.replace("\ufeff", " ")).start()
same("text, and the line break that ends its last line", read_text[first:], text[first:] + "\n")
wide = read_text.encode("utf-16-le", "surrogatepass")
covered = {n: wide[2 * b : 2 * e].decode("utf-16-le", "surrogatepass") for n, (_, b, e) in spans.items()}
got = sorted((label, covered[number].strip()) for number, (label, *_) in spans.items())
same("spans", got, sorted((a["label"], words.strip()) for a in kept for words in words_of[a["id"]]))
for label, unit, source, target, here in ties:
    same("a relation names the units where its spans begin", (ids[source], ids[target]), (unit, here))
said = sorted((label, covered[s].strip(), covered[t].strip()) for label, _, s, t, _ in ties if label != "Part")
kinds = {"SpokenBy": "Speaker", "CuedBy": "Cue"}
want = [(kinds[kind], words_of[f][0].strip(), words_of[t][0].strip()) for kind, f, t in expected["relations"]]
same("relations", said, sorted(want))
parts = sum(len(words_of[a["id"]]) - 1 for a in kept)
same("parts", sum(label == "Part" for label, *_ in ties), parts)

end("INCEpTION's rules for WebAnno TSV 3.3")
