"""Deletion of a reader on request, at the desk."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.people.reauthentication_views import ask_for_proof
from blog.config.settings import current_settings
from blog.database import db
from blog.delivery.devmail.captured_deletion import delete_captured_mail
from blog.models import Role
from blog.subscriptions.admin.views import find_reader
from blog.subscriptions.erasure import MessageInFlight, erase_reader, find_addresses
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.base import Form


@staff(Role.ADMINISTRATOR)
def delete_reader(id: int) -> ResponseReturnValue:
    """Show what goes and what stays; a POST deletes the reader for good. Both ask for proof of identity."""
    if (answer := ask_for_proof()) is not None:
        return answer
    reader, form = find_reader(id), Form()
    addresses = find_addresses(db.session, [reader.id])
    if not form.validate_on_submit():
        return render_template("subscriptions/admin/reader_deletion.html", reader=reader, form=form)
    try:
        erase_reader(db.session, reader, current_settings().secret_key, read_clock(), by=current_user)
    except MessageInFlight:
        db.session.rollback()
        page = render_template("subscriptions/admin/reader_deletion.html", reader=reader, form=form, is_in_flight=True)
        return page, 409
    db.session.commit()
    delete_captured_mail(addresses)
    flash(_("The reader is deleted. No import will bring the address back."))
    return redirect(url_for(".index"), code=303)
