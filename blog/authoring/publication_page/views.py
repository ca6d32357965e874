"""The publication page: what becomes public, who is alerted, the mail; and publishing."""

from datetime import datetime, timedelta
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.pending_versions import PublicTextChanged
from blog.authoring.drafts.slugs import SlugTaken
from blog.authoring.drafts.time_formats import format_distance, format_moment, format_zone
from blog.authoring.drafts.writing import EditConflict, NotReady, for_update
from blog.authoring.fields import missing_message
from blog.authoring.lookup import alert_options, get_article_or_abort, render_body_ahead
from blog.authoring.publication_page.forms import PublicationForm, TestMailForm, UpdateForm, parse_level
from blog.authoring.publication_page.pending_page import render_pending
from blog.authoring.publication_page.schedule_forms import EndForm, ScheduleForm
from blog.authoring.publishing.prepublication_checks import ChecksFailed, require_checks_passed
from blog.authoring.publishing.publishing import AlreadyPublished, EndsTooSoon, NotPublished, publish
from blog.authoring.publishing.site_checks import run_checks
from blog.authoring.publishing.wall_clock import format_wall_time
from blog.config.settings import current_settings
from blog.database import db
from blog.delivery import outbox
from blog.delivery.audience_preview import AudiencePreview, preview_audience
from blog.delivery.mail_preview import preview_mail
from blog.models import AlertKind, AlertLevel, Article, PageKind, ViewedPage
from blog.text.language import site_language, site_zone_name
from blog.web.access.policy import staff
from blog.web.access.security_headers import FRAMING_POLICY
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.formatting.column_charts import ColumnChart, chart_views
from blog.web.formatting.day_spans import read_span


@blueprint.get("/desk/articles/<id:id>/publication")
@staff()
def publication(id: int) -> ResponseReturnValue:
    """Show what will be public, at which address, and who will be told."""
    return render_publication(get_article_or_abort(Article.editable_by(current_user), id))


def render_publication(article: Article, *, level: AlertLevel | None = None, **more: Any) -> Response:
    """Return the publication page, with forms for the version it shows; *more* replaces template values."""
    if article.is_pending:
        return render_pending(article, **{**schedule_values(article, AlertLevel.NORMAL), **more})
    planned = article.alert_level if article.is_scheduled else None
    level = level or parse_level(request.args.get("level") or planned)
    values = {
        "article": article,
        "level": level,
        "levels": list(AlertLevel),
        "form": PublicationForm(formdata=None, data={"seen": article.revision, "level": level}),
        "findings": run_checks(article),
        "tests": outbox.list_tests(db.session, article),
        "rehearsal": preview_mail(db.session, article, current_settings(), links(), level=level, now=read_clock()),
        "rehearsal_form": TestMailForm(formdata=None, data={"address": current_user.address}),
        "view_chart": chart_recent_views(article) if article.was_public else None,
        **schedule_values(article, level),
        **audience_values(article, level),
        **more,
    }
    page = make_response(
        render_template("authoring/publication_page/publication.html", missing_message=missing_message, **values)
    )
    page.headers["Content-Security-Policy"] = FRAMING_POLICY
    return page


def chart_recent_views(article: Article) -> ColumnChart:
    """Return the chart of the views of *article* in the last month."""
    span = read_span(None, read_clock().astimezone(site_language().zone).date())
    return chart_views(db.session, span, ViewedPage(PageKind.ARTICLE, article.id))


def schedule_values(article: Article, level: AlertLevel) -> dict[str, Any]:
    """Return the template values for schedule and end of the article."""
    zone, at, end = site_language().zone, article.scheduled_at, article.ends_at
    values = {"seen": article.revision, "level": level, "moment": format_wall_time(at, zone) if at else ""}
    return {
        "now": read_clock(),
        "grace": timedelta(seconds=current_settings().alert_grace_seconds),
        "is_over": end is not None and end <= read_clock(),
        "zone": format_zone(zone),
        "format_moment": format_moment,
        "format_distance": format_distance,
        "schedule_form": ScheduleForm(formdata=None, data=values),
        "end_form": EndForm(formdata=None, data={"moment": format_wall_time(end, zone) if end else ""}),
    }


def audience_values(article: Article, level: AlertLevel) -> dict[str, Any]:
    """Return the template values for the audience of the alert, and of an update."""
    alert = outbox.find_publication_alert(db.session, article)
    is_owed = alert is None or alert.is_restartable
    updates = outbox.count_updates(db.session, article)
    return {
        "alert": alert,
        "told": forecast_audience(article, level, AlertKind.PUBLICATION) if is_owed else None,
        "followers": forecast_audience(article, AlertLevel.NORMAL, AlertKind.UPDATE) if article.is_listed else None,
        "update_form": UpdateForm(formdata=None, data={"updates": updates, "level": AlertLevel.NORMAL.value}),
    }


def forecast_audience(article: Article, level: AlertLevel, kind: AlertKind) -> AudiencePreview:
    """Return the audience of an alert announced now."""
    zone = site_zone_name()
    return preview_audience(db.session, article, level=level, kind=kind, now=read_clock(), site_zone=zone)


@blueprint.post("/desk/articles/<id:id>/publication")
@staff()
def publish_now(id: int) -> ResponseReturnValue:
    """Publish the version that was shown, with or without alert."""
    render_body_ahead(id)
    article = get_article_or_abort(for_update(Article.editable_by(current_user)), id)
    form, now, public = PublicationForm(), read_clock(), article.pending_for or article
    if not form.validate():
        return render_publication(article, level=form.chosen_level, form=form), 422
    try:
        form.require_unchanged(article)
        require_checks(article, form, now)
        options = alert_options(form.chosen_level, includes_told=form.includes_told.data)
        alert = publish(db.session, article, now, send_alert=form.has_alert(), options=options)
    except AlreadyPublished:
        flash(_("It is public already. Nobody is told twice."))
        return redirect(url_for(".publication", id=id), code=303)
    except EditConflict:
        form.update_seen(article)
        return render_publication(article, level=form.chosen_level, form=form, is_changed=True), 409
    except (ChecksFailed, EndsTooSoon, NotPublished, NotReady, PublicTextChanged, SlugTaken) as refusal:
        more = {"is_address_taken": isinstance(refusal, SlugTaken)}
        return render_publication(article, level=form.chosen_level, form=form, **more), 422
    db.session.commit()
    flash(published_sentence(public, is_announced=alert is not None, is_update=public.id != id))
    return redirect(url_for("delivery.alert", alert_id=alert.id) if alert else article_path(public), code=303)


def published_sentence(article: Article, *, is_announced: bool, is_update: bool) -> str:
    """Return what the page after publication says has happened."""
    if is_update:
        return str(_("The changes to “%(headline)s” are published.", headline=article.headline))
    if is_announced:
        return str(_("“%(headline)s” is published. Readers are being told by e-mail.", headline=article.headline))
    return str(_("“%(headline)s” is published. No e-mail was sent.", headline=article.headline))


def require_checks(article: Article, form: PublicationForm, now: datetime) -> None:
    """Check that *article* has no findings, or record the reason of *form* to overrule them.

    Raises:
        ChecksFailed: there are findings and no reason; the form asks for one.
    """
    findings = [] if article.is_public else run_checks(article)
    try:
        require_checks_passed(db.session, article, findings, form.overruling.data or "", now, current_user.id)
    except ChecksFailed:
        form.add_override_error()
        raise


def article_path(article: Article) -> str:
    """Return the public path of *article*."""
    return url_for("articles.show", slug=article.slug)
