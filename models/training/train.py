"""Train the reader model: ``python -m models.training.train CORPORA OUT --encoder FOLDER``.

From the public corpora to the files the program ships. Seeded; stopped at any time, the same
command goes on from the last checkpoint in OUT.
"""

import argparse
import json
import logging
import random
import shutil
import time
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from models.training.batches import IGNORED, Batcher, Labels, read_labels, shuffled
from models.training.corpora import Sentence, crossner, spans, trees, uner, wikigold
from models.training.export import export
from models.training.names import NameLists, exchanged, flat_exchanged, spelt, written
from models.training.network import LAYERS, Reader
from models.training.scores import Figures, Score, measured
from models.training.shipped import load_shipped
from models.training.silver import silvered
from resources import resource

log = logging.getLogger("train")
NAME_SHARE, TAG_SHARE = 1.5, 0.5
ENCODER_RATE, HEAD_RATE, LAYER_DECAY, WEIGHT_DECAY = 2e-4, 2e-3, 0.9, 0.01
WARM_UP, BATCH_PIECES, AVERAGE = 200, 1000, 0.998
SAVE_EVERY = 200
# Pieces hidden from the network; sentences of GUM told to be of other guidelines: shares of all.
HIDDEN, FOREIGN = 0.06, 0.7
SILVER_AFTER = 2  # epochs; then names are found in EWT train
# Of a model that learns on: the share of the rates, and of its own weights kept in the end, which
# forgets less than the last weights alone (Wortsman et al., 2022).
GOING_ON, KEPT = 0.5, 0.2


def epoch(
    corpora: Path, ewt: Sequence[Sentence], lists: NameLists, rng: random.Random
) -> list[Sentence]:
    """One epoch's sentences: all trees, all names twice over (once exchanged), made-up ones.

    ``ewt``: EWT train, with the names found in it so far.
    """
    gum = trees(corpora, "gum", "train")
    named = [*uner(corpora, held=False), *wikigold(corpora, held=False), *crossner(corpora)]
    found = [flat_exchanged(s, lists, rng) if rng.random() < 0.35 else s for s in ewt]
    found += [*named, *(exchanged(s, lists, rng) if rng.random() < 0.35 else s for s in gum)]
    found += [exchanged(s, lists, rng) for s in named if any(n[0] == "B" for n in s.names)]
    found += [written(lists, rng) for _ in range(1500)]
    return [spelt(s, rng) for s in found]


def loss_of(
    outputs: Sequence[Tensor], answers: Mapping[str, Tensor], feed: Mapping[str, Tensor]
) -> Tensor:
    """Arcs and relations (at the true head), tags, and names as the mass of the labels allowed."""
    tag, pos, ner, arc, rel = outputs
    head = answers["head"]
    real = feed["wm"].bool()
    mass = torch.logsumexp(ner.masked_fill(~answers["ner"], -1e4), dim=-1)
    told = real & ~answers["ner"].all(-1)
    total = -NAME_SHARE * mass[told].sum() / told.sum().clamp(min=1)
    if bool((head != IGNORED).any()):
        total = total + _mean(arc, head) + _mean(rel, answers["dep"])
        total = total + TAG_SHARE * (_mean(tag, answers["tag"]) + _mean(pos, answers["pos"]))
    return total


def _mean(scores: Tensor, wanted: Tensor) -> Tensor:
    return functional.nll_loss(scores.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED)


def groups_of(network: Reader, share: float = 1.0) -> list[dict[str, object]]:
    """Parameter groups: the lower an encoder layer, the slower it learns; ``share``: of rates."""
    rates: dict[tuple[float, float], list[Tensor]] = {}
    for name, parameter in network.named_parameters():
        if name.startswith("capitals"):
            rate = ENCODER_RATE * 2
        elif name.startswith(("piece", "position", "kind", "norm")):
            rate = ENCODER_RATE * LAYER_DECAY ** (LAYERS + 1)
        elif name.startswith("layers"):
            rate = ENCODER_RATE * LAYER_DECAY ** (LAYERS - 1 - int(name.split(".")[1]))
        else:
            rate = HEAD_RATE
        decay = 0.0 if parameter.dim() < 2 else WEIGHT_DECAY
        rates.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": found, "lr": rate * share, "weight_decay": decay}
        for (rate, decay), found in rates.items()
    ]


