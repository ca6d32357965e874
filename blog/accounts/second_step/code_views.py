"""The second step of a sign-in: a code of the authenticator app, or a recovery code."""

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from blog.accounts.factors.code_verification import UsedCode, count_code, refund_code, use_typed_code
from blog.accounts.factors.pending_sign_ins import end_pending_sign_ins, find_pending_sign_in
from blog.accounts.factors.recovery_codes import count_codes
from blog.accounts.signin.authentication import count_attempt, refund_attempt
from blog.accounts.signin.completion_views import let_in, next_path, show_second_step
from blog.accounts.signin.current_user import PENDING_KEY
from blog.accounts.signin.forms import CodeForm
from blog.accounts.signin.known_browsers import attempt_of_request
from blog.config.settings import current_settings
from blog.database import db, writing
from blog.models import PendingSignIn, Person
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.clock import read_clock
from blog.web.forms.resubmission import unprefix_fields


@anyone(CsrfProtection.TOKEN)
def second_step() -> ResponseReturnValue:
    """Show the form to whose password was right; with a right code, begin a session."""
    pending = find_pending()
    if pending is None:
        return ask_for_password()
    form, kept, person_id = CodeForm(), unprefix_fields(request.form), pending.person_id
    if not form.validate_on_submit():
        return show_second_step(person_id, form, kept), 422 if form.is_submitted() else 200
    person, used = verify(pending, form.code.data)
    if used is None or person is None:
        form.code.errors = [_("This code is wrong, or it was used already.")]
        return show_second_step(person_id, form, kept), 422
    end_pending_sign_ins(db.session, person.id)
    left = count_codes(db.session, person.id)
    answer = let_in(person, kept, factor=used.value)
    if used is UsedCode.RECOVERY:
        flash(say_how_many_are_left(left))
    return answer


def find_pending(*, for_update: bool = False) -> PendingSignIn | None:
    """Return the sign-in that this browser began."""
    return find_pending_sign_in(db.session, session.get(PENDING_KEY, ""), read_clock(), for_update=for_update)


def ask_for_password() -> ResponseReturnValue:
    """Lead back to the first step."""
    session.pop(PENDING_KEY, None)
    flash(_("Please sign in again: ten minutes are over, or the sign-in was ended."))
    onwards = next_path() if "next" in request.args else None
    return redirect(url_for(".sign_in", next=onwards), code=303)


def verify(pending: PendingSignIn, typed: str) -> tuple[Person | None, UsedCode | None]:
    """Return the person, and what the code was; None if it is wrong. The counts of attempts are committed before.

    Raises:
        RateLimitExceeded: too many were wrong.
    """
    settings, now, person_id = current_settings(), read_clock(), pending.person_id
    attempt = attempt_of_request(pending.person.address_key or "")
    with writing():
        count_attempt(db.session, attempt)
        count_code(db.session, person_id, typed, settings.secret_key, now)
    # The person first, as every deed on factors does: two browsers of one person would wait for each other.
    person = db.session.get_one(Person, person_id, with_for_update=True)
    if find_pending(for_update=True) is None:
        return None, None
    used = use_typed_code(db.session, person, typed, settings.secret_key, now)
    if used is not None:
        refund_attempt(db.session, attempt)
        refund_code(db.session, person_id, typed, settings.secret_key, now)
    return person, used


def say_how_many_are_left(left: int) -> str:
    """Return the sentence about the recovery codes after one was used."""
    if not left:
        return str(_("That was your last recovery code. Make new ones on the page “Sign-in and security”."))
    return str(
        ngettext("You used a recovery code. %(num)d is left.", "You used a recovery code. %(num)d are left.", left)
    )
