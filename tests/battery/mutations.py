"""Damage to files, as disks, cables and malice do it. The same chance does the same damage."""

from __future__ import annotations

import random
import re
import struct
import zlib
from collections.abc import Callable

Mutation = Callable[[bytearray, bytes, random.Random], None]
"""Damages a file's bytes in place; pieces may be taken from another file."""

MOST_AT_ONCE = 3
HEADER = 1024
EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 60_000, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)

FIELDS = re.compile(
    rb"moov|mvhd|tkhd|mdhd|elst|stsd|avc1|avcC|hvcC|stts|ctts|stss|stsc|stsz|stco|trun|mdat|ftyp|colr|pasp"  # MP4, AVIF
    rb"|RIFF|avih|strh|strf|idx1|movi|VP8X|VP8L|VP8 |ANMF|ALPH"  # AVI, WebP
    rb"|IHDR|PLTE|tRNS|IDAT|acTL|eXIf|Exif"  # PNG, EXIF
    rb"|\x1a\x45\xdf\xa3|\x16\x54\xae\x6b|\x2a\xd7\xb1|\x44\x89|\x1f\x43\xb6\x75"  # Matroska
    rb"|\xff[\xc0\xc2\xc4\xda\xdb\xe1]|\x2c|II\*\0|\x06\x01|FLV\x01"  # JPEG, GIF, TIFF, FLV
)
"""Names and marks behind which files say sizes, counts and places."""


def damaged(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A damaged copy of `data`; it may hold pieces of `other`. Half of the PNGs get sums that fit the damage."""
    changed = bytearray(data)
    for mutation in chance.choices(MUTATIONS, k=chance.randint(1, MOST_AT_ONCE)):
        if changed:
            mutation(changed, other, chance)
    return _with_sums(bytes(changed)) if chance.random() < 0.5 else bytes(changed)


def flip_bits(data: bytearray, _other: bytes, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 2, 8, 64))):
        data[_place(data, chance)] ^= 1 << chance.randrange(8)


def overwrite(data: bytearray, _other: bytes, chance: random.Random) -> None:
    """A stretch of noise, of zeros or of ones."""
    at, length = _stretch(data, chance)
    data[at : at + length] = chance.choice((chance.randbytes(length), bytes(length), b"\xff" * length))


def cut_off(data: bytearray, _other: bytes, chance: random.Random) -> None:
    del data[_place(data, chance) :]


def cut_out(data: bytearray, _other: bytes, chance: random.Random) -> None:
    at, length = _stretch(data, chance)
    del data[at : at + length]


def repeat(data: bytearray, _other: bytes, chance: random.Random) -> None:
    at, length = _stretch(data, chance)
    data[at:at] = data[at : at + length]


def splice(data: bytearray, other: bytes, chance: random.Random) -> None:
    """Another file from somewhere on, or a stretch of it."""
    at, length = _stretch(data, chance)
    start = chance.choice((at, chance.randrange(len(other) or 1)))
    piece = other[start:] if chance.random() < 0.3 else other[start : start + length]
    data[at : at + len(piece)] = piece


def extreme_number(data: bytearray, _other: bytes, chance: random.Random) -> None:
    """A number that cannot be, somewhere or right behind a name that numbers follow."""
    marks = [mark.end() for mark in FIELDS.finditer(data)] if chance.random() < 0.8 else []
    at = chance.choice(marks) + chance.randrange(-8, 40) if marks else _place(data, chance)
    number = struct.pack(chance.choice((">I", "<I", ">H", "<H")), 0)
    size, order = len(number), chance.choice(("big", "little"))
    value = chance.choice(EXTREMES) & (256**size - 1)
    at = min(max(at, 0), len(data) - 1)
    data[at : at + size] = value.to_bytes(size, order)[: len(data) - at]


MUTATIONS: tuple[Mutation, ...] = (
    flip_bits, overwrite, cut_off, cut_out, repeat, splice, extreme_number, extreme_number, extreme_number,
)  # fmt: skip


def _place(data: bytearray, chance: random.Random) -> int:
    """Anywhere, or in the first or last KiB, where headers and indices are."""
    span = min(HEADER, len(data))
    start = chance.choice((0, len(data) - span))
    return start + chance.randrange(span) if chance.random() < 0.5 else chance.randrange(len(data))


def _stretch(data: bytearray, chance: random.Random) -> tuple[int, int]:
    at = _place(data, chance)
    return at, min(chance.choice((1, 4, 16, 256, 4096, len(data) // 4 + 1)), len(data) - at)


def _with_sums(data: bytes) -> bytes:
    """A PNG whose chunks have the sums that belong to them, so that what is in them is believed."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return data
    fitting, at = bytearray(data), 8
    while at + 12 <= len(fitting):
        end = at + 8 + int.from_bytes(fitting[at : at + 4], "big")
        if end + 4 > len(fitting):
            break
        fitting[end : end + 4] = zlib.crc32(fitting[at + 4 : end]).to_bytes(4, "big")
        at = end + 4
    return bytes(fitting)
