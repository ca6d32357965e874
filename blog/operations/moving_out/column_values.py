"""Values of columns as JSON has them, and what JSON Schema says of them."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Enum, Integer, LargeBinary, SmallInteger, String

from blog.database import UTCDateTime

MAX_TEXT = 2_000_000
"""Characters of a text without a limit of its own; an article has a tenth of it."""
MAX_BYTES = 2**24
"""Of a value in base64."""
INTEGER_BITS = ((SmallInteger, 15), (BigInteger, 63), (Integer, 31))
"""Bits without sign, the narrower types first."""


class WrongValue(ValueError):
    """No value of the column; str() of this says what it should be, after "must be"."""


def write_value(value: Any) -> Any:
    """Return what JSON has for *value* of a column: RFC 3339 for times, base64 for bytes."""
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    return value.isoformat() if isinstance(value, date) else value


def read_value(column: Column[Any], value: Any) -> Any:
    """Return *value* of JSON as *column* takes it.

    Raises:
        WrongValue: it is none.
    """
    if value is None:
        if column.nullable:
            return None
        raise WrongValue("given")
    for kind, read in READERS:
        if isinstance(column.type, kind):
            return read(column, value)
    raise TypeError(f"columns of {column.type!r} cannot be read")


def read_time(_column: Column[Any], value: Any) -> datetime:
    """Return an aware time."""
    try:
        found = datetime.fromisoformat(require_text(value, 40))
    except ValueError:
        raise WrongValue("a time of RFC 3339") from None
    if found.tzinfo is None or not 1900 <= found.year <= 9998:
        raise WrongValue("a time of RFC 3339 with its zone")
    return found


def read_day(_column: Column[Any], value: Any) -> date:
    """Return a day."""
    try:
        return date.fromisoformat(require_text(value, 10))
    except ValueError:
        raise WrongValue("a day such as 2026-05-04") from None


def read_member(column: Column[Any], value: Any) -> Any:
    """Return a member of the enumeration of *column*."""
    members: Any = column.type
    try:
        return members.enum_class(value)
    except ValueError:
        raise WrongValue(f"one of {', '.join(members.enums)}") from None


def read_bytes(_column: Column[Any], value: Any) -> bytes:
    """Return bytes that are written in base64."""
    try:
        return b64decode(require_text(value, MAX_BYTES * 4 // 3), validate=True)
    except ValueError:
        raise WrongValue("base64") from None


def read_whole(column: Column[Any], value: Any) -> int:
    """Return a whole number that fits *column*."""
    bits = next(bits for kind, bits in INTEGER_BITS if isinstance(column.type, kind))
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**bits) <= value < 2**bits:
        raise WrongValue(f"a whole number of {bits + 1} bits")
    return value


def read_switch(_column: Column[Any], value: Any) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise WrongValue("true or false")
    return value


def read_text(column: Column[Any], value: Any) -> str:
    """Return a text of at most the length of *column*."""
    return require_text(value, getattr(column.type, "length", None) or MAX_TEXT)


def read_json(_column: Column[Any], value: Any) -> Any:
    """Return *value*, whatever it is; what a table needs of it is said in row_rules."""
    return value


def require_text(value: Any, length: int) -> str:
    """Return *value* if it is a text that every database can hold, of at most *length* characters."""
    if not isinstance(value, str) or len(value) > length:
        raise WrongValue(f"a text of at most {length:,} characters")
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise WrongValue("a text without control characters that no database holds")
    return value


READERS: tuple[tuple[type[Any], Callable[[Column[Any], Any], Any]], ...] = (
    (UTCDateTime, read_time),
    (Date, read_day),
    (Enum, read_member),
    (JSON, read_json),
    (LargeBinary, read_bytes),
    (Boolean, read_switch),
    (Integer, read_whole),
    (String, read_text),
)
"""In this order: an enumeration is a text, too."""


SCHEMAS: tuple[tuple[type[Any], dict[str, Any]], ...] = (
    (UTCDateTime, {"type": "string", "format": "date-time"}),
    (Date, {"type": "string", "format": "date"}),
    (JSON, {}),
    (LargeBinary, {"type": "string", "contentEncoding": "base64"}),
    (Boolean, {"type": "boolean"}),
    (Integer, {"type": "integer"}),
)


def schema_of(column: Column[Any]) -> dict[str, Any]:
    """Return what JSON Schema says of the values of *column*."""
    found = plain_schema(column)
    if not column.nullable or "type" not in found:
        return found
    values = {"enum": [*found["enum"], None]} if "enum" in found else {}
    return {**found, "type": [found["type"], "null"], **values}


def plain_schema(column: Column[Any]) -> dict[str, Any]:
    """Return the schema without None."""
    kind: Any = column.type
    if isinstance(kind, Enum):
        return {"type": "string", "enum": list(kind.enums)}
    for known, schema in SCHEMAS:
        if isinstance(kind, known):
            return dict(schema)
    return {"type": "string", **({"maxLength": kind.length} if kind.length else {})}
