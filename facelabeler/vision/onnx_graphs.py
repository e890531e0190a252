"""dlib's two networks as ONNX graphs.

Both take pixels of 0 to 255: dlib's own normalisation, (x − mean) / 256, is folded into the first convolution, which
has no padding, and each batch norm or affine layer into the convolution before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facelabeler.vision.detection import CHIP_SIDE, ENCODING_SIZE, MEAN_RGB
from facelabeler.vision.graph_builder import GraphBuilder
from facelabeler.vision.weights import Layer, Network

SCALE = 256.0  # dlib/dnn/input.h
LANES = 16  # channels of a vector register with AVX-512; 8 with AVX2 divides it
DETECTOR_LAYERS = ("con_4", "bn_con2", "relu_") * 6 + ("con_4",)
_BLOCK = ("con_4", "affine_", "relu_", "con_4", "affine_", "add_prev_", "relu_")
_DOWN = ("con_4", "affine_", "relu_", "con_4", "affine_", "avg_pool_2", "add_prev_", "relu_")
ENCODER_LAYERS = (
    *("con_4", "affine_", "relu_", "max_pool_2"),
    *_BLOCK * 3,
    *(_DOWN + _BLOCK * 3),
    *(_DOWN + _BLOCK * 2),
    *(_DOWN + _BLOCK * 2),
    *_DOWN,
    *("avg_pool_2", "fc_2"),
)


class ForeignNetworkError(ValueError):
    """The layers are not those of the network that is asked for."""


def detector_graph(network: Network, *, planes: bool = False) -> bytes:
    """The detector: `pixels` (n, rows, columns, 3) uint8, or `planes` (n, 3, rows, columns) float32 of 0 to 255,
    to `scores` (n, rows', columns'), a score for each cell of 8 × 8 pixels."""
    expect(network, DETECTOR_LAYERS)
    graph = GraphBuilder("mmod")
    if planes:
        x = graph.input("planes", ("n", 3, "rows", "columns"), uint8=False)
    else:
        x = graph.pixels_to_planes(graph.input("pixels", ("n", "rows", "columns", 3), uint8=True))
    *hidden, last = folded_convolutions(network.layers)
    for stage in in_lanes(hidden):
        x = graph.convolution(x, stage.filters, stage.biases, stride=stage.stride, padding=stage.padding)
        x = graph.node("Relu", x)
    x = graph.node("Squeeze", score_rows_then_columns(graph, x, last), graph.weight(np.array([1], np.int64)))
    return graph.finish(x, "scores", ("n", "score_rows", "score_columns"))


def in_lanes(stages: Sequence[Convolution]) -> Iterator[Convolution]:
    """The same convolutions with channels of zeros added up to a multiple of LANES.

    ONNX Runtime's vectorised convolutions take only such inputs: 48 channels run 1.2 times faster than 45.
    """
    before = stages[0].filters.shape[1]
    for stage in stages:
        outputs, inputs = stage.filters.shape[:2]
        more = -outputs % LANES
        filters = np.pad(stage.filters, ((0, more), (0, before - inputs), (0, 0), (0, 0)))
        yield Convolution(filters, np.pad(stage.biases, (0, more)), stage.stride, stage.padding)
        before = outputs + more


def score_rows_then_columns(graph: GraphBuilder, x: str, last: Convolution) -> str:
    """The last convolution, 9 × 9 to a single channel, as one down each of its columns and one that adds those up.

    The sums are the same; a convolution with a single output runs at a tenth of the speed of one with many.
    """
    inputs, size = last.filters.shape[1], last.filters.shape[3]
    down = np.zeros((size + -size % LANES, inputs + -inputs % LANES, size, 1), np.float32)
    down[:size, :inputs, :, 0] = last.filters[0].transpose(2, 0, 1)
    across = np.zeros((1, len(down), 1, size), np.float32)
    across[0, range(size), 0, range(size)] = 1
    pad = last.padding
    x = graph.node("Conv", x, graph.weight(down), kernel_shape=[size, 1], pads=[pad, 0, pad, 0])
    return graph.node(
        "Conv", x, graph.weight(across), graph.weight(last.biases), kernel_shape=[1, size], pads=[0, pad, 0, pad]
    )


def encoder_graph(network: Network) -> bytes:
    """The encoder: `chips` (n, 150, 150, 3) uint8 to `encodings` (n, 128)."""
    expect(network, ENCODER_LAYERS)
    graph = GraphBuilder("resnet")
    pixels = graph.input("chips", ("n", CHIP_SIDE, CHIP_SIDE, 3), uint8=True)
    walk = _ResidualWalk(
        graph, _Planes(graph.pixels_to_planes(pixels), 3, CHIP_SIDE), folded_convolutions(network.layers)
    )
    for layer in network.layers[:-1]:
        walk.add(layer)
    flat = graph.node("Flatten", walk.x.name, axis=1)
    output = graph.node("MatMul", flat, graph.weight(network.layers[-1].arrays["weights"]))
    return graph.finish(output, "encodings", ("n", ENCODING_SIZE))


def expect(network: Network, kinds: Sequence[str]) -> None:
    if tuple(layer.kind for layer in network.layers) != tuple(kinds):
        raise ForeignNetworkError("these are not the layers of that network")


@dataclass(frozen=True, slots=True)
class Convolution:
    """A convolution with everything linear around it folded in."""

    filters: NDArray[np.float32]
    biases: NDArray[np.float32]
    stride: int
    padding: int


def folded_convolutions(layers: Sequence[Layer]) -> list[Convolution]:
    found: list[Convolution] = []
    for layer, after in zip(layers, (*layers[1:], Layer("end")), strict=True):
        if layer.kind == "con_4":
            found.append(_fold(layer, after, first=not found))
    return found


def _fold(layer: Layer, after: Layer, *, first: bool) -> Convolution:
    """The convolution with the scale and shift `after` it, and with the normalisation of the pixels if it is first.

    Worked out in float64, so that nothing is lost but the last rounding.
    """
    filters, biases = layer.arrays["filters"].astype(np.float64), layer.arrays["biases"].astype(np.float64)
    if first:
        filters = filters / SCALE
        biases = biases - np.einsum("ockl,c->o", filters, np.array(MEAN_RGB, np.float32).astype(np.float64))
    if "gamma" in after.arrays:
        gamma = after.arrays["gamma"].astype(np.float64)
        filters, biases = filters * gamma[:, None, None, None], biases * gamma + after.arrays["beta"]
    numbers = layer.numbers
    return Convolution(filters.astype(np.float32), biases.astype(np.float32), numbers["stride_y"], numbers["padding_y"])


@dataclass(frozen=True, slots=True)
class _Planes:
    """A value in the graph: (n, channels, side, side)."""

    name: str
    channels: int
    side: int


class _ResidualWalk:
    """Follows dlib's layers from the input to the output and adds each to the graph.

    dlib's `add_prev` adds planes of different sizes as if the smaller had zeros at its right, its bottom and in its
    last channels.
    """

    def __init__(self, graph: GraphBuilder, x: _Planes, convolutions: list[Convolution]) -> None:
        self._graph = graph
        self._convolutions = iter(convolutions)
        self._shortcut = x
        self._at_block_end = True
        self.x = x

    def add(self, layer: Layer) -> None:
        step = {
            "con_4": self._convolve,
            "affine_": self._folded_already,
            "relu_": self._relu,
            "max_pool_2": self._max_pool,
            "avg_pool_2": self._average,
            "add_prev_": self._add_shortcut,
        }[layer.kind]
        step(layer)

    def _convolve(self, _layer: Layer) -> None:
        stage = next(self._convolutions)
        name = self._graph.convolution(
            self.x.name, stage.filters, stage.biases, stride=stage.stride, padding=stage.padding
        )
        rows = stage.filters.shape[2]
        side = (self.x.side + 2 * stage.padding - rows) // stage.stride + 1
        self.x = _Planes(name, stage.filters.shape[0], side)

    def _folded_already(self, _layer: Layer) -> None:
        """An affine layer is part of the convolution before it."""

    def _relu(self, _layer: Layer) -> None:
        self.x = _Planes(self._graph.node("Relu", self.x.name), self.x.channels, self.x.side)
        if self._at_block_end:
            self._start_block()

    def _max_pool(self, layer: Layer) -> None:
        self.x = self._pooled("MaxPool", self.x, layer)
        self._start_block()

    def _average(self, layer: Layer) -> None:
        """Rows of 0 stand for the whole plane; else this is the shortcut of a block that halves its input."""
        if layer.numbers["rows"] == 0:
            self.x = _Planes(self._graph.node("GlobalAveragePool", self.x.name), self.x.channels, 1)
        else:
            self._shortcut = self._pooled("AveragePool", self._shortcut, layer)

    def _add_shortcut(self, _layer: Layer) -> None:
        channels = max(self.x.channels, self._shortcut.channels)
        side = max(self.x.side, self._shortcut.side)
        parts = [self._padded(part, channels, side) for part in (self.x, self._shortcut)]
        self.x = _Planes(self._graph.node("Add", *parts), channels, side)
        self._at_block_end = True

    def _start_block(self) -> None:
        self._shortcut = self.x
        self._at_block_end = False

    def _pooled(self, kind: str, x: _Planes, layer: Layer) -> _Planes:
        size, stride = layer.numbers["rows"], layer.numbers["stride_y"]
        name = self._graph.node(kind, x.name, kernel_shape=[size, size], strides=[stride, stride])
        return _Planes(name, x.channels, (x.side - size) // stride + 1)

    def _padded(self, x: _Planes, channels: int, side: int) -> str:
        if (x.channels, x.side) == (channels, side):
            return x.name
        ends = np.array([0, 0, 0, 0, 0, channels - x.channels, side - x.side, side - x.side], np.int64)
        return self._graph.node("Pad", x.name, self._graph.weight(ends))
