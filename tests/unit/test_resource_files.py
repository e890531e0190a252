from __future__ import annotations

import subprocess
import sys

from facelabeler.resource_files import resource_path


def test_shipped_files_are_found() -> None:
    assert resource_path("icons", "check.svg").is_file()
    assert resource_path("app.svg").is_file()
    assert resource_path().is_dir()


def test_finding_them_needs_no_window() -> None:
    code = "import sys, facelabeler.resource_files; print('PySide6' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
