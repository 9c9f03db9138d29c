"""Runs an exported model over articles and keeps the logits of each word.

    python predict.py --model FOLDER [--float] --articles A.jsonl[.gz] --out A.logits.pkl
"""

import argparse
import gzip
import json
import pathlib
import pickle

import numpy as np
import onnxruntime

from reading import LABELS, read, tokenizer, windows


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options)


def logits_of(text, tok, run):
    """For each paragraph, its words (spans in code points) and a row of logits for each."""
    article = read(text, tok)
    made = [np.zeros((len(p.words), len(LABELS)), np.float32) for p in article]
    for window in windows(article):
        inputs = dict(ids=np.array([window.ids], np.int32), shapes=np.array([window.shapes], np.int32))
        logits = run.run(None, inputs)[0][0]
        for p, word, pieces in window.parts:
            made[p][word : word + len(pieces)] = logits[pieces, : len(LABELS)]
    return [(p.words, rows) for p, rows in zip(article, made) if p.words]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--float", action="store_true")
    parser.add_argument("--articles", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    run = session(args.model / ("model_float.onnx" if args.float else "model.onnx"))
    tok = tokenizer((args.model / "vocab.txt").read_text(encoding="utf-8").splitlines())
    with (gzip.open if args.articles.endswith(".gz") else open)(args.articles, "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    pickle.dump({a["id"]: logits_of(a["text"], tok, run) for a in articles}, open(args.out, "wb"))


if __name__ == "__main__":
    main()
