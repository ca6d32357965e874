"""Another sign-in address: asked for by the person or an administrator, confirmed behind the mailed link."""

from collections.abc import Callable

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.authors.address_changes import (
    AddressLinkEnded,
    confirm_login_address,
    find_request,
    request_login_address,
)
from blog.accounts.authors.forms import NewAddressForm
from blog.accounts.people.enrolment import AlreadyEnrolled, EnrolmentRefused
from blog.accounts.people.reauthentication_views import needs_reauthentication, reauthenticate
from blog.accounts.people.views import invitation_lifetime, lock_person, signed_in_person
from blog.accounts.signin.password_reset_views import keep_private
from blog.config.settings import current_settings
from blog.database import db
from blog.models import Person, Role
from blog.web.access.policy import CsrfProtection, anyone, staff
from blog.web.access.rate_limits import RateLimitExceeded
from blog.web.addresses.links import LOGIN_ADDRESS
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.base import OpenForm


@staff(Role.CONTRIBUTOR)
def own_address() -> ResponseReturnValue:
    """Show the form for the own account; owe the new address a link."""
    return ask(current_user, signed_in_person, url_for(".account"))


@staff(Role.ADMINISTRATOR)
def person_address(id: int) -> ResponseReturnValue:
    """Show the form for another person's account; owe the new address a link."""
    person: Person = db.get_or_404(Person, id)
    return ask(person, lambda: lock_person(id), url_for(".person", id=id))


def ask(person: Person, lock: Callable[[], Person], back: str) -> ResponseReturnValue:
    """Show the form of *person*; owe the new address a link, and lead to *back*."""
    form = NewAddressForm()
    if person.is_guest or not form.validate_on_submit() or not reauthenticate(form):
        return show_form(person, form, back), 422 if form.is_submitted() else 200
    key, name, settings, lifetime = person.id, person.name, current_settings(), invitation_lifetime()
    try:
        request_login_address(
            db.session,
            lock(),
            form.address.data,
            lifetime,
            read_clock(),
            by=signed_in_person(),
            secret=settings.secret_key,
        )
    except AlreadyEnrolled:
        return refuse(key, form, back, _("There is already an account with this address."))
    except EnrolmentRefused:
        return refuse(key, form, back, _("Enter a valid e-mail address."))
    except RateLimitExceeded:
        return refuse(key, form, back, _("Five links were sent within a day. Please wait until tomorrow."))
    db.session.commit()
    flash(
        _("A link went to %(address)s. Once it is used, %(name)s signs in there.", address=form.address.data, name=name)
    )
    return redirect(back, code=303)


def refuse(person_id: int, form: NewAddressForm, back: str, problem: str) -> ResponseReturnValue:
    """Return the form with *problem* beside the address (422)."""
    db.session.rollback()
    form.address.errors = [problem]
    return show_form(db.session.get_one(Person, person_id), form, back), 422


def show_form(person: Person, form: NewAddressForm, back: str) -> str:
    """Return the page with the form."""
    more = {"needs_reauthentication": needs_reauthentication(), "back": back}
    return render_template("accounts/authors/address.html", person=person, form=form, **more)


@anyone(CsrfProtection.ORIGIN)
def confirm_address(token: str) -> ResponseReturnValue:
    """Show the button behind the link; change the address once. A GET changes nothing, since programs follow links."""
    payload = links().read(LOGIN_ADDRESS, token, current_settings().invitation_seconds)
    key = payload[0] if payload and isinstance(payload[0], int) else 0
    found = find_request(db.session, key, read_clock())
    if found is None:
        return keep_private(make_response(render_template("accounts/authors/address_ended.html"), 410))
    form = OpenForm()
    if not form.validate_on_submit():
        page = render_template("accounts/authors/confirm_address.html", form=form, address=found.new_address)
        return keep_private(make_response(page))
    try:
        person = confirm_login_address(db.session, key, read_clock())
    except AddressLinkEnded:
        db.session.rollback()
        return keep_private(make_response(render_template("accounts/authors/address_ended.html"), 410))
    address = person.address
    db.session.commit()
    flash(_("From now on you sign in with %(address)s. Every browser was signed out.", address=address))
    return redirect(url_for(".sign_in"), code=303)
