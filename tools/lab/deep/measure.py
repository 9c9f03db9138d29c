"""Prints a line of figures for each prediction, by the project's scorers.

    python measure.py --tools SHARED/tools quotes GOLD.jsonl NAME=PRED.jsonl …
    python measure.py --tools SHARED/tools sourcing GOLD.jsonl NAME=PRED.jsonl …
"""

import argparse
import json
import subprocess
import sys


def scored(scorer, gold, predicted):
    return subprocess.run([sys.executable, scorer, gold, predicted, "--json"], capture_output=True, text=True, check=True).stdout


def quotes_line(name, figures):
    f1 = lambda key: 100 * figures[key]["F1"]
    kinds = " | ".join(f"{f1(f't/{kind}'):.1f}" for kind in ("all", "direct", "mixed", "indirect"))
    precision, recall = (100 * figures["t/all"][k] for k in "PR")
    speaker = 100 * figures.get("speaker/all", {}).get("lenient", 0)
    return f"| {name} | {kinds} | {precision:.1f} / {recall:.1f} | {f1('e2e/all'):.1f} | {speaker:.1f} |"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tools", required=True)
    parser.add_argument("what", choices=["quotes", "sourcing"])
    parser.add_argument("gold")
    parser.add_argument("predictions", nargs="+")
    args = parser.parse_args()
    for named in args.predictions:
        name, path = named.split("=", 1)
        out = scored(f"{args.tools}/score_{args.what}.py", args.gold, path)
        if args.what == "quotes":
            print(quotes_line(name, json.loads(out)))
        else:
            figures = json.loads(out)
            numbers = " | ".join(f"{figures[k]:.1f}" for k in ("P", "R", "F1", "who", "e2e", "stmt"))
            print(f"| {name} | {numbers} |")


if __name__ == "__main__":
    main()
