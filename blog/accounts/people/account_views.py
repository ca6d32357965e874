"""Pages of the own account: public profile and password."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.people.reauthentication_views import needs_reauthentication, verify_current_password
from blog.accounts.signin.current_user import log_in, password_hasher, this_device
from blog.accounts.signin.forms import AccountForm, PasswordForm
from blog.accounts.signin.password_reset import change_password
from blog.accounts.signin.password_strength import personal_words
from blog.accounts.signin.sessions import begin_session
from blog.database import content_language_tag, db
from blog.models import Person, Role
from blog.text.language_tags import native_name
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.languages.offered import desk_languages, language_options
from blog.web.languages.page_language import speak
from blog.web.site_identity.reading import site_settings


@staff(Role.CONTRIBUTOR)
def account() -> ResponseReturnValue:
    """Show and change the public profile."""
    form = AccountForm(obj=current_user)
    form.set_languages(language_options(desk_languages()), native_name(site_settings().language))
    if not form.validate_on_submit():
        return render_template("accounts/people/account.html", form=form), 422 if form.is_submitted() else 200
    current_user.rename(form.name.data, content_language_tag(db.session))
    current_user.biography = form.biography.data
    current_user.language = form.language.data
    current_user.has_letter_keys = form.has_letter_keys.data
    if current_user.may(Role.EDITOR):
        current_user.has_weekly_figures = form.has_weekly_figures.data
    db.session.commit()
    speak(current_user.language)
    flash(_("Your profile is saved."))
    return redirect(url_for(".account"), code=303)


@staff(Role.CONTRIBUTOR)
def password() -> ResponseReturnValue:
    """Change the password, proven by the present one; other browsers are signed out.

    Who has a second factor proves that first: the new session counts as proof of it. No password is carried along.
    """
    if current_user.has_second_factor and needs_reauthentication():
        return redirect(url_for(".proof", next=url_for(".password")), code=303)
    form = PasswordForm(personal_words(current_user.address, current_user.name, site_settings().name))
    if not form.validate_on_submit():
        return render_template("accounts/people/change_password.html", form=form), 422 if form.is_submitted() else 200
    if not verify_current_password(form.current.data):
        form.current.errors = [_("This is not your present password.")]
        return render_template("accounts/people/change_password.html", form=form), 422
    change_own_password(current_user.id, form.password.data)
    flash(_("Your password is changed. Other browsers are signed out."))
    return redirect(url_for(".account"), code=303)


def change_own_password(person_id: int, chosen: str) -> None:
    """Set the password, end all sessions, begin a new one here; commits. The hash is made before the transaction."""
    db.session.rollback()
    password_hash, now = password_hasher().hash(chosen), read_clock()
    person = db.session.get_one(Person, person_id, with_for_update=True)
    change_password(db.session, person, password_hash, now, by=person)
    token = begin_session(db.session, person, now, this_device())
    db.session.commit()
    log_in(person, token)
