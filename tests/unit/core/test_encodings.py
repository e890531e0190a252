"""Encodings of any length, all of one encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from facelabeler.core.encodings import EncodingTable, refuse_other_encoder, stacked
from facelabeler.core.entities import FaceId
from facelabeler.core.errors import ProjectError

PROJECT = Path("p.facelabel")


def ids(*numbers: int) -> list[FaceId]:
    return [FaceId(number) for number in numbers]


@pytest.mark.parametrize("length", [128, 512])
def test_a_table_takes_the_length_of_its_first_encodings(length: int) -> None:
    table = EncodingTable()
    rows = np.random.default_rng(0).normal(size=(1000, length)).astype(np.float32)
    table.add([], stacked([]))
    for start in range(0, 1000, 100):
        table.add(ids(*range(start, start + 100)), rows[start : start + 100])
    assert len(table) == 1000
    assert np.array_equal(table.of(ids(999, 0, 256)), rows[[999, 0, 256]])
    assert table.of([]).shape == (0, length)


def test_encodings_of_two_lengths_never_meet() -> None:
    table = EncodingTable()
    table.add(ids(1), np.zeros((1, 128), np.float32))
    with pytest.raises(ValueError, match="encodings of 512 numbers among encodings of 128"):
        table.add(ids(2), np.zeros((1, 512), np.float32))
    assert len(table) == 1


def test_no_encodings_are_stacked_to_none() -> None:
    assert stacked([]).shape == (0, 0)
    assert stacked([np.ones(3, np.float32)] * 2).shape == (2, 3)


@pytest.mark.parametrize(("known", "encoder"), [("", "own 1 (ab)"), ("own 1 (ab)", "own 1 (ab)")])
def test_a_project_takes_its_own_encoder_or_its_first(known: str, encoder: str) -> None:
    refuse_other_encoder(known, encoder, PROJECT)


@pytest.mark.parametrize(
    ("encoder", "advice"),
    [("dlib-resnet-v1", "Process into a new project for dlib-resnet-v1"), ("own 1 (cd)", "Put the model own back")],
)
def test_another_encoder_is_refused_with_a_way_out(encoder: str, advice: str) -> None:
    with pytest.raises(ProjectError, match="cannot be compared") as refused:
        refuse_other_encoder("own 1 (ab)", encoder, PROJECT)
    assert refused.value.advice.startswith(advice)
