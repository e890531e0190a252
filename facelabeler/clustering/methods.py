"""The table of grouping methods, and `group`, which runs one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from facelabeler.clustering import raw_methods
from facelabeler.clustering.observations import FREE, Observations
from facelabeler.clustering.reconcile import reconcile
from facelabeler.clustering.tracks_linkage import tracks_linkage
from facelabeler.clustering.units import canonical_order
from facelabeler.core.errors import UsageError

DEFAULT = "linkage"
Value = float | int | bool | None
AUTO = "auto"  # how None is spelt
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Parameter:
    """An option of a method: its type is that of `default`; numbers lie in `low` to `high`.

    A default of None means that the method finds the number (a float) itself.
    """

    name: str
    default: Value
    low: float
    high: float
    help: str

    def read(self, method: str, value: object) -> Value:
        """The value, or a text that spells it, as this option's type. Raises UsageError if it is none."""
        text = AUTO if value is None else str(value).strip().lower()
        if self.default is None and text == AUTO:
            return None
        kind, read = _KINDS[type(self.default)]
        number = read(text)
        if number is None or not self.low <= number <= self.high:
            raise UsageError(
                f"{method}: {self.name} cannot be {value!r}",
                advice=f"Give {kind} from {self.low:g} to {self.high:g}",
            )
        return number


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _whole_number(text: str) -> int | None:
    number = _number(text)
    return int(number) if number is not None and number.is_integer() else None


_SWITCH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_KINDS: Mapping[type, tuple[str, Callable[[str], Value | None]]] = MappingProxyType(
    {
        type(None): (f"{AUTO}, or a number", _number),
        float: ("a number", _number),
        int: ("a whole number", _whole_number),
        bool: ("yes or no,", _SWITCH.get),
    }
)


@dataclass(frozen=True, slots=True)
class Method:
    """A way to group. `run` gets faces in canonical order and its options, and returns labels as `group` does."""

    name: str
    title: str
    help: str
    parameters: tuple[Parameter, ...]
    run: Callable[..., Labels]


def _raw(
    function: Callable[..., Labels], observations: Observations, *, one_per_picture: bool, **options: Value
) -> Labels:
    groups = np.empty(len(observations), np.int64)
    order = np.argsort(
        observations.ids
    )  # a border face of DBSCAN goes to the group that was met first, as in the article
    groups[order] = function(observations.encodings[order], **options)
    return reconcile(observations, groups, one_per_picture=one_per_picture)


_ONE_PER_PICTURE = "two faces of one picture are two people"

_METHODS = (
    Method(
        "linkage",
        "Tracks, average linkage",
        "joins tracks by their mean distance; two faces of one picture are two people",
        (
            Parameter(
                "threshold", None, 0.1, 1.0, "mean distance up to which two groups are one person; auto sets itself"
            ),
            Parameter("lone_quality", 0.4, 0.0, 1.0, "a single face poorer than this waits unclustered"),
        ),
        tracks_linkage,
    ),
    Method(
        "dbscan",
        "DBSCAN",
        "density clustering of single faces, as in the article",
        (
            Parameter("eps", 0.5, 0.05, 1.5, "distance of neighbours"),
            Parameter("min_samples", 5, 1, 1000, "neighbours that a face needs to start a group"),
            Parameter("one_per_picture", False, 0, 1, _ONE_PER_PICTURE),
        ),
        partial(_raw, raw_methods.dbscan),
    ),
    Method(
        "hdbscan",
        "HDBSCAN",
        "density clustering of single faces that finds its own distances",
        (
            Parameter("min_size", 3, 2, 1000, "faces that make a group"),
            Parameter("one_per_picture", False, 0, 1, _ONE_PER_PICTURE),
        ),
        partial(_raw, raw_methods.hdbscan),
    ),
    Method(
        "chinese-whispers",
        "Chinese whispers",
        "each face takes the group of most of its neighbours",
        (
            Parameter("threshold", 0.5, 0.05, 1.5, "distance of neighbours"),
            Parameter("one_per_picture", False, 0, 1, _ONE_PER_PICTURE),
        ),
        partial(_raw, raw_methods.chinese_whispers),
    ),
    Method(
        "agglomerative",
        "Average linkage",
        "joins single faces by their mean distance",
        (
            Parameter("threshold", 0.56, 0.05, 1.5, "mean distance up to which two groups are one person"),
            Parameter("one_per_picture", False, 0, 1, _ONE_PER_PICTURE),
        ),
        partial(_raw, raw_methods.agglomerative),
    ),
)
METHODS: Mapping[str, Method] = MappingProxyType({method.name: method for method in _METHODS})


def group(observations: Observations, method: str = DEFAULT, **options: object) -> Labels:
    """Labels of n faces: the id (0 or more) of a cluster that is fixed already, -2 and below a new group, -1 none.

    Fixed faces keep their anchor; free faces may join an anchor, and two anchors never become one. The result does not
    depend on the order of the faces. Raises UsageError, naming the choices, for an unknown method or a bad option.
    """
    spec, values = checked(method, options)
    if not len(observations):
        return np.zeros(0, np.int64)
    order = canonical_order(observations)
    labels = np.empty(len(observations), np.int64)
    labels[order] = _renumbered(spec.run(observations.reordered(order), **values))
    return labels


def checked(method: str, options: Mapping[str, object]) -> tuple[Method, dict[str, Value]]:
    """The method of this name, and all its options with what is not given as it usually is. Raises UsageError."""
    if method not in METHODS:
        raise UsageError(f"There is no grouping method {method!r}", advice=f"Choose one of {', '.join(METHODS)}")
    spec = METHODS[method]
    known = {parameter.name: parameter for parameter in spec.parameters}
    for name in options:
        if name not in known:
            raise UsageError(f"{method} has no option {name!r}", advice=f"It has {', '.join(known)}")
    return spec, {name: known[name].read(method, options.get(name, known[name].default)) for name in known}


def _renumbered(labels: Labels) -> Labels:
    """New groups numbered -2, -3, … from the largest; ids and -1 stay."""
    new = labels < FREE
    _, first, inverse, counts = np.unique(labels[new], return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(counts), np.int64)
    rank[np.lexsort((first, -counts))] = np.arange(len(counts))
    renumbered = labels.copy()
    renumbered[new] = -2 - rank[inverse]
    return renumbered
