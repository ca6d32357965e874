"""CSV files of readers: encoding, delimiter, headings, rows with their line numbers; read as a stream."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import TextIOWrapper
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from flask_babel import gettext as _

from blog.subscriptions.import_export.programs.column_names import ListProgram, find_program, name_columns
from blog.subscriptions.import_export.programs.heading_rows import (
    before_addresses,
    clean_headings,
    find_addresses,
    names_address,
    strip_excel_text,
)
from blog.subscriptions.import_export.text_encoding import UnreadableCsv, find_encoding
from blog.web.access.formula_escaping import unescape_formula

MAX_LINE_CHARACTERS = 1 << 18
"""What is longer is cut off and refused, so that no line fills the memory."""
SEPARATOR_LINE = re.compile(r'\s*"?sep=(.)"?\s*', re.IGNORECASE)
"""The first line by which Excel is told where cells end."""
MAX_LINES_BEFORE_HEADINGS = 20


@dataclass(frozen=True)
class RowError:
    """Why one row was rejected."""

    line: int
    column: str
    value: str
    reason: str


class ReaderCell(NamedTuple):
    """A cell that is used: our name of its column, the file's own, and the text."""

    name: str
    heading: str
    text: str


@dataclass(frozen=True)
class CsvRow:
    """One row: the number of its first line, and its cells as the columns are mapped."""

    line: int
    cells: Sequence[ReaderCell]


@dataclass(frozen=True)
class ReaderCsv:
    """A file that can be read: *columns* are our names of *headings*, None where one is not used."""

    stream: BinaryIO
    encoding: str
    delimiter: str
    headings: Sequence[str]
    columns: Sequence[str | None]
    rows_before: int
    """Rows before the first reader: an Excel line, empty ones, the headings."""
    program: ListProgram | None = None

    @property
    def unknown(self) -> list[str]:
        """Return the headings that are not used."""
        return [heading for heading, name in zip(self.headings, self.columns, strict=True) if name is None]

    def map_columns(self, names: Mapping[int, str | None]) -> "ReaderCsv":
        """Return the file with other meanings for the columns at these places."""
        return replace(self, columns=[names.get(place, name) for place, name in enumerate(self.columns)])

    def rows(self) -> Iterator[CsvRow | RowError]:
        """Yield the rows after the headings, with the cells that are used; empty lines are passed over."""
        for line, cells in self.raw_rows():
            if isinstance(cells, str):
                yield RowError(line, "", "", cells)
            elif any(cell.strip() for cell in cells[len(self.headings) :]):
                yield RowError(line, "", "", _("This row has more cells than the heading."))
            else:
                yield CsvRow(line, self.name_cells(cells))

    def name_cells(self, cells: Sequence[str]) -> list[ReaderCell]:
        """Return those of *cells* that are used."""
        named = zip(self.columns, self.headings, cells, strict=False)
        return [ReaderCell(name, heading, unescape_formula(text)) for name, heading, text in named if name]

    def raw_rows(self) -> Iterator[tuple[int, list[str] | str]]:
        """Yield line number and all cells of each row, or the reason why it cannot be read.

        Headings that come again, as where files were joined, are passed over.
        """
        self.stream.seek(0)
        text = TextIOWrapper(self.stream, self.encoding, newline="")
        try:
            reader = csv.reader(read_lines(text), delimiter=self.delimiter)
            for line, cells in skip_empty(read_on(reader), self.rows_before):
                if isinstance(cells, str) or clean_headings(cells) != self.headings:
                    yield line, cells if isinstance(cells, str) else [strip_excel_text(cell) for cell in cells]
        finally:
            text.detach()


def read_lines(text: Any) -> Iterator[str]:
    """Yield the lines of *text*; of one that is too long only the beginning, without what follows."""
    while line := text.readline(MAX_LINE_CHARACTERS):
        yield line
        while len(line) == MAX_LINE_CHARACTERS and not line.endswith(("\n", "\r")):
            line = text.readline(MAX_LINE_CHARACTERS)


