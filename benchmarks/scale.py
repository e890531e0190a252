"""How grouping grows with the number of faces: `python -m benchmarks.scale [--faces N…] [--method NAME]`.

Faces are made up, with the distances that dlib's encodings have: single photos of people, some shown often and most
seldom, two faces of one person 0.42 apart on average and those of two people 0.78. No tracks help. Each size runs in a
process of its own, so that the memory is that of one grouping: the most it ever held, without Python's and the faces'.
Seconds are those of the clock and of the processors; on a busy computer the latter, shared by two cores, tell more.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering.methods import DEFAULT, METHODS, group
from facelabeler.clustering.observations import FREE, Observations

SAME, DIFFERENT, DIRECTIONS = 0.42, 0.78, 128
FACES_A_PERSON = 25  # on average; a few have hundreds
USUAL = (50_000, 100_000)


def made_up(count: int, seed: int = 1) -> tuple[Observations, NDArray[np.int64]]:
    """`count` faces and who each is."""
    random = np.random.default_rng(seed)
    popularity = random.pareto(1.2, max(2, count // FACES_A_PERSON)) + 0.2
    who = random.choice(len(popularity), count, p=popularity / popularity.sum())
    between = np.sqrt((DIFFERENT**2 - SAME**2) / 2 / DIRECTIONS)
    within = SAME / np.sqrt(2 * DIRECTIONS)
    people = random.normal(0, between, (len(popularity), DIRECTIONS))
    encodings = (people[who] + random.normal(0, within, (count, DIRECTIONS))).astype(np.float32)
    numbers = np.arange(count)
    quality = random.uniform(0.3, 1.0, count).astype(np.float32)
    return Observations(numbers, encodings, numbers, numbers, quality, np.full(count, FREE)), who


def measure(count: int, method: str) -> None:
    """Group so many faces and print seconds, megabytes, clusters and pair precision and recall."""
    observations, who = made_up(count)
    group(observations.reordered(np.arange(200)), method)  # what is imported and allocated once
    before = _most_memory()
    start, busy = time.perf_counter(), time.process_time()
    labels = group(observations, method)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    precision, recall = _pairs(labels, who)
    clusters = len(np.unique(labels[labels != FREE]))
    print(f"{count} {seconds:.1f} {busy:.1f} {_most_memory() - before:.0f} {clusters} {precision:.4f} {recall:.4f}")


def _most_memory() -> float:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _pairs(labels: NDArray[np.int64], who: NDArray[np.int64]) -> tuple[float, float]:
    def pairs(numbers: NDArray[np.int64]) -> float:
        counts = np.unique(numbers, return_counts=True)[1].astype(float)
        return float((counts * (counts - 1) / 2).sum())

    alone = np.where(labels == FREE, -(10**9) - np.arange(len(labels)), labels)
    both = pairs(alone * (int(who.max()) + 1) + who)
    return both / max(pairs(alone), 1.0), both / max(pairs(who), 1.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faces", type=int, nargs="*", default=USUAL)
    parser.add_argument("--method", choices=list(METHODS), default=DEFAULT)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        measure(arguments.faces[0], arguments.method)
        return
    print(f"{'faces':>8}{'seconds':>9}{'processor':>10}{'MB':>7}{'clusters':>10}{'precision':>11}{'recall':>8}")
    seconds = [_in_a_process(count, arguments.method) for count in arguments.faces]
    for (few, fast), (many, slow) in pairwise(zip(arguments.faces, seconds, strict=True)):
        print(f"{many / few:.1f} times the faces: {slow / fast:.1f} times as long")


def _in_a_process(count: int, method: str) -> float:
    words = [sys.executable, "-m", "benchmarks.scale", "--here", "--faces", str(count), "--method", method]
    values = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    faces, seconds, busy, memory, clusters, precision, recall = values
    print(f"{faces:>8}{seconds:>9}{busy:>10}{memory:>7}{clusters:>10}{precision:>11}{recall:>8}", flush=True)
    return float(busy)


if __name__ == "__main__":
    main()
