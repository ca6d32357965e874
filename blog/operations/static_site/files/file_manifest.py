"""What a folder of the static site holds: each file with its SHA-256, and what each page shows."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, Self

FORMAT = "broadsheet static 1"
SCHEMA = f"""
PRAGMA journal_mode = DELETE;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    name TEXT PRIMARY KEY, address TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shown (target TEXT, name TEXT, PRIMARY KEY (target, name)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shown_by ON shown (name);
CREATE TABLE IF NOT EXISTS elsewhere (address TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO facts VALUES ('format', '{FORMAT}');
"""  # noqa: S608
"""shown: which file shows or links to what; elsewhere: addresses of the live site that no file stands for."""


class KnownFile(NamedTuple):
    """A file of the folder; *address* is that of the live site, *digest* the SHA-256 of its bytes in hexadecimal."""

    name: str
    address: str
    digest: str
    size: int


class FileManifest:
    """The table of contents of a folder; nothing counts before save()."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
        self.connection.executescript(SCHEMA)

    def __enter__(self) -> Self:
        """Return the manifest, in a transaction."""
        self.connection.execute("BEGIN")
        return self

    def __exit__(self, *_: object) -> None:
        """Close it; what is not saved is forgotten."""
        self.connection.close()

    def save(self) -> None:
        """Make what was written count, and begin again."""
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN")

    def value(self, key: str) -> str:
        """Return what is kept under *key*, or ""."""
        row = self.connection.execute("SELECT value FROM facts WHERE key = ?", [key]).fetchone()
        return str(row[0]) if row else ""

    def keep(self, key: str, value: str) -> None:
        """Keep *value* under *key*."""
        self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", [key, value])

    def find(self, name: str) -> KnownFile | None:
        """Return the file called *name*."""
        row = self.connection.execute("SELECT name, address, digest, size FROM files WHERE name = ?", [name]).fetchone()
        return KnownFile(*row) if row else None

    def files(self) -> Iterator[KnownFile]:
        """Yield all files by name, read before they are yielded."""
        yield from map(
            KnownFile._make, self.connection.execute("SELECT name, address, digest, size FROM files").fetchall()
        )

    def put(self, file: KnownFile) -> None:
        """Take *file* in, instead of the former one of its name."""
        self.connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", file)

    def drop(self, name: str) -> None:
        """Forget the file *name* and what it shows."""
        self.connection.execute("DELETE FROM files WHERE name = ?", [name])
        self.connection.execute("DELETE FROM shown WHERE name = ?", [name])

    def set_shown(self, name: str, addresses: Collection[str]) -> None:
        """Keep that the file *name* shows or links to what is at *addresses*."""
        self.connection.execute("DELETE FROM shown WHERE name = ?", [name])
        rows = [(address, name) for address in addresses]
        self.connection.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?)", rows)

    def shown_by(self, name: str) -> set[str]:
        """Return the addresses that the file *name* shows or links to."""
        return {row[0] for row in self.connection.execute("SELECT target FROM shown WHERE name = ?", [name])}

    def set_elsewhere(self, addresses: Iterable[str]) -> None:
        """Keep that *addresses* are those of the live site alone, which no file stands for."""
        self.connection.executemany("INSERT OR IGNORE INTO elsewhere VALUES (?)", ((one,) for one in addresses))

    def is_elsewhere(self, address: str) -> bool:
        """Return whether *address* is known to be that of the live site alone."""
        return self.connection.execute("SELECT 1 FROM elsewhere WHERE address = ?", [address]).fetchone() is not None


def is_manifest(path: Path) -> bool:
    """Return whether *path* is a manifest that this edition reads."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT value FROM facts WHERE key = 'format'").fetchone()
            return found is not None and str(found[0]) == FORMAT
    except sqlite3.Error:
        return False
