"""Has a larger model read many texts, for `lab entities` to learn from: MPNet (109 million weights), tuned on the
annotated sets.

    python3 -m venv target/teach
    target/teach/bin/pip install torch numpy tokenizers transformers safetensors
    target/teach/bin/python tools/lab/silver/teach.py ../shared/data MODEL tools/lab/silver/chances.tsv.gz

MODEL is a folder with all-mpnet-base-v2 (Apache 2.0, from microsoft/mpnet-base, MIT) as published: config.json,
tokenizer.json, model.safetensors. An accelerator is wanted. Not repeatable to the byte: what it wrote is kept.

The articles of worldwide news are put in three folds. For each, models learn from the others and from all other
sets, each set with a layer of its own on top, so that habits of marking stay apart; their scores on the fold are
printed. Then all of them read the other sets and PolNeAR as if these were worldwide news, and their chances are
averaged. With --free, three models learn from all sets but worldwide news and read as if all were GMB: so
free.tsv.gz was made.

One line a text: the set's path, the text's id (of GMB, of the first of twelve sentences), and a field for each word
that may be of a name: the distance in code points from the start of the last such word, then letters with a
hexadecimal digit each: b begins a person, c goes on with one, d and e organisation, f and g place, h and i people,
j and k miscellany; the digit is the chance in fifteenths. No text is kept.
"""

import argparse
import bisect
import collections
import gzip
import json
import random

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F
from transformers import MPNetConfig, MPNetModel

KINDS = ["PERSON", "ORG", "PLACE", "NORP", "MISC"]
LABELS = {
    "PERSON": "Person per PER person politician",
    "ORG": "Organization org ORG organization organisation politicalparty",
    "PLACE": "Location Facility geo LOC location place country",
    "NORP": "NORP gpe",
    "MISC": "Product Misc MISC eve art nat event election misc",
}
KIND_OF = {label: kind for kind, labels in LABELS.items() for label in labels.split()}
TAGS = 1 + 2 * len(KINDS)
HEADS = ["worldwide", "gmb", "redocred", "wikigold", "crossner_politics", "btc_newstweets", "gum_other"]
SETS = [
    "ner/worldwide/train",
    "ner/gmb/train",
    "ner/redocred/dev",
    "ner/redocred/test",
    "ner/wikigold/test",
    "ner/crossner_politics/train",
    "ner/crossner_politics/dev",
    "ner/crossner_politics/test",
    "ner/btc_newstweets/train",
    "ner/gum_other/train",
    "quotes/polnear/train",
]
FOLDS = [{0, 3}, {1, 4}, {2, 5, 6}]
SENTENCES_TOGETHER = 12
CLS, SEP, PAD = 0, 2, 1
CASES = 14
SMOOTHING = 0.02
WINDOW = 384


