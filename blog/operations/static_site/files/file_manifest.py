"""What a folder of the static site holds: each file with its SHA-256, what each page shows, where addresses lead."""

import sqlite3
from collections.abc import Collection, Container, Iterable, Iterator
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
CREATE INDEX IF NOT EXISTS files_at ON files (address);
CREATE TABLE IF NOT EXISTS shown (target TEXT, name TEXT, PRIMARY KEY (target, name)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shown_by ON shown (name);
CREATE TABLE IF NOT EXISTS resolved (address TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS resolved_to ON resolved (name);
CREATE TABLE IF NOT EXISTS records (id INTEGER PRIMARY KEY, original INTEGER NOT NULL, record TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS records_of ON records (original);
DROP TABLE IF EXISTS elsewhere;
INSERT OR IGNORE INTO facts VALUES ('format', '{FORMAT}');
"""  # noqa: S608
"""shown: which file shows or links to what, that of the name "" being the frame of all pages; resolved: the file to
which each address leads, "" where none stands for it; records: where each public article stands, see ArticleRecord."""
FRAME = ""
MANIFEST_FAULTS = (OSError, sqlite3.OperationalError)
"""What a disk does that is full, gone or read-only: the manifest is a database of its own."""


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
        self.connection.execute("DELETE FROM resolved WHERE name = ?", [name])
        self.connection.execute("DELETE FROM facts WHERE key = ?", [f"cursor {name}"])

    def set_shown(self, name: str, addresses: Collection[str]) -> None:
        """Keep that the file *name* shows or links to what is at *addresses*."""
        self.connection.execute("DELETE FROM shown WHERE name = ?", [name])
        rows = [(address, name) for address in addresses]
        self.connection.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?)", rows)

    def add_to_frame(self, addresses: Collection[str]) -> None:
        """Keep that the frame of all pages links to what is at *addresses*."""
        self.connection.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?)", [(one, FRAME) for one in addresses])

    def shown_by(self, name: str) -> set[str]:
        """Return the addresses that the file *name* shows or links to."""
        return {row[0] for row in self.connection.execute("SELECT target FROM shown WHERE name = ?", [name])}

    def set_resolved(self, address: str, name: str) -> None:
        """Keep that *address* leads to the file *name*, or with "" that no file stands for it."""
        self.connection.execute("INSERT OR REPLACE INTO resolved VALUES (?, ?)", [address, name])

    def resolved(self, address: str) -> str | None:
        """Return the file to which *address* leads, "" where no file stands for it, None where it is unknown."""
        row = self.connection.execute("SELECT name FROM resolved WHERE address = ?", [address]).fetchone()
        return None if row is None else str(row[0])

    def keep_resolved(self, addresses: Container[str]) -> None:
        """Forget where all addresses lead but *addresses*."""
        known = [row for row in self.connection.execute("SELECT address FROM resolved") if row[0] not in addresses]
        self.connection.executemany("DELETE FROM resolved WHERE address = ?", known)

    def files_at(self, addresses: Iterable[str]) -> set[str]:
        """Return the files of the pages at *addresses*."""
        query = "SELECT name FROM files WHERE address = ?"
        return {row[0] for address in addresses for row in self.connection.execute(query, [address])}

    def showing(self, addresses: Iterable[str]) -> set[str]:
        """Return the files that show or link to what is at one of *addresses*."""
        query = "SELECT name FROM shown WHERE target = ?"
        found = {row[0] for address in addresses for row in self.connection.execute(query, [address])}
        return found - {FRAME}

    def targets_below(self, address: str) -> set[str]:
        """Return the addresses that files show or link to and that begin with *address*, some others among them."""
        query = "SELECT DISTINCT target FROM shown WHERE target >= ? AND target < ?"
        # "0" stands behind what ends the name of a page in an address, "." and "/".
        return {row[0] for row in self.connection.execute(query, [address, f"{address}0"])}

    def referrers(self, name: str) -> set[str]:
        """Return the files, the frame of all pages among them, that show or link to the file *name*."""
        query = "SELECT shown.name FROM resolved JOIN shown ON shown.target = resolved.address WHERE resolved.name = ?"
        return {row[0] for row in self.connection.execute(query, [name])}

    def set_record(self, id: int, original: int, record: str) -> None:
        """Keep the *record* of the article *id*, a version of *original*."""
        self.connection.execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", [id, original, record])

    def drop_record(self, id: int) -> None:
        """Forget the record of the article *id*."""
        self.connection.execute("DELETE FROM records WHERE id = ?", [id])

    def drop_records(self) -> None:
        """Forget all records."""
        self.connection.execute("DELETE FROM records")

    def records(self, ids: Iterable[int]) -> dict[int, str]:
        """Return the records of those of the articles *ids* that have one."""
        query = "SELECT id, record FROM records WHERE id = ?"
        return {id: record for one in ids for id, record in self.connection.execute(query, [one])}

    def versions_of(self, originals: Iterable[int]) -> set[int]:
        """Return the articles that are versions of one of *originals*."""
        query = "SELECT id FROM records WHERE original = ?"
        return {row[0] for one in originals for row in self.connection.execute(query, [one])}


def is_manifest(path: Path) -> bool:
    """Return whether *path* is a manifest that this edition reads."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT value FROM facts WHERE key = 'format'").fetchone()
            return found is not None and str(found[0]) == FORMAT
    except sqlite3.Error:
        return False
