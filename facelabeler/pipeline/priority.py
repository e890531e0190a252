"""Work in the background gives way to the window, and to whatever else the computer is doing."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

NICENESS = 10  # of 19; what others need of the processor comes first


def step_back() -> None:
    """Lower the priority of the calling thread, where the system knows priorities of threads (Linux)."""
    if sys.platform == "linux":
        with suppress(OSError):  # not allowed: then it works at the priority it has
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
