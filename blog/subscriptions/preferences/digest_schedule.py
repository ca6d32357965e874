"""Hour and weekday of digests as the language of the site writes them, for readers and for the desk."""

from collections.abc import Mapping
from datetime import time

from babel.dates import format_time, get_day_names

from blog.text.language import page_language


def label_hour(hour: int) -> str:
    """Return an hour of the day, 0 to 23, in whatever zone the reader is."""
    return format_time(time(hour), "short", locale=page_language().locale)


def weekday_labels() -> Mapping[int, str]:
    """Return the names of the weekdays, 0 being Monday."""
    return get_day_names("wide", locale=page_language().locale)