def train(
    corpora: Path, out: Path, encoder: Path, epochs: int, seed: int,
    *, before: Path | None = None, half: bool = False,
) -> None:  # fmt: skip
    """Train to the end, or on from a checkpoint; then write the shipped files into ``out``.

    ``before``: a folder whose ``reader.onnx`` is the beginning, instead of the encoder.
    ``half``: products in bfloat16, on processors that have it three times as fast.
    """
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    ours, lists = read_labels(resource("reader", "labels.json")), NameLists.read()
    batcher = Batcher(encoder / "tokenizer.json", ours)
    network = Reader(len(ours.tag), len(ours.pos), len(ours.dep), len(ours.ner))
    if before:
        load_shipped(network, before / "reader.onnx")
    else:
        network.load_encoder(encoder / "model.safetensors")
    groups = groups_of(network, GOING_ON if before else 1.0)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    averaged = {name: value.detach().clone() for name, value in network.state_dict().items()}
    ewt = trees(corpora, "ewt", "train")
    # Names change no sentence's length: the number of steps is known before they are found.
    sizes = [len(_batches(corpora, ewt, lists, batcher, seed, i)) for i in range(epochs)]
    steps = sum(sizes)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / WARM_UP, max(0.0, (steps - s) / (steps - WARM_UP)))
    )
    checkpoint, done = out / "checkpoint.pt", 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        averaged, done = saved["averaged"], saved["step"]
        log.info("going on from step %d of %d", done, steps)
    step, started, sums = 0, time.monotonic(), []
    for number, size in enumerate(sizes):
        if number == SILVER_AFTER:
            scores = _scorer(network, averaged, batcher, half=half) if step >= done else None
            ewt = _silver(out / f"names-{number}.json", corpora, scores, ours)
        if step + size <= done:
            step += size
            continue
        for batch in _batches(corpora, ewt, lists, batcher, seed, number):
            step += 1
            if step <= done:
                continue
            torch.manual_seed(seed * 1_000_003 + step)
            sums.append(_learn(network, optimizer, batcher, batch, half=half))
            schedule.step()
            keep = min(AVERAGE, step / (step + 10))
            with torch.no_grad():
                for name, value in network.state_dict().items():
                    averaged[name].lerp_(value, 1 - keep)
            if step % 50 == 0:
                pace = (time.monotonic() - started) / (step - done)
                log.info(
                    "step %d/%d loss %.3f, %.2f s a step, %.0f min left",
                    step,
                    steps,
                    np.mean(sums[-50:]),
                    pace,
                    pace * (steps - step) / 60,
                )
            if step % SAVE_EVERY == 0 or step == sum(sizes[: number + 1]):
                _save(checkpoint, network, optimizer, schedule, averaged, step)
        _report(number + 1, corpora, _scorer(network, averaged, batcher, half=half), ours)
    network.load_state_dict(_between(averaged, network, before) if before else averaged)
    export(network, out)
    shutil.copy(encoder / "tokenizer.json", out / "tokenizer.json")
    text = resource("reader", "labels.json").read_text("utf8")
    (out / "labels.json").write_text(text, "utf8")


def _between(averaged: dict[str, Tensor], network: Reader, before: Path) -> dict[str, Tensor]:
    """Weights between those learnt and those of the model before."""
    load_shipped(network, before / "reader.onnx")
    own = network.state_dict()
    return {name: value * (1 - KEPT) + own[name] * KEPT for name, value in averaged.items()}


def _batches(
    corpora: Path, ewt: Sequence[Sentence], lists: NameLists, batcher: Batcher,
    seed: int, number: int,
) -> list[list[Sentence]]:  # fmt: skip
    rng = random.Random(f"{seed}-{number}")
    return list(shuffled(epoch(corpora, ewt, lists, rng), BATCH_PIECES, batcher, rng))


