"""Where the decoding of a stream may begin, and what its pictures refer to, read from its bytes.

A container's key-frame flag does not suffice: files mark pictures that only *begin* to build up a whole one (intra
refresh), and some mark every picture.
"""

from __future__ import annotations

from collections.abc import Iterator

H264_SLICE, H264_IDR = 1, 5
"""NAL unit types of ITU-T H.264, table 7-1."""

INTRA_SLICES = frozenset({2, 4, 7, 9})
"""Slice types I and SI of ITU-T H.264, table 7-6."""

HEVC_LAST_PICTURE = 31
HEVC_DOORS = range(16, 24)
"""NAL unit types of ITU-T H.265, table 7-1: up to 31 are pictures, 16 to 23 need none before them."""


def has_readable_header(codec: str, extradata: bytes | None) -> bool:
    """Whether the stream says how its packets are parted: avcC or hvcC, as MP4 and Matroska have (ISO/IEC 14496-15)."""
    shortest = {"h264": 7, "hevc": 23}.get(codec, 0)
    return shortest == 0 or (extradata is not None and len(extradata) >= shortest and extradata[0] == 1)


def is_door(codec: str, extradata: bytes, packet: bytes) -> bool:
    """Whether decoding can begin at `packet`, which the container marks as a key frame, and is whole at once.

    Needs a header that `has_readable_header`; codecs other than H.264 and H.265 are taken at the container's word.
    """
    if codec == "h264":
        return _is_h264_door(packet, (extradata[4] & 3) + 1)
    if codec == "hevc":
        return _is_hevc_door(packet, (extradata[21] & 3) + 1)
    return True


def can_skip_exactly(codec: str, extradata: bytes) -> bool:
    """Whether the decoder, told to leave out pictures that no other refers to, gives every other one unchanged.

    So for H.264. In H.265 the pictures marked so may still be referred to by higher temporal layers, which cameras
    do write; hvcC (ISO/IEC 14496-15, 8.3.3.1) counts the layers. No other decoder knows such pictures.
    """
    return codec == "h264" or (codec == "hevc" and extradata[21] >> 3 & 7 == 1)


def _is_h264_door(packet: bytes, length_size: int) -> bool:
    for unit in _units(packet, length_size):
        kind = unit[0] & 31
        if kind in (H264_SLICE, H264_IDR):
            return kind == H264_IDR or _slice_type(unit) in INTRA_SLICES
    return False


def _is_hevc_door(packet: bytes, length_size: int) -> bool:
    kinds = (unit[0] >> 1 & 63 for unit in _units(packet, length_size))
    return next((kind for kind in kinds if kind <= HEVC_LAST_PICTURE), -1) in HEVC_DOORS


def _units(packet: bytes, length_size: int) -> Iterator[bytes]:
    """The beginnings of the packet's NAL units, each of which has its length before it."""
    at = 0
    while at + length_size < len(packet):
        length = int.from_bytes(packet[at : at + length_size], "big")
        at += length_size
        if length:
            yield packet[at : at + 16]
        at += length


def _slice_type(unit: bytes) -> int:
    """The second number of a slice header (H.264, 7.3.3); both are Exp-Golomb codes (9.1)."""
    bits = "".join(f"{byte:08b}" for byte in unit[1:])
    at, number = 0, -1
    for _ in range(2):
        zeros = bits.find("1", at) - at
        if zeros < 0:
            return -1
        number = int(bits[at + zeros : at + 2 * zeros + 1] or "1", 2) - 1
        at += 2 * zeros + 1
    return number
