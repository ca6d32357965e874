"""Every form of the site, with what nobody types by accident in every field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import String, Text, select
from werkzeug.test import TestResponse

from blog.authoring.previews.preview_links import seal_link
from blog.database import db
from blog.models import ArticleState, Correction, CorrectionKind, ErrorReport, PasswordReset, Role
from blog.web.addresses.links import CONFIRM, PREFERENCES, RESET
from blog.web.extensions import links
from tests.audit import share_out
from tests.databases import on_postgres
from tests.deskpages import pages_of_authors, pages_of_topics, pages_without_date
from tests.factories import (
    NOW,
    make_article,
    make_draft,
    make_person,
    make_preview_link,
    make_remark,
    make_subscriber,
    make_topic,
    save,
    sign_in,
)
from tests.owner_deskpages import owner_pages
from tests.pictures.picture_factories import make_picture

SCRIPT = "<script>alert(1)</script>"
HOSTILE = {
    "empty": "",
    "huge": "x" * 1_000_000,
    "nul": "a\x00b@example.com",
    "surrogate": "a\ud800b",
    "override": "abc\u202egnp.exe",
    "script": f"\"'>{SCRIPT}",
    "sql": "'; DROP TABLE articles; -- %_*\" OR 1=1",
    "line break": "a@example.com\r\nBcc: b@example.com\r\n\r\nHello",
}
TYPED = {"text", "email", "password", "search", "datetime-local"}
KEPT = {"csrf_token", "stamp", "seen", "back", "page"}
"""Fields that a person never sees; other tests alter them."""
ANSWERS = {200, 303, 409, 410, 413, 422, 429}
TOLD = ('aria-invalid="true"', "field__error", "notice--w", "conflict")
"""What says on a page that something was refused; one of them is there."""


@dataclass
class PageForm:
    """One form of a page: where it goes and what it holds."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


