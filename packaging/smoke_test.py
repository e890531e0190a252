"""Tries what a user would get: `smoke_test.py` a wheel built here, `smoke_test.py PROGRAM` a packaged program.

Both find the faces on the demo's portraits, away from the checkout, and are asked for versions and their own check.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PORTRAITS = ROOT / "resources" / "demo"
IN_THE_WHEEL = (
    "facelabeler/__main__.py",
    "facelabeler/resources/app.svg",
    "facelabeler/resources/icons/LICENSE.txt",
    "facelabeler/resources/demo/hopper.jpg",
)
NOT_IN_THE_WHEEL = ("tests/", "benchmarks/", "packaging/")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if len(sys.argv) > 1:
            try_program([str(Path(sys.argv[1]).resolve())], {}, folder)
        else:
            place = installed_wheel(folder)
            try_program([sys.executable, "-m", "facelabeler"], {"PYTHONPATH": str(place)}, folder)
    sys.stdout.write("It works.\n")


def installed_wheel(folder: Path) -> Path:
    """Build the wheel, look into it, install it into a folder of its own without the libraries that are here anyway."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT)], check=True)
    [wheel] = folder.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    missing = [name for name in IN_THE_WHEEL if name not in names]
    stray = [name for name in names if name.startswith(NOT_IN_THE_WHEEL)]
    if missing or stray:
        sys.exit(f"{wheel.name} lacks {missing} and should not hold {stray}")
    place = folder / "site"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(place), str(wheel)], check=True)
    return place


def try_program(program: Sequence[str], variables: Mapping[str, str], folder: Path) -> None:
    """Run commands whose answers are known. Leaves by sys.exit at the first that is wrong."""
    run = _Runner(program, {**os.environ, "QT_QPA_PLATFORM": "offscreen", **variables}, folder)
    run("--version")
    run("doctor")
    run("process", str(PORTRAITS), "--project", "smoke.facelabel")
    faces = json.loads(run("faces", "smoke.facelabel", "--json"))["faces"]
    found = {Path(face["source"]).name for face in faces}
    expected = {path.name for path in PORTRAITS.glob("*.jpg")}
    if found != expected:
        sys.exit(f"faces were found on {sorted(found)}, not on {sorted(expected)}")


class _Runner:
    def __init__(self, program: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self._program = program
        self._environment = environment
        self._folder = folder

    def __call__(self, *arguments: str) -> str:
        run = subprocess.run(
            [*self._program, *arguments],
            cwd=self._folder,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if run.returncode:
            sys.exit(f"{' '.join(arguments)}: exit {run.returncode}\n{run.stdout}{run.stderr}")
        return run.stdout


if __name__ == "__main__":
    main()
