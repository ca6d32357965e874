"""Time zones of the IANA database, as people choose them."""

from collections import defaultdict
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

UTC_NAME = "UTC"
"""Stands in no country."""


@cache
def zones_by_region() -> dict[str, list[str]]:
    """Return the canonical IANA names of zones by region, sorted, without aliases and old names.

    Source: zone.tab of the time zone database, one line for each zone of each country.
    """
    found = defaultdict(list)
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    for name in sorted(line.split("\t")[2] for line in lines if not line.startswith("#")):
        found[name.partition("/")[0]].append(name)
    return dict(found)


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names of all zones, UTC first."""
    return (UTC_NAME, *(name for names in zones_by_region().values() for name in names))


def is_zone(name: str) -> bool:
    """Return whether *name* is an IANA name, an alias or old one included."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
