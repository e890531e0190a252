"""Puts ONNX graphs together, one node after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
LARGEST_WEIGHT = 63  # 7 bits: with 8, the sum of two products overflows on processors without VNNI
IR_VERSION = 8  # what opset 17 came with, so that every ONNX Runtime since 1.12 reads it

Size = str | int | None


class GraphBuilder:
    """A graph that grows. Each method adds one node and returns the name of its output."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []
        self._inputs: list[onnx.ValueInfoProto] = []

    def input(self, name: str, shape: Sequence[Size], *, uint8: bool) -> str:
        kind = TensorProto.UINT8 if uint8 else TensorProto.FLOAT
        self._inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def weight(self, values: NDArray[np.generic]) -> str:
        name = f"weight_{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, *inputs: str, **attributes: object) -> str:
        output = f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def pixels_to_planes(self, pixels: str) -> str:
        """(n, rows, columns, 3) uint8 to (n, 3, rows, columns) float32."""
        return self.node("Transpose", self.node("Cast", pixels, to=TensorProto.FLOAT), perm=[0, 3, 1, 2])

    def convolution(
        self, x: str, filters: NDArray[np.float32], biases: NDArray[np.float32], *, stride: int, padding: int
    ) -> str:
        return self.node(
            "Conv",
            x,
            self.weight(filters),
            self.weight(biases),
            kernel_shape=list(filters.shape[2:]),
            strides=[stride, stride],
            pads=[padding] * 4,
        )

    def quantized(
        self,
        x: str,
        steps: tuple[float, float],
        filters: NDArray[np.float32],
        biases: NDArray[np.float32],
        **how: object,
    ) -> str:
        """A convolution of uint8 values in 8-bit arithmetic, its result cut off at 0: the ReLU comes with it.

        `steps`: how much one step of the input and one of the output stand for.
        """
        largest = np.abs(filters).max(axis=(1, 2, 3))
        each = np.where(largest > 0, largest, 1) / LARGEST_WEIGHT
        zero, before, after = self.weight(np.array(0, np.uint8)), *(self.weight(np.array(s, np.float32)) for s in steps)
        whole = np.rint(filters / each[:, None, None, None]).astype(np.int8)
        return self.node(
            "QLinearConv",
            *(x, before, zero),
            *(self.weight(whole), self.weight(each.astype(np.float32)), self.weight(np.zeros(len(each), np.int8))),
            *(after, zero, self.weight(np.rint(biases / (steps[0] * each)).astype(np.int32))),
            kernel_shape=list(filters.shape[2:]),
            **how,
        )

    def finish(self, output: str, name: str, shape: Sequence[Size]) -> bytes:
        """The whole model, checked and serialised, with `output` under a name of its own."""
        self._nodes.append(helper.make_node("Identity", [output], [name]))
        result = helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        graph = helper.make_graph(self._nodes, self._name, self._inputs, [result], self._weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="facelabeler")
        model.ir_version = IR_VERSION
        onnx.checker.check_model(model)
        return bytes(model.SerializeToString())
