"""Find a kind of mail by its name in the ledger, and ask whether its message is still wanted."""

from datetime import datetime

from blog.delivery.audience.eligibility import list_mail_reason
from blog.delivery.composing.mail_kinds import (
    digest_mail,
    list_mail,
    newsroom_mail,
    reader_mail,
    samples,
    security_mail,
    weekly_mail,
    welcome_mail,
)
from blog.delivery.composing.mail_kinds.mail_kind import KINDS, MailKind, UnknownMailKind
from blog.models import Delivery, SkipReason

__all__ = [
    "digest_mail",
    "find_kind",
    "list_mail",
    "list_mail_names",
    "mail_title",
    "newsroom_mail",
    "reader_mail",
    "reason_to_skip",
    "samples",
    "security_mail",
    "weekly_mail",
    "welcome_mail",
]


def find_kind(name: str) -> MailKind:
    """Return the kind of mail that is declared as *name*.

    Raises:
        UnknownMailKind: none is.
    """
    try:
        return KINDS[name]
    except KeyError:
        raise UnknownMailKind(name) from None


def mail_title(name: str) -> str:
    """Return what the desk calls a message of the kind *name*; the name itself for a kind that is declared no more."""
    kind = KINDS.get(name)
    return str(kind.title or kind.label) if kind else name


def list_mail_names() -> list[str]:
    """Return the names of the kinds that go to subscribers."""
    return [kind.name for kind in KINDS.values() if kind.is_list]


def reason_to_skip(delivery: Delivery, now: datetime) -> SkipReason | None:
    """Return why the message must not be sent any more, or None when it is still wanted.

    Eligibility decides about list mail, and the kind itself about the others.
    """
    kind = find_kind(delivery.kind)
    row = getattr(delivery, kind.reference)
    if row is None:
        return SkipReason.ERASED
    return list_mail_reason(delivery, row, now) if kind.is_list else kind.skip_reason(row, now)
