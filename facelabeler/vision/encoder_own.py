"""Face encoders that a user brought: SFace, and ArcFace's many kin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.encodings import APART, Encodings
from facelabeler.vision.descriptions import Description
from facelabeler.vision.own_network import shared_network
from facelabeler.vision.similarity import SIDE

LARGEST_BATCH = 32  # more chips at once cost memory and gain no speed
SHORTEST, LONGEST = 16, 4096  # numbers of an encoding: known encoders have 128 to 1,024


class OwnEncoder:
    """Encodes faces with the network that a description stands for. Safe to share between threads.

    Encodings point where the network's do and have one length, `APART` divided by the distance that the description
    names: whatever the encoder, two people are told apart at a distance of `APART`. Raises ModelError if the model is
    missing, altered, damaged or no encoder of 112 × 112 pixels.
    """

    def __init__(self, description: Description, *, threads: int = 1) -> None:
        assert description.apart is not None, "an encoder's description says where two people are told apart"
        self.name = description.name
        self.version = description.version
        self._network = shared_network(description, threads)
        self._length = APART / description.apart
        self._refuse_other_sides()
        self._size = self._batch(np.zeros((1, SIDE, SIDE, 3), np.uint8)).shape[1]

    def encode(self, chips: NDArray[np.uint8]) -> Encodings:
        """(n, 112, 112, 3) uint8 RGB chips to (n, d) float32 encodings. Raises ModelError if the network fails."""
        if chips.dtype != np.uint8 or chips.shape[1:] != (SIDE, SIDE, 3):
            raise ValueError(f"chips must be (n, {SIDE}, {SIDE}, 3) uint8, not {chips.shape} {chips.dtype}")
        most = self._network.batch or LARGEST_BATCH
        raw = [self._batch(chips[start : start + most]) for start in range(0, len(chips), most)]
        if not raw:
            return np.empty((0, self._size), np.float32)
        return self._scaled(np.concatenate(raw))

    def _batch(self, chips: NDArray[np.uint8]) -> Encodings:
        """A batch, filled up with black for a network that takes batches of one size only."""
        missing = max((self._network.batch or 0) - len(chips), 0)
        filled = np.concatenate([chips, np.zeros((missing, *chips.shape[1:]), np.uint8)]) if missing else chips
        return self._raw(filled)[: len(chips)]

    def _raw(self, chips: NDArray[np.uint8]) -> Encodings:
        found = self._network.run(chips)[0]
        flat = found.reshape(len(found), -1) if found.ndim else found
        if flat.ndim != 2 or len(flat) != len(chips) or not SHORTEST <= flat.shape[1] <= LONGEST:
            self._network.refuse(f"is no face encoder: {len(chips)} faces give numbers of the shape {found.shape}")
        return flat

    def _scaled(self, raw: Encodings) -> Encodings:
        if not np.isfinite(raw).all():
            self._network.refuse("gives encodings that are no numbers", "Check mean and std in its description")
        lengths = np.linalg.norm(raw, axis=1, keepdims=True)
        return np.asarray(raw * (self._length / np.maximum(lengths, np.finfo(np.float32).tiny)), np.float32)

    def _refuse_other_sides(self) -> None:
        if any(side not in (SIDE, None) for side in self._network.sides):
            height, width = self._network.sides
            self._network.refuse(
                f"takes pictures of {width} × {height} pixels", f"Bring an encoder that takes {SIDE} × {SIDE}"
            )
