"""Odd, rare and broken files through `process`: each opens, opens in part, or is refused in one sentence."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from facelabeler.cli import main

EXIT_CODES = {"open": (0,), "partial": (0, 1), "error": (1,)}


def expectations() -> dict[str, str]:
    """File to what it should do; empty where the labelled data is not here, and the test below skips."""
    default = Path(__file__).parents[3] / "shared" / "data"
    truth = Path(os.environ.get("FACELABELER_TEST_DATA", default)) / "odd" / "odd.truth.json"
    return {name: row["expect"] for name, row in json.loads(truth.read_text()).items()} if truth.exists() else {}


EXPECTED = expectations()


@pytest.mark.data
@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", EXPECTED or ["(no data)"])
def test_an_odd_file_does_as_expected(
    data_dir: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    project = tmp_path / "p.facelabel"
    code = main(["process", str(data_dir / "odd" / name), "--project", str(project), "--detector", "hog"])
    err = capfd.readouterr().err
    assert code in EXIT_CODES[EXPECTED[name]]
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) <= 1
    assert bool(err.strip()) or EXPECTED[name] != "error"
    assert Path(name).name in err or not err.strip()


@pytest.mark.data
def test_a_folder_with_broken_photos_does_the_rest(
    data_dir: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "p.facelabel"
    assert main(["process", str(data_dir / "odd" / "photos"), "--project", str(project), "--detector", "hog"]) == 3
    err = capfd.readouterr().err
    assert "notes.txt" not in err
    assert "._resource" not in err
    assert main(["info", str(project), "--json"]) == 0
    info = json.loads(capfd.readouterr().out)
    states = {Path(source["path"]).name: source["state"] for source in info["sources"]}
    assert states["plain.jpg"] == "done"
    assert states["nested.jpg"] == "done"
    assert states["truncated.jpg"] == "partial"
    assert {name for name, state in states.items() if state == "failed"} == {
        "header_only.jpg",
        "text.jpg",
        "zero_bytes.jpg",
    }
    told = [f"{source['path']}: {source['message']}" for source in info["sources"] if source["state"] != "done"]
    assert [line.rstrip(".") for line in err.strip().splitlines()] == [line.rstrip(".") for line in told]
