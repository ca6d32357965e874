"""URL converters: variable parts of routes; a value that does not convert is a 404."""

from werkzeug.routing import BaseConverter

MAX_ID = 2**31 - 1


class IdConverter(BaseConverter):
    """A primary key from 1 to 2,147,483,647; a larger one would be an error in the database."""

    regex = "[1-9][0-9]{0,9}"

    def to_python(self, value: str) -> int:
        """Return the id, or 0 (no row has it) when it is out of range."""
        number = int(value)
        return number if number <= MAX_ID else 0
