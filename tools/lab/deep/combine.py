"""Joins the first reading's quotations with the encoder's spans.

    python combine.py fit --model deep.json --articles HELD.jsonl --first HELD.first.jsonl --logits HELD.logits.pkl
    python combine.py apply --model deep.json --articles A.jsonl --first A.first.jsonl --logits A.logits.pkl --out A.deep.jsonl
    python combine.py alone --articles A.jsonl --logits A.logits.pkl --out A.alone.jsonl

`--first` is what `pullquote annotate` writes. For `fit` it must come from a model that has not learned from these articles.
"""

import argparse
import json
import math
import pickle

import numpy as np

from candidates import FACTS, ParagraphReading, candidates, facts, kind_of

RIDGE = 1.0
THRESHOLDS = [0.3, 0.325, 0.35, 0.375, 0.4, 0.425, 0.45, 0.475, 0.5]


def lines(path):
    with open(path, encoding="utf-8") as file:
        return {row["id"]: row for row in map(json.loads, file)}


def readings(article, logits):
    return [ParagraphReading(article["text"], words, rows) for words, rows in logits]


class Article:
    """An article's candidates with their facts."""

    def __init__(self, article, first, logits):
        self.article, self.text = article, article["text"]
        self.first = first
        self.paragraphs = readings(article, logits)
        self.candidates = []
        for paragraph in self.paragraphs:
            begin, end = paragraph.span
            own = [q for q in first["quotes"] if begin <= q["start"] < end]
            self.candidates += [(c, facts(c, own)) for c in candidates(paragraph, own)]


def is_right(article, candidate):
    """Whether gold has nearly this span; None where it is annotated as no quotation proper."""
    paragraph, right, other = candidate.paragraph, False, 0.0
    for quote in article.article["quotes"]:
        if quote["end"] <= paragraph.span[0] or paragraph.span[1] <= quote["start"]:
            continue
        span = paragraph.range_of(quote["start"], quote["end"])
        if quote.get("ignore"):
            both = max(candidate.span[0], span[0]), min(candidate.span[1], span[1])
            other += max(0, both[1] - both[0] + 1)
        else:
            right |= 0.8 <= paragraph.likeness(candidate.span, span)
    size = candidate.span[1] - candidate.span[0] + 1
    return None if not right and 0.5 * size <= other else bool(right)


def fitted(x, y, ridge=RIDGE):
    """Logistic regression on facts scaled to one, by Newton's method; the constant is not held small."""
    scale = np.maximum(x.std(0), 1e-6)
    scale[0] = 1.0
    x, weights = x / scale, np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], ridge)
    penalty[0] = 1e-6
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - penalty * weights
        weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty), slope)
    return weights / scale


def chosen(article, weights, threshold):
    """The likeliest first, as long as they share no words with what was chosen."""
    scored = [(1 / (1 + math.exp(-float(f @ weights))), -n, c) for n, (c, f) in enumerate(article.candidates)]
    kept = []
    for p, _, candidate in sorted(scored, key=lambda s: s[:2], reverse=True):
        if p < threshold:
            break
        if all(candidate.end <= k.begin or k.end <= candidate.begin for _, k in kept):
            kept.append((p, candidate))
    return sorted(kept, key=lambda k: k[1].begin)


def distance(a, b):
    return max(0, b[0] - a[1], a[0] - b[1])


def source_of(paragraph, span):
    """The words of the source of a span, and its cue: the cue nearest to it, and the source nearest to that."""
    outside = lambda s: s[1] < span[0] or span[1] < s[0]
    cues = [s for k, *s in paragraph.best if k == "K" and outside(s)]
    sources = [s for k, *s in paragraph.best if k == "S" and outside(s)]
    cue = min(cues, key=lambda c: distance(c, span), default=None)
    if not sources:
        return None, cue
    by = cue if cue and distance(cue, span) <= 12 else span
    return min(sources, key=lambda s: (distance(s, by), distance(s, span))), cue


def in_points(paragraph, span):
    return dict(start=paragraph.words[span[0]][0], end=paragraph.words[span[1]][1])


def name_of(article, speaker):
    """Of the entity that the words hold."""
    for entity in article.first.get("entities", []):
        if entity["label"] in ("PERSON", "ORG", "GPE") and speaker["start"] < entity["end"] and entity["start"] < speaker["end"]:
            return entity.get("name")
    for quote in article.first["quotes"]:
        own = quote.get("speaker")
        if own and speaker["start"] < own["end"] and own["start"] < speaker["end"]:
            return quote.get("speaker_name")
    return None


