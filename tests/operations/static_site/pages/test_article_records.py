"""Where an article stands: its paths, lists and month, kept as text."""

import json

from flask import Flask

from blog.database import db
from blog.models import ArticleState, SlugRedirect
from blog.operations.static_site.pages.article_records import load_record, read_records
from tests.factories import NOW, make_article, make_draft, make_person, make_topic, save


def test_it_knows_present_and_former_places(app: Flask) -> None:
    author, topic = make_person(slug="noor"), make_topic(slug="water")
    article = make_article("Tea", slug="tea", author=author, topics=[topic])
    save(SlugRedirect(slug="old-tea", article_id=article.id, created_at=NOW))
    draft = make_draft("Milk", slug="milk", author=author)
    page = make_draft("About", slug="~about", state=ArticleState.PAGE_PUBLISHED, author=author)

    found = read_records(db.session, [article.id, draft.id, page.id])

    month = f"/archive/{NOW.year}/{NOW.month}"
    paths = ["/articles/tea", "/articles/old-tea"]
    assert found[article.id] == (True, paths, article.id, ["water"], ["noor"], month, article.published_at.isoformat())
    assert found[draft.id] == (False, ["/articles/milk"], draft.id, [], [], "", "")
    assert (found[page.id].paths, found[page.id].is_page) == (["/about"], True)
    assert load_record(found[article.id].dump()) == found[article.id]


def test_what_was_kept_before_its_moment_was_known_is_another(app: Flask) -> None:
    article = make_article("Tea", slug="tea")

    (record,) = read_records(db.session, [article.id]).values()
    older = load_record(json.dumps(record[:-1]))

    assert older.moment == ""
    assert older != record
