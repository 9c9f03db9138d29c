#!/bin/sh
# Trains the encoder and the combination from scratch and writes model.onnx, vocab.txt and deep.json beside this file:
#     tools/lab/deep/all.sh DATA UPSTREAM WORK
# DATA: the folder of data sets; UPSTREAM: the unpacked MiniLM; WORK: a folder for everything on the way.
# Needs the packages of requirements.txt (PYTHON names the interpreter) and cargo. About 40 minutes of one core.
set -eu
data=$(realpath "$1") upstream=$(realpath "$2")
mkdir -p "$3"
work=$(realpath "$3") here=$(dirname "$(realpath "$0")") python=${PYTHON:-python3}
cd "$here/../../.."

"$python" "$here/train.py" --data "$data" --upstream "$upstream" --out "$work" --epochs 3.5 --seed 1
"$python" "$here/export.py" --trained "$work" --out "$work" --float

# The first reading as it is without the held-out articles: a model of its own, put in the program for this build alone.
"$python" "$here/split.py" "$data" "$work/data"
weights=src/recognise/quotes/quotes.bin
cp "$weights" "$work/quotes.bin"
trap 'cp "$work/quotes.bin" "$weights"' EXIT
# It goes on to measure on sets that are not in that folder, and ends with an error after the weights are written.
cargo run --release --package lab -- quotes --data "$work/data" --out "$work/held_out_quotes.bin" || true
cp "$work/held_out_quotes.bin" "$weights"
cargo build --release --package pullquote-cli
"${CARGO_TARGET_DIR:-target}/release/pullquote" annotate "$work/data/held_out.jsonl" > "$work/held_out.first.jsonl"

"$python" "$here/predict.py" --model "$work" --articles "$work/data/held_out.jsonl" --out "$work/held_out.logits.pkl"
"$python" "$here/combine.py" fit --model "$work/deep.json" --articles "$work/data/held_out.jsonl" \
    --first "$work/held_out.first.jsonl" --logits "$work/held_out.logits.pkl"
cp "$work/model.onnx" "$work/vocab.txt" "$work/deep.json" "$here/"
