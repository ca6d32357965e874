"""The columns of a CSV file of readers."""

import pytest

from blog.models import FollowRequest, Subscriber
from blog.subscriptions.import_export.columns.csv_columns import COLUMNS
from blog.subscriptions.import_export.programs.column_names import EXPORT_COLUMNS

READ_APART = {"address", "state"}
"""Columns that set more than one column of Subscriber."""


def test_every_exported_column_can_be_imported() -> None:
    assert set(EXPORT_COLUMNS) - READ_APART == set(COLUMNS)


def test_every_column_of_a_subscriber_is_exported() -> None:
    derived = {"address_key", "name_key"}
    lists = {"follows", "requests"}

    assert {column.key for column in Subscriber.__table__.columns} - derived == set(EXPORT_COLUMNS) - lists


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("name", Subscriber.name),
        ("consent_wording", Subscriber.consent_wording),
        ("consent_wording", FollowRequest.consent_wording),
        ("consent_form", Subscriber.consent_form),
        ("key", Subscriber.key),
    ],
)
def test_a_text_of_full_length_fits_its_database_column(name: str, column: object) -> None:
    longest = column.type.length  # type: ignore[attr-defined]

    with pytest.raises(ValueError, match=r"longer than|no key"):
        COLUMNS[name].read("x" * (longest + 1))
