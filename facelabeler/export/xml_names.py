"""Names of classes that an XML document and the programs that read it can hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from facelabeler.export.plan import ExportClass

LONGEST: Final = 64
"""Letters in the name of a CVAT label (its database's limit)."""

ILLEGAL: Final = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold even escaped (section 2.2, "Char"), and white space that attributes would lose."""


def xml_names(rows: Sequence[ExportClass]) -> list[str]:
    """The real name of each class where it can be, else its folder's, which is distinct too."""
    taken = {row.folder for row in rows}
    names: list[str] = []
    for row in rows:
        plain = not ILLEGAL.search(row.name) and row.name == row.name.strip() and len(row.name) <= LONGEST
        free = row.name == row.folder or row.name not in taken
        name = row.name if plain and free and row.name else f"{row.folder[: LONGEST - 8]}-{row.index}"
        taken.add(name)
        names.append(name)
    return names
