"""Sums over all allowed label sequences on an accelerator: marginals, and the loss of whole sequences."""

import torch

import paths

# A label this much less likely than the likeliest is as unlikely as any.
DEEPEST = 25.0


def scanned(matrices, is_backward):
    """Products of all matrices before and with each one (or with and after it), each scaled to a largest entry of 1."""
    count, step = matrices.shape[1], 1
    while step < count:
        if is_backward:
            joined = torch.matmul(matrices[:, :-step], matrices[:, step:])
            joined = joined / joined.amax((-1, -2), keepdim=True).clamp_min(1e-30)
            matrices = torch.cat([joined, matrices[:, -step:]], 1)
        else:
            joined = torch.matmul(matrices[:, :-step], matrices[:, step:])
            joined = joined / joined.amax((-1, -2), keepdim=True).clamp_min(1e-30)
            matrices = torch.cat([matrices[:, :step], joined], 1)
        step *= 2
    return matrices


@torch.no_grad()
def marginals(logits, is_word):
    """How likely each label is at each word of `logits` [sequences, words, labels]; what is no word is O."""
    device, labels = logits.device, logits.shape[-1]
    allowed, first, last = (
        torch.tensor(table, dtype=torch.float32, device=device) for table in (paths.ALLOWED, paths.FIRST, paths.LAST)
    )
    logits = logits.float()
    chances = (logits - logits.amax(-1, keepdim=True)).clamp_min(-DEEPEST).exp()
    outside = torch.zeros(labels, device=device)
    outside[0] = 1.0
    chances = torch.where(is_word[..., None], chances, outside)
    steps = allowed * chances[:, :, None, :]
    begin = (first * chances[:, 0])[:, None, None, :].expand(-1, 1, labels, -1)
    forward = scanned(torch.cat([begin, steps[:, 1:]], 1), False)[:, :, 0, :]
    end = last[None, None, :, None].expand(len(logits), 1, -1, labels)
    backward = scanned(torch.cat([steps[:, 1:], end], 1), True)[:, :, :, 0]
    both = forward * backward
    return both / both.sum(-1, keepdim=True).clamp_min(1e-30)


def loss(logits, target, is_word, word_share):
    """The mean over words of the loss of sequences and of single words, against chances of labels.

    The loss of a sequence is given by its gradient: what the model expects less what is wanted.
    """
    count = is_word.sum().clamp_min(1)
    wrong = (marginals(logits, is_word) - target) * is_word[..., None]
    of_sequences = (logits * wrong).sum()
    by_word = -(target * torch.log_softmax(logits, -1)).sum(-1)
    of_words = (by_word * is_word).sum()
    value = word_share * of_words + (1 - word_share) * (of_sequences - of_sequences.detach())
    return value / count, of_words.detach() / count
