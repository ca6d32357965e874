"""Articles by id for the signed-in person, or an error page; and the alert options of that person."""

from datetime import timedelta

from flask import abort
from flask_login import current_user
from sqlalchemy import Select

from blog.authoring.publishing.publishing import AlertOptions
from blog.authoring.review_page.views import abort_if_locked, abort_if_replaced
from blog.config.settings import current_settings
from blog.database import db
from blog.models import AlertLevel, Article
from blog.pictures.files.article_bodies import render_ahead


def get_article_or_abort(query: Select[Article], article_id: int) -> Article:
    """Return the article if *query* has it, else abort: with 409 if the person may see it, else with 404.

    Who comes to a pending version that is gone is sent to its article.
    """
    article = db.session.scalar(query.where(Article.id == article_id))
    if article is None:
        abort_if_locked(article_id)
        abort_if_replaced(article_id)
        abort(404)
    return article


def render_body_ahead(article_id: int) -> None:
    """Render a long body of an article that the person may edit, before its row is locked; see render_ahead."""
    texts = Article.texts_editable_by(current_user).with_only_columns(Article.body_markdown, Article.language)
    for text, language in db.session.execute(texts.where(Article.id == article_id)):
        render_ahead(db.session, text, language)


def alert_options(level: AlertLevel, *, includes_told: bool = False) -> AlertOptions:
    """Return the options of an alert that the signed-in person announces at *level*, with the site's grace time."""
    return AlertOptions(
        level, timedelta(seconds=current_settings().alert_grace_seconds), current_user.id, includes_told
    )
