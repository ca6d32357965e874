"""The pages on which a person signs in and out."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.audit import note
from blog.accounts.signin.authentication import (
    Attempt,
    WrongCredentials,
    admit,
    count_attempt,
    find_stored,
    forgive_attempt,
)
from blog.accounts.signin.current_user import depart, enter, passwords
from blog.accounts.signin.forms import SignInForm
from blog.accounts.signin.login_address import address_key
from blog.config.settings import current_settings
from blog.database import db, writing
from blog.models import AuditKind, Person
from blog.web.access.policy import Proof, anyone
from blog.web.access.rate_limits import client_of
from blog.web.clock import read_clock
from blog.web.extensions import login
from blog.web.forms.resubmission import Pairs, hide, read_hidden, read_sent, show_long
from blog.web.links import is_local_path


@anyone(Proof.TOKEN)
def sign_in() -> ResponseReturnValue:
    """Show the form; with the right password, begin a session and lead to where the person was going."""
    form = SignInForm()
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(destination(), code=303)
    kept = read_hidden(request.form)
    if not form.validate_on_submit():
        return show_sign_in(form, 422 if form.is_submitted() else 200, kept)
    try:
        person, token = check_in(form)
    except WrongCredentials:
        form.password.errors = [_("Address or password is wrong.")]
        return show_sign_in(form, 422, kept)
    note(db.session, AuditKind.SIGNED_IN, read_clock(), by=person)
    db.session.commit()
    enter(person, token)
    if kept:
        return show_kept(kept)
    return redirect(destination(), code=303)


def check_in(form: SignInForm) -> tuple[Person, str]:
    """Return the person whose address and password the form holds, and the token of a new session.

    The count of tries is committed before the password is looked at, so that no
    number of tries at the same time gets past it; and the hash, which is slow on
    purpose, runs while no transaction is open.

    Raises:
        TooMany: the limit of wrong tries is used up.
        WrongCredentials: whatever of them is wrong.
    """
    key, password = address_key(form.address.data), form.password.data
    attempt = Attempt(key, client_of(request.remote_addr), current_settings().secret_key, read_clock())
    with writing():
        count_attempt(db.session, attempt)
        stored = find_stored(db.session, key)
    if not passwords().verify(stored, password) or stored is None:
        raise WrongCredentials
    renewed = passwords().hash(password) if passwords().is_outdated(stored) else stored
    with writing():
        forgive_attempt(db.session, attempt)
    return admit(db.session, key, stored, renewed, attempt.now)


def show_sign_in(form: SignInForm, status: int, kept: Pairs) -> ResponseReturnValue:
    """Return the sign-in page, which carries what another form has sent in vain."""
    is_sent_here = request.method == "GET" and "next" in request.args
    values = {"form": form, "is_sent_here": is_sent_here, "kept": hide(kept), "action": request.full_path}
    return render_template("accounts/sign_in.html", **values), status


@login.unauthorized_handler  # type: ignore[untyped-decorator]
def ask_again() -> ResponseReturnValue:
    """Answer for a form that was sent after its person's session had ended: nothing of it is lost."""
    action = url_for("accounts.sign_in", next=request.path)
    kept = hide(read_sent(request.form))
    values = {"form": SignInForm(formdata=None), "is_sent_here": False, "kept": kept, "action": action}
    return render_template("accounts/sign_in.html", **values), 403


def show_kept(kept: Pairs) -> ResponseReturnValue:
    """Return the page on which what was sent in vain is sent once more, now that its person is known."""
    values = {"kept": kept, "texts": show_long(kept), "target": destination(), "is_expired": False}
    return render_template("accounts/kept.html", **values)


def destination() -> str:
    """Return the path on this site that the address names with next, or the desk."""
    target = request.args.get("next", "")
    return target if is_local_path(target) else url_for("authoring.desk")


@anyone(Proof.TOKEN)
def sign_out() -> ResponseReturnValue:
    """End this browser's session, if it has one."""
    depart()
    db.session.commit()
    flash(_("You are signed out."))
    return redirect(url_for(".sign_in"), code=303)
