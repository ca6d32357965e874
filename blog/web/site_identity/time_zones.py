"""Time zones of the IANA database, as people choose them."""

import unicodedata
from collections import defaultdict
from functools import cache
from importlib.resources import files

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


@cache
def all_names() -> frozenset[str]:
    """Return every IANA name, aliases and old ones included.

    What else a server keeps beside them, such as localtime or right/UTC, is no zone that can be chosen.
    """
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split()) - {"Factory"}


def is_zone(name: str) -> bool:
    """Return whether *name* is an IANA name, an alias or old one included."""
    return name in all_names()


def find_zone(text: str) -> str:
    """Return the zone that *text* means: its name in any case, or its city alone; *text* where that is none.

    A canonical name goes before an alias with the same city; GMT+1 means no Etc/GMT+1, which is an hour behind.
    """
    wanted, aliases = fold_name(text), sorted(name for name in all_names() if not name.startswith("Etc/"))
    for names in (zone_names(), aliases):
        found = [name for name in names if fold_name(name) == wanted]
        found = found or [name for name in names if fold_name(name.rpartition("/")[2]) == wanted]
        if len(found) == 1:
            return found[0]
    return text


def fold_name(name: str) -> str:
    """Return *name* without case, accents, spaces and signs, by which it is compared; the slash stays."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(one for one in plain if one.isalnum() or one in "/+-")
