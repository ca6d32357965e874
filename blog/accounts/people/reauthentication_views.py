"""Reauthentication (sudo mode): proof of identity is asked for again before what is dangerous.

Who has a second factor proves it with that: a password alone does not go round
it. Others give the password.
"""

from datetime import timedelta

from flask import g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.factors.code_verification import count_code, refund_code, use_typed_code
from blog.accounts.people.forms import ProofForm, ReauthenticationForm
from blog.accounts.signin.authentication import count_attempt, refund_attempt
from blog.accounts.signin.completion_views import can_use_passkeys
from blog.accounts.signin.current_user import SESSION_KEY, password_hasher
from blog.accounts.signin.known_browsers import attempt_of_request
from blog.accounts.signin.sessions import renew_token
from blog.config.settings import current_settings
from blog.database import SAFE_METHODS, db, writing
from blog.models import Person
from blog.web.clock import read_clock
from blog.web.forms.resubmission import Fields, prefix_fields, submitted_fields

__all__ = ["ReauthenticationForm", "ask_for_proof", "needs_reauthentication", "reauthenticate"]

REAUTHENTICATION_LIFETIME = timedelta(minutes=15)
"""How long a proof counts, in this session."""


def needs_reauthentication() -> bool:
    """Return whether the signed-in person must prove again who they are."""
    return not g.login_session.is_fresh(read_clock(), REAUTHENTICATION_LIFETIME)


def reauthenticate(form: ReauthenticationForm) -> bool:
    """Return whether proof was given lately or *form* holds it; else put the error on its field. Commits.

    Raises:
        RateLimitExceeded: it was tried too often.
    """
    if not needs_reauthentication():
        return True
    typed, has_factor = form.present.data or "", current_user.has_second_factor
    if not typed:
        form.present.errors = [str(form.reason)]
        if has_factor:
            form.present.errors = [_("Enter a code, or confirm with your passkey first.")]
        return False
    if has_factor and not verify_own_code(typed):
        form.present.errors = [_("This code is wrong, or it was used already.")]
        return False
    if not has_factor and not verify_current_password(typed):
        form.present.errors = [_("This is not your password.")]
        return False
    record_proof()
    return True


def verify_current_password(typed: str) -> bool:
    """Return whether *typed* is the present password; wrong ones count against the rate limit of sign-in. Commits."""
    password_hash, attempt = current_user.password_hash, attempt_of_request(current_user.address_key)
    with writing():
        count_attempt(db.session, attempt)
    if not password_hasher().verify(password_hash, typed):
        return False
    with writing():
        refund_attempt(db.session, attempt)
    return True


def verify_own_code(typed: str) -> bool:
    """Return whether *typed* is a code of the signed-in person; wrong ones count against the rate limits. Commits."""
    settings, now, person_id = current_settings(), read_clock(), current_user.id
    attempt = attempt_of_request(current_user.address_key)
    with writing():
        count_attempt(db.session, attempt)
        count_code(db.session, person_id, typed, settings.secret_key, now)
    with writing():
        person = db.session.get_one(Person, person_id)
        if use_typed_code(db.session, person, typed, settings.secret_key, now) is None:
            return False
        refund_attempt(db.session, attempt)
        refund_code(db.session, person_id, typed, settings.secret_key, now)
    return True


def record_proof() -> None:
    """Note the proof in the session, which gets another token with it (session fixation); commits."""
    with writing():
        token = renew_token(db.session, g.login_session.id, read_clock())
    session[SESSION_KEY] = token
    current_user.session_token = token


def ask_for_proof() -> ResponseReturnValue | None:
    """Return None if proof was given lately, else the page that asks for it, which leads back here.

    After a form it carries the fields along, so that nothing that was typed is lost.
    """
    if not needs_reauthentication():
        return None
    if request.method in SAFE_METHODS:
        return redirect(url_for("accounts.proof", next=request.full_path.rstrip("?")), code=303)
    return show_proof(ProofForm(formdata=None), request.path, submitted_fields(request.form)), 403


def show_proof(form: ProofForm, target: str, kept: Fields, problem: str = "") -> str:
    """Return the page that asks for proof of identity, and leads to *target*."""
    values = {"form": form, "target": target, "kept": prefix_fields(kept), "problem": problem}
    return render_template("accounts/second_step/proof.html", **values, can_use_passkeys=can_use_passkeys())
