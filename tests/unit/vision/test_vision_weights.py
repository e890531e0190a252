"""The reader of dlib's files: what is in them, and what it refuses."""

from __future__ import annotations

import re
import tracemalloc
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facelabeler.core.errors import ModelError
from facelabeler.vision.model_files import DETECTOR, ENCODER, FOLDER_VARIABLE, LANDMARKS, model_path
from facelabeler.vision.weights import LARGEST_FILE, Network, read_network

FUZZ = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEADER = 135  # bytes before the detector's first layer


@cache
def detector() -> bytes:
    return model_path(DETECTOR).read_bytes()


@pytest.fixture
def detector_bytes() -> bytes:
    return detector()


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


@pytest.mark.parametrize("more", [b"more", b"\x01\x02"], ids=["letters", "a number"])
def test_bytes_left_over_are_refused(more: bytes, detector_bytes: bytes, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        read(tmp_path, detector_bytes + more)


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


def number(value: int, size: int = 1) -> bytes:
    """A whole number as dlib writes it."""
    return bytes([size | (0x80 if value < 0 else 0)]) + abs(value).to_bytes(size, "little")


def tensor_of(*shape: int, size: int = 8) -> bytes:
    """The head of a tensor, without its values."""
    return number(2) + b"".join(number(side, size) for side in shape)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "network.dat"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)  # takes no room: a hole in the file
    tracemalloc.start()
    with pytest.raises(ModelError, match="larger than any"):
        read_network(path)
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


@pytest.mark.parametrize(
    "shape",
    [
        *((1 << 63, 1 << 63, 1 << 63, 1 << 63), (1 << 40, 1, 1, 1), (-1, -1, 1, 1 << 30)),
        *((0, 1 << 62, 4, 4), (1 << 30, 0, 1 << 30, 1 << 30)),  # nothing of it is there, and NumPy has no such shape
    ],
    ids=str,
)
def test_a_tensor_that_claims_to_be_huge_takes_no_memory(
    shape: tuple[int, ...], detector_bytes: bytes, tmp_path: Path
) -> None:
    start = detector_bytes.index(b"con_4") + len(b"con_4")
    data = detector_bytes[:start] + tensor_of(*shape) + detector_bytes[start:]
    tracemalloc.start()
    with pytest.raises(ModelError):
        read(tmp_path, data)
    assert tracemalloc.get_traced_memory()[1] < 4 * len(data)
    tracemalloc.stop()


def test_layers_without_end_are_refused(detector_bytes: bytes, tmp_path: Path) -> None:
    relu = number(5) + b"relu_" + b"000" + tensor_of(0, 0, 0, 0, size=1) * 3
    with pytest.raises(ModelError, match="20 layers where there should be 19"):
        read(tmp_path, detector_bytes + relu * 100_000)


def test_a_file_cut_between_two_layers_is_refused(detector_bytes: bytes, tmp_path: Path) -> None:
    for name in re.finditer(rb"\x01.(con_4|bn_con2|relu_)", detector_bytes):
        with pytest.raises(ModelError, match="damaged"):
            read(tmp_path, detector_bytes[: name.start()])


def test_a_window_without_a_step_is_refused(detector_bytes: bytes, tmp_path: Path) -> None:
    sizes = b"".join(map(number, (16, 5, 5, 2, 2)))  # the first layer's outputs, rows, columns and steps
    assert detector_bytes.count(sizes) == 1
    for wrong in ((16, 5, 5, 0, 2), (16, 5, -5, 2, 2), (16, 5, 7, 2, 2)):
        with pytest.raises(ModelError, match=r"window|fit"):
            read(tmp_path, detector_bytes.replace(sizes, b"".join(map(number, wrong))))


def places_of(data: bytes) -> st.SearchStrategy[int]:
    """Places in a file: any, or near a layer's name, where what is not a weight stands."""
    names = [found.start() for found in re.finditer(rb"con_4|bn_con2|relu_", data)]
    near = st.builds(
        lambda name, by: min(max(name + by, 0), len(data) - 1), st.sampled_from(names), st.integers(-90, 90)
    )
    return st.one_of(near, st.integers(0, len(data) - 1))


