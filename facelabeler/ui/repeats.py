"""Steps of one kind that follow one another, said as one: four times `Ignored 3 faces` are `Ignored 12 faces`."""

from __future__ import annotations

from collections.abc import Mapping

from facelabeler.core.changes import Param

COUNTED = frozenset({"moved", "marked-face", "marked-ignored", "marked-not-a-face", "confirmed"})
"""Verbs whose sentence differs from one time to the next in nothing but its number of faces."""

Params = Mapping[str, Param]


class Repeats:
    """Counts up while the same is done to more faces. `steps` is how many steps of the history are counted as one."""

    def __init__(self) -> None:
        self.steps = 0
        self._verb = ""
        self._params: Params = {}

    def count(self, verb: str, params: Params) -> Params:
        """What to say of a step: its own parameters, with the faces of the like steps just before added to its own."""
        if self.steps and verb == self._verb and verb in COUNTED and _target(params) == _target(self._params):
            self.steps += 1
            params = {**params, "faces": int(self._params["faces"]) + int(params["faces"])}
        else:
            self.steps = 1
        self._verb, self._params = verb, params
        return params

    def end(self) -> None:
        """What follows is counted anew."""
        self.steps = 0


def _target(params: Params) -> Params:
    return {name: value for name, value in params.items() if name != "faces"}
