"""Subscriptions of EasyBlog in a dump: who follows the site, a category, an author, a team or a post."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from blog.operations.moving_in.conversion.plain_words import plain, read_moment
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.sources.joomla.joomla_tables import JoomlaTables, Keys, read_tables

KEYS: Keys = {
    "easyblog_subscriptions": "id", "easyblog_category": "id", "easyblog_users": "id", "easyblog_team": "id",
    "easyblog_post": "id",
}  # fmt: skip
MAIN = "easyblog_subscriptions"


class Scope(StrEnum):
    """What is followed, by the name that EasyBlog stores."""

    SITE = "site"
    CATEGORY = "category"
    AUTHOR = "blogger"
    TEAM = "team"
    POST = "entry"


SCOPES = {**{scope.value: scope for scope in Scope}, "teamblog": Scope.TEAM, "post": Scope.POST}
"""Older versions wrote teamblog."""


@dataclass(frozen=True)
class EasyBlogSubscription:
    """One row: *name* is the category, author, team or post as readers saw it, "" of the site or what is gone."""

    scope: Scope
    mail: str
    id: str = ""
    """Of the category, author, team or post; keys of people and articles of an import are the same."""
    name: str = ""
    person: str = ""
    """Name of the subscriber."""
    since: datetime | None = None
    is_blocked: bool = False
    """Whether the account of the subscriber was blocked there."""


def read_subscriptions(bundle: Bundle) -> Iterator[EasyBlogSubscription]:
    """Yield the subscriptions of the dump in *bundle*, a row each; one who follows several things comes several times.

    The table has no column for a confirmation: whether addresses were proven
    hung on the setting main_subscription_confirmation, and no row shows it.

    Raises:
        ExportRefused: there are none, or the dump is damaged.
    """
    tables = read_tables(bundle, KEYS, MAIN)
    for row in tables.all(MAIN):
        scope, mail = SCOPES.get(row.get("utype", "").strip().lower()), row.get("email", "").strip()
        if scope is None or not mail:
            continue
        user = tables.one("users", row.get("user_id", "")) if row.get("user_id", "0") not in {"", "0"} else {}
        id = "" if scope is Scope.SITE else row.get("uid", "")
        yield EasyBlogSubscription(
            scope,
            mail,
            id,
            name_in(tables, scope, id),
            plain(row.get("fullname", "")) or plain(user.get("name", "")),
            read_moment(row.get("created", "")),
            user.get("block") == "1",
        )


def name_in(tables: JoomlaTables, scope: Scope, id: str) -> str:
    """Return what readers called the thing that is followed."""
    if scope is Scope.AUTHOR:
        profile, user = tables.one("easyblog_users", id), tables.one("users", id)
        return plain(profile.get("nickname", "")) or plain(user.get("name", ""))
    table = {Scope.CATEGORY: "easyblog_category", Scope.TEAM: "easyblog_team", Scope.POST: "easyblog_post"}.get(scope)
    return plain(tables.one(table, id).get("title", "")) if table else ""
