"""The theme the window wears: which tokens are current, the palette and style made of them, and the type scale."""

from __future__ import annotations

from functools import cache, lru_cache
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from facelabeler.resource_files import resource_path
from facelabeler.ui.style import Style
from facelabeler.ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens

__all__ = ["DARK", "HIGH_CONTRAST", "LIGHT", "RADIUS", "SPACE", "Theme", "Tokens", "apply_theme", "duration", "font"]
__all__ += ["live", "tokens"]

SPACE: Final = (0, 4, 8, 12, 16, 24, 32)  # device-independent pixels: SPACE[1] to SPACE[6]
RADIUS: Final = {"thumbnail": 4, "control": 6, "card": 8, "dialog": 10}
CONTROL_HEIGHT: Final = 32
SMALL_CONTROL_HEIGHT: Final = 26

# role: (size relative to the system font, weight)
_TYPE: Final[dict[str, tuple[float, QFont.Weight]]] = {
    "caption": (0.85, QFont.Weight.Normal),
    "caption-strong": (0.85, QFont.Weight.DemiBold),
    "small": (0.92, QFont.Weight.Normal),
    "small-strong": (0.92, QFont.Weight.DemiBold),
    "body": (1.0, QFont.Weight.Normal),
    "medium": (1.0, QFont.Weight.Medium),
    "strong": (1.0, QFont.Weight.DemiBold),
    "title": (1.15, QFont.Weight.DemiBold),
    "lead": (1.15, QFont.Weight.Normal),
    "heading": (1.55, QFont.Weight.DemiBold),
    "display": (2.15, QFont.Weight.DemiBold),
}

_BY_NAME: Final = {"dark": DARK, "light": LIGHT, "high-contrast": HIGH_CONTRAST}

# Without a desktop's own settings Qt answers with fontconfig's alias; these are better than whatever that stands for.
_ALIASES: Final = ("sans", "sans serif", "sans-serif", "")
_PREFERRED: Final = ("Inter", "Noto Sans", "Cantarell", "Ubuntu", "DejaVu Sans")
_BASE_PIXELS: Final = 13


class Theme(QObject):
    """The current theme. `theme_changed` carries the new Tokens, after palette and style sheet are in place."""

    theme_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = "system"
        self.tokens = DARK
        self._follows_system = False

    def wear(self, app: QApplication, name: str) -> None:
        """Put on the theme of this name; `system` follows the desktop from now on."""
        self.wanted = name
        self._follow_system(app)
        app.styleHints().setColorScheme(_scheme(name))
        self._wear(app, _BY_NAME.get(name) or system_tokens(app))

    def _wear(self, app: QApplication, new: Tokens) -> None:
        self.tokens = new
        app.setPalette(palette(new))
        app.setStyleSheet(style_sheet(new))
        self.theme_changed.emit(new)

    def _follow_system(self, app: QApplication) -> None:
        if not self._follows_system:
            self._follows_system = True
            app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _system_changed(self) -> None:
        app = QApplication.instance()
        if self.wanted == "system" and isinstance(app, QApplication):
            self._wear(app, system_tokens(app))


@cache
def live() -> Theme:
    """The one theme of this process."""
    return Theme()


def tokens() -> Tokens:
    """The colours to paint with now."""
    return live().tokens


def apply_theme(app: QApplication, name: str) -> None:
    """Dress the application: `system`, `dark`, `light` or `high-contrast`. May be called again at any time."""
    if not isinstance(app.style(), Style):
        app.setFont(base_font())
        app.setStyle(Style(tokens))
    live().wear(app, name)


def font(role: str) -> QFont:
    """The application's font at the size and weight of a role of the type scale, with figures of equal width.

    Kept: cheap to ask for while painting. It is a copy, free to be changed.
    """
    return QFont(_font(role, QApplication.font().key()))


