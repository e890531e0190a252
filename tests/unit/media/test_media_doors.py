from __future__ import annotations

import pytest

from facelabeler.media.doors import can_skip_exactly, has_readable_header, is_door

AVCC = bytes([1, 0x64, 0, 0x1F, 0xFF, 0xE1, 0])  # its fifth byte says: four bytes of length before each unit
SEI = bytes([0, 0, 0, 2, 6, 5])


def hvcc(layers: int) -> bytes:
    return bytes([1, *([0] * 20), (layers << 3) | 3, 0])


def packet(*unit: int) -> bytes:
    return len(unit).to_bytes(4, "big") + bytes(unit)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ((0x65, 0x88), True),  # IDR
        ((0x41, 0b1_00110_00), False),  # first_mb 0, slice_type 5: P
        ((0x41, 0b1_011_0000), True),  # slice_type 2: I, as an open group begins
        ((0x41, 0b1_010_0000), False),  # slice_type 1: B
        ((0x41, 0b1_0001000), True),  # slice_type 7: all slices are I
        ((0x41, 0), False),  # no number at all
    ],
)
def test_an_h264_stream_may_be_entered_at_whole_pictures_only(unit: tuple[int, ...], expected: bool) -> None:
    assert is_door("h264", AVCC, SEI + packet(*unit)) is expected


@pytest.mark.parametrize(
    ("kind", "expected"), [(19, True), (20, True), (21, True), (1, False), (0, False), (33, False)]
)
def test_an_h265_stream_may_be_entered_at_its_random_access_pictures(kind: int, expected: bool) -> None:
    assert is_door("hevc", hvcc(1), packet(kind << 1, 1, 0)) is expected


def test_a_cut_off_packet_is_no_door() -> None:
    assert not is_door("h264", AVCC, b"\0\0\0\x09")


def test_other_codecs_are_taken_at_their_word() -> None:
    assert is_door("vp9", b"", b"anything")


@pytest.mark.parametrize(
    ("codec", "header", "expected"),
    [
        ("h264", AVCC, True),
        ("h264", b"\0\0\0\x01\x67\x64\0\x1f", False),  # start codes instead of lengths
        ("h264", None, False),
        ("hevc", hvcc(1), True),
        ("hevc", b"\x01", False),
        ("vp9", None, True),
    ],
)
def test_whether_a_header_can_be_read(codec: str, header: bytes | None, expected: bool) -> None:
    assert has_readable_header(codec, header) is expected


def test_unreferred_pictures_are_skipped_only_where_the_rest_stays_exact() -> None:
    assert can_skip_exactly("h264", AVCC)
    assert can_skip_exactly("hevc", hvcc(1))
    assert not can_skip_exactly("hevc", hvcc(2))
    assert not can_skip_exactly("vp9", b"")
