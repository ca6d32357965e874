"""The second factor of others, for administrators: from whom it is required, and how one is reset."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.audit import record_audit_event
from blog.accounts.factors.factor_changes import OwnFactors, reset_factors
from blog.accounts.people.forms import ReauthenticationForm
from blog.accounts.people.reauthentication_views import ask_for_proof, needs_reauthentication, reauthenticate
from blog.accounts.people.roles import list_members
from blog.accounts.people.views import find_member, lock_person, show_person, signed_in_person
from blog.accounts.security.forms import RequirementForm
from blog.database import db
from blog.models import AuditKind, Role, SiteSetting
from blog.text.language import page_language
from blog.web.access.factor_requirement import last_setup_day
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.site_identity.reading import forget_site_settings, site_settings


@staff(Role.ADMINISTRATOR)
def requirement() -> ResponseReturnValue:
    """Show who has a second factor; set from whom one is required, and until when they can set it up."""
    today, last = read_clock().astimezone(page_language().zone).date(), last_setup_day()
    until = last if last and last >= today else None  # A day that is over means the same as none.
    form = RequirementForm(data={"role": site_settings().second_factor_role, "until": until})
    form.set_today(today)
    if not form.validate_on_submit():
        return show_requirement(form), 422 if form.is_submitted() else 200
    if form.role.data and not current_user.has_second_factor:
        form.role.errors = [_("Set up your own second factor first: else you would lock yourself out.")]
        return show_requirement(form), 422
    if (answer := ask_for_proof()) is not None:
        return answer
    write_requirement(form.role.data or "", form.until.data)
    db.session.commit()
    forget_site_settings()
    flash(_("Saved."))
    return redirect(url_for(".requirement"), code=303)


def write_requirement(role: str, until: date | None) -> None:
    """Store whose role needs a second factor, with the audit row; the caller commits."""
    last_day = until.isoformat() if role and until else ""
    SiteSetting.write(db.session, "second_factor_role", role)
    SiteSetting.write(db.session, "second_factor_until", last_day)
    details = {"required_role": role, "until": last_day}
    record_audit_event(db.session, AuditKind.FACTOR_REQUIRED, read_clock(), by=signed_in_person(), **details)


def show_requirement(form: RequirementForm) -> str:
    """Return the page."""
    members = [member.person for member in list_members(db.session) if not member.person.is_suspended]
    without = [person for person in members if not person.has_second_factor]
    values: dict[str, Any] = {"member_count": len(members), "without": without}
    return render_template("accounts/security/requirement.html", form=form, **values)


@staff(Role.ADMINISTRATOR)
def factor_reset(id: int) -> ResponseReturnValue:
    """Show what a reset means; remove every factor of a person who has lost them. Nobody resets the own ones."""
    form, person = ReauthenticationForm(), find_member(id)
    if person.id == current_user.id:
        return show_person(id, say_own()), 409
    if not form.validate_on_submit() or not reauthenticate(form):
        values = {"person": person, "form": form, "needs_reauthentication": needs_reauthentication()}
        page = render_template("accounts/security/factor_reset.html", **values)
        return page, 422 if form.is_submitted() else 200
    person = lock_person(id)
    try:
        reset_factors(db.session, person, read_clock(), by=signed_in_person())
    except OwnFactors:
        db.session.rollback()
        return show_person(id, say_own()), 409
    name = person.name
    db.session.commit()
    flash(_("The second factor of %(name)s is removed. A mail tells them.", name=name))
    return redirect(url_for(".person", id=id), code=303)


def say_own() -> str:
    """Return why nobody resets the own factors here."""
    return str(_("You can’t reset your own second factor: ask another administrator."))
