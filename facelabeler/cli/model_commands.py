"""`models`: the detectors and encoders that can be chosen."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from facelabeler.cli.command import AS_JSON, Command
from facelabeler.cli.console import Console
from facelabeler.vision.spec import Spec


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
    from facelabeler.vision.specs import detectors, encoders

    for spec in detectors().values():
        yield _row("detector", spec)
    for encoder in encoders().values():
        yield _row("encoder", encoder)


def _row(kind: str, spec: Spec[Any]) -> dict[str, Any]:
    problem = spec.available()
    return {
        "kind": kind,
        "name": spec.name,
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
    about = f"{row['title']} {row['version']}, {row['licence']}"
    where = f"\n{'':31}{row['file']}\n{'':31}sha256 {row['sha256'] or '-'}" if row["file"] else ""
    why = f"\n{'':31}{row['problem']}" if row["problem"] else ""
    return f"{state}  {row['kind']:9}{row['name']:16}{about}{where}{why}"


COMMANDS = (Command("models", "list the face detectors and encoders that can be chosen", models, (AS_JSON,)),)
