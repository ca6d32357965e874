"""Tables as text."""

import pytest

from blog.pictures.inspection.csv_tables import clean_table
from blog.pictures.inspection.file_refusals import FileNote, Unacceptable
from tests.pictures import sample_attachments as sample


def clean(folder, data: bytes):
    (folder / "a").write_bytes(data)
    return clean_table(folder / "a", folder / "b"), (folder / "b").read_bytes()


def test_a_table_in_utf8_stays_as_it_is(tmp_path):
    assert clean(tmp_path, sample.CSV) == ([], sample.CSV)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_other_encodings_become_utf8(tmp_path, encoding):
    _, kept = clean(tmp_path, "Straße;Länge\r\nWeg;3\r\n".encode(encoding))

    assert kept.decode("utf-8-sig") == "Straße;Länge\r\nWeg;3\r\n"


def test_formulas_are_told_and_stay(tmp_path):
    notes, kept = clean(tmp_path, b'Name,Sum\n=HYPERLINK("http://evil"),1\n')

    assert notes == [FileNote.FORMULAS]
    assert b"=HYPERLINK" in kept


@pytest.mark.parametrize("data", [sample.HTML, b"#!/bin/sh\na,b\n", b'{"a": 1,\n"b": 2}', b"a,b\0c\n", b"one word\n"])
def test_what_only_looks_like_a_table_is_refused(tmp_path, data):
    with pytest.raises(Unacceptable):
        clean(tmp_path, data)
