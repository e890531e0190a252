"""The layers of docs/adr/0001, held: who may import whom, which libraries live where, what is never called."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "facelabeler"

FACTS = {"core", "__version__", "private_files"}
PURE = FACTS | {"media", "vision", "clustering"}
SESSION = PURE | {"pipeline", "storage", "export", "arrivals", "session", "settings", "resource_files", "registry"}
EDGES = SESSION | {"processing", "asking", "known_people", "missed", "looks", "forgetting", "incidents"}
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "core": set(),
    "resource_files": set(),
    "private_files": set(),
    "media": FACTS,
    "vision": FACTS,
    "clustering": FACTS,
    "storage": FACTS,
    "settings": FACTS,
    "incidents": FACTS,
    "registry": FACTS,
    "pipeline": PURE,
    "export": FACTS | {"media"},
    "arrivals": PURE | {"pipeline", "storage"},
    "session": SESSION - {"settings", "resource_files", "registry"},
    "processing": SESSION,
    "face_recognition": FACTS | {"vision"},
    "forgetting": SESSION | {"known_people"},
    "asking": SESSION,
    "known_people": SESSION,
    "missed": SESSION,
    "looks": SESSION,
    "ui": EDGES,
    "cli": EDGES,
    "app": EDGES | {"ui", "cli"},
    "dataset": EDGES | {"cli"},
    "demo": EDGES | {"cli", "dataset"},
    "__main__": {"cli"},
}
"""Package or module: what it may import of ours, besides itself."""

OPENS_THE_WINDOW = ("cli/system_commands.py", "app")
"""The one import upwards: the command `gui` starts the program's window."""

ONLY_IN = {"sqlite3": {"storage"}, "PySide6": {"ui", "app"}, "shiboken6": {"ui", "app"}}
"""Libraries that know the world, and the only packages that may know them."""

CORE_MAY_USE = {
    "__future__", "collections", "dataclasses", "enum", "itertools", "math", "numpy", "typing", "unicodedata",
    "functools", "os.PathLike", "re",
}  # fmt: skip
"""All that core needs: it reads no file and knows no library but NumPy. PathLike is a type, not an act."""

HEAVY = ("PySide6", "cv2", "dlib", "onnxruntime", "onnx", "sklearn", "scipy", "av", "PIL")

NEVER_IMPORTED = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "shelve", "marshal", "joblib"}
NEVER_CALLED = {"eval", "exec", "compile", "os.system", "os.popen", "yaml.load", "yaml.unsafe_load", "yaml.full_load"}
NEVER_PASSED = {"shell": True, "allow_pickle": True}

LONGEST_FILE = 400


