"""The own passkeys: added, renamed, removed."""

from flask import abort, flash, g, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from blog.accounts.factors.authenticator_codes import has_authenticator
from blog.accounts.factors.factor_changes import note_added_factor, note_removed_factor
from blog.accounts.factors.passkeys import (
    PasskeyRefused,
    TooManyPasskeys,
    list_passkeys,
    register_passkey,
    registration_options,
)
from blog.accounts.people.reauthentication_views import ask_for_proof, needs_reauthentication
from blog.accounts.people.views import signed_in_person
from blog.accounts.second_step.passkey_sign_in_views import end_challenge, issue_challenge
from blog.accounts.security.authenticator_views import is_last_and_required, show_added
from blog.accounts.security.forms import NewPasskeyForm, PasskeyNameForm
from blog.accounts.security.views import show_security
from blog.accounts.signin.completion_views import relying_party
from blog.database import db
from blog.models import AuditKind, ChallengePurpose, Passkey, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@staff(Role.CONTRIBUTOR, during_setup=True)
def passkey_challenge() -> ResponseReturnValue:
    """Return what the browser is to make, as JSON; 403 with where to prove first. Commits."""
    if needs_reauthentication():
        return jsonify(proof=url_for(".proof", next=url_for(".security"))), 403
    challenge = issue_challenge(ChallengePurpose.REGISTER)
    return jsonify(registration_options(db.session, signed_in_person(), challenge, relying_party()))


@staff(Role.CONTRIBUTOR, during_setup=True)
def new_passkey() -> ResponseReturnValue:
    """Add the passkey that the browser made; with the first factor show recovery codes."""
    if (answer := ask_for_proof()) is not None:
        return answer
    form = NewPasskeyForm()
    challenge = end_challenge(ChallengePurpose.REGISTER)
    if not form.validate_on_submit():
        return show_security(422, new_passkey_form=form)
    person, name, now = signed_in_person(for_update=True), form.name.data, read_clock()
    try:
        register_passkey(db.session, person, name, form.credential.data or "", challenge, relying_party(), now)
    except TooManyPasskeys:
        form.name.errors = [_("You have twenty passkeys, which is the most. Remove one first.")]
        return show_security(422, new_passkey_form=form)
    except PasskeyRefused:
        form.name.errors = [_("The passkey could not be added. Try again.")]
        return show_security(422, new_passkey_form=form)
    codes = note_added_factor(
        db.session, person, AuditKind.PASSKEY_ADDED, now, name=name, session_id=g.login_session.id
    )
    db.session.commit()
    return show_added(codes, _("The passkey “%(name)s” is added.", name=name))


@staff(Role.CONTRIBUTOR)
def passkey_name(id: int) -> ResponseReturnValue:
    """Give one of the own passkeys another name."""
    passkey, form = find_own(id), PasskeyNameForm()
    form.name.id = f"name-{id}"
    if not form.validate_on_submit():
        return show_security(422, name_form=form, renamed_id=id)
    passkey.name = form.name.data
    db.session.commit()
    flash(_("The passkey has another name now."))
    return redirect(url_for(".security", _anchor="passkeys"), code=303)


@staff(Role.CONTRIBUTOR)
def passkey_removal(id: int) -> ResponseReturnValue:
    """Remove one of the own passkeys."""
    if (answer := ask_for_proof()) is not None:
        return answer
    person, passkey = signed_in_person(for_update=True), find_own(id)
    is_other_left = len(list_passkeys(db.session, person.id)) > 1 or has_authenticator(db.session, person.id)
    if is_last_and_required(person, is_other_left=is_other_left):
        return redirect(url_for(".security", _anchor="passkeys"), code=303)
    name = passkey.name
    db.session.delete(passkey)
    db.session.flush()
    note_removed_factor(db.session, person, AuditKind.PASSKEY_REMOVED, read_clock(), name=name)
    db.session.commit()
    flash(_("The passkey “%(name)s” is removed. Delete it on the device too.", name=name))
    return redirect(url_for(".security", _anchor="passkeys"), code=303)


def find_own(id: int) -> Passkey:
    """Return one of the own passkeys, else 404."""
    mine = select(Passkey).where(Passkey.id == id, Passkey.person_id == current_user.id)
    return db.session.scalar(mine) or abort(404)
