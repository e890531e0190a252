"""The demo film as a table: who is shown when, how large, in what light."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facelabeler.core.geometry import Box

WIDTH, HEIGHT = 1280, 720
FPS = 25


@dataclass(frozen=True, slots=True)
class Portrait:
    """A photograph in `resources/demo`: its size and where the face is, both in its own pixels.

    `face` is the centre and the side of the square that dlib's HOG detector puts around it.
    """

    file: str
    person: str
    width: int
    height: int
    face: tuple[float, float, float]


COLLINS = Portrait("collins.jpg", "Eileen Collins", 512, 325, (222.5, 126.5, 87))
HOPPER = Portrait("hopper.jpg", "Grace Hopper", 512, 520, (268.5, 244.5, 215))
PORTRAIT = Portrait("obama_portrait.jpg", "Barack Obama", 640, 563, (343.5, 183.5, 179))
SPEECH = Portrait("obama_speech.jpg", "Barack Obama", 512, 640, (294, 323, 258))
BLUE_ROOM = Portrait("obama_blue_room.jpg", "Barack Obama", 640, 545, (316.5, 268.5, 215))
BIDEN = Portrait("biden.jpg", "Joe Biden", 640, 624, (351, 265, 258))
PORTRAITS = (COLLINS, HOPPER, PORTRAIT, SPEECH, BLUE_ROOM, BIDEN)


@dataclass(frozen=True, slots=True)
class Panel:
    """A portrait in a shot. `near` and `far` are the panel's height in face heights, at its start and its end."""

    portrait: Portrait
    near: float
    far: float


@dataclass(frozen=True, slots=True)
class Shot:
    """Panels side by side between two cuts; none is a picture without a face. `light` is a factor, 1 as it is."""

    seconds: float
    panels: tuple[Panel, ...] = ()
    light: float = 1.0
    grey: bool = False


FILM: tuple[Shot, ...] = (
    Shot(3.2, (Panel(COLLINS, 3.6, 2.6),)),
    Shot(3.0, (Panel(HOPPER, 2.0, 2.4),)),
    Shot(4.0, (Panel(PORTRAIT, 3.1, 2.7), Panel(BIDEN, 2.1, 2.4))),
    Shot(3.0, (Panel(PORTRAIT, 2.2, 3.0),)),
    Shot(3.0, (Panel(BIDEN, 2.4, 2.0),), light=0.55),
    Shot(4.0, (Panel(HOPPER, 2.4, 2.2), Panel(COLLINS, 3.0, 3.6))),
    Shot(3.0, (Panel(SPEECH, 1.9, 2.2),)),
    Shot(2.2),
    Shot(3.2, (Panel(BLUE_ROOM, 2.5, 2.1),), light=1.25),
    Shot(4.0, (Panel(COLLINS, 3.7, 3.4), Panel(BIDEN, 2.4, 2.4), Panel(HOPPER, 2.2, 2.4)), light=0.85),
    Shot(3.0, (Panel(SPEECH, 2.4, 2.1),), grey=True),
    Shot(3.4, (Panel(BLUE_ROOM, 2.1, 2.5), Panel(HOPPER, 2.4, 2.0))),
    Shot(3.0, (Panel(COLLINS, 2.2, 3.2),), light=1.2, grey=True),
)

# Where a shot's panels lie, by their number.
_CELLS: dict[int, tuple[Box, ...]] = {
    0: (),
    1: (Box(280, 0, 1000, 720),),
    2: (Box(24, 24, 628, 696), Box(652, 24, 1256, 696)),
    3: (Box(20, 80, 420, 640), Box(440, 80, 840, 640), Box(860, 80, 1260, 640)),
}
_EYE_LINE = 0.44  # where the middle of the face lies in its panel, from the top


@dataclass(frozen=True, slots=True)
class Window:
    """What a cell of the picture shows of a portrait: from `left`, `top` on, in its pixels, `scale` times as large."""

    cell: Box
    left: float
    top: float
    scale: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A person on screen and the box of the face, in pixels of the picture."""

    person: str
    box: Box


def duration(film: Sequence[Shot] = FILM) -> float:
    """Length of the film in seconds."""
    return sum(shot.seconds for shot in film)


def shot_at(time: float, film: Sequence[Shot] = FILM) -> tuple[Shot, float]:
    """The shot at `time` seconds and how far it is through, 0 to 1; after the end, the last one's end."""
    start = 0.0
    for shot in film:
        if time < start + shot.seconds - 1e-6:
            return shot, (time - start) / shot.seconds
        start += shot.seconds
    return film[-1], 1.0


def windows(shot: Shot, progress: float) -> Iterator[tuple[Panel, Window]]:
    """Each panel of a shot and what it shows of its portrait when the shot is `progress` (0 to 1) through."""
    for panel, cell in zip(shot.panels, _CELLS[len(shot.panels)], strict=True):
        yield panel, _window(panel, cell, progress)


def _window(panel: Panel, cell: Box, progress: float) -> Window:
    portrait = panel.portrait
    x, y, side = portrait.face
    wanted = (panel.near + (panel.far - panel.near) * progress) * side
    height = min(wanted, portrait.height, portrait.width * cell.height / cell.width)
    width = height * cell.width / cell.height
    left = min(max(x - width / 2, 0), portrait.width - width)
    top = min(max(y - height * _EYE_LINE, 0), portrait.height - height)
    return Window(cell, left, top, cell.height / height)


def seen_at(time: float, film: Sequence[Shot] = FILM) -> list[Seen]:
    """Who is on screen at `time` seconds, from left to right: the truth that a run on this film is held against."""
    shot, progress = shot_at(time, film)
    return [Seen(panel.portrait.person, _face_box(panel.portrait, window)) for panel, window in windows(shot, progress)]


def _face_box(portrait: Portrait, window: Window) -> Box:
    x, y, side = portrait.face
    centre_x = window.cell.left + (x - window.left) * window.scale
    centre_y = window.cell.top + (y - window.top) * window.scale
    half = side * window.scale / 2
    left, right = round(centre_x - half), round(centre_x + half)
    return Box(left, round(centre_y - half), right, round(centre_y + half)).clipped(WIDTH, HEIGHT)
