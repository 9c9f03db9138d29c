"""Writes the encoder as ONNX: weights as int8, a scale for each row; activations are quantised as they come.

    python export.py --trained FOLDER --out FOLDER [--float]

Writes model.onnx, vocab.txt and deep.json (labels, window, hashes). With --float, model_float.onnx too.
"""

import argparse
import hashlib
import json
import pathlib
import shutil

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from net import HEADS, LAYERS, WIDTH
from reading import LABELS, NAME_TAGS, WINDOW

VERSION = 2


def by_row(matrix):
    """int8 and a scale for each row."""
    scale = np.abs(matrix).max(1) / 127
    scale[scale == 0] = 1
    return np.clip(np.round(matrix / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


class Graph:
    def __init__(self, weights, is_int8):
        self.weights, self.is_int8 = weights, is_int8
        self.nodes, self.constants, self.count = [], [], 0

    def constant(self, array):
        self.count += 1
        name = f"c{self.count}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def op(self, kind, inputs, outputs=1, **attributes):
        self.count += 1
        names = [f"v{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, **attributes))
        return names[0] if outputs == 1 else names

    def norm(self, x, name):
        inputs = [x, self.constant(self.weights[f"{name}.weight"]), self.constant(self.weights[f"{name}.bias"])]
        return self.op("LayerNormalization", inputs, axis=-1, epsilon=1e-12)

    def quantised(self, x):
        return self.op("DynamicQuantizeLinear", [x], 3) if self.is_int8 else [x]

    def linear(self, x, weight, bias):
        """`x`: what `quantised` gave."""
        if not self.is_int8:
            return self.op("Add", [self.op("MatMul", [x[0], self.constant(weight.T)]), self.constant(bias)])
        values, scale = by_row(weight)
        product = self.op("MatMulInteger", [x[0], self.constant(values.T), x[2]])
        product = self.op("Cast", [product], to=TensorProto.FLOAT)
        scaled = self.op("Mul", [product, self.op("Mul", [x[1], self.constant(scale)])])
        return self.op("Add", [scaled, self.constant(bias)])

    def table(self, name, look_up):
        """Rows of an embedding; `look_up` takes rows of a constant."""
        weight = self.weights[f"{name}.weight"]
        if not self.is_int8:
            return look_up(self.constant(weight))
        values, scale = by_row(weight)
        rows = self.op("Cast", [look_up(self.constant(values))], to=TensorProto.FLOAT)
        return self.op("Mul", [rows, look_up(self.constant(scale[:, None]))])

    def layer(self, x, name):
        part = lambda inner, k=None: [self.weights[f"{name}.{inner}.{p}"] for p in ("weight", "bias")]
        weight, bias = part("query_key_value")
        seen = self.quantised(x)
        split = self.constant(np.array([1, -1, HEADS, WIDTH // HEADS], np.int64))
        joined = self.constant(np.array([1, -1, WIDTH], np.int64))
        heads = []
        for i, order in enumerate(([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])):
            own = slice(i * WIDTH, (i + 1) * WIDTH)
            made = self.op("Reshape", [self.linear(seen, weight[own], bias[own]), split])
            heads.append(self.op("Transpose", [made], perm=order))
        scale = self.constant(np.array((WIDTH // HEADS) ** -0.5, np.float32))
        scores = self.op("Softmax", [self.op("Mul", [self.op("MatMul", heads[:2]), scale])], axis=-1)
        mixed = self.op("Transpose", [self.op("MatMul", [scores, heads[2]])], perm=[0, 2, 1, 3])
        mixed = self.quantised(self.op("Reshape", [mixed, joined]))
        x = self.norm(self.op("Add", [x, self.linear(mixed, *part("attended"))]), f"{name}.attended_norm")
        inner = self.linear(self.quantised(x), *part("inner"))
        half, one = self.constant(np.array(0.5, np.float32)), self.constant(np.array(1, np.float32))
        bent = self.op("Erf", [self.op("Mul", [inner, self.constant(np.array(0.5**0.5, np.float32))])])
        inner = self.op("Mul", [self.op("Mul", [inner, self.op("Add", [bent, one])]), half])
        outer = self.linear(self.quantised(inner), *part("outer"))
        return self.norm(self.op("Add", [x, outer]), f"{name}.outer_norm")

    def made(self):
        length = self.op("Slice", [self.op("Shape", ["ids"])] + [self.constant(np.array([n], np.int64)) for n in (1, 2)])
        begin, axis = (self.constant(np.array([0], np.int64)) for _ in range(2))
        x = self.table("pieces", lambda rows: self.op("Gather", [rows, "ids"]))
        x = self.op("Add", [x, self.table("positions", lambda rows: self.op("Slice", [rows, begin, length, axis]))])
        shapes = self.op("Gather", [self.constant(self.weights["shapes.weight"]), "shapes"])
        x = self.norm(self.op("Add", [x, shapes]), "norm")
        for i in range(LAYERS):
            x = self.layer(x, f"layers.{i}")
        both = [np.concatenate([self.weights[f"{head}.{part}"] for head in ("head", "names")]) for part in ("weight", "bias")]
        head = self.linear(self.quantised(x), *both)
        self.nodes.append(helper.make_node("Identity", [head], ["logits"]))
        inputs = [helper.make_tensor_value_info(n, TensorProto.INT32, [1, "T"]) for n in ("ids", "shapes")]
        output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, "T", len(LABELS) + len(NAME_TAGS)])
        graph = helper.make_graph(self.nodes, "deep", inputs, [output], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        return model


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--trained", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--float", action="store_true")
    args = parser.parse_args()
    weights = {k: v.float().numpy() for k, v in torch.load(args.trained / "weights.pt").items()}
    args.out.mkdir(parents=True, exist_ok=True)
    onnx.save(Graph(weights, True).made(), args.out / "model.onnx")
    if args.float:
        onnx.save(Graph(weights, False).made(), args.out / "model_float.onnx")
    if args.trained.resolve() != args.out.resolve():
        shutil.copy(args.trained / "vocab.txt", args.out / "vocab.txt")
    digest = lambda name: hashlib.sha256((args.out / name).read_bytes()).hexdigest()
    facts = dict(version=VERSION, window=WINDOW, labels=LABELS + NAME_TAGS, model_sha256=digest("model.onnx"), vocab_sha256=digest("vocab.txt"))
    (args.out / "deep.json").write_text(json.dumps(facts, indent=1) + "\n")


if __name__ == "__main__":
    main()
