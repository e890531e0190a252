from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from facelabeler.core.entities import SourceId, TrackId
from facelabeler.core.geometry import Box
from facelabeler.export.grouping import Scene, Seen, shots
from facelabeler.export.splitting import assign

SHARES = (0.8, 0.1, 0.1)
HERE, THERE = Box(0, 0, 40, 40), Box(200, 0, 240, 40)

counts = st.dictionaries(st.integers(0, 4), st.integers(1, 9), min_size=1, max_size=3)


def seen(track: int, box: Box = HERE, who: str | None = None) -> Seen:
    return Seen(TrackId(track), box, who)


def at(time: float, *faces: Seen, source: int = 1, twin: object = None) -> Scene:
    return Scene(SourceId(source), time, faces, twin)


def test_pictures_that_share_a_track_are_one_shot():
    assert shots([at(0, seen(1)), at(1, seen(2)), at(2, seen(1))]) == [[0, 2], [1]]


def test_tracks_that_share_a_picture_connect_their_pictures():
    assert shots([at(0, seen(1)), at(1, seen(1), seen(2)), at(2, seen(2))]) == [[0, 1, 2]]


def test_a_person_at_the_same_place_a_moment_later_is_in_the_same_shot():
    assert shots([at(0, seen(1, HERE, "Ann")), at(4, seen(2, HERE, "Ann"))]) == [[0, 1]]


def test_another_place_another_person_or_a_long_time_is_another_shot():
    first = at(0, seen(1, HERE, "Ann"))
    assert shots([first, at(4, seen(2, THERE, "Ann"))]) == [[0], [1]]
    assert shots([first, at(4, seen(2, HERE, "Bob"))]) == [[0], [1]]
    assert shots([first, at(4, seen(2, HERE))]) == [[0], [1]]
    assert shots([first, at(11, seen(2, HERE, "Ann"))]) == [[0], [1]]
    assert shots([first, at(4, seen(2, HERE, "Ann"), source=2)]) == [[0], [1]]


def test_a_dialogue_that_cuts_back_and_forth_gives_one_shot_a_camera():
    cuts = [at(2 * k, seen(k, (HERE, THERE)[k % 2], ("Ann", "Bob")[k % 2])) for k in range(20)]
    assert shots(cuts) == [list(range(0, 20, 2)), list(range(1, 20, 2))]


def test_copies_of_a_file_are_one_shot():
    assert shots([at(0, seen(1), source=1, twin="same"), at(0, seen(2), source=2, twin="same")]) == [[0, 1]]


@settings(max_examples=40, deadline=None)
@given(st.lists(counts, min_size=1, max_size=40), st.integers(0, 9))
def test_no_class_is_held_out_of_train(groups, seed):
    splits = assign(groups, SHARES, seed)
    in_train = {who for group, split in zip(groups, splits, strict=True) if split == "train" for who in group}
    assert in_train == {who for group in groups for who in group}


@settings(max_examples=40, deadline=None)
@given(st.lists(counts, min_size=1, max_size=40), st.integers(0, 9))
def test_the_same_seed_gives_the_same_split(groups, seed):
    assert assign(groups, SHARES, seed) == assign(groups, SHARES, seed)


@settings(max_examples=40, deadline=None)
@given(st.lists(counts, min_size=1, max_size=12))
def test_val_is_filled_wherever_a_group_can_be_spared(groups):
    splits = assign(groups, SHARES, 0)
    faces = sum(map(Counter, groups), Counter())
    spare = [group for group in groups if all(faces[who] > group[who] for who in group)]
    if any(sum(group.values()) <= sum(faces.values()) / 2 for group in spare):
        assert "val" in splits
    if not spare:
        assert set(splits) == {"train"}


def test_test_is_filled_after_val():
    assert Counter(assign([{0: 5}] * 2, SHARES, 0)) == {"train": 1, "val": 1}
    assert Counter(assign([{0: 5}] * 3, SHARES, 0)) == {"train": 1, "val": 1, "test": 1}


def test_most_of_the_faces_are_not_given_away_to_fill_test():
    assert assign([{0: 7}, {0: 10}, {0: 1}], SHARES, 0) == ["train", "train", "val"]


def test_many_groups_come_near_the_shares_for_everybody():
    groups = [{k % 10: 3, (k * 7) % 10: 1} for k in range(400)]
    splits = assign(groups, SHARES, 1)
    faces: Counter[tuple[int, str]] = Counter()
    for group, split in zip(groups, splits, strict=True):
        for who, count in group.items():
            faces[who, split] += count
    for who in range(10):
        total = sum(faces[who, split] for split in ("train", "val", "test"))
        assert abs(faces[who, "val"] / total - 0.1) < 0.03
        assert abs(faces[who, "test"] / total - 0.1) < 0.03


def test_people_with_few_groups_still_fill_the_held_out_splits_together():
    splits = Counter(assign([{k // 3: 1} for k in range(135)], SHARES, 0))
    assert 10 <= splits["val"] <= 17
    assert 10 <= splits["test"] <= 17


def test_a_share_of_zero_stays_empty():
    assert set(assign([{0: 1}] * 10, (1.0, 0.0, 0.0), 0)) == {"train"}
    assert "test" not in assign([{0: 1}] * 10, (0.8, 0.2, 0.0), 0)