def rows(data, path):
    with gzip.open(f"{data}/{path}.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    for row in found:
        left_out = {"object", "abstract"} if "gum" in path else set()
        marks = [] if path.startswith("quotes") else row["entities"]
        row["spans"] = [
            (e["start"], e["end"], KIND_OF[e["label"]])
            for e in marks
            if e["label"] in KIND_OF and e["label"] not in left_out
        ]
    if path != "ner/gmb/train":
        return found
    return [join(found[at : at + SENTENCES_TOGETHER]) for at in range(0, len(found), SENTENCES_TOGETHER)]


def join(sentences):
    text, spans = "", []
    for row in sentences:
        spans += [(start + len(text), end + len(text), kind) for start, end, kind in row["spans"]]
        text += row["text"] + "\n"
    return {"id": sentences[0]["id"], "text": text, "spans": spans}


def case(word):
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word[:1].isupper():
        return 1 if word[1:].islower() else 3
    return 4 if word.isdigit() else 5 if word.isalpha() else 6


class Text:
    """A text in pieces, with the tag of each word at the word's first piece."""

    def __init__(self, path, place, row, encoding):
        self.path, self.place, self.id, self.spans = path, place, row["id"], row["spans"]
        self.head = HEADS.index(path.split("/")[1]) if path.startswith("ner") else None
        self.ids = np.array(encoding.ids, dtype=np.int64)
        words = encoding.word_ids
        first = [i for i in range(len(words)) if i == 0 or words[i] != words[i - 1]]
        last = [i - 1 for i in first[1:]] + [len(words) - 1]
        self.first = np.array(first, dtype=np.int64)
        self.starts = [encoding.offsets[i][0] for i in first]
        self.ends = [encoding.offsets[i][1] for i in last]
        self.cases = np.zeros(len(self.ids), dtype=np.int64)
        for a, b, start, end in zip(first, last, self.starts, self.ends):
            self.cases[a : b + 1] = 2 * case(row["text"][start:end]) + 1
            self.cases[a] -= 1
        self.tags = np.zeros(len(first), dtype=np.int64)
        for start, end, kind in self.spans:
            at = bisect.bisect_left(self.starts, start)
            for i in range(at, bisect.bisect_left(self.starts, end)):
                self.tags[i] = 1 + 2 * KINDS.index(kind) + (i > at)


def read_texts(data, model, one_in):
    tokenizer = Tokenizer.from_file(f"{model}/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = []
    for path in SETS:
        found = rows(data, path)
        encodings = tokenizer.encode_batch([row["text"] for row in found], add_special_tokens=False)
        texts += [Text(path, i, row, e) for i, (row, e) in enumerate(zip(found, encodings)) if i % one_in == 0]
    return texts


class Net(nn.Module):
    """MPNet, which knows no capitals, with what is known of them added to its words."""

    def __init__(self, folder):
        super().__init__()
        self.encoder = MPNetModel(MPNetConfig.from_pretrained(folder), add_pooling_layer=False)
        self.encoder.load_state_dict(load_file(f"{folder}/model.safetensors"), strict=False)
        width = self.encoder.config.hidden_size
        self.case = nn.Embedding(CASES, width)
        nn.init.zeros_(self.case.weight)
        self.weights = nn.Parameter(torch.randn(len(HEADS), TAGS, width) * 0.02)
        self.biases = nn.Parameter(torch.zeros(len(HEADS), TAGS))
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids, cases, mask, heads):
        words = self.encoder.embeddings.word_embeddings(ids) + self.case(cases)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        scores = torch.einsum("bld,bkd->blk", self.dropout(hidden), self.weights[heads])
        return scores + self.biases[heads][:, None]


def windows(text, length, offset):
    """The text cut at words into windows, the first of which is shorter."""
    cuts, at = [0], offset
    while at < len(text.ids):
        cut = int(text.first[np.searchsorted(text.first, at, side="right") - 1])
        cuts.append(cut if cut > cuts[-1] else min(len(text.ids), cuts[-1] + length))
        at = cuts[-1] + length
    return [(text, a, b) for a, b in zip(cuts, cuts[1:] + [len(text.ids)]) if a < b]


def collate(items, device, head=None):
    length = -(-(max(b - a for _, a, b in items) + 2) // 16) * 16
    ids = np.full((len(items), length), PAD)
    cases, mask, tags = np.full(ids.shape, CASES - 2), np.zeros(ids.shape, np.int64), np.full(ids.shape, -100)
    for row, (text, a, b) in enumerate(items):
        n = b - a
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = CLS, text.ids[a:b], SEP
        cases[row, 1 : n + 1], mask[row, : n + 2] = text.cases[a:b], 1
        i, j = np.searchsorted(text.first, [a, b])
        tags[row, 1 + text.first[i:j] - a] = text.tags[i:j]
    heads = np.array([text.head if head is None else head for text, _, _ in items])
    return [torch.from_numpy(x).to(device) for x in (ids, cases, mask, tags, heads)]


def batches(texts, args, chance):
    items = []
    for text in texts:
        times = {0: args.epochs, 1: 1}.get(text.head, 2)
        for _ in range(times):
            items += windows(text, args.length, chance.randrange(args.length // 4, args.length))
    chance.shuffle(items)
    found = []
    # Windows of like length go together, among so many at a time.
    for at in range(0, len(items), 50 * args.batch):
        some, batch = [], []
        for item in sorted(items[at : at + 50 * args.batch], key=lambda item: item[2] - item[1]):
            if batch and (len(batch) + 1) * (item[2] - item[1] + 2) > args.batch * args.length:
                some.append(batch)
                batch = []
            batch.append(item)
        some.append(batch)
        chance.shuffle(some)
        found += some
    return found[: args.steps]


def groups(net, rate):
    """What is new learns fast; of the encoder, each layer a tenth more slowly than the one above it."""
    layers = net.encoder.config.num_hidden_layers
    for name, weight in net.named_parameters():
        depth = int(name.split("layer.")[1].split(".")[0]) + 1 if "layer." in name else 0
        depth = layers if "relative" in name else depth
        own = rate * 0.9 ** (layers - depth) if name.startswith("encoder.") else 1e-3
        decay = 0.01 if weight.ndim > 1 and name.startswith("encoder.") else 0.0
        yield {"params": [weight], "lr": own, "own": own, "weight_decay": decay}


def teach(texts, args, seed, device):
    torch.manual_seed(seed)
    net = Net(args.model).to(device).train()
    optimiser = torch.optim.AdamW(groups(net, args.rate), betas=(0.9, 0.98), eps=1e-6)
    work = batches(texts, args, random.Random(seed))
    for step, batch in enumerate(work):
        done = (step + 1) / len(work)
        for group in optimiser.param_groups:
            group["lr"] = group["own"] * min(done / 0.06, max(0.02, (1 - done) / 0.94))
        ids, cases, mask, tags, heads = collate(batch, device)
        with torch.autocast(device, torch.bfloat16):
            scores = net(ids, cases, mask, heads)
        loss = F.cross_entropy(scores.float().flatten(0, 1), tags.flatten(), label_smoothing=SMOOTHING)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
    return net.eval()


@torch.no_grad()
def chances(net, texts, device, layer):
    """A row of chances a word, under one set's layer, from the middle halves of windows."""
    items, found = [], [np.zeros((len(text.first), TAGS), np.float32) for text in texts]
    for k, text in enumerate(texts):
        for start in range(0, max(1, len(text.ids) - WINDOW // 2), WINDOW // 2):
            end = min(len(text.ids), start + WINDOW)
            low = start if start == 0 else start + WINDOW // 4
            high = end if end == len(text.ids) else start + 3 * WINDOW // 4
            if start < end:
                items.append((k, start, end, low, high))
    items.sort(key=lambda item: item[2] - item[1])
    for at in range(0, len(items), 64):
        some = items[at : at + 64]
        ids, cases, mask, _, heads = collate([(texts[k], a, b) for k, a, b, _, _ in some], device, layer)
        with torch.autocast(device, torch.bfloat16):
            rows = torch.softmax(net(ids, cases, mask, heads).float(), -1).cpu().numpy()
        for row, (k, start, _, low, high) in zip(rows, some):
            i, j = np.searchsorted(texts[k].first, [low, high])
            found[k][i:j] = row[1 + texts[k].first[i:j] - start]
    return found


def spans(text, rows):
    """The names of the likeliest legal sequence of tags."""
    legal = np.zeros((TAGS, TAGS))
    for tag in range(2, TAGS, 2):
        legal[[a for a in range(TAGS) if a not in (tag, tag - 1)], tag] = -1e9
    score, back = legal[0].copy(), []
    for row in np.log(rows + 1e-7):
        paths = score[:, None] + (legal if back else legal[:1])
        back.append(paths.argmax(0))
        score = paths.max(0) + row
    tags = []
    tag = int(score.argmax())
    for step in reversed(back):
        tags.append(tag)
        tag = int(step[tag])
    found = []
    for i, tag in enumerate(reversed(tags)):
        if tag % 2 == 1:
            found.append([text.starts[i], text.ends[i], KINDS[tag // 2]])
        elif tag:
            found[-1][1] = text.ends[i]
    return set(map(tuple, found))


def score(texts, found):
    counts = collections.Counter()
    for text, rows in zip(texts, found):
        gold, ours = set(text.spans), spans(text, rows)
        for name, some in (("gold", gold), ("ours", ours), ("right", gold & ours)):
            counts.update((name, kind) for _, _, kind in some)
    for names in [KINDS[:3], *([kind] for kind in KINDS)]:
        right = sum(counts["right", kind] for kind in names)
        all_ = sum(counts["gold", kind] + counts["ours", kind] for kind in names)
        print("/".join(names), round(200 * right / max(1, all_), 1), flush=True)


def line(text, rows):
    rows = np.clip((rows - SMOOTHING / TAGS) / (1 - SMOOTHING), 0, None)
    digits = np.round(15 * rows / rows.sum(1, keepdims=True)).astype(int)
    fields, last = [], 0
    for i in np.nonzero(digits[:, 1:].sum(1))[0]:
        pairs = [f"{'abcdefghijk'[tag]}{digits[i, tag]:X}" for tag in range(1, TAGS) if digits[i, tag]]
        fields.append(f"{text.starts[i] - last}{''.join(pairs)}")
        last = text.starts[i]
    return "\t".join([text.path, text.id, *fields]) + "\n"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("data")
    arguments.add_argument("model")
    arguments.add_argument("out")
    arguments.add_argument("--models", type=int, default=2, help="models a fold")
    arguments.add_argument("--epochs", type=int, default=7, help="times that worldwide news is learned from")
    arguments.add_argument("--length", type=int, default=256, help="pieces in a window")
    arguments.add_argument("--batch", type=int, default=32, help="windows in a batch")
    arguments.add_argument("--rate", type=float, default=5e-5)
    arguments.add_argument("--free", action="store_true", help="learn nothing from worldwide news")
    arguments.add_argument("--steps", type=int, help="stop after so many batches, to try the script")
    arguments.add_argument("--one-in", type=int, default=1, help="take one text in so many, to try the script")
    args = arguments.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    texts = read_texts(args.data, args.model, args.one_in)
    others = [text for text in texts if text.head != 0]
    sums, folds = [0.0] * len(others), [set(range(7))] * 3 if args.free else FOLDS
    models, layer = (1, HEADS.index("gmb")) if args.free else (args.models, 0)
    for number, fold in enumerate(folds):
        spared = [text for text in texts if text.head == 0 and text.place % 7 in fold]
        known = [text for text in texts if text.head is not None and text not in spared]
        for model in range(models):
            net = teach(known, args, 11 + number + 3 * model, device)
            print("fold", number, "model", model)
            score(spared, chances(net, spared, device, layer))
            sums = [a + b for a, b in zip(sums, chances(net, others, device, layer))]
    lines = [line(text, rows / (models * len(folds))) for text, rows in zip(others, sums)]
    # No name and no time in the head, so that the same chances are the same bytes.
    with open(args.out, "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
        packed.write("".join(lines).encode())


main()
