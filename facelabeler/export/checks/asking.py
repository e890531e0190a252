"""Whether a check that takes long is still wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_BETWEEN: ContextVar[Callable[[], None]] = ContextVar("between pictures", default=lambda: None)


@contextmanager
def asked_between_pictures(check_cancel: Callable[[], None]) -> Iterator[None]:
    """While the block runs `check_cancel` is called before each picture is looked at, and stops the check by raising.

    Checking a hundred thousand pictures takes a while, and a verifier, which may be foreign, is given a folder alone.
    """
    before = _BETWEEN.set(check_cancel)
    try:
        yield
    finally:
        _BETWEEN.reset(before)


def ask_between_pictures() -> None:
    """Call what `asked_between_pictures` was given, if anything."""
    _BETWEEN.get()()
