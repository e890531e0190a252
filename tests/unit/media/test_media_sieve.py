from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from facelabeler.media.sieve import LONGEST_QUEUE, REORDER_DEPTH, PacketSieve, Step

SPACING = 10


@dataclass(frozen=True)
class Coded:
    """A packet of an invented stream: when its picture shows, and which packets must be decoded before it."""

    number: int
    pts: int
    is_door: bool
    needs: tuple[int, ...]


def stream(groups: list[tuple[int, int, bool]]) -> list[Coded]:
    """Groups of (pictures, B pictures in a row, open): the packets in decoding order.

    An open group's first B pictures show before its key frame and refer to the group before.
    """
    packets: list[Coded] = []
    shown = 0
    anchor: int | None = None
    for pictures, in_a_row, is_open in groups:
        end = shown + pictures
        is_first = True
        while shown < end:
            leads = in_a_row if (not is_first or (is_open and anchor is not None)) else 0
            between = min(leads, end - shown - 1)
            refs = () if is_first or anchor is None else (anchor,)
            number = len(packets)
            packets.append(Coded(number, (shown + between) * SPACING, is_first, refs))
            both = (number,) if anchor is None else (anchor, number)
            for k in range(between):
                packets.append(Coded(len(packets), (shown + k) * SPACING, False, both))
            anchor = number
            shown += between + 1
            is_first = False
    return packets


def sift(packets: list[Coded], wanted: set[int]) -> tuple[list[Step[Coded]], PacketSieve[Coded]]:
    """`wanted`: numbers of pictures in the order they are shown."""
    sieve: PacketSieve[Coded] = PacketSieve(lambda pts, following: pts // SPACING in wanted)
    steps: list[Step[Coded]] = []
    for packet in packets:
        steps += sieve.push(packet, packet.pts, is_door=packet.is_door)
    steps += sieve.finish()
    return steps, sieve


def decoded(steps: list[Step[Coded]]) -> set[int]:
    """Packets whose pictures come out whole: all they need was given since the decoder last forgot."""
    whole: set[int] = set()
    known: set[int] = set()
    for step in steps:
        if step.afresh:
            known = set()
        if step.packet.is_door or all(need in known for need in step.packet.needs):
            whole.add(step.packet.number)
            known.add(step.packet.number)
    return whole


groups = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 7), st.booleans()), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(groups, st.data())
def test_every_wanted_picture_can_be_decoded(shape: list[tuple[int, int, bool]], data: st.DataObject) -> None:
    packets = stream(shape)
    wanted = data.draw(st.sets(st.integers(0, len(packets) - 1), max_size=6))
    steps, _ = sift(packets, wanted)
    whole = decoded(steps)
    assert {p.number for p in packets if p.pts // SPACING in wanted} <= whole


@settings(max_examples=80, deadline=None)
@given(groups, st.data())
def test_each_picture_keeps_its_number_and_its_end(shape: list[tuple[int, int, bool]], data: st.DataObject) -> None:
    packets = stream(shape)
    wanted = data.draw(st.sets(st.integers(0, len(packets) - 1), max_size=6))
    steps, sieve = sift(packets, wanted)
    for step in steps:
        place = sieve.place_of(step.packet.pts)
        shown = step.packet.pts // SPACING
        assert place.index == shown
        assert place.following == (None if shown == len(packets) - 1 else (shown + 1) * SPACING)


@settings(max_examples=80, deadline=None)
@given(groups, st.data())
def test_packets_come_out_in_decoding_order_and_once(shape: list[tuple[int, int, bool]], data: st.DataObject) -> None:
    packets = stream(shape)
    wanted = data.draw(st.sets(st.integers(0, len(packets) - 1), max_size=6))
    steps, _ = sift(packets, wanted)
    numbers = [step.packet.number for step in steps]
    assert numbers == sorted(set(numbers))


def test_groups_without_a_wanted_picture_are_left_out() -> None:
    packets = stream([(30, 2, False)] * 10)
    steps, _ = sift(packets, {215})
    assert {step.packet.pts // SPACING // 30 for step in steps} == {7}
    assert steps[0].afresh


def test_what_follows_the_last_wanted_picture_of_a_group_is_left_out() -> None:
    packets = stream([(30, 0, False)] * 4)
    steps, _ = sift(packets, {3, 93})
    assert [step.packet.pts // SPACING for step in steps] == [0, 1, 2, 3, 90, 91, 92, 93]


def test_pictures_before_an_open_key_frame_are_left_out_when_leaping_to_it() -> None:
    """They refer to pictures that were left out: decoded they would be rubbish, and look like damage."""
    packets = stream([(30, 3, True)] * 3)
    key = next(p for p in packets if p.is_door and p.pts > 60 * SPACING)
    steps, _ = sift(packets, {70})
    assert min(step.packet.pts for step in steps) == key.pts


def test_a_wanted_picture_before_an_open_key_frame_keeps_the_group_before_it() -> None:
    packets = stream([(30, 3, True)] * 3)
    steps, _ = sift(packets, {60})
    assert 60 * SPACING in {step.packet.pts for step in steps}
    assert decoded(steps) >= {p.number for p in packets if p.pts == 60 * SPACING}


def test_pictures_may_overtake_each_other_as_far_as_decoders_allow() -> None:
    """Seventeen at a time, decoded last to first: one shown first is overtaken by sixteen."""
    seen: list[tuple[int, int | None]] = []

    def is_wanted(pts: int, following: int | None) -> bool:
        seen.append((pts, following))
        return False

    sieve: PacketSieve[int] = PacketSieve(is_wanted)
    for start in range(0, 170, 17):
        for pts in reversed(range(start, start + 17)):
            assert list(sieve.push(pts, pts, is_door=False)) == []
    assert list(sieve.finish()) == []
    assert seen == [(pts, pts + 1 if pts < 169 else None) for pts in range(170)]


def test_pictures_that_only_help_are_marked_as_such() -> None:
    steps, _ = sift(stream([(30, 0, False)]), {5})
    assert [step.wanted for step in steps] == [False] * 5 + [True]


def test_one_endless_group_holds_back_a_bounded_number_of_packets() -> None:
    sieve: PacketSieve[int] = PacketSieve(lambda pts, following: False)
    given_out = 0
    for pts in range(5 * LONGEST_QUEUE):
        given_out += sum(1 for _ in sieve.push(pts, pts, is_door=pts == 0))
        assert pts - given_out <= LONGEST_QUEUE + REORDER_DEPTH
    assert given_out > 0


def test_a_packet_without_a_time_is_always_decoded() -> None:
    sieve: PacketSieve[str] = PacketSieve(lambda pts, following: False)
    list(sieve.push("key", 0, is_door=True))
    steps = list(sieve.push("timeless", None, is_door=False))
    assert [step.packet for step in steps] == ["key", "timeless"]


def test_pictures_cut_off_by_an_edit_are_not_counted() -> None:
    sieve: PacketSieve[int] = PacketSieve(lambda pts, following: True)
    for pts in (-20, -10):
        list(sieve.push(pts, pts, is_door=pts == -20, is_shown=False))
    steps = [step for pts in (0, 10) for step in sieve.push(pts, pts, is_door=False)] + list(sieve.finish())
    assert [step.packet for step in steps] == [-20, -10, 0, 10]
    assert sieve.place_of(0).index == 0
