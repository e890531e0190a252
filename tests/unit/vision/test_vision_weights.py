"""The reader of dlib's files: what is in them, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facelabeler.core.errors import ModelError
from facelabeler.vision.model_files import DETECTOR, ENCODER, LANDMARKS, model_path
from facelabeler.vision.weights import Network, read_network

HEADER = 135  # bytes before the detector's first layer


@pytest.fixture(scope="module")
def detector_bytes() -> bytes:
    return model_path(DETECTOR).read_bytes()


def read(folder: Path, data: bytes) -> Network:
    path = folder / "network.dat"
    path.write_bytes(data)
    return read_network(path)


def kinds(network: Network) -> list[str]:
    return [layer.kind for layer in network.layers]


def test_the_detector_has_seven_convolutions_over_an_image_pyramid() -> None:
    network = read_network(model_path(DETECTOR))
    assert (network.loss, network.input) == ("loss_mmod_", "input_rgb_image_pyramid")
    assert kinds(network) == ["con_4", "bn_con2", "relu_"] * 6 + ["con_4"]
    filters = [layer.arrays["filters"].shape for layer in network.layers if layer.kind == "con_4"]
    assert filters == [
        *((16, 3, 5, 5), (32, 16, 5, 5), (32, 32, 5, 5)),
        *((45, 32, 5, 5), (45, 45, 5, 5), (45, 45, 5, 5), (1, 45, 9, 9)),
    ]
    assert [layer.numbers["stride_y"] for layer in network.layers if layer.kind == "con_4"] == [2, 2, 2, 1, 1, 1, 1]


def test_the_encoder_ends_in_128_outputs_without_a_bias() -> None:
    network = read_network(model_path(ENCODER))
    assert (network.loss, network.input) == ("loss_metric_2", "input_rgb_image_sized")
    assert kinds(network).count("con_4") == kinds(network).count("affine_") == 29
    assert network.layers[-1].arrays["weights"].shape == (256, 128)


def test_a_batch_norm_is_read_as_scale_and_shift() -> None:
    norm = read_network(model_path(DETECTOR)).layers[1]
    assert set(norm.arrays) == {"gamma", "beta"}
    assert norm.arrays["gamma"].shape == norm.arrays["beta"].shape == (16,)
    assert np.isfinite(norm.arrays["gamma"]).all()


@pytest.mark.parametrize("kept", [0, 1, 10, HEADER, HEADER + 1, 5000, 160_000, 729_900])
def test_a_file_cut_short_is_refused(kept: int, detector_bytes: bytes, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="damaged or not a dlib network"):
        read(tmp_path, detector_bytes[:kept])


def test_bytes_left_over_are_refused(detector_bytes: bytes, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        read(tmp_path, detector_bytes + b"more")


@pytest.mark.parametrize(
    "foreign",
    [b"", b"hello, this is a text\n" * 100, b"\x89PNG\r\n\x1a\n" + bytes(500), bytes(5000), b"\x01\x01" * 5000],
    ids=["empty", "text", "picture", "zeros", "numbers"],
)
def test_a_foreign_file_is_refused_by_name_and_with_advice(foreign: bytes, tmp_path: Path) -> None:
    with pytest.raises(ModelError) as refused:
        read(tmp_path, foreign)
    assert refused.value.file == str(tmp_path / "network.dat")
    assert refused.value.advice


def test_another_file_of_dlib_is_refused() -> None:
    with pytest.raises(ModelError, match="not a dlib network"):
        read_network(model_path(LANDMARKS))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        read_network(tmp_path / "none.dat")


def test_a_weight_that_is_no_number_is_refused(detector_bytes: bytes, tmp_path: Path) -> None:
    start = detector_bytes.index(b"con_4") + 5 + 11  # the name, the tensor's version and its shape
    with pytest.raises(ModelError, match="not finite"):
        read(tmp_path, detector_bytes[:start] + np.float32("nan").tobytes() + detector_bytes[start + 4 :])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 6000), bit=st.integers(0, 7))
def test_a_flipped_bit_gives_the_same_layers_or_a_refusal(
    place: int, bit: int, detector_bytes: bytes, tmp_path: Path
) -> None:
    """Bits of a weight cannot be told from the right ones here; the file's hash tells them."""
    damaged = bytearray(detector_bytes)
    damaged[place] ^= 1 << bit
    assert kinds_or_refusal(tmp_path, bytes(damaged)) in (["con_4", "bn_con2", "relu_"] * 6 + ["con_4"], "refused")


def kinds_or_refusal(folder: Path, data: bytes) -> list[str] | str:
    try:
        return kinds(read(folder, data))
    except ModelError:
        return "refused"
