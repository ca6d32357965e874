"""The publication page: what will be public, who will be told, the very message; and the deed itself."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.time_formats import say_distance, say_moment, say_zone
from blog.authoring.drafts.writing import NotReady, Overwritten, locked
from blog.authoring.fields import missing_sentence
from blog.authoring.lookup import announcing, find
from blog.authoring.publication_page.forms import PublicationForm, RehearsalForm, UpdateForm, read_level
from blog.authoring.publication_page.schedule_forms import EndForm, ScheduleForm
from blog.authoring.publication_page.site_checks import find_doubts
from blog.authoring.publishing.prepublication_checks import Doubtful, demand_sound
from blog.authoring.publishing.publishing import AlreadyPublished, EndsTooSoon, publish
from blog.authoring.publishing.wall_clock import write_wall_time
from blog.config.settings import current_settings
from blog.database import db
from blog.delivery import outbox
from blog.delivery.audience_preview import AudiencePreview, preview_audience
from blog.delivery.mail_preview import preview_mail
from blog.models import AlertKind, AlertLevel, AlertState, Article
from blog.web.access.policy import staff
from blog.web.access.security_headers import FRAMING_POLICY
from blog.web.clock import read_clock
from blog.web.extensions import links


@blueprint.get("/desk/articles/<id:id>/publication")
@staff()
def publication(id: int) -> ResponseReturnValue:
    """Show what will be public, at which address, and who will be told."""
    return show_publication(find(Article.editable_by(current_user), id))


def show_publication(article: Article, *, level: AlertLevel | None = None, **more: Any) -> Response:
    """Return the publication page with forms that name the version it shows; *more* replaces what it would say."""
    planned = article.alert_level if article.is_scheduled else None
    level = level or read_level(request.args.get("level") or planned)
    values = {
        "article": article,
        "level": level,
        "levels": list(AlertLevel),
        "form": PublicationForm(formdata=None, data={"seen": article.revision, "level": level}),
        "findings": find_doubts(article),
        "tests": outbox.list_tests(db.session, article),
        "rehearsal": preview_mail(db.session, article, current_settings(), links(), level=level, now=read_clock()),
        "rehearsal_form": RehearsalForm(formdata=None, data={"address": current_user.address}),
        **read_times(article, level),
        **read_readers(article, level),
        **more,
    }
    page = make_response(
        render_template("authoring/publication_page/publication.html", missing_sentence=missing_sentence, **values)
    )
    page.headers["Content-Security-Policy"] = FRAMING_POLICY
    return page


def read_times(article: Article, level: AlertLevel) -> dict[str, Any]:
    """Return when the article goes live and when it ends, in words and as forms."""
    zone, at, end = ZoneInfo(current_settings().timezone), article.scheduled_at, article.ends_at
    values = {"seen": article.revision, "level": level, "moment": write_wall_time(at, zone) if at else ""}
    return {
        "now": read_clock(),
        "is_over": end is not None and end <= read_clock(),
        "zone": say_zone(zone),
        "say_moment": say_moment,
        "say_distance": say_distance,
        "schedule_form": ScheduleForm(formdata=None, data=values),
        "end_form": EndForm(formdata=None, data={"moment": write_wall_time(end, zone) if end else ""}),
    }


def read_readers(article: Article, level: AlertLevel) -> dict[str, Any]:
    """Return who would be told by the alert that can be announced now, and by an update."""
    alert = outbox.find_publication_alert(db.session, article)
    is_owed = alert is None or alert.state is AlertState.CANCELLED
    updates = outbox.count_updates(db.session, article)
    return {
        "alert": alert,
        "told": foresee(article, level, AlertKind.PUBLICATION) if is_owed else None,
        "followers": foresee(article, AlertLevel.NORMAL, AlertKind.UPDATE) if article.is_listed else None,
        "update_form": UpdateForm(formdata=None, data={"updates": updates, "level": AlertLevel.NORMAL.value}),
    }


def foresee(article: Article, level: AlertLevel, kind: AlertKind) -> AudiencePreview:
    """Return who would be told if it were announced now."""
    zone = current_settings().timezone
    return preview_audience(db.session, article, level=level, kind=kind, now=read_clock(), site_zone=zone)


@blueprint.post("/desk/articles/<id:id>/publication")
@staff()
def publish_now(id: int) -> ResponseReturnValue:
    """Publish the version that was shown, and owe the alert if the person chose so."""
    article = find(locked(Article.editable_by(current_user)), id)
    form, now = PublicationForm(), read_clock()
    if not form.validate():
        return show_publication(article, level=form.chosen_level, form=form), 422
    try:
        form.demand_seen(article)
        demand_checked(article, form, now)
        how = announcing(form.chosen_level)
        alert = publish(db.session, article, now, is_announced=form.is_announced(), how=how)
    except AlreadyPublished:
        flash(_("It is public already. Nobody is told twice."))
        return redirect(url_for(".publication", id=id), code=303)
    except Overwritten:
        form.show_newest(article)
        return show_publication(article, level=form.chosen_level, form=form, is_changed=True), 409
    except (Doubtful, EndsTooSoon, NotReady):
        return show_publication(article, level=form.chosen_level, form=form), 422
    db.session.commit()
    return redirect(url_for("delivery.alert", alert_id=alert.id) if alert else article_address(article), code=303)


def demand_checked(article: Article, form: PublicationForm, now: datetime) -> None:
    """Do nothing if nothing is found in *article*, or if *form* says why it does not matter, which is kept.

    Raises:
        Doubtful: something is found; the form asks for the reason.
    """
    findings = [] if article.is_public else find_doubts(article)
    try:
        demand_sound(db.session, article, findings, form.overruling.data or "", now, current_user.id)
    except Doubtful:
        form.refuse_doubts()
        raise


def article_address(article: Article) -> str:
    """Return the path at which readers find *article*."""
    return url_for("articles.show", slug=article.slug)
