"""Values come back from JSON as they were, and what is no value of a column is refused with a word on what it is."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from blog.models import Article, ImportOrigin, PageViews, Subscriber
from blog.operations.moving_out.column_values import WrongValue, read_value, write_value

NOW = datetime(2026, 5, 4, 9, 30, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Article.__table__.c.created_at, NOW),
        (Article.__table__.c.headline, "Wörter\n\u2028"),
        (ImportOrigin.__table__.c.original, bytes(range(256))),
        (PageViews.__table__.c.day, date(2026, 5, 4)),
        (Article.__table__.c.lead_picture_id, None),
        (Article.__table__.c.is_minor_change, False),
    ],
)
def test_a_value_comes_back(column: Any, value: object) -> None:
    assert read_value(column, write_value(value)) == value


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Article.__table__.c.created_at, "2026-05-04T09:30:00"),
        (Article.__table__.c.created_at, "9999-12-31T23:59:59-12:00"),
        (Article.__table__.c.created_at, 12),
        (Article.__table__.c.headline, "x" * 201),
        (Article.__table__.c.headline, ["x"]),
        (Article.__table__.c.headline, "a\0b"),
        (Article.__table__.c.headline, "\ud800"),
        (Article.__table__.c.headline, None),
        (Article.__table__.c.id, True),
        (Article.__table__.c.id, 2**31),
        (Article.__table__.c.id, 1.0),
        (Article.__table__.c.is_minor_change, 1),
        (Article.__table__.c.state, "boss"),
        (Article.__table__.c.state, {}),
        (ImportOrigin.__table__.c.original, "é"),
        (PageViews.__table__.c.day, "2026-13-40"),
        (Subscriber.__table__.c.quiet_from, 40_000),
    ],
)
def test_what_is_no_value_is_refused(column: Any, value: object) -> None:
    with pytest.raises(WrongValue):
        read_value(column, value)
