"""The weights out of a shipped file, so that a training can go on where another ended."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from torch import Tensor

from models.training.network import Reader


def load_shipped(network: Reader, path: Path) -> None:
    """Take the weights of an eight-bit ``reader.onnx``: what rounding took from them is lost.

    What an older file lacks is nought, as at the beginning of a training.
    """
    graph = onnx.load(path).graph
    stored = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    own = {
        "capitals.weight": np.zeros(network.capitals.weight.shape, np.float32),
        "guidelines": np.zeros(network.guidelines.shape, np.float32),  # never in a file
    }
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name, weight = node.name[1:].removesuffix("/MatMul_quant"), node.input[1]
            own[name.replace("/", ".") + ".weight"] = _whole(stored, weight).T
        elif node.op_type == "MatMul" and node.input[1] in stored:
            name = node.name[1:].removesuffix("/MatMul")
            own[name.replace("/", ".") + ".weight"] = stored[node.input[1]].T
        elif node.op_type == "Gather" and node.input[0].endswith(".weight_quantized"):
            own[node.input[0].removesuffix("_quantized")] = _whole(stored, node.input[0])
    known = network.state_dict()
    own.update({name: value for name, value in stored.items() if name in known})
    # The layers' shares were folded into numbers by which each layer is multiplied, in their order.
    scalars = sorted(name for name, value in stored.items() if name.startswith("onnx::Mul_"))
    shares = [float(stored[name]) for name in scalars if stored[name].ndim == 0]
    if len(shares) != len(known["mix"]):
        raise ValueError(f"{path}: {len(shares)} shares of layers, not {len(known['mix'])}")
    own["mix"] = np.log(np.array(shares, np.float32))
    weights: dict[str, Tensor] = {name: torch.tensor(value) for name, value in own.items()}
    network.load_state_dict(weights)


def _whole(stored: dict[str, npt.NDArray[np.generic]], name: str) -> npt.NDArray[np.float32]:
    base = name.removesuffix("_quantized")
    scale, zero = (stored[f"{base}_{part}"].astype(np.float32) for part in ("scale", "zero_point"))
    found: npt.NDArray[np.float32] = (stored[name].astype(np.float32) - zero) * scale
    return found
