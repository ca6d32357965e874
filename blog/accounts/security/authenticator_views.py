"""The authenticator app: set up with a QR code and a first code, removed; and new recovery codes."""

import segno
from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.audit import record_audit_event
from blog.accounts.factors.authenticator_codes import (
    begin_setup,
    complete_setup,
    has_authenticator,
    provisioning_uri,
    read_candidate,
    remove_authenticator,
)
from blog.accounts.factors.code_verification import count_code, refund_code
from blog.accounts.factors.factor_changes import note_added_factor, note_removed_factor
from blog.accounts.factors.passkeys import has_passkeys
from blog.accounts.factors.recovery_codes import renew_codes
from blog.accounts.people.reauthentication_views import ask_for_proof
from blog.accounts.people.views import signed_in_person
from blog.accounts.signin.forms import CodeForm
from blog.config.settings import current_settings
from blog.database import db, writing
from blog.models import AuditKind, Person, Role
from blog.web.access.factor_requirement import is_factor_required
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.site_identity.reading import site_settings


@staff(Role.CONTRIBUTOR, during_setup=True)
def begin_authenticator() -> ResponseReturnValue:
    """Make a secret, and lead to the page that shows it."""
    if (answer := ask_for_proof()) is not None:
        return answer
    begin_setup(db.session, signed_in_person(for_update=True).id, current_settings().secret_key)
    db.session.commit()
    return redirect(url_for(".authenticator"), code=303)


@staff(Role.CONTRIBUTOR, during_setup=True)
def authenticator() -> ResponseReturnValue:
    """Show the secret that is being set up; with its present code take it into use."""
    if (answer := ask_for_proof()) is not None:
        return answer
    form = CodeForm()
    if not form.validate_on_submit():
        return show_setup(form)
    settings, now, person_id, typed = current_settings(), read_clock(), current_user.id, form.code.data or ""
    with writing():
        count_code(db.session, person_id, typed, settings.secret_key, now)
    person = signed_in_person(for_update=True)
    if not complete_setup(db.session, person_id, typed, settings.secret_key, now):
        form.code.errors = [_("This code is not right. Check that the clock of your phone is, and enter the next one.")]
        return show_setup(form)
    refund_code(db.session, person_id, typed, settings.secret_key, now)
    codes = note_added_factor(db.session, person, AuditKind.APP_ADDED, now, session_id=g.login_session.id)
    db.session.commit()
    return show_added(codes, _("Your authenticator app is set up."))


def show_setup(form: CodeForm) -> ResponseReturnValue:
    """Return the page with the QR code; lead back where nothing is being set up."""
    secret = read_candidate(db.session, current_user.id, current_settings().secret_key)
    if secret is None:
        flash(_("Begin to set up an authenticator app with the button on this page."))
        return redirect(url_for(".security"), code=303)
    uri = provisioning_uri(secret, current_user.address, site_settings().name)
    picture = segno.make(uri, error="m", micro=False).svg_data_uri(scale=4, border=4, light="#fff", dark="#000")
    parts = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    page = render_template("accounts/security/authenticator.html", form=form, picture=picture, secret=parts, uri=uri)
    return page, 422 if form.is_submitted() else 200


def show_added(codes: list[str], words: str) -> ResponseReturnValue:
    """Return the page with the recovery codes, once; without any, lead back with *words*."""
    if not codes:
        flash(words)
        return redirect(url_for(".security"), code=303)
    return render_template("accounts/security/recovery_codes.html", codes=codes, words=words)


@staff(Role.CONTRIBUTOR)
def authenticator_removal() -> ResponseReturnValue:
    """Remove the app."""
    if (answer := ask_for_proof()) is not None:
        return answer
    person = signed_in_person(for_update=True)
    if not has_authenticator(db.session, person.id):
        return redirect(url_for(".security"), code=303)
    if is_last_and_required(person, is_other_left=has_passkeys(db.session, person.id)):
        return redirect(url_for(".security"), code=303)
    remove_authenticator(db.session, person.id)
    db.session.expire_all()
    note_removed_factor(db.session, person, AuditKind.APP_REMOVED, read_clock())
    db.session.commit()
    flash(_("The authenticator app is removed. Its codes no longer work."))
    return redirect(url_for(".security"), code=303)


def is_last_and_required(person: Person, *, is_other_left: bool) -> bool:
    """Return whether the last factor must stay, since one is required; say so on the next page."""
    if is_other_left or not is_factor_required(person):
        return False
    flash(_("Nothing was removed: a second factor is required of you. Add another one first."))
    return True


@staff(Role.CONTRIBUTOR)
def new_recovery_codes() -> ResponseReturnValue:
    """Make ten new codes, and show them once; the earlier ones end."""
    if (answer := ask_for_proof()) is not None:
        return answer
    person = signed_in_person(for_update=True)
    if not person.has_second_factor:
        flash(_("Set up a passkey or an authenticator app first."))
        return redirect(url_for(".security"), code=303)
    codes = renew_codes(db.session, person.id)
    record_audit_event(db.session, AuditKind.RECOVERY_RENEWED, read_clock(), by=person)
    db.session.commit()
    return show_added(codes, "")
