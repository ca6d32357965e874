"""The index of the search: what it holds, in which form."""

import json

from flask import Flask

from blog.database import db
from blog.models import Article
from blog.operations.static_site.pages.search_index import list_parts, part_of, render_search_page, write_part
from blog.operations.static_site.pages.site_reader import SiteReader
from tests.factories import make_article, make_draft, make_person, make_topic


def test_an_entry_has_what_a_result_shows_and_each_word_once(app: Flask) -> None:
    author = make_person("Zoë Ødegård")
    article = make_article(
        "Tea", slug="tea", text="Straße straße\u2028Повінь", author=author, topics=[make_topic("Café")]
    )
    make_draft("Secret")
    number = part_of(article.id)

    part = SiteReader(app).read(lambda session: write_part(session, number)).decode()
    entries = json.loads(part.removeprefix("broadsheetDocuments(").removesuffix(");\n"))

    assert [entry[:2] for entry in entries] == [["articles/tea.html", "Tea"]]
    assert entries[0][4:6] == ["Zoë Ødegård", "cafe strasse повінь"]
    assert "\u2028" not in part


def test_parts_are_those_with_public_articles_newest_first(app: Flask) -> None:
    first = make_article()
    db.session.add(Article(**{**columns_of(first), "id": first.id + 1200, "slug": "later"}))
    db.session.commit()

    found = SiteReader(app).read(list_parts)
    page = SiteReader(app).read(lambda _: render_search_page(found))

    assert found == [part_of(first.id + 1200), part_of(first.id)]
    assert f"search/part-{found[0]}.js search/part-{found[1]}.js" in page


def columns_of(article: Article) -> dict[str, object]:
    names = ("headline", "standfirst", "body_markdown", "body_html", "body_text", "word_count", "state", "created_at")
    return {name: getattr(article, name) for name in (*names, "updated_at", "published_at", "author_id")}
