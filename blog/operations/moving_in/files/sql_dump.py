"""Rows of a dump of MySQL or MariaDB, as mysqldump, phpMyAdmin, Adminer and Akeeba write it, one row at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blog.operations.moving_in.files.sql_tokens import SqlTokens, Token
from blog.operations.moving_in.files.sql_values import read_name, read_value
from blog.operations.moving_in.imported_items import ExportRefused

NO_COLUMNS = frozenset({b"PRIMARY", b"KEY", b"UNIQUE", b"INDEX", b"CONSTRAINT", b"FULLTEXT", b"SPATIAL", b"FOREIGN"})
"""Words that begin what is no column in CREATE TABLE."""
INSERTS = frozenset({b"INSERT", b"REPLACE"})
FILLERS = frozenset({b"INTO", b"IGNORE", b"LOW_PRIORITY", b"DELAYED", b"HIGH_PRIORITY", b"IF", b"NOT", b"EXISTS"})
MAX_COLUMNS = 1_000
TORN = _l("The dump ends in the middle of a statement: it is not whole. Export it again.")


class SqlRow(NamedTuple):
    """A row of *table*, whose name has its prefix still."""

    table: str
    values: Mapping[str, str | None]


class SqlDump:
    """Reads the rows of tables whose names *wants* accepts; all other statements are passed over."""

    def __init__(
        self, stream: IO[bytes], wants: Callable[[str], bool], columns: dict[str, list[str]] | None = None
    ) -> None:
        self.tokens = SqlTokens(stream)
        self.words = iter(self.tokens)
        self.wants = wants
        self.columns = {} if columns is None else columns
        """Names of columns by table, as CREATE TABLE says."""

    def rows(self) -> Iterator[SqlRow]:
        """Yield the rows in their order.

        Raises:
            ExportRefused: the dump ends in the middle, or does not say which columns a table has.
        """
        for word in self.words:
            kind = word.data.upper()
            if kind in INSERTS:
                yield from self.read_insert()
            elif kind == b"CREATE":
                self.read_create()
            elif kind == b"DELIMITER":
                self.skip_routine()
            elif word.data != b";":
                self.tokens.skip_statement()

    @property
    def is_cut(self) -> bool:
        """Return whether mysqldump began what was read, and did not end it with its last line."""
        is_of_mysqldump = b"MySQL dump" in self.tokens.head or b"MariaDB dump" in self.tokens.head
        return is_of_mysqldump and b"Dump completed" not in self.tokens.tail

    def skip_routine(self) -> None:
        """Pass over triggers and procedures, which stand between two words DELIMITER."""
        for word in self.words:
            if word.data.upper() == b"DELIMITER":
                return

    def read_create(self) -> None:
        """Note the columns of a table."""
        word = next(self.words, None)
        if word is None or word.data.upper() != b"TABLE":
            self.skip_to_end(word)
            return
        name = self.read_table_name()
        if not self.wants(name):
            self.tokens.skip_statement()
            return
        columns, depth, is_first = list[str](), 0, False
        for word in self.words:
            if word.data == b";":
                break
            if is_first and depth == 1 and is_column(word) and len(columns) < MAX_COLUMNS:
                columns.append(read_name(word))
            depth += {b"(": 1, b")": -1}.get(word.data, 0) if word.kind == "mark" else 0
            is_first = word.data in {b"(", b","} and depth == 1
        else:
            raise ExportRefused(str(TORN))
        self.columns[name] = columns

    def skip_to_end(self, word: Token | None) -> None:
        """Pass over the rest of the statement in which *word* stands."""
        if word is not None and word.data != b";":
            self.tokens.skip_statement()

    def read_table_name(self) -> str:
        """Return the name of the table that a statement is about, without that of its database."""
        name = ""
        for word in self.words:
            if word.kind == "word" and word.data.upper() in FILLERS:
                continue
            name = read_name(word)
            break
        if self.tokens.left[self.tokens.place : self.tokens.place + 2] == b".`":
            next(self.words, None)
            name = read_name(next(self.words, Token("word", b"")))
        return name.rsplit(".", 1)[-1]

    def read_insert(self) -> Iterator[SqlRow]:
        """Yield the rows of one INSERT."""
        table = self.read_table_name()
        if not self.wants(table):
            self.tokens.skip_statement()
            return
        columns = self.columns.get(table, [])
        for word in self.words:
            if word.data == b";":
                return
            if word.data.upper() in {b"VALUES", b"VALUE"}:
                yield from self.read_rows(table, columns)
                return
            if word.data == b"(":
                columns = [read_name(values[0]) for values in self.read_list() if values]
        raise ExportRefused(str(TORN))

    def read_rows(self, table: str, columns: Sequence[str]) -> Iterator[SqlRow]:
        """Yield the rows after VALUES."""
        if not columns:
            raise ExportRefused(
                _("The dump does not say which columns %(table)s has. Export structure and data.", table=table)
            )
        for word in self.words:
            if word.data == b"(":
                values = [read_value(tokens) for tokens in self.read_list()]
                yield SqlRow(table, dict(zip(columns, values, strict=False)))
            elif word.data == b";":
                return
            elif word.data != b"," and word.data.upper() != b"ROW":
                self.tokens.skip_statement()
                return
        raise ExportRefused(str(TORN))

    def read_list(self) -> list[list[Token]]:
        """Return what stands between brackets, parted by commas."""
        parts, depth = [list[Token]()], 0
        for word in self.words:
            if word.kind == "mark" and word.data in {b",", b")"} and not depth:
                if word.data == b")":
                    return parts
                parts.append([])
                continue
            depth += {b"(": 1, b")": -1}.get(word.data, 0) if word.kind == "mark" else 0
            parts[-1].append(word)
            if len(parts) > MAX_COLUMNS:
                break
        raise ExportRefused(str(TORN))


def is_column(word: Token) -> bool:
    """Return whether *word* begins a column of CREATE TABLE."""
    return word.kind in {"name", "string"} or (word.kind == "word" and word.data.upper() not in NO_COLUMNS)
