"""Tables as text: CSV in UTF-8, known by rows that have the same number of cells."""

import csv
import re
from collections import Counter
from pathlib import Path

from blog.pictures.inspection.file_refusals import FileNote, FileRefusal, Unacceptable

DELIMITERS = ",;\t|"
SAMPLED_ROWS = 200
MIN_ALIKE = 0.8
"""Share of the sampled rows that have the usual number of cells."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OTHER_FORMAT = re.compile(r"\s*(?:[<{]|#!|%!|%PDF|From |MIME-Version:)", re.IGNORECASE)
"""HTML, JSON, scripts, PostScript and mail begin so."""
FORMULA = re.compile(r"""(?:^|[,;\t|])"?[=@]""", re.MULTILINE)


def clean_table(source: Path, target: Path) -> list[FileNote]:
    """Write the table of *source* to *target* in UTF-8; return what to tell.

    Raises:
        Unacceptable: it is no table.
    """
    data = source.read_bytes()
    text = decode(data)
    if CONTROL.search(text) or OTHER_FORMAT.match(text) or not is_table(text):
        raise Unacceptable(FileRefusal.UNKNOWN_KIND)
    is_utf8 = data.removeprefix(b"\xef\xbb\xbf") == text.encode()
    target.write_bytes(data if is_utf8 else text.encode("utf-8-sig"))
    return [FileNote.FORMULAS] if FORMULA.search(text) else []


def decode(data: bytes) -> str:
    """Return *data* as text: UTF-8, UTF-16 with its mark, or what Windows writes in the West."""
    encodings = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unacceptable(FileRefusal.UNKNOWN_KIND)


def is_table(text: str) -> bool:
    """Return whether the first rows of *text* have the same number of cells, two or more."""
    lines = text.splitlines()[:SAMPLED_ROWS]
    return any(has_columns(lines, delimiter) for delimiter in DELIMITERS if delimiter in (lines[0] if lines else ""))


def has_columns(lines: list[str], delimiter: str) -> bool:
    """Return whether *delimiter* parts *lines* into columns."""
    try:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error:
        return False
    usual, times = counts.most_common(1)[0] if counts else (0, 0)
    return usual > 1 and times >= MIN_ALIKE * counts.total()
