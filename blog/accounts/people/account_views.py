"""The pages on which a person changes the own account."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.signin.authentication import Attempt, count_attempt, forgive_attempt
from blog.accounts.signin.current_user import enter, passwords
from blog.accounts.signin.forms import AccountForm, PasswordForm
from blog.accounts.signin.password_reset import change_password
from blog.accounts.signin.password_strength import words_of
from blog.accounts.signin.sessions import begin_session
from blog.config.settings import current_settings
from blog.database import db, writing
from blog.models import Person, Role
from blog.web.access.policy import staff
from blog.web.access.rate_limits import client_of
from blog.web.clock import read_clock


@staff(Role.CONTRIBUTOR)
def account() -> ResponseReturnValue:
    """Show and change what readers see of the person."""
    form = AccountForm(obj=current_user)
    if not form.validate_on_submit():
        return render_template("accounts/account.html", form=form), 422 if form.is_submitted() else 200
    current_user.name = form.name.data
    current_user.biography = form.biography.data
    db.session.commit()
    flash(_("Your name and biography are saved."))
    return redirect(url_for(".account"), code=303)


@staff(Role.CONTRIBUTOR)
def password() -> ResponseReturnValue:
    """Change the password of a person who knows the present one; other browsers are signed out."""
    form = PasswordForm(words_of(current_user.address, current_user.name, current_settings().site_name))
    if not form.validate_on_submit():
        return render_template("accounts/password.html", form=form), 422 if form.is_submitted() else 200
    if not knows_present_password(form.current.data):
        form.current.errors = [_("This is not your present password.")]
        return render_template("accounts/password.html", form=form), 422
    change_own_password(current_user.id, form.password.data)
    flash(_("Your password is changed. Other browsers are signed out."))
    return redirect(url_for(".account"), code=303)


def knows_present_password(typed: str) -> bool:
    """Return whether *typed* is the present password; wrong ones count against the limit of the sign-in page."""
    settings = current_settings()
    stored = current_user.password_hash
    who = current_user.address_key
    attempt = Attempt(who, client_of(request.remote_addr), settings.secret_key, read_clock())
    with writing():
        count_attempt(db.session, attempt)
    if not passwords().verify(stored, typed):
        return False
    with writing():
        forgive_attempt(db.session, attempt)
    return True


def change_own_password(person_id: int, chosen: str) -> None:
    """Set the password, end every session and begin a new one here; the hash is made before the transaction."""
    db.session.rollback()
    stored, now = passwords().hash(chosen), read_clock()
    person = db.session.get_one(Person, person_id, with_for_update=True)
    change_password(db.session, person, stored, now, by=person)
    token = begin_session(db.session, person, now)
    db.session.commit()
    enter(person, token)
