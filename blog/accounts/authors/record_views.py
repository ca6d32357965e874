"""One record of an author: an account for a guest, the end of an account, merging, deletion."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from blog.accounts.authors.author_merging import AuthorAlertInProgress, AuthorGone, count_bylines, merge_authors
from blog.accounts.authors.forms import AccountInvitationForm, AuthorMergeForm, ConfirmationForm
from blog.accounts.authors.records import HasAccount, HasBylines, close_account, delete_guest, invite_guest
from blog.accounts.authors.views import find_editable
from blog.accounts.people.enrolment import AlreadyEnrolled, EnrolmentRefused, LastAdministrator
from blog.accounts.people.reauthentication_views import needs_reauthentication, reauthenticate
from blog.accounts.people.views import invitation_lifetime, lock_person, show_person, signed_in_person
from blog.database import db
from blog.models import Person, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.row_ids import NO_ROW


@staff(Role.ADMINISTRATOR)
def guest_invitation(id: int) -> ResponseReturnValue:
    """Show the form; give a guest author an account and owe the mail with the link."""
    form, guest = AccountInvitationForm(), find_editable(id)
    if not form.validate_on_submit() or not reauthenticate(form):
        return show_invitation(guest, form), 422 if form.is_submitted() else 200
    guest, role = find_editable(id, for_update=True), Role(form.role.data)
    try:
        invite_guest(
            db.session, guest, form.address.data, role, invitation_lifetime(), read_clock(), by=signed_in_person()
        )
    except AlreadyEnrolled:
        return refuse_invitation(id, form, _("There is already an account with this address: see the list of people."))
    except EnrolmentRefused:
        return refuse_invitation(id, form, _("Enter a valid e-mail address."))
    except HasAccount:
        return refuse_invitation(id, form, _("This person has an account already."))
    db.session.commit()
    flash(_("%(name)s is invited: a mail with a link goes to %(address)s.", name=guest.name, address=guest.address))
    return redirect(url_for(".person", id=id), code=303)


def refuse_invitation(id: int, form: AccountInvitationForm, problem: str) -> ResponseReturnValue:
    """Return the form with *problem* beside the address (422)."""
    db.session.rollback()
    form.address.errors = [problem]
    return show_invitation(find_editable(id), form), 422


def show_invitation(guest: Person, form: AccountInvitationForm) -> str:
    """Return the page with the form."""
    more = {"needs_reauthentication": needs_reauthentication()}
    return render_template("accounts/authors/guest_invitation.html", person=guest, form=form, **more)


@staff(Role.ADMINISTRATOR)
def account_end(id: int) -> ResponseReturnValue:
    """Show what ending the account means; end it, and keep the person as a guest author."""
    form, person = ConfirmationForm(), find_editable(id)
    if not form.validate_on_submit() or not reauthenticate(form):
        more = {"needs_reauthentication": needs_reauthentication(), "bylines": count_bylines(db.session, person)}
        page = render_template("accounts/authors/account_end.html", person=person, form=form, **more)
        return page, 422 if form.is_submitted() else 200
    found, me = lock_person(id), signed_in_person()
    if found.id == me.id:
        return show_person(id, _("You can’t close your own account: ask another administrator.")), 409
    try:
        close_account(db.session, found, read_clock(), by=me)
    except LastAdministrator:
        db.session.rollback()
        return show_person(id, _("Nothing was changed: no administrator would be left.")), 409
    name = found.name
    db.session.commit()
    flash(_("The account of %(name)s is closed. The bylines stay.", name=name))
    return redirect(url_for(".author_profile", id=id), code=303)


@staff(Role.EDITOR)
def author_merge(id: int) -> ResponseReturnValue:
    """Show the form; merge a guest author into another record of the same person."""
    form, guest = AuthorMergeForm(), find_editable(id)
    if not form.validate_on_submit():
        return show_merge(guest, form), 422 if form.is_submitted() else 200
    if not form.is_sure.data:
        form.is_sure.errors = [_("Tick this box to merge them: it cannot be undone.")]
        return show_merge(guest, form), 422
    try:
        merge_authors(db.session, id, form.target.data or NO_ROW, read_clock(), by=signed_in_person())
    except HasAccount:
        return refuse_merge(id, form, _("Nothing was merged: this person has an account. Close it first."))
    except AuthorGone:
        return refuse_merge(id, form, _("Choose another record of the same person."))
    except AuthorAlertInProgress:
        return refuse_merge(id, form, _("An alert about one of these articles is about to go out. Try again later."))
    db.session.commit()
    flash(_("The two records are one now."))
    return redirect(url_for(".authors"), code=303)


def refuse_merge(id: int, form: AuthorMergeForm, problem: str) -> ResponseReturnValue:
    """Return the page with why nothing was merged (409)."""
    db.session.rollback()
    form.target.errors = [problem]
    return show_merge(find_editable(id), form), 409


def show_merge(guest: Person, form: AuthorMergeForm) -> str:
    """Return the page with all others to choose from."""
    form.set_people(db.session.scalars(select(Person).where(Person.id != guest.id).order_by(Person.sort_key)))
    values: dict[str, Any] = {"person": guest, "bylines": count_bylines(db.session, guest)}
    return render_template("accounts/authors/merge.html", form=form, **values)


@staff(Role.EDITOR)
def author_deletion(id: int) -> ResponseReturnValue:
    """Delete a guest author whom no article names."""
    guest = find_editable(id, for_update=True)
    name = guest.name
    try:
        delete_guest(db.session, guest, read_clock(), by=signed_in_person())
    except (HasAccount, HasBylines):
        db.session.rollback()
        flash(_("%(name)s is named in articles, so the record stays.", name=name))
        return redirect(url_for(".author_profile", id=id), code=303)
    db.session.commit()
    flash(_("%(name)s is deleted.", name=name))
    return redirect(url_for(".authors"), code=303)
