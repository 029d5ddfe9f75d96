"""The network: a MiniLM encoder with heads for tags, grammar and names.

The parser is biaffine (Dozat & Manning, 2017); the encoder is BERT (Devlin et al., 2019) at the
size of MiniLM (Wang et al., 2020), written out so that training needs torch and nothing else.
"""

import json
import struct
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

LAYERS, WIDTH, ATTENTION_HEADS, PIECES, POSITIONS = 6, 384, 12, 30522, 512
LOOKS, LOOK_WIDTH = 9, 32
ARC_WIDTH, RELATION_WIDTH, NAME_WIDTH = 320, 128, 256
NEVER = -1e4


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self) -> None:
        super().__init__()
        self.together = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: (b, t, 384); mask: (b, 1, 1, t), added to the attention's scores."""
        b, t = x.shape[0], x.shape[1]
        parts = self.together(x).view(b, t, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        scores = query @ key.transpose(2, 3) * (WIDTH // ATTENTION_HEADS) ** -0.5 + mask
        seen = functional.softmax(scores.float(), dim=-1).to(value.dtype) @ value
        x = self.norm(x + self.drop(self.out(seen.transpose(1, 2).reshape(b, t, WIDTH))))
        return self.last_norm(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class Reader(nn.Module):
    """The whole network; its inputs and outputs are those of the shipped file."""

    def __init__(self, tags: int, pos: int, relations: int, names: int) -> None:
        super().__init__()
        self.piece = nn.Embedding(PIECES, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.capitals = nn.Embedding(LOOKS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.mix = nn.Parameter(torch.zeros(LAYERS + 1))
        self.look = nn.Embedding(LOOKS, LOOK_WIDTH)
        word = 2 * WIDTH + LOOK_WIDTH
        self.drop = nn.Dropout(0.25)
        self.tag, self.pos = nn.Linear(word, tags), nn.Linear(word, pos)
        self.name_hidden, self.name = nn.Linear(word, NAME_WIDTH), nn.Linear(NAME_WIDTH, names)
        self.guidelines = nn.Parameter(torch.zeros(NAME_WIDTH))
        self.root = nn.Parameter(torch.randn(word) * 0.02)
        self.arc_down, self.arc_up = nn.Linear(word, ARC_WIDTH), nn.Linear(word, ARC_WIDTH)
        self.arc = nn.Linear(ARC_WIDTH + 1, ARC_WIDTH, bias=False)
        self.rel_down, self.rel_up = (
            nn.Linear(word, RELATION_WIDTH),
            nn.Linear(word, RELATION_WIDTH),
        )
        self.rel = nn.Linear(RELATION_WIDTH, relations * RELATION_WIDTH, bias=False)
        self.rel_from_down = nn.Linear(RELATION_WIDTH, relations)
        self.rel_from_up = nn.Linear(RELATION_WIDTH, relations, bias=False)
        nn.init.zeros_(self.capitals.weight)  # the encoder begins as it was, seeing no capitals
        nn.init.normal_(self.arc.weight, std=0.02)
        nn.init.normal_(self.rel.weight, std=0.02)

    def forward(
        self,
        ids: Tensor,
        att: Tensor,
        first: Tensor,
        last: Tensor,
        shape: Tensor,
        wm: Tensor,
        heads: Tensor | None = None,
        foreign: Tensor | None = None,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Log-probabilities tag, pos, ner (b, w, n), arc (b, w, w + 1), rel (b, w, w + 1, n).

        In training only: ``heads`` (b, w), the true ones, for which alone rel (b, w, n) is then
        given; ``foreign`` (b), 1 for sentences whose names follow other guidelines.
        """  # fmt: skip
        at = torch.arange(ids.shape[1], device=ids.device)
        inside = (at >= first[:, :, None]) & (at <= last[:, :, None])  # (b, w, t): a word's pieces
        looks = (inside * shape[:, :, None]).sum(1)
        x = self.norm(self.piece(ids) + self.position(at) + self.kind + self.capitals(looks))
        mask = ((1 - att) * NEVER).float()[:, None, None, :]
        share = functional.softmax(self.mix, dim=0)
        mixed = share[0] * x
        for i, layer in enumerate(self.layers):
            x = layer(x, mask)
            mixed = mixed + share[i + 1] * x
        wide = (-1, -1, WIDTH)
        parts = [torch.gather(mixed, 1, i.unsqueeze(-1).expand(wide)) for i in (first, last)]
        words = self.drop(torch.cat([parts[0], parts[1], self.look(shape)], dim=-1))
        tops = torch.cat([self.root.expand(words.shape[0], 1, -1), words], dim=1)
        hidden = self.name_hidden(words)
        if foreign is not None:
            hidden = hidden + foreign[:, None, None] * self.guidelines
        names = self.name(self.drop(functional.gelu(hidden)))
        down, up = self._arm(self.arc_down, words), self._arm(self.arc_up, tops)
        down = self.arc(torch.cat([down, torch.ones_like(down[..., :1])], dim=-1))
        arcs = (down @ up.transpose(1, 2)) * ARC_WIDTH**-0.5
        real = torch.cat([torch.ones_like(wm[:, :1]), wm], dim=1)
        arcs = arcs.float() + ((1 - real) * NEVER).float()[:, None, :]
        down, up = self._arm(self.rel_down, words), self._arm(self.rel_up, tops)
        b, w = words.shape[0], words.shape[1]
        if heads is None:
            turned = self.rel(down).view(b, -1, RELATION_WIDTH)
            pairs = (turned @ up.transpose(1, 2)).view(b, w, -1, w + 1).transpose(2, 3)
            relations = (
                pairs * RELATION_WIDTH**-0.5
                + self.rel_from_down(down).unsqueeze(2)
                + self.rel_from_up(up).unsqueeze(1)
            )
        else:
            up = up.gather(1, heads.unsqueeze(-1).expand(-1, -1, RELATION_WIDTH))
            turned = self.rel(down).view(b, w, -1, RELATION_WIDTH)
            relations = (
                (turned * up.unsqueeze(2)).sum(-1) * RELATION_WIDTH**-0.5
                + self.rel_from_down(down)
                + self.rel_from_up(up)
            )
        return (
            _log(self.tag(words)), _log(self.pos(words)), _log(names), _log(arcs), _log(relations),
        )  # fmt: skip

    def _arm(self, linear: nn.Module, x: Tensor) -> Tensor:
        found: Tensor = self.drop(functional.gelu(linear(x)))
        return found

    def load_encoder(self, path: Path) -> None:
        """Take the encoder's weights from a safetensors file of a BERT of this size."""
        raw = path.read_bytes()
        size = struct.unpack("<Q", raw[:8])[0]
        index = json.loads(raw[8 : 8 + size])

        def weight(name: str) -> Tensor:
            start, end = index[name]["data_offsets"]
            flat = torch.frombuffer(
                bytearray(raw[8 + size + start : 8 + size + end]), dtype=torch.float32
            )
            return flat.view(index[name]["shape"])

        own = {
            "piece.weight": weight("embeddings.word_embeddings.weight"),
            "position.weight": weight("embeddings.position_embeddings.weight"),
            "kind": weight("embeddings.token_type_embeddings.weight")[0],
            "norm.weight": weight("embeddings.LayerNorm.weight"),
            "norm.bias": weight("embeddings.LayerNorm.bias"),
        }
        theirs = {
            "out": "attention.output.dense", "norm": "attention.output.LayerNorm",
            "wide": "intermediate.dense", "narrow": "output.dense", "last_norm": "output.LayerNorm",
        }  # fmt: skip
        for i in range(LAYERS):
            base = f"encoder.layer.{i}"
            for part in ("weight", "bias"):
                own[f"layers.{i}.together.{part}"] = torch.cat(
                    [weight(f"{base}.attention.self.{n}.{part}") for n in ("query", "key", "value")]
                )
                for ours, name in theirs.items():
                    own[f"layers.{i}.{ours}.{part}"] = weight(f"{base}.{name}.{part}")
        left = self.load_state_dict(own, strict=False)
        if left.unexpected_keys:
            raise ValueError(f"unknown weights: {left.unexpected_keys}")


def _log(scores: Tensor) -> Tensor:
    return functional.log_softmax(scores.float(), dim=-1)
