"""The tables of a `.facelabel` file. docs/project-format.md describes them for people."""

from __future__ import annotations

# "FLBL" in ASCII: tells a FaceLabeler project from every other SQLite file.
APPLICATION_ID = 0x464C424C

# One script a version; the position in the tuple, counted from 1, is the `user_version` it leads to.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE source (
        id INTEGER PRIMARY KEY, path TEXT NOT NULL, relative TEXT NOT NULL, kind TEXT NOT NULL,
        size INTEGER NOT NULL, fingerprint TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
        duration REAL NOT NULL, fps REAL NOT NULL, every REAL NOT NULL, state TEXT NOT NULL, message TEXT NOT NULL
    ) STRICT;
    CREATE TABLE frame (
        source INTEGER NOT NULL REFERENCES source (id), time REAL NOT NULL, number INTEGER,
        PRIMARY KEY (source, time)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE face (
        id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source (id), time REAL NOT NULL, frame INTEGER,
        left INTEGER NOT NULL, top INTEGER NOT NULL, right INTEGER NOT NULL, bottom INTEGER NOT NULL,
        score REAL NOT NULL, quality REAL NOT NULL, track INTEGER NOT NULL, landmarks TEXT NOT NULL
    ) STRICT;
    CREATE TABLE encoding (
        face INTEGER PRIMARY KEY REFERENCES face (id), encoder TEXT NOT NULL, vector BLOB NOT NULL
    ) STRICT;
    CREATE TABLE thumbnail (face INTEGER PRIMARY KEY REFERENCES face (id), jpeg BLOB NOT NULL) STRICT;
    CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE cluster (
        id INTEGER PRIMARY KEY, person INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
        edited INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE placement (
        face INTEGER PRIMARY KEY REFERENCES face (id),
        cluster INTEGER REFERENCES cluster (id) DEFERRABLE INITIALLY DEFERRED,
        state TEXT NOT NULL, confirmed INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX placement_cluster ON placement (cluster);
    CREATE TABLE journal (
        step INTEGER PRIMARY KEY, at TEXT NOT NULL, verb TEXT NOT NULL, params TEXT NOT NULL,
        highest_cluster INTEGER NOT NULL, undone INTEGER NOT NULL, changes BLOB NOT NULL
    ) STRICT;
    """,
    """
    CREATE TABLE clothes (face INTEGER PRIMARY KEY REFERENCES face (id), colours BLOB NOT NULL) STRICT;
    """,
    """
    CREATE TABLE difference (
        id INTEGER PRIMARY KEY,
        a INTEGER NOT NULL REFERENCES cluster (id) DEFERRABLE INITIALLY DEFERRED,
        b INTEGER NOT NULL REFERENCES cluster (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE TABLE rejection (
        id INTEGER PRIMARY KEY,
        cluster INTEGER NOT NULL REFERENCES cluster (id) DEFERRABLE INITIALLY DEFERRED,
        known TEXT NOT NULL
    ) STRICT;
    """,
    """
    CREATE TABLE cut (
        source INTEGER NOT NULL REFERENCES source (id), time REAL NOT NULL, PRIMARY KEY (source, time)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE consent (
        person INTEGER PRIMARY KEY REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
        note TEXT NOT NULL, until TEXT NOT NULL
    ) STRICT;
    CREATE TABLE settled (source INTEGER PRIMARY KEY REFERENCES source (id), since TEXT NOT NULL) STRICT;
    """,
)
VERSION = len(MIGRATIONS)
