"""Makes a small project as the program of this checkout writes it: run in a checkout of the version that is wanted.

    python …/tests/unit/storage/released/make.py version6.facelabel && gzip -9 -n version6.facelabel

Two people on three samples, with made-up encodings and grey thumbnails; cluster 1 is named Ann, and the ignoring of a
face of cluster 2 is undone. One file of every released schema stays here, and each must open for ever.
"""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))  # the checkout that is worked in, whatever is installed

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId, FaceState
from tests.helpers.projects import session_with_clusters


def main() -> None:
    with closing(session_with_clusters(Path(sys.argv[1]), (1, 2), 3)) as session:
        session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
        session.commit(edits.mark(session.project, session.project.members(ClusterId(2))[:1], FaceState.IGNORED))
        session.undo()


if __name__ == "__main__":
    main()
