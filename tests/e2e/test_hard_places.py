"""Pipes, loops, forbidden and vanishing files: nothing hangs, each is told by name, and the rest is done."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from facelabeler.cli import main
from facelabeler.processing import look

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="pipes and permissions are Unix's"),
    pytest.mark.timeout(120),
]


@pytest.fixture
def as_nobody(footage: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In the folder, and without root's right to read everything."""
    footage.chmod(0o755)
    monkeypatch.chdir(footage)
    user = os.geteuid()
    os.seteuid(65534 if user == 0 else user)
    yield
    os.seteuid(user)


def process(project: Path, *sources: Path) -> int:
    return main(["process", *map(str, sources), "--project", str(project), "--detector", "hog"])


def states(project: Path, capfd: pytest.CaptureFixture[str]) -> dict[str, str]:
    assert main(["info", str(project), "--json"]) == 0
    return {Path(row["path"]).name: row["state"] for row in json.loads(capfd.readouterr().out)["sources"]}


def test_a_pipe_that_is_named_is_refused_and_never_opened(
    footage: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(footage / "pipe.mp4")
    assert process(tmp_path / "p.facelabel", footage / "pipe.mp4", footage / "hopper.jpg") == 3
    assert "pipe.mp4: this is neither a video nor a photo" in capfd.readouterr().err


def test_pipes_sockets_and_loops_in_a_folder_are_passed_over(
    footage: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(footage / "pipe.mp4")
    (footage / "loop").symlink_to(footage)
    (footage / "self.mp4").symlink_to("self.mp4")
    monkeypatch.chdir(footage)  # names of sockets are short
    with socket.socket(socket.AF_UNIX) as heard:
        heard.bind("socket.mp4")
        assert process(tmp_path / "p.facelabel", footage) == 0
    capfd.readouterr()
    assert states(tmp_path / "p.facelabel", capfd) == {"hopper.jpg": "done"}


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused(device: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert process(tmp_path / "p.facelabel", Path(device)) == 1
    assert capfd.readouterr().err.startswith(f"{device}: ")


def test_a_link_to_itself_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "self.mp4").symlink_to("self.mp4")
    assert process(tmp_path / "p.facelabel", tmp_path / "self.mp4") == 1
    err = capfd.readouterr().err
    assert "self.mp4: this cannot be read" in err
    assert "Traceback" not in err


def test_a_path_of_three_hundred_characters_is_read(
    footage: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    deep = footage.joinpath(*["d" * 100] * 3)
    deep.mkdir(parents=True)
    (footage / "hopper.jpg").rename(deep / "hopper.jpg")
    assert process(tmp_path / "p.facelabel", footage) == 0
    capfd.readouterr()
    assert states(tmp_path / "p.facelabel", capfd) == {"hopper.jpg": "done"}


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert process(tmp_path / "p.facelabel", tmp_path / ("n" * 300 + ".mp4")) == 1
    assert "this cannot be read" in capfd.readouterr().err


def test_a_file_that_vanishes_while_a_folder_is_looked_at_is_told_and_the_rest_is_found(footage: Path) -> None:
    Image.open(footage / "hopper.jpg").save(footage / "gone.jpg")
    calls = 0

    def vanish() -> None:
        nonlocal calls
        calls += 1
        if calls == 3:  # both were found, neither is described
            (footage / "gone.jpg").unlink()

    looked = look([str(footage)], vanish)
    told = {Path(source.path).name: source.message for source in looked.sources}
    assert told["hopper.jpg"] == ""
    assert "there is no such file" in told["gone.jpg"]


@pytest.fixture
def secret(footage: Path) -> Path:
    path = footage / "a_secret.jpg"
    Image.open(footage / "hopper.jpg").save(path)
    path.chmod(0)
    return path


@pytest.mark.usefixtures("secret", "as_nobody")
def test_a_file_that_may_not_be_read_is_told_and_the_rest_is_found() -> None:
    looked = look([".", "a_secret.jpg"])
    assert {Path(source.path).name: source.message for source in looked.sources} == {
        "a_secret.jpg": "this may not be read. Change its permissions.",
        "hopper.jpg": "",
    }
    assert [str(error) for error in looked.errors] == ["a_secret.jpg: this may not be read. Change its permissions."]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf_8_is_told_readably_and_the_rest_is_done(
    footage: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (footage / os.fsdecode(b"caf\xe9.jpg")).write_bytes((footage / "hopper.jpg").read_bytes())
    assert process(tmp_path / "p.facelabel", footage) == 3
    assert "caf\N{REPLACEMENT CHARACTER}.jpg: its name is not UTF-8" in capfd.readouterr().err
    assert states(tmp_path / "p.facelabel", capfd) == {"hopper.jpg": "done"}
