"""Reauthentication (sudo mode): the password is asked for again before rights are changed or readers exported."""

from datetime import timedelta

from flask import g
from flask_babel import gettext as _
from sqlalchemy import update

from blog.accounts.people.account_views import verify_current_password
from blog.accounts.people.forms import ReauthenticationForm
from blog.database import db, writing
from blog.models import LoginSession
from blog.web.clock import read_clock

__all__ = ["ReauthenticationForm", "needs_reauthentication", "reauthenticate"]

REAUTHENTICATION_LIFETIME = timedelta(minutes=15)
"""How long a given password counts, in this session."""


def needs_reauthentication() -> bool:
    """Return whether the signed-in person must give the password again."""
    return not g.login_session.is_fresh(read_clock(), REAUTHENTICATION_LIFETIME)


def reauthenticate(form: ReauthenticationForm) -> bool:
    """Return whether the password was given lately or is right in *form*; else put the error on its field. Commits.

    Raises:
        RateLimitExceeded: it was tried too often.
    """
    if not needs_reauthentication():
        return True
    session_id, typed = g.login_session.id, form.present.data or ""
    if not typed:
        form.present.errors = [str(form.reason)]
        return False
    if not verify_current_password(typed):
        form.present.errors = [_("This is not your password.")]
        return False
    with writing():
        db.session.execute(update(LoginSession).where(LoginSession.id == session_id).values(proved_at=read_clock()))
    return True
