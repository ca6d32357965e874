"""Names below the root that pages of the site's owner cannot have, since routes of the program begin with them."""

from typing import cast

from flask import current_app

MIN_LENGTH = 3
"""Characters; two letters may one day begin the addresses of a language."""
KEPT = {"admin", "api", "assets", "favicon", "files", "index", "public", "robots", "sitemap", "static", "well-known"}
"""Names that people and programs expect to be something else than a page."""


def is_reserved(name: str) -> bool:
    """Return whether a page may not stand at */name*: a route begins with it, or may do so one day."""
    return name in KEPT or name in route_names() or len(name) < MIN_LENGTH


def route_names() -> frozenset[str]:
    """Return the first part of the path of every route that has a fixed one, without ending."""
    names = current_app.extensions.get("route_names")
    if names is None:
        firsts = (rule.rule.strip("/").partition("/")[0] for rule in current_app.url_map.iter_rules())
        found = {part for first in firsts if first and "<" not in first for part in (first, first.partition(".")[0])}
        names = current_app.extensions["route_names"] = frozenset(found)
    return cast("frozenset[str]", names)
