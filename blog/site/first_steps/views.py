"""The page of first steps, its buttons, and its panel on the front page of the desk."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.config.settings import current_settings
from blog.database import AnySession, db
from blog.models import CheckName, Role, SiteCheck
from blog.site.blueprint import blueprint
from blog.site.first_steps.steps import FirstStep, list_steps, read_surroundings
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.base import Form
from blog.web.site_identity.reading import site_settings


@blueprint.get("/desk/first-steps")
@staff(Role.ADMINISTRATOR)
def first_steps() -> ResponseReturnValue:
    """Show what is left to do before the site goes public, and what is done."""
    return render_template("site/first_steps/index.html", steps=read_steps(), form=Form(), is_awaited=is_awaited())


@blueprint.post("/desk/first-steps")
@staff(Role.ADMINISTRATOR)
def take_first_step() -> ResponseReturnValue:
    """Note that mail arrived or backups are made, ask the worker for a look at the DNS, or put the list away."""
    Form().validate()
    deed = request.form.get("deed", "")
    if deed in DEEDS and (deed != "put_away" or all(step.is_done for step in read_steps())):
        DEEDS[deed](db.session, read_clock())
        db.session.commit()
        flash(WORDS[deed]())
    return redirect(url_for("authoring.desk" if deed == "put_away" else ".first_steps"), code=303)


def read_steps() -> Sequence[FirstStep]:
    """Return the steps of the signed-in administrator."""
    person = current_user._get_current_object()
    return list_steps(read_surroundings(db.session, person, site_settings(), current_settings()))


def is_awaited() -> bool:
    """Return whether the worker was asked for a look at the DNS and has not answered yet."""
    check = db.session.get(SiteCheck, CheckName.DNS)
    return check is not None and check.is_awaited and not current_settings().development


@blueprint.app_template_global()
def first_steps_here() -> Sequence[FirstStep]:
    """Return the steps for the front page of the desk: none for others than administrators, or once put away."""
    if not current_user.may(Role.ADMINISTRATOR) or db.session.get(SiteCheck, CheckName.STEPS) is not None:
        return ()
    return read_steps()


def request_names_check(session: AnySession, now: datetime) -> None:
    """Ask the worker to look at the DNS now; the caller commits."""
    SiteCheck.hold(session, CheckName.DNS).requested_at = now


DEEDS: dict[str, Callable[[AnySession, datetime], None]] = {
    "arrived": lambda session, now: SiteCheck.record(session, CheckName.MAIL, now),
    "backed_up": lambda session, now: SiteCheck.record(session, CheckName.BACKUP, now),
    "check_names": request_names_check,
    "put_away": lambda session, now: SiteCheck.record(session, CheckName.STEPS, now),
}
WORDS: dict[str, Callable[[], str]] = {
    "arrived": lambda: _("Noted: the test mail has arrived."),
    "backed_up": lambda: _("Noted: you have backups."),
    "check_names": lambda: _("The worker looks at the records now."),
    "put_away": lambda: _("The list is put away. You find it in the settings."),
}
