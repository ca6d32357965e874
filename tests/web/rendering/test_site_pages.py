"""Links to pages as templates ask for them."""

from flask import Flask

from blog.database import db
from blog.models import PagePlace, PagePurpose
from blog.web.languages.page_language import writing_in
from blog.web.rendering.site_pages import page_link, page_links, public_path
from tests.factories import make_article
from tests.settings import change_settings
from tests.site.page_factories import make_page


def test_a_template_finds_pages_by_place_and_purpose(app: Flask) -> None:
    make_page("About us", "about", place=PagePlace.MASTHEAD)
    make_page("Privacy", purpose=PagePurpose.PRIVACY)

    with app.test_request_context():
        assert [link.path for link in page_links("masthead")] == ["/about"]
        assert [link.path for link in page_links("footer")] == ["/privacy"]
        assert page_link("privacy").path == "/privacy"  # type: ignore[union-attr]
        assert page_link("imprint") is None


def test_of_two_pages_the_one_in_the_language_of_the_site_is_linked(app: Flask) -> None:
    make_page("Impressum", purpose=PagePurpose.IMPRINT, position=0).article.language = "de"
    make_page("Imprint", purpose=PagePurpose.IMPRINT, position=1).article.language = "en-GB"
    db.session.commit()
    change_settings(app, language="en-GB")

    with app.test_request_context():
        assert page_link("imprint").path == "/imprint"  # type: ignore[union-attr]


def test_a_page_links_to_the_one_in_its_own_language(app: Flask) -> None:
    make_page("Privacy", purpose=PagePurpose.PRIVACY, position=0)
    make_page("Datenschutz", purpose=PagePurpose.PRIVACY, position=1).article.language = "de-AT"
    db.session.commit()

    with app.test_request_context():
        with writing_in("de"):
            assert page_link("privacy").path == "/datenschutz"  # type: ignore[union-attr]
        with writing_in("fr"):
            assert page_link("privacy").path == "/privacy"  # type: ignore[union-attr]


def test_the_public_path_is_of_the_page_or_of_the_article(app: Flask) -> None:
    page, article = make_page("Imprint"), make_article("Tea", slug="tea")

    with app.test_request_context("https://news.example.org/"):
        assert (public_path(page.article), public_path(article)) == ("/imprint", "/articles/tea")
