"""Fields for the choices of an export, made from their table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QDoubleSpinBox, QSpinBox, QWidget

from facelabeler.export.choices import Choice as ExportChoice
from facelabeler.ui.controls import Choice
from facelabeler.ui.i18n import tr

SHARES: Final = ((0.8, 0.1, 0.1), (0.7, 0.2, 0.1), (0.7, 0.15, 0.15), (0.8, 0.2, 0.0), (0.9, 0.1, 0.0), (1.0, 0.0, 0.0))


@dataclass(frozen=True, slots=True)
class Field:
    """A widget for a choice: `value` reads it, `show` sets it."""

    choice: ExportChoice
    widget: QWidget
    value: Callable[[], Any]
    show: Callable[[Any], None]


def field_for(choice: ExportChoice, on_change: Callable[[], None]) -> Field:
    """The field of a choice; `on_change` is called after each change."""
    field = _MAKERS[choice.kind](choice, on_change)
    field.widget.setAccessibleName(tr(choice.title))
    field.widget.setAccessibleDescription(tr(choice.sentence))
    field.widget.setToolTip(tr(choice.sentence))
    return field


def _word(choice: ExportChoice, on_change: Callable[[], None]) -> Field:
    return _box(choice, [(tr(title), word) for word, title in choice.words.items()], on_change)


def _shares(choice: ExportChoice, on_change: Callable[[], None]) -> Field:
    return _box(choice, [(split_words(shares), shares) for shares in SHARES], on_change)


def _box(choice: ExportChoice, rows: Sequence[tuple[str, Any]], on_change: Callable[[], None]) -> Field:
    box = Choice(choice.title, rows)
    # Kept beside: Qt gives tuples back as lists.
    values = [value for _, value in rows]

    def show(value: Any) -> None:
        if value not in values:  # a split that was given on the command line
            values.append(value)
            box.addItem(choice.said(value))
        box.setCurrentIndex(values.index(value))

    box.currentIndexChanged.connect(lambda _: on_change())
    return Field(choice, box, lambda: values[box.currentIndex()], show)


def _flag(choice: ExportChoice, on_change: Callable[[], None]) -> Field:
    box = QCheckBox()
    box.toggled.connect(lambda _: on_change())
    return Field(choice, box, box.isChecked, box.setChecked)


def _whole(choice: ExportChoice, on_change: Callable[[], None]) -> Field:
    box = QSpinBox()
    box.setRange(int(choice.low), int(choice.high))
    box.setSingleStep(int(choice.step))
    return _spin(choice, box, on_change)


def _number(choice: ExportChoice, on_change: Callable[[], None]) -> Field:
    box = QDoubleSpinBox()
    box.setDecimals(2)
    box.setRange(choice.low, choice.high)
    box.setSingleStep(choice.step)
    return _spin(choice, box, on_change)


def _spin(choice: ExportChoice, box: QSpinBox | QDoubleSpinBox, on_change: Callable[[], None]) -> Field:
    box.setSuffix(f" {choice.unit}" if choice.unit else "")
    box.setSpecialValueText(tr(choice.zero) if choice.zero else "")
    box.setKeyboardTracking(False)  # a number half typed is no wish
    box.setStepType(QAbstractSpinBox.StepType.DefaultStepType)
    box.valueChanged.connect(lambda _: on_change())
    return Field(choice, box, box.value, box.setValue)


_MAKERS: Final = {"word": _word, "shares": _shares, "flag": _flag, "whole": _whole, "number": _number}


def split_words(shares: Sequence[float]) -> str:
    """Shares as the window says them: `80 / 10 / 10`."""
    train, val, test = (f"{share * 100:.3g}" for share in shares)
    if val == test == "0":
        return tr("Everything in train")
    return tr("%1 / %2, no test", train, val) if test == "0" else f"{train} / {val} / {test}"
