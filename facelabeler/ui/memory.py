"""Memory that is free again goes back to the system, where the C library would keep it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache

from facelabeler.ui.tasks import run_task


def give_memory_back() -> None:
    """Have a worker return what reading or closing a project left free.

    glibc keeps an arena of freed blocks for each thread and grows them all (docs/adr/0032). Elsewhere nothing happens.
    """
    if (trim := _trim()) is not None:
        run_task(lambda _report, _cancel: trim(0))


@cache
def _trim() -> Callable[[int], int] | None:
    """glibc's malloc_trim(3), if this is glibc."""
    try:
        found: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (OSError, TypeError, AttributeError):  # TypeError: Windows has no library without a name
        return None
    return found
