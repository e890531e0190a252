from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facelabeler.export.names import LONGEST, RESERVED, Distinct, comparable, safe_name

HOSTILE = [
    "../../x",
    "..",
    ".",
    "",
    "   ",
    "/etc/passwd",
    "C:\\Windows",
    "CON",
    "con.txt",
    "Nul",
    "COM¹",
    "trailing...",
    "trailing ",
    "a/b",
    "a\\b",
    "a:b",
    "-rf",
    "=cmd()",
    "~root",
    ".hidden",
    "😀",
    "👩‍👩‍👧",
    "\u202eexe.jpg",
    "\u200b",
    "\u3164",
    "\x00",
    "a\nb",
    "x" * 400,
    "é" * 400,
    "$(rm)",
    "%2e%2e",
    "\ud800",
]

anything = st.one_of(st.text(max_size=450), st.sampled_from(HOSTILE), st.text("aAéÉ\u0301ßſIıİ./ ", max_size=6))


@settings(deadline=None)
@given(anything)
def test_a_safe_name_is_one_harmless_part_of_a_path(name):
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('/\\:*?"<>|\0~')
    assert safe not in (".", "..")
    assert safe[0] not in ".-= "
    assert safe[-1] not in ". "
    assert safe.split(".")[0].casefold() not in RESERVED
    assert len(safe.encode()) <= LONGEST + 1
    assert not any(unicodedata.category(letter)[0] in "CZ" for letter in safe)


@settings(deadline=None)
@given(st.lists(anything, max_size=30))
def test_every_name_gets_a_folder_of_its_own_on_every_file_system(names):
    distinct = Distinct()
    given_out = [distinct.name(name) for name in names]
    assert len({comparable(name) for name in given_out}) == len(names)
    assert len({unicodedata.normalize("NFD", name).lower() for name in given_out}) == len(names)
    assert len({name.upper() for name in given_out}) == len(names)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_can_be_a_folder_and_stays_inside(name, tmp_path):
    folder = tmp_path / "inside" / safe_name(name)
    folder.mkdir(parents=True)
    assert folder.resolve().parent == tmp_path / "inside"
    assert [path.name for path in (tmp_path / "inside").iterdir()] == [folder.name]


def test_a_plain_name_stays_as_it_is():
    assert [safe_name(name) for name in ("Ann", "Zoë", "王芳", "J.R")] == ["Ann", "Zoë", "王芳", "J.R"]


def test_white_space_becomes_an_underscore():
    assert safe_name("Mary  Ann") == "Mary_Ann"


def test_names_that_differ_in_case_or_unicode_form_are_told_apart():
    distinct = Distinct()
    assert [distinct.name(name) for name in ("Zoë", "Zoe\u0308", "ZOË", "Zoë-2")] == [
        "Zoë",
        "Zoë-2",
        "ZOË-3",
        "Zoë-2-2",
    ]
