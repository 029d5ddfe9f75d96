"""Measure a model folder: ``python -m models.training.measure CORPORA MODEL_DIR``.

Attachment scores and names over gold words, per corpus and split, and sentences a second on one
core. ``--float`` also measures ``reader-float.onnx`` where the training left it.
"""

import argparse
import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from models.reading.grammar.model import MOST_WORDS
from models.training.batches import Batcher, read_labels
from models.training.corpora import Sentence, trees, uner, wikigold
from models.training.scores import measured

log = logging.getLogger("measure")
_OUTPUTS = ["tag", "pos", "ner", "arc", "rel"]
Numbers = npt.NDArray[np.float32]


def scorer(model: Path, batcher: Batcher) -> Callable[[Sequence[Sentence]], Sequence[Numbers]]:
    """A function that runs the ONNX file over a batch, on one core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])

    def score(batch: Sequence[Sentence]) -> Sequence[Numbers]:
        found: Sequence[Numbers] = session.run(_OUTPUTS, batcher.feed(batch))
        return found

    return score


def splits(corpora: Path, *, tests: bool) -> dict[str, list[Sentence]]:
    """What is measured, by name; sentences longer than the program feeds the model are left out."""
    kinds = ("dev", "test") if tests else ("dev",)
    found = {
        f"{name} {kind}": trees(corpora, name, kind) for name in ("ewt", "gum") for kind in kinds
    }
    found["uner held third"] = uner(corpora, held=True)
    found["wikigold held third"] = wikigold(corpora, held=True)
    return {
        name: [s for s in sentences if len(s.words) <= MOST_WORDS]
        for name, sentences in found.items()
    }


def main() -> None:
    """Read the command line, measure, and log one line a split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--tests", action="store_true", help="the test splits too: only at the end")
    parser.add_argument("--float", action="store_true", dest="whole")
    asked = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    labels = read_labels(asked.model / "labels.json")
    batcher = Batcher(asked.model / "tokenizer.json", labels)
    sizes = [path.stat().st_size for path in asked.model.glob("*") if _shipped(path)]
    log.info("files: %.1f MB", sum(sizes) / 1e6)
    for model in ("reader.onnx", "reader-float.onnx")[: 2 if asked.whole else 1]:
        score = scorer(asked.model / model, batcher)
        for name, sentences in splits(asked.corpora, tests=asked.tests).items():
            started = time.perf_counter()
            figures = measured(sentences, score, labels, size=1)  # as the program runs it
            pace = len(sentences) / (time.perf_counter() - started)
            log.info("%s, %s: %s; %.0f sentences/s", model, name, figures, pace)


def _shipped(path: Path) -> bool:
    return path.name in ("reader.onnx", "labels.json", "tokenizer.json")


if __name__ == "__main__":
    main()
