"""Articles as the person at the desk may find them, and how that person announces."""

from datetime import timedelta

from flask import abort
from flask_login import current_user
from sqlalchemy import Select

from blog.authoring.publishing.publishing import Announcing
from blog.authoring.review_page.views import refuse_locked
from blog.config.settings import current_settings
from blog.database import db
from blog.models import AlertLevel, Article


def find(query: Select[Article], key: int) -> Article:
    """Return the article with this key if *query* has it, else 409 if the person may see it, else 404."""
    article = db.session.scalar(query.where(Article.id == key))
    if article is None:
        refuse_locked(key)
        abort(404)
    return article


def announcing(level: AlertLevel) -> Announcing:
    """Return how the person at work announces: with the site's grace time."""
    return Announcing(level, timedelta(seconds=current_settings().alert_grace_seconds), current_user.id)
