"""Makes the tiny model of the tests, and what two other programs make of the same texts.

    python make.py

Writes model.onnx, vocab.txt, deep.json, words.json (by Hugging Face's tokenizers) and logits.json (by onnxruntime).
The model has every operator of the real one, of width 8. What it says of a piece is that piece's row of a table, and a
little noise from its neighbours: "claimed" is a cue, "that" begins a quotation, and so on.

Made with numpy 2.4, onnx 1.23, onnxruntime 1.32, tokenizers 0.23.
"""

import hashlib
import json
import pathlib
import unicodedata

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

HERE = pathlib.Path(__file__).parent
LABELS = ["O"] + [f"{place}-{kind}" for kind in "CIKS" for place in "BIES"]
WINDOW, WIDTH, HEADS = 24, 8, 2
# The label of each word that the model knows; those of other pieces are outside.
WORDS = {
    "claimed": "S-K", "that": "B-C", "the": "I-C", "harbour": "I-C", "stays": "I-C", "open": "E-C", "yes": "S-C",
    "mayor": "S-S", "planned": "O", "to": "B-I", "leave": "E-I", "shut": "E-C",
}
FACTS = """one first first_confidence near exact content ignored likeliest first_elsewhere first_near
first_elsewhere_confidence direct mixed marked_near first_and_near length source""".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
TEXTS = [
    "The mayor claimed that the harbour stays open.",
    "naïve café — “E\u0301COLE”, don’t\u00a0stop!  N.Y.C. \u200bzero\u200bwidth so\u00adft",
    "a\u0000b \u0001 \ufffd\tx\ny 😀 👩‍👩‍👧 x\u0301\u0302\u0303 東京abc漢 ｆｕｌｌ ﬁne ŠKODA İstanbul ß STRASSE ١٢٣ ½ ²",
    "``too'' ''quoted'' state-of-the-art $1,234.5% €5 #tag @name a_b ^ ~ | «oui» „ja“ ‹x› …",
    "\u0301\u0302 \u2028 \u2029 \u0085 \u000b \u000c \u3000 end",
    "w" * 100 + " " + "w" * 101,
    "",
]


def vocabulary():
    marks = [c for c in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~‘’“”–—…«»„"]
    return ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + list(WORDS) + list(LETTERS) + [f"##{c}" for c in LETTERS] + marks


def model(pieces):
    random = np.random.default_rng(1)
    noise = lambda *shape: (random.standard_normal(shape) * 0.05).astype(np.float32)
    nodes, constants = [], []

    def constant(array):
        constants.append(numpy_helper.from_array(np.ascontiguousarray(array), f"c{len(constants)}"))
        return constants[-1].name

    def op(kind, inputs, outputs=1, **attributes):
        names = [f"v{len(nodes)}_{i}" for i in range(outputs)]
        nodes.append(helper.make_node(kind, inputs, names, **attributes))
        return names[0] if outputs == 1 else names

    def linear(x, rows, columns):
        weight = np.round(random.standard_normal((rows, columns)) * 20).clip(-127, 127).astype(np.int8)
        values, scale, zero = op("DynamicQuantizeLinear", [x], 3)
        product = op("Cast", [op("MatMulInteger", [values, constant(weight), zero])], to=TensorProto.FLOAT)
        scaled = op("Mul", [product, op("Mul", [scale, constant(np.full(columns, 0.01, np.float32))])])
        return op("Add", [scaled, constant(noise(columns))])

    integers = lambda *numbers: constant(np.array(numbers, np.int64))
    length = op("Slice", [op("Shape", ["ids"]), integers(1), integers(2)])
    positions = op("Slice", [constant(noise(WINDOW, WIDTH)), integers(0), length, integers(0)])
    x = op("Add", [op("Gather", [constant(noise(len(pieces), WIDTH)), "ids"]), positions])
    x = op("Add", [x, op("Gather", [constant(noise(4, WIDTH)), "shapes"])])
    ones = constant(np.ones(WIDTH, np.float32))
    x = op("LayerNormalization", [x, ones, constant(noise(WIDTH))], axis=-1, epsilon=1e-12)
    heads = []
    for order in ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]):
        split = op("Reshape", [linear(x, WIDTH, WIDTH), integers(1, -1, HEADS, WIDTH // HEADS)])
        heads.append(op("Transpose", [split], perm=order))
    scores = op("Softmax", [op("MatMul", heads[:2])], axis=-1)
    mixed = op("Transpose", [op("MatMul", [scores, heads[2]])], perm=[0, 2, 1, 3])
    x = op("Add", [x, op("Reshape", [mixed, integers(1, -1, WIDTH)])])
    bent = op("Add", [op("Erf", [linear(x, WIDTH, WIDTH)]), constant(np.array(1, np.float32))])
    noisy = linear(bent, WIDTH, len(LABELS))
    table = np.zeros((len(pieces), len(LABELS)), np.float32)
    table[:, 0] = 6
    for word, label in WORDS.items():
        table[pieces.index(word), LABELS.index(label)] = 12
    said = op("Gather", [constant(table), "ids"])
    small = op("Mul", [noisy, constant(np.array(0.1, np.float32))])
    nodes.append(helper.make_node("Identity", [op("Add", [said, small])], ["logits"]))
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT32, [1, "T"]) for n in ("ids", "shapes")]
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, "T", len(LABELS)])
    graph = helper.make_graph(nodes, "tiny", inputs, [output], constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(made)
    return made


def main():
    pieces = vocabulary()
    (HERE / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    onnx.save(model(pieces), HERE / "model.onnx")
    digest = lambda name: hashlib.sha256((HERE / name).read_bytes()).hexdigest()
    facts = dict(version=1, window=WINDOW, labels=LABELS, model_sha256=digest("model.onnx"), vocab_sha256=digest("vocab.txt"))
    # What the model finds nearly certain is a quotation, and nothing else.
    facts["combination"] = dict(threshold=0.5, weights=dict.fromkeys(FACTS, 0) | dict(near=1))
    (HERE / "deep.json").write_text(json.dumps(facts) + "\n")

    tokenizer = Tokenizer(models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    read = []
    for text in TEXTS:
        encoded = tokenizer.encode(text, add_special_tokens=False)
        words = {}
        for piece, word, (begin, end) in zip(encoded.ids, encoded.word_ids, encoded.offsets):
            known = words.setdefault(word, dict(begin=begin, pieces=[]))
            known["end"] = end
            known["pieces"].append(piece)
        # A letter keeps its accents: the tokeniser leaves out those at the end of a word.
        for word in words.values():
            while unicodedata.category(text[word["end"] : word["end"] + 1] or "x") == "Mn":
                word["end"] += 1
        size = lambda end: len(text[:end].encode())
        read.append(dict(text=text, words=[[size(w["begin"]), size(w["end"]), w["pieces"]] for w in words.values()]))
    (HERE / "words.json").write_text(json.dumps(read) + "\n")

    ids = [2] + [piece for word in read[0]["words"] for piece in word[2]] + [3]
    shapes = [0, 1] + [0] * (len(ids) - 2)
    run = onnxruntime.InferenceSession(HERE / "model.onnx").run
    logits = run(None, dict(ids=np.array([ids], np.int32), shapes=np.array([shapes], np.int32)))[0][0]
    (HERE / "logits.json").write_text(json.dumps(dict(ids=ids, shapes=shapes, logits=[[round(float(x), 4) for x in row] for row in logits])) + "\n")


if __name__ == "__main__":
    main()
