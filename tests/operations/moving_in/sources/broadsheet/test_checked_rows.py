"""Ids that rise, and lines with the fields of their file and no other."""

import json

import pytest

from blog.operations.moving_in.sources.broadsheet.checked_rows import KnownIds, read_row
from blog.operations.moving_out.column_values import WrongValue
from blog.operations.moving_out.exported_tables import TABLES

VIEWS = next(table for table in TABLES if table.name == "referrals")
PICTURE_USES = next(table for table in TABLES if table.name == "picture_uses")
ARTICLES = next(table for table in TABLES if table.name == "articles")


def test_ids_are_known_and_have_to_rise() -> None:
    known = KnownIds()
    known.add("people", 3)
    known.add("people", 7)

    assert [known.has("people", id) for id in (2, 3, 5, 7, 8)] == [False, True, False, True, False]
    assert not known.has("topics", 3)
    with pytest.raises(WrongValue):
        known.add("people", 7)


@pytest.mark.parametrize("line", ["[]", "null", "{}", '{"day": "2026-05-04", "host": "a"}', "{", "[" * 100_000])
def test_a_line_without_its_fields_is_refused(line: str) -> None:
    with pytest.raises(WrongValue):
        read_row(VIEWS, line.encode())


def test_a_field_more_is_refused() -> None:
    row = {"day": "2026-05-04", "host": "a", "views": 3}

    assert read_row(VIEWS, json.dumps(row).encode())["views"] == 3
    with pytest.raises(WrongValue):
        read_row(VIEWS, json.dumps({**row, "more": 1}).encode())


def test_an_export_from_before_a_field_is_read() -> None:
    with pytest.raises(WrongValue, match="not the fields"):
        read_row(ARTICLES, b'{"id": 1, "planned_slug": null}')
    added = {"planned_slug", "social_picture"}
    names = {column.name: None for column in ARTICLES.columns if column.name not in added}
    with pytest.raises(WrongValue, match="must be"):
        read_row(ARTICLES, json.dumps(names).encode())


def test_a_use_of_a_picture_from_before_shared_links_had_one_is_none_of_them() -> None:
    row = {"picture_id": 1, "article_id": 1, "is_lead": True, "is_in_body": False}

    assert read_row(PICTURE_USES, json.dumps(row).encode())["is_social"] is False
