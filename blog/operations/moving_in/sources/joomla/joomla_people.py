"""Authors of a Joomla site: those users who wrote something, and bylines that are no users."""

from collections.abc import Iterable

from blog.operations.moving_in.conversion.plain_words import plain
from blog.operations.moving_in.imported_items import PersonItem
from blog.operations.moving_in.sources.joomla.joomla_tables import JoomlaTables

ALIAS = "alias:"
"""Begins the key of a byline that an article names instead of its user."""


def author_key(user: str, alias: str) -> str:
    """Return the key of the author of an article by *user*, under the byline *alias* if there is one."""
    byline = plain(alias)
    return f"{ALIAS}{byline}" if byline else user if user.strip("0") else ""


def read_person(tables: JoomlaTables, key: str, paths: Iterable[str] = (), **more: str) -> PersonItem | None:
    """Return the author with *key*, None for a user who is not in the dump; *more* wins over the table of users."""
    if key.startswith(ALIAS):
        return PersonItem(key, key.removeprefix(ALIAS))
    user = tables.one("users", key)
    name = plain(more.get("name", "")) or plain(user.get("name", "")) or plain(user.get("username", ""))
    if not name:
        return None
    return PersonItem(key, name, user.get("email", "").strip(), plain(more.get("biography", "")), list(paths))
