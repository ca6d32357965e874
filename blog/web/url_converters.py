"""Parts of an address that a view receives as values; what cannot be one is not found."""

from werkzeug.routing import BaseConverter

LARGEST_ID = 2**31 - 1


class IdConverter(BaseConverter):
    """The key of a row, from 1 to 2,147,483,647: larger ones would fail in the database."""

    regex = "[1-9][0-9]{0,9}"

    def to_python(self, value: str) -> int:
        """Return the number, or 0, which no row has, when it is out of range."""
        number = int(value)
        return number if number <= LARGEST_ID else 0
