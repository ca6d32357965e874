"""Pages for a forgotten password: ask for the link, choose a new password."""

from datetime import timedelta

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.accounts.signin.current_user import password_hasher
from blog.accounts.signin.forms import NewPasswordForm, PasswordResetForm
from blog.accounts.signin.login_address import address_key
from blog.accounts.signin.password_reset import (
    RESETS_PER_CLIENT,
    ResetLinkEnded,
    find_reset,
    request_reset,
    reset_password,
)
from blog.accounts.signin.password_strength import personal_words
from blog.config.settings import current_settings
from blog.database import db, writing
from blog.models import Person
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.access.rate_limits import check_rate_limit, client_network
from blog.web.addresses.links import RESET
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.site_identity.reading import site_settings


@anyone(CsrfProtection.TOKEN)
def forgot() -> ResponseReturnValue:
    """Ask for the address; owe the mail if there is an account, and answer the same if there is none."""
    form = PasswordResetForm()
    if not form.validate_on_submit():
        return render_template("accounts/signin/forgot_password.html", form=form), 422 if form.is_submitted() else 200
    settings, now = current_settings(), read_clock()
    with writing():
        check_rate_limit(db.session, RESETS_PER_CLIENT, client_network(request.remote_addr), settings.secret_key, now)
    lifetime = timedelta(seconds=settings.password_reset_seconds)
    request_reset(db.session, address_key(form.address.data), settings.secret_key, lifetime, now)
    db.session.commit()
    return redirect(url_for(".requested"), code=303)


@anyone(CsrfProtection.ORIGIN)
def requested() -> ResponseReturnValue:
    """Show what happens next; the page is the same for every address."""
    minutes = current_settings().password_reset_seconds // 60
    return render_template("accounts/signin/reset_requested.html", minutes=minutes)


@anyone(CsrfProtection.TOKEN)
def reset(token: str) -> ResponseReturnValue:
    """Show the form for a new password behind a reset link; set it once."""
    person = read_owner(token)
    if person is None:
        return keep_private(make_response(render_template("accounts/signin/reset_ended.html"), 410))
    form = NewPasswordForm(personal_words(person.address, person.name, site_settings().name))
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return keep_private(make_response(render_template("accounts/signin/reset_password.html", form=form), status))
    return set_new_password(token, form.password.data)


def set_new_password(token: str, password: str) -> ResponseReturnValue:
    """Set *password* and lead to the sign-in page; the hash is made while no transaction is open."""
    db.session.rollback()
    password_hash = password_hasher().hash(password)
    try:
        reset_password(db.session, read_reset_id(token), password_hash, read_clock())
    except ResetLinkEnded:
        return keep_private(make_response(render_template("accounts/signin/reset_ended.html"), 410))
    db.session.commit()
    flash(_("Your new password is set. Sign in with it now."))
    return redirect(url_for(".sign_in"), code=303)


def read_reset_id(token: str) -> int:
    """Return the id of the reset that *token* names, or 0, which no row has."""
    payload = links().read(RESET, token, current_settings().password_reset_seconds)
    return payload[0] if payload and isinstance(payload[0], int) else 0


def read_owner(token: str) -> Person | None:
    """Return the person whose password the link sets, or None when it does not work."""
    found = find_reset(db.session, read_reset_id(token), read_clock())
    return found.person if found else None


def keep_private(response: Response) -> Response:
    """Return *response* with headers that keep it out of search engines and caches."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response
