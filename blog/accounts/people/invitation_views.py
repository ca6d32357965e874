"""The page behind an invitation link: choose a password and be signed in."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.accounts.people.invitations import find_invitation, join
from blog.accounts.signin.current_user import log_in, password_hasher, this_device
from blog.accounts.signin.forms import NewPasswordForm
from blog.accounts.signin.password_reset import ResetLinkEnded
from blog.accounts.signin.password_reset_views import keep_private
from blog.accounts.signin.password_strength import personal_words
from blog.accounts.signin.sessions import begin_session
from blog.config.settings import current_settings
from blog.database import db
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.addresses.links import INVITATION
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.site_identity.reading import site_settings


@anyone(CsrfProtection.TOKEN)
def accept_invitation(token: str) -> ResponseReturnValue:
    """Show the form for the first password; set it once and sign the person in."""
    found = find_invitation(db.session, read_invitation_id(token), read_clock())
    if found is None:
        return show_expired()
    person = found.person
    form = NewPasswordForm(personal_words(person.address, person.name, site_settings().name))
    if not form.validate_on_submit():
        page = render_template("accounts/people/accept_invitation.html", form=form, person=person)
        return keep_private(make_response(page, 422 if form.is_submitted() else 200))
    return set_first_password(token, form.password.data)


def set_first_password(token: str, password: str) -> ResponseReturnValue:
    """Set *password* and begin a session; the hash is made while no transaction is open. Commits."""
    db.session.rollback()
    password_hash, now = password_hasher().hash(password), read_clock()
    try:
        person = join(db.session, read_invitation_id(token), password_hash, now)
    except ResetLinkEnded:
        return show_expired()
    session_token = begin_session(db.session, person, now, this_device())
    db.session.commit()
    log_in(person, session_token)
    flash(_("Welcome to the newsroom. From now on you sign in with %(address)s.", address=person.address))
    return redirect(url_for("authoring.desk"), code=303)


def read_invitation_id(token: str) -> int:
    """Return the id of the invitation that *token* names, or 0, which no row has."""
    payload = links().read(INVITATION, token, current_settings().invitation_seconds)
    return payload[0] if payload and isinstance(payload[0], int) else 0


def show_expired() -> ResponseReturnValue:
    """Return the page for a link that does not work any more (410)."""
    return keep_private(make_response(render_template("accounts/people/invitation_ended.html"), 410))
