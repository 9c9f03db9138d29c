"""Tunes the encoder as a tagger of quotations, cues, sources and names, with what larger models make of the same texts.

    python train.py --data DATA --upstream MINILM --taught FOLDER --names CHANCES.tsv.gz --out FOLDER [--epochs 15] [--seed 1]

DATA is the folder of data sets, MINILM the unpacked upstream model (MODEL.md), FOLDER what teacher.py wrote, CHANCES what
silver/teach.py wrote. Writes weights.pt, vocab.txt and train.log.
"""

import argparse
import pathlib
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

import net
import sums
import texts as all_texts
import vocabulary
from batches import batched, items_of, tensors
from reading import CLS, LABELS, NAME_TAGS, SEP, WINDOW, tokenizer
from teacher import score

PIECES = 8192
RATE, HEAD_RATE = 3e-4, 1e-3
WORD_SHARE = 0.3
# Of an article whose quotations are marked, how much the marks count against the larger model, which had not seen them.
MARKS_SHARE = 0.5
NAMES_SHARE = 0.5


def taught(folder):
    """The mean over models of how likely each label is, of the texts that each has not learned from."""
    total, count = {}, {}
    for path in sorted(folder.glob("fold*.npz")):
        with np.load(path) as found:
            for key in found.files:
                total[key] = total.get(key, 0) + found[key].astype(np.float32)
                count[key] = count.get(key, 0) + 1
    return {key: rows / count[key] for key, rows in total.items()}


def targets(texts, lessons):
    """What is wanted of each word of all texts: labels, names, and whether names are known."""
    labels, names, known, at = [], [], [], 0
    for text in texts:
        text.base, count = at, len(text.starts)
        at += count
        lesson = lessons.get(text.key)
        if text.quotes is not None:
            marks = np.eye(len(LABELS), dtype=np.float32)[text.quotes]
            lesson = marks if lesson is None else MARKS_SHARE * marks + (1 - MARKS_SHARE) * lesson
        labels.append(lesson.astype(np.float16))
        known.append(np.full(count, text.names is not None))
        names.append(text.names if text.names is not None else np.zeros((count, len(NAME_TAGS)), np.float16))
    return [torch.from_numpy(np.concatenate(a)) for a in (labels, names, known)]


@torch.no_grad()
def read_by(encoder, texts, device):
    was = [text.base for text in texts]
    at = 0
    for text in texts:
        text.base = at
        at += len(text.starts)
    found = torch.zeros(at, len(LABELS), device=device)
    encoder.eval()
    for batch in batched(items_of(texts, WINDOW, (CLS, SEP)), 4 * PIECES):
        ids, shapes, mask, rows, places, number, is_word = tensors(batch, device)
        with torch.autocast(device, torch.bfloat16):
            logits, _ = encoder(ids, shapes, mask)
        found[number[is_word]] = sums.marginals(logits.float()[rows, places], is_word)[is_word]
    encoder.train()
    found = found.cpu().numpy()
    made = {text.key: found[text.base : text.base + len(text.starts)] for text in texts}
    for text, base in zip(texts, was):
        text.base = base
    return made


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--upstream", type=pathlib.Path, required=True)
    parser.add_argument("--taught", type=pathlib.Path, required=True)
    parser.add_argument("--names", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=float, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--names-share", type=float, default=NAMES_SHARE)
    parser.add_argument("--all", action="store_true", help="learn from the held-out articles too")
    parser.add_argument("--seconds", type=float, help="end the training by then, with the rate falling to 0 there")
    parser.add_argument("--one-in", type=int, default=1, help="take one text in so many, to try the script")
    args = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    log = open(args.out / "train.log", "w")

    def say(line):
        print(f"{args.out.name}: {line}", flush=True)
        print(line, file=log, flush=True)

    pieces, upstream_ids = vocabulary.chosen(args.data, args.upstream)
    (args.out / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    tok = tokenizer(pieces)
    articles = all_texts.marked(args.data, tok)[:: args.one_in]
    held = [article for article in articles if article[0].is_held_out()]
    articles = [article for article in articles if args.all or not article[0].is_held_out()]
    plain = all_texts.unmarked(args.data, tok)[:: args.one_in]
    all_texts.put_chances(plain + [article[0] for article in articles], args.names)
    learned = plain + [text for article in articles for text in article]
    labels, names, known = targets(learned, taught(args.taught))
    labels, names, known = labels.to(device), names.to(device), known.to(device)
    say(f"{len(articles)} articles, {len(plain)} other texts, {len(labels)} words with {int(known.sum())} of known names")

    encoder = net.from_minilm(load_file(args.upstream / "model.safetensors"), upstream_ids, len(LABELS), len(NAME_TAGS))
    encoder.to(device).train()
    is_new = lambda name: name.startswith(("head", "names", "shapes"))
    groups = [
        dict(params=[p for n, p in encoder.named_parameters() if is_new(n) == new], lr=rate, own=rate)
        for new, rate in ((False, args.rate), (True, HEAD_RATE))
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)

    began, step, per_epoch = time.time(), 0, None
    epoch_batches = []
    while True:
        if not epoch_batches:
            # Every text once, an article with quotations with two kinds of marks.
            some = plain + [text for article in articles for text in rng.sample(article, 2)]
            epoch_batches = batched(items_of(some, WINDOW, (CLS, SEP), rng), PIECES, rng)
            per_epoch = per_epoch or len(epoch_batches)
        done = step / (args.epochs * per_epoch)
        if args.seconds:
            done = max(done, (time.time() - began) / args.seconds)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["own"] * min(1, (step + 1) / 200) * (1 - done)
        batch = epoch_batches.pop()
        ids, shapes, mask, rows, at, number, is_word = tensors(batch, device)
        with torch.autocast(device, torch.bfloat16):
            by_label, by_name = encoder(ids, shapes, mask)
        loss, shown = sums.loss(by_label.float()[rows, at], labels[number].float(), is_word, WORD_SHARE)
        is_known = is_word & known[number]
        of_names = F.cross_entropy(by_name.float()[rows, at][is_known], names[number][is_known].float())
        if is_known.any() and args.names_share:
            loss = loss + args.names_share * of_names
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % 500 == 0:
            say(f"{step} of {args.epochs * per_epoch:.0f}: labels {shown.item():.4f} names {of_names.item():.4f} {time.time() - began:.0f} s")
        if step % (3 * per_epoch) == 0:
            flat = [text for article in held for text in article]
            say(f"held out: content spans {score(flat, read_by(encoder, flat, device)):.1f}")
    flat = [text for article in held for text in article]
    say(f"{step} steps, {time.time() - began:.0f} s; held out: content spans {score(flat, read_by(encoder, flat, device)):.1f}")
    torch.save({k: v.cpu() for k, v in encoder.state_dict().items()}, args.out / "weights.pt")


if __name__ == "__main__":
    main()
