"""Changing what a person may do: role and suspension."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.accounts.people.enrolment import LastAdministrator
from blog.accounts.people.forms import ProvingForm, RoleForm
from blog.accounts.people.reauthentication_views import is_proved
from blog.accounts.people.roles import ChangedMeanwhile, Oneself, give_role, let_in_again, shut_out
from blog.accounts.people.views import find_locked, me, show_person
from blog.database import db
from blog.models import Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock


def refuse(id: int, reason: Exception) -> ResponseReturnValue:
    """Say on the page of the person why nothing was changed."""
    sentences = {
        Oneself: _("Nobody changes the own rights: ask another administrator."),
        LastAdministrator: _("Nothing was changed: nobody else could administer the site. Make somebody one first."),
        ChangedMeanwhile: _("Nothing was changed: the role was changed meanwhile. This is how it is now."),
    }
    db.session.rollback()
    return show_person(id, sentences[type(reason)]), 409


@staff(Role.ADMINISTRATOR)
def set_role(id: int) -> ResponseReturnValue:
    """Give the person another role; their sessions end."""
    form = RoleForm()
    if not form.validate() or not is_proved(form):
        return show_person(id, role_form=form), 422
    found = find_locked(id)
    try:
        is_new = give_role(db.session, found, Role(form.role.data), read_clock(), by=me(), seen=form.seen.data or "")
    except (Oneself, LastAdministrator, ChangedMeanwhile) as reason:
        return refuse(id, reason)
    name = found.name
    db.session.commit()
    flash(_("%(name)s has another role now and signs in again.", name=name) if is_new else _("Nothing has changed."))
    return redirect(url_for(".person", id=id), code=303)


@staff(Role.ADMINISTRATOR)
def suspend_now(id: int) -> ResponseReturnValue:
    """Let the person in no more; their sessions end at once."""
    form = ProvingForm()
    if not form.validate() or not is_proved(form):
        return show_person(id, suspension_form=form), 422
    found = find_locked(id)
    try:
        shut_out(db.session, found, read_clock(), by=me())
    except (Oneself, LastAdministrator) as reason:
        return refuse(id, reason)
    name = found.name
    db.session.commit()
    flash(_("%(name)s is suspended and signed out everywhere. The articles stay.", name=name))
    return redirect(url_for(".person", id=id), code=303)


@staff(Role.ADMINISTRATOR)
def lift_suspension(id: int) -> ResponseReturnValue:
    """Let the person in again."""
    form = ProvingForm()
    if not form.validate() or not is_proved(form):
        return show_person(id, suspension_form=form), 422
    found = find_locked(id)
    let_in_again(db.session, found, read_clock(), by=me())
    name = found.name
    db.session.commit()
    flash(_("%(name)s may sign in again.", name=name))
    return redirect(url_for(".person", id=id), code=303)
