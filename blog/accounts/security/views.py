"""The page on signing in and security: the own factors, recovery codes and sessions."""

from datetime import datetime
from typing import Any

from flask import current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from blog.accounts.factors.authenticator_codes import has_authenticator
from blog.accounts.factors.factor_changes import end_other_sessions
from blog.accounts.factors.passkeys import list_passkeys
from blog.accounts.factors.recovery_codes import count_codes
from blog.accounts.security.forms import NewPasskeyForm, PasskeyNameForm
from blog.accounts.signin.completion_views import can_use_passkeys
from blog.accounts.signin.current_user import read_timeouts
from blog.accounts.signin.sessions import end_own_session, list_sessions
from blog.database import db
from blog.models import Role
from blog.web.access.factor_requirement import is_factor_required, last_setup_time
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.base import Form


@staff(Role.CONTRIBUTOR, during_setup=True)
def security() -> ResponseReturnValue:
    """Show how the person signs in, and where they are signed in."""
    return show_security()


def show_security(status: int = 200, **more: Any) -> ResponseReturnValue:
    """Return the page, with forms as they were filled in."""
    person_id, now = current_user.id, read_clock()
    values: dict[str, Any] = {
        "passkeys": list_passkeys(db.session, person_id),
        "has_app": has_authenticator(db.session, person_id),
        "codes_left": count_codes(db.session, person_id),
        "sessions": list_sessions(db.session, person_id, now, **read_timeouts(current_app)),
        "this_session_id": g.login_session.id,
        "new_passkey_form": NewPasskeyForm(formdata=None),
        "name_form": PasskeyNameForm(formdata=None),
        "deed_form": Form(formdata=None),
        "can_use_passkeys": can_use_passkeys(),
        "is_required": is_factor_required(current_user),
        "last_day": last_setup_time(),
    }
    return render_template("accounts/security/security.html", **{**values, **more}), status


def factor_setup_day() -> datetime | None:
    """Return until when the signed-in person is to set up a second factor; None if nothing is to be done."""
    is_due = not current_user.has_second_factor and is_factor_required(current_user)
    return last_setup_time() if is_due else None


@staff(Role.CONTRIBUTOR)
def end_session_elsewhere(id: int) -> ResponseReturnValue:
    """End one session of the person; that of this browser is ended by signing out."""
    if id != g.login_session.id and end_own_session(db.session, current_user.id, id):
        db.session.commit()
        flash(_("That browser is signed out."))
    return redirect(url_for(".security", _anchor="sessions"), code=303)


@staff(Role.CONTRIBUTOR)
def end_sessions_elsewhere() -> ResponseReturnValue:
    """End every session of the person but that of this browser."""
    ended = end_other_sessions(db.session, current_user.id, g.login_session.id)
    db.session.commit()
    flash(
        str(ngettext("%(num)d other browser is signed out.", "%(num)d other browsers are signed out.", ended))
        if ended
        else _("You are signed in nowhere else.")
    )
    return redirect(url_for(".security", _anchor="sessions"), code=303)
