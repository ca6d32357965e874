"""Role and suspension of a person, for administrators."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.accounts.people.enrolment import LastAdministrator
from blog.accounts.people.forms import ReauthenticationForm, RoleForm
from blog.accounts.people.reauthentication_views import reauthenticate
from blog.accounts.people.roles import OwnAccount, StaleRole, assign_role, reinstate_member, suspend_member
from blog.accounts.people.views import lock_person, show_person, signed_in_person
from blog.database import db
from blog.models import Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock


def refuse(id: int, reason: Exception) -> ResponseReturnValue:
    """Return the page of the person with the reason why nothing was changed."""
    messages = {
        OwnAccount: _("You can’t change your own role: ask another administrator."),
        LastAdministrator: _(
            "Nothing was changed: no administrator would be left. Make another person an administrator first."
        ),
        StaleRole: _("Nothing was changed: the role has been changed since. This is how it is now."),
    }
    db.session.rollback()
    return show_person(id, messages[type(reason)]), 409


@staff(Role.ADMINISTRATOR)
def set_role(id: int) -> ResponseReturnValue:
    """Set the role; the sessions of the person end."""
    form = RoleForm()
    if not form.validate() or not reauthenticate(form):
        return show_person(id, role_form=form), 422
    found = lock_person(id)
    try:
        is_new = assign_role(
            db.session, found, Role(form.role.data), read_clock(), by=signed_in_person(), seen=form.seen.data or ""
        )
    except (OwnAccount, LastAdministrator, StaleRole) as reason:
        return refuse(id, reason)
    name = found.name
    db.session.commit()
    flash(_("%(name)s has another role now and signs in again.", name=name) if is_new else _("Nothing has changed."))
    return redirect(url_for(".person", id=id), code=303)


@staff(Role.ADMINISTRATOR)
def suspend_now(id: int) -> ResponseReturnValue:
    """Suspend the person; their sessions end."""
    form = ReauthenticationForm()
    if not form.validate() or not reauthenticate(form):
        return show_person(id, suspension_form=form), 422
    found = lock_person(id)
    try:
        suspend_member(db.session, found, read_clock(), by=signed_in_person())
    except (OwnAccount, LastAdministrator) as reason:
        return refuse(id, reason)
    name = found.name
    db.session.commit()
    flash(_("%(name)s is suspended and signed out everywhere. The articles stay.", name=name))
    return redirect(url_for(".person", id=id), code=303)


@staff(Role.ADMINISTRATOR)
def lift_suspension(id: int) -> ResponseReturnValue:
    """Lift the suspension."""
    form = ReauthenticationForm()
    if not form.validate() or not reauthenticate(form):
        return show_person(id, suspension_form=form), 422
    found = lock_person(id)
    reinstate_member(db.session, found, read_clock(), by=signed_in_person())
    name = found.name
    db.session.commit()
    flash(_("%(name)s may sign in again.", name=name))
    return redirect(url_for(".person", id=id), code=303)
