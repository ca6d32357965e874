"""Preview of the alert mail: its HTML part in a frame, and a test mail to one address."""

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.writing import keep_in_place
from blog.authoring.lookup import get_article_or_abort
from blog.authoring.publication_page.forms import AlertFormForm, TestMailForm, parse_level
from blog.authoring.publication_page.views import render_publication
from blog.config.settings import current_settings
from blog.database import db
from blog.delivery import outbox
from blog.delivery.mail_preview import preview_mail
from blog.models import Article
from blog.web.access.policy import staff
from blog.web.access.rate_limits import RateLimit, RateLimitExceeded, check_rate_limit
from blog.web.access.security_headers import FRAMED_MAIL_POLICY
from blog.web.clock import read_clock
from blog.web.extensions import links

TEST_MAIL_LIMIT = RateLimit("alert-test", 10, 3600)


@blueprint.get("/desk/articles/<id:id>/message.html")
@staff()
def message_html(id: int) -> ResponseReturnValue:
    """Answer with the HTML part of the message alone, for the frame of the publication page."""
    article = get_article_or_abort(Article.editable_by(current_user), id)
    level = parse_level(request.args.get("level"))
    answer = make_response(
        preview_mail(db.session, article, current_settings(), links(), level=level, now=read_clock()).html
    )
    answer.headers["Content-Security-Policy"] = FRAMED_MAIL_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@blueprint.post("/desk/articles/<id:id>/alert-form")
@staff()
def choose_alert_form(id: int) -> ResponseReturnValue:
    """Store how much of the article its alert carries."""
    article = get_article_or_abort(keep_in_place(Article.editable_by(current_user)), id)
    form = AlertFormForm()
    article.alert_form = form.chosen_form
    db.session.commit()
    return redirect(url_for(".publication", id=id, level=form.chosen_level.value, _anchor="message"), code=303)


@blueprint.post("/desk/articles/<id:id>/tests")
@staff()
def send_test(id: int) -> ResponseReturnValue:
    """Enqueue a test mail to one address."""
    article = get_article_or_abort(keep_in_place(Article.editable_by(current_user)), id)
    form, now = TestMailForm(), read_clock()
    if not form.validate():
        return render_publication(article, level=form.chosen_level, rehearsal_form=form), 422
    try:
        check_rate_limit(db.session, TEST_MAIL_LIMIT, str(current_user.id), current_settings().secret_key, now)
    except RateLimitExceeded:
        form.address.errors = [_("You have sent ten tests within an hour. Please wait a little.")]
        return render_publication(article, level=form.chosen_level, rehearsal_form=form), 429
    outbox.enqueue(db.session, "test", article, now, address=form.address.data, test_level=form.chosen_level)
    db.session.commit()
    flash(_("The test is on its way to %(address)s.", address=form.address.data))
    return redirect(url_for(".publication", id=id, level=form.chosen_level.value), code=303)
