"""A new page: empty, or from a template with gaps."""

import pytest
from sqlalchemy import select

from blog.database import db
from blog.database.session import is_reading
from blog.models import ArticleState, PagePlace, PagePurpose, SitePage
from blog.site.pages import beginning_views
from blog.site.pages.beginning import begin_page
from blog.site.pages.page_templates import EMPTY, TEMPLATES
from blog.text.markdown.as_written.gaps import find_gaps
from tests.factories import make_article
from tests.settings import change_settings
from tests.site.page_factories import make_page
from tests.site.pages.conftest import Browser

NEW = "/desk/pages/new"


def only_page() -> SitePage:
    return db.session.scalars(select(SitePage)).one()


@pytest.mark.parametrize("name", [template.name for template in TEMPLATES if template.name != EMPTY])
def test_each_template_begins_a_page_with_gaps_that_nobody_sees(editor: Browser, name: str) -> None:
    answer = editor.post(NEW, template=name, title="")

    page = only_page()
    assert answer.location == f"/desk/articles/{page.article_id}/edit"
    assert page.article.state is ArticleState.PAGE_DRAFT
    assert (page.template, page.article.author_id) == (name, editor.person.id)
    assert len(find_gaps(page.article.body_markdown)) >= 2
    assert "<h2" in page.article.body_html


def test_what_the_site_knows_is_no_gap(app, editor: Browser) -> None:
    change_settings(app, postal_address="Weir Street 4\n8001 Zurich")

    editor.post(NEW, template="imprint_germany")

    text = only_page().article.body_markdown
    assert "Weir Street 4 · 8001 Zurich" in text
    assert "news@news.example.org" in text


def test_the_privacy_page_holds_the_record_and_links_to_the_own_data(editor: Browser) -> None:
    editor.post(NEW, template="privacy")
    page = only_page()

    preview = editor.get(f"/desk/articles/{page.article_id}/preview").text

    assert (page.purpose, page.article.address_slug) == (PagePurpose.PRIVACY, "privacy")
    assert "<dt>Legal basis</dt>" in preview
    assert "record-of-processing" not in preview


def test_an_empty_page_needs_a_title(editor: Browser) -> None:
    refused = editor.post(NEW, template=EMPTY, title=" ")

    assert refused.status_code == 422
    assert 'id="title-error"' in refused.text
    assert editor.post(NEW, template="none-such", title="Tea").status_code == 422
    assert editor.post(NEW, template=EMPTY, title="x" * 201).status_code == 422


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Search", "search-page"),
        ("Imprint", "imprint-2"),
        ("🦦", "page"),
        ("<b>Über</b> uns", "b-uber-b-uns"),
        ("../desk", "desk-page"),
    ],
)
def test_an_address_is_free_and_no_route_of_the_program(editor: Browser, title: str, slug: str) -> None:
    make_page("Imprint")
    make_article("Imprint", slug="imprint")

    editor.post(NEW, template=EMPTY, title=title)

    made = db.session.scalars(SitePage.in_order()).all()[-1]
    assert made.article.address_slug == slug
    assert made.position == 1
    assert made.place is PagePlace.FOOTER


def test_a_text_that_is_made_of_a_template_is_no_answer_yet(editor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def begin(*values: object, **more: object) -> SitePage:
        seen.append(is_reading())
        return begin_page(*values, **more)

    monkeypatch.setattr(beginning_views, "begin_page", begin)
    editor.post(NEW, template="privacy", title="")

    assert seen == [False]
