"""Addresses of a list that were read already, kept on disk: memory does not grow with the list."""

import sqlite3
from types import TracebackType

CACHE_KIB = 8 * 1024


class SeenAddresses:
    """The line on which each address of a list stood first.

    A temporary SQLite database without a name, which goes with its connection.

    Source: SQLite, "Temporary files used by SQLite", TEMP databases (an empty file name).
    """

    def __init__(self) -> None:
        self.connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB:d}")
        self.connection.execute("PRAGMA journal_mode = OFF")
        self.connection.execute("CREATE TABLE seen (address TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")
        self.connection.execute("BEGIN")

    def __enter__(self) -> "SeenAddresses":
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Delete the database."""
        self.connection.close()

    def first_line(self, address: str, line: int) -> int:
        """Return the line on which *address* stood first, which is *line* when it is new."""
        added = self.connection.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (address, line))
        if added.rowcount:
            return line
        found = self.connection.execute("SELECT line FROM seen WHERE address = ?", (address,)).fetchone()
        return int(found[0])
