"""The page that an invitation opens: a password is chosen, and the new member is in."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.accounts.people.invitations import find_invitation, join
from blog.accounts.signin.current_user import enter, passwords
from blog.accounts.signin.forms import NewPasswordForm
from blog.accounts.signin.password_reset import LinkEnded
from blog.accounts.signin.password_reset_views import hide_from_robots
from blog.accounts.signin.password_strength import words_of
from blog.accounts.signin.sessions import begin_session
from blog.config.settings import current_settings
from blog.database import db
from blog.web.access.policy import Proof, anyone
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.links import INVITATION


@anyone(Proof.TOKEN)
def accept_invitation(token: str) -> ResponseReturnValue:
    """Show the form for the first password to whoever holds the mailed link; set it once and let the person in."""
    found = find_invitation(db.session, read_invitation(token), read_clock())
    if found is None:
        return show_ended()
    person = found.person
    form = NewPasswordForm(words_of(person.address, person.name, current_settings().site_name))
    if not form.validate_on_submit():
        page = render_template("accounts/join.html", form=form, person=person)
        return hide_from_robots(make_response(page, 422 if form.is_submitted() else 200))
    return let_in(token, form.password.data)


def let_in(token: str, password: str) -> ResponseReturnValue:
    """Set *password* and begin a session; the hash is made while no transaction is open."""
    db.session.rollback()
    stored, now = passwords().hash(password), read_clock()
    try:
        person = join(db.session, read_invitation(token), stored, now)
    except LinkEnded:
        return show_ended()
    session_token = begin_session(db.session, person, now)
    db.session.commit()
    enter(person, session_token)
    flash(_("Welcome to the newsroom. From now on you sign in with %(address)s.", address=person.address))
    return redirect(url_for("authoring.desk"), code=303)


def read_invitation(token: str) -> int:
    """Return the key that *token* is signed for, or 0, which no row has."""
    payload = links().read(INVITATION, token, current_settings().invitation_seconds)
    return payload[0] if payload and isinstance(payload[0], int) else 0


def show_ended() -> ResponseReturnValue:
    """Return the page for a link that does not work any more."""
    return hide_from_robots(make_response(render_template("accounts/join_ended.html"), 410))
