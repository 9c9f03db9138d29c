#!/bin/sh
# Trains the encoder and the combination from scratch and writes model.onnx, vocab.txt and deep.json beside this file:
#     tools/lab/deep/all.sh DATA MPNET MINILM WORK
# DATA: the folder of data sets; MPNET, MINILM: the unpacked encoders (MODEL.md); WORK: a folder for everything on the way.
# Needs the packages of requirements.txt (PYTHON names the interpreter), cargo and an accelerator: about 20 minutes there.
set -eu
data=$(realpath "$1") mpnet=$(realpath "$2") minilm=$(realpath "$3")
mkdir -p "$4"
work=$(realpath "$4") here=$(dirname "$(realpath "$0")") python=${PYTHON:-python3}
cd "$here/../../.."

for seed in 1 2; do
    for fold in 0 1 2 3; do
        "$python" "$here/teacher.py" --data "$data" --upstream "$mpnet" --out "$work/taught" --fold $fold --seed $seed
    done
done
"$python" "$here/train.py" --data "$data" --upstream "$minilm" --taught "$work/taught" \
    --names tools/lab/silver/chances.tsv.gz --out "$work" --epochs 17 --rate 6e-4 --seed 1
"$python" "$here/export.py" --trained "$work" --out "$work" --float
# What the first reading can learn from.
"$python" "$here/write_readings.py" "$work/taught" "$data" "$minilm/tokenizer.json" tools/lab/silver/teachers.tsv.gz

# The first reading as it is without the held-out articles: a model of its own, put in the program for this build alone.
"$python" "$here/split.py" "$data" "$work/data"
ln -sfn "$data/ner" "$work/data/ner"
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
