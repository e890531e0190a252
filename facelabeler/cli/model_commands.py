"""`models`: the detectors and encoders that can be chosen."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from facelabeler.cli.command import AS_JSON, Command
from facelabeler.cli.console import Console


def models(args: argparse.Namespace, console: Console) -> int:
    """Every detector and encoder, with the hash of its file; exit 1 if one of them cannot be used."""
    from facelabeler.vision.own_models import models_folder
    from facelabeler.vision.specs import problems

    rows, wrong = list(_rows()), problems()
    if args.json:
        told = [str(problem) for problem in wrong]
        console.json({"folder": str(models_folder()), "models": rows, "problems": told})
    else:
        for row in rows:
            console.say(_line(row))
        for problem in wrong:
            console.error(problem)
        console.say(f"Models of your own go into {models_folder()}")
    return 1 if wrong or any(row["problem"] for row in rows) else 0


def _rows() -> Iterator[dict[str, Any]]:
    """The built-in ones engine by engine, then those that go with every engine."""
    from facelabeler.vision.specs import BUILT_IN, ENGINES, detectors, encoders

    for engine in ENGINES.values():
        for spec in engine.detectors.values():
            yield _row("detector", spec, engine.name)
        yield _row("encoder", engine.encoder, engine.name)
    for kind, table in (("detector", detectors()), ("encoder", encoders())):
        for name, added in table.items():
            if name not in BUILT_IN:
                yield _row(kind, added, None)


def _row(kind: str, spec: Any, engine: str | None) -> dict[str, Any]:
    problem = spec.available()
    return {
        "kind": kind,
        "name": spec.name,
        "engine": engine,
        "title": spec.title,
        "version": spec.version,
        "licence": spec.licence,
        "file": str(spec.file) if spec.file else None,
        "sha256": None if problem else spec.sha256 or None,
        "identity": None if problem else spec.identity,
        "problem": problem,
    }


def _line(row: dict[str, Any]) -> str:
    state = "FAIL" if row["problem"] else "ok  "
    with_engine = f" (--engine {row['engine']})" if row["engine"] not in (None, "onnx") else ""
    first = f"{state}  {row['kind']:9}{row['name']:16}{row['title']} {row['version']}, {row['licence']}{with_engine}"
    more = [row["file"], row["sha256"] and f"sha256 {row['sha256']}", row["problem"]]
    return "\n".join([first, *(f"{'':31}{text}" for text in more if text)])


COMMANDS = (Command("models", "list the face detectors and encoders that can be chosen", models, (AS_JSON,)),)
