"""The plan behind the export dialog: made anew after each choice, from the project as it is then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from facelabeler.core.entities import FaceId, PersonId, SourceId
from facelabeler.export.formats import Part, find_format
from facelabeler.export.notices import Notice
from facelabeler.export.options import ExportOptions
from facelabeler.export.plan import ExportPlan
from facelabeler.export.planning import plan_export, with_encodings
from facelabeler.export.preview import Preview, preview
from facelabeler.looks import SessionLooks
from facelabeler.session import Session
from facelabeler.ui.dialogs.export.example import Example
from facelabeler.ui.i18n import tr


class Planner:
    """`plan` and `preview` are those of the last `update`."""

    plan: ExportPlan
    preview: Preview

    def __init__(self, session: Session) -> None:
        self._session = session
        self._looks = SessionLooks(session)
        self._parts: set[Part] = set()

    def update(self, options: ExportOptions, folder: Path, formats: Sequence[str]) -> None:
        """Plan an export with these choices."""
        self._parts = parts_of(formats)
        self.plan = plan_export(self._session.project, options, self._looks)
        self.preview = preview(self.plan, folder, formats, locate=self.places().get)

    def places(self) -> Mapping[SourceId, Path]:
        """Where the plan's sources are, but for those that are gone."""
        found = {number: self._session.locate(number) for number in self.plan.sources}
        return {number: place for number, place in found.items() if place is not None}

    def people(self) -> Mapping[PersonId, str]:
        """Everybody who has a name."""
        return {number: person.name for number, person in self._session.project.people.items()}

    def to_write(self) -> ExportPlan:
        """The plan with all that its formats ask for."""
        return with_encodings(self.plan, self._looks) if "encodings" in self._parts else self.plan

    def obstacle(self) -> str:
        """Why nothing can be exported as things are; empty if it can."""
        if not self.preview.refusal:
            missing = any(map(stops, self.preview.notices))
            return tr("A source is not where it was; its pictures are needed.") if missing else ""
        if self.plan.options.others == "unknown":
            return tr("No faces were found yet.")
        if any(notice.kind == "banned" for notice in self.preview.notices):
            return tr("Every picture shows somebody who is left out.")
        return tr("No face has a name yet. Name the people you want, or include everybody.")

    def example(self) -> Example | None:
        """A picture of the plan: whole, or as faces cut out where nothing else is written."""
        image = self.preview.example
        file = self.places().get(image.source) if image is not None else None
        if image is None or file is None:
            return None
        names = {row.index: row.name for row in self.plan.classes}
        source = self.plan.sources[image.source]
        return Example(image, source, file, names, self.plan.options, as_crops=self._parts == {"crops"})

    def best_faces(self) -> dict[int, FaceId]:
        """For each class the face of the best quality."""
        best: dict[int, tuple[float, FaceId]] = {}
        for _, one in self.plan.wanted():
            best[one.class_index] = max(best.get(one.class_index, (-1.0, one.face)), (one.quality, one.face))
        return {index: face for index, (_, face) in best.items()}


def parts_of(formats: Sequence[str]) -> set[Part]:
    """What these formats write."""
    return {part for name in formats for part in find_format(name).parts}


def stops(notice: Notice) -> bool:
    """Whether nothing can be exported while this is so."""
    return notice.kind == "missing"
