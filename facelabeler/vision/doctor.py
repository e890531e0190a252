"""What `facelabeler doctor` says about the engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from facelabeler.core.errors import FaceLabelerError, ModelError
from facelabeler.vision.model_files import MODEL_FILES, model_path
from facelabeler.vision.onnx_models import cache_folder
from facelabeler.vision.own_models import models_folder
from facelabeler.vision.sessions import CannotRun, provider_in_use, short
from facelabeler.vision.spec import Options, Spec
from facelabeler.vision.specs import BUILT_IN, ENGINES, detectors, encoders, problems

Fact = tuple[str, str, bool]


def engine_facts() -> list[Fact]:
    """(what, value, whether it works) of model files, engines and hardware. Raises nothing for what is broken."""
    folders = (("model cache", str(cache_folder()), True), ("own models", str(models_folder()), True))
    return [*_model_facts(), *_engine_facts(), *_added_facts(), _provider_fact(), *folders]


def _model_facts() -> Iterator[Fact]:
    for model in MODEL_FILES:
        try:
            yield model.what, f"{model_path(model)} sha256 {model.sha256[:16]}…", True
        except ModelError as error:
            yield model.what, str(error), False


def _engine_facts() -> Iterator[Fact]:
    for engine in ENGINES.values():
        told = [*(spec.available() for spec in engine.detectors.values()), engine.encoder.available()]
        reasons = sorted({reason for reason in told if reason})
        yield f"engine {engine.name}", "; ".join(reasons) or engine.title, not reasons


def _added_facts() -> Iterator[Fact]:
    """Detectors and encoders that are not built in, each tried, and descriptions that cannot be used."""
    added: list[Spec[Any]] = [*detectors().values(), *encoders().values()]
    for spec in added:
        if spec.name not in BUILT_IN:
            reason = spec.available() or _reason(spec)
            yield f"model {spec.name}", reason or f"{spec.title} {spec.version} sha256 {spec.sha256[:16]}…", not reason
    yield from (("model", str(problem), False) for problem in problems())


def _reason(spec: Spec[Any]) -> str:
    """Why a model cannot be opened, or nothing."""
    try:
        spec.factory(Options())
    except FaceLabelerError as error:
        return str(error)
    return ""


def _provider_fact() -> Fact:
    try:
        return "runs on", short(provider_in_use()), True
    except (ImportError, CannotRun) as error:
        return "runs on", f"ONNX Runtime does not work here ({error})", False
