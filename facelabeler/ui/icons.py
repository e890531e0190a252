"""Icons from one hand: SVG files drawn with currentColor, rendered sharp for each theme and screen."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Protocol, cast

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from facelabeler.resource_files import resource_path
from facelabeler.ui import theme

_ICON_SIZES = (16, 18, 24)
_SMALL = 14  # up to here strokes are drawn heavier
_APP_SIZES = (16, 24, 32, 48, 64, 128, 256)


class _Dressed(Protocol):
    """An action or a button."""

    def setIcon(self, icon: QIcon, /) -> None: ...  # noqa: N802


def pixmap(name: str, size: int, color: QColor, ratio: float = 1.0) -> QPixmap:
    """An icon, `size` device-independent pixels square, in one colour. Kept: cheap to ask for while painting.

    Raises FileNotFoundError for a name that has no file.
    """
    return _pixmap(name, size, color.rgba(), ratio)


def icon(name: str, role: str = "text") -> QIcon:
    """An icon in the colour of a token of the current theme, for every screen there is.

    It keeps its colour when the theme changes; `dress` is for what stays on screen.
    """
    colours = theme.tokens()
    normal: QColor = getattr(colours, role)
    made = QIcon()
    for ratio in _ratios():
        for size in _ICON_SIZES:
            made.addPixmap(pixmap(name, size, normal, ratio))
            off = pixmap(name, size, theme.faded(normal, colours.surface1, 0.4), ratio)
            made.addPixmap(off, QIcon.Mode.Disabled)
    return made


def dress(target: QObject, name: str, role: str = "text") -> None:
    """Give an action or button an icon that follows the theme. Calling it again changes the icon."""
    wearer = next((child for child in target.children() if isinstance(child, _Wearer)), None)
    if wearer is None:
        wearer = _Wearer(target, name, role)
    wearer.name, wearer.role = name, role
    wearer.wear()


def app_icon() -> QIcon:
    """The program's own icon."""
    made = QIcon()
    for size in _APP_SIZES:
        made.addPixmap(_rendered(resource_path("app.svg").read_bytes(), size, 1.0))
    return made


class _Wearer(QObject):
    """Belongs to an action or button and changes its icon with the theme; dies with it."""

    def __init__(self, target: QObject, name: str, role: str) -> None:
        super().__init__(target)
        self.name = name
        self.role = role
        theme.live().theme_changed.connect(self.wear)

    def wear(self) -> None:
        cast(_Dressed, self.parent()).setIcon(icon(self.name, self.role))


@lru_cache(maxsize=1024)
def _pixmap(name: str, size: int, rgba: int, ratio: float) -> QPixmap:
    color = QColor.fromRgba(rgba)
    text = _source(name).replace("currentColor", color.name())
    if size <= _SMALL:
        text = text.replace('stroke-width="1.75"', 'stroke-width="2"')
    return _rendered(text.encode(), size, ratio, opacity=color.alphaF())


@cache
def _source(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


def _rendered(svg: bytes, size: int, ratio: float, opacity: float = 1.0) -> QPixmap:
    side = round(size * ratio)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setOpacity(opacity)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _ratios() -> list[float]:
    return sorted({1.0, 2.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())})
