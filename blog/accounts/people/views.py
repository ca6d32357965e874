"""The people of the newsroom, for administrators: who they are, inviting, and taking an invitation back."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.people.enrolment import AlreadyEnrolled, EnrolmentRefused
from blog.accounts.people.forms import InvitationForm, ProvingForm, RoleForm
from blog.accounts.people.invitations import AlreadyJoined, HasArticles, invite, invite_again, uninvite
from blog.accounts.people.reauthentication_views import is_proved, needs_proof
from blog.accounts.people.roles import list_members
from blog.config.settings import current_settings
from blog.database import db
from blog.models import Person, Role
from blog.web.access.policy import staff
from blog.web.access.rate_limits import TooMany
from blog.web.clock import read_clock


@staff(Role.ADMINISTRATOR)
def people() -> ResponseReturnValue:
    """Show everybody."""
    return render_template("accounts/people.html", members=list_members(db.session))


@staff(Role.ADMINISTRATOR)
def invitation() -> ResponseReturnValue:
    """Show the form; add the person and owe the mail with the link."""
    form = InvitationForm()
    if not form.validate_on_submit():
        return show_invitation(form), 422 if form.is_submitted() else 200
    if not is_proved(form):
        return show_invitation(form), 422
    role, lifetime = Role(form.role.data), life_of_link()
    try:
        person = invite(db.session, form.address.data, form.name.data, role, lifetime, read_clock(), by=me())
    except AlreadyEnrolled:
        form.address.errors = [_("Somebody has an account with this address already: see the list of people.")]
        return show_invitation(form), 422
    except EnrolmentRefused:
        form.address.errors = [_("This is no address that mail can be sent to.")]
        return show_invitation(form), 422
    db.session.commit()
    flash(_("%(name)s is invited: a mail with a link goes to %(address)s.", name=person.name, address=person.address))
    return redirect(url_for(".person", id=person.id), code=303)


def show_invitation(form: InvitationForm) -> str:
    """Return the page that invites."""
    return render_template("accounts/invitation.html", form=form, needs_proof=needs_proof())


def life_of_link() -> timedelta:
    """Return how long the link of an invitation works."""
    return timedelta(seconds=current_settings().invitation_seconds)


def me() -> Person:
    """Return the row of the person at work, in the transaction that is open now."""
    return db.session.get_one(Person, current_user.id)


@staff(Role.ADMINISTRATOR)
def person(id: int) -> ResponseReturnValue:
    """Show one person and what can be changed."""
    return show_person(id)


def show_person(key: int, problem: str = "", **forms: Any) -> str:
    """Return the page of the person, with the forms as they were filled in; *problem* stands above."""
    db.get_or_404(Person, key)
    (member,) = list_members(db.session, key)
    role = member.person.role.value
    values = {
        "role_form": RoleForm(formdata=None, data={"role": role, "seen": role}),
        "suspension_form": ProvingForm(formdata=None),
        **forms,
    }
    is_invited = member.person.password_hash is None and member.person.invited_at is not None
    more = {"needs_proof": needs_proof(), "is_invited": is_invited, "is_me": key == current_user.id}
    return render_template("accounts/person.html", member=member, problem=problem, **more, **values)


def find_locked(key: int) -> Person:
    """Return the person, read anew and held until the commit, else 404."""
    found: Person = db.get_or_404(Person, key, with_for_update=True, populate_existing=True)
    return found


@staff(Role.ADMINISTRATOR)
def invite_anew(id: int) -> ResponseReturnValue:
    """Mail a new link to somebody who has not joined yet."""
    found, secret = find_locked(id), current_settings().secret_key
    try:
        invite_again(db.session, found, life_of_link(), read_clock(), by=me(), secret=secret)
    except AlreadyJoined:
        return show_person(id, _("Nothing was sent: this person has joined already.")), 409
    except TooMany:
        return show_person(id, _("Nothing was sent: three invitations went to this address within a day.")), 429
    db.session.commit()
    flash(_("A new link is on its way. The one before works no more."))
    return redirect(url_for(".person", id=id), code=303)


@staff(Role.ADMINISTRATOR)
def take_invitation_back(id: int) -> ResponseReturnValue:
    """Take an invitation back: the link works no more and the account is gone."""
    found = find_locked(id)
    name = found.name
    try:
        uninvite(db.session, found, read_clock(), by=me())
    except AlreadyJoined:
        return show_person(id, _("This person has joined already. You can suspend the account.")), 409
    except HasArticles:
        return show_person(id, _("Articles bear this name, so the account stays. You can suspend it.")), 409
    db.session.commit()
    flash(_("The invitation of %(name)s is taken back.", name=name))
    return redirect(url_for(".people"), code=303)
