"""The zone in which a page says its times, for readers who live in another one."""

from datetime import datetime
from typing import NamedTuple

from blog.text.language import page_language
from blog.web.formatting.memoized import write_zone


class SiteZone(NamedTuple):
    """The zone of the site at some time."""

    offset: int
    """Minutes east of UTC."""
    name: str


def site_zone(value: datetime) -> SiteZone:
    """Return the zone of the site as it is at *value*."""
    language = page_language()
    offset = value.astimezone(language.zone).utcoffset()
    assert offset is not None  # noqa: S101 - an aware time has one.
    return SiteZone(round(offset.total_seconds() / 60), write_zone(value, language.zone, language.code))
