"""Train the network that finds sentence ends: ``python -m models.training.sentences CORPORA OUT``.

From the raw texts of EWT and GUM train to ``sentences.npz``. Words the corpora lack are known by
the encoder's own word vectors (``--encoder``), cut to their first principal components. Seeded.
"""

import argparse
import json
import logging
import random
import struct
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.reading.article.paragraphs import find_paragraphs
from models.reading.doc import Doc
from models.reading.grammar.boundaries import LENGTHS, LOOKS, REACH, Span, plain, style
from models.reading.grammar.model import look
from models.reading.grammar.tokens import cut_words
from models.training.raw import documents

COMPONENTS, OWN, ENDING, LOOK, LENGTH, WIDE = 64, 48, 16, 8, 4, 96
STEPS = (1, 2, 4)
TAPS = 5
BATCH = 4000
RATE, DECAY, DROP, UNKNOWN = 3e-3, 1e-2, 0.3, 0.08
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Example:
    """A paragraph of n words: numbers of word, own word, ending, look, length; extra (n, 3)."""

    numbers: npt.NDArray[np.int64]  # (5, n)
    extra: npt.NDArray[np.float32]  # (n, 3): a space follows, the text's style, no word
    ends: npt.NDArray[np.float32]  # (n,): a sentence ends here


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by the encoder, words of the corpora and endings; numbers from 2 on, 1 is unknown."""

    words: dict[str, int]
    own: dict[str, int]
    endings: dict[str, int]


class Network(nn.Module):
    """Embeddings, three dilated convolutions with a way around each, one number a word."""

    def __init__(self, vectors: Tensor, own: int, endings: int) -> None:
        super().__init__()
        self.word = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.own = nn.Embedding(own, OWN, padding_idx=0)
        self.ending = nn.Embedding(endings, ENDING, padding_idx=0)
        self.look = nn.Embedding(LOOKS, LOOK, padding_idx=0)
        self.length = nn.Embedding(LENGTHS, LENGTH, padding_idx=0)
        self.into = nn.Linear(COMPONENTS + OWN + ENDING + LOOK + LENGTH + 3, WIDE)
        self.steps = nn.ModuleList(
            nn.Conv1d(WIDE, WIDE, TAPS, padding=TAPS // 2 * step, dilation=step) for step in STEPS
        )
        self.out = nn.Linear(WIDE, 1)
        self.drop = nn.Dropout(DROP)

    def forward(self, numbers: Tensor, extra: Tensor) -> Tensor:
        """numbers (b, 5, n), extra (b, n, 3) to logits (b, n)."""
        tables = (self.word, self.own, self.ending, self.look, self.length)
        parts = [table(numbers[:, i]) for i, table in enumerate(tables)]
        x = functional.relu(self.into(self.drop(torch.cat([*parts, extra], -1))))
        for step in self.steps:
            x = x + self.drop(functional.relu(step(self.drop(x).transpose(1, 2))).transpose(1, 2))
        found: Tensor = self.out(self.drop(x))[..., 0]
        return found


def paragraphs_of(text: str) -> list[list[Span]]:
    """The words of every paragraph, whatever it is for."""
    found = find_paragraphs(Doc(text)).paragraphs
    return [words for p in found if (words := cut_words(text, p.start, p.end))]


def examples(paths: Sequence[Path], vocabulary: Vocabulary) -> list[Example]:
    """Every paragraph of the corpora."""
    found = []
    for path in paths:
        for document in documents(path):
            paragraphs = paragraphs_of(document.text)
            manner = style(document.text, paragraphs)
            ends = {end for _, end in document.sentences}
            found += [_example(document.text, w, manner, ends, vocabulary) for w in paragraphs]
    return found


def _example(
    text: str, words: list[Span], manner: float, ends: set[int], vocabulary: Vocabulary
) -> Example:
    n = len(words)
    numbers, extra = np.zeros((5, n), np.int64), np.zeros((n, 3), np.float32)
    for i, (a, b) in enumerate(words):
        form = plain(text[a:b])
        numbers[:, i] = (
            vocabulary.words.get(form, 1), vocabulary.own.get(form, 1),
            vocabulary.endings.get(form[-3:], 1), look(text[a:b]), min(b - a, LENGTHS - 1),
        )  # fmt: skip
        extra[i, :2] = i + 1 < n and words[i + 1][0] > b, manner
    told = np.array([float(b in ends) for _, b in words], np.float32)
    return Example(numbers, extra, told)


def vocabulary_of(paths: Sequence[Path], words: list[str]) -> Vocabulary:
    """The words and endings the corpora have often enough to learn from."""
    counts: Counter[str] = Counter()
    for path in paths:
        for document in documents(path):
            counts.update(plain(document.text[a:b]) for a, b in document.words)
    endings: Counter[str] = Counter()
    for word, count in counts.items():
        endings[word[-3:]] += count
    often = [word for word, count in counts.most_common(5000) if count >= 3]
    tails = [ending for ending, count in endings.most_common(1500) if count >= 8]
    known = list(dict.fromkeys([*words, *often]))
    return Vocabulary(*({w: i + 2 for i, w in enumerate(part)} for part in (known, often, tails)))


def word_vectors(encoder: Path) -> tuple[list[str], npt.NDArray[np.float32]]:
    """The encoder's whole words, and the first components of their vectors, of spread one."""
    raw = (encoder / "model.safetensors").read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    place = json.loads(raw[8 : 8 + size])["embeddings.word_embeddings.weight"]
    start, end = place["data_offsets"]
    table = np.frombuffer(raw[8 + size + start : 8 + size + end], np.float32)
    table = table.reshape(place["shape"])
    listed = json.loads((encoder / "tokenizer.json").read_text("utf8"))["model"]["vocab"]
    kept = [(w, i) for w, i in sorted(listed.items()) if w.isascii() and w[0] not in "#["]
    vectors = table[[i for _, i in kept]]
    vectors = vectors - vectors.mean(0)
    _, _, turn = np.linalg.svd(vectors, full_matrices=False)
    vectors = vectors @ turn[:COMPONENTS].T
    return [w for w, _ in kept], (vectors / vectors.std()).astype(np.float32)