@lru_cache(maxsize=64)
def _font(role: str, _key: str) -> QFont:
    """The font of a role; `_key` names the application's font that it is made of."""
    factor, weight = _TYPE[role]
    made = QFont(QApplication.font())
    if made.pixelSize() > 0:
        made.setPixelSize(round(made.pixelSize() * factor))
    else:
        made.setPointSizeF(made.pointSizeF() * factor)
    made.setWeight(weight)
    return made


def line_height(role: str, least: int = 0, *, around: int = 0) -> int:
    """The height of a line of text in a role, with some room around it: more than `least` only in larger fonts."""
    return max(least, _font_height(role, QApplication.font().key()) + around)


@lru_cache(maxsize=64)
def _font_height(role: str, _key: str) -> int:
    return QFontMetrics(font(role)).height()


def base_font() -> QFont:
    """The system's font, with figures of equal width; a good one of ours where the system has no opinion."""
    made = QFont(QApplication.font())
    if made.family().lower() in _ALIASES:
        made.setFamilies([*_installed(_PREFERRED), "Noto Sans CJK SC"])
        made.setPixelSize(max(_BASE_PIXELS, QFontInfo(made).pixelSize()))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def duration(milliseconds: int) -> int:
    """How long a movement may take: as asked, or 0 where the desktop asks for less of it."""
    return milliseconds if QApplication.isEffectEnabled(Qt.UIEffect.UI_General) else 0


def system_tokens(app: QGuiApplication) -> Tokens:
    """What the desktop asks for; dark where it has no opinion, since photos are judged best on dark."""
    if _wants_contrast(app):
        return HIGH_CONTRAST
    return LIGHT if app.styleHints().colorScheme() is Qt.ColorScheme.Light else DARK


def palette(colours: Tokens) -> QPalette:
    """The palette that makes Fusion look like us."""
    made = QPalette()
    for role, colour in _palette_roles(colours).items():
        made.setColor(role, colour)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faded(colours.text3, colours.surface1))
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, colours.surface3)
    return made


def faded(colour: QColor, ground: QColor, share: float = 0.5) -> QColor:
    """`colour` mixed with the ground it lies on, as for what cannot be used now."""

    def mixed(top: float, below: float) -> float:
        return share * top + (1 - share) * below

    return QColor.fromRgbF(
        mixed(colour.redF(), ground.redF()),
        mixed(colour.greenF(), ground.greenF()),
        mixed(colour.blueF(), ground.blueF()),
    )


def style_sheet(colours: Tokens) -> str:
    """The short style sheet: what a palette cannot say."""
    template = Template(resource_path("style.qss.in").read_text(encoding="utf-8"))
    return template.substitute({name: getattr(colours, name).name() for name in _sheet_colours()})


def _sheet_colours() -> tuple[str, ...]:
    return tuple(name for name, kind in Tokens.__annotations__.items() if kind == "QColor")


def _palette_roles(colours: Tokens) -> dict[QPalette.ColorRole, QColor]:
    role = QPalette.ColorRole
    return {
        role.Window: colours.surface1,
        role.WindowText: colours.text,
        role.Base: colours.field,
        role.AlternateBase: colours.surface2,
        role.Text: colours.text,
        role.PlaceholderText: colours.text3,
        role.Button: colours.surface2,
        role.ButtonText: colours.text,
        role.BrightText: colours.bad,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.ToolTipBase: colours.surface3,
        role.ToolTipText: colours.text,
        role.Light: colours.surface3,
        role.Midlight: colours.surface2,
        role.Mid: colours.line,
        role.Dark: colours.bg,
        role.Shadow: colours.bg,
    }


def _scheme(name: str) -> Qt.ColorScheme:
    if name == "system":
        return Qt.ColorScheme.Unknown
    return Qt.ColorScheme.Dark if _BY_NAME[name].dark else Qt.ColorScheme.Light


def _wants_contrast(app: QGuiApplication) -> bool:
    hints = getattr(app.styleHints(), "accessibility", None)  # Qt 6.10 and later
    return hints is not None and hints().contrastPreference() is Qt.ContrastPreference.HighContrast


def _installed(families: tuple[str, ...]) -> list[str]:
    known = set(QFontDatabase.families())
    return [family for family in families if family in known]
