"""What the user may choose, as a table; kept as JSON in the user's configuration folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from facelabeler.core.errors import FaceLabelerError, UsageError
from facelabeler.private_files import private, private_folder

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice. `choices` limits text, unless `more` names may be added to them; `least` and `most` limit numbers."""

    name: str
    default: Value
    title: str
    help: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    more: bool = False

    def checked(self, value: Value) -> Value:
        """`value` in this setting's type. Raises UsageError if it is not allowed."""
        try:
            value = type(self.default)(value)
        except (TypeError, ValueError):
            raise UsageError(f"{self.name} cannot be {value!r}", advice=self.help) from None
        too_small = self.least is not None and not isinstance(value, str) and value < self.least
        too_large = self.most is not None and not isinstance(value, str) and value > self.most
        if too_small or too_large or not self._is_choice(value):
            raise UsageError(f"{self.name} cannot be {value!r}", advice=self.help)
        return value

    def _is_choice(self, value: Value) -> bool:
        """Whether a text is allowed; whether there is something of an added name is seen where it is used."""
        return not self.choices or value in self.choices or (self.more and bool(str(value).strip()))


DEFAULT_MEGAPIXELS = 100.0  # 300 MB of memory

SETTINGS: tuple[Setting, ...] = (
    Setting("every", 1.0, "One frame every", "Seconds between two sampled frames, 0.01 to 3600", least=0.01, most=3600),
    Setting(
        "detector",
        "cnn",
        "Face detector",
        "cnn finds more, hog is simpler; or a model of your own",
        ("cnn", "hog"),
        more=True,
    ),
    Setting(
        "encoder",
        "dlib-resnet-v1",
        "Face encoder",
        "Tells people apart in new projects: dlib's, or a model of your own",
        ("dlib-resnet-v1",),
        more=True,
    ),
    Setting("engine", "onnx", "Engine", "onnx is fast everywhere; dlib pays with a CUDA build", ("onnx", "dlib")),
    Setting("min_face", 0.0, "Smallest face", "Pixels, or a share of the height below 1; 0 is automatic", least=0),
    Setting(
        "photo_megapixels",
        DEFAULT_MEGAPIXELS,
        "Largest photo",
        "Megapixels; larger JPEGs are read scaled down, others are refused",
        least=1,
        most=10_000,
    ),
    Setting("follow", "yes", "Follow faces", "Between samples: fewer corrections, half as fast", ("yes", "no")),
    Setting("jobs", 0, "Processor cores", "How many cores to use; 0 is all of them", least=0, most=256),
    Setting("theme", "system", "Theme", "How the window looks", ("system", "dark", "light", "high-contrast")),
    Setting("language", "system", "Language", "Language of the window", ("system", "en", "zh")),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


class Settings:
    """The chosen values, defaults where nothing is chosen."""

    def __init__(self, values: Mapping[str, Value] | None = None) -> None:
        self._values = {name: _BY_NAME[name].checked(value) for name, value in (values or {}).items()}

    def __getitem__(self, name: str) -> Value:
        return self._values.get(name, _BY_NAME[name].default)

    def text(self, name: str) -> str:
        return str(self[name])

    def number(self, name: str) -> float:
        return float(self[name])

    def with_value(self, name: str, value: Value) -> Settings:
        """A copy in which `name` is `value`. Raises UsageError if it is not allowed."""
        return Settings({**self._values, name: value})

    def as_dict(self) -> dict[str, Value]:
        return dict(self._values)


def settings_path() -> Path:
    """Where the settings are kept; FACELABELER_CONFIG names another folder."""
    from platformdirs import user_config_dir

    return Path(os.environ.get("FACELABELER_CONFIG") or user_config_dir("facelabeler", False)) / "settings.json"


def load_settings() -> Settings:
    """The user's settings; values that are unknown or not allowed any more fall back to their defaults."""
    try:
        kept = json.loads(settings_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    settings = Settings()
    for name, value in kept.items() if isinstance(kept, dict) else ():
        if name in _BY_NAME and _allowed(name, value):
            settings = settings.with_value(name, value)
    return settings


def save_settings(settings: Settings) -> None:
    """Keep the settings. Raises FaceLabelerError if the folder cannot be written."""
    path = settings_path()
    try:
        private_folder(path.parent)
        partial = private(path.with_suffix(".partial"))
        partial.write_text(json.dumps(settings.as_dict(), indent=1), encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise FaceLabelerError(f"Settings cannot be kept ({error.strerror})", file=path) from error


def _allowed(name: str, value: Value) -> bool:
    try:
        _BY_NAME[name].checked(value)
    except UsageError:
        return False
    return True
