"""`python -m facelabeler` and the `facelabeler` command."""

from __future__ import annotations

import sys

from facelabeler.cli import main

if __name__ == "__main__":
    sys.exit(main())
