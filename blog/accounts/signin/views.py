"""Sign-in by password and sign-out, and the page that resubmits a form after signing in again."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.signin.authentication import (
    WrongCredentials,
    confirm_password,
    count_attempt,
    find_password_hash,
    refund_attempt,
)
from blog.accounts.signin.completion_views import await_factor, can_use_passkeys, let_in, next_path
from blog.accounts.signin.current_user import log_out, password_hasher
from blog.accounts.signin.forms import SignInForm
from blog.accounts.signin.known_browsers import attempt_of_request
from blog.accounts.signin.login_address import address_key
from blog.database import db, writing
from blog.models import Person
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.extensions import login
from blog.web.forms.resubmission import Fields, prefix_fields, submitted_fields, unprefix_fields


@anyone(CsrfProtection.TOKEN)
def sign_in() -> ResponseReturnValue:
    """Show the form; with the right password, begin a session, or lead to the second step."""
    form = SignInForm()
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(next_path(), code=303)
    kept = unprefix_fields(request.form)
    if not form.validate_on_submit():
        return show_sign_in(form, 422 if form.is_submitted() else 200, kept)
    try:
        person = authenticate(form)
    except WrongCredentials:
        form.password.errors = [_("Address or password is wrong.")]
        return show_sign_in(form, 422, kept)
    return await_factor(person, kept) if person.has_second_factor else let_in(person, kept)


def authenticate(form: SignInForm) -> Person:
    """Return the person whose address and password the form holds.

    The rate count is committed before the password is verified, so that no number
    of concurrent attempts gets past it; and the hash, which is slow on purpose,
    runs while no transaction is open.

    Raises:
        RateLimitExceeded: the limit of wrong attempts is used up.
        WrongCredentials: address or password is wrong.
    """
    login_key, password = address_key(form.address.data), form.password.data
    attempt = attempt_of_request(login_key)
    with writing():
        count_attempt(db.session, attempt)
        password_hash = find_password_hash(db.session, login_key)
    if not password_hasher().verify(password_hash, password) or password_hash is None:
        raise WrongCredentials
    new_hash = password_hasher().hash(password) if password_hasher().is_outdated(password_hash) else password_hash
    with writing():
        refund_attempt(db.session, attempt)
    return confirm_password(db.session, login_key, password_hash, new_hash)


def show_sign_in(form: SignInForm, status: int, kept: Fields) -> ResponseReturnValue:
    """Return the sign-in page, which carries the fields of a form that was rejected for want of a session."""
    must_sign_in = request.method == "GET" and "next" in request.args
    values = {"form": form, "must_sign_in": must_sign_in, "kept": prefix_fields(kept), "action": request.full_path}
    values |= {"can_use_passkeys": can_use_passkeys(), "target": next_path()}
    return render_template("accounts/signin/sign_in.html", **values), status


@login.unauthorized_handler  # type: ignore[untyped-decorator]
def show_session_expired() -> ResponseReturnValue:
    """Answer a form that was sent after the session had ended: the sign-in page carries its fields."""
    g.refusal_reason = "session_ended"
    action = url_for("accounts.sign_in", next=request.path)
    kept = prefix_fields(submitted_fields(request.form))
    values = {"form": SignInForm(formdata=None), "must_sign_in": False, "kept": kept, "action": action}
    values |= {"can_use_passkeys": can_use_passkeys(), "target": request.path}
    return render_template("accounts/signin/sign_in.html", **values), 403


@anyone(CsrfProtection.TOKEN)
def sign_out() -> ResponseReturnValue:
    """End this browser's session, if it has one."""
    log_out()
    db.session.commit()
    flash(_("You are signed out."))
    return redirect(url_for(".sign_in"), code=303)