def read_on(reader: Any) -> Iterator[tuple[int, list[str] | str]]:
    """Yield what *reader* still has, each row with the number of its first line."""
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, _("This row is too long: a quotation mark may be missing.")


def skip_empty(rows: Iterator[tuple[int, list[str] | str]], before: int) -> Iterator[tuple[int, list[str] | str]]:
    """Yield *rows* after the first *before*, without empty ones."""
    for line, cells in islice(rows, before, None):
        if isinstance(cells, str) or any(cell.strip("\0 \t") for cell in cells):
            yield line, cells


def open_list(stream: BinaryIO, delimiter: str | None = None) -> ReaderCsv:
    """Return the list that *stream*, which can be rewound, holds, its columns named by the table of synonyms.

    A file without headings is one whose first row has an address; that column is used, and no other.

    Raises:
        UnreadableCsv: its encoding cannot be understood, or it has no column of addresses.
    """
    encoding = find_encoding(stream)
    delimiter = delimiter or find_delimiter(stream, encoding)
    whole = ReaderCsv(stream, encoding, delimiter, [], [], 0)
    place, headings = find_headings(whole)
    names: Sequence[str | None] = name_columns(headings)
    if "address" not in names and (column := find_addresses(headings)) is not None:
        count = len(headings)
        headings = [_("Column %(number)d", number=number) for number in range(1, count + 1)]
        names = ["address" if number == column else None for number in range(count)]
        return replace(whole, headings=headings, columns=names, rows_before=place)
    if "address" not in names:
        names = take_by_values(replace(whole, headings=headings, columns=names, rows_before=place + 1))
    return replace(whole, headings=headings, columns=names, rows_before=place + 1, program=find_program(headings))


def find_delimiter(stream: BinaryIO, encoding: str) -> str:
    """Return where cells end: as the line for Excel says, or what stands most often in the first line with text."""
    stream.seek(0)
    text = TextIOWrapper(stream, encoding, newline="")
    lines = [line for line in islice(read_lines(text), MAX_LINES_BEFORE_HEADINGS) if line.strip()]
    text.detach()
    first = lines[0] if lines else ""
    if match := SEPARATOR_LINE.fullmatch(first):
        return match[1]
    first = next((line for line in before_addresses(lines) if names_address(re.split(r"[,;\t|]", line))), first)
    outside_quotes = re.sub(r'"[^"]*"', "", first)
    return max(",;\t|", key=outside_quotes.count)


def find_headings(file: ReaderCsv) -> tuple[int, list[str]]:
    """Return the place of the row of headings, behind empty ones, the line for Excel and titles, and the headings.

    Raises:
        UnreadableCsv: there is none.
    """
    first: tuple[int, list[str]] | None = None
    for place, cells in enumerate(read_first_rows(file)):
        is_separator = file.delimiter.join(cells).strip().casefold().startswith("sep=")
        if is_separator or isinstance(cells, str) or not any(cell.strip() for cell in cells):
            continue
        first = first or (place, clean_headings(cells))
        if find_addresses(cells) is not None:
            break
        if names_address(cells):
            return place, clean_headings(cells)
    if first:
        return first
    raise UnreadableCsv(_("The first line must name the columns, and one of them must be “address” or “email”."))


def read_first_rows(file: ReaderCsv) -> list[list[str] | str]:
    """Return the rows among which the headings are."""
    file.stream.seek(0)
    text = TextIOWrapper(file.stream, file.encoding, newline="")
    rows = read_on(csv.reader(read_lines(text), delimiter=file.delimiter))
    try:
        return [cells for _line, cells in islice(rows, MAX_LINES_BEFORE_HEADINGS)]
    finally:
        text.detach()


def take_by_values(file: ReaderCsv) -> Sequence[str | None]:
    """Return the columns with the first as address in which one stands.

    Raises:
        UnreadableCsv: none of the first rows has an address.
    """
    for _line, cells in islice(file.raw_rows(), 100):
        place = None if isinstance(cells, str) else find_addresses(cells[: len(file.headings)])
        if place is not None:
            return file.map_columns({place: "address"}).columns
    raise UnreadableCsv(_("The first line must name the columns, and one of them must be “address” or “email”."))
