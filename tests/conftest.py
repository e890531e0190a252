"""Fixtures for every test: no user folders are touched, and the labelled data is found or its absence told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The labelled clips and photos; the test skips, saying so, on a machine without them."""
    default = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("FACELABELER_TEST_DATA", default))
    if not folder.is_dir():
        pytest.skip("the labelled data is not here (set FACELABELER_TEST_DATA)")
    return folder


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a folder of models, a library of people and a configuration folder of its own.

    The configuration is that of somebody who has seen the hints.
    """
    folder = tmp_path_factory.mktemp("config")
    (folder / "window.ini").write_text('[General]\nhints="card,questions,keys"\n', encoding="utf-8")
    monkeypatch.setenv("FACELABELER_CONFIG", str(folder))
    monkeypatch.setenv("FACELABELER_OWN_MODELS", str(tmp_path_factory.mktemp("models")))
    monkeypatch.setenv("FACELABELER_STATE", str(tmp_path_factory.mktemp("state")))
    monkeypatch.setenv("FACELABELER_DATA", str(tmp_path_factory.mktemp("data")))
