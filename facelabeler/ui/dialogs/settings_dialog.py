"""Settings, as a form made from the table of settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QGridLayout, QSpinBox, QVBoxLayout, QWidget

from facelabeler.settings import SETTINGS, Setting, Settings, Value, load_settings, save_settings
from facelabeler.ui import theme
from facelabeler.ui.controls import Button, Choice, label
from facelabeler.ui.dialogs.frame import Dialog
from facelabeler.ui.i18n import tr
from facelabeler.vision.spec import Spec
from facelabeler.vision.specs import detectors, encoders

_WIDTH = 560
_FIELD_WIDTH = 200
_MOST = 100_000.0

# How a choice is called on screen; the names are the command line's.
_CHOICES = {
    "system": "As the desktop",
    "dark": "Dark",
    "light": "Light",
    "high-contrast": "High contrast",
    "en": "English",
    "zh": "中文",
    "cnn": "cnn, finds more",
    "hog": "hog, simpler",
    "onnx": "ONNX Runtime",
    "dlib": "dlib",
    "dlib-resnet-v1": "dlib's face encoder",
}
_UNITS = {"every": " s", "min_face": " px", "photo_megapixels": " MP"}
_ZERO = {"min_face": "Automatic", "jobs": "All"}


class SettingsDialog(Dialog):
    """One row a setting. `settings()` is what is chosen; the theme is shown while it is being chosen."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(tr("Settings"), parent)
        self._before = settings
        self._fields: dict[str, _Field] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(16)
        grid.setColumnStretch(0, 1)
        for row, setting in enumerate(SETTINGS):
            field = _field(setting, settings[setting.name])
            self._fields[setting.name] = field
            grid.addLayout(_words(setting), row, 0)
            grid.addWidget(field.widget, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(grid)
        self.body.addWidget(label(tr("New videos and photos are read with these."), role="small", tone="text3"))
        self.body.addStretch(1)
        self._add_footer()
        self._fields["theme"].on_change(self._preview_theme)
        self.rejected.connect(lambda: self._wear(self._before))

    def settings(self) -> Settings:
        """The settings as they are in the form."""
        chosen = self._before
        for name, field in self._fields.items():
            chosen = chosen.with_value(name, field.value())
        return chosen

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self.heightForWidth(_WIDTH))

    def _add_footer(self) -> None:
        cancel = Button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        keep = Button(tr("Save"), kind="primary")
        keep.clicked.connect(self.accept)
        self.add_buttons(cancel, keep)

    def _preview_theme(self) -> None:
        self._wear(self.settings())

    def _wear(self, settings: Settings) -> None:
        app = QApplication.instance()
        wanted = settings.text("theme")
        if isinstance(app, QApplication) and theme.live().wanted != wanted:
            theme.apply_theme(app, wanted)


def edit_settings(parent: QWidget | None) -> Settings | None:
    """Show the form and keep what is chosen; None if the user cancels. Raises FaceLabelerError if it cannot be kept."""
    dialog = SettingsDialog(load_settings(), parent)
    if dialog.exec() != SettingsDialog.DialogCode.Accepted:
        return None
    settings = dialog.settings()
    save_settings(settings)
    return settings


class _Field:
    """A widget with a value."""

    def __init__(
        self, widget: QWidget, value: Callable[[], Value], on_change: Callable[[Callable[[], None]], object]
    ) -> None:
        self.widget = widget
        self.value = value
        self.on_change = on_change


def _field(setting: Setting, value: Value) -> _Field:
    if setting.choices:
        made = _choice(setting, str(value))
    elif isinstance(setting.default, float):
        made = _decimal(setting, float(value))
    else:
        made = _whole(setting, int(value))
    made.widget.setFixedWidth(_FIELD_WIDTH)
    made.widget.setAccessibleName(tr(setting.title))
    made.widget.setAccessibleDescription(tr(setting.help))
    return made


def _choice(setting: Setting, value: str) -> _Field:
    rows = [(tr(_CHOICES.get(choice, choice)), choice) for choice in setting.choices]
    rows += _added(setting) if setting.more else []
    if value not in [choice for _, choice in rows]:
        rows.append((tr("%1, missing", value), value))
    box = Choice(tr(setting.title), rows)
    box.setCurrentIndex([choice for _, choice in rows].index(value))
    return _Field(box, lambda: str(box.currentData()), lambda slot: box.currentIndexChanged.connect(lambda _: slot()))


def _added(setting: Setting) -> list[tuple[str, str]]:
    """Title and name of the models beside the built-in ones that can be chosen for a setting; no file is read."""
    specs: list[Spec[Any]] = [*(detectors() if setting.name == "detector" else encoders()).values()]
    return [(spec.title, spec.name) for spec in specs if spec.name not in setting.choices]


def _decimal(setting: Setting, value: float) -> _Field:
    box = QDoubleSpinBox()
    box.setDecimals(2)
    box.setRange(setting.least or 0.0, setting.most or _MOST)
    box.setValue(value)
    box.setSuffix(_UNITS.get(setting.name, ""))
    if setting.name in _ZERO:
        box.setSpecialValueText(tr(_ZERO[setting.name]))
    return _Field(box, lambda: float(box.value()), lambda slot: box.valueChanged.connect(lambda _: slot()))


def _whole(setting: Setting, value: int) -> _Field:
    box = QSpinBox()
    box.setRange(int(setting.least or 0), int(setting.most or _MOST))
    box.setValue(value)
    if setting.name in _ZERO:
        box.setSpecialValueText(tr(_ZERO[setting.name]))
    return _Field(box, lambda: int(box.value()), lambda slot: box.valueChanged.connect(lambda _: slot()))


def _words(setting: Setting) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(label(tr(setting.title), role="medium"))
    column.addWidget(label(tr(setting.help), role="small", tone="text2", wrap=True))
    return column
