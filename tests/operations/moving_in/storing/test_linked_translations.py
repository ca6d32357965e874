"""Translations are linked once, and what an editor did stays."""

from datetime import UTC, datetime

from flask import Flask

from blog.database import db
from blog.models import OriginKind
from blog.operations.moving_in.storing.linked_translations import link_translations
from blog.operations.moving_in.storing.origins import add_origin
from tests.factories import make_draft

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def test_translations_are_linked_once(app: Flask) -> None:
    for key, language in (("1", "de"), ("2", "fr"), ("3", "fr")):
        add_origin(db.session, "x", OriginKind.ARTICLE, key, NOW).article = make_draft(language=language)
    db.session.flush()
    pairs = {"2": "1", "3": "1", "9": "1"}

    assert [link_translations(db.session, "x", pairs), link_translations(db.session, "x", pairs)] == [1, 0]