def _learn(
    network: Reader, optimizer: torch.optim.Optimizer, batcher: Batcher, batch: list[Sentence],
    *, half: bool,
) -> float:  # fmt: skip
    network.train()
    feed = {name: torch.from_numpy(value) for name, value in batcher.feed(batch).items()}
    answers = {name: torch.from_numpy(value) for name, value in batcher.answers(batch).items()}
    is_gum = torch.tensor([float(sentence.corpus == "gum") for sentence in batch])
    foreign = is_gum * (torch.rand(len(batch)) < FOREIGN)
    words = functional.pad(feed["att"][:, 2:], (1, 1)).bool()  # neither [CLS] nor [SEP]
    hidden = words & (torch.rand(words.shape) < HIDDEN)
    feed["ids"] = feed["ids"].masked_fill(hidden, batcher.hidden)
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        outputs = network(**feed, heads=answers["head"].clamp(min=0), foreign=foreign)
        loss = loss_of(outputs, answers, feed)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def _scorer(network: Reader, averaged: dict[str, Tensor], batcher: Batcher, *, half: bool) -> Score:
    """Runs the averaged network."""
    own = deepcopy(network)
    own.load_state_dict(averaged)
    own.eval()

    def scores(batch: Sequence[Sentence]) -> list[npt.NDArray[np.float32]]:
        feed = {name: torch.from_numpy(value) for name, value in batcher.feed(batch).items()}
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=half):
            return [part.numpy() for part in own(**feed)]

    return scores


def _silver(path: Path, corpora: Path, scores: Score | None, ours: Labels) -> list[Sentence]:
    """EWT train with the names that the network is sure of, kept in ``path``."""
    ewt = trees(corpora, "ewt", "train")
    if scores is not None and not path.exists():
        ordered = sorted(range(len(ewt)), key=lambda i: len(ewt[i].words))
        found: dict[int, npt.NDArray[np.float32]] = {}
        for start in range(0, len(ordered), 32):
            batch = ordered[start : start + 32]
            names = scores([ewt[i] for i in batch])[2]
            for i, row in zip(batch, names, strict=True):
                found[i] = row[: len(ewt[i].words)]
        named = silvered(ewt, [found[i] for i in range(len(ewt))], ours.ner)
        path.write_text(json.dumps([sentence.names for sentence in named]), "utf8")
        log.info("names found in EWT train: %d", sum(len(spans(s.names)) for s in named))
    kept = json.loads(path.read_text("utf8"))
    return [replace(s, names=tuple(names)) for s, names in zip(ewt, kept, strict=True)]


def _save(
    path: Path,
    network: Reader,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    averaged: dict[str, Tensor],
    step: int,
) -> None:
    part = path.with_suffix(".part")
    torch.save(
        {
            "network": network.state_dict(), "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(), "averaged": averaged, "step": step,
        },
        part,
    )  # fmt: skip
    part.replace(path)


def _report(number: int, corpora: Path, scores: Score, ours: Labels) -> None:
    """Log the averaged network's figures on the development splits."""
    for name, sentences in {
        "ewt dev": trees(corpora, "ewt", "dev")[::3], "gum dev": trees(corpora, "gum", "dev")[::2],
    }.items():  # fmt: skip
        found: Figures = measured(sentences, scores, ours)
        log.info("epoch %d, %s: %s", number, name, found)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--encoder", type=Path, required=True, help="model.safetensors, tokenizer.json"
    )
    parser.add_argument("--before", type=Path, help="a folder with a reader.onnx to go on from")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--half", action="store_true", help="products in bfloat16: faster on some")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    # Before any thread starts: the optimizer's averages of words long unseen fade to numbers so
    # small that processors take a hundred times as long over each.
    torch.set_flush_denormal(True)
    torch.set_num_threads(asked.threads)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    train(
        asked.corpora, asked.out, asked.encoder, asked.epochs, asked.seed,
        before=asked.before, half=asked.half,
    )  # fmt: skip


if __name__ == "__main__":
    main()
