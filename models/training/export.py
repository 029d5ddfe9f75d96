"""Write the trained network as the files the program ships: ONNX, in eight-bit numbers."""

from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from models.training.network import Reader

INPUTS = ("ids", "att", "first", "last", "shape", "wm")
OUTPUTS = ("tag", "pos", "ner", "arc", "rel")
# The last steps to the answers, small and worth more than the half megabyte they take whole.
_WHOLE = ("tag", "pos", "name", "arc", "rel_from_down", "rel_from_up")


def export(network: Reader, out: Path) -> None:
    """Write ``reader-float.onnx`` (kept for comparison) and ``reader.onnx`` into ``out``."""
    network.eval()
    whole = out / "reader-float.onnx"
    ids = torch.tensor([[101, 2023, 2003, 102], [101, 2023, 102, 0]])
    words = torch.tensor([[1, 2], [1, 0]])
    feed = (ids, (ids > 0).long(), words, words, words.clamp(max=4), (words > 0).long())
    wide = {name: {0: "b", 1: "t" if name in ("ids", "att") else "w"} for name in INPUTS}
    wide |= {name: {0: "b", 1: "w"} for name in OUTPUTS}
    torch.onnx.export(
        network, feed, str(whole), input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=wide, opset_version=17, dynamo=False,
    )  # fmt: skip
    ready = out / "reader-ready.onnx"
    quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(
        ready, out / "reader.onnx", per_channel=True, reduce_range=True,
        weight_type=QuantType.QInt8, nodes_to_exclude=[f"/{name}/MatMul" for name in _WHOLE],
    )  # fmt: skip
    ready.unlink()
