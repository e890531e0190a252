"""Which faces a card shows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from facelabeler.core.entities import Face, FaceId, SourceId, TrackId
from facelabeler.core.geometry import Box
from facelabeler.ui.clusters import geometry, montage


def face(number: int, *, track: int | None = None, quality: float = 0.8) -> Face:
    track_id = TrackId(number if track is None else track)
    return Face(FaceId(number), SourceId(1), float(number), number, Box(0, 0, 10, 10), 1.0, quality, track_id)


def along(*places: float) -> np.ndarray:
    """Encodings on a line."""
    return np.array([[place, 0.0] for place in places], np.float32)


def test_a_card_grows_from_one_tile_to_four_to_a_hero_with_others() -> None:
    assert [montage.capacity(count, 188) for count in (1, 2, 4, 5, 300)] == [1, 4, 4, 6, 6]
    assert montage.capacity(300, 280) == 13


def test_the_hero_is_typical_and_of_good_quality() -> None:
    faces = [face(1), face(2, quality=0.1), face(3), face(4)]
    chosen = montage.choose(faces, along(0.1, 0.0, 0.4, -0.5), 4)
    assert chosen[0] == 1


def test_the_least_typical_face_comes_last() -> None:
    faces = [face(n) for n in range(1, 9)]
    places = along(0, 0.1, -0.1, 0.2, -0.2, 0.15, 3.0, 0.05)
    assert montage.choose(faces, places, 6)[-1] == 7


def test_like_frames_of_one_track_do_not_fill_a_montage() -> None:
    faces = [face(n, track=1) for n in range(1, 60)] + [face(n, track=n) for n in range(60, 65)]
    places = along(*(0.001 * n for n in range(59)), 0.2, 0.3, 0.25, 0.35, 0.4)
    tracks = [next(f.track for f in faces if f.id == chosen) for chosen in montage.choose(faces, places, 6)]
    assert len(set(tracks)) == 6


def test_a_tile_keeps_its_place_until_its_face_leaves() -> None:
    faces = [face(n) for n in range(1, 9)]
    places = along(*range(8))
    before = montage.choose(faces, places, 6)
    gone = before[2]
    kept = [f for f in faces if f.id != gone]
    after = montage.choose(kept, along(*(f.id - 1 for f in kept)), 6, before)
    assert [a for a, b in zip(after, before, strict=True) if b != gone] == [b for b in before if b != gone]
    assert gone not in after


def test_a_tile_that_repeats_a_track_makes_room_for_another_one() -> None:
    faces = [face(n, track=1) for n in range(1, 7)]
    before = montage.choose(faces, along(*range(6)), 6)
    faces.append(face(7, track=2))
    after = montage.choose(faces, along(*range(7)), 6, before)
    assert 7 in after
    assert after[0] == before[0]


@given(st.integers(0, 40), st.sampled_from([1, 4, 6, 13]), st.integers(0, 1000))
def test_every_montage_shows_different_faces_of_its_cluster(count: int, tiles: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    faces = [face(n, track=int(random.integers(1, 5)), quality=float(random.random())) for n in range(1, count + 1)]
    chosen = montage.choose(faces, random.normal(size=(count, 8)).astype(np.float32), tiles)
    assert len(chosen) == len(set(chosen)) == min(count, tiles)
    assert set(chosen) <= {f.id for f in faces}


def test_tiles_fill_the_montage_without_overlap() -> None:
    for most in (1, 4, 6, 13):
        places = geometry.tiles(172, most)
        assert len(places) == most
        assert not any(a.intersects(b) for a in places for b in places if a is not b)
        assert max(place.right() for place in places) == max(place.bottom() for place in places) == 171


def test_the_parts_of_a_card_are_where_the_design_puts_them() -> None:
    from PySide6.QtCore import QRect

    parts = geometry.parts(QRect(0, 0, 188, 250))
    assert parts.montage == QRect(8, 8, 172, 172)
    assert (parts.strip.top(), parts.strip.height()) == (186, 6)
    assert (parts.name.top(), parts.name.height()) == (200, 24)
    assert parts.meta.bottom() + 1 + 8 == 250
    assert parts.tick == QRect(13, 13, 20, 20)
