"""The detector in 8-bit arithmetic: 2.6 times as fast, its scores within 0.2 of the exact ones, by 0.03 on average.

It looks everywhere; what it finds close to the threshold is looked at again by the exact network.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from facelabeler.vision.graph_builder import GraphBuilder
from facelabeler.vision.onnx_graphs import (
    DETECTOR_LAYERS,
    Convolution,
    expect,
    folded_convolutions,
    in_lanes,
    score_rows_then_columns,
)
from facelabeler.vision.weights import Network

PEAKS = (5.79, 10.05, 4.08, 3.85, 5.57, 10.02)
"""The largest value behind each hidden convolution in the portraits of the demo, at full and half size.

`python -m benchmarks.decisions peaks` prints them. Larger values are cut off there.
"""

STEPS_OF_A_BYTE = 255
PIXEL_STEP = 1.0  # the pixels themselves, 0 to 255, are the first input


def scan_graph(network: Network) -> bytes:
    """`quads` (n, rows / 2, columns / 2, 12) uint8, see `scanner.quads`, to `scores` (n, rows', columns') float32.

    The scores are those of `onnx_graphs.detector_graph` for the pixels that the quads were made of. The last
    convolution, in which the score is summed up, stays in floating point. Raises ForeignNetworkError.
    """
    expect(network, DETECTOR_LAYERS)
    graph = GraphBuilder("mmod-scan")
    x = graph.node("Transpose", graph.input("quads", ("n", "rows", "columns", 12), uint8=True), perm=[0, 3, 1, 2])
    *hidden, last = folded_convolutions(network.layers)
    steps = (PIXEL_STEP, *(peak / STEPS_OF_A_BYTE for peak in PEAKS))
    for stage, both in zip(_over_quads(list(in_lanes(hidden))), pairwise(steps), strict=True):
        how = {"strides": [stage.stride] * 2, "pads": [stage.padding] * 4}
        x = graph.quantized(x, both, stage.filters, stage.biases, **how)
    zero = graph.weight(np.array(0, np.uint8))
    x = graph.node("DequantizeLinear", x, graph.weight(np.array(steps[-1], np.float32)), zero)
    x = graph.node("Squeeze", score_rows_then_columns(graph, x, last), graph.weight(np.array([1], np.int64)))
    return graph.finish(x, "scores", ("n", "score_rows", "score_columns"))


def _over_quads(stages: Sequence[Convolution]) -> list[Convolution]:
    """The same stages, the first of which takes quads: 3 × 3 of 12 channels in place of 5 × 5 of 3 in steps of 2."""
    first = stages[0]
    outputs, channels = first.filters.shape[:2]
    even = np.pad(first.filters, ((0, 0), (0, 0), (0, 1), (0, 1)))
    paired = even.reshape(outputs, channels, 3, 2, 3, 2).transpose(0, 3, 5, 1, 2, 4)
    return [Convolution(paired.reshape(outputs, 12, 3, 3), first.biases, 1, 0), *stages[1:]]
