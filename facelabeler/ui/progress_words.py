"""How far something is, in words."""

from __future__ import annotations

import mimetypes

from facelabeler.pipeline.progress import Progress
from facelabeler.ui.i18n import decimal, first_sentence, number, tr, trn
from facelabeler.ui.wording import clock


def parted(text: str) -> tuple[str, str]:
    """What stands in bold, and what below: parted after the first sentence, or at a colon."""
    head, rest = first_sentence(text)
    for colon in (": ", "："):
        if not rest:
            head, _, rest = text.partition(colon)
    return (head, rest) if rest else (text, "")


def percent(share: float) -> str:
    """`62%`."""
    return tr("%1%", number(int(share * 100)))


def stage_words(progress: Progress) -> str:
    """What is being done, and how far: `Finding faces · 44:57 of 1:12:30`."""
    words = {
        "looking": tr("Looking at the files"),
        "loading": tr("Loading the models"),
        "finding": tr("Finding faces"),
        "grouping": tr("Grouping faces"),
    }
    stage = words.get(progress.stage, progress.stage)
    if progress.stage != "finding" or progress.total <= 0:
        return stage
    if _is_photo(progress.source):
        return f"{stage} · " + trn("%n found", "%n found", progress.faces)
    return f"{stage} · " + tr("%1 of %2", clock(progress.done), clock(progress.total))


def rate_words(progress: Progress) -> str:
    """`7.4 frames/s · about 6 min left`."""
    parts = [tr("%1 frames/s", decimal(progress.rate))] if progress.rate > 0 else []
    return " · ".join([*parts, *([] if progress.eta is None else [left_words(progress.eta)])])


def left_words(seconds: float) -> str:
    """The time left as people tell it: `about 6 min left`."""
    minutes = round(seconds / 60)
    if seconds < 10:
        return tr("a few seconds left")
    if seconds < 90:
        return tr("about %1 s left", round(seconds / 5) * 5)
    if minutes < 90:
        return tr("about %1 min left", minutes)
    return tr("about %1 h %2 min left", minutes // 60, minutes % 60)


def paused_words(progress: Progress) -> str:
    """What can be used of a source that is paused."""
    if _is_photo(progress.source):
        return tr("Paused. Everything found so far is usable.")
    return tr("Paused. Everything up to %1 is usable.", clock(progress.done))


def paused_rate(progress: Progress) -> str:
    """`paused · about 6 min left`."""
    return tr("paused") + ("" if progress.eta is None else " · " + left_words(progress.eta))


def _is_photo(source: str) -> bool:
    return (mimetypes.guess_type(source)[0] or "").startswith("image/")
