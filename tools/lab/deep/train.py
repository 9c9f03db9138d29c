"""Tunes the encoder as a tagger of quotations, cues and sources.

    python train.py --data DATA --upstream MINILM --out FOLDER [--epochs 6] [--seed 1]

DATA is the folder of data sets, MINILM the unpacked upstream model (README.md). Writes weights.pt, vocab.txt and train.log.
"""

import argparse
import json
import pathlib
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

import net
import paths
import vocabulary
from reading import LABELS, LABEL_IDS, is_held_out, put_labels, read, rows, tokenizer, windows

# Which marks an epoch reads an article with: as it is, or with other quotation marks.
VARIANTS = ["polnear", "polnear", "polnear_curly", "polnear_straight"]
BATCH = 8
RATE, HEAD_RATE = 1.5e-4, 1e-3
WARM_STEPS = 60
# A share of the loss is the plain cross-entropy of each word; the rest is that of whole sequences.
WORD_SHARE = 0.3


def closed(labels):
    """Gold labels of a part of a paragraph: spans that the cut left open are closed."""
    names = [LABELS[label] for label in labels]
    if names[0][0] in "IE" and names[0] != "O":
        names[0] = ("B" if names[0][0] == "I" else "S") + names[0][1:]
    if names[-1][0] in "BI" and names[-1] != "O":
        names[-1] = ("S" if names[-1][0] == "B" else "E") + names[-1][1:]
    return [LABEL_IDS[name] for name in names]


def epoch_windows(articles, rng):
    made = []
    for variants in articles:
        article = rng.choice(variants)
        for window in windows(article, first_size=rng.choice([64, 128, 192, 256])):
            gold = [closed(article[p].labels[w : w + len(pieces)]) for p, w, pieces in window.parts]
            made.append((window, gold))
    rng.shuffle(made)
    # Batches of like lengths, in a random order.
    batches = []
    for at in range(0, len(made), 16 * BATCH):
        like = sorted(made[at : at + 16 * BATCH], key=lambda m: len(m[0].ids))
        batches += [like[i : i + BATCH] for i in range(0, len(like), BATCH)]
    rng.shuffle(batches)
    return batches


ALLOWED = torch.tensor(paths.ALLOWED, dtype=torch.float32)
FIRST = torch.tensor(paths.FIRST, dtype=torch.float32)


def sequence_loss(logits, gold, is_word):
    """Minus the log probability of the gold sequences among all allowed ones, by its gradient: marginals less gold.

    `logits` [sequences, words, labels], padded; a padded word can only be O, which also forbids that a span stays open.
    """
    with torch.no_grad():
        top = logits.max(-1, keepdim=True).values
        chances = (logits - top).exp().clamp_min(1e-30)
        padded = torch.zeros(logits.shape[-1])
        padded[0] = 1.0
        chances = torch.where(is_word[..., None], chances, padded)
        count = logits.shape[1]
        forward, log_total = [], torch.zeros(len(logits))
        state = FIRST * chances[:, 0]
        for t in range(count):
            if t:
                state = (state @ ALLOWED) * chances[:, t]
            scale = state.sum(-1, keepdim=True)
            state = state / scale
            log_total += scale[:, 0].log()
            forward.append(state)
        state = torch.ones_like(state)
        marginals = [None] * count
        for t in range(count - 1, -1, -1):
            marginals[t] = forward[t] * state
            marginals[t] = marginals[t] / marginals[t].sum(-1, keepdim=True)
            state = (state * chances[:, t]) @ ALLOWED.T
            state = state / state.sum(-1, keepdim=True)
        difference = torch.stack(marginals, 1) - F.one_hot(gold, logits.shape[-1])
        difference = difference * is_word[..., None]
        log_total += (top[..., 0] * is_word).sum(1)
        own = (logits.gather(-1, gold[..., None])[..., 0] * is_word).sum(1)
        value = (log_total - own).sum()
    slope = (logits * difference).sum()
    return slope + (value - slope.detach())


def sequences(batch):
    """Where the words of each paragraph part are: rows, pieces, gold, and which are words."""
    parts = [(row, pieces, gold[i]) for row, (window, gold) in enumerate(batch) for i, (_, _, pieces) in enumerate(window.parts)]
    longest = max(len(pieces) for _, pieces, _ in parts)
    row = torch.tensor([r for r, _, _ in parts])[:, None]
    pad = lambda values: torch.tensor([v + [0] * (longest - len(v)) for v in values])
    pieces, gold = pad([p for _, p, _ in parts]), pad([g for _, _, g in parts])
    is_word = torch.arange(longest)[None] < torch.tensor([len(p) for _, p, _ in parts])[:, None]
    return row, pieces, gold, is_word


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--upstream", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="learn from the held-out articles too")
    parser.add_argument("--try-steps", type=int, default=0)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    pieces, upstream_ids = vocabulary.chosen(args.data, args.upstream)
    (args.out / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    tok = tokenizer(pieces)
    articles = []
    sets = {name: rows(args.data / f"quotes/{name}/train.jsonl.gz") for name in sorted(set(VARIANTS))}
    for variants in zip(*(sets[name] for name in VARIANTS)):
        if not args.all and is_held_out(variants[0]["id"]):
            continue
        made = {}
        for row, name in zip(variants, VARIANTS):
            if name not in made:
                made[name] = read(row["text"], tok)
                put_labels(made[name], row["quotes"])
        articles.append([made[name] for name in VARIANTS])
    words = sum(len(p.words) for a in articles for p in a[0])
    print("articles", len(articles), "words", words, "pieces a word", sum(len(p.ids) for a in articles for p in a[0]) / words, flush=True)

    encoder = net.from_minilm(load_file(args.upstream / "model.safetensors"), upstream_ids, len(LABELS))
    encoder.train()
    new = [p for name, p in encoder.named_parameters() if name.startswith(("head", "shapes"))]
    old = [p for name, p in encoder.named_parameters() if not name.startswith(("head", "shapes"))]
    groups = [dict(params=old, lr=RATE), dict(params=new, lr=HEAD_RATE)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)

    batches = epoch_windows(articles, rng)
    steps = int(len(batches) * args.epochs)
    began, step, mean, log = time.time(), 0, None, open(args.out / "train.log", "w")
    while step < steps:
        if not batches:
            batches = epoch_windows(articles, rng)
        batch = batches.pop()
        factor = min(1, (step + 1) / WARM_STEPS) * (1 - step / steps)
        for group, rate in zip(optimizer.param_groups, (RATE, HEAD_RATE)):
            group["lr"] = rate * factor
        ids, shapes, mask = net.batch_of([window for window, _ in batch])
        row, at, gold, is_word = sequences(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = encoder(ids, shapes, mask)
        logits = logits.float()[row, at]
        count = is_word.sum()
        by_word = F.cross_entropy(logits[is_word], gold[is_word], reduction="sum")
        loss = (WORD_SHARE * by_word + (1 - WORD_SHARE) * sequence_loss(logits, gold, is_word)) / count
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(old + new, 1.0)
        optimizer.step()
        step += 1
        mean = loss.item() if mean is None else 0.97 * mean + 0.03 * loss.item()
        if step % 20 == 0:
            line = f"{step}/{steps} loss {mean:.4f} wall {time.time() - began:.0f} cpu {time.process_time():.0f}"
            print(line, flush=True)
            print(line, file=log, flush=True)
        if step % 400 == 0 or step == steps:
            torch.save({k: v for k, v in encoder.state_dict().items()}, args.out / "weights.pt")
        if step == args.try_steps:
            break


if __name__ == "__main__":
    main()
