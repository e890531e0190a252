"""What `facelabeler doctor` says about the engine."""

from __future__ import annotations

from collections.abc import Iterator

from facelabeler.core.errors import ModelError
from facelabeler.vision.model_files import MODEL_FILES, model_path
from facelabeler.vision.onnx_models import cache_folder
from facelabeler.vision.specs import ENGINES

Fact = tuple[str, str, bool]


def engine_facts() -> list[Fact]:
    """(what, value, whether it works) of model files, engines and hardware. Raises nothing for what is broken."""
    return [*_model_facts(), *_engine_facts(), _provider_fact(), ("model cache", str(cache_folder()), True)]


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


def _provider_fact() -> Fact:
    try:
        from facelabeler.vision.sessions import providers

        return "runs on", providers()[0].removesuffix("ExecutionProvider"), True
    except ImportError as error:
        return "runs on", str(error), False
