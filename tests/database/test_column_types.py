"""Times come back as they were stored, and enumerations as their members."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from blog.database import UTCDateTime, enum_column

DIALECTS = (sqlite.dialect(), postgresql.dialect())
NOON_IN_ZURICH = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_time_comes_back_as_the_same_moment_in_utc(dialect) -> None:
    stored = UTCDateTime().process_bind_param(NOON_IN_ZURICH, dialect)
    loaded = UTCDateTime().process_result_value(stored, dialect)

    assert loaded == NOON_IN_ZURICH
    assert loaded.tzinfo is UTC


def test_sqlite_stores_no_zone() -> None:
    stored = UTCDateTime().process_bind_param(NOON_IN_ZURICH, DIALECTS[0])

    assert stored == datetime(2026, 7, 1, 10)  # noqa: DTZ001 - that is the claim.


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_time_without_zone_is_refused(dialect) -> None:
    with pytest.raises(ValueError, match="without zone"):
        UTCDateTime().process_bind_param(datetime(2026, 7, 1), dialect)  # noqa: DTZ001 - that is the claim.


def test_an_enumeration_is_stored_by_value_and_refuses_others() -> None:
    column = enum_column(Colour)

    assert column.enums == ["red"]
    assert column.bind_processor(DIALECTS[0])(Colour.RED) == "red"
    with pytest.raises(LookupError):
        column.bind_processor(DIALECTS[0])("blue")
