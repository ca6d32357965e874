"""Adding, changing, moving and deleting kinds of article."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from blog.accounts.audit import record_audit_event
from blog.database import AnySession
from blog.database.search.accent_folding import FOLDING
from blog.models import Article, ArticleKind, ArticleState, AuditKind, Person
from blog.web.formatting.article_kinds import usual_name

NAMELESS = "kind"
"""Begins the key of a kind whose name has no letter of ASCII."""


class NameTaken(Exception):
    """Another kind has the name."""


class NameMissing(Exception):
    """A kind of one's own has no name."""


class DefaultKind(Exception):
    """The usual kind cannot be deleted, nor can it be one that is paid for."""


def add_kind(session: AnySession, values: Mapping[str, Any], now: datetime, *, by: Person) -> ArticleKind:
    """Add a kind with *values* after the others and return it, with an audit row; the caller commits.

    Raises:
        NameMissing, NameTaken: it has no name, or that of another one.
    """
    kinds = list(session.scalars(ArticleKind.in_order()))
    kind = ArticleKind(key=find_free_key(values["name"], {one.key for one in kinds}), position=len(kinds))
    apply_values(kind, values, kinds)
    session.add(kind)
    record_audit_event(session, AuditKind.KIND_CHANGED, now, by=by, subject=kind.name)
    return kind


def change_kind(
    session: AnySession, kind: ArticleKind, values: Mapping[str, Any], now: datetime, *, by: Person
) -> None:
    """Set *values* of *kind*, with an audit row; the caller commits.

    Raises:
        DefaultKind: the usual kind would be sponsored.
        NameMissing, NameTaken: it has no name, or that of another one.
    """
    if kind.is_default and values["is_sponsored"]:
        raise DefaultKind(kind.key)
    apply_values(kind, values, [one for one in session.scalars(ArticleKind.in_order()) if one is not kind])
    record_audit_event(session, AuditKind.KIND_CHANGED, now, by=by, subject=kind.name or usual_name(kind.key))


def apply_values(kind: ArticleKind, values: Mapping[str, Any], others: list[ArticleKind]) -> None:
    """Set *values* of *kind*, whose name must be its own; a usual name is not kept, so that it follows the language."""
    is_usual = usual_name(kind.key) != kind.key
    name = "" if is_usual and values["name"] == usual_name(kind.key) else values["name"]
    if not name and not is_usual:
        raise NameMissing(kind.key)
    if name.casefold() in {(one.name or usual_name(one.key)).casefold() for one in others}:
        raise NameTaken(name)
    for column, value in {**values, "name": name}.items():
        setattr(kind, column, value)


def find_free_key(name: str, taken: set[str]) -> str:
    """Return a key made from *name* that is none of *taken* and of no kind that every site begins with."""
    letters = "".join(FOLDING[ord(one)] for one in name.casefold())
    made = "-".join("".join(one if one.isascii() and one.isalnum() else " " for one in letters).split()) or NAMELESS
    number, key = 1, made
    while key in taken or usual_name(key) != key:
        number += 1
        key = f"{made}-{number}"
    return key


def lock_kinds(session: AnySession) -> None:
    """Lock all kinds until the commit, in one order, since one deed may change several of them."""
    every = select(ArticleKind).order_by(ArticleKind.id).with_for_update()
    session.scalars(every.execution_options(populate_existing=True)).all()


def move_kind(session: AnySession, kind: ArticleKind, step: int) -> None:
    """Move *kind* by *step* places; the caller commits."""
    kinds = list(session.scalars(ArticleKind.in_order()))
    place = kinds.index(kind)
    kinds.insert(max(0, place + step), kinds.pop(place))
    for position, one in enumerate(kinds):
        one.position = position


def count_articles(session: AnySession) -> dict[int, int]:
    """Return how many articles of each kind there are, by its id; none are counted for the usual one."""
    is_left = Article.state != ArticleState.DELETED
    query = select(Article.kind_id, func.count()).where(Article.kind_id.is_not(None), is_left)
    return {kind: count for kind, count in session.execute(query.group_by(Article.kind_id)) if kind is not None}


def delete_kind(
    session: AnySession, kind: ArticleKind, target: ArticleKind | None, now: datetime, *, by: Person
) -> None:
    """Delete *kind*; its articles become *target*, None for the usual one; with an audit row; the caller commits.

    Raises:
        DefaultKind: it is the usual one.
    """
    if kind.is_default:
        raise DefaultKind(kind.key)
    target_id = None if target is None or target.is_default else target.id
    session.execute(update(Article).where(Article.kind_id == kind.id).values(kind_id=target_id))
    name = kind.name or usual_name(kind.key)
    session.delete(kind)
    record_audit_event(session, AuditKind.KIND_DELETED, now, by=by, subject=name)