def fits_itself(network: Network) -> bool:
    """Whether a network's weights are finite and as many as its numbers say."""
    arrays = [array for layer in network.layers for array in layer.arrays.values()]
    filters = [(layer.arrays["filters"], layer.numbers) for layer in network.layers if layer.kind == "con_4"]
    return all(np.isfinite(array).all() and array.dtype == np.float32 for array in arrays) and all(
        (len(values), *values.shape[2:]) == (numbers["outputs"], numbers["rows"], numbers["columns"])
        for values, numbers in filters
    )


@FUZZ
@given(data=st.data())
def test_flipped_bits_give_the_same_layers_or_a_refusal(data: st.DataObject, tmp_path: Path) -> None:
    """Bits of a weight cannot be told from the right ones here; the file's hash tells them."""
    damaged = bytearray(detector())
    for place in data.draw(st.lists(places_of(detector()), min_size=1, max_size=4)):
        damaged[place] ^= 1 << data.draw(st.integers(0, 7))
    found = network_or_refusal(tmp_path, bytes(damaged))
    assert found is None or (kinds(found) == ["con_4", "bn_con2", "relu_"] * 6 + ["con_4"] and fits_itself(found))


@FUZZ
@given(data=st.data())
def test_a_file_cut_short_anywhere_is_refused(data: st.DataObject, tmp_path: Path) -> None:
    kept = data.draw(places_of(detector()))
    assert network_or_refusal(tmp_path, detector()[:kept]) is None


@FUZZ
@given(data=st.data())
def test_parts_left_out_doubled_or_strange_are_refused_or_fit(data: st.DataObject, tmp_path: Path) -> None:
    first, second = sorted((data.draw(places_of(detector())), data.draw(places_of(detector()))))
    middle = detector()[first:second]
    strange = data.draw(st.sampled_from([b"", middle * 2, middle[::-1]]) | st.binary(max_size=300))
    found = network_or_refusal(tmp_path, detector()[:first] + strange + detector()[second:])
    assert found is None or fits_itself(found)


WORDS = st.sampled_from(
    [
        *(number(len(name)) + name for name in (b"con_4", b"affine_", b"bn_con2", b"fc_2", b"max_pool_2", b"relu_")),
        *(number(len(name)) + name for name in (b"loss_mmod_", b"input_rgb_image_pyramid", b"add_prev_")),
        *(number(value, size) for value in (-1, 0, 1, 2, 16, 1 << 60) for size in (8,)),
        *(tensor_of(*shape) for shape in ((0, 0, 0, 0), (1, 1, 1, 1), (1 << 62, 4, 4, 4))),
        *(b"000", b"111", bytes(4), b"\xff" * 4),
    ]
)


@FUZZ
@given(words=st.lists(WORDS, max_size=60), known=st.booleans())
def test_words_of_the_format_in_any_order_are_refused_or_fit(words: list[bytes], known: bool, tmp_path: Path) -> None:
    found = network_or_refusal(tmp_path, (detector()[:HEADER] if known else b"") + b"".join(words))
    assert found is None or fits_itself(found)


@FUZZ
@given(foreign=st.binary(max_size=5000))
def test_any_other_bytes_are_refused(foreign: bytes, tmp_path: Path) -> None:
    assert network_or_refusal(tmp_path, foreign) is None


@settings(FUZZ, max_examples=15)
@given(data=st.data())
def test_the_program_takes_no_file_with_a_single_bit_changed(data: st.DataObject, tmp_path: Path) -> None:
    """Weights, too: a model is used only if its hash is the published one."""
    damaged = bytearray(detector())
    damaged[data.draw(places_of(detector()))] ^= 1 << data.draw(st.integers(0, 7))
    (tmp_path / DETECTOR.name).write_bytes(damaged)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_VARIABLE, str(tmp_path))
        with pytest.raises(ModelError, match="altered or is damaged"):
            model_path(DETECTOR)


def network_or_refusal(folder: Path, data: bytes) -> Network | None:
    """The network, or None if the file is refused. Anything else that is raised fails the test."""
    try:
        return read(folder, data)
    except ModelError:
        return None
