"""Windows of texts in padded batches."""

import numpy as np
import torch

from reading import windows


class Item:
    """A window, with the words of its parts among all words."""

    def __init__(self, text, window):
        self.ids, self.shapes = np.array(window.ids), np.array(window.shapes)
        self.parts = [(np.array(pieces), text.base + int(text.at[p]) + word) for p, word, pieces in window.parts]


def items_of(texts, size, ends, rng=None):
    made = []
    for text in texts:
        first = int(size * rng.choice([0.25, 0.5, 0.75, 1])) if rng else None
        made += [Item(text, window) for window in windows(text.paragraphs, size, first, ends)]
    return [item for item in made if item.parts]


def batched(items, pieces, rng=None):
    """Batches of windows of like length, of about so many pieces."""
    if rng:
        rng.shuffle(items)
    made = []
    for at in range(0, len(items), 800):
        some, batch = [], []
        for item in sorted(items[at : at + 800], key=lambda item: len(item.ids)):
            if batch and (len(batch) + 1) * len(item.ids) > pieces:
                some.append(batch)
                batch = []
            batch.append(item)
        some.append(batch)
        if rng:
            rng.shuffle(some)
        made += some
    return made


def tensors(batch, device, pad=0):
    """ids, shapes, mask [rows, pieces]; row, piece, number of each word, and which are words [sequences, words]."""
    length = -(-max(len(item.ids) for item in batch) // 16) * 16
    ids = np.full((len(batch), length), pad, np.int64)
    shapes, mask = np.zeros_like(ids), np.zeros_like(ids)
    parts = [(row, pieces, base) for row, item in enumerate(batch) for pieces, base in item.parts]
    longest = max(len(pieces) for _, pieces, _ in parts)
    at, number = np.zeros((len(parts), longest), np.int64), np.zeros((len(parts), longest), np.int64)
    is_word = np.zeros((len(parts), longest), bool)
    for row, item in enumerate(batch):
        count = len(item.ids)
        ids[row, :count], shapes[row, :count], mask[row, :count] = item.ids, item.shapes, 1
    for i, (_, pieces, base) in enumerate(parts):
        count = len(pieces)
        at[i, :count], number[i, :count], is_word[i, :count] = pieces, base + np.arange(count), True
    rows = np.array([row for row, _, _ in parts])[:, None]
    return [torch.from_numpy(a).to(device, non_blocking=True) for a in (ids, shapes, mask, rows, at, number, is_word)]
