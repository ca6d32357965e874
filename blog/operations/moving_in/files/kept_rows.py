"""Rows of tables, kept for one import in a file that has no name: sought by key, in constant memory."""

import json
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice

Row = Mapping[str, str | None]
BATCH = 500


class KeptRows:
    """Rows by table and key; the file is gone with the last reference to this."""

    def __init__(self) -> None:
        # A database without a name is a file of its own that SQLite deletes at once, wherever the system keeps such.
        self.database = sqlite3.connect("", check_same_thread=False)
        weakref.finalize(self, self.database.close)
        self.database.execute("PRAGMA journal_mode = OFF")
        self.database.execute(
            "CREATE TABLE kept (place INTEGER PRIMARY KEY, name TEXT, own TEXT, key TEXT, row TEXT, UNIQUE (name, own))"
        )
        self.database.execute("CREATE INDEX by_key ON kept (name, key)")

    def add(self, rows: Iterable[tuple[str, str, str, Row]]) -> None:
        """Keep *rows*: of each the table, what tells it from others of the table, the key it is sought by, values.

        A row that comes twice, as in a dump that was appended to another, counts once, with its last values.
        """
        source = iter(rows)
        while batch := list(islice(source, BATCH)):
            self.database.executemany(
                "INSERT INTO kept (name, own, key, row) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (name, own) DO UPDATE SET key = excluded.key, row = excluded.row",
                [(name, own, key, json.dumps(values)) for name, own, key, values in batch],
            )

    def all(self, name: str) -> Iterator[dict[str, str]]:
        """Yield the rows of a table in the order of their numbers; NULL is ""."""
        query = "SELECT row FROM kept WHERE name = ? ORDER BY CAST(own AS INTEGER), place"
        with closing(self.database.execute(query, [name])) as found:
            for (text,) in found:
                yield read_row(text)

    def of(self, name: str, key: str) -> list[dict[str, str]]:
        """Return the rows of a table that have *key*, in their order."""
        query = "SELECT row FROM kept WHERE name = ? AND key = ? ORDER BY place"
        return [read_row(text) for (text,) in self.database.execute(query, [name, key])]

    def count(self, name: str) -> int:
        """Return how many rows a table has."""
        found: int = self.database.execute("SELECT COUNT(*) FROM kept WHERE name = ?", [name]).fetchone()[0]
        return found


def read_row(text: str) -> dict[str, str]:
    """Return the values of a row."""
    return {name: value or "" for name, value in json.loads(text).items()}
