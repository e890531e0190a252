"""Tiny ONNX files with the inputs and outputs of well-known face networks, made anew for each test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from facelabeler.vision.graph_builder import IR_VERSION, OPSET

Size = int | str
Fill = Callable[[str, tuple[int, ...]], NDArray[np.floating]]
YUNET_PARTS = {"cls": 1, "obj": 1, "bbox": 4, "kps": 10}
SCRFD_PARTS = {"score": 1, "bbox": 4, "kps": 10}


def write_model(
    path: Path,
    nodes: Sequence[onnx.NodeProto],
    weights: Sequence[onnx.TensorProto],
    outputs: dict[str, Sequence[Size]],
    shape: Sequence[Size] = (1, 3, 64, 64),
    inputs: Sequence[str] = ("input",),
) -> Path:
    """An ONNX file with float32 inputs of one shape and float32 outputs by name."""
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in inputs],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, size) for name, size in outputs.items()],
        weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR_VERSION
    path.write_bytes(model.SerializeToString())
    return path


def write_constants(
    path: Path, outputs: dict[str, NDArray[np.float32]], shape: Sequence[Size] = (1, 3, 64, 64)
) -> Path:
    """A network that answers every picture with the same outputs."""
    weights = [numpy_helper.from_array(value, f"{name}_value") for name, value in outputs.items()]
    nodes = [helper.make_node("Identity", [f"{name}_value"], [name]) for name in outputs]
    return write_model(path, nodes, weights, {name: value.shape for name, value in outputs.items()}, shape)


def empty_outputs(parts: dict[str, int], side: int, anchors: int) -> dict[str, NDArray[np.float32]]:
    """Outputs of zeros, (1, cells × anchors, size), part by part and stride by stride."""
    return {
        f"{part}_{stride}": np.zeros((1, (side // stride) ** 2 * anchors, size), np.float32)
        for part, size in parts.items()
        for stride in (8, 16, 32)
    }


def random_filters(seed: int) -> Fill:
    """Filters that make all outputs depend on the picture."""
    random = np.random.default_rng(seed)
    return lambda _name, shape: random.normal(0, 0.3 / 255 / shape[-1], shape)


def bright_cells(name: str, shape: tuple[int, ...]) -> NDArray[np.floating]:
    """Filters for YuNet's outputs by which every white cell of 8 × 8 pixels is a find of its size, at its corner."""
    seen = name in ("cls_8", "obj_8")
    return np.full(shape, seen / (255 * 3 * 8 * 8))


def write_heads(path: Path, parts: dict[str, int], anchors: int, shape: Sequence[Size], fill: Fill) -> Path:
    """A network of one convolution an output, with filters by name and shape; it takes pictures of any size."""
    nodes, weights, outputs = [], [], {}
    for name, value in empty_outputs(parts, 64, anchors).items():
        stride, size = int(name.split("_")[1]), value.shape[2]
        filters = fill(name, (size * anchors, 3, stride, stride)).astype(np.float32)
        weights += [numpy_helper.from_array(filters, f"{name}_filters")]
        weights += [numpy_helper.from_array(np.array([1, -1, size], np.int64), f"{name}_shape")]
        nodes += [
            helper.make_node("Conv", ["input", f"{name}_filters"], [f"{name}_planes"], strides=[stride, stride]),
            helper.make_node("Transpose", [f"{name}_planes"], [f"{name}_cells"], perm=[0, 2, 3, 1]),
            helper.make_node("Reshape", [f"{name}_cells", f"{name}_shape"], [name]),
        ]
        outputs[name] = (1, f"{name}_rows", size)
    return write_model(path, nodes, weights, outputs, shape)


def write_encoder(path: Path, *, length: int = 32, batch: Size = 1, side: Size = 112, seed: int = 0) -> Path:
    """An encoder: averages over 16 × 16 pixels, and a random convolution over what is left."""
    filters = np.random.default_rng(seed).normal(0, 1, (length, 3, 7, 7)).astype(np.float32)
    nodes = [
        helper.make_node("AveragePool", ["input"], ["small"], kernel_shape=[16, 16], strides=[16, 16]),
        helper.make_node("Conv", ["small", "filters"], ["planes"]),
        helper.make_node("Flatten", ["planes"], ["encoding"]),
    ]
    weights = [numpy_helper.from_array(filters, "filters")]
    return write_model(path, nodes, weights, {"encoding": (batch, length)}, (batch, 3, side, side))


def describe(model: Path, family: str, **entries: str | float) -> Path:
    """The description beside a model, `licence` filled in."""
    said: dict[str, str | float] = {"family": family, "licence": "MIT"} | entries
    path = model.with_suffix(".toml")
    lines = (f"{entry} = {value!r}\n" for entry, value in said.items())
    path.write_text("".join(lines), encoding="utf-8")
    return path
