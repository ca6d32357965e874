"""The end of each way to sign in: the session, where it leads, and the page of the second step on the way."""

from flask import g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from blog.accounts.audit import record_audit_event
from blog.accounts.factors.authenticator_codes import has_authenticator
from blog.accounts.factors.passkeys import has_passkeys
from blog.accounts.factors.pending_sign_ins import begin_pending_sign_in
from blog.accounts.factors.relying_party import RelyingParty
from blog.accounts.signin.current_user import PENDING_KEY, log_in, log_out, this_device
from blog.accounts.signin.forms import CodeForm
from blog.accounts.signin.sessions import begin_session
from blog.database import db
from blog.models import AuditKind, Person
from blog.web.addresses.links import is_local_path
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.resubmission import Fields, long_values, prefix_fields
from blog.web.site_identity.reading import site_settings


def let_in(person: Person, kept: Fields, *, factor: str = "") -> ResponseReturnValue:
    """Begin a session of *person*, who gave the *factor*, and lead to where they were going. Commits."""
    now = read_clock()
    token = begin_session(db.session, person, now, this_device())
    details = {"factor": factor} if factor else {}
    record_audit_event(db.session, AuditKind.SIGNED_IN, now, by=person, **details)
    db.session.commit()
    log_in(person, token)
    return show_resubmission(kept) if kept else redirect(next_path(), code=303)


def await_factor(person: Person, kept: Fields) -> ResponseReturnValue:
    """Note that the password of *person* was right, and ask for the second factor; nobody is signed in. Commits."""
    log_out()
    token, person_id = begin_pending_sign_in(db.session, person, read_clock()), person.id
    db.session.commit()
    g.pop("csrf_token", None)  # As in log_in: the cookie is a new one.
    session[PENDING_KEY] = token
    if kept:
        return show_second_step(person_id, CodeForm(formdata=None), kept)
    return redirect(url_for(".second_step", next=next_path()), code=303)


def show_second_step(person_id: int, form: CodeForm, kept: Fields, problem: str = "") -> str:
    """Return the page that asks for the second factor of a person whose password was right."""
    return render_template(
        "accounts/second_step/second_step.html",
        form=form,
        kept=prefix_fields(kept),
        has_app=has_authenticator(db.session, person_id),
        has_passkeys=can_use_passkeys() and has_passkeys(db.session, person_id),
        target=next_path(),
        problem=problem,
    )


def relying_party() -> RelyingParty:
    """Return what passkeys of this site are bound to."""
    return RelyingParty.of_site(links(), site_settings().name)


def can_use_passkeys() -> bool:
    """Return whether browsers can use passkeys here."""
    return relying_party().can_have_passkeys


def show_resubmission(kept: Fields) -> ResponseReturnValue:
    """Return the page that resubmits the kept fields, now that the person is signed in."""
    values = {"kept": kept, "texts": long_values(kept), "target": next_path(), "is_expired": False}
    return render_template("accounts/signin/resubmit.html", **values)


def next_path() -> str:
    """Return the local path in the query parameter next, or the desk."""
    target = request.args.get("next", "")
    return target if is_local_path(target) else url_for("authoring.desk")
