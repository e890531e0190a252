"""Every test of the window sees the dark theme and English, whatever the desktop says."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from facelabeler.ui import theme
from facelabeler.ui.i18n import install_translator


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    if theme.live().wanted != "dark":
        theme.apply_theme(qapp, "dark")
    install_translator(qapp, "en")
