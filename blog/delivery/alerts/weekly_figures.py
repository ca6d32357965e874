"""Owe the figures of the week to editors who wish them, once a week, however many workers run."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, or_, select, update

from blog.database import AnySession
from blog.delivery.composing.mail_kinds.weekly_mail import WEEKLY, last_week
from blog.models import Delivery, DeliveryPriority, Person, Role

HOUR = time(7)
"""Of Monday, in the zone of the site."""


def owe_weekly_figures(session: AnySession, now: datetime, *, site_zone: str) -> bool:
    """Owe the figures of last week to each editor who has not got them; return whether there was any. Commits nothing.

    The row of the person says for which week; it is written in one statement
    with its condition, so that of two workers one owes the message.
    """
    local = now.astimezone(ZoneInfo(site_zone))
    if local.weekday() == 0 and local.time() < HOUR:
        return False
    monday = last_week(now).monday
    is_new = or_(Person.weekly_figures_for.is_(None), Person.weekly_figures_for < monday)
    wanting = select(Person).where(Person.has_weekly_figures, Person.is_suspended.is_(False), is_new)
    people = [person for person in session.scalars(wanting) if person.may(Role.EDITOR)]
    owed = [person for person in people if owe(session, person, now)]
    return bool(owed)


def owe(session: AnySession, person: Person, now: datetime) -> bool:
    """Owe the figures of last week to *person*; return whether nobody else has."""
    monday = last_week(now).monday
    is_new = or_(Person.weekly_figures_for.is_(None), Person.weekly_figures_for < monday)
    claim = update(Person).where(Person.id == person.id, is_new).values(weekly_figures_for=monday)
    result = session.execute(claim.execution_options(synchronize_session=False, preserve_rowcount=True))
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        return False
    message = Delivery(kind=WEEKLY.name, person=person, address=person.address, owed_at=now, due_at=now)
    message.priority = DeliveryPriority.BULK
    session.add(message)
    session.flush()
    return True
