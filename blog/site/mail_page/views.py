"""The page "Messages": words of the owner, a preview of each kind of mail, and a test to one address."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from flask import Response, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from blog.config.settings import current_settings
from blog.database import db, looking_ahead
from blog.delivery import outbox
from blog.delivery.mail_preview import SAMPLES, MailPreview, NothingToShow, preview_sample
from blog.models import Role
from blog.site.blueprint import blueprint
from blog.site.mail_page.forms import SampleTestForm
from blog.site.settings.conflicts import FieldConflict, describe_conflict, words_about
from blog.site.settings.setting_changes import SettingsConflict, change_site_settings
from blog.site.settings.setting_forms import SettingsForm, make_settings_form
from blog.web.access.policy import staff
from blog.web.access.rate_limits import RateLimit, RateLimitExceeded, check_rate_limit
from blog.web.access.security_headers import FRAMED_MAIL_POLICY, FRAMING_POLICY
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.site_identity.declared.mail_words import MailWordsSettings
from blog.web.site_identity.reading import forget_site_settings, site_settings
from blog.web.site_identity.setting_declaration import settings_declared_in

DECLARED_WORDS = tuple(settings_declared_in(MailWordsSettings))
LOOKS = {"light": _l("Light"), "dark": _l("Dark"), "phone": _l("Phone"), "text": _l("Plain text")}
TEST_LIMIT = RateLimit("mail-test", 10, 3600)
DARK = "@media (prefers-color-scheme: dark)"


@blueprint.get("/desk/mail")
@staff(Role.ADMINISTRATOR)
def mail() -> ResponseReturnValue:
    """Show the words and one kind of mail."""
    return render_page(make_words_form())


@blueprint.post("/desk/mail")
@staff(Role.ADMINISTRATOR)
def save_mail() -> ResponseReturnValue:
    """Save the words."""
    form = make_words_form()
    if not form.validate():
        return render_page(form), 422
    by = current_user._get_current_object()
    try:
        change = change_site_settings(
            db.session, site_settings(), form.chosen_values(), read_clock(), by=by, seen=form.stamps
        )
    except SettingsConflict as conflict:
        db.session.rollback()
        return render_page(form, conflicts=describe_conflict(form, conflict.values)), 409
    db.session.commit()
    forget_site_settings()
    flash(words_about(change))
    return redirect(url_for(".mail", kind=chosen_kind(), look=chosen_look()), code=303)


def make_words_form() -> SettingsForm:
    """Return the form of the words, with what holds now or was sent."""
    return make_settings_form(DECLARED_WORDS, asdict(site_settings()), request.form)


def chosen_kind() -> str:
    """Return the kind of mail that the address names; the first for none."""
    asked = request.args.get("kind", "")
    return asked if asked in SAMPLES else next(iter(SAMPLES))


def chosen_look() -> str:
    """Return how the address wants it shown."""
    asked = request.args.get("look", "")
    return asked if asked in LOOKS else "light"


def render_page(
    form: SettingsForm, test_form: SampleTestForm | None = None, conflicts: Sequence[FieldConflict] = ()
) -> Response:
    """Return the page with *form*."""
    kind, look = chosen_kind(), chosen_look()
    page = make_response(
        render_template(
            "site/mail/messages.html",
            form=form,
            conflicts=conflicts,
            declared=DECLARED_WORDS,
            settings=current_settings(),
            shown=site_settings(),
            samples=SAMPLES.values(),
            looks=LOOKS,
            kind=kind,
            look=look,
            preview=find_preview(kind),
            test_form=test_form or SampleTestForm(formdata=None, data={"address": current_user.address}),
            tests=outbox.list_sample_tests(db.session, current_user),
        )
    )
    page.headers["Content-Security-Policy"] = FRAMING_POLICY
    return page


def find_preview(kind: str) -> MailPreview | None:
    """Return the mail of this *kind*, or None where there is nothing to show in it yet."""
    try:
        return preview_sample(db.session, kind, current_settings(), links(), now=read_clock())
    except NothingToShow:
        return None


@blueprint.route("/desk/mail/message.html", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def mail_message() -> ResponseReturnValue:
    """Answer with one mail for the frame of the page; a form that is sent here is shown and not saved."""
    if request.method == "POST":
        form = make_words_form()
        if not form.validate():
            return frame(_("These words can’t be shown. Press “Save” to see what is wrong.")), 422
        g.site_settings = current_settings(), replace(site_settings(), **form.chosen_values())
    preview = find_preview(chosen_kind()) or abort(404)
    return frame(with_scheme(preview.html, chosen_look()))


def with_scheme(html: str, look: str) -> str:
    """Return *html* in its dark colours, or without them, whatever the browser prefers."""
    return html.replace(DARK, "@media all" if look == "dark" else "@media not all")


def frame(html: str) -> Response:
    """Return *html* for the frame."""
    answer = make_response(html)
    answer.headers["Content-Security-Policy"] = FRAMED_MAIL_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@blueprint.post("/desk/mail/tests")
@staff(Role.ADMINISTRATOR)
def send_mail_test() -> ResponseReturnValue:
    """Owe a test of one mail to one address."""
    form, now = SampleTestForm(), read_clock()
    if not form.validate():
        return render_page(make_settings_form(DECLARED_WORDS, asdict(site_settings())), form), 422
    try:
        with looking_ahead():
            find_needed(chosen_kind())
        check_rate_limit(db.session, TEST_LIMIT, str(current_user.id), current_settings().secret_key, now)
    except NothingToShow:
        form.address.errors = [_("Publish an article first: this mail is about articles.")]
    except RateLimitExceeded:
        form.address.errors = [_("You have sent ten tests within an hour. Please wait a little.")]
    if form.address.errors:
        return render_page(make_words_form(), form), 422
    outbox.enqueue(db.session, SAMPLES[chosen_kind()].test_kind, current_user, now, address=form.address.data)
    db.session.commit()
    flash(_("The test is on its way to %(address)s.", address=form.address.data))
    return redirect(url_for(".mail", kind=chosen_kind(), look=chosen_look()), code=303)


def find_needed(kind: str) -> None:
    """Check that there is something to show.

    Raises:
        NothingToShow: there is not.
    """
    preview_sample(db.session, kind, current_settings(), links(), now=read_clock())
