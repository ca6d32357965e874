"""Links to pages without date."""

from flask import Flask

from blog.database import db
from blog.models import Article, PagePlace, PagePurpose, Role, find_page_link, list_page_links
from tests.factories import make_article, make_person
from tests.site.page_factories import make_page


def test_links_come_in_their_order_and_lead_to_public_pages_alone(app: Flask) -> None:
    make_page("Privacy", position=2)
    make_page("About us", "about", position=1, place=PagePlace.MASTHEAD)
    make_page("Imprint", position=0, is_public=False)

    links = list_page_links(db.session)

    assert [(link.path, link.title, link.place) for link in links] == [
        ("/about", "About us", PagePlace.MASTHEAD),
        ("/privacy", "Privacy", PagePlace.FOOTER),
    ]


def test_the_page_for_a_purpose_is_found_in_the_language_that_is_asked_for(app: Flask) -> None:
    make_page("Imprint", purpose=PagePurpose.IMPRINT, position=0)
    make_page("Impressum", purpose=PagePurpose.IMPRINT, position=1).article.language = "de"
    db.session.commit()

    paths = [getattr(find_page_link(db.session, PagePurpose.IMPRINT, tag), "path", "") for tag in ("", "de", "fr")]

    assert paths == ["/imprint", "/impressum", "/imprint"]
    assert find_page_link(db.session, PagePurpose.PRIVACY) is None


def test_a_path_is_quoted(app: Flask) -> None:
    make_page("Über uns", "über-uns")

    assert list_page_links(db.session)[0].path == "/%C3%BCber-uns"


def test_no_named_query_of_articles_has_a_page(app: Flask) -> None:
    editor, article = make_person(role=Role.EDITOR), make_article("Tea")
    page = make_page("Imprint", author=editor)

    queries = (
        Article.published(),
        Article.visible_to(editor),
        Article.editable_by(editor),
        Article.deletable_by(editor),
    )

    assert [db.session.scalars(query).all() for query in queries] == [[article], [article], [article], []]
    assert db.session.scalars(Article.texts_editable_by(editor).order_by(Article.id)).all() == [article, page.article]


def test_only_editors_open_pages(app: Flask) -> None:
    author = make_person(role=Role.AUTHOR)
    make_page("Imprint", author=author)

    assert db.session.scalars(Article.texts_visible_to(author)).all() == []
    assert db.session.scalars(Article.texts_editable_by(author)).all() == []
