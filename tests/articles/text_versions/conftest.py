"""An article with photo, topic, correction and all kinds of addresses."""

from datetime import timedelta

import pytest
from flask import Flask

from blog.models import Article, Correction, CorrectionKind
from blog.text.markdown import render
from tests.articles.photos import make_photo
from tests.factories import NOW, make_article, make_person, make_topic, save

BODY = f"See [two](/articles/two).\n\n![At dawn](picture:{'a' * 32})\n\n```\n[x](/code)\n```"


@pytest.fixture
def article(app: Flask) -> Article:
    photo = make_photo(alt="A *heron*")
    more = {"author": make_person("Maren Holt", slug="maren"), "topics": [make_topic("Rivers", slug="rivers")]}
    made = make_article("Herons [return] & <stay>", slug="one", updated_at=NOW + timedelta(hours=1), **photo, **more)
    made.body_markdown, made.body_html = BODY, render(BODY).html
    values = {"old_wording": "on Tuesday", "new_wording": "on Monday", "corrected_at": NOW}
    return save(Correction(article=made, kind=CorrectionKind.CORRECTION, **values)).article
