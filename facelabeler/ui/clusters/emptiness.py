"""Why there is no card to see, and what to do about it."""

from __future__ import annotations

from facelabeler.core.project import Project
from facelabeler.ui.clusters.order import Tab
from facelabeler.ui.wording import cards_text, tr


def emptiness(project: Project, tab: Tab, *, searching: bool, elsewhere: int, reading: bool) -> tuple[str, str]:
    """A title and a sentence for a grid without cards; `elsewhere`: how many other tabs have of what is searched."""
    if not project.faces and reading:
        return tr("Looking for faces"), tr("They appear here as they are found.")
    if not project.faces:
        return tr("No faces here yet"), tr("Open a video, a photo or a folder to look for faces.")
    if searching and elsewhere:
        return tr("Nothing here"), tr("The search finds %1 on the other tab. Press Ctrl+3.", cards_text(elsewhere))
    if searching:
        return tr("No card is like that"), tr("Esc in the search field ends the search.")
    if tab is Tab.TO_NAME and project.clusters:
        return tr("Every card has a name"), tr("Look through Unclustered, or export.")
    if tab is Tab.NAMED:
        return tr("No name given yet"), tr("Press Enter on a card and type.")
    return tr("No groups yet"), tr("Faces that belong to nobody yet are in Unclustered.")