def _batches(items: list[Example], rng: random.Random) -> Iterator[list[Example]]:
    order = sorted(items, key=lambda e: len(e.ends) + 5 * rng.random())
    batches: list[list[Example]] = [[]]
    for item in order:
        wide = len(item.ends) + 2 * REACH
        if batches[-1] and wide * (len(batches[-1]) + 1) > BATCH:
            batches.append([])
        batches[-1].append(item)
    rng.shuffle(batches)
    yield from batches


def _tensors(batch: list[Example], rng: np.random.Generator | None) -> list[Tensor]:
    wide = max(len(e.ends) for e in batch) + 2 * REACH
    numbers, extra = np.zeros((len(batch), 5, wide), np.int64), np.zeros((len(batch), wide, 3))
    ends, real = np.zeros((len(batch), wide)), np.zeros((len(batch), wide))
    extra[:, :, 2] = 1
    for i, e in enumerate(batch):
        inside = slice(REACH, REACH + len(e.ends))
        numbers[i, :, inside], extra[i, inside], ends[i, inside] = e.numbers, e.extra, e.ends
        real[i, REACH : REACH + len(e.ends) - 1] = 1  # the last word's answer is known
    if rng is not None:
        lost = (rng.random((len(batch), wide)) < UNKNOWN) & (numbers[:, 0] > 0)
        numbers[:, :2] = np.where(lost[:, None], 1, numbers[:, :2])
    return [torch.from_numpy(numbers)] + [
        torch.from_numpy(part.astype(np.float32)) for part in (extra, ends, real)
    ]


