"""When somebody is on screen, in pixels."""

from __future__ import annotations

from facelabeler.core.entities import Face, FaceId, Source, SourceId, SourceKind, TrackId
from facelabeler.core.geometry import Box
from facelabeler.ui.presence import Axis


def video(number: int, seconds: float, every: float = 1.0) -> Source:
    return Source(SourceId(number), f"{number}.mp4", SourceKind.VIDEO, 1, "", duration=seconds, every=every)


def photo(number: int) -> Source:
    return Source(SourceId(number), f"{number}.jpg", SourceKind.PHOTO, 1, "")


def seen(source: int, *times: float) -> list[Face]:
    return [
        Face(FaceId(n), SourceId(source), time, None, Box(0, 0, 9, 9), 1, 1, TrackId(n)) for n, time in enumerate(times)
    ]


def test_samples_that_follow_each_other_make_one_run() -> None:
    axis = Axis([video(1, 100)], {})
    assert axis.runs(seen(1, 10, 11, 12, 50), 100) == ((10, 3), (50, 1))


def test_a_short_appearance_is_still_a_pixel() -> None:
    axis = Axis([video(1, 10_000)], {})
    assert axis.runs(seen(1, 5000), 100) == ((50, 1),)


def test_sources_lie_end_to_end_with_a_cut_between() -> None:
    axis = Axis([video(1, 50), video(2, 50)], {})
    assert axis.base(100) == ((0, 49), (50, 49))
    assert axis.runs(seen(2, 0), 100) == ((50, 1),)


def test_unread_footage_has_no_base_line() -> None:
    axis = Axis([video(1, 100)], {SourceId(1): 30.0})
    assert axis.base(100) == ((0, 29),)
    assert Axis([video(1, 100)], {SourceId(1): 0.0}).base(100) == ()


def test_many_photos_make_one_unbroken_line() -> None:
    axis = Axis([photo(n) for n in range(1, 501)], {})
    assert axis.base(172) == ((0, 172),)


def test_a_face_after_the_announced_end_stays_inside_the_strip() -> None:
    [(left, width)] = Axis([video(1, 10)], {}).runs(seen(1, 12.0), 100)
    assert left + width <= 100


def test_no_footage_is_no_line() -> None:
    assert Axis([], {}).base(100) == ()
