"""Asking for the password again before a deed that somebody at an unlocked screen must not do."""

from datetime import timedelta

from flask import g
from flask_babel import gettext as _
from sqlalchemy import update

from blog.accounts.people.account_views import knows_present_password
from blog.accounts.people.forms import ProvingForm
from blog.database import db, writing
from blog.models import LoginSession
from blog.web.clock import read_clock

PROOF_LASTS = timedelta(minutes=15)
"""So long the password counts as given lately, in this browser."""


def needs_proof() -> bool:
    """Return whether the person at work must give the password again."""
    return not g.visit.is_fresh(read_clock(), PROOF_LASTS)


def is_proved(form: ProvingForm) -> bool:
    """Return whether the password was given lately or stands in *form*; what is wrong is marked. Ends the transaction.

    Raises:
        TooMany: it was tried too often.
    """
    if not needs_proof():
        return True
    visit_id, typed = g.visit.id, form.present.data or ""
    if not typed:
        form.present.errors = [_("Enter your own password: this changes what somebody may do.")]
        return False
    if not knows_present_password(typed):
        form.present.errors = [_("This is not your password.")]
        return False
    with writing():
        db.session.execute(update(LoginSession).where(LoginSession.id == visit_id).values(proved_at=read_clock()))
    return True
