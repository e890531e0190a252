"""Ctrl-C as a request that the work itself obeys."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from facelabeler.pipeline.progress import Cancel


@contextmanager
def interrupts() -> Iterator[Cancel]:
    """A Cancel that the first Ctrl-C sets; a second one stops at once."""
    cancel = Cancel()

    def on_interrupt(_signal: int, _frame: FrameType | None) -> None:
        if cancel.is_set:
            raise KeyboardInterrupt
        cancel.set()

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, before)
