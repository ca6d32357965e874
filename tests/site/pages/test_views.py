"""Pages without date at the desk: the list, publishing, and the shared editor."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Alert, Article, ArticleState, AuditEvent, Delivery, PagePlace, PagePurpose, Revision, Role
from tests.factories import make_article, make_person, sign_in
from tests.site.page_factories import make_page
from tests.site.pages.conftest import Browser

GAPPED = "Published by [… name of the publisher] in [… city]."


def state_of(article: Article) -> ArticleState:
    db.session.expire_all()
    return article.state


def publish(editor: Browser, article: Article, **more: str) -> object:
    return editor.post(f"/desk/pages/{article.id}/publication", seen=article.revision, **more)


def test_a_page_is_published_without_alert_and_has_its_lines_in_the_records(editor: Browser) -> None:
    article = make_page("Imprint", is_public=False).article

    answer = publish(editor, article)

    assert (answer.status_code, answer.location) == (303, "/imprint")
    assert state_of(article) is ArticleState.PAGE_PUBLISHED
    assert article.published_at is None
    assert db.session.scalars(select(Alert)).all() == db.session.scalars(select(Delivery)).all() == []
    assert db.session.scalars(select(AuditEvent.subject)).all() == ["Imprint"]
    assert editor.client.get("/imprint").status_code == 200


def test_what_has_gaps_is_published_only_by_one_who_was_told_which(editor: Browser) -> None:
    article = make_page("Imprint", text=GAPPED, is_public=False).article

    refused = publish(editor, article)

    assert refused.status_code == 422
    assert "name of the publisher" in refused.text
    assert "city" in refused.text
    assert state_of(article) is ArticleState.PAGE_DRAFT
    assert publish(editor, article, has_gaps_allowed="y").status_code == 303


def test_a_public_page_gets_no_new_gap_by_a_save(editor: Browser) -> None:
    article = make_page("Imprint").article

    answer = editor.post(f"/desk/articles/{article.id}/edit", headline="Imprint", body=GAPPED, seen=article.revision)

    assert answer.status_code == 422
    assert "name of the publisher, city" in answer.text
    db.session.expire_all()
    assert "[…" not in article.body_markdown


def test_an_older_version_is_not_published(editor: Browser) -> None:
    article = make_page("Imprint", is_public=False).article

    answer = editor.post(f"/desk/pages/{article.id}/publication", seen="an older one")

    assert answer.status_code == 422
    assert state_of(article) is ArticleState.PAGE_DRAFT


def test_an_empty_page_is_not_published(editor: Browser) -> None:
    article = make_page("Imprint", text=" ", is_public=False).article

    assert publish(editor, article).status_code == 422
    assert editor.post(f"/desk/pages/{article.id}/publication").status_code == 400


def test_the_editor_of_articles_saves_a_page_and_leads_to_its_own_page(editor: Browser) -> None:
    article = make_page("Imprint", is_public=False).article
    shown = editor.get(f"/desk/articles/{article.id}/edit")

    answer = editor.post(
        f"/desk/articles/{article.id}/edit",
        headline="Legal",
        body="New *words*.",
        slug="legal",
        seen=article.revision,
        deed="publish",
    )

    assert "Byline" not in shown.text
    assert "New topic" not in shown.text
    assert answer.location == f"/desk/pages/{article.id}"
    db.session.expire_all()
    assert (article.headline, article.slug, article.body_html) == ("Legal", "~legal", "<p>New <em>words</em>.</p>\n")
    assert db.session.query(Revision).filter_by(article_id=article.id).count() == 2
    assert editor.get(f"/desk/articles/{article.id}/preview").status_code == 200
    assert editor.get(f"/desk/articles/{article.id}/revisions").status_code == 200


def test_the_address_of_a_public_page_changes_with_a_redirect(editor: Browser) -> None:
    article = make_page("Imprint").article

    editor.post(
        f"/desk/articles/{article.id}/edit", headline="Imprint", body="Words.", slug="legal", seen=article.revision
    )

    assert editor.client.get("/imprint").location == "/legal"
    assert editor.client.get("/legal").status_code == 200


@pytest.mark.parametrize("slug", ["search", "desk", "Sitemap", "de", "subscribe"])
def test_an_address_of_the_program_is_refused_beside_its_field(editor: Browser, slug: str) -> None:
    article = make_page("Imprint", is_public=False).article

    answer = editor.post(
        f"/desk/articles/{article.id}/edit", headline="Imprint", body="W.", slug=slug, seen=article.revision
    )

    assert answer.status_code == 422
    assert "The program needs this address itself" in answer.text
    assert 'id="slug-error"' in answer.text


def test_a_page_that_stood_first_at_an_address_the_program_took_says_so(editor: Browser) -> None:
    article = make_page("Search", "search", is_public=False).article

    assert "The program needs this address now" in editor.get("/desk/pages/").text
    assert publish(editor, article).status_code == 422


def test_what_is_typed_into_a_private_page_is_autosaved(editor: Browser) -> None:
    article = make_page("Imprint", is_public=False).article
    json = {"Accept": "application/json"}

    answer = editor.post(
        f"/desk/articles/{article.id}/working-copy",
        headers=json,
        headline="Imprint",
        body="Typed.",
        seen=article.revision,
        copy_key="k" * 12,
    )

    assert answer.json["kept"] is False
    db.session.expire_all()
    assert article.body_markdown == "Typed."
    assert editor.post(f"/desk/articles/{article.id}/presence", headers=json, seen="").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["publication", "review", "byline", "withdrawal", "corrections", "erasure", "previews", "deletion", "remarks"],
)
def test_what_articles_alone_have_does_not_exist_for_a_page(editor: Browser, path: str) -> None:
    article = make_page("Imprint").article

    assert editor.get(f"/desk/articles/{article.id}/{path}").status_code in {403, 404}


def test_no_list_of_articles_at_the_desk_has_a_page(editor: Browser) -> None:
    make_page("Gazelle imprint", "imprint", author=editor.person, place=PagePlace.NOWHERE)
    make_page("Gazelle draft", "gazelle-draft", author=editor.person, is_public=False)
    make_article("Otters return", author=editor.person)

    for path in (
        "/desk/",
        "/desk/articles",
        "/desk/articles?q=gazelle",
        "/desk/articles?state=draft",
        "/desk/finder?q=gazelle",
        "/desk/people",
    ):
        assert "Gazelle imprint" not in (html := editor.get(path).text), path
        assert "Gazelle draft" not in html, path


def test_place_and_purpose_are_changed_and_shown(editor: Browser) -> None:
    page = make_page("Privacy")

    editor.post(f"/desk/pages/{page.article_id}/options", place="masthead", purpose="privacy")
    refused = editor.post(f"/desk/pages/{page.article_id}/options", place="moon", purpose="privacy")

    db.session.expire_all()
    assert (page.place, page.purpose) == (PagePlace.MASTHEAD, PagePurpose.PRIVACY)
    assert refused.status_code == 422


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.CONTRIBUTOR])
def test_only_editors_enter(client: FlaskClient, role: Role) -> None:
    page = make_page("Imprint")
    sign_in(client, make_person(role=role))

    assert client.get("/desk/pages/").status_code == 403
    assert client.get(f"/desk/pages/{page.article_id}").status_code == 403
    assert client.get(f"/desk/articles/{page.article_id}/edit").status_code == 404
    assert "/desk/pages/" not in client.get("/desk/").text
