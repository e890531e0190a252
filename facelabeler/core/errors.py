"""Errors that a user is told about, in one sentence: what, which file, what to do."""

from __future__ import annotations

from os import PathLike


class FaceLabelerError(Exception):
    """Something in the world went wrong and a person can act on it.

    `what` says what happened, `file` which file it happened to, `advice` what to do about it.
    Programming errors are never of this class: they reach the crash log.
    """

    exit_code = 1

    def __init__(self, what: str, *, file: str | PathLike[str] | None = None, advice: str = "") -> None:
        self.what = what.rstrip(".")
        self.file = None if file is None else str(file)
        self.advice = advice.rstrip(".")
        super().__init__(self.what)

    @property
    def sentence(self) -> str:
        """What happened and what to do, for where the file is named already."""
        return f"{self.what}. {self.advice}." if self.advice else f"{self.what}."

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence}" if self.file else self.sentence


class UsageError(FaceLabelerError):
    """The request itself makes no sense: an unknown name, a missing argument, an impossible number."""

    exit_code = 2


class EditError(UsageError):
    """An edit names a face, cluster or person that does not exist or cannot be changed so."""


class SourceError(FaceLabelerError):
    """A video, photo or folder cannot be read."""


class ModelError(FaceLabelerError):
    """A model file is missing, damaged or foreign."""


class EngineError(FaceLabelerError):
    """What finds and encodes faces does not work, or does so no more."""


class ProjectError(FaceLabelerError):
    """A project file cannot be opened, read or written."""


class DamagedProject(ProjectError):
    """A project file is damaged, or is none: a backup, or what can still be read of it, may be better."""


class UnavailableProject(ProjectError):
    """A project cannot be written now, because another program has it or its disk is read-only; it can be read."""


class LibraryError(FaceLabelerError):
    """The library of people cannot be used, or does not hold who is asked for."""


class ExportError(FaceLabelerError):
    """A dataset cannot be written or does not verify."""


class Cancelled(FaceLabelerError):
    """The user cancelled; what was done is kept."""

    exit_code = 130

    def __init__(self, what: str = "Cancelled", *, advice: str = "") -> None:
        super().__init__(what, advice=advice)
