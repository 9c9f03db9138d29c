"""Tunes a large encoder as a tagger of quotations, to teach the small one: MPNet (109 million weights).

    python teacher.py --data DATA --upstream MPNET --out FOLDER --fold 0 --seed 1

MPNET is a folder with all-mpnet-base-v2: config.json, tokenizer.json, model.safetensors. It learns from the articles of
the other folds, never from those that the combination is fitted on, and writes FOLDER/fold0.seed1.npz: for each text
that it has not learned from, how likely each label is at each word. An accelerator is wanted.
"""

import argparse
import pathlib
import random
import time

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from transformers import MPNetConfig, MPNetModel

import paths
import sums
import texts as all_texts
from batches import batched, items_of, tensors
from reading import LABELS

CLS, SEP, PAD = 0, 2, 1
SHAPES = 4
WINDOW = 384
PIECES = 6144
RATE, HEAD_RATE = 5e-5, 1e-3
WORD_SHARE = 0.3


class Teacher(nn.Module):
    def __init__(self, folder):
        super().__init__()
        self.encoder = MPNetModel(MPNetConfig.from_pretrained(folder), add_pooling_layer=False)
        self.encoder.load_state_dict(load_file(f"{folder}/model.safetensors"), strict=False)
        width = self.encoder.config.hidden_size
        self.shapes = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shapes.weight)
        self.head = nn.Linear(width, len(LABELS))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids, shapes, mask):
        pieces = self.encoder.embeddings.word_embeddings(ids) + self.shapes(shapes)
        hidden = self.encoder(inputs_embeds=pieces, attention_mask=mask).last_hidden_state
        return self.head(self.dropout(hidden))


def groups(net):
    """What is new learns fast; of the encoder, each layer a tenth more slowly than the one above it."""
    layers = net.encoder.config.num_hidden_layers
    for name, weight in net.named_parameters():
        depth = int(name.split("layer.")[1].split(".")[0]) + 1 if "layer." in name else 0
        depth = layers if "relative" in name else depth
        own = RATE * 0.9 ** (layers - depth) if name.startswith("encoder.") else HEAD_RATE
        decay = 0.01 if weight.ndim > 1 and name.startswith("encoder.") else 0.0
        yield dict(params=[weight], lr=own, own=own, weight_decay=decay)


def taught(articles, args, device):
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    net = Teacher(args.upstream).to(device).train()
    optimizer = torch.optim.AdamW(groups(net), betas=(0.9, 0.98), eps=1e-6)
    one_hot = np.concatenate([text.quotes for article in articles for text in article])
    target = torch.eye(len(LABELS))[torch.from_numpy(one_hot)].to(device)
    work = []
    for _ in range(args.epochs):
        work += batched(items_of([rng.choice(article) for article in articles], WINDOW, (CLS, SEP), rng), PIECES, rng)
    began = time.time()
    for step, batch in enumerate(work):
        done = (step + 1) / len(work)
        for group in optimizer.param_groups:
            group["lr"] = group["own"] * min(done / 0.06, max(0.02, (1 - done) / 0.94))
        ids, shapes, mask, rows, at, number, is_word = tensors(batch, device, PAD)
        with torch.autocast(device, torch.bfloat16):
            logits = net(ids, shapes, mask)
        loss, shown = sums.loss(logits.float()[rows, at], target[number], is_word, WORD_SHARE)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if step % 100 == 0:
            print(f"fold {args.fold} seed {args.seed} {step}/{len(work)} {shown.item():.4f} {time.time() - began:.0f} s", flush=True)
    return net.eval()


@torch.no_grad()
def read_by(net, texts, device):
    """For each text, a row of chances a word."""
    at = 0
    for text in texts:
        text.base = at
        at += len(text.starts)
    found = torch.zeros(at, len(LABELS), dtype=torch.float16, device=device)
    for batch in batched(items_of(texts, WINDOW, (CLS, SEP)), 8 * PIECES):
        ids, shapes, mask, rows, places, number, is_word = tensors(batch, device, PAD)
        with torch.autocast(device, torch.bfloat16):
            logits = net(ids, shapes, mask)
        chances = sums.marginals(logits.float()[rows, places], is_word)
        found[number[is_word]] = chances[is_word].half()
    found = found.cpu().numpy()
    return {text.key: found[text.base : text.base + len(text.starts)] for text in texts}


def spans_of(text, chances):
    """Content spans of the likeliest sequences."""
    spans = set()
    for begin, end in zip(text.at, text.at[1:]):
        if begin < end:
            logits = np.log(chances[begin:end].astype(np.float64) + 1e-6)
            spans |= {(begin + i, begin + j) for kind, i, j in paths.spans(paths.likeliest(logits)) if kind == "C"}
    return spans


def score(texts, found):
    """F1 of content spans, exact words."""
    right = total = 0
    for text in texts:
        gold = np.eye(len(LABELS))[text.quotes]
        ours, theirs = spans_of(text, found[text.key]), spans_of(text, gold)
        right += 2 * len(ours & theirs)
        total += len(ours) + len(theirs)
    return 100 * right / max(1, total)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--upstream", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--fold", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--one-in", type=int, default=1, help="take one text in so many, to try the script")
    args = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tok = Tokenizer.from_file(f"{args.upstream}/tokenizer.json")
    tok.no_truncation()
    tok.no_padding()
    articles = all_texts.marked(args.data, tok)[:: args.one_in]
    known = [a for a in articles if not a[0].is_held_out() and a[0].fold() != args.fold]
    at = 0
    for text in (text for article in known for text in article):
        text.base = at
        at += len(text.starts)
    net = taught(known, args, device)
    rest = [text for article in articles if article not in known for text in article]
    rest += all_texts.unmarked(args.data, tok)[:: args.one_in]
    found = read_by(net, rest, device)
    for name, some in (
        ("fold", [t for t in rest if t.quotes is not None and not t.is_held_out()]),
        ("held out", [t for t in rest if t.quotes is not None and t.is_held_out()]),
    ):
        print(f"fold {args.fold} seed {args.seed} {name}: content spans {score(some, found):.1f}", flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    np.savez(args.out / f"fold{args.fold}.seed{args.seed}.npz", **found)


if __name__ == "__main__":
    main()
