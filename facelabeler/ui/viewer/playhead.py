"""Where in a source the viewer is, and how it gets elsewhere: by pictures, samples, shots, or by playing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QSize, QTimer, Signal

from facelabeler.core.entities import Source
from facelabeler.ui.viewer.reading import FrameReader, Picture

FASTEST_MS, SLOWEST_MS = 16, 100  # between two pictures while playing
BACK = 0.001  # seconds before a picture begins: the one before is on screen
CLOSE = 0.01  # seconds: a shot that began this little ago is the one to leave
FALLBACK_FPS = 25.0


class Playhead(QObject):
    """A position in seconds and the picture there. `moved` comes at once, `picture_changed` when it is decoded."""

    moved = Signal(float)
    picture_changed = Signal(object)  # Picture
    playing_changed = Signal(bool)
    counted = Signal()

    def __init__(self, reader: FrameReader, parent: QObject) -> None:
        super().__init__(parent)
        self.reader = reader
        self.source: Source | None = None
        self.position = 0.0
        self.picture: Picture | None = None
        self.starts: Sequence[float] = ()
        self.cuts: Sequence[float] = ()
        self._most = QSize()
        self._timer = QTimer(self)
        self._clock = QElapsedTimer()
        self._played_from = 0.0
        self._timer.timeout.connect(self._play_on)
        reader.arrived.connect(self._take)
        reader.counted.connect(self._take_starts)

    # -- where it is

    def open(self, source: Source, cuts: Sequence[float], time: float) -> None:
        """Go to a moment of another source; `cuts` are the times at which its shots begin."""
        self.pause()
        self.source, self.cuts, self.starts, self.picture = source, cuts, (), None
        self.reader.open(source)
        self.go_to(time)

    def close(self) -> None:
        self.pause()
        self.reader.close()
        self.source = self.picture = None

    def show_at_most(self, size: QSize) -> None:
        """How large pictures are drawn, in device pixels."""
        if size != self._most:
            self._most = size
            if self.source is not None:
                self.reader.want(self.position, size)

    def number(self) -> int | None:
        """The number of the picture on screen in the decoded stream, from 0; None while nobody knows."""
        if self.picture is None:
            return None
        if self.starts:
            return max(0, bisect_right(self.starts, self.picture.since + BACK) - 1)
        return self.picture.number

    @property
    def end(self) -> float:
        """The last position."""
        if self.source is None:
            return 0.0
        return self.starts[-1] if self.starts else max(0.0, self.source.duration - self._length())

    # -- going elsewhere

    def go_to(self, time: float) -> None:
        self.position = min(max(0.0, time), self.end)
        self.moved.emit(self.position)
        self.reader.want(self.position, self._most)

    def jump_to(self, time: float) -> None:
        """Go somewhere; playing goes on from there."""
        self._played_from = time
        if self.is_playing:
            self._clock.restart()
        self.go_to(time)

    def step(self, pictures: int) -> None:
        """On or back by pictures."""
        self.pause()
        if self.starts:
            at = max(0, bisect_right(self.starts, self.position + BACK / 2) - 1)
            self.go_to(self.starts[min(max(0, at + pictures), len(self.starts) - 1)])
        elif self.picture is not None and self._is_shown():
            self.go_to(self.picture.until if pictures > 0 else self.picture.since - BACK)
        else:
            self.go_to(self.position + pictures * self._length())

    def step_sample(self, samples: int) -> None:
        """On or back by samples: where faces were looked for."""
        self.pause()
        if self.source is None:
            return
        every = self.source.every
        at = self.position / every
        number = int(at + 1e-6) if samples > 0 else -int(-at + 1e-6)
        self.go_to((number + samples) * every)

    def step_shot(self, shots: int) -> None:
        """To the beginning of the next shot, or of this one, or of the one before."""
        self.pause()
        if shots > 0:
            at = bisect_right(self.cuts, self.position + CLOSE)
            self.go_to(self.cuts[at] if at < len(self.cuts) else self.end)
        else:
            at = bisect_left(self.cuts, self.position - CLOSE)
            self.go_to(self.cuts[at - 1] if at else 0.0)

    # -- playing

    @property
    def is_playing(self) -> bool:
        return self._timer.isActive()

    def play_or_pause(self) -> None:
        self.pause() if self.is_playing else self.play()

    def play(self) -> None:
        """Play from here, or from the start if here is the end. Pictures that come too late are left out."""
        if self.source is None or self.end <= 0:
            return
        self._played_from = 0.0 if self.position >= self.end - BACK else self.position
        self._clock.start()
        self._timer.start(min(max(FASTEST_MS, round(1000 * self._length())), SLOWEST_MS))
        self.playing_changed.emit(True)

    def pause(self) -> None:
        if self.is_playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def _play_on(self) -> None:
        time = self._played_from + self._clock.elapsed() / 1000
        self.go_to(time)
        if time >= self.end:
            self.pause()

    # -- what the reader brings

    def _take(self, picture: Picture) -> None:
        if self.source is not None and picture.source == self.source.id:
            self.picture = picture
            self.picture_changed.emit(picture)

    def _take_starts(self, starts: Sequence[float]) -> None:
        self.starts = starts
        self.counted.emit()

    def _is_shown(self) -> bool:
        picture = self.picture
        return picture is not None and picture.since - BACK <= self.position < picture.until

    def _length(self) -> float:
        fps = self.source.fps if self.source is not None else 0.0
        return 1 / (fps or FALLBACK_FPS)
