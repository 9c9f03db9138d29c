"""Label sequences: which are allowed, the likeliest one, and how likely a span is (forward and backward sums)."""

import numpy as np

from reading import KINDS, LABELS, LABEL_IDS


def follows(label, after):
    if label[0] in "BI" and label != "O":
        return after[0] in "IE" and after != "O" and after[2] == label[2]
    return after[0] in "OBS"


COUNT = len(LABELS)
ALLOWED = np.array([[follows(a, b) for b in LABELS] for a in LABELS], dtype=np.float64)
FIRST = np.array([b[0] in "OBS" for b in LABELS], dtype=np.float64)
LAST = np.array([a[0] in "OES" for a in LABELS], dtype=np.float64)
FORBIDDEN = -1e9


def likeliest(logits):
    """The allowed sequence of the highest sum of logits."""
    step = np.where(ALLOWED > 0, 0.0, FORBIDDEN)
    score = logits[0] + np.where(FIRST > 0, 0.0, FORBIDDEN)
    back = []
    for row in logits[1:]:
        sums = score[:, None] + step
        best = sums.argmax(0)
        back.append(best)
        score = sums[best, np.arange(COUNT)] + row
    labels = [int((score + np.where(LAST > 0, 0.0, FORBIDDEN)).argmax())]
    for best in reversed(back):
        labels.append(int(best[labels[-1]]))
    return labels[::-1]


class Sums:
    """Sums over all allowed sequences of a paragraph."""

    def __init__(self, logits):
        self.logits = logits = logits.astype(np.float64)
        count = len(logits)
        self.forward, self.backward = np.zeros((count, COUNT)), np.zeros((count, COUNT))
        with np.errstate(divide="ignore"):
            self.forward[0] = logits[0] + np.log(FIRST)
            for t in range(1, count):
                top = self.forward[t - 1].max()
                self.forward[t] = np.log(np.exp(self.forward[t - 1] - top) @ ALLOWED) + top + logits[t]
            self.backward[-1] = np.log(LAST)
            for t in range(count - 2, -1, -1):
                ahead = self.backward[t + 1] + logits[t + 1]
                top = ahead.max()
                self.backward[t] = np.log(ALLOWED @ np.exp(ahead - top)) + top
        ends = self.forward[-1] + self.backward[-1]
        self.total = ends.max() + np.log(np.exp(ends - ends.max()).sum())
        # The sum of the logits of "inside" before each word, for each kind.
        inside = logits[:, [LABEL_IDS[f"I-{kind}"] for kind in KINDS]]
        self.inside = np.vstack([np.zeros(len(KINDS)), np.cumsum(inside, 0)])

    def marginals(self):
        return np.exp(np.minimum(0.0, self.forward + self.backward - self.total))

    def span(self, first, last, kind):
        """The probability that exactly these words are a span of this kind."""
        if first == last:
            at = LABEL_IDS[f"S-{kind}"]
            log = self.forward[first, at] + self.backward[first, at]
        else:
            begin, end, k = LABEL_IDS[f"B-{kind}"], LABEL_IDS[f"E-{kind}"], KINDS.index(kind)
            log = self.forward[first, begin] + self.inside[last, k] - self.inside[first + 1, k]
            log += self.logits[last, end] + self.backward[last, end]
        return float(np.exp(min(0.0, log - self.total)))


def spans(labels):
    """(kind, first word, last word) of a sequence."""
    found, i = [], 0
    while i < len(labels):
        label = LABELS[labels[i]]
        j = i
        if label == "O":
            i += 1
            continue
        while LABELS[labels[j]][0] not in "ES" and j + 1 < len(labels):
            j += 1
        found.append((label[2], i, j))
        i = j + 1
    return found
