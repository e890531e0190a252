"""The command line. Imports neither Qt nor the vision libraries until a command needs them."""

from facelabeler.cli.main import main

__all__ = ["main"]
