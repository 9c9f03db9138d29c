"""The encoder: MiniLM (six layers of width 384) with a shape embedding and a head of labels for each piece."""

import torch
import torch.nn.functional as F
from torch import nn

WIDTH, LAYERS, HEADS, INNER, POSITIONS, SHAPES = 384, 6, 12, 1536, 256, 4


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        heads = self.query_key_value(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = heads
        # Written out, as torch's own fused attention is slower here on a processor.
        scores = query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask
        seen = torch.softmax(scores, -1) @ value
        seen = self.attended(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.attended_norm(x + self.dropout(seen))
        return self.outer_norm(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    def __init__(self, pieces, labels, dropout=0.1):
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, labels)
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.shapes.weight)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids, shapes, mask):
        x = self.pieces(ids) + self.positions.weight[: ids.shape[1]] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        mask = mask.to(torch.bfloat16) if torch.is_autocast_enabled("cpu") else mask
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(self.dropout(x))


def from_minilm(weights, piece_ids, labels):
    """The upstream weights, with the rows of the pieces that we keep."""
    weights = {name.removeprefix("bert."): value for name, value in weights.items()}
    net = Encoder(len(piece_ids), labels)
    with torch.no_grad():
        net.pieces.weight.copy_(weights["embeddings.word_embeddings.weight"][piece_ids])
        positions = weights["embeddings.position_embeddings.weight"][:POSITIONS]
        net.positions.weight.copy_(positions + weights["embeddings.token_type_embeddings.weight"][0])
        for part in ("weight", "bias"):
            getattr(net.norm, part).copy_(weights[f"embeddings.LayerNorm.{part}"])
        for i, layer in enumerate(net.layers):
            upstream = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                attention = [weights[f"{upstream}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                getattr(layer.query_key_value, part).copy_(torch.cat(attention))
                for own, theirs in (
                    (layer.attended, "attention.output.dense"),
                    (layer.attended_norm, "attention.output.LayerNorm"),
                    (layer.inner, "intermediate.dense"),
                    (layer.outer, "output.dense"),
                    (layer.outer_norm, "output.LayerNorm"),
                ):
                    getattr(own, part).copy_(weights[f"{upstream}{theirs}.{part}"])
    return net


def batch_of(windows):
    """Padded inputs and, for each paragraph part, where its words are: (row, pieces)."""
    length = max(len(window.ids) for window in windows)
    ids = torch.zeros(len(windows), length, dtype=torch.long)
    shapes = torch.zeros(len(windows), length, dtype=torch.long)
    mask = torch.full((len(windows), 1, 1, length), -1e4)
    for row, window in enumerate(windows):
        count = len(window.ids)
        ids[row, :count] = torch.tensor(window.ids)
        shapes[row, :count] = torch.tensor(window.shapes)
        mask[row, :, :, :count] = 0.0
    return ids, shapes, mask
