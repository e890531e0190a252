"""Writing takes no more memory for many faces than for few; only the plan grows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RUN = """
import resource, sys
from pathlib import Path
sys.path[:0] = [sys.argv[2]]
from footage import Told, scattered, scenes
from facelabeler.export.planning import plan_export, with_encodings
from facelabeler.export.write import export

shots = int(sys.argv[3])
story = scattered(["Ann", "Bob", "Cy"], shots=shots, frames=10)
plan = with_encodings(plan_export(story.project, looks=Told()), Told())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
export(plan, Path(sys.argv[1]), ["imagefolder", "lfw", "csv"], locate=lambda _: Path("x"), read_frames=scenes)
print(plan.crops, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""

MEGABYTE = 1024


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured by getrusage")
def test_ten_times_as_many_faces_take_hardly_more_memory(tmp_path):
    grown = {}
    for shots in (60, 600):
        words = [sys.executable, "-c", RUN, str(tmp_path / f"{shots}"), str(Path(__file__).parent), str(shots)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        faces, kilobytes = map(int, done.stdout.split())
        grown[faces] = kilobytes
    few, many = sorted(grown)
    assert many == 10 * few == 6000
    assert grown[many] - grown[few] < 20 * MEGABYTE
