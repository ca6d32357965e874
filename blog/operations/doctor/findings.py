"""What a check found: a mark, and a sentence that says what to do."""

from enum import StrEnum
from typing import NamedTuple


class Mark(StrEnum):
    """How a thing stands."""

    OK = "ok"
    WARN = "warn"
    """It works, and should be looked at."""
    WRONG = "WRONG"
    """Mail or pages will fail."""


class Finding(NamedTuple):
    """One sentence about one thing."""

    about: str
    mark: Mark
    words: str


def ok(about: str, words: str) -> Finding:
    """Return that *about* is in order."""
    return Finding(about, Mark.OK, words)


def warn(about: str, words: str) -> Finding:
    """Return that somebody should look at *about*."""
    return Finding(about, Mark.WARN, words)


def wrong(about: str, words: str) -> Finding:
    """Return that *about* does not work."""
    return Finding(about, Mark.WRONG, words)
