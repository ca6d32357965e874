"""Column types of models: large ids, aware UTC times and enumerations."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Dialect, Enum, Integer
from sqlalchemy import DateTime as SqlDateTime
from sqlalchemy.types import TypeDecorator

BigId = BigInteger().with_variant(Integer, "sqlite")
"""Primary key of a table that may hold more than two thousand million rows."""


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC time; a naive one is refused, since its zone is unknown."""

    impl = SqlDateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return *value* in UTC, without zone on SQLite, which stores none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without zone was handed to the database.")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored time as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_column(members: type[StrEnum], length: int = 20) -> Enum:
    """Return the type of a text column that stores the values of *members* and loads them as members."""
    return Enum(
        members, native_enum=False, length=length, validate_strings=True, values_callable=lambda e: [m.value for m in e]
    )
