"""What was chosen for a project's last export, kept in the project."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from facelabeler.export.options import ExportOptions, as_json, from_json
from facelabeler.session import Session

KEY: Final = "export"
"""The project's setting that holds it, as JSON."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """Options, formats, and the folder if the user named one."""

    options: ExportOptions
    formats: tuple[str, ...] = ()
    folder: Path | None = None


def recall(session: Session) -> Remembered:
    """What was remembered; what is no longer possible is as usual."""
    try:
        kept: Any = json.loads(session.settings().get(KEY, "{}"))
    except ValueError:
        kept = {}
    if not isinstance(kept, dict):
        return Remembered(ExportOptions())
    folder = kept.get("folder")
    return Remembered(
        from_json(kept.get("options", {})),
        tuple(map(str, kept.get("formats", ()))),
        Path(folder) if isinstance(folder, str) else None,
    )


def remember(session: Session, choices: Remembered) -> None:
    """Keep this in the project, unless it is open to read only."""
    text = json.dumps(
        {
            "options": as_json(choices.options),
            "formats": list(choices.formats),
            "folder": None if choices.folder is None else str(choices.folder),
        }
    )
    if not session.read_only and session.settings().get(KEY) != text:
        session.write_settings({KEY: text})