def written(article, kept):
    """Quotations as `annotate` has them; a new span takes the source nearest to its cue, as the one it replaces names it."""
    out, last = [], None
    for p, candidate in kept:
        quote, paragraph = candidate.quote, candidate.paragraph
        if quote:
            made = dict(quote)
        else:
            made = dict(start=candidate.begin, end=candidate.end, kind=candidate.kind, source_kind="cued")
            source, cue = source_of(paragraph, candidate.span)
            over = [q for q in article.first["quotes"] if q["start"] < candidate.end and candidate.begin < q["end"]]
            best = max(over, key=lambda q: min(q["end"], candidate.end) - max(q["start"], candidate.begin), default=None)
            own = best and best.get("speaker")
            mention = source and in_points(paragraph, source)
            if best and (not mention or own and own["start"] < mention["end"] and mention["start"] < own["end"]):
                made |= {k: best[k] for k in ("speaker", "speaker_name", "cue") if k in best}
            elif mention:
                made |= dict(speaker=mention, speaker_name=name_of(article, mention))
                if made["speaker_name"] is None and last and article.text[mention["start"] : mention["end"]].lower() in ("he", "she", "they"):
                    made["speaker_name"] = last.get("speaker_name")
            elif last:
                made |= {k: last[k] for k in ("speaker", "speaker_name") if k in last}
            if "cue" not in made and cue:
                made["cue"] = in_points(paragraph, cue)
        made["confidence"] = round(p, 4)
        out.append(made)
        last = made if made.get("speaker") else last
    return out


def alone(article, paragraphs):
    """The encoder's own likeliest spans, with the nearest source."""
    out, last = [], None
    for paragraph in paragraphs:
        for kind, i, j in paragraph.best:
            if kind != "C":
                continue
            made = in_points(paragraph, (i, j))
            made["kind"] = kind_of(article["text"], paragraph.span, made["start"], made["end"])
            source, _ = source_of(paragraph, (i, j))
            last = made["speaker"] = in_points(paragraph, source) if source else last
            out.append(made | dict(confidence=paragraph.near((i, j))))
    return out


def f1_of(articles, weights, threshold):
    """Of spans, as the scorer counts them, near enough to choose a threshold by."""
    right = found = gold = 0
    for article in articles:
        gold += sum(not q.get("ignore") for q in article.article["quotes"])
        for _, candidate in chosen(article, weights, threshold):
            verdict = is_right(article, candidate)
            right, found = right + (verdict is True), found + (verdict is not None)
    return 2 * right / max(1, gold + found)


def fit(articles):
    """Weights of all, and the threshold that is best across folds."""
    def learned(some):
        pairs = [(f, is_right(a, c)) for a in some for c, f in a.candidates]
        pairs = [p for p in pairs if p[1] is not None]
        return fitted(np.array([f for f, _ in pairs]), np.array([float(y) for _, y in pairs]))

    folds, scores = 8, np.zeros(len(THRESHOLDS))
    for k in range(folds):
        weights = learned([a for i, a in enumerate(articles) if i % folds != k])
        scores += [f1_of(articles[k::folds], weights, t) / folds for t in THRESHOLDS]
    smooth = np.convolve(np.pad(scores, 1, mode="edge"), np.ones(3) / 3, mode="valid")
    print("thresholds", dict(zip(THRESHOLDS, np.round(100 * scores, 2))))
    return learned(articles), THRESHOLDS[int(smooth.argmax())]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["fit", "apply", "alone"])
    parser.add_argument("--articles", required=True)
    parser.add_argument("--first")
    parser.add_argument("--logits", required=True)
    parser.add_argument("--model", help="deep.json: `fit` writes the weights there, `apply` reads them")
    parser.add_argument("--out")
    args = parser.parse_args()
    articles, logits = lines(args.articles), pickle.load(open(args.logits, "rb"))
    if args.what == "alone":
        with open(args.out, "w") as out:
            for i, a in articles.items():
                out.write(json.dumps(dict(id=i, quotes=alone(a, readings(a, logits[i])))) + "\n")
        return
    first = lines(args.first)
    made = [Article(a, first[i], logits[i]) for i, a in articles.items()]
    if args.what == "fit":
        weights, threshold = fit(made)
        table = dict(threshold=threshold, weights=dict(zip(FACTS, (round(float(w), 5) for w in weights))))
        facts_of_model = json.load(open(args.model))
        facts_of_model["combination"] = table
        with open(args.model, "w") as out:
            out.write(json.dumps(facts_of_model, indent=1) + "\n")
        print(json.dumps(table))
        return
    table = json.load(open(args.model))["combination"]
    weights = np.array([table["weights"][name] for name in FACTS])
    with open(args.out, "w") as out:
        for article in made:
            quotes = written(article, chosen(article, weights, table["threshold"]))
            out.write(json.dumps(dict(article.first, quotes=quotes)) + "\n")


if __name__ == "__main__":
    main()
