"""Notification choices of readers: frequency, and treatment of urgent and low-level alerts."""

from enum import StrEnum


class Frequency(StrEnum):
    """How soon a reader is told about what it follows; the soonest first."""

    INSTANT = "instant"
    DAILY = "daily"
    WEEKLY = "weekly"


class AlertLevel(StrEnum):
    """How much an alert matters, as the editor says."""

    URGENT = "urgent"
    NORMAL = "normal"
    LOW = "low"


class UrgentChoice(StrEnum):
    """What a reader wants of urgent alerts; nothing else that the reader has set concerns them."""

    AT_ONCE = "at_once"
    """Whatever the frequency, in quiet hours and during a pause too."""
    AS_OTHERS = "as_others"
    NEVER = "never"


class LowChoice(StrEnum):
    """What a reader wants of alerts of low level."""

    AS_OTHERS = "as_others"
    DAILY = "daily"
    """No sooner than with the daily digest."""
    WEEKLY = "weekly"
    NEVER = "never"
