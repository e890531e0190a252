"""The window's main story, from footage to a dataset, with every way to another computer shut.

    python -m tests.e2e.quiet_story FOLDER

Prints, as JSON, what attempts were made to reach one.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path

from facelabeler.app import make_application
from facelabeler.incidents import Incidents
from tests.battery.one_window import PERSON, Evening

ATTEMPTS = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request"}
LAST_WORDS = "The story is over"


def main() -> None:
    folder, heard = Path(sys.argv[1]), list[str]()
    shut(heard)
    os.umask(0o022)
    logging.getLogger().setLevel(logging.DEBUG)
    incidents = Incidents()
    incidents.open()
    incidents.begin_run()
    make_application()
    evening = Evening(folder)
    path = evening.work(evening.bring("secret place"))
    logging.getLogger("facelabeler").warning(f"{LAST_WORDS}: %s of '{PERSON}'", path)
    evening.end()
    incidents.close()
    print(json.dumps(heard))  # noqa: T201


def shut(heard: list[str]) -> None:
    """Note every attempt from now on, and let it fail. The system's own sockets, which have paths, stay open."""

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        own = event == "socket.connect" and isinstance(arguments[1], str | bytes)
        if event in ATTEMPTS and not own:
            heard.append(event)
            raise OSError(f"{event} is forbidden here")

    sys.addaudithook(refuse)


if __name__ == "__main__":
    main()