class FormReader(HTMLParser):
    """Reads the forms that a page posts."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = known.get("method", "get").lower() == "post"
            if self.is_inside:
                self.forms.append(PageForm(known.get("action", "")))
        elif self.is_inside and tag in {"input", "textarea", "select", "button"} and known.get("name"):
            self.add(self.forms[-1], tag, known)

    def add(self, form: PageForm, tag: str, known: dict[str, str]) -> None:
        name, kind = known["name"], known.get("type", "text")
        if kind in {"checkbox", "radio", "file"}:
            return
        form.values.setdefault(name, known.get("value", ""))
        if name not in KEPT and (tag == "textarea" or kind in TYPED):
            form.texts.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False


def read_forms(client: FlaskClient, path: str) -> list[PageForm]:
    reader = FormReader()
    reader.feed(client.get(path).get_data(as_text=True))
    for form in reader.forms:
        form.action = form.action or path
    return [form for form in reader.forms if form.texts]


def furnish() -> list[str]:
    """Make what the pages with forms stand on, and return their paths."""
    editor = make_person(role=Role.ADMINISTRATOR)
    topic = make_topic()
    draft, article = make_draft(author=editor, topics=[topic]), make_article(author=editor)
    handed_in = make_draft(state=ArticleState.IN_REVIEW)
    reader = make_subscriber("reader@example.com")
    reset = save(PasswordReset(person_id=editor.id, requested_at=NOW, expires_at=NOW.replace(year=2099)))
    correction = save(Correction(article=article, kind=CorrectionKind.CORRECTION, corrected_at=NOW))
    report = save(ErrorReport(article=article, paragraph=1, words="It met on Monday.", reported_at=NOW))
    link = make_preview_link(draft)
    make_remark(link)
    picture = make_picture("A boat")
    preferences = links().seal(PREFERENCES, [reader.id, reader.key])
    return [
        "/subscribe",
        f"/subscribe?topic={topic.slug}",
        f"/articles/{article.slug}",
        f"/subscriptions/{preferences}",
        f"/subscriptions/confirm/{links().sign(CONFIRM, [reader.id, reader.request_key])}",
        "/login",
        "/password-resets/new",
        f"/password-resets/{links().sign(RESET, [reset.id])}",
        "/account",
        "/account/password",
        "/desk/articles/new",
        f"/desk/articles/{draft.id}/edit",
        f"/desk/articles/{draft.id}/publication",
        f"/desk/articles/{article.id}/publication",
        f"/desk/articles/{draft.id}/byline",
        f"/desk/articles/{draft.id}/review",
        f"/desk/articles/{handed_in.id}/review",
        "/desk/people/new",
        f"/desk/people/{make_person(invited_at=NOW).id}",
        f"/desk/readers/{reader.id}",
        f"/articles/{article.slug}/report",
        f"/desk/articles/{article.id}/corrections",
        f"/desk/corrections/{correction.id}",
        f"/desk/reports/{report.id}",
        f"/desk/media/{picture.id}",
        f"/desk/articles/{draft.id}/previews",
        f"/desk/articles/{draft.id}/remarks",
        f"/previews/{seal_link(links(), link)}",
    ]


def furnish_owned_site() -> list[str]:
    """Make what belongs to the owner of a site, and return the paths of its pages."""
    boss = make_person(role=Role.ADMINISTRATOR)
    pages = {**owner_pages("Harbour"), **pages_of_topics(), **pages_of_authors(boss), **pages_without_date(boss)}
    return [path for paths in pages.values() for path in paths]


def fields_once(form: PageForm, met: set[tuple[str, str]]) -> list[str]:
    """Return the fields for words that no form with the same address had, whatever the row; *met* keeps them."""
    fields = {text: (re.sub("[0-9]+", "N", form.action.partition("?")[0]), text) for text in form.texts}
    fresh = [text for text, place in fields.items() if place not in met]
    met.update(fields[text] for text in fresh)
    return fresh


def send(client: FlaskClient, form: PageForm, changed: dict[str, str]) -> TestResponse:
    body = urlencode({**form.values, **changed}, errors="surrogatepass")
    return client.post(form.action, data=body, content_type="application/x-www-form-urlencoded")


def stored_texts() -> Iterator[str]:
    for table in db.metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, String | Text)]
        for row in db.session.execute(select(*columns)) if columns else ():
            yield from (value for value in row if isinstance(value, str))


def assert_unbroken(answer: TestResponse, *tried: str) -> None:
    page = answer.get_data(as_text=True)
    assert answer.status_code in ANSWERS, (*tried, answer.status)
    assert SCRIPT not in page, tried
    assert answer.status_code not in {409, 422} or any(sign in page for sign in TOLD), (*tried, "refused in silence")


def assert_stored_clean() -> None:
    stored = list(stored_texts())
    assert not any("\x00" in value or "\r" in value or "\u202e" in value for value in stored)
    assert not any("<script" in value for value in stored if value.startswith("<p"))


@on_postgres
def test_no_form_breaks_on_hostile_text(app: Flask) -> None:
    """Each field meets two of the texts, each text a quarter of the fields; in an audit every field meets all."""
    people, paths, met, take = app.test_client(), furnish(), set[tuple[str, str]](), share_out(list(HOSTILE), 2)
    sign_in(people, make_person(role=Role.ADMINISTRATOR))

    for path in paths:
        client = people if path.startswith(("/desk", "/account")) else app.test_client()
        for form in read_forms(client, path):
            for text in fields_once(form, met):
                for name in take():
                    assert_unbroken(send(client, form, {text: HOSTILE[name]}), path, text, name)

    assert len(met) >= 75
    assert_stored_clean()


@on_postgres
def test_no_form_of_what_is_the_owners_breaks_on_hostile_text(app: Flask) -> None:
    """Each field meets two of the texts, each text a quarter of the fields; in an audit every field meets all."""
    client, paths, met, take = (
        app.test_client(),
        furnish_owned_site(),
        set[tuple[str, str]](),
        share_out(list(HOSTILE), 2),
    )
    sign_in(client, make_person(role=Role.ADMINISTRATOR))

    for path in paths:
        for form in read_forms(client, path):
            form.values = {name: value for name, value in form.values.items() if not name.startswith("seen-")}
            for text in fields_once(form, met):
                for name in take():
                    assert_unbroken(send(client, form, {text: HOSTILE[name]}), path, text, name)

    assert len(met) >= 70
    assert_stored_clean()


@pytest.mark.parametrize("name", ["empty", "huge", "line break"])
def test_a_wrong_address_is_told_beside_its_field(client: FlaskClient, name: str) -> None:
    (form,) = [form for form in read_forms(client, "/subscribe") if "address" in form.texts]

    page = send(client, form, {"address": HOSTILE[name]}).get_data(as_text=True)

    assert 'aria-invalid="true"' in page
    assert "field__error" in page
