"""Faces on the way from one place to another, as the clipboard format that a drag carries."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QByteArray, QMimeData

from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.ui.drag.targets import Load

FACE_IDS = "application/x-facelabeler-face-ids"
CLUSTER_IDS = "application/x-facelabeler-cluster-ids"


def mime_of(load: Load) -> QMimeData:
    """The load as mime data: each format is a JSON list of ids."""
    data = QMimeData()
    data.setData(FACE_IDS, _packed(load.faces))
    if load.clusters:
        data.setData(CLUSTER_IDS, _packed(load.clusters))
    return data


def load_of(data: QMimeData) -> Load | None:
    """The load of mime data, or None if it carries no faces."""
    if not data.hasFormat(FACE_IDS):
        return None
    faces = tuple(FaceId(number) for number in _numbers(data, FACE_IDS))
    return Load(faces, tuple(ClusterId(number) for number in _numbers(data, CLUSTER_IDS)))


def _packed(ids: Iterable[int]) -> QByteArray:
    return QByteArray(json.dumps(list(ids)).encode())


def _numbers(data: QMimeData, kind: str) -> list[int]:
    text = bytes(data.data(kind).data())
    return [int(number) for number in json.loads(text)] if text else []
