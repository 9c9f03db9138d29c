"""The encoder: MiniLM (six layers of width 384) with a shape embedding and two heads for each
piece: labels of quotations, and names."""

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
        seen = F.scaled_dot_product_attention(*heads, attn_mask=mask)
        seen = self.attended(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.attended_norm(x + self.dropout(seen))
        return self.outer_norm(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    def __init__(self, pieces, labels, names, dropout=0.1):
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, labels)
        self.names = nn.Linear(WIDTH, names)
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.shapes.weight)
        for head in (self.head, self.names):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, ids, shapes, mask):
        x = self.pieces(ids) + self.positions.weight[: ids.shape[1]] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        mask = mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, mask)
        x = self.dropout(x)
        return self.head(x), self.names(x)


def from_minilm(weights, piece_ids, labels, names):
    """The upstream weights, with the rows of the pieces that we keep."""
    weights = {name.removeprefix("bert."): value for name, value in weights.items()}
    net = Encoder(len(piece_ids), labels, names)
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

