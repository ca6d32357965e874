"""People of the newsroom, for administrators: list, page of one, invite, resend and revoke an invitation."""

from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.people.enrolment import AlreadyEnrolled, EnrolmentRefused, select_administrators
from blog.accounts.people.forms import InvitationForm, ReauthenticationForm, RoleForm
from blog.accounts.people.invitations import AlreadyJoined, HasArticles, invite, resend_invitation, revoke_invitation
from blog.accounts.people.reauthentication_views import needs_reauthentication, reauthenticate
from blog.accounts.people.roles import list_members
from blog.config.settings import current_settings
from blog.database import db
from blog.models import Person, Role
from blog.web.access.policy import staff
from blog.web.access.rate_limits import RateLimitExceeded
from blog.web.clock import read_clock


@staff(Role.ADMINISTRATOR)
def people() -> ResponseReturnValue:
    """List all people."""
    return render_template("accounts/people/people.html", members=list_members(db.session))


@staff(Role.ADMINISTRATOR)
def invitation() -> ResponseReturnValue:
    """Show the form; add the account and owe the mail with the link."""
    form = InvitationForm()
    if not form.validate_on_submit():
        return show_invitation(form), 422 if form.is_submitted() else 200
    if not reauthenticate(form):
        return show_invitation(form), 422
    role, lifetime = Role(form.role.data), invitation_lifetime()
    try:
        person = invite(
            db.session, form.address.data, form.name.data, role, lifetime, read_clock(), by=signed_in_person()
        )
    except AlreadyEnrolled:
        form.address.errors = [_("There is already an account with this address: see the list of people.")]
        return show_invitation(form), 422
    except EnrolmentRefused:
        form.address.errors = [_("Enter a valid e-mail address.")]
        return show_invitation(form), 422
    db.session.commit()
    flash(_("%(name)s is invited: a mail with a link goes to %(address)s.", name=person.name, address=person.address))
    return redirect(url_for(".person", id=person.id), code=303)


def show_invitation(form: InvitationForm) -> str:
    """Return the page with the form of an invitation."""
    return render_template(
        "accounts/people/invitation.html", form=form, needs_reauthentication=needs_reauthentication()
    )


def invitation_lifetime() -> timedelta:
    """Return how long an invitation link works."""
    return timedelta(seconds=current_settings().invitation_seconds)


def signed_in_person(*, for_update: bool = False) -> Person:
    """Return the row of the signed-in person; *for_update*, refreshed and locked until the commit.

    The lock lets sessions of the person begin.
    """
    lock: Any = {"key_share": True} if for_update else None
    return db.session.get_one(Person, current_user.id, with_for_update=lock)


@staff(Role.ADMINISTRATOR)
def person(id: int) -> ResponseReturnValue:
    """Show one person with the forms that change role and suspension."""
    return show_person(id)


def show_person(person_id: int, problem: str = "", **forms: Any) -> str:
    """Return the page of the person, with the forms as they were filled in; *problem* is shown above."""
    find_member(person_id)
    (member,) = list_members(db.session, person_id)
    role = member.person.role.value
    values = {
        "role_form": RoleForm(formdata=None, data={"role": role, "seen": role}),
        "suspension_form": ReauthenticationForm(formdata=None),
        **forms,
    }
    is_invited = member.person.password_hash is None and member.person.invited_at is not None
    more = {
        "needs_reauthentication": needs_reauthentication(),
        "is_invited": is_invited,
        "is_me": person_id == current_user.id,
    }
    return render_template("accounts/people/person.html", member=member, problem=problem, **more, **values)


def find_member(person_id: int) -> Person:
    """Return a person with an account, else 404."""
    found: Person = db.get_or_404(Person, person_id)
    return abort(404) if found.is_guest else found


def lock_person(person_id: int) -> Person:
    """Return the person, refreshed and locked until the commit, else 404; 403 who is no administrator any more.

    The administrators are locked with it, all in one order: two who take each
    other's rights at the same moment would else wait for each other.
    """
    db.session.scalars(select_administrators(or_with=person_id).with_for_update()).all()
    if not db.session.get_one(Person, current_user.id, populate_existing=True).may(Role.ADMINISTRATOR):
        abort(403, "insufficient_role")
    found: Person = db.get_or_404(Person, person_id, populate_existing=True)
    return found


@staff(Role.ADMINISTRATOR)
def resend(id: int) -> ResponseReturnValue:
    """Mail a new link to a person who has not joined yet."""
    found, secret = lock_person(id), current_settings().secret_key
    try:
        resend_invitation(db.session, found, invitation_lifetime(), read_clock(), by=signed_in_person(), secret=secret)
    except AlreadyJoined:
        return show_person(id, _("Nothing was sent: this person has joined already.")), 409
    except RateLimitExceeded:
        return show_person(id, _("Nothing was sent: three invitations went to this address within a day.")), 429
    db.session.commit()
    flash(_("A new link has been sent. The old one no longer works."))
    return redirect(url_for(".person", id=id), code=303)


@staff(Role.ADMINISTRATOR)
def revoke(id: int) -> ResponseReturnValue:
    """Revoke an invitation: the account is deleted."""
    found = lock_person(id)
    name = found.name
    try:
        revoke_invitation(db.session, found, read_clock(), by=signed_in_person())
    except AlreadyJoined:
        return show_person(id, _("This person has joined already. You can suspend the account.")), 409
    except HasArticles:
        return show_person(id, _("Articles bear this name, so the account stays. You can suspend it.")), 409
    db.session.commit()
    flash(_("The invitation of %(name)s is taken back.", name=name))
    return redirect(url_for(".people"), code=303)