@dataclass(frozen=True)
class Module:
    """A source file: its path below the package, the layer that it belongs to, its syntax tree."""

    path: str
    layer: str
    tree: ast.Module
    lines: int

    def imports(self) -> Iterator[str]:
        """Every name imported anywhere in the file, with dots: `facelabeler.core.errors.SourceError`, `sqlite3`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.path} imports relatively"
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def calls(self) -> Iterator[ast.Call]:
        yield from (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


def _modules() -> list[Module]:
    modules = []
    for file in sorted(PACKAGE.rglob("*.py")):
        path = file.relative_to(PACKAGE)
        text = file.read_text(encoding="utf-8")
        layer = path.parts[0].removesuffix(".py")
        modules.append(Module(path.as_posix(), layer, ast.parse(text), text.count("\n")))
    return modules


MODULES = _modules()


def test_every_module_has_a_place_in_the_layers() -> None:
    assert {module.layer for module in MODULES} <= MAY_IMPORT.keys()


def test_imports_go_one_way() -> None:
    wrong = [
        f"{module.path} imports {name}"
        for module in MODULES
        for name in module.imports()
        if name.startswith("facelabeler.")
        for layer in [name.split(".")[1]]
        if layer not in MAY_IMPORT[module.layer] | {module.layer} and (module.path, layer) != OPENS_THE_WINDOW
    ]
    assert wrong == []


def test_layers_form_no_circle() -> None:
    done: set[str] = set()
    while len(done) < len(MAY_IMPORT):
        ready = {layer for layer in MAY_IMPORT.keys() - done if MAY_IMPORT[layer] - {layer, "__version__"} <= done}
        assert ready, f"these import each other: {sorted(MAY_IMPORT.keys() - done)}"
        done |= ready


@pytest.mark.parametrize("library", ONLY_IN)
def test_library_is_known_to_its_layer_only(library: str) -> None:
    users = {module.layer for module in MODULES if any(name.split(".")[0] == library for name in module.imports())}
    assert users <= ONLY_IN[library]


def test_core_knows_neither_files_nor_libraries() -> None:
    names = {(module.path, name) for module in MODULES if module.layer == "core" for name in module.imports()}
    allowed = CORE_MAY_USE | {"facelabeler"}
    assert {pair for pair in names if not {pair[1], pair[1].split(".")[0]} & allowed} == set()


def test_core_opens_nothing_and_prints_nothing() -> None:
    core = [module for module in MODULES if module.layer == "core"]
    called = {(module.path, _name(call.func)) for module in core for call in module.calls()}
    assert {pair for pair in called if pair[1] in {"open", "print", "input"}} == set()


def test_nothing_runs_code_that_it_reads() -> None:
    imported = [
        f"{module.path}: {name}" for module in MODULES for name in module.imports() if _first(name) in NEVER_IMPORTED
    ]
    called = [
        f"{module.path}:{call.lineno}"
        for module in MODULES
        for call in module.calls()
        if _name(call.func) in NEVER_CALLED or any(_is_forbidden(keyword) for keyword in call.keywords)
    ]
    assert imported + called == []


@pytest.mark.parametrize("entrance", ["cli", "__main__", "session", "face_recognition"])
def test_entrance_loads_no_heavy_library(entrance: str) -> None:
    assert _loaded_by(f"import facelabeler.{entrance}", HEAVY) == []


def test_building_the_parser_loads_no_heavy_library() -> None:
    assert _loaded_by("from facelabeler.cli.main import build_parser; build_parser()", HEAVY) == []


def test_window_needs_no_vision_library_to_be_imported() -> None:
    slow = tuple(library for library in HEAVY if library != "PySide6")
    assert _loaded_by("import facelabeler.app", slow) == []


def test_the_empty_window_is_shown_before_what_shows_projects_is_loaded() -> None:
    later = ("numpy", "sqlite3", "facelabeler.session", "facelabeler.ui.workspace")
    assert _loaded_by("import facelabeler.app", later) == []


def test_files_stay_small() -> None:
    assert [f"{module.path}: {module.lines}" for module in MODULES if module.lines > LONGEST_FILE] == []


def test_functions_stay_small(record_property: pytest.RecordProperty) -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    median, long = statistics.median(lengths), lengths[len(lengths) * 9 // 10]
    record_property("function_lines", f"{len(lengths)} functions: median {median}, 90th percentile {long}")
    assert median <= 10
    assert long <= 25
    assert lengths[-1] <= 60


def _loaded_by(code: str, libraries: tuple[str, ...]) -> list[str]:
    """Which of `libraries` a fresh interpreter has loaded after `code`."""
    script = f"{code}\nimport sys; print(*[name for name in {libraries!r} if name in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120, cwd=PACKAGE.parent
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


def _first(name: str) -> str:
    return name.split(".")[0]


def _name(function: ast.expr) -> str:
    """`yaml.load` for the call `yaml.load(…)`; the empty string for anything else than names and dots.

    `re.compile` is not the built-in `compile`: the whole dotted name is compared.
    """
    return ast.unparse(function) if isinstance(function, ast.Name | ast.Attribute) else ""


def _is_forbidden(keyword: ast.keyword) -> bool:
    value = keyword.value
    return keyword.arg in NEVER_PASSED and isinstance(value, ast.Constant) and value.value is NEVER_PASSED[keyword.arg]
