"""Where the packaged program starts."""

import multiprocessing
import sys

from facelabeler.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # or a child process would open another window instead of working
    sys.exit(main())
