"""Result of a check: its subject, severity and a sentence that says what to do."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """Severity of a diagnosis."""

    OK = "ok"
    WARN = "warn"
    """It works, and should be looked at."""
    WRONG = "WRONG"
    """Mail or pages will fail."""


class Diagnosis(NamedTuple):
    """One sentence about one subject."""

    subject: str
    severity: Severity
    message: str


def ok(subject: str, message: str) -> Diagnosis:
    """Return that *subject* is in order."""
    return Diagnosis(subject, Severity.OK, message)


def warn(subject: str, message: str) -> Diagnosis:
    """Return that *subject* works, and should be looked at."""
    return Diagnosis(subject, Severity.WARN, message)


def wrong(subject: str, message: str) -> Diagnosis:
    """Return that *subject* does not work."""
    return Diagnosis(subject, Severity.WRONG, message)
