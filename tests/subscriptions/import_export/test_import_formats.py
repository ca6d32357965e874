"""Files as other programs write them."""

from io import BytesIO

import pytest

from blog.subscriptions.import_export.import_formats import CsvRow, ReaderCell, RowError, open_list
from blog.subscriptions.import_export.text_encoding import UnreadableCsv

TEXT = "email,name\nann@example.com,Zoë Čapek\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        ("email,name\nann@example.com,Zoë\n".encode("cp1252"), "cp1252"),
        ("email,imię\nann@example.com,Zoë Żółć\n".encode("cp1250"), "cp1250"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_an_encoding_is_found(data: bytes, encoding: str) -> None:
    found = open_list(BytesIO(data))

    (row,) = found.rows()
    assert found.encoding == encoding
    assert isinstance(row, CsvRow)
    assert row.cells[1].text.startswith("Zoë")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"email\nann@example.com\x81\x8d\n", "UTF-8, UTF-16 or Latin-1"),
        (b"\xff\xfee", "UTF-8, UTF-16 or Latin-1"),
        (b"name,town\nAnn,Oslo\n", "one of them must be"),
        (b"\x00\x00\x00", "one of them must be"),
        (b"PK\x03\x04rest", "workbook"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableCsv, match=words):
        open_list(BytesIO(data))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_in_the_heading(delimiter: str) -> None:
    found = open_list(BytesIO(f"Name{delimiter}E-Mail Address\nAnn{delimiter}ann@example.com".encode()))

    assert list(found.rows()) == [
        CsvRow(2, [ReaderCell("name", "Name", "Ann"), ReaderCell("address", "E-Mail Address", "ann@example.com")])
    ]


def test_a_given_delimiter_is_taken() -> None:
    found = open_list(BytesIO(b"email:name,x\nann@example.com:Ann\n"), ":")

    assert found.columns == ["address", None]
    assert found.unknown == ["name,x"]


def test_columns_stand_in_any_order_and_unknown_ones_are_named() -> None:
    found = open_list(BytesIO(b"LEID,Created At,STATUS,email,Email Address\n"))

    assert found.columns == [None, "requested_at", "state", "address", None]
    assert found.unknown == ["LEID", "Email Address"]


def test_a_line_is_where_its_row_begins() -> None:
    data = b'email,name\n\n"a@example.com","two\nlines"\nb@example.com,B\nc@example.com,C,more\n\n'

    rows = list(open_list(BytesIO(data)).rows())

    assert [row.line for row in rows] == [3, 5, 6]
    assert isinstance(rows[2], RowError)
    assert rows[0] == CsvRow(
        3, [ReaderCell("address", "email", "a@example.com"), ReaderCell("name", "name", "two\nlines")]
    )


def test_a_quotation_mark_that_never_ends_refuses_its_row_alone() -> None:
    data = b'email,name\na@example.com,"' + b"x" * 140_000 + b"\nb@example.com,B\n"

    rows = list(open_list(BytesIO(data)).rows())

    assert isinstance(rows[0], RowError)
    assert "quotation mark" in rows[0].reason


def test_a_list_can_be_read_twice() -> None:
    found = open_list(BytesIO(TEXT.encode()))

    assert list(found.rows()) == list(found.rows())


@pytest.mark.parametrize("heading", ["почта;имя;статус", "email;name;status"])
def test_cyrillic_without_unicode_is_read(heading: str) -> None:
    found = open_list(BytesIO(f"{heading}\na@example.com;Анна;отписан\n".encode("cp1251")))

    (row,) = found.rows()
    assert isinstance(row, CsvRow)
    assert [(cell.name, cell.text) for cell in row.cells][1:] in (
        [("first_name", "Анна"), ("state", "отписан")],
        [("name", "Анна"), ("state", "отписан")],
    )


@pytest.mark.parametrize(
    "before", ["Newsletter list, exported 2026-05-01\n\n", "Our list\n", '"Readers; all",,\n,,\n', "sep=,\n", ""]
)
def test_titles_before_the_headings_are_passed_over(before: str) -> None:
    found = open_list(BytesIO(f"{before}email,name,status\nann@example.com,Ann,active\n".encode()))

    assert list(found.columns) == ["address", "name", "state"]
    assert len(list(found.rows())) == 1


def test_headings_that_come_again_are_no_reader() -> None:
    found = open_list(BytesIO(b"Email,Status\nann@example.com,active\nEmail,Status\nbo@example.com,active\n"))

    assert [row.line for row in found.rows()] == [2, 4]


def test_cells_written_as_formulas_for_excel_are_their_text() -> None:
    found = open_list(BytesIO(b'="email",="status"\n="ann@example.com",="unsubscribed"\n'))

    assert list(found.rows()) == [
        CsvRow(2, [ReaderCell("address", "email", "ann@example.com"), ReaderCell("state", "status", "unsubscribed")])
    ]
