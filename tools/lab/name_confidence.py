"""Fits how far the probabilities of names can be believed: the constants of src/recognise/entities/confidence.rs.

    python name_confidence.py --tools SHARED/tools --gold worldwide/dev.jsonl worldwide FIRST.jsonl DEEP.jsonl

The predictions are JSON Lines of `pullquote annotate --format jsonl`, made with constants of (1, 0). Prints a weight and
what is added for each kind, and the error of the tenths before and after. On predictions of today's constants it prints
about (1, 0).
"""

import argparse
import json
import math
import sys

KINDS = ["PERSON", "ORG", "PLACE"]
STEPS = 4000


def rows(scorer, gold, scheme, predicted):
    """Log odds, whether the name is right, and its kind, of each predicted name."""
    found = []
    for key, article in gold.items():
        read = lambda entities, of: {
            (*scorer.bounds(article["text"], x["start"], x["end"], False, False), kind): x.get("confidence")
            for x in entities
            if x["label"] in scorer.MAP[of] and (kind := scorer.ev(scorer.MAP[of][x["label"]], "core", scheme))
        }
        right = read(article["entities"], scheme)
        for name, confidence in read(predicted[key]["entities"], "common").items():
            sure = min(max(confidence, 0.01), 0.9995)
            found.append((math.log(sure / (1 - sure)), name in right, name[2]))
    return found


def probability(log_odds):
    return 1 / (1 + math.exp(-log_odds))


def fit(of_kind):
    weight, added = 1.0, 0.0
    for _ in range(STEPS):
        errors = [(x, probability(weight * x + added) - right) for x, right, _ in of_kind]
        weight -= 0.05 * sum(x * error for x, error in errors) / len(of_kind)
        added -= 0.2 * sum(error for _, error in errors) / len(of_kind)
    return weight, added


def error_of_tenths(pairs):
    tenths = {}
    for confidence, right in pairs:
        tenths.setdefault(min(9, int(10 * confidence)), []).append((confidence, right))
    gaps = (abs(sum(c for c, _ in tenth) - sum(right for _, right in tenth)) for tenth in tenths.values())
    return sum(gaps) / len(pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", required=True)
    parser.add_argument("--gold", required=True)
    parser.add_argument("scheme")
    parser.add_argument("predictions", nargs="+")
    args = parser.parse_args()
    sys.path.insert(0, args.tools)
    import score_ner

    gold = score_ner.load(args.gold)
    all_rows = [row for path in args.predictions for row in rows(score_ner, gold, args.scheme, score_ner.load(path))]
    fitted = {kind: fit([row for row in all_rows if row[2] == kind]) for kind in KINDS}
    for kind, (weight, added) in fitted.items():
        print(f"{kind}: ({weight:.2f}, {added:.2f})")
    before = error_of_tenths([(probability(x), right) for x, right, _ in all_rows])
    moved = [(probability(fitted[kind][0] * x + fitted[kind][1]), right) for x, right, kind in all_rows]
    print(f"error of the tenths: {before:.3f} before, {error_of_tenths(moved):.3f} after")


if __name__ == "__main__":
    main()
