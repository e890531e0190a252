"""What the width of the window decides: the room around cards, their least width, and what a header leaves out."""

from __future__ import annotations

from facelabeler.ui.clusters.view import ClusterView
from facelabeler.ui.header import Header

# From this window width on: padding and gap of the grid, the least width of a card.
_LAYOUTS = ((2000, 24, 16, 196), (1300, 16, 12, 172), (0, 16, 12, 160))


def fit(header: Header, cards: ClusterView, width: int) -> None:
    """Lay out for a window of this width; a zoom that the user has chosen stays."""
    padding, gap, least = next(rest for start, *rest in _LAYOUTS if width >= start)
    header.fit(width)
    cards.set_spec(padding=padding, gap=gap)
    if not header.zoomed:
        cards.set_spec(least_width=least)
        header.show_zoom(least)
