"""The preview is the reader's page, saves nothing, and stays out of caches and search engines."""

from typing import Any

import pytest
from flask import Flask

from blog.authoring.drafts.bylines import set_coauthors
from blog.database import db
from blog.models import Article, ArticleState, Role
from tests.authoring.conftest import Desk, Sit
from tests.factories import NOW, make_article, make_draft, make_topic
from tests.pictures.picture_factories import make_picture


def edit(desk: Desk, article: Article, **fields: Any) -> Any:
    """Send the editor as a browser would: all that it shows, and *fields* changed."""
    shown = {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "body": article.body_markdown,
        "slug": article.slug,
        "lead_alt": article.lead_alt,
        "seen": article.revision,
        "deed": "save",
    }
    return desk.post(f"/desk/articles/{article.id}/edit", **{**shown, **fields})


def test_a_preview_of_a_public_article_saves_nothing(desk: Desk) -> None:
    article = make_article(author=desk.person, text="Old words.", topics=[make_topic("Grants")])

    answer = edit(desk, article, headline="Bold idea", body="New words.", deed="preview")

    db.session.refresh(article)
    assert (answer.status_code, article.body_markdown) == (200, "Old words.")
    assert "Bold idea" in answer.text
    assert "New words." in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_preview_is_the_readers_page_kept_out_of_stores(desk: Desk) -> None:
    article = make_draft("Tea & biscuits", author=desk.person, text="It is hot.")

    answer = desk.get(f"/desk/articles/{article.id}/preview")

    assert "Preview, not public" in answer.text
    assert "Tea &amp; biscuits" in answer.text
    assert (answer.headers["X-Robots-Tag"], answer.headers["Cache-Control"]) == ("noindex", "no-store")


def test_on_the_page_of_the_phone_the_preview_stands_in_a_frame_that_no_other_site_may_show(desk: Desk) -> None:
    article = make_draft(author=desk.person, text="::youtube[The vote]{#dQw4w9WgXcQ}")

    page = desk.get(f"/desk/articles/{article.id}/preview/phone")
    framed = desk.get(f"/desk/articles/{article.id}/preview")

    assert f'<iframe class="phone-frame" src="/desk/articles/{article.id}/preview"' in page.text
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"].split("; ")
    policy = framed.headers["Content-Security-Policy"]
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert {"frame-ancestors 'self'", "form-action 'none'"} <= set(policy.split("; "))
    assert 'target="_top">Back to editing' in framed.text


def test_a_preview_links_to_those_authors_alone_who_have_a_page(desk: Desk) -> None:
    known = make_article().author
    article = make_draft(author=desk.person)
    set_coauthors(db.session, article, [known.id])
    db.session.commit()

    page = desk.get(f"/desk/articles/{article.id}/preview").text

    assert f"/authors/{known.slug}" in page
    assert f"/authors/{desk.person.slug}" not in page
    assert f"<bdi>{desk.person.name}</bdi>" in page


def test_a_visitor_finds_no_draft(desk: Desk, app: Flask) -> None:
    article = make_draft(author=desk.person, slug="secret")

    visitor = app.test_client()

    assert visitor.get("/articles/secret").status_code == 404
    assert visitor.get(f"/desk/articles/{article.id}/preview").status_code == 303


@pytest.mark.parametrize("state", [*ArticleState])
def test_the_preview_elsewhere_shows_mail_search_hit_and_shared_link(sit: Sit, state: ArticleState) -> None:
    editor, chosen = sit(role=Role.EDITOR), make_picture("A boat")
    dates = {"published_at": NOW, "scheduled_at": NOW, "ends_at": NOW, "withdrawn_at": NOW}
    texts = {"meta_description": "For searches", "social_title": "For links", "social_picture": chosen.key}
    slug = "~tea" if state.value.startswith("page_") else "tea"
    article = make_draft("Tea", author=editor.person, state=state, slug=slug, **texts, **dates)

    page = editor.get(f"/desk/articles/{article.id}/preview/phone")
    mail = editor.get(f"/desk/articles/{article.id}/message.html")

    if state is ArticleState.DELETED:
        assert page.status_code == 404
        return
    has_mail = f'src="/desk/articles/{article.id}/message.html"' in page.text
    assert has_mail is not article.is_page
    assert mail.status_code == (200 if has_mail else 404)
    card = page.text.partition('class="share-card"')[2]
    assert all(words in card for words in ("For links", "For searches", f"/media/{chosen.key}/400.jpg"))
    assert "For searches" in page.text.partition('class="search-hit"')[2].partition("</section>")[0]


def test_a_contributor_is_shown_no_mail_that_would_not_open(sit: Sit) -> None:
    contributor = sit(role=Role.CONTRIBUTOR)
    article = make_draft("Tea", author=contributor.person)

    page = contributor.get(f"/desk/articles/{article.id}/preview/phone")

    assert (page.status_code, "message.html" in page.text) == (200, False)
    assert "drawn when the article is public" in page.text
