"""Train the reader model: ``python -m models.training.train CORPORA OUT --encoder FOLDER``.

From the public corpora to the files the program ships. Seeded; stopped at any time, the same
command goes on from the last checkpoint in OUT.
"""

import argparse
import logging
import random
import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from models.training.batches import IGNORED, Batcher, Labels, read_labels, shuffled
from models.training.corpora import Sentence, crossner, trees, uner, wikigold
from models.training.export import export
from models.training.names import NameLists, exchanged, flat_exchanged, headline, written
from models.training.network import LAYERS, Reader
from models.training.scores import Figures, measured
from resources import resource

log = logging.getLogger("train")
NAME_SHARE, TAG_SHARE = 1.5, 0.5
ENCODER_RATE, HEAD_RATE, LAYER_DECAY, WEIGHT_DECAY = 2e-4, 2e-3, 0.9, 0.01
WARM_UP, BATCH_PIECES, AVERAGE = 200, 1000, 0.998
SAVE_EVERY = 200


def epoch(corpora: Path, lists: NameLists, rng: random.Random) -> list[Sentence]:
    """One epoch's sentences: all trees, all names twice over (once exchanged), made-up ones."""
    gum = trees(corpora, "gum", "train")
    named = [*uner(corpora, held=False), *wikigold(corpora, held=False), *crossner(corpora)]
    found = [
        flat_exchanged(s, lists, rng) if rng.random() < 0.35 else s
        for s in trees(corpora, "ewt", "train")
    ]
    found += [*named, *(exchanged(s, lists, rng) if rng.random() < 0.35 else s for s in gum)]
    found += [exchanged(s, lists, rng) for s in named if any(n[0] == "B" for n in s.names)]
    found += [written(lists, rng) for _ in range(1500)]
    return [headline(s) if rng.random() < 0.03 else s for s in found]


def loss_of(
    outputs: Sequence[Tensor], answers: Mapping[str, Tensor], feed: Mapping[str, Tensor]
) -> Tensor:
    """Arcs and relations (at the true head), tags, and names as the mass of the labels allowed."""
    tag, pos, ner, arc, rel = outputs
    head = answers["head"]
    at = head.clamp(min=0)[:, :, None, None].expand(-1, -1, 1, rel.shape[-1])
    real = feed["wm"].bool()
    mass = torch.logsumexp(ner.masked_fill(~answers["ner"], -1e4), dim=-1)
    told = real & ~answers["ner"].all(-1)
    total = -NAME_SHARE * mass[told].sum() / told.sum().clamp(min=1)
    if bool((head != IGNORED).any()):
        total = total + _mean(arc, head) + _mean(rel.gather(2, at).squeeze(2), answers["dep"])
        total = total + TAG_SHARE * (_mean(tag, answers["tag"]) + _mean(pos, answers["pos"]))
    return total


def _mean(scores: Tensor, wanted: Tensor) -> Tensor:
    return functional.nll_loss(scores.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED)


def groups_of(network: Reader) -> list[dict[str, object]]:
    """Parameter groups: the lower an encoder layer, the slower it learns."""
    rates: dict[tuple[float, float], list[Tensor]] = {}
    for name, parameter in network.named_parameters():
        if name.startswith(("piece", "position", "kind", "norm")):
            rate = ENCODER_RATE * LAYER_DECAY ** (LAYERS + 1)
        elif name.startswith("layers"):
            rate = ENCODER_RATE * LAYER_DECAY ** (LAYERS - 1 - int(name.split(".")[1]))
        else:
            rate = HEAD_RATE
        decay = 0.0 if parameter.dim() < 2 else WEIGHT_DECAY
        rates.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": found, "lr": rate, "weight_decay": decay}
        for (rate, decay), found in rates.items()
    ]


def train(corpora: Path, out: Path, encoder: Path, epochs: int, seed: int) -> None:
    """Train to the end, or on from a checkpoint; then write the shipped files into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    ours, lists = read_labels(resource("reader", "labels.json")), NameLists.read()
    batcher = Batcher(encoder / "tokenizer.json", ours)
    network = Reader(len(ours.tag), len(ours.pos), len(ours.dep), len(ours.ner))
    network.load_encoder(encoder / "model.safetensors")
    optimizer = torch.optim.AdamW(groups_of(network), betas=(0.9, 0.98), fused=True)
    averaged = {name: value.detach().clone() for name, value in network.state_dict().items()}
    plan = [list(_batches(corpora, lists, batcher, seed, i)) for i in range(epochs)]
    steps = sum(len(batches) for batches in plan)
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
    for number, batches in enumerate(plan):
        for batch in batches:
            step += 1
            if step <= done:
                continue
            torch.manual_seed(seed * 1_000_003 + step)
            sums.append(_learn(network, optimizer, batcher, batch))
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
            if step % SAVE_EVERY == 0 or step == steps:
                _save(checkpoint, network, optimizer, schedule, averaged, step)
        if step > done:
            _report(number + 1, corpora, network, averaged, batcher, ours)
    network.load_state_dict(averaged)
    export(network, out)
    shutil.copy(encoder / "tokenizer.json", out / "tokenizer.json")
    text = resource("reader", "labels.json").read_text("utf8")
    (out / "labels.json").write_text(text, "utf8")


def _batches(
    corpora: Path, lists: NameLists, batcher: Batcher, seed: int, number: int
) -> list[list[Sentence]]:
    rng = random.Random(f"{seed}-{number}")
    return list(shuffled(epoch(corpora, lists, rng), BATCH_PIECES, batcher, rng))


def _learn(
    network: Reader, optimizer: torch.optim.Optimizer, batcher: Batcher, batch: list[Sentence]
) -> float:
    network.train()
    feed = {name: torch.from_numpy(value) for name, value in batcher.feed(batch).items()}
    answers = {name: torch.from_numpy(value) for name, value in batcher.answers(batch).items()}
    # Whole 32-bit numbers: processors without arithmetic for 16 bits take ten times as long there.
    loss = loss_of(network(**feed), answers, feed)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


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


def _report(
    number: int, corpora: Path, network: Reader, averaged: dict[str, Tensor],
    batcher: Batcher, ours: Labels,
) -> None:  # fmt: skip
    """Log the averaged network's figures on the development splits."""
    kept = {name: value.clone() for name, value in network.state_dict().items()}
    network.load_state_dict(averaged)
    network.eval()

    def scores(batch: Sequence[Sentence]) -> list[np.ndarray]:  # type: ignore[type-arg]
        feed = {name: torch.from_numpy(value) for name, value in batcher.feed(batch).items()}
        with torch.no_grad():
            return [part.numpy() for part in network(**feed)]

    for name, sentences in {
        "ewt dev": trees(corpora, "ewt", "dev")[::3], "gum dev": trees(corpora, "gum", "dev")[::2],
        "uner held": uner(corpora, held=True), "wikigold held": wikigold(corpora, held=True),
    }.items():  # fmt: skip
        found: Figures = measured(sentences, scores, ours)
        log.info("epoch %d, %s: %s", number, name, found)
    network.load_state_dict(kept)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--encoder", type=Path, required=True, help="model.safetensors, tokenizer.json"
    )
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    # Before any thread starts: the optimizer's averages of words long unseen fade to numbers so
    # small that processors take a hundred times as long over each.
    torch.set_flush_denormal(True)
    torch.set_num_threads(asked.threads)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    train(asked.corpora, asked.out, asked.encoder, asked.epochs, asked.seed)


if __name__ == "__main__":
    main()