def figures(network: Network, items: list[Example]) -> float:
    """F1 of sentences, on paragraphs and words as we cut them."""
    network.eval()
    right = ours = gold = 0
    with torch.no_grad():
        for item in items:
            numbers, extra, _, _ = _tensors([item], None)
            chance = network(numbers, extra)[0, REACH : REACH + len(item.ends)].numpy() > 0
            chance[-1] = True
            mine, told = ({*_spans(part)} for part in (chance, item.ends > 0))
            right, ours, gold = right + len(mine & told), ours + len(mine), gold + len(told)
    return 2 * right / (ours + gold)


def _spans(ends: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    places = [-1, *(int(i) for i in np.flatnonzero(ends))]
    return list(pairwise(places))


def train(corpora: Path, encoder: Path, epochs: int, seed: int) -> tuple[Network, Vocabulary]:
    """A network trained to the end."""
    torch.manual_seed(seed)
    rng, numbers = random.Random(seed), np.random.default_rng(seed)
    paths = [corpora / f"{name}-train.conllu.gz" for name in ("ewt", "gum")]
    known, vectors = word_vectors(encoder)
    vocabulary = vocabulary_of(paths, known)
    table = np.zeros((len(vocabulary.words) + 2, COMPONENTS), np.float32)
    table[2 : 2 + len(known)] = vectors
    network = Network(torch.from_numpy(table), len(vocabulary.own) + 2, len(vocabulary.endings) + 2)
    items = examples(paths, vocabulary)
    held = {c: examples([corpora / f"{c}-dev.conllu.gz"], vocabulary) for c in ("ewt", "gum")}
    total = epochs * sum(1 for _ in _batches(items, random.Random(0)))
    trained = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / 50, max(0.02, 1 - s / total))
    )
    for epoch in range(epochs):
        network.train()
        for batch in _batches(items, rng):
            words, extra, ends, real = _tensors(batch, numbers)
            loss = functional.binary_cross_entropy_with_logits(
                network(words, extra), ends, weight=real, reduction="sum"
            )
            optimizer.zero_grad()
            (loss / real.sum()).backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()
        log.info(
            "epoch %d: %s", epoch + 1, {c: round(figures(network, e), 4) for c, e in held.items()}
        )
    return network, vocabulary


def export(network: Network, vocabulary: Vocabulary, path: Path) -> None:
    """Write the weights as numpy arrays; every table already carries its share of ``into``."""
    network.eval()
    into = network.into.weight.detach()
    sizes = (COMPONENTS, OWN, ENDING, LOOK, LENGTH, 3)
    shares = torch.split(into, list(sizes), dim=1)
    words = network.word.weight.detach() @ shares[0].T
    own = network.own.weight.detach() @ shares[1].T
    told = ["", "", *vocabulary.words]
    words = words + own[[vocabulary.own.get(w, 1 if i else 0) for i, w in enumerate(told)]]
    scale = words.abs().amax(0) / 127
    stored: dict[str, npt.NDArray[np.generic]] = {
        "word": torch.round(words / scale).to(torch.int8).numpy(), "word.scale": scale.numpy(),
        "bias": network.into.bias.detach().numpy(), "out": network.out.weight.detach()[0].numpy(),
        "out.bias": network.out.bias.detach().numpy(), "steps": np.array(STEPS, np.int8),
        "extra": shares[5].numpy(),
    }  # fmt: skip
    for name, table, share in (
        ("ending", network.ending, shares[2]), ("look", network.look, shares[3]),
        ("length", network.length, shares[4]),
    ):  # fmt: skip
        stored[name] = (table.weight.detach() @ share.T).numpy().astype(np.float16)
    for i, step in enumerate(network.steps):
        assert isinstance(step, nn.Conv1d)
        assert step.bias is not None
        stored[f"conv{i}"] = step.weight.detach().permute(2, 1, 0).numpy().astype(np.float16)
        stored[f"conv{i}.bias"] = step.bias.detach().numpy()
    lists = {"words": told, "endings": ["", "", *vocabulary.endings]}
    stored["lists"] = np.frombuffer(json.dumps(lists).encode(), np.uint8)
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    export(*train(asked.corpora, asked.encoder, asked.epochs, asked.seed), asked.out)


if __name__ == "__main__":
    main()
