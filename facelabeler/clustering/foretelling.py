"""Foretells what any method would make of faces, so that the user can choose by the effect."""

from __future__ import annotations

from typing import Any

from facelabeler.clustering.methods import DEFAULT, checked, group
from facelabeler.clustering.observations import Observations
from facelabeler.clustering.outcomes import Outcome, outcome_of
from facelabeler.clustering.tracks_linkage import outcomes


def foretell(observations: Observations, method: str = DEFAULT, **options: object) -> Outcome:
    """What `methods.group` with the same arguments would lead to. Raises UsageError as that does."""
    values: dict[str, Any] = checked(method, options)[1]
    if method == DEFAULT and len(observations):
        return next(outcomes(observations, [values["threshold"]], lone_quality=values["lone_quality"]))
    return outcome_of(group(observations, method, **options), observations.frames)
