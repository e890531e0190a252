"""The options of a grouping method as fields, made from the method's own table."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QSlider, QSpinBox, QWidget

from facelabeler.clustering.methods import Method, Parameter
from facelabeler.ui.controls import label
from facelabeler.ui.i18n import decimal, tr

_TITLES = {
    "threshold": "Distance",
    "lone_quality": "Quality of a lone face",
    "eps": "Distance of neighbours",
    "min_samples": "Neighbours",
    "min_size": "Smallest group",
    "one_per_picture": "One face a picture",
}
_FINE = 100  # positions of a slider for each 1.0


class MethodForm(QWidget):
    """A row for each option. `changed` follows each change by the user."""

    changed = Signal()

    def __init__(self, method: Method, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for row, parameter in enumerate(method.parameters):
            field = _field(parameter)
            field.changed.connect(self.changed)
            self._fields[parameter.name] = field
            grid.addWidget(label(tr(_TITLES.get(parameter.name, parameter.name)), role="medium"), row, 0)
            grid.addWidget(field, row, 1)
            field.setToolTip(tr(parameter.help))
        grid.setRowStretch(len(method.parameters), 1)
        grid.setColumnStretch(1, 1)

    def values(self) -> dict[str, object]:
        """The options as `clustering.methods.group` takes them."""
        return {name: field.value() for name, field in self._fields.items()}

    def show_found(self, threshold: float | None) -> None:
        """Show the threshold that set itself, where that is asked for."""
        field = self._fields.get("threshold")
        if threshold is not None and isinstance(field, SliderField):
            field.show_found(threshold)


class Field(QWidget):
    """An option's value, to be changed."""

    changed = Signal()

    def __init__(self, parameter: Parameter) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._title = tr(_TITLES.get(parameter.name, parameter.name))

    def value(self) -> object:
        raise NotImplementedError

    def _add(self, widget: QWidget, title: str = "") -> None:
        widget.setAccessibleName(title or self._title)
        self._row.addWidget(widget)


class SliderField(Field):
    """A number between two bounds; where the method can find it itself, a box to tick for that."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(round(parameter.low * _FINE), round(parameter.high * _FINE))
        self._number = label(role="small", tone="text2")
        self._automatic = QCheckBox(tr("Automatic"))
        self._automatic.setVisible(parameter.default is None)
        self._automatic.setChecked(parameter.default is None)
        self._slider.setEnabled(parameter.default is not None)
        if parameter.default is not None:
            self._slider.setValue(round(float(parameter.default) * _FINE))
        self._add(self._automatic, tr("Automatic"))
        self._add(self._slider)
        self._add(self._number)
        self._tell()
        self._slider.valueChanged.connect(self._moved)
        self._automatic.toggled.connect(self._switched)

    def value(self) -> object:
        return None if self._automatic.isChecked() else self._slider.value() / _FINE

    def show_found(self, value: float) -> None:
        """Stand at the number that was found, if it is to be found."""
        if self._automatic.isChecked():
            with QSignalBlocker(self._slider):
                self._slider.setValue(round(value * _FINE))
            self._tell()

    def _moved(self) -> None:
        self._tell()
        self.changed.emit()

    def _switched(self, automatic: bool) -> None:
        self._slider.setEnabled(not automatic)
        self.changed.emit()

    def _tell(self) -> None:
        text = decimal(self._slider.value() / _FINE, 2)
        self._number.setText(text)
        self._number.setAccessibleName(text)


class WholeField(Field):
    """A whole number."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self._box = QSpinBox()
        self._box.setRange(int(parameter.low), int(parameter.high))
        self._box.setValue(int(parameter.default or 0))
        self._add(self._box)
        self._box.valueChanged.connect(lambda _: self.changed.emit())

    def value(self) -> object:
        return self._box.value()


class SwitchField(Field):
    """Yes or no."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self._box = QCheckBox(tr("Yes"))
        self._box.setChecked(bool(parameter.default))
        self._add(self._box)
        self._box.toggled.connect(lambda _: self.changed.emit())

    def value(self) -> object:
        return self._box.isChecked()


def _field(parameter: Parameter) -> Field:
    kinds: dict[type, type[Field]] = {bool: SwitchField, int: WholeField}
    return kinds.get(type(parameter.default), SliderField)(parameter)
