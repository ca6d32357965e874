"""Mailing rules at the desk: default frequency and time of digests."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.database import db
from blog.models import Frequency, MailingRules, Role
from blog.subscriptions.admin.forms import MailingRulesForm
from blog.web.access.policy import staff


@staff(Role.ADMINISTRATOR)
def mailing() -> ResponseReturnValue:
    """Show and change the rules."""
    form = MailingRulesForm(obj=MailingRules.read(db.session))
    if not form.validate_on_submit():
        return render_template("subscriptions/admin/mailing_rules.html", form=form), 422 if form.is_submitted() else 200
    frequency = Frequency(form.default_frequency.data)
    MailingRules.write(db.session, frequency, form.digest_hour.data, form.digest_weekday.data)
    db.session.commit()
    flash(_("The rules for mail are saved."))
    form.flash_kept()
    return redirect(url_for(".mailing"), code=303)
