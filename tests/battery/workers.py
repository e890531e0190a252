"""Processes that try one file after the other, so that a crash, a hang or a flood of memory is seen and survived."""

from __future__ import annotations

import faulthandler
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.battery.tally import Tally

LONGEST_SECONDS = 120.0
FINDS = "FACELABELER_FINDS"
MOST_ADDRESSES = 12 * 2**30
"""Bytes of address space that a worker may have: it fails before the computer does."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one try: what was lost and what was wrong, a sentence each, and the memory it took, in MB."""

    lost: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    peak: float = 0.0


def try_all(module: str, paths: Iterable[Path], most_megabytes: float) -> Tally:
    """Ask `python -m module` about each file, and count. A file is removed after its try, unless something is wrong.

    Files with which something is wrong are kept where the environment names a folder as FACELABELER_FINDS.
    """
    tally, asked = Tally(), deque[Path]()
    for report in _ask_all(module, _noted(paths, asked), os.cpu_count() or 1):
        path = asked.popleft()
        tally.tries += 1
        flood = (f"takes {report.peak:,.0f} MB",) if report.peak > most_megabytes else ()
        for problem in report.lost:
            tally.note_lost(f"{path.name}: {problem}")
        for problem in (*report.wrong, *flood):
            tally.note_wrong(f"{path.name}: {problem}")
        if (report.lost or report.wrong or flood) and (place := os.environ.get(FINDS)):
            shutil.copy(path, place)
        path.unlink()
    return tally


def _noted(paths: Iterable[Path], asked: deque[Path]) -> Iterator[str]:
    for path in paths:
        asked.append(path)
        yield str(path)


def wrong_if_raised(look: Callable[[], Report]) -> Report:
    """What `look` reports; an exception of which the user would be told nothing is wrong, at the place it is from."""
    try:
        return look()
    except Exception as error:  # noqa: BLE001 - what is looked for here
        places = traceback.extract_tb(error.__traceback__)
        where = " < ".join(f"{Path(place.filename).name}:{place.lineno} {place.name}" for place in places[:-6:-1])
        return Report(wrong=(f"raises {error!r:.200} at {where}",))


def _ask_all(module: str, questions: Iterable[str], processes: int) -> Iterator[Report]:
    """What the module reports on each line it is given, in order. Lines are taken as workers have time."""
    idle: SimpleQueue[_Worker] = SimpleQueue()
    workers = [_Worker(module) for _ in range(processes)]
    for worker in workers:
        idle.put(worker)

    def ask(question: str) -> Report:
        worker = idle.get()
        try:
            return worker.ask(question)
        finally:
            idle.put(worker)

    pending: deque[Future[Report]] = deque()
    with ThreadPoolExecutor(processes) as pool:
        for question in questions:
            pending.append(pool.submit(ask, question))
            if len(pending) > 2 * processes:
                yield pending.popleft().result()
        yield from (future.result() for future in pending)
    for worker in workers:
        worker.close()


class _Worker:
    """One process at a time; another is started when it ends."""

    def __init__(self, module: str) -> None:
        self._words = [sys.executable, "-m", module]
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, question: str) -> Report:
        """What the process says, or that it died of the question or never answers."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{question}\n".encode())
        process.stdin.flush()
        if not select.select([process.stdout], [], [], LONGEST_SECONDS)[0]:
            return Report(wrong=(f"hangs: {self._end(process)}",))
        line = process.stdout.readline()
        if not line:
            return Report(wrong=(f"crashes: {self._end(process)}",))
        told = json.loads(line)
        return Report(tuple(told["lost"]), tuple(told["wrong"]), told["peak"])

    def close(self) -> None:
        if self._process is not None:
            self._end(self._process)
        self._said.close()

    def _start(self) -> subprocess.Popen[bytes]:
        self._said.seek(0)
        self._said.truncate()
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(self._words, stdin=pipe, stdout=pipe, stderr=self._said)
        return self._process

    def _end(self, process: subprocess.Popen[bytes]) -> str:
        """End it, if it has not ended itself; what it said last on standard error."""
        self._process = None
        process.kill()
        with suppress(BrokenPipeError):
            process.communicate()
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").splitlines()
        return f"exit code {process.returncode}; {' | '.join(lines[-16:])}"


def serve(look: Callable[[str], Report]) -> None:
    """Answer every line of standard input with what `look` reports of it, until the input ends."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    faulthandler.enable()
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)  # what libraries print is no answer
        for line in sys.stdin:
            faulthandler.dump_traceback_later(LONGEST_SECONDS * 0.8)
            before = _forget_peak()
            told = asdict(look(line.rstrip("\n")))
            told["peak"] = _megabytes("VmHWM") - before
            answers.write(json.dumps(told) + "\n")
            answers.flush()
            faulthandler.cancel_dump_traceback_later()


def _forget_peak() -> float:
    """The memory in use now, in MB, from which on the most is measured anew; 0 where the system cannot do that."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _megabytes("VmRSS")


def _megabytes(name: str) -> float:
    """A line of /proc/self/status, see proc(5)."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) / 1024
    return 0.0
